/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the sidebar: symbol or coloured dot, a word, a quiet count. */

#pragma once

#include <gtk/gtk.h>

#include "sl-pages.h"

G_BEGIN_DECLS

#define SL_TYPE_SIDEBAR_ROW (sl_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (SlSidebarRow, sl_sidebar_row, SL, SIDEBAR_ROW, GtkListBoxRow)

/* Signal "menu" (SlSidebarRow *, double x, double y): the person asks for a record's context menu. */
GtkWidget *sl_sidebar_row_new_page (const SlPageInfo *page, SlViewState *state);
GtkWidget *sl_sidebar_row_new_record (SlRecord *record, const char *icon_name, const char *title, const char *color);
SlPageGroup sl_sidebar_row_get_group (SlSidebarRow *self);
const char *sl_sidebar_row_get_name (SlSidebarRow *self);
SlRecord *sl_sidebar_row_get_record (SlSidebarRow *self);

G_END_DECLS
