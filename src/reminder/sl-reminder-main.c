/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only main() of the background service: languages, then the application object. */
#define G_LOG_DOMAIN "shortlist-reminder"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>

#include "sl-reminder-app.h"

/* It mostly sleeps: memory that it let go of is better given back than kept at hand for each thread. */
#define ARENAS 1

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SlReminderApp) app = NULL;

  mallopt (M_ARENA_MAX, ARENAS);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  app = sl_reminder_app_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
