/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-status"

#include "config.h"

#include "sl-sync-conflict.h"
#include "sl-sync-outbox.h"
#include "sl-sync-status.h"

void
sl_sync_status_free (SlSyncStatus *self)
{
  if (self == NULL)
    return;
  sl_sync_account_free (self->account);
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
  if (self->account != NULL && self->account->signed_in && !count (self, connection, error))
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
