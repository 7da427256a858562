/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar. A page is shown by "win.show-page"; a saved filter or a tag becomes the query; the context menu of
 * those two changes or removes them. */

#define G_LOG_DOMAIN "sl-sidebar"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-name-popover.h"
#include "sl-pages.h"
#include "sl-parts.h"
#include "sl-popover.h"
#include "sl-sidebar.h"
#include "sl-sidebar-row.h"

struct _SlSidebar {
  AdwBin parent_instance;

  /* Template */
  AdwHeaderBar *header;
  GtkMenuButton *menu_button;
  GtkToggleButton *private_button;
  GtkListBox *pages;
  GtkWidget *filters_title;
  GtkListBox *filters;
  GtkWidget *tags_title;
  GtkListBox *tags;
  GMenuModel *row_menu;

  SlViewState *state;
  SlRecord *menu_record; /* what the open context menu is about */
  const char *page; /* static: its name in the table */
};

G_DEFINE_FINAL_TYPE (SlSidebar, sl_sidebar, ADW_TYPE_BIN)

/* What private mode hides, as the person chose it. */
static char *
describe_hidden (SlSidebar *self)
{
  static const struct {
    const char *key;
    const char *words;
  } parts[] = {
    { "private-names", N_("names of companies and people, links, notes") },
    { "private-salaries", N_("amounts") },
    { "private-rejections", N_("rejected applications") },
  };
  const char *items[G_N_ELEMENTS (parts) + 1] = { NULL };
  GSettings *settings = sl_view_state_get_settings (self->state);

  for (guint i = 0, n = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_settings_get_boolean (settings, parts[i].key))
      items[n++] = _(parts[i].words);

  return sl_format_list (items);
}

static void
private_toggled_cb (SlSidebar *self)
{
  g_autofree char *what = self->state != NULL ? describe_hidden (self) : g_strdup ("");
  /* Translators: %s: a list of what is hidden: “names of companies and people, links, notes, amounts” */
  g_autofree char *words = g_strdup_printf (gtk_toggle_button_get_active (self->private_button) ? _("Private mode is on. It hides: %s")
                                                                                               : _("Private mode, while others look on. It hides: %s"), what);
  gboolean hidden = gtk_toggle_button_get_active (self->private_button);

  gtk_button_set_icon_name (GTK_BUTTON (self->private_button), hidden ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->private_button), words);
}

static void
settings_changed_cb (SlSidebar *self, const char *key)
{
  if (g_str_has_prefix (key, "private-"))
    private_toggled_cb (self);
}

static gboolean
has_only_tag (SlQuery *query, const char *tag_id)
{
  const char *const *words = sl_query_get_words (query, SL_FACET_TAG);

  return words != NULL && words[0] != NULL && words[1] == NULL && g_strcmp0 (words[0], tag_id) == 0;
}

static gboolean
is_saved_query (SlRecord *filter, SlQuery *query)
{
  g_autoptr (SlQuery) saved = sl_query_from_json (sl_record_get_text (filter, SL_SAVED_FILTER_QUERY), NULL);

  if (saved == NULL)
    return FALSE;

  sl_query_set_sort (saved, sl_query_get_sort (query), sl_query_get_descending (query));
  return sl_query_equal (saved, query);
}

static GtkListBoxRow *
find_page_row (SlSidebar *self, const char *name)
{
  GtkListBoxRow *row;

  for (int place = 0; (row = gtk_list_box_get_row_at_index (self->pages, place)) != NULL; place++)
    if (g_strcmp0 (sl_sidebar_row_get_name (SL_SIDEBAR_ROW (row)), name) == 0)
      return row;

  return NULL;
}

static gboolean
shows_applications (SlSidebar *self)
{
  return g_strcmp0 (self->page, "applications") == 0;
}

/* Shows which of the rows is what one sees; arrow keys only mark what they walk over. */
static void
update_selection (SlSidebar *self)
{
  SlQuery *query = sl_view_state_get_query (self->state);
  GtkListBox *lists[] = { self->filters, self->tags };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GtkListBoxRow *row;
      GtkListBoxRow *match = NULL;

      for (int place = 0; (row = gtk_list_box_get_row_at_index (lists[i], place)) != NULL; place++)
        {
          SlRecord *record = sl_sidebar_row_get_record (SL_SIDEBAR_ROW (row));

          if (!shows_applications (self) || found)
            break;
          if (i == 0 ? is_saved_query (record, query) : has_only_tag (query, sl_record_get_id (record)))
            {
              match = row;
              found = TRUE;
            }
        }
      gtk_list_box_select_row (lists[i], match);
    }

  /* One place at a time: a filter's row stands for the page it is on. */
  gtk_list_box_select_row (self->pages, found ? NULL : find_page_row (self, self->page));
}

static void
update_titles (SlSidebar *self)
{
  gtk_widget_set_visible (self->filters_title, g_list_model_get_n_items (sl_view_state_get_saved_filters (self->state)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), gtk_widget_get_visible (self->filters_title));
  gtk_widget_set_visible (self->tags_title, g_list_model_get_n_items (sl_view_state_get_tags (self->state)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), gtk_widget_get_visible (self->tags_title));
  update_selection (self);
}

/* A line between the groups of pages. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean begins = before != NULL && sl_sidebar_row_get_group (SL_SIDEBAR_ROW (row)) != sl_sidebar_row_get_group (SL_SIDEBAR_ROW (before));

  if (begins && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (!begins)
    gtk_list_box_row_set_header (row, NULL);
}

/* Callbacks */

static void
clear_query (SlQuery *query, gpointer data)
{
  sl_query_clear_filters (query);
}

static void
page_activated_cb (SlSidebar *self, GtkListBoxRow *row)
{
  const char *name = sl_sidebar_row_get_name (SL_SIDEBAR_ROW (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", name);
  /* The row leads to all applications: what a filter hid comes back. */
  if (g_strcmp0 (name, "applications") == 0 && sl_query_has_filter (sl_view_state_get_query (self->state)))
    sl_view_state_update_query (self->state, clear_query, NULL);
}

static void
filter_activated_cb (SlSidebar *self, GtkListBoxRow *row)
{
  SlRecord *filter = sl_sidebar_row_get_record (SL_SIDEBAR_ROW (row));
  g_autoptr (GError) error = NULL;
  g_autoptr (SlQuery) query = sl_query_from_json (sl_record_get_text (filter, SL_SAVED_FILTER_QUERY), &error);
  SlQuery *present = sl_view_state_get_query (self->state);

  if (query == NULL)
    {
      sl_view_state_tell_failed (self->state, error, _("This saved filter can’t be read."));
      return;
    }

  /* The sort is the list's; a filter says only what is seen. */
  sl_query_set_sort (query, sl_query_get_sort (present), sl_query_get_descending (present));
  sl_view_state_set_query (self->state, query);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "applications");
}

static void
set_only_tag (SlQuery *query, gpointer data)
{
  sl_query_clear_filters (query);
  sl_query_add_word (query, SL_FACET_TAG, data);
}

static void
tag_activated_cb (SlSidebar *self, GtkListBoxRow *row)
{
  SlRecord *tag = sl_sidebar_row_get_record (SL_SIDEBAR_ROW (row));

  /* A second click takes the filter away again. */
  if (shows_applications (self) && has_only_tag (sl_view_state_get_query (self->state), sl_record_get_id (tag)))
    sl_view_state_update_query (self->state, clear_query, NULL);
  else
    sl_view_state_update_query (self->state, set_only_tag, (gpointer) sl_record_get_id (tag));

  update_selection (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "applications");
}

/* Context menu */

static GtkWidget *
find_row (SlSidebar *self, SlRecord *record)
{
  GtkListBox *list = sl_record_get_kind (record) == SL_KIND_TAG ? self->tags : self->filters;
  GtkListBoxRow *row;

  for (int place = 0; (row = gtk_list_box_get_row_at_index (list, place)) != NULL; place++)
    if (sl_sidebar_row_get_record (SL_SIDEBAR_ROW (row)) == record)
      return GTK_WIDGET (row);

  return NULL;
}

static void
row_menu_cb (SlSidebar *self, double x, double y, SlSidebarRow *row)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (self->row_menu);

  g_set_object (&self->menu_record, sl_sidebar_row_get_record (row));
  sl_popover_show_at (popover, GTK_WIDGET (row), x, y);
}

static GtkWidget *
add_record_row (SlSidebar *self, SlRecord *record, const char *icon_name, const char *title, const char *color)
{
  GtkWidget *row = sl_sidebar_row_new_record (record, icon_name, title, color);

  g_signal_connect_object (row, "menu", G_CALLBACK (row_menu_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_filter_row (gpointer item, gpointer user_data)
{
  return add_record_row (user_data, item, "folder-saved-search-symbolic", sl_record_get_text (item, SL_SAVED_FILTER_NAME), NULL);
}

static GtkWidget *
create_tag_row (gpointer item, gpointer user_data)
{
  return add_record_row (user_data, item, NULL, sl_record_get_text (item, SL_TAG_NAME), sl_record_get_text (item, SL_TAG_COLOR));
}

static void
named_cb (const char *name, const char *color, gpointer data)
{
  SlSidebar *self = data;
  SlKind kind = sl_record_get_kind (self->menu_record);
  guint name_field = kind == SL_KIND_TAG ? SL_TAG_NAME : SL_SAVED_FILTER_NAME;
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  if (g_strcmp0 (sl_record_get_text (self->menu_record, name_field), name) != 0)
    sl_changeset_update_text (changeset, kind, sl_record_get_id (self->menu_record), name_field, name);
  if (kind == SL_KIND_TAG && g_strcmp0 (sl_record_get_text (self->menu_record, SL_TAG_COLOR), color) != 0)
    sl_changeset_update_text (changeset, kind, sl_record_get_id (self->menu_record), SL_TAG_COLOR, color);
  if (sl_changeset_get_n_changes (changeset) > 0)
    sl_view_state_apply (self->state, changeset);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlSidebar *self = SL_SIDEBAR (widget);
  GtkWidget *row = self->menu_record != NULL ? find_row (self, self->menu_record) : NULL;

  if (row == NULL)
    return;

  if (sl_record_get_kind (self->menu_record) == SL_KIND_TAG)
    sl_name_popover_popup (row, _("Tag"), sl_record_get_text (self->menu_record, SL_TAG_NAME),
                           sl_record_get_text (self->menu_record, SL_TAG_COLOR), _("_Save"), named_cb, g_object_ref (self), g_object_unref);
  else
    sl_name_popover_popup (row, _("Saved filter"), sl_record_get_text (self->menu_record, SL_SAVED_FILTER_NAME),
                           NULL, _("_Save"), named_cb, g_object_ref (self), g_object_unref);
}

static void
remove_word (SlQuery *query, gpointer data)
{
  sl_query_remove_word (query, SL_FACET_TAG, data);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlSidebar *self = SL_SIDEBAR (widget);
  g_autoptr (SlChangeset) changeset = NULL;
  const char *ids[2] = { NULL, NULL };

  if (self->menu_record == NULL)
    return;

  ids[0] = sl_record_get_id (self->menu_record);
  changeset = sl_deed_trash (sl_record_get_kind (self->menu_record), ids, sl_context_get_clock (sl_view_state_get_context (self->state)));
  sl_view_state_apply (self->state, changeset);
  if (sl_record_get_kind (self->menu_record) == SL_KIND_TAG)
    sl_view_state_update_query (self->state, remove_word, (gpointer) ids[0]);
}

static void
sl_sidebar_dispose (GObject *object)
{
  SlSidebar *self = SL_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SIDEBAR);
  g_clear_object (&self->menu_record);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_sidebar_parent_class)->dispose (object);
}

static void
sl_sidebar_class_init (SlSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sidebar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, private_button);
  gtk_widget_class_bind_template_callback (widget_class, private_toggled_cb);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, filters_title);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, filters);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, tags_title);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, tags);
  gtk_widget_class_bind_template_child (widget_class, SlSidebar, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_selection);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_activated_cb);

  gtk_widget_class_install_action (widget_class, "sidebar.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "sidebar.delete", NULL, delete_action);
}

static void
sl_sidebar_init (SlSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  private_toggled_cb (self);
}

static void
watch_rows (SlSidebar *self, GtkListBox *list, GListModel *records, GtkListBoxCreateWidgetFunc create)
{
  gtk_list_box_bind_model (list, records, create, self, NULL);
  g_signal_connect_object (records, "items-changed", G_CALLBACK (update_titles), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* Nothing of the community is in sight for who isn't signed in. */
static void
update_community (SlSidebar *self)
{
  SlCommunity *community = sl_view_state_get_community (self->state);

  for (guint i = 0; i < sl_n_pages; i++)
    if (sl_pages[i].needs_community)
      gtk_widget_set_visible (GTK_WIDGET (find_page_row (self, sl_pages[i].name)), community != NULL && sl_community_is_available (community));
}

static void
watch_community (SlSidebar *self)
{
  SlCommunity *community = sl_view_state_get_community (self->state);

  if (community != NULL)
    g_signal_connect_object (community, "notify::available", G_CALLBACK (update_community), self, G_CONNECT_SWAPPED);
  update_community (self);
}

/**
 * sl_sidebar_set_state:
 * @state: what it shows; set once
 */
void
sl_sidebar_set_state (SlSidebar *self, SlViewState *state)
{
  g_return_if_fail (SL_IS_SIDEBAR (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  adw_header_bar_pack_start (self->header, sl_part_new_sync_button (state));
  gtk_list_box_set_header_func (self->pages, update_header, NULL, NULL);
  for (guint i = 0; i < sl_n_pages; i++)
    gtk_list_box_append (self->pages, sl_sidebar_row_new_page (&sl_pages[i], state));
  g_signal_connect_object (state, "notify::sync", G_CALLBACK (watch_community), self, G_CONNECT_SWAPPED);
  watch_community (self);

  g_settings_bind (sl_view_state_get_settings (state), "private-mode", self->private_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (sl_view_state_get_settings (state), "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  private_toggled_cb (self);
  watch_rows (self, self->filters, sl_view_state_get_saved_filters (state), create_filter_row);
  watch_rows (self, self->tags, sl_view_state_get_tags (state), create_tag_row);
  g_signal_connect_object (state, "notify::query", G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  update_titles (self);
}

/**
 * sl_sidebar_set_page:
 * @name: the page that is shown now, as in the table of pages
 */
void
sl_sidebar_set_page (SlSidebar *self, const char *name)
{
  g_return_if_fail (SL_IS_SIDEBAR (self));

  self->page = name;
  update_selection (self);
}

/** sl_sidebar_get_page: Returns: (transfer none) (nullable): the page that is shown now */
const char *
sl_sidebar_get_page (SlSidebar *self)
{
  g_return_val_if_fail (SL_IS_SIDEBAR (self), NULL);

  return self->page;
}

/** sl_sidebar_focus_page: puts the focus on the row of the page that is shown */
void
sl_sidebar_focus_page (SlSidebar *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (SL_IS_SIDEBAR (self));

  row = gtk_list_box_get_selected_row (self->pages);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->pages));
}

/**
 * sl_sidebar_popup_menu:
 *
 * Opens the main menu, as F10 does.
 */
void
sl_sidebar_popup_menu (SlSidebar *self)
{
  g_return_if_fail (SL_IS_SIDEBAR (self));

  gtk_menu_button_popup (self->menu_button);
}
