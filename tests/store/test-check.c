/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sl_store_check() must find what is planted, and say nothing where all is well. Also connection and statement. */

#include "sl-connection-private.h"
#include "sl-error.h"
#include "store-fixture.h"

static gpointer
check (SlConnection *connection,
       gpointer      data,
       GCancellable *cancellable,
       GError      **error)
{
  return sl_store_check (connection, cancellable, error);
}

static void
assert_finds (StoreFixture *f,
              const char   *damage,
              const char   *part)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) tag = store_new_tag ("Far");
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  store_fixture_tear_down (f, NULL);
  store_fixture_set_up (f, NULL);
  store_insert (f->store, record);
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  store_update (f->store, record, SL_APPLICATION_NOTES, "Some words");
  store_insert (f->store, tag);
  store_assert_sound (f->store);

  g_autoptr (SlConnection) connection = sl_connection_open (sl_store_get_path (f->store), SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  sl_connection_execute (connection, "PRAGMA foreign_keys = 0", NULL);
  sl_connection_execute (connection, damage, &error);
  g_assert_no_error (error);

  g_autoptr (GPtrArray) problems = sl_store_read (f->store, check, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", damage);
  for (guint i = 0; i < problems->len; i++)
    {
      g_test_message ("→ %s", (char *) g_ptr_array_index (problems, i));
      found = found || g_strstr_len (g_ptr_array_index (problems, i), -1, part) != NULL;
    }
  g_assert_true (found);
}

static void
test_finds (StoreFixture *f,
            gconstpointer data)
{
  assert_finds (f, "UPDATE applications SET notes = 'Other words'", "isn’t what the journal says");
  assert_finds (f, "UPDATE applications SET updated_at = 4", "isn’t what the journal says");
  assert_finds (f, "UPDATE applications SET lane = 'offer'", "interview step");
  assert_finds (f, "UPDATE applications SET status_since = 4", "interview step");
  assert_finds (f, "UPDATE chart_lines SET line = 'x'", "charts count");
  assert_finds (f, "DELETE FROM chart_lines", "charts count");
  assert_finds (f, "INSERT INTO chart_lines VALUES (4711, 'x')", "charts count");
  assert_finds (f, "UPDATE applications SET company_name_fold = 'x'", "searching and sorting");
  assert_finds (f, "UPDATE applications SET dup_key = 'x'", "searching and sorting");
  assert_finds (f, "UPDATE tags SET name_fold = 'x'", "searching and sorting");
  assert_finds (f, "UPDATE applications SET notes = CAST (x'536f6dff20' AS TEXT)", "“Notes” of application");
  assert_finds (f, "DELETE FROM tags", "is missing");
  assert_finds (f, "INSERT INTO tags (id, created_at, updated_at) VALUES ('x', 1, 1)", "knows nothing");
  assert_finds (f, "DELETE FROM journal WHERE kind = 8", "incomplete");
  assert_finds (f, "UPDATE txn SET last_entry = last_entry + 1 WHERE id = 3", "incomplete");
  assert_finds (f, "INSERT INTO tag_assignments (id, created_at, updated_at, application_id, tag_id) VALUES ('x', 1, 1, 'y', 'z')", "isn’t there");
  assert_finds (f, "DELETE FROM application_fts WHERE rowid = 1", "search index");
  assert_finds (f, "INSERT INTO application_fts (rowid, notes) VALUES (77, 'stray')", "search index");
}

/* Connection and statement */

static void
test_values (StoreFixture *f,
             gconstpointer data)
{
  g_autofree char *path = store_fixture_path (f, "other.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  g_auto (SlValue) value = SL_VALUE_INIT;

  g_assert_no_error (error);
  SlStatement *statement = sl_connection_prepare (connection, "SELECT ?, ?, ?, ?, ?", &error);
  g_assert_no_error (error);
  sl_statement_bind_integer (statement, 1, G_MININT64);
  sl_statement_bind_text (statement, 2, "ünï");
  sl_statement_bind_text (statement, 3, NULL);
  sl_statement_bind_static (statement, 4, "abcdef", 3);
  sl_value_set_text (&value, "value");
  sl_statement_bind_value (statement, 5, &value);
  g_assert_true (sl_statement_step (statement, &error));
  g_assert_cmpint (sl_statement_get_n_columns (statement), ==, 5);
  g_assert_cmpint (sl_statement_get_integer (statement, 0), ==, G_MININT64);
  g_assert_cmpstr (sl_statement_get_text (statement, 1), ==, "ünï");
  g_assert_cmpuint (sl_statement_get_length (statement, 1), ==, 5);
  g_assert_true (sl_statement_is_null (statement, 2));
  g_assert_cmpstr (sl_statement_get_text (statement, 3), ==, "abc");
  sl_statement_get_value (statement, 0, &value);
  g_assert_cmpint (value.type, ==, SL_VALUE_INTEGER);
  g_assert_false (sl_statement_step (statement, &error));
  g_assert_no_error (error);

  /* The same text is the same statement, unbound again. */
  g_assert_true (sl_connection_prepare (connection, "SELECT ?, ?, ?, ?, ?", NULL) == statement);
  g_assert_true (sl_statement_step (statement, NULL));
  g_assert_true (sl_statement_is_null (statement, 0));

  g_assert_null (sl_connection_prepare (connection, "SELECT nothing FROM nowhere", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT 5", 7), ==, 5);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT NULL", 7), ==, 7);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT x FROM y", 7), ==, 7);
}

/* What isn't text is none that anybody gets to see. */
static void
test_broken_text (StoreFixture *f,
                  gconstpointer data)
{
  g_autofree char *path = store_fixture_path (f, "other.db");
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, NULL);
  SlStatement *statement = sl_connection_prepare (connection, "SELECT CAST (x'61ff62' AS TEXT), CAST (x'c3' AS TEXT), 'ü', NULL, x'ff'", NULL);
  g_auto (SlValue) value = SL_VALUE_INIT;

  for (int round = 0; round < 2; round++)
    {
      g_assert_true (sl_statement_step (statement, NULL));
      const char *first = sl_statement_get_text (statement, 0);
      g_assert_cmpuint (sl_statement_get_length (statement, 0), ==, 5);
      const char *second = sl_statement_get_text (statement, 1);
      g_assert_cmpuint (sl_statement_get_length (statement, 1), ==, 3);
      g_assert_cmpstr (sl_statement_get_text (statement, 2), ==, "ü");
      g_assert_cmpuint (sl_statement_get_length (statement, 2), ==, 2);
      g_assert_cmpstr (first, ==, "a�b");
      g_assert_cmpstr (second, ==, "�");
      g_assert_true (sl_statement_is_broken (statement, 0));
      for (int column = 2; column < 5; column++)
        g_assert_false (sl_statement_is_broken (statement, column));
      sl_statement_get_value (statement, 0, &value);
      g_assert_cmpstr (sl_value_get_text (&value), ==, "a�b");
      sl_statement_reset (statement);
    }
}

static void
test_settings (StoreFixture *f,
               gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, NULL);

  g_assert_cmpint (sl_connection_get_integer (connection, "PRAGMA synchronous", -1), ==, 2);
  g_assert_cmpint (sl_connection_get_integer (connection, "PRAGMA foreign_keys", -1), ==, 1);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM pragma_journal_mode WHERE journal_mode = 'wal'", -1), ==, 1);
}

static void
test_transaction (StoreFixture *f,
                  gconstpointer data)
{
  g_autofree char *path = store_fixture_path (f, "other.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);

  g_assert_true (sl_connection_execute (connection, "CREATE TABLE t (a UNIQUE)", &error));
  g_assert_true (sl_connection_begin (connection, &error));
  g_assert_true (sl_connection_execute (connection, "INSERT INTO t VALUES (1)", &error));
  sl_connection_rollback (connection);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM t", -1), ==, 0);
  g_assert_true (sl_connection_begin (connection, &error));
  g_assert_true (sl_connection_execute (connection, "INSERT INTO t VALUES (1)", &error));
  g_assert_cmpint (sl_connection_get_last_pk (connection), ==, 1);
  g_assert_true (sl_connection_commit (connection, &error));
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM t", -1), ==, 1);

  SlStatement *statement = sl_connection_prepare (connection, "INSERT INTO t VALUES (1)", &error);
  g_assert_false (sl_statement_run (statement, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/check/finds", test_finds);
  STORE_TEST ("/store/connection/values", test_values);
  STORE_TEST ("/store/check/broken-text", test_broken_text);
  STORE_TEST ("/store/connection/settings", test_settings);
  STORE_TEST ("/store/connection/transaction", test_transaction);

  return g_test_run ();
}
