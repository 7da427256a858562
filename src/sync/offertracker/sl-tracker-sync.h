/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing one person's records and an OfferTracker server together, a round at a time; docs/sync.md says how and why.
 * Synchronous, for one thread that isn't the main one. Store, server and clock are handed in, so that the same code runs
 * in a simulation. */

#pragma once

#include "sl-clock.h"
#include "sl-store-transact.h"
#include "sl-tracker-words.h"
#include "sl-transport.h"

G_BEGIN_DECLS

/** SlSyncPort: the store, as the engine sees it; the functions wait until it is done. @load_file: (nullable): a file by the hash
 * of its contents; %NULL with @error set where it is longer than @max_size bytes, or can't be read */
typedef struct _SlSyncPort SlSyncPort;
struct _SlSyncPort {
  gpointer (*read) (SlSyncPort *self, SlReadFunc func, gpointer data, GError **error);
  gboolean (*write) (SlSyncPort *self, SlStoreTransactFunc func, gpointer data, GError **error);
  GBytes *(*load_file) (SlSyncPort *self, const char *hash, gsize max_size, GError **error);
};

/** SlTrackerRenewFunc: signs in anew; %FALSE with @error set */
typedef gboolean (*SlTrackerRenewFunc) (gpointer data, GCancellable *cancellable, GError **error);

/**
 * SlSyncResult: what became of a round
 * @n_sent: requests that changed something there
 * @n_taken: records that changed here
 * @n_waiting: records with something that isn't sent yet
 * @n_refused: of these, what the server doesn't take
 * @n_missing: records that weren't on the server, for too short a time to count as deleted there; they are looked for again
 * @n_asked: records that aren't on the server any more, too many to go to the Trash without the person's yes
 * @settles_in: seconds until it can be told of all that was sent and not answered whether it is done; 0: there is no such thing
 * @retry_after: seconds that the server asked to wait; -1: it didn't
 * @last: what became of the last request, or of the sign-in that it needed
 */
typedef struct {
  guint n_sent;
  guint n_taken;
  guint n_waiting;
  guint n_refused;
  guint n_missing;
  guint n_asked;
  guint settles_in;
  gint64 retry_after;
  SlReplyState last;
} SlSyncResult;

/**
 * SlTrackerStep:
 * @is_sending: whether records go there; else a list is read
 * @n_done: of @n_total, which is 0 where nobody knows
 */
typedef struct {
  SlKind kind;
  gboolean is_sending;
  guint n_done;
  guint n_total;
} SlTrackerStep;

/** SlTrackerStepFunc: told before each step, on the thread of the round */
typedef void (*SlTrackerStepFunc) (const SlTrackerStep *step, gpointer data);

/**
 * SlTrackerMissing: what to do with many records at once that aren't on the server any more
 * @SL_TRACKER_MISSING_ASK: nothing; they are counted, for the person to be asked
 * @SL_TRACKER_MISSING_TRASH: they go to the Trash here, too
 * @SL_TRACKER_MISSING_SEND: they are made there again
 */
typedef enum {
  SL_TRACKER_MISSING_ASK,
  SL_TRACKER_MISSING_TRASH,
  SL_TRACKER_MISSING_SEND,
} SlTrackerMissing;

typedef struct _SlTrackerSync SlTrackerSync;

SlTrackerSync *sl_tracker_sync_new  (SlSyncPort *port, SlTransport *transport, SlClock *clock, SlTrackerGeneration generation);
void           sl_tracker_sync_set_renew (SlTrackerSync *self, SlTrackerRenewFunc renew, gpointer data);
void           sl_tracker_sync_set_missing (SlTrackerSync *self, SlTrackerMissing missing);
void           sl_tracker_sync_set_step (SlTrackerSync *self, SlTrackerStepFunc step, gpointer data);
void           sl_tracker_sync_set_part (SlTrackerSync *self, guint n_rows);
void           sl_tracker_sync_free (SlTrackerSync *self);
gboolean       sl_tracker_sync_run  (SlTrackerSync *self, SlSyncResult *result, GCancellable *cancellable, GError **error);
gboolean       sl_tracker_sync_look (SlTrackerSync *self, SlSyncResult *result, GCancellable *cancellable, GError **error);
GPtrArray     *sl_tracker_read_asked (SlConnection *connection, guint n, GError **error);
gboolean       sl_tracker_sync_would_send (SlTrackerSync *self, SlConnection *connection, SlKind kind, const char *id, gboolean *would, GError **error);
gboolean       sl_tracker_would_change (SlTrackerGeneration generation, SlConnection *connection, SlKind kind, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerSync, sl_tracker_sync_free)

G_END_DECLS
