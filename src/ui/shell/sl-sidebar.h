/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar: pages with quiet counts, saved filters, tags. Owned by SlWindow. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SIDEBAR (sl_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SlSidebar, sl_sidebar, SL, SIDEBAR, AdwBin)

void sl_sidebar_set_state (SlSidebar *self, SlViewState *state);
const char *sl_sidebar_get_page (SlSidebar *self);
void sl_sidebar_set_page (SlSidebar *self, const char *name);
void sl_sidebar_focus_page (SlSidebar *self);
void sl_sidebar_popup_menu (SlSidebar *self);

G_END_DECLS
