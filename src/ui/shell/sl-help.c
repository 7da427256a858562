/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-help.h. The pages are those of help/, installed where help viewers look for "help:" and the program's id. A
 * Flatpak's pages no viewer outside of it finds that way: there, a command that shows them is told. */

#define G_LOG_DOMAIN "sl-help"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-errors.h"
#include "sl-help.h"

#define SANDBOX_FILE "/.flatpak-info"

/* Where the viewer, which is outside, finds the pages. (transfer full) (nullable): not in a sandbox */
static char *
build_command (void)
{
  g_autoptr (GKeyFile) sandbox = g_key_file_new ();
  g_autofree char *files = NULL;
  g_autofree char *pages = NULL;
  g_autofree char *quoted = NULL;

  if (!g_key_file_load_from_file (sandbox, SANDBOX_FILE, G_KEY_FILE_NONE, NULL))
    return NULL;
  files = g_key_file_get_string (sandbox, "Instance", "app-path", NULL);
  if (files == NULL)
    return NULL;
  pages = g_build_filename (files, "share", "help", "C", SL_APP_ID, NULL);
  quoted = g_shell_quote (pages);
  return g_strconcat ("yelp ", quoted, NULL);
}

static void
answered_cb (AdwAlertDialog *alert, const char *response, gpointer data)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (alert)), data);
}

static void
tell_command (SlWindow *window, const char *command)
{
  AdwDialog *alert = sl_alert_new (_("Help Opens in a Terminal"), NULL);

  /* Translators: %s: a command for a terminal */
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (alert), _("Shortlist is installed as a Flatpak, and the help viewer can’t find the pages in it by itself. With Yelp installed, this command in a terminal shows them:\n\n%s"), command);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "close", _("_Close"), "copy", _("Copy _Command"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "copy");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "close");
  g_signal_connect_data (alert, "response", G_CALLBACK (answered_cb), g_strdup (command), (GClosureNotify) (void (*) (void)) g_free, 0);
  adw_dialog_present (alert, GTK_WIDGET (window));
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) || sl_error_is_silent (error))
    return;
  /* What GTK says of it is about content types. */
  g_debug ("No help: %s", error->message);
  /* It may be closed by now. */
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    sl_window_tell (window, _("There is no help viewer here. Install Yelp, then try again."), _("_Shortcuts"), "app.shortcuts");
}

/**
 * sl_help_show:
 * @window: above which it is shown, and which says when it can't be; in a Flatpak, how it can
 */
void
sl_help_show (SlWindow *window)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:" SL_APP_ID);
  g_autofree char *command = NULL;

  g_return_if_fail (SL_IS_WINDOW (window));

  command = build_command ();
  if (command != NULL)
    {
      tell_command (window, command);
      return;
    }
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (window), NULL, shown_cb, g_object_ref (window));
}
