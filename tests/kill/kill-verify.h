/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory of the kill test: what was acknowledged and what was once seen in the file, and whether it is still there.
 * Reads with plain SQLite, a file freshly opened each time, and not with the code that is tested. */

#pragma once

#include <json-glib/json-glib.h>

#include "sl-kinds.h"

G_BEGIN_DECLS

/**
 * KillScope: how much to look at.
 * @KILL_SCOPE_NEW: what came since the last time, and that no acknowledged step is gone
 * @KILL_SCOPE_ALL: everything ever acknowledged or seen
 */
typedef enum {
  KILL_SCOPE_NEW,
  KILL_SCOPE_ALL,
} KillScope;

typedef struct _KillVerifier KillVerifier;

KillVerifier *kill_verifier_new         (void);
void          kill_verifier_free        (KillVerifier *self);
void          kill_verifier_acknowledge (KillVerifier *self,
                                         const char   *worker,
                                         JsonObject   *line);
guint         kill_verifier_verify      (KillVerifier *self,
                                         const char   *path,
                                         KillScope     scope);
void          kill_verifier_drop_backup (KillVerifier *self,
                                         const char   *backup);
guint         kill_verifier_check_file  (const char   *path);
guint         kill_verifier_check_attachments (KillVerifier *self,
                                               const char   *path,
                                               KillScope     scope);
guint         kill_verifier_check_leftovers (KillVerifier *self,
                                             const char   *path);
char        **kill_verifier_choose_ids  (KillVerifier *self,
                                         GRand        *rand,
                                         SlKind        kind,
                                         guint         n);
gint64        kill_verifier_read_newest (const char   *path);
char         *kill_verifier_choose_backup (KillVerifier *self,
                                           GRand        *rand);

gint64        kill_verifier_count_acknowledged (KillVerifier *self);
gint64        kill_verifier_count_promises     (KillVerifier *self);
gint64        kill_verifier_count_steps        (KillVerifier *self);
gint64        kill_verifier_count_untold       (KillVerifier *self);
gint64        kill_verifier_count              (KillVerifier *self,
                                                const char   *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KillVerifier, kill_verifier_free)

G_END_DECLS
