/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This computer's end of its account: signs in and out, and runs rounds. Everything here waits for the network, the keyring
 * or the disk: for one thread at a time that isn't the main one. Owned by whoever syncs (SlSyncKeeper, the command line). */

#pragma once

#include "sl-secrets.h"
#include "sl-sync-account.h"
#include "sl-sync-outbox.h"
#include "sl-sync-preview.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_CLIENT (sl_sync_client_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncClient, sl_sync_client, SL, SYNC_CLIENT, GObject)

/** SlSyncWayFunc: (transfer full) (nullable): the way to @address; %NULL with @error set */
typedef SlTransport *(*SlSyncWayFunc) (const char *address, gpointer data, GError **error);

/**
 * SlSyncSignIn: what the person entered
 * @username: (nullable): an account is to be made, of this name; %NULL: there is one
 * @display_name: (nullable): the name in full, for a new account
 * @refused: (nullable) (out): fields that the server doesn't take, as it calls them: "username", "email"…
 * @other: whether it may be somebody else than before, of whose server nothing is known then
 */
typedef struct {
  const char *address;
  const char *email;
  const char *password;
  const char *username;
  const char *display_name;
  char ***refused;
  gboolean other;
} SlSyncSignIn;

/**
 * SlSyncRunFlags:
 * @SL_SYNC_RUN_BY_HAND: the person wants it now: what only waits isn't waited for
 * @SL_SYNC_RUN_AGREED: the person has seen what the first round does, and wants it
 */
typedef enum {
  SL_SYNC_RUN_BY_ITSELF = 0,
  SL_SYNC_RUN_BY_HAND = 1 << 0,
  SL_SYNC_RUN_AGREED = 1 << 1,
} SlSyncRunFlags;

SlSyncClient *sl_sync_client_new (SlStore *store, SlSecrets *secrets);
void sl_sync_client_set_way (SlSyncClient *self, SlSyncWayFunc way, gpointer data);
void sl_sync_client_set_step (SlSyncClient *self, SlTrackerStepFunc step, gpointer data);

SlSyncAccount *sl_sync_client_read_account (SlSyncClient *self, GError **error);
gboolean sl_sync_client_sign_in (SlSyncClient *self, const SlSyncSignIn *entered, GCancellable *cancellable, GError **error);
gboolean sl_sync_client_sign_out (SlSyncClient *self, gboolean to_trash, GCancellable *cancellable, GError **error);
SlSyncPreview *sl_sync_client_preview (SlSyncClient *self, GCancellable *cancellable, GError **error);
gboolean sl_sync_client_run (SlSyncClient *self, SlSyncRunFlags flags, SlTrackerMissing missing, SlSyncResult *result, GCancellable *cancellable, GError **error);
GPtrArray *sl_sync_client_get_refusals (SlSyncClient *self);

/* What the person decides about what waits or lost. */
gboolean sl_sync_client_retry (SlSyncClient *self, SlKind kind, const char *id, GError **error);
gboolean sl_sync_client_discard (SlSyncClient *self, SlKind kind, const char *id, SlSyncDiscarded *came, GError **error);
gboolean sl_sync_client_swap (SlSyncClient *self, gint64 conflict, GError **error);
gboolean sl_sync_client_settle (SlSyncClient *self, GArray *conflicts, gint64 *mark, GError **error);
gboolean sl_sync_client_reopen (SlSyncClient *self, gint64 mark, GError **error);

/* Whether files of résumés go to the server, where others may see them; not at first. */
gboolean sl_sync_client_set_uploads (SlSyncClient *self, gboolean uploads, GError **error);

/* For what else is asked of the server, such as the profile. */
SlTransport *sl_sync_client_get_transport (SlSyncClient *self, GCancellable *cancellable, GError **error);

G_END_DECLS
