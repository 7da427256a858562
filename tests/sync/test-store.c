/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing with real data files, from a thread of its own: two folders and one server show each other's edits. */

#define G_LOG_DOMAIN "test-sync-store"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-model-transport.h"
#include "sl-secrets-memory.h"
#include "sl-store-query.h"
#include "sl-sync-store.h"
#include "sl-test.h"
#include "sl-tracker-session.h"

#define EMAIL "first@example.org"
#define PASSWORD "correct-horse"
#define SERVER "https://tracker.example.org"

/* One computer. */
typedef struct {
  SlStore *store;
  SlTrackerSession *session;
  SlSyncPort *port;
  SlTrackerSync *engine;
  guint changed; /* kinds that were told of */
} Computer;

typedef struct {
  SlClock *clock;
  SlModelServer *server;
  SlTransport *way;
  Computer one, other;
} Fixture;

static gint64
now_cb (gpointer data)
{
  return sl_clock_get_now (data);
}

static void
changed_cb (SlStore *store,
            guint    kinds,
            gboolean foreign,
            gpointer data)
{
  Computer *self = data;

  g_assert_false (foreign);
  self->changed |= kinds;
}

static void
computer_init (Computer   *self,
               Fixture    *f,
               const char *name)
{
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), g_test_get_path (), name, NULL);
  g_autoptr (SlSecrets) secrets = sl_secrets_memory_new ();
  const SlTrackerAccount account = { .id = name, .server = SERVER, .email = EMAIL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) none = NULL;

  self->store = sl_store_new (dir, f->clock);
  g_assert_true (sl_store_open (self->store, &error));
  g_assert_no_error (error);
  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  self->port = sl_sync_store_new (self->store);
  self->session = sl_tracker_session_new (f->way, secrets, f->clock, &account);
  g_assert_true (sl_tracker_session_log_in (self->session, PASSWORD, NULL, &error));
  g_assert_no_error (error);
  self->engine = sl_tracker_sync_new (self->port, SL_TRANSPORT (self->session), f->clock, SL_TRACKER_DOCUMENTED);
}

static gboolean
add_account (SlConnection *connection,
             SlChangeset  *changes,
             gpointer      data,
             GError      **error)
{
  return sl_connection_execute (connection, "INSERT INTO sync_account (one, id, address, email) VALUES (1, 'a', '" SERVER "', '" EMAIL "')", error);
}

static void
computer_clear (Computer *self)
{
  sl_tracker_sync_free (self->engine);
  sl_sync_store_free (self->port);
  g_clear_object (&self->session);
  sl_store_close (self->store);
  g_clear_object (&self->store);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->clock = sl_clock_new_fixed_iso (SL_TEST_NOW_ISO);
  f->server = sl_model_server_new (SL_MODEL_PROFILE_DOC, 5, now_cb, f->clock);
  sl_model_server_add_user (f->server, EMAIL, "first", PASSWORD);
  f->way = sl_model_transport_new (f->server);
  computer_init (&f->one, f, "one");
  computer_init (&f->other, f, "other");
  g_assert_true (sl_store_transact (f->one.store, SL_ACTOR_SYNC, "sync", add_account, NULL, &error));
  g_assert_true (sl_store_transact (f->other.store, SL_ACTOR_SYNC, "sync", add_account, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  computer_clear (&f->one);
  computer_clear (&f->other);
  g_clear_object (&f->way);
  g_clear_pointer (&f->server, sl_model_server_free);
  g_clear_object (&f->clock);
}

static gpointer
run_in_thread (gpointer data)
{
  Computer *self = data;
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  g_assert_true (sl_tracker_sync_run (self->engine, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_waiting, ==, 0);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* A round on a thread of its own, and then what it has to tell at home. */
static void
sync_one (Fixture  *f,
          Computer *self)
{
  GThread *thread = g_thread_new ("sync", run_in_thread, self);

  self->changed = 0;
  g_thread_join (thread);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sl_clock_advance (f->clock, 10 * G_USEC_PER_SEC);
}

static void
apply (Computer    *self,
       SlChangeset *changes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply (self->store, changes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (transaction);
}

static gpointer
read_only_one (SlConnection *connection,
               gpointer      data,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GPtrArray) all = sl_store_read_all (connection, *(SlKind *) data, FALSE, error);

  g_assert_nonnull (all);
  g_assert_cmpuint (all->len, <=, 1);
  return all->len == 1 ? g_object_ref (g_ptr_array_index (all, 0)) : NULL;
}

static SlRecord *
get_only (Computer *self,
          SlKind    kind)
{
  return sl_store_read (self->store, read_only_one, &kind, NULL);
}

static void
add_application (Computer *self)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_changeset_insert (changes, application);
  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (stage, SL_STAGE_NAME, "First call");
  sl_record_set_text (stage, SL_STAGE_DATE, "2026-03-20");
  sl_changeset_insert (changes, stage);
  apply (self, changes);
}

static void
set_text (Computer   *self,
          SlRecord   *record,
          guint       field,
          const char *text)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  sl_changeset_update_text (changes, sl_record_get_kind (record), sl_record_get_id (record), field, text);
  apply (self, changes);
}

static void
test_edits_are_seen (Fixture      *f,
                     gconstpointer data)
{
  g_autoptr (SlRecord) here = NULL;
  g_autoptr (SlRecord) there = NULL;
  g_autoptr (SlRecord) stage = NULL;
  g_autoptr (SlRecord) back = NULL;

  add_application (&f->one);
  sync_one (f, &f->one);
  sync_one (f, &f->other);
  g_assert_cmpuint (f->other.changed & (1u << SL_KIND_APPLICATION | 1u << SL_KIND_STAGE), ==, 1u << SL_KIND_APPLICATION | 1u << SL_KIND_STAGE);

  there = get_only (&f->other, SL_KIND_APPLICATION);
  stage = get_only (&f->other, SL_KIND_STAGE);
  g_assert_cmpstr (sl_record_get_text (there, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_NAME), ==, "First call");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_APPLICATION_ID), ==, sl_record_get_id (there));

  set_text (&f->other, there, SL_APPLICATION_LOCATION, "Bergen");
  here = get_only (&f->one, SL_KIND_APPLICATION);
  set_text (&f->one, here, SL_APPLICATION_NOTES, "Ask for Sunday off");
  sync_one (f, &f->other);
  sync_one (f, &f->one);
  sync_one (f, &f->other);
  back = get_only (&f->one, SL_KIND_APPLICATION);
  g_assert_cmpstr (sl_record_get_text (back, SL_APPLICATION_LOCATION), ==, "Bergen");
  g_set_object (&there, NULL);
  there = get_only (&f->other, SL_KIND_APPLICATION);
  g_assert_cmpstr (sl_record_get_text (there, SL_APPLICATION_NOTES), ==, "Ask for Sunday off");
}

/* What syncing brought isn't the person's step; what they did before is still undone, and that is synced, too. */
static void
test_undo_passes_sync_by (Fixture      *f,
                          gconstpointer data)
{
  g_autoptr (SlRecord) there = NULL;
  g_autoptr (SlRecord) here = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = NULL;
  gboolean can_undo;

  add_application (&f->one);
  sync_one (f, &f->one);
  sync_one (f, &f->other);
  g_object_get (f->other.store, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);

  here = get_only (&f->one, SL_KIND_APPLICATION);
  set_text (&f->one, here, SL_APPLICATION_NOTES, "Ask for Sunday off");
  sync_one (f, &f->one);
  there = get_only (&f->other, SL_KIND_APPLICATION);
  set_text (&f->other, there, SL_APPLICATION_LOCATION, "Bergen");
  sync_one (f, &f->other);
  sync_one (f, &f->one);

  undone = sl_store_undo (f->one.store, &error);
  g_assert_no_error (error);
  g_clear_object (&here);
  here = get_only (&f->one, SL_KIND_APPLICATION);
  g_assert_null (sl_record_get_text (here, SL_APPLICATION_NOTES));
  g_assert_cmpstr (sl_record_get_text (here, SL_APPLICATION_LOCATION), ==, "Bergen");
  sync_one (f, &f->one);
  sync_one (f, &f->other);
  g_clear_object (&there);
  there = get_only (&f->other, SL_KIND_APPLICATION);
  g_assert_cmpstr (sl_record_get_text (there, SL_APPLICATION_NOTES), ==, NULL);
}

/* Where nothing happens, nothing is written, here or there. */
static void
test_quiet_round_writes_nothing (Fixture      *f,
                                 gconstpointer data)
{
  guint n_requests, n_writes;

  add_application (&f->one);
  sync_one (f, &f->one);
  sync_one (f, &f->one);
  sl_model_transport_count (SL_MODEL_TRANSPORT (f->way), &n_requests, &n_writes);
  sync_one (f, &f->one);
  sl_model_transport_count (SL_MODEL_TRANSPORT (f->way), &n_requests, &n_writes);
  g_assert_cmpuint (n_writes, ==, 0);
  g_assert_cmpuint (n_requests, <=, 10);
  g_assert_cmpuint (f->one.changed, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add ("/sync/store/edits-are-seen", Fixture, NULL, set_up, test_edits_are_seen, tear_down);
  g_test_add ("/sync/store/undo-passes-sync-by", Fixture, NULL, set_up, test_undo_passes_sync_by, tear_down);
  g_test_add ("/sync/store/quiet-round-writes-nothing", Fixture, NULL, set_up, test_quiet_round_writes_nothing, tear_down);
  return g_test_run ();
}
