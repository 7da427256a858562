/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document broken into pages of one size. Owned by who prints it, for as long as that takes. */

#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "sl-print-doc.h"

G_BEGIN_DECLS

typedef struct _SlPrintLayout SlPrintLayout;

/* @context: of what is printed on; @width, @height: of the page, in points. */
SlPrintLayout *sl_print_layout_new         (SlPrintDoc     *doc,
                                            PangoContext   *context,
                                            double          width,
                                            double          height);
void           sl_print_layout_free        (SlPrintLayout  *self);
guint          sl_print_layout_get_n_pages (SlPrintLayout  *self);
/* Draws page @page (from 0), its corner at the origin, in points. */
void           sl_print_layout_draw        (SlPrintLayout  *self,
                                            guint           page,
                                            cairo_t        *cairo);

/**
 * SlPaper: what a PDF is made for; %SL_PAPER_AUTO: as is usual where the person is
 */
typedef enum {
  SL_PAPER_AUTO,
  SL_PAPER_A4,
  SL_PAPER_LETTER,
} SlPaper;

/* sl-print-pdf.c: the whole document as a file. @n_pages: (out) (optional) */
GBytes        *sl_print_doc_to_pdf         (SlPrintDoc     *doc,
                                            SlPaper         paper,
                                            guint          *n_pages,
                                            GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPrintLayout, sl_print_layout_free)

G_END_DECLS
