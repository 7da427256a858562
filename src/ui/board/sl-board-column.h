/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of the board: the applications of one status, or of one interview lane, in the person's own order. Has a
 * query model of its own (the shared query narrowed to this column), so that each column is as long as it likes.
 * Owned by SlBoardView. */

#pragma once

#include <gtk/gtk.h>

#include "sl-board-focus.h"
#include "sl-query-model.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_BOARD_COLUMN (sl_board_column_get_type ())
G_DECLARE_FINAL_TYPE (SlBoardColumn, sl_board_column, SL, BOARD_COLUMN, GtkWidget)

/* Signal "place" (GArray *pks, guint position): cards were dropped before @position. */

GtkWidget *sl_board_column_new (SlViewState *state, SlFacet facet, const char *word);
const char *sl_board_column_get_word (SlBoardColumn *self);
SlFacet sl_board_column_get_facet (SlBoardColumn *self);
const char *sl_board_column_get_title (SlBoardColumn *self);
SlQueryModel *sl_board_column_get_model (SlBoardColumn *self);
gboolean sl_board_column_is_loading (SlBoardColumn *self);
void sl_board_column_set_open (SlBoardColumn *self, gboolean open);
gboolean sl_board_column_is_left_out (SlBoardColumn *self);
void sl_board_column_refresh (SlBoardColumn *self);
void sl_board_column_sleep (SlBoardColumn *self);
void sl_board_column_show_day (SlBoardColumn *self);
gboolean sl_board_column_get_neighbours (SlBoardColumn *self, guint position, GArray *without, gint64 *above, gint64 *below);
SlBoardFocus *sl_board_column_get_focus (SlBoardColumn *self);

G_END_DECLS
