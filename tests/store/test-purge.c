/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emptying the Trash: what is spared, what undo makes of what is gone, and what the journal still tells of it. */

#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-purge.h"
#include "store-fixture.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
trash (StoreFixture *f,
       SlRecord     *record)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changeset, sl_record_get_kind (record), sl_record_get_id (record), sl_clock_get_now (f->clock));
  store_apply (f->store, changeset);
}

static SlConnection *
open_connection (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = store_fixture_path (f, "shortlist.db");
  SlConnection *connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);

  g_assert_no_error (error);
  return connection;
}

static void
execute (SlConnection *connection,
         const char   *sql)
{
  g_autoptr (GError) error = NULL;

  sl_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static int
commit_other_cb (void *other,
                 int   n_tries)
{
  g_autoptr (GError) error = NULL;

  sl_connection_commit (other, &error);
  g_assert_no_error (error);
  return 1;
}

/* Another program restores something old, and commits while the purge waits for the lock. */
static void
test_restored_meanwhile (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlConnection) own = open_connection (f);
  g_autoptr (SlConnection) other = open_connection (f);
  SlWriteContext context = { .connection = own, .clock = f->clock };
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  trash (f, acme);
  trash (f, birch);
  /* Its own purge at the day's change is not the one to look at. */
  sl_store_close (f->store);
  sl_clock_advance (f->clock, 31 * DAY);

  sl_connection_begin (other, &error);
  g_assert_no_error (error);
  execute (other, "UPDATE applications SET deleted_at = NULL WHERE company_name = 'Acme'");
  sqlite3_busy_handler (_sl_connection_get_db (own), commit_other_cb, other);

  g_autoptr (SlTransaction) step = sl_purge_trash (&context, &error);
  g_assert_no_error (error);
  g_assert_nonnull (step);
  g_assert_cmpuint (sl_transaction_get_n_changes (step), ==, 1);
  g_assert_cmpint (sl_connection_get_integer (own, "SELECT count (*) FROM applications WHERE company_name = 'Acme'", -1), ==, 1);
  g_assert_cmpint (sl_connection_get_integer (own, "SELECT count (*) FROM applications", -1), ==, 1);
}

/* Of two applications changed at once, one is deleted for good: undo says so, and takes back the rest. */
static void
test_undo_tells (StoreFixture *f,
                 gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlChangeset) both = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  sl_changeset_update_text (both, SL_KIND_APPLICATION, sl_record_get_id (acme), SL_APPLICATION_NOTES, "mine");
  sl_changeset_update_text (both, SL_KIND_APPLICATION, sl_record_get_id (acme), SL_APPLICATION_LOCATION, "Bonn");
  sl_changeset_update_text (both, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_NOTES, "mine");
  store_apply (f->store, both);
  trash (f, acme);
  sl_clock_advance (f->clock, 31 * DAY);
  store_fixture_reopen (f);

  /* The Trash's own step isn't in the way. */
  g_autoptr (SlTransaction) step = sl_store_undo (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_transaction_get_left_out (step), ==, "1 entry was deleted for good since.");
  g_autoptr (SlRecord) back = store_read (f->store, birch);
  g_assert_null (sl_record_get_text (back, SL_APPLICATION_NOTES));
  store_assert_sound (f->store);
}

/* What can't come back isn't said to stay as it is; several fields of one record count once. */
static void
test_undo_gives_reasons (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) tag = store_new_tag ("One");
  g_autoptr (SlRecord) assignment = store_new_assignment (acme, tag);
  g_autoptr (SlChangeset) mixed = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) sync = sl_changeset_new (SL_ACTOR_SYNC, "sync");
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  store_insert (f->store, tag);
  store_insert (f->store, assignment);
  sl_changeset_update_text (mixed, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_URL, "https://birch.example");
  sl_changeset_update_text (mixed, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_NOTES, "mine");
  sl_changeset_update_text (mixed, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_LOCATION, "Bonn");
  sl_changeset_delete (mixed, SL_KIND_TAG_ASSIGNMENT, sl_record_get_id (assignment));
  store_apply (f->store, mixed);
  sl_changeset_update_text (sync, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_NOTES, "theirs");
  sl_changeset_update_text (sync, SL_KIND_APPLICATION, sl_record_get_id (birch), SL_APPLICATION_LOCATION, "Ulm");
  sl_changeset_delete (sync, SL_KIND_TAG, sl_record_get_id (tag));
  store_apply (f->store, sync);

  g_autoptr (SlTransaction) step = sl_store_undo (f->store, &error);
  g_assert_no_error (error);
  const char *words = sl_transaction_get_left_out (step);
  g_assert_nonnull (words);
  g_assert_nonnull (strstr (words, "can’t come back, because something it needs was deleted for good."));
  g_assert_null (strstr (words, "stays as it is"));
  g_assert_nonnull (strstr (words, "1 more was left out."));
  store_assert_sound (f->store);
}

static gpointer
read_log (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  return sl_store_read_transactions (connection, data, 0, error);
}

/* "For good" means the journal, too: no value is left, and the log still tells that there was something. */
static void
test_values_are_gone (StoreFixture *f,
                      gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) tag = store_new_tag ("One");
  g_autoptr (SlRecord) assignment = store_new_assignment (acme, tag);
  g_autoptr (SlRecord) event = store_new_event (acme, SL_STATUS_INTERVIEWING, NULL, 5);
  g_autoptr (SlChangeset) named = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) untag = sl_changeset_new (SL_ACTOR_PERSON, "untag");
  g_autoptr (GError) error = NULL;

  store_insert (f->store, tag);
  store_insert (f->store, birch);
  store_update (f->store, birch, SL_APPLICATION_NOTES, "birch stays");
  store_insert (f->store, acme);
  store_insert (f->store, assignment);
  store_insert (f->store, event);
  sl_changeset_update_text (named, SL_KIND_APPLICATION, sl_record_get_id (acme), SL_APPLICATION_NOTES, "acme secret");
  sl_changeset_set_subject (named, "acme secret");
  store_apply (f->store, named);
  sl_changeset_delete (untag, SL_KIND_TAG_ASSIGNMENT, sl_record_get_id (assignment));
  store_apply (f->store, untag);
  store_update (f->store, acme, SL_APPLICATION_NOTES, NULL);
  store_undo (f->store);
  trash (f, acme);
  sl_clock_advance (f->clock, 31 * DAY);
  store_fixture_reopen (f);
  store_update (f->store, birch, SL_APPLICATION_LOCATION, "Bonn");

  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal WHERE fields LIKE '%acme%'"), ==, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal WHERE fields LIKE '%tag_id%'"), ==, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM txn WHERE subject LIKE '%acme%'"), ==, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal WHERE fields LIKE '%birch stays%'"), ==, 1);
  store_assert_sound (f->store);

  g_autoptr (GPtrArray) log = sl_store_read (f->store, read_log, (gpointer) sl_record_get_id (acme), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, >=, 8);
  for (guint i = 0; i < log->len; i++)
    if (!g_str_equal (sl_transaction_get_deed (g_ptr_array_index (log, i)), "Edit"))
      g_assert_false (sl_transaction_is_undone (g_ptr_array_index (log, i)));

  /* Three steps on Birch and one on the tag are left, and nothing in between. */
  for (guint i = 0; i < 4; i++)
    store_undo (f->store);
  g_assert_null (sl_store_undo (f->store, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO);
  store_assert_sound (f->store);
  for (guint i = 0; i < 4; i++)
    store_redo (f->store);
  store_assert_sound (f->store);
}

/* An application whose résumé is deleted for good loses it, and isn't newer for it. */
static void
test_resume_of_living (StoreFixture *f,
                       gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) resume = sl_record_new (SL_KIND_RESUME_VERSION);

  sl_record_set_text (resume, SL_RESUME_VERSION_NAME, "Short");
  store_insert (f->store, resume);
  sl_record_set_text (acme, SL_APPLICATION_RESUME_VERSION_ID, sl_record_get_id (resume));
  store_insert (f->store, acme);
  trash (f, resume);
  g_autoptr (SlRecord) before = store_read (f->store, acme);
  sl_clock_advance (f->clock, 31 * DAY);
  store_fixture_reopen (f);
  g_autoptr (SlRecord) tag = store_new_tag ("One");
  store_insert (f->store, tag);

  g_autoptr (SlRecord) after = store_read (f->store, acme);
  g_assert_null (sl_record_get_text (after, SL_APPLICATION_RESUME_VERSION_ID));
  g_assert_cmpint (sl_record_get_integer (after, SL_FIELD_UPDATED_AT, 0), ==, sl_record_get_integer (before, SL_FIELD_UPDATED_AT, 1));
  store_assert_sound (f->store);
}

static void
changed_cb (SlStore  *store,
            guint     kinds,
            gboolean  foreign,
            GArray   *heard)
{
  guint told[2] = { kinds, foreign };

  g_array_append_vals (heard, told, 2);
}

/* Told like any own change, without a look at the log, and once; undo knows of it. */
static void
test_is_told (StoreFixture *f,
              gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean can_undo = TRUE;

  store_insert (f->store, acme);
  trash (f, acme);
  /* The day's change, too, empties it: not here. */
  sl_store_close (f->store);
  sl_clock_advance (f->clock, 31 * DAY);
  store_fixture_reopen (f);
  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), heard);
  while (heard->len == 0)
    g_main_context_iteration (NULL, TRUE);
  sl_store_look_for_foreign_changes (f->store);

  g_assert_cmpuint (heard->len, ==, 2);
  g_assert_cmpuint (g_array_index (heard, guint, 0) & (1u << SL_KIND_APPLICATION), !=, 0);
  g_assert_cmpuint (g_array_index (heard, guint, 1), ==, FALSE);
  g_object_get (f->store, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);

  /* Closed before it is told. */
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  store_insert (f->store, birch);
  trash (f, birch);
  sl_clock_advance (f->clock, 31 * DAY);
  store_fixture_reopen (f);
  store_fixture_reopen (f);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), <=, 1);
}

/* The person says so: at once, but only what lies in the Trash, and no undo. */
static void
test_now (StoreFixture *f,
          gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) cedar = store_new_application ("Cedar", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlChangeset) only = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, "purge");
  g_autoptr (SlTransaction) step = NULL;
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  store_insert (f->store, cedar);
  trash (f, acme);
  trash (f, birch);

  sl_changeset_delete (only, SL_KIND_APPLICATION, sl_record_get_id (acme));
  sl_changeset_delete (only, SL_KIND_APPLICATION, sl_record_get_id (cedar));
  sl_changeset_delete (only, SL_KIND_APPLICATION, "no-such-id");
  step = sl_store_purge (f->store, only, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sl_transaction_get_n_changes (step), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 2);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal WHERE fields LIKE '%Acme%'"), ==, 0);
  g_clear_object (&step);

  step = sl_store_purge (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sl_transaction_get_n_changes (step), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Cedar'"), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal WHERE fields LIKE '%Birch%'"), ==, 0);
  g_clear_object (&step);

  /* Undo passes it by: the next step back is the adding of what is left. */
  step = sl_store_purge (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sl_transaction_get_id (step), ==, 0);
  g_assert_cmpint (store_undo (f->store), !=, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 0);
  store_assert_sound (f->store);
}

static void
give (StoreFixture *f,
      SlRecord     *event,
      SlRecord     *application)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "merge");

  sl_changeset_set_follow_rules (changeset, FALSE);
  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_APPLICATION_ID, sl_record_get_id (application));
  store_apply (f->store, changeset);
}

/* Merged, taken back, merged again: what went between the two has in its story an entry of the one that is gone. */
static void
test_given_back_and_forth (StoreFixture *f,
                           gconstpointer data)
{
  g_autoptr (SlRecord) kept = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) other = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) event = NULL;
  g_autoptr (SlTransaction) step = NULL;
  g_autoptr (GError) error = NULL;

  store_insert (f->store, kept);
  store_insert (f->store, other);
  event = store_new_event (other, NULL, NULL, sl_clock_get_now (f->clock));
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  store_insert (f->store, event);
  give (f, event, kept);
  store_undo (f->store);
  store_redo (f->store);
  trash (f, other);
  step = sl_store_purge (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal WHERE op = 1 AND kind = 11 AND fields IS NULL"), ==, 1);
  store_assert_sound (f->store);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/purge/restored-meanwhile", test_restored_meanwhile);
  STORE_TEST ("/store/purge/undo-tells", test_undo_tells);
  STORE_TEST ("/store/purge/values-are-gone", test_values_are_gone);
  STORE_TEST ("/store/purge/is-told", test_is_told);
  STORE_TEST ("/store/purge/resume-of-living", test_resume_of_living);
  STORE_TEST ("/store/purge/undo-gives-reasons", test_undo_gives_reasons);
  STORE_TEST ("/store/purge/now", test_now);
  STORE_TEST ("/store/purge/given-back-and-forth", test_given_back_and_forth);

  return g_test_run ();
}
