/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-backup.h. A backup is written as a *.part of its own, checked as a whole, brought to the disk and only then given
 * its name: a file named *.db in backups/ is always a good one. Several programs may make backups at the same time. As
 * long as one is being written its maker holds a lock on it, so that what the dead left behind can be told. */

#define G_LOG_DOMAIN "sl-backup"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-backup.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-field.h"
#include "sl-file.h"
#include "sl-sqlite-error.h"

#define BACKUPS_FOLDER "backups"
/* Of those that Shortlist makes by itself, so many of each reason are kept. */
#define KEPT_PER_REASON 10
#define REASON_MANUAL "manual"

static char *
build_folder (const char *path)
{
  g_autofree char *data_dir = g_path_get_dirname (path);
  return g_build_filename (data_dir, BACKUPS_FOLDER, NULL);
}

static gint64
count_rows (SlConnection *connection)
{
  gint64 total = 0;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", sl_kind_get_info (kind)->table);
      total += sl_connection_get_integer (connection, sql, 0);
    }
  return total + sl_connection_get_integer (connection, "SELECT count (*) FROM txn", 0);
}

static gboolean
copy_all (SlConnection *from,
          SlConnection *to,
          GError      **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (_sl_connection_get_db (to), "main", _sl_connection_get_db (from), "main");
  int rc = backup != NULL ? sqlite3_backup_step (backup, -1) : sqlite3_errcode (_sl_connection_get_db (to));

  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return TRUE;

  sl_sqlite_set_error (error, NULL, rc, NULL);
  return FALSE;
}

static gboolean
is_sound (SlConnection *connection)
{
  SlStatement *statement = sl_connection_prepare (connection, "PRAGMA integrity_check (1)", NULL);
  if (statement == NULL || !sl_statement_step (statement, NULL))
    return FALSE;

  gboolean sound = g_strcmp0 (sl_statement_get_text (statement, 0), "ok") == 0;
  sl_statement_reset (statement);
  return sound;
}

/* One state of the source for count and copy; the copy must have the same and be sound. */
static gboolean
copy_and_verify (SlConnection *from,
                 SlConnection *to,
                 GError      **error)
{
  if (!sl_connection_begin_read (from, error))
    return FALSE;

  gint64 expected = count_rows (from);
  gboolean copied = copy_all (from, to, error);
  sl_connection_rollback (from);
  if (!copied || !sl_connection_execute (to, "PRAGMA journal_mode = DELETE", error))
    return FALSE;

  if (is_sound (to) && count_rows (to) == expected)
    return TRUE;
  g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED, _("The backup doesn’t hold what the data file holds."));
  return FALSE;
}

static void
set_write_error (GError **error,
                 int      saved_errno)
{
  g_set_error (error, SL_ERROR, saved_errno == ENOSPC || saved_errno == EDQUOT ? SL_ERROR_DISK_FULL : SL_ERROR_FAILED,
               _("The backup couldn’t be written (%s)."), g_strerror (saved_errno));
}

static gboolean
sync_path (const char *path,
           int         flags,
           GError    **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  if (!ok)
    set_write_error (error, saved_errno);
  return ok;
}

static char *
build_name (const char *folder,
            const char *reason,
            gint64      now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%d-%H%M%S");

  for (guint i = 1;; i++)
    {
      g_autofree char *suffix = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *base = g_strdup_printf ("shortlist-%s-%s%s.db", stamp, reason, suffix);
      char *name = g_build_filename (folder, base, NULL);
      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        return name;
      g_free (name);
    }
}

/* Never takes a name that another program took in the meantime, where the file system can do without renaming. */
static int
rename_to_new (const char *from,
               const char *to)
{
  if (link (from, to) == 0)
    return g_unlink (from);
  return errno == EPERM || errno == ENOTSUP || errno == ENOSYS ? g_rename (from, to) : -1;
}

/* Gives a finished backup a new name; (transfer full) (nullable). */
static char *
settle (const char *part,
        const char *folder,
        const char *reason,
        gint64      now,
        GError    **error)
{
  g_autofree char *name = NULL;

  if (!sync_path (part, O_RDONLY, error))
    return NULL;
  do
    {
      g_free (name);
      name = build_name (folder, reason, now);
      if (rename_to_new (part, name) == 0)
        return sync_path (folder, O_RDONLY | O_DIRECTORY, error) ? g_steal_pointer (&name) : NULL;
    }
  while (errno == EEXIST);

  set_write_error (error, errno);
  return NULL;
}

static void
remove_part (const char *part)
{
  g_autofree char *journal = g_strconcat (part, "-journal", NULL);

  g_unlink (part);
  g_unlink (journal);
}

/* A part that nobody holds a lock on belongs to a program that ended while writing it. */
static void
remove_abandoned (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_prefix (name, "shortlist-") || !g_str_has_suffix (name, ".part"))
        continue;
      g_autofree char *part = g_build_filename (folder, name, NULL);
      int fd = g_open (part, O_RDWR | O_CLOEXEC, 0);
      if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
        remove_part (part);
      if (fd >= 0)
        close (fd);
    }
}

/* An empty file under a name of its own, locked as long as @fd is open; (transfer full) (nullable). */
static char *
begin_part (const char *folder,
            int        *fd,
            GError    **error)
{
  remove_abandoned (folder);
  while (TRUE)
    {
      g_autofree char *part = g_build_filename (folder, "shortlist-XXXXXX.part", NULL);
      struct stat info;

      *fd = g_mkstemp_full (part, O_RDWR | O_CLOEXEC, 0600);
      if (*fd < 0)
        {
          set_write_error (error, errno);
          return NULL;
        }
      flock (*fd, LOCK_EX | LOCK_NB);
      /* Before it was locked, another program may have taken it for an abandoned one. */
      if (fstat (*fd, &info) != 0 || info.st_nlink > 0)
        return g_steal_pointer (&part);
      close (*fd);
    }
}

static char *
get_reason (const char *backup_path)
{
  /* shortlist-20260316-080000-import.db, or …-import-2.db */
  g_autofree char *base = g_path_get_basename (backup_path);
  g_auto (GStrv) parts = g_strsplit_set (base, "-.", -1);
  return g_strdup (g_strv_length (parts) > 3 ? parts[3] : "");
}

/* Called after a new one was made, so there is always more than one. */
static void
remove_old (const char *path,
            const char *reason)
{
  if (g_str_equal (reason, REASON_MANUAL))
    return;

  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  guint n = 0;
  for (guint i = 0; i < backups->len; i++)
    {
      g_autofree char *other = get_reason (g_ptr_array_index (backups, i));
      if (g_str_equal (other, reason) && ++n > KEPT_PER_REASON)
        g_unlink (g_ptr_array_index (backups, i));
    }
}

/**
 * sl_backup_make:
 * @path: the data file
 * @reason: a word for the name, letters only
 * @now: the time for the name
 *
 * Returns: (transfer full): the path of the backup; %NULL with @error set, and then none is left
 */
char *
sl_backup_make (const char *path,
                const char *reason,
                gint64      now,
                GError    **error)
{
  g_autofree char *folder = build_folder (path);
  if (!sl_file_make_dir (folder, error))
    return NULL;

  g_autofree char *clean = g_strdup (reason);
  g_strcanon (clean, "abcdefghijklmnopqrstuvwxyz", 'x');
  g_autoptr (SlConnection) from = sl_connection_open (path, SL_CONNECTION_READ_ONLY, error);
  if (from == NULL)
    return NULL;

  int fd;
  g_autofree char *part = begin_part (folder, &fd, error);
  if (part == NULL)
    return NULL;

  SlConnection *to = sl_connection_open (part, SL_CONNECTION_READ_WRITE, error);
  gboolean ok = to != NULL && copy_and_verify (from, to, error);
  sl_connection_close (to);
  g_autofree char *name = ok ? settle (part, folder, clean, now, error) : NULL;
  if (name == NULL)
    remove_part (part);
  close (fd);
  if (name != NULL)
    remove_old (path, clean);
  return g_steal_pointer (&name);
}

/* "shortlist-20260316-120000" */
#define STAMP_LENGTH 25

typedef struct {
  char *path;
  gint64 written; /* nanoseconds; tells apart what has the same second in its name */
} Found;

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const Found *one = a;
  const Found *other = b;
  const char *one_name = strrchr (one->path, G_DIR_SEPARATOR) + 1;
  const char *other_name = strrchr (other->path, G_DIR_SEPARATOR) + 1;
  int by_second = strncmp (other_name, one_name, STAMP_LENGTH);

  if (by_second != 0)
    return by_second;
  if (one->written != other->written)
    return one->written > other->written ? -1 : 1;
  return strcmp (other_name, one_name);
}

static gint64
get_time_written (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec : 0;
}

/**
 * sl_backup_list:
 * @path: the data file
 *
 * Returns: (transfer full) (element-type utf8): the paths of its backups, newest first
 */
GPtrArray *
sl_backup_list (const char *path)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autofree char *folder = build_folder (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "shortlist-") && g_str_has_suffix (name, ".db"))
      {
        Found one = { g_build_filename (folder, name, NULL), 0 };

        one.written = get_time_written (one.path);
        g_array_append_val (found, one);
      }
  g_array_sort (found, compare_newest_first);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (backups, g_array_index (found, Found, i).path);
  return backups;
}

/** sl_backup_is_good: whether the file is a sound data file; it is read as a whole */
gboolean
sl_backup_is_good (const char *backup_path)
{
  g_autoptr (SlConnection) connection = _sl_connection_open_immutable (backup_path, NULL);

  gboolean good = connection != NULL && is_sound (connection) &&
                  sl_connection_get_integer (connection, "SELECT count (*) FROM txn", -1) >= 0;
  sl_sqlite_clear_suspect (backup_path);
  return good;
}

/**
 * sl_backup_restore:
 * @path: where the data file is to be; nothing may be there
 *
 * Copies the backup, which stays.
 */
gboolean
sl_backup_restore (const char *backup_path,
                   const char *path,
                   GError    **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) from = g_file_new_for_path (backup_path);
  g_autoptr (GFile) to = g_file_new_for_path (part);
  g_autoptr (GError) local = NULL;

  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &local))
    {
      sl_file_propagate_error (error, g_steal_pointer (&local), part);
      return FALSE;
    }
  if (sync_path (part, O_RDONLY, error))
    {
      if (g_rename (part, path) == 0)
        return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
      set_write_error (error, errno);
    }
  g_unlink (part);
  return FALSE;
}
