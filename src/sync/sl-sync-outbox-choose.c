/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-outbox.h: what a person does about a change that the server doesn't take. */

#define G_LOG_DOMAIN "sl-sync-outbox"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-field-merge.h"
#include "sl-kinds.h"
#include "sl-sync-outbox.h"
#include "sl-sync-upload.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/** sl_sync_outbox_retry: what the server didn't take is sent again in the next round */
gboolean
sl_sync_outbox_retry (SlConnection *connection,
                      SlKind        kind,
                      const char   *id,
                      GError      **error)
{
  return sl_sync_run_for (connection, "DELETE FROM sync_flight WHERE kind = ? AND id = ? AND state >= 2", kind, id, error) &&
         sl_sync_mark (connection, kind, id, error) &&
         (kind != SL_KIND_RESUME_VERSION || sl_uploads_set_state (connection, id, SL_UPLOAD_WAITING, error));
}

/* A file that the server doesn't take stays here alone. */
static gboolean
keep_file_here (SlConnection *connection,
                const char   *id,
                gboolean     *kept,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT 1 FROM sync_upload WHERE state = 2 AND id = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, id);
  if (!sl_statement_find_row (statement, kept, error))
    return FALSE;
  return !*kept || sl_uploads_set_state (connection, id, SL_UPLOAD_UNWANTED, error);
}

/* The record as the server has it. */
static gboolean
take_back (SlConnection       *connection,
           SlChangeset        *changes,
           SlTrackerGeneration generation,
           SlRecord           *record,
           SlShadow           *shadow,
           GError            **error)
{
  SlKind kind = shadow->kind;
  const char *status = kind == SL_KIND_APPLICATION ? sl_record_get_text (record, SL_APPLICATION_STATUS) : NULL;
  g_auto (SlTrackerRow) row = { 0 };
  SlTrackerSync sync = { .generation = generation };
  guint64 fields = sl_tracker_get_changeable (kind);

  if (!_sl_tracker_read_row (&sync, connection, kind, shadow->row, status, &row, error))
    return FALSE;
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & BIT (i) && !((row.unknown | row.unread) & BIT (i)) &&
        !sl_field_agrees (sl_kind_get_field (kind, i), sl_record_get_value (record, i), sl_record_get_value (row.record, i)))
      sl_changeset_update (changes, kind, shadow->id, i, sl_record_get_value (row.record, i));
  return TRUE;
}

/**
 * sl_sync_outbox_discard:
 * @changes: gets what is to be changed here: what the server has stands, and what it hasn't goes to the Trash
 * @now: microseconds since 1970 UTC
 * @came: (out): what it came to
 *
 * Returns: %FALSE with @error set, %SL_ERROR_BUSY if it was sent and nobody knows yet what became of it
 */
gboolean
sl_sync_outbox_discard (SlConnection       *connection,
                        SlChangeset        *changes,
                        SlTrackerGeneration generation,
                        gint64              now,
                        SlKind              kind,
                        const char         *id,
                        SlSyncDiscarded    *came,
                        GError            **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlFlight) flight = sl_flight_find (connection, kind, id, &local);
  g_autoptr (SlShadow) shadow = local == NULL ? sl_shadow_find (connection, kind, id, &local) : NULL;
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);
  gboolean kept = FALSE;

  *came = SL_SYNC_DISCARDED_NOTHING;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (kind == SL_KIND_RESUME_VERSION && (!keep_file_here (connection, id, &kept, error) || kept))
    {
      *came = SL_SYNC_DISCARDED_FILE;
      return kept;
    }
  if (flight != NULL && flight->state < SL_FLIGHT_REFUSED)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_BUSY, _("It was sent, and the server hasn’t said yet what became of it. Try again after the next sync."));
      return FALSE;
    }
  if (record == NULL)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("It was deleted for good here, so nothing is left to take back."));
      return FALSE;
    }
  if (shadow == NULL || sl_shadow_is_gone (shadow))
    {
      if (sl_record_is_null (record, SL_FIELD_DELETED_AT))
        {
          sl_changeset_trash (changes, kind, id, now);
          *came = SL_SYNC_DISCARDED_TRASHED;
        }
    }
  else
    {
      if (!sl_record_is_null (record, SL_FIELD_DELETED_AT))
        sl_changeset_restore (changes, kind, id);
      if (!take_back (connection, changes, generation, record, shadow, error))
        return FALSE;
      if (!sl_record_is_null (record, SL_FIELD_DELETED_AT))
        *came = SL_SYNC_DISCARDED_RESTORED;
      else if (sl_changeset_get_n_changes (changes) > 0)
        *came = SL_SYNC_DISCARDED_CHANGED;
    }
  return sl_flight_drop (connection, kind, id, error);
}
