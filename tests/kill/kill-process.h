/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that the kill test runs and kills: what it writes is read up to its very end, also after its death. Owned by
 * the driver. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _KillProcess KillProcess;

/** KillLineFunc: a whole line of standard output; one that was cut off by death is never told */
typedef void (*KillLineFunc) (const char *line, gpointer data);
/**
 * KillGoneFunc:
 * @output: (nullable): all of standard output, when lines were not wanted
 * @errors: all of standard error, when lines were not wanted
 * @status: exit status, or minus the signal
 */
typedef void (*KillGoneFunc) (const char *output, const char *errors, int status, gpointer data);

KillProcess *kill_process_new       (const char *const *argv,
                                     KillLineFunc       line,
                                     KillGoneFunc       gone,
                                     gpointer           data);
void         kill_process_free      (KillProcess       *self);
gboolean     kill_process_is_alive  (KillProcess       *self);
void         kill_process_kill      (KillProcess       *self);
gboolean     kill_process_freeze    (KillProcess       *self);
void         kill_process_thaw      (KillProcess       *self);
void         kill_process_end_input (KillProcess       *self);

G_END_DECLS
