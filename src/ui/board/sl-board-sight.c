/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which card of the board has the focus first, where Tab leads, and which column is in sight. See sl-board-view.h. */

#define G_LOG_DOMAIN "sl-board-view"

#include "config.h"

#include "sl-board-view-private.h"

/* --- The first focus --- */

/* Columns are filled one after the other; the first that has a card, seen from the left, decides. (nullable): none has;
 * @known: or it isn't known yet. */
SlBoardColumn *
_sl_board_view_first_with_cards (SlBoardView *self, gboolean *known)
{
  *known = TRUE;
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    {
      if (_sl_board_view_count_cards (column) > 0)
        return column;
      if (sl_board_column_is_loading (column))
        {
          *known = FALSE;
          return NULL;
        }
    }
  return NULL;
}

/* Each column has its cards, or none; as long as one is read, the card may be in it. */
static SlBoardColumn *
find_resumed (SlBoardView *self, gboolean *known)
{
  *known = TRUE;
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    {
      if (sl_query_model_find_pk (sl_board_column_get_model (column), self->resumed) != G_MAXUINT)
        return column;
      *known = *known && !sl_board_column_is_loading (column);
    }
  return NULL;
}

void
_sl_board_view_grant_focus (SlBoardView *self)
{
  SlBoardColumn *column;
  gboolean known;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!self->wants_focus)
    return;
  /* The person types by now. Anything else may just be where GTK put the focus when the last view's went away. */
  if (GTK_IS_TEXT (focus))
    {
      self->wants_focus = FALSE;
      return;
    }
  column = self->resumed != 0 ? find_resumed (self, &known) : NULL;
  if (column != NULL)
    {
      sl_board_focus_follow (sl_board_column_get_focus (column), self->resumed);
      sl_board_focus_end_follow (sl_board_column_get_focus (column));
    }
  else if (self->resumed != 0 && !known)
    return;
  else if ((column = _sl_board_view_first_with_cards (self, &known)) != NULL)
    sl_board_focus_want_first (sl_board_column_get_focus (column));
  self->wants_focus = self->wants_focus && column == NULL;
}

/* --- Tab --- */

void
_sl_board_view_column_entered_cb (GtkEventController *controller, SlBoardView *self)
{
  g_set_weak_pointer (&self->last, SL_BOARD_COLUMN (gtk_event_controller_get_widget (controller)));
}

/* The card that had it last, or else the first. */
static gboolean
focus_card (SlBoardView *self)
{
  gboolean known;
  SlBoardColumn *column = self->last != NULL && _sl_board_view_count_cards (self->last) > 0 ? self->last : _sl_board_view_first_with_cards (self, &known);

  return column != NULL && sl_board_focus_enter (sl_board_column_get_focus (column));
}

static gboolean
has_focus_in (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* For Tab all columns are one place: the arrows walk there, and an empty list would keep what comes to it. */
gboolean
_sl_board_view_tab (SlBoardView *self, GtkDirectionType direction)
{
  GtkWidget *above = GTK_WIDGET (self->columns_by);
  gboolean within = has_focus_in (GTK_WIDGET (self->scroller));

  if (direction == GTK_DIR_TAB_FORWARD)
    return !within && (gtk_widget_child_focus (above, direction) || focus_card (self));
  return (!within && !has_focus_in (above) && focus_card (self)) || gtk_widget_child_focus (above, direction);
}

/* --- The first look --- */

/* (nullable): where few columns are in sight, these may be empty ones. */
static SlBoardColumn *
find_column_to_bring (SlBoardView *self)
{
  gboolean known;

  return self->bring != NULL ? self->bring : _sl_board_view_first_with_cards (self, &known);
}

/* The focus on a card brings that alone into sight, if at all, and from where it was before; not what column it is in. */
static void
bring_cards_cb (gpointer data)
{
  SlBoardView *self = data;
  SlBoardColumn *column = find_column_to_bring (self);

  self->bring_source = 0;
  self->bring = NULL;
  if (column != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (gtk_scrolled_window_get_child (self->scroller)), GTK_WIDGET (column), NULL);
}

/* In the midst of a frame that scrolls, the places are still those of the last one. */
static gboolean
bring_after_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SlBoardView *self = SL_BOARD_VIEW (widget);
  SlBoardColumn *column = find_column_to_bring (self);

  if (column != NULL && gtk_widget_get_width (GTK_WIDGET (column)) == 0)
    return G_SOURCE_CONTINUE;
  self->bring_tick = 0;
  self->bring_source = g_idle_add_once (bring_cards_cb, self);
  return G_SOURCE_REMOVE;
}

void
_sl_board_view_stop_bringing (SlBoardView *self)
{
  g_clear_handle_id (&self->bring_source, g_source_remove);
  if (self->bring_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), g_steal_handle_id (&self->bring_tick));
}

void
_sl_board_view_bring_in_a_frame (SlBoardView *self)
{
  g_clear_handle_id (&self->bring_source, g_source_remove);
  if (self->bring_tick == 0)
    self->bring_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), bring_after_frame_cb, NULL, NULL);
}

/* An empty list would keep the focus of the card that left it: a neighbour is to get that, but where it follows the card. */
