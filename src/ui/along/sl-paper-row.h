/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as a row: what it is, its file or link, and what can be done with it; its file can be dragged out. Owned by
 * the list it is in. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PAPER_ROW (sl_paper_row_get_type ())
G_DECLARE_FINAL_TYPE (SlPaperRow, sl_paper_row, SL, PAPER_ROW, AdwBin)

GtkWidget *sl_paper_row_new (SlViewState *state);
/* @document (nullable): empties it. @owner (nullable): the application's name, where it isn't clear. */
void sl_paper_row_set_document (SlPaperRow *self, SlRecord *document, const char *owner);
SlRecord *sl_paper_row_get_document (SlPaperRow *self);
/* Opens the file or link; without either, the form. */
void sl_paper_row_activate (SlPaperRow *self);

/* The form to change a document or a résumé version. */
void sl_paper_edit (GtkWidget *widget, SlViewState *state, SlRecord *record);
/* "PDF · 120 KB", or the link, or NULL. (transfer full) (nullable) */
char *sl_paper_describe_file (SlRecord *record);

G_END_DECLS
