/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One application, everything about it edited in place. Pushed as a page on narrow windows, else in the pane beside the
 * list ("in-pane"); then it has a close button. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_DETAIL_PAGE (sl_detail_page_get_type ())
G_DECLARE_FINAL_TYPE (SlDetailPage, sl_detail_page, SL, DETAIL_PAGE, AdwNavigationPage)

GtkWidget *sl_detail_page_new (SlViewState *state, SlRecord *application);
void sl_detail_page_edit (SlDetailPage *self);
void sl_detail_page_show_part (SlDetailPage *self, const char *name);

G_END_DECLS
