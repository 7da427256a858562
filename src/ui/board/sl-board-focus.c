/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-board-focus.h. */

#define G_LOG_DOMAIN "sl-board-focus"

#include "config.h"

#include "sl-board-card.h"
#include "sl-board-focus.h"

struct _SlBoardFocus {
  GObject parent_instance;

  GtkGridView *list; /* borrowed: the column owns us */
  SlQueryModel *model;
  gint64 followed;      /* the card to focus once it arrives here; 0: none */
  guint follow_from;    /* its place here when that began; G_MAXUINT: elsewhere, or without the focus */
  gboolean follow_ends; /* it arrives with what is being read now, or not at all */
  gboolean wants_first; /* the first card is to get the focus */
  double place;         /* where the list was scrolled to before; 0 once it is there again */
  guint settle_source;
};

G_DEFINE_FINAL_TYPE (SlBoardFocus, sl_board_focus, G_TYPE_OBJECT)

enum {
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkAdjustment *
get_adjustment (SlBoardFocus *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
}

/* Once the columns have settled: a card may leave one list just as it comes into another, and a list scrolls only to
 * what it has laid out. */
static gboolean
settle_cb (gpointer data)
{
  SlBoardFocus *self = data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  gboolean loading = sl_query_model_get_loading (self->model);
  /* One that moves within its column is still where it was. */
  gboolean waits = self->followed != 0 && (loading || !self->follow_ends);
  guint position = self->followed != 0 ? sl_query_model_find_pk (self->model, self->followed) : G_MAXUINT;

  self->settle_source = 0;
  if (self->place > 0 && !loading)
    {
      gtk_adjustment_set_value (get_adjustment (self), self->place);
      self->place = 0;
    }
  if (waits)
    return G_SOURCE_REMOVE;
  if (position == G_MAXUINT && self->wants_first && n > 0)
    position = 0;
  if (position != G_MAXUINT || self->follow_ends)
    sl_board_focus_unfollow (self);
  /* One that stayed where it is wasn't touched: nothing scrolls to it. */
  if (position != G_MAXUINT && (position != self->follow_from || sl_board_focus_get_position (self) != position))
    sl_board_focus_move (self, position);
  return G_SOURCE_REMOVE;
}

static void
sl_board_focus_dispose (GObject *object)
{
  SlBoardFocus *self = SL_BOARD_FOCUS (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sl_board_focus_parent_class)->dispose (object);
}

static void
sl_board_focus_class_init (SlBoardFocusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_board_focus_dispose;

  signals[SIGNAL_MOVED] = g_signal_new ("moved", SL_TYPE_BOARD_FOCUS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_board_focus_init (SlBoardFocus *self)
{
}

/**
 * sl_board_focus_new:
 * @list: of @model; outlives the object
 *
 * Returns: (transfer full): what moves the focus in @list
 */
SlBoardFocus *
sl_board_focus_new (GtkGridView *list, SlQueryModel *model)
{
  SlBoardFocus *self = g_object_new (SL_TYPE_BOARD_FOCUS, NULL);

  self->list = list;
  self->model = g_object_ref (model);

  return self;
}

/** sl_board_focus_settle: moves what is to be moved once the columns have settled; for when the model changed */
void
sl_board_focus_settle (SlBoardFocus *self)
{
  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  if (self->settle_source == 0 && (self->followed != 0 || self->wants_first || self->place > 0))
    self->settle_source = g_idle_add_full (G_PRIORITY_LOW, settle_cb, self, NULL);
}

/** sl_board_focus_keep_place: remembers where the list is scrolled to; to be settled after it had another model or none */
void
sl_board_focus_keep_place (SlBoardFocus *self)
{
  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  /* Where it wasn't scrolled back to yet is where it was. */
  if (self->place == 0)
    self->place = gtk_adjustment_get_value (get_adjustment (self));
}

/** sl_board_focus_get_position: Returns: place of the focused card, or %G_MAXUINT when the focus is elsewhere */
guint
sl_board_focus_get_position (SlBoardFocus *self)
{
  GtkRoot *root;
  GtkWidget *focus, *card;
  SlItem *item;

  g_return_val_if_fail (SL_IS_BOARD_FOCUS (self), G_MAXUINT);

  root = gtk_widget_get_root (GTK_WIDGET (self->list));
  focus = root ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return G_MAXUINT;
  card = gtk_widget_get_first_child (focus);
  item = SL_IS_BOARD_CARD (card) ? sl_board_card_get_item (SL_BOARD_CARD (card)) : NULL;
  return item ? sl_query_model_find_pk (self->model, sl_item_get_pk (item)) : G_MAXUINT;
}

/** sl_board_focus_move: scrolls to the card at @position, or the last one, and gives it the focus */
void
sl_board_focus_move (SlBoardFocus *self, guint position)
{
  guint n;

  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  if (n == 0)
    return;
  /* Scrolling only says which card is the list's focus; the list still has to get it from another column. */
  gtk_grid_view_scroll_to (self->list, MIN (position, n - 1), GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

/** sl_board_focus_enter: gives the focus to the card that had it last in this list, or to the first. Returns: whether there is one */
gboolean
sl_board_focus_enter (SlBoardFocus *self)
{
  g_return_val_if_fail (SL_IS_BOARD_FOCUS (self), FALSE);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  if (sl_board_focus_get_position (self) == G_MAXUINT)
    sl_board_focus_move (self, 0);
  else
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
  return TRUE;
}

/** sl_board_focus_want_first: gives the first card the focus when the list has laid it out */
void
sl_board_focus_want_first (SlBoardFocus *self)
{
  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  self->wants_first = TRUE;
  self->follow_from = G_MAXUINT;
  sl_board_focus_settle (self);
}

/** sl_board_focus_follow: gives the card @pk the focus as soon as it is in this column */
void
sl_board_focus_follow (SlBoardFocus *self, gint64 pk)
{
  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  self->followed = pk;
  self->follow_from = sl_board_focus_get_position (self);
  self->follow_ends = FALSE;
}

/** sl_board_focus_end_follow: the store has changed: a followed card arrives with what is being read now, or not at all */
void
sl_board_focus_end_follow (SlBoardFocus *self)
{
  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  self->follow_ends = self->followed != 0;
  sl_board_focus_settle (self);
}

/** sl_board_focus_unfollow: leaves the focus where it is */
void
sl_board_focus_unfollow (SlBoardFocus *self)
{
  g_return_if_fail (SL_IS_BOARD_FOCUS (self));

  self->followed = 0;
  self->follow_ends = FALSE;
  self->wants_first = FALSE;
}

/** sl_board_focus_is_following: Returns: whether a card is expected that will get the focus */
gboolean
sl_board_focus_is_following (SlBoardFocus *self)
{
  g_return_val_if_fail (SL_IS_BOARD_FOCUS (self), FALSE);

  return self->followed != 0;
}
