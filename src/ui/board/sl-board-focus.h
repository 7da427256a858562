/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The focus within a column and the place it is scrolled to: both can move only once the list has laid out what is read
 * meanwhile, be it the card that was moved here, the first one, or the place before the column slept. Owned by
 * SlBoardColumn. */

#pragma once

#include <gtk/gtk.h>

#include "sl-query-model.h"

G_BEGIN_DECLS

#define SL_TYPE_BOARD_FOCUS (sl_board_focus_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardFocus, sl_board_focus, SL, BOARD_FOCUS, GObject)

SlBoardFocus *sl_board_focus_new (GtkGridView *list, SlQueryModel *model);
guint sl_board_focus_get_position (SlBoardFocus *self);
gboolean sl_board_focus_enter (SlBoardFocus *self);
void sl_board_focus_move (SlBoardFocus *self, guint position);
void sl_board_focus_want_first (SlBoardFocus *self);
void sl_board_focus_follow (SlBoardFocus *self, gint64 pk);
void sl_board_focus_end_follow (SlBoardFocus *self);
void sl_board_focus_unfollow (SlBoardFocus *self);
gboolean sl_board_focus_is_following (SlBoardFocus *self);
void sl_board_focus_keep_place (SlBoardFocus *self);
void sl_board_focus_settle (SlBoardFocus *self);

G_END_DECLS
