/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking a query model's query and taking the answers. One run of the query is under way at most:
 *
 *   set_query ──> first pks with their rows (first paint) ──> all pks, when there are more
 *   store "changed", day changed ──> rows of what is shown ──> all pks
 *
 * A new query drops the run of the old one. A change during a run lets it end and runs once more, so that a busy
 * importer can't keep the list from ever being told. What differs is worked out on the reader thread. */
#define G_LOG_DOMAIN "sl-query-model-run"

#include "config.h"

#include "sl-query-diff.h"
#include "sl-query-model-private.h"
#include "sl-store-query.h"

/* What a tall window shows. Not more: GTK makes widgets for the first 200 rows it hears of, seen or not, and all of them
 * before it paints. */
#define MAX_FIRST_SIZE 50

/* A question to a reader thread. */
typedef struct {
  SlQuery *query;
  GArray *old_pks;
  SlDay today;
  guint limit;   /* 0: all, without rows */
  gboolean fine; /* the same query again: little will differ */
} Question;

typedef struct {
  GArray *pks;
  GArray *splices;
  GPtrArray *rows; /* (nullable): of the first pks */
  gboolean complete;
} Answer;

/* A run of the query. It ends with its answer, which nobody takes once the model runs another. */
typedef struct {
  GWeakRef model;
  GCancellable *cancellable;
  Answer *answer;
  GError *error;
} Run;

static void ask (SlQueryModel *self, guint limit, gboolean fine);

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->query);
  g_array_unref (question->old_pks);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->pks, g_array_unref);
  g_clear_pointer (&answer->splices, g_array_unref);
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
run_free (Run *run)
{
  g_weak_ref_clear (&run->model);
  g_object_unref (run->cancellable);
  g_clear_pointer (&run->answer, answer_free);
  g_clear_error (&run->error);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static gpointer
run_query (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  /* One more than shown tells whether there are more. */
  answer->pks = sl_store_query_pks (connection, question->query, question->today, question->limit > 0 ? question->limit + 1 : 0,
                                    cancellable, error);
  if (answer->pks == NULL)
    return NULL;

  answer->complete = question->limit == 0 || answer->pks->len <= question->limit;
  if (!answer->complete)
    g_array_set_size (answer->pks, question->limit);
  if (question->limit > 0)
    {
      answer->rows = sl_store_fetch_rows (connection, (const gint64 *) answer->pks->data, answer->pks->len, question->today, error);
      if (answer->rows == NULL)
        return NULL;
    }
  answer->splices = sl_query_diff ((const gint64 *) question->old_pks->data, question->old_pks->len,
                                   (const gint64 *) answer->pks->data, answer->pks->len, question->fine);

  return g_steal_pointer (&answer);
}

static void
tell_splice (SlQueryModel   *self,
             const SlSplice *splice)
{
  _sl_query_model_drop_index (self);
  sl_item_pages_set_list (self->pages, (const gint64 *) self->pks->data, self->pks->len);
  g_list_model_items_changed (G_LIST_MODEL (self), splice->position, splice->removed, splice->added);
}

/* At every signal the list is what the signals so far have told. */
static void
take_pks (SlQueryModel *self,
          GArray       *pks,
          GArray       *splices)
{
  guint n_before = self->pks->len;

  self->telling = TRUE;
  if (splices->len > 1)
    {
      g_autoptr (GArray) list = g_array_copy (self->pks);

      g_array_unref (self->pks);
      self->pks = g_array_ref (list);
      for (guint i = 0; i < splices->len; i++)
        {
          const SlSplice *splice = &g_array_index (splices, SlSplice, i);

          if (splice->removed > 0)
            g_array_remove_range (list, splice->position, splice->removed);
          if (splice->added > 0)
            g_array_insert_vals (list, splice->position, &g_array_index (pks, gint64, splice->source), splice->added);
          tell_splice (self, splice);
        }
    }
  else if (splices->len == 1)
    {
      g_array_unref (self->pks);
      self->pks = g_array_ref (pks);
      tell_splice (self, &g_array_index (splices, SlSplice, 0));
    }
  self->telling = FALSE;

  if (self->pks->len != n_before)
    _sl_query_model_notify_n_items (self);
}

void
_sl_query_model_stop (SlQueryModel *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

static void
set_idle (SlQueryModel *self)
{
  g_clear_object (&self->running);
  if (self->dirty)
    {
      sl_item_pages_refresh (self->pages);
      ask (self, 0, TRUE);
      return;
    }
  _sl_query_model_notify_loading (self);
}

void
_sl_query_model_start (SlQueryModel *self)
{
  self->asked_anew = self->telling;
  if (self->telling)
    return;

  if (self->query != NULL)
    {
      ask (self, MIN (self->first_size, MAX_FIRST_SIZE), FALSE);
    }
  else
    {
      g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) splices = sl_query_diff ((const gint64 *) self->pks->data, self->pks->len, NULL, 0, FALSE);

      _sl_query_model_stop (self);
      self->dirty = FALSE;
      take_pks (self, none, splices);
      /* Those who were told may have set a query. */
      if (self->asked_anew)
        {
          _sl_query_model_start (self);
          return;
        }
      _sl_query_model_set_error (self, NULL);
      _sl_query_model_notify_loading (self);
    }
}

static void
take_answer (SlQueryModel *self,
             Answer       *answer)
{
  GCancellable *running = self->running;

  if (answer->rows != NULL)
    sl_item_pages_add_rows (self->pages, (const gint64 *) answer->pks->data, answer->rows);
  take_pks (self, answer->pks, answer->splices);
  if (self->asked_anew)
    {
      _sl_query_model_start (self);
      return;
    }

  _sl_query_model_set_error (self, NULL);
  _sl_query_model_set_loaded (self);

  /* Those who were notified may have set another query. */
  if (self->running != running)
    return;
  if (answer->complete)
    set_idle (self);
  else
    ask (self, 0, FALSE);
}

static gboolean
end_run (gpointer data)
{
  Run *run = data;
  g_autoptr (SlQueryModel) self = g_weak_ref_get (&run->model);

  if (self == NULL || run->cancellable != self->running)
    return G_SOURCE_REMOVE;

  if (run->answer != NULL)
    {
      take_answer (self, run->answer);
      return G_SOURCE_REMOVE;
    }

  _sl_query_model_set_error (self, run->error);
  /* Those who were notified may have set another query. */
  if (self->running == run->cancellable)
    set_idle (self);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Run) run = user_data;

  run->answer = sl_store_read_finish (SL_STORE (source), result, &run->error);

  /* What is in sight is painted first: for the whole list GTK makes some hundred rows. */
  if (run->answer != NULL && run->answer->rows == NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, end_run, g_steal_pointer (&run), (GDestroyNotify) run_free);
  else
    end_run (run);
}

/* Runs the query for the first @limit, or for all (0). Takes the place of a run under way. */
static void
ask (SlQueryModel *self,
     guint         limit,
     gboolean      fine)
{
  gboolean was_running = self->running != NULL;
  Question *question;
  Run *run;

  _sl_query_model_stop (self);
  self->running = g_cancellable_new ();
  if (limit > 0 || fine)
    self->dirty = FALSE;

  question = g_new0 (Question, 1);
  question->query = g_object_ref (self->query);
  question->old_pks = g_array_ref (self->pks);
  question->today = sl_context_get_today (self->context);
  question->limit = limit;
  question->fine = fine;

  run = g_new0 (Run, 1);
  g_weak_ref_init (&run->model, self);
  run->cancellable = g_object_ref (self->running);
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_INTERACTIVE, run_query, question, question_free,
                       answer_free, self->running, answered_cb, run);

  if (!was_running)
    _sl_query_model_notify_loading (self);
}

void
_sl_query_model_look_again (SlQueryModel *self)
{
  if (self->query == NULL)
    return;

  if (self->running != NULL)
    {
      self->dirty = TRUE;
      return;
    }

  sl_item_pages_refresh (self->pages);
  ask (self, 0, TRUE);
}
