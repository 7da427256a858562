/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-rows.h: a post. */

#define G_LOG_DOMAIN "sl-community-post-row"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-community-focus.h"
#include "sl-community-rows.h"
#include "sl-date.h"
#include "sl-text.h"

/* More of one post leaves no room for the others: so many lines, and what fills about as many. */
#define FEW_LINES 8
#define LONG_CHARS 600

static const char *const reactions[] = { N_("Like"), N_("Celebrate"), N_("Support"), N_("Insightful") };

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
describe_audience (SlCommunity         *community,
                   const SlTrackerPost *post)
{
  g_autofree char *group = post->group != NULL ? sl_community_dup_group_name (community, post->group) : NULL;
  g_autofree char *isolated = group != NULL ? sl_text_isolate (group) : NULL;

  if (isolated != NULL)
    /* Translators: where a post was written; %s is the name of a group of people */
    return g_strdup_printf (_("In %s"), isolated);
  if (post->group != NULL)
    return g_strdup (_("In a group"));
  return post->is_public ? NULL : g_strdup (_("Only you see this"));
}

static char *
describe_post (SlCommunity         *community,
               const SlTrackerPost *post,
               gboolean             in_group)
{
  SlClock *clock = sl_community_get_clock (community);
  g_autofree char *when = post->created_at != SL_TIME_NONE
                            ? sl_time_format_relative (post->created_at, sl_clock_get_now (clock), sl_clock_get_time_zone (clock)) : NULL;
  g_autofree char *audience = in_group ? NULL : describe_audience (community, post);
  const char *type = name_type (post->type);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (type != NULL)
    g_ptr_array_add (parts, (gpointer) type);
  if (when != NULL)
    g_ptr_array_add (parts, when);
  if (audience != NULL)
    g_ptr_array_add (parts, audience);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* Which of many posts a button is about, for who doesn't see its row. */
static void
say_which (GtkWidget           *button,
           const SlTrackerPost *post)
{
  g_autofree char *words = sl_text_truncate_utf8 (post->title != NULL ? post->title : post->content, 100);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
add_reaction (GMenu      *menu,
              const char *label,
              const char *post,
              const char *word)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "community.react", "(ss)", post, word);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_reactions (const SlTrackerPost *post,
                const char          *reaction)
{
  g_autoptr (GMenu) menu = g_menu_new (), back = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  const char *said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reactions); i++)
    {
      if (g_strcmp0 (reaction, reactions[i]) == 0)
        said = _(reactions[i]);
      else
        add_reaction (menu, _(reactions[i]), post->id, reactions[i]);
    }
  if (reaction != NULL)
    {
      add_reaction (back, _("Take It Back"), post->id, "");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (back));
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), said != NULL ? said : _("React"));
  gtk_widget_add_css_class (button, "flat");
  if (said != NULL)
    gtk_widget_add_css_class (button, "accent");
  /* What is in it has the focus. */
  say_which (gtk_widget_get_first_child (button), post);
  sl_community_focus_mark (button, "react", post->id);
  return button;
}

static void
add_button (GtkWidget           *box,
            const char          *label,
            const char          *action,
            const char          *kind,
            const SlTrackerPost *post)
{
  GtkWidget *button = sl_community_button_new (label, action, post->id);

  gtk_widget_add_css_class (button, "flat");
  say_which (button, post);
  sl_community_focus_mark (button, kind, post->id);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_buttons (SlCommunity         *community,
              const SlTrackerPost *post,
              const char          *reaction)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  /* In line with the text over it. */
  gtk_widget_add_css_class (box, "sl-post-buttons");
  if (!sl_community_is_me (community, post->author))
    {
      gtk_box_append (GTK_BOX (box), make_reactions (post, reaction));
      return box;
    }
  if (!post->is_cut)
    add_button (box, _("_Edit"), "community.edit-post", "edit", post);
  add_button (box, _("_Delete…"), "community.delete-post", "delete", post);
  return box;
}

/* Leads to who wrote it, where that is known. */
static GtkWidget *
make_author (SlCommunity         *community,
             const SlTrackerPost *post,
             const char          *name)
{
  GtkWidget *button, *label = sl_community_label_new (name, "heading");

  if (sl_community_is_me (community, post->author) || !sl_community_has_name (community, post->author))
    return label;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "sl-post-author");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", post->author);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "community.open-person");
  sl_community_focus_mark (button, "author", post->id);
  return button;
}

/* Long posts */

/* (transfer full): the beginning of @text, or all of it if that is no more. Cut by hand: a label counts the lines of each
 * paragraph by itself. */
static char *
fold (const char *text)
{
  g_autofree char *beginning = sl_text_truncate_utf8 (text, LONG_CHARS);
  char *end = beginning;

  for (guint i = 0; i < FEW_LINES && end != NULL; i++)
    end = strchr (i > 0 ? end + 1 : end, '\n');
  if (end != NULL)
    *end = '\0';
  if (strlen (beginning) == strlen (text))
    return g_steal_pointer (&beginning);
  g_strchomp (beginning);
  return g_strconcat (beginning, "…", NULL);
}

/* Which ones somebody has unfolded: a page that is read anew folds none of them under their eyes. */
static GHashTable *
get_unfolded (SlCommunity *community)
{
  GHashTable *unfolded = g_object_get_data (G_OBJECT (community), "sl-unfolded-posts");

  if (unfolded == NULL)
    {
      unfolded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (community), "sl-unfolded-posts", unfolded, (GDestroyNotify) g_hash_table_unref);
    }
  return unfolded;
}

static void
show_fold (GtkWidget *more,
           gboolean   is_unfolded)
{
  const char *text = g_object_get_data (G_OBJECT (more), "sl-text");
  g_autofree char *folded = fold (text);

  gtk_label_set_label (g_object_get_data (G_OBJECT (more), "sl-content"), is_unfolded ? text : folded);
  gtk_button_set_label (GTK_BUTTON (more), is_unfolded ? _("Show Less") : _("Show More"));
}

static void
fold_cb (GtkWidget   *more,
         SlCommunity *community)
{
  GHashTable *unfolded = get_unfolded (community);
  const char *id = g_object_get_data (G_OBJECT (more), "sl-post");
  gboolean was_unfolded = g_hash_table_remove (unfolded, id);

  if (!was_unfolded)
    g_hash_table_add (unfolded, g_strdup (id));
  show_fold (more, !was_unfolded);
}

static void
add_content (GtkBox              *box,
             SlCommunity         *community,
             const SlTrackerPost *post)
{
  GtkWidget *content = sl_community_label_new (post->content, NULL), *buttons, *more;
  g_autofree char *folded = fold (post->content);

  gtk_box_append (box, content);
  if (g_str_equal (folded, post->content))
    return;
  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  more = gtk_button_new ();
  g_object_set_data (G_OBJECT (more), "sl-content", content);
  g_object_set_data_full (G_OBJECT (more), "sl-text", g_strdup (post->content), g_free);
  g_object_set_data_full (G_OBJECT (more), "sl-post", g_strdup (post->id), g_free);
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_add_css_class (buttons, "sl-post-buttons");
  show_fold (more, g_hash_table_contains (get_unfolded (community), post->id));
  say_which (more, post);
  sl_community_focus_mark (more, "more", post->id);
  g_signal_connect_object (more, "clicked", G_CALLBACK (fold_cb), community, 0);
  gtk_box_append (GTK_BOX (buttons), more);
  gtk_box_append (box, buttons);
}

/** sl_community_row_new_post: @reaction: (nullable): what the person said to it; @in_group: it stands among others of its group */
GtkWidget *
sl_community_row_new_post (SlCommunity         *community,
                           const SlTrackerPost *post,
                           const char          *reaction,
                           gboolean             in_group)
{
  GtkWidget *row = gtk_list_box_row_new (), *outer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *avatar;
  g_autofree char *name = sl_community_dup_name (community, post->author);
  g_autofree char *meta = describe_post (community, post, in_group);
  g_autofree char *aloud = g_strjoin (". ", meta, post->title != NULL ? post->title : post->content, post->title != NULL ? post->content : NULL, NULL);

  avatar = sl_community_avatar_new_for (community, 32, post->author);
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (outer), avatar);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (head), make_author (community, post, name));
  gtk_box_append (GTK_BOX (head), sl_community_label_new (meta, "dimmed"));
  gtk_box_append (GTK_BOX (box), head);
  if (post->title != NULL)
    gtk_box_append (GTK_BOX (box), sl_community_label_new (post->title, "heading"));
  add_content (GTK_BOX (box), community, post);
  gtk_box_append (GTK_BOX (box), make_buttons (community, post, reaction));
  gtk_box_append (GTK_BOX (outer), box);
  gtk_widget_set_margin_start (outer, 12);
  gtk_widget_set_margin_end (outer, 12);
  gtk_widget_set_margin_top (outer, 12);
  gtk_widget_set_margin_bottom (outer, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), outer);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, aloud, -1);
  sl_community_focus_mark (row, "post", post->id);
  return row;
}
