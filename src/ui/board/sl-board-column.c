/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkGridView of one column, not a GtkListView: a list keeps 200 rows ready, a grid 30 times its most columns. A board
 * has seven or eight of them. */

#define G_LOG_DOMAIN "sl-board-column"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-board-cards.h"
#include "sl-board-column.h"
#include "sl-board-drag.h"
#include "sl-board-drop.h"
#include "sl-deeds.h"
#include "sl-format.h"

struct _SlBoardColumn {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *count;
  GtkGridView *list;
  GtkLabel *invitation;

  SlViewState *state;
  SlFacet facet;
  char *word;
  SlQueryModel *model;
  GtkNoSelection *cards; /* the model, for the list, which has it while the column is awake */
  SlBoardCards *maker;
  SlBoardDrop *drop;
  SlBoardFocus *focus;
  gboolean left_out; /* by a filter on the columns' own words */
};

G_DEFINE_FINAL_TYPE (SlBoardColumn, sl_board_column, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PLACE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
place_cb (SlBoardColumn *self, GArray *pks, guint position)
{
  g_signal_emit (self, signals[SIGNAL_PLACE], 0, pks, position);
}

static void
activate_cb (GtkGridView *list, guint position, SlBoardColumn *self)
{
  gint64 pk = sl_query_model_get_pk (self->model, position);

  gtk_widget_activate_action (GTK_WIDGET (self), "apps.open", "x", pk);
}

/* --- Head and contents --- */

static const char *
get_invitation (SlBoardColumn *self)
{
  if (self->facet == SL_FACET_STATUS && g_strcmp0 (self->word, SL_STATUS_SAVED) == 0)
    return _("Jobs you may want to apply for gather here.");
  if (self->facet == SL_FACET_STATUS && g_strcmp0 (self->word, SL_STATUS_ACCEPTED) == 0)
    return _("The one you are looking for will stand here.");
  return _("Drag an application here, or move it with Ctrl and the arrow keys.");
}

static gboolean
is_awake (SlBoardColumn *self)
{
  return gtk_grid_view_get_model (self->list) != NULL;
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
    /* Translators: %s is a column such as “Applied” */
    words = g_strdup_printf (_("%s, left out by the filter"), sl_board_column_get_title (self));
  else
    words = g_strdup_printf (ngettext ("%s, %s application", "%s, %s applications", n), sl_board_column_get_title (self), number);
  gtk_label_set_label (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), known);
  gtk_label_set_label (self->invitation, self->left_out ? _("Left out by the filter.") : get_invitation (self));
  gtk_widget_set_visible (GTK_WIDGET (self->invitation), self->left_out || (known && n == 0 && !sl_query_model_get_loading (self->model)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
model_changed_cb (SlBoardColumn *self)
{
  show_count (self);
  sl_board_focus_settle (self->focus);
}

static void
sl_board_column_dispose (GObject *object)
{
  SlBoardColumn *self = SL_BOARD_COLUMN (object);

  sl_board_drag_stop_scrolling (GTK_WIDGET (self));
  g_clear_object (&self->drop);
  g_clear_object (&self->focus);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_BOARD_COLUMN);
  g_clear_object (&self->maker);
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
  gtk_widget_init_template (GTK_WIDGET (self));
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

  self->state = g_object_ref (state);
  self->facet = facet;
  self->word = g_strdup (word);
  self->model = sl_query_model_new (sl_view_state_get_context (state));
  g_signal_connect_object (self->model, "notify::loaded", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_label_set_label (self->title, sl_board_column_get_title (self));
  self->maker = sl_board_cards_new (state, facet);
  gtk_grid_view_set_factory (self->list, sl_board_cards_get_factory (self->maker));
  self->drop = sl_board_drop_new (GTK_WIDGET (self), self->list, self->model, self->maker);
  g_signal_connect_object (self->drop, "place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  self->focus = sl_board_focus_new (self->list, self->model);
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

/** sl_board_column_get_focus: Returns: (transfer none): what moves the focus in this column */
SlBoardFocus *
sl_board_column_get_focus (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), NULL);
  return self->focus;
}

/** sl_board_column_refresh: wakes the column, narrows the shared query to it and asks again */
void
sl_board_column_refresh (SlBoardColumn *self)
{
  g_autoptr (SlQuery) shared = NULL;
  const char *const *chosen;
  g_autoptr (SlQuery) query = NULL;
  const char *words[] = { NULL, NULL };
  gboolean descending;
  SlSort sort;

  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  shared = sl_view_state_dup_shown_query (self->state);
  chosen = sl_query_get_words (shared, self->facet);
  self->left_out = chosen != NULL && *chosen != NULL && !sl_query_has_word (shared, self->facet, self->word);
  if (!self->left_out)
    {
      words[0] = self->word;
      query = sl_query_dup (shared);
      sl_query_set_words (query, self->facet, words);
      sort = sl_view_state_get_board_sort (self->state, &descending);
      sl_query_set_sort (query, sort, descending);
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
  sl_board_focus_unfollow (self->focus);
  sl_board_focus_keep_place (self->focus);
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
  sl_board_focus_keep_place (self->focus);
  g_signal_handlers_block_by_func (self->cards, model_changed_cb, self);
  gtk_grid_view_set_model (self->list, NULL);
  gtk_grid_view_set_model (self->list, GTK_SELECTION_MODEL (self->cards));
  g_signal_handlers_unblock_by_func (self->cards, model_changed_cb, self);
  sl_board_focus_settle (self->focus);
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

/** sl_board_column_is_loading: Returns: whether its applications are still being read */
gboolean
sl_board_column_is_loading (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), FALSE);

  return sl_query_model_get_loading (self->model);
}

/** sl_board_column_is_left_out: Returns: whether a filter on the columns' own words leaves this one out */
gboolean
sl_board_column_is_left_out (SlBoardColumn *self)
{
  g_return_val_if_fail (SL_IS_BOARD_COLUMN (self), FALSE);

  return self->left_out;
}

/** sl_board_column_set_open: whether the focus may come to its list */
void
sl_board_column_set_open (SlBoardColumn *self, gboolean open)
{
  g_return_if_fail (SL_IS_BOARD_COLUMN (self));

  gtk_widget_set_can_focus (GTK_WIDGET (self->list), open);
}
