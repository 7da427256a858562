/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where dragged cards land in a column: shows it by a gap, scrolls near an edge, tells of the drop. Owned by
 * SlBoardColumn. */

#pragma once

#include <gtk/gtk.h>

#include "sl-board-cards.h"
#include "sl-query-model.h"

G_BEGIN_DECLS

#define SL_TYPE_BOARD_DROP (sl_board_drop_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardDrop, sl_board_drop, SL, BOARD_DROP, GObject)

/* Signal "place" (GArray *pks, guint position): cards were dropped before @position. */

SlBoardDrop *sl_board_drop_new (GtkWidget *column, GtkGridView *list, SlQueryModel *model, SlBoardCards *cards);

G_END_DECLS
