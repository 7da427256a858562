/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-store-transact.h. */

#define G_LOG_DOMAIN "sl-store-transact"

#include "config.h"

#include "sl-store-private.h"
#include "sl-store-transact.h"
#include "sl-undo.h"

/* One transaction from its call to its end. */
typedef struct {
  SlStore *store; /* borrowed */
  SlActor actor;
  const char *deed;
  SlStoreTransactFunc func;
  gpointer data;

  /* filled in by the writer */
  gboolean done;
  GError *error;
} Transact;

/* What is to be told at home, where the store belongs. */
typedef struct {
  SlStore *store;
  guint kinds;
  gint64 newest;
  gboolean can_undo, can_redo;
} News;

static gboolean
tell_cb (gpointer data)
{
  News *news = data;

  if (sl_store_get_is_open (news->store))
    {
      _sl_store_set_undo_state (news->store, news->newest, news->can_undo, news->can_redo);
      _sl_store_emit_changed (news->store, news->kinds, FALSE);
    }
  g_object_unref (news->store);
  g_free (news);
  return G_SOURCE_REMOVE;
}

static void
tell (Transact     *self,
      SlConnection *connection,
      guint         kinds)
{
  News *news = g_new0 (News, 1);

  news->store = g_object_ref (self->store);
  news->kinds = kinds;
  news->newest = sl_connection_get_integer (connection, "SELECT max (id) FROM txn", 0);
  news->can_undo = sl_undo_find_undoable (connection) != 0;
  news->can_redo = sl_undo_find_redoable (connection) != 0;
  _sl_store_invoke (self->store, tell_cb, news);
}

/**
 * sl_transact:
 * @context: its connection outside of a transaction; @context->kinds is set
 * @actor: who changes
 * @deed: what it is, for the journal
 *
 * Returns: %FALSE with @error set: nothing was written
 */
gboolean
sl_transact (SlWriteContext     *context,
             SlActor             actor,
             const char         *deed,
             SlStoreTransactFunc func,
             gpointer            data,
             GError            **error)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (actor, deed);
  g_autoptr (SlTransaction) transaction = NULL;

  context->kinds = 0;
  context->holds_more = TRUE;
  if (!sl_connection_begin (context->connection, error))
    return FALSE;
  if (!func (context->connection, changes, data, error))
    {
      sl_connection_rollback (context->connection);
      return FALSE;
    }
  if (sl_changeset_get_n_changes (changes) == 0)
    {
      if (sl_connection_commit (context->connection, error))
        return TRUE;
      sl_connection_rollback (context->connection);
      return FALSE;
    }
  transaction = sl_apply_begun (context, changes, NULL, error);
  return transaction != NULL;
}

/* On the writer thread. */
static void
transact_run (SlConnection *connection,
              gpointer      data)
{
  Transact *self = data;
  SlWriteContext context = {
    .connection = connection,
    .clock = self->store->clock,
    .own_func = _sl_store_note_own,
    .own_data = self->store,
  };

  self->done = sl_transact (&context, self->actor, self->deed, self->func, self->data, &self->error);
  if (context.kinds != 0)
    tell (self, connection, context.kinds);
  _sl_store_catch_up (connection, self->store);
}

/**
 * sl_store_transact:
 * @actor, @deed: see sl_transact()
 *
 * Has @func write on the writer thread, and waits until it is durable. For threads other than the one that the store
 * belongs to, where "changed" is told soon after; the caller keeps the store open meanwhile.
 *
 * Returns: %FALSE with @error set: nothing was written
 */
gboolean
sl_store_transact (SlStore            *self,
                   SlActor             actor,
                   const char         *deed,
                   SlStoreTransactFunc func,
                   gpointer            data,
                   GError            **error)
{
  Transact transact = { .store = self, .actor = actor, .deed = deed, .func = func, .data = data };

  g_return_val_if_fail (SL_IS_STORE (self), FALSE);

  if (!_sl_store_check_writable (self, error))
    return FALSE;
  sl_worker_run (self->writer, transact_run, &transact);
  if (transact.error != NULL)
    g_propagate_error (error, transact.error);
  return transact.done;
}
