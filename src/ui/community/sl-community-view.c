/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-view.h: its sections, and the pages of single groups and people over them. */

#define G_LOG_DOMAIN "sl-community-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-composer.h"
#include "sl-community-deeds.h"
#include "sl-community-part.h"
#include "sl-community-view.h"
#include "sl-page.h"

struct _SlCommunityView {
  AdwNavigationPage parent_instance;

  AdwNavigationView *navigation;
  AdwViewStack *stack;
  GtkButton *primary;

  SlViewState *state;
  SlCommunity *community;
  gboolean is_narrow; /* words of buttons have no room */
};

static void sl_community_view_page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlCommunityView, sl_community_view, ADW_TYPE_NAVIGATION_PAGE, G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, sl_community_view_page_init))

static const struct {
  const char *name;
  const char *title;
  const char *icon_name;
  SlCommunityPlace place;
} sections[] = {
  { "feed", N_("Feed"), "sl-feed-symbolic", SL_COMMUNITY_FEED },
  { "mine", N_("Mine"), "document-edit-symbolic", SL_COMMUNITY_MINE },
  { "groups", N_("Groups"), "sl-community-symbolic", SL_COMMUNITY_GROUPS },
  { "people", N_("People"), "system-users-symbolic", SL_COMMUNITY_PEOPLE },
  { "progress", N_("Progress"), "starred-symbolic", SL_COMMUNITY_PROGRESS },
  { "profile", N_("Profile"), "avatar-default-symbolic", SL_COMMUNITY_PROFILE },
};

/* The part of the section that is chosen, under whatever is opened over it. */
static SlCommunityPart *
get_section (SlCommunityView *self)
{
  return SL_COMMUNITY_PART (adw_view_stack_get_visible_child (self->stack));
}

static gboolean
is_section (SlCommunityView *self,
            const char      *name)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), name) == 0;
}

static void
name_button (SlCommunityView *self,
             GtkButton       *button,
             const char      *label,
             const char      *tooltip)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), self->is_narrow ? tooltip : NULL);
  if (self->is_narrow)
    gtk_button_set_icon_name (button, "list-add-symbolic");
  else
    gtk_button_set_label (button, label);
}

static void
section_cb (SlCommunityView *self)
{
  gboolean writes = is_section (self, "feed") || is_section (self, "mine");

  if (writes)
    name_button (self, self->primary, _("_Write Post"), _("Write Post"));
  else
    name_button (self, self->primary, _("_New Group"), _("New Group"));
  gtk_widget_set_visible (GTK_WIDGET (self->primary), writes || is_section (self, "groups"));
}

/* Who signs out leaves nothing behind on the page. */
static void
available_cb (SlCommunityView *self)
{
  adw_navigation_view_pop_to_tag (self->navigation, "sections");
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    sl_community_part_forget (SL_COMMUNITY_PART (adw_view_stack_get_child_by_name (self->stack, sections[i].name)));
  if (!sl_community_is_available (self->community))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "today");
  else if (gtk_widget_get_mapped (GTK_WIDGET (get_section (self))))
    sl_community_part_read (get_section (self));
}

/* Pages over the sections */

static SlCommunityPart *
get_part_of (AdwNavigationPage *page)
{
  return g_object_get_data (G_OBJECT (page), "sl-community-part");
}

static GtkButton *
get_write_of (AdwNavigationPage *page)
{
  return g_object_get_data (G_OBJECT (page), "sl-community-write");
}

static void
set_narrow (SlCommunityView *self,
            gboolean         is_narrow)
{
  g_autoptr (GListModel) pages = adw_navigation_view_get_navigation_stack (self->navigation);

  self->is_narrow = is_narrow;
  section_cb (self);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (AdwNavigationPage) page = g_list_model_get_item (pages, i);

      if (get_write_of (page) != NULL)
        name_button (self, get_write_of (page), _("_Write Post"), _("Write Post"));
    }
}

static void
narrow_cb (SlCommunityView *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (SlCommunityView *self)
{
  set_narrow (self, FALSE);
}

static void
write_here_cb (SlCommunityPart *part)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (part), SL_TYPE_COMMUNITY_VIEW));

  adw_dialog_present (sl_community_composer_new_post (self->community, NULL, sl_community_part_get_what (part)), GTK_WIDGET (part));
}

/* Who isn’t in the group is suggested to join it, and nothing else. */
static void
weigh_write_cb (SlCommunityPart *part,
                GParamSpec      *pspec,
                GtkWidget       *write)
{
  gboolean has_member;

  g_object_get (part, "has-member", &has_member, NULL);
  if (has_member)
    gtk_widget_add_css_class (write, "suggested-action");
  else
    gtk_widget_remove_css_class (write, "suggested-action");
}

static GtkWidget *
make_reload (SlCommunityPart *part)
{
  GtkWidget *reload = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  gtk_widget_set_tooltip_text (reload, _("Look again"));
  g_signal_connect_object (reload, "clicked", G_CALLBACK (sl_community_part_read), part, G_CONNECT_SWAPPED);
  return reload;
}

static void
open_page (SlCommunityView *self,
           SlCommunityPlace place,
           const char      *id,
           const char      *title)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (), *part = sl_community_part_new (self->state, place, id);
  AdwNavigationPage *page = adw_navigation_page_new (view, title);

  if (place == SL_COMMUNITY_GROUP)
    {
      GtkWidget *write = gtk_button_new_with_mnemonic ("");

      name_button (self, GTK_BUTTON (write), _("_Write Post"), _("Write Post"));
      g_object_set_data (G_OBJECT (page), "sl-community-write", write);
      g_signal_connect_object (part, "notify::has-member", G_CALLBACK (weigh_write_cb), write, 0);
      g_signal_connect_object (write, "clicked", G_CALLBACK (write_here_cb), part, G_CONNECT_SWAPPED);
      adw_header_bar_pack_end (ADW_HEADER_BAR (header), write);
    }
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), make_reload (SL_COMMUNITY_PART (part)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), part);
  g_object_set_data (G_OBJECT (page), "sl-community-part", part);
  adw_navigation_view_push (self->navigation, page);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  gboolean is_group = g_str_equal (name, "community.open-group");
  AdwNavigationPage *now = adw_navigation_view_get_visible_page (self->navigation);
  SlCommunityPart *part = now != NULL ? get_part_of (now) : NULL;
  g_autofree char *title = is_group ? sl_community_dup_group_name (self->community, id) : sl_community_dup_name (self->community, id);

  /* From a page of their own back to it. */
  if (part != NULL && g_strcmp0 (sl_community_part_get_what (part), id) == 0)
    return;
  open_page (self, is_group ? SL_COMMUNITY_GROUP : SL_COMMUNITY_PERSON, id, title != NULL ? title : _("Group"));
}

/** sl_community_view_leave_group: closes the page of group @id, if it is the one in sight */
void
sl_community_view_leave_group (SlCommunityView *self,
                               const char      *id)
{
  AdwNavigationPage *page = self->navigation != NULL ? adw_navigation_view_get_visible_page (self->navigation) : NULL;
  SlCommunityPart *part = page != NULL ? get_part_of (page) : NULL;

  if (part != NULL && g_strcmp0 (sl_community_part_get_what (part), id) == 0)
    adw_navigation_view_pop (self->navigation);
}

/** sl_community_view_get_state: (transfer none) */
SlViewState *
sl_community_view_get_state (SlCommunityView *self)
{
  return self->state;
}

/* What the buttons of the header bar do */

static void
primary_cb (SlCommunityView *self)
{
  if (is_section (self, "groups"))
    adw_dialog_present (sl_community_composer_new_group (self->community, NULL), GTK_WIDGET (self));
  else
    adw_dialog_present (sl_community_composer_new_post (self->community, NULL, NULL), GTK_WIDGET (self));
}

static void
reload_cb (SlCommunityView *self)
{
  sl_community_part_read (get_section (self));
}

/* Ctrl+N: of the page in sight. */
static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  SlCommunityPart *part = page != NULL ? get_part_of (page) : NULL;

  if (part == NULL)
    primary_cb (self);
  else
    write_here_cb (part);
}

/* Being a page */

static void
page_focus_search (SlPage *page)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (page);

  adw_navigation_view_pop_to_tag (self->navigation, "sections");
  adw_view_stack_set_visible_child_name (self->stack, "people");
  sl_community_part_focus_search (get_section (self));
}

static gboolean
page_go_back (SlPage *page)
{
  return adw_navigation_view_pop (SL_COMMUNITY_VIEW (page)->navigation);
}

static void
sl_community_view_page_init (SlPageInterface *iface)
{
  iface->focus_search = page_focus_search;
  iface->go_back = page_go_back;
}

/* Object */

static void
sl_community_view_dispose (GObject *object)
{
  SlCommunityView *self = SL_COMMUNITY_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_COMMUNITY_VIEW);
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
  gtk_widget_class_bind_template_child (widget_class, SlCommunityView, primary);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_install_action (widget_class, "community.open-group", "s", open_action);
  gtk_widget_class_install_action (widget_class, "community.open-person", "s", open_action);
  gtk_widget_class_install_action (widget_class, "community.new", NULL, new_action);
  sl_community_deeds_install (widget_class);
}

static void
sl_community_view_init (SlCommunityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_community_view_new: @state: has a community, as the page is offered only then */
GtkWidget *
sl_community_view_new (SlViewState *state)
{
  SlCommunityView *self = g_object_new (SL_TYPE_COMMUNITY_VIEW, NULL);

  self->state = g_object_ref (state);
  self->community = g_object_ref (sl_view_state_get_community (state));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    adw_view_stack_add_titled_with_icon (self->stack, sl_community_part_new (state, sections[i].place, NULL), sections[i].name, _(sections[i].title), sections[i].icon_name);
  g_signal_connect_object (self->community, "notify::available", G_CALLBACK (available_cb), self, G_CONNECT_SWAPPED);
  section_cb (self);
  return GTK_WIDGET (self);
}
