/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-rows.h: the lists that rows stand in. */

#define G_LOG_DOMAIN "sl-community-lists"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-focus.h"
#include "sl-community-rows.h"
#include "sl-count.h"

/** sl_community_add_empty: what stands where there is nothing yet */
void
sl_community_add_empty (GtkBox     *box,
                        const char *icon,
                        const char *title,
                        const char *words)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), words);
  gtk_widget_add_css_class (page, "compact");
  /* In the middle of what is free. */
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (box, page);
}

/** sl_community_add_list: (transfer none): @title: (nullable): over it, as @words */
GtkWidget *
sl_community_add_list (GtkBox     *box,
                       const char *title,
                       const char *words)
{
  GtkWidget *group = adw_preferences_group_new (), *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  sl_community_focus_mark (list, "list", title);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (words != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (box, group);
  return list;
}

/** sl_community_add_more: a button for the next page, where there may be one; @n: rows that were read */
void
sl_community_add_more (GtkBox                *box,
                       const SlCommunityPage *page,
                       guint                  n)
{
  GtkWidget *button;

  if (n >= SL_COMMUNITY_MOST_ROWS)
    {
      /* Translators: %s is a number of rows in a long list */
      g_autofree char *words = g_strdup_printf (ngettext ("The newest %s is shown.", "The newest %s are shown.", SL_COMMUNITY_MOST_ROWS), SL_COUNT (SL_COMMUNITY_MOST_ROWS));
      GtkWidget *label = sl_community_label_new (words, "dimmed");

      gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
      gtk_box_append (box, label);
      return;
    }
  if (!page->has_more || n < SL_TRACKER_PAGE)
    return;
  button = sl_community_button_new (_("Show _More"), "community.more", NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  sl_community_focus_mark (button, "more", "");
  gtk_box_append (box, button);
}

/** sl_community_add_posts: @words: (nullable): under @title; nothing where there are none */
void
sl_community_add_posts (GtkBox                *box,
                        SlCommunity           *community,
                        const SlCommunityPage *page,
                        const char            *title,
                        const char            *words)
{
  GtkWidget *list = page->posts != NULL && page->posts->len > 0 ? sl_community_add_list (box, title, words) : NULL;

  for (guint i = 0; list != NULL && i < MIN (page->posts->len, SL_COMMUNITY_MOST_ROWS); i++)
    {
      const SlTrackerPost *post = g_ptr_array_index (page->posts, i);

      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_post (community, post, g_hash_table_lookup (page->reactions, post->id), page->group != NULL));
    }
}

/** sl_community_add_ids: @ids: (nullable): of people; nothing where there are none */
void
sl_community_add_ids (GtkBox      *box,
                      SlCommunity *community,
                      GPtrArray   *ids,
                      const char  *title)
{
  GtkWidget *list = ids != NULL && ids->len > 0 ? sl_community_add_list (box, title, NULL) : NULL;

  for (guint i = 0; list != NULL && i < MIN (ids->len, SL_COMMUNITY_MOST_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_person (community, g_ptr_array_index (ids, i), NULL, NULL));
}

/** sl_community_add_people: (element-type SlTrackerPerson): nothing where there are none */
void
sl_community_add_people (GtkBox      *box,
                         SlCommunity *community,
                         GPtrArray   *people,
                         const char  *title)
{
  GtkWidget *list = people->len > 0 ? sl_community_add_list (box, title, NULL) : NULL;

  for (guint i = 0; i < MIN (people->len, SL_COMMUNITY_MOST_ROWS); i++)
    {
      const SlTrackerPerson *person = g_ptr_array_index (people, i);

      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_person (community, person->id, person, NULL));
    }
}

static gboolean
has_group (GPtrArray  *groups,
           const char *id)
{
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    if (g_str_equal (((SlTrackerGroup *) g_ptr_array_index (groups, i))->id, id))
      return TRUE;
  return FALSE;
}

/** sl_community_add_groups: @groups: (nullable); @mine: (nullable): these aren't among @groups; %NULL: all are the person's own; nothing where there are none */
void
sl_community_add_groups (GtkBox      *box,
                         SlCommunity *community,
                         GPtrArray   *groups,
                         GPtrArray   *mine,
                         const char  *title)
{
  GtkWidget *list = NULL;

  for (guint i = 0; groups != NULL && i < MIN (groups->len, SL_COMMUNITY_MOST_ROWS); i++)
    {
      const SlTrackerGroup *group = g_ptr_array_index (groups, i);

      if (has_group (mine, group->id))
        continue;
      list = list != NULL ? list : sl_community_add_list (box, title, NULL);
      gtk_list_box_append (GTK_LIST_BOX (list), sl_community_row_new_group (community, group, mine == NULL));
    }
}
