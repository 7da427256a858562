/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search and filter bar above the three views: entry, filter button, active filters as chips, how many match. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_QUERY_BAR (sl_query_bar_get_type ())
G_DECLARE_FINAL_TYPE (SlQueryBar, sl_query_bar, SL, QUERY_BAR, AdwBin)

/* Properties: "narrow" (boolean: the entry is there only while searching), "searching" (boolean). */
void sl_query_bar_set_state (SlQueryBar *self, SlViewState *state);
void sl_query_bar_focus_search (SlQueryBar *self);

G_END_DECLS
