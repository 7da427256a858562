/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of text for widgets that draw themselves. Sizes follow from the font alone and are known without laying any
 * words out; a line is laid out when it is drawn, and forgotten: GTK keeps the drawing. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** SlLineStyle: libadwaita's style classes of the same names, for text that has no widget of its own. */
typedef enum {
  SL_LINE_BODY,
  SL_LINE_NUMERIC,
  SL_LINE_HEADING,
  SL_LINE_CAPTION, /* with tabular figures */
  SL_N_LINE_STYLES,
} SlLineStyle;

int sl_line_get_height (PangoContext *context, SlLineStyle style);
int sl_line_get_width (PangoContext *context, SlLineStyle style, guint n_chars);
int sl_line_measure (PangoLayout *layout, SlLineStyle style, const char *text);
gboolean sl_line_fits (PangoContext *context, SlLineStyle style, const char *text, int width);
int sl_line_draw (GtkSnapshot *snapshot, PangoLayout *layout, SlLineStyle style, const char *text,
                  const graphene_rect_t *room, float xalign, const GdkRGBA *color);

/* The Pango context of the list that a row's or a cell's widget stands in, which all of them share; its own elsewhere. */
PangoContext *sl_line_get_shared_context (GtkWidget *widget);

/* The colour of "dimmed" text on @widget. */
void sl_line_get_dim_color (GtkWidget *widget, GdkRGBA *color);

G_END_DECLS
