/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-copy"

#include "config.h"

#include "sl-backup.h"
#include "sl-sync-copy.h"

typedef struct {
  SlSyncPort port; /* first: the port is this */
  SlConnection *connection;
  SlClock *clock;
} SyncCopy;

static gpointer
read_copy (SlSyncPort *port,
           SlReadFunc  func,
           gpointer    data,
           GError    **error)
{
  return func (((SyncCopy *) port)->connection, data, NULL, error);
}

static gboolean
write_copy (SlSyncPort         *port,
            SlStoreTransactFunc func,
            gpointer            data,
            GError            **error)
{
  SyncCopy *self = (SyncCopy *) port;
  SlWriteContext context = { .connection = self->connection, .clock = self->clock };

  return sl_transact (&context, SL_ACTOR_SYNC, "sync", func, data, error);
}

static gpointer
copy_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  return sl_backup_copy_to_memory (connection, error);
}

/** sl_sync_copy_new: (transfer full) (nullable): of all that is in @store now; free with sl_sync_copy_free() */
SlSyncPort *
sl_sync_copy_new (SlStore *store,
                  GError **error)
{
  SlConnection *connection = sl_store_read_on (store, SL_READ_BACKGROUND, copy_cb, NULL, error);
  SyncCopy *self;

  if (connection == NULL)
    return NULL;
  self = g_new0 (SyncCopy, 1);
  self->port.read = read_copy;
  self->port.write = write_copy;
  self->connection = connection;
  self->clock = g_object_ref (sl_store_get_clock (store));
  return &self->port;
}

/** sl_sync_copy_get_connection: (transfer none): to look at what became of it */
SlConnection *
sl_sync_copy_get_connection (SlSyncPort *port)
{
  return ((SyncCopy *) port)->connection;
}

void
sl_sync_copy_free (SlSyncPort *port)
{
  SyncCopy *self = (SyncCopy *) port;

  if (self == NULL)
    return;
  sl_connection_close (self->connection);
  g_object_unref (self->clock);
  g_free (self);
}
