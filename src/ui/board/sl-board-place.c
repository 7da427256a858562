/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the board in a row, and putting cards down in them. See sl-board-view.h. */

#define G_LOG_DOMAIN "sl-board-view"

#include "config.h"

#include "sl-board-ending.h"
#include "sl-board-view-private.h"

SlBoardColumn *
_sl_board_view_first_column (SlBoardView *self)
{
  GtkWidget *widget = gtk_widget_get_first_child (GTK_WIDGET (self->columns));

  return widget ? SL_BOARD_COLUMN (widget) : NULL;
}

/* (nullable) */
SlBoardColumn *
_sl_board_view_next_column (SlBoardColumn *column)
{
  GtkWidget *widget = gtk_widget_get_next_sibling (GTK_WIDGET (column));

  return widget ? SL_BOARD_COLUMN (widget) : NULL;
}

void
_sl_board_view_for_each_column (SlBoardView *self, void (*func) (SlBoardColumn *column))
{
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    func (column);
}

void
_sl_board_view_for_each_focus (SlBoardView *self, void (*func) (SlBoardFocus *focus))
{
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    func (sl_board_column_get_focus (column));
}

guint
_sl_board_view_count_cards (SlBoardColumn *column)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sl_board_column_get_model (column)));
}

SlBoardColumn *
_sl_board_view_find_focus_column (SlBoardView *self, guint *position)
{
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    {
      *position = sl_board_focus_get_position (sl_board_column_get_focus (column));
      if (*position != G_MAXUINT)
        return column;
    }
  return NULL;
}

/* --- Placing cards --- */

/* Cards on their way to the closed ones, while the person is asked how it ended. */
typedef struct {
  SlBoardView *view;
  SlBoardColumn *column;
  GArray *pks;
  SlBoardPlace place;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_object_unref (ending->view);
  g_object_unref (ending->column);
  g_array_unref (ending->pks);
  g_free (ending);
}

static gboolean
has_all (SlBoardColumn *column, GArray *pks)
{
  for (guint i = 0; i < pks->len; i++)
    if (sl_query_model_find_pk (sl_board_column_get_model (column), g_array_index (pks, gint64, i)) == G_MAXUINT)
      return FALSE;
  return TRUE;
}

/* Where cards lie by a sort, a place within the column means nothing. */
static gboolean
find_place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position, SlBoardPlace *where)
{
  gboolean descending;

  if (sl_view_state_get_board_sort (self->state, &descending) == SL_SORT_BOARD_RANK)
    return sl_board_column_get_neighbours (column, position, pks, &where->above, &where->below);
  return !has_all (column, pks);
}

static void
place_at (SlBoardView *self, SlBoardColumn *column, GArray *pks, const SlBoardPlace *where)
{
  sl_view_state_place_on_board (self->state, (const gint64 *) pks->data, pks->len, where);
  _sl_board_view_for_each_focus (self, sl_board_focus_unfollow);
  if (!sl_board_column_is_left_out (column))
    sl_board_focus_follow (sl_board_column_get_focus (column), g_array_index (pks, gint64, 0));
}

static void
ended_cb (const char *outcome, gpointer data)
{
  Ending *ending = data;

  ending->place.outcome = outcome;
  if (ending->view->state != NULL)
    place_at (ending->view, ending->column, ending->pks, &ending->place);
}

/* Whether there was anything to move. The first card gets the focus where it lands. What is closed needs to be told how
 * it ended. */
gboolean
_sl_board_view_place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position)
{
  const char *word = sl_board_column_get_word (column);
  gboolean by_status = sl_board_column_get_facet (column) == SL_FACET_STATUS;
  SlBoardPlace where = { by_status ? word : NULL, by_status ? NULL : word, 0, 0, NULL };
  Ending *ending;

  if (!find_place (self, column, pks, position, &where))
    return FALSE;
  if (g_strcmp0 (where.lane, SL_LANE_CLOSED) != 0 || has_all (column, pks))
    {
      place_at (self, column, pks, &where);
      return TRUE;
    }
  ending = g_new0 (Ending, 1);
  ending->view = g_object_ref (self);
  ending->column = g_object_ref (column);
  ending->pks = g_array_ref (pks);
  ending->place = where;
  ending->place.lane = SL_LANE_CLOSED;
  sl_board_ask_ending (GTK_WIDGET (self), pks->len, ended_cb, ending, ending_free);
  return TRUE;
}

gboolean
_sl_board_view_is_following (SlBoardView *self)
{
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    if (sl_board_focus_is_following (sl_board_column_get_focus (column)))
      return TRUE;
  return FALSE;
}

void
_sl_board_view_follow_anywhere (SlBoardView *self, gint64 pk)
{
  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    if (!sl_board_column_is_left_out (column))
      {
        sl_board_focus_follow (sl_board_column_get_focus (column), pk);
        sl_board_focus_end_follow (sl_board_column_get_focus (column));
      }
}

SlViewState *
_sl_board_view_get_state (SlBoardView *self)
{
  return self->state;
}
