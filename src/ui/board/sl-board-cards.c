/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-board-cards.h. */

#define G_LOG_DOMAIN "sl-board-cards"

#include "config.h"

#include "sl-board-cards.h"
#include "sl-board-drag.h"
#include "sl-format.h"

struct _SlBoardCards {
  GObject parent_instance;

  SlViewState *state;
  SlFacet facet; /* what the columns are */
  GtkListItemFactory *factory;
  GHashTable *bound; /* pk → card, both borrowed */
};

G_DEFINE_FINAL_TYPE (SlBoardCards, sl_board_cards, G_TYPE_OBJECT)

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, SlBoardCards *self)
{
  SlItem *item = sl_board_card_get_item (SL_BOARD_CARD (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source))));
  g_autoptr (SlBoardDrag) drag = NULL;
  g_autoptr (GArray) pks = NULL;
  gint64 pk;

  if (item == NULL || sl_store_get_read_only (sl_view_state_get_store (self->state)))
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
  /* The source itself doesn't keep what "prepare" answered. */
  GdkContentProvider *content = gdk_drag_get_content (gdk_drag);
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
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SlBoardCards *self)
{
  GtkWidget *card = sl_board_card_new (self->facet);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), card, 0);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (drag_end_cb), card, 0);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (card, "notify::parent", G_CALLBACK (row_made_cb), NULL);
  gtk_list_item_set_child (list_item, card);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SlBoardCards *self)
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
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SlBoardCards *self)
{
  SlBoardCard *card = SL_BOARD_CARD (gtk_list_item_get_child (list_item));
  SlItem *item = gtk_list_item_get_item (list_item);
  gint64 pk = sl_item_get_pk (item);

  g_signal_handlers_disconnect_by_func (item, describe_item, list_item);
  /* Its item may already stand on another card. */
  if (sl_board_cards_find (self, pk) == card)
    g_hash_table_remove (self->bound, &pk);
  sl_board_card_set_item (card, NULL);
}

static void
select_all_cards (SlBoardCards *self)
{
  GHashTableIter iter;
  gpointer pk, card;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &pk, &card))
    sl_board_card_set_selected (card, sl_view_state_is_selected (self->state, *(gint64 *) pk));
}

/* Looks at what may have changed, or at all cards, whichever is less. */
static void
selection_changed_cb (SlBoardCards *self, guint position, guint n_changed, GtkSelectionModel *selection)
{
  SlQueryModel *model = sl_view_state_get_model (self->state);

  if (n_changed > g_hash_table_size (self->bound))
    {
      select_all_cards (self);
      return;
    }
  for (guint i = position; i < position + n_changed; i++)
    {
      SlBoardCard *card = sl_board_cards_find (self, sl_query_model_get_pk (model, i));

      if (card != NULL)
        sl_board_card_set_selected (card, gtk_selection_model_is_selected (selection, i));
    }
}

static void
sl_board_cards_dispose (GObject *object)
{
  SlBoardCards *self = SL_BOARD_CARDS (object);

  g_clear_object (&self->factory);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_board_cards_parent_class)->dispose (object);
}

static void
sl_board_cards_finalize (GObject *object)
{
  g_hash_table_unref (SL_BOARD_CARDS (object)->bound);

  G_OBJECT_CLASS (sl_board_cards_parent_class)->finalize (object);
}

static void
sl_board_cards_class_init (SlBoardCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_board_cards_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_board_cards_finalize;
}

static void
sl_board_cards_init (SlBoardCards *self)
{
  self->bound = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (self->factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (self->factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (self->factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
}

/**
 * sl_board_cards_new:
 * @facet: %SL_FACET_STATUS or %SL_FACET_LANE: what the columns are
 *
 * Returns: (transfer full): what makes the cards of a column, which show what is selected in @state
 */
SlBoardCards *
sl_board_cards_new (SlViewState *state, SlFacet facet)
{
  SlBoardCards *self = g_object_new (SL_TYPE_BOARD_CARDS, NULL);

  self->state = g_object_ref (state);
  self->facet = facet;
  g_signal_connect_object (sl_view_state_get_selection (state), "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/** sl_board_cards_get_factory: Returns: (transfer none): the factory, for a list of SlItems */
GtkListItemFactory *
sl_board_cards_get_factory (SlBoardCards *self)
{
  g_return_val_if_fail (SL_IS_BOARD_CARDS (self), NULL);

  return self->factory;
}

/** sl_board_cards_find: Returns: (transfer none) (nullable): the card of @pk, if one is made */
SlBoardCard *
sl_board_cards_find (SlBoardCards *self, gint64 pk)
{
  g_return_val_if_fail (SL_IS_BOARD_CARDS (self), NULL);

  return g_hash_table_lookup (self->bound, &pk);
}
