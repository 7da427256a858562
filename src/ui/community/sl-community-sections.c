/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-sections.h. */

#define G_LOG_DOMAIN "sl-community-sections"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-community-rows.h"
#include "sl-community-sections.h"
#include "sl-count.h"
#include "sl-date.h"

/* A list box makes all its rows at once. */
#define MOST_ROWS 200

static void
add_empty (GtkBox     *box,
           const char *icon,
           const char *title,
           const char *words)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), words);
  gtk_widget_add_css_class (page, "compact");
  gtk_box_append (box, page);
}

/* A list under its heading. */
static GtkWidget *
add_list (GtkBox     *box,
          const char *title,
          const char *words)
{
  GtkWidget *group = adw_preferences_group_new (), *list = sl_community_list_new (title);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (words != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (box, group);
  return list;
}

static void
add_more (GtkBox                *box,
          const SlCommunityPage *page,
          guint                  n)
{
  GtkWidget *button;

  if (!page->has_more || n < SL_TRACKER_PAGE)
    return;
  button = sl_community_button_new (_("Show _More"), "community.more", NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_box_append (box, button);
}

static void
add_posts (GtkBox                *box,
           SlCommunity           *community,
           const SlCommunityPage *page,
           const char            *label)
{
  GtkWidget *list = sl_community_list_new (label);

  for (guint i = 0; i < MIN (page->posts->len, MOST_ROWS); i++)
    {
      const SlTrackerPost *post = g_ptr_array_index (page->posts, i);

      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_post (community, post, g_hash_table_lookup (page->reactions, post->id)));
    }
  gtk_box_append (box, list);
  add_more (box, page, page->posts->len);
}

void
sl_community_fill_feed (GtkBox                *box,
                        SlCommunity           *community,
                        const SlCommunityPage *page,
                        gboolean               is_mine)
{
  if (page->posts->len > 0)
    add_posts (box, community, page, is_mine ? _("Your posts") : _("Posts"));
  else if (is_mine)
    add_empty (box, "document-edit-symbolic", _("Nothing Posted Yet"), _("What you share with others stands here, and what only you see."));
  else
    add_empty (box, "user-available-symbolic", _("Nobody Posted Yet"), _("Here people who look for work tell each other what helped."));
}

void
sl_community_fill_groups (GtkBox                *box,
                          SlCommunity           *community,
                          const SlCommunityPage *page)
{
  g_autoptr (GHashTable) mine = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *list = NULL;

  for (guint i = 0; i < MIN (page->my_groups->len, MOST_ROWS); i++)
    {
      const SlTrackerGroup *group = g_ptr_array_index (page->my_groups, i);

      list = list != NULL ? list : add_list (box, _("Your groups"), NULL);
      g_hash_table_add (mine, group->id);
      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_group (group, TRUE));
    }
  list = NULL;
  for (guint i = 0; i < MIN (page->groups->len, MOST_ROWS); i++)
    {
      const SlTrackerGroup *group = g_ptr_array_index (page->groups, i);

      if (g_hash_table_contains (mine, group->id))
        continue;
      list = list != NULL ? list : add_list (box, _("Groups to join"), NULL);
      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_group (group, FALSE));
    }
  if (page->my_groups->len == 0 && page->groups->len == 0)
    add_empty (box, "system-users-symbolic", _("No Groups Yet"), _("In a group a few people who look for the same kind of work keep each other company."));
  add_more (box, page, page->groups->len);
}

static void
add_group_buttons (GtkBox               *box,
                   SlCommunity          *community,
                   const SlTrackerGroup *group,
                   gboolean              is_member)
{
  GtkWidget *buttons = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 6);
  if (is_member)
    adw_wrap_box_append (ADW_WRAP_BOX (buttons), sl_community_button_new (_("_Leave"), "community.leave", group->id));
  else
    adw_wrap_box_append (ADW_WRAP_BOX (buttons), sl_community_button_new (_("_Join"), "community.join", group->id));
  if (sl_community_is_me (community, group->creator))
    {
      adw_wrap_box_append (ADW_WRAP_BOX (buttons), sl_community_button_new (_("_Edit Group"), "community.edit-group", NULL));
      adw_wrap_box_append (ADW_WRAP_BOX (buttons), sl_community_button_new (_("_Delete Group…"), "community.delete-group", group->id));
    }
  gtk_box_append (box, buttons);
}

static const char *
name_role (const char *role)
{
  if (g_strcmp0 (role, "admin") == 0)
    return _("Looks after the group");
  return g_strcmp0 (role, "member") == 0 ? NULL : role;
}

void
sl_community_fill_group (GtkBox                *box,
                         SlCommunity           *community,
                         const SlCommunityPage *page,
                         gboolean               is_member)
{
  GtkWidget *list;

  if (page->group->description != NULL)
    {
      GtkWidget *label = gtk_label_new (page->group->description);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (box, label);
    }
  add_group_buttons (box, community, page->group, is_member);
  if (page->posts->len > 0)
    add_posts (box, community, page, _("Posts of the group"));
  else
    add_empty (box, "user-available-symbolic", _("Nobody Posted Yet"), _("What is written in this group stands here. Whoever opens the group can read it."));
  list = add_list (box, _("Members"), NULL);
  for (guint i = 0; i < MIN (page->members->len, MOST_ROWS); i++)
    {
      const SlTrackerMember *member = g_ptr_array_index (page->members, i);

      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_person (community, member->person, NULL, name_role (member->role)));
    }
}

/* People */

static void
add_ids (GtkBox      *box,
         SlCommunity *community,
         GPtrArray   *ids,
         const char  *title)
{
  GtkWidget *list = ids->len > 0 ? add_list (box, title, NULL) : NULL;

  for (guint i = 0; i < MIN (ids->len, MOST_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_person (community, g_ptr_array_index (ids, i), NULL, NULL));
}

static void
add_people (GtkBox      *box,
            SlCommunity *community,
            GPtrArray   *people,
            const char  *title)
{
  GtkWidget *list = people->len > 0 ? add_list (box, title, NULL) : NULL;

  for (guint i = 0; i < MIN (people->len, MOST_ROWS); i++)
    {
      const SlTrackerPerson *person = g_ptr_array_index (people, i);

      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_person (community, person->id, person, NULL));
    }
}

void
sl_community_fill_people (GtkBox                *box,
                          SlCommunity           *community,
                          const SlCommunityPage *page)
{
  add_ids (box, community, page->following, _("You follow"));
  add_ids (box, community, page->followers, _("Follow you"));
  add_people (box, community, page->people, _("Here lately"));
  if (page->following->len + page->followers->len + page->people->len == 0)
    add_empty (box, "system-users-symbolic", _("Nobody Here Yet"), _("People with a public profile are found by their name."));
}

void
sl_community_fill_found (GtkBox                *box,
                         SlCommunity           *community,
                         const SlCommunityPage *page)
{
  add_people (box, community, page->people, _("Found"));
  if (page->people->len == 0)
    add_empty (box, "edit-find-symbolic", _("Nobody Found"), _("Only people with a public profile are found."));
  add_more (box, page, page->people->len);
}

/* Progress */

/* Both only where they differ. */
static void
add_pair (GtkWidget  *list,
          const char *title,
          const char *here,
          const char *there)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (here);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (there == NULL || !g_str_equal (here, there))
    {
      /* Translators: %s is a number or a share, as the server counts it */
      g_autofree char *words = there != NULL ? g_strdup_printf (_("%s on the server"), there) : g_strdup (_("The server doesn’t tell"));

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
    }
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_number (GtkWidget  *list,
            const char *title,
            gint64      here,
            gint64      there)
{
  g_autofree char *local = g_strdup_printf ("%" G_GINT64_FORMAT, here);
  g_autofree char *remote = there >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, there) : NULL;

  add_pair (list, title, local, remote);
}

static void
add_rate (GtkWidget  *list,
          const char *title,
          double      here,
          double      there)
{
  /* Translators: a share in per cent, with a space that doesn't break */
  g_autofree char *local = g_strdup_printf (_("%ld %%"), lround (here * 100));
  g_autofree char *remote = there >= 0 ? g_strdup_printf (_("%ld %%"), lround (there * 100)) : NULL;

  add_pair (list, title, local, remote);
}

static void
add_numbers (GtkBox                *box,
             const SlCommunityPage *page)
{
  g_autofree char *why = sl_community_explain (page);
  GtkWidget *list = add_list (box, _("Numbers"), why != NULL ? why : _("This computer and the server count the same."));

  add_number (list, _("Applications"), page->counts.applications, page->stats.applications);
  add_number (list, _("Interview rounds"), page->counts.stages, page->stats.stages);
  add_number (list, _("Offers written down"), page->counts.offers, page->stats.offers);
  add_number (list, _("Reflections"), page->counts.reflections, page->stats.reflections);
  add_number (list, _("People"), page->counts.contacts, page->stats.contacts);
  add_number (list, _("Open reminders"), page->counts.reminders, page->stats.reminders);
  add_rate (list, _("Got an answer"), page->counts.rates.response, page->rates.response);
  add_rate (list, _("Came to an interview"), page->counts.rates.interview, page->rates.interview);
  add_rate (list, _("Got an offer"), page->counts.rates.offer, page->rates.offer);
}

static void
add_milestone (GtkWidget                *list,
               const SlTrackerMilestone *milestone,
               GTimeZone                *zone)
{
  GtkWidget *row = adw_action_row_new (), *icon;
  gboolean is_reached = milestone->reached_at != SL_TIME_NONE;
  g_autofree char *day = is_reached ? sl_day_format_long (sl_day_from_time (milestone->reached_at, zone)) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), milestone->name);
  if (day != NULL || milestone->description != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), day != NULL ? day : milestone->description);
  icon = gtk_image_new_from_icon_name (is_reached ? "starred-symbolic" : "non-starred-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, is_reached ? _("Reached") : _("Not reached yet"), -1);
  if (!is_reached)
    gtk_widget_add_css_class (icon, "dimmed");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

void
sl_community_fill_progress (GtkBox                *box,
                            SlCommunity           *community,
                            const SlCommunityPage *page)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_community_get_clock (community));
  gint64 streak = page->stats.streak_days;
  g_autofree char *days = NULL;
  GtkWidget *list;

  if (streak > 1)
    /* Translators: %s is a number of days */
    days = g_strdup_printf (ngettext ("You were here %s day in a row.", "You were here %s days in a row.", (gulong) streak), SL_COUNT ((guint) streak));
  add_numbers (box, page);
  list = add_list (box, _("Milestones"), days);
  for (guint reached = 0; reached < 2; reached++)
    for (guint i = 0; i < page->milestones->len; i++)
      {
        const SlTrackerMilestone *milestone = g_ptr_array_index (page->milestones, i);

        if ((milestone->reached_at != SL_TIME_NONE) == (reached == 0))
          add_milestone (list, milestone, zone);
      }
}
