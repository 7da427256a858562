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
  g_autoptr (GPtrArray) waiting = sl_sync_outbox_read (connection, error);
  g_autoptr (GPtrArray) conflicts = waiting != NULL ? sl_sync_conflicts_read (connection, error) : NULL;

  if (conflicts == NULL)
    return FALSE;
  self->n_waiting = waiting->len;
  for (guint i = 0; i < waiting->len; i++)
    self->n_refused += ((SlSyncWaiting *) g_ptr_array_index (waiting, i))->state == SL_SYNC_WAITING_FOR_PERSON;
  self->n_conflicts = conflicts->len;
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
