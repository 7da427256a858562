/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged, missing and full: what is set aside, what comes back, and what a person is told. */

#include <fcntl.h>
#include <sys/stat.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sl-backup.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-recovery.h"
#include "sl-sqlite-error.h"
#include "sl-store-open.h"
#include "sl-store-private.h"
#include "store-fixture.h"

static void
fill (StoreFixture *f,
      int           n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %d", i);
      g_autoptr (SlRecord) record = store_new_application (company, "Baker", SL_STATUS_SAVED);
      store_insert (f->store, record);
    }
}

static void
close_and_overwrite (StoreFixture *f,
                     gsize         from,
                     gssize        length,
                     char          with)
{
  g_autofree char *contents = NULL;
  const char *path = sl_store_get_path (f->store);
  gsize size;

  sl_store_close (f->store);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  if (length < 0)
    size = from;
  else
    memset (contents + from, with, MIN ((gsize) length, size - from));
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
}

static void
assert_restored_now (StoreFixture *f,
                     int           n)
{
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_RESTORED);
  g_assert_true (g_file_test (sl_store_get_notice_path (f->store), G_FILE_TEST_EXISTS));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, n);
  store_assert_sound (f->store);

  /* And the next time there is nothing to tell. */
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_null (sl_store_get_notice_path (f->store));
}

static void
assert_restored (StoreFixture *f,
                 int           n)
{
  store_fixture_reopen (f);
  assert_restored_now (f, n);
}

static void
make_backup (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sl_store_backup (f->store, "manual", &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/backups/shortlist-20260316-080000-manual.db"));
}

static void
test_garbage (StoreFixture *f,
              gconstpointer data)
{
  fill (f, 2);
  make_backup (f);
  fill (f, 1);
  close_and_overwrite (f, 0, 1 << 30, 'x');
  assert_restored (f, 2);
}

static void
test_truncated (StoreFixture *f,
                gconstpointer data)
{
  fill (f, 2);
  make_backup (f);
  close_and_overwrite (f, 3 * 4096 + 100, -1, 0);
  assert_restored (f, 2);
}

static void
test_zero_length (StoreFixture *f,
                  gconstpointer data)
{
  fill (f, 2);
  make_backup (f);
  close_and_overwrite (f, 0, -1, 0);
  assert_restored (f, 2);
}

/* Without tables, as another program may have made it. */
static void
test_empty_database (StoreFixture *f,
                     gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autoptr (GError) error = NULL;

  fill (f, 2);
  make_backup (f);
  sl_store_close (f->store);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  sl_connection_execute (connection, "CREATE TABLE t (a); DROP TABLE t", &error);
  g_assert_no_error (error);
  g_clear_pointer (&connection, sl_connection_close);
  assert_restored (f, 2);
}

static void
test_head_overwritten (StoreFixture *f,
                       gconstpointer data)
{
  fill (f, 2);
  make_backup (f);
  close_and_overwrite (f, 100, 3000, '\0');
  assert_restored (f, 2);
}

static void
test_newest_backup_bad (StoreFixture *f,
                        gconstpointer data)
{
  g_autofree char *bad = store_fixture_path (f, "backups/shortlist-20990101-000000-manual.db");

  fill (f, 2);
  make_backup (f);
  g_assert_true (g_file_set_contents (bad, "no database", -1, NULL));
  close_and_overwrite (f, 0, 1 << 30, 'x');
  assert_restored (f, 2);
  g_assert_true (g_file_test (bad, G_FILE_TEST_EXISTS));
}

static void
test_no_backup (StoreFixture *f,
                gconstpointer data)
{
  fill (f, 1);
  close_and_overwrite (f, 0, 1 << 30, 'x');
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_STARTED_EMPTY);
  g_assert_true (g_file_test (sl_store_get_notice_path (f->store), G_FILE_TEST_EXISTS));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 0);
  fill (f, 1);
  store_assert_sound (f->store);
}

/* Killed, or no room on the disk, when the damaged file is set aside and nothing is in its place yet. */
static void
test_cut_off (StoreFixture *f,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  fill (f, 2);
  make_backup (f);
  close_and_overwrite (f, 0, 1 << 30, 'x');
  aside = sl_recovery_set_aside (sl_store_get_path (f->store), 0, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (sl_store_get_path (f->store), G_FILE_TEST_EXISTS));

  store_fixture_reopen (f);
  g_assert_cmpstr (sl_store_get_notice_path (f->store), ==, aside);
  assert_restored_now (f, 2);
}

/* Nothing is set aside, as nothing was there; and it is told, not begun anew in silence. */
static void
test_missing (StoreFixture *f,
              gconstpointer data)
{
  fill (f, 2);
  make_backup (f);
  sl_store_close (f->store);
  g_assert_cmpint (g_unlink (sl_store_get_path (f->store)), ==, 0);

  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_RESTORED);
  g_assert_null (sl_store_get_notice_path (f->store));
  g_assert_nonnull (sl_store_get_notice_backup (f->store));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 2);
  store_assert_sound (f->store);

  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 2);
}

/* Who takes away the backups, too, wants a new start. */
static void
test_all_missing (StoreFixture *f,
                  gconstpointer data)
{
  g_autofree char *backups = store_fixture_path (f, "backups");

  fill (f, 2);
  make_backup (f);
  sl_store_close (f->store);
  g_assert_cmpint (g_unlink (sl_store_get_path (f->store)), ==, 0);
  sl_test_remove_dir (backups);

  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 0);
}

static guint
count_files (StoreFixture *f,
             const char   *prefix,
             const char   *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix) && g_str_has_suffix (name, suffix);
  return n;
}

/* Another program goes on with a file that was taken away: nothing is put in its place, backups or not. */
static void
test_taken_away (StoreFixture *f,
                 gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autofree char *elsewhere = store_fixture_path (f, "elsewhere.db");

  fill (f, 2);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (SlStore) other = sl_store_new (f->dir, f->clock);
      g_autoptr (GError) error = NULL;

      g_assert_false (sl_store_is_taken_away (path, &error));
      g_assert_cmpint (g_rename (path, elsewhere), ==, 0);
      g_assert_true (sl_store_is_taken_away (path, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
      g_clear_error (&error);
      g_assert_false (sl_store_open (other, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
      g_assert_nonnull (strstr (error->message, "isn’t in its place any more"));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

      /* Put back, nothing is lost, and what was added meanwhile is in it. */
      fill (f, 1);
      g_assert_cmpint (g_rename (elsewhere, path), ==, 0);
      g_clear_error (&error);
      g_assert_true (sl_store_open (other, &error));
      g_assert_cmpint (sl_store_get_notice (other), ==, SL_STORE_NOTICE_NONE);
      g_assert_cmpint (store_count (other, "SELECT count (*) FROM applications"), ==, 3 + round);
      sl_store_close (other);
      if (round == 0)
        make_backup (f);
    }

  /* Where nobody has it open, it is lost. */
  sl_store_close (f->store);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (sl_store_is_taken_away (path, NULL));
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_RESTORED);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
}

/* Into a folder of its own: the file as it lay there at a crash, and the log with the newest changes. */
static char *
crash (StoreFixture *f)
{
  const char *path = sl_store_get_path (f->store);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *dir = store_fixture_path (f, "crashed");
  g_autofree char *file = g_build_filename (dir, "shortlist.db", NULL);
  g_autofree char *new_log = g_strconcat (file, "-wal", NULL);

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  copy_file (path, file);
  copy_file (log, new_log);
  sl_store_close (f->store);
  g_set_str (&f->dir, dir);
  return g_steal_pointer (&file);
}

/* The log of a missing file is kept, backup or none, and with the file it is whole again. */
static void
test_log_kept (StoreFixture *f,
               gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *log = NULL;
  g_autofree char *found = NULL;
  g_autofree char *first = NULL;

  fill (f, 2);
  store_fixture_reopen (f);
  fill (f, 3);
  file = crash (f);
  log = g_strconcat (file, "-wal", NULL);
  found = store_fixture_path (f, "found.db");
  g_assert_cmpint (g_rename (file, found), ==, 0);

  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_STARTED_EMPTY);
  g_assert_null (sl_store_get_notice_path (f->store));
  g_assert_nonnull (sl_store_get_notice_log (f->store));
  g_assert_nonnull (strstr (sl_store_get_notice_log (f->store), "/shortlist-missing-"));
  first = g_strdup (sl_store_get_notice_log (f->store));
  make_backup (f);
  sl_store_close (f->store);

  /* As the words say. */
  g_assert_cmpint (g_unlink (file), ==, 0);
  copy_file (found, file);
  copy_file (first, log);
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_null (sl_store_get_notice_log (f->store));
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 5);
  store_assert_sound (f->store);
  sl_store_close (f->store);

  /* A second one of the same second doesn't take the place of the first. */
  g_assert_cmpint (g_unlink (file), ==, 0);
  copy_file (first, log);
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_RESTORED);
  g_assert_cmpstr (sl_store_get_notice_log (f->store), !=, first);
  g_assert_cmpuint (count_files (f, "shortlist-missing-", ".db-wal"), ==, 2);
}

/* What it leads to may be on a disk that isn't connected: nothing is moved, and nothing begun in its place. */
static void
test_link (StoreFixture *f,
           gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autofree char *disk = store_fixture_path (f, "disk.db");
  g_autofree char *away = store_fixture_path (f, "away.db");
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;

  fill (f, 2);
  make_backup (f);
  fill (f, 1);
  sl_store_close (f->store);
  g_assert_cmpint (g_rename (path, disk), ==, 0);
  g_assert_cmpint (symlink (disk, path), ==, 0);
  g_assert_cmpint (g_rename (disk, away), ==, 0);

  g_assert_cmpint (sl_recovery_inspect (path, TRUE, NULL), ==, SL_RECOVERY_FAILED);
  g_assert_false (sl_store_open (f->store, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DISK);
  g_assert_nonnull (strstr (error->message, disk));
  target = g_file_read_link (path, NULL);
  g_assert_cmpstr (target, ==, disk);
  g_assert_false (g_file_test (disk, G_FILE_TEST_EXISTS));

  g_assert_cmpint (g_rename (away, disk), ==, 0);
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 3);
}

/* Cut off while it wrote without a log: only who may repair takes that back. */
static void
test_half_written (StoreFixture *f,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *file = store_fixture_path (f, "half.db");
  g_autofree char *copy = store_fixture_path (f, "copy.db");
  g_autofree char *journal = g_strconcat (file, "-journal", NULL);
  g_autofree char *copied_journal = g_strconcat (copy, "-journal", NULL);
  g_autofree char *before = NULL, *after = NULL;
  gsize size, size_after;

  fill (f, 2);
  backup = sl_store_backup (f->store, "manual", &error);
  copy_file (backup, file);
  g_autoptr (SlConnection) connection = sl_connection_open (file, SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  sl_connection_execute (connection, "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 5; BEGIN; UPDATE applications SET notes = 'half';"
                                     "CREATE TABLE half AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                                     "  SELECT i, randomblob (1000) AS b FROM n", &error);
  g_assert_no_error (error);
  copy_file (file, copy);
  copy_file (journal, copied_journal);

  g_assert_true (g_file_get_contents (copy, &before, &size, NULL));
  g_assert_cmpint (sl_recovery_inspect (copy, FALSE, &error), ==, SL_RECOVERY_FAILED);
  g_assert_error (error, SL_ERROR, SL_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "cut off"));
  g_assert_true (g_file_test (copied_journal, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (copy, &after, &size_after, NULL));
  g_assert_cmpmem (before, size, after, size_after);

  g_assert_cmpint (sl_recovery_inspect (copy, TRUE, NULL), ==, SL_RECOVERY_GOOD);
  g_assert_false (g_file_test (copied_journal, G_FILE_TEST_EXISTS));
}

/* A mark that a look would leave is of no use where the next look sees the same, and nobody else's to read. */
static void
test_mark (StoreFixture *f,
           gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autofree char *mark = g_strconcat (path, "-suspect", NULL);
  GStatBuf info;

  fill (f, 2);
  close_and_overwrite (f, 0, 1 << 30, 'x');
  g_assert_cmpint (sl_recovery_inspect (path, FALSE, NULL), ==, SL_RECOVERY_DAMAGED);
  g_assert_false (sl_sqlite_is_suspect (path));
  sl_sqlite_mark_suspect (path);
  g_assert_cmpint (g_stat (mark, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (sl_recovery_inspect (path, FALSE, NULL), ==, SL_RECOVERY_DAMAGED);
  g_assert_true (sl_sqlite_is_suspect (path));
}

/* A log with something in it goes along; of the rest nothing lies about. */
static void
test_log_goes_along (StoreFixture *f,
                     gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  fill (f, 2);
  make_backup (f);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *aside = NULL;

      close_and_overwrite (f, 0, 1 << 30, 'x');
      g_assert_true (g_file_set_contents (log, round == 0 ? "" : "steps", -1, NULL));
      g_assert_true (g_file_set_contents (index, "index", -1, NULL));
      aside = sl_recovery_set_aside (path, sl_clock_get_now (f->clock), &error);
      g_assert_no_error (error);
      assert_restored (f, 2);
      g_assert_cmpuint (count_files (f, "shortlist-damaged-", ".db"), ==, 1 + round);
      g_assert_cmpuint (count_files (f, "shortlist-damaged-", "-wal"), ==, round);
      g_assert_cmpuint (count_files (f, "shortlist-damaged-", "-shm"), ==, 0);
    }
}

/* A job search is nobody else's business, wherever it lies. */
static void
test_private (StoreFixture *f,
              gconstpointer data)
{
  g_autofree char *dir = store_fixture_path (f, "search");
  GStatBuf info;

  sl_store_close (f->store);
  g_set_str (&f->dir, dir);
  store_fixture_reopen (f);
  fill (f, 1);
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  for (const char *const *ending = (const char *const[]) { "", "-wal", "-shm", NULL }; *ending != NULL; ending++)
    {
      g_autofree char *file = g_strconcat (sl_store_get_path (f->store), *ending, NULL);

      g_assert_cmpint (g_stat (file, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

/* Damage deep inside doesn't show at open. Met in use, it is remembered. */
static void
test_found_in_use (StoreFixture *f,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));

  fill (f, 300);
  make_backup (f);
  gint64 root = store_count (f->store, "SELECT rootpage FROM sqlite_schema WHERE name = 'applications_by_role'");
  close_and_overwrite (f, (gsize) (root - 1) * 4096, 4096, 0x55);
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);

  g_autoptr (SlRecord) record = store_new_application ("One", "More", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Add");
  sl_changeset_insert (changeset, record);
  g_assert_null (sl_store_apply (f->store, changeset, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
  g_assert_true (sl_sqlite_is_suspect (path));
  assert_restored (f, 300);
  g_assert_false (sl_sqlite_is_suspect (sl_store_get_path (f->store)));
}

static void
test_log_missing (StoreFixture *f,
                  gconstpointer data)
{
  g_autofree char *copy = store_fixture_path (f, "copy");
  g_autofree char *target = g_build_filename (copy, "shortlist.db", NULL);
  g_autofree char *contents = NULL;
  gsize size;

  /* The file without its log, as a careless copy takes it while the program runs: older, but whole. */
  fill (f, 3);
  g_assert_true (g_file_get_contents (sl_store_get_path (f->store), &contents, &size, NULL));
  g_assert_cmpint (g_mkdir (copy, 0700), ==, 0);
  g_assert_true (g_file_set_contents (target, contents, (gssize) size, NULL));
  sl_store_close (f->store);
  g_set_str (&f->dir, copy);
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  fill (f, 1);
  store_assert_sound (f->store);
}

static void
limit_pages (SlConnection *connection,
             gpointer      data)
{
  g_autofree char *sql = GPOINTER_TO_INT (data) > 0
    ? g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, sl_connection_get_integer (connection, "PRAGMA page_count", 0) + GPOINTER_TO_INT (data))
    : g_strdup ("PRAGMA max_page_count = 1073741823");
  sl_connection_execute (connection, sql, NULL);
}

static void
test_disk_full (StoreFixture *f,
                gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "Import");
  g_autoptr (GError) error = NULL;

  fill (f, 2);
  g_autofree char *before = store_dump (f->store);
  sl_worker_run (f->store->writer, limit_pages, GINT_TO_POINTER (2));
  for (int i = 0; i < 500; i++)
    {
      g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
      sl_changeset_insert (changeset, record);
    }
  g_assert_null (sl_store_apply (f->store, changeset, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DISK_FULL);
  g_autofree char *after = store_dump (f->store);
  g_assert_cmpstr (after, ==, before);

  /* With room again it goes on. */
  sl_worker_run (f->store->writer, limit_pages, GINT_TO_POINTER (0));
  g_assert_cmpint (store_apply (f->store, changeset), >, 0);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 502);
  store_assert_sound (f->store);
}

/* A disk that can't be read for a while. */
static gboolean disk_fails;
static sqlite3_io_methods usual_methods, failing_methods;
static sqlite3_vfs failing_vfs;

static int
failing_read (sqlite3_file *file, void *buffer, int size, sqlite3_int64 from)
{
  return disk_fails ? SQLITE_IOERR_READ : usual_methods.xRead (file, buffer, size, from);
}

static int
failing_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  sqlite3_vfs *usual = vfs->pAppData;
  int rc = usual->xOpen (usual, name, file, flags, out_flags);

  if (rc == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0)
    {
      usual_methods = failing_methods = *file->pMethods;
      failing_methods.xRead = failing_read;
      file->pMethods = &failing_methods;
    }
  return rc;
}

static void
test_disk_unreadable (StoreFixture *f,
                      gconstpointer data)
{
  sqlite3_vfs *usual = sqlite3_vfs_find (NULL);
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autoptr (GError) error = NULL;

  fill (f, 3);
  g_free (sl_store_backup (f->store, "manual", &error));
  g_assert_no_error (error);
  fill (f, 4);
  sl_store_close (f->store);

  failing_vfs = *usual;
  failing_vfs.zName = "failing";
  failing_vfs.pAppData = usual;
  failing_vfs.xOpen = failing_open;
  sqlite3_vfs_register (&failing_vfs, TRUE);
  disk_fails = TRUE;
  g_assert_cmpint (sl_recovery_inspect (path, TRUE, &error), ==, SL_RECOVERY_FAILED);
  g_assert_error (error, SL_ERROR, SL_ERROR_DISK);
  g_clear_error (&error);
  sl_sqlite_mark_suspect (path);
  g_assert_cmpint (sl_recovery_inspect (path, TRUE, &error), ==, SL_RECOVERY_FAILED);
  disk_fails = FALSE;
  sqlite3_vfs_unregister (&failing_vfs);

  /* Once it can, all of it is there, and nothing was set aside for the older backup. */
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 7);
}

static void
test_backups (StoreFixture *f,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (f, 2);
  for (int i = 0; i < 14; i++)
    {
      g_autofree char *path = sl_store_backup (f->store, "import", &error);
      g_assert_no_error (error);
      g_assert_true (sl_backup_is_good (path));
      sl_clock_advance (f->clock, G_USEC_PER_SEC * (i % 3));
    }
  g_autofree char *manual = sl_store_backup (f->store, "manual", &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) backups = sl_backup_list (sl_store_get_path (f->store));
  g_assert_cmpuint (backups->len, ==, 11);

  /* Nothing half-made lies about. */
  g_autofree char *folder = store_fixture_path (f, "backups");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    g_assert_true (g_str_has_suffix (name, ".db"));

  g_autoptr (SlConnection) connection = sl_connection_open (manual, SL_CONNECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM applications", -1), ==, 2);
}

/* Those of one second come in the order in which they were made, whatever their names. */
static void
test_backups_of_one_second (StoreFixture *f,
                            gconstpointer data)
{
  static const char *const reasons[] = { "manual", "import", "import", "migration", "import" };
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      struct timespec times[2] = { { 1000, i * 1000 }, { 1000, i * 1000 } };

      g_ptr_array_add (made, sl_store_backup (f->store, reasons[i], &error));
      g_assert_no_error (error);
      g_assert_cmpint (utimensat (AT_FDCWD, made->pdata[i], times, 0), ==, 0);
    }
  g_autoptr (GPtrArray) backups = sl_backup_list (sl_store_get_path (f->store));
  g_assert_cmpuint (backups->len, ==, made->len);
  for (guint i = 0; i < made->len; i++)
    g_assert_cmpstr (backups->pdata[i], ==, made->pdata[made->len - 1 - i]);
}

static void
test_read_only (StoreFixture *f,
                gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Add");
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }

  store_insert (f->store, record);
  sl_store_close (f->store);
  g_assert_cmpint (g_chmod (f->dir, 0500), ==, 0);
  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_READ_ONLY_FILE);
  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_nonnull (read);
  sl_changeset_delete (changeset, SL_KIND_APPLICATION, sl_record_get_id (record));
  g_assert_null (sl_store_apply (f->store, changeset, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_READ_ONLY);
  g_chmod (f->dir, 0700);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/recovery/garbage", test_garbage);
  STORE_TEST ("/store/recovery/truncated", test_truncated);
  STORE_TEST ("/store/recovery/zero-length", test_zero_length);
  STORE_TEST ("/store/recovery/empty-database", test_empty_database);
  STORE_TEST ("/store/recovery/head-overwritten", test_head_overwritten);
  STORE_TEST ("/store/recovery/newest-backup-bad", test_newest_backup_bad);
  STORE_TEST ("/store/recovery/no-backup", test_no_backup);
  STORE_TEST ("/store/recovery/cut-off", test_cut_off);
  STORE_TEST ("/store/recovery/missing", test_missing);
  STORE_TEST ("/store/recovery/all-missing", test_all_missing);
  STORE_TEST ("/store/recovery/taken-away", test_taken_away);
  STORE_TEST ("/store/recovery/log-kept", test_log_kept);
  STORE_TEST ("/store/recovery/link", test_link);
  STORE_TEST ("/store/recovery/half-written", test_half_written);
  STORE_TEST ("/store/recovery/mark", test_mark);
  STORE_TEST ("/store/recovery/log-goes-along", test_log_goes_along);
  STORE_TEST ("/store/recovery/private", test_private);
  STORE_TEST ("/store/recovery/found-in-use", test_found_in_use);
  STORE_TEST ("/store/recovery/log-missing", test_log_missing);
  STORE_TEST ("/store/recovery/disk-full", test_disk_full);
  STORE_TEST ("/store/recovery/disk-unreadable", test_disk_unreadable);
  STORE_TEST ("/store/recovery/backups", test_backups);
  STORE_TEST ("/store/recovery/backups-of-one-second", test_backups_of_one_second);
  STORE_TEST ("/store/recovery/read-only", test_read_only);

  return g_test_run ();
}
