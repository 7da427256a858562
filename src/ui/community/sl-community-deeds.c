/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-deeds.h. */

#define G_LOG_DOMAIN "sl-community-deeds"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-community-deeds.h"
#include "sl-errors.h"

typedef struct {
  SlCommunityView *view;
  SlCommunityDeedKind kind;
  char *id;
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->view);
  g_free (doing->id);
  g_free (doing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Doing, doing_free)

static Doing *
doing_new (GtkWidget          *view,
           SlCommunityDeedKind kind,
           const char         *id)
{
  Doing *doing = g_new0 (Doing, 1);

  *doing = (Doing) { g_object_ref (SL_COMMUNITY_VIEW (view)), kind, g_strdup (id) };
  return doing;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Doing) doing = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_community_do_finish (SL_COMMUNITY (source), result, &error))
    {
      if (!sl_error_is_silent (error))
        sl_view_state_tell_failed (sl_community_view_get_state (doing->view), error, NULL);
      return;
    }
  /* The page of what is gone. */
  if (doing->kind == SL_COMMUNITY_DELETE_GROUP)
    sl_community_view_leave_group (doing->view, doing->id);
}

/* Takes @doing. @word: (nullable) */
static void
run (Doing      *doing,
     const char *word)
{
  const SlCommunityDeed deed = { .kind = doing->kind, .id = doing->id, .word = word };

  sl_community_do_async (sl_view_state_get_community (sl_community_view_get_state (doing->view)), &deed, done_cb, doing);
}

static void
simple_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  static const struct {
    const char *name;
    SlCommunityDeedKind kind;
  } deeds[] = {
    { "community.follow", SL_COMMUNITY_FOLLOW },
    { "community.unfollow", SL_COMMUNITY_UNFOLLOW },
    { "community.join", SL_COMMUNITY_JOIN },
    { "community.leave", SL_COMMUNITY_LEAVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].name, name))
      run (doing_new (widget, deeds[i].kind, g_variant_get_string (parameter, NULL)), NULL);
}

static void
react_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  const char *id, *word;

  g_variant_get (parameter, "(&s&s)", &id, &word);
  run (doing_new (widget, SL_COMMUNITY_REACT, id), *word != '\0' ? word : NULL);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Doing) doing = user_data;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "do"))
    run (g_steal_pointer (&doing), NULL);
}

static void
asking_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  static const struct {
    const char *name;
    SlCommunityDeedKind kind;
    const char *title, *words, *verb;
  } deeds[] = {
    { "community.delete-post", SL_COMMUNITY_DELETE_POST, N_("Delete This Post?"), N_("It is deleted on the server for everybody. This can’t be undone."), N_("_Delete") },
    { "community.delete-group", SL_COMMUNITY_DELETE_GROUP, N_("Delete This Group?"),
      N_("It is deleted for all its members, with everything that anybody wrote in it. This can’t be undone."), N_("_Delete") },
    { "community.leave-for-good", SL_COMMUNITY_LEAVE, N_("Leave This Group?"),
      N_("It isn’t listed: you won’t find it again by yourself. What you wrote in it stays there."), N_("_Leave") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].name, name))
      {
        AdwDialog *dialog = sl_alert_new (_(deeds[i].title), _(deeds[i].words));

        adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "do", _(deeds[i].verb), NULL);
        adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "do", ADW_RESPONSE_DESTRUCTIVE);
        adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
        adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
        adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), widget, NULL, answered_cb, doing_new (widget, deeds[i].kind, g_variant_get_string (parameter, NULL)));
      }
}

void
sl_community_deeds_install (GtkWidgetClass *view_class)
{
  gtk_widget_class_install_action (view_class, "community.follow", "s", simple_action);
  gtk_widget_class_install_action (view_class, "community.unfollow", "s", simple_action);
  gtk_widget_class_install_action (view_class, "community.join", "s", simple_action);
  gtk_widget_class_install_action (view_class, "community.leave", "s", simple_action);
  gtk_widget_class_install_action (view_class, "community.react", "(ss)", react_action);
  gtk_widget_class_install_action (view_class, "community.leave-for-good", "s", asking_action);
  gtk_widget_class_install_action (view_class, "community.delete-post", "s", asking_action);
  gtk_widget_class_install_action (view_class, "community.delete-group", "s", asking_action);
}
