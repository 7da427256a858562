/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of a window, drawn by its own renderer: for the README and for whoever changes how something looks. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Waits until the window has been quiet for a moment, so that animations and background reads are through. */
void sl_screenshot_take_async (GtkWindow *window, const char *path, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_screenshot_take_finish (GAsyncResult *result, GError **error);

G_END_DECLS
