/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed since can’t be undone as a whole: what stays, what is told, and what is passed by. */

#define G_LOG_DOMAIN "test-undo-conflicts"

#include "config.h"

#include "sl-connection-private.h"
#include "sl-undo.h"
#include "store-fixture.h"

static void
test_conflict (StoreFixture *f,
               gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  GError *error = NULL;

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  store_apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_NOTES, "the server's");
  g_autofree char *before = store_dump (f->store);

  SlTransaction *transaction = sl_store_undo (f->store, &error);
  g_assert_null (transaction);
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  g_assert_nonnull (g_strstr_len (error->message, -1, "“Notes” of “Acme” was changed since"));
  g_clear_error (&error);

  g_autofree char *after = store_dump (f->store);
  g_assert_cmpstr (after, ==, before);
  store_assert_sound (f->store);
}

/* What can't be undone isn't in the way of what was done before it. */
static void
test_conflict_is_passed (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  GError *error = NULL;
  gboolean can_undo;

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_LOCATION, "Bonn");
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  store_apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_NOTES, "the server's");

  store_assert_fails (sl_store_undo (f->store, &error), &error, SL_ERROR_CONFLICT);
  g_object_get (f->store, "can-undo", &can_undo, NULL);
  g_assert_true (can_undo);
  store_undo (f->store);

  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_null (sl_record_get_text (read, SL_APPLICATION_LOCATION));
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_NOTES), ==, "the server's");
  store_assert_sound (f->store);
}

typedef struct {
  SlConnection *other;
  guint n_rollbacks;
} Meddler;

/* Another program takes the step back between the last try and setting it aside. */
static void
rolled_back_cb (gpointer data)
{
  Meddler *meddler = data;
  g_autoptr (GError) error = NULL;

  if (++meddler->n_rollbacks != 2)
    return;
  sl_connection_execute (meddler->other, "UPDATE txn SET state = 1, undone_by = 99 WHERE id = 2", &error);
  g_assert_no_error (error);
}

static void
test_set_aside_meanwhile (StoreFixture *f,
                          gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = store_fixture_path (f, "shortlist.db");
  g_autoptr (SlConnection) own = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  g_autoptr (SlConnection) other = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  SlWriteContext context = { .connection = own, .clock = f->clock };
  Meddler meddler = { other, 0 };

  g_assert_no_error (error);
  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  store_apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_NOTES, "the server's");

  sqlite3_rollback_hook (_sl_connection_get_db (own), rolled_back_cb, &meddler);
  g_assert_null (sl_undo_newest (&context, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  g_assert_cmpuint (meddler.n_rollbacks, ==, 2);
  g_assert_cmpint (sl_connection_get_integer (own, "SELECT state FROM txn WHERE id = 2", -1), ==, 1);
  g_assert_cmpint (sl_connection_get_integer (own, "SELECT undone_by FROM txn WHERE id = 2", -1), ==, 99);
}

/* Only what was changed since stays; redo brings back what was taken back. */
static void
test_conflict_in_part (StoreFixture *f,
                       gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlChangeset) both = sl_changeset_new (SL_ACTOR_PERSON, "Both");
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  sl_changeset_update_text (both, SL_KIND_APPLICATION, sl_record_get_id (acme), SL_APPLICATION_STATUS, SL_STATUS_OFFER);
  sl_changeset_update_text (both, SL_KIND_APPLICATION, sl_record_get_id (acme), SL_APPLICATION_NOTES, "mine");
  sl_changeset_update_text (both, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_STATUS, SL_STATUS_OFFER);
  store_apply (f->store, both);
  store_apply_as (f, SL_ACTOR_SYNC, acme, SL_APPLICATION_STATUS, SL_STATUS_ACCEPTED);
  g_autofree char *before = store_dump (f->store);

  g_autoptr (SlTransaction) transaction = sl_store_undo (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_transaction_get_left_out (transaction), ==, "“Status” of “Acme” was changed since and stays as it is.");
  g_autoptr (SlRecord) first = store_read (f->store, acme);
  g_autoptr (SlRecord) second = store_read (f->store, birch);
  g_assert_cmpstr (sl_record_get_text (first, SL_APPLICATION_STATUS), ==, SL_STATUS_ACCEPTED);
  g_assert_null (sl_record_get_text (first, SL_APPLICATION_NOTES));
  g_assert_cmpstr (sl_record_get_text (second, SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);
  /* The history of the one stays with its status. */
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM events"), ==, 1);
  store_assert_sound (f->store);

  store_redo (f->store);
  g_autofree char *after = store_dump (f->store);
  g_assert_cmpstr (after, ==, before);
  store_assert_sound (f->store);
}

/* An application that something was added to since stays, with the reason; others of the same step go. */
static void
test_conflict_of_inserts (StoreFixture *f,
                          gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) event = store_new_event (acme, NULL, NULL, 5);
  g_autoptr (SlRecord) tag = store_new_tag ("One");
  g_autoptr (SlRecord) same = store_new_tag ("One");
  g_autoptr (SlChangeset) import = sl_changeset_new (SL_ACTOR_IMPORT, "Import");
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "Delete");
  g_autoptr (SlChangeset) mail = sl_changeset_new (SL_ACTOR_MAIL, "Mail");
  g_autoptr (GError) error = NULL;

  store_insert (f->store, tag);
  sl_changeset_insert (import, acme);
  sl_changeset_insert (import, birch);
  store_apply (f->store, import);
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  sl_changeset_insert (mail, event);
  store_apply (f->store, mail);

  g_autoptr (SlTransaction) undone = sl_store_undo (f->store, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sl_transaction_get_left_out (undone));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 1);
  store_assert_sound (f->store);

  /* A name that was taken since, beside something that can be undone. */
  sl_changeset_trash (trash, SL_KIND_TAG, sl_record_get_id (tag), sl_clock_get_now (f->clock));
  sl_changeset_trash (trash, SL_KIND_APPLICATION, sl_record_get_id (acme), sl_clock_get_now (f->clock));
  store_apply (f->store, trash);
  g_autoptr (SlChangeset) sync = sl_changeset_new (SL_ACTOR_SYNC, "Sync");
  sl_changeset_insert (sync, same);
  store_apply (f->store, sync);
  g_autoptr (SlTransaction) restored = sl_store_undo (f->store, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sl_transaction_get_left_out (restored));
  g_autoptr (SlRecord) back = store_read (f->store, acme);
  g_assert_true (sl_record_is_null (back, SL_FIELD_DELETED_AT));
  g_autoptr (SlRecord) gone = store_read (f->store, tag);
  g_assert_false (sl_record_is_null (gone, SL_FIELD_DELETED_AT));
  store_assert_sound (f->store);
}

static void
test_insert_touched_since (StoreFixture *f,
                           gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) event = store_new_event (record, NULL, NULL, 5);
  g_autoptr (SlChangeset) mail = sl_changeset_new (SL_ACTOR_MAIL, "Mail");
  g_autoptr (GError) error = NULL;

  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  store_insert (f->store, record);
  sl_changeset_insert (mail, event);
  store_apply (f->store, mail);

  g_autoptr (SlTransaction) transaction = sl_store_undo (f->store, &error);
  g_assert_null (transaction);
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  store_assert_sound (f->store);
}

typedef struct {
  SlTransaction *transaction;
  GError *error;
  gboolean done;
} Answer;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Answer *answer = data;
  answer->transaction = sl_store_apply_finish (SL_STORE (source), result, &answer->error);
  answer->done = TRUE;
}

static Answer
undo_one (StoreFixture *f,
          gint64        id)
{
  Answer answer = { 0 };
  sl_store_undo_transaction_async (f->store, id, NULL, answered_cb, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

static void
test_one_of_several (StoreFixture *f,
                     gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);

  store_insert (f->store, record);
  gint64 notes = store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  gint64 location = store_update (f->store, record, SL_APPLICATION_LOCATION, "Bonn");

  Answer answer = undo_one (f, notes);
  g_assert_no_error (answer.error);
  g_clear_object (&answer.transaction);
  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_null (sl_record_get_text (read, SL_APPLICATION_NOTES));
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_LOCATION), ==, "Bonn");

  /* A second time there is nothing left of it. */
  answer = undo_one (f, notes);
  store_assert_fails (answer.transaction, &answer.error, SL_ERROR_NOTHING_TO_UNDO);

  /* The next Ctrl+Z takes back the other one; redo goes the way back, last undone first. */
  store_undo (f->store);
  g_autoptr (SlRecord) bare = store_read (f->store, record);
  g_assert_null (sl_record_get_text (bare, SL_APPLICATION_LOCATION));
  store_redo (f->store);
  store_redo (f->store);
  g_autoptr (SlRecord) full = store_read (f->store, record);
  g_assert_cmpstr (sl_record_get_text (full, SL_APPLICATION_LOCATION), ==, "Bonn");
  g_assert_cmpstr (sl_record_get_text (full, SL_APPLICATION_NOTES), ==, "mine");

  /* The same field again, and the first change can't be taken back alone. */
  store_update (f->store, record, SL_APPLICATION_LOCATION, "Köln");
  answer = undo_one (f, location);
  store_assert_fails (answer.transaction, &answer.error, SL_ERROR_CONFLICT);
  store_assert_sound (f->store);
}

static void
test_name_taken_since (StoreFixture *f,
                       gconstpointer data)
{
  g_autoptr (SlRecord) tag = store_new_tag ("One");
  g_autoptr (SlRecord) other = store_new_tag ("One");
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "Delete");
  g_autoptr (SlChangeset) sync = sl_changeset_new (SL_ACTOR_SYNC, "Sync");
  g_autoptr (GError) error = NULL;

  store_insert (f->store, tag);
  sl_changeset_trash (trash, SL_KIND_TAG, sl_record_get_id (tag), sl_clock_get_now (f->clock));
  store_apply (f->store, trash);
  sl_changeset_insert (sync, other);
  store_apply (f->store, sync);

  g_autoptr (SlTransaction) transaction = sl_store_undo (f->store, &error);
  g_assert_null (transaction);
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  store_assert_sound (f->store);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  STORE_TEST ("/store/undo/conflict", test_conflict);
  STORE_TEST ("/store/undo/conflict-is-passed", test_conflict_is_passed);
  STORE_TEST ("/store/undo/set-aside-meanwhile", test_set_aside_meanwhile);
  STORE_TEST ("/store/undo/conflict-in-part", test_conflict_in_part);
  STORE_TEST ("/store/undo/conflict-of-inserts", test_conflict_of_inserts);
  STORE_TEST ("/store/undo/insert-touched-since", test_insert_touched_since);
  STORE_TEST ("/store/undo/one-of-several", test_one_of_several);
  STORE_TEST ("/store/undo/name-taken-since", test_name_taken_since);
  return g_test_run ();
}
