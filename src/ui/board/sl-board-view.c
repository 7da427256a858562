/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a row of columns. Its keys and menus are in sl-board-keys.c, putting cards down in sl-board-place.c, and what has
 * the focus and is in sight in sl-board-sight.c. */

#define G_LOG_DOMAIN "sl-board-view"

#include "config.h"

#include "sl-board-drag.h"
#include "sl-board-view-private.h"
#include "sl-deeds.h"
#include "sl-kinds.h"
#include "sl-popover.h"

/* Long enough to look at an application or the list and come back to the same cards. */
#define SLEEP_AFTER_SECONDS 5

G_DEFINE_FINAL_TYPE (SlBoardView, sl_board_view, ADW_TYPE_BIN)

/* A change is durable: ours, or one after which ours will not come any more. What is taken back takes the focused card along:
 * the person looks at it. */
static void
done_cb (SlBoardView *self, SlTransaction *transaction)
{
  SlActor actor = sl_transaction_get_actor (transaction);
  guint position;
  SlBoardColumn *column = _sl_board_view_find_focus_column (self, &position);

  if (!_sl_board_view_is_following (self) && column != NULL && (actor == SL_ACTOR_UNDO || actor == SL_ACTOR_REDO))
    _sl_board_view_follow_anywhere (self, sl_query_model_get_pk (sl_board_column_get_model (column), position));
  else
    _sl_board_view_for_each_focus (self, sl_board_focus_end_follow);
}

static void
failed_cb (SlBoardView *self)
{
  _sl_board_view_for_each_focus (self, sl_board_focus_unfollow);
}

/* Whichever column it comes to. */
static void
reveal_cb (SlBoardView *self, gint64 pk)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    _sl_board_view_follow_anywhere (self, pk);
}

static void
place_cb (SlBoardColumn *column, GArray *pks, guint position, SlBoardView *self)
{
  _sl_board_view_place (self, column, pks, position);
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

static void
update_open (SlBoardView *self)
{
  gboolean following = _sl_board_view_is_following (self);

  for (SlBoardColumn *column = _sl_board_view_first_column (self); column != NULL; column = _sl_board_view_next_column (column))
    sl_board_column_set_open (column, following || _sl_board_view_count_cards (column) > 0);
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
  _sl_board_view_bring_in_a_frame (SL_BOARD_VIEW (view));
}

static void
filled_cb (SlBoardView *self)
{
  gboolean known;

  update_open (self);
  _sl_board_view_grant_focus (self);
  if (!self->wants_cards)
    return;
  if (_sl_board_view_first_with_cards (self, &known) != NULL)
    _sl_board_view_bring_in_a_frame (self);
  self->wants_cards = !known;
}

/* --- Columns --- */

static void
add_column (SlBoardView *self, SlFacet facet, const char *word)
{
  GtkWidget *column = sl_board_column_new (self->state, facet, word);
  SlQueryModel *model = sl_board_column_get_model (SL_BOARD_COLUMN (column));
  GtkEventController *controller = gtk_event_controller_focus_new ();

  g_signal_connect_object (controller, "enter", G_CALLBACK (_sl_board_view_column_entered_cb), self, 0);
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
  fresh = _sl_board_view_first_column (self) == NULL;
  if (fresh)
    rebuild (self);
  _sl_board_view_for_each_column (self, sl_board_column_refresh);
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
  _sl_board_view_for_each_column (self, sl_board_column_show_day);
}

static void
fall_asleep_cb (gpointer data)
{
  SlBoardView *self = data;

  self->sleep_source = 0;
  self->stale = TRUE;
  _sl_board_view_for_each_column (self, sl_board_column_sleep);
}

static void
map_cb (SlBoardView *self)
{
  g_clear_handle_id (&self->sleep_source, g_source_remove);
  if (self->stale || _sl_board_view_first_column (self) == NULL)
    refresh (self);
}

static void
unmap_cb (SlBoardView *self)
{
  self->wants_focus = FALSE;
  self->bring = NULL;
  _sl_board_view_stop_bringing (self);
  if (self->sleep_source == 0)
    self->sleep_source = g_timeout_add_seconds_once (SLEEP_AFTER_SECONDS, fall_asleep_cb, self);
}

static gboolean
sl_board_view_move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return _sl_board_view_tab (SL_BOARD_VIEW (widget), direction);
  return GTK_WIDGET_CLASS (sl_board_view_parent_class)->focus (widget, direction);
}

static void
sl_board_view_dispose (GObject *object)
{
  SlBoardView *self = SL_BOARD_VIEW (object);

  g_clear_handle_id (&self->sleep_source, g_source_remove);
  _sl_board_view_stop_bringing (self);
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
  widget_class->focus = sl_board_view_move_focus;

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

  if (_sl_board_view_find_focus_column (self, &position) != NULL)
    return;
  pk = sl_view_state_take_resumed (self->state);
  if (pk != 0 || !self->wants_focus)
    self->resumed = pk;
  self->wants_focus = TRUE;
  _sl_board_view_grant_focus (self);
}

/** sl_board_view_get_focused: Returns: the application whose card has the focus, or 0 */
gint64
sl_board_view_get_focused (SlBoardView *self)
{
  guint position;
  SlBoardColumn *column;

  g_return_val_if_fail (SL_IS_BOARD_VIEW (self), 0);

  column = _sl_board_view_find_focus_column (self, &position);
  return column != NULL ? sl_query_model_get_pk (sl_board_column_get_model (column), position) : 0;
}
