/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of SlSyncClient share: rounds, and signing in and out. */

#pragma once

#include "sl-sync-client.h"
#include "sl-tracker-session.h"

G_BEGIN_DECLS

struct _SlSyncClient {
  GObject parent_instance;

  SlStore *store;
  SlSecrets *secrets;
  SlSyncPort *port;
  SlSyncWayFunc way;
  gpointer way_data;
  SlTrackerStepFunc step;
  gpointer step_data;

  SlTrackerSession *session; /* (nullable): of the account as it was last read */
  char *session_of;          /* (nullable): its id, address and e-mail */
  SlTransport *transport;    /* (nullable): the session's way */
  SlTrackerGeneration generation;
  gboolean asked_generation;

  GPtrArray *refusals; /* (nullable): of the last round */
};

/* sl-sync-client.c */
void _sl_sync_client_drop_session (SlSyncClient *self);
SlTrackerSession *_sl_sync_client_new_session (SlSyncClient *self, const SlSyncAccount *account, SlTransport *transport, const char *user_id);
SlTrackerGeneration _sl_sync_client_ask_generation (SlSyncClient *self, SlTransport *transport, SlTrackerGeneration known, GCancellable *cancellable);
gboolean _sl_sync_client_require_account (SlSyncClient *self, SlSyncAccount **account, GError **error);
void _sl_sync_client_take_session (SlSyncClient *self, const SlSyncAccount *account, SlTrackerSession *session, SlTransport *transport);

G_END_DECLS
