/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store in a world that isn't kind: no room, no rights, and other programs that hang, die or do the same at the same
 * time. The other programs are robust-child's. */

#define G_LOG_DOMAIN "test-robust"

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "sl-backup.h"
#include "sl-connection.h"
#include "sl-context.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-migrations.h"
#include "sl-schema.h"
#include "sl-store-query.h"
#include "sl-table-keys.h"
#include "sl-test.h"

static const char *child_program;

/* Children */

typedef struct {
  GSubprocess *process;
  GDataInputStream *output;
} Child;

static void
child_start (Child      *self,
             const char *mode,
             const char *dir,
             guint       number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    child_program, mode, dir, text, NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
}

/* NULL at the end. */
static char *
child_read (Child *self)
{
  return g_data_input_stream_read_line (self->output, NULL, NULL, NULL);
}

static void
child_expect (Child      *self,
              const char *pattern)
{
  g_autofree char *line = child_read (self);

  if (line == NULL || !g_pattern_match_simple (pattern, line))
    g_error ("Expected “%s”, got “%s”", pattern, line != NULL ? line : "nothing");
}

static void
child_go (Child *self)
{
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), "\n", 1, NULL, NULL, NULL);
  g_output_stream_flush (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
}

static void
child_stop (Child *self)
{
  siginfo_t info;
  id_t pid = (id_t) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);

  g_subprocess_send_signal (self->process, SIGSTOP);
  g_assert_cmpint (waitid (P_PID, pid, &info, WSTOPPED | WNOWAIT), ==, 0);
}

static void
child_end (Child *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
}

/* A folder that others may look into, should this run as root. */
static char *
new_dir (void)
{
  g_autofree char *template = g_build_filename (sl_test_tmp_dir (), "data-XXXXXX", NULL);

  g_chmod (sl_test_tmp_dir (), 0755);
  return g_strdup (g_mkdtemp (template));
}

static SlContext *
open_context (const char *dir)
{
  g_autoptr (GError) error = NULL;
  SlContext *context = sl_context_new (dir, NULL);

  sl_context_open (context, &error);
  g_assert_no_error (error);
  return context;
}

static void
close_context (SlContext *context)
{
  sl_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (context);
}

static SlTransaction *
add (SlContext  *context,
     const char *company,
     GError    **error)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) changeset = NULL;

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  changeset = sl_deed_add_application (application, NULL);
  return sl_store_apply (sl_context_get_store (context), changeset, error);
}

static void
must_add (SlContext  *context,
          const char *company)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = add (context, company, &error);

  g_assert_no_error (error);
}

typedef struct {
  gint64 n_applications;
  guint n_problems;
} State;

static gpointer
look (SlConnection *connection,
      gpointer      data,
      GCancellable *cancellable,
      GError      **error)
{
  State *state = data;
  g_autoptr (GPtrArray) problems = sl_store_check (connection, cancellable, error);

  if (problems == NULL)
    return NULL;
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  state->n_problems = problems->len;
  state->n_applications = sl_connection_get_integer (connection, "SELECT count (*) FROM applications WHERE deleted_at IS NULL", -1);
  return state;
}

static void
assert_state (SlContext *context,
              gint64     n_applications)
{
  g_autoptr (GError) error = NULL;
  State state;

  sl_store_read (sl_context_get_store (context), look, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.n_problems, ==, 0);
  g_assert_cmpint (state.n_applications, ==, n_applications);
}

/* No room */

static void
test_no_room (gconstpointer data)
{
  const char *mode = data;
  g_autofree char *dir = new_dir ();
  g_autofree char *line = NULL;
  g_autofree char *state = NULL;
  Child child;
  int n = 0;

  child_start (&child, mode, dir, 1500);
  line = child_read (&child);
  if (g_strcmp0 (line, "skip") == 0)
    {
      child_end (&child);
      g_test_skip ("No disk of its own can be made here");
      return;
    }

  g_assert_cmpint (sscanf (line, "ok %d added", &n), ==, 1);
  g_assert_cmpint (n, >, 5);
  state = g_strdup_printf ("ok %d applications, 0 problems", n);
  child_expect (&child, "error disk-full *");
  child_expect (&child, state);
  child_expect (&child, "error disk-full *");
  child_expect (&child, state);

  /* With room again it goes on without being started anew. */
  g_free (state);
  state = g_strdup_printf ("ok %d applications, 0 problems", n + 11);
  child_expect (&child, state);
  child_end (&child);
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
  Child child;

  child_start (&child, "look-only", dir, 0);
  line = child_read (&child);
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
      child_expect (&child, "error read-only *");
      child_expect (&child, "ok 7 applications, 0 problems");
    }
  child_end (&child);
}

/* All that was acknowledged is shown, whatever state the file was left in, and nothing can be changed. Where SQLite can't
 * read the log without writing, an error is better than the state before the log. */
static void
test_read_only_folder (gconstpointer data)
{
  Left left = (Left) GPOINTER_TO_INT (data);
  g_autofree char *dir = new_dir ();
  g_autofree char *shm = g_build_filename (dir, "shortlist.db-shm", NULL);
  Child child;

  child_start (&child, "add-and-stay", dir, 5);
  child_expect (&child, "ok 5 added");
  child_end (&child);
  child_start (&child, "add-and-stay", dir, 2);
  child_expect (&child, "ok 2 added");
  if (left != LEFT_CLOSED)
    g_subprocess_send_signal (child.process, SIGKILL);
  child_end (&child);
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
  g_autofree char *dir = new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *copy_dir = new_dir ();
  g_autofree char *copy = g_build_filename (copy_dir, "shortlist.db", NULL);
  g_autofree char *contents = NULL;
  gsize length;
  SlContext *context = open_context (dir);

  must_add (context, "Acme");
  close_context (context);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  context = open_context (copy_dir);
  assert_state (context, 1);
  close_context (context);
}

/* The folder may be written, the file may not. */
static void
test_read_only_file (void)
{
  g_autofree char *dir = new_dir ();
  Child child;

  child_start (&child, "add-and-stay", dir, 7);
  child_expect (&child, "ok 7 added");
  child_end (&child);
  set_modes (dir, 0777, 0444);
  look_only (dir, TRUE);
  set_modes (dir, 0755, 0644);
}

/* Others that hang */

/* Busy, in words, and nothing is lost; reading goes on all the time; the change can be made once the other goes on. */
static void
test_hung_writer (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_context (dir);
  g_autoptr (GError) error = NULL;
  Child child;

  must_add (context, "Acme");
  child_start (&child, "hold-write-lock", dir, 0);
  child_expect (&child, "ready");
  child_stop (&child);

  g_assert_null (add (context, "Birch", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
  g_test_message ("%s", error->message);
  assert_state (context, 1);

  /* A program that starts meanwhile can at least look. */
  SlContext *second = open_context (dir);
  assert_state (second, 1);
  close_context (second);

  g_subprocess_send_signal (child.process, SIGCONT);
  child_go (&child);
  child_expect (&child, "ok committed");
  must_add (context, "Birch");
  assert_state (context, 2);
  child_end (&child);
  close_context (context);
}

static void
test_killed_writer (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_context (dir);
  Child child;

  must_add (context, "Acme");
  child_start (&child, "hold-write-lock", dir, 0);
  child_expect (&child, "ready");
  g_subprocess_send_signal (child.process, SIGKILL);
  child_end (&child);

  must_add (context, "Birch");
  assert_state (context, 2);
  close_context (context);
}

static void
test_hung_opener (void)
{
  g_autofree char *dir = new_dir ();
  g_autoptr (SlContext) context = sl_context_new (dir, NULL);
  g_autoptr (GError) error = NULL;
  Child child;

  close_context (open_context (dir));
  child_start (&child, "hold-open-lock", dir, 0);
  child_expect (&child, "ready");
  child_stop (&child);

  g_assert_false (sl_context_open (context, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
  g_test_message ("%s", error->message);

  g_clear_error (&error);
  g_subprocess_send_signal (child.process, SIGCONT);
  child_go (&child);
  child_expect (&child, "ok closed");
  g_assert_true (sl_context_open (context, &error));
  g_assert_no_error (error);
  sl_context_close (context);
  child_end (&child);
}

/* The same at the same time */

#define N_CHILDREN 3

static void
start_all (Child      *children,
           const char *mode,
           const char *dir,
           guint       number)
{
  for (guint i = 0; i < N_CHILDREN; i++)
    child_start (&children[i], mode, dir, number);
  for (guint i = 0; i < N_CHILDREN; i++)
    child_expect (&children[i], "ready");
  for (guint i = 0; i < N_CHILDREN; i++)
    child_go (&children[i]);
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
      g_autofree char *dir = new_dir ();
      g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
      Child children[N_CHILDREN];

      make_old_file (dir);
      start_all (children, "open-at-once", dir, 0);
      for (guint i = 0; i < N_CHILDREN; i++)
        {
          child_expect (&children[i], "ok notice 0");
          child_expect (&children[i], "ok 50 applications, 0 problems");
          child_end (&children[i]);
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
      g_autofree char *dir = new_dir ();
      Child children[N_CHILDREN];

      start_all (children, "open-at-once", dir, 0);
      for (guint i = 0; i < N_CHILDREN; i++)
        {
          child_expect (&children[i], "ok notice 0");
          child_expect (&children[i], "ok 0 applications, 0 problems");
          child_end (&children[i]);
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
  Child children[N_CHILDREN];
  guint n = 0;

  start_all (children, mode, dir, 0);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      char *line;
      while ((line = child_read (&children[i])) != NULL && g_str_has_prefix (line, "ok "))
        {
          g_assert_true (g_hash_table_add (ids, line));
          n++;
        }
      g_assert_nonnull (line);
      g_assert_true (g_str_has_prefix (line, "error nothing-to-undo "));
      g_free (line);
      child_end (&children[i]);
    }
  g_assert_cmpuint (n, ==, n_steps);
}

static void
test_undo_at_once (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_context (dir);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);
      must_add (context, company);
    }
  undo_or_redo_at_once (dir, "undo-all", 40);
  assert_state (context, 0);
  undo_or_redo_at_once (dir, "redo-all", 40);
  assert_state (context, 40);
  close_context (context);
}

static void
test_back_up_at_once (void)
{
  g_autofree char *dir = new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SlContext *context = open_context (dir);
  Child children[N_CHILDREN];

  must_add (context, "Acme");
  start_all (children, "back-up", dir, 10);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      char *line;
      while ((line = child_read (&children[i])) != NULL && !g_str_equal (line, "done"))
        {
          g_assert_true (g_str_has_prefix (line, "ok /"));
          g_assert_true (g_hash_table_add (names, line));
        }
      g_free (line);
      child_end (&children[i]);
    }
  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  g_assert_cmpuint (backups->len, ==, 10 * N_CHILDREN);
  g_assert_cmpuint (g_hash_table_size (names), ==, 10 * N_CHILDREN);
  close_context (context);
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
  g_autofree char *dir = new_dir ();
  g_autofree char *folder = g_build_filename (dir, "backups", NULL);
  g_autofree char *part = g_build_filename (folder, "shortlist-abcdef.part", NULL);
  g_autofree char *journal = g_strconcat (part, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  SlContext *context = open_context (dir);

  must_add (context, "Acme");
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (part, "half", 4, NULL));
  g_assert_true (g_file_set_contents (journal, "half", 4, NULL));
  g_autofree char *backup = sl_store_backup (sl_context_get_store (context), "manual", &error);
  g_assert_no_error (error);
  g_assert_true (sl_backup_is_good (backup));
  g_assert_false (has_parts (folder));
  close_context (context);
}

/* A first start that was killed before the log was on: a new file with a rollback journal that is to be played back. */
static void
test_killed_first_start (void)
{
  g_autofree char *dir = new_dir ();
  g_autofree char *from_dir = new_dir ();
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

  SlContext *context = open_context (dir);
  g_assert_cmpint (sl_store_get_notice (sl_context_get_store (context)), ==, SL_STORE_NOTICE_NONE);
  must_add (context, "Acme");
  assert_state (context, 1);
  close_context (context);
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
  g_autofree char *dir = new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autoptr (SlContext) second = sl_context_new (dir, NULL);
  g_autoptr (GError) error = NULL;
  SlContext *first = open_context (dir);

  must_add (first, "Acme");
  g_autofree char *backup = sl_store_backup (sl_context_get_store (first), "manual", &error);
  g_assert_no_error (error);
  /* Closed and opened again, so that all is in the file. */
  close_context (first);
  first = open_context (dir);
  overwrite (path, "This was a data file once.");

  g_assert_false (sl_context_open (second, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
  g_test_message ("%s", error->message);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  close_context (first);

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
  child_program = g_getenv ("SL_ROBUST_CHILD");
  g_assert_nonnull (child_program);

  g_test_add_data_func ("/robust/no-room/file-limit", "fill-to-limit", test_no_room);
  g_test_add_data_func ("/robust/no-room/disk", "fill-disk", test_no_room);
  g_test_add_data_func ("/robust/read-only/closed", GINT_TO_POINTER (LEFT_CLOSED), test_read_only_folder);
  g_test_add_data_func ("/robust/read-only/killed", GINT_TO_POINTER (LEFT_BY_KILL), test_read_only_folder);
  g_test_add_data_func ("/robust/read-only/killed-without-shm", GINT_TO_POINTER (LEFT_BY_KILL_WITHOUT_SHM), test_read_only_folder);
  g_test_add_func ("/robust/read-only/file", test_read_only_file);
  g_test_add_func ("/robust/closed-file-is-whole", test_closed_file_is_whole);
  g_test_add_func ("/robust/hung/writer", test_hung_writer);
  g_test_add_func ("/robust/hung/killed-writer", test_killed_writer);
  g_test_add_func ("/robust/hung/opener", test_hung_opener);
  g_test_add_func ("/robust/at-once/make", test_make_at_once);
  g_test_add_func ("/robust/at-once/migrate", test_migrate_at_once);
  g_test_add_func ("/robust/at-once/undo", test_undo_at_once);
  g_test_add_func ("/robust/at-once/back-up", test_back_up_at_once);
  g_test_add_func ("/robust/dead/backup", test_abandoned_backup);
  g_test_add_func ("/robust/dead/first-start", test_killed_first_start);

  g_test_add_func ("/robust/damaged-while-open", test_damaged_while_open);

  return g_test_run ();
}
