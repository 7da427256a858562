/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A removable chip: dot, word, button. */

#define G_LOG_DOMAIN "sl-chip"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chip.h"
#include "sl-tag-dots.h"
#include "sl-tooltip.h"

struct _SlChip {
  GtkWidget parent_instance;

  GtkWidget *dot;
  GtkWidget *label;
  GtkWidget *button;
  char *color;
  char *remove_label;
};

G_DEFINE_FINAL_TYPE (SlChip, sl_chip, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  PROP_COLOR,
  PROP_REMOVE_LABEL,
  N_PROPS
};

enum {
  REMOVE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
clicked_cb (SlChip *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
set_remove_label (SlChip *self, const char *text)
{
  g_set_str (&self->remove_label, text);
  gtk_widget_set_visible (self->button, text != NULL);
  sl_tooltip_set (self->button, text);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "removable");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "removable");
}

static void
set_color (SlChip *self, const char *color)
{
  g_set_str (&self->color, color);
  sl_tag_dots_set_color (SL_TAG_DOTS (self->dot), color);
  gtk_widget_set_visible (self->dot, color != NULL);
}

static void
sl_chip_dispose (GObject *object)
{
  SlChip *self = SL_CHIP (object);

  g_clear_pointer (&self->dot, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (sl_chip_parent_class)->dispose (object);
}

static void
sl_chip_finalize (GObject *object)
{
  SlChip *self = SL_CHIP (object);

  g_free (self->color);
  g_free (self->remove_label);

  G_OBJECT_CLASS (sl_chip_parent_class)->finalize (object);
}

static void
sl_chip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlChip *self = SL_CHIP (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    case PROP_REMOVE_LABEL:
      g_value_set_string (value, self->remove_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_chip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlChip *self = SL_CHIP (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      gtk_label_set_label (GTK_LABEL (self->label), g_value_get_string (value));
      break;
    case PROP_COLOR:
      set_color (self, g_value_get_string (value));
      break;
    case PROP_REMOVE_LABEL:
      set_remove_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_chip_class_init (SlChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sl_chip_dispose;
  object_class->finalize = sl_chip_finalize;
  object_class->get_property = sl_chip_get_property;
  object_class->set_property = sl_chip_set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL, flags);
  properties[PROP_REMOVE_LABEL] = g_param_spec_string ("remove-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sl_chip_init (SlChip *self)
{
  self->dot = sl_tag_dots_new ();
  gtk_widget_set_visible (self->dot, FALSE);
  gtk_widget_set_parent (self->dot, GTK_WIDGET (self));

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 40);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  self->button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "circular");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * sl_chip_new:
 * @label: the word
 * @color: (nullable): a hex colour for the dot
 * @remove_label: (nullable): what the button says to a screen reader ("Remove filter Applied"); %NULL: no button
 *
 * Returns: a chip
 */
GtkWidget *
sl_chip_new (const char *label, const char *color, const char *remove_label)
{
  return g_object_new (SL_TYPE_CHIP, "label", label, "color", color, "remove-label", remove_label, NULL);
}
