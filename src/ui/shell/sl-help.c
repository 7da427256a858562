/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-help.h. The pages are those of help/, installed where help viewers look for "help:" and the program's id. */

#define G_LOG_DOMAIN "sl-help"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-help.h"

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
 * @window: above which it is shown, and which says when it can't be
 */
void
sl_help_show (SlWindow *window)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:" SL_APP_ID);

  g_return_if_fail (SL_IS_WINDOW (window));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (window), NULL, shown_cb, g_object_ref (window));
}
