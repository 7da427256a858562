/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of a window, drawn by its own renderer. */

#define G_LOG_DOMAIN "sl-screenshot"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-screenshot.h"

/* Longer than any animation of ours. */
#define QUIET_MS 600

static gboolean
save (GtkWindow *window, const char *path, GError **error)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED, _("The window shows nothing yet."));
      return FALSE;
    }

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, SL_ERROR, SL_ERROR_PERMISSION, _("The picture can’t be written to “%s”."), path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
take_cb (gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (save (g_task_get_source_object (task), g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  return G_SOURCE_REMOVE;
}

/**
 * sl_screenshot_take_async:
 * @window: a window that is shown
 * @path: the PNG to write
 */
void
sl_screenshot_take_async (GtkWindow *window, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (window, NULL, callback, user_data);

  g_task_set_source_tag (task, sl_screenshot_take_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_timeout_add_full (G_PRIORITY_LOW, QUIET_MS, take_cb, task, g_object_unref);
}

gboolean
sl_screenshot_take_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
