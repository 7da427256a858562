/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkGridView of one column, not a GtkListView: a list keeps 200 rows ready, a grid 30 times its most columns. A board
 * has seven or eight of them. */

#define G_LOG_DOMAIN "sl-board-column"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-board-card.h"
#include "sl-board-column.h"
#include "sl-board-drag.h"
#include "sl-deeds.h"
#include "sl-format.h"

struct _SlBoardColumn {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *count;
  GtkScrolledWindow *scroller;
  GtkGridView *list;
  GtkLabel *invitation;

  SlViewState *state;
  SlFacet facet;
  char *word;
  SlQueryModel *model;
  GtkNoSelection *cards; /* of the model; the list has it while the column is awake */
  GHashTable *bound;     /* pk → card, both borrowed: the cards that are made */
  gboolean left_out;     /* by a filter on the columns' own words */

  SlBoardCard *gap_card; /* weak: the card that shows where the dragged would land */
  gint64 followed;       /* the card to focus once it arrives here; 0: none */
  gboolean follow_ends;  /* it arrives with what is being read now, or not at all */
  gboolean wants_first;  /* the first card is to get the focus */
  double place;          /* where it was scrolled to when it fell asleep; 0 once it is there again */
  guint settle_source;
};

G_DEFINE_FINAL_TYPE (SlBoardColumn, sl_board_column, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PLACE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static SlBoardCard *
card_at (SlBoardColumn *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = widget ? gtk_widget_get_ancestor (widget, SL_TYPE_BOARD_CARD) : NULL;

  /* Between two rows the pick hits the row itself. */
  if (card == NULL && widget != NULL && widget != GTK_WIDGET (self->list))
    card = gtk_widget_get_first_child (widget);
  return SL_IS_BOARD_CARD (card) ? SL_BOARD_CARD (card) : NULL;
}

static void
set_gap (SlBoardColumn *self, SlBoardCard *card, SlCardEdge edge)
{
  if (self->gap_card != NULL && self->gap_card != card)
    sl_board_card_set_gap (self->gap_card, SL_CARD_EDGE_NONE);
  g_set_weak_pointer (&self->gap_card, card);
  if (card != NULL)
    sl_board_card_set_gap (card, edge);
}

static SlBoardCard *
find_card (SlBoardColumn *self, gint64 pk)
{
  return g_hash_table_lookup (self->bound, &pk);
}

static SlBoardCard *
last_card (SlBoardColumn *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  return n > 0 ? find_card (self, sl_query_model_get_pk (self->model, n - 1)) : NULL;
}

/* Where something dropped at this place lands, shown by a gap. */
static guint
aim (SlBoardColumn *self, double x, double y)
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
clear_aim (SlBoardColumn *self)
{
  set_gap (self, NULL, SL_CARD_EDGE_NONE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-here");
  sl_board_drag_stop_scrolling (GTK_WIDGET (self));
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, SlBoardColumn *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_widget_add_css_class (GTK_WIDGET (self), "drop-here");
  sl_board_drag_scroll_near_edge (GTK_WIDGET (self), adjustment, y, gtk_widget_get_height (GTK_WIDGET (self->list)));
  aim (self, x, y);
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target, SlBoardColumn *self)
{
  clear_aim (self);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SlBoardColumn *self)
{
  SlBoardDrag *drag = g_value_get_object (value);
  guint position = aim (self, x, y);

  clear_aim (self);
  if (drag == NULL)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_PLACE], 0, sl_board_drag_get_pks (drag), position);
  return TRUE;
}

/* --- Cards --- */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, SlBoardCard *card)
{
  SlBoardColumn *self = SL_BOARD_COLUMN (gtk_widget_get_ancestor (GTK_WIDGET (card), SL_TYPE_BOARD_COLUMN));
  SlItem *item = sl_board_card_get_item (card);
  g_autoptr (SlBoardDrag) drag = NULL;
  g_autoptr (GArray) pks = NULL;
  gint64 pk;

  if (self == NULL || item == NULL || sl_store_get_read_only (sl_view_state_get_store (self->state)))
    return NULL;
  pk = sl_item_get_pk (item);
  if (sl_view_state_is_selected (self->state, pk))
    pks = sl_view_state_get_selected_pks (self->state);
  else
    {
      pks = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (pks, pk);
    }
  drag = sl_board_drag_new (pks);
  return gdk_content_provider_new_typed (SL_TYPE_BOARD_DRAG, drag);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *gdk_drag, SlBoardCard *card)
{
  GdkContentProvider *content = gtk_drag_source_get_content (source);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GdkPaintable) icon = NULL;

  g_value_init (&value, SL_TYPE_BOARD_DRAG);
  if (content == NULL || !gdk_content_provider_get_value (content, &value, NULL))
    return;
  icon = sl_board_drag_make_icon (g_value_get_object (&value), GTK_WIDGET (card));
  gtk_drag_source_set_icon (source, icon, 24, 24);
  sl_board_card_set_lifted (card, TRUE);
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *gdk_drag, gboolean delete_data, SlBoardCard *card)
{
  sl_board_card_set_lifted (card, FALSE);
}

static void
describe_item (GtkListItem *list_item)
{
  SlItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *words = sl_format_row_label (item ? sl_item_get_row (item) : NULL);
  g_autofree char *more = sl_board_card_dup_description (SL_BOARD_CARD (gtk_list_item_get_child (list_item)));

  gtk_list_item_set_accessible_label (list_item, words);
  gtk_list_item_set_accessible_description (list_item, more);
}

/* To a screen reader a grid of one column is a list. Said before the row is shown, when it can still be said. */
static void
row_made_cb (GtkWidget *card)
{
  GtkWidget *row = gtk_widget_get_parent (card);

  if (row != NULL)
    g_object_set (row, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SlBoardColumn *self)
{
  GtkWidget *card = sl_board_card_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), card, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), card, 0);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (drag_end_cb), card, 0);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (card, "notify::parent", G_CALLBACK (row_made_cb), NULL);
  gtk_list_item_set_child (list_item, card);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SlBoardColumn *self)
{
  SlBoardCard *card = SL_BOARD_CARD (gtk_list_item_get_child (list_item));
  SlItem *item = gtk_list_item_get_item (list_item);
  gint64 pk = sl_item_get_pk (item);

  sl_board_card_set_item (card, item);
  sl_board_card_set_selected (card, sl_view_state_is_selected (self->state, pk));
  g_hash_table_replace (self->bound, g_memdup2 (&pk, sizeof pk), card);
  g_signal_connect_object (item, "notify::row", G_CALLBACK (describe_item), list_item, G_CONNECT_SWAPPED);
  describe_item (list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SlBoardColumn *self)
{
  SlBoardCard *card = SL_BOARD_CARD (gtk_list_item_get_child (list_item));
  SlItem *item = gtk_list_item_get_item (list_item);
  gint64 pk = sl_item_get_pk (item);

  g_signal_handlers_disconnect_by_func (item, describe_item, list_item);
  /* Its item may already stand on another card. */
  if (find_card (self, pk) == card)
    g_hash_table_remove (self->bound, &pk);
  sl_board_card_set_item (card, NULL);
}

static void
activate_cb (GtkGridView *list, guint position, SlBoardColumn *self)
{
  gint64 pk = sl_query_model_get_pk (self->model, position);

  gtk_widget_activate_action (GTK_WIDGET (self), "apps.open", "x", pk);
}

static void
select_all_cards (SlBoardColumn *self)
{
  GHashTableIter iter;
  gpointer pk, card;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &pk, &card))
    sl_board_card_set_selected (card, sl_view_state_is_selected (self->state, *(gint64 *) pk));
}

/* Looks at what may have changed, or at all cards, whichever is less. */
static void
selection_changed_cb (SlBoardColumn *self, guint position, guint n_changed, GtkSelectionModel *selection)
{
  SlQueryModel *model = sl_view_state_get_model (self->state);

  if (n_changed > g_hash_table_size (self->bound))
    {
      select_all_cards (self);
      return;
    }
  for (guint i = position; i < position + n_changed; i++)
    {
      SlBoardCard *card = find_card (self, sl_query_model_get_pk (model, i));

      if (card != NULL)
        sl_board_card_set_selected (card, gtk_selection_model_is_selected (selection, i));
    }
}

/* --- Head and contents --- */

static const char *
get_invitation (SlBoardColumn *self)
{
  if (self->facet == SL_FACET_STATUS && g_strcmp0 (self->word, SL_STATUS_SAVED) == 0)
    return _("Jobs you may want to apply for gather here.");
  if (self->facet == SL_FACET_STATUS && g_strcmp0 (self->word, SL_STATUS_ACCEPTED) == 0)
    return _("The one you are looking for will stand here.");
  return _("Drag an application here.");
}

static gboolean
is_awake (SlBoardColumn *self)
{
  return gtk_grid_view_get_model (self->list) != NULL;
}

static gboolean
is_loading (SlBoardColumn *self)
{
  gboolean loading;

  g_object_get (self->model, "loading", &loading, NULL);
  return loading;
}

static void
show_count (SlBoardColumn *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  gboolean known = sl_query_model_get_loaded (self->model) && !self->left_out;
  g_autofree char *number = sl_format_count (n);
  g_autofree char *words = NULL;

  /* A sleeping column has let go of its applications, but not of what it says of them. */
  if (!is_awake (self))
    return;
  if (self->left_out)
    words = g_strdup_printf ("%s, %s", sl_board_column_get_title (self), _("left out by the filter"));
  else
    words = g_strdup_printf (ngettext ("%s, %s application", "%s, %s applications", n), sl_board_column_get_title (self), number);
  gtk_label_set_label (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), known);
  gtk_label_set_label (self->invitation, self->left_out ? _("Left out by the filter.") : get_invitation (self));
  gtk_widget_set_visible (GTK_WIDGET (self->invitation), self->left_out || (known && n == 0 && !is_loading (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Once the columns have settled: a card may leave one list just as it comes into another, and a list scrolls only to
 * what it has laid out. */
static gboolean
settle_cb (gpointer data)
{
  SlBoardColumn *self = data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint position = self->followed != 0 ? sl_query_model_find_pk (self->model, self->followed) : G_MAXUINT;
  gboolean loading = is_loading (self);

  self->settle_source = 0;
  if (self->place > 0 && !loading)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), self->place);
      self->place = 0;
    }
  if (position == G_MAXUINT && self->wants_first && n > 0)
    position = 0;
  if (position != G_MAXUINT || (self->follow_ends && !loading))
    sl_board_column_unfollow (self);
  if (position != G_MAXUINT)
    sl_board_column_focus_position (self, position);
  return G_SOURCE_REMOVE;
}

static void
settle (SlBoardColumn *self)
{
  if (self->settle_source == 0 && (self->followed != 0 || self->wants_first || self->place > 0))
    self->settle_source = g_idle_add_full (G_PRIORITY_LOW, settle_cb, self, NULL);
}

static void
model_changed_cb (SlBoardColumn *self)
{
  show_count (self);
  settle (self);
}

static void
sl_board_column_dispose (GObject *object)
{
  SlBoardColumn *self = SL_BOARD_COLUMN (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  sl_board_drag_stop_scrolling (GTK_WIDGET (self));
  g_clear_weak_pointer (&self->gap_card);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_BOARD_COLUMN);
  g_clear_pointer (&self->bound, g_hash_table_unref);
  g_clear_object (&self->cards);
  g_clear_object (&self->model);
  g_clear_object (&self->state);
  g_clear_pointer (&self->word, g_free);
  G_OBJECT_CLASS (sl_board_column_parent_class)->dispose (object);
}

static void
sl_board_column_class_init (SlBoardColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_board_column_dispose;

  signals[SIGNAL_PLACE] = g_signal_new ("place", SL_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, SlBoardColumn, box);
  gtk_widget_class_bind_template_child (widget_class, SlBoardColumn, title);
  gtk_widget_class_bind_template_child (widget_class, SlBoardColumn, count);
  gtk_widget_class_bind_template_child (widget_class, SlBoardColumn, scroller);
  gtk_widget_class_bind_template_child (widget_class, SlBoardColumn, list);
  gtk_widget_class_bind_template_child (widget_class, SlBoardColumn, invitation);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_css_name (widget_class, "boardcolumn");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sl_board_column_init (SlBoardColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (SL_TYPE_BOARD_DRAG, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->bound = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
}

/**
 * sl_board_column_new:
 * @facet: %SL_FACET_STATUS or %SL_FACET_LANE
 * @word: the status or lane
 *
 * Returns: (transfer floating): the column; empty until sl_board_column_refresh()
 */
GtkWidget *
sl_board_column_new (SlViewState *state, SlFacet facet, const char *word)
{
  SlBoardColumn *self = g_object_new (SL_TYPE_BOARD_COLUMN, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->state = g_object_ref (state);
  self->facet = facet;
  self->word = g_strdup (word);
  self->model = sl_query_model_new (sl_view_state_get_context (state));
  g_signal_connect_object (self->model, "notify::loaded", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_selection (state), "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_label_set_label (self->title, sl_board_column_get_title (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_grid_view_set_factory (self->list, factory);
  self->cards = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  return GTK_WIDGET (self);
}

/** sl_board_column_get_word: Returns: (transfer none): the status or lane of this column */
const char *
sl_board_column_get_word (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), NULL);
  return self->word;
}

SlFacet
sl_board_column_get_facet (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), SL_FACET_STATUS);
  return self->facet;
}

/** sl_board_column_get_title: Returns: (transfer none): the column's name for people */
const char *
sl_board_column_get_title (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), NULL);
  return sl_enum_label (sl_facet_get_words (self->facet), self->word);
}

/** sl_board_column_get_model: Returns: (transfer none): the applications of this column */
SlQueryModel *
sl_board_column_get_model (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), NULL);
  return self->model;
}

/** sl_board_column_refresh: wakes the column, narrows the shared query to it and asks again */
void
sl_board_column_refresh (SlBoardColumn *self)
{
  SlQuery *shared;
  const char *const *chosen;
  g_autoptr (SlQuery) query = NULL;
  const char *words[] = { NULL, NULL };

  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  shared = sl_view_state_get_query (self->state);
  chosen = sl_query_get_words (shared, self->facet);
  self->left_out = chosen != NULL && *chosen != NULL && !sl_query_has_word (shared, self->facet, self->word);
  if (!self->left_out)
    {
      words[0] = self->word;
      query = sl_query_dup (shared);
      sl_query_set_words (query, self->facet, words);
      sl_query_set_sort (query, SL_SORT_BOARD_RANK, FALSE);
    }
  if (!is_awake (self))
    {
      gtk_grid_view_set_model (self->list, GTK_SELECTION_MODEL (self->cards));
      /* After the list's own handler, so that the list already knows the items when the focus is moved to one. */
      g_signal_connect_object (self->cards, "items-changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
    }
  if (self->left_out)
    gtk_widget_add_css_class (GTK_WIDGET (self), "left-out");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "left-out");
  sl_query_model_set_query (self->model, query);
  show_count (self);
}

/** sl_board_column_sleep: lets go of cards and applications until the next refresh, which brings the place back */
void
sl_board_column_sleep (SlBoardColumn *self)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  if (!is_awake (self))
    return;
  sl_board_column_unfollow (self);
  if (self->place == 0)
    self->place = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
  g_signal_handlers_disconnect_by_func (self->cards, model_changed_cb, self);
  gtk_grid_view_set_model (self->list, NULL);
  sl_query_model_set_query (self->model, NULL);
}

/** sl_board_column_show_day: says again what depends on the day */
void
sl_board_column_show_day (SlBoardColumn *self)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  if (!is_awake (self))
    return;
  /* Bound anew, the cards are drawn and described anew; the place stays. */
  self->place = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
  g_signal_handlers_block_by_func (self->cards, model_changed_cb, self);
  gtk_grid_view_set_model (self->list, NULL);
  gtk_grid_view_set_model (self->list, GTK_SELECTION_MODEL (self->cards));
  g_signal_handlers_unblock_by_func (self->cards, model_changed_cb, self);
  settle (self);
}

static gboolean
has_pk (GArray *pks, gint64 pk)
{
  for (guint i = 0; i < pks->len; i++)
    if (g_array_index (pks, gint64, i) == pk)
      return TRUE;
  return FALSE;
}

/**
 * sl_board_column_get_neighbours:
 * @position: cards are to land before the card at this place
 * @without: (element-type gint64): the cards that move, which are no neighbours of themselves
 * @above: (out): pk of the neighbour above, or 0
 * @below: (out): pk of the neighbour below, or 0
 *
 * Returns: whether the move changes anything: %FALSE when a single card stays between its own neighbours
 */
gboolean
sl_board_column_get_neighbours (SlBoardColumn *self, guint position, GArray *without, gint64 *above, gint64 *below)
{
  guint n, before, after;

  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  after = before = MIN (position, n);
  while (after < n && has_pk (without, sl_query_model_get_pk (self->model, after)))
    after++;
  while (before > 0 && has_pk (without, sl_query_model_get_pk (self->model, before - 1)))
    before--;
  *above = before > 0 ? sl_query_model_get_pk (self->model, before - 1) : 0;
  *below = after < n ? sl_query_model_get_pk (self->model, after) : 0;
  return !(without->len == 1 && after - before == 1);
}

/** sl_board_column_get_focus_position: Returns: place of the focused card, or %G_MAXUINT when the focus is elsewhere */
guint
sl_board_column_get_focus_position (SlBoardColumn *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card;
  SlItem *item;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return G_MAXUINT;
  card = gtk_widget_get_first_child (focus);
  item = SL_IS_BOARD_CARD (card) ? sl_board_card_get_item (SL_BOARD_CARD (card)) : NULL;
  return item ? sl_query_model_find_pk (self->model, sl_item_get_pk (item)) : G_MAXUINT;
}

/** sl_board_column_focus_position: scrolls to the card at @position, or the last one, and gives it the focus */
void
sl_board_column_focus_position (SlBoardColumn *self, guint position)
{
  guint n;

  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  if (n == 0)
    return;
  /* Scrolling only says which card is the list's focus; the list still has to get it from another column. */
  gtk_grid_view_scroll_to (self->list, MIN (position, n - 1), GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/** sl_board_column_is_loading: Returns: whether its applications are still being read */
gboolean
sl_board_column_is_loading (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), FALSE);

  return is_loading (self);
}

/** sl_board_column_is_left_out: Returns: whether a filter on the columns' own words leaves this one out */
gboolean
sl_board_column_is_left_out (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), FALSE);

  return self->left_out;
}

/** sl_board_column_focus_first: gives the first card the focus when the list has laid it out */
void
sl_board_column_focus_first (SlBoardColumn *self)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  self->wants_first = TRUE;
  settle (self);
}

/** sl_board_column_follow: gives the card @pk the focus as soon as it is in this column */
void
sl_board_column_follow (SlBoardColumn *self, gint64 pk)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  self->followed = pk;
  self->follow_ends = FALSE;
}

/** sl_board_column_end_follow: the store has changed: a followed card arrives with what is being read now, or not at all */
void
sl_board_column_end_follow (SlBoardColumn *self)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  self->follow_ends = self->followed != 0;
  settle (self);
}

/** sl_board_column_unfollow: leaves the focus where it is */
void
sl_board_column_unfollow (SlBoardColumn *self)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  self->followed = 0;
  self->follow_ends = FALSE;
  self->wants_first = FALSE;
}

/** sl_board_column_is_following: Returns: whether a card is expected that will get the focus */
gboolean
sl_board_column_is_following (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), FALSE);

  return self->followed != 0;
}
