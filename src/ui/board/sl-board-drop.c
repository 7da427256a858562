/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-board-drop.h. */

#define G_LOG_DOMAIN "sl-board-drop"

#include "config.h"

#include "sl-board-drag.h"
#include "sl-board-drop.h"

struct _SlBoardDrop {
  GObject parent_instance;

  GtkWidget *column; /* borrowed, as the list: the column owns us */
  GtkGridView *list;
  SlQueryModel *model;
  SlBoardCards *cards;
  SlBoardCard *gap_card; /* weak: the card that shows where the dragged would land */
};

G_DEFINE_FINAL_TYPE (SlBoardDrop, sl_board_drop, G_TYPE_OBJECT)

enum {
  SIGNAL_PLACE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static SlBoardCard *
card_at (SlBoardDrop *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = widget ? gtk_widget_get_ancestor (widget, SL_TYPE_BOARD_CARD) : NULL;

  /* Between two rows the pick hits the row itself. */
  if (card == NULL && widget != NULL && widget != GTK_WIDGET (self->list))
    card = gtk_widget_get_first_child (widget);
  return SL_IS_BOARD_CARD (card) ? SL_BOARD_CARD (card) : NULL;
}

static void
set_gap (SlBoardDrop *self, SlBoardCard *card, SlCardEdge edge)
{
  if (self->gap_card != NULL && self->gap_card != card)
    sl_board_card_set_gap (self->gap_card, SL_CARD_EDGE_NONE);
  g_set_weak_pointer (&self->gap_card, card);
  if (card != NULL)
    sl_board_card_set_gap (card, edge);
}

static SlBoardCard *
last_card (SlBoardDrop *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  return n > 0 ? sl_board_cards_find (self->cards, sl_query_model_get_pk (self->model, n - 1)) : NULL;
}

/* Where something dropped at this place lands, shown by a gap. */
static guint
aim (SlBoardDrop *self, double x, double y)
{
  SlBoardCard *card = card_at (self, x, y);
  SlItem *item = card ? sl_board_card_get_item (card) : NULL;
  SlCardEdge edge = SL_CARD_EDGE_AFTER;
  graphene_point_t inside;
  guint position;

  if (item == NULL)
    {
      set_gap (self, last_card (self), SL_CARD_EDGE_AFTER);
      return g_list_model_get_n_items (G_LIST_MODEL (self->model));
    }
  if (gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (card), &GRAPHENE_POINT_INIT (x, y), &inside))
    edge = sl_board_card_get_edge_at (card, inside.y);
  set_gap (self, card, edge);
  position = sl_query_model_find_pk (self->model, sl_item_get_pk (item));
  return edge == SL_CARD_EDGE_BEFORE ? position : position + 1;
}

static void
clear_aim (SlBoardDrop *self)
{
  set_gap (self, NULL, SL_CARD_EDGE_NONE);
  gtk_widget_remove_css_class (self->column, "drop-here");
  sl_board_drag_stop_scrolling (self->column);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, SlBoardDrop *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  gtk_widget_add_css_class (self->column, "drop-here");
  sl_board_drag_scroll_near_edge (self->column, adjustment, y, gtk_widget_get_height (GTK_WIDGET (self->list)));
  aim (self, x, y);
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target, SlBoardDrop *self)
{
  clear_aim (self);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SlBoardDrop *self)
{
  SlBoardDrag *drag = g_value_get_object (value);
  guint position = aim (self, x, y);

  clear_aim (self);
  if (drag == NULL)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_PLACE], 0, sl_board_drag_get_pks (drag), position);
  return TRUE;
}

static void
sl_board_drop_dispose (GObject *object)
{
  SlBoardDrop *self = SL_BOARD_DROP (object);

  g_clear_weak_pointer (&self->gap_card);
  g_clear_object (&self->cards);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sl_board_drop_parent_class)->dispose (object);
}

static void
sl_board_drop_class_init (SlBoardDropClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_board_drop_dispose;

  signals[SIGNAL_PLACE] = g_signal_new ("place", SL_TYPE_BOARD_DROP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_UINT);
}

static void
sl_board_drop_init (SlBoardDrop *self)
{
}

/**
 * sl_board_drop_new:
 * @column: marked while something would land there
 * @list: of @model and @cards; both widgets outlive the object
 *
 * Returns: (transfer full): what lets cards be dropped on @list
 */
SlBoardDrop *
sl_board_drop_new (GtkWidget *column, GtkGridView *list, SlQueryModel *model, SlBoardCards *cards)
{
  SlBoardDrop *self = g_object_new (SL_TYPE_BOARD_DROP, NULL);
  GtkDropTarget *target = gtk_drop_target_new (SL_TYPE_BOARD_DRAG, GDK_ACTION_MOVE);

  self->column = column;
  self->list = list;
  self->model = g_object_ref (model);
  self->cards = g_object_ref (cards);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));

  return self;
}
