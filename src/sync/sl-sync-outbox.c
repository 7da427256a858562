/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-outbox.h. What waits is what is marked, and what the journal has that nobody has looked at yet. */

#define G_LOG_DOMAIN "sl-sync-outbox"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-field-merge.h"
#include "sl-journal.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sync-outbox.h"
#include "sl-sync-upload.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

void
sl_sync_waiting_free (SlSyncWaiting *self)
{
  g_free (self->id);
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

typedef struct {
  SlConnection *connection;
  GHashTable *met; /* of "kind id" */
  GPtrArray *items;
} Outbox;

static gboolean
is_dead (SlConnection *connection,
         SlKind        kind,
         const char   *id)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);

  return record == NULL || !_sl_tracker_is_living (connection, record);
}

/* A record that never was on the server, and isn't here any more, is nothing to the server. */
static gboolean
add_item (Outbox     *self,
          SlKind      kind,
          const char *id,
          GError    **error)
{
  g_autofree char *key = g_strdup_printf ("%d %s", kind, id);
  g_autofree char *server_id = NULL;
  g_autoptr (SlFlight) flight = NULL;
  g_autoptr (GError) local = NULL;
  gboolean dead;
  SlSyncWaiting *item;

  if (sl_tracker_get_place (kind) == NULL || !g_hash_table_add (self->met, g_steal_pointer (&key)))
    return TRUE;
  flight = sl_flight_find (self->connection, kind, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  server_id = sl_shadow_dup_server_id (self->connection, kind, id);
  dead = is_dead (self->connection, kind, id);
  if (dead && server_id == NULL && flight == NULL)
    return TRUE;

  item = g_new0 (SlSyncWaiting, 1);
  item->kind = kind;
  item->id = g_strdup (id);
  item->deed = dead ? SL_SYNC_WAITING_REMOVE : server_id == NULL ? SL_SYNC_WAITING_ADD : SL_SYNC_WAITING_CHANGE;
  if (flight != NULL && flight->state == SL_FLIGHT_REFUSED)
    {
      item->state = SL_SYNC_WAITING_FOR_PERSON;
      item->field = g_strdup (flight->field);
      item->message = g_strdup (flight->message);
    }
  else if (flight != NULL && flight->state != SL_FLIGHT_FAILED)
    item->state = SL_SYNC_WAITING_FOR_CERTAINTY;
  g_ptr_array_add (self->items, item);
  return TRUE;
}

/* By what SELECT says: kind and id. */
static gboolean
add_pairs (Outbox     *self,
           const char *sql,
           GError    **error)
{
  SlStatement *statement = sl_connection_prepare (self->connection, sql, error);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      int kind = (int) sl_statement_get_integer (statement, 0);

      g_array_append_val (kinds, kind);
      g_ptr_array_add (ids, g_strdup (sl_statement_get_text (statement, 1)));
    }
  for (guint i = 0; i < ids->len && local == NULL; i++)
    add_item (self, (SlKind) g_array_index (kinds, int, i), g_ptr_array_index (ids, i), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
note_synced (guint          field,
             const SlValue *before,
             const SlValue *after,
             gpointer       data,
             GError       **error)
{
  guint64 *fields = data;

  *fields |= BIT (field);
  return TRUE;
}

static gboolean
concerns_server (SlKind      kind,
                 SlOp        op,
                 const char *text)
{
  guint64 fields = 0;

  if (sl_tracker_get_place (kind) == NULL)
    return FALSE;
  return op != SL_OP_UPDATE || !sl_journal_foreach_field (kind, text, note_synced, &fields, NULL) ||
         fields & (sl_tracker_get_fields (kind) | BIT (SL_FIELD_DELETED_AT));
}

/* (transfer full) (nullable): kinds and row numbers of what changed here since the last look, up to @max of them. */
static GArray *
read_unseen (SlConnection *connection,
             guint         max,
             GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT j.kind, j.op, j.pk, j.fields FROM journal AS j CROSS JOIN txn AS t ON t.id = j.txn_id"
                                                  " WHERE j.entry > (SELECT journal_seen FROM sync_account) AND t.actor <> ?", error);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_ACTOR_SYNC);
  while (pairs->len < 2 * max && sl_statement_step (statement, &local))
    {
      const gint64 pair[] = { sl_statement_get_integer (statement, 0), sl_statement_get_integer (statement, 2) };

      if (concerns_server ((SlKind) pair[0], (SlOp) sl_statement_get_integer (statement, 1), sl_statement_get_text (statement, 3)))
        g_array_append_vals (pairs, pair, 2);
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return g_steal_pointer (&pairs);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_sync_outbox_has_news: whether anything that the server has changed here since the last round began */
gboolean
sl_sync_outbox_has_news (SlConnection *connection)
{
  g_autoptr (GArray) pairs = read_unseen (connection, 1, NULL);

  return pairs != NULL && pairs->len > 0;
}

static gboolean
add_unseen (Outbox  *self,
            GError **error)
{
  g_autoptr (GArray) pairs = read_unseen (self->connection, G_MAXUINT / 2, error);
  g_autoptr (GError) local = NULL;

  if (pairs == NULL)
    return FALSE;
  for (guint i = 0; i < pairs->len && local == NULL; i += 2)
    {
      SlKind kind = (SlKind) g_array_index (pairs, gint64, i);
      gint64 pk = g_array_index (pairs, gint64, i + 1);
      g_autofree char *id = sl_table_find_id (self->connection, kind, pk);

      if (id == NULL)
        id = sl_journal_find_deleted_id (self->connection, kind, pk);
      if (id != NULL)
        add_item (self, kind, id, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_uploads (GPtrArray    *items,
             SlConnection *connection,
             GError      **error)
{
  g_autoptr (GPtrArray) uploads = sl_uploads_read (connection, error);

  for (guint i = 0; uploads != NULL && i < uploads->len; i++)
    {
      SlUpload *upload = g_ptr_array_index (uploads, i);
      SlSyncWaiting *item = g_new0 (SlSyncWaiting, 1);

      item->kind = SL_KIND_RESUME_VERSION;
      item->id = g_strdup (upload->id);
      item->deed = SL_SYNC_WAITING_UPLOAD;
      item->state = upload->state == SL_UPLOAD_REFUSED ? SL_SYNC_WAITING_FOR_PERSON : SL_SYNC_WAITING_FOR_ROUND;
      item->message = g_strdup (upload->message);
      g_ptr_array_add (items, item);
    }
  return uploads != NULL;
}

/** sl_sync_outbox_read: (transfer full) (element-type SlSyncWaiting): what the server doesn't take first */
GPtrArray *
sl_sync_outbox_read (SlConnection *connection,
                     GError      **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_sync_waiting_free);
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Outbox self = { connection, met, items };

  if (!add_pairs (&self, "SELECT kind, id FROM sync_flight WHERE state = 2 ORDER BY sent_at", error) ||
      !add_pairs (&self, "SELECT kind, id FROM sync_flight WHERE state < 2 ORDER BY sent_at", error) ||
      !add_pairs (&self, "SELECT kind, id FROM sync_dirty ORDER BY kind, id", error) || !add_unseen (&self, error) ||
      !add_uploads (items, connection, error))
    return NULL;
  return g_steal_pointer (&items);
}

/** sl_sync_outbox_retry: what the server didn't take is sent again in the next round */
gboolean
sl_sync_outbox_retry (SlConnection *connection,
                      SlKind        kind,
                      const char   *id,
                      GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "DELETE FROM sync_flight WHERE kind = ? AND id = ? AND state >= 2", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  return sl_statement_run (statement, error) && sl_sync_mark (connection, kind, id, error) &&
         (kind != SL_KIND_RESUME_VERSION || sl_uploads_set_state (connection, id, SL_UPLOAD_WAITING, error));
}

/* A file that the server doesn't take stays here alone. */
static gboolean
keep_file_here (SlConnection *connection,
                const char   *id,
                gboolean     *kept,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT count (*) FROM sync_upload WHERE state = 2 AND id = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, id);
  *kept = sl_statement_step (statement, NULL) && sl_statement_get_integer (statement, 0) > 0;
  sl_statement_reset (statement);
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
    if (fields & BIT (i) && !(row.unknown & BIT (i)) &&
        !sl_field_agrees (sl_kind_get_field (kind, i), sl_record_get_value (record, i), sl_record_get_value (row.record, i)))
      sl_changeset_update (changes, kind, shadow->id, i, sl_record_get_value (row.record, i));
  return TRUE;
}

/**
 * sl_sync_outbox_discard:
 * @changes: gets what is to be changed here: what the server has stands, and what it hasn't goes to the Trash
 * @now: microseconds since 1970 UTC
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
                        GError            **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlFlight) flight = sl_flight_find (connection, kind, id, &local);
  g_autoptr (SlShadow) shadow = local == NULL ? sl_shadow_find (connection, kind, id, &local) : NULL;
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);
  gboolean kept = FALSE;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (kind == SL_KIND_RESUME_VERSION && (!keep_file_here (connection, id, &kept, error) || kept))
    return kept;
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
        sl_changeset_trash (changes, kind, id, now);
    }
  else
    {
      if (!sl_record_is_null (record, SL_FIELD_DELETED_AT))
        sl_changeset_restore (changes, kind, id);
      if (!take_back (connection, changes, generation, record, shadow, error))
        return FALSE;
    }
  return sl_flight_drop (connection, kind, id, error);
}
