/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list holds all that there is, as numbers and ids; texts are read for the rows in sight, and again when something changed
 * since: at once where a row is in sight, else when it comes there. */
#define G_LOG_DOMAIN "sl-sync-list-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-pages.h"
#include "sl-record-list.h"
#include "sl-sync-done.h"
#include "sl-sync-list-page.h"
#include "sl-sync-row.h"

/* Of what a round sends, which is news for the list. */
#define NEWS 0.01

/* Pixels that are in sight with what has the focus. */
#define AROUND 12

struct _SlSyncListPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkLabel *intro;
  GtkButton *all;
  GtkListView *list;

  SlViewState *state;
  SlSyncKeeper *keeper;
  const SlSyncListing *listing;
  SlLive *live;      /* of SlSyncItem */
  GListStore *items; /* the same, with texts */
  GPtrArray *seen;   /* of the items that rows show */
  GHashTable *fresh; /* of the items whose text was read, or is, since the last change */
  GHashTable *stale; /* of the items in @seen that aren't in @fresh */
  GCancellable *cancellable;
  gboolean reading;
  guint sight; /* source: what has the focus is to be brought into sight */

  /* Of the keeper, when it last had news. */
  SlSyncState sync_state;
  const SlSyncStatus *status; /* only told apart from the next one */
  double fraction;
};

G_DEFINE_FINAL_TYPE (SlSyncListPage, sl_sync_list_page, ADW_TYPE_NAVIGATION_PAGE)

/* Texts */

typedef struct {
  const SlSyncListing *listing;
  GPtrArray *items;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_ptr_array_unref (asking->items);
  g_free (asking);
}

/* (element-type SlSyncText): in the order of the items; %NULL for what is gone. */
static gpointer
read_texts (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asking *asking = data;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_sync_text_free);

  for (guint i = 0; i < asking->items->len; i++)
    {
      g_autoptr (GError) local = NULL;

      g_ptr_array_add (texts, asking->listing->tell (connection, g_ptr_array_index (asking->items, i), &local));
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return g_steal_pointer (&texts);
}

static void read_stale (SlSyncListPage *self);

typedef struct {
  SlSyncListPage *page;
  GPtrArray *items;
} Reading;

static void
texts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (SlSyncListPage) self = reading->page;
  g_autoptr (GPtrArray) items = reading->items;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = sl_store_read_finish (SL_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->state == NULL)
    return;
  if (texts == NULL)
    {
      for (guint i = 0; i < items->len; i++)
        g_hash_table_remove (self->fresh, g_ptr_array_index (items, i));
      sl_sync_done_failed (GTK_WIDGET (self), error, _("The list couldn’t be read."));
      return;
    }
  for (guint i = 0; i < items->len; i++)
    if (g_ptr_array_index (texts, i) != NULL)
      sl_sync_item_take_text (g_ptr_array_index (items, i), g_steal_pointer (&g_ptr_array_index (texts, i)));
  read_stale (self);
}

static void
read_stale (SlSyncListPage *self)
{
  g_autoptr (GPtrArray) items = NULL;
  Asking *asking;
  Reading *reading;

  if (self->reading || g_hash_table_size (self->stale) == 0)
    return;
  items = g_hash_table_get_keys_as_ptr_array (self->stale);
  g_ptr_array_set_free_func (items, g_object_unref);
  g_ptr_array_foreach (items, (GFunc) (void (*) (void)) g_object_ref, NULL);
  g_hash_table_remove_all (self->stale);
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (self->fresh, g_object_ref (g_ptr_array_index (items, i)));

  self->reading = TRUE;
  asking = g_new0 (Asking, 1);
  asking->listing = self->listing;
  asking->items = g_ptr_array_ref (items);
  reading = g_new0 (Reading, 1);
  reading->page = g_object_ref (self);
  reading->items = g_ptr_array_ref (items);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, read_texts, asking, asking_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, texts_read_cb, reading);
}

/* What one does */

typedef struct {
  SlSyncListPage *page;
  gint64 since;
  guint n;
  const char *failed; /* (nullable): what is told if it does */
} Choice;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Choice *choice = user_data;
  g_autoptr (SlSyncListPage) self = choice->page;
  g_autoptr (GError) error = NULL;
  gint64 mark;

  if (!sl_sync_keeper_finish_choice (SL_SYNC_KEEPER (source), result, &mark, &error))
    {
      /* Chosen about meanwhile, in another window say: then that isn't how it is. */
      gboolean is_gone = g_error_matches (error, SL_ERROR, SL_ERROR_NOT_FOUND);

      sl_sync_done_failed (GTK_WIDGET (self), error, is_gone ? NULL : choice->failed);
    }
  else if (self->state != NULL && mark != 0)
    sl_sync_done_kept (GTK_WIDGET (self), self->keeper, mark, choice->n);
  else if (self->state != NULL)
    sl_sync_done_tell (GTK_WIDGET (self), self->state, choice->since);
}

static Choice *
choice_new (SlSyncListPage *self, guint n, guint button)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (self);
  choice->since = sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
  choice->n = n;
  choice->failed = _(self->listing->failed[button]);
  return choice;
}

static void
chosen_cb (SlSyncListPage *self, guint button, SlSyncRow *row)
{
  self->listing->choose (self->keeper, sl_sync_row_get_item (row), button, done_cb, choice_new (self, 1, button));
}

static void
all_cb (SlSyncListPage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->items), i));
  self->listing->choose_all (self->keeper, items, done_cb, choice_new (self, items->len, SL_SYNC_N_BUTTONS - 1));
}

static void
activate_cb (SlSyncListPage *self, guint position)
{
  g_autoptr (SlSyncItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const SlSyncText *text = item != NULL ? sl_sync_item_get_text (item) : NULL;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (SlViewState) state = g_object_ref (self->state);
  g_autoptr (GError) problem = NULL;

  if (text == NULL || !text->can_open)
    return;
  problem = self->listing->opened != NULL && text->problem != NULL ? g_error_new_literal (SL_ERROR, SL_ERROR_INVALID, text->problem) : NULL;
  gtk_widget_activate_action (window, "win.open-record", "(ss)", sl_kind_get_info (sl_sync_item_get_kind (item))->name, sl_sync_item_get_id (item));
  gtk_widget_activate_action (GTK_WIDGET (self), "sync.close", NULL);
  if (problem != NULL)
    sl_view_state_tell_failed (state, problem, _(self->listing->opened));
}

/* Rows */

static void
bound_cb (SlSyncListPage *self, GtkListItem *cell)
{
  SlSyncItem *item = gtk_list_item_get_item (cell);

  sl_sync_row_set_item (SL_SYNC_ROW (gtk_list_item_get_child (cell)), item);
  g_ptr_array_add (self->seen, item);
  if (!g_hash_table_contains (self->fresh, item))
    g_hash_table_add (self->stale, item);
  read_stale (self);
}

static void
unbound_cb (SlSyncListPage *self, GtkListItem *cell)
{
  SlSyncItem *item = gtk_list_item_get_item (cell);

  sl_sync_row_set_item (SL_SYNC_ROW (gtk_list_item_get_child (cell)), NULL);
  g_ptr_array_remove_fast (self->seen, item);
  g_hash_table_remove (self->stale, item);
}

static void
bind_property (GtkListItem *cell, const char *of_item, const char *of_cell)
{
  GtkExpression *item = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");

  gtk_expression_bind (gtk_property_expression_new (SL_TYPE_SYNC_ITEM, item, of_item), cell, of_cell, cell);
}

static void
setup_cb (SlSyncListPage *self, GtkListItem *cell)
{
  GtkWidget *row = g_object_new (SL_TYPE_SYNC_ROW, NULL);

  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (cell, row);
  bind_property (cell, "label", "accessible-label");
  bind_property (cell, "can-open", "activatable");
}

/* The list */

static gboolean
is_at (SlSyncListPage *self, guint position, SlSyncItem *item)
{
  g_autoptr (SlSyncItem) there = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return sl_sync_item_equal (there, item);
}

/* Those that were there before keep their texts until the new ones are read. Those before and behind what changed stay by
 * themselves: of a long list the first ones go, one after the other. */
static void
keep_known (SlSyncListPage *self, GPtrArray *items)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (sl_sync_item_hash, sl_sync_item_equal, g_object_unref, NULL);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->items)), most = MIN (n_before, items->len), first = 0, last = 0;

  while (first < most && is_at (self, first, g_ptr_array_index (items, first)))
    first++;
  while (last < most - first && is_at (self, n_before - 1 - last, g_ptr_array_index (items, items->len - 1 - last)))
    last++;
  for (guint i = first; i < n_before - last; i++)
    g_hash_table_add (known, g_list_model_get_item (G_LIST_MODEL (self->items), i));
  for (guint i = first; i < items->len - last; i++)
    {
      SlSyncItem *before = g_hash_table_lookup (known, g_ptr_array_index (items, i));

      if (before != NULL && before != g_ptr_array_index (items, i))
        {
          g_object_unref (g_ptr_array_index (items, i));
          g_ptr_array_index (items, i) = g_object_ref (before);
        }
    }
}

/* What one came for: neither the way back, nor a button that does something at once. */
static void
focus_list (SlSyncListPage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* Nothing is left that could have the focus: by itself it would go to the toast, which takes the next Escape for itself. */
static void
focus_header (SlSyncListPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root == NULL || (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return;
  gtk_root_set_focus (root, NULL);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
changed_cb (SlSyncListPage *self)
{
  GPtrArray *items = sl_live_get_result (self->live);
  gboolean was_blank = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "blank") == 0;
  gboolean had_rows = g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0;

  if (items == NULL)
    return;
  g_hash_table_remove_all (self->fresh);
  keep_known (self, items);
  if (had_rows && items->len == 0)
    focus_header (self);
  sl_list_store_replace (self->items, items, sl_sync_item_equal);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->all), self->listing->all != NULL && items->len > 1);
  for (guint i = 0; i < self->seen->len; i++)
    if (!g_hash_table_contains (self->fresh, g_ptr_array_index (self->seen, i)))
      g_hash_table_add (self->stale, g_ptr_array_index (self->seen, i));
  read_stale (self);
  if (was_blank)
    focus_list (self);
}

/* A round tells many times a second how far it is: not each time is there another list. */
static gboolean
take_news (SlSyncListPage *self)
{
  SlSyncState state = sl_sync_keeper_get_state (self->keeper);
  const SlSyncStatus *status = sl_sync_keeper_get_status (self->keeper);
  double fraction = sl_sync_keeper_get_fraction (self->keeper);

  if (state == SL_SYNC_STATE_RUNNING && state == self->sync_state && status == self->status && ABS (fraction - self->fraction) < NEWS)
    return FALSE;
  self->sync_state = state;
  self->status = status;
  self->fraction = fraction;
  return TRUE;
}

static void
keeper_cb (SlSyncListPage *self)
{
  if (self->live != NULL && take_news (self))
    sl_live_refresh (self->live);
}

/* A row may be higher than the list, which scrolls for the row alone. */
static void
bring_into_sight_cb (gpointer data)
{
  SlSyncListPage *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  double value = gtk_adjustment_get_value (place);
  graphene_rect_t bounds;

  self->sight = 0;
  if (focus == NULL || gtk_widget_get_ancestor (focus, SL_TYPE_SYNC_ROW) == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)) ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self->list), &bounds))
    return;
  gtk_adjustment_clamp_page (place, value + bounds.origin.y - AROUND, value + bounds.origin.y + bounds.size.height + AROUND);
}

/* When the list has scrolled by itself, and knows where everything is. */
static void
focus_cb (SlSyncListPage *self)
{
  if (self->sight == 0)
    self->sight = g_idle_add_once (bring_into_sight_cb, self);
}

static void
sl_sync_list_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sl_sync_list_page_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (focus_cb), widget, G_CONNECT_SWAPPED);
}

static void
sl_sync_list_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_cb, widget);
  GTK_WIDGET_CLASS (sl_sync_list_page_parent_class)->unroot (widget);
}

static void
sl_sync_list_page_shown (AdwNavigationPage *page)
{
  focus_list (SL_SYNC_LIST_PAGE (page));
}

static void
sl_sync_list_page_dispose (GObject *object)
{
  SlSyncListPage *self = SL_SYNC_LIST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->sight, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_LIST_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->items);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_list_page_parent_class)->dispose (object);
}

static void
sl_sync_list_page_finalize (GObject *object)
{
  SlSyncListPage *self = SL_SYNC_LIST_PAGE (object);

  g_ptr_array_unref (self->seen);
  g_hash_table_unref (self->stale);
  g_hash_table_unref (self->fresh);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sl_sync_list_page_parent_class)->finalize (object);
}

static void
sl_sync_list_page_class_init (SlSyncListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_list_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_sync_list_page_finalize;
  widget_class->root = sl_sync_list_page_root;
  widget_class->unroot = sl_sync_list_page_unroot;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = sl_sync_list_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlSyncListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SlSyncListPage, intro);
  gtk_widget_class_bind_template_child (widget_class, SlSyncListPage, all);
  gtk_widget_class_bind_template_child (widget_class, SlSyncListPage, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
sl_sync_list_page_init (SlSyncListPage *self)
{
  self->seen = g_ptr_array_new ();
  self->stale = g_hash_table_new (NULL, NULL);
  self->fresh = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_listing (SlSyncListPage *self)
{
  const SlSyncListing *listing = self->listing;

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _(listing->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _(listing->title), -1);
  gtk_label_set_label (self->intro, listing->intro != NULL ? _(listing->intro) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->intro), listing->intro != NULL);
  if (listing->all != NULL)
    {
      gtk_button_set_label (self->all, _(listing->all));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->all), _(listing->all_tip));
    }
  adw_status_page_set_title (self->empty, _(listing->empty_title));
  adw_status_page_set_description (self->empty, _(listing->empty_description));
}

/** sl_sync_list_page_opens: whether a record of @kind has a page, or belongs to what has one; for #SlSyncText */
gboolean
sl_sync_list_page_opens (SlKind kind)
{
  return kind == SL_KIND_APPLICATION || sl_page_find_for_kind (kind) != NULL || sl_kind_get_owner_field (kind) != SL_FIELD_NONE;
}

/** sl_sync_list_page_new: Returns: (transfer floating): follows what changes; @listing: outlives it */
AdwNavigationPage *
sl_sync_list_page_new (SlViewState *state, const SlSyncListing *listing)
{
  SlSyncListPage *self = g_object_new (SL_TYPE_SYNC_LIST_PAGE, NULL);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  self->listing = listing;
  self->items = g_list_store_new (SL_TYPE_SYNC_ITEM);
  show_listing (self);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));

  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_ALL_KINDS, SL_READ_INTERACTIVE, listing->read, (GDestroyNotify) g_ptr_array_unref);
  sl_view_state_watch_errors (state, self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (keeper_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return ADW_NAVIGATION_PAGE (self);
}
