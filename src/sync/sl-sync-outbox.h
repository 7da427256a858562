/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server is still to be told, and what a person can do about what it doesn't take. Functions of a connection. */

#pragma once

#include "sl-changeset.h"
#include "sl-sync-state.h"
#include "sl-tracker-words.h"

G_BEGIN_DECLS

/** SlSyncWaitingDeed: what the server is to do. @SL_SYNC_WAITING_CHANGE: also where it isn't looked yet what it
 * comes to. @SL_SYNC_WAITING_UPLOAD: get the file of a résumé. @SL_SYNC_WAITING_NOTHING: it is gone again before the server
 * heard of it, or again as the server has it */
typedef enum {
  SL_SYNC_WAITING_ADD,
  SL_SYNC_WAITING_CHANGE,
  SL_SYNC_WAITING_REMOVE,
  SL_SYNC_WAITING_UPLOAD,
  SL_SYNC_WAITING_NOTHING,
} SlSyncWaitingDeed;

/**
 * SlSyncWaitingState:
 * @SL_SYNC_WAITING_FOR_ROUND: for the next round, or for what it belongs to
 * @SL_SYNC_WAITING_FOR_CERTAINTY: it was sent, and nobody knows yet whether the server did it
 * @SL_SYNC_WAITING_FOR_PERSON: the server doesn't take it
 * @SL_SYNC_WAITING_FOR_OTHERS: the server lost it with what it belongs to, and another computer is given some minutes to make it again
 */
typedef enum {
  SL_SYNC_WAITING_FOR_ROUND,
  SL_SYNC_WAITING_FOR_CERTAINTY,
  SL_SYNC_WAITING_FOR_PERSON,
  SL_SYNC_WAITING_FOR_OTHERS,
} SlSyncWaitingState;

/**
 * SlSyncWaiting:
 * @field: (nullable): column of the field that a refusal is about
 * @message: (nullable): the server's words
 */
typedef struct {
  SlKind kind;
  char *id;
  SlSyncWaitingDeed deed;
  SlSyncWaitingState state;
  char *field;
  char *message;
} SlSyncWaiting;

/**
 * SlSyncDiscarded: what taking back came to here
 * @SL_SYNC_DISCARDED_NOTHING: nothing had to be changed
 * @SL_SYNC_DISCARDED_CHANGED: what the server has stands again
 * @SL_SYNC_DISCARDED_TRASHED: the server hasn't the record, so it went to the Trash
 * @SL_SYNC_DISCARDED_RESTORED: it came back from there
 * @SL_SYNC_DISCARDED_FILE: a file isn't sent, and stays here alone
 */
typedef enum {
  SL_SYNC_DISCARDED_NOTHING,
  SL_SYNC_DISCARDED_CHANGED,
  SL_SYNC_DISCARDED_TRASHED,
  SL_SYNC_DISCARDED_RESTORED,
  SL_SYNC_DISCARDED_FILE,
} SlSyncDiscarded;

void           sl_sync_waiting_free (SlSyncWaiting *self);
SlSyncWaiting *sl_sync_waiting_look (SlConnection *connection, SlKind kind, const char *id, gboolean is_upload, GError **error);

GPtrArray *sl_sync_outbox_read    (SlConnection *connection, GError **error);
GPtrArray *sl_sync_outbox_read_keys (SlConnection *connection, GError **error);
int        sl_sync_outbox_count   (SlConnection *connection, guint *n_refused, GError **error);
gboolean   sl_sync_outbox_has_news (SlConnection *connection);
gboolean   sl_sync_outbox_retry   (SlConnection *connection, SlKind kind, const char *id, GError **error);
gboolean   sl_sync_outbox_discard (SlConnection *connection, SlChangeset *changes, SlTrackerGeneration generation, gint64 now,
                                   SlKind kind, const char *id, SlSyncDiscarded *came, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSyncWaiting, sl_sync_waiting_free)

G_END_DECLS
