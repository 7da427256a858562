/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other program of test-robust: does one thing to a data folder under the conditions asked for, tells in lines what
 * came of it ("ok …" or "error CODE"), and ends when its standard input does.
 *
 * robust-child MODE DATA_DIR [NUMBER] */

#define _GNU_SOURCE
#define G_LOG_DOMAIN "robust-child"

#include "config.h"

#include <grp.h>
#include <locale.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sl-backup.h"
#include "sl-context.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-import.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

static G_GNUC_PRINTF (1, 2) void
tell (const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  fflush (stdout);
}

static void
tell_error (const GError *error)
{
  if (error->domain == SL_ERROR)
    tell ("error %s %s", sl_error_code_get_nick ((SlErrorCode) error->code), error->message);
  else
    tell ("error foreign %s", error->message);
}

static void
wait_for_parent (void)
{
  while (getchar () != EOF)
    continue;
}

/* The parent says go by a line. */
static void
wait_for_line (void)
{
  int c;

  tell ("ready");
  while ((c = getchar ()) != EOF && c != '\n')
    continue;
}

static SlContext *
open_context (const char *dir)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlContext) context = sl_context_new (dir, NULL);

  if (sl_context_open (context, &error))
    return g_steal_pointer (&context);
  tell_error (error);
  return NULL;
}

static void
close_context (SlContext *context)
{
  sl_context_close (context);
  g_object_unref (context);
}

static gpointer
check (SlConnection *connection,
       gpointer      data,
       GCancellable *cancellable,
       GError      **error)
{
  return sl_store_check (connection, cancellable, error);
}

static gpointer
count (SlConnection *connection,
       gpointer      data,
       GCancellable *cancellable,
       GError      **error)
{
  gint64 *n = data;
  *n = sl_connection_get_integer (connection, "SELECT count (*) FROM applications WHERE deleted_at IS NULL", -1);
  return n;
}

/* "ok N applications, M problems" */
static void
tell_state (SlContext *context)
{
  SlStore *store = sl_context_get_store (context);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = sl_store_read (store, check, NULL, &error);
  gint64 n = -1;

  sl_store_read (store, count, &n, NULL);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_printerr ("%s\n", (char *) g_ptr_array_index (problems, i));
  if (problems != NULL)
    tell ("ok %d applications, %u problems", (int) n, problems->len);
  else
    tell_error (error);
}

static gboolean
add_one (SlContext *context,
         guint      i,
         GError   **error)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autofree char *company = g_strdup_printf ("Company %u", i);
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  sl_record_set_text (application, SL_APPLICATION_DESCRIPTION, text);
  changeset = sl_deed_add_application (application, NULL);
  transaction = sl_store_apply (sl_context_get_store (context), changeset, error);
  return transaction != NULL;
}

static gboolean
import_many (SlContext *context,
             guint      n_rows,
             GError   **error)
{
  g_autoptr (SlImport) import = sl_import_new (context);
  g_autoptr (GString) text = g_string_new ("Company,Role,Notes\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SlImportPlan) plan = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "Imported %u,Tester,\"%0500u\"\n", i, i);
  bytes = g_bytes_new (text->str, text->len);
  if (!sl_import_load_bytes (import, bytes, "search.csv", error))
    return FALSE;
  plan = sl_import_plan (import, NULL, error);
  if (plan == NULL)
    return FALSE;
  transaction = sl_import_run (import, plan, &SL_IMPORT_CHOICES_DEFAULT, error);
  return transaction != NULL;
}

/* Adds until there is no room, tries an import, gets room again, and goes on. Tells how many adds were acknowledged. */
static int
fill (const char *dir,
      void      (*give_room) (const char *dir))
{
  SlContext *context = open_context (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) import_error = NULL;
  guint n = 0;

  if (context == NULL)
    return 1;
  while (n < 10000 && add_one (context, n, &error))
    n++;
  tell ("ok %u added", n);
  if (error != NULL)
    tell_error (error);
  tell_state (context);

  if (!import_many (context, 3000, &import_error))
    tell_error (import_error);
  tell_state (context);

  give_room (dir);
  g_clear_error (&error);
  if (!add_one (context, n, &error))
    tell_error (error);
  g_clear_error (&error);
  if (!import_many (context, 10, &error))
    tell_error (error);
  tell_state (context);
  close_context (context);
  return 0;
}

static void
set_limit (rlim_t bytes)
{
  struct rlimit limit;

  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  setrlimit (RLIMIT_FSIZE, &limit);
}

static void
lift_limit (const char *dir)
{
  struct rlimit limit;

  getrlimit (RLIMIT_FSIZE, &limit);
  set_limit (limit.rlim_max);
}

static int
fill_to_limit (const char *dir,
               guint       kibibytes)
{
  signal (SIGXFSZ, SIG_IGN);
  set_limit ((rlim_t) kibibytes * 1024);
  return fill (dir, lift_limit);
}

static void
grow_disk (const char *dir)
{
  if (mount (NULL, dir, NULL, MS_REMOUNT, "size=64m") != 0)
    tell ("error foreign the disk can't be grown");
}

/* From here on, nobody else sees what is mounted. */
static gboolean
leave_mounts (void)
{
  if (geteuid () != 0)
    return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0;
  return unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* A small disk of its own. */
static int
fill_disk (const char *dir,
           guint       kibibytes)
{
  g_autofree char *size = g_strdup_printf ("size=%uk", kibibytes);

  if (!leave_mounts () || mount ("tmpfs", dir, "tmpfs", 0, size) != 0)
    {
      tell ("skip");
      return 0;
    }
  return fill (dir, grow_disk);
}

/* As somebody who owns nothing here. */
static gboolean
drop_rights (void)
{
  if (geteuid () != 0)
    return TRUE;
  /* Dumpable: or the leak checker may not look at its own process any more. */
  return setgroups (0, NULL) == 0 && setgid (65534) == 0 && setuid (65534) == 0 && prctl (PR_SET_DUMPABLE, 1) == 0;
}

static int
look_only (const char *dir)
{
  SlContext *context;
  g_autoptr (GError) error = NULL;

  if (!drop_rights ())
    {
      tell ("skip");
      return 0;
    }
  context = open_context (dir);
  if (context == NULL)
    return 1;
  tell ("ok notice %d", (int) sl_store_get_notice (sl_context_get_store (context)));
  if (add_one (context, 0, &error))
    tell ("ok added");
  else
    tell_error (error);
  tell_state (context);
  close_context (context);
  return 0;
}

/* Adds and stays: for a parent who kills it. */
static int
add_and_stay (const char *dir,
              guint       n)
{
  SlContext *context = open_context (dir);
  g_autoptr (GError) error = NULL;

  if (context == NULL)
    return 1;
  for (guint i = 0; i < n; i++)
    if (!add_one (context, i, &error))
      {
        tell_error (error);
        return 1;
      }
  tell ("ok %u added", n);
  wait_for_parent ();
  close_context (context);
  return 0;
}

/* In the middle of a change, with the write lock. */
static int
hold_write_lock (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);

  if (connection == NULL || !sl_connection_begin (connection, &error) ||
      !sl_connection_execute (connection, "UPDATE txn SET subject = 'held' WHERE id = 1", &error))
    {
      tell_error (error);
      return 1;
    }
  wait_for_line ();
  if (!sl_connection_commit (connection, &error))
    tell_error (error);
  else
    tell ("ok committed");
  wait_for_parent ();
  return 0;
}

/* As a program that hangs while it opens the data. */
static int
hold_open_lock (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "shortlist.lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0 || flock (fd, LOCK_EX) != 0)
    return 1;
  wait_for_line ();
  close (fd);
  tell ("ok closed");
  wait_for_parent ();
  return 0;
}

static int
open_at_once (const char *dir)
{
  SlContext *context;

  wait_for_line ();
  context = open_context (dir);
  if (context == NULL)
    return 1;
  tell ("ok notice %d", (int) sl_store_get_notice (sl_context_get_store (context)));
  tell_state (context);
  close_context (context);
  return 0;
}

/* Takes back and brings again until there is nothing left. */
static int
undo_all (const char *dir,
          gboolean    redo)
{
  SlContext *context = open_context (dir);

  if (context == NULL)
    return 1;
  wait_for_line ();
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      SlStore *store = sl_context_get_store (context);
      g_autoptr (SlTransaction) transaction = redo ? sl_store_redo (store, &error) : sl_store_undo (store, &error);

      if (transaction == NULL)
        {
          tell_error (error);
          break;
        }
      tell ("ok %d", (int) sl_transaction_get_id (transaction));
    }
  close_context (context);
  return 0;
}

static int
back_up (const char *dir,
         guint       n)
{
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);

  wait_for_line ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      /* All in the same second. */
      g_autofree char *backup = sl_backup_make (path, "manual", 0, G_GINT64_CONSTANT (1773648000) * G_USEC_PER_SEC, &error);
      if (backup == NULL)
        tell_error (error);
      else
        tell ("ok %s", sl_backup_is_good (backup) ? backup : "bad");
    }
  tell ("done");
  return 0;
}

int
main (int    argc,
      char **argv)
{
  const char *mode = argc > 2 ? argv[1] : "";
  const char *dir = argc > 2 ? argv[2] : "";
  guint number = argc > 3 ? (guint) atoi (argv[3]) : 0;

  setlocale (LC_ALL, "");
  if (g_str_equal (mode, "fill-to-limit"))
    return fill_to_limit (dir, number);
  if (g_str_equal (mode, "fill-disk"))
    return fill_disk (dir, number);
  if (g_str_equal (mode, "look-only"))
    return look_only (dir);
  if (g_str_equal (mode, "add-and-stay"))
    return add_and_stay (dir, number);
  if (g_str_equal (mode, "hold-write-lock"))
    return hold_write_lock (dir);
  if (g_str_equal (mode, "hold-open-lock"))
    return hold_open_lock (dir);
  if (g_str_equal (mode, "open-at-once"))
    return open_at_once (dir);
  if (g_str_equal (mode, "undo-all"))
    return undo_all (dir, FALSE);
  if (g_str_equal (mode, "redo-all"))
    return undo_all (dir, TRUE);
  if (g_str_equal (mode, "back-up"))
    return back_up (dir, number);
  g_printerr ("Usage: %s MODE DATA_DIR [NUMBER]\n", argv[0]);
  return 2;
}
