/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-rating"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-rating.h"
#include "sl-tooltip.h"

struct _SlRating {
  GtkWidget parent_instance;

  GtkWidget *stars[SL_RATING_MAX];
  guint value;
  gboolean editable;
  char *label;
};

static void sl_rating_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlRating, sl_rating, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, sl_rating_range_init))

enum {
  PROP_0,
  PROP_VALUE,
  PROP_EDITABLE,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
describe (SlRating *self)
{
  if (self->value == 0)
    return g_strdup (C_("rating", "Not rated"));

  /* Translators: a rating: “3 of 5” stars */
  return g_strdup_printf (_("%u of %u"), self->value, SL_RATING_MAX);
}

static void
update (SlRating *self)
{
  g_autofree char *words = describe (self);

  for (guint i = 0; i < SL_RATING_MAX; i++)
    {
      gboolean lit = i < self->value;

      gtk_image_set_from_icon_name (GTK_IMAGE (self->stars[i]), lit ? "starred-symbolic" : "non-starred-symbolic");
      if (lit)
        gtk_widget_add_css_class (self->stars[i], "lit");
      else
        gtk_widget_remove_css_class (self->stars[i], "lit");
      /* Where it is only read, the stars that are there say it all. */
      gtk_widget_set_visible (self->stars[i], lit || self->editable);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) self->value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) SL_RATING_MAX,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  sl_tooltip_set (GTK_WIDGET (self), self->editable || self->value == 0 ? NULL : words);
}

static void
update_label (SlRating *self)
{
  if (self->label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
}

static gboolean
range_set_current_value (GtkAccessibleRange *range, double value)
{
  SlRating *self = SL_RATING (range);

  if (!self->editable)
    return FALSE;

  sl_rating_set_value (self, (guint) CLAMP (value, 0, SL_RATING_MAX));
  return TRUE;
}

static void
sl_rating_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = range_set_current_value;
}

static gboolean
is_mirrored (SlRating *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static gboolean
key_pressed_cb (SlRating *self, guint key, guint code, GdkModifierType modifiers)
{
  guint forth = is_mirrored (self) ? GDK_KEY_Left : GDK_KEY_Right;
  guint back = is_mirrored (self) ? GDK_KEY_Right : GDK_KEY_Left;

  if (!self->editable || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  if (key == forth || key == GDK_KEY_plus || key == GDK_KEY_KP_Add)
    sl_rating_set_value (self, self->value + 1);
  else if ((key == back || key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract))
    sl_rating_set_value (self, self->value > 0 ? self->value - 1 : 0);
  else if (key == GDK_KEY_Home || key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    sl_rating_set_value (self, 0);
  else if (key == GDK_KEY_End)
    sl_rating_set_value (self, SL_RATING_MAX);
  else if (key >= GDK_KEY_0 && key <= GDK_KEY_0 + SL_RATING_MAX)
    sl_rating_set_value (self, key - GDK_KEY_0);
  else if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_0 + SL_RATING_MAX)
    sl_rating_set_value (self, key - GDK_KEY_KP_0);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
released_cb (SlRating *self, int n_press, double x, double y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint star;

  if (!self->editable || width <= 0 || x < 0 || x >= width)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  star = (guint) ((is_mirrored (self) ? width - 1 - x : x) * SL_RATING_MAX / width) + 1;
  sl_rating_set_value (self, star == self->value ? 0 : star);
}

static void
sl_rating_dispose (GObject *object)
{
  SlRating *self = SL_RATING (object);

  for (guint i = 0; i < SL_RATING_MAX; i++)
    g_clear_pointer (&self->stars[i], gtk_widget_unparent);

  G_OBJECT_CLASS (sl_rating_parent_class)->dispose (object);
}

static void
sl_rating_finalize (GObject *object)
{
  g_free (SL_RATING (object)->label);

  G_OBJECT_CLASS (sl_rating_parent_class)->finalize (object);
}

static void
sl_rating_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlRating *self = SL_RATING (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_uint (value, self->value);
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, self->editable);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_rating_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlRating *self = SL_RATING (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      sl_rating_set_value (self, g_value_get_uint (value));
      break;
    case PROP_EDITABLE:
      self->editable = g_value_get_boolean (value);
      gtk_widget_set_focusable (GTK_WIDGET (self), self->editable);
      update (self);
      break;
    case PROP_LABEL:
      g_set_str (&self->label, g_value_get_string (value));
      update_label (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_rating_class_init (SlRatingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_rating_dispose;
  object_class->finalize = sl_rating_finalize;
  object_class->get_property = sl_rating_get_property;
  object_class->set_property = sl_rating_set_property;

  properties[PROP_VALUE] = g_param_spec_uint ("value", NULL, NULL, 0, SL_RATING_MAX, 0,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sl-rating");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sl_rating_init (SlRating *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->editable = TRUE;
  for (guint i = 0; i < SL_RATING_MAX; i++)
    {
      self->stars[i] = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_set_parent (self->stars[i], GTK_WIDGET (self));
    }
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  update (self);
}

/**
 * sl_rating_new:
 * @label: what is rated, for screen readers
 *
 * Returns: (transfer floating): a rating of none, to be set
 */
GtkWidget *
sl_rating_new (const char *label)
{
  return g_object_new (SL_TYPE_RATING, "label", label, NULL);
}

/** sl_rating_get_value: Returns: 1 to %SL_RATING_MAX; 0 for none */
guint
sl_rating_get_value (SlRating *self)
{
  g_return_val_if_fail (SL_IS_RATING (self), 0);

  return self->value;
}

/** sl_rating_set_value: @value: 0 for none; more than %SL_RATING_MAX counts as that */
void
sl_rating_set_value (SlRating *self, guint value)
{
  g_return_if_fail (SL_IS_RATING (self));

  value = MIN (value, SL_RATING_MAX);
  if (self->value == value)
    return;

  self->value = value;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}
