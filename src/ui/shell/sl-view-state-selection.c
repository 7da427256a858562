/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selection that list and board share, by the applications' row numbers. */

#define G_LOG_DOMAIN "sl-view-state"

#include "config.h"

#include "sl-view-state.h"

/** sl_view_state_get_n_selected: Returns: how many applications are selected */
guint
sl_view_state_get_n_selected (SlViewState *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), 0);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (sl_view_state_get_selection (self)));
  return (guint) gtk_bitset_get_size (selected);
}

/**
 * sl_view_state_get_selected_pks:
 *
 * Returns: (transfer full) (element-type gint64): the selected applications in the list's order
 */
GArray *
sl_view_state_get_selected_pks (SlViewState *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), pks);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (sl_view_state_get_selection (self)));
  if (gtk_bitset_iter_init_first (&iter, selected, &position))
    do
      {
        gint64 pk = sl_query_model_get_pk (sl_view_state_get_model (self), position);

        g_array_append_val (pks, pk);
      }
    while (gtk_bitset_iter_next (&iter, &position));

  return pks;
}

/** sl_view_state_is_selected: Returns: whether the application @pk is seen and selected */
gboolean
sl_view_state_is_selected (SlViewState *self, gint64 pk)
{
  guint position;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), FALSE);

  /* Asked for every card that comes into sight, and mostly there is no selection. */
  if (sl_view_state_get_n_selected (self) == 0)
    return FALSE;

  position = sl_query_model_find_pk (sl_view_state_get_model (self), pk);
  return position != G_MAXUINT && gtk_selection_model_is_selected (GTK_SELECTION_MODEL (sl_view_state_get_selection (self)), position);
}

/**
 * sl_view_state_select:
 * @pk: an application; nothing happens when the query doesn't show it
 * @alone: whether everything else is unselected
 */
void
sl_view_state_select (SlViewState *self, gint64 pk, gboolean alone)
{
  guint position;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  position = sl_query_model_find_pk (sl_view_state_get_model (self), pk);
  if (position != G_MAXUINT)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (sl_view_state_get_selection (self)), position, alone);
}

/** sl_view_state_unselect: takes the application @pk out of the selection */
void
sl_view_state_unselect (SlViewState *self, gint64 pk)
{
  guint position;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  position = sl_query_model_find_pk (sl_view_state_get_model (self), pk);
  if (position != G_MAXUINT)
    gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (sl_view_state_get_selection (self)), position);
}
