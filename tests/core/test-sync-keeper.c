/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing while a window is open: when rounds come by themselves, with the model server and a clock that the test turns. */

#define G_LOG_DOMAIN "test-sync-keeper"

#include "config.h"

#include "sl-core-test.h"
#include "sl-model-transport.h"
#include "sl-secrets-memory.h"
#include "sl-sync-keeper.h"

#define EMAIL "first@example.org"
#define PASSWORD "correct-horse"
#define SERVER "https://tracker.example.org"

/* A network that the test switches. */
#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork {
  GObject parent_instance;

  gboolean available, metered;
};

enum {
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
test_network_iface_init (GNetworkMonitorInterface *iface)
{
}

static gboolean
test_network_init_network (GInitable    *initable,
                           GCancellable *cancellable,
                           GError      **error)
{
  return TRUE;
}

static void
test_network_initable_init (GInitableIface *iface)
{
  iface->init = test_network_init_network;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_network_initable_init)
                                                                            G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, test_network_iface_init))

static void
test_network_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TestNetwork *self = TEST_NETWORK (object);

  if (id == PROP_AVAILABLE)
    g_value_set_boolean (value, self->available);
  else if (id == PROP_METERED)
    g_value_set_boolean (value, self->metered);
  else
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
  self->available = TRUE;
}

static void
test_network_set (TestNetwork *self,
                  gboolean     available,
                  gboolean     metered)
{
  self->available = available;
  self->metered = metered;
  g_signal_emit_by_name (self, "network-changed", available);
}

typedef struct {
  SlContext *context;
  SlClock *clock;
  SlModelServer *server;
  SlTransport *way;
  GSettings *settings;
  TestNetwork *network;
  SlSyncKeeper *keeper;
  gboolean done;
  GError *error;
} Fixture;

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
  return g_object_ref (((Fixture *) data)->way);
}

static void
finish_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;

  g_clear_error (&f->error);
  sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &f->error);
  f->done = TRUE;
}

static void
settle (Fixture *f)
{
  sl_core_test_settle (f->context);
  while (sl_sync_keeper_get_state (f->keeper) == SL_SYNC_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  sl_core_test_settle (f->context);
}

static guint
count_requests (Fixture *f)
{
  guint n_requests, n_writes;

  settle (f);
  sl_model_transport_count (SL_MODEL_TRANSPORT (f->way), &n_requests, &n_writes);
  return n_requests;
}

/* Minute by minute, as the alarm rings. */
static void
wait_minutes (Fixture *f,
              guint    minutes)
{
  for (guint i = 0; i < minutes; i++)
    {
      sl_clock_advance (f->clock, G_TIME_SPAN_MINUTE);
      settle (f);
    }
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_memory_new ();
  g_autoptr (SlSyncClient) client = NULL;

  f->context = sl_core_test_open ();
  f->clock = g_object_ref (sl_context_get_clock (f->context));
  f->server = sl_model_server_new (SL_MODEL_PROFILE_HEAD, 5, now_cb, f->clock);
  sl_model_server_add_user (f->server, EMAIL, "first", PASSWORD);
  f->way = sl_model_transport_new (f->server);
  f->settings = g_settings_new ("io.github.shortlistapp.Shortlist");
  g_settings_reset (f->settings, "sync-metered");
  g_settings_reset (f->settings, "sync-automatic");
  f->network = g_object_new (TEST_TYPE_NETWORK, NULL);
  client = sl_sync_client_new (sl_context_get_store (f->context), secrets);
  sl_sync_client_set_way (client, way_cb, f);
  f->keeper = sl_sync_keeper_new (f->context, f->settings, client);
  sl_sync_keeper_set_network (f->keeper, G_NETWORK_MONITOR (f->network));
  sl_sync_keeper_start (f->keeper);
  settle (f);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  sl_sync_keeper_stop (f->keeper);
  /* The thread of the last round may let go of it a moment later. */
  g_object_add_weak_pointer (G_OBJECT (f->keeper), (gpointer *) &f->keeper);
  g_object_unref (f->keeper);
  while (g_atomic_pointer_get (&f->keeper) != NULL)
    g_thread_yield ();
  g_clear_object (&f->network);
  g_clear_object (&f->settings);
  g_clear_object (&f->way);
  g_clear_error (&f->error);
  g_clear_pointer (&f->server, sl_model_server_free);
  g_clear_object (&f->clock);
  sl_core_test_close (f->context);
}

static void
sign_in (Fixture *f)
{
  const SlSyncSignIn entered = { .address = SERVER, .email = EMAIL, .password = PASSWORD };

  f->done = FALSE;
  sl_sync_keeper_sign_in_async (f->keeper, &entered, NULL, finish_cb, f);
  sl_core_test_wait_for (&f->done);
  g_assert_no_error (f->error);
  settle (f);
}

static void
sign_in_and_agree (Fixture *f)
{
  sign_in (f);
  sl_sync_keeper_sync (f->keeper, SL_SYNC_RUN_BY_HAND | SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_RUNNING);
  settle (f);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_GOOD);
  count_requests (f);
}

/* Nobody asked for it: nothing goes over the network. */
static void
test_is_silent_unasked (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = NULL;

  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_OFF);
  id = sl_core_test_add (f->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 180);
  g_assert_cmpuint (count_requests (f), ==, 0);

  sign_in (f);
  count_requests (f);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_UNAGREED);
  wait_minutes (f, 180);
  g_assert_cmpuint (count_requests (f), ==, 0);
}

static void
test_change_goes_by_itself (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *id = NULL;
  const SlSyncStatus *status;

  sign_in_and_agree (f);
  wait_minutes (f, 1);
  id = sl_core_test_add (f->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  settle (f);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->keeper)->n_waiting, ==, 1);
  g_assert_cmpuint (count_requests (f), ==, 0);
  wait_minutes (f, 2);
  status = sl_sync_keeper_get_status (f->keeper);
  g_assert_cmpuint (status->n_waiting, ==, 0);
  g_assert_cmpuint (count_requests (f), >, 0);

  /* Then as often as nothing changes. */
  wait_minutes (f, 11);
  g_assert_cmpuint (count_requests (f), ==, 0);
  wait_minutes (f, 8);
  g_assert_cmpuint (count_requests (f), >, 0);
}

static void
test_waits_for_network (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = NULL;

  sign_in_and_agree (f);
  test_network_set (f->network, FALSE, FALSE);
  id = sl_core_test_add (f->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 60);
  g_assert_cmpuint (count_requests (f), ==, 0);
  test_network_set (f->network, TRUE, TRUE);
  wait_minutes (f, 60);
  g_assert_cmpuint (count_requests (f), ==, 0);
  g_settings_set_boolean (f->settings, "sync-metered", TRUE);
  wait_minutes (f, 11);
  g_assert_cmpuint (count_requests (f), >, 0);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->keeper)->n_waiting, ==, 0);
}

static void
test_can_be_by_hand_alone (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *id = NULL;

  sign_in_and_agree (f);
  g_settings_set_boolean (f->settings, "sync-automatic", FALSE);
  id = sl_core_test_add (f->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 60);
  g_assert_cmpuint (count_requests (f), ==, 0);
  sl_sync_keeper_sync (f->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (count_requests (f), >, 0);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->keeper)->n_waiting, ==, 0);
}

/* A server out of reach: it is tried again, the person is told after a day, and what is here waits. */
static void
test_trouble_is_told (Fixture      *f,
                      gconstpointer data)
{
  g_autofree char *id = NULL;

  sign_in_and_agree (f);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->way), TRUE);
  id = sl_core_test_add (f->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 60);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_TROUBLE);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->keeper)->account->n_failures, >, 5);
  g_assert_false (sl_sync_keeper_is_overdue (f->keeper));
  wait_minutes (f, 24 * 60);
  g_assert_true (sl_sync_keeper_is_overdue (f->keeper));

  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->way), FALSE);
  wait_minutes (f, 16);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_GOOD);
  g_assert_false (sl_sync_keeper_is_overdue (f->keeper));
}

/* Closing in the middle of a round ends it. */
static void
test_stops_at_once (Fixture      *f,
                    gconstpointer data)
{
  sign_in_and_agree (f);
  sl_sync_keeper_sync (f->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  sl_sync_keeper_cancel (f->keeper);
  settle (f);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), !=, SL_SYNC_STATE_RUNNING);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/sync-keeper/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("is-silent-unasked", test_is_silent_unasked);
  ADD ("change-goes-by-itself", test_change_goes_by_itself);
  ADD ("waits-for-network", test_waits_for_network);
  ADD ("can-be-by-hand-alone", test_can_be_by_hand_alone);
  ADD ("trouble-is-told", test_trouble_is_told);
  ADD ("stops-at-once", test_stops_at_once);
  return g_test_run ();
}
