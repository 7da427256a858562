/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-composer.h. Where nobody knows whether the server took it, the form is kept as it was sent: the button looks
 * first then. What was written isn't lost by closing: that asks. */

#define G_LOG_DOMAIN "sl-community-composer"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
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
  char *first_title, *first_text; /* what the form began with */
  gboolean first_public;
  SlTrackerDraft *draft;   /* (nullable): of which nobody knows whether it was taken */

  AdwBanner *banner;
  GtkWidget *form;
  GtkLabel *text_label;
  GtkWidget *too_long;
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

static const char *
get_audience (SlCommunityComposer *self)
{
  guint selected = adw_combo_row_get_selected (self->audience);

  return selected < self->audiences->len ? g_ptr_array_index (self->audiences, selected) : "-";
}

static gboolean
is_public (SlCommunityComposer *self)
{
  return self->is_group ? adw_switch_row_get_active (self->listed) : *get_audience (self) == '\0';
}

/* Whether there is something to be lost, or to be saved. */
static gboolean
is_changed (SlCommunityComposer *self)
{
  g_autofree char *text = dup_text (self);

  return !g_str_equal (get_title (self), self->first_title) || !g_str_equal (text, self->first_text) ||
         (self->id != NULL && is_public (self) != self->first_public);
}

static void
update (SlCommunityComposer *self)
{
  g_autofree char *text = dup_text (self);
  gboolean is_filled = !sl_text_is_blank (self->is_group ? get_title (self) : text);
  gboolean is_new = self->id == NULL, fits;

  if (self->first_text == NULL)
    return;
  fits = g_str_equal (text, self->first_text) || sl_text_count_chars (text) <= SL_TRACKER_MAX_CONTENT;
  gtk_widget_set_visible (self->too_long, !fits);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), is_filled && fits && !self->is_busy && (is_new || is_changed (self)));
  gtk_widget_set_sensitive (self->form, !self->is_busy && self->draft == NULL);
  adw_dialog_set_can_close (ADW_DIALOG (self), !self->is_busy && self->draft == NULL && !is_changed (self));
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
  update (self);
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
        .title = g_str_equal (get_title (self), self->first_title) ? NULL : get_title (self),
        .text = g_str_equal (text, self->first_text) ? NULL : text,
        .is_public = is_public (self),
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

/* Closing */

static void
answered_cb (SlCommunityComposer *self,
             const char          *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
sl_community_composer_close_attempt (AdwDialog *dialog)
{
  SlCommunityComposer *self = SL_COMMUNITY_COMPOSER (dialog);
  AdwDialog *question;

  if (self->is_busy)
    return;
  if (self->draft != NULL)
    question = sl_alert_new (_("Close Without Looking?"), _("Nobody knows yet whether the server took this. If it did, it shows up by itself; if not, what you wrote is gone."));
  else
    question = sl_alert_new (_("Discard Changes?"), _("What you wrote isn’t sent yet."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", self->draft != NULL ? _("_Cancel") : _("_Keep Editing"),
                                  "discard", self->draft != NULL ? _("_Close") : _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
sl_community_composer_dispose (GObject *object)
{
  SlCommunityComposer *self = SL_COMMUNITY_COMPOSER (object);

  g_clear_object (&self->community);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->first_title, g_free);
  g_clear_pointer (&self->first_text, g_free);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->draft, sl_tracker_draft_free);
  G_OBJECT_CLASS (sl_community_composer_parent_class)->dispose (object);
}

static void
sl_community_composer_class_init (SlCommunityComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_community_composer_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = sl_community_composer_close_attempt;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-community-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, banner);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, form);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, text_label);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityComposer, too_long);
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

static gboolean
grab_cb (GtkWidget     *first,
         GdkFrameClock *clock,
         gpointer       data)
{
  gtk_widget_grab_focus (first);
  return G_SOURCE_REMOVE;
}

/* A narrow window moves it into a sheet while it opens: what had the focus has lost it then. */
static void
mapped_cb (GtkWidget *first)
{
  gtk_widget_add_tick_callback (first, grab_cb, NULL, NULL);
}

static void
begin_at (SlCommunityComposer *self,
          GtkWidget           *first)
{
  adw_dialog_set_focus (ADW_DIALOG (self), first);
  g_signal_connect_object (self, "map", G_CALLBACK (mapped_cb), first, G_CONNECT_SWAPPED);
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

/* All stands in the form now. */
static AdwDialog *
begin (SlCommunityComposer *self)
{
  g_autofree char *text = dup_text (self);

  g_set_str (&self->first_title, get_title (self));
  g_set_str (&self->first_text, text);
  self->first_public = is_public (self);
  update (self);
  return ADW_DIALOG (self);
}

static void
add_audience (SlCommunityComposer *self,
              guint                place,
              const char          *id,
              const char          *name)
{
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (self->audience));

  gtk_string_list_splice (names, place, 0, (const char *const[]) { name, NULL });
  g_ptr_array_insert (self->audiences, (int) place, g_strdup (id));
}

static gboolean
has_audience (SlCommunityComposer *self,
              const char          *id)
{
  return g_ptr_array_find_with_equal_func (self->audiences, id, g_str_equal, NULL);
}

/* The choice that was made meanwhile stays. */
static void
groups_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SlCommunityComposer) self = user_data;
  /* Without them one can still write for everybody, and the page behind tells what is wrong. */
  g_autoptr (SlCommunityPage) page = sl_community_read_finish (SL_COMMUNITY (source), result, NULL);

  if (page == NULL || self->community == NULL)
    return;
  for (guint i = 0; i < page->my_groups->len; i++)
    {
      const SlTrackerGroup *group = g_ptr_array_index (page->my_groups, i);

      if (!has_audience (self, group->id))
        add_audience (self, self->audiences->len - 1, group->id, group->name);
    }
}

/* @group: (nullable): chosen */
static void
fill_audiences (SlCommunityComposer *self,
                const char          *group)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *name = group != NULL ? sl_community_dup_group_name (self->community, group) : NULL;

  adw_combo_row_set_model (self->audience, G_LIST_MODEL (names));
  add_audience (self, 0, "", C_("audience", "Everybody"));
  if (group != NULL)
    add_audience (self, 1, group, name != NULL ? name : _("This group"));
  add_audience (self, self->audiences->len, "-", _("Only me"));
  adw_combo_row_set_selected (self->audience, group != NULL ? 1 : 0);
}

/**
 * sl_community_composer_new_post:
 * @post: (nullable): what is changed; its kind and group can't be
 * @group: (nullable): where a new one is written, unless the person chooses otherwise
 */
AdwDialog *
sl_community_composer_new_post (SlCommunity         *community,
                                const SlTrackerPost *post,
                                const char          *group)
{
  SlCommunityComposer *self = composer_new (community, post != NULL ? post->id : NULL, post != NULL ? post->title : NULL, post != NULL ? post->content : NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _("Update"), _("Tip"), _("Question"), _("Resource"), _("Celebration"), _("Milestone"), NULL });

  adw_dialog_set_title (ADW_DIALOG (self), post != NULL ? _("Edit Post") : _("New Post"));
  begin_at (self, GTK_WIDGET (self->text));
  gtk_button_set_label (self->send, post != NULL ? _("_Save") : _("_Post"));
  adw_entry_row_set_max_length (self->title, SL_TRACKER_MAX_TITLE);
  adw_combo_row_set_model (self->type, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->type), post == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->listed), FALSE);
  fill_audiences (self, group);
  if (post != NULL && !post->is_public)
    adw_combo_row_set_selected (self->audience, self->audiences->len - 1);
  gtk_widget_set_visible (GTK_WIDGET (self->audience), post == NULL || post->group == NULL);
  g_signal_connect_object (self->audience, "notify::selected", G_CALLBACK (audience_cb), self, G_CONNECT_SWAPPED);
  audience_cb (self);
  if (post == NULL)
    sl_community_read_async (community, SL_COMMUNITY_GROUPS, NULL, 0, groups_cb, g_object_ref (self));
  return begin (self);
}

/** sl_community_composer_new_group: @group: (nullable): what is changed */
AdwDialog *
sl_community_composer_new_group (SlCommunity          *community,
                                 const SlTrackerGroup *group)
{
  SlCommunityComposer *self = composer_new (community, group != NULL ? group->id : NULL, group != NULL ? group->name : NULL, group != NULL ? group->description : NULL);

  self->is_group = TRUE;
  adw_dialog_set_title (ADW_DIALOG (self), group != NULL ? _("Edit Group") : _("New Group"));
  begin_at (self, GTK_WIDGET (self->title));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _("Name"));
  adw_entry_row_set_max_length (self->title, SL_TRACKER_MAX_NAME);
  gtk_label_set_label (self->text_label, _("What It Is _For (Optional)"));
  gtk_text_view_set_editable (self->text, group == NULL || !group->is_cut);
  gtk_button_set_label (self->send, group != NULL ? _("_Save") : _("_Create"));
  gtk_widget_set_visible (GTK_WIDGET (self->type), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->audience), FALSE);
  adw_switch_row_set_active (self->listed, group == NULL || group->is_public);
  g_signal_connect_object (self->listed, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return begin (self);
}
