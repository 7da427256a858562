/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps this computer's data and its server's together while a window is open: rounds come by themselves as
 * sl_sync_schedule() says, and by hand. Owned by the program; main thread only, whatever waits is done on another one. */

#pragma once

#include "sl-context.h"
#include "sl-sync-client.h"
#include "sl-sync-status.h"

G_BEGIN_DECLS

/**
 * SlSyncState:
 * @SL_SYNC_STATE_OFF: nobody is signed in
 * @SL_SYNC_STATE_UNAGREED: signed in, and the person hasn't agreed to the first round yet
 * @SL_SYNC_STATE_RUNNING: a round is under way
 * @SL_SYNC_STATE_GOOD: the last round was good
 * @SL_SYNC_STATE_TROUBLE: the last round failed, or none could come for long
 * @SL_SYNC_STATE_ASKING: the person has to choose: many records are missing on the server, or it refuses some
 */
typedef enum {
  SL_SYNC_STATE_OFF,
  SL_SYNC_STATE_UNAGREED,
  SL_SYNC_STATE_RUNNING,
  SL_SYNC_STATE_GOOD,
  SL_SYNC_STATE_TROUBLE,
  SL_SYNC_STATE_ASKING,
} SlSyncState;

/** SlSyncAskFunc: (transfer full): on another thread. @transport: signed in. %NULL with @error set */
typedef gpointer (*SlSyncAskFunc) (SlTransport *transport, gpointer data, GCancellable *cancellable, GError **error);

#define SL_TYPE_SYNC_KEEPER (sl_sync_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncKeeper, sl_sync_keeper, SL, SYNC_KEEPER, GObject)

/* Signals: "changed" (SlSyncKeeper *): the state, the status or the step is another one; "failed" (SlSyncKeeper *, const GError *):
 * the status can't be read any more, and the last one stays; "refused" (SlSyncKeeper *, GPtrArray * of SlSyncRefusal): the server didn't
 * take something in the round that just ended. */

SlSyncKeeper *sl_sync_keeper_new   (SlContext *context, GSettings *settings, SlSyncClient *client);
void          sl_sync_keeper_set_network (SlSyncKeeper *self, GNetworkMonitor *network);
void          sl_sync_keeper_start (SlSyncKeeper *self);
void          sl_sync_keeper_stop  (SlSyncKeeper *self);

SlSyncState         sl_sync_keeper_get_state  (SlSyncKeeper *self);
const SlSyncStatus *sl_sync_keeper_get_status (SlSyncKeeper *self);
const char         *sl_sync_keeper_get_step   (SlSyncKeeper *self);
double              sl_sync_keeper_get_fraction (SlSyncKeeper *self);
gboolean            sl_sync_keeper_is_overdue (SlSyncKeeper *self);

/* A round now, or after the one that runs. It tells by "changed". */
void          sl_sync_keeper_sync   (SlSyncKeeper *self, SlSyncRunFlags flags, SlTrackerMissing missing);
void          sl_sync_keeper_cancel (SlSyncKeeper *self);

/* Each ends with the status read anew. Signing in and out end a round that runs; the others don't wait for it. */
void     sl_sync_keeper_sign_in_async  (SlSyncKeeper *self, const SlSyncSignIn *entered, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_sync_keeper_finish_sign_in (SlSyncKeeper *self, GAsyncResult *result, char ***refused, GError **error);
void     sl_sync_keeper_sign_out_async (SlSyncKeeper *self, gboolean to_trash, GAsyncReadyCallback callback, gpointer user_data);
void     sl_sync_keeper_retry_async    (SlSyncKeeper *self, SlKind kind, const char *id, GAsyncReadyCallback callback, gpointer user_data);
void     sl_sync_keeper_discard_async  (SlSyncKeeper *self, SlKind kind, const char *id, GAsyncReadyCallback callback, gpointer user_data);
void     sl_sync_keeper_swap_async     (SlSyncKeeper *self, gint64 conflict, GAsyncReadyCallback callback, gpointer user_data);
void     sl_sync_keeper_settle_async   (SlSyncKeeper *self, GArray *conflicts, GAsyncReadyCallback callback, gpointer user_data);
void     sl_sync_keeper_reopen_async   (SlSyncKeeper *self, gint64 mark, GAsyncReadyCallback callback, gpointer user_data);
void     sl_sync_keeper_set_uploads_async (SlSyncKeeper *self, gboolean uploads, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_sync_keeper_finish         (SlSyncKeeper *self, GAsyncResult *result, GError **error);
gboolean sl_sync_keeper_finish_choice  (SlSyncKeeper *self, GAsyncResult *result, gint64 *mark, GError **error);

void           sl_sync_keeper_preview_async  (SlSyncKeeper *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlSyncPreview *sl_sync_keeper_preview_finish (SlSyncKeeper *self, GAsyncResult *result, GError **error);

/* What else is asked of the server: doesn't wait for a round that runs. Ends when the person signs out. */
void     sl_sync_keeper_ask_async  (SlSyncKeeper *self, SlSyncAskFunc func, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                                    GAsyncReadyCallback callback, gpointer user_data);
gpointer sl_sync_keeper_ask_finish (SlSyncKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
