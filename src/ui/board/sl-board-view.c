/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-board-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-board-card.h"
#include "sl-board-column.h"
#include "sl-board-drag.h"
#include "sl-board-view.h"
#include "sl-deeds.h"
#include "sl-kinds.h"
#include "sl-menus.h"
#include "sl-popover.h"

struct _SlBoardView {
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *columns;
  AdwToggleGroup *columns_by;

  SlViewState *state;
  gboolean stale;       /* the query changed while the board was hidden, or it fell asleep */
  guint sleep_source;   /* while hidden: until cards and applications are let go */
  gboolean wants_focus; /* the first card is to get the focus once there is one */
};

/* Long enough to look at an application or the list and come back to the same cards. */
#define SLEEP_AFTER_SECONDS 5

G_DEFINE_FINAL_TYPE (SlBoardView, sl_board_view, ADW_TYPE_BIN)

static SlBoardColumn *
first_column (SlBoardView *self)
{
  GtkWidget *widget = gtk_widget_get_first_child (GTK_WIDGET (self->columns));

  return widget ? SL_BOARD_COLUMN (widget) : NULL;
}

/* (nullable) */
static SlBoardColumn *
next_column (SlBoardColumn *column)
{
  GtkWidget *widget = gtk_widget_get_next_sibling (GTK_WIDGET (column));

  return widget ? SL_BOARD_COLUMN (widget) : NULL;
}

/* The next column to the right (+1) or left (-1). */
static SlBoardColumn *
neighbour (SlBoardColumn *column, int direction)
{
  GtkWidget *widget = GTK_WIDGET (column);

  widget = direction > 0 ? gtk_widget_get_next_sibling (widget) : gtk_widget_get_prev_sibling (widget);
  return widget ? SL_BOARD_COLUMN (widget) : NULL;
}

static void
for_each_column (SlBoardView *self, void (*func) (SlBoardColumn *column))
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    func (column);
}

static guint
count_cards (SlBoardColumn *column)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sl_board_column_get_model (column)));
}

static SlBoardColumn *
focus_column (SlBoardView *self, guint *position)
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    {
      *position = sl_board_column_get_focus_position (column);
      if (*position != G_MAXUINT)
        return column;
    }
  return NULL;
}

/* --- Placing cards --- */

/* Whether there was anything to move. The first card gets the focus where it lands. */
static gboolean
place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position)
{
  const char *word = sl_board_column_get_word (column);
  gboolean by_status = sl_board_column_get_facet (column) == SL_FACET_STATUS;
  SlBoardPlace where = { by_status ? word : NULL, by_status ? NULL : word, 0, 0 };

  if (!sl_board_column_get_neighbours (column, position, pks, &where.above, &where.below))
    return FALSE;
  sl_view_state_place_on_board (self->state, (const gint64 *) pks->data, pks->len, &where);
  for_each_column (self, sl_board_column_unfollow);
  if (!sl_board_column_is_left_out (column))
    sl_board_column_follow (column, g_array_index (pks, gint64, 0));
  return TRUE;
}

static gboolean
is_following (SlBoardView *self)
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    if (sl_board_column_is_following (column))
      return TRUE;
  return FALSE;
}

/* A change is durable: ours, or one after which ours will not come any more. */
static void
done_cb (SlBoardView *self)
{
  for_each_column (self, sl_board_column_end_follow);
}

static void
failed_cb (SlBoardView *self)
{
  for_each_column (self, sl_board_column_unfollow);
}

static void
place_cb (SlBoardColumn *column, GArray *pks, guint position, SlBoardView *self)
{
  place (self, column, pks, position);
}

static void
announce_move (SlBoardView *self, SlBoardColumn *column, guint position)
{
  /* Translators: spoken after a card was moved; "Interviewing, place 3" */
  g_autofree char *words = g_strdup_printf (_("%s, place %u"), sl_board_column_get_title (column), position + 1);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* --- Keys --- */

static gboolean
move_card (SlBoardView *self, SlBoardColumn *from, guint position, guint key)
{
  gint64 pk = sl_query_model_get_pk (sl_board_column_get_model (from), position);
  guint n = count_cards (from);
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  SlBoardColumn *to = from;
  guint landing = position;

  /* The card that is still on its way would not be the one that moves. */
  if (is_following (self))
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
  if (place (self, to, pks, landing))
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
    sl_board_column_focus_position (to, position);
  return TRUE;
}

/* The deeds of menus and single keys are about the selection: a card that isn't in it becomes it. */
static void
ensure_selected (SlBoardView *self, gint64 pk)
{
  if (!sl_view_state_is_selected (self->state, pk))
    sl_view_state_select (self->state, pk, TRUE);
}

static gboolean
toggle_selected (SlBoardView *self, gint64 pk)
{
  if (sl_view_state_is_selected (self->state, pk))
    sl_view_state_unselect (self->state, pk);
  else
    sl_view_state_select (self->state, pk, FALSE);
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
      sl_board_column_focus_position (column, position + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_k:
      sl_board_column_focus_position (column, position - (position > 0));
      return GDK_EVENT_STOP;
    case GDK_KEY_x:
      return toggle_selected (self, pk);
    case GDK_KEY_m:
      return show_menu (self, pk, sl_menu_new_move_to ());
    case GDK_KEY_t:
      return show_menu (self, pk, sl_menu_new_tags (self->state));
    case GDK_KEY_e:
      return gtk_widget_activate_action (GTK_WIDGET (self), "apps.edit", "x", pk);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      ensure_selected (self, pk);
      return gtk_widget_activate_action (GTK_WIDGET (self), "apps.trash", NULL);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, SlBoardView *self)
{
  GdkModifierType pressed = modifiers & gtk_accelerator_get_default_mod_mask ();
  gboolean sideways = key == GDK_KEY_Left || key == GDK_KEY_Right;
  guint position;
  SlBoardColumn *column = focus_column (self, &position);

  if (column == NULL)
    return GDK_EVENT_PROPAGATE;
  if (pressed == GDK_CONTROL_MASK && (sideways || key == GDK_KEY_Up || key == GDK_KEY_Down))
    return move_card (self, column, position, key);
  if (pressed != 0)
    return GDK_EVENT_PROPAGATE;
  return sideways ? walk (self, column, position, key) : letter (self, column, position, key);
}

static void
context_menu_cb (GtkWidget *widget, double x, double y, gpointer data)
{
  SlBoardView *self = data;
  guint position;
  SlBoardColumn *column = focus_column (self, &position);
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
  menu = sl_menu_new_context (self->state);
  if (x >= 0)
    sl_popover_show_at (gtk_popover_menu_new_from_model (menu), widget, x, y);
  else
    show_menu_at_focus (self, menu);
}

/* --- Dragging past the board's own edges --- */

static void
drag_motion_cb (GtkDropControllerMotion *motion, double x, double y, SlBoardView *self)
{
  sl_board_drag_scroll_near_edge (GTK_WIDGET (self->scroller), gtk_scrolled_window_get_hadjustment (self->scroller), x,
                                  gtk_widget_get_width (GTK_WIDGET (self->scroller)));
}

static void
drag_leave_cb (GtkDropControllerMotion *motion, SlBoardView *self)
{
  sl_board_drag_stop_scrolling (GTK_WIDGET (self->scroller));
}

/* --- The first focus --- */

/* Columns are filled one after the other; the first that has a card, seen from the left, decides. */
static void
grant_focus (SlBoardView *self)
{
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
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    {
      if (count_cards (column) > 0)
        {
          self->wants_focus = FALSE;
          sl_board_column_focus_first (column);
          return;
        }
      if (sl_board_column_is_loading (column))
        return;
    }
}

/* --- Columns --- */

static void
add_column (SlBoardView *self, SlFacet facet, const char *word)
{
  GtkWidget *column = sl_board_column_new (self->state, facet, word);
  SlQueryModel *model = sl_board_column_get_model (SL_BOARD_COLUMN (column));

  g_signal_connect_object (column, "place", G_CALLBACK (place_cb), self, 0);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (grant_focus), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loading", G_CALLBACK (grant_focus), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->columns, column);
}

static void
clear (SlBoardView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
}

static void
rebuild (SlBoardView *self)
{
  SlFacet facet = sl_view_state_get_board_lanes (self->state) ? SL_FACET_LANE : SL_FACET_STATUS;

  clear (self);
  for (const SlEnumValue *value = sl_facet_get_words (facet)->values; value->word != NULL; value++)
    add_column (self, facet, value->word);
}

/* All columns stay, also those that a filter leaves out: cards can still be moved there. */
static void
refresh (SlBoardView *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  if (first_column (self) == NULL)
    rebuild (self);
  for_each_column (self, sl_board_column_refresh);
}

static void
show_columns_by (SlBoardView *self)
{
  adw_toggle_group_set_active_name (self->columns_by, sl_view_state_get_board_lanes (self->state) ? "lane" : "status");
}

static void
columns_by_cb (SlBoardView *self)
{
  if (self->state != NULL)
    sl_view_state_set_board_lanes (self->state, g_strcmp0 (adw_toggle_group_get_active_name (self->columns_by), "lane") == 0);
}

static void
lanes_changed_cb (SlBoardView *self)
{
  show_columns_by (self);
  clear (self);
  refresh (self);
}

static void
today_changed_cb (SlBoardView *self)
{
  for_each_column (self, sl_board_column_show_day);
}

static void
fall_asleep_cb (gpointer data)
{
  SlBoardView *self = data;

  self->sleep_source = 0;
  self->stale = TRUE;
  for_each_column (self, sl_board_column_sleep);
}

static void
map_cb (SlBoardView *self)
{
  g_clear_handle_id (&self->sleep_source, g_source_remove);
  if (self->stale || first_column (self) == NULL)
    refresh (self);
}

static void
unmap_cb (SlBoardView *self)
{
  self->wants_focus = FALSE;
  if (self->sleep_source == 0)
    self->sleep_source = g_timeout_add_seconds_once (SLEEP_AFTER_SECONDS, fall_asleep_cb, self);
}

static void
sl_board_view_dispose (GObject *object)
{
  SlBoardView *self = SL_BOARD_VIEW (object);

  g_clear_handle_id (&self->sleep_source, g_source_remove);
  if (self->scroller != NULL)
    sl_board_drag_stop_scrolling (GTK_WIDGET (self->scroller));
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_BOARD_VIEW);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_board_view_parent_class)->dispose (object);
}

static void
sl_board_view_class_init (SlBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_board_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-board-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlBoardView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SlBoardView, columns);
  gtk_widget_class_bind_template_child (widget_class, SlBoardView, columns_by);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, unmap_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_by_cb);
}

static void
sl_board_view_init (SlBoardView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_board_view_new: Returns: (transfer floating): the board of @state's query */
GtkWidget *
sl_board_view_new (SlViewState *state)
{
  SlBoardView *self = g_object_new (SL_TYPE_BOARD_VIEW, NULL);

  self->state = g_object_ref (state);
  show_columns_by (self);
  sl_popover_watch_menu (GTK_WIDGET (self), context_menu_cb, self);
  g_signal_connect_object (state, "notify::query", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (today_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::board-lanes", G_CALLBACK (lanes_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/** sl_board_view_focus: gives the first card the focus, now or when it has been read, unless a card has it */
void
sl_board_view_focus (SlBoardView *self)
{
  guint position;

  g_return_if_fail (SL_IS_BOARD_VIEW (self));

  if (focus_column (self, &position) != NULL)
    return;
  self->wants_focus = TRUE;
  grant_focus (self);
}
