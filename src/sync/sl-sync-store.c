/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-store"

#include "config.h"

#include "sl-sync-store.h"

typedef struct {
  SlSyncPort port; /* first: the port is this */
  SlStore *store;
} SyncStore;

static gpointer
read_store (SlSyncPort *port,
            SlReadFunc  func,
            gpointer    data,
            GError    **error)
{
  return sl_store_read_on (((SyncStore *) port)->store, SL_READ_BACKGROUND, func, data, error);
}

static gboolean
write_store (SlSyncPort     *port,
             SlStoreTransactFunc func,
             gpointer        data,
             GError        **error)
{
  return sl_store_transact (((SyncStore *) port)->store, SL_ACTOR_SYNC, "sync", func, data, error);
}

/** sl_sync_store_new: (transfer full): keeps @store, which must stay open while it is used; free with sl_sync_store_free() */
SlSyncPort *
sl_sync_store_new (SlStore *store)
{
  SyncStore *self = g_new0 (SyncStore, 1);

  self->port.read = read_store;
  self->port.write = write_store;
  self->store = g_object_ref (store);
  return &self->port;
}

void
sl_sync_store_free (SlSyncPort *port)
{
  SyncStore *self = (SyncStore *) port;

  g_object_unref (self->store);
  g_free (self);
}
