/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-store-open.h. Two programs may open at the same time: a lock file lets one after the other look, repair and
 * migrate. Another one, locked for sharing by all that have the data open, keeps the file from being exchanged under
 * them: what they save from then on would be lost. */

#define G_LOG_DOMAIN "sl-store-open"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "sl-attachments.h"
#include "sl-backup.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-migrations.h"
#include "sl-recovery.h"
#include "sl-schema.h"
#include "sl-store-open.h"
#include "sl-undo.h"

#define LOCK_NAME "shortlist.lock"
#define PRESENCE_NAME "shortlist.open"
/* How long an open waits for another program's: a migration may take seconds. */
#define LOCK_PATIENCE_USEC (10 * G_USEC_PER_SEC)

typedef struct {
  const char *path;
  gint64 now;
} BackupRequest;

/* FALSE: another program has held the lock for longer than one waits. Where no lock file can be made, @fd is -1: nothing
 * can be repaired or migrated there either. */
static gboolean
take_lock (const char *data_dir,
           int        *fd,
           GError    **error)
{
  g_autofree char *name = g_build_filename (data_dir, LOCK_NAME, NULL);
  gint64 deadline = g_get_monotonic_time () + LOCK_PATIENCE_USEC;

  *fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  while (*fd >= 0 && flock (*fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK && g_get_monotonic_time () > deadline)
        {
          close (*fd);
          *fd = -1;
          g_set_error_literal (error, SL_ERROR, SL_ERROR_BUSY,
                               _("Another program is using your data right now. Try again in a moment."));
          return FALSE;
        }
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          close (*fd);
          *fd = -1;
          break;
        }
      g_usleep (10 * 1000);
    }
  return TRUE;
}

static void
drop_lock (int fd)
{
  if (fd >= 0)
    close (fd);
}

static gboolean
may_write (const char *data_dir,
           const char *path)
{
  if (g_access (data_dir, W_OK) != 0)
    return FALSE;
  return !g_file_test (path, G_FILE_TEST_EXISTS) || g_access (path, W_OK) == 0;
}

static gboolean
backup_before_migration (gpointer data,
                         GError **error)
{
  BackupRequest *request = data;
  g_autofree char *backup = sl_backup_make (request->path, SL_BACKUP_MIGRATION, SL_BACKUP_KEPT, request->now, error);
  return backup != NULL;
}

/** sl_store_has_log: whether a log lies beside the file that may hold what the file doesn't */
gboolean
sl_store_has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) == 0 && info.st_size > 0;
}

/**
 * sl_store_open_reader:
 * @path: the data file
 * @writable: whether its folder is
 *
 * Returns: (transfer full): a connection that can read, also where SQLite may not make its files; %NULL with @error set
 */
SlConnection *
sl_store_open_reader (const char *path,
                      gboolean    writable,
                      GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, &local);

  /* The first read shows whether SQLite can do without files that it may not make. */
  if (connection != NULL && sl_connection_execute (connection, "SELECT count (*) FROM sqlite_schema", &local))
    return g_steal_pointer (&connection);
  if (writable || g_error_matches (local, SL_ERROR, SL_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (sl_store_has_log (path))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_READ_ONLY,
                           _("Your newest changes can’t be read while the data folder is read-only. Change its permissions, or open a copy of it."));
      return NULL;
    }
  return _sl_connection_open_immutable (path, error);
}

static gboolean
open_readers (SlOpened   *self,
              const char *path,
              GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    {
      self->readers[i] = sl_store_open_reader (path, self->writer != NULL, error);
      if (self->readers[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What SQLite makes anybody may read; its logs take after the file. */
static void
make_private (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  g_clear_fd (&fd, NULL);
}

static gboolean
open_writer (SlOpened   *self,
             const char *path,
             gint64      now,
             GError    **error)
{
  BackupRequest request = { path, now };

  make_private (path);
  self->writer = sl_connection_open (path, SL_CONNECTION_READ_WRITE, error);
  if (self->writer == NULL)
    return FALSE;

  /* WAL stays with the file. After an import the log would keep its greatest size; give that back. Up to there it may grow before
   * its pages go into the file: a large change writes the same pages of its indexes again and again. */
  return sl_connection_execute (self->writer, "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 16777216; PRAGMA wal_autocheckpoint = 4000", error) &&
         sl_migrations_run (self->writer, SL_SCHEMA_VERSION, backup_before_migration, &request, error);
}

/* A killed program is present no more: the lock goes with it. */
static void
become_present (SlOpened   *self,
                const char *path)
{
  g_autofree char *data_dir = g_path_get_dirname (path);
  g_autofree char *name = g_build_filename (data_dir, PRESENCE_NAME, NULL);

  self->presence = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->presence >= 0)
    flock (self->presence, LOCK_SH | LOCK_NB);
}

static void
set_taken_away_error (const char *path,
                      GError    **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, SL_ERROR, SL_ERROR_BUSY,
               _("The data file %s isn’t in its place any more, and another program still has it open. Put it back; or, if you can’t, export everything in that window before you close it."), name);
}

static gboolean
is_shared (int presence)
{
  return presence >= 0 && flock (presence, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

/* Others go on with a file that was taken away, and with its log: nothing may be put in the place of either. */
static gboolean
become_alone (SlOpened   *self,
              const char *path,
              GError    **error)
{
  if (!is_shared (self->presence))
    return TRUE;

  if (sl_recovery_is_missing (path))
    set_taken_away_error (path, error);
  else
    g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED,
                         _("The data file is damaged, and another program has it open. Close all of Shortlist and start it again to restore the newest backup."));
  return FALSE;
}

/**
 * sl_store_is_taken_away:
 * @path: the data file
 *
 * Makes and changes nothing. Not to be asked by who has the data open.
 *
 * Returns: whether the file is missing while another program has it open; then with @error set, which says what to do
 */
gboolean
sl_store_is_taken_away (const char *path,
                        GError    **error)
{
  g_autofree char *data_dir = g_path_get_dirname (path);
  g_autofree char *lock_name = g_build_filename (data_dir, LOCK_NAME, NULL);
  g_autofree char *presence_name = g_build_filename (data_dir, PRESENCE_NAME, NULL);
  g_autofd int lock = g_open (lock_name, O_RDWR | O_CLOEXEC, 0);
  g_autofd int presence = -1;

  /* Who opens the data just now must not be kept from being present. */
  if (lock < 0 || flock (lock, LOCK_EX | LOCK_NB) != 0)
    return FALSE;
  presence = g_open (presence_name, O_RDWR | O_CLOEXEC, 0);
  if (!sl_recovery_is_missing (path) || !is_shared (presence))
    return FALSE;
  set_taken_away_error (path, error);
  return TRUE;
}

/* Of a missing one, only its log may have been there. */
static void
note_what_is_left (SlOpened *self)
{
  g_autofree char *target = g_steal_pointer (&self->notice_path);
  g_autofree char *log = g_strconcat (target, "-wal", NULL);

  if (g_file_test (target, G_FILE_TEST_EXISTS))
    self->notice_path = g_steal_pointer (&target);
  else if (g_file_test (log, G_FILE_TEST_EXISTS))
    self->notice_log = g_steal_pointer (&log);
}

static gboolean
set_aside_and_restore (SlOpened   *self,
                       const char *path,
                       gint64      now,
                       GError    **error)
{
  g_autofree char *data_dir = g_path_get_dirname (path);

  /* What is open from now on may know nothing of the attached files. They are spared before anything is open. */
  self->notice_path = sl_recovery_set_aside (path, now, error);
  if (self->notice_path == NULL || !sl_attachments_spare_all (data_dir, &self->notice_n_files, error) || !sl_recovery_restore (path, &self->notice_backup, error))
    return FALSE;

  note_what_is_left (self);
  self->notice = self->notice_backup != NULL ? SL_STORE_NOTICE_RESTORED : SL_STORE_NOTICE_STARTED_EMPTY;
  return TRUE;
}

static gboolean
open_for_reading (SlOpened     *self,
                  const char   *path,
                  SlStoreNotice notice,
                  GError      **error)
{
  self->notice = notice;
  if (!open_readers (self, path, error))
    return FALSE;

  /* An older schema can't be brought up to date without writing. */
  int version = sl_migrations_get_version (self->readers[0]);
  if (version >= SL_SCHEMA_VERSION)
    return TRUE;
  g_set_error_literal (error, SL_ERROR, SL_ERROR_READ_ONLY,
                       _("Your data must be brought to a new format, but its folder can’t be written. Check its permissions."));
  return FALSE;
}

static gboolean
is_newer (const char *path)
{
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, NULL);
  return connection != NULL && sl_migrations_get_version (connection) > SL_SCHEMA_VERSION;
}

static gboolean
open_locked (SlOpened   *self,
             const char *path,
             gint64      now,
             GError    **error)
{
  SlRecoveryState state;

  become_present (self, path);
  state = sl_recovery_inspect (path, TRUE, error);

  if (state == SL_RECOVERY_FAILED)
    return FALSE;
  if ((state == SL_RECOVERY_DAMAGED || sl_recovery_is_missing (path)) && !become_alone (self, path, error))
    return FALSE;
  if (state == SL_RECOVERY_DAMAGED && !set_aside_and_restore (self, path, now, error))
    return FALSE;
  if (self->presence >= 0)
    flock (self->presence, LOCK_SH);
  if (is_newer (path))
    return open_for_reading (self, path, SL_STORE_NOTICE_READ_ONLY_NEWER, error);
  return open_writer (self, path, now, error) && open_readers (self, path, error);
}

/* Of what was attached when the file was lost, the backup may know all or nothing. */
static void
count_spared (SlOpened   *self,
              const char *data_dir)
{
  g_autoptr (GError) error = NULL;

  if (self->notice_n_files > 0 && !sl_attachments_count_spared (self->readers[0], data_dir, &self->notice_n_files, &error))
    g_info ("All attached files are told of, as it can't be said which are spared: %s", error->message);
}

/**
 * sl_opened_new:
 * @data_dir: made when missing
 * @path: the data file in it
 * @now: for the names of what is set aside
 *
 * Returns: (transfer full): connections to a file of the present version, and what a person must be told; %NULL with
 *   @error set
 */
SlOpened *
sl_opened_new (const char *data_dir,
               const char *path,
               gint64      now,
               GError    **error)
{
  g_autoptr (SlOpened) self = g_new0 (SlOpened, 1);
  gboolean ok;

  self->presence = -1;

  if (!g_file_test (data_dir, G_FILE_TEST_IS_DIR) && !sl_file_make_dir (data_dir, error))
    return NULL;

  if (!may_write (data_dir, path))
    ok = open_for_reading (self, path, SL_STORE_NOTICE_READ_ONLY_FILE, error);
  else
    {
      int lock = -1;
      ok = take_lock (data_dir, &lock, error) && open_locked (self, path, now, error);
      drop_lock (lock);
    }
  if (!ok)
    return NULL;

  count_spared (self, data_dir);
  self->newest = sl_connection_get_integer (self->readers[0], "SELECT max (id) FROM txn", 0);
  self->can_undo = self->writer != NULL && sl_undo_find_undoable (self->readers[0]) != 0;
  self->can_redo = self->writer != NULL && sl_undo_find_redoable (self->readers[0]) != 0;
  return g_steal_pointer (&self);
}

/** sl_opened_free: closes what is still open */
void
sl_opened_free (SlOpened *self)
{
  sl_connection_close (self->readers[0]);
  sl_connection_close (self->readers[1]);
  sl_connection_close (self->writer);
  g_clear_fd (&self->presence, NULL);
  g_free (self->notice_path);
  g_free (self->notice_log);
  sl_backup_free (self->notice_backup);
  g_free (self);
}
