/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker of the kill test with the real window: what a person does in it, by the same calls and actions as its own
 * parts use, with the views looking at it all. */

#define G_LOG_DOMAIN "kill-window"

#include "config.h"

#include <locale.h>

#include "kill-promise.h"
#include "kill-script.h"
#include "kill-worker.h"
#include "sl-app.h"
#include "sl-error.h"
#include "sl-papers.h"
#include "sl-window.h"

typedef struct {
  KillWorkerArgs args;
  SlWindow *window; /* borrowed */
  SlContext *context;
  SlViewState *state;
  KillScript *script;
  GQueue told; /* of KillTask: what the state's "done" and "failed" answer */
} Worker;

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_view_state_apply_finish (SL_VIEW_STATE (source), result, &error);

  if (transaction != NULL)
    kill_task_done (data, transaction);
  else
    kill_task_failed (data, error);
}

static void
apply (gpointer     hands,
       SlChangeset *changeset,
       KillTask    *task)
{
  Worker *self = hands;
  sl_view_state_apply_async (self->state, changeset, NULL, applied_cb, task);
}

/* One at a time, so that the answer is known to be its own: a bulk change reads first, an undo overtakes it. */
static gboolean
may_tell (Worker   *self,
          KillTask *task)
{
  g_autoptr (GError) error = NULL;

  if (g_queue_is_empty (&self->told))
    {
      g_queue_push_tail (&self->told, task);
      return TRUE;
    }
  g_set_error_literal (&error, SL_ERROR, SL_ERROR_BUSY, "One at a time");
  kill_task_failed (task, error);
  return FALSE;
}

/* With an answer of its own: "failed" also tells of what couldn't be shown meanwhile. */
static void
attached_cb (GObject      *source,
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

static void
attach (gpointer    hands,
        const char *application_id,
        GListModel *files,
        KillTask   *task)
{
  Worker *self = hands;

  if (application_id != NULL)
    sl_papers_attach_async (self->context, application_id, NULL, files, NULL, attached_cb, task);
  else
    sl_papers_add_resumes_async (self->context, files, NULL, attached_cb, task);
}

static void
bulk (gpointer   hands,
      GArray    *pks,
      SlBulkFunc build,
      KillTask  *task)
{
  Worker *self = hands;

  if (may_tell (self, task))
    sl_view_state_bulk (self->state, (const gint64 *) (gpointer) pks->data, pks->len, build, task, NULL);
}

/* An action that is disabled does nothing, so nothing would be told. */
static void
activate (Worker     *self,
          KillTask   *task,
          const char *action,
          const char *property,
          GVariant   *parameter)
{
  g_autoptr (GVariant) owned = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean can = TRUE;

  if (property != NULL)
    g_object_get (sl_context_get_store (self->context), property, &can, NULL);
  if (!can)
    {
      g_set_error_literal (&error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO, "Disabled");
      kill_task_failed (task, error);
    }
  else if (may_tell (self, task))
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), action, parameter);
}

static void
undo (gpointer  hands,
      gboolean  redo,
      KillTask *task)
{
  activate (hands, task, redo ? "win.redo" : "win.undo", redo ? "can-redo" : "can-undo", NULL);
}

static void
undo_step (gpointer  hands,
           gint64    step,
           KillTask *task)
{
  activate (hands, task, "win.undo-transaction", NULL, g_variant_new_int64 (step));
}

static void
done_cb (Worker        *self,
         SlTransaction *transaction)
{
  KillTask *task = g_queue_pop_head (&self->told);

  if (task != NULL)
    kill_task_done (task, transaction);
}

static void
failed_cb (Worker       *self,
           const GError *error)
{
  KillTask *task = g_queue_pop_head (&self->told);

  if (task != NULL)
    kill_task_failed (task, error);
}

static void
search_for (SlQuery *query,
            gpointer data)
{
  sl_query_set_text (query, data);
}

/* Between deeds: other views, a search, a selection. */
static void
rest (gpointer hands,
      GRand   *rand)
{
  static const char *const views[] = { "list", "board", "charts", "detail", "trash", "applications", "today", "agenda", "papers" };
  static const char *const texts[] = { "", "", "tester", "import", "value town" };
  Worker *self = hands;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sl_view_state_get_model (self->state)));

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      sl_window_show (self->window, views[g_rand_int_range (rand, 0, G_N_ELEMENTS (views))]);
      break;
    case 1:
      sl_view_state_update_query (self->state, search_for, (gpointer) texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]);
      break;
    default:
      if (n > 0)
        gtk_selection_model_select_range (GTK_SELECTION_MODEL (sl_view_state_get_selection (self->state)), 0, MIN (n, 5), TRUE);
    }
}

static const KillHands window_hands = { apply, attach, bulk, undo, undo_step, rest };

static void
settled_cb (Worker *self)
{
  self->context = g_object_ref (sl_window_get_context (self->window));
  self->state = g_object_ref (sl_window_get_state (self->window));
  g_signal_connect_swapped (self->state, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->state, "failed", G_CALLBACK (failed_cb), self);
  if (sl_store_get_notice (sl_context_get_store (self->context)) != SL_STORE_NOTICE_NONE)
    kill_line_write_flag (KILL_LINE_TROUBLE, "The window has something to tell about the file.");

  self->script = kill_script_new (self->context, self->args.name, self->args.seed, &window_hands, self);
  kill_script_start (self->script);
}

static gboolean
stopped_cb (gpointer data)
{
  Worker *self = data;

  g_signal_handlers_disconnect_by_data (self->state, self);
  g_clear_object (&self->state);
  g_clear_pointer (&self->script, kill_script_free);
  g_clear_object (&self->context);
  gtk_window_close (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static gboolean
ended_cb (gpointer data)
{
  Worker *self = data;

  if (self->script != NULL)
    kill_script_stop (self->script, stopped_cb, self);
  else if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

/* Not wholly made yet. */
static void
window_added_cb (Worker    *self,
                 GtkWindow *window)
{
  self->window = SL_WINDOW (window);
  g_signal_connect_swapped (window, "settled", G_CALLBACK (settled_cb), self);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (SlApp) app = NULL;
  Worker self = { 0 };

  setlocale (LC_ALL, "");
  if (!kill_worker_read_args (&self.args, argc, argv))
    return 2;

  const char *app_argv[] = { argv[0], "--data-dir", self.args.data_dir, NULL };
  app = sl_app_new ();
  g_signal_connect_swapped (app, "window-added", G_CALLBACK (window_added_cb), &self);
  kill_worker_watch_end (ended_cb, &self);
  return g_application_run (G_APPLICATION (app), 3, (char **) app_argv);
}
