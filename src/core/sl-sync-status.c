/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-status"

#include "config.h"

#include "sl-record-name.h"
#include "sl-sync-conflict.h"
#include "sl-sync-outbox.h"
#include "sl-sync-state.h"
#include "sl-sync-status.h"
#include "sl-table.h"

/* Who wants to see more looks into the list of applications. */
#define MAX_ASKED 4

void
sl_sync_status_free (SlSyncStatus *self)
{
  if (self == NULL)
    return;
  sl_sync_account_free (self->account);
  g_strfreev (self->asked);
  g_free (self);
}

static gboolean
count (SlSyncStatus *self,
       SlConnection *connection,
       GError      **error)
{
  int n_waiting = sl_sync_outbox_count (connection, &self->n_refused, error);
  int n_conflicts = n_waiting >= 0 ? sl_sync_conflicts_count (connection, error) : -1;

  if (n_conflicts < 0)
    return FALSE;
  self->n_waiting = (guint) n_waiting;
  self->n_conflicts = (guint) n_conflicts;
  self->has_news = sl_sync_outbox_has_news (connection);
  return TRUE;
}

static gboolean
is_here (SlConnection *connection,
         SlShadow     *shadow)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, shadow->kind, shadow->id, NULL);

  return record != NULL && sl_record_is_null (record, SL_FIELD_DELETED_AT);
}

/* Of those that more than one list didn't hold, and that are still here. */
static gboolean
name_asked (SlSyncStatus *self,
            SlConnection *connection,
            GError      **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n = 0;

  for (SlKind kind = 0; kind < SL_N_KINDS && self->account->n_asked > 0 && n < MAX_ASKED; kind++)
    {
      g_autoptr (GPtrArray) missing = sl_shadow_read_missing (connection, kind, error);

      if (missing == NULL)
        return FALSE;
      for (guint i = 0; i < missing->len && n < MAX_ASKED; i++)
        {
          SlShadow *shadow = g_ptr_array_index (missing, i);
          g_autoptr (SlRecordName) name = NULL;

          if (shadow->absences < 2 || sl_shadow_is_gone (shadow) || !is_here (connection, shadow))
            continue;
          name = sl_record_name_read (connection, kind, shadow->id, error);
          if (name == NULL)
            return FALSE;
          g_strv_builder_take (names, sl_record_name_describe (name));
          n++;
        }
    }
  self->asked = g_strv_builder_end (names);
  return TRUE;
}

gpointer
sl_sync_status_read (SlConnection *connection,
                     gpointer      data,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (SlSyncStatus) self = g_new0 (SlSyncStatus, 1);
  g_autoptr (GError) local = NULL;

  self->account = sl_sync_account_read (connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->account != NULL && self->account->signed_in && (!count (self, connection, error) || !name_asked (self, connection, error)))
    return NULL;
  return g_steal_pointer (&self);
}

gpointer
sl_sync_status_read_log (SlConnection *connection,
                         gpointer      data,
                         GCancellable *cancellable,
                         GError      **error)
{
  return sl_sync_log_read (connection, data, error);
}
