/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: the shared query's applications in columns by status or by interview lane. Cards are dragged, or moved by
 * keys: arrows walk, Ctrl+arrows move the card. Asks nothing of the store while it isn't shown. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_BOARD_VIEW (sl_board_view_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardView, sl_board_view, SL, BOARD_VIEW, AdwBin)

GtkWidget *sl_board_view_new (SlViewState *state);
void sl_board_view_focus (SlBoardView *self);
gint64 sl_board_view_get_focused (SlBoardView *self);

G_END_DECLS
