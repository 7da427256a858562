/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something to be printed: headings, paragraphs, facts and tables in order, without any size. SlPrintLayout breaks it into
 * pages of a given paper; the window prints those, the command line writes them as PDF. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SlPrintDoc SlPrintDoc;

SlPrintDoc *sl_print_doc_new           (const char        *title,
                                        const char        *subtitle);
void        sl_print_doc_free          (SlPrintDoc        *self);
const char *sl_print_doc_get_title     (SlPrintDoc        *self);
/* At the foot of each page, before the page's number; NULL: nothing. */
void        sl_print_doc_set_footer    (SlPrintDoc        *self,
                                        const char        *footer);
void        sl_print_doc_set_landscape (SlPrintDoc        *self,
                                        gboolean           landscape);
gboolean    sl_print_doc_get_landscape (SlPrintDoc        *self);
/* Columns from the right to the left, as the reader's language goes. */
void        sl_print_doc_set_rtl       (SlPrintDoc        *self,
                                        gboolean           rtl);

void        sl_print_doc_add_heading   (SlPrintDoc        *self,
                                        const char        *text);
void        sl_print_doc_add_text      (SlPrintDoc        *self,
                                        const char        *text);
void        sl_print_doc_add_dim_text  (SlPrintDoc        *self,
                                        const char        *text);
/* A line with a sign before it. */
void        sl_print_doc_add_item      (SlPrintDoc        *self,
                                        const char        *text);
/* A label and what it says; nothing when @value is NULL or empty. */
void        sl_print_doc_add_fact      (SlPrintDoc        *self,
                                        const char        *label,
                                        const char        *value);
/* Room to write by hand. */
void        sl_print_doc_add_lines     (SlPrintDoc        *self,
                                        guint              n_lines);
/* @headers: NULL-terminated; @weights: how wide each column is, in proportion. Rows follow until something else is added;
 * the headers stand on each page. */
void        sl_print_doc_begin_table   (SlPrintDoc        *self,
                                        const char *const *headers,
                                        const double      *weights);
void        sl_print_doc_add_row       (SlPrintDoc        *self,
                                        const char *const *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPrintDoc, sl_print_doc_free)

G_END_DECLS
