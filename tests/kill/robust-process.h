/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program on the same data: robust-child, led step by step through its standard input and output. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GSubprocess *process;
  GDataInputStream *output;
} RobustProcess;

void robust_start (RobustProcess *self, const char *mode, const char *dir, guint number);
/* Its next line; NULL at the end. (transfer full) */
char *robust_read (RobustProcess *self);
void robust_expect (RobustProcess *self, const char *pattern);
/* Lets it take its next step. */
void robust_go (RobustProcess *self);
/* Stops it wherever it is, until SIGCONT. */
void robust_stop (RobustProcess *self);
void robust_end (RobustProcess *self);
/* Ends it by SIGKILL wherever it is. */
void robust_kill (RobustProcess *self);

G_END_DECLS
