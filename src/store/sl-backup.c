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

#include "sl-backup-files.h"
#include "sl-backup-private.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-field.h"
#include "sl-file.h"
#include "sl-sqlite-error.h"

/* So many bytes are read as a whole before anybody notices. */
#define SOON_READ (2 * 1024 * 1024)

#define N_COUNTS (SL_N_KINDS + 1)

/* How many rows each kind has, and how many steps there are. */
static void
count_rows (SlConnection *connection,
            gint64       *counts)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", sl_kind_get_info (kind)->table);
      counts[kind] = sl_connection_get_integer (connection, sql, 0);
    }
  counts[SL_N_KINDS] = sl_connection_get_integer (connection, "SELECT count (*) FROM txn", 0);
}

gboolean
_sl_backup_copy (SlConnection *from,
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

/**
 * sl_backup_copy_to_memory:
 *
 * Returns: (transfer full) (nullable): a connection to a copy that ends with it, for trying out what something would do
 */
SlConnection *
sl_backup_copy_to_memory (SlConnection *connection,
                          GError      **error)
{
  g_autoptr (SlConnection) copy = sl_connection_open (":memory:", SL_CONNECTION_READ_WRITE, error);

  return copy != NULL && _sl_backup_copy (connection, copy, error) ? g_steal_pointer (&copy) : NULL;
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

  gint64 expected[N_COUNTS];
  gint64 found[N_COUNTS];
  count_rows (from, expected);
  gboolean copied = _sl_backup_copy (from, to, error);
  sl_connection_rollback (from);
  if (!copied || !sl_connection_execute (to, "PRAGMA journal_mode = DELETE", error))
    return FALSE;

  count_rows (to, found);
  if (is_sound (to) && memcmp (found, expected, sizeof found) == 0)
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
        {
          if (sync_path (folder, O_RDONLY | O_DIRECTORY, error))
            return g_steal_pointer (&name);
          g_unlink (name);
          return NULL;
        }
    }
  while (errno == EEXIST);

  set_write_error (error, errno);
  return NULL;
}

void
_sl_backup_remove_part (const char *part)
{
  /* What is copied from a file with a log has one for a moment, too. These first: without their part nobody would find them
   * any more. */
  static const char *const endings[] = { "-journal", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (part, endings[i], NULL);
      g_unlink (beside);
    }
  g_unlink (part);
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
        _sl_backup_remove_part (part);
      if (fd >= 0)
        close (fd);
    }
}

/* An empty file under a name of its own, locked as long as @fd is open; (transfer full) (nullable). */
char *
_sl_backup_begin_part (const char *folder,
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

/**
 * sl_backup_make:
 * @path: the data file
 * @reason: a word for the name, letters only
 * @kept: how many of this reason are kept from then on, this one included; 0: all
 * @now: the time for the name
 *
 * The files attached to records are kept beside it, see sl-backup-files.h.
 *
 * Returns: (transfer full): the path of the backup; %NULL with @error set, and then none is left
 */
char *
sl_backup_make (const char *path,
                const char *reason,
                guint       kept,
                gint64      now,
                GError    **error)
{
  g_autofree char *folder = sl_backup_build_folder (path);
  if (!sl_file_make_dir (folder, error))
    return NULL;

  g_autofree char *clean = g_strdup (reason);
  g_strcanon (clean, "abcdefghijklmnopqrstuvwxyz", 'x');
  g_autoptr (SlConnection) from = sl_connection_open (path, SL_CONNECTION_READ_ONLY, error);
  if (from == NULL)
    return NULL;

  int fd;
  g_autofree char *part = _sl_backup_begin_part (folder, &fd, error);
  if (part == NULL)
    return NULL;

  int lock = sl_backup_files_lock (path);
  SlConnection *to = sl_connection_open (part, SL_CONNECTION_READ_WRITE, error);
  gboolean ok = to != NULL && copy_and_verify (from, to, error) && sl_backup_files_keep (path, to, error);
  sl_connection_close (to);
  g_autofree char *name = ok ? settle (part, folder, clean, now, error) : NULL;
  if (name == NULL)
    _sl_backup_remove_part (part);
  close (fd);
  if (name != NULL)
    sl_backup_thin (path, clean, kept, name);
  sl_backup_files_sweep (path);
  g_clear_fd (&lock, NULL);
  return g_steal_pointer (&name);
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

/* What its head says of its length: the size of a page at byte 16, and how many there are at byte 28. */
static gboolean
has_its_length (const char *backup_path,
                gint64     *size)
{
  guint8 head[32];
  GStatBuf info;
  int fd = g_open (backup_path, O_RDONLY | O_CLOEXEC, 0);
  gboolean whole = fd >= 0 && fstat (fd, &info) == 0 && read (fd, head, sizeof head) == (gssize) sizeof head;
  gint64 page_size, n_pages;

  g_clear_fd (&fd, NULL);
  if (!whole)
    return FALSE;
  page_size = head[16] << 8 | head[17];
  n_pages = (gint64) head[28] << 24 | head[29] << 16 | head[30] << 8 | head[31];
  *size = info.st_size;
  /* 64 KiB don't fit into two bytes. */
  return *size == (page_size == 1 ? 65536 : page_size) * n_pages;
}

/**
 * sl_backup_seems_good:
 *
 * A quick look for lists: a file of usual size is read as a whole, of a large one only whether it is as long as it says.
 *
 * Returns: %FALSE: it is damaged; %TRUE: nothing speaks against it, until sl_backup_is_good() has read it
 */
gboolean
sl_backup_seems_good (const char *backup_path)
{
  gint64 size;

  return has_its_length (backup_path, &size) && (size > SOON_READ || sl_backup_is_good (backup_path));
}

/**
 * sl_backup_restore:
 * @path: where the data file is to be; nothing may be there
 *
 * Copies the backup, which stays, and brings back the files attached to its records that are missing.
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
      /* Before the records that refer to them. Without some of its files a search is worth more than none; the check
       * tells which are missing. */
      if (!sl_backup_files_bring_back (backup_path, path, NULL, &local))
        g_message ("Attached files couldn’t be brought back: %s", local->message);
      if (g_rename (part, path) == 0)
        return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
      set_write_error (error, errno);
    }
  g_unlink (part);
  return FALSE;
}
