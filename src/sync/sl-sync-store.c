/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-store"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-attachments.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-sync-store.h"

typedef struct {
  SlSyncPort port; /* first: the port is this */
  SlStore *store;
  char *account; /* (nullable): whose round it is; any */
} SyncStore;

static gpointer
read_store (SlSyncPort *port,
            SlReadFunc  func,
            gpointer    data,
            GError    **error)
{
  return sl_store_read_on (((SyncStore *) port)->store, SL_READ_BACKGROUND, func, data, error);
}

/* A program that doesn't ask for the lock, or a backup that was restored, may have put another account in its place. What is
 * known of one server must never be written to what is known of another. */
static gboolean
check_account (SyncStore    *self,
               SlConnection *connection,
               GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT 1 FROM sync_account WHERE id = ? AND signed_in", error);
  g_autoptr (GError) local = NULL;
  gboolean same;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, self->account);
  same = sl_statement_step (statement, &local);
  sl_statement_reset (statement);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!same)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_CANCELLED, _("The sync ended early, as another account was chosen meanwhile."));
  return same;
}

typedef struct {
  SyncStore *self;
  SlStoreTransactFunc func;
  gpointer data;
} Write;

static gboolean
write_cb (SlConnection *connection,
          SlChangeset  *changes,
          gpointer      data,
          GError      **error)
{
  Write *write = data;

  return (write->self->account == NULL || check_account (write->self, connection, error)) && write->func (connection, changes, write->data, error);
}

static gboolean
write_store (SlSyncPort         *port,
             SlStoreTransactFunc func,
             gpointer            data,
             GError            **error)
{
  Write write = { (SyncStore *) port, func, data };

  return sl_store_transact (write.self->store, SL_ACTOR_SYNC, "sync", write_cb, &write, error);
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

/** sl_sync_store_set_account: nothing is written any more once the account here isn't @id, or is signed out: %SL_ERROR_CANCELLED */
void
sl_sync_store_set_account (SlSyncPort *port,
                           const char *id)
{
  g_set_str (&((SyncStore *) port)->account, id);
}

void
sl_sync_store_free (SlSyncPort *port)
{
  SyncStore *self = (SyncStore *) port;

  g_object_unref (self->store);
  g_free (self->account);
  g_free (self);
}
