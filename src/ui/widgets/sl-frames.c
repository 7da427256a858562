/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-frames.h. */

#define G_LOG_DOMAIN "sl-frames"

#include "config.h"

#include "sl-frames.h"

/* Owned by the widget. */
typedef struct {
  SlFrameFunc func;
  guint tick;       /* while it is mapped */
  gboolean painted; /* the first frame in which it is seen */
} Run;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;

  if (!run->painted)
    {
      run->painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (run->func != NULL && run->func (widget))
    return G_SOURCE_CONTINUE;
  run->func = NULL;
  run->tick = 0;
  return G_SOURCE_REMOVE;
}

/* No frames are asked for while nobody sees it. */
static void
map_cb (GtkWidget *widget, Run *run)
{
  run->painted = FALSE;
  if (run->func != NULL && run->tick == 0)
    run->tick = gtk_widget_add_tick_callback (widget, tick_cb, run, NULL);
}

static void
unmap_cb (GtkWidget *widget, Run *run)
{
  if (run->tick != 0)
    gtk_widget_remove_tick_callback (widget, run->tick);
  run->tick = 0;
}

/**
 * sl_frames_run:
 * @widget: whose frames these are; one piece of work at a time
 * @func: while @widget is seen, called once in each frame but the first, until it returns %FALSE
 */
void
sl_frames_run (GtkWidget *widget, SlFrameFunc func)
{
  Run *run;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (func != NULL);

  run = g_object_get_data (G_OBJECT (widget), "sl-frames");
  if (run == NULL)
    {
      run = g_new0 (Run, 1);
      g_object_set_data_full (G_OBJECT (widget), "sl-frames", run, g_free);
      g_signal_connect (widget, "map", G_CALLBACK (map_cb), run);
      g_signal_connect (widget, "unmap", G_CALLBACK (unmap_cb), run);
    }
  run->func = func;
  if (gtk_widget_get_mapped (widget))
    map_cb (widget, run);
}
