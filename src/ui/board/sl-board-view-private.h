/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the board share. Owned by SlBoardView. */

#pragma once

#include "sl-board-column.h"
#include "sl-board-view.h"

G_BEGIN_DECLS

struct _SlBoardView {
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *columns;
  AdwToggleGroup *columns_by;

  SlViewState *state;
  gboolean stale;       /* the query changed while the board was hidden, or it fell asleep */
  guint sleep_source;   /* while hidden: until cards and applications are let go */
  gboolean wants_focus; /* a card is to get the focus once there is one: … */
  gint64 resumed;       /* … this one if it comes; 0: the one that had it last, or the first */
  gboolean wants_cards; /* the first column with cards is to be in sight once there is one */
  guint bring_tick;     /* until columns have their places */
  guint bring_source;   /* … and what is in sight stays still */
  SlBoardColumn *bring; /* borrowed, nullable: which is to be in sight; else the first with cards */
  SlBoardColumn *last;  /* weak: had the focus last */
};

/* sl-board-place.c: the columns from the left, and their cards. */
SlBoardColumn *_sl_board_view_first_column (SlBoardView *self);
SlBoardColumn *_sl_board_view_next_column (SlBoardColumn *column);
void _sl_board_view_for_each_column (SlBoardView *self, void (*func) (SlBoardColumn *column));
void _sl_board_view_for_each_focus (SlBoardView *self, void (*func) (SlBoardFocus *focus));
guint _sl_board_view_count_cards (SlBoardColumn *column);
SlViewState *_sl_board_view_get_state (SlBoardView *self);
/* (nullable): the column of the focused card, and the card's place in it. */
SlBoardColumn *_sl_board_view_find_focus_column (SlBoardView *self, guint *position);
/* Moves applications to a column's place: whether there was anything to move. The first gets the focus where it lands. */
gboolean _sl_board_view_place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position);
/* Whether a moved card is still on its way. */
gboolean _sl_board_view_is_following (SlBoardView *self);
/* The card gets the focus in whichever column it comes to. */
void _sl_board_view_follow_anywhere (SlBoardView *self, gint64 pk);

/* sl-board-sight.c */
/* (nullable): none has cards; @known: or it isn't known yet. */
SlBoardColumn *_sl_board_view_first_with_cards (SlBoardView *self, gboolean *known);
void _sl_board_view_grant_focus (SlBoardView *self);
void _sl_board_view_column_entered_cb (GtkEventController *controller, SlBoardView *self);
/* Where Tab, in either direction, leads; FALSE: out of the board. */
gboolean _sl_board_view_tab (SlBoardView *self, GtkDirectionType direction);
void _sl_board_view_stop_bringing (SlBoardView *self);
void _sl_board_view_bring_in_a_frame (SlBoardView *self);

/* sl-board-keys.c */
gboolean _sl_board_view_handle_key (SlBoardView *self, guint key, GdkModifierType modifiers);
/* A SlMenuFunc: at a place, or at the focused card when @x is negative. */
void _sl_board_view_context_menu_cb (GtkWidget *widget, double x, double y, gpointer data);

G_END_DECLS
