/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards of one column: makes and fills them, lets them be dragged, says what they show and marks those that are
 * selected. Owned by SlBoardColumn. */

#pragma once

#include <gtk/gtk.h>

#include "sl-board-card.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_BOARD_CARDS (sl_board_cards_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardCards, sl_board_cards, SL, BOARD_CARDS, GObject)

SlBoardCards *sl_board_cards_new (SlViewState *state, SlFacet facet);
GtkListItemFactory *sl_board_cards_get_factory (SlBoardCards *self);
SlBoardCard *sl_board_cards_find (SlBoardCards *self, gint64 pk);

G_END_DECLS
