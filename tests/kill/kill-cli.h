/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of shortlistctl that the kill test runs one after the other, and what their answers acknowledge. */

#pragma once

#include "kill-verify.h"

G_BEGIN_DECLS

/**
 * KillCommand: one call of the program.
 * @argv: the whole command line
 * @line: (nullable): the acknowledgement as far as it is known before the answer
 * @backs_up: the answer tells the path of a backup
 * @adds: the answer tells the id of what @line's values are about
 */
typedef struct {
  char **argv;
  JsonObject *line;
  gboolean adds;
  gboolean backs_up;
} KillCommand;

KillCommand *kill_command_new   (const char   *program,
                                 const char   *data_dir,
                                 const char   *scratch,
                                 GRand        *rand,
                                 KillVerifier *verifier,
                                 guint         number);
gboolean     kill_command_read  (KillCommand  *self,
                                 const char   *output);
void         kill_command_free  (KillCommand  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KillCommand, kill_command_free)

G_END_DECLS
