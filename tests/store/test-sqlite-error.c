/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite complains about is told in text, also when it quotes bytes that are none. */

#define G_LOG_DOMAIN "test-sqlite-error"

#include "config.h"

#include <sqlite3.h>

#include "sl-error.h"
#include "sl-sqlite-error.h"
#include "sl-test.h"

static void
test_odd_bytes (void)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  int rc;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  rc = sqlite3_exec (db, "SELECT c\xef" "alesce (1)", NULL, NULL, NULL);
  g_assert_cmpint (rc, ==, SQLITE_ERROR);
  sl_sqlite_set_error (&error, db, rc, NULL);
  sqlite3_close (db);

  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, "no such function"));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/store/sqlite-error/odd-bytes", test_odd_bytes);
  return g_test_run ();
}
