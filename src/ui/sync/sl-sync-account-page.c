/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-account-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-sync-account-page.h"
#include "sl-sync-dialog.h"
#include "sl-sync-words.h"

struct _SlSyncAccountPage {
  AdwNavigationPage parent_instance;

  /* Template */
  AdwPreferencesGroup *who;
  AdwActionRow *status;
  GtkImage *status_icon;
  AdwActionRow *problem;
  AdwActionRow *running;
  GtkProgressBar *progress;
  AdwExpanderRow *asked;
  GtkWidget *all_asked;
  GtkWidget *begin;
  GtkWidget *sign_in;
  GtkWidget *sync_now;
  AdwActionRow *waiting;
  AdwActionRow *conflicts;
  AdwSwitchRow *automatic;
  AdwSwitchRow *metered;
  AdwSwitchRow *background;
  AdwSwitchRow *uploads;
  GtkWidget *sign_out;

  SlViewState *state;
  SlSyncKeeper *keeper;
  guint n_choosing; /* choices about uploads that aren't written yet */
};

G_DEFINE_FINAL_TYPE (SlSyncAccountPage, sl_sync_account_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_round (SlSyncAccountPage *self, gboolean running)
{
  const char *step = sl_sync_keeper_get_step (self->keeper);
  double fraction = sl_sync_keeper_get_fraction (self->keeper);

  gtk_widget_set_visible (GTK_WIDGET (self->running), running);
  if (!running)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->running), step != NULL ? step : _("Meeting the server"));
  gtk_progress_bar_set_fraction (self->progress, MAX (fraction, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
}

static void
show_counts (SlSyncAccountPage *self, const SlSyncStatus *status)
{
  g_autofree char *waiting = sl_sync_words_waiting (status->n_waiting);
  g_autofree char *conflicts = sl_sync_words_conflicts (status->n_conflicts);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->waiting), status->n_waiting > 0 ? waiting : _("No waiting changes"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->conflicts), status->n_conflicts > 0 ? conflicts : _("No conflicts"));
}

static void
show_trouble (SlSyncAccountPage *self, SlSyncState state, const SlSyncStatus *status)
{
  const SlSyncAccount *account = status->account;
  gboolean idle = state != SL_SYNC_STATE_RUNNING;
  g_autofree char *problem = sl_sync_words_problem (self->keeper);
  g_autofree char *asked = sl_sync_words_asked (account->n_asked);
  g_autofree char *names = sl_sync_words_asked_names (status);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem), problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *problem != '\0');
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->asked), asked);
  adw_expander_row_set_subtitle (self->asked, names);
  gtk_widget_set_visible (GTK_WIDGET (self->asked), idle && account->n_asked > 0);
  gtk_widget_set_visible (self->all_asked, sl_sync_words_has_more_asked (status));
  gtk_widget_set_visible (self->begin, state == SL_SYNC_STATE_UNAGREED);
  gtk_widget_set_visible (self->sign_in, sl_sync_words_wants_person (self->keeper));
  gtk_widget_set_visible (self->sync_now, idle && state != SL_SYNC_STATE_UNAGREED);
}

/* Titles of groups are markup. */
static void
show_who (SlSyncAccountPage *self, const SlSyncAccount *account)
{
  g_autofree char *email = g_markup_escape_text (account->email, -1);
  g_autofree char *address = g_markup_escape_text (account->address, -1);

  adw_preferences_group_set_title (self->who, email);
  adw_preferences_group_set_description (self->who, address);
}

static void
update (SlSyncAccountPage *self)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (self->keeper);
  SlSyncState state = sl_sync_keeper_get_state (self->keeper);
  g_autofree char *title = NULL;
  g_autofree char *last_success = NULL;

  if (self->state == NULL || state == SL_SYNC_STATE_OFF)
    return;
  title = sl_sync_words_title (self->keeper);
  last_success = sl_sync_words_last_success (self->keeper);
  show_who (self, status->account);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), title);
  adw_action_row_set_subtitle (self->status, last_success);
  gtk_image_set_from_icon_name (self->status_icon, sl_sync_words_icon (self->keeper));
  show_round (self, state == SL_SYNC_STATE_RUNNING);
  show_trouble (self, state, status);
  show_counts (self, status);
  if (self->n_choosing == 0)
    adw_switch_row_set_active (self->uploads, status->account->uploads);
}

static void
stop_cb (SlSyncAccountPage *self)
{
  sl_sync_keeper_cancel (self->keeper);
}

static void
trash_cb (SlSyncAccountPage *self)
{
  sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_TRASH);
}

static void
send_cb (SlSyncAccountPage *self)
{
  sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_SEND);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlSyncAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  self->n_choosing--;
  if (self->state == NULL || sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &error))
    return;
  words = sl_error_describe (error, _("The choice wasn’t kept."));
  sl_sync_dialog_tell (GTK_WIDGET (self), words, 0);
  update (self);
}

static void
uploads_cb (SlSyncAccountPage *self)
{
  const SlSyncStatus *status = self->keeper != NULL ? sl_sync_keeper_get_status (self->keeper) : NULL;
  gboolean uploads = adw_switch_row_get_active (self->uploads);

  if (status == NULL || status->account == NULL || (self->n_choosing == 0 && status->account->uploads == uploads))
    return;
  self->n_choosing++;
  sl_sync_keeper_set_uploads_async (self->keeper, uploads, chosen_cb, g_object_ref (self));
}

/* Signing out */

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlSyncAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (self->state == NULL || sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &error))
    return;
  gtk_widget_set_sensitive (self->sign_out, TRUE);
  words = sl_error_describe (error, g_error_matches (error, SL_ERROR, SL_ERROR_NO_KEYRING) ? NULL : _("You are still signed in."));
  sl_sync_dialog_tell (GTK_WIDGET (self), words, 0);
}

static void
sign_out_answered_cb (AdwAlertDialog *alert, const char *response, SlSyncAccountPage *self)
{
  if (g_str_equal (response, "cancel"))
    return;
  gtk_widget_set_sensitive (self->sign_out, FALSE);
  sl_sync_dialog_await_sign_out (GTK_WIDGET (self));
  sl_sync_keeper_sign_out_async (self->keeper, g_str_equal (response, "trash"), signed_out_cb, g_object_ref (self));
}

static void
sign_out_cb (SlSyncAccountPage *self)
{
  AdwDialog *alert = sl_alert_new (_("Sign Out?"),
                                   _("Syncing ends on this computer. The server keeps what it has. Your job search can stay here, too, or what the server has can go to the Trash here, with the files and the history that only this computer has of it. Signing in again within 30 days, before anybody else does, brings all of it back."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _("_Cancel"), "trash", _("Sign Out and Move to _Trash"), "keep", _("Sign Out and _Keep"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "trash", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_signal_connect_object (alert, "response", G_CALLBACK (sign_out_answered_cb), self, 0);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static void
sl_sync_account_page_dispose (GObject *object)
{
  SlSyncAccountPage *self = SL_SYNC_ACCOUNT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_ACCOUNT_PAGE);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_account_page_parent_class)->dispose (object);
}

static void
sl_sync_account_page_class_init (SlSyncAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_account_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, who);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, status);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, status_icon);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, running);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, asked);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, all_asked);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, begin);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, sync_now);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, conflicts);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, automatic);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, metered);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, background);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, uploads);
  gtk_widget_class_bind_template_child (widget_class, SlSyncAccountPage, sign_out);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, trash_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, uploads_cb);
}

static void
sl_sync_account_page_init (SlSyncAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_sync_account_page_new: Returns: (transfer floating): of the account that is signed in */
AdwNavigationPage *
sl_sync_account_page_new (SlViewState *state)
{
  SlSyncAccountPage *self = g_object_new (SL_TYPE_SYNC_ACCOUNT_PAGE, NULL);
  GSettings *settings = sl_view_state_get_settings (state);

  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  g_settings_bind (settings, "sync-automatic", self->automatic, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "sync-metered", self->metered, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "sync-background", self->background, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  /* Whom the question names. After the window, which has to say first what is hidden. */
  g_signal_connect_object (settings, "changed::private-mode", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (settings, "changed::private-names", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}
