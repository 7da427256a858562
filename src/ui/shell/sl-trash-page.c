/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Trash, over a query model of its own. */

#define G_LOG_DOMAIN "sl-trash-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-format.h"
#include "sl-status-pill.h"
#include "sl-trash-page.h"

struct _SlTrashPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *list;
  GtkWidget *restore_all;

  SlViewState *state;
  SlQueryModel *model;
};

G_DEFINE_FINAL_TYPE (SlTrashPage, sl_trash_page, ADW_TYPE_NAVIGATION_PAGE)

static void
update_state (SlTrashPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (!sl_query_model_get_loaded (self->model))
    return;

  gtk_stack_set_visible_child_name (self->stack, n_items > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->restore_all, n_items > 1);
}

static char *
row_deleted (gpointer instance, SlRow *row)
{
  SlClock *clock = sl_format_get_clock ();
  g_autofree char *when = NULL;
  gint64 time;

  if (row == NULL)
    return g_strdup ("");

  time = sl_record_get_integer (sl_row_get_application (row), SL_FIELD_DELETED_AT, SL_TIME_NONE);
  when = sl_day_format_relative (time != SL_TIME_NONE ? sl_day_from_time (time, sl_clock_get_time_zone (clock)) : SL_DAY_NONE,
                                 sl_clock_get_today (clock));
  /* Translators: when an application was moved to the Trash: “Deleted 3 days ago” */
  return g_strdup_printf (_("Deleted %s"), when);
}

static char *
row_restore_label (gpointer instance, SlRow *row)
{
  g_autofree char *role = sl_format_row_role (row);
  g_autofree char *company = sl_format_row_company (row);

  return g_strdup_printf (_("Restore %s at %s"), role, company);
}

static void
restore_clicked_cb (GtkButton *button, GtkListItem *cell)
{
  SlTrashPage *self = SL_TRASH_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (button), SL_TYPE_TRASH_PAGE));
  SlRecord *application = sl_item_get_application (gtk_list_item_get_item (cell));
  const char *ids[2] = { NULL, NULL };
  g_autoptr (SlChangeset) changeset = NULL;

  if (application == NULL)
    return;

  ids[0] = sl_record_get_id (application);
  changeset = sl_deed_restore (SL_KIND_APPLICATION, ids);
  sl_view_state_apply (self->state, changeset);
}

static SlChangeset *
build_restore (const char *const *ids, gpointer data)
{
  return sl_deed_restore (SL_KIND_APPLICATION, ids);
}

static void
restore_all_clicked_cb (SlTrashPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autoptr (GArray) pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_items);

  for (guint i = 0; i < n_items; i++)
    {
      gint64 pk = sl_query_model_get_pk (self->model, i);

      g_array_append_val (pks, pk);
    }
  sl_view_state_bulk (self->state, (const gint64 *) pks->data, pks->len, build_restore, NULL, NULL);
}

static void
sl_trash_page_dispose (GObject *object)
{
  SlTrashPage *self = SL_TRASH_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_TRASH_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_trash_page_parent_class)->dispose (object);
}

static void
sl_trash_page_class_init (SlTrashPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_trash_page_dispose;

  g_type_ensure (SL_TYPE_COMPANY_AVATAR);
  g_type_ensure (SL_TYPE_ITEM);
  g_type_ensure (SL_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-trash-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, list);
  gtk_widget_class_bind_template_child (widget_class, SlTrashPage, restore_all);
  gtk_widget_class_bind_template_callback (widget_class, row_deleted);
  gtk_widget_class_bind_template_callback (widget_class, row_restore_label);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_all_clicked_cb);
  sl_format_bind_closures (widget_class);
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
  g_autoptr (SlQuery) query = sl_query_new ();
  GtkNoSelection *selection;

  self->state = g_object_ref (state);
  self->model = sl_query_model_new (sl_view_state_get_context (state));
  g_signal_connect_object (self->model, "notify::loaded", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::n-items", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);

  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  sl_query_set_trash (query, TRUE);
  sl_query_set_sort (query, SL_SORT_UPDATED, TRUE);
  sl_query_model_set_query (self->model, query);

  return GTK_WIDGET (self);
}
