/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changesets: what they write, what follows, what is refused, and that a refused one leaves nothing behind. */

#include "sl-error.h"
#include "store-fixture.h"

static void
test_insert (StoreFixture *f,
             gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Ädams & Søn", "Baker", SL_STATUS_APPLIED);
  gint64 id = store_insert (f->store, record);
  g_autoptr (SlRecord) read = store_read (f->store, record);

  g_assert_cmpint (id, ==, 1);
  g_assert_nonnull (read);
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_COMPANY_NAME), ==, "Ädams & Søn");
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_APPLIED_DATE), ==, "2026-03-16");
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_LANE), ==, SL_LANE_APPLIED);
  g_assert_cmpint (sl_record_get_integer (read, SL_FIELD_CREATED_AT, 0), ==, sl_clock_get_now (f->clock));
  g_assert_cmpint (sl_record_get_integer (read, SL_FIELD_UPDATED_AT, 0), ==, sl_clock_get_now (f->clock));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name_fold = 'adams & son'"), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE status_since = unixepoch ('2026-03-16') * 1000000"), ==, 1);
  store_assert_sound (f->store);
}

static void
test_keeps_times_of_import (StoreFixture *f,
                            gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  sl_record_set_integer (record, SL_FIELD_CREATED_AT, 5);
  sl_record_set_integer (record, SL_FIELD_UPDATED_AT, 7);
  store_insert (f->store, record);

  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_cmpint (sl_record_get_integer (read, SL_FIELD_CREATED_AT, 0), ==, 5);
  g_assert_cmpint (sl_record_get_integer (read, SL_FIELD_UPDATED_AT, 0), ==, 7);
  g_assert_cmpint (sl_record_get_integer (read, SL_APPLICATION_STATUS_SINCE, 0), ==, 5);
}

static void
test_update_and_history (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  store_insert (f->store, record);
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  store_update (f->store, record, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  store_update (f->store, record, SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);

  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_APPLIED_DATE), ==, "2026-03-16");
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_LANE), ==, SL_LANE_RECRUITER_SCREEN);
  g_assert_cmpint (sl_record_get_integer (read, SL_APPLICATION_STATUS_SINCE, 0), ==, sl_clock_get_now (f->clock));
  g_assert_cmpint (sl_record_get_integer (read, SL_FIELD_UPDATED_AT, 0), ==, sl_clock_get_now (f->clock));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM events"), ==, 2);
  store_assert_sound (f->store);
}

static void
assert_stands (StoreFixture *f,
               SlRecord     *record,
               const char   *status,
               const char   *lane)
{
  g_autoptr (SlRecord) read = store_read (f->store, record);

  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_STATUS), ==, status);
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_LANE), ==, lane);
}

/* Status and lane follow the newest event that lives. */
static void
test_event_trashed (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) earlier = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  gint64 now = sl_clock_get_now (f->clock);
  g_autoptr (SlRecord) interview = store_new_event (record, SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, now - 2 * day);
  g_autoptr (SlRecord) offer = store_new_event (record, SL_STATUS_OFFER, SL_LANE_OFFER, now - day);

  store_insert (f->store, record);
  store_insert (f->store, interview);
  store_insert (f->store, offer);
  assert_stands (f, record, SL_STATUS_OFFER, SL_LANE_OFFER);

  sl_changeset_update_integer (earlier, SL_KIND_EVENT, sl_record_get_id (offer), SL_EVENT_OCCURRED_AT, now - 3 * day);
  store_apply (f->store, earlier);
  assert_stands (f, record, SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT);
  store_undo (f->store);
  assert_stands (f, record, SL_STATUS_OFFER, SL_LANE_OFFER);

  sl_changeset_trash (trash, SL_KIND_EVENT, sl_record_get_id (offer), now);
  store_apply (f->store, trash);
  assert_stands (f, record, SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM events"), ==, 2);

  /* What is only saved is in no interview lane, whatever it went through. */
  store_update (f->store, record, SL_APPLICATION_STATUS, SL_STATUS_SAVED);
  assert_stands (f, record, SL_STATUS_SAVED, NULL);
  store_update (f->store, record, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  assert_stands (f, record, SL_STATUS_APPLIED, SL_LANE_APPLIED);
  store_assert_sound (f->store);
}

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* The Trash is emptied after 30 days, on opening and at midnight; undo passes by what was about it. */
static void
test_purge (StoreFixture *f,
            gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) event = store_new_event (acme, SL_STATUS_INTERVIEWING, NULL, sl_clock_get_now (f->clock));
  SlChangeset *trash;
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  store_insert (f->store, event);
  for (guint i = 0; i < 2; i++)
    {
      trash = sl_changeset_new (SL_ACTOR_PERSON, "trash");
      sl_changeset_trash (trash, SL_KIND_APPLICATION, sl_record_get_id (i == 0 ? acme : birch), sl_clock_get_now (f->clock));
      store_apply (f->store, trash);
      g_object_unref (trash);
      sl_clock_advance (f->clock, DAY);
    }

  sl_clock_advance (f->clock, 27 * DAY);
  store_fixture_reopen (f);
  store_update (f->store, birch, SL_APPLICATION_NOTES, "still there");
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 2);

  sl_clock_advance (f->clock, DAY / 2);
  store_fixture_reopen (f);
  sl_clock_advance (f->clock, DAY / 2);
  store_update (f->store, birch, SL_APPLICATION_NOTES, "alone");
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM events"), ==, 0);
  store_assert_sound (f->store);

  sl_clock_advance (f->clock, 31 * DAY);
  store_fixture_reopen (f);
  g_assert_null (sl_store_undo (f->store, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 0);
  store_assert_sound (f->store);
}

#define N_MANY 2100

/* A large step works out its derived columns at its end, and so does its undo. */
static void
test_many (StoreFixture *f,
           gconstpointer data)
{
  g_autoptr (SlChangeset) import = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  g_autoptr (SlChangeset) move = sl_changeset_new (SL_ACTOR_PERSON, "status");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", i % 2 == 0 ? SL_STATUS_SAVED : SL_STATUS_APPLIED);

      sl_changeset_insert (import, record);
      sl_changeset_update_text (move, SL_KIND_APPLICATION, sl_record_get_id (record), SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
    }
  store_apply (f->store, import);
  before = store_dump (f->store);

  store_apply (f->store, move);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE lane = 'recruiter_screen'"), ==, N_MANY);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM derive_queue"), ==, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM derive_later"), ==, 0);
  store_assert_sound (f->store);

  store_undo (f->store);
  after = store_dump (f->store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE lane = 'recruiter_screen'"), ==, 0);
  store_assert_sound (f->store);
  store_redo (f->store);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE lane = 'recruiter_screen'"), ==, N_MANY);
  store_assert_sound (f->store);
}

static void
test_nothing_to_do (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) empty = sl_changeset_new (SL_ACTOR_PERSON, "Nothing");
  store_insert (f->store, record);

  g_assert_cmpint (store_apply (f->store, empty), ==, 0);
  g_assert_cmpint (store_update (f->store, record, SL_APPLICATION_ROLE_TITLE, "Baker"), ==, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM txn"), ==, 1);
}

static void
test_merges_changes (StoreFixture *f,
                     gconstpointer data)
{
  g_autoptr (SlRecord) kept = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) dropped = store_new_application ("Birch", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Several");
  g_autoptr (GError) error = NULL;

  sl_changeset_insert (changeset, kept);
  sl_changeset_insert (changeset, dropped);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, sl_record_get_id (kept), SL_APPLICATION_NOTES, "one");
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, sl_record_get_id (kept), SL_APPLICATION_NOTES, "two");
  sl_changeset_delete (changeset, SL_KIND_APPLICATION, sl_record_get_id (dropped));

  g_autoptr (SlTransaction) transaction = sl_store_apply (f->store, changeset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sl_transaction_get_n_changes (transaction), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM journal"), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE notes = 'two'"), ==, 1);
}

static void
test_delete_takes_children (StoreFixture *f,
                            gconstpointer data)
{
  g_autoptr (SlRecord) application = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) tag = store_new_tag ("Far");
  g_autoptr (SlRecord) assignment = store_new_assignment (application, tag);
  g_autoptr (SlRecord) contact = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Delete");

  sl_record_set_text (contact, SL_CONTACT_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (contact, SL_CONTACT_NAME, "Front desk");
  store_insert (f->store, application);
  store_insert (f->store, tag);
  store_insert (f->store, assignment);
  store_insert (f->store, contact);
  g_autofree char *before = store_dump (f->store);

  sl_changeset_delete (changeset, SL_KIND_APPLICATION, sl_record_get_id (application));
  store_apply (f->store, changeset);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM tag_assignments"), ==, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM contacts WHERE application_id IS NULL"), ==, 1);
  store_assert_sound (f->store);

  store_undo (f->store);
  g_autofree char *after = store_dump (f->store);
  g_assert_cmpstr (after, ==, before);
  store_assert_sound (f->store);
}

static void
assert_refused (StoreFixture *f,
                SlChangeset  *changeset,
                SlErrorCode   code,
                const char   *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_dump (f->store);
  gint64 steps = store_count (f->store, "SELECT count (*) FROM txn");
  g_autoptr (SlTransaction) transaction = sl_store_apply (f->store, changeset, &error);

  g_assert_null (transaction);
  g_assert_error (error, SL_ERROR, (int) code);
  if (g_strstr_len (error->message, -1, part) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (g_strstr_len (error->message, -1, part));

  g_autofree char *after = store_dump (f->store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM txn"), ==, steps);
}

static void
test_refuses (StoreFixture *f,
              gconstpointer data)
{
  g_autoptr (SlRecord) tag = store_new_tag ("Remote");
  store_insert (f->store, tag);

  g_autoptr (SlRecord) blank = store_new_application ("", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) invalid = sl_changeset_new (SL_ACTOR_PERSON, "Add");
  sl_changeset_insert (invalid, blank);
  assert_refused (f, invalid, SL_ERROR_INVALID, "Company");

  g_autoptr (SlRecord) same = store_new_tag ("rémote");
  g_autoptr (SlChangeset) twice = sl_changeset_new (SL_ACTOR_PERSON, "Add");
  sl_changeset_insert (twice, same);
  assert_refused (f, twice, SL_ERROR_EXISTS, "Remote");

  g_autoptr (SlRecord) nowhere = store_new_application ("Nowhere", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) orphan = store_new_assignment (nowhere, tag);
  g_autoptr (SlChangeset) lost = sl_changeset_new (SL_ACTOR_PERSON, "Tag");
  sl_changeset_insert (lost, orphan);
  assert_refused (f, lost, SL_ERROR_NOT_FOUND, "application");

  g_autoptr (SlChangeset) gone = sl_changeset_new (SL_ACTOR_PERSON, "Edit");
  sl_changeset_update_text (gone, SL_KIND_APPLICATION, sl_record_get_id (nowhere), SL_APPLICATION_NOTES, "x");
  assert_refused (f, gone, SL_ERROR_NOT_FOUND, "no longer");

  g_autoptr (SlChangeset) again = sl_changeset_new (SL_ACTOR_PERSON, "Add");
  g_autoptr (SlRecord) copy = sl_record_dup (tag);
  sl_record_set_text (copy, SL_TAG_NAME, "Other");
  sl_changeset_insert (again, copy);
  assert_refused (f, again, SL_ERROR_EXISTS, "Other");
}

static void
test_tags (StoreFixture *f,
           gconstpointer data)
{
  g_autoptr (SlRecord) one = store_new_tag ("One");
  g_autoptr (SlRecord) two = store_new_tag ("Two");
  g_autoptr (SlRecord) application = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) assignment = store_new_assignment (application, one);
  g_autoptr (SlRecord) second = store_new_assignment (application, one);
  g_autoptr (SlChangeset) swap = sl_changeset_new (SL_ACTOR_PERSON, "Rename");

  store_insert (f->store, one);
  store_insert (f->store, two);
  store_insert (f->store, application);
  store_insert (f->store, assignment);
  g_assert_cmpint (store_insert (f->store, second), ==, 0);

  sl_changeset_update_text (swap, SL_KIND_TAG, sl_record_get_id (one), SL_TAG_NAME, "Two");
  sl_changeset_update_text (swap, SL_KIND_TAG, sl_record_get_id (two), SL_TAG_NAME, "One");
  g_assert_cmpint (store_apply (f->store, swap), >, 0);
  store_assert_sound (f->store);
}

typedef struct {
  guint n;
  guint kinds;
  gboolean foreign;
} Told;

static void
changed_cb (SlStore *store,
            guint    kinds,
            gboolean foreign,
            Told    *told)
{
  told->n++;
  told->kinds |= kinds;
  told->foreign = foreign;
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);
  GArray *ids = data;

  g_assert_no_error (error);
  gint64 id = sl_transaction_get_id (transaction);
  g_array_append_val (ids, id);
}

static void
test_async_in_order (StoreFixture *f,
                     gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Told told = { 0 };

  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), &told);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
      g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Add");
      sl_changeset_insert (changeset, record);
      sl_store_apply_async (f->store, changeset, NULL, applied_cb, ids);
    }
  while (ids->len < 20)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i), ==, i + 1);
  g_assert_cmpuint (told.n, ==, 20);
  g_assert_cmpuint (told.kinds, ==, 1u << SL_KIND_APPLICATION);
  g_assert_false (told.foreign);

  /* The log was written by us alone: nothing foreign is found. */
  sl_store_look_for_foreign_changes (f->store);
  g_assert_cmpuint (told.n, ==, 20);
  g_signal_handlers_disconnect_by_data (f->store, &told);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/apply/insert", test_insert);
  STORE_TEST ("/store/apply/keeps-times-of-import", test_keeps_times_of_import);
  STORE_TEST ("/store/apply/update-and-history", test_update_and_history);
  STORE_TEST ("/store/apply/event-trashed", test_event_trashed);
  STORE_TEST ("/store/apply/purge", test_purge);
  STORE_TEST ("/store/apply/many", test_many);
  STORE_TEST ("/store/apply/nothing-to-do", test_nothing_to_do);
  STORE_TEST ("/store/apply/merges-changes", test_merges_changes);
  STORE_TEST ("/store/apply/delete-takes-children", test_delete_takes_children);
  STORE_TEST ("/store/apply/refuses", test_refuses);
  STORE_TEST ("/store/apply/tags", test_tags);
  STORE_TEST ("/store/apply/async-in-order", test_async_in_order);

  return g_test_run ();
}
