/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo of each kind of change, of which actors, and after a restart. */

#define G_LOG_DOMAIN "test-undo"

#include "config.h"

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
test_properties_and_limits (StoreFixture *f,
                            gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  GError *error = NULL;
  gboolean can_undo, can_redo;

  store_assert_fails (sl_store_undo (f->store, &error), &error, SL_ERROR_NOTHING_TO_UNDO);
  store_assert_fails (sl_store_redo (f->store, &error), &error, SL_ERROR_NOTHING_TO_UNDO);

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
  store_assert_fails (sl_store_redo (f->store, &error), &error, SL_ERROR_NOTHING_TO_UNDO);
}

static void
test_sync_is_not_undone (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_NOTES, "mine");
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  store_apply_as (f, SL_ACTOR_SYNC, record, SL_APPLICATION_URL, "https://acme.example/jobs/1");
  store_undo (f->store);

  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_null (sl_record_get_text (read, SL_APPLICATION_NOTES));
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_URL), ==, "https://acme.example/jobs/1");
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

  store_assert_fails (sl_store_undo (f->store, &error), &error, SL_ERROR_DAMAGED);
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

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  STORE_TEST ("/store/undo/each-kind-of-change", test_each_kind_of_change);
  STORE_TEST ("/store/undo/properties-and-limits", test_properties_and_limits);
  STORE_TEST ("/store/undo/damaged-entry", test_damaged_entry);
  STORE_TEST ("/store/undo/sync-is-not-undone", test_sync_is_not_undone);
  STORE_TEST ("/store/undo/after-restart", test_after_restart);
  return g_test_run ();
}
