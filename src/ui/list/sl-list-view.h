/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of applications: a table, or two-line rows where it is narrow. Sorting happens in the query. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_LIST_VIEW (sl_list_view_get_type ())
G_DECLARE_FINAL_TYPE (SlListView, sl_list_view, SL, LIST_VIEW, AdwBin)

GtkWidget *sl_list_view_new (SlViewState *state);
void sl_list_view_focus (SlListView *self);
gint64 sl_list_view_get_focused (SlListView *self);

G_END_DECLS
