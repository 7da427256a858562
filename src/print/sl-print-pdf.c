/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as a PDF file, without a printer or a window. */

#define G_LOG_DOMAIN "sl-print-pdf"

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <langinfo.h>

#include "sl-error.h"
#include "sl-print-layout.h"

#define A4_WIDTH 595.28
#define A4_HEIGHT 841.89
#define LETTER_WIDTH 612
#define LETTER_HEIGHT 792

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
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_context_set_resolution (context, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  return context;
}

/* The C library knows by the locale which paper lies in the printers there. */
static SlPaper
get_usual_paper (void)
{
#ifdef __GLIBC__
  union {
    char *text;
    int number;
  } width = { .text = nl_langinfo (_NL_PAPER_WIDTH) };

  return width.number == 216 ? SL_PAPER_LETTER : SL_PAPER_A4;
#else
  return SL_PAPER_A4;
#endif
}

/**
 * sl_print_doc_to_pdf:
 * @doc: a document
 * @paper: the size of its pages
 * @n_pages: (out) (optional): how many it has
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL with @error set
 */
GBytes *
sl_print_doc_to_pdf (SlPrintDoc  *doc,
                     SlPaper      paper,
                     guint       *n_pages,
                     GError     **error)
{
  gboolean letter = (paper == SL_PAPER_AUTO ? get_usual_paper () : paper) == SL_PAPER_LETTER;
  gboolean landscape = sl_print_doc_get_landscape (doc);
  double shorter = letter ? LETTER_WIDTH : A4_WIDTH, longer = letter ? LETTER_HEIGHT : A4_HEIGHT;
  double width = landscape ? longer : shorter, height = landscape ? shorter : longer;
  PangoContext *context = create_context ();
  g_autoptr (SlPrintLayout) layout = sl_print_layout_new (doc, context, width, height);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, width, height);
  cairo_t *cairo = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sl_print_doc_get_title (doc));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Shortlist");
  for (guint i = 0; i < sl_print_layout_get_n_pages (layout); i++)
    {
      sl_print_layout_draw (layout, i, cairo);
      cairo_show_page (cairo);
    }
  status = cairo_status (cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  g_object_unref (context);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_FAILED, _("The pages couldn’t be drawn: %s. Try to leave out unusual characters."), cairo_status_to_string (status));
      return NULL;
    }
  if (n_pages != NULL)
    *n_pages = sl_print_layout_get_n_pages (layout);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
