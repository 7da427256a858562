/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: single steps, conflicts, restarts, and long random sequences that must lead back to where they began. */

#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-undo.h"
#include "store-fixture.h"

static void
test_each_kind_of_change (StoreFixture *f,
                          gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autofree char *empty = store_dump (f->store);

  store_insert (f->store, record);
  g_autofree char *inserted = store_dump (f->store);
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  store_update (f->store, record, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  g_autofree char *updated = store_dump (f->store);
  sl_clock_advance (f->clock, G_USEC_PER_SEC);

  store_undo (f->store);
  g_autofree char *undone = store_dump (f->store);
  g_assert_cmpstr (undone, ==, inserted);
  store_undo (f->store);
  g_autofree char *all_undone = store_dump (f->store);
  g_assert_cmpstr (all_undone, ==, empty);
  store_assert_sound (f->store);

  store_redo (f->store);
  store_redo (f->store);
  g_autofree char *redone = store_dump (f->store);
  g_assert_cmpstr (redone, ==, updated);
  store_assert_sound (f->store);
}

static void
assert_fails (SlTransaction *transaction,
              GError       **error,
              SlErrorCode    code)
{
  g_assert_null (transaction);
  g_assert_error (*error, SL_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static void
test_properties_and_limits (StoreFixture *f,
                            gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  GError *error = NULL;
  gboolean can_undo, can_redo;

  assert_fails (sl_store_undo (f->store, &error), &error, SL_ERROR_NOTHING_TO_UNDO);
  assert_fails (sl_store_redo (f->store, &error), &error, SL_ERROR_NOTHING_TO_UNDO);

  store_insert (f->store, record);
  g_object_get (f->store, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  g_assert_true (can_undo);
  g_assert_false (can_redo);
  store_undo (f->store);
  g_object_get (f->store, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  g_assert_false (can_undo);
  g_assert_true (can_redo);

  /* Doing something else throws away what could be redone. */
  g_autoptr (SlRecord) other = store_new_application ("Birch", "Cook", SL_STATUS_SAVED);
  store_insert (f->store, other);
  g_object_get (f->store, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  g_assert_true (can_undo);
  g_assert_false (can_redo);
  assert_fails (sl_store_redo (f->store, &error), &error, SL_ERROR_NOTHING_TO_UNDO);
}

static void
apply_as (StoreFixture *f,
          SlActor       actor,
          SlRecord     *record,
          guint         field,
          const char   *text)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (actor, "Edit");
  sl_changeset_update_text (changeset, sl_record_get_kind (record), sl_record_get_id (record), field, text);
  store_apply (f->store, changeset);
}

static void
test_conflict (StoreFixture *f,
               gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  GError *error = NULL;

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_NOTES, "the server's");
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
  apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_NOTES, "the server's");

  assert_fails (sl_store_undo (f->store, &error), &error, SL_ERROR_CONFLICT);
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
  apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_NOTES, "the server's");

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
  apply_as (f, SL_ACTOR_SYNC, acme, SL_APPLICATION_STATUS, SL_STATUS_ACCEPTED);
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
test_sync_is_not_undone (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_URL, "https://acme.example/jobs/1");
  store_undo (f->store);

  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_null (sl_record_get_text (read, SL_APPLICATION_NOTES));
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_URL), ==, "https://acme.example/jobs/1");
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
  assert_fails (answer.transaction, &answer.error, SL_ERROR_NOTHING_TO_UNDO);

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
  assert_fails (answer.transaction, &answer.error, SL_ERROR_CONFLICT);
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

/* An entry that can't be read as a whole isn't undone in half. */
static void
test_damaged_entry (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  GError *error = NULL;

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  g_autoptr (SlConnection) connection = sl_connection_open (sl_store_get_path (f->store), SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  sl_connection_execute (connection, "UPDATE journal SET fields = '{\"notes\":[null]}' WHERE op = 1", &error);
  g_assert_no_error (error);

  assert_fails (sl_store_undo (f->store, &error), &error, SL_ERROR_DAMAGED);
  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_NOTES), ==, "mine");
}

static void
test_after_restart (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  gboolean can_undo, can_redo;

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  g_autofree char *end = store_dump (f->store);
  store_undo (f->store);

  store_fixture_reopen (f);
  g_object_get (f->store, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  g_assert_true (can_undo);
  g_assert_true (can_redo);
  store_redo (f->store);
  g_autofree char *redone = store_dump (f->store);
  g_assert_cmpstr (redone, ==, end);
}

/* A random search */

typedef struct {
  StoreFixture *f;
  GRand *rand;
  GPtrArray *applications;
  GPtrArray *tags;
} Play;

static SlRecord *
pick (Play      *play,
      GPtrArray *records)
{
  return records->len > 0 ? g_ptr_array_index (records, g_rand_int_range (play->rand, 0, (int) records->len)) : NULL;
}

static void
add_something (Play        *play,
               SlChangeset *changeset)
{
  static const char *const companies[] = { "Acme", "Birch & Sons", "Çelik", "東京", "O'Hara" };
  SlRecord *application = pick (play, play->applications);
  SlRecord *tag = pick (play, play->tags);
  int what = g_rand_int_range (play->rand, 0, 6);

  if (what < 2 || application == NULL)
    {
      SlRecord *record = store_new_application (companies[g_rand_int_range (play->rand, 0, 5)], "Baker",
                                                g_rand_boolean (play->rand) ? SL_STATUS_SAVED : SL_STATUS_APPLIED);
      sl_changeset_insert (changeset, record);
      g_ptr_array_add (play->applications, record);
    }
  else if (what == 2 || tag == NULL)
    {
      g_autofree char *name = g_strdup_printf ("Tag %u", g_rand_int (play->rand));
      SlRecord *record = store_new_tag (name);
      sl_changeset_insert (changeset, record);
      g_ptr_array_add (play->tags, record);
    }
  else if (what == 3)
    {
      g_autoptr (SlRecord) record = store_new_assignment (application, tag);
      sl_changeset_insert (changeset, record);
    }
  else if (what == 4)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_STAGE);
      sl_record_set_text (record, SL_STAGE_APPLICATION_ID, sl_record_get_id (application));
      sl_record_set_text (record, SL_STAGE_NAME, "Call");
      sl_changeset_insert (changeset, record);
    }
  else
    {
      g_autoptr (SlRecord) record = store_new_event (application, NULL, SL_LANE_ASSESSMENT,
                                                     sl_clock_get_now (play->f->clock) - g_rand_int_range (play->rand, 0, 1000));
      sl_changeset_insert (changeset, record);
    }
}

static void
change_something (Play        *play,
                  SlChangeset *changeset)
{
  static const char *const statuses[] = { SL_STATUS_SAVED, SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_STATUS_OFFER,
                                          SL_STATUS_REJECTED, SL_STATUS_WITHDRAWN, SL_STATUS_ACCEPTED };
  SlRecord *application = pick (play, play->applications);
  int what = g_rand_int_range (play->rand, 0, 5);

  if (application == NULL)
    return;

  const char *id = sl_record_get_id (application);
  g_autofree char *text = g_strdup_printf ("Text %u", g_rand_int (play->rand));
  if (what == 0)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, text);
  else if (what == 1)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_COMPANY_NAME, text);
  else if (what == 2)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, statuses[g_rand_int_range (play->rand, 0, 7)]);
  else if (what == 3)
    sl_changeset_trash (changeset, SL_KIND_APPLICATION, id, sl_clock_get_now (play->f->clock));
  else
    sl_changeset_restore (changeset, SL_KIND_APPLICATION, id);
}

static void
remove_something (Play        *play,
                  SlChangeset *changeset)
{
  GPtrArray *list = g_rand_boolean (play->rand) ? play->applications : play->tags;
  SlRecord *record = pick (play, list);

  if (record == NULL)
    return;
  sl_changeset_delete (changeset, sl_record_get_kind (record), sl_record_get_id (record));
  g_ptr_array_remove_fast (list, record);
}

static gboolean
play_step (Play *play)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (g_rand_int_range (play->rand, 0, 8) == 0 ? SL_ACTOR_IMPORT : SL_ACTOR_PERSON, "Play");
  int what = g_rand_int_range (play->rand, 0, 10);

  sl_clock_advance (play->f->clock, 1000 + g_rand_int_range (play->rand, 0, 1000));
  if (what < 5)
    for (int i = g_rand_int_range (play->rand, 1, 4); i > 0; i--)
      add_something (play, changeset);
  else if (what < 9)
    change_something (play, changeset);
  else
    remove_something (play, changeset);

  return sl_changeset_get_n_changes (changeset) > 0 && store_apply (play->f->store, changeset) > 0;
}

static void
test_random (StoreFixture *f,
             gconstpointer data)
{
  for (guint32 seed = 1; seed <= 5; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) applications = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
      Play play = { f, rand, applications, tags };

      g_ptr_array_add (dumps, store_dump (f->store));
      for (int i = 0; i < 40; i++)
        if (play_step (&play))
          g_ptr_array_add (dumps, store_dump (f->store));
      guint n = dumps->len - 1;
      store_assert_sound (f->store);

      /* All the way back, with every station compared; a second time over redone steps. */
      for (int round = 0; round < 2; round++)
        {
          for (guint i = n; i > 0; i--)
            {
              sl_clock_advance (f->clock, 1000);
              store_undo (f->store);
              g_autofree char *now = store_dump (f->store);
              g_assert_cmpstr (now, ==, g_ptr_array_index (dumps, i - 1));
            }
          store_assert_sound (f->store);
          for (guint i = 1; i <= n; i++)
            {
              sl_clock_advance (f->clock, 1000);
              store_redo (f->store);
              g_autofree char *now = store_dump (f->store);
              g_assert_cmpstr (now, ==, g_ptr_array_index (dumps, i));
            }
          store_assert_sound (f->store);
          store_fixture_reopen (f);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/undo/each-kind-of-change", test_each_kind_of_change);
  STORE_TEST ("/store/undo/properties-and-limits", test_properties_and_limits);
  STORE_TEST ("/store/undo/conflict", test_conflict);
  STORE_TEST ("/store/undo/damaged-entry", test_damaged_entry);
  STORE_TEST ("/store/undo/conflict-is-passed", test_conflict_is_passed);
  STORE_TEST ("/store/undo/set-aside-meanwhile", test_set_aside_meanwhile);
  STORE_TEST ("/store/undo/conflict-in-part", test_conflict_in_part);
  STORE_TEST ("/store/undo/conflict-of-inserts", test_conflict_of_inserts);
  STORE_TEST ("/store/undo/sync-is-not-undone", test_sync_is_not_undone);
  STORE_TEST ("/store/undo/insert-touched-since", test_insert_touched_since);
  STORE_TEST ("/store/undo/one-of-several", test_one_of_several);
  STORE_TEST ("/store/undo/name-taken-since", test_name_taken_since);
  STORE_TEST ("/store/undo/after-restart", test_after_restart);
  STORE_TEST ("/store/undo/random", test_random);

  return g_test_run ();
}
