/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-item"

#include "config.h"

#include "sl-sync-item.h"

struct _SlSyncItem {
  GObject parent_instance;

  /* Never changed: other threads read it. */
  SlKind kind;
  char *id;
  gint64 number;

  SlSyncText *text; /* (nullable): not read yet */
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (SlSyncItem, sl_sync_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_LABEL,
  PROP_CAN_OPEN,
  PROP_EXPANDED,
  N_PROPS
};

enum {
  TOLD,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
sl_sync_text_free (SlSyncText *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->problem);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self);
}

/** sl_sync_text_equal: whether both say the same */
gboolean
sl_sync_text_equal (const SlSyncText *self, const SlSyncText *other)
{
  for (guint i = 0; i < SL_SYNC_N_BUTTONS; i++)
    if (g_strcmp0 (self->buttons[i], other->buttons[i]) != 0)
      return FALSE;
  return g_strcmp0 (self->icon, other->icon) == 0 && g_strcmp0 (self->title, other->title) == 0 &&
         g_strcmp0 (self->subtitle, other->subtitle) == 0 && g_strcmp0 (self->problem, other->problem) == 0 &&
         g_strcmp0 (self->mine, other->mine) == 0 && g_strcmp0 (self->mine_label, other->mine_label) == 0 && g_strcmp0 (self->theirs, other->theirs) == 0 && self->can_open == other->can_open;
}

static char *
build_label (SlSyncItem *self)
{
  if (self->text == NULL)
    return NULL;
  return g_strjoin (", ", self->text->title, self->text->subtitle, self->text->problem, NULL);
}

static void
sl_sync_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlSyncItem *self = SL_SYNC_ITEM (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_take_string (value, build_label (self));
      break;
    case PROP_CAN_OPEN:
      g_value_set_boolean (value, self->text != NULL && self->text->can_open);
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_sync_item_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EXPANDED)
    SL_SYNC_ITEM (object)->expanded = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sl_sync_item_finalize (GObject *object)
{
  SlSyncItem *self = SL_SYNC_ITEM (object);

  g_free (self->id);
  sl_sync_text_free (self->text);
  G_OBJECT_CLASS (sl_sync_item_parent_class)->finalize (object);
}

static void
sl_sync_item_class_init (SlSyncItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sl_sync_item_get_property;
  object_class->set_property = sl_sync_item_set_property;
  object_class->finalize = sl_sync_item_finalize;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_OPEN] = g_param_spec_boolean ("can-open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_sync_item_init (SlSyncItem *self)
{
}

/**
 * sl_sync_item_new:
 * @number: tells those of one record apart; what it means is up to the list
 *
 * Returns: (transfer full): without a text
 */
SlSyncItem *
sl_sync_item_new (SlKind kind, const char *id, gint64 number)
{
  SlSyncItem *self = g_object_new (SL_TYPE_SYNC_ITEM, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->number = number;
  return self;
}

SlKind
sl_sync_item_get_kind (SlSyncItem *self)
{
  return self->kind;
}

const char *
sl_sync_item_get_id (SlSyncItem *self)
{
  return self->id;
}

gint64
sl_sync_item_get_number (SlSyncItem *self)
{
  return self->number;
}

guint
sl_sync_item_hash (gconstpointer item)
{
  const SlSyncItem *self = item;

  return g_str_hash (self->id) ^ (guint) self->number;
}

/** sl_sync_item_equal: whether both are about the same, whatever their texts */
gboolean
sl_sync_item_equal (gconstpointer a, gconstpointer b)
{
  const SlSyncItem *self = a;
  const SlSyncItem *other = b;

  return self->kind == other->kind && self->number == other->number && g_str_equal (self->id, other->id);
}

/** sl_sync_item_get_text: (transfer none) (nullable): %NULL: it isn't read yet */
const SlSyncText *
sl_sync_item_get_text (SlSyncItem *self)
{
  return self->text;
}

/** sl_sync_item_take_text: @text: (transfer full): what is said of it from now on */
void
sl_sync_item_take_text (SlSyncItem *self, SlSyncText *text)
{
  if (self->text != NULL && sl_sync_text_equal (self->text, text))
    {
      sl_sync_text_free (text);
      return;
    }
  sl_sync_text_free (self->text);
  self->text = text;
  g_signal_emit (self, signals[TOLD], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_OPEN]);
}
