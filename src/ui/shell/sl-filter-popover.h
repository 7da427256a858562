/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All filters in one popover, each word with how many it would show. Owned by SlQueryBar. */

#pragma once

#include <gtk/gtk.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_FILTER_POPOVER (sl_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (SlFilterPopover, sl_filter_popover, SL, FILTER_POPOVER, GtkPopover)

void sl_filter_popover_set_state (SlFilterPopover *self, SlViewState *state);

G_END_DECLS
