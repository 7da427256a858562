/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns the list shows, in which order and width, and what sorts by clicking their heads: kept in the
 * settings, done by the query. Owned by SlListView. */

#pragma once

#include <gtk/gtk.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_LIST_COLUMNS (sl_list_columns_get_type ())
G_DECLARE_FINAL_TYPE (SlListColumns, sl_list_columns, SL, LIST_COLUMNS, GObject)

SlListColumns *sl_list_columns_new (GtkColumnView *view, SlViewState *state);

G_END_DECLS
