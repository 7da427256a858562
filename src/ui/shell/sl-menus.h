/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus about selected applications, for list, board and bulk bar. All their items are "apps." actions. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

GMenuModel *sl_menu_new_status (void);
GMenuModel *sl_menu_new_move_to (void);
GMenuModel *sl_menu_new_priority (void);
GMenuModel *sl_menu_new_tags (SlViewState *state);
GMenuModel *sl_menu_new_context (SlViewState *state);

G_END_DECLS
