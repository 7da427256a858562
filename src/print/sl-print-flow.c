/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text in a column: which of its lines fit where, and how they are drawn. */

#define G_LOG_DOMAIN "sl-print-flow"

#include "config.h"

#include <string.h>

#include "sl-print-private.h"

static const struct {
  double size; /* in points */
  PangoWeight weight;
  double grey;
} looks[] = {
  [SL_PRINT_TITLE] = { 18, PANGO_WEIGHT_BOLD, 0 },
  [SL_PRINT_SUBTITLE] = { 10.5, PANGO_WEIGHT_NORMAL, 0.3 },
  [SL_PRINT_HEADING] = { 11.5, PANGO_WEIGHT_BOLD, 0 },
  [SL_PRINT_TEXT] = { 10, PANGO_WEIGHT_NORMAL, 0 },
  [SL_PRINT_DIM] = { 10, PANGO_WEIGHT_NORMAL, 0.35 },
  [SL_PRINT_CELL] = { 8.5, PANGO_WEIGHT_NORMAL, 0 },
  [SL_PRINT_HEAD_CELL] = { 8.5, PANGO_WEIGHT_BOLD, 0.2 },
  [SL_PRINT_FOOTER] = { 8, PANGO_WEIGHT_NORMAL, 0.4 },
};

/* What a reader of a PDF may click on. */
static gboolean
is_link (const char *text)
{
  return (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://")) && strpbrk (text, " \n\t'\\\"<>") == NULL &&
         g_str_is_ascii (text);
}

SlPrintFlow *
_sl_print_flow_new (PangoContext *context,
                    const char   *text,
                    SlPrintLook   look,
                    double        x,
                    double        width)
{
  SlPrintFlow *self = g_new0 (SlPrintFlow, 1);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Cantarell, Sans");

  pango_font_description_set_weight (font, looks[look].weight);
  pango_font_description_set_absolute_size (font, looks[look].size * PANGO_SCALE);
  /* A hyphen in an address that had to be broken would belong to it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  self->look = look;
  self->x = x;
  self->link = is_link (text) ? g_strdup (text) : NULL;
  self->layout = pango_layout_new (context);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_width (self->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_text (self->layout, self->link != NULL ? strstr (text, "://") + 3 : text, -1);
  self->n_lines = pango_layout_get_line_count (self->layout);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);

  return self;
}

void
_sl_print_flow_free (SlPrintFlow *self)
{
  g_object_unref (self->layout);
  g_free (self->link);
  g_free (self);
}

/* Where line @line begins and ends, in points from the top of the whole text. */
static void
get_line_range (SlPrintFlow *self,
                int          line,
                double      *top,
                double      *bottom)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int y0, y1;

  for (int i = 0; i < line; i++)
    pango_layout_iter_next_line (iter);
  pango_layout_iter_get_line_yrange (iter, &y0, &y1);
  pango_layout_iter_free (iter);
  *top = (double) y0 / PANGO_SCALE;
  *bottom = (double) y1 / PANGO_SCALE;
}

double
_sl_print_flow_get_height (SlPrintFlow *self,
                           int          first,
                           int          end)
{
  double top, bottom, ignored;

  if (end <= first)
    return 0;
  get_line_range (self, first, &top, &ignored);
  get_line_range (self, end - 1, &ignored, &bottom);

  return bottom - top;
}

int
_sl_print_flow_fit (SlPrintFlow *self,
                    double       height)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int line = 0, n = 0;
  int y0, y1, start = 0;

  do
    {
      if (line++ < self->next)
        continue;
      pango_layout_iter_get_line_yrange (iter, &y0, &y1);
      if (n == 0)
        start = y0;
      if ((double) (y1 - start) / PANGO_SCALE > height + 0.01)
        break;
      n++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);

  return n;
}

static void
draw_line (SlPrintFlow     *self,
           cairo_t         *cairo,
           PangoLayoutIter *iter,
           double           y)
{
  PangoRectangle logical;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  cairo_move_to (cairo, self->x + (double) logical.x / PANGO_SCALE, y + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
  pango_cairo_show_layout_line (cairo, pango_layout_iter_get_line_readonly (iter));
}

void
_sl_print_flow_draw (SlPrintFlow *self,
                     cairo_t     *cairo,
                     double       y,
                     int          first,
                     int          end)
{
  PangoLayoutIter *iter;
  double top, ignored;
  int line = 0;

  if (end <= first)
    return;
  get_line_range (self, first, &top, &ignored);
  if (self->link != NULL)
    {
      g_autofree char *attributes = g_strdup_printf ("uri='%s'", self->link);

      cairo_tag_begin (cairo, CAIRO_TAG_LINK, attributes);
    }
  cairo_set_source_rgb (cairo, looks[self->look].grey, looks[self->look].grey, looks[self->look].grey);
  iter = pango_layout_get_iter (self->layout);
  do
    if (line >= first && line < end)
      draw_line (self, cairo, iter, y - top);
  while (++line < end && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  if (self->link != NULL)
    cairo_tag_end (cairo, CAIRO_TAG_LINK);
}
