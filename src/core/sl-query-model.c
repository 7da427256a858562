/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applications that match a query. One run of the query is under way at most:
 *
 *   set_query ──> first 50 pks with their rows (first paint) ──> all pks, when there are more
 *   store "changed", day changed ──> rows of what is shown ──> all pks
 *
 * A new query drops the run of the old one. A change during a run lets it end and runs once more, so that a busy
 * importer can't keep the list from ever being told. What differs is worked out on the reader thread. */
#define G_LOG_DOMAIN "sl-query-model"

#include "config.h"

#include "sl-item-pages.h"
#include "sl-query-diff.h"
#include "sl-query-model.h"
#include "sl-store-query.h"

/* What a tall window shows. Not more: GTK makes widgets for the first 200 rows it hears of, seen or not, and all of them
 * before it paints. */
#define FIRST_SIZE 50

/* What may change what a row shows, or whether it matches. */
#define WATCHED_KINDS (1u << SL_KIND_APPLICATION | 1u << SL_KIND_STAGE | 1u << SL_KIND_REMINDER | 1u << SL_KIND_TAG | \
                       1u << SL_KIND_TAG_ASSIGNMENT | 1u << SL_KIND_EVENT | 1u << SL_KIND_OUTCOME)

struct _SlQueryModel
{
  GObject parent_instance;

  SlContext *context;
  SlQuery *query;
  GArray *pks; /* of gint64; never changed once a run has borrowed it */
  SlItemPages *pages;

  GCancellable *running; /* of the run under way */
  gboolean dirty;        /* something changed since that run began */
  gboolean telling;      /* within items-changed: the list may not be replaced now */
  gboolean asked_anew;   /* a watcher set another query meanwhile */
  gboolean loaded;
  GError *error;
};

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
} Run;

static void sl_query_model_list_model_init (GListModelInterface *iface);
static void ask (SlQueryModel *self, guint limit, gboolean fine);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlQueryModel, sl_query_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sl_query_model_list_model_init))

enum {
  PROP_0,
  PROP_QUERY,
  PROP_LOADING,
  PROP_LOADED,
  PROP_ERROR,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_error (SlQueryModel *self,
           const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
stop_running (SlQueryModel *self)
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Another query, or none, from the start. */
static void
start_query (SlQueryModel *self)
{
  self->asked_anew = self->telling;
  if (self->telling)
    return;

  if (self->query != NULL)
    {
      ask (self, FIRST_SIZE, FALSE);
    }
  else
    {
      g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) splices = sl_query_diff ((const gint64 *) self->pks->data, self->pks->len, NULL, 0, FALSE);

      stop_running (self);
      self->dirty = FALSE;
      take_pks (self, none, splices);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
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
      start_query (self);
      return;
    }

  set_error (self, NULL);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }

  /* Those who were notified may have set another query. */
  if (self->running != running)
    return;
  if (answer->complete)
    set_idle (self);
  else
    ask (self, 0, FALSE);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (SlQueryModel) self = g_weak_ref_get (&run->model);
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = sl_store_read_finish (SL_STORE (source), result, &error);

  if (self == NULL || run->cancellable != self->running)
    return;

  if (answer != NULL)
    {
      take_answer (self, answer);
      return;
    }

  set_error (self, error);
  self->dirty = FALSE;
  set_idle (self);
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

  stop_running (self);
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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
look_again (SlQueryModel *self)
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

static void
store_changed_cb (SlQueryModel *self,
                  guint         kinds,
                  gboolean      foreign)
{
  if (kinds & WATCHED_KINDS)
    look_again (self);
}

/* Windows move on, and "next" stages and reminders are counted from today. */
static void
day_changed_cb (SlQueryModel *self)
{
  look_again (self);
}

static void
rows_failed (const GError *error,
             gpointer      data)
{
  set_error (data, error);
}

static GType
sl_query_model_get_item_type (GListModel *list)
{
  return SL_TYPE_ITEM;
}

static guint
sl_query_model_get_n_items (GListModel *list)
{
  return SL_QUERY_MODEL (list)->pks->len;
}

static gpointer
sl_query_model_get_item (GListModel *list,
                         guint       position)
{
  SlQueryModel *self = SL_QUERY_MODEL (list);

  return position < self->pks->len ? sl_item_pages_get (self->pages, position) : NULL;
}

static void
sl_query_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sl_query_model_get_item_type;
  iface->get_n_items = sl_query_model_get_n_items;
  iface->get_item = sl_query_model_get_item;
}

static void
sl_query_model_dispose (GObject *object)
{
  SlQueryModel *self = SL_QUERY_MODEL (object);

  stop_running (self);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (sl_query_model_parent_class)->dispose (object);
}

static void
sl_query_model_finalize (GObject *object)
{
  SlQueryModel *self = SL_QUERY_MODEL (object);

  g_clear_pointer (&self->pages, sl_item_pages_free);
  g_clear_pointer (&self->pks, g_array_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_query_model_parent_class)->finalize (object);
}

static void
sl_query_model_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SlQueryModel *self = SL_QUERY_MODEL (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->running != NULL);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->pks->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_query_model_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SlQueryModel *self = SL_QUERY_MODEL (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      sl_query_model_set_query (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_query_model_class_init (SlQueryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_query_model_dispose;
  object_class->finalize = sl_query_model_finalize;
  object_class->get_property = sl_query_model_get_property;
  object_class->set_property = sl_query_model_set_property;

  /**
   * SlQueryModel:query:
   *
   * (nullable): The query; %NULL: an empty list that asks nothing.
   */
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, SL_TYPE_QUERY,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SlQueryModel:loading:
   *
   * Whether an answer is still to come.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SlQueryModel:loaded:
   *
   * Whether the first answer is here: only then an empty list means that nothing matches.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SlQueryModel:error:
   *
   * (nullable): Why the last answer didn't come; what was there before is still shown.
   */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_query_model_init (SlQueryModel *self)
{
  self->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * sl_query_model_new:
 *
 * Returns: (transfer full): a model without a query: empty, and asks nothing until it gets one
 */
SlQueryModel *
sl_query_model_new (SlContext *context)
{
  SlQueryModel *self;

  g_return_val_if_fail (SL_IS_CONTEXT (context), NULL);

  self = g_object_new (SL_TYPE_QUERY_MODEL, NULL);
  self->context = g_object_ref (context);
  self->pages = sl_item_pages_new (context, rows_failed, self);
  g_signal_connect_object (sl_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_context_get_clock (context), "day-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * sl_query_model_get_query:
 *
 * Returns: (transfer none) (nullable): the query; to change it, set a changed copy
 */
SlQuery *
sl_query_model_get_query (SlQueryModel *self)
{
  g_return_val_if_fail (SL_IS_QUERY_MODEL (self), NULL);

  return self->query;
}

/**
 * sl_query_model_set_query:
 * @query: (nullable): not to be changed any more
 *
 * Asks for the applications that match @query. The old ones stay until the answer is here.
 */
void
sl_query_model_set_query (SlQueryModel *self,
                          SlQuery      *query)
{
  gboolean same;

  g_return_if_fail (SL_IS_QUERY_MODEL (self));
  g_return_if_fail (query == NULL || SL_IS_QUERY (query));

  same = query == self->query || (query != NULL && self->query != NULL && sl_query_equal (query, self->query));
  if (!g_set_object (&self->query, query))
    return;

  if (!same)
    start_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

gboolean
sl_query_model_get_loaded (SlQueryModel *self)
{
  g_return_val_if_fail (SL_IS_QUERY_MODEL (self), FALSE);

  return self->loaded;
}

/**
 * sl_query_model_get_error:
 *
 * Returns: (transfer none) (nullable): why the last answer didn't come
 */
const GError *
sl_query_model_get_error (SlQueryModel *self)
{
  g_return_val_if_fail (SL_IS_QUERY_MODEL (self), NULL);

  return self->error;
}

/**
 * sl_query_model_retry:
 *
 * Asks again after an error.
 */
void
sl_query_model_retry (SlQueryModel *self)
{
  g_return_if_fail (SL_IS_QUERY_MODEL (self));

  if (self->query != NULL)
    start_query (self);
}

/**
 * sl_query_model_get_pk:
 *
 * Returns: the pk at @position, without making an item or reading its row
 */
gint64
sl_query_model_get_pk (SlQueryModel *self,
                       guint         position)
{
  g_return_val_if_fail (SL_IS_QUERY_MODEL (self), 0);
  g_return_val_if_fail (position < self->pks->len, 0);

  return g_array_index (self->pks, gint64, position);
}

/**
 * sl_query_model_find_pk:
 *
 * Returns: the position of @pk, or %G_MAXUINT
 */
guint
sl_query_model_find_pk (SlQueryModel *self,
                        gint64        pk)
{
  g_return_val_if_fail (SL_IS_QUERY_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->pks->len; i++)
    if (g_array_index (self->pks, gint64, i) == pk)
      return i;

  return G_MAXUINT;
}
