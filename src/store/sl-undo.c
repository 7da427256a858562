/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-undo.h. To undo a step is to do the inverse of its entries, last first, as a step of its own; to redo it is to
 * do the inverse of that undo. So both are journalled like everything else and survive a restart. What the inverse
 * finds must be what the step left. Where somebody else changed it since, that part stays as it is and the rest is done;
 * where nothing is left to do, the step is set aside, so that it isn't in the way of older ones. */

#define G_LOG_DOMAIN "sl-undo"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-inverse.h"
#include "sl-undo.h"

/* A step as its row says it. */
typedef struct {
  gint64 id;
  SlActor actor;
  char *deed;
  char *subject;
  guint n_changes;
  SlTransactionState state;
  gint64 undone_by;
  gint64 first_entry;
  gint64 last_entry;
} Step;

static void
step_clear (Step *self)
{
  g_clear_pointer (&self->deed, g_free);
  g_clear_pointer (&self->subject, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static gboolean
read_step (SlConnection *connection,
           gint64        id,
           Step         *step,
           GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT id, actor, deed, subject, n_changes, state, undone_by,"
                                                  " first_entry, last_entry FROM txn WHERE id = ?", error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, id);
  if (!sl_statement_step (statement, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error_literal (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO, _("That change can’t be undone any more."));
      return FALSE;
    }

  step->id = sl_statement_get_integer (statement, 0);
  step->actor = (SlActor) sl_statement_get_integer (statement, 1);
  step->deed = g_strdup (sl_statement_get_text (statement, 2));
  step->subject = g_strdup (sl_statement_get_text (statement, 3));
  step->n_changes = (guint) sl_statement_get_integer (statement, 4);
  step->state = (SlTransactionState) sl_statement_get_integer (statement, 5);
  step->undone_by = sl_statement_get_integer (statement, 6);
  step->first_entry = sl_statement_get_integer (statement, 7);
  step->last_entry = sl_statement_get_integer (statement, 8);
  sl_statement_reset (statement);
  return TRUE;
}

static gboolean
set_state (SlConnection      *connection,
           gint64             id,
           SlTransactionState state,
           gint64             undone_by,
           GError           **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE txn SET state = ?, undone_by = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, state);
  if (undone_by != 0)
    sl_statement_bind_integer (statement, 2, undone_by);
  sl_statement_bind_integer (statement, 3, id);
  return sl_statement_run (statement, error);
}

static gboolean
discard (SlConnection      *connection,
         gint64             id,
         SlTransactionState state,
         GError           **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE txn SET state = ? WHERE id = ? AND state = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, SL_TRANSACTION_DISCARDED);
  sl_statement_bind_integer (statement, 2, id);
  sl_statement_bind_integer (statement, 3, state);
  return sl_statement_run (statement, error);
}

/** sl_undo_find_undoable: the step that undo takes back next, or 0 */
gint64
sl_undo_find_undoable (SlConnection *connection)
{
  return sl_connection_get_integer (connection,
                                    "SELECT id FROM txn WHERE actor <= 1 AND state = 0 ORDER BY id DESC LIMIT 1", 0);
}

/** sl_undo_find_redoable: the step that redo brings again next: the one undone last, or 0 */
gint64
sl_undo_find_redoable (SlConnection *connection)
{
  return sl_connection_get_integer (connection,
                                    "SELECT id FROM txn WHERE actor <= 1 AND state = 1 ORDER BY undone_by DESC LIMIT 1", 0);
}

/** sl_undo_forget_trash: steps in which something went to the Trash at @time, or came out of it again, are neither to be taken back
 * nor to be brought again any more; @time: microseconds since 1970 UTC; inside a transaction */
gboolean
sl_undo_forget_trash (SlConnection *connection,
                      gint64        time,
                      GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "UPDATE txn SET state = ?1 WHERE actor <= 1 AND state IN (0, 1) AND EXISTS (SELECT 1 FROM journal AS j"
                                                  " WHERE j.entry BETWEEN txn.first_entry AND txn.last_entry AND j.op = 1"
                                                  " AND ?2 IN (json_extract (j.fields, '$.deleted_at[0]'), json_extract (j.fields, '$.deleted_at[1]')))"
                                                  " AND id >= (SELECT min (id) FROM txn WHERE time >= ?2)", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, SL_TRANSACTION_DISCARDED);
  sl_statement_bind_integer (statement, 2, time);
  return sl_statement_run (statement, error);
}

/* Whether anything came of it. */
static gboolean
check_done (SlJournal *journal,
            SlLeftOut *left_out,
            GError   **error)
{
  g_autofree char *words = NULL;

  if (left_out == NULL || journal->first_entry != 0)
    return TRUE;

  words = sl_left_out_describe (left_out);
  if (words != NULL)
    g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT, _("There was nothing left to undo or redo. %s"), words);
  else
    g_set_error_literal (error, SL_ERROR, SL_ERROR_CONFLICT,
                         _("There was nothing left to undo or redo: what this change was about was deleted since."));
  return FALSE;
}

/* Does the inverse of @source's entries as a new step of @actor, and gives @step its new state. */
static SlTransaction *
do_inverse (SlWriteContext    *context,
            SlJournal         *journal,
            const Step        *step,
            const Step        *source,
            SlActor            actor,
            SlTransactionState new_state,
            SlLeftOut         *left_out,
            GError           **error)
{
  gint64 now = sl_clock_get_now (context->clock);

  if (!sl_apply_expect (context->connection, source->last_entry - source->first_entry + 1, error) ||
      !sl_journal_begin (journal, context->connection, actor, step->deed, step->subject, now, step->id, error) ||
      !sl_inverse_run (journal, source->first_entry, source->last_entry, left_out, error) ||
      !check_done (journal, left_out, error) ||
      !set_state (context->connection, step->id, new_state, new_state == SL_TRANSACTION_UNDONE ? journal->id : 0, error) ||
      !sl_apply_complete (context->connection, journal, error) ||
      !sl_journal_end (journal, step->n_changes, error))
    return NULL;

  g_autoptr (GError) local = NULL;
  if (!sl_apply_commit (context, journal, &local))
    {
      /* Something that came later refers to what is to go. */
      if (g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
        g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT, _("This can’t be undone, because something was added to it since. %s"), local->message);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  SlTransaction *transaction = _sl_transaction_new (journal->id, now, actor, step->deed, step->subject, step->n_changes, SL_TRANSACTION_DONE);
  if (left_out != NULL)
    _sl_transaction_take_left_out (transaction, sl_left_out_describe (left_out));
  return transaction;
}

static SlTransaction *
undo_step (SlWriteContext *context,
           gint64          id,
           SlLeftOut      *left_out,
           GError        **error)
{
  g_auto (Step) step = { 0 };
  g_auto (SlJournal) journal = { 0 };

  if (id == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO, _("There is nothing to undo."));
      return NULL;
    }
  if (!read_step (context->connection, id, &step, error))
    return NULL;
  if (step.actor == SL_ACTOR_HOUSEKEEPING)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO, _("That change can’t be undone any more."));
      return NULL;
    }
  if (step.state != SL_TRANSACTION_DONE || step.actor == SL_ACTOR_UNDO || step.actor == SL_ACTOR_REDO)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO, _("That change was undone already."));
      return NULL;
    }
  return do_inverse (context, &journal, &step, &step, SL_ACTOR_UNDO, SL_TRANSACTION_UNDONE, left_out, error);
}

static SlTransaction *
redo_step (SlWriteContext *context,
           gint64          id,
           SlLeftOut      *left_out,
           GError        **error)
{
  g_auto (Step) step = { 0 };
  g_auto (Step) undo = { 0 };
  g_auto (SlJournal) journal = { 0 };

  if (id == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO, _("There is nothing to redo."));
      return NULL;
    }
  if (!read_step (context->connection, id, &step, error) ||
      !read_step (context->connection, step.undone_by, &undo, error))
    return NULL;
  return do_inverse (context, &journal, &step, &undo, SL_ACTOR_REDO, SL_TRANSACTION_DONE, left_out, error);
}

typedef SlTransaction *(*StepFunc) (SlWriteContext *context, gint64 id, SlLeftOut *left_out, GError **error);

/* One try. Finds and does under one lock: another program may undo at the same time. */
static SlTransaction *
run_locked (SlWriteContext *context,
            StepFunc        func,
            gint64 (*find) (SlConnection *connection),
            gint64         *id,
            SlLeftOut      *left_out,
            GError        **error)
{
  context->kinds = 0;
  if (!sl_connection_begin (context->connection, error))
    return NULL;

  if (find != NULL)
    *id = find (context->connection);
  SlTransaction *transaction = func (context, *id, left_out, error);
  if (transaction == NULL)
    sl_connection_rollback (context->connection);
  sl_apply_relax (context->connection);
  return transaction;
}

/* The step can't be undone or redone any more: the next undo goes on to the one before. Unless another program has undone
 * or redone it since it was seen in @state. */
static void
set_aside (SlWriteContext    *context,
           gint64             id,
           SlTransactionState state)
{
  g_autoptr (GError) error = NULL;

  if (!sl_connection_begin (context->connection, &error))
    {
      g_info ("A step stays in the way of undo: %s", error->message);
      return;
    }
  if (discard (context->connection, id, state, &error) &&
      sl_connection_commit (context->connection, &error))
    return;
  g_info ("A step stays in the way of undo: %s", error->message);
  sl_connection_rollback (context->connection);
}

/* First all or nothing, which is quick; then around what somebody else changed since. */
static SlTransaction *
run (SlWriteContext *context,
     StepFunc        func,
     gint64 (*find) (SlConnection *connection),
     gint64          id,
     GError        **error)
{
  g_autoptr (GError) local = NULL;
  SlTransaction *transaction = run_locked (context, func, find, &id, NULL, &local);
  g_auto (SlLeftOut) left_out = { 0 };
  guint n_excluded = 0;
  gboolean again = TRUE;

  sl_left_out_init (&left_out);
  while (transaction == NULL && again && g_error_matches (local, SL_ERROR, SL_ERROR_CONFLICT))
    {
      n_excluded = g_hash_table_size (left_out.excluded);
      sl_left_out_forget (&left_out);
      g_clear_error (&local);
      transaction = run_locked (context, func, find, &id, &left_out, &local);
      again = g_hash_table_size (left_out.excluded) > n_excluded;
    }
  if (transaction != NULL)
    return transaction;

  /* One step among others, on its own, may become possible again when a later one is undone. */
  if (find != NULL && g_error_matches (local, SL_ERROR, SL_ERROR_CONFLICT))
    set_aside (context, id, func == redo_step ? SL_TRANSACTION_UNDONE : SL_TRANSACTION_DONE);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * sl_undo_newest:
 *
 * Takes back the newest step of the person (imports included) that still stands, except for what somebody else changed
 * since: sl_transaction_get_left_out() tells. When that is all of it, the step is set aside.
 *
 * Returns: (transfer full): the step that did it; %NULL with %SL_ERROR_NOTHING_TO_UNDO, %SL_ERROR_CONFLICT or another error
 */
SlTransaction *
sl_undo_newest (SlWriteContext *context,
                GError        **error)
{
  return run (context, undo_step, sl_undo_find_undoable, 0, error);
}

/** sl_undo_redo: brings again the step that was undone last; as sl_undo_newest() */
SlTransaction *
sl_undo_redo (SlWriteContext *context,
              GError        **error)
{
  return run (context, redo_step, sl_undo_find_redoable, 0, error);
}

/** sl_undo_transaction: takes back this one step, newest or not; as sl_undo_newest() */
SlTransaction *
sl_undo_transaction (SlWriteContext *context,
                     gint64          transaction_id,
                     GError        **error)
{
  return run (context, undo_step, NULL, transaction_id, error);
}
