/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-conflicts-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-live.h"
#include "sl-sync-conflict-item.h"
#include "sl-sync-conflicts-page.h"
#include "sl-sync-done.h"

#define FEW_LINES 5
#define ALL_LINES 10000

struct _SlSyncConflictsPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *list;

  SlViewState *state;
  SlSyncKeeper *keeper;
  SlLive *live;      /* of SlSyncConflictItem */
  GListStore *items; /* the same, as they are shown */
};

G_DEFINE_FINAL_TYPE (SlSyncConflictsPage, sl_sync_conflicts_page, ADW_TYPE_NAVIGATION_PAGE)

/* What a row says; @item is nullable, as everywhere in list rows. */

static char *
item_title (gpointer instance, SlSyncConflictItem *item)
{
  return item != NULL ? sl_sync_conflict_item_get_title (item) : g_strdup ("");
}

static char *
item_subtitle (gpointer instance, SlSyncConflictItem *item)
{
  return item != NULL ? sl_sync_conflict_item_get_subtitle (item) : g_strdup ("");
}

static char *
item_lost (gpointer instance, SlSyncConflictItem *item)
{
  return g_strdup (item != NULL ? sl_sync_conflict_item_get_lost (item) : "");
}

static char *
item_present (gpointer instance, SlSyncConflictItem *item)
{
  return g_strdup (item != NULL ? sl_sync_conflict_item_get_present (item) : "");
}

static char *
item_label (gpointer instance, SlSyncConflictItem *item)
{
  g_autofree char *title = item_title (NULL, item);
  g_autofree char *subtitle = item_subtitle (NULL, item);

  return g_strdup_printf ("%s, %s", title, subtitle);
}

static gboolean
item_is_long (gpointer instance, SlSyncConflictItem *item)
{
  return item != NULL && sl_sync_conflict_item_is_long (item);
}

static int
item_lines (gpointer instance, gboolean expanded)
{
  return expanded ? ALL_LINES : FEW_LINES;
}

/* The words on the row's buttons and columns. */

static char *
word_lost (gpointer instance)
{
  return g_strdup (_("What you wrote"));
}

static char *
word_present (gpointer instance)
{
  return g_strdup (_("What stands now"));
}

static char *
word_use (gpointer instance)
{
  return g_strdup (_("Use This Instead"));
}

static char *
word_keep (gpointer instance)
{
  return g_strdup (_("Keep as It Is"));
}

static char *
word_expand (gpointer instance, gboolean expanded)
{
  return g_strdup (expanded ? _("Show Less") : _("Show All"));
}

/* What one does */

typedef struct {
  SlSyncConflictsPage *page;
  gint64 since;
} Choice;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Choice *choice = user_data;
  g_autoptr (SlSyncConflictsPage) self = choice->page;
  g_autoptr (GError) error = NULL;

  if (!sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &error))
    sl_sync_done_failed (GTK_WIDGET (self), error, NULL);
  else if (self->state != NULL)
    sl_sync_done_tell (GTK_WIDGET (self), self->state, choice->since);
}

static void
choose (GtkButton *button, GtkListItem *cell, void (*deed) (SlSyncKeeper *, gint64, GAsyncReadyCallback, gpointer))
{
  SlSyncConflictsPage *self = SL_SYNC_CONFLICTS_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (button), SL_TYPE_SYNC_CONFLICTS_PAGE));
  SlSyncConflictItem *item = gtk_list_item_get_item (cell);
  Choice *choice;

  if (item == NULL)
    return;
  choice = g_new0 (Choice, 1);
  choice->page = g_object_ref (self);
  choice->since = sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
  deed (self->keeper, sl_sync_conflict_item_get_number (item), chosen_cb, choice);
}

static void
swap_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  choose (button, cell, sl_sync_keeper_swap_async);
}

static void
settle_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  choose (button, cell, sl_sync_keeper_settle_async);
}

static void
expand_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  GObject *item = gtk_list_item_get_item (cell);
  gboolean expanded;

  if (item == NULL)
    return;
  g_object_get (item, "expanded", &expanded, NULL);
  g_object_set (item, "expanded", !expanded, NULL);
}

/* The list */

static gboolean
is_shown (SlSyncConflictsPage *self, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (SlSyncConflictItem) shown = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!sl_sync_conflict_item_equal (shown, g_ptr_array_index (items, i)))
        return FALSE;
    }
  return TRUE;
}

static void
changed_cb (SlSyncConflictsPage *self)
{
  GPtrArray *items = sl_live_get_result (self->live);
  gboolean was_blank;

  if (items == NULL)
    return;
  if (!is_shown (self, items))
    g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  was_blank = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "blank") == 0;
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
  /* What one came for, not the way back. */
  if (was_blank && items->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
sl_sync_conflicts_page_dispose (GObject *object)
{
  SlSyncConflictsPage *self = SL_SYNC_CONFLICTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_CONFLICTS_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->items);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_conflicts_page_parent_class)->dispose (object);
}

static void
sl_sync_conflicts_page_class_init (SlSyncConflictsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_conflicts_page_dispose;

  g_type_ensure (SL_TYPE_SYNC_CONFLICT_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncConflictsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlSyncConflictsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, item_title);
  gtk_widget_class_bind_template_callback (widget_class, item_subtitle);
  gtk_widget_class_bind_template_callback (widget_class, item_lost);
  gtk_widget_class_bind_template_callback (widget_class, item_present);
  gtk_widget_class_bind_template_callback (widget_class, item_label);
  gtk_widget_class_bind_template_callback (widget_class, item_is_long);
  gtk_widget_class_bind_template_callback (widget_class, item_lines);
  gtk_widget_class_bind_template_callback (widget_class, word_lost);
  gtk_widget_class_bind_template_callback (widget_class, word_present);
  gtk_widget_class_bind_template_callback (widget_class, word_use);
  gtk_widget_class_bind_template_callback (widget_class, word_keep);
  gtk_widget_class_bind_template_callback (widget_class, word_expand);
  gtk_widget_class_bind_template_callback (widget_class, swap_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, settle_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, expand_clicked_cb);
}

static void
sl_sync_conflicts_page_init (SlSyncConflictsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_sync_conflicts_page_new: Returns: (transfer floating): follows what lost */
AdwNavigationPage *
sl_sync_conflicts_page_new (SlViewState *state)
{
  SlSyncConflictsPage *self = g_object_new (SL_TYPE_SYNC_CONFLICTS_PAGE, NULL);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  self->items = g_list_store_new (SL_TYPE_SYNC_CONFLICT_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));

  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_ALL_KINDS, SL_READ_INTERACTIVE, sl_sync_conflict_items_read, (GDestroyNotify) g_ptr_array_unref);
  sl_view_state_watch_errors (state, self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (sl_live_refresh), self->live, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return ADW_NAVIGATION_PAGE (self);
}
