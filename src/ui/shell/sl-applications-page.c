/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Applications page. Chooses what is seen: a view, or the page for "nothing yet", "nothing matches", "it failed".
 * An application opens in SlDetailPlace: pushed on top, or in a pane beside the views when the window is wide.
 *
 *   nav ─ root ─ pane (AdwOverlaySplitView) ─ query bar, states ─ views: list, board, charts
 *    └─ detail, when narrow                └─ detail, when wide
 */

#define G_LOG_DOMAIN "sl-applications-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-applications-page.h"
#include "sl-bulk-bar.h"
#include "sl-detail-place.h"
#include "sl-errors.h"
#include "sl-list-view.h"
#include "sl-notice-banner.h"
#include "sl-parts.h"
#include "sl-query-bar.h"

/* No spinner before this; what takes less just appears. */
#define PATIENCE_MS 300
/* While one walks through the list with the pane open, it follows when one stops. */
#define FOLLOW_MS 120

struct _SlApplicationsPage {
  AdwNavigationPage parent_instance;

  /* Template */
  AdwNavigationView *nav;
  AdwNavigationPage *root;
  AdwOverlaySplitView *pane;
  AdwToggleGroup *toggles;
  AdwBanner *banner;
  SlQueryBar *query_bar;
  SlBulkBar *bulk_bar;
  GtkStack *states;
  GtkStack *views;
  AdwStatusPage *error_page;
  GtkButton *retry_button;

  SlViewState *state;
  GError *error; /* why the store couldn't be opened */
  SlDetailPlace *place;
  guint patience_source;
  guint follow_source;
  gboolean opened;
  gboolean wide;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SlApplicationsPage, sl_applications_page, ADW_TYPE_NAVIGATION_PAGE)

enum {
  PROP_0,
  PROP_STATE,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Views */

static const struct {
  const char *name;
  GtkWidget *(*build) (SlViewState *state);
} views[] = {
  { "list", sl_list_view_new },
  { "board", sl_part_new_board },
  { "charts", sl_part_new_charts },
};

static GtkWidget *
get_view (SlApplicationsPage *self)
{
  return gtk_stack_get_visible_child (self->views);
}

static void
focus_view (SlApplicationsPage *self)
{
  GtkWidget *view = get_view (self);

  if (view != NULL)
    sl_part_focus (view);
}

/* Views are made when they are first looked at: a start with the list makes neither board nor charts. */
static GtkWidget *
ensure_view (SlApplicationsPage *self, const char *name)
{
  GtkWidget *view = gtk_stack_get_child_by_name (self->views, name);

  for (guint i = 0; view == NULL && i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].name, name) == 0)
      {
        view = views[i].build (self->state);
        gtk_stack_add_named (self->views, view, name);
      }

  return view;
}

/* Icons alone say their words in tooltips. */
static void
update_toggles (SlApplicationsPage *self)
{
  const char *const words[] = { _("List"), _("Board"), _("Charts") };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    adw_toggle_set_tooltip (adw_toggle_group_get_toggle (self->toggles, i), self->narrow ? words[i] : "");
}

static void
toggled_cb (SlApplicationsPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->toggles);

  if (name != NULL)
    sl_applications_page_set_view (self, name);
}

/* States */

static gboolean
lose_patience_cb (gpointer data)
{
  SlApplicationsPage *self = data;

  self->patience_source = 0;
  gtk_stack_set_visible_child_name (self->states, "loading");

  return G_SOURCE_REMOVE;
}

static void
show_waiting (SlApplicationsPage *self)
{
  const char *present = gtk_stack_get_visible_child_name (self->states);

  if (self->patience_source != 0 || g_strcmp0 (present, "loading") == 0)
    return;

  gtk_stack_set_visible_child_name (self->states, "blank");
  self->patience_source = g_timeout_add (PATIENCE_MS, lose_patience_cb, self);
}

static void
show_state (SlApplicationsPage *self, const char *name)
{
  g_clear_handle_id (&self->patience_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->states, name);
}

static void
show_error (SlApplicationsPage *self, const GError *error)
{
  g_autofree char *text = sl_error_describe (error, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->error_page, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), sl_error_is_retryable (error));
  show_state (self, "error");
}

/* The rows have just come: who isn't busy elsewhere goes on among them. */
static void
take_focus (SlApplicationsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  AdwDialog *dialog;

  if (root == NULL || sl_detail_place_is_open (self->place))
    return;

  dialog = ADW_IS_APPLICATION_WINDOW (root) ? adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) : NULL;
  if (dialog != NULL)
    g_signal_connect_object (dialog, "closed", G_CALLBACK (focus_view), self, G_CONNECT_SWAPPED);
  else if (!GTK_IS_TEXT (focus))
    focus_view (self);
}

static void
show_views (SlApplicationsPage *self)
{
  const char *present = gtk_stack_get_visible_child_name (self->states);
  gboolean come_new = g_strcmp0 (present, "views") != 0 && g_strcmp0 (present, "no-results") != 0;

  show_state (self, "views");
  if (come_new)
    take_focus (self);
}

static void
update_state (SlApplicationsPage *self)
{
  SlQueryModel *model = sl_view_state_get_model (self->state);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (model));
  const GError *error = self->error != NULL ? self->error : sl_view_state_get_error (self->state);
  gint64 total = sl_view_state_get_total (self->state);
  gboolean loading;

  g_object_get (model, "loading", &loading, NULL);

  if (error != NULL && n_items == 0)
    show_error (self, error);
  else if (!self->opened || !sl_query_model_get_loaded (model) || (total < 0 && n_items == 0))
    show_waiting (self);
  else if (n_items > 0)
    show_views (self);
  else if (total == 0)
    show_state (self, sl_view_state_get_trashed (self->state) > 0 ? "all-deleted" : "welcome");
  else if (!loading)
    show_state (self, "no-results");

  gtk_widget_set_visible (GTK_WIDGET (self->query_bar), total != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->toggles), total != 0);
}

/* The application that is open */

static gboolean
follow_cb (gpointer data)
{
  SlApplicationsPage *self = data;
  g_autoptr (GArray) pks = sl_view_state_get_selected_pks (self->state);

  self->follow_source = 0;
  if (self->wide && sl_detail_place_is_open (self->place) && pks->len == 1)
    sl_detail_place_open (self->place, g_array_index (pks, gint64, 0), FALSE);

  return G_SOURCE_REMOVE;
}

static void
selection_changed_cb (SlApplicationsPage *self)
{
  if (!self->wide || !sl_detail_place_is_open (self->place) || sl_view_state_get_n_selected (self->state) != 1)
    return;

  g_clear_handle_id (&self->follow_source, g_source_remove);
  self->follow_source = g_timeout_add (FOLLOW_MS, follow_cb, self);
}

static void
clear_text (SlQuery *query, gpointer data)
{
  sl_query_set_text (query, NULL);
}

/* One thing after the other, the latest first: the application that is open, the selection, the search, what a chart
 * has filtered. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (widget);
  const char *text = sl_query_get_text (sl_view_state_get_query (self->state));

  if (sl_applications_page_close_detail (self))
    return TRUE;
  if (sl_view_state_get_n_selected (self->state) > 0)
    return gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (sl_view_state_get_selection (self->state)));
  if (text != NULL && *text != '\0')
    {
      sl_view_state_update_query (self->state, clear_text, NULL);
      return TRUE;
    }
  return sl_view_state_widen_query (self->state);
}

/* Overrides */

static void
sl_applications_page_constructed (GObject *object)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (object);
  SlQueryModel *model = sl_view_state_get_model (self->state);
  g_autofree char *view = g_settings_get_string (sl_view_state_get_settings (self->state), "view");

  G_OBJECT_CLASS (sl_applications_page_parent_class)->constructed (object);

  self->place = sl_detail_place_new (self->state, self->nav, self->root, self->pane);
  g_signal_connect_object (self->place, "left", G_CALLBACK (focus_view), self, G_CONNECT_SWAPPED);
  sl_query_bar_set_state (self->query_bar, self->state);
  sl_bulk_bar_set_state (self->bulk_bar, self->state);
  g_signal_connect_object (model, "notify::loaded", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loading", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::n-items", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::error", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::total", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::trashed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::n-selected", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  sl_applications_page_set_view (self, view);
  update_state (self);
}

static void
sl_applications_page_dispose (GObject *object)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (object);

  g_clear_handle_id (&self->patience_source, g_source_remove);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  g_clear_object (&self->place);
  g_clear_error (&self->error);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_applications_page_parent_class)->dispose (object);
}

static void
sl_applications_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (object);

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
sl_applications_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlApplicationsPage *self = SL_APPLICATIONS_PAGE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      self->state = g_value_dup_object (value);
      break;
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update_toggles (self);
      if (self->narrow)
        gtk_widget_add_css_class (GTK_WIDGET (self), "sl-narrow");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), "sl-narrow");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_applications_page_class_init (SlApplicationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sl_applications_page_constructed;
  object_class->dispose = sl_applications_page_dispose;
  object_class->get_property = sl_applications_page_get_property;
  object_class->set_property = sl_applications_page_set_property;

  properties[PROP_STATE] = g_param_spec_object ("state", NULL, NULL, SL_TYPE_VIEW_STATE,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SL_TYPE_QUERY_BAR);
  g_type_ensure (SL_TYPE_BULK_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-applications-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, nav);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, root);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, toggles);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, query_bar);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, bulk_bar);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, views);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SlApplicationsPage, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);

  sl_applications_page_install_actions (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
sl_applications_page_init (SlApplicationsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_applications_page_new:
 * @state: what is looked at
 *
 * Returns: the page, waiting for sl_applications_page_set_opened()
 */
GtkWidget *
sl_applications_page_new (SlViewState *state)
{
  return g_object_new (SL_TYPE_APPLICATIONS_PAGE, "state", state, NULL);
}

/** sl_applications_page_get_state: Returns: (transfer none): what is looked at */
SlViewState *
sl_applications_page_get_state (SlApplicationsPage *self)
{
  g_return_val_if_fail (SL_IS_APPLICATIONS_PAGE (self), NULL);

  return self->state;
}

/**
 * sl_applications_page_set_opened:
 * @error: (nullable): why the store couldn't be opened, %NULL when it is open
 * @sample: whether the data goes away at the end
 */
void
sl_applications_page_set_opened (SlApplicationsPage *self, const GError *error, gboolean sample)
{
  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  g_clear_error (&self->error);
  self->opened = error == NULL;
  if (error != NULL)
    self->error = g_error_copy (error);
  else
    {
      sl_notice_banner_show (self->banner, sl_view_state_get_store (self->state), sample);
      gtk_widget_set_margin_top (GTK_WIDGET (self->query_bar), adw_banner_get_revealed (self->banner) ? 6 : 0);
    }
  update_state (self);
}

/**
 * sl_applications_page_set_wide:
 * @wide: whether an application has room beside the views; one that is open moves over
 */
void
sl_applications_page_set_wide (SlApplicationsPage *self, gboolean wide)
{
  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  self->wide = wide;
  sl_detail_place_set_wide (self->place, wide);
}

/** sl_applications_page_has_view: Returns: whether there is a view of that name */
gboolean
sl_applications_page_has_view (const char *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].name, view) == 0)
      return TRUE;

  return FALSE;
}

/**
 * sl_applications_page_set_view:
 * @view: "list", "board" or "charts"; remembered
 */
void
sl_applications_page_set_view (SlApplicationsPage *self, const char *view)
{
  gboolean had_focus;

  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  if (!sl_applications_page_has_view (view) || ensure_view (self, view) == NULL)
    return;

  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->views)) != NULL;
  /* An application that covers the views makes room for the one that is wanted. */
  if (self->place != NULL && !self->wide && sl_detail_place_close (self->place))
    had_focus = TRUE;
  gtk_stack_set_visible_child_name (self->views, view);
  adw_toggle_group_set_active_name (self->toggles, view);
  g_settings_set_string (sl_view_state_get_settings (self->state), "view", view);
  if (had_focus)
    focus_view (self);
}

/** sl_applications_page_focus_view: puts the focus into the view that is seen, or on what is offered instead of it */
void
sl_applications_page_focus_view (SlApplicationsPage *self)
{
  const char *state;

  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  state = gtk_stack_get_visible_child_name (self->states);
  if (g_str_equal (state, "welcome") || g_str_equal (state, "all-deleted") || g_str_equal (state, "error"))
    gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
  else
    focus_view (self);
}

/** sl_applications_page_focus_search: shows the search entry and puts the cursor there */
void
sl_applications_page_focus_search (SlApplicationsPage *self)
{
  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  if (!self->wide)
    sl_applications_page_close_detail (self);
  sl_query_bar_focus_search (self->query_bar);
}

/**
 * sl_applications_page_open:
 * @pk: an application, also one that the query doesn't show
 * @edit: whether the cursor goes into its first field
 */
void
sl_applications_page_open (SlApplicationsPage *self, gint64 pk, gboolean edit)
{
  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  sl_detail_place_open (self->place, pk, edit);
}

/**
 * sl_applications_page_open_first:
 * @words: (nullable): of its company or role
 *
 * Opens the first application of the list that has them, of those that were read.
 */
void
sl_applications_page_open_first (SlApplicationsPage *self, const char *words)
{
  GListModel *model;

  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  model = G_LIST_MODEL (sl_view_state_get_model (self->state));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SlItem) item = g_list_model_get_item (model, i);
      SlRecord *application = sl_item_get_application (item);

      if (words != NULL && application == NULL)
        continue;
      if (words != NULL && !g_str_match_string (words, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME), TRUE) &&
          !g_str_match_string (words, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), TRUE))
        continue;
      sl_applications_page_open (self, sl_item_get_pk (item), FALSE);
      return;
    }
}

/** sl_applications_page_show_part: shows a part of the application that was opened last: "rounds", "add-round" */
void
sl_applications_page_show_part (SlApplicationsPage *self, const char *part)
{
  g_return_if_fail (SL_IS_APPLICATIONS_PAGE (self));

  sl_detail_place_show_part (self->place, part);
}

/** sl_applications_page_close_detail: Returns: whether one was open */
gboolean
sl_applications_page_close_detail (SlApplicationsPage *self)
{
  g_return_val_if_fail (SL_IS_APPLICATIONS_PAGE (self), FALSE);

  return sl_detail_place_close (self->place);
}
