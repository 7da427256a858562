/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-profile-form.h. */

#define G_LOG_DOMAIN "sl-profile-form"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-profile-form.h"
#include "sl-count.h"
#include "sl-errors.h"
#include "sl-text-area.h"
#include "sl-text.h"

static const char *const words[] = { "private", "followers", "groups", "public" };

struct _SlProfileForm {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwEntryRow *name;
  GtkTextView *bio;
  AdwComboRow *visibility;
  GtkLabel *meaning;
  GtkWidget *save;
  GtkLabel *problem;
  GtkWidget *too_long;

  SlCommunity *community;
  SlTrackerPerson *me; /* as the server has it */
  SlTrackerPerson *sent; /* (nullable): as it shall be, while it is sent */
};

G_DEFINE_FINAL_TYPE (SlProfileForm, sl_profile_form, ADW_TYPE_BIN)

static char *
dup_bio (SlProfileForm *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->bio);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* %NULL: a word that nobody here knows; it stays. */
static const char *
get_word (SlProfileForm *self)
{
  guint selected = adw_combo_row_get_selected (self->visibility);

  return selected < G_N_ELEMENTS (words) ? words[selected] : NULL;
}

static gboolean
is_same (const char *entered,
         const char *there)
{
  return g_str_equal (entered, there != NULL ? there : "");
}

static gboolean
is_changed (SlProfileForm *self)
{
  g_autofree char *bio = dup_bio (self);

  return !is_same (gtk_editable_get_text (GTK_EDITABLE (self->name)), self->me->display_name) || !is_same (bio, self->me->bio) ||
         (get_word (self) != NULL && g_strcmp0 (get_word (self), self->me->visibility) != 0);
}

static void
update (SlProfileForm *self)
{
  static const char *const meanings[] = {
    N_("Nobody finds you, and your name stands nowhere. What you post is shown without a name."),
    N_("For people who follow you. Servers can’t do that yet: for now nobody sees your profile, not even they."),
    N_("For people in your groups. Servers can’t do that yet: for now nobody sees your profile, not even they."),
    N_("Everybody on the server finds you by name, and sees your name, what you write here, and how many days in a row you were active."),
  };
  guint selected = adw_combo_row_get_selected (self->visibility);
  g_autofree char *bio = NULL;
  gboolean fits;

  if (self->me == NULL)
    return;
  bio = dup_bio (self);
  fits = is_same (bio, self->me->bio) || sl_text_count_chars (bio) <= SL_TRACKER_MAX_BIO;
  gtk_widget_set_sensitive (self->save, is_changed (self) && fits && self->sent == NULL);
  gtk_widget_set_visible (self->too_long, !fits);
  gtk_label_set_label (self->meaning, selected < G_N_ELEMENTS (meanings) ? _(meanings[selected]) : _("As the server has it. Shortlist doesn’t know this word."));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SlProfileForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  SlTrackerPerson *sent = g_steal_pointer (&self->sent);

  if (sl_community_do_finish (SL_COMMUNITY (source), result, &error))
    {
      sl_tracker_person_free (self->me);
      self->me = g_steal_pointer (&sent);
    }
  g_clear_pointer (&sent, sl_tracker_person_free);
  update (self);
  if (error == NULL || self->community == NULL)
    return;
  message = sl_error_describe (error, NULL);
  gtk_label_set_label (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->problem), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* What wasn't touched isn't sent: another computer may have changed it meanwhile. */
static void
save_cb (SlProfileForm *self)
{
  g_autofree char *bio = dup_bio (self);
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  const SlCommunityDeed deed = {
    .kind = SL_COMMUNITY_SAVE_PROFILE,
    .title = is_same (name, self->me->display_name) ? NULL : name,
    .text = is_same (bio, self->me->bio) ? NULL : bio,
    .word = g_strcmp0 (get_word (self), self->me->visibility) != 0 ? get_word (self) : NULL,
  };

  self->sent = sl_tracker_person_copy (self->me);
  g_set_str (&self->sent->display_name, name);
  g_set_str (&self->sent->bio, bio);
  if (deed.word != NULL)
    g_set_str (&self->sent->visibility, deed.word);
  update (self);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  sl_community_do_async (self->community, &deed, saved_cb, g_object_ref (self));
}

static void
sl_profile_form_dispose (GObject *object)
{
  SlProfileForm *self = SL_PROFILE_FORM (object);

  g_clear_pointer (&self->me, sl_tracker_person_free);
  g_clear_pointer (&self->sent, sl_tracker_person_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PROFILE_FORM);
  g_clear_object (&self->community);
  G_OBJECT_CLASS (sl_profile_form_parent_class)->dispose (object);
}

static void
sl_profile_form_class_init (SlProfileFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_profile_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-profile-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, group);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, name);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, bio);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, visibility);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, meaning);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, save);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, problem);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, too_long);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
sl_profile_form_init (SlProfileForm *self)
{
  g_type_ensure (SL_TYPE_TEXT_AREA);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->bio), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
fill_visibility (SlProfileForm *self,
                 const char    *word)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { C_("profile", "Private"), C_("profile", "People who follow you"),
                                                                                 C_("profile", "People in your groups"), C_("profile", "Public"), NULL });
  guint selected = 0;

  while (word != NULL && selected < G_N_ELEMENTS (words) && !g_str_equal (word, words[selected]))
    selected++;
  if (selected == G_N_ELEMENTS (words))
    gtk_string_list_append (names, word);
  adw_combo_row_set_model (self->visibility, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->visibility, selected);
}

static void
show_followers (SlProfileForm         *self,
                const SlCommunityPage *page)
{
  g_autofree char *followers = NULL;

  if (page->n_followers < 0)
    return;
  followers = page->n_followers == 0 ? g_strdup (_("Nobody follows you yet"))
                                     : g_strdup_printf (ngettext ("%s person follows you", "%s people follow you", (gulong) page->n_followers), SL_COUNT ((guint) page->n_followers));
  adw_preferences_group_set_description (self->group, followers);
}

static void
show_me (SlProfileForm         *self,
         const SlTrackerPerson *me)
{
  SlTrackerPerson *copy = sl_tracker_person_copy (me);
  g_autofree char *username = g_markup_escape_text (me->username, -1), *bio = NULL;

  /* Not before all of it stands there. */
  g_clear_pointer (&self->me, sl_tracker_person_free);
  adw_preferences_group_set_title (self->group, username);
  bio = dup_bio (self);
  /* The cursor stays where it is. */
  if (!is_same (gtk_editable_get_text (GTK_EDITABLE (self->name)), copy->display_name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), copy->display_name != NULL ? copy->display_name : "");
  if (!is_same (bio, copy->bio))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->bio), copy->bio != NULL ? copy->bio : "", -1);
  if (adw_combo_row_get_model (self->visibility) == NULL || g_strcmp0 (get_word (self), copy->visibility) != 0)
    fill_visibility (self, copy->visibility);
  self->me = copy;
  update (self);
}

/** sl_profile_form_update: @page: read anew; what is being written stays as it is */
void
sl_profile_form_update (SlProfileForm         *self,
                        const SlCommunityPage *page)
{
  show_followers (self, page);
  if (self->sent == NULL && !is_changed (self))
    show_me (self, page->me);
}

/** sl_profile_form_new: @page: of %SL_COMMUNITY_PROFILE */
GtkWidget *
sl_profile_form_new (SlCommunity           *community,
                     const SlCommunityPage *page)
{
  SlProfileForm *self = g_object_new (SL_TYPE_PROFILE_FORM, NULL);

  self->community = g_object_ref (community);
  show_followers (self, page);
  show_me (self, page->me);
  return GTK_WIDGET (self);
}
