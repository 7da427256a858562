/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does for the safety of what it shows: the day's backup, what to do after a damaged data file, and private
 * mode. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-errors.h"
#include "sl-private.h"
#include "sl-recovery-words.h"
#include "sl-window-private.h"

/* Backups */

static void
backup_failed_cb (SlWindow *self, const GError *error)
{
  sl_view_state_tell_failed (self->state, error, _("Today’s backup couldn’t be made."));
}

/**
 * _sl_window_keep_backups:
 *
 * From now on, with the data open, sees to the day's backup. A sample goes away and needs none.
 */
void
_sl_window_keep_backups (SlWindow *self)
{
  if (self->sample || self->backups != NULL)
    return;

  self->backups = sl_backup_keeper_new (self->context);
  g_settings_bind (self->settings, "backups-daily", self->backups, "daily", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "backups-kept", self->backups, "kept", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->backups, "failed", G_CALLBACK (backup_failed_cb), self, G_CONNECT_SWAPPED);
  sl_backup_keeper_start (self->backups);
}

static void
recovery_answered_cb (SlWindow *self, const char *response)
{
  if (g_str_equal (response, "folder"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.reveal-data", NULL);
  else if (g_str_equal (response, "backups"))
    _sl_window_present_part (self, SL_PART_BACKUPS);
}

/** _sl_window_tell_recovery: what became of the damaged or missing data file, with the ways to it and to the backups */
void
_sl_window_tell_recovery (SlWindow *self)
{
  SlStore *store = sl_context_get_store (self->context);
  g_autofree char *text = sl_recovery_describe_notice (store);
  gboolean missing = sl_store_get_notice_path (store) == NULL;
  AdwDialog *alert;

  if (text == NULL)
    return;

  alert = sl_alert_new (missing ? _("Your Data File Was Missing") : _("Your Data File Was Damaged"), text);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "close", _("_Close"), "folder", _("Show _Folder"), "backups", _("_Backups"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "backups");
  g_signal_connect_object (alert, "response", G_CALLBACK (recovery_answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

/* Private mode */

static guint
read_hidden (GSettings *settings)
{
  guint hidden = 0;

  if (!g_settings_get_boolean (settings, "private-mode"))
    return 0;
  if (g_settings_get_boolean (settings, "private-names"))
    hidden |= SL_PRIVATE_NAMES;
  if (g_settings_get_boolean (settings, "private-salaries"))
    hidden |= SL_PRIVATE_SALARIES;
  if (g_settings_get_boolean (settings, "private-rejections"))
    hidden |= SL_PRIVATE_REJECTIONS;
  return hidden;
}

/* What was opened before says what it said then. Preferences, in which one chooses what is hidden, name nobody; a form in
 * which something was written asks, as when it is left otherwise. */
static void
close_dialogs (SlWindow *self)
{
  g_autoptr (GListModel) dialogs = g_object_ref (adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self)));
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    g_ptr_array_add (open, g_list_model_get_item (dialogs, i));
  for (guint i = open->len; i-- > 0;)
    if (!ADW_IS_PREFERENCES_DIALOG (open->pdata[i]))
      adw_dialog_close (open->pdata[i]);
}

static void
update_private (SlWindow *self)
{
  guint hidden = read_hidden (self->settings);
  gboolean hides_more = (hidden & ~self->hidden) != 0;

  adw_banner_set_revealed (self->private_banner, g_settings_get_boolean (self->settings, "private-mode") &&
                                                   adw_navigation_split_view_get_collapsed (self->split_view));
  if (hidden == self->hidden)
    return;

  self->hidden = hidden;
  sl_private_set (hidden);
  if (hides_more)
    close_dialogs (self);
  /* What was said once was said with the names; the pages are made anew, as they are at the start. */
  adw_toast_overlay_dismiss_all (self->toasts);
  sl_view_state_refresh_query (self->state);
  _sl_window_rebuild_pages (self);
}

/* A dialog takes all keys, and the application's don't work in it. Who has to hide something in a hurry doesn't close it
 * first. */
static void
visible_dialog_cb (SlWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  GtkEventController *keys;
  GtkShortcutTrigger *trigger;

  if (dialog == NULL || g_object_get_data (G_OBJECT (dialog), "private-key") != NULL)
    return;

  keys = gtk_shortcut_controller_new ();
  trigger = gtk_keyval_trigger_new (GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (trigger, gtk_named_action_new ("win.private-mode")));
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_object_set_data (G_OBJECT (dialog), "private-key", keys);
}

/**
 * _sl_window_watch_private:
 *
 * Follows the settings of private mode, from before the first page is made.
 */
void
_sl_window_watch_private (SlWindow *self)
{
  self->hidden = read_hidden (self->settings);
  sl_private_set (self->hidden);
  sl_view_state_refresh_query (self->state);
  g_signal_connect_object (self->settings, "changed::private-mode", G_CALLBACK (update_private), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::private-names", G_CALLBACK (update_private), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::private-salaries", G_CALLBACK (update_private), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::private-rejections", G_CALLBACK (update_private), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split_view, "notify::collapsed", G_CALLBACK (update_private), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (visible_dialog_cb), NULL);
  update_private (self);
}

/** _sl_window_toggle_private: turns private mode on or off, for this and the next windows */
void
_sl_window_toggle_private (SlWindow *self)
{
  g_settings_set_boolean (self->settings, "private-mode", !g_settings_get_boolean (self->settings, "private-mode"));
}
