/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store beside other programs that hang, die or do the same at the same time. */

#define G_LOG_DOMAIN "test-robust-others"

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#include "kill-data.h"
#include "robust-process.h"
#include "sl-backup.h"
#include "sl-connection.h"
#include "sl-error.h"
#include "sl-import.h"
#include "sl-migrations.h"
#include "sl-schema.h"
#include "sl-store-query.h"
#include "sl-table-keys.h"

static void
assert_state (SlContext *context,
              gint64     n_applications)
{
  g_assert_cmpint (kill_data_assert_sound (context), ==, n_applications);
}

/* Others that hang */

/* Busy, in words, and nothing is lost; reading goes on all the time; the change can be made once the other goes on. */
static void
test_hung_writer (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = kill_data_open (dir, NULL);
  g_autoptr (GError) error = NULL;
  RobustProcess child;

  kill_data_must_add (context, "Acme");
  robust_start (&child, "hold-write-lock", dir, 0);
  robust_expect (&child, "ready");
  robust_stop (&child);

  g_assert_null (kill_data_add (context, "Birch", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
  g_test_message ("%s", error->message);
  assert_state (context, 1);

  /* A program that starts meanwhile can at least look. */
  SlContext *second = kill_data_open (dir, NULL);
  assert_state (second, 1);
  kill_data_close (second);

  g_subprocess_send_signal (child.process, SIGCONT);
  robust_go (&child);
  robust_expect (&child, "ok committed");
  kill_data_must_add (context, "Birch");
  assert_state (context, 2);
  robust_end (&child);
  kill_data_close (context);
}

static void
test_killed_writer (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = kill_data_open (dir, NULL);
  RobustProcess child;

  kill_data_must_add (context, "Acme");
  robust_start (&child, "hold-write-lock", dir, 0);
  robust_expect (&child, "ready");
  robust_kill (&child);

  kill_data_must_add (context, "Birch");
  assert_state (context, 2);
  kill_data_close (context);
}

static void
test_hung_opener (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autoptr (SlContext) context = sl_context_new (dir, NULL);
  g_autoptr (GError) error = NULL;
  RobustProcess child;

  kill_data_close (kill_data_open (dir, NULL));
  robust_start (&child, "hold-open-lock", dir, 0);
  robust_expect (&child, "ready");
  robust_stop (&child);

  g_assert_false (sl_context_open (context, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
  g_test_message ("%s", error->message);

  g_clear_error (&error);
  g_subprocess_send_signal (child.process, SIGCONT);
  robust_go (&child);
  robust_expect (&child, "ok closed");
  g_assert_true (sl_context_open (context, &error));
  g_assert_no_error (error);
  sl_context_close (context);
  robust_end (&child);
}

/* The data file itself is chosen to be imported, again and again: reading it must not take away the locks on it, or the
 * other program believes that it is the last one and clears away what is still used here. */
static void
test_import_own_file (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SlContext *context = kill_data_open (dir, NULL);
  const int n_rounds = 4;

  for (int i = 0; i < n_rounds; i++)
    {
      g_autoptr (SlImport) import = sl_import_new (context);
      RobustProcess child;

      kill_data_must_add (context, "Acme");
      sl_import_load_file (import, file, NULL, NULL);
      robust_start (&child, "add-and-stay", dir, 1);
      robust_expect (&child, "ok 1 added");
      robust_end (&child);
    }
  kill_data_must_add (context, "Birch");
  assert_state (context, 2 * n_rounds + 1);
  kill_data_close (context);

  context = kill_data_open (dir, NULL);
  assert_state (context, 2 * n_rounds + 1);
  kill_data_close (context);
}

/* The same at the same time */

#define N_CHILDREN 3

static void
start_all (RobustProcess      *children,
           const char *mode,
           const char *dir,
           guint       number)
{
  for (guint i = 0; i < N_CHILDREN; i++)
    robust_start (&children[i], mode, dir, number);
  for (guint i = 0; i < N_CHILDREN; i++)
    robust_expect (&children[i], "ready");
  for (guint i = 0; i < N_CHILDREN; i++)
    robust_go (&children[i]);
}

/* A file of the first version with fifty applications and their journal. */
static void
make_old_file (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autofree char *key = sl_table_build_dup_key_of ("Acme", "Tester");
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);

  g_assert_no_error (error);
  sl_connection_execute (connection, "PRAGMA journal_mode = WAL", &error);
  g_assert_no_error (error);
  sl_migrations_run (connection, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
                         " INSERT INTO applications (pk, id, created_at, updated_at, company_name, company_name_fold, role_title,"
                         "   role_title_fold, status, dup_key) SELECT i, printf ('00000000-0000-4000-8000-%%012d', i), 1000, 1000,"
                         "   'Acme', 'acme', 'Tester', 'tester', 'Saved', '%s' FROM n;"
                         "INSERT INTO txn (id, time, actor, deed, n_changes, kinds, first_entry, last_entry) VALUES (1, 1000, 1, 'import', 50, 2, 1, 50);"
                         "INSERT INTO journal (txn_id, kind, op, pk, application_pk) SELECT 1, 1, 0, pk, pk FROM applications", key);
  sl_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static void
test_migrate_at_once (void)
{
  for (guint round = 0; round < 5; round++)
    {
      g_autofree char *dir = kill_data_new_dir ();
      g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
      RobustProcess children[N_CHILDREN];

      make_old_file (dir);
      start_all (children, "open-at-once", dir, 0);
      for (guint i = 0; i < N_CHILDREN; i++)
        {
          robust_expect (&children[i], "ok notice 0");
          robust_expect (&children[i], "ok 50 applications, 0 problems");
          robust_end (&children[i]);
        }

      g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, NULL);
      g_assert_cmpint (sl_migrations_get_version (connection), ==, SL_SCHEMA_VERSION);
      g_autoptr (GPtrArray) backups = sl_backup_list (path);
      g_assert_cmpuint (backups->len, ==, 1);
    }
}

static void
test_make_at_once (void)
{
  for (guint round = 0; round < 10; round++)
    {
      g_autofree char *dir = kill_data_new_dir ();
      RobustProcess children[N_CHILDREN];

      start_all (children, "open-at-once", dir, 0);
      for (guint i = 0; i < N_CHILDREN; i++)
        {
          robust_expect (&children[i], "ok notice 0");
          robust_expect (&children[i], "ok 0 applications, 0 problems");
          robust_end (&children[i]);
        }
    }
}

/* Each step is taken back by one of them and by one only. */
static void
undo_or_redo_at_once (const char *dir,
                      const char *mode,
                      guint       n_steps)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RobustProcess children[N_CHILDREN];
  guint n = 0;

  start_all (children, mode, dir, 0);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      char *line;
      while ((line = robust_read (&children[i])) != NULL && g_str_has_prefix (line, "ok "))
        {
          g_assert_true (g_hash_table_add (ids, line));
          n++;
        }
      g_assert_nonnull (line);
      g_assert_true (g_str_has_prefix (line, "error nothing-to-undo "));
      g_free (line);
      robust_end (&children[i]);
    }
  g_assert_cmpuint (n, ==, n_steps);
}

static void
test_undo_at_once (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = kill_data_open (dir, NULL);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);
      kill_data_must_add (context, company);
    }
  undo_or_redo_at_once (dir, "undo-all", 40);
  assert_state (context, 0);
  undo_or_redo_at_once (dir, "redo-all", 40);
  assert_state (context, 40);
  kill_data_close (context);
}

static void
test_back_up_at_once (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SlContext *context = kill_data_open (dir, NULL);
  RobustProcess children[N_CHILDREN];

  kill_data_must_add (context, "Acme");
  start_all (children, "back-up", dir, 10);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      char *line;
      while ((line = robust_read (&children[i])) != NULL && !g_str_equal (line, "done"))
        {
          g_assert_true (g_str_has_prefix (line, "ok /"));
          g_assert_true (g_hash_table_add (names, line));
        }
      g_free (line);
      robust_end (&children[i]);
    }
  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  g_assert_cmpuint (backups->len, ==, 10 * N_CHILDREN);
  g_assert_cmpuint (g_hash_table_size (names), ==, 10 * N_CHILDREN);
  kill_data_close (context);
}

int
main (int    argc,
      char **argv)
{
  /* Before the folders of GLib's tests are closed to others. */
  sl_test_tmp_dir ();
  sl_test_init (&argc, &argv);

  g_test_add_func ("/robust/hung/writer", test_hung_writer);
  g_test_add_func ("/robust/hung/killed-writer", test_killed_writer);
  g_test_add_func ("/robust/hung/opener", test_hung_opener);
  g_test_add_func ("/robust/import-own-file", test_import_own_file);
  g_test_add_func ("/robust/at-once/make", test_make_at_once);
  g_test_add_func ("/robust/at-once/migrate", test_migrate_at_once);
  g_test_add_func ("/robust/at-once/undo", test_undo_at_once);
  g_test_add_func ("/robust/at-once/back-up", test_back_up_at_once);

  return g_test_run ();
}
