/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the board share. Owned by SlBoardView. */

#pragma once

#include "sl-board-column.h"
#include "sl-board-view.h"

G_BEGIN_DECLS

SlViewState *_sl_board_view_get_state (SlBoardView *self);
/* (nullable): the column of the focused card, and the card's place in it. */
SlBoardColumn *_sl_board_view_find_focus_column (SlBoardView *self, guint *position);
/* Moves applications to a column's place: whether there was anything to move. The first gets the focus where it lands. */
gboolean _sl_board_view_place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position);
/* Whether a moved card is still on its way. */
gboolean _sl_board_view_is_following (SlBoardView *self);

/* sl-board-keys.c */
gboolean _sl_board_view_handle_key (SlBoardView *self, guint key, GdkModifierType modifiers);
/* A SlMenuFunc: at a place, or at the focused card when @x is negative. */
void _sl_board_view_context_menu_cb (GtkWidget *widget, double x, double y, gpointer data);

G_END_DECLS
