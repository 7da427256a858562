/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sides that meet for the first time. What looks the same is tied, so nothing of a kind may be made there before all of it
 * that is there was seen: what a list didn't show would come to stand there twice. */

#define G_LOG_DOMAIN "sl-tracker-meet"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

#define NEW "SELECT a.id FROM %s AS a WHERE a.deleted_at IS NULL AND " SL_SYNC_IS_NEW ("%d")

static GPtrArray *
read_new (SlConnection *connection,
          SlKind        kind,
          GError      **error)
{
  g_autofree char *sql = g_strdup_printf (NEW, sl_kind_get_info (kind)->table, (int) kind);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  return statement != NULL ? sl_sync_read_texts (statement, error) : NULL;
}

/** _sl_tracker_has_new: whether there is a living record of @kind here that is no row of the server, as far as is known */
gboolean
_sl_tracker_has_new (SlConnection *connection,
                     SlKind        kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (" NEW ")", sl_kind_get_info (kind)->table, (int) kind);

  return sl_connection_get_integer (connection, sql, 1) != 0;
}

/** _sl_tracker_note_met: after @scan was taken over: whether it told all that there is */
void
_sl_tracker_note_met (SlTrackerSync *self,
                      SlTrackerScan *scan)
{
  if (!self->first || scan->is_whole)
    return;
  if (scan->parent == NULL)
    {
      self->unmet_kinds |= BIT (scan->kind);
      return;
    }
  if (self->unmet[scan->kind] == NULL)
    self->unmet[scan->kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->unmet[scan->kind], g_strdup (scan->parent));
}

/** _sl_tracker_is_unmet: whether @record, which is no row of the server as far as is known, may be there all the same */
gboolean
_sl_tracker_is_unmet (SlTrackerSync *self,
                      SlConnection  *connection,
                      SlRecord      *record)
{
  SlKind kind = sl_record_get_kind (record);
  guint owner = sl_kind_get_owner_field (kind);
  g_autofree char *parent = NULL;

  if (self->unmet_kinds & BIT (kind))
    return TRUE;
  if (self->unmet[kind] == NULL || owner == SL_FIELD_NONE || sl_record_is_null (record, owner))
    return FALSE;
  parent = sl_shadow_dup_server_id (connection, SL_KIND_APPLICATION, sl_record_get_text (record, owner));
  return parent != NULL && g_hash_table_contains (self->unmet[kind], parent);
}

static gpointer
find_unmet (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  SlTrackerSync *self = data;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) ids = NULL;

      if (!(self->unmet_kinds & BIT (kind)) && self->unmet[kind] == NULL)
        continue;
      ids = read_new (connection, kind, error);
      if (ids == NULL)
        return NULL;
      for (guint i = 0; i < ids->len; i++)
        {
          g_autoptr (SlRecord) record = sl_table_read (connection, kind, g_ptr_array_index (ids, i), error);

          if (record == NULL)
            return NULL;
          if (_sl_tracker_is_unmet (self, connection, record))
            return GINT_TO_POINTER (2);
        }
    }
  return GINT_TO_POINTER (1);
}

/** _sl_tracker_check_met: at the end of a round: FALSE with @error set if something here may be there, too, and wasn't seen.
 * It waits, and the next round is a first one again */
gboolean
_sl_tracker_check_met (SlTrackerSync *self,
                       GError       **error)
{
  int found = GPOINTER_TO_INT (self->port->read (self->port, find_unmet, self, error));

  if (found == 2)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED,
                         _("The server couldn’t show all that it has. What may be there already isn’t sent until it does; everything else was. Shortlist tries again later."));
  return found == 1;
}
