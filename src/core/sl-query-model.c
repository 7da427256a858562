/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applications that match a query: the object, its properties and its list. How it asks is in
 * sl-query-model-run.c. */
#define G_LOG_DOMAIN "sl-query-model"

#include "config.h"

#include "sl-query-model-private.h"

/* A search through all pks is short; so many of them in an unchanged list are worth an index. */
#define N_SEARCHES_WITHOUT_INDEX 4

/* What may change what a row shows, or whether it matches. */
#define WATCHED_KINDS (1u << SL_KIND_APPLICATION | 1u << SL_KIND_STAGE | 1u << SL_KIND_REMINDER | 1u << SL_KIND_TAG | \
                       1u << SL_KIND_TAG_ASSIGNMENT | 1u << SL_KIND_EVENT | 1u << SL_KIND_OUTCOME)

static void sl_query_model_list_model_init (GListModelInterface *iface);

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

void
_sl_query_model_drop_index (SlQueryModel *self)
{
  g_clear_pointer (&self->index, sl_pk_index_free);
  self->n_searches = 0;
}

static guint
search_pks (SlQueryModel *self,
            gint64        pk)
{
  for (guint i = 0; i < self->pks->len; i++)
    if (g_array_index (self->pks, gint64, i) == pk)
      return i;

  return G_MAXUINT;
}

void
_sl_query_model_set_error (SlQueryModel *self,
                           const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
_sl_query_model_set_loaded (SlQueryModel *self)
{
  if (self->loaded)
    return;

  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

void
_sl_query_model_notify_loading (SlQueryModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
_sl_query_model_notify_n_items (SlQueryModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
store_changed_cb (SlQueryModel *self,
                  guint         kinds,
                  gboolean      foreign)
{
  if (kinds & WATCHED_KINDS)
    _sl_query_model_look_again (self);
}

/* Windows move on, and "next" stages and reminders are counted from today. */
static void
day_changed_cb (SlQueryModel *self)
{
  _sl_query_model_look_again (self);
}

static void
rows_failed (const GError *error,
             gpointer      data)
{
  _sl_query_model_set_error (data, error);
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

  _sl_query_model_stop (self);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (sl_query_model_parent_class)->dispose (object);
}

static void
sl_query_model_finalize (GObject *object)
{
  SlQueryModel *self = SL_QUERY_MODEL (object);

  _sl_query_model_drop_index (self);
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
  self->first_size = G_MAXUINT;
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
    _sl_query_model_start (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * sl_query_model_set_first_size:
 * @n_rows: how many rows there is room for
 *
 * So many come ahead of the whole answer to a new query, at most fifty.
 */
void
sl_query_model_set_first_size (SlQueryModel *self,
                               guint         n_rows)
{
  g_return_if_fail (SL_IS_QUERY_MODEL (self));

  self->first_size = MAX (n_rows, 1);
}

/** sl_query_model_get_loading: Returns: whether an answer is still to come */
gboolean
sl_query_model_get_loading (SlQueryModel *self)
{
  g_return_val_if_fail (SL_IS_QUERY_MODEL (self), FALSE);

  return self->running != NULL;
}

/** sl_query_model_get_loaded: Returns: whether the first answer is here */
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
 * Asks again after an error, and for the rows that are shown: it may have been theirs.
 */
void
sl_query_model_retry (SlQueryModel *self)
{
  g_return_if_fail (SL_IS_QUERY_MODEL (self));

  if (self->query == NULL)
    return;

  sl_item_pages_refresh (self->pages);
  _sl_query_model_start (self);
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

  if (self->index == NULL && self->n_searches++ >= N_SEARCHES_WITHOUT_INDEX)
    self->index = sl_pk_index_new ((const gint64 *) self->pks->data, self->pks->len);

  return self->index != NULL ? sl_pk_index_find (self->index, pk) : search_pks (self, pk);
}
