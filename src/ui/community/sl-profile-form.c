/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-profile-form.h. */

#define G_LOG_DOMAIN "sl-profile-form"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-profile-form.h"
#include "sl-count.h"
#include "sl-errors.h"
#include "sl-text-area.h"

static const char *const words[] = { "private", "followers", "groups", "public" };

struct _SlProfileForm {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwEntryRow *name;
  GtkTextView *bio;
  AdwComboRow *visibility;
  GtkWidget *save;
  GtkLabel *problem;

  SlCommunity *community;
  SlTrackerPerson *me;
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

static void
update (SlProfileForm *self)
{
  static const char *const meanings[] = {
    N_("Nobody finds you, and your name stands nowhere. What you post is shown without a name."),
    N_("Meant for people who follow you. Servers show it to nobody else yet, and not to them either."),
    N_("Meant for people in your groups. Servers show it to nobody else yet, and not to them either."),
    N_("Everybody on the server finds you by name, and sees your name, what you write here, and how many days in a row you were active."),
  };
  g_autofree char *bio = dup_bio (self);
  guint selected = adw_combo_row_get_selected (self->visibility);
  gboolean is_changed;

  if (self->me == NULL)
    return;
  is_changed = g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->name)), self->me->display_name != NULL ? self->me->display_name : "") != 0 ||
               g_strcmp0 (bio, self->me->bio != NULL ? self->me->bio : "") != 0 || (get_word (self) != NULL && g_strcmp0 (get_word (self), self->me->visibility) != 0);
  gtk_widget_set_sensitive (self->save, is_changed);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->visibility), selected < G_N_ELEMENTS (meanings) ? _(meanings[selected]) : _("As the server has it. Shortlist doesn’t know this word."));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SlProfileForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  /* Where it is done, the page is made anew. */
  if (sl_community_do_finish (SL_COMMUNITY (source), result, &error))
    return;
  message = sl_error_describe (error, NULL);
  gtk_label_set_label (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->problem), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
save_cb (SlProfileForm *self)
{
  g_autofree char *bio = dup_bio (self);
  const SlCommunityDeed deed = {
    .kind = SL_COMMUNITY_SAVE_PROFILE,
    .title = gtk_editable_get_text (GTK_EDITABLE (self->name)),
    .text = bio,
    .word = get_word (self),
  };

  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  sl_community_do_async (self->community, &deed, saved_cb, g_object_ref (self));
}

static void
sl_profile_form_dispose (GObject *object)
{
  SlProfileForm *self = SL_PROFILE_FORM (object);

  g_clear_pointer (&self->me, sl_tracker_person_free);
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
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, save);
  gtk_widget_class_bind_template_child (widget_class, SlProfileForm, problem);
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
                 const char         *word)
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

/** sl_profile_form_new: @page: of %SL_COMMUNITY_PROFILE */
GtkWidget *
sl_profile_form_new (SlCommunity           *community,
                          const SlCommunityPage *page)
{
  SlProfileForm *self = g_object_new (SL_TYPE_PROFILE_FORM, NULL);
  SlTrackerPerson *me = sl_tracker_person_copy (page->me);
  g_autofree char *followers = NULL;

  self->community = g_object_ref (community);
  adw_preferences_group_set_title (self->group, me->username);
  if (page->n_followers >= 0)
    {
      followers = g_strdup_printf (ngettext ("%s person follows you", "%s people follow you", (gulong) page->n_followers), SL_COUNT ((guint) page->n_followers));
      adw_preferences_group_set_description (self->group, followers);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->name), me->display_name != NULL ? me->display_name : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->bio), me->bio != NULL ? me->bio : "", -1);
  fill_visibility (self, me->visibility);
  self->me = me;
  update (self);
  return GTK_WIDGET (self);
}
