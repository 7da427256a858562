/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What travels while cards are dragged, how the lifted card looks, and the scrolling when the pointer nears an edge.
 * Owned by the drag's content provider. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_BOARD_DRAG (sl_board_drag_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardDrag, sl_board_drag, SL, BOARD_DRAG, GObject)

SlBoardDrag *sl_board_drag_new (GArray *pks);
GArray *sl_board_drag_get_pks (SlBoardDrag *self);
GdkPaintable *sl_board_drag_make_icon (SlBoardDrag *self, GtkWidget *card);

void sl_board_drag_scroll_near_edge (GtkWidget *area, GtkAdjustment *adjustment, double place, double length);
void sl_board_drag_stop_scrolling (GtkWidget *area);

G_END_DECLS
