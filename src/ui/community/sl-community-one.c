/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-sections.h: the page of one group and the page of one person. */

#define G_LOG_DOMAIN "sl-community-one"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-focus.h"
#include "sl-community-pages.h"
#include "sl-community-rows.h"
#include "sl-community-sections.h"
#include "sl-count.h"
#include "sl-text.h"

/* Picture, name, what is known, words of their own, buttons. Takes @buttons, which may be %NULL. */
static void
add_head (GtkBox     *box,
          const char *name,
          const char *facts,
          const char *words,
          GtkWidget  *buttons)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *avatar = sl_community_avatar_new (64, name);

  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), avatar);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), sl_community_label_new (name, "title-2"));
  if (*facts != '\0')
    gtk_box_append (GTK_BOX (texts), sl_community_label_new (facts, "dimmed"));
  if (words != NULL)
    gtk_box_append (GTK_BOX (texts), sl_community_label_new (words, NULL));
  gtk_box_append (GTK_BOX (head), texts);
  gtk_widget_set_margin_top (head, 12);
  gtk_box_append (box, head);
  if (buttons != NULL)
    gtk_box_append (box, buttons);
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *buttons = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 6);
  return buttons;
}

/* @css_class: (nullable): its weight among the others */
static void
add_button (GtkWidget  *buttons,
            const char *label,
            const char *css_class,
            const char *action,
            const char *target,
            const char *kind,
            const char *id)
{
  GtkWidget *button = sl_community_button_new (label, action, target);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  sl_community_focus_mark (button, kind, id);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), button);
}

/* A group */

static GtkWidget *
make_group_buttons (SlCommunity          *community,
                    const SlTrackerGroup *group,
                    gboolean              is_member)
{
  GtkWidget *buttons = make_buttons ();
  gboolean is_mine = sl_community_is_me (community, group->creator);

  if (!is_member)
    add_button (buttons, _("_Join"), "suggested-action", "community.join", group->id, "membership", group->id);
  if (is_mine)
    add_button (buttons, _("_Edit Group"), NULL, "community.edit-group", NULL, "edit", group->id);
  /* What ends something stands back behind what is there to be done. */
  if (is_member)
    add_button (buttons, group->is_public ? _("_Leave") : _("_Leave…"), is_mine ? "flat" : NULL, group->is_public ? "community.leave" : "community.leave-for-good", group->id, "membership", group->id);
  if (is_mine)
    add_button (buttons, _("_Delete Group…"), "flat", "community.delete-group", group->id, "delete", group->id);
  return buttons;
}

static const char *
name_role (const char *role)
{
  if (g_strcmp0 (role, "admin") == 0)
    return _("Looks after the group");
  return g_strcmp0 (role, "member") == 0 ? NULL : role;
}

static char *
describe_group (const SlTrackerGroup *group,
                guint                 n_members)
{
  g_autofree char *members = g_strdup_printf (ngettext ("%s member", "%s members", n_members), SL_COUNT (n_members));

  return g_strjoin (" · ", members, group->is_public ? _("Listed for everybody") : _("Not listed"), NULL);
}

void
sl_community_fill_group (GtkBox                *box,
                         SlCommunity           *community,
                         const SlCommunityPage *page)
{
  gboolean is_member = sl_community_page_has_member (page, community);
  /* Counted for the whole group; its members come a hundred at most. */
  guint n_members = page->group->n_members > page->members->len ? (guint) page->group->n_members : page->members->len;
  g_autofree char *facts = describe_group (page->group, n_members);
  GtkWidget *list;

  add_head (box, page->group->name, facts, page->group->description, make_group_buttons (community, page->group, is_member));
  sl_community_add_posts (box, community, page, _("Posts"), NULL);
  if (page->posts->len == 0)
    sl_community_add_empty (box, "user-available-symbolic", _("Nobody Posted Yet"), _("What is written in this group stands here. Whoever opens the group can read it."));
  sl_community_add_more (box, page, page->posts->len);
  if (page->members->len == 0)
    return;
  list = sl_community_add_list (box, _("Members"), NULL);
  for (guint i = 0; i < MIN (page->members->len, SL_COMMUNITY_MOST_ROWS); i++)
    {
      const SlTrackerMember *member = g_ptr_array_index (page->members, i);

      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_person (community, member->person, NULL, name_role (member->role)));
    }
}

/* A person */

static char *
describe_person (const SlCommunityPage *page)
{
  const SlTrackerPerson *person = page->person;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = NULL;

  if (!g_str_equal (sl_tracker_person_get_name (person), person->username))
    g_ptr_array_add (parts, sl_text_isolate (person->username));
  if (person->streak_days > 1)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s day in a row", "%s days in a row", (gulong) person->streak_days), SL_COUNT ((guint) person->streak_days)));
  if (page->n_followers >= 0)
    /* Translators: how many follow somebody */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s follower", "%s followers", (gulong) page->n_followers), SL_COUNT ((guint) page->n_followers)));
  if (page->n_following >= 0)
    /* Translators: how many somebody follows */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("follows %s person", "follows %s people", (gulong) page->n_following), SL_COUNT ((guint) page->n_following)));
  g_ptr_array_add (parts, NULL);
  words = (char **) g_ptr_array_steal (parts, NULL);
  return g_strjoinv (" · ", words);
}

static GtkWidget *
make_person_buttons (SlCommunity           *community,
                     const SlTrackerPerson *person)
{
  GtkWidget *buttons = make_buttons ();
  gboolean follows = sl_community_follows (community, person->id);

  add_button (buttons, follows ? _("_Unfollow") : _("_Follow"), follows ? NULL : "suggested-action", follows ? "community.unfollow" : "community.follow", person->id, "follow", person->id);
  return buttons;
}

void
sl_community_fill_person (GtkBox                *box,
                          SlCommunity           *community,
                          const SlCommunityPage *page)
{
  const SlTrackerPerson *person = page->person;
  g_autofree char *facts = describe_person (page);

  add_head (box, sl_tracker_person_get_name (person), facts, person->bio,
            sl_community_is_me (community, person->id) ? NULL : make_person_buttons (community, person));
  sl_community_add_posts (box, community, page, _("Posts"), _("Among the newest in the feed"));
  if (page->posts != NULL && page->posts->len == 0)
    sl_community_add_empty (box, "user-available-symbolic", _("Nothing Shared Lately"), _("What they share with everybody stands here as long as it is new."));
  sl_community_add_groups (box, community, page->groups, NULL, _("Groups that you are both in"));
  sl_community_add_ids (box, community, page->their_followers, _("Followers"));
  sl_community_add_ids (box, community, page->their_following, _("Follows"));
}
