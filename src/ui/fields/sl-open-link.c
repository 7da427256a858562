/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-open-link"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-open-link.h"

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlViewState) state = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    sl_view_state_tell_failed (state, error, _("The link can’t be opened."));
}

/**
 * sl_open_link:
 * @widget: where the person asked for it
 * @state: the window's view state, which tells a failure
 * @uri: an address
 */
void
sl_open_link (GtkWidget *widget, SlViewState *state, const char *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, opened_cb, g_object_ref (state));
}
