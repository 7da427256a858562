/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-people-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-delete-key.h"
#include "sl-kinds.h"
#include "sl-page.h"
#include "sl-people-filter.h"
#include "sl-people-page.h"
#include "sl-people-vcards.h"
#include "sl-person-row.h"
#include "sl-person-view.h"
#include "sl-private.h"
#include "sl-record-dialog.h"
#include "sl-record-list.h"

#define MOST_COMPANIES 40 /* in the menu; others are found by typing */

struct _SlPeoplePage {
  AdwNavigationPage parent_instance;

  AdwNavigationSplitView *split;
  GtkSearchEntry *search;
  GMenu *type_menu;
  GMenu *company_menu;
  GtkStack *states;
  GtkListView *list;
  GtkWidget *seen_bar;
  GtkLabel *seen;
  AdwNavigationPage *person_page;
  GtkStack *person_states;
  AdwBin *person;
  GtkWidget *person_more;

  SlViewState *state;
  SlRecordList *people;
  SlPeopleFilter *filter;
  GSimpleActionGroup *actions;
  char *wanted; /* who is to be opened once the list is there */
};

static void page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlPeoplePage, sl_people_page, ADW_TYPE_NAVIGATION_PAGE, G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, page_init))

/* --- One person --- */

static const char *
get_open_id (SlPeoplePage *self)
{
  GtkWidget *view = adw_bin_get_child (self->person);

  return view != NULL ? sl_person_view_get_id (SL_PERSON_VIEW (view)) : NULL;
}

/* A click opens, so that the list selects nobody. Who is open is seen in it all the same. */
static void
mark_row (SlPeoplePage *self, GtkWidget *row)
{
  SlRecord *contact = sl_person_row_get_contact (SL_PERSON_ROW (row));
  GtkWidget *cell = gtk_widget_get_parent (row);
  const char *open = adw_navigation_split_view_get_collapsed (self->split) ? NULL : get_open_id (self);

  if (contact != NULL && open != NULL && g_str_equal (open, sl_record_get_id (contact)))
    gtk_widget_add_css_class (cell, "open");
  else
    gtk_widget_remove_css_class (cell, "open");
}

static void
mark_rows (SlPeoplePage *self)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (self->list)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    if (SL_IS_PERSON_ROW (gtk_widget_get_first_child (cell)))
      mark_row (self, gtk_widget_get_first_child (cell));
}

static void
close_person (SlPeoplePage *self)
{
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_stack_set_visible_child_name (self->person_states, "none");
  adw_bin_set_child (self->person, NULL);
  adw_navigation_page_set_title (self->person_page, _("Person"));
  gtk_widget_set_visible (self->person_more, FALSE);
  mark_rows (self);
}

static void
set_person (SlPeoplePage *self, const char *id)
{
  GtkWidget *view = sl_person_view_new (self->state, id);
  SlRecord *contact = sl_record_list_find (self->people, id);
  g_autofree char *name = contact != NULL ? sl_private_person (sl_record_get_text (contact, SL_CONTACT_NAME)) : g_strdup (_("Person"));

  g_signal_connect_object (view, "gone", G_CALLBACK (close_person), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->person, view);
  gtk_stack_set_visible_child_name (self->person_states, "person");
  adw_navigation_page_set_title (self->person_page, name);
  gtk_widget_set_visible (self->person_more, TRUE);
  mark_rows (self);
}

static void
open_person (SlPeoplePage *self, const char *id)
{
  set_person (self, id);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* Where there is room for both, somebody is beside the list. */
static void
show_first (SlPeoplePage *self)
{
  GListModel *model = self->filter != NULL ? sl_people_filter_get_model (self->filter) : NULL;
  g_autoptr (SlRecord) first = NULL;

  mark_rows (self);
  if (model == NULL || !sl_record_list_get_loaded (self->people) || get_open_id (self) != NULL || adw_navigation_split_view_get_collapsed (self->split))
    return;
  first = g_list_model_get_item (model, 0);
  if (first != NULL)
    set_person (self, sl_record_get_id (first));
}

static void
row_activated_cb (SlPeoplePage *self, guint position)
{
  g_autoptr (SlRecord) contact = g_list_model_get_item (sl_people_filter_get_model (self->filter), position);

  if (contact != NULL)
    open_person (self, sl_record_get_id (contact));
}

static SlRecord *
get_open_contact (SlPeoplePage *self)
{
  GtkWidget *view = adw_bin_get_child (self->person);

  return view != NULL ? sl_person_view_get_contact (SL_PERSON_VIEW (view)) : NULL;
}

/* --- What is shown --- */

static void
update (SlPeoplePage *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  guint n_seen = g_list_model_get_n_items (sl_people_filter_get_model (self->filter));
  gboolean active = sl_people_filter_is_active (self->filter);
  /* Translators: how many of all people are shown */
  g_autofree char *seen = g_strdup_printf (ngettext ("%s of %s person", "%s of %s people", n_all), SL_COUNT (n_seen), SL_COUNT (n_all));

  gtk_label_set_label (self->seen, seen);
  gtk_widget_set_visible (self->seen_bar, active && n_all > 0);
  if (sl_record_list_get_loaded (self->people))
    gtk_stack_set_visible_child_name (self->states, n_seen > 0 ? "list" : n_all > 0 ? "nothing" : "empty");
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
fill_companies (SlPeoplePage *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->people)); i++)
    {
      g_autoptr (SlRecord) contact = g_list_model_get_item (G_LIST_MODEL (self->people), i);
      const char *company = sl_record_get_text (contact, SL_CONTACT_COMPANY);

      /* The record stays in the list as long as its name is in the menu's making. */
      if (company != NULL && *company != '\0' && g_hash_table_add (seen, (gpointer) company))
        g_ptr_array_add (names, (gpointer) company);
    }
  g_ptr_array_sort (names, compare_words);
  g_menu_remove_all (self->company_menu);
  append_choice (self->company_menu, _("Any"), "people.company", "");
  for (guint i = 0; i < MIN (names->len, MOST_COMPANIES); i++)
    {
      g_autofree char *shown = sl_private_company (names->pdata[i]);

      append_choice (self->company_menu, shown, "people.company", names->pdata[i]);
    }
}

static void
people_changed_cb (SlPeoplePage *self)
{
  fill_companies (self);
  update (self);
}

static void
fill_types (SlPeoplePage *self)
{
  append_choice (self->type_menu, _("Any"), "people.type", "");
  for (const SlEnumValue *value = sl_contact_type_words.values; value->word != NULL; value++)
    append_choice (self->type_menu, sl_enum_label (&sl_contact_type_words, value->word), "people.type", value->word);
}

static void
search_changed_cb (SlPeoplePage *self)
{
  sl_people_filter_set_text (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update (self);
}

static void
choice_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  static const struct {
    const char *name;
    void (*set) (SlPeopleFilter *filter, const char *word);
  } setters[] = {
    { "sort", sl_people_filter_set_sort }, { "link", sl_people_filter_set_link },
    { "type", sl_people_filter_set_type }, { "company", sl_people_filter_set_company },
  };
  SlPeoplePage *self = data;

  g_simple_action_set_state (action, value);
  for (guint i = 0; i < G_N_ELEMENTS (setters); i++)
    if (g_str_equal (setters[i].name, g_action_get_name (G_ACTION (action))))
      setters[i].set (self->filter, g_variant_get_string (value, NULL));
  update (self);
}

static void
show_all_cb (SlPeoplePage *self)
{
  GActionGroup *actions = G_ACTION_GROUP (self->actions);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_action_group_change_action_state (actions, "link", g_variant_new_string (SL_PEOPLE_LINK_ANY));
  g_action_group_change_action_state (actions, "type", g_variant_new_string (""));
  g_action_group_change_action_state (actions, "company", g_variant_new_string (""));
  search_changed_cb (self);
}

/* --- Deeds --- */

static void
added_cb (SlPeoplePage *self, SlRecord *contact)
{
  open_person (self, sl_record_get_id (contact));
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const guint fields[] = {
    SL_CONTACT_NAME, SL_CONTACT_TYPE, SL_CONTACT_ROLE_TITLE, SL_CONTACT_COMPANY, SL_CONTACT_EMAIL, SL_CONTACT_PHONE, SL_CONTACT_LINKEDIN_URL, SL_CONTACT_NOTES,
  };
  SlPeoplePage *self = data;
  g_autoptr (SlRecord) contact = sl_record_new (SL_KIND_CONTACT);
  AdwDialog *dialog = sl_record_dialog_new (self->state, contact, TRUE, _("New Person"));

  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, fields, G_N_ELEMENTS (fields));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
delete_contact (SlPeoplePage *self, SlRecord *contact)
{
  const char *ids[] = { sl_record_get_id (contact), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_trash (SL_KIND_CONTACT, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
  if (g_strcmp0 (get_open_id (self), ids[0]) == 0)
    close_person (self);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlPeoplePage *self = data;
  SlRecord *contact = get_open_contact (self);

  if (contact != NULL)
    delete_contact (self, contact);
}

static gboolean
delete_key_cb (GtkWidget *row, gpointer data)
{
  SlRecord *contact = sl_person_row_get_contact (SL_PERSON_ROW (row));

  if (contact == NULL)
    return FALSE;
  delete_contact (data, contact);
  return TRUE;
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlPeoplePage *self = data;

  sl_people_import (GTK_WIDGET (self), self->state);
}

static void
export_seen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlPeoplePage *self = data;
  GListModel *model = sl_people_filter_get_model (self->filter);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (contacts, g_list_model_get_item (model, i));
  if (contacts->len > 0)
    /* Translators: a file’s name */
    sl_people_export (GTK_WIDGET (self), self->state, contacts, C_("file", "people"));
}

static void
export_one_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlPeoplePage *self = data;
  SlRecord *contact = get_open_contact (self);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new ();

  if (contact == NULL)
    return;
  g_ptr_array_add (contacts, contact);
  sl_people_export (GTK_WIDGET (self), self->state, contacts, sl_record_get_text (contact, SL_CONTACT_NAME));
}

/* --- Rows --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SlPeoplePage *self)
{
  gtk_list_item_set_child (item, sl_person_row_new (self->state));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SlPeoplePage *self)
{
  SlRecord *contact = gtk_list_item_get_item (item);
  g_autofree char *name = sl_private_person (sl_record_get_text (contact, SL_CONTACT_NAME));

  sl_person_row_set_contact (SL_PERSON_ROW (gtk_list_item_get_child (item)), contact);
  mark_row (self, gtk_list_item_get_child (item));
  gtk_list_item_set_accessible_label (item, name);
}

/* --- The page --- */

static void
sl_people_page_open_record (SlPage *page, SlKind kind, const char *id)
{
  SlPeoplePage *self = SL_PEOPLE_PAGE (page);

  if (sl_record_list_get_loaded (self->people))
    open_person (self, id);
  else
    g_set_str (&self->wanted, id);
}

static void
sl_people_page_focus_search (SlPage *page)
{
  SlPeoplePage *self = SL_PEOPLE_PAGE (page);

  sl_page_search_sidebar (self->split, GTK_WIDGET (self->search));
}

static gboolean
sl_people_page_go_back (SlPage *page)
{
  SlPeoplePage *self = SL_PEOPLE_PAGE (page);

  if (get_open_id (self) == NULL || (adw_navigation_split_view_get_collapsed (self->split) && !adw_navigation_split_view_get_show_content (self->split)))
    return FALSE;
  close_person (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return TRUE;
}

static void
page_init (SlPageInterface *iface)
{
  iface->open_record = sl_people_page_open_record;
  iface->focus_search = sl_people_page_focus_search;
  iface->go_back = sl_people_page_go_back;
}

static void
loaded_cb (SlPeoplePage *self)
{
  g_autofree char *id = g_steal_pointer (&self->wanted);

  people_changed_cb (self);
  if (id != NULL)
    open_person (self, id);
  else
    show_first (self);
}

static void
sl_people_page_dispose (GObject *object)
{
  SlPeoplePage *self = SL_PEOPLE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->filter);
  g_clear_object (&self->people);
  g_clear_object (&self->actions);
  g_clear_object (&self->state);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (sl_people_page_parent_class)->dispose (object);
}

static void
sl_people_page_class_init (SlPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_people_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, split);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, search);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, type_menu);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, company_menu);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, states);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, list);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, seen_bar);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, seen);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, person_page);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, person_states);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, person);
  gtk_widget_class_bind_template_child (widget_class, SlPeoplePage, person_more);
  gtk_widget_class_bind_template_callback (widget_class, show_first);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
sl_people_page_init (SlPeoplePage *self)
{
  static const GActionEntry entries[] = {
    { .name = "new", .activate = new_cb },
    { .name = "delete", .activate = delete_cb },
    { .name = "import", .activate = import_cb },
    { .name = "export", .activate = export_seen_cb },
    { .name = "export-one", .activate = export_one_cb },
    { .name = "sort", .parameter_type = "s", .state = "'" SL_PEOPLE_SORT_NAME "'", .change_state = choice_cb },
    { .name = "link", .parameter_type = "s", .state = "'" SL_PEOPLE_LINK_ANY "'", .change_state = choice_cb },
    { .name = "type", .parameter_type = "s", .state = "''", .change_state = choice_cb },
    { .name = "company", .parameter_type = "s", .state = "''", .change_state = choice_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "people", G_ACTION_GROUP (self->actions));
  sl_delete_key_watch_list (self->list, delete_key_cb, self);
}

/**
 * sl_people_page_new:
 * @state: the window's
 *
 * Returns: the page
 */
GtkWidget *
sl_people_page_new (SlViewState *state)
{
  SlPeoplePage *self = g_object_new (SL_TYPE_PEOPLE_PAGE, NULL);
  GtkNoSelection *selection;

  self->state = g_object_ref (state);
  self->people = sl_record_list_new (sl_view_state_get_context (state), SL_KIND_CONTACT, NULL);
  sl_view_state_watch_errors (self->state, self->people);
  self->filter = sl_people_filter_new (G_LIST_MODEL (self->people));
  fill_types (self);
  selection = gtk_no_selection_new (g_object_ref (sl_people_filter_get_model (self->filter)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->people, "items-changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "notify::loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  people_changed_cb (self);
  sl_record_list_start (self->people);
  return GTK_WIDGET (self);
}
