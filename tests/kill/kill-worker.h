/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the workers of the kill test share: arguments, and ending when the driver closes their standard input. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Arguments: DATA_DIR NAME SEED [lie]. @lies: acknowledges one change that it never makes. */
typedef struct {
  const char *data_dir;
  const char *name;
  guint32 seed;
  gboolean lies;
} KillWorkerArgs;

gboolean kill_worker_read_args  (KillWorkerArgs *self,
                                 int             argc,
                                 char          **argv);
void     kill_worker_watch_end  (GSourceFunc     ended,
                                 gpointer        data);

G_END_DECLS
