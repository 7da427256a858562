/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-line.h. */

#define G_LOG_DOMAIN "sl-line"

#include "config.h"

#include <adwaita.h>

#include "sl-line.h"

/* As libadwaita's style sheet has them; GTK doesn't tell widgets what its variables hold. */
#define CAPTION_SCALE 0.82
#define DIM_OPACITY 0.55f
#define DIM_OPACITY_HIGH_CONTRAST 0.9f

/* Looking at a font is the dear part, and nearly all widgets have the same. */
typedef struct {
  PangoFontDescription *font;
  double resolution;
  SlLineStyle style;
  int char_width; /* Pango units */
  int height;     /* pixels */
} FontSize;

static PangoFontDescription *
dup_font (PangoContext *context, SlLineStyle style)
{
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  int size = pango_font_description_get_size (font);

  if (style == SL_LINE_HEADING)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  if (style == SL_LINE_CAPTION && pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size * CAPTION_SCALE);
  else if (style == SL_LINE_CAPTION)
    pango_font_description_set_size (font, (int) (size * CAPTION_SCALE));

  return font;
}

static const FontSize *
get_font_size (PangoContext *context, SlLineStyle style)
{
  static FontSize known[2 * SL_N_LINE_STYLES];
  static guint next;
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = pango_cairo_context_get_resolution (context);
  g_autoptr (PangoFontDescription) styled = NULL;
  PangoFontMetrics *metrics;
  FontSize *size;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].font != NULL && known[i].style == style && known[i].resolution == resolution && pango_font_description_equal (known[i].font, font))
      return &known[i];

  size = &known[next++ % G_N_ELEMENTS (known)];
  g_clear_pointer (&size->font, pango_font_description_free);
  styled = dup_font (context, style);
  metrics = pango_context_get_metrics (context, styled, NULL);
  size->font = pango_font_description_copy (font);
  size->style = style;
  size->resolution = resolution;
  size->char_width = MAX (pango_font_metrics_get_approximate_char_width (metrics), pango_font_metrics_get_approximate_digit_width (metrics));
  size->height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);

  return size;
}

static PangoAttrList *
get_attributes (SlLineStyle style)
{
  static PangoAttrList *lists[SL_N_LINE_STYLES];

  if (lists[style] != NULL)
    return lists[style];

  lists[style] = pango_attr_list_new ();
  if (style == SL_LINE_NUMERIC || style == SL_LINE_CAPTION)
    pango_attr_list_insert (lists[style], pango_attr_font_features_new ("tnum=1"));
  if (style == SL_LINE_HEADING)
    pango_attr_list_insert (lists[style], pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (style == SL_LINE_CAPTION)
    pango_attr_list_insert (lists[style], pango_attr_scale_new (CAPTION_SCALE));

  return lists[style];
}

static void
lay_out (PangoLayout *layout, SlLineStyle style, const char *text)
{
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_attributes (layout, get_attributes (style));
  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
}

/** sl_line_get_height: Returns: the height of any line of @style, in px */
int
sl_line_get_height (PangoContext *context, SlLineStyle style)
{
  return get_font_size (context, style)->height;
}

/** sl_line_get_width: Returns: what @n_chars usual characters of @style take, in px */
int
sl_line_get_width (PangoContext *context, SlLineStyle style, guint n_chars)
{
  return PANGO_PIXELS_CEIL (get_font_size (context, style)->char_width * (int) n_chars);
}

/** sl_line_measure: Returns: the width of @text, in px. @layout is used for it. */
int
sl_line_measure (PangoLayout *layout, SlLineStyle style, const char *text)
{
  PangoRectangle logical;

  lay_out (layout, style, text);
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  return logical.width;
}

/** sl_line_fits: Returns: whether @text needs no ellipsis in @width px */
gboolean
sl_line_fits (PangoContext *context, SlLineStyle style, const char *text, int width)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);

  return sl_line_measure (layout, style, text) <= width;
}

/**
 * sl_line_draw:
 * @layout: used for it; a widget's lines share one
 * @text: (nullable): one line
 * @room: where it stands: in the middle of its height, cut off with an ellipsis where its width ends
 * @xalign: 0: at the left, 1: at the right
 *
 * Returns: the width drawn, in px
 */
int
sl_line_draw (GtkSnapshot *snapshot, PangoLayout *layout, SlLineStyle style, const char *text, const graphene_rect_t *room,
              float xalign, const GdkRGBA *color)
{
  int width = (int) room->size.width;
  PangoRectangle logical;

  if (text == NULL || *text == '\0' || width <= 0)
    return 0;

  lay_out (layout, style, text);
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  if (logical.width > width)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_get_pixel_extents (layout, NULL, &logical);
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (room->origin.x + (int) ((width - logical.width) * xalign) - logical.x,
                                                          room->origin.y + (int) ((room->size.height - logical.height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);

  return logical.width;
}

PangoContext *
sl_line_get_shared_context (GtkWidget *widget)
{
  GtkWidget *list = widget;

  /* At most: box, box, cell, row. */
  for (guint i = 0; i < 5 && list != NULL && !GTK_IS_LIST_BASE (list); i++)
    list = gtk_widget_get_parent (list);

  return gtk_widget_get_pango_context (list != NULL && GTK_IS_LIST_BASE (list) ? list : widget);
}

void
sl_line_get_dim_color (GtkWidget *widget, GdkRGBA *color)
{
  gboolean high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  gtk_widget_get_color (widget, color);
  color->alpha *= high_contrast ? DIM_OPACITY_HIGH_CONTRAST : DIM_OPACITY;
}
