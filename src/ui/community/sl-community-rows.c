/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-rows.h. */

#define G_LOG_DOMAIN "sl-community-rows"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-rows.h"
#include "sl-date.h"
#include "sl-text.h"

static const char *const reactions[] = { N_("Like"), N_("Celebrate"), N_("Support"), N_("Insightful") };

/** sl_community_list_new: @label: what it is called aloud */
GtkWidget *
sl_community_list_new (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return list;
}

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

static GtkWidget *
make_label (const char *text,
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

/* Words of the server that are known are said in the person's language. */
static const char *
name_type (const char *type)
{
  static const char *const known[] = { N_("Update"), N_("Tip"), N_("Milestone"), N_("Question"), N_("Resource"), N_("Celebration") };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (type, known[i]))
      return _(known[i]);
  return type;
}

static char *
describe_post (SlCommunity         *community,
               const SlTrackerPost *post)
{
  SlClock *clock = sl_community_get_clock (community);
  g_autofree char *when = post->created_at != SL_TIME_NONE
                            ? sl_time_format_relative (post->created_at, sl_clock_get_now (clock), sl_clock_get_time_zone (clock)) : NULL;
  const char *audience = post->group != NULL ? _("In a group") : post->is_public ? NULL : _("Only you see this");
  const char *type = name_type (post->type);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (type != NULL)
    g_ptr_array_add (parts, (gpointer) type);
  if (when != NULL)
    g_ptr_array_add (parts, when);
  if (audience != NULL)
    g_ptr_array_add (parts, (gpointer) audience);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
make_reactions (const SlTrackerPost *post,
                const char          *reaction)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  const char *said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reactions); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(reactions[i]), NULL);

      g_menu_item_set_action_and_target (item, "community.react", "(ss)", post->id, reactions[i]);
      g_menu_append_item (menu, item);
      if (g_strcmp0 (reaction, reactions[i]) == 0)
        said = _(reactions[i]);
    }
  if (reaction != NULL)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_("Take It Back"), NULL);

      g_menu_item_set_action_and_target (item, "community.react", "(ss)", post->id, "");
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), said != NULL ? said : _("React"));
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_post_buttons (SlCommunity         *community,
                   const SlTrackerPost *post,
                   const char          *reaction)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (!sl_community_is_me (community, post->author))
    {
      gtk_box_append (GTK_BOX (box), make_reactions (post, reaction));
      return box;
    }
  if (!post->is_cut)
    gtk_box_append (GTK_BOX (box), sl_community_button_new (_("_Edit"), "community.edit-post", post->id));
  gtk_box_append (GTK_BOX (box), sl_community_button_new (_("_Delete…"), "community.delete-post", post->id));
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_add_css_class (child, "flat");
  return box;
}

/** sl_community_row_new_post: @reaction: (nullable): what the person said to it */
GtkWidget *
sl_community_row_new_post (SlCommunity         *community,
                           const SlTrackerPost *post,
                           const char          *reaction)
{
  GtkWidget *row = gtk_list_box_row_new (), *outer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = sl_community_dup_name (community, post->author);
  g_autofree char *meta = describe_post (community, post);
  GtkWidget *avatar = adw_avatar_new (32, name, TRUE);

  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (outer), avatar);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), make_label (name, "heading"));
  gtk_box_append (GTK_BOX (box), make_label (meta, "dimmed"));
  if (post->title != NULL)
    gtk_box_append (GTK_BOX (box), make_label (post->title, "heading"));
  gtk_box_append (GTK_BOX (box), make_label (post->content, NULL));
  gtk_box_append (GTK_BOX (box), make_post_buttons (community, post, reaction));
  gtk_box_append (GTK_BOX (outer), box);
  gtk_widget_set_margin_start (outer, 12);
  gtk_widget_set_margin_end (outer, 12);
  gtk_widget_set_margin_top (outer, 12);
  gtk_widget_set_margin_bottom (outer, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), outer);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, post->content, -1);
  return row;
}

static GtkWidget *
make_row (const char *name,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, name, TRUE));
  return row;
}

/** sl_community_row_new_group: opens it */
GtkWidget *
sl_community_row_new_group (const SlTrackerGroup *group,
                            gboolean              is_mine)
{
  GtkWidget *row = make_row (group->name, group->description);

  if (!group->is_public)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_label (_("Not listed"), "dimmed"));
  if (!is_mine)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), sl_community_button_new (_("_Join"), "community.join", group->id));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", group->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "community.open-group");
  return row;
}

/** sl_community_row_new_person: @person: (nullable): not known but by @id; @role: (nullable): in a group */
GtkWidget *
sl_community_row_new_person (SlCommunity           *community,
                             const char            *id,
                             const SlTrackerPerson *person,
                             const char            *role)
{
  g_autofree char *name = sl_community_dup_name (community, id);
  GtkWidget *row = make_row (name, person != NULL ? person->bio : role);
  gboolean follows = sl_community_follows (community, id);

  if (!sl_community_is_me (community, id))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), follows ? sl_community_button_new (_("_Unfollow"), "community.unfollow", id)
                                                             : sl_community_button_new (_("_Follow"), "community.follow", id));
  return row;
}
