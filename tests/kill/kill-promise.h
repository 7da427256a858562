/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change says will be there once it is acknowledged, worked out before the store has it; and the lines in which a
 * worker tells the driver of the kill test what was acknowledged. */

#pragma once

#include <json-glib/json-glib.h>

#include "sl-transaction.h"

G_BEGIN_DECLS

/* Members of a line. One line is one JSON object, written by one write(). */
#define KILL_LINE_READY "ready"     /* true: the data is open */
#define KILL_LINE_BEGUN "begun"     /* a deed was handed over */
#define KILL_LINE_STEP "step"       /* number of the acknowledged step */
#define KILL_LINE_DEED "deed"       /* its deed */
#define KILL_LINE_ACTOR "actor"     /* its SlActor */
#define KILL_LINE_VALUES "values"   /* [[kind, id, column, value]…] */
#define KILL_LINE_TOKEN "token"     /* an import: what all of its companies begin with */
#define KILL_LINE_COUNT "count"     /* an import: how many applications */
#define KILL_LINE_FILES "files"     /* SHA-256 of each file that the step attached */
#define KILL_LINE_BACKUP "backup"   /* path of a backup that was made; with a step: that was restored */
#define KILL_LINE_SINCE "since"     /* a restore: the newest step before it looked */
#define KILL_LINE_DROPPED "dropped" /* path of a backup that is about to be deleted */
#define KILL_LINE_REFUSED "refused" /* nothing was changed, for a reason that may come up when two programs work */
#define KILL_LINE_TROUBLE "trouble" /* what may never happen */

JsonArray *kill_promise_new          (SlChangeset     *changeset);
void       kill_promise_add          (JsonArray       *promise,
                                      SlKind           kind,
                                      const char      *id,
                                      guint            field,
                                      const SlValue   *value);

JsonObject *kill_line_new_step       (SlTransaction   *transaction,
                                      JsonArray       *promise);
void       kill_line_write           (JsonObject      *line);
void       kill_line_write_flag      (const char      *member,
                                      const char      *text);
void       kill_line_write_step      (SlTransaction   *transaction,
                                      JsonObject      *line);
void       kill_line_write_failure   (const GError    *error);

G_END_DECLS
