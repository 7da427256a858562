/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-worker.h. */

#define G_LOG_DOMAIN "kill-worker"

#include "config.h"

#include <glib-unix.h>
#include <stdlib.h>
#include <unistd.h>

#include "kill-worker.h"

typedef struct {
  GSourceFunc ended;
  gpointer data;
} Watch;

gboolean
kill_worker_read_args (KillWorkerArgs *self,
                       int             argc,
                       char          **argv)
{
  if (argc < 4)
    {
      g_printerr ("Usage: %s DATA_DIR NAME SEED [lie]\n", argv[0]);
      return FALSE;
    }
  *self = (KillWorkerArgs) { argv[1], argv[2], (guint32) g_ascii_strtoull (argv[3], NULL, 10), argc > 4 };
  return TRUE;
}

static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  Watch *watch = data;
  char byte;

  if (read (fd, &byte, 1) > 0)
    return G_SOURCE_CONTINUE;
  watch->ended (watch->data);
  return G_SOURCE_REMOVE;
}

/** kill_worker_watch_end: calls @ended when the driver is done with the worker, or gone */
void
kill_worker_watch_end (GSourceFunc ended,
                       gpointer    data)
{
  Watch *watch = g_new (Watch, 1);

  *watch = (Watch) { ended, data };
  g_unix_fd_add_full (G_PRIORITY_HIGH, STDIN_FILENO, G_IO_IN | G_IO_HUP, input_cb, watch, g_free);
}
