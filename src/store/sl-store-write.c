/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changing half of SlStore: changesets, undo and redo, on the writer thread. */

#define G_LOG_DOMAIN "sl-store-write"

#include "config.h"

#include "sl-apply.h"
#include "sl-attachments.h"
#include "sl-purge.h"
#include "sl-chart-lines.h"
#include "sl-search-index.h"
#include "sl-store-build.h"
#include "sl-store-private.h"
#include "sl-undo.h"

typedef enum {
  DEED_APPLY,
  DEED_UNDO,
  DEED_REDO,
  DEED_UNDO_TRANSACTION,
  DEED_PURGE,
} Deed;

/* One write from its call to its result. */
typedef struct {
  SlStore *store; /* borrowed: the task or the waiting caller holds it */
  Deed deed;
  SlChangeset *changeset; /* of a deed with @build made by the writer */
  SlReadFunc build;       /* (nullable) */
  gpointer build_data;
  GDestroyNotify build_data_free;
  gint64 transaction_id;
  GTask *task; /* NULL: the caller waits */

  /* filled in by the writer */
  SlTransaction *transaction;
  GError *error;
  guint kinds;
  gint64 newest;
  gboolean can_undo;
  gboolean can_redo;
} Write;

static void
write_clear (Write *self)
{
  g_clear_object (&self->changeset);
  if (self->build_data_free != NULL)
    g_clear_pointer (&self->build_data, self->build_data_free);
  g_clear_object (&self->task);
  g_clear_object (&self->transaction);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Write, write_clear)

/* From one state of the data, and nothing comes between that and the change, of this program or of another. What the building
 * noted beside the records stands, too, where it changes none. */
static SlTransaction *
build_and_apply (Write          *self,
                 SlWriteContext *context)
{
  if (!sl_connection_begin (context->connection, &self->error))
    return NULL;
  context->holds_more = TRUE;
  self->changeset = self->build (context->connection, self->build_data, self->task != NULL ? g_task_get_cancellable (self->task) : NULL, &self->error);
  if (self->changeset != NULL && sl_changeset_get_n_changes (self->changeset) > 0)
    return sl_apply_begun (context, self->changeset, NULL, &self->error);

  if (self->changeset != NULL && sl_connection_commit (context->connection, &self->error))
    return sl_apply_changeset (context, self->changeset, &self->error);
  sl_connection_rollback (context->connection);
  return NULL;
}

static SlTransaction *
do_deed (Write          *self,
         SlWriteContext *context)
{
  if (self->build != NULL)
    return build_and_apply (self, context);
  switch (self->deed)
    {
    case DEED_UNDO:
      return sl_undo_newest (context, &self->error);
    case DEED_REDO:
      return sl_undo_redo (context, &self->error);
    case DEED_UNDO_TRANSACTION:
      return sl_undo_transaction (context, self->transaction_id, &self->error);
    case DEED_PURGE:
      return sl_purge_now (context, self->changeset, &self->error);
    case DEED_APPLY:
    default:
      return sl_apply_changeset (context, self->changeset, &self->error);
    }
}

/* So many rows at a time go into the search index and the charts' lines after the fact: other writes wait no longer than that takes. */
#define INDEX_CHUNK 1000

static void
catch_up_run (SlConnection *connection,
              gpointer      data)
{
  SlStore *store = data;
  g_autoptr (GError) error = NULL;

  store->catching_up = FALSE;
  if (g_atomic_int_get (&store->closing) || !sl_connection_begin (connection, &error))
    return;

  if (sl_chart_lines_catch_up (connection, INDEX_CHUNK, &error) && sl_search_index_catch_up (connection, INDEX_CHUNK, &error) &&
      sl_connection_commit (connection, &error))
    _sl_store_catch_up (connection, store);
  else
    {
      /* Searches and charts look at the rows themselves until a later write brings the next try. */
      g_debug ("The search index and the charts' lines stay behind: %s", error->message);
      sl_connection_rollback (connection);
    }
}

/* On the writer thread: if the search index or the charts' lines are behind, has them catch up after what else is waiting. */
void
_sl_store_catch_up (SlConnection *connection,
                    gpointer      data)
{
  SlStore *store = data;

  if (store->catching_up || g_atomic_int_get (&store->closing))
    return;
  if (!sl_search_index_is_behind (connection) && !sl_chart_lines_is_behind (connection))
    return;
  store->catching_up = TRUE;
  sl_worker_push (store->writer, catch_up_run, store);
}

static void
read_state (Write          *self,
            SlConnection   *connection,
            SlWriteContext *context)
{
  self->kinds = context->kinds;
  self->newest = sl_connection_get_integer (connection, "SELECT max (id) FROM txn", 0);
  self->can_undo = sl_undo_find_undoable (connection) != 0;
  self->can_redo = sl_undo_find_redoable (connection) != 0;
}

static gboolean finish_cb (gpointer data);

static void
clean_attachments (SlStore      *store,
                   SlConnection *connection)
{
  g_autoptr (GError) error = NULL;

  if (!sl_attachments_clean_up (connection, store->data_dir, sl_clock_get_now (store->clock), &error))
    g_info ("The attachments are looked through another day: %s", error->message);
}

/* "For good" is true of the files, too, and not only from the next housekeeping on. */
static gboolean
leaves_files (Write          *self,
              SlWriteContext *context)
{
  const guint kinds = (1u << SL_KIND_DOCUMENT) | (1u << SL_KIND_RESUME_VERSION);

  return self->deed == DEED_PURGE && self->transaction != NULL && (context->kinds & kinds) != 0;
}

/* On the writer thread. */
static void
write_run (SlConnection *connection,
           gpointer      data)
{
  Write *self = data;
  SlWriteContext context = {
    .connection = connection,
    .clock = self->store->clock,
    .own_func = _sl_store_note_own,
    .own_data = self->store,
  };

  if (self->task == NULL || !g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &self->error))
    self->transaction = do_deed (self, &context);
  if (leaves_files (self, &context))
    clean_attachments (self->store, connection);
  read_state (self, connection, &context);

  _sl_store_catch_up (connection, self->store);

  if (self->task != NULL)
    _sl_store_invoke (self->store, finish_cb, self);
}

/* Back home: tells about the change. */
static void
announce (Write *self)
{
  _sl_store_set_undo_state (self->store, self->newest, self->can_undo, self->can_redo);
  if (self->transaction != NULL)
    _sl_store_emit_changed (self->store, self->kinds, FALSE);
}

static gboolean
house_kept_cb (gpointer data)
{
  Write *house = data;
  g_autoptr (SlStore) store = g_object_ref (house->store);

  announce (house);
  return G_SOURCE_REMOVE;
}

static void
house_free (gpointer data)
{
  write_clear (data);
  g_free (data);
}

/* On the writer thread: hands what housekeeping did home. Nobody waits for it: the store may be closed first. */
static void
tell_house_kept (SlStore *store,
                 Write   *house)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, house_kept_cb, house, house_free);
  g_source_set_static_name (source, "SlStore housekeeping");
  _sl_store_drop_house (store);
  store->house = g_source_ref (source);
  g_source_attach (source, store->context);
}

static void
purge_trash (SlStore      *store,
             SlConnection *connection)
{
  SlWriteContext context = {
    .connection = connection,
    .clock = store->clock,
    .own_func = _sl_store_note_own,
    .own_data = store,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  transaction = sl_purge_trash (&context, &error);
  if (transaction == NULL)
    {
      if (error != NULL)
        g_info ("The Trash is emptied another day: %s", error->message);
      return;
    }

  g_info ("Deleted %u records for good that were in the Trash for %d days", sl_transaction_get_n_changes (transaction), SL_PURGE_DAYS);
  Write *house = g_new0 (Write, 1);
  house->store = store;
  house->transaction = g_steal_pointer (&transaction);
  read_state (house, connection, &context);
  tell_house_kept (store, house);
}

static void
keep_house_run (SlConnection *connection,
                gpointer      data)
{
  SlStore *store = data;

  if (g_atomic_int_get (&store->closing))
    return;
  purge_trash (store, connection);
  /* After the purge: what went for good may have been all that referred to a file. */
  clean_attachments (store, connection);
}

/* With no writer any more, or on its thread: what housekeeping did isn't told, or was. */
void
_sl_store_drop_house (SlStore *self)
{
  if (self->house != NULL)
    g_source_destroy (self->house);
  g_clear_pointer (&self->house, g_source_unref);
}

/* Has done what is due once a day, after the writes handed over before. */
void
_sl_store_keep_house (SlStore *self)
{
  if (self->writer != NULL)
    sl_worker_push (self->writer, keep_house_run, self);
}

static void
do_nothing (SlConnection *connection,
            gpointer      data)
{
}

/**
 * sl_store_settle:
 *
 * Waits until the writer has done what was handed over before, the housekeeping of the opening included. For programs
 * without a window.
 */
void
sl_store_settle (SlStore *self)
{
  g_return_if_fail (SL_IS_STORE (self));

  if (self->writer != NULL)
    sl_worker_run (self->writer, do_nothing, NULL);
}

static gboolean
finish_cb (gpointer data)
{
  Write *self = data;

  announce (self);
  if (self->transaction != NULL)
    g_task_return_pointer (self->task, g_steal_pointer (&self->transaction), g_object_unref);
  else
    g_task_return_error (self->task, g_steal_pointer (&self->error));

  write_clear (self);
  g_free (self);
  return G_SOURCE_REMOVE;
}

static SlTransaction *
run_write (Write   *self,
           GError **error)
{
  if (!_sl_store_check_writable (self->store, error))
    return NULL;

  sl_worker_run (self->store->writer, write_run, self);
  announce (self);
  if (self->transaction == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return g_steal_pointer (&self->transaction);
}

static SlTransaction *
write_now (SlStore     *store,
           Deed         deed,
           SlChangeset *changeset,
           GError     **error)
{
  g_auto (Write) self = { .store = store, .deed = deed };

  g_set_object (&self.changeset, changeset);
  return run_write (&self, error);
}

static void
push_write (Write              *self,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  SlStore *store = self->store;
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  GError *error = NULL;

  /* What was done was done: a late cancel must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, push_write);
  if (!_sl_store_check_writable (store, &error))
    {
      g_task_return_error (task, error);
      write_clear (self);
      g_free (self);
      return;
    }

  self->task = g_steal_pointer (&task);
  sl_worker_push (store->writer, write_run, self);
}

static void
write_async (SlStore            *store,
             Deed                deed,
             SlChangeset        *changeset,
             gint64              transaction_id,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  Write *self = g_new0 (Write, 1);

  self->store = store;
  self->deed = deed;
  self->transaction_id = transaction_id;
  g_set_object (&self->changeset, changeset);
  push_write (self, cancellable, callback, user_data);
}

/**
 * sl_store_build_async:
 * @build: makes the SlChangeset from what is there, on the writer thread; it may read, note what is to be kept together with the
 *   changes, and use nothing else but its data
 * @data: for @build
 * @data_free: (nullable): frees @data, on this thread
 * @cancellable: (nullable): for @build, and as for sl_store_apply_async()
 *
 * As sl_store_apply_async(), for a change that follows from what is there. It is handed over as a whole: who closes the
 * store right after doesn't lose it. Finish with sl_store_apply_finish().
 */
void
sl_store_build_async (SlStore            *self,
                      SlReadFunc          build,
                      gpointer            data,
                      GDestroyNotify      data_free,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  Write *write;

  g_return_if_fail (SL_IS_STORE (self) && build != NULL);

  write = g_new0 (Write, 1);
  write->store = self;
  write->deed = DEED_APPLY;
  write->build = build;
  write->build_data = data;
  write->build_data_free = data_free;
  push_write (write, cancellable, callback, user_data);
}

/**
 * sl_store_build:
 *
 * As sl_store_build_async(), and waits until it is durable. For programs without a window.
 *
 * Returns: (transfer full): the step; %NULL with @error set: nothing changed
 */
SlTransaction *
sl_store_build (SlStore     *self,
                SlReadFunc   build,
                gpointer     data,
                GError     **error)
{
  g_return_val_if_fail (SL_IS_STORE (self) && build != NULL, NULL);

  g_auto (Write) write = { .store = self, .deed = DEED_APPLY, .build = build, .build_data = data };

  return run_write (&write, error);
}

/**
 * sl_store_apply:
 * @changeset: what to change; belongs to the store from here on
 *
 * Applies @changeset and waits until it is durable. For programs without a window.
 *
 * Returns: (transfer full): the step; its id is 0 when there was nothing to change. %NULL with @error set: nothing changed
 */
SlTransaction *
sl_store_apply (SlStore     *self,
                SlChangeset *changeset,
                GError     **error)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  g_return_val_if_fail (SL_IS_CHANGESET (changeset), NULL);

  return write_now (self, DEED_APPLY, changeset, error);
}

/**
 * sl_store_apply_async:
 * @changeset: what to change; belongs to the store from here on
 * @cancellable: (nullable): only has an effect while the change still waits for others
 *
 * Applies @changeset on the writer thread, after those handed over before. "changed" comes before @callback.
 */
void
sl_store_apply_async (SlStore            *self,
                      SlChangeset        *changeset,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  g_return_if_fail (SL_IS_CHANGESET (changeset));

  write_async (self, DEED_APPLY, changeset, 0, cancellable, callback, user_data);
}

/**
 * sl_store_apply_finish:
 *
 * For all changes: apply, undo, redo.
 *
 * Returns: (transfer full): as sl_store_apply()
 */
SlTransaction *
sl_store_apply_finish (SlStore      *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_store_undo:
 *
 * Takes back the newest step of the person that still stands, and waits.
 *
 * Returns: (transfer full): the step that did it, with the deed and subject of what was undone; %NULL with
 *   %SL_ERROR_NOTHING_TO_UNDO, %SL_ERROR_CONFLICT (somebody else changed the same since; nothing was changed)…
 */
SlTransaction *
sl_store_undo (SlStore *self,
               GError **error)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return write_now (self, DEED_UNDO, NULL, error);
}

/** sl_store_undo_async: as sl_store_undo(), without waiting; finish with sl_store_apply_finish() */
void
sl_store_undo_async (SlStore            *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  write_async (self, DEED_UNDO, NULL, 0, cancellable, callback, user_data);
}

/** sl_store_redo: brings again what was undone last; as sl_store_undo() */
SlTransaction *
sl_store_redo (SlStore *self,
               GError **error)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return write_now (self, DEED_REDO, NULL, error);
}

/** sl_store_redo_async: as sl_store_redo(), without waiting; finish with sl_store_apply_finish() */
void
sl_store_redo_async (SlStore            *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  write_async (self, DEED_REDO, NULL, 0, cancellable, callback, user_data);
}

/** sl_store_undo_transaction_async: takes back this one step, newest or not; as sl_store_undo() */
void
sl_store_undo_transaction_async (SlStore            *self,
                                 gint64              transaction_id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  write_async (self, DEED_UNDO_TRANSACTION, NULL, transaction_id, cancellable, callback, user_data);
}

/** sl_store_purge: deletes for good what lies in the Trash; see sl-store.h */
SlTransaction *
sl_store_purge (SlStore     *self,
                SlChangeset *only,
                GError     **error)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return write_now (self, DEED_PURGE, only, error);
}

/** sl_store_purge_async: as sl_store_purge(), without waiting; finish with sl_store_apply_finish() */
void
sl_store_purge_async (SlStore            *self,
                      SlChangeset        *only,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  write_async (self, DEED_PURGE, only, 0, cancellable, callback, user_data);
}
