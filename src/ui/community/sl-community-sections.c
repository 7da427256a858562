/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-sections.h: the feed, one's own posts, groups, people, the profile. */

#define G_LOG_DOMAIN "sl-community-sections"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-rows.h"
#include "sl-community-sections.h"
#include "sl-profile-form.h"

static void
fill_feed (GtkBox                *box,
           SlCommunity           *community,
           const SlCommunityPage *page,
           gboolean               is_mine)
{
  if (page->posts->len > 0)
    sl_community_add_posts (box, community, page, is_mine ? _("Your posts") : _("Posts"), NULL);
  else if (is_mine)
    sl_community_add_empty (box, "document-edit-symbolic", _("Nothing Posted Yet"), _("What you share with others stands here, and what only you see."));
  else
    sl_community_add_empty (box, "user-available-symbolic", _("Nobody Posted Yet"), _("Here people who look for work tell each other what helped."));
  sl_community_add_more (box, page, page->posts->len);
}

static void
fill_groups (GtkBox                *box,
             SlCommunity           *community,
             const SlCommunityPage *page)
{
  sl_community_add_groups (box, community, page->my_groups, NULL, _("Your groups"));
  sl_community_add_groups (box, community, page->groups, page->my_groups, _("Groups to join"));
  if (page->my_groups->len == 0 && page->groups->len == 0)
    sl_community_add_empty (box, "system-users-symbolic", _("No Groups Yet"), _("In a group a few people who look for the same kind of work keep each other company."));
  sl_community_add_more (box, page, page->groups->len);
}

static void
fill_people (GtkBox                *box,
             SlCommunity           *community,
             const SlCommunityPage *page)
{
  sl_community_add_ids (box, community, page->following, _("You follow"));
  sl_community_add_ids (box, community, page->followers, _("Follow you"));
  sl_community_add_people (box, community, page->people, _("Here lately"));
  if (page->following->len + page->followers->len + page->people->len == 0)
    sl_community_add_empty (box, "system-users-symbolic", _("Nobody Here Yet"), _("People with a public profile are found by their name."));
}

static void
fill_found (GtkBox                *box,
            SlCommunity           *community,
            const SlCommunityPage *page)
{
  sl_community_add_people (box, community, page->people, _("Found"));
  if (page->people->len == 0)
    sl_community_add_empty (box, "edit-find-symbolic", _("Nobody Found"), _("Only people with a public profile are found."));
  sl_community_add_more (box, page, page->people->len);
}

/* What is being written in it stays. */
static gboolean
keep_profile (GtkBox                *box,
              const SlCommunityPage *page)
{
  GtkWidget *form = gtk_widget_get_first_child (GTK_WIDGET (box));

  if (!SL_IS_PROFILE_FORM (form))
    return FALSE;
  sl_profile_form_update (SL_PROFILE_FORM (form), page);
  return TRUE;
}

/** sl_community_fill: puts what was read in place of what is in @box */
void
sl_community_fill (GtkBox                *box,
                   SlCommunity           *community,
                   SlCommunityPlace       place,
                   const SlCommunityPage *page)
{
  GtkWidget *child;

  if (place == SL_COMMUNITY_PROFILE && keep_profile (box, page))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  switch (place)
    {
    case SL_COMMUNITY_FEED:
    case SL_COMMUNITY_MINE:
      fill_feed (box, community, page, place == SL_COMMUNITY_MINE);
      break;
    case SL_COMMUNITY_GROUPS:
      fill_groups (box, community, page);
      break;
    case SL_COMMUNITY_GROUP:
      sl_community_fill_group (box, community, page);
      break;
    case SL_COMMUNITY_PEOPLE:
      fill_people (box, community, page);
      break;
    case SL_COMMUNITY_SEARCH:
      fill_found (box, community, page);
      break;
    case SL_COMMUNITY_PERSON:
      sl_community_fill_person (box, community, page);
      break;
    case SL_COMMUNITY_PROGRESS:
      sl_community_fill_progress (box, community, page);
      break;
    case SL_COMMUNITY_PROFILE:
    default:
      gtk_box_append (box, sl_profile_form_new (community, page));
      break;
    }
}
