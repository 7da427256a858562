/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "keeper-fixture"

#include "config.h"

#include "keeper-fixture.h"
#include "sl-secrets-memory.h"

static gint64
now_cb (gpointer data)
{
  return sl_clock_get_now (data);
}

static SlTransport *
way_cb (const char *address,
        gpointer    data,
        GError    **error)
{
  return g_object_ref (((KeeperFixture *) data)->way);
}

static void
finish_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  KeeperFixture *self = user_data;

  g_clear_error (&self->error);
  sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &self->error);
  self->done = TRUE;
}

void
keeper_fixture_settle (KeeperFixture *self)
{
  sl_core_test_settle (self->context);
  while (sl_sync_keeper_get_state (self->keeper) == SL_SYNC_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  sl_core_test_settle (self->context);
}

guint
keeper_fixture_count_requests (KeeperFixture *self)
{
  guint n_requests, n_writes;

  keeper_fixture_settle (self);
  sl_model_transport_count (SL_MODEL_TRANSPORT (self->way), &n_requests, &n_writes);
  return n_requests;
}

void
keeper_fixture_init (KeeperFixture   *self,
                     SlModelProfile   profile,
                     GNetworkMonitor *network)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_memory_new ();
  g_autoptr (SlSyncClient) client = NULL;

  self->context = sl_core_test_open ();
  self->clock = g_object_ref (sl_context_get_clock (self->context));
  self->server = sl_model_server_new (profile, 5, now_cb, self->clock);
  sl_model_server_add_user (self->server, EMAIL, "first", PASSWORD);
  self->way = sl_model_transport_new (self->server);
  self->settings = g_settings_new ("io.github.shortlistapp.Shortlist");
  g_settings_reset (self->settings, "sync-metered");
  g_settings_reset (self->settings, "sync-automatic");
  client = sl_sync_client_new (sl_context_get_store (self->context), secrets);
  sl_sync_client_set_way (client, way_cb, self);
  self->keeper = sl_sync_keeper_new (self->context, self->settings, client);
  if (network != NULL)
    sl_sync_keeper_set_network (self->keeper, network);
  sl_sync_keeper_start (self->keeper);
  keeper_fixture_settle (self);
}

void
keeper_fixture_clear (KeeperFixture *self)
{
  sl_sync_keeper_stop (self->keeper);
  /* The thread of the last round may let go of it a moment later. */
  g_object_add_weak_pointer (G_OBJECT (self->keeper), (gpointer *) &self->keeper);
  g_object_unref (self->keeper);
  while (g_atomic_pointer_get (&self->keeper) != NULL)
    g_thread_yield ();
  g_clear_object (&self->settings);
  g_clear_object (&self->way);
  g_clear_error (&self->error);
  g_clear_pointer (&self->server, sl_model_server_free);
  g_clear_object (&self->clock);
  sl_core_test_close (self->context);
}

void
keeper_fixture_sign_in (KeeperFixture *self)
{
  const SlSyncSignIn entered = { .address = SERVER, .email = EMAIL, .password = PASSWORD };

  self->done = FALSE;
  sl_sync_keeper_sign_in_async (self->keeper, &entered, NULL, finish_cb, self);
  sl_core_test_wait_for (&self->done);
  g_assert_no_error (self->error);
  keeper_fixture_settle (self);
}

void
keeper_fixture_sign_in_and_agree (KeeperFixture *self)
{
  keeper_fixture_sign_in (self);
  sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND | SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK);
  g_assert_cmpint (sl_sync_keeper_get_state (self->keeper), ==, SL_SYNC_STATE_RUNNING);
  keeper_fixture_settle (self);
  g_assert_cmpint (sl_sync_keeper_get_state (self->keeper), ==, SL_SYNC_STATE_GOOD);
  keeper_fixture_count_requests (self);
}

void
keeper_fixture_sign_out (KeeperFixture *self)
{
  self->done = FALSE;
  sl_sync_keeper_sign_out_async (self->keeper, FALSE, finish_cb, self);
  sl_core_test_wait_for (&self->done);
  g_assert_no_error (self->error);
  keeper_fixture_settle (self);
}
