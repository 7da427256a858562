/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys and menus of the board. See sl-board-view-private.h. */

#define G_LOG_DOMAIN "sl-board-keys"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-board-card.h"
#include "sl-board-view-private.h"
#include "sl-menus.h"
#include "sl-popover.h"

/* The next column to the right (+1) or left (-1). */
static SlBoardColumn *
neighbour (SlBoardColumn *column, int direction)
{
  GtkWidget *widget = GTK_WIDGET (column);

  widget = direction > 0 ? gtk_widget_get_next_sibling (widget) : gtk_widget_get_prev_sibling (widget);
  return widget ? SL_BOARD_COLUMN (widget) : NULL;
}

static guint
count_cards (SlBoardColumn *column)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sl_board_column_get_model (column)));
}

static void
announce_move (SlBoardView *self, SlBoardColumn *column, guint position)
{
  /* Translators: spoken after a card was moved; "Interviewing, place 3" */
  g_autofree char *words = g_strdup_printf (_("%s, place %u"), sl_board_column_get_title (column), position + 1);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
move_card (SlBoardView *self, SlBoardColumn *from, guint position, guint key)
{
  gint64 pk = sl_query_model_get_pk (sl_board_column_get_model (from), position);
  guint n = count_cards (from);
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  SlBoardColumn *to = from;
  guint landing = position;

  /* The card that is still on its way would not be the one that moves. */
  if (_sl_board_view_is_following (self))
    return TRUE;
  g_array_append_val (pks, pk);
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      gboolean forward = (key == GDK_KEY_Right) != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);

      to = neighbour (from, forward ? 1 : -1);
      landing = 0;
    }
  else if (key == GDK_KEY_Up)
    landing = position > 0 ? position - 1 : 0;
  else
    landing = position + 2;

  if (to == NULL || (to == from && (landing == position || position + (key == GDK_KEY_Down) >= n)))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    }
  if (_sl_board_view_place (self, to, pks, landing))
    announce_move (self, to, landing > position ? landing - 1 : landing);
  return TRUE;
}

static gboolean
walk (SlBoardView *self, SlBoardColumn *from, guint position, guint key)
{
  gboolean forward = (key == GDK_KEY_Right) != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  SlBoardColumn *to = neighbour (from, forward ? 1 : -1);

  /* Empty columns have nothing to stand on. */
  while (to != NULL && count_cards (to) == 0)
    to = neighbour (to, forward ? 1 : -1);
  if (to != NULL)
    sl_board_focus_move (sl_board_column_get_focus (to), position);
  return TRUE;
}

/* The deeds of menus and single keys are about the selection: a card that isn't in it becomes it. */
static void
ensure_selected (SlBoardView *self, gint64 pk)
{
  if (!sl_view_state_is_selected (_sl_board_view_get_state (self), pk))
    sl_view_state_select (_sl_board_view_get_state (self), pk, TRUE);
}

static gboolean
toggle_selected (SlBoardView *self, gint64 pk)
{
  if (sl_view_state_is_selected (_sl_board_view_get_state (self), pk))
    sl_view_state_unselect (_sl_board_view_get_state (self), pk);
  else
    sl_view_state_select (_sl_board_view_get_state (self), pk, FALSE);
  return GDK_EVENT_STOP;
}

/* At the focused card, but as the board's child: inside a list, the list would take the menu's arrow keys. */
static void
show_menu_at_focus (SlBoardView *self, GMenuModel *menu)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_point_t middle = GRAPHENE_POINT_INIT (gtk_widget_get_width (focus) / 2.0, gtk_widget_get_height (focus) / 2.0);

  if (!gtk_widget_compute_point (focus, GTK_WIDGET (self), &middle, &middle))
    return;
  sl_popover_show_at (gtk_popover_menu_new_from_model (menu), GTK_WIDGET (self), middle.x, middle.y);
}

static gboolean
show_menu (SlBoardView *self, gint64 pk, GMenuModel *menu)
{
  ensure_selected (self, pk);
  show_menu_at_focus (self, menu);
  g_object_unref (menu);
  return GDK_EVENT_STOP;
}

/* Single letters and Delete, with no modifier. */
static gboolean
letter (SlBoardView *self, SlBoardColumn *column, guint position, guint key)
{
  gint64 pk = sl_query_model_get_pk (sl_board_column_get_model (column), position);

  switch (key)
    {
    case GDK_KEY_j:
      sl_board_focus_move (sl_board_column_get_focus (column), position + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_k:
      sl_board_focus_move (sl_board_column_get_focus (column), position - (position > 0));
      return GDK_EVENT_STOP;
    case GDK_KEY_x:
      return toggle_selected (self, pk);
    case GDK_KEY_m:
      return show_menu (self, pk, sl_menu_new_move_to ());
    case GDK_KEY_t:
      return show_menu (self, pk, sl_menu_new_tags (_sl_board_view_get_state (self)));
    case GDK_KEY_e:
      return gtk_widget_activate_action (GTK_WIDGET (self), "apps.edit", "x", pk);
    case GDK_KEY_r:
      return gtk_widget_activate_action (GTK_WIDGET (self), "apps.remind", "x", pk);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      ensure_selected (self, pk);
      return gtk_widget_activate_action (GTK_WIDGET (self), "apps.trash", NULL);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

gboolean
_sl_board_view_handle_key (SlBoardView *self, guint key, GdkModifierType modifiers)
{
  GdkModifierType pressed = modifiers & gtk_accelerator_get_default_mod_mask ();
  gboolean sideways = key == GDK_KEY_Left || key == GDK_KEY_Right;
  guint position;
  SlBoardColumn *column = _sl_board_view_find_focus_column (self, &position);

  if (column == NULL)
    return GDK_EVENT_PROPAGATE;
  if (pressed == GDK_CONTROL_MASK && (sideways || key == GDK_KEY_Up || key == GDK_KEY_Down))
    return move_card (self, column, position, key);
  if (pressed != 0)
    return GDK_EVENT_PROPAGATE;
  return sideways ? walk (self, column, position, key) : letter (self, column, position, key);
}

void
_sl_board_view_context_menu_cb (GtkWidget *widget, double x, double y, gpointer data)
{
  SlBoardView *self = data;
  guint position;
  SlBoardColumn *column = _sl_board_view_find_focus_column (self, &position);
  GtkWidget *picked = x >= 0 ? gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT) : NULL;
  SlBoardCard *card = picked ? SL_BOARD_CARD (gtk_widget_get_ancestor (picked, SL_TYPE_BOARD_CARD)) : NULL;
  SlItem *item = card ? sl_board_card_get_item (card) : NULL;
  g_autoptr (GMenuModel) menu = NULL;

  if (item != NULL)
    ensure_selected (self, sl_item_get_pk (item));
  else if (x < 0 && column != NULL)
    ensure_selected (self, sl_query_model_get_pk (sl_board_column_get_model (column), position));
  else
    return;
  menu = sl_menu_new_context (_sl_board_view_get_state (self));
  if (x >= 0)
    sl_popover_show_at (gtk_popover_menu_new_from_model (menu), widget, x, y);
  else
    show_menu_at_focus (self, menu);
}
