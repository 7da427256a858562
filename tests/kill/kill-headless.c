/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker of the kill test without a window: the store's calls on a main loop. */

#define G_LOG_DOMAIN "kill-headless"

#include "config.h"

#include <locale.h>

#include "kill-promise.h"
#include "kill-script.h"
#include "kill-worker.h"
#include "sl-error.h"
#include "sl-papers.h"

typedef struct {
  SlContext *context;
  KillScript *script;
  GMainLoop *loop;
  gboolean lies;
} Worker;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    kill_task_done (data, transaction);
  else
    kill_task_failed (data, error);
}

/* The lie, by which the test is tested: acknowledged, and never handed over. */
static void
pretend (SlChangeset *changeset,
         KillTask    *task)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autoptr (GError) error = g_error_new_literal (SL_ERROR, SL_ERROR_BUSY, "A lie");

  json_object_set_array_member (line, KILL_LINE_VALUES, kill_promise_new (changeset));
  kill_line_write (line);
  kill_task_failed (task, error);
}

static void
apply (gpointer     hands,
       SlChangeset *changeset,
       KillTask    *task)
{
  Worker *self = hands;

  if (self->lies && g_str_equal (sl_changeset_get_deed (changeset), "add"))
    {
      self->lies = FALSE;
      pretend (changeset, task);
      return;
    }
  sl_store_apply_async (sl_context_get_store (self->context), changeset, NULL, answered_cb, task);
}

static void
attach (gpointer    hands,
        const char *application_id,
        GListModel *files,
        KillTask   *task)
{
  Worker *self = hands;

  if (application_id != NULL)
    sl_papers_attach_async (self->context, application_id, NULL, files, NULL, answered_cb, task);
  else
    sl_papers_add_resumes_async (self->context, files, NULL, answered_cb, task);
}

static void
bulk (gpointer   hands,
      GArray    *pks,
      SlBulkFunc build,
      KillTask  *task)
{
  Worker *self = hands;
  sl_deed_bulk_async (self->context, (const gint64 *) (gpointer) pks->data, pks->len, build, task, NULL, NULL, answered_cb, task);
}

static void
undo (gpointer  hands,
      gboolean  redo,
      KillTask *task)
{
  Worker *self = hands;

  if (redo)
    sl_store_redo_async (sl_context_get_store (self->context), NULL, answered_cb, task);
  else
    sl_store_undo_async (sl_context_get_store (self->context), NULL, answered_cb, task);
}

static void
undo_step (gpointer  hands,
           gint64    step,
           KillTask *task)
{
  Worker *self = hands;
  sl_store_undo_transaction_async (sl_context_get_store (self->context), step, NULL, answered_cb, task);
}

static gboolean
stopped_cb (gpointer data)
{
  Worker *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
ended_cb (gpointer data)
{
  Worker *self = data;

  kill_script_stop (self->script, stopped_cb, self);
  return G_SOURCE_REMOVE;
}

int
main (int    argc,
      char **argv)
{
  static const KillHands hands = { apply, attach, bulk, undo, undo_step, NULL };
  g_autoptr (GError) error = NULL;
  KillWorkerArgs args;
  Worker self;

  setlocale (LC_ALL, "");
  if (!kill_worker_read_args (&args, argc, argv))
    return 2;

  self = (Worker) { .context = sl_context_new (args.data_dir, NULL), .loop = g_main_loop_new (NULL, FALSE), .lies = args.lies };
  if (!sl_context_open (self.context, &error))
    {
      kill_line_write_failure (error);
      return 1;
    }
  self.script = kill_script_new (self.context, args.name, args.seed, &hands, &self);
  kill_worker_watch_end (ended_cb, &self);
  kill_script_start (self.script);
  g_main_loop_run (self.loop);

  kill_script_free (self.script);
  sl_context_close (self.context);
  g_object_unref (self.context);
  g_main_loop_unref (self.loop);
  return 0;
}
