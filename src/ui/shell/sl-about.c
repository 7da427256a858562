/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The About dialog. */

#define G_LOG_DOMAIN "sl-about"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-about.h"

static char *
build_debug_info (SlContext *context)
{
  GString *text = g_string_new (NULL);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *languages = g_getenv ("LANG");

  g_string_append_printf (text, "Shortlist %s (%s)\n", SL_VERSION, SL_PROFILE);
  g_string_append_printf (text, "System: %s\n", system != NULL ? system : "?");
  g_string_append_printf (text, "Sandbox: %s\n", g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "Flatpak" : "none");
  g_string_append_printf (text, "GLib %u.%u.%u, GTK %u.%u.%u, libadwaita %u.%u.%u\n",
                          glib_major_version, glib_minor_version, glib_micro_version,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
  g_string_append_printf (text, "Display: %s\n", G_OBJECT_TYPE_NAME (gdk_display_get_default ()));
  g_string_append_printf (text, "Language: %s\n", languages != NULL ? languages : "C");
  if (context != NULL)
    {
      g_string_append_printf (text, "Data: %s\n", sl_context_get_data_dir (context));
      g_string_append_printf (text, "Read-only: %s\n", sl_store_get_read_only (sl_context_get_store (context)) ? "yes" : "no");
    }

  return g_string_free_and_steal (text);
}

/**
 * sl_about_new:
 * @context: (nullable): the services of the window it is shown on
 *
 * Returns: the dialog, to be presented
 */
AdwDialog *
sl_about_new (SlContext *context)
{
  AdwDialog *dialog = adw_about_dialog_new ();
  g_autofree char *debug_info = build_debug_info (context);

  g_object_set (dialog,
                "application-icon", SL_APP_ID,
                "application-name", "Shortlist",
                "developer-name", _("The Shortlist contributors"),
                "comments", _("Keep your whole job search in one place. Everything stays on this computer."),
                "license-type", GTK_LICENSE_GPL_3_0,
                "version", SL_VERSION,
                "debug-info", debug_info,
                "debug-info-filename", "shortlist-debug.txt",
                /* Translators: your names, one a line, as they shall stand in the About dialog */
                "translator-credits", _("translator-credits"),
                NULL);

  return dialog;
}
