/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What couldn't be read isn't taken for what isn't there when something is written. */

#define G_LOG_DOMAIN "test-connection"

#include "config.h"

#include "sl-connection.h"
#include "sl-error.h"
#include "sl-test.h"

static SlConnection *
open_numbers (void)
{
  g_autoptr (GError) error = NULL;
  SlConnection *connection = sl_connection_open (":memory:", SL_CONNECTION_READ_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (sl_connection_execute (connection, "CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1)", &error));
  return connection;
}

static gint64
count (SlConnection *connection)
{
  return sl_connection_get_integer (connection, "SELECT count (*) FROM numbers", -1);
}

/* SQLite fails at abs () of the lowest integer while the statement runs. */
#define FAILS "SELECT abs (-9223372036854775807 - n) FROM numbers"

static void
test_unheard_failure_stops_the_commit (void)
{
  g_autoptr (SlConnection) connection = open_numbers ();
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_connection_begin (connection, &error));
  g_assert_cmpint (sl_connection_get_integer (connection, FAILS, 7), ==, 7);
  g_assert_true (sl_connection_execute (connection, "INSERT INTO numbers VALUES (2)", &error));
  g_assert_false (sl_connection_commit (connection, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "overflow"));
  sl_connection_rollback (connection);
  g_assert_cmpint (count (connection), ==, 1);

  /* The next one knows nothing of it. */
  g_clear_error (&error);
  g_assert_true (sl_connection_begin (connection, &error));
  g_assert_true (sl_connection_execute (connection, "INSERT INTO numbers VALUES (2)", &error));
  g_assert_true (sl_connection_commit (connection, &error));
  g_assert_cmpint (count (connection), ==, 2);
}

/* Who was told may have thought nothing of it. */
static void
test_heard_failure_stops_it_too (void)
{
  g_autoptr (SlConnection) connection = open_numbers ();
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_connection_begin (connection, &error));
  g_assert_null (sl_connection_prepare (connection, "SELECT nothing FROM nowhere", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (sl_connection_execute (connection, "INSERT INTO numbers VALUES (2)", &error));
  g_assert_false (sl_connection_commit (connection, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  sl_connection_rollback (connection);
  g_assert_cmpint (count (connection), ==, 1);
}

/* Outside of a transaction there is nothing to stop. */
static void
test_failure_before_is_over (void)
{
  g_autoptr (SlConnection) connection = open_numbers ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sl_connection_get_integer (connection, FAILS, 7), ==, 7);
  g_assert_true (sl_connection_begin (connection, &error));
  g_assert_true (sl_connection_commit (connection, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/store/connection/unheard-failure-stops-the-commit", test_unheard_failure_stops_the_commit);
  g_test_add_func ("/store/connection/heard-failure-stops-it-too", test_heard_failure_stops_it_too);
  g_test_add_func ("/store/connection/failure-before-is-over", test_failure_before_is_over);
  return g_test_run ();
}
