/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-outbox-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-pages.h"
#include "sl-sync-done.h"
#include "sl-sync-outbox-item.h"
#include "sl-sync-outbox-page.h"

struct _SlSyncOutboxPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *list;

  SlViewState *state;
  SlSyncKeeper *keeper;
  SlLive *live;      /* of SlSyncOutboxItem */
  GListStore *items; /* the same, as they are shown */
};

G_DEFINE_FINAL_TYPE (SlSyncOutboxPage, sl_sync_outbox_page, ADW_TYPE_NAVIGATION_PAGE)

/* What a row says; @item is nullable, as everywhere in list rows. */

static char *
item_title (gpointer instance, SlSyncOutboxItem *item)
{
  return item != NULL ? sl_sync_outbox_item_get_title (item) : g_strdup ("");
}

static char *
item_subtitle (gpointer instance, SlSyncOutboxItem *item)
{
  return item != NULL ? sl_sync_outbox_item_get_subtitle (item) : g_strdup ("");
}

static char *
item_problem (gpointer instance, SlSyncOutboxItem *item)
{
  return item != NULL ? sl_sync_outbox_item_get_problem (item) : g_strdup ("");
}

static char *
item_label (gpointer instance, SlSyncOutboxItem *item)
{
  g_autofree char *title = item_title (NULL, item);
  g_autofree char *subtitle = item_subtitle (NULL, item);
  g_autofree char *problem = item_problem (NULL, item);

  return g_strjoin (", ", title, subtitle, *problem != '\0' ? problem : NULL, NULL);
}

static gboolean
item_is_refused (gpointer instance, SlSyncOutboxItem *item)
{
  return item != NULL && sl_sync_outbox_item_is_refused (item);
}

static char *
item_discard (gpointer instance, SlSyncOutboxItem *item)
{
  return g_strdup (item != NULL ? sl_sync_outbox_item_get_discard_label (item) : "");
}

static char *
item_discard_words (gpointer instance, SlSyncOutboxItem *item)
{
  return g_strdup (item != NULL ? sl_sync_outbox_item_get_discard_words (item) : "");
}

static gboolean
item_can_open (gpointer instance, SlSyncOutboxItem *item)
{
  const SlSyncWaiting *waiting = item != NULL ? sl_sync_outbox_item_get_waiting (item) : NULL;

  return waiting != NULL && waiting->deed != SL_SYNC_WAITING_REMOVE &&
         (waiting->kind == SL_KIND_APPLICATION || sl_page_find_for_kind (waiting->kind) != NULL ||
          sl_kind_get_owner_field (waiting->kind) != SL_FIELD_NONE);
}

static char *
item_icon (gpointer instance, SlSyncOutboxItem *item)
{
  if (item != NULL && sl_sync_outbox_item_is_refused (item))
    return g_strdup ("dialog-warning-symbolic");
  switch (item != NULL ? sl_sync_outbox_item_get_waiting (item)->deed : SL_SYNC_WAITING_CHANGE)
    {
    case SL_SYNC_WAITING_ADD:
      return g_strdup ("list-add-symbolic");
    case SL_SYNC_WAITING_REMOVE:
      return g_strdup ("user-trash-symbolic");
    case SL_SYNC_WAITING_UPLOAD:
      return g_strdup ("text-x-generic-symbolic");
    case SL_SYNC_WAITING_CHANGE:
    default:
      return g_strdup ("document-edit-symbolic");
    }
}

static char *
word_retry (gpointer instance)
{
  return g_strdup (_("Retry"));
}

static char *
word_open (gpointer instance)
{
  return g_strdup (_("Open"));
}

/* What one does */

typedef struct {
  SlSyncOutboxPage *page;
  gint64 since;
  const char *failed; /* what is told if it does */
} Choice;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Choice *choice = user_data;
  g_autoptr (SlSyncOutboxPage) self = choice->page;
  g_autoptr (GError) error = NULL;

  if (!sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &error))
    sl_sync_done_failed (GTK_WIDGET (self), error, choice->failed);
  else if (self->state != NULL)
    sl_sync_done_tell (GTK_WIDGET (self), self->state, choice->since);
}

static Choice *
choose (SlSyncOutboxPage *self, const char *failed)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (self);
  choice->since = sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
  choice->failed = failed;
  return choice;
}

static SlSyncOutboxPage *
find_page (GtkButton *button)
{
  return SL_SYNC_OUTBOX_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (button), SL_TYPE_SYNC_OUTBOX_PAGE));
}

static void
retry_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  SlSyncOutboxPage *self = find_page (button);
  SlSyncOutboxItem *item = gtk_list_item_get_item (cell);

  if (item == NULL)
    return;
  sl_sync_keeper_retry_async (self->keeper, sl_sync_outbox_item_get_waiting (item)->kind, sl_sync_outbox_item_get_waiting (item)->id,
                              chosen_cb, choose (self, _("It isn’t sent again.")));
}

static void
discard_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  SlSyncOutboxPage *self = find_page (button);
  SlSyncOutboxItem *item = gtk_list_item_get_item (cell);

  if (item != NULL)
    sl_sync_keeper_discard_async (self->keeper, sl_sync_outbox_item_get_waiting (item)->kind, sl_sync_outbox_item_get_waiting (item)->id,
                                  chosen_cb, choose (self, _("It wasn’t discarded.")));
}

static void
open_item (SlSyncOutboxPage *self, SlSyncOutboxItem *item)
{
  const SlSyncWaiting *waiting = sl_sync_outbox_item_get_waiting (item);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (!item_can_open (NULL, item))
    return;
  gtk_widget_activate_action (window, "win.open-record", "(ss)", sl_kind_get_info (waiting->kind)->name, waiting->id);
  gtk_widget_activate_action (GTK_WIDGET (self), "sync.close", NULL);
}

static void
open_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  g_autoptr (SlSyncOutboxItem) item = gtk_list_item_get_item (cell) != NULL ? g_object_ref (gtk_list_item_get_item (cell)) : NULL;

  if (item != NULL)
    open_item (find_page (button), item);
}

static void
activate_cb (SlSyncOutboxPage *self, guint position)
{
  g_autoptr (SlSyncOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    open_item (self, item);
}

/* The list */

static gboolean
is_shown (SlSyncOutboxPage *self, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (SlSyncOutboxItem) shown = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!sl_sync_outbox_item_equal (shown, g_ptr_array_index (items, i)))
        return FALSE;
    }
  return TRUE;
}

static void
changed_cb (SlSyncOutboxPage *self)
{
  GPtrArray *items = sl_live_get_result (self->live);
  gboolean was_blank;

  if (items == NULL)
    return;
  /* Where nothing is new, the focus stays on its row. */
  if (!is_shown (self, items))
    g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  was_blank = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "blank") == 0;
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
  /* What one came for, not the way back. */
  if (was_blank && items->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
sl_sync_outbox_page_dispose (GObject *object)
{
  SlSyncOutboxPage *self = SL_SYNC_OUTBOX_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_OUTBOX_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->items);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_outbox_page_parent_class)->dispose (object);
}

static void
sl_sync_outbox_page_class_init (SlSyncOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_outbox_page_dispose;

  g_type_ensure (SL_TYPE_SYNC_OUTBOX_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlSyncOutboxPage, list);
  gtk_widget_class_bind_template_callback (widget_class, item_title);
  gtk_widget_class_bind_template_callback (widget_class, item_subtitle);
  gtk_widget_class_bind_template_callback (widget_class, item_problem);
  gtk_widget_class_bind_template_callback (widget_class, item_label);
  gtk_widget_class_bind_template_callback (widget_class, item_is_refused);
  gtk_widget_class_bind_template_callback (widget_class, item_discard);
  gtk_widget_class_bind_template_callback (widget_class, item_discard_words);
  gtk_widget_class_bind_template_callback (widget_class, item_can_open);
  gtk_widget_class_bind_template_callback (widget_class, item_icon);
  gtk_widget_class_bind_template_callback (widget_class, word_retry);
  gtk_widget_class_bind_template_callback (widget_class, word_open);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sl_sync_outbox_page_init (SlSyncOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_sync_outbox_page_new: Returns: (transfer floating): follows what waits */
AdwNavigationPage *
sl_sync_outbox_page_new (SlViewState *state)
{
  SlSyncOutboxPage *self = g_object_new (SL_TYPE_SYNC_OUTBOX_PAGE, NULL);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  self->items = g_list_store_new (SL_TYPE_SYNC_OUTBOX_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));

  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_ALL_KINDS, SL_READ_INTERACTIVE, sl_sync_outbox_items_read, (GDestroyNotify) g_ptr_array_unref);
  sl_view_state_watch_errors (state, self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (sl_live_refresh), self->live, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return ADW_NAVIGATION_PAGE (self);
}
