/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a row of columns. Its keys and menus are in sl-board-keys.c. */

#define G_LOG_DOMAIN "sl-board-view"

#include "config.h"

#include "sl-board-drag.h"
#include "sl-board-ending.h"
#include "sl-board-view-private.h"
#include "sl-deeds.h"
#include "sl-kinds.h"
#include "sl-popover.h"

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

static void
for_each_column (SlBoardView *self, void (*func) (SlBoardColumn *column))
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    func (column);
}

static void
for_each_focus (SlBoardView *self, void (*func) (SlBoardFocus *focus))
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    func (sl_board_column_get_focus (column));
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
  for_each_focus (self, sl_board_focus_unfollow);
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
static gboolean
place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position)
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

static gboolean
is_following (SlBoardView *self)
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    if (sl_board_focus_is_following (sl_board_column_get_focus (column)))
      return TRUE;
  return FALSE;
}

static void
follow_anywhere (SlBoardView *self, gint64 pk)
{
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    if (!sl_board_column_is_left_out (column))
      {
        sl_board_focus_follow (sl_board_column_get_focus (column), pk);
        sl_board_focus_end_follow (sl_board_column_get_focus (column));
      }
}

/* A change is durable: ours, or one after which ours will not come any more. What is taken back takes the focused card along:
 * the person looks at it. */
static void
done_cb (SlBoardView *self, SlTransaction *transaction)
{
  SlActor actor = sl_transaction_get_actor (transaction);
  guint position;
  SlBoardColumn *column = focus_column (self, &position);

  if (!is_following (self) && column != NULL && (actor == SL_ACTOR_UNDO || actor == SL_ACTOR_REDO))
    follow_anywhere (self, sl_query_model_get_pk (sl_board_column_get_model (column), position));
  else
    for_each_focus (self, sl_board_focus_end_follow);
}

static void
failed_cb (SlBoardView *self)
{
  for_each_focus (self, sl_board_focus_unfollow);
}

/* Whichever column it comes to. */
static void
reveal_cb (SlBoardView *self, gint64 pk)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    follow_anywhere (self, pk);
}

static void
place_cb (SlBoardColumn *column, GArray *pks, guint position, SlBoardView *self)
{
  place (self, column, pks, position);
}

/* --- For sl-board-keys.c --- */

SlViewState *
_sl_board_view_get_state (SlBoardView *self)
{
  return self->state;
}

SlBoardColumn *
_sl_board_view_find_focus_column (SlBoardView *self, guint *position)
{
  return focus_column (self, position);
}

gboolean
_sl_board_view_place (SlBoardView *self, SlBoardColumn *column, GArray *pks, guint position)
{
  return place (self, column, pks, position);
}

gboolean
_sl_board_view_is_following (SlBoardView *self)
{
  return is_following (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, SlBoardView *self)
{
  return _sl_board_view_handle_key (self, key, modifiers);
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

/* Columns are filled one after the other; the first that has a card, seen from the left, decides. (nullable): none has;
 * @known: or it isn't known yet. */
static SlBoardColumn *
first_with_cards (SlBoardView *self, gboolean *known)
{
  *known = TRUE;
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    {
      if (count_cards (column) > 0)
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
  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    {
      if (sl_query_model_find_pk (sl_board_column_get_model (column), self->resumed) != G_MAXUINT)
        return column;
      *known = *known && !sl_board_column_is_loading (column);
    }
  return NULL;
}

static void
grant_focus (SlBoardView *self)
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
  else if ((column = first_with_cards (self, &known)) != NULL)
    sl_board_focus_want_first (sl_board_column_get_focus (column));
  self->wants_focus = self->wants_focus && column == NULL;
}

/* --- Tab --- */

static void
column_entered_cb (GtkEventController *controller, SlBoardView *self)
{
  g_set_weak_pointer (&self->last, SL_BOARD_COLUMN (gtk_event_controller_get_widget (controller)));
}

/* The card that had it last, or else the first. */
static gboolean
focus_card (SlBoardView *self)
{
  gboolean known;
  SlBoardColumn *column = self->last != NULL && count_cards (self->last) > 0 ? self->last : first_with_cards (self, &known);

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
static gboolean
sl_board_view_tab (GtkWidget *widget, GtkDirectionType direction)
{
  SlBoardView *self = SL_BOARD_VIEW (widget);
  GtkWidget *above = GTK_WIDGET (self->columns_by);
  gboolean within = has_focus_in (GTK_WIDGET (self->scroller));

  if (direction == GTK_DIR_TAB_FORWARD)
    return !within && (gtk_widget_child_focus (above, direction) || focus_card (self));
  if (direction == GTK_DIR_TAB_BACKWARD)
    return (!within && !has_focus_in (above) && focus_card (self)) || gtk_widget_child_focus (above, direction);
  return GTK_WIDGET_CLASS (sl_board_view_parent_class)->focus (widget, direction);
}

/* --- The first look --- */

/* (nullable): where few columns are in sight, these may be empty ones. */
static SlBoardColumn *
find_column_to_bring (SlBoardView *self)
{
  gboolean known;

  return self->bring != NULL ? self->bring : first_with_cards (self, &known);
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

static void
stop_bringing (SlBoardView *self)
{
  g_clear_handle_id (&self->bring_source, g_source_remove);
  if (self->bring_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), g_steal_handle_id (&self->bring_tick));
}

static void
bring_in_a_frame (SlBoardView *self)
{
  g_clear_handle_id (&self->bring_source, g_source_remove);
  if (self->bring_tick == 0)
    self->bring_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), bring_after_frame_cb, NULL, NULL);
}

/* An empty list would keep the focus of the card that left it: a neighbour is to get that, but where it follows the card. */
static void
update_open (SlBoardView *self)
{
  gboolean following = is_following (self);

  for (SlBoardColumn *column = first_column (self); column != NULL; column = next_column (column))
    sl_board_column_set_open (column, following || count_cards (column) > 0);
}

/* A card that was moved or walked to by keys is seen with its whole column. */
static void
focus_moved_cb (SlBoardColumn *column)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (column), SL_TYPE_BOARD_VIEW);

  if (view == NULL)
    return;
  update_open (SL_BOARD_VIEW (view));
  SL_BOARD_VIEW (view)->bring = column;
  bring_in_a_frame (SL_BOARD_VIEW (view));
}

static void
filled_cb (SlBoardView *self)
{
  gboolean known;

  update_open (self);
  grant_focus (self);
  if (!self->wants_cards)
    return;
  if (first_with_cards (self, &known) != NULL)
    bring_in_a_frame (self);
  self->wants_cards = !known;
}

/* --- Columns --- */

static void
add_column (SlBoardView *self, SlFacet facet, const char *word)
{
  GtkWidget *column = sl_board_column_new (self->state, facet, word);
  SlQueryModel *model = sl_board_column_get_model (SL_BOARD_COLUMN (column));
  GtkEventController *controller = gtk_event_controller_focus_new ();

  g_signal_connect_object (controller, "enter", G_CALLBACK (column_entered_cb), self, 0);
  gtk_widget_add_controller (column, controller);
  g_signal_connect_object (column, "place", G_CALLBACK (place_cb), self, 0);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loading", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_board_column_get_focus (SL_BOARD_COLUMN (column)), "moved", G_CALLBACK (focus_moved_cb), column, G_CONNECT_SWAPPED);
  gtk_box_append (self->columns, column);
}

static void
clear (SlBoardView *self)
{
  GtkWidget *child;

  self->bring = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
}

static void
rebuild (SlBoardView *self)
{
  SlFacet facet = sl_view_state_get_board_lanes (self->state) ? SL_FACET_LANE : SL_FACET_STATUS;

  /* On a page of their own only the lanes that it asks for. */
  gboolean all = sl_view_state_get_parent (self->state) == NULL;

  clear (self);
  for (const SlEnumValue *value = sl_facet_get_words (facet)->values; value->word != NULL; value++)
    if (all || sl_query_has_word (sl_view_state_get_query (self->state), facet, value->word))
      add_column (self, facet, value->word);
}

/* All columns stay, also those that a filter leaves out: cards can still be moved there. */
static void
refresh (SlBoardView *self)
{
  gboolean fresh;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  fresh = first_column (self) == NULL;
  if (fresh)
    rebuild (self);
  for_each_column (self, sl_board_column_refresh);
  if (!fresh)
    return;
  self->wants_cards = TRUE;
  filled_cb (self);
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
  self->bring = NULL;
  stop_bringing (self);
  if (self->sleep_source == 0)
    self->sleep_source = g_timeout_add_seconds_once (SLEEP_AFTER_SECONDS, fall_asleep_cb, self);
}

static void
sl_board_view_dispose (GObject *object)
{
  SlBoardView *self = SL_BOARD_VIEW (object);

  g_clear_handle_id (&self->sleep_source, g_source_remove);
  stop_bringing (self);
  if (self->scroller != NULL)
    sl_board_drag_stop_scrolling (GTK_WIDGET (self->scroller));
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_BOARD_VIEW);
  g_clear_weak_pointer (&self->last);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_board_view_parent_class)->dispose (object);
}

static void
sl_board_view_class_init (SlBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_board_view_dispose;
  widget_class->focus = sl_board_view_tab;

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
  /* Undo is the window's. */
  SlViewState *parent = sl_view_state_get_parent (state);

  self->state = g_object_ref (state);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_by), parent == NULL);
  show_columns_by (self);
  sl_popover_watch_menu (GTK_WIDGET (self), _sl_board_view_context_menu_cb, self);
  g_signal_connect_object (state, "notify::query", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (today_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parent != NULL ? parent : state, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "reveal", G_CALLBACK (reveal_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::board-lanes", G_CALLBACK (lanes_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/** sl_board_view_focus: gives a card the focus, now or when it has been read, unless a card has it */
void
sl_board_view_focus (SlBoardView *self)
{
  gint64 pk;
  guint position;

  g_return_if_fail (SL_IS_BOARD_VIEW (self));

  if (focus_column (self, &position) != NULL)
    return;
  pk = sl_view_state_take_resumed (self->state);
  if (pk != 0 || !self->wants_focus)
    self->resumed = pk;
  self->wants_focus = TRUE;
  grant_focus (self);
}

/** sl_board_view_get_focused: Returns: the application whose card has the focus, or 0 */
gint64
sl_board_view_get_focused (SlBoardView *self)
{
  guint position;
  SlBoardColumn *column;

  g_return_val_if_fail (SL_IS_BOARD_VIEW (self), 0);

  column = focus_column (self, &position);
  return column != NULL ? sl_query_model_get_pk (sl_board_column_get_model (column), position) : 0;
}
