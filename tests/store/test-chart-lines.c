/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts' lines follow whatever happens to the rows they are made from. */

#include "sl-chart-lines.h"
#include "sl-connection-private.h"
#include "store-fixture.h"

static const SlKind counted_kinds[] = { SL_KIND_APPLICATION, SL_KIND_EVENT, SL_KIND_STAGE, SL_KIND_OUTCOME };

static SlConnection *
open_writable (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  SlConnection *connection = sl_connection_open (sl_store_get_path (f->store), SL_CONNECTION_READ_WRITE, &error);

  g_assert_no_error (error);
  return connection;
}

/* Without the store, which catches up by itself as soon as it sees what others wrote. */
static SlConnection *
open_alone (StoreFixture *f)
{
  sl_store_close (f->store);
  return open_writable (f);
}

static void
execute (SlConnection *connection,
         const char   *sql)
{
  g_autoptr (GError) error = NULL;
  sl_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static void
catch_up (SlConnection *connection,
          guint         n_rows)
{
  g_autoptr (GError) error = NULL;
  sl_chart_lines_catch_up (connection, n_rows, &error);
  g_assert_no_error (error);
}

static char *
read_all (SlStatement *statement)
{
  GString *text = g_string_new (NULL);

  g_assert_nonnull (statement);
  while (sl_statement_step (statement, NULL))
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT " ", sl_statement_get_integer (statement, 0));
      g_string_append_printf (text, "%s\n", sl_statement_get_text (statement, 1));
    }
  return g_string_free (text, FALSE);
}

/* What is handed out is what the rows say, before and after catching up, and nothing is left to do then. */
static void
assert_follows (SlConnection *connection,
                const char   *after)
{
  g_test_message ("%s", after);
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autofree char *kept = read_all (sl_chart_lines_select (connection, FALSE, NULL));
      g_autofree char *made = read_all (sl_connection_prepare (connection,
        "SELECT pk, line FROM chart_lines_now WHERE deleted_at IS NULL ORDER BY pk", NULL));

      g_assert_cmpstr (kept, ==, made);
      catch_up (connection, 1000);
      g_assert_false (sl_chart_lines_is_behind (connection));
    }
}

/* Three applications with children. */
static const char rows[] =
  "INSERT INTO applications (pk, id, created_at, updated_at, company_name_fold, status, applied_date) VALUES"
  "  (1, 'a', -5, 10, 'celik', 'Applied', '2026-01-02'), (2, 'b', 20, 20, 'birch', 'Offer', NULL), (3, 'c', 30, 30, NULL, NULL, NULL);"
  "INSERT INTO events (id, created_at, updated_at, application_id, occurred_at, from_status, to_status) VALUES"
  "  ('1', 1, 1, 'a', 7, 'Saved', 'Applied'), ('2', 1, 1, 'a', 6, NULL, 'Offer'), ('3', 1, 1, 'b', NULL, NULL, NULL), ('4', 1, 1, 'c', 1, '', 'Saved');"
  "INSERT INTO stages (id, created_at, updated_at, application_id, stage_date, result) VALUES"
  "  ('1', 1, 1, 'a', '2026-01-02', NULL), ('2', 2, 2, 'a', NULL, 'Passed'), ('3', 3, 3, 'b', '2026-01-02', 'Cancelled');"
  "INSERT INTO outcomes (id, created_at, updated_at, application_id, salary, salary_currency, status) VALUES"
  "  ('1', 1, 1, 'a', 70000, 'EUR', NULL), ('2', 1, 1, 'b', NULL, NULL, 'Offer');";

static void
change_each_column (SlConnection *connection,
                    SlKind        kind)
{
  const char *table = sl_kind_get_info (kind)->table;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf ("SELECT name, type FROM pragma_table_info ('%s') WHERE name NOT IN ('pk', 'id', 'application_id')", table);
  SlStatement *columns = sl_connection_prepare (connection, sql, NULL);

  while (sl_statement_step (columns, NULL))
    g_ptr_array_add (changes, g_strdup_printf (strcmp (sl_statement_get_text (columns, 1), "TEXT") == 0
                                                 ? "UPDATE %s SET %s = 'Other'" : "UPDATE %s SET %s = 4711",
                                               table, sl_statement_get_text (columns, 0)));
  for (guint i = 0; i < changes->len; i++)
    {
      const char *change = g_ptr_array_index (changes, i);
      execute (connection, "SAVEPOINT before");
      execute (connection, change);
      assert_follows (connection, change);
      execute (connection, "ROLLBACK TO before; RELEASE before");
    }
}

static void
test_follow (StoreFixture *f,
             gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE applications SET deleted_at = 1 WHERE pk = 1",
    "UPDATE applications SET deleted_at = NULL WHERE pk = 1",
    "UPDATE events SET application_id = 'b' WHERE id = '1'",
    "UPDATE stages SET application_id = 'c' WHERE id = '1'",
    "UPDATE outcomes SET application_id = 'b' WHERE id = '1'",
    "INSERT INTO events (id, created_at, updated_at, application_id, to_status) VALUES ('9', 1, 1, 'b', 'Rejected')",
    "INSERT INTO stages (id, created_at, updated_at, application_id) VALUES ('9', 1, 1, 'c')",
    "INSERT INTO outcomes (id, created_at, updated_at, application_id) VALUES ('9', 1, 1, 'c')",
    "INSERT INTO applications (pk, id, created_at, updated_at) VALUES (9, 'd', 1, 1)",
    "DELETE FROM events WHERE id = '1'",
    "DELETE FROM stages WHERE id = '1'",
    "DELETE FROM outcomes WHERE id = '1'",
    "DELETE FROM applications WHERE pk = 9",
  };
  g_autoptr (SlConnection) connection = open_alone (f);

  execute (connection, rows);
  g_assert_true (sl_chart_lines_is_behind (connection));
  assert_follows (connection, "the beginning");
  for (guint i = 0; i < G_N_ELEMENTS (counted_kinds); i++)
    change_each_column (connection, counted_kinds[i]);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      execute (connection, changes[i]);
      assert_follows (connection, changes[i]);
    }
}

/* A few at a time, with changes between to what is done and to what isn't. */
static void
test_catch_up (StoreFixture *f,
               gconstpointer data)
{
  g_autoptr (SlConnection) connection = open_alone (f);

  execute (connection, rows);
  catch_up (connection, 1);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM chart_lines", -1), ==, 1);
  g_assert_true (sl_chart_lines_is_behind (connection));
  execute (connection, "UPDATE applications SET salary_min = pk");
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM chart_queue", -1), ==, 1);
  catch_up (connection, 1);
  g_assert_true (sl_chart_lines_is_behind (connection));
  assert_follows (connection, "half of it");
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM chart_lines", -1), ==, 3);
}

/* The store itself: nothing is left behind by what a person does, and a step may be taken back and brought again. */
static void
test_steps (StoreFixture *f,
            gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Torvmark", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlRecord) other = store_new_application ("Velkholt", "Cook", SL_STATUS_SAVED);
  g_autoptr (SlConnection) connection = open_writable (f);

  store_insert (f->store, record);
  store_update (f->store, record, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  store_insert (f->store, other);
  for (guint i = 0; i < 3; i++)
    store_undo (f->store);
  assert_follows (connection, "undo");
  for (guint i = 0; i < 3; i++)
    {
      store_redo (f->store);
      g_assert_false (sl_chart_lines_is_behind (connection));
      assert_follows (connection, "redo");
    }
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM chart_lines"), ==, 2);
  store_assert_sound (f->store);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/chart-lines/follow", test_follow);
  STORE_TEST ("/store/chart-lines/catch-up", test_catch_up);
  STORE_TEST ("/store/chart-lines/steps", test_steps);

  return g_test_run ();
}
