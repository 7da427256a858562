/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only main(): languages, then the application object. */

#define G_LOG_DOMAIN "shortlist"

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "sl-app.h"

int
main (int argc, char *argv[])
{
  g_autoptr (SlApp) app = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  app = sl_app_new ();
  status = g_application_run (G_APPLICATION (app), argc, argv);
  return status != 0 ? status : sl_app_get_status (app);
}
