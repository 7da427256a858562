/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place in a query model: a pk from the start, its row as soon as it has been read. Made by SlItemPages only. */
#define G_LOG_DOMAIN "sl-item"

#include "config.h"

#include "sl-item-pages.h"

struct _SlItem
{
  GObject parent_instance;

  gint64 pk;
  SlRow *row;
  GHashTable *pool;
};

G_DEFINE_FINAL_TYPE (SlItem, sl_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PK,
  PROP_ROW,
  PROP_APPLICATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
records_equal (SlRecord *a,
               SlRecord *b)
{
  return a == b || (a != NULL && b != NULL && sl_record_equal (a, b));
}

static gboolean
rows_equal (SlRow *a,
            SlRow *b)
{
  GPtrArray *a_tags;
  GPtrArray *b_tags;

  if (a == NULL || b == NULL)
    return a == b;
  if (!records_equal (sl_row_get_application (a), sl_row_get_application (b)) ||
      !records_equal (sl_row_get_next_reminder (a), sl_row_get_next_reminder (b)) ||
      !records_equal (sl_row_get_next_stage (a), sl_row_get_next_stage (b)))
    return FALSE;

  a_tags = sl_row_get_tags (a);
  b_tags = sl_row_get_tags (b);
  if (a_tags->len != b_tags->len)
    return FALSE;
  for (guint i = 0; i < a_tags->len; i++)
    if (!records_equal (g_ptr_array_index (a_tags, i), g_ptr_array_index (b_tags, i)))
      return FALSE;

  return TRUE;
}

static void
sl_item_finalize (GObject *object)
{
  SlItem *self = SL_ITEM (object);

  g_hash_table_remove (self->pool, &self->pk);
  g_hash_table_unref (self->pool);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (sl_item_parent_class)->finalize (object);
}

static void
sl_item_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  SlItem *self = SL_ITEM (object);

  switch (prop_id)
    {
    case PROP_PK:
      g_value_set_int64 (value, self->pk);
      break;
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    case PROP_APPLICATION:
      g_value_set_object (value, sl_item_get_application (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_item_class_init (SlItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_item_finalize;
  object_class->get_property = sl_item_get_property;

  /**
   * SlItem:pk:
   *
   * The key of the application's row in the store.
   */
  properties[PROP_PK] = g_param_spec_int64 ("pk", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SlItem:row:
   *
   * (nullable): The row, or %NULL as long as it is being read.
   */
  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, SL_TYPE_ROW, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SlItem:application:
   *
   * (nullable): The row's application.
   */
  properties[PROP_APPLICATION] = g_param_spec_object ("application", NULL, NULL, SL_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_item_init (SlItem *self)
{
}

/**
 * sl_item_new:
 * @pool: (element-type gint64 SlItem): where living items are found by pk; holds no reference
 *
 * Returns: (transfer full): an item without a row
 */
SlItem *
sl_item_new (gint64      pk,
             GHashTable *pool)
{
  SlItem *self = g_object_new (SL_TYPE_ITEM, NULL);

  self->pk = pk;
  self->pool = g_hash_table_ref (pool);
  g_hash_table_insert (pool, &self->pk, self);

  return self;
}

/**
 * sl_item_take_row:
 * @row: (transfer full) (nullable): the row as it was read now; %NULL: gone, and what was known stays shown
 *
 * Watchers hear of it when the row says something else than before.
 */
void
sl_item_take_row (SlItem *self,
                  SlRow  *row)
{
  g_autoptr (SlRow) old = NULL;

  if (row == NULL)
    return;
  if (rows_equal (self->row, row))
    {
      g_object_unref (row);
      return;
    }

  old = g_steal_pointer (&self->row);
  self->row = row;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPLICATION]);
}

/** sl_item_get_pk: the application’s key; never changes */
gint64
sl_item_get_pk (SlItem *self)
{
  g_return_val_if_fail (SL_IS_ITEM (self), 0);

  return self->pk;
}

/**
 * sl_item_get_row:
 *
 * Returns: (transfer none) (nullable): the row, or %NULL as long as it is being read
 */
SlRow *
sl_item_get_row (SlItem *self)
{
  g_return_val_if_fail (SL_IS_ITEM (self), NULL);

  return self->row;
}

/**
 * sl_item_get_application:
 *
 * Returns: (transfer none) (nullable): the row's application, or %NULL as long as it is being read
 */
SlRecord *
sl_item_get_application (SlItem *self)
{
  g_return_val_if_fail (SL_IS_ITEM (self), NULL);

  return self->row != NULL ? sl_row_get_application (self->row) : NULL;
}
