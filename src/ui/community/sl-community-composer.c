/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-composer.h. Where nobody knows whether the server took it, the form is kept as it was sent: the button looks
 * first then. */

#define G_LOG_DOMAIN "sl-community-composer"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-composer.h"
#include "sl-errors.h"
#include "sl-text-area.h"
#include "sl-text.h"

static const char *const types[] = { "Update", "Tip", "Question", "Resource", "Celebration", "Milestone" };

struct _SlCommunityComposer {
  AdwDialog parent_instance;

  SlCommunity *community;
  char *id;                /* (nullable): of what is changed */
  gboolean is_group;
  gboolean is_busy;
  GPtrArray *audiences;    /* of ids of groups; "" for everybody, "-" for oneself */
  SlTrackerDraft *draft;   /* (nullable): of which nobody knows whether it was taken */

  AdwBanner *banner;
  GtkWidget *form;
  AdwEntryRow *title;
  GtkTextView *text;
  AdwComboRow *type;
  AdwComboRow *audience;
  AdwSwitchRow *listed;
  GtkButton *send;
};

G_DEFINE_FINAL_TYPE (SlCommunityComposer, sl_community_composer, ADW_TYPE_DIALOG)

static char *
dup_text (SlCommunityComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static const char *
get_title (SlCommunityComposer *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->title));
}

static void
update (SlCommunityComposer *self)
{
  g_autofree char *text = dup_text (self);
  gboolean is_filled = self->is_group ? !sl_text_is_blank (get_title (self)) : !sl_text_is_blank (text);
  gboolean fits = sl_text_count_chars (text) <= SL_TRACKER_MAX_CONTENT;

  gtk_widget_set_sensitive (GTK_WIDGET (self->send), is_filled && fits && !self->is_busy);
  gtk_widget_set_sensitive (self->form, !self->is_busy && self->draft == NULL);
  adw_dialog_set_can_close (ADW_DIALOG (self), !self->is_busy);
}

static const char *
get_audience (SlCommunityComposer *self)
{
  guint selected = adw_combo_row_get_selected (self->audience);

  return selected < self->audiences->len ? g_ptr_array_index (self->audiences, selected) : "-";
}

/* Says who reads it, as the server does it. */
static void
audience_cb (SlCommunityComposer *self)
{
  const char *audience = get_audience (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->audience),
                               *audience == '\0' ? _("Everybody who is signed in to this server can read it, also with a private profile.")
                               : g_str_equal (audience, "-") ? _("Nobody else reads it.")
                                                             : _("Whoever opens the group can read it."));
}

static SlTrackerDraft *
build_draft (SlCommunityComposer *self)
{
  g_autofree char *text = dup_text (self);
  const char *audience;

  if (self->is_group)
    return sl_tracker_groups_draft (get_title (self), text, adw_switch_row_get_active (self->listed));
  audience = get_audience (self);
  return sl_tracker_posts_draft (types[MIN (adw_combo_row_get_selected (self->type), G_N_ELEMENTS (types) - 1)], get_title (self), text,
                                 *audience != '\0' && !g_str_equal (audience, "-") ? audience : NULL, *audience == '\0');
}

static void
finish (SlCommunityComposer *self,
        const GError        *error)
{
  g_autofree char *message = error != NULL ? sl_error_describe (error, NULL) : NULL;
  gboolean is_uncertain = self->draft != NULL;

  self->is_busy = FALSE;
  update (self);
  if (error == NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
  if (is_uncertain)
    gtk_button_set_label (self->send, _("_Look and Send Again"));
  gtk_accessible_announce (GTK_ACCESSIBLE (self->banner), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
posted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SlCommunityComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerDraft) draft = NULL;

  sl_community_post_finish (SL_COMMUNITY (source), result, &draft, &error);
  if (draft != NULL && draft->is_uncertain)
    self->draft = g_steal_pointer (&draft);
  finish (self, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SlCommunityComposer) self = user_data;
  g_autoptr (GError) error = NULL;

  sl_community_do_finish (SL_COMMUNITY (source), result, &error);
  finish (self, error);
}

static void
send_cb (SlCommunityComposer *self)
{
  g_autofree char *text = dup_text (self);
  SlTrackerDraft *draft;

  self->is_busy = TRUE;
  adw_banner_set_revealed (self->banner, FALSE);
  if (self->id != NULL)
    {
      const SlCommunityDeed deed = {
        .kind = self->is_group ? SL_COMMUNITY_SAVE_GROUP : SL_COMMUNITY_SAVE_POST,
        .id = self->id,
        .title = get_title (self),
        .text = text,
        .is_public = self->is_group ? adw_switch_row_get_active (self->listed) : *get_audience (self) == '\0',
      };

      sl_community_do_async (self->community, &deed, saved_cb, g_object_ref (self));
    }
  else
    {
      draft = self->draft != NULL ? g_steal_pointer (&self->draft) : build_draft (self);
      sl_community_post_async (self->community, draft, posted_cb, g_object_ref (self));
    }
  update (self);
}

static void
sl_community_composer_dispose (GObject *object)
{
  SlCommunityComposer *self = SL_COMMUNITY_COMPOSER (object);

  g_clear_object (&self->community);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->draft, sl_tracker_draft_free);
  G_OBJECT_CLASS (sl_community_composer_parent_class)->dispose (object);
}

static void
sl_community_composer_class_init (SlCommunityComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_community_composer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-community-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, banner);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, form);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, title);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, text);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, type);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, audience);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, listed);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, send);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
sl_community_composer_init (SlCommunityComposer *self)
{
  g_type_ensure (SL_TYPE_TEXT_AREA);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->audiences = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static SlCommunityComposer *
composer_new (SlCommunity *community,
              const char  *id,
              const char  *title,
              const char  *text)
{
  SlCommunityComposer *self = g_object_new (SL_TYPE_COMMUNITY_COMPOSER, NULL);

  self->community = g_object_ref (community);
  self->id = g_strdup (id);
  gtk_editable_set_text (GTK_EDITABLE (self->title), title != NULL ? title : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text != NULL ? text : "", -1);
  return self;
}

static void
add_audience (SlCommunityComposer *self,
              GtkStringList       *names,
              const char          *id,
              const char          *name)
{
  gtk_string_list_append (names, name);
  g_ptr_array_add (self->audiences, g_strdup (id));
}

static void
fill_audiences (SlCommunityComposer *self,
                GPtrArray           *groups,
                const char          *group)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  add_audience (self, names, "", C_("audience", "Everybody"));
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      const SlTrackerGroup *each = g_ptr_array_index (groups, i);

      if (g_strcmp0 (each->id, group) == 0)
        selected = self->audiences->len;
      add_audience (self, names, each->id, each->name);
    }
  add_audience (self, names, "-", _("Only me"));
  adw_combo_row_set_model (self->audience, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->audience, selected);
}

/**
 * sl_community_composer_new_post:
 * @post: (nullable): what is changed; its kind and group can't be
 * @groups: (nullable) (element-type SlTrackerGroup): where the person may write
 * @group: (nullable): chosen of these
 */
AdwDialog *
sl_community_composer_new_post (SlCommunity         *community,
                                const SlTrackerPost *post,
                                GPtrArray           *groups,
                                const char          *group)
{
  SlCommunityComposer *self = composer_new (community, post != NULL ? post->id : NULL, post != NULL ? post->title : NULL, post != NULL ? post->content : NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _("Update"), _("Tip"), _("Question"), _("Resource"), _("Celebration"), _("Milestone"), NULL });

  adw_dialog_set_title (ADW_DIALOG (self), post != NULL ? _("Edit Post") : _("New Post"));
  gtk_button_set_label (self->send, post != NULL ? _("_Save") : _("_Post"));
  adw_combo_row_set_model (self->type, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->type), post == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->listed), FALSE);
  fill_audiences (self, groups, group);
  if (post != NULL && !post->is_public)
    adw_combo_row_set_selected (self->audience, self->audiences->len - 1);
  gtk_widget_set_visible (GTK_WIDGET (self->audience), post == NULL || post->group == NULL);
  g_signal_connect_object (self->audience, "notify::selected", G_CALLBACK (audience_cb), self, G_CONNECT_SWAPPED);
  audience_cb (self);
  update (self);
  return ADW_DIALOG (self);
}

/** sl_community_composer_new_group: @group: (nullable): what is changed */
AdwDialog *
sl_community_composer_new_group (SlCommunity          *community,
                                 const SlTrackerGroup *group)
{
  SlCommunityComposer *self = composer_new (community, group != NULL ? group->id : NULL, group != NULL ? group->name : NULL, group != NULL ? group->description : NULL);

  self->is_group = TRUE;
  adw_dialog_set_title (ADW_DIALOG (self), group != NULL ? _("Edit Group") : _("New Group"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _("Name"));
  gtk_button_set_label (self->send, group != NULL ? _("_Save") : _("_Create"));
  gtk_widget_set_visible (GTK_WIDGET (self->type), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->audience), FALSE);
  adw_switch_row_set_active (self->listed, group == NULL || group->is_public);
  update (self);
  return ADW_DIALOG (self);
}
