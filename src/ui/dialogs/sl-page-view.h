/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first pages of a document as they will be printed, one below the other. */

#pragma once

#include <gtk/gtk.h>

#include "sl-print-doc.h"

G_BEGIN_DECLS

#define SL_TYPE_PAGE_VIEW (sl_page_view_get_type ())
G_DECLARE_FINAL_TYPE (SlPageView, sl_page_view, SL, PAGE_VIEW, GtkBox)

/* Property "page-width" (int): of each page, in pixels. */

/* Takes over @doc. */
void sl_page_view_set_doc (SlPageView *self, SlPrintDoc *doc);
guint sl_page_view_get_n_pages (SlPageView *self);

G_END_DECLS
