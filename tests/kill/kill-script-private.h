/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between kill-script.c and its parts: deeds with files (-papers), and with all that is more than one record (-others). */
#pragma once

#include "kill-script.h"

G_BEGIN_DECLS

/* Records of one moment; some are gone when they are used. */
typedef struct {
  GPtrArray *living; /* ids */
  GPtrArray *trashed;
  GPtrArray *tags;
  GPtrArray *documents;
  GPtrArray *trashed_documents;
  GArray *pks; /* of living */
} KillPool;

struct _KillScript {
  SlContext *context;
  GRand *rand;
  char *name;
  const KillHands *hands;
  gpointer hands_data;

  KillPool *pool;
  guint n_deeds;
  guint n_since_pool;
  guint n_under_way;
  gint64 newest; /* own step */
  guint source;
  gboolean reading;
  gboolean importing;
  gboolean stopping;
  GSourceFunc stopped;
  gpointer stopped_data;
};

KillTask *_kill_begin_task (KillScript *self);
/* Without an acknowledgement, which was written. */
void _kill_task_end (KillTask *task);
void _kill_apply (KillScript *self, SlChangeset *changeset);
const char *_kill_choose (KillScript *self, GPtrArray *ids);
/* One to five different ones. (transfer container), NULL-terminated */
GPtrArray *_kill_choose_some (KillScript *self, GPtrArray *ids);

/* Each does one deed, whichever it can. */
void _kill_do_paper (KillScript *self);
void _kill_do_other (KillScript *self);

G_END_DECLS
