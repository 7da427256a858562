/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-record-list.h. */

#define G_LOG_DOMAIN "sl-record-list"

#include "config.h"

#include "sl-live.h"
#include "sl-record-list.h"
#include "sl-store-query.h"

struct _SlRecordList {
  GObject parent_instance;

  SlLive *live;
  GListStore *records;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlRecordList, sl_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum {
  PROP_0,
  PROP_N_ITEMS,
  PROP_LOADED,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What is read. */
typedef struct {
  SlKind kind;
  char *application_id; /* NULL: of all */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->application_id);
  g_free (question);
}

static gpointer
read_records (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return question->application_id != NULL ? sl_store_read_children (connection, question->kind, question->application_id, error)
                                          : sl_store_read_all (connection, question->kind, FALSE, error);
}

static gboolean
is_same (GListStore *store, guint position, gpointer object, GEqualFunc equal)
{
  g_autoptr (GObject) present = g_list_model_get_item (G_LIST_MODEL (store), position);

  return equal (present, object);
}

/**
 * sl_list_store_replace:
 * @store: a store of objects of one type
 * @objects: (element-type GObject): what it should hold
 * @equal: whether two of them show the same
 *
 * Only the middle that differs is told: who writes in a row of a list made from it keeps the cursor.
 */
void
sl_list_store_replace (GListStore *store, GPtrArray *objects, GEqualFunc equal)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint max = MIN (n_items, objects->len);
  guint first = 0;
  guint last = 0;

  while (first < max && is_same (store, first, g_ptr_array_index (objects, first), equal))
    first++;
  while (last < max - first && is_same (store, n_items - 1 - last, g_ptr_array_index (objects, objects->len - 1 - last), equal))
    last++;

  if (first + last < MAX (n_items, objects->len))
    g_list_store_splice (store, first, n_items - first - last, objects->pdata + first, objects->len - first - last);
}

static gboolean
records_equal (gconstpointer a, gconstpointer b)
{
  return sl_record_equal ((SlRecord *) a, (SlRecord *) b);
}

/**
 * sl_record_list_replace:
 * @store: a store of SlRecords
 * @records: (element-type SlRecord): what it should hold
 *
 * As sl_list_store_replace().
 */
void
sl_record_list_replace (GListStore *store, GPtrArray *records)
{
  sl_list_store_replace (store, records, records_equal);
}

/* Callbacks */

static void
live_changed_cb (SlRecordList *self)
{
  sl_record_list_replace (self->records, sl_live_get_result (self->live));
}

static void
live_notify_cb (SlRecordList *self, GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), g_param_spec_get_name (pspec));
}

static void
items_changed_cb (SlRecordList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* Overrides */

static GType
get_item_type (GListModel *model)
{
  return SL_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SL_RECORD_LIST (model)->records));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SL_RECORD_LIST (model)->records), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sl_record_list_finalize (GObject *object)
{
  SlRecordList *self = SL_RECORD_LIST (object);

  g_clear_object (&self->live);
  g_clear_object (&self->records);

  G_OBJECT_CLASS (sl_record_list_parent_class)->finalize (object);
}

static void
sl_record_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlRecordList *self = SL_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (self)));
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, sl_record_list_get_loaded (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, sl_record_list_get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_record_list_class_init (SlRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sl_record_list_finalize;
  object_class->get_property = sl_record_list_get_property;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_record_list_init (SlRecordList *self)
{
  self->records = g_list_store_new (SL_TYPE_RECORD);
  g_signal_connect_object (self->records, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sl_record_list_new:
 * @context: the services; its store may not be open yet
 * @kind: of the records
 * @application_id: (nullable): whose; %NULL: all living ones
 *
 * Returns: (transfer full): a list that is empty until sl_record_list_start(); in the order of creation, events by
 *   when they happened, tags by name
 */
SlRecordList *
sl_record_list_new (SlContext *context, SlKind kind, const char *application_id)
{
  SlRecordList *self = g_object_new (SL_TYPE_RECORD_LIST, NULL);
  Question *question = g_new0 (Question, 1);

  question->kind = kind;
  question->application_id = g_strdup (application_id);
  self->live = sl_live_new (context, SL_LIVE_KIND (kind), SL_READ_INTERACTIVE, read_records, (GDestroyNotify) g_ptr_array_unref);
  sl_live_set_question (self->live, question, question_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (live_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "notify", G_CALLBACK (live_notify_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** sl_record_list_start: begins to read, once the store is open */
void
sl_record_list_start (SlRecordList *self)
{
  g_return_if_fail (SL_IS_RECORD_LIST (self));

  sl_live_start (self->live);
}

/** sl_record_list_get_loaded: Returns: whether the records have been read */
gboolean
sl_record_list_get_loaded (SlRecordList *self)
{
  g_return_val_if_fail (SL_IS_RECORD_LIST (self), FALSE);

  return sl_live_get_loaded (self->live);
}

/** sl_record_list_get_error: Returns: (nullable): why the last reading failed */
const GError *
sl_record_list_get_error (SlRecordList *self)
{
  g_return_val_if_fail (SL_IS_RECORD_LIST (self), NULL);

  return sl_live_get_error (self->live);
}

/** sl_record_list_find: Returns: (transfer none) (nullable): the record with that id */
SlRecord *
sl_record_list_find (SlRecordList *self, const char *id)
{
  g_return_val_if_fail (SL_IS_RECORD_LIST (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->records)); i++)
    {
      g_autoptr (SlRecord) record = g_list_model_get_item (G_LIST_MODEL (self->records), i);

      if (g_strcmp0 (sl_record_get_id (record), id) == 0)
        return record; /* the list holds it */
    }
  return NULL;
}
