/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-saved-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-deeds-saved.h"
#include "sl-open-link.h"
#include "sl-page.h"
#include "sl-record-list.h"
#include "sl-saved-card.h"
#include "sl-saved-conversion.h"
#include "sl-saved-dialog.h"
#include "sl-saved-order.h"
#include "sl-saved-page.h"
#include "sl-text.h"

struct _SlSavedPage {
  AdwNavigationPage parent_instance;

  AdwToggleGroup *layout;
  AdwToggleGroup *filter;
  GtkEditable *search;
  GtkStack *states;
  GtkStack *layouts;
  GtkListView *list;
  GtkGridView *grid;
  AdwStatusPage *nothing;

  SlViewState *state;
  SlRecordList *jobs;
  GtkFilter *matcher;
  GtkSorter *sorter;
  GtkNoSelection *selection;
  char *sort;
  char *needle; /* what is searched, folded */
  char *wanted; /* (nullable): the job to open once it is there */
};

static void sl_saved_page_page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlSavedPage, sl_saved_page, ADW_TYPE_NAVIGATION_PAGE, G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, sl_saved_page_page_init))

enum {
  PROP_0,
  PROP_SORT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* --- What is seen --- */

static gboolean
matches (gpointer item, gpointer user_data)
{
  SlSavedPage *self = user_data;
  const char *status = adw_toggle_group_get_active_name (self->filter);

  return g_strcmp0 (sl_record_get_text (item, SL_SAVED_JOB_STATUS), status) == 0 && sl_saved_order_matches (item, self->needle);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return sl_saved_order_compare (SL_RECORD ((gpointer) a), SL_RECORD ((gpointer) b), SL_SAVED_PAGE (user_data)->sort);
}

static void
describe_nothing (SlSavedPage *self)
{
  const char *status = adw_toggle_group_get_active_name (self->filter);

  if (self->needle != NULL && *self->needle != '\0')
    {
      adw_status_page_set_title (self->nothing, _("No Job Matches"));
      adw_status_page_set_description (self->nothing, _("Try other words, or look among the others above."));
    }
  else if (g_strcmp0 (status, "Archived") == 0)
    {
      adw_status_page_set_title (self->nothing, _("Nothing Is Archived"));
      adw_status_page_set_description (self->nothing, _("Jobs that you put away stay here."));
    }
  else if (g_strcmp0 (status, "Converted") == 0)
    {
      adw_status_page_set_title (self->nothing, _("No Applications Yet"));
      adw_status_page_set_description (self->nothing, _("Saved jobs that became applications are listed here."));
    }
  else
    {
      adw_status_page_set_title (self->nothing, _("No Job Waits"));
      adw_status_page_set_description (self->nothing, _("Each one you saved was archived or became an application."));
    }
}

static void
update_state (SlSavedPage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > 0;
  gboolean seen = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  if (!sl_record_list_get_loaded (self->jobs))
    return;
  if (any && !seen)
    describe_nothing (self);
  gtk_stack_set_visible_child_name (self->states, !any ? "empty" : seen ? "jobs" : "nothing");
}

static void
search_changed_cb (SlSavedPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  g_free (self->needle);
  self->needle = sl_text_fold (text);
  gtk_filter_changed (self->matcher, GTK_FILTER_CHANGE_DIFFERENT);
  update_state (self);
}

static void
filter_changed_cb (SlSavedPage *self)
{
  if (self->matcher == NULL)
    return;
  gtk_filter_changed (self->matcher, GTK_FILTER_CHANGE_DIFFERENT);
  update_state (self);
}

static void
layout_changed_cb (SlSavedPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->layout);

  if (name != NULL)
    gtk_stack_set_visible_child_name (self->layouts, name);
}

/* --- The job that is meant --- */

static SlRecord *
find_job (SlSavedPage *self, const char *id)
{
  return id != NULL ? sl_record_list_find (self->jobs, id) : NULL;
}

/* Of the row or card that has the focus, or something in it has. */
static SlRecord *
get_focused (SlSavedPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, SL_TYPE_SAVED_CARD) : NULL;

  if (card == NULL && focus != NULL)
    card = gtk_widget_get_first_child (focus);
  return card != NULL && SL_IS_SAVED_CARD (card) ? sl_saved_card_get_job (SL_SAVED_CARD (card)) : NULL;
}

/* --- Deeds --- */

static void
edit (SlSavedPage *self, SlRecord *job)
{
  adw_dialog_present (sl_saved_dialog_new (self->state, job), GTK_WIDGET (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit (SL_SAVED_PAGE (widget), NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlRecord *job = find_job (SL_SAVED_PAGE (widget), g_variant_get_string (parameter, NULL));

  if (job != NULL)
    edit (SL_SAVED_PAGE (widget), job);
}

static void
convert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_saved_convert (widget, SL_SAVED_PAGE (widget)->state, g_variant_get_string (parameter, NULL));
}

/* The application of a job that became one. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlSavedPage *self = SL_SAVED_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  SlRecord *job = find_job (self, id);

  if (job != NULL && !sl_record_is_null (job, SL_SAVED_JOB_CONVERTED_TO))
    sl_saved_open_converted (widget, self->state, id);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *ids[] = { g_variant_get_string (parameter, NULL), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_archive_saved_jobs (ids, g_str_equal (name, "saved.archive"));

  sl_view_state_apply (SL_SAVED_PAGE (widget)->state, changeset);
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlSavedPage *self = SL_SAVED_PAGE (widget);
  const char *ids[] = { g_variant_get_string (parameter, NULL), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_trash (SL_KIND_SAVED_JOB, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
}

static void
link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlSavedPage *self = SL_SAVED_PAGE (widget);
  SlRecord *job = find_job (self, g_variant_get_string (parameter, NULL));

  if (job != NULL && !sl_record_is_null (job, SL_SAVED_JOB_URL))
    sl_open_link (widget, self->state, sl_record_get_text (job, SL_SAVED_JOB_URL));
}

/* --- Rows --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer as_card)
{
  gtk_list_item_set_child (item, sl_saved_card_new (GPOINTER_TO_INT (as_card)));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autofree char *words = sl_saved_card_describe (gtk_list_item_get_item (item));

  sl_saved_card_set_job (SL_SAVED_CARD (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
  gtk_list_item_set_accessible_label (item, words);
}

static GtkListItemFactory *
new_factory (gboolean as_card)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (as_card));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

static void
activated_cb (SlSavedPage *self, guint position)
{
  g_autoptr (SlRecord) job = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (job != NULL)
    edit (self, job);
}

/* "Closes in 3 days" is another word tomorrow. */
static void
day_changed_cb (SlSavedPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  g_list_model_items_changed (G_LIST_MODEL (self->selection), 0, n_items, n_items);
}

static gboolean
key_pressed_cb (SlSavedPage *self, guint key, guint code, GdkModifierType modifiers)
{
  SlRecord *job = get_focused (self);
  gboolean control = (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK;
  gboolean plain = (modifiers & gtk_accelerator_get_default_mod_mask ()) == 0;
  const char *action = NULL;

  if (job == NULL)
    return GDK_EVENT_PROPAGATE;
  if (control && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    action = "saved.convert";
  else if (plain && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    action = "saved.trash";
  else if (plain && key == GDK_KEY_e)
    action = "saved.edit";
  else if (plain && key == GDK_KEY_a)
    action = g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_STATUS), "Archived") == 0 ? "saved.unarchive" : "saved.archive";
  if (action == NULL || (g_str_equal (action, "saved.archive") && g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_STATUS), "Active") != 0))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", sl_record_get_id (job));
  return GDK_EVENT_STOP;
}

/* --- The window's wishes --- */

static void
loaded_cb (SlSavedPage *self)
{
  SlRecord *job = find_job (self, self->wanted);

  update_state (self);
  if (!sl_record_list_get_loaded (self->jobs) || self->wanted == NULL)
    return;
  if (job != NULL)
    {
      adw_toggle_group_set_active_name (self->filter, sl_record_get_text (job, SL_SAVED_JOB_STATUS));
      edit (self, job);
    }
  g_clear_pointer (&self->wanted, g_free);
}

static void
sl_saved_page_open_record (SlPage *page, SlKind kind, const char *id)
{
  SlSavedPage *self = SL_SAVED_PAGE (page);

  g_set_str (&self->wanted, id);
  loaded_cb (self);
}

static void
sl_saved_page_focus_search (SlPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (SL_SAVED_PAGE (page)->search));
}

static void
sl_saved_page_page_init (SlPageInterface *iface)
{
  iface->open_record = sl_saved_page_open_record;
  iface->focus_search = sl_saved_page_focus_search;
}

/* --- The class --- */

static void
sl_saved_page_dispose (GObject *object)
{
  SlSavedPage *self = SL_SAVED_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SAVED_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->matcher);
  g_clear_object (&self->sorter);
  g_clear_object (&self->jobs);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_saved_page_parent_class)->dispose (object);
}

static void
sl_saved_page_finalize (GObject *object)
{
  SlSavedPage *self = SL_SAVED_PAGE (object);

  g_free (self->sort);
  g_free (self->needle);
  g_free (self->wanted);

  G_OBJECT_CLASS (sl_saved_page_parent_class)->finalize (object);
}

static void
sl_saved_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SORT:
      g_value_set_string (value, SL_SAVED_PAGE (object)->sort);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_saved_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlSavedPage *self = SL_SAVED_PAGE (object);

  switch (prop_id)
    {
    case PROP_SORT:
      g_set_str (&self->sort, g_value_get_string (value));
      if (self->sorter != NULL)
        gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_saved_page_class_init (SlSavedPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_saved_page_dispose;
  object_class->finalize = sl_saved_page_finalize;
  object_class->get_property = sl_saved_page_get_property;
  object_class->set_property = sl_saved_page_set_property;

  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "deadline", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-saved-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, layout);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, filter);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, search);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, layouts);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, list);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, grid);
  gtk_widget_class_bind_template_child (widget_class, SlSavedPage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);

  gtk_widget_class_install_property_action (widget_class, "saved.sort", "sort");
  gtk_widget_class_install_action (widget_class, "saved.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "saved.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "saved.convert", "s", convert_action);
  gtk_widget_class_install_action (widget_class, "saved.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "saved.archive", "s", archive_action);
  gtk_widget_class_install_action (widget_class, "saved.unarchive", "s", archive_action);
  gtk_widget_class_install_action (widget_class, "saved.trash", "s", trash_action);
  gtk_widget_class_install_action (widget_class, "saved.link", "s", link_action);
}

static void
sl_saved_page_init (SlSavedPage *self)
{
  self->sort = g_strdup ("deadline");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Nothing can be read before the data is open; then the number of applications is known. */
static void
start_cb (SlSavedPage *self)
{
  if (sl_view_state_get_total (self->state) >= 0)
    sl_record_list_start (self->jobs);
}

/* jobs → filter → sort → selection → list and grid */
static void
set_up_models (SlSavedPage *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  g_autoptr (GtkListItemFactory) rows = new_factory (FALSE);
  g_autoptr (GtkListItemFactory) cards = new_factory (TRUE);

  self->matcher = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->jobs)), g_object_ref (self->matcher));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorter));
  self->selection = gtk_no_selection_new (G_LIST_MODEL (sorted));
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_grid_view_set_factory (self->grid, cards);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));
}

/**
 * sl_saved_page_new:
 * @state: the window's
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sl_saved_page_new (SlViewState *state)
{
  SlSavedPage *self = g_object_new (SL_TYPE_SAVED_PAGE, NULL);
  GSettings *settings = sl_view_state_get_settings (state);

  self->state = g_object_ref (state);
  self->jobs = sl_record_list_new (sl_view_state_get_context (state), SL_KIND_SAVED_JOB, NULL);
  sl_view_state_watch_errors (self->state, self->jobs);
  set_up_models (self);
  g_signal_connect_object (self->jobs, "notify::loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs, "notify::n-items", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::n-items", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    {
      g_settings_bind (settings, "saved-layout", self->layout, "active-name", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "saved-sort", self, "sort", G_SETTINGS_BIND_DEFAULT);
    }
  layout_changed_cb (self);
  g_signal_connect_object (state, "notify::total", G_CALLBACK (start_cb), self, G_CONNECT_SWAPPED);
  start_cb (self);

  return GTK_WIDGET (self);
}
