/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-sections.h: milestones, and the server's numbers beside those of this computer. */

#define G_LOG_DOMAIN "sl-community-progress"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-community-rows.h"
#include "sl-community-sections.h"
#include "sl-count.h"
#include "sl-date.h"
#include "sl-kinds.h"

/* Both only where they differ. */
static void
add_pair (GtkWidget  *list,
          const char *title,
          const char *here,
          const char *there)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (here);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
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
  g_autofree char *local = g_strdup (SL_COUNT (here));
  g_autofree char *remote = there >= 0 ? g_strdup (SL_COUNT (there)) : NULL;

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
  GtkWidget *list = sl_community_add_list (box, _("Numbers"), why != NULL ? why : page->lack == NULL ? _("This computer and the server count the same.") : NULL);

  add_number (list, _("Applications"), page->counts.applications, page->stats.applications);
  add_number (list, _("Interview rounds"), page->counts.stages, page->stats.stages);
  add_number (list, _("Offers written down"), page->counts.offers, page->stats.offers);
  add_number (list, _("Rejections written down"), page->counts.rejections, page->stats.rejections);
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

static void
add_standings (GtkBox                *box,
               const SlCommunityPage *page)
{
  GtkWidget *list = page->standings->len > 0 ? sl_community_add_list (box, _("Where your applications stand"), NULL) : NULL;

  for (guint i = 0; i < page->standings->len; i++)
    {
      const SlCommunityStanding *standing = g_ptr_array_index (page->standings, i);

      add_number (list, sl_enum_label (&sl_status_words, standing->status), standing->here, standing->there);
    }
}

/* Of the server's own counting alone. */
static void
add_fact (GtkWidget  *list,
          const char *title,
          const char *value)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static guint
count_reached (GPtrArray *milestones)
{
  guint n = 0;

  for (guint i = 0; i < milestones->len; i++)
    n += ((SlTrackerMilestone *) g_ptr_array_index (milestones, i))->reached_at != SL_TIME_NONE;
  return n;
}

static void
add_streak (GtkBox                *box,
            const SlCommunityPage *page)
{
  GtkWidget *list = sl_community_add_list (box, _("As the server sees it"), NULL);
  g_autofree char *days = page->stats.streak_days >= 0 ? g_strdup (SL_COUNT (page->stats.streak_days)) : g_strdup ("–");
  /* Translators: how many of how many milestones were reached, such as “3 of 18” */
  g_autofree char *reached = page->milestones != NULL ? g_strdup_printf (_("%s of %s"), SL_COUNT (count_reached (page->milestones)), SL_COUNT (page->milestones->len)) : g_strdup ("–");

  add_fact (list, _("Days in a row that you were active"), days);
  add_fact (list, _("Milestones reached"), reached);
}

static void
add_milestones (GtkBox      *box,
                SlCommunity *community,
                GPtrArray   *milestones,
                gboolean     reached,
                const char  *title)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_community_get_clock (community));
  GtkWidget *list = NULL;

  for (guint i = 0; milestones != NULL && i < milestones->len; i++)
    {
      const SlTrackerMilestone *milestone = g_ptr_array_index (milestones, i);

      if ((milestone->reached_at != SL_TIME_NONE) != reached)
        continue;
      list = list != NULL ? list : sl_community_add_list (box, title, NULL);
      add_milestone (list, milestone, zone);
    }
}

void
sl_community_fill_progress (GtkBox                *box,
                            SlCommunity           *community,
                            const SlCommunityPage *page)
{
  add_streak (box, page);
  add_milestones (box, community, page->milestones, TRUE, _("Your milestones"));
  add_numbers (box, page);
  add_standings (box, page);
  add_milestones (box, community, page->milestones, FALSE, _("Milestones to come"));
}
