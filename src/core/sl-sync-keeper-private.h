/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of SlSyncKeeper share: when rounds come and what is known, and what is done on another thread. */

#pragma once

#include "sl-alarm.h"
#include "sl-sync-keeper.h"
#include "sl-turn.h"

G_BEGIN_DECLS

/* A round that is wanted: how, and what the person said. */
typedef struct {
  SlSyncRunFlags flags;
  SlTrackerMissing missing;
} SlSyncWish;

struct _SlSyncKeeper {
  GObject parent_instance;

  SlContext *context;
  GSettings *settings;
  SlSyncClient *client;
  GNetworkMonitor *network;
  SlAlarm *alarm;
  gboolean started;

  SlTurn turn; /* who uses the client's session */
  GCancellable *round; /* (nullable): of the one that runs */
  SlSyncWish running;
  gboolean is_wished; /* by hand, while another round ran or another program had its turn */
  SlSyncWish wish;
  guint n_tasks;
  GCancellable *asks; /* of what else is asked */

  /* what is known */
  SlSyncStatus *status; /* (nullable): not read yet */
  gboolean reading, again;
  gboolean unreadable; /* and the person knows */

  GMutex lock; /* for what other threads write */
  SlTransport *transport; /* (nullable): signed in, for who asks during a round */

  /* how far the round is */
  SlTrackerStep last_step;
  guint tell; /* source */
  char *step; /* (nullable) */
  double fraction;

  /* for the schedule */
  gint64 started_at, certain_at, changed_first, changed_last, online_since;
  gboolean was_online;
  guint n_failures; /* since the start */

  /* the last round here, which may have ended before that could be written down */
  gint64 tried, tried_before; /* the last one on record, and which that was when this one began */
  gint64 ended_at;
  GError *failure; /* (nullable) */
  gint64 missed_since; /* when it was noticed that no round was good for long; 0: one was */
};

/* sl-sync-keeper.c */
void _sl_sync_keeper_refresh (SlSyncKeeper *self);
void _sl_sync_keeper_ended (SlSyncKeeper *self, const GError *failure);
void _sl_sync_keeper_wish (SlSyncKeeper *self, SlSyncWish wish);
SlSyncWish _sl_sync_keeper_add_wish (SlSyncKeeper *self, SlSyncWish wish);
void _sl_sync_keeper_tell (SlSyncKeeper *self);
void _sl_sync_keeper_tell_refusals (SlSyncKeeper *self, GPtrArray *refusals);

/* sl-sync-keeper-tasks.c */
void _sl_sync_keeper_take_steps (SlSyncKeeper *self);
void _sl_sync_keeper_forget_step (SlSyncKeeper *self);

/* sl-sync-keeper-ask.c */
void _sl_sync_keeper_end_asks (SlSyncKeeper *self);
void _sl_sync_keeper_forget_transport (SlSyncKeeper *self);

G_END_DECLS
