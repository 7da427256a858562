/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-store"

#include "config.h"

#include "sl-attachments.h"
#include "sl-file.h"
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

static GBytes *
load_file (SlSyncPort *port,
           const char *hash,
           gsize       max_size,
           GError    **error)
{
  SyncStore *self = (SyncStore *) port;
  g_autofree char *folder = g_path_get_dirname (sl_store_get_path (self->store));
  g_autofree char *path = sl_attachments_build_path (folder, hash);

  return sl_file_read (path, (goffset) max_size, error);
}

/** sl_sync_store_new: (transfer full): keeps @store, which must stay open while it is used; free with sl_sync_store_free() */
SlSyncPort *
sl_sync_store_new (SlStore *store)
{
  SyncStore *self = g_new0 (SyncStore, 1);

  self->port.read = read_store;
  self->port.write = write_store;
  self->port.load_file = load_file;
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
