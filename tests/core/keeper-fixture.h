/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open context whose keeper syncs with the model server, if somebody signs in. */
#pragma once

#include "sl-core-test.h"
#include "sl-model-transport.h"
#include "sl-sync-keeper.h"

G_BEGIN_DECLS

#define EMAIL "first@example.org"
#define PASSWORD "correct-horse"
#define SERVER "https://tracker.example.org"

/**
 * KeeperFixture:
 * @settings: reset
 * @done: set to %TRUE when what was asked came, with @error
 */
typedef struct {
  SlContext *context;
  SlClock *clock;
  SlModelServer *server;
  SlTransport *way;
  GSettings *settings;
  SlSyncKeeper *keeper;
  gboolean done;
  GError *error;
} KeeperFixture;

/* @network: (nullable): one that the test switches. */
void  keeper_fixture_init              (KeeperFixture *self, SlModelProfile profile, GNetworkMonitor *network);
void  keeper_fixture_clear             (KeeperFixture *self);
/* Runs the main context until no round is under way and nothing is left to do. */
void  keeper_fixture_settle            (KeeperFixture *self);
/* Since the last time that it was asked, settled. */
guint keeper_fixture_count_requests    (KeeperFixture *self);
/* Must succeed, as far as signing in goes. */
void  keeper_fixture_sign_in           (KeeperFixture *self);
void  keeper_fixture_sign_in_and_agree (KeeperFixture *self);
void  keeper_fixture_sign_out          (KeeperFixture *self);

G_END_DECLS
