/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An application as a card on the board. Lives in a board column's list and is bound to one item after the other. */

#pragma once

#include <gtk/gtk.h>

#include "sl-query-model.h"

G_BEGIN_DECLS

/** SlCardEdge: where, seen from a card, a dragged card would land. */
typedef enum {
  SL_CARD_EDGE_NONE,
  SL_CARD_EDGE_BEFORE,
  SL_CARD_EDGE_AFTER,
} SlCardEdge;

#define SL_TYPE_BOARD_CARD (sl_board_card_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardCard, sl_board_card, SL, BOARD_CARD, GtkWidget)

GtkWidget *sl_board_card_new (SlFacet facet);
SlItem *sl_board_card_get_item (SlBoardCard *self);
void sl_board_card_set_item (SlBoardCard *self, SlItem *item);
char *sl_board_card_dup_description (SlBoardCard *self);
SlCardEdge sl_board_card_get_edge_at (SlBoardCard *self, double y);
void sl_board_card_set_gap (SlBoardCard *self, SlCardEdge edge);
void sl_board_card_set_lifted (SlBoardCard *self, gboolean lifted);
void sl_board_card_set_selected (SlBoardCard *self, gboolean selected);

G_END_DECLS
