/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store in a world that isn't kind: no room, no rights, and what killed programs left behind. */

#define G_LOG_DOMAIN "test-robust"

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "kill-data.h"
#include "robust-process.h"
#include "sl-backup.h"
#include "sl-connection.h"
#include "sl-error.h"
#include "sl-store-query.h"

static void
assert_state (SlContext *context,
              gint64     n_applications)
{
  g_assert_cmpint (kill_data_assert_sound (context), ==, n_applications);
}

/* No room */

static void
test_no_room (gconstpointer data)
{
  const char *mode = data;
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *line = NULL;
  g_autofree char *state = NULL;
  RobustProcess child;
  int n = 0;

  robust_start (&child, mode, dir, 2000);
  line = robust_read (&child);
  if (g_strcmp0 (line, "skip") == 0)
    {
      robust_end (&child);
      g_test_skip ("No disk of its own can be made here");
      return;
    }

  g_assert_cmpint (sscanf (line, "ok %d added", &n), ==, 1);
  g_assert_cmpint (n, >, 5);
  state = g_strdup_printf ("ok %d applications, 0 problems", n);
  robust_expect (&child, "error disk-full *");
  robust_expect (&child, state);
  robust_expect (&child, "error disk-full *");
  robust_expect (&child, state);

  /* With room again it goes on without being started anew. */
  g_free (state);
  state = g_strdup_printf ("ok %d applications, 0 problems", n + 11);
  robust_expect (&child, state);
  robust_end (&child);
}

/* No rights */

typedef enum {
  LEFT_CLOSED,
  LEFT_BY_KILL,
  LEFT_BY_KILL_WITHOUT_SHM,
} Left;

static void
set_modes (const char *dir,
           int         dir_mode,
           int         file_mode)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_chmod (path, file_mode);
    }
  g_chmod (dir, dir_mode);
}

static void
look_only (const char *dir,
           gboolean    whole)
{
  g_autofree char *line = NULL;
  RobustProcess child;

  robust_start (&child, "look-only", dir, 0);
  line = robust_read (&child);
  if (g_strcmp0 (line, "skip") == 0)
    g_test_skip ("Rights can't be dropped here");
  else if (!whole)
    {
      g_test_message ("%s", line);
      g_assert_true (g_str_has_prefix (line, "error read-only "));
    }
  else
    {
      g_assert_cmpstr (line, ==, "ok notice 4");
      robust_expect (&child, "error read-only *");
      robust_expect (&child, "ok 7 applications, 0 problems");
    }
  robust_end (&child);
}

/* All that was acknowledged is shown, whatever state the file was left in, and nothing can be changed. Where SQLite can't
 * read the log without writing, an error is better than the state before the log. */
static void
test_read_only_folder (gconstpointer data)
{
  Left left = (Left) GPOINTER_TO_INT (data);
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *shm = g_build_filename (dir, "shortlist.db-shm", NULL);
  RobustProcess child;

  robust_start (&child, "add-and-stay", dir, 5);
  robust_expect (&child, "ok 5 added");
  robust_end (&child);
  robust_start (&child, "add-and-stay", dir, 2);
  robust_expect (&child, "ok 2 added");
  if (left == LEFT_CLOSED)
    robust_end (&child);
  else
    robust_kill (&child);
  if (left == LEFT_BY_KILL_WITHOUT_SHM)
    g_unlink (shm);

  set_modes (dir, 0555, 0444);
  look_only (dir, left != LEFT_BY_KILL_WITHOUT_SHM);
  set_modes (dir, 0755, 0644);
}

/* People copy shortlist.db and leave what lies beside it. */
static void
test_closed_file_is_whole (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *copy_dir = kill_data_new_dir ();
  g_autofree char *copy = g_build_filename (copy_dir, "shortlist.db", NULL);
  g_autofree char *contents = NULL;
  gsize length;
  SlContext *context = kill_data_open (dir, NULL);

  kill_data_must_add (context, "Acme");
  kill_data_close (context);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  context = kill_data_open (copy_dir, NULL);
  assert_state (context, 1);
  kill_data_close (context);
}

/* The folder may be written, the file may not. */
static void
test_read_only_file (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  RobustProcess child;

  robust_start (&child, "add-and-stay", dir, 7);
  robust_expect (&child, "ok 7 added");
  robust_end (&child);
  set_modes (dir, 0777, 0444);
  look_only (dir, TRUE);
  set_modes (dir, 0755, 0644);
}

/* Left by the dead */

static gboolean
has_parts (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".part") != NULL)
      return TRUE;
  return FALSE;
}

/* Backups that a killed program left half done don't pile up. */
static void
test_abandoned_backup (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *folder = g_build_filename (dir, "backups", NULL);
  g_autofree char *part = g_build_filename (folder, "shortlist-abcdef.part", NULL);
  g_autoptr (GError) error = NULL;
  SlContext *context = kill_data_open (dir, NULL);

  kill_data_must_add (context, "Acme");
  g_mkdir_with_parents (folder, 0700);
  for (const char *const *ending = (const char *const[]) { "", "-journal", "-wal", "-shm", NULL }; *ending != NULL; ending++)
    {
      g_autofree char *beside = g_strconcat (part, *ending, NULL);
      g_assert_true (g_file_set_contents (beside, "half", 4, NULL));
    }
  g_autofree char *backup = sl_store_backup (sl_context_get_store (context), "manual", &error);
  g_assert_no_error (error);
  g_assert_true (sl_backup_is_good (backup));
  g_assert_false (has_parts (folder));
  kill_data_close (context);
}

/* A first start that was killed before the log was on: a new file with a rollback journal that is to be played back. */
static void
test_killed_first_start (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *from_dir = kill_data_new_dir ();
  g_autofree char *from = g_build_filename (from_dir, "shortlist.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (from, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (a);"
                                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                                     " INSERT INTO t SELECT randomblob (3000) FROM n", NULL, NULL, NULL), ==, SQLITE_OK);
  for (const char *const *name = (const char *const[]) { "shortlist.db", "shortlist.db-journal", NULL }; *name != NULL; name++)
    {
      g_autofree char *source = g_build_filename (from_dir, *name, NULL);
      g_autofree char *target = g_build_filename (dir, *name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (source, &contents, &length, NULL));
      g_assert_cmpuint (length, >, 0);
      g_assert_true (g_file_set_contents (target, contents, (gssize) length, NULL));
    }
  sqlite3_close (db);

  SlContext *context = kill_data_open (dir, NULL);
  g_assert_cmpint (sl_store_get_notice (sl_context_get_store (context)), ==, SL_STORE_NOTICE_NONE);
  kill_data_must_add (context, "Acme");
  assert_state (context, 1);
  kill_data_close (context);
}

static void
overwrite (const char *path,
           const char *text)
{
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, strlen (text), file), ==, strlen (text));
  g_assert_cmpint (fclose (file), ==, 0);
}

/* A damaged file isn't taken away from under a program that has it open: what that one saves from then on would be lost.
 * Once it is closed, the backup comes. */
static void
test_damaged_while_open (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autoptr (SlContext) second = sl_context_new (dir, NULL);
  g_autoptr (GError) error = NULL;
  SlContext *first = kill_data_open (dir, NULL);

  kill_data_must_add (first, "Acme");
  g_autofree char *backup = sl_store_backup (sl_context_get_store (first), "manual", &error);
  g_assert_no_error (error);
  /* Closed and opened again, so that all is in the file. */
  kill_data_close (first);
  first = kill_data_open (dir, NULL);
  overwrite (path, "This was a data file once.");

  g_assert_false (sl_context_open (second, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
  g_test_message ("%s", error->message);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  kill_data_close (first);

  g_clear_error (&error);
  g_assert_true (sl_context_open (second, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sl_store_get_notice (sl_context_get_store (second)), ==, SL_STORE_NOTICE_RESTORED);
  assert_state (second, 1);
  sl_context_close (second);
}

int
main (int    argc,
      char **argv)
{
  /* Before the folders of GLib's tests are closed to others. */
  sl_test_tmp_dir ();
  sl_test_init (&argc, &argv);

  g_test_add_data_func ("/robust/no-room/file-limit", "fill-to-limit", test_no_room);
  g_test_add_data_func ("/robust/no-room/disk", "fill-disk", test_no_room);
  g_test_add_data_func ("/robust/read-only/closed", GINT_TO_POINTER (LEFT_CLOSED), test_read_only_folder);
  g_test_add_data_func ("/robust/read-only/killed", GINT_TO_POINTER (LEFT_BY_KILL), test_read_only_folder);
  g_test_add_data_func ("/robust/read-only/killed-without-shm", GINT_TO_POINTER (LEFT_BY_KILL_WITHOUT_SHM), test_read_only_folder);
  g_test_add_func ("/robust/read-only/file", test_read_only_file);
  g_test_add_func ("/robust/closed-file-is-whole", test_closed_file_is_whole);
  g_test_add_func ("/robust/dead/backup", test_abandoned_backup);
  g_test_add_func ("/robust/dead/first-start", test_killed_first_start);
  g_test_add_func ("/robust/damaged-while-open", test_damaged_while_open);

  return g_test_run ();
}
