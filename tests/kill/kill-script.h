/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker of the kill test does: an endless, seeded row of deeds as a person does them. A worker lends it hands
 * (the store's calls, or the window's). Owned by the worker's main(). */

#pragma once

#include <json-glib/json-glib.h>

#include "sl-context.h"
#include "sl-deeds.h"

G_BEGIN_DECLS

typedef struct _KillScript KillScript;

/**
 * KillTask: a deed under way.
 * @promise: (nullable): what must be there when it is acknowledged
 * @token: (nullable): of an import, what its companies begin with
 * @files: (nullable): checksums of the files it attaches
 * @source: (nullable): the file it attaches, which goes afterwards
 * @backup: (nullable): what it restores
 * @since: with @backup: the newest step before
 */
typedef struct {
  KillScript *script;
  JsonArray *promise;
  char *token;
  guint count;
  JsonArray *files;
  char *source;
  char *backup;
  gint64 since;
} KillTask;

/**
 * KillHands: the ways to do deeds; each ends with kill_task_done() or kill_task_failed().
 * @attach: @application_id is NULL for résumé versions
 * @bulk: @build wants the task as its data
 * @rest: (nullable): what else a person does between deeds
 */
typedef struct {
  void (*apply) (gpointer hands, SlChangeset *changeset, KillTask *task);
  void (*attach) (gpointer hands, const char *application_id, GListModel *files, KillTask *task);
  void (*bulk) (gpointer hands, GArray *pks, SlBulkFunc build, KillTask *task);
  void (*undo) (gpointer hands, gboolean redo, KillTask *task);
  void (*undo_step) (gpointer hands, gint64 step, KillTask *task);
  void (*rest) (gpointer hands, GRand *rand);
} KillHands;

KillScript *kill_script_new   (SlContext       *context,
                               const char      *name,
                               guint32          seed,
                               const KillHands *hands,
                               gpointer         hands_data);
void        kill_script_start (KillScript      *self);
void        kill_script_stop  (KillScript      *self,
                               GSourceFunc      stopped,
                               gpointer         data);
void        kill_script_free  (KillScript      *self);

void        kill_task_done    (KillTask        *task,
                               SlTransaction   *transaction);
void        kill_task_failed  (KillTask        *task,
                               const GError    *error);

char       *kill_script_build_table (GRand      *rand,
                                     const char *token,
                                     guint       n_rows);
guint       kill_script_choose_size (GRand      *rand);
char       *kill_script_build_paper (GRand      *rand,
                                     const char *token);
char       *kill_script_choose_value (GRand     *rand,
                                     guint      *field,
                                     const char *unique);

G_END_DECLS
