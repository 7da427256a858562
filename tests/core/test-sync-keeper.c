/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing while a window is open: when rounds come by themselves, with the model server and a clock that the test turns. */

#define G_LOG_DOMAIN "test-sync-keeper"

#include "config.h"

#include "keeper-fixture.h"

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
  KeeperFixture base;
  TestNetwork *network;
} Fixture;

/* Minute by minute, as the alarm rings. */
static void
wait_minutes (Fixture *f,
              guint    minutes)
{
  for (guint i = 0; i < minutes; i++)
    {
      sl_clock_advance (f->base.clock, G_TIME_SPAN_MINUTE);
      keeper_fixture_settle (&f->base);
    }
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->network = g_object_new (TEST_TYPE_NETWORK, NULL);
  keeper_fixture_init (&f->base, SL_MODEL_PROFILE_HEAD, G_NETWORK_MONITOR (f->network));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  keeper_fixture_clear (&f->base);
  g_clear_object (&f->network);
}

/* Nobody asked for it: nothing goes over the network. */
static void
test_is_silent_unasked (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = NULL;

  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_OFF);
  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 180);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);

  keeper_fixture_sign_in (&f->base);
  keeper_fixture_count_requests (&f->base);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_UNAGREED);
  wait_minutes (f, 180);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
}

static void
test_change_goes_by_itself (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *id = NULL;
  const SlSyncStatus *status;

  keeper_fixture_sign_in_and_agree (&f->base);
  wait_minutes (f, 1);
  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  keeper_fixture_settle (&f->base);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 1);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  wait_minutes (f, 2);
  status = sl_sync_keeper_get_status (f->base.keeper);
  g_assert_cmpuint (status->n_waiting, ==, 0);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), >, 0);

  /* Then as often as nothing changes. */
  wait_minutes (f, 11);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  wait_minutes (f, 8);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), >, 0);
}

static void
test_waits_for_network (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = NULL;

  keeper_fixture_sign_in_and_agree (&f->base);
  test_network_set (f->network, FALSE, FALSE);
  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 60);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  test_network_set (f->network, TRUE, TRUE);
  wait_minutes (f, 60);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  g_settings_set_boolean (f->base.settings, "sync-metered", TRUE);
  wait_minutes (f, 11);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), >, 0);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 0);
}

static void
test_can_be_by_hand_alone (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *id = NULL;

  keeper_fixture_sign_in_and_agree (&f->base);
  g_settings_set_boolean (f->base.settings, "sync-automatic", FALSE);
  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 60);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), >, 0);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 0);
}

/* A server out of reach: it is tried again, the person is told after a day, and what is here waits. */
static void
test_trouble_is_told (Fixture      *f,
                      gconstpointer data)
{
  g_autofree char *id = NULL;

  keeper_fixture_sign_in_and_agree (&f->base);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  wait_minutes (f, 60);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_TROUBLE);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->account->n_failures, >, 5);
  g_assert_false (sl_sync_keeper_is_overdue (f->base.keeper));
  wait_minutes (f, 24 * 60);
  g_assert_true (sl_sync_keeper_is_overdue (f->base.keeper));

  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  wait_minutes (f, 16);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
  g_assert_false (sl_sync_keeper_is_overdue (f->base.keeper));
}

/* Closing in the middle of a round ends it. */
static void
test_stops_at_once (Fixture      *f,
                    gconstpointer data)
{
  keeper_fixture_sign_in_and_agree (&f->base);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  sl_sync_keeper_cancel (f->base.keeper);
  keeper_fixture_settle (&f->base);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), !=, SL_SYNC_STATE_RUNNING);
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
