/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Trash: what was deleted, of every kind, newest first. */

#define G_LOG_DOMAIN "sl-trash-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-trash-page.h"
#include "sl-trash-words.h"

struct _SlTrashPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *list;
  GtkWidget *restore_all;
  GtkWidget *empty_button;

  SlViewState *state;
  SlLive *live;
  GListStore *items; /* of SlTrashItem */
  GPtrArray *asked;  /* (nullable): of SlTrashItem, while what goes with it is read */
};

G_DEFINE_FINAL_TYPE (SlTrashPage, sl_trash_page, ADW_TYPE_NAVIGATION_PAGE)

/* What a row says. @item is nullable, as everywhere in list rows. */

static char *
item_title (gpointer instance, SlTrashItem *item)
{
  return item != NULL ? sl_trash_words_title (item) : g_strdup ("");
}

static char *
item_subtitle (gpointer instance, SlTrashItem *item)
{
  return item != NULL ? sl_trash_words_subtitle (item) : g_strdup ("");
}

static char *
item_label (gpointer instance, SlTrashItem *item)
{
  g_autofree char *title = item_title (NULL, item);
  g_autofree char *subtitle = item_subtitle (NULL, item);

  return g_strdup_printf ("%s, %s", title, subtitle);
}

static char *
item_restore_label (gpointer instance, SlTrashItem *item)
{
  g_autofree char *title = item_title (NULL, item);

  return g_strdup_printf (_("Restore %s"), title);
}

static char *
item_delete_label (gpointer instance, SlTrashItem *item)
{
  g_autofree char *title = item_title (NULL, item);

  return g_strdup_printf (_("Delete %s for good"), title);
}

static char *
item_icon (gpointer instance, SlTrashItem *item)
{
  static const char *const icons[SL_N_KINDS] = {
    [SL_KIND_RESUME_VERSION] = "text-x-generic-symbolic", [SL_KIND_APPLICATION] = "sl-applications-symbolic",
    [SL_KIND_STAGE] = "x-office-calendar-symbolic",       [SL_KIND_CONTACT] = "avatar-default-symbolic",
    [SL_KIND_DOCUMENT] = "text-x-generic-symbolic",       [SL_KIND_REMINDER] = "alarm-symbolic",
    [SL_KIND_TAG] = "sl-tag-symbolic",                    [SL_KIND_SAVED_JOB] = "user-bookmarks-symbolic",
    [SL_KIND_SAVED_FILTER] = "system-search-symbolic",    [SL_KIND_MESSAGE] = "mail-unread-symbolic",
    [SL_KIND_EVENT] = "document-open-recent-symbolic",
  };
  const char *icon = item != NULL ? icons[sl_trash_item_get_kind (item)] : NULL;

  return g_strdup (icon != NULL ? icon : "text-x-generic-symbolic");
}

/* Bringing back */

static void
restore (SlTrashPage *self, GPtrArray *items)
{
  g_autoptr (SlChangeset) changeset = sl_deed_restore_many (items);

  sl_view_state_apply (self->state, changeset);
}

static GPtrArray *
take_one (gpointer item)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, g_object_ref (item));
  return items;
}

static void
restore_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  SlTrashPage *self = SL_TRASH_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (button), SL_TYPE_TRASH_PAGE));
  g_autoptr (GPtrArray) items = NULL;

  if (gtk_list_item_get_item (cell) == NULL)
    return;
  items = take_one (gtk_list_item_get_item (cell));
  restore (self, items);
}

static void
restore_all_clicked_cb (SlTrashPage *self)
{
  GPtrArray *all = sl_live_get_result (self->live);

  if (all != NULL && all->len > 0)
    restore (self, all);
}

/* Deleting for good */

static void
purged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlTrashPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (self->state == NULL)
    return;
  if (transaction != NULL)
    sl_view_state_tell_done (self->state, transaction);
  else
    sl_view_state_tell_failed (self->state, error, _("Nothing was deleted."));
}

static void
purge (SlTrashPage *self, GPtrArray *items)
{
  g_autoptr (SlChangeset) only = sl_deed_purge (items);

  sl_store_purge_async (sl_view_state_get_store (self->state), only, NULL, purged_cb, g_object_ref (self));
}

static void
confirmed_cb (AdwAlertDialog *alert, const char *response, SlTrashPage *self)
{
  if (g_str_equal (response, "delete"))
    purge (self, g_object_get_data (G_OBJECT (alert), "items"));
}

/* Asks first: of all deeds only this one can't be undone. */
static void
ask (SlTrashPage *self, GPtrArray *items, const char *verb, const SlTrashBelongings *belongings)
{
  g_autofree char *question = sl_trash_words_question (items);
  g_autofree char *fate = sl_trash_words_fate (items, belongings);
  AdwDialog *alert = sl_alert_new (question, fate);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _("_Cancel"), "delete", verb, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_object_set_data_full (G_OBJECT (alert), "items", g_ptr_array_ref (items), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (alert, "response", G_CALLBACK (confirmed_cb), self, 0);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static void
belongings_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlTrashPage) self = user_data;
  g_autoptr (GPtrArray) items = g_steal_pointer (&self->asked);
  g_autoptr (GError) error = NULL;
  g_autofree SlTrashBelongings *belongings = sl_store_read_finish (SL_STORE (source), result, &error);

  if (self->state == NULL)
    return;
  if (belongings == NULL)
    sl_view_state_tell_failed (self->state, error, _("Nothing was deleted."));
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, items, _("_Delete for Good"), belongings);
}

/* Of two clicks one asks. */
static void
ask_about_one (SlTrashPage *self, gpointer item)
{
  if (self->asked != NULL)
    return;
  self->asked = take_one (item);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, sl_trash_read_belongings, g_object_ref (item), g_object_unref,
                       g_free, NULL, belongings_read_cb, g_object_ref (self));
}

static void
delete_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  SlTrashPage *self = SL_TRASH_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (button), SL_TYPE_TRASH_PAGE));

  if (gtk_list_item_get_item (cell) != NULL)
    ask_about_one (self, gtk_list_item_get_item (cell));
}

/* What is seen now: what comes into the Trash while one is asked stays. */
static void
empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTrashPage *self = SL_TRASH_PAGE (widget);
  GPtrArray *all = sl_live_get_result (self->live);

  if (all == NULL || all->len == 0)
    return;
  if (all->len == 1)
    ask_about_one (self, g_ptr_array_index (all, 0));
  else
    ask (self, all, _("_Empty Trash"), NULL);
}

/* The list */

static void
changed_cb (SlTrashPage *self)
{
  GPtrArray *items = sl_live_get_result (self->live);

  if (items == NULL)
    return;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->restore_all, items->len > 1);
  gtk_widget_set_visible (self->empty_button, items->len > 0);
}

static void
sl_trash_page_dispose (GObject *object)
{
  SlTrashPage *self = SL_TRASH_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_TRASH_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->items);
  g_clear_object (&self->state);
  g_clear_pointer (&self->asked, g_ptr_array_unref);

  G_OBJECT_CLASS (sl_trash_page_parent_class)->dispose (object);
}

static void
sl_trash_page_class_init (SlTrashPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_trash_page_dispose;

  g_type_ensure (SL_TYPE_TRASH_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-trash-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, list);
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, restore_all);
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, item_title);
  gtk_widget_class_bind_template_callback (widget_class, item_subtitle);
  gtk_widget_class_bind_template_callback (widget_class, item_label);
  gtk_widget_class_bind_template_callback (widget_class, item_icon);
  gtk_widget_class_bind_template_callback (widget_class, item_restore_label);
  gtk_widget_class_bind_template_callback (widget_class, item_delete_label);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_all_clicked_cb);
  gtk_widget_class_install_action (widget_class, "trash.empty", NULL, empty_action);
}

static void
sl_trash_page_init (SlTrashPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_trash_page_new:
 * @state: the window's
 *
 * Returns: the page
 */
GtkWidget *
sl_trash_page_new (SlViewState *state)
{
  SlTrashPage *self = g_object_new (SL_TYPE_TRASH_PAGE, NULL);
  GtkNoSelection *selection;

  self->state = g_object_ref (state);
  self->items = g_list_store_new (SL_TYPE_TRASH_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_ALL_KINDS, SL_READ_BACKGROUND, sl_trash_read, (GDestroyNotify) g_ptr_array_unref);
  sl_view_state_watch_errors (self->state, self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);

  return GTK_WIDGET (self);
}
