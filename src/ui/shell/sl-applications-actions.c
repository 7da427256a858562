/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "apps." actions: what can be done with the selected applications. Menu, key, drag, bulk bar and toast all end
 * here. A page with applications of its own offers those of sl-apps-actions.h. */

#define G_LOG_DOMAIN "sl-applications-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-applications-page.h"
#include "sl-apps-actions.h"
#include "sl-error.h"
#include "sl-parts.h"
#include "sl-store-query.h"

/* Tells whether a selection all has a tag by looking at this many rows at most; more just get it. */
#define MAX_ROWS_LOOKED_AT 500

#define STATE_KEY "sl-apps-state"

/** sl_apps_actions_set_state: @state: whose selection the actions of @page are about; @page keeps a reference */
void
sl_apps_actions_set_state (GtkWidget *page, SlViewState *state)
{
  g_object_set_data_full (G_OBJECT (page), STATE_KEY, g_object_ref (state), g_object_unref);
}

static SlViewState *
get_state (GtkWidget *page)
{
  SlViewState *state = g_object_get_data (G_OBJECT (page), STATE_KEY);

  return state != NULL ? state : sl_applications_page_get_state (SL_APPLICATIONS_PAGE (page));
}

static void
run_bulk (GtkWidget *self, SlBulkFunc build, gpointer data, GDestroyNotify data_free)
{
  SlViewState *state = get_state (self);
  g_autoptr (GArray) pks = sl_view_state_get_selected_pks (state);

  sl_view_state_bulk (state, (const gint64 *) pks->data, pks->len, build, data, data_free);
}

/* The one application meant: @pk, or the first selected when it is -1; -1 when there is none. */
static gint64
get_target (SlApplicationsPage *self, gint64 pk)
{
  g_autoptr (GArray) pks = NULL;

  if (pk >= 0)
    return pk;

  pks = sl_view_state_get_selected_pks (sl_applications_page_get_state (self));
  return pks->len > 0 ? g_array_index (pks, gint64, 0) : -1;
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (widget);
  gint64 pk = get_target (self, g_variant_get_int64 (parameter));

  if (pk < 0)
    return;

  /* What is opened is where one is; but what was picked stays so. */
  if (sl_view_state_get_n_selected (sl_applications_page_get_state (self)) <= 1)
    sl_view_state_select (sl_applications_page_get_state (self), pk, TRUE);
  sl_applications_page_open (self, pk, g_strcmp0 (name, "apps.edit") == 0);
}

/* The form stands on the application's page: who reminds of something looks at it. */
static void
remind_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_action (widget, name, parameter);
  sl_applications_page_show_part (SL_APPLICATIONS_PAGE (widget), "add-reminder");
}

static SlChangeset *
build_status (const char *const *ids, gpointer data)
{
  return sl_deed_set_status (ids, data, NULL);
}

static void
set_status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run_bulk (widget, build_status, g_variant_dup_string (parameter, NULL), g_free);
}

static SlChangeset *
build_priority (const char *const *ids, gpointer data)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (*(const char *) data != '\0')
    sl_value_set_text (&value, data);

  return sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_PRIORITY, &value);
}

static void
set_priority_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run_bulk (widget, build_priority, g_variant_dup_string (parameter, NULL), g_free);
}

static SlChangeset *
build_lane (const char *const *ids, gpointer data)
{
  return sl_deed_move_to_lane (ids, data, NULL);
}

static SlChangeset *
build_closed (const char *const *ids, gpointer data)
{
  return sl_deed_move_to_lane (ids, SL_LANE_CLOSED, data);
}

static SlClock *
get_clock (GtkWidget *self)
{
  return sl_context_get_clock (sl_view_state_get_context (get_state (self)));
}

static void
move_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *target = g_variant_get_string (parameter, NULL);

  if (g_str_has_prefix (target, "status:"))
    run_bulk (widget, build_status, g_strdup (target + strlen ("status:")), g_free);
  else if (g_str_has_prefix (target, "lane:"))
    run_bulk (widget, build_lane, g_strdup (target + strlen ("lane:")), g_free);
  else if (g_str_has_prefix (target, "closed:"))
    run_bulk (widget, build_closed, g_strdup (target + strlen ("closed:")), g_free);
}

static SlChangeset *
build_trash (const char *const *ids, gpointer data)
{
  return sl_deed_trash (SL_KIND_APPLICATION, ids, data);
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run_bulk (widget, build_trash, g_object_ref (get_clock (widget)), g_object_unref);
}

static gboolean
has_tag (SlRow *row, const char *tag_id)
{
  GPtrArray *tags = sl_row_get_tags (row);

  for (guint i = 0; tags != NULL && i < tags->len; i++)
    if (g_strcmp0 (sl_record_get_id (g_ptr_array_index (tags, i)), tag_id) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
all_have_tag (SlViewState *state, GArray *pks, const char *tag_id)
{
  GListModel *model = G_LIST_MODEL (sl_view_state_get_model (state));

  if (pks->len > MAX_ROWS_LOOKED_AT)
    return FALSE;

  for (guint i = 0; i < pks->len; i++)
    {
      guint position = sl_query_model_find_pk (SL_QUERY_MODEL (model), g_array_index (pks, gint64, i));
      g_autoptr (SlItem) item = position != G_MAXUINT ? g_list_model_get_item (model, position) : NULL;
      SlRow *row = item != NULL ? sl_item_get_row (item) : NULL;

      if (row == NULL || !has_tag (row, tag_id))
        return FALSE;
    }

  return pks->len > 0;
}

static void
toggle_tag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlViewState *state = get_state (widget);
  const char *tag_id = g_variant_get_string (parameter, NULL);
  g_autoptr (GArray) pks = sl_view_state_get_selected_pks (state);

  sl_view_state_bulk_tag (state, (const gint64 *) pks->data, pks->len, tag_id, !all_have_tag (state, pks, tag_id));
}

static gpointer
read_pair (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *pks = data;
  g_autoptr (SlRecord) kept = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, pks[0], error);
  g_autoptr (SlRecord) other = kept != NULL ? sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, pks[1], error) : NULL;

  return other != NULL ? g_variant_ref_sink (g_variant_new ("(ss)", sl_record_get_id (kept), sl_record_get_id (other))) : NULL;
}

static void
pair_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlApplicationsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) ids = sl_store_read_finish (SL_STORE (source), result, &error);

  if (ids != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.merge", ids);
  else
    sl_view_state_tell_failed (sl_applications_page_get_state (self), error, _("The applications couldn’t be merged."));
}

/* The two that are selected; the one that was added first is kept, unless the person wants it otherwise. */
static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (widget);
  SlViewState *state = sl_applications_page_get_state (self);
  g_autoptr (GArray) selected = sl_view_state_get_selected_pks (state);
  gint64 *pks;

  if (selected->len != 2)
    {
      g_autoptr (GError) error = g_error_new_literal (SL_ERROR, SL_ERROR_INVALID, _("Select the two applications that are the same, then merge them."));

      sl_view_state_tell_failed (state, error, NULL);
      return;
    }
  pks = g_new (gint64, 2);
  pks[0] = MIN (g_array_index (selected, gint64, 0), g_array_index (selected, gint64, 1));
  pks[1] = MAX (g_array_index (selected, gint64, 0), g_array_index (selected, gint64, 1));
  sl_store_read_async (sl_view_state_get_store (state), SL_READ_INTERACTIVE, read_pair, pks, g_free, (GDestroyNotify) g_variant_unref, NULL,
                       pair_read_cb, g_object_ref (self));
}

static void
export_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = sl_part_new_dialog (SL_PART_EXPORT_SELECTION, get_state (widget));

  if (dialog != NULL)
    adw_dialog_present (dialog, widget);
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlViewState *state = get_state (widget);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (sl_view_state_get_selection (state)));
}

static void
clear_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlViewState *state = get_state (widget);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (sl_view_state_get_selection (state)));
}

static void
clear_filters (SlQuery *query, gpointer data)
{
  sl_query_clear_filters (query);
}

static void
clear_filters_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_view_state_update_query (sl_applications_page_get_state (SL_APPLICATIONS_PAGE (widget)), clear_filters, NULL);
}

static void
focus_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_applications_page_focus_view (SL_APPLICATIONS_PAGE (widget));
}

/** sl_apps_actions_install: @widget_class: of a page that calls sl_apps_actions_set_state(); for class_init */
void
sl_apps_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "apps.set-status", "s", set_status_action);
  gtk_widget_class_install_action (widget_class, "apps.set-priority", "s", set_priority_action);
  gtk_widget_class_install_action (widget_class, "apps.move-to", "s", move_to_action);
  gtk_widget_class_install_action (widget_class, "apps.toggle-tag", "s", toggle_tag_action);
  gtk_widget_class_install_action (widget_class, "apps.trash", NULL, trash_action);
  gtk_widget_class_install_action (widget_class, "apps.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "apps.export-selection", NULL, export_selection_action);
  gtk_widget_class_install_action (widget_class, "apps.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "apps.clear-selection", NULL, clear_selection_action);
}

/**
 * sl_applications_page_install_actions:
 * @widget_class: the page's class
 */
void
sl_applications_page_install_actions (GtkWidgetClass *widget_class)
{
  sl_apps_actions_install (widget_class);
  gtk_widget_class_install_action (widget_class, "apps.open", "x", open_action);
  gtk_widget_class_install_action (widget_class, "apps.edit", "x", open_action);
  gtk_widget_class_install_action (widget_class, "apps.remind", "x", remind_action);
  gtk_widget_class_install_action (widget_class, "apps.clear-filters", NULL, clear_filters_action);
  gtk_widget_class_install_action (widget_class, "apps.focus-view", NULL, focus_view_action);
}
