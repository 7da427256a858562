/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing while a window is open: when rounds come by themselves, with the model server and a clock that the test turns. */

#define G_LOG_DOMAIN "test-sync-keeper"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "keeper-fixture.h"
#include "sl-json.h"
#include "sl-store-transact.h"

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
  guint n_rounds;
  gboolean is_running;
  gboolean was_overdue; /* was told so */
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

/* One that begins anew again and again would never let the test go on. */
static void
count_rounds_cb (SlSyncKeeper *keeper,
                 Fixture      *f)
{
  gboolean running = sl_sync_keeper_get_state (keeper) == SL_SYNC_STATE_RUNNING;

  f->n_rounds += running && !f->is_running;
  f->is_running = running;
  f->was_overdue |= sl_sync_keeper_is_overdue (keeper);
  g_assert_cmpuint (f->n_rounds, <, 300);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->network = g_object_new (TEST_TYPE_NETWORK, NULL);
  keeper_fixture_init (&f->base, SL_MODEL_PROFILE_HEAD, G_NETWORK_MONITOR (f->network));
  g_signal_connect (f->base.keeper, "changed", G_CALLBACK (count_rounds_cb), f);
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

/* As another program does while it syncs. */
static int
take_turn (Fixture *f)
{
  g_autofree char *path = g_build_filename (sl_context_get_data_dir (f->base.context), "sync.lock", NULL);
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  return fd;
}

/* What changed goes as soon as the other is done, and meanwhile nobody runs in circles. */
static void
test_waits_for_its_turn (Fixture      *f,
                         gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofd int fd = -1;

  keeper_fixture_sign_in_and_agree (&f->base);
  fd = take_turn (f);
  wait_minutes (f, 60);
  f->n_rounds = 0;
  wait_minutes (f, 60);
  g_assert_cmpuint (f->n_rounds, >=, 3);
  g_assert_cmpuint (f->n_rounds, <=, 5);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);

  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  f->n_rounds = 0;
  wait_minutes (f, 10);
  g_assert_cmpuint (f->n_rounds, >=, 9);
  g_assert_cmpuint (f->n_rounds, <=, 40);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  g_clear_fd (&fd, NULL);
  wait_minutes (f, 1);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 0);
}

/* Who asks for a round is told why it doesn't come, and needn't ask again. */
static void
test_tells_of_its_turn (Fixture      *f,
                        gconstpointer data)
{
  const SlSyncAccount *account;
  g_autofd int fd = -1;

  keeper_fixture_sign_in_and_agree (&f->base);
  g_settings_set_boolean (f->base.settings, "sync-automatic", FALSE);
  wait_minutes (f, 1);
  fd = take_turn (f);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  keeper_fixture_settle (&f->base);
  account = sl_sync_keeper_get_status (f->base.keeper)->account;
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_TROUBLE);
  g_assert_nonnull (account->message);
  g_assert_cmpint (account->trouble, ==, SL_SYNC_TROUBLE_SERVER);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
  g_clear_fd (&fd, NULL);
  wait_minutes (f, 1);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), >, 0);
}

static gboolean
execute_cb (SlConnection *connection,
            SlChangeset  *changes,
            gpointer      data,
            GError      **error)
{
  return sl_connection_execute (connection, data, error);
}

/* How it ended can't be written down, as on a full disk: told all the same, and not tried again at once. */
static void
test_spares_server_without_a_record (Fixture      *f,
                                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  keeper_fixture_sign_in_and_agree (&f->base);
  sl_store_transact (sl_context_get_store (f->base.context), SL_ACTOR_SYNC, "sync", execute_cb, (gpointer) "ALTER TABLE sync_log RENAME TO away", &error);
  g_assert_no_error (error);
  wait_minutes (f, 20);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_TROUBLE);
  g_assert_nonnull (sl_sync_keeper_get_status (f->base.keeper)->account->message);
  f->n_rounds = 0;
  wait_minutes (f, 60);
  g_assert_cmpuint (f->n_rounds, >=, 3);
  g_assert_cmpuint (f->n_rounds, <=, 9);

  sl_store_transact (sl_context_get_store (f->base.context), SL_ACTOR_SYNC, "sync", execute_cb, (gpointer) "ALTER TABLE away RENAME TO sync_log", &error);
  g_assert_no_error (error);
  wait_minutes (f, 16);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
}

/* The file that says whose turn it is can't be used. */
static void
test_tells_of_a_bad_lock (Fixture      *f,
                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (sl_context_get_data_dir (f->base.context), "sync.lock", NULL);

  keeper_fixture_sign_in_and_agree (&f->base);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  wait_minutes (f, 20);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_TROUBLE);
  g_assert_nonnull (strstr (sl_sync_keeper_get_status (f->base.keeper)->account->message, path));
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->account->n_failures, >, 0);
}

/* A wish that comes while a round runs is one for the next. */
static void
test_wish_comes_after_round (Fixture      *f,
                             gconstpointer data)
{
  guint n_requests;

  keeper_fixture_sign_in_and_agree (&f->base);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  n_requests = keeper_fixture_count_requests (&f->base);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 2 * n_requests);
}

static void
choose_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  KeeperFixture *base = user_data;

  g_clear_error (&base->error);
  sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &base->error);
  base->done = TRUE;
}

/* @data: (inout): how many answers to what is made get lost. */
static SlReply *
lose_answers_cb (const SlRequest *request,
                 gpointer         data)
{
  guint *n = data;
  SlReply *reply;

  if (*n == 0 || !g_str_equal (request->method, "POST") || strstr (request->path, "/applications/") == NULL)
    return NULL;
  (*n)--;
  reply = sl_reply_new ();
  reply->state = SL_REPLY_LOST;
  reply->message = g_strdup ("No answer.");
  return reply;
}

/* Whether the server did it can be told after three minutes: then it is looked, and sent again. */
static void
test_lost_answer_is_looked_for_soon (Fixture      *f,
                                     gconstpointer data)
{
  guint n = 1;
  g_autofree char *id = NULL;

  keeper_fixture_sign_in_and_agree (&f->base);
  wait_minutes (f, 1);
  sl_model_transport_set_hook (SL_MODEL_TRANSPORT (f->base.way), lose_answers_cb, &n);
  id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  keeper_fixture_settle (&f->base);
  wait_minutes (f, 2);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 1);

  /* One that is stopped meanwhile changes nothing of that. */
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  sl_sync_keeper_cancel (f->base.keeper);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  keeper_fixture_settle (&f->base);
  wait_minutes (f, 4);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 0);
}

/* A round that a slow server holds up. */
static void
begin_slow_round (Fixture *f)
{
  keeper_fixture_sign_in_and_agree (&f->base);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
}

/* What is chosen meanwhile is done at once. */
static void
test_choices_dont_wait (Fixture      *f,
                        gconstpointer data)
{
  begin_slow_round (f);
  f->base.done = FALSE;
  sl_sync_keeper_set_uploads_async (f->base.keeper, TRUE, choose_cb, &f->base);
  sl_core_test_wait_for (&f->base.done);
  g_assert_no_error (f->base.error);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_RUNNING);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  keeper_fixture_settle (&f->base);
  g_assert_true (sl_sync_keeper_get_status (f->base.keeper)->account->uploads);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
}

/* Signing in ends the round, and can be stopped itself. */
static void
test_sign_in_can_be_stopped (Fixture      *f,
                             gconstpointer data)
{
  const SlSyncSignIn entered = { .address = SERVER, .email = EMAIL, .password = PASSWORD };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  begin_slow_round (f);
  f->base.done = FALSE;
  sl_sync_keeper_sign_in_async (f->base.keeper, &entered, cancellable, choose_cb, &f->base);
  while (sl_sync_keeper_get_state (f->base.keeper) == SL_SYNC_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (f->base.done);
  g_cancellable_cancel (cancellable);
  sl_core_test_wait_for (&f->base.done);
  g_assert_nonnull (f->base.error);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  keeper_fixture_settle (&f->base);
}

/* What is to be sent again goes at once, or right after the round that runs. */
static void
test_retry_is_followed_by_a_round (Fixture      *f,
                                   gconstpointer data)
{
  g_autofree char *id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  guint n_requests;

  keeper_fixture_sign_in_and_agree (&f->base);
  g_settings_set_boolean (f->base.settings, "sync-automatic", FALSE);
  f->base.done = FALSE;
  sl_sync_keeper_retry_async (f->base.keeper, SL_KIND_APPLICATION, id, choose_cb, &f->base);
  sl_core_test_wait_for (&f->base.done);
  n_requests = keeper_fixture_count_requests (&f->base);
  g_assert_cmpuint (n_requests, >, 0);

  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  f->base.done = FALSE;
  sl_sync_keeper_retry_async (f->base.keeper, SL_KIND_APPLICATION, id, choose_cb, &f->base);
  sl_core_test_wait_for (&f->base.done);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), >, n_requests);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->n_waiting, ==, 0);
}

/* Nothing fails where nothing is tried: told all the same. */
static void
test_tells_of_no_network (Fixture      *f,
                          gconstpointer data)
{
  keeper_fixture_sign_in_and_agree (&f->base);
  test_network_set (f->network, FALSE, FALSE);
  wait_minutes (f, 23 * 60);
  g_assert_false (sl_sync_keeper_is_overdue (f->base.keeper));
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
  wait_minutes (f, 80);
  g_assert_true (sl_sync_keeper_is_overdue (f->base.keeper));
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_TROUBLE);
  g_assert_true (f->was_overdue);

  test_network_set (f->network, TRUE, FALSE);
  wait_minutes (f, 16);
  g_assert_false (sl_sync_keeper_is_overdue (f->base.keeper));
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
}

/* A computer that slept over the weekend has its round before anybody is told. */
static void
test_wakes_in_peace (Fixture      *f,
                     gconstpointer data)
{
  keeper_fixture_sign_in_and_agree (&f->base);
  sl_clock_advance (f->base.clock, 3 * G_TIME_SPAN_DAY);
  keeper_fixture_settle (&f->base);
  wait_minutes (f, 5);
  g_assert_false (f->was_overdue);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
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

static void
execute (Fixture    *f,
         const char *sql)
{
  g_autoptr (GError) error = NULL;

  sl_store_transact (sl_context_get_store (f->base.context), SL_ACTOR_SYNC, "sync", execute_cb, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static void
failed_cb (guint        *n_told,
           const GError *error)
{
  g_assert_nonnull (error);
  (*n_told)++;
}

/* The person hears of it once, and not after each change. */
static void
test_unreadable_is_told (Fixture      *f,
                         gconstpointer data)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  guint n_told = 0;

  keeper_fixture_sign_in_and_agree (&f->base);
  g_signal_connect_swapped (f->base.keeper, "failed", G_CALLBACK (failed_cb), &n_told);
  execute (f, "ALTER TABLE sync_dirty RENAME TO elsewhere");
  one = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  keeper_fixture_settle (&f->base);
  g_assert_cmpuint (n_told, ==, 1);
  other = sl_core_test_add (f->base.context, "Velkholt", "Baker", SL_STATUS_APPLIED);
  keeper_fixture_settle (&f->base);
  g_assert_cmpuint (n_told, ==, 1);
  /* What was known before stays. */
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
  execute (f, "ALTER TABLE elsewhere RENAME TO sync_dirty");
  keeper_fixture_settle (&f->base);
  g_signal_handlers_disconnect_by_func (f->base.keeper, failed_cb, &n_told);
}

static void
note_changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

/* Somebody signs out at the command line while the window is open. */
static void
test_hears_of_other_programs (Fixture      *f,
                              gconstpointer data)
{
  g_autoptr (SlConnection) other = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  keeper_fixture_sign_in_and_agree (&f->base);
  g_signal_connect_swapped (f->base.keeper, "changed", G_CALLBACK (note_changed_cb), &changed);
  other = sl_connection_open (sl_store_get_path (sl_context_get_store (f->base.context)), SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  sl_connection_execute (other, "UPDATE sync_account SET signed_in = 0", &error);
  g_assert_no_error (error);
  while (!changed || sl_sync_keeper_get_status (f->base.keeper)->account->signed_in)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (f->base.keeper, note_changed_cb, &changed);
}

#define N_MANY 8

static JsonNode *
ask_server (Fixture    *f,
            const char *token,
            const char *method,
            const char *path,
            const char *text)
{
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  const SlRequest request = { .method = method, .path = path, .token = token, .content_type = body != NULL ? "application/json" : NULL, .body = body };
  g_autoptr (SlReply) reply = sl_model_transport_ask (f->base.server, &request, NULL);

  g_assert_cmpuint (reply->status / 100, ==, 2);
  return reply->body != NULL ? sl_json_parse (g_bytes_get_data (reply->body, NULL), (gssize) g_bytes_get_size (reply->body), NULL) : NULL;
}

/* On the web page. */
static void
delete_applications_there (Fixture *f)
{
  g_autofree char *dump = sl_model_server_dump (f->base.server, EMAIL);
  g_autoptr (JsonNode) node = sl_json_parse (dump, -1, NULL);
  g_autoptr (JsonNode) session = ask_server (f, NULL, "POST", "/api/v1/auth/login", "{\"email\":\"" EMAIL "\",\"password\":\"" PASSWORD "\"}");
  const char *token = sl_json_get_string (json_node_get_object (session), "access_token", NULL);
  JsonArray *rows = json_object_get_array_member (json_node_get_object (node), "applications");

  for (guint i = 1; i < json_array_get_length (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/applications/", json_object_get_string_member (json_array_get_object_element (rows, i), "id"), NULL);
      g_autoptr (JsonNode) answer = ask_server (f, token, "DELETE", path, NULL);
    }
}

/* So many that the person is asked about them, and rounds come only when they are wanted. */
static void
lose_many (Fixture *f)
{
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);
      g_autofree char *id = sl_core_test_add (f->base.context, company, "Baker", SL_STATUS_APPLIED);
    }
  keeper_fixture_sign_in_and_agree (&f->base);
  delete_applications_there (f);
  wait_minutes (f, 60);
  g_settings_set_boolean (f->base.settings, "sync-automatic", FALSE);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_ASKING);
}

/* What the person answered during a round is done in the next one, whatever else is wanted of that. */
static void
test_answer_outlasts_round (Fixture      *f,
                            gconstpointer data)
{
  lose_many (f);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_TRASH);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  sl_model_transport_hold (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  keeper_fixture_settle (&f->base);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
}

/* Nor is it forgotten while another program has its turn. */
static void
test_answer_waits_for_its_turn (Fixture      *f,
                                gconstpointer data)
{
  g_autofd int fd = -1;

  lose_many (f);
  fd = take_turn (f);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_TRASH);
  keeper_fixture_settle (&f->base);
  sl_sync_keeper_sync (f->base.keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  keeper_fixture_settle (&f->base);
  g_clear_fd (&fd, NULL);
  wait_minutes (f, 1);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_GOOD);
}

static gboolean
is_named (Fixture    *f,
          const char *company)
{
  GPtrArray *asked = sl_sync_keeper_get_status (f->base.keeper)->asked;

  for (guint i = 0; i < asked->len; i++)
    if (g_strcmp0 (((SlRecordName *) g_ptr_array_index (asked, i))->company, company) == 0)
      return TRUE;
  return FALSE;
}

#define FIRST_MISSING "(SELECT min (id) FROM sync_shadow WHERE absences > 1)"

/* (transfer full): of the one with the least id among those that are missing. */
static char *
dup_first_company (Fixture *f)
{
  SlConnection *connection = sl_connection_open (sl_store_get_path (sl_context_get_store (f->base.context)), SL_CONNECTION_READ_ONLY, NULL);
  SlStatement *statement = sl_connection_prepare (connection, "SELECT company_name FROM applications WHERE id = " FIRST_MISSING, NULL);
  char *company;

  g_assert_true (sl_statement_step (statement, NULL));
  company = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  sl_connection_close (connection);
  return company;
}

/* The keeper hears of it as of what another program wrote. */
static void
execute_and_wait (Fixture    *f,
                  const char *sql,
                  guint       n_asked)
{
  g_autofree char *all = g_strdup_printf ("%s; UPDATE sync_account SET n_asked = %u", sql, n_asked);
  guint n_told = 0;

  g_signal_connect_swapped (f->base.keeper, "failed", G_CALLBACK (failed_cb), &n_told);
  execute (f, all);
  while (n_told == 0 && sl_sync_keeper_get_status (f->base.keeper)->account->n_asked != n_asked)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (f->base.keeper, failed_cb, &n_told);
  g_assert_cmpuint (n_told, ==, 0);
}

/* What is missing too, but for too short a time, or with too few others, isn't what the person is asked about. */
static void
test_names_what_it_asks_about (Fixture      *f,
                               gconstpointer data)
{
  g_autofree char *company = NULL;

  lose_many (f);
  company = dup_first_company (f);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->asked->len, ==, 4);
  g_assert_true (is_named (f, company));
  execute_and_wait (f, "UPDATE sync_shadow SET absent_since = absent_since + 30000000 WHERE id = " FIRST_MISSING, N_MANY - 2);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->asked->len, ==, 4);
  g_assert_false (is_named (f, company));

  execute_and_wait (f, "UPDATE sync_shadow SET absences = 0, absent_since = NULL WHERE id > " FIRST_MISSING, 1);
  g_assert_cmpuint (sl_sync_keeper_get_status (f->base.keeper)->asked->len, ==, 0);
}

/* The names are only an extra. */
static void
test_asks_without_names (Fixture      *f,
                         gconstpointer data)
{
  lose_many (f);
  execute_and_wait (f, "ALTER TABLE sync_shadow RENAME COLUMN absent_since TO elsewhere", 6);
  g_assert_cmpint (sl_sync_keeper_get_state (f->base.keeper), ==, SL_SYNC_STATE_ASKING);
  g_assert_null (sl_sync_keeper_get_status (f->base.keeper)->asked);
  execute_and_wait (f, "ALTER TABLE sync_shadow RENAME COLUMN elsewhere TO absent_since", 5);
  g_assert_nonnull (sl_sync_keeper_get_status (f->base.keeper)->asked);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/sync-keeper/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("is-silent-unasked", test_is_silent_unasked);
  ADD ("change-goes-by-itself", test_change_goes_by_itself);
  ADD ("lost-answer-is-looked-for-soon", test_lost_answer_is_looked_for_soon);
  ADD ("waits-for-network", test_waits_for_network);
  ADD ("can-be-by-hand-alone", test_can_be_by_hand_alone);
  ADD ("trouble-is-told", test_trouble_is_told);
  ADD ("waits-for-its-turn", test_waits_for_its_turn);
  ADD ("tells-of-its-turn", test_tells_of_its_turn);
  ADD ("spares-server-without-a-record", test_spares_server_without_a_record);
  ADD ("tells-of-a-bad-lock", test_tells_of_a_bad_lock);
  ADD ("wish-comes-after-round", test_wish_comes_after_round);
  ADD ("answer-outlasts-round", test_answer_outlasts_round);
  ADD ("answer-waits-for-its-turn", test_answer_waits_for_its_turn);
  ADD ("names-what-it-asks-about", test_names_what_it_asks_about);
  ADD ("asks-without-names", test_asks_without_names);
  ADD ("choices-dont-wait", test_choices_dont_wait);
  ADD ("sign-in-can-be-stopped", test_sign_in_can_be_stopped);
  ADD ("retry-is-followed-by-a-round", test_retry_is_followed_by_a_round);
  ADD ("tells-of-no-network", test_tells_of_no_network);
  ADD ("wakes-in-peace", test_wakes_in_peace);
  ADD ("stops-at-once", test_stops_at_once);
  ADD ("unreadable-is-told", test_unreadable_is_told);
  ADD ("hears-of-other-programs", test_hears_of_other_programs);
  return g_test_run ();
}
