/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart with its title and subtitle as a file: SVG, PNG, PDF; and its numbers as CSV or SankeyMATIC text. */

#define G_LOG_DOMAIN "sl-chart-export"

#include "config.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

#include "sl-chart-private.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-scene-cairo.h"

#define MARGIN 24
#define HEAD_GAP 4
#define BODY_GAP 18
#define MIN_WIDTH 240
#define MAX_SIZE 8192
#define PNG_SCALE 2

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Text is measured without hinting, so that it comes out the same at any scale. */
static PangoContext *
create_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Cantarell, Sans 10");
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_context_set_resolution (context, 96);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  cairo_font_options_destroy (options);
  return context;
}

/* A head line that may run over several lines. */
static PangoLayout *
create_head (PangoContext *context,
             const char   *text,
             double        width,
             gboolean      is_title)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (is_title ? 1.3 : 1));
  pango_attr_list_insert (attributes, pango_attr_weight_new (is_title ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  return layout;
}

static double
get_layout_height (PangoLayout *layout)
{
  int height;
  pango_layout_get_size (layout, NULL, &height);
  return ceil ((double) height / PANGO_SCALE);
}

typedef struct {
  PangoContext *context;
  PangoLayout *title;
  PangoLayout *subtitle;
  SlScene *scene;
  double width;
  double height;
  double top; /* of the scene */
} Page;

static void
page_init (Page        *page,
           SlAnalytics *analytics,
           SlChartKind  kind,
           SlChartFlags flags,
           double       width,
           double       height)
{
  g_autofree char *title = sl_chart_get_title (analytics, kind);
  g_autofree char *subtitle = sl_chart_get_subtitle (analytics, kind);
  double inner;

  page->context = create_context ();
  page->width = CLAMP (width, MIN_WIDTH, MAX_SIZE);
  inner = page->width - 2 * MARGIN;
  page->title = create_head (page->context, title, inner, TRUE);
  page->subtitle = create_head (page->context, subtitle, inner, FALSE);
  page->top = MARGIN + get_layout_height (page->title) + HEAD_GAP + get_layout_height (page->subtitle) + BODY_GAP;

  /* lower than the chart likes would cut it off */
  double natural = sl_chart_get_height (analytics, kind, flags, inner, page->context);
  double room = height > 0 ? MIN (height, MAX_SIZE) - page->top - MARGIN : natural;
  page->scene = sl_chart_build (analytics, kind, flags, inner, MAX (room, natural), page->context);
  page->height = ceil (page->top + MAX (room, natural) + MARGIN);
}

static void
page_clear (Page *page)
{
  sl_scene_free (page->scene);
  g_object_unref (page->title);
  g_object_unref (page->subtitle);
  g_object_unref (page->context);
}

static void
set_color (cairo_t    *cairo,
           SlStyle     style,
           SlColorRole role)
{
  SlColor color = sl_palette_get (style, role);
  cairo_set_source_rgb (cairo, color.red, color.green, color.blue);
}

static void
page_draw (Page    *page,
           cairo_t *cairo,
           SlStyle  style)
{
  set_color (cairo, style, SL_COLOR_SURFACE);
  cairo_paint (cairo);
  set_color (cairo, style, SL_COLOR_TEXT);
  cairo_move_to (cairo, MARGIN, MARGIN);
  pango_cairo_show_layout (cairo, page->title);
  set_color (cairo, style, SL_COLOR_DIM);
  cairo_move_to (cairo, MARGIN, MARGIN + get_layout_height (page->title) + HEAD_GAP);
  pango_cairo_show_layout (cairo, page->subtitle);
  cairo_translate (cairo, MARGIN, page->top);
  sl_scene_draw_cairo (page->scene, cairo, style, page->context);
}

static cairo_surface_t *
create_surface (Page         *page,
                SlChartFormat format,
                GByteArray   *bytes)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case SL_CHART_FORMAT_SVG:
      surface = cairo_svg_surface_create_for_stream (write_cb, bytes, page->width, page->height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    case SL_CHART_FORMAT_PDF:
      surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, page->width, page->height);
      /* read by the oldest of printers and viewers */
      cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
      return surface;
    case SL_CHART_FORMAT_PNG:
    case SL_CHART_FORMAT_CSV:
    case SL_CHART_FORMAT_SANKEY:
    default:
      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) page->width * PNG_SCALE, (int) page->height * PNG_SCALE);
      cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
      return surface;
    }
}

static GBytes *
render_picture (SlAnalytics  *analytics,
                SlChartKind   kind,
                SlChartFormat format,
                SlChartFlags  flags,
                double        width,
                double        height,
                SlStyle       style,
                GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status;
  Page page;

  page_init (&page, analytics, kind, flags, width, height);
  cairo_surface_t *surface = create_surface (&page, format, bytes);
  cairo_t *cairo = cairo_create (surface);
  page_draw (&page, cairo, style);
  status = cairo_status (cairo);
  cairo_destroy (cairo);
  if (status == CAIRO_STATUS_SUCCESS && format == SL_CHART_FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  page_clear (&page);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_FAILED, _("The chart couldn’t be drawn: %s."), cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
take_text (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
sl_chart_render (SlAnalytics  *analytics,
                 SlChartKind   kind,
                 SlChartFormat format,
                 SlChartFlags  flags,
                 double        width,
                 double        height,
                 gboolean      dark,
                 GError      **error)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);

  if (format == SL_CHART_FORMAT_SANKEY && kind != SL_CHART_FLOW)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNSUPPORTED,
                           _("Only the flow chart can be written as text. Choose a name that ends in .svg, .png, .pdf or .csv."));
      return NULL;
    }
  if (format == SL_CHART_FORMAT_SANKEY)
    return take_text (sl_chart_flow_to_sankeymatic (analytics));
  if (format == SL_CHART_FORMAT_CSV)
    {
      g_autoptr (SlChartTable) table = sl_chart_get_table (analytics, kind, flags);
      return take_text (sl_chart_table_to_text (table, ','));
    }
  return render_picture (analytics, kind, format, flags, width, height, dark ? SL_STYLE_DARK : SL_STYLE_LIGHT, error);
}

static gboolean
write_to_stdout (GBytes  *bytes,
                 GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED, _("The chart couldn’t be written to the standard output."));
  return FALSE;
}

gboolean
sl_chart_export (SlAnalytics  *analytics,
                 SlChartKind   kind,
                 SlChartFormat format,
                 const char   *path,
                 double        width,
                 double        height,
                 gboolean      dark,
                 GError      **error)
{
  g_autoptr (GBytes) bytes = sl_chart_render (analytics, kind, format, SL_CHART_DEFAULT, width, height, dark, error);

  if (bytes == NULL)
    return FALSE;
  if (g_strcmp0 (path, "-") == 0)
    return write_to_stdout (bytes, error);
  return sl_file_write_atomic (path, bytes, error);
}
