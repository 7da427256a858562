/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-rows.h: groups and people. */

#define G_LOG_DOMAIN "sl-community-rows"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-focus.h"
#include "sl-community-rows.h"
#include "sl-count.h"
#include "sl-text.h"

/** sl_community_button_new: @label: with a mnemonic; @target: (nullable): of @action */
GtkWidget *
sl_community_button_new (const char *label,
                         const char *action,
                         const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/** sl_community_label_new: as many lines as @text needs; @css_class: (nullable) */
GtkWidget *
sl_community_label_new (const char *text,
                        const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Which of many of a kind a button is for, for who doesn't see its row. */
static void
say_whose (GtkWidget  *button,
           const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

/** sl_community_avatar_new: @name: (nullable): %NULL: of somebody who doesn't say it */
GtkWidget *
sl_community_avatar_new (int         size,
                         const char *name)
{
  /* All who hide have the same: without a text each has another colour each time. */
  GtkWidget *avatar = adw_avatar_new (size, name != NULL ? name : "-", name != NULL);

  /* The name stands beside it. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return avatar;
}

/** sl_community_avatar_new_for: of the person @id */
GtkWidget *
sl_community_avatar_new_for (SlCommunity *community,
                             int          size,
                             const char  *id)
{
  g_autofree char *name = sl_community_has_name (community, id) ? sl_community_dup_name (community, id) : NULL;

  if (sl_community_is_me (community, id))
    return sl_community_avatar_new (size, sl_tracker_person_get_name (sl_community_get_me (community)));
  return sl_community_avatar_new (size, name);
}

/* Takes @avatar. */
static GtkWidget *
make_row (GtkWidget  *avatar,
          const char *name,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  return row;
}

/* Pressing the row opens what it is about. */
static void
make_opener (GtkWidget  *row,
             const char *action,
             const char *id)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (arrow, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

/** sl_community_row_new_group: opens it */
GtkWidget *
sl_community_row_new_group (SlCommunity          *community,
                            const SlTrackerGroup *group,
                            gboolean              is_mine)
{
  g_autofree char *subtitle = group->is_public ? g_strdup (group->description)
                              : group->description != NULL ? g_strjoin (" · ", _("Not listed"), group->description, NULL) : g_strdup (_("Not listed"));
  GtkWidget *row = make_row (sl_community_avatar_new (32, group->name), group->name, subtitle);

  sl_community_focus_mark (row, "group", group->id);
  if (!is_mine)
    {
      GtkWidget *join = sl_community_button_new (_("_Join"), "community.join", group->id);

      sl_community_focus_mark (join, "membership", group->id);
      say_whose (join, group->name);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), join);
    }
  make_opener (row, "community.open-group", group->id);
  return row;
}

static char *
describe_person (const SlTrackerPerson *person)
{
  g_autofree char *days = NULL;

  if (person->streak_days < 2)
    return g_strdup (person->bio);
  /* Translators: %s is a number of days in which somebody was active */
  days = g_strdup_printf (ngettext ("%s day in a row", "%s days in a row", (gulong) person->streak_days), SL_COUNT ((guint) person->streak_days));
  return person->bio != NULL ? g_strjoin (" · ", days, person->bio, NULL) : g_steal_pointer (&days);
}

/** sl_community_row_new_person: @person: (nullable): not known but by @id; @role: (nullable): in a group */
GtkWidget *
sl_community_row_new_person (SlCommunity           *community,
                             const char            *id,
                             const SlTrackerPerson *person,
                             const char            *role)
{
  g_autofree char *name = sl_community_dup_name (community, id);
  g_autofree char *subtitle = person != NULL ? describe_person (person) : g_strdup (role);
  GtkWidget *row = make_row (sl_community_avatar_new_for (community, 32, id), name, subtitle), *follow;
  gboolean has_name = sl_community_has_name (community, id), follows = sl_community_follows (community, id);

  sl_community_focus_mark (row, "person", id);
  /* Of who hides nobody would see what they do. */
  if (sl_community_is_me (community, id) || (!has_name && !follows))
    return row;
  if (follows)
    follow = sl_community_button_new (_("_Unfollow"), "community.unfollow", id);
  else
    follow = sl_community_button_new (_("_Follow"), "community.follow", id);
  sl_community_focus_mark (follow, "follow", id);
  say_whose (follow, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), follow);
  if (has_name)
    make_opener (row, "community.open-person", id);
  return row;
}
