/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-view.h. Each part is read when it comes into sight and when something was done; what was there before stays
 * until the answer is there. */

#define G_LOG_DOMAIN "sl-community-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-composer.h"
#include "sl-profile-form.h"
#include "sl-community-sections.h"
#include "sl-community-view.h"
#include "sl-date.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-text.h"


typedef enum {
  SECTION_FEED,
  SECTION_MINE,
  SECTION_GROUPS,
  SECTION_PEOPLE,
  SECTION_PROGRESS,
  SECTION_PROFILE,
  N_SECTIONS,
  SECTION_GROUP = N_SECTIONS, /* pushed over the others */
  N_PARTS,
} SectionKind;

typedef struct {
  SlCommunityView *view;
  SectionKind kind;
  GtkBox *box;
  GtkStack *states; /* "wait", "problem", "shown" */
  AdwStatusPage *problem;
  SlCommunityPage *page; /* (nullable): what is shown */
  guint serial;          /* of the last reading: what comes of others isn't shown */
} Section;

struct _SlCommunityView {
  AdwNavigationPage parent_instance;

  AdwNavigationView *navigation;
  AdwViewStack *stack;
  AdwInlineViewSwitcher *switcher;
  AdwBanner *banner;
  GtkButton *primary;

  SlViewState *state;
  SlCommunity *community;
  Section sections[N_PARTS];
  char *group;  /* (nullable): the one that is open */
  GtkSearchEntry *search;
};

G_DEFINE_FINAL_TYPE (SlCommunityView, sl_community_view, ADW_TYPE_NAVIGATION_PAGE)

static const struct {
  const char *name;
  const char *title;
  const char *icon_name;
  SlCommunityPlace place;
} kinds[N_PARTS] = {
  { "feed", N_("Feed"), "user-available-symbolic", SL_COMMUNITY_FEED },
  { "mine", N_("Mine"), "document-edit-symbolic", SL_COMMUNITY_MINE },
  { "groups", N_("Groups"), "system-users-symbolic", SL_COMMUNITY_GROUPS },
  { "people", N_("People"), "avatar-default-symbolic", SL_COMMUNITY_PEOPLE },
  { "progress", N_("Progress"), "starred-symbolic", SL_COMMUNITY_PROGRESS },
  { "profile", N_("Profile"), "contact-new-symbolic", SL_COMMUNITY_PROFILE },
  { "group", NULL, NULL, SL_COMMUNITY_GROUP },
};

static void read_section (Section *section, gboolean more);

static Section *
get_section (SlCommunityView *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (self->group != NULL)
    return &self->sections[SECTION_GROUP];
  for (guint i = 0; i < N_SECTIONS; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &self->sections[i];
  return &self->sections[SECTION_FEED];
}

static gboolean
is_searching (SlCommunityView *self)
{
  return !sl_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Showing */

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static gboolean
is_member (SlCommunityView       *self,
           const SlCommunityPage *page)
{
  for (guint i = 0; i < page->members->len; i++)
    if (sl_community_is_me (self->community, ((SlTrackerMember *) g_ptr_array_index (page->members, i))->person))
      return TRUE;
  return FALSE;
}

static void
fill (Section *section)
{
  SlCommunityView *self = section->view;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (section->box));

  clear_box (section->box);
  switch (section->kind)
    {
    case SECTION_FEED:
    case SECTION_MINE:
      sl_community_fill_feed (section->box, self->community, section->page, section->kind == SECTION_MINE);
      break;
    case SECTION_GROUPS:
      sl_community_fill_groups (section->box, self->community, section->page);
      break;
    case SECTION_PEOPLE:
      if (section->page->following == NULL || section->page->followers == NULL)
        sl_community_fill_found (section->box, self->community, section->page);
      else
        sl_community_fill_people (section->box, self->community, section->page);
      break;
    case SECTION_PROGRESS:
      sl_community_fill_progress (section->box, self->community, section->page);
      break;
    case SECTION_PROFILE:
      gtk_box_append (section->box, sl_profile_form_new (self->community, section->page));
      break;
    case SECTION_GROUP:
    default:
      sl_community_fill_group (section->box, self->community, section->page, is_member (self, section->page));
      break;
    }
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (section->box), GTK_DIR_TAB_FORWARD);
}

static void
show_age (SlCommunityView *self)
{
  Section *section = get_section (self);
  const SlCommunityPage *page = section->page;
  SlClock *clock = sl_community_get_clock (self->community);
  g_autofree char *when = NULL, *words = NULL;

  if (page == NULL || page->as_of == SL_TIME_NONE)
    {
      adw_banner_set_revealed (self->banner, FALSE);
      adw_banner_set_title (self->banner, "");
      return;
    }
  when = sl_time_format_relative (page->as_of, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
  /* Translators: %s is a time such as “14:05” or “yesterday 14:05” */
  words = g_strdup_printf (_("The server can’t be reached. This is from %s."), when);
  adw_banner_set_title (self->banner, words);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
show_primary (SlCommunityView *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);
  gboolean writes = g_strcmp0 (name, "feed") == 0 || g_strcmp0 (name, "mine") == 0;

  gtk_button_set_label (self->primary, writes ? _("_Write Post") : _("_New Group"));
  gtk_widget_set_visible (GTK_WIDGET (self->primary), writes || g_strcmp0 (name, "groups") == 0);
}

/* Reading */

typedef struct {
  SlCommunityView *view;
  SectionKind kind;
  guint serial;
  gboolean more;
} Reading;

/* Puts what came next behind what is there; what is there already stays where it is. */
static void
append_rows (GPtrArray **rows,
             GPtrArray **more)
{
  if (*more == NULL || *rows == NULL)
    return;
  for (guint i = 0; i < (*more)->len; i++)
    {
      const char *id = *(char **) g_ptr_array_index (*more, i);
      gboolean is_there = FALSE;

      for (guint j = 0; j < (*rows)->len && !is_there; j++)
        is_there = g_str_equal (id, *(char **) g_ptr_array_index (*rows, j));
      if (is_there)
        continue;
      g_ptr_array_add (*rows, g_steal_pointer (&g_ptr_array_index (*more, i)));
    }
  g_ptr_array_set_free_func (*more, NULL);
}

static void
take_page (Section         *section,
           SlCommunityPage *page,
           gboolean         more)
{
  if (more && section->page != NULL)
    {
      GHashTableIter iter;
      gpointer id, word;

      append_rows (&section->page->posts, &page->posts);
      append_rows (&section->page->groups, &page->groups);
      append_rows (&section->page->people, &page->people);
      section->page->has_more = page->has_more;
      if (page->reactions != NULL && section->page->reactions != NULL)
        {
          g_hash_table_iter_init (&iter, page->reactions);
          while (g_hash_table_iter_next (&iter, &id, &word))
            g_hash_table_insert (section->page->reactions, g_strdup (id), g_strdup (word));
        }
      sl_community_page_free (page);
    }
  else
    {
      g_clear_pointer (&section->page, sl_community_page_free);
      section->page = page;
    }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr (SlCommunityView) self = reading->view;
  Section *section = &self->sections[reading->kind];
  g_autoptr (GError) error = NULL;
  SlCommunityPage *page = sl_community_read_finish (SL_COMMUNITY (source), result, &error);
  gboolean is_late = reading->serial != section->serial || section->box == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
  gboolean more = reading->more;

  g_free (reading);
  if (is_late)
    {
      g_clear_pointer (&page, sl_community_page_free);
      return;
    }
  if (page != NULL)
    {
      take_page (section, page, more);
      fill (section);
      gtk_stack_set_visible_child_name (section->states, "shown");
    }
  else if (section->page != NULL && !sl_error_is_silent (error))
    sl_view_state_tell_failed (self->state, error, NULL);
  else if (!sl_error_is_silent (error))
    {
      g_autofree char *words = sl_error_describe (error, NULL);

      adw_status_page_set_description (section->problem, words);
      gtk_stack_set_visible_child_name (section->states, "problem");
    }
  show_age (self);
}

static guint
count_rows (const SlCommunityPage *page)
{
  if (page->posts != NULL)
    return page->posts->len;
  return page->groups != NULL ? page->groups->len : page->people != NULL ? page->people->len : 0;
}

static void
read_section (Section *section,
              gboolean more)
{
  SlCommunityView *self = section->view;
  SlCommunityPlace place = kinds[section->kind].place;
  const char *what = section->kind == SECTION_GROUP ? self->group : NULL;
  Reading *reading;

  if (!sl_community_is_available (self->community))
    return;
  if (section->kind == SECTION_PEOPLE && is_searching (self))
    {
      place = SL_COMMUNITY_SEARCH;
      what = gtk_editable_get_text (GTK_EDITABLE (self->search));
    }
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), section->kind, ++section->serial, more };
  sl_community_read_async (self->community, place, what, more && section->page != NULL ? count_rows (section->page) : 0, read_cb, reading);
}

static void
section_cb (SlCommunityView *self)
{
  if (self->community == NULL)
    return;
  show_primary (self);
  show_age (self);
  read_section (get_section (self), FALSE);
}

static void
changed_cb (SlCommunityView *self)
{
  read_section (get_section (self), FALSE);
  if (self->group != NULL)
    read_section (&self->sections[SECTION_GROUPS], FALSE);
}

/* Who signs out leaves nothing behind on the page. */
static void
available_cb (SlCommunityView *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    {
      self->sections[i].serial++;
      g_clear_pointer (&self->sections[i].page, sl_community_page_free);
      if (self->sections[i].box != NULL)
        {
          clear_box (self->sections[i].box);
          gtk_stack_set_visible_child_name (self->sections[i].states, "wait");
        }
    }
  adw_navigation_view_pop_to_tag (self->navigation, "sections");
  if (sl_community_is_available (self->community))
    read_section (get_section (self), FALSE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "today");
}

/* Doing */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SlCommunityView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_community_do_finish (SL_COMMUNITY (source), result, &error) && !sl_error_is_silent (error))
    sl_view_state_tell_failed (self->state, error, NULL);
}

static void
run (SlCommunityView    *self,
     SlCommunityDeedKind kind,
     const char         *id,
     const char         *word)
{
  const SlCommunityDeed deed = { .kind = kind, .id = id, .word = word };

  sl_community_do_async (self->community, &deed, done_cb, g_object_ref (self));
}

static void
simple_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  static const struct {
    const char *name;
    SlCommunityDeedKind kind;
  } deeds[] = {
    { "community.follow", SL_COMMUNITY_FOLLOW },
    { "community.unfollow", SL_COMMUNITY_UNFOLLOW },
    { "community.join", SL_COMMUNITY_JOIN },
    { "community.leave", SL_COMMUNITY_LEAVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].name, name))
      run (SL_COMMUNITY_VIEW (widget), deeds[i].kind, g_variant_get_string (parameter, NULL), NULL);
}

static void
react_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  const char *id, *word;

  g_variant_get (parameter, "(&s&s)", &id, &word);
  run (SL_COMMUNITY_VIEW (widget), SL_COMMUNITY_REACT, id, *word != '\0' ? word : NULL);
}

typedef struct {
  SlCommunityView *view;
  SlCommunityDeedKind kind;
  char *id;
} Deleting;

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Deleting *deleting = user_data;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "delete"))
    {
      run (deleting->view, deleting->kind, deleting->id, NULL);
      if (deleting->kind == SL_COMMUNITY_DELETE_GROUP)
        adw_navigation_view_pop_to_tag (deleting->view->navigation, "sections");
    }
  g_object_unref (deleting->view);
  g_free (deleting->id);
  g_free (deleting);
}

static void
ask_to_delete (SlCommunityView    *self,
               SlCommunityDeedKind kind,
               const char         *id,
               const char         *title,
               const char         *words)
{
  AdwDialog *dialog = adw_alert_dialog_new (title, words);
  Deleting *deleting = g_new0 (Deleting, 1);

  *deleting = (Deleting) { g_object_ref (self), kind, g_strdup (id) };
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, delete_cb, deleting);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  if (g_str_equal (name, "community.delete-post"))
    ask_to_delete (SL_COMMUNITY_VIEW (widget), SL_COMMUNITY_DELETE_POST, id, _("Delete This Post?"), _("It is deleted on the server for everybody. This can’t be undone."));
  else
    ask_to_delete (SL_COMMUNITY_VIEW (widget), SL_COMMUNITY_DELETE_GROUP, id, _("Delete This Group?"),
                   _("It is deleted for all its members, with everything that anybody wrote in it. This can’t be undone."));
}

static void
write_post (SlCommunityView     *self,
            const SlTrackerPost *post)
{
  const SlCommunityPage *groups = self->sections[SECTION_GROUPS].page;

  adw_dialog_present (sl_community_composer_new_post (self->community, post, post == NULL && groups != NULL ? groups->my_groups : NULL, self->group), GTK_WIDGET (self));
}

static void
edit_post_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (widget);
  const SlCommunityPage *page = get_section (self)->page;

  for (guint i = 0; page != NULL && page->posts != NULL && i < page->posts->len; i++)
    {
      const SlTrackerPost *post = g_ptr_array_index (page->posts, i);

      if (g_str_equal (post->id, g_variant_get_string (parameter, NULL)))
        write_post (self, post);
    }
}

static void
edit_group_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (widget);
  const SlCommunityPage *page = self->sections[SECTION_GROUP].page;

  if (page != NULL)
    adw_dialog_present (sl_community_composer_new_group (self->community, page->group), GTK_WIDGET (self));
}

static void
write_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  write_post (SL_COMMUNITY_VIEW (widget), NULL);
}

static void
primary_cb (SlCommunityView *self)
{
  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "groups") == 0)
    adw_dialog_present (sl_community_composer_new_group (self->community, NULL), GTK_WIDGET (self));
  else
    write_post (self, NULL);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  read_section (get_section (SL_COMMUNITY_VIEW (widget)), g_str_equal (name, "community.more"));
}

/* Parts */

static GtkWidget *
make_problem (Section *section)
{
  GtkWidget *page = adw_status_page_new (), *button = gtk_button_new_with_mnemonic (_("Try _Again"));

  section->problem = ADW_STATUS_PAGE (page);
  adw_status_page_set_icon_name (section->problem, "dialog-warning-symbolic");
  adw_status_page_set_title (section->problem, _("Nothing Came From the Server"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "community.reload");
  adw_status_page_set_child (section->problem, button);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

/* A box in a column that scrolls; @above: (nullable): stays over it. */
static GtkWidget *
make_part (SlCommunityView *self,
           SectionKind      kind,
           GtkWidget       *above)
{
  Section *section = &self->sections[kind];
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *states = gtk_stack_new ();

  *section = (Section) { .view = self, .kind = kind, .box = GTK_BOX (box), .states = GTK_STACK (states), .serial = section->serial };
  gtk_stack_set_vhomogeneous (section->states, FALSE);
  gtk_stack_add_named (section->states, adw_bin_new (), "wait");
  gtk_stack_add_named (section->states, make_problem (section), "problem");
  gtk_stack_add_named (section->states, box, "shown");
  if (above != NULL)
    gtk_box_append (GTK_BOX (column), above);
  gtk_box_append (GTK_BOX (column), states);
  gtk_widget_set_margin_top (column, 6);
  gtk_widget_set_margin_bottom (column, 24);
  gtk_widget_set_margin_start (column, 12);
  gtk_widget_set_margin_end (column, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
group_hidden_cb (SlCommunityView *self)
{
  Section *section = &self->sections[SECTION_GROUP];

  g_clear_pointer (&self->group, g_free);
  section->serial++;
  section->box = NULL;
  g_clear_pointer (&section->page, sl_community_page_free);
  show_age (self);
}

static void
open_group_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const SlCommunityPage *groups = self->sections[SECTION_GROUPS].page;
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (), *write = gtk_button_new_with_mnemonic (_("_Write Post"));
  AdwNavigationPage *page;
  const char *title = _("Group");

  for (guint list = 0; groups != NULL && list < 2; list++)
    {
      GPtrArray *rows = list == 0 ? groups->groups : groups->my_groups;

      for (guint i = 0; i < rows->len; i++)
        if (g_str_equal (((SlTrackerGroup *) g_ptr_array_index (rows, i))->id, id))
          title = ((SlTrackerGroup *) g_ptr_array_index (rows, i))->name;
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (write), "community.write");
  gtk_widget_add_css_class (write, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), write);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_part (self, SECTION_GROUP, NULL));
  page = adw_navigation_page_new (view, title);
  g_signal_connect_object (page, "hidden", G_CALLBACK (group_hidden_cb), self, G_CONNECT_SWAPPED);
  g_set_str (&self->group, id);
  adw_navigation_view_push (self->navigation, page);
  read_section (&self->sections[SECTION_GROUP], FALSE);
}

static void
search_cb (SlCommunityView *self)
{
  read_section (&self->sections[SECTION_PEOPLE], FALSE);
}

static GtkWidget *
make_search (SlCommunityView *self)
{
  GtkWidget *search = gtk_search_entry_new ();

  self->search = GTK_SEARCH_ENTRY (search);
  gtk_search_entry_set_search_delay (self->search, 400);
  gtk_search_entry_set_placeholder_text (self->search, _("Search people by name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search people by name"), -1);
  g_signal_connect_object (search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  return search;
}

static void
sl_community_view_dispose (GObject *object)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (object);

  for (guint i = 0; i < N_PARTS; i++)
    {
      self->sections[i].serial++;
      self->sections[i].box = NULL;
      g_clear_pointer (&self->sections[i].page, sl_community_page_free);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_COMMUNITY_VIEW);
  g_clear_pointer (&self->group, g_free);
  g_clear_object (&self->community);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_community_view_parent_class)->dispose (object);
}

static void
sl_community_view_class_init (SlCommunityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_community_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-community-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlCommunityView, navigation);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityView, stack);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityView, switcher);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityView, banner);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityView, primary);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_cb);

  gtk_widget_class_install_action (widget_class, "community.follow", "s", simple_action);
  gtk_widget_class_install_action (widget_class, "community.unfollow", "s", simple_action);
  gtk_widget_class_install_action (widget_class, "community.join", "s", simple_action);
  gtk_widget_class_install_action (widget_class, "community.leave", "s", simple_action);
  gtk_widget_class_install_action (widget_class, "community.react", "(ss)", react_action);
  gtk_widget_class_install_action (widget_class, "community.delete-post", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "community.delete-group", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "community.edit-post", "s", edit_post_action);
  gtk_widget_class_install_action (widget_class, "community.edit-group", NULL, edit_group_action);
  gtk_widget_class_install_action (widget_class, "community.open-group", "s", open_group_action);
  gtk_widget_class_install_action (widget_class, "community.write", NULL, write_action);
  gtk_widget_class_install_action (widget_class, "community.more", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "community.reload", NULL, reload_action);
}

static void
sl_community_view_init (SlCommunityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_SECTIONS; i++)
    adw_view_stack_add_titled_with_icon (self->stack, make_part (self, i, i == SECTION_PEOPLE ? make_search (self) : NULL), kinds[i].name, _(kinds[i].title), kinds[i].icon_name);
  self->sections[SECTION_GROUP].view = self;
  self->sections[SECTION_GROUP].kind = SECTION_GROUP;
  show_primary (self);
}

/** sl_community_view_new: @state: has a community, as the page is offered only then */
GtkWidget *
sl_community_view_new (SlViewState *state)
{
  SlCommunityView *self = g_object_new (SL_TYPE_COMMUNITY_VIEW, NULL);

  self->state = g_object_ref (state);
  self->community = g_object_ref (sl_view_state_get_community (state));
  g_signal_connect_object (self->community, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->community, "notify::available", G_CALLBACK (available_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (section_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
