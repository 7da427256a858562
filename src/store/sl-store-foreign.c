/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How SlStore notices what other programs wrote: the write-ahead log's file is watched; when it changes, the journal is
 * asked for steps that aren't ours. */

#define G_LOG_DOMAIN "sl-store-foreign"

#include "config.h"

#include "sl-store-private.h"
#include "sl-undo.h"

/* An own write takes several of these; they are told as one. */
#define RATE_LIMIT_MSEC 150

typedef struct {
  gint64 id;
  guint kinds;
} Step;

/* What a look found; filled on the reader thread. */
typedef struct {
  SlStore *store; /* a reference of its own when asynchronous */
  gint64 since;
  GArray *steps;  /* of Step */
  gint64 newest;
  gboolean can_undo;
  gboolean can_redo;
} Look;

/* On the writer thread, before a step is committed; @committed %FALSE: it failed after all. */
void
_sl_store_note_own (gint64   transaction_id,
                    gboolean committed,
                    gpointer store)
{
  SlStore *self = store;
  gint64 *key = g_new (gint64, 1);

  *key = transaction_id;
  g_mutex_lock (&self->own_mutex);
  if (committed)
    g_hash_table_add (self->own, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->own, key);
  g_mutex_unlock (&self->own_mutex);
  g_free (key);
}

static gboolean
take_own (SlStore *self,
          gint64   transaction_id)
{
  g_mutex_lock (&self->own_mutex);
  gboolean own = g_hash_table_remove (self->own, &transaction_id);
  g_mutex_unlock (&self->own_mutex);
  return own;
}

static void
read_steps (SlConnection *connection,
            Look         *look)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT id, kinds FROM txn WHERE id > ? ORDER BY id", NULL);

  if (statement == NULL)
    return;
  sl_statement_bind_integer (statement, 1, look->since);
  while (sl_statement_step (statement, NULL))
    {
      Step step = { sl_statement_get_integer (statement, 0), (guint) sl_statement_get_integer (statement, 1) };
      g_array_append_val (look->steps, step);
      look->newest = step.id;
    }
}

static gboolean look_finished_cb (gpointer data);

static void
look_run (SlConnection *connection,
          gpointer      data)
{
  Look *look = data;

  look->newest = look->since;
  /* One moment for all; when it can't begin, the next change of the log brings the next look. */
  if (sl_connection_begin_read (connection, NULL))
    {
      read_steps (connection, look);
      look->can_undo = sl_undo_find_undoable (connection) != 0;
      look->can_redo = sl_undo_find_redoable (connection) != 0;
      sl_connection_rollback (connection);
    }
}

static void
look_run_async (SlConnection *connection,
                gpointer      data)
{
  Look *look = data;

  look_run (connection, look);
  _sl_store_invoke (look->store, look_finished_cb, look);
}

static void
tell (SlStore *self,
      Look    *look)
{
  guint kinds = 0;

  for (guint i = 0; i < look->steps->len; i++)
    {
      const Step *step = &g_array_index (look->steps, Step, i);
      if (step->id <= self->seen)
        continue;
      if (!take_own (self, step->id))
        kinds |= step->kinds;
      self->seen = step->id;
    }
  if (look->steps->len > 0 && self->writer != NULL)
    _sl_store_set_undo_state (self, look->newest, look->can_undo, look->can_redo);
  /* What a short-lived program imported it may have left for others to index. */
  if (kinds != 0 && self->writer != NULL)
    sl_worker_push (self->writer, _sl_store_catch_up, self);
  _sl_store_emit_changed (self, kinds, TRUE);
}

static void
look_async (SlStore *self)
{
  if (self->looking)
    {
      self->look_again = TRUE;
      return;
    }

  Look *look = g_new0 (Look, 1);
  look->store = g_object_ref (self);
  look->since = self->seen;
  look->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->looking = TRUE;
  self->look_again = FALSE;
  sl_worker_push (self->readers[SL_READ_INTERACTIVE], look_run_async, look);
}

static gboolean
look_finished_cb (gpointer data)
{
  g_autofree Look *look = data;
  g_autoptr (SlStore) self = look->store;
  g_autoptr (GArray) steps = look->steps;

  self->looking = FALSE;
  tell (self, look);
  if (self->look_again && self->is_open)
    look_async (self);
  return G_SOURCE_REMOVE;
}

static void
log_changed_cb (SlStore *self)
{
  if (!self->is_open)
    return;
  look_async (self);
  _sl_store_emit_written (self);
}

void
_sl_store_watch (SlStore *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (log);

  /* Without a monitor (a file system that has none) own changes are still told. */
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, RATE_LIMIT_MSEC);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (log_changed_cb), self, G_CONNECT_SWAPPED);
}

void
_sl_store_unwatch (SlStore *self)
{
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}

/**
 * sl_store_look_for_foreign_changes:
 *
 * Asks now, and waits for the answer. The store itself does it without waiting whenever the log changes.
 */
void
sl_store_look_for_foreign_changes (SlStore *self)
{
  g_return_if_fail (SL_IS_STORE (self));

  if (!self->is_open)
    return;

  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  Look look = { .store = self, .since = self->seen, .steps = steps };
  sl_worker_run (self->readers[SL_READ_INTERACTIVE], look_run, &look);
  tell (self, &look);
}
