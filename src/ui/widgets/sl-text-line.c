/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text. Its size follows from the font alone, never from the words, so that rows don't jump while they are
 * read; the words are laid out when they are first drawn, which most rows of a long list never are. */

#define G_LOG_DOMAIN "sl-text-line"

#include "config.h"

#include "sl-text-line.h"

struct _SlTextLine {
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout; /* made when first drawn */
  guint min_chars;
  guint nat_chars;
  float xalign;
};

G_DEFINE_FINAL_TYPE (SlTextLine, sl_text_line, GTK_TYPE_WIDGET)

/* Looking at a font is the dear part, and nearly all lines have the same. */
typedef struct {
  PangoFontDescription *font;
  double resolution;
  int char_width; /* Pango units */
  int height;     /* pixels */
} FontSize;

static const FontSize *
get_font_size (SlTextLine *self)
{
  static FontSize known[2];
  static guint next;
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = pango_cairo_context_get_resolution (context);
  PangoFontMetrics *metrics;
  FontSize *size;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].font != NULL && known[i].resolution == resolution && pango_font_description_equal (known[i].font, font))
      return &known[i];

  size = &known[next++ % G_N_ELEMENTS (known)];
  g_clear_pointer (&size->font, pango_font_description_free);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  size->font = pango_font_description_copy (font);
  size->resolution = resolution;
  size->char_width = MAX (pango_font_metrics_get_approximate_char_width (metrics), pango_font_metrics_get_approximate_digit_width (metrics));
  size->height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);

  return size;
}

static PangoLayout *
ensure_layout (SlTextLine *self)
{
  if (self->layout != NULL)
    return self->layout;

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "numeric"))
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (self->layout, attributes);
    }

  return self->layout;
}

static void
sl_text_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  SlTextLine *self = SL_TEXT_LINE (widget);
  const FontSize *size = get_font_size (self);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = size->height;
      return;
    }

  *minimum = PANGO_PIXELS_CEIL (size->char_width * (int) self->min_chars);
  *natural = MAX (*minimum, PANGO_PIXELS_CEIL (size->char_width * (int) self->nat_chars));
}

static void
sl_text_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlTextLine *self = SL_TEXT_LINE (widget);
  int width = gtk_widget_get_width (widget);
  float xalign = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - self->xalign : self->xalign;
  PangoLayout *layout;
  PangoRectangle logical;
  GdkRGBA color;

  if (self->text == NULL || *self->text == '\0' || width <= 0)
    return;

  layout = ensure_layout (self);
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  if (logical.width > width)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_get_pixel_extents (layout, NULL, &logical);
    }

  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((int) ((width - logical.width) * xalign) - logical.x,
                                                          (gtk_widget_get_height (widget) - logical.height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
sl_text_line_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sl_text_line_parent_class)->css_changed (widget, change);

  g_clear_object (&SL_TEXT_LINE (widget)->layout);
}

static void
sl_text_line_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  g_clear_object (&SL_TEXT_LINE (widget)->layout);
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (sl_text_line_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_text_line_finalize (GObject *object)
{
  SlTextLine *self = SL_TEXT_LINE (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (sl_text_line_parent_class)->finalize (object);
}

static void
sl_text_line_class_init (SlTextLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_text_line_finalize;
  widget_class->measure = sl_text_line_measure;
  widget_class->snapshot = sl_text_line_snapshot;
  widget_class->css_changed = sl_text_line_css_changed;
  widget_class->system_setting_changed = sl_text_line_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
sl_text_line_init (SlTextLine *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * sl_text_line_new:
 * @min_chars: least width, in characters of its font
 * @nat_chars: width it would like
 * @xalign: 0: at the start, 1: at the end
 *
 * Returns: an empty line
 */
GtkWidget *
sl_text_line_new (guint min_chars, guint nat_chars, float xalign)
{
  SlTextLine *self = g_object_new (SL_TYPE_TEXT_LINE, NULL);

  self->min_chars = min_chars;
  self->nat_chars = nat_chars;
  self->xalign = xalign;

  return GTK_WIDGET (self);
}

/**
 * sl_text_line_set_text:
 * @text: (nullable): what stands there
 */
void
sl_text_line_set_text (SlTextLine *self, const char *text)
{
  g_return_if_fail (SL_IS_TEXT_LINE (self));

  if (!g_set_str (&self->text, text))
    return;

  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** sl_text_line_is_cut_off: Returns: whether the text as it was last drawn ends in an ellipsis */
gboolean
sl_text_line_is_cut_off (SlTextLine *self)
{
  g_return_val_if_fail (SL_IS_TEXT_LINE (self), FALSE);

  return self->layout != NULL && pango_layout_is_ellipsized (self->layout);
}

/** sl_text_line_get_text: Returns: (nullable): what stands there */
const char *
sl_text_line_get_text (SlTextLine *self)
{
  g_return_val_if_fail (SL_IS_TEXT_LINE (self), NULL);

  return self->text;
}
