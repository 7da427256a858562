/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of applications. Two widgets over one selection: a table, and two-line rows for narrow places; only the one
 * that is seen has the model, so that nobody pays for both.
 *
 *   SlViewState:selection ──> GtkColumnView (wide) or GtkListView (narrow) ──> cells (sl-list-cells.c)
 *
 * Its keys and menus are in sl-list-keys.c.
 */

#define G_LOG_DOMAIN "sl-list-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-list-cells.h"
#include "sl-list-columns.h"
#include "sl-list-view-private.h"

/* Frames until somebody who should have the focus gets it, or doesn't. */
#define MAX_FOCUS_TRIES 20
/* What happens so soon after another thing happens because of it. */
#define JUST_NOW_USEC (200 * 1000)

struct _SlListView {
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkColumnView *table;
  GtkListView *rows;

  SlViewState *state;
  SlListColumns *columns;
  guint cursor; /* where j, k and x go on from when the focus says nothing */
  gint64 cursor_pk; /* the application there, which other rows may have moved; -1: none */
  gint64 revealed;  /* the application that gets the focus once it is here; 0: none */
  gint64 left_at; /* when the focus went away, on the monotonic clock */
  guint focus_tick;
  guint focus_tries;
  gboolean narrow;
  gboolean picking;  /* rows are picked one by one: moving on leaves them selected */
  gboolean toggling; /* the selection is changed by us */
};

G_DEFINE_FINAL_TYPE (SlListView, sl_list_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_STATE,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The list that is seen */

static GtkWidget *
get_list (SlListView *self)
{
  return self->narrow ? GTK_WIDGET (self->rows) : GTK_WIDGET (self->table);
}

static GtkSelectionModel *
get_selection (SlListView *self)
{
  return GTK_SELECTION_MODEL (sl_view_state_get_selection (self->state));
}

static guint
get_n_rows (SlListView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (self)));
}

static void
scroll_to (SlListView *self, guint position, GtkListScrollFlags flags)
{
  if (self->narrow)
    gtk_list_view_scroll_to (self->rows, position, flags, NULL);
  else
    gtk_column_view_scroll_to (self->table, position, NULL, flags, NULL);
}

static void
focus_row (SlListView *self)
{
  guint cursor = _sl_list_view_get_cursor (self);

  if (cursor == GTK_INVALID_LIST_POSITION)
    return;

  /* The first says which row has the focus within the list, the second brings it there. */
  scroll_to (self, cursor, GTK_LIST_SCROLL_FOCUS);
  if (_sl_list_view_find_focus_cell (self) == NULL)
    gtk_widget_grab_focus (get_list (self));
}

static void
give_model (SlListView *self)
{
  gtk_column_view_set_model (self->table, self->narrow ? NULL : get_selection (self));
  gtk_list_view_set_model (self->rows, self->narrow ? get_selection (self) : NULL);
  gtk_stack_set_visible_child_name (self->stack, self->narrow ? "rows" : "table");
}

static void
describe_again (SlListCell *cell, gpointer data)
{
  SlListView *self = data;
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (get_selection (self)), sl_list_cell_get_position (cell));

  /* All cells of a row listen to this. */
  if (item != NULL)
    g_object_notify (item, "row");
}

/* Words like “yesterday” are made when a row is bound. The rows stay, with the focus and the place. */
static void
day_changed_cb (SlListView *self)
{
  sl_list_cell_foreach (get_list (self), describe_again, self);
}

/* The cursor */

SlListCell *
_sl_list_view_find_focus_cell (SlListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, get_list (self)))
    return NULL;

  return sl_list_cell_find (focus, get_list (self));
}

static void
set_cursor (SlListView *self, guint position)
{
  self->cursor = position;
  self->cursor_pk = position < get_n_rows (self) ? _sl_list_view_get_pk_at (self, position) : -1;
}

guint
_sl_list_view_get_cursor (SlListView *self)
{
  SlListCell *cell = _sl_list_view_find_focus_cell (self);
  guint n_rows = get_n_rows (self);
  guint position;

  if (cell != NULL && sl_list_cell_get_position (cell) < n_rows)
    {
      set_cursor (self, sl_list_cell_get_position (cell));
      return self->cursor;
    }

  /* What was changed in its page may stand elsewhere now. */
  position = self->cursor_pk >= 0 ? sl_query_model_find_pk (sl_view_state_get_model (self->state), self->cursor_pk) : G_MAXUINT;
  if (position < n_rows)
    self->cursor = position;
  else if (self->cursor >= n_rows)
    self->cursor = n_rows > 0 ? n_rows - 1 : GTK_INVALID_LIST_POSITION;

  return self->cursor;
}

void
_sl_list_view_set_cursor (SlListView *self, guint position, GtkListScrollFlags flags)
{
  set_cursor (self, position);
  scroll_to (self, position, flags);
}

/* Who writes meanwhile, or went elsewhere in this list, isn't disturbed. */
static gboolean
may_take_focus (SlListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return root != NULL && !GTK_IS_TEXT (focus) && !GTK_IS_TEXT_VIEW (focus) && _sl_list_view_find_focus_cell (self) == NULL;
}

/* Rows that were only just told of are made with the next layouts. */
static gboolean
take_focus_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SlListView *self = SL_LIST_VIEW (widget);

  if (may_take_focus (self) && self->focus_tries-- > 0)
    {
      focus_row (self);
      return G_SOURCE_CONTINUE;
    }

  self->focus_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
focus_later (SlListView *self)
{
  self->focus_tries = MAX_FOCUS_TRIES;
  if (self->focus_tick == 0)
    self->focus_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), take_focus_cb, NULL, NULL);
}

static void
leave_cb (SlListView *self)
{
  self->left_at = g_get_monotonic_time ();
}

static void
set_narrow (SlListView *self, gboolean narrow)
{
  gboolean had_focus;
  guint cursor;

  if (narrow == self->narrow)
    return;
  if (self->state == NULL)
    {
      self->narrow = narrow;
      return;
    }

  /* The list is hidden before it hears that its width changed, and loses the focus by that. */
  had_focus = _sl_list_view_find_focus_cell (self) != NULL || g_get_monotonic_time () - self->left_at < JUST_NOW_USEC;
  cursor = _sl_list_view_get_cursor (self);
  self->narrow = narrow;
  give_model (self);
  if (cursor < get_n_rows (self))
    scroll_to (self, cursor, GTK_LIST_SCROLL_NONE);
  /* This happens within the layout: the new rows can't have the focus yet. */
  if (had_focus)
    focus_later (self);
}

static void
selection_changed_cb (SlListView *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  if (self->toggling)
    return;

  selected = gtk_selection_model_get_selection (get_selection (self));
  if (gtk_bitset_get_size (selected) == 1)
    set_cursor (self, gtk_bitset_get_minimum (selected));
  if (gtk_bitset_get_size (selected) <= 1)
    self->picking = FALSE;
}

gboolean
_sl_list_view_get_picking (SlListView *self)
{
  return self->picking || sl_view_state_get_n_selected (self->state) > 1;
}

void
_sl_list_view_toggle (SlListView *self, guint position)
{
  GtkSelectionModel *selection = get_selection (self);
  gboolean was_selected = gtk_selection_model_is_selected (selection, position);
  gboolean was_picking = _sl_list_view_get_picking (self);

  self->toggling = TRUE;
  self->picking = TRUE;
  /* The row one is on is selected by being there: the first x says that it is meant to stay so. */
  if (was_selected && was_picking)
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);
  self->toggling = FALSE;
}

gboolean
_sl_list_view_ensure_selection (SlListView *self)
{
  guint cursor = _sl_list_view_get_cursor (self);

  if (sl_view_state_get_n_selected (self->state) > 0)
    return TRUE;
  if (cursor == GTK_INVALID_LIST_POSITION)
    return FALSE;

  return gtk_selection_model_select_item (get_selection (self), cursor, TRUE);
}

/* What stays in sight */

/* At its top the list shows what comes in there. GTK holds on to the row that was first: when many come in before that,
 * it makes the rows around it and shows where none are. */
static void
items_changed_cb (SlListView *self, guint position, guint n_removed, guint n_added)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_list (self)));

  if (n_added > 0 && get_n_rows (self) > 0 && adjustment != NULL && gtk_adjustment_get_value (adjustment) < 1)
    scroll_to (self, 0, GTK_LIST_SCROLL_NONE);
}

/* What was just added */

static void
look_for_revealed (SlListView *self)
{
  SlQueryModel *model = sl_view_state_get_model (self->state);
  gint64 pk = self->revealed;
  guint position;

  if (pk == 0)
    return;

  position = sl_query_model_find_pk (model, pk);
  if (position != G_MAXUINT || !sl_query_model_get_loading (model))
    self->revealed = 0;
  if (position == G_MAXUINT || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (!sl_view_state_is_selected (self->state, pk))
    sl_view_state_select (self->state, pk, TRUE);
  _sl_list_view_set_cursor (self, position, GTK_LIST_SCROLL_FOCUS);
  if (_sl_list_view_find_focus_cell (self) == NULL)
    gtk_widget_grab_focus (get_list (self));
}

static void
reveal_cb (SlListView *self, gint64 pk)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->revealed = pk;
  look_for_revealed (self);
}

/* For the other files */

SlViewState *
_sl_list_view_get_state (SlListView *self)
{
  return self->state;
}

GtkSelectionModel *
_sl_list_view_get_selection (SlListView *self)
{
  return get_selection (self);
}

guint
_sl_list_view_get_n_rows (SlListView *self)
{
  return get_n_rows (self);
}

gint64
_sl_list_view_get_pk_at (SlListView *self, guint position)
{
  return sl_query_model_get_pk (sl_view_state_get_model (self->state), position);
}

/* Callbacks of the rows */

static void
activate_cb (SlListView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "apps.open", "x", _sl_list_view_get_pk_at (self, position));
}

static void
tapped (GtkWidget *unused, gpointer item, gpointer data)
{
  gtk_widget_activate_action (data, "apps.open", "x", sl_item_get_pk (item));
}

static void
set_up_factories (SlListView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  g_autoptr (GtkListItemFactory) rows = sl_list_cells_new_row_factory ();
  g_autoptr (GtkListItemFactory) narrow = sl_list_cells_new_narrow_factory (_sl_list_view_status_clicked, tapped, self);
  guint n_columns = g_list_model_get_n_items (columns);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autoptr (GtkListItemFactory) factory = sl_list_cells_new_factory (gtk_column_view_column_get_id (column), _sl_list_view_status_clicked, self);

      gtk_column_view_column_set_factory (column, factory);
    }
  gtk_column_view_set_row_factory (self->table, rows);
  gtk_list_view_set_factory (self->rows, narrow);
}

/* Overrides */

static void
sl_list_view_constructed (GObject *object)
{
  SlListView *self = SL_LIST_VIEW (object);

  G_OBJECT_CLASS (sl_list_view_parent_class)->constructed (object);

  set_up_factories (self);
  self->columns = sl_list_columns_new (self->table, self->state);
  give_model (self);
  _sl_list_view_watch_menus (self, GTK_WIDGET (self->table));
  _sl_list_view_watch_menus (self, GTK_WIDGET (self->rows));
  g_signal_connect_object (get_selection (self), "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_selection (self), "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->state, "notify::today", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "reveal", G_CALLBACK (reveal_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_model (self->state), "notify::loading", G_CALLBACK (look_for_revealed), self, G_CONNECT_SWAPPED);
}

static void
sl_list_view_dispose (GObject *object)
{
  SlListView *self = SL_LIST_VIEW (object);

  g_clear_object (&self->columns);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_LIST_VIEW);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_list_view_parent_class)->dispose (object);
}

static void
sl_list_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlListView *self = SL_LIST_VIEW (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_object (value, self->state);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_list_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlListView *self = SL_LIST_VIEW (object);

  switch (prop_id)
    {
    case PROP_STATE:
      self->state = g_value_dup_object (value);
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_list_view_class_init (SlListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sl_list_view_constructed;
  object_class->dispose = sl_list_view_dispose;
  object_class->get_property = sl_list_view_get_property;
  object_class->set_property = sl_list_view_set_property;

  properties[PROP_STATE] = g_param_spec_object ("state", NULL, NULL, SL_TYPE_VIEW_STATE,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlListView, stack);
  gtk_widget_class_bind_template_child (widget_class, SlListView, table);
  gtk_widget_class_bind_template_child (widget_class, SlListView, rows);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  _sl_list_view_install_keys (widget_class);
}

static void
sl_list_view_init (SlListView *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->cursor_pk = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * sl_list_view_new:
 * @state: what is shown
 *
 * Returns: the list
 */
GtkWidget *
sl_list_view_new (SlViewState *state)
{
  return g_object_new (SL_TYPE_LIST_VIEW, "state", state, NULL);
}

/** sl_list_view_focus: puts the focus on the row it was on */
void
sl_list_view_focus (SlListView *self)
{
  gint64 pk;

  g_return_if_fail (SL_IS_LIST_VIEW (self));

  pk = sl_view_state_take_resumed (self->state);
  if (pk != 0)
    self->revealed = pk;
  focus_row (self);
  if (_sl_list_view_find_focus_cell (self) == NULL)
    focus_later (self);
  look_for_revealed (self);
}

/** sl_list_view_get_focused: Returns: the application whose row has the focus, or 0 */
gint64
sl_list_view_get_focused (SlListView *self)
{
  guint cursor;

  g_return_val_if_fail (SL_IS_LIST_VIEW (self), 0);

  cursor = _sl_list_view_get_cursor (self);
  if (cursor == GTK_INVALID_LIST_POSITION || _sl_list_view_find_focus_cell (self) == NULL)
    return 0;
  return _sl_list_view_get_pk_at (self, cursor);
}
