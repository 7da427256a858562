/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: its windows and the contexts that they look at. What can be asked for on the command line is in
 * sl-app-options.c, the actions that belong to no window are in sl-app-actions.c. */

#define G_LOG_DOMAIN "sl-app"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-app-private.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-resources.h"
#include "sl-sample.h"
#include "sl-screenshot.h"
#include "sl-secrets-keyring.h"

#define DEMO_SEED 7

G_DEFINE_FINAL_TYPE (SlApp, sl_app, ADW_TYPE_APPLICATION)

static SlContext *
add_context (SlApp *self, const char *data_dir)
{
  g_autoptr (SlContext) context = sl_context_new (data_dir, sl_format_get_clock ());

  g_ptr_array_add (self->contexts, g_object_ref (context));
  return context;
}

/* The person's own search, which may not be open yet. */
static SlContext *
get_own (SlApp *self)
{
  if (self->own == NULL)
    self->own = add_context (self, self->wishes.data_dir);
  return self->own;
}

static void
pictured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlApp) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_screenshot_take_finish (result, &error))
    {
      g_printerr ("%s\n", error->message);
      self->status = 1;
    }
  g_application_quit (G_APPLICATION (self));
}

/* What was asked for before there was a window to show it. */
void
_sl_app_open_wanted (SlApp *self, SlWindow *window)
{
  g_autoptr (GVariant) wanted = g_steal_pointer (&self->to_open);
  const char *what;
  const char *id;

  if (wanted == NULL)
    return;
  g_variant_get (wanted, "(&s&s)", &what, &id);
  if (*id != '\0')
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "(ss)", what, id);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", what);
}

static void
calendar_failed_cb (SlApp *self, const GError *error)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (SL_IS_WINDOW (window))
    sl_view_state_tell_failed (sl_window_get_state (SL_WINDOW (window)), error, _("The calendar file wasn’t written."));
}

static void
sync_failed_cb (SlApp *self, const GError *error)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (SL_IS_WINDOW (window))
    sl_view_state_tell_failed (sl_window_get_state (SL_WINDOW (window)), error, _("How syncing stands couldn’t be read."));
}

static void
keep_calendar (SlApp *self)
{
  if (self->keeper != NULL)
    return;
  self->keeper = sl_calendar_keeper_new (self->own, self->settings);
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (calendar_failed_cb), self, G_CONNECT_SWAPPED);
  sl_calendar_keeper_start (self->keeper);
}

/* Where nobody has signed in it only listens: neither keyring nor network are touched. */
static void
keep_synced (SlApp *self)
{
  g_autoptr (SlSecrets) secrets = NULL;
  g_autoptr (SlSyncClient) client = NULL;

  if (self->sync != NULL)
    return;
  secrets = sl_secrets_keyring_new (TRUE);
  client = sl_sync_client_new (sl_context_get_store (self->own), secrets);
  self->sync = sl_sync_keeper_new (self->own, self->settings, client);
  g_signal_connect_object (self->sync, "failed", G_CALLBACK (sync_failed_cb), self, G_CONNECT_SWAPPED);
  sl_sync_keeper_start (self->sync);
}

/* Only the person's own search is for other programs, and for other computers. */
static void
ready_cb (SlApp *self, SlWindow *window)
{
  if (sl_window_get_context (window) != self->own)
    return;
  if (self->reminders != NULL)
    {
      sl_reminders_follow (self->reminders, self->own);
      _sl_app_open_wanted (self, window);
    }
  keep_calendar (self);
  keep_synced (self);
  sl_view_state_set_sync (sl_window_get_state (window), self->sync);
}

/* Before the data is closed. */
static void
stop_keepers (SlApp *self)
{
  if (self->keeper != NULL)
    sl_calendar_keeper_stop (self->keeper);
  g_clear_object (&self->keeper);
  if (self->sync != NULL)
    sl_sync_keeper_stop (self->sync);
  g_clear_object (&self->sync);
}

static void
show_wanted (SlApp *self, SlWindow *window)
{
  /* A picture of something else would be worse than none. */
  if (self->wishes.screenshot != NULL && self->wishes.view != NULL && !sl_window_can_show (window, self->wishes.view))
    {
      g_printerr (_("“%s” is there only where somebody is signed in to a server, which isn’t so in a sample. --data-dir names the folder of a search.\n"), self->wishes.view);
      self->status = 2;
      g_application_quit (G_APPLICATION (self));
      return;
    }
  if (self->wishes.view != NULL)
    sl_window_show (window, self->wishes.view);
  if (self->wishes.screenshot != NULL)
    sl_screenshot_take_async (GTK_WINDOW (window), self->wishes.screenshot, pictured_cb, g_object_ref (self));
}

static void account_read_cb (SlWindow *window);
static void account_failed_cb (SlWindow *window, const GError *error);

static void
stop_waiting_for_account (SlApp *self, SlWindow *window)
{
  g_signal_handlers_disconnect_by_func (self->sync, account_read_cb, window);
  g_signal_handlers_disconnect_by_func (self->sync, account_failed_cb, window);
}

static void
account_read_cb (SlWindow *window)
{
  SlApp *self = SL_APP (gtk_window_get_application (GTK_WINDOW (window)));

  if (sl_sync_keeper_get_status (self->sync) == NULL)
    return;
  stop_waiting_for_account (self, window);
  show_wanted (self, window);
}

/* In a window the person is told as of any failure; nobody looks at one that is only made for a picture. */
static void
account_failed_cb (SlWindow *window, const GError *error)
{
  SlApp *self = SL_APP (gtk_window_get_application (GTK_WINDOW (window)));
  g_autofree char *text = sl_error_describe (error, _("How syncing stands couldn’t be read."));

  stop_waiting_for_account (self, window);
  if (self->wishes.screenshot == NULL)
    return;
  g_printerr ("%s\n", text);
  self->status = 1;
  g_application_quit (G_APPLICATION (self));
}

/* Whether somebody is signed in, and so what there is to show, has still to be read. */
static gboolean
waits_for_account (SlApp *self, SlWindow *window)
{
  if (self->wishes.view == NULL || !sl_window_is_of_account (self->wishes.view) || sl_window_get_context (window) != self->own ||
      sl_view_state_get_total (sl_window_get_state (window)) < 0)
    return FALSE;
  keep_synced (self);
  sl_view_state_set_sync (sl_window_get_state (window), self->sync);
  if (sl_sync_keeper_get_status (self->sync) != NULL)
    return FALSE;
  g_signal_connect_object (self->sync, "changed", G_CALLBACK (account_read_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "failed", G_CALLBACK (account_failed_cb), window, G_CONNECT_SWAPPED);
  return TRUE;
}

static void
settled_cb (SlApp *self, SlWindow *window)
{
  if (!waits_for_account (self, window))
    show_wanted (self, window);
}

static void
import_files (SlApp *self, SlWindow *window)
{
  for (guint i = 0; i < self->to_import->len; i++)
    sl_window_import_file (window, g_ptr_array_index (self->to_import, i));
  g_ptr_array_set_size (self->to_import, 0);
}

static SlWindow *
open_window (SlApp *self, SlContext *context, gboolean sample)
{
  SlWindow *window = sl_window_new (GTK_APPLICATION (self), context, self->settings, sample);

  if (self->wishes.view != NULL)
    sl_window_begin_with (window, self->wishes.view);
  if (self->wishes.width > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), self->wishes.width, self->wishes.height);
  g_signal_connect_object (window, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));

  import_files (self, window);
  return window;
}

static void
set_busy (SlApp *self, gboolean busy)
{
  /* Busy is told on the session bus; there may be none. */
  if (g_application_get_dbus_connection (G_APPLICATION (self)) == NULL)
    return;

  if (busy)
    g_application_mark_busy (G_APPLICATION (self));
  else
    g_application_unmark_busy (G_APPLICATION (self));
}

static void
sample_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlApp) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *data_dir = sl_sample_make_finish (result, &error);

  set_busy (self, FALSE);
  if (data_dir != NULL)
    {
      open_window (self, add_context (self, data_dir), self->wishes.screenshot == NULL);
      g_ptr_array_add (self->samples, g_steal_pointer (&data_dir));
    }
  else
    {
      g_autofree char *text = sl_error_describe (error, _("The sample data couldn’t be made."));
      GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

      if (window != NULL)
        {
          AdwDialog *dialog = sl_alert_new (_("No Sample Data"), text);

          adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
          adw_dialog_present (dialog, GTK_WIDGET (window));
        }
      else
        {
          g_printerr ("%s\n", text);
          self->status = 1;
        }
    }
  g_application_release (G_APPLICATION (self));
}

void
_sl_app_make_sample (SlApp *self, guint count)
{
  g_application_hold (G_APPLICATION (self));
  set_busy (self, TRUE);
  sl_sample_make_async (DEMO_SEED, count, NULL, sample_made_cb, g_object_ref (self));
}

static void
sl_app_activate (GApplication *application)
{
  SlApp *self = SL_APP (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  if (self->wishes.demo || (self->wishes.screenshot != NULL && self->wishes.data_dir == NULL))
    {
      gboolean empty = g_strcmp0 (self->wishes.view, "welcome") == 0;

      _sl_app_make_sample (self, empty ? 0 : (guint) self->wishes.count);
      return;
    }

  open_window (self, get_own (self), FALSE);
}

/* The person's own search, beside or instead of a sample. */
SlWindow *
_sl_app_present_own (SlApp *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SL_IS_WINDOW (l->data) && sl_window_get_context (l->data) == self->own)
      {
        gtk_window_present (l->data);
        return l->data;
      }

  /* Its window was closed while the sample stayed open: a context is opened once. */
  if (self->own != NULL)
    {
      if (self->reminders != NULL)
        sl_reminders_follow (self->reminders, NULL);
      stop_keepers (self);
      sl_context_close (self->own);
      g_ptr_array_remove (self->contexts, self->own);
      self->own = NULL;
    }
  return open_window (self, get_own (self), FALSE);
}

/* Files given on the command line, or opened with Shortlist elsewhere. The wizard leads through one after the other. They
 * belong into the person's own search. */
static void
sl_app_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SlApp *self = SL_APP (application);

  if (self->wishes.demo)
    {
      g_printerr ("%s\n", _("Sample data goes away at the end, so no file is imported into it. Leave out either --demo or the file."));
      self->status = 2;
      return;
    }

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->to_import, g_object_ref (files[i]));

  if (gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL)
    import_files (self, _sl_app_present_own (self));
  else
    g_application_activate (application);
}

static void
reminder_opened_cb (SlApp *self, const char *page, const char *kind, const char *id)
{
  _sl_app_take_to (self, kind != NULL ? kind : page, kind != NULL ? id : "");
}

static void
offer_cb (SlApp *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (SL_IS_WINDOW (window))
    sl_window_tell (SL_WINDOW (window), _("Remind you while Shortlist is closed, too?"), _("_Allow"), "app.remind-at-login(true)");
}

static void
sl_app_startup (GApplication *application)
{
  SlApp *self = SL_APP (application);

  /* Before the class above looks for style.css and icons in them. */
  sl_register_resource ();
  g_application_set_resource_base_path (application, "/io/github/shortlistapp/Shortlist");

  G_APPLICATION_CLASS (sl_app_parent_class)->startup (application);

  self->settings = g_settings_new ("io.github.shortlistapp.Shortlist");
  gtk_window_set_default_icon_name (SL_APP_ID);
  if (self->wishes.dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);

  if ((g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE) == 0)
    {
      self->reminders = sl_reminders_new (application, self->settings);
      g_signal_connect_object (self->reminders, "open", G_CALLBACK (reminder_opened_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->reminders, "offer", G_CALLBACK (offer_cb), self, G_CONNECT_SWAPPED);
    }

  _sl_app_set_accels (self);
}

static void
sl_app_shutdown (GApplication *application)
{
  SlApp *self = SL_APP (application);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = gtk_application_get_windows (GTK_APPLICATION (self)))
    gtk_window_destroy (l->data);
  if (self->reminders != NULL)
    g_object_run_dispose (G_OBJECT (self->reminders));
  g_clear_object (&self->reminders);
  g_clear_pointer (&self->to_open, g_variant_unref);
  stop_keepers (self);
  for (guint i = 0; i < self->contexts->len; i++)
    sl_context_close (g_ptr_array_index (self->contexts, i));
  for (guint i = 0; i < self->samples->len; i++)
    sl_sample_remove (g_ptr_array_index (self->samples, i));
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (sl_app_parent_class)->shutdown (application);
}

static int
sl_app_handle_local_options (GApplication *application, GVariantDict *options)
{
  return _sl_app_take_options (SL_APP (application));
}

static void
sl_app_finalize (GObject *object)
{
  SlApp *self = SL_APP (object);

  g_ptr_array_unref (self->to_import);
  g_ptr_array_unref (self->contexts);
  g_ptr_array_unref (self->samples);
  _sl_app_free_wishes (self);
  sl_format_set_clock (NULL);

  G_OBJECT_CLASS (sl_app_parent_class)->finalize (object);
}

static void
sl_app_class_init (SlAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_app_finalize;
  application_class->activate = sl_app_activate;
  application_class->open = sl_app_open;
  application_class->startup = sl_app_startup;
  application_class->shutdown = sl_app_shutdown;
  application_class->handle_local_options = sl_app_handle_local_options;
}

static void
sl_app_init (SlApp *self)
{
  self->contexts = g_ptr_array_new_with_free_func (g_object_unref);
  self->to_import = g_ptr_array_new_with_free_func (g_object_unref);
  self->samples = g_ptr_array_new_with_free_func (g_free);
  _sl_app_add_options (self);
  _sl_app_add_actions (self);
}

/**
 * sl_app_new:
 *
 * Returns: (transfer full): the program
 */
SlApp *
sl_app_new (void)
{
  return g_object_new (SL_TYPE_APP,
                       "application-id", SL_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

/** sl_app_get_status: Returns: what the program ends with, where it couldn't do what it was started for; otherwise 0 */
int
sl_app_get_status (SlApp *self)
{
  g_return_val_if_fail (SL_IS_APP (self), 1);

  return self->status;
}
