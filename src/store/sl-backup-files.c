/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-backup-files.h. */

#define G_LOG_DOMAIN "sl-backup-files"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "sl-attachments-private.h"
#include "sl-backup-files.h"
#include "sl-backup-private.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-sqlite-error.h"

/**
 * sl_backup_files_lock:
 * @path: the data file
 *
 * Waits for other programs that make or delete backups: what the one has just kept, the other could take for nobody’s.
 *
 * Returns: a file descriptor to be closed; -1 when there is no folder for backups
 */
int
sl_backup_files_lock (const char *path)
{
  g_autofree char *folder = sl_backup_build_folder (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

/**
 * sl_backup_files_hold:
 * @path: the data file
 *
 * Keeps housekeeping from removing files that are brought back before the records that refer to them are.
 *
 * Returns: a file descriptor to be closed then; -1 where nothing can be locked, and nothing is cleaned up either
 */
int
sl_backup_files_hold (const char *path)
{
  g_autofree char *data_dir = g_path_get_dirname (path);
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);

  /* Perhaps the first files of all: the lock lies among them. */
  if (!sl_file_make_dir (folder, NULL))
    return -1;
  return _sl_attachments_lock (data_dir, FALSE);
}

/* Written among the unfinished ones of the folder @dir, which housekeeping clears away after a crash. */
static gboolean
copy_file (const char *from,
           const char *dir,
           const char *to,
           GError    **error)
{
  g_autofree char *beside = g_build_filename (dir, SL_ATTACHMENTS_FOLDER, SL_ATTACHMENTS_NEW, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (from);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInputStream) source = g_file_read (file, NULL, &local);
  g_autoptr (SlAtomicFile) target = source != NULL ? sl_atomic_file_begin (beside, error) : NULL;

  if (target != NULL)
    {
      sl_atomic_file_set_target (target, to, 0400);
      if (g_output_stream_splice (sl_atomic_file_get_stream (target), G_INPUT_STREAM (source), G_OUTPUT_STREAM_SPLICE_NONE, NULL, &local) >= 0)
        return sl_atomic_file_commit (target, error);
    }
  if (local != NULL)
    sl_file_propagate_error (error, g_steal_pointer (&local), to);
  return FALSE;
}

/* A second name where that can be: no second gigabyte. */
static gboolean
put_file (const char *from,
          const char *dir,
          const char *to,
          GError    **error)
{
  if (link (from, to) == 0 || errno == EEXIST)
    return TRUE;
  return copy_file (from, dir, to, error);
}

/* Puts the file where it isn't, or with @mend where it is damaged. One that isn't whole in either is no reason to stop. */
static gboolean
put_one (const char *hash,
         const char *from,
         const char *to,
         gboolean    mend,
         GError    **error)
{
  g_autofree char *source = sl_attachments_build_path (from, hash);
  g_autofree char *target = sl_attachments_build_path (to, hash);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *parent = g_path_get_dirname (folder);

  if (sl_attachments_has (to, hash))
    return !mend || sl_attachments_verify (to, hash, NULL, NULL) || !sl_attachments_verify (from, hash, NULL, NULL) ||
           copy_file (source, to, target, error);
  if (!sl_attachments_has (from, hash))
    return TRUE;
  if (!sl_file_make_dir (folder, error) || !put_file (source, to, target, error))
    return FALSE;

  sl_file_sync_dir (folder);
  sl_file_sync_dir (parent);
  return TRUE;
}

/* Has each file that the records of @connection need in the folder @from also in @to. */
static gboolean
put_all (SlConnection *connection,
         const char   *from,
         const char   *to,
         gboolean      mend,
         GError      **error)
{
  g_autoptr (GPtrArray) hashes = sl_attachments_read_needed (connection, error);

  for (guint i = 0; hashes != NULL && i < hashes->len; i++)
    if (!put_one (g_ptr_array_index (hashes, i), from, to, mend, error))
      return FALSE;
  if (hashes != NULL)
    sl_file_sync_dir (to);
  return hashes != NULL;
}

/**
 * sl_backup_files_keep:
 * @path: the data file
 * @backup: a connection to its backup, which is not under its name yet
 *
 * Keeps the files that its records speak of. One that is missing already is no reason to have no backup.
 *
 * Returns: %FALSE with @error set: no room on the disk, or no permission
 */
gboolean
sl_backup_files_keep (const char   *path,
                      SlConnection *backup,
                      GError      **error)
{
  g_autofree char *from = g_path_get_dirname (path);
  g_autofree char *to = sl_backup_build_folder (path);

  return put_all (backup, from, to, FALSE, error);
}

/**
 * sl_backup_files_bring_back:
 * @backup_path: a backup; its files lie in the folder attachments/ beside it
 * @path: the data file
 *
 * Has every file that the backup’s records speak of beside the data file again, as far as the backup has it. One that is
 * there but damaged is replaced.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_backup_files_bring_back (const char *backup_path,
                            const char *path,
                            GError    **error)
{
  g_autoptr (SlConnection) backup = _sl_connection_open_immutable (backup_path, error);
  g_autofree char *from = g_path_get_dirname (backup_path);
  g_autofree char *to = g_path_get_dirname (path);

  return backup != NULL && put_all (backup, from, to, TRUE, error);
}

/* What the records of all backups need; NULL when one of them can't be asked. */
static GHashTable *
read_needed_by_all (const char *path)
{
  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < backups->len; i++)
    {
      const char *backup = g_ptr_array_index (backups, i);
      g_autoptr (SlConnection) connection = _sl_connection_open_immutable (backup, NULL);
      g_autoptr (GPtrArray) hashes = connection != NULL ? sl_attachments_read_needed (connection, NULL) : NULL;

      if (hashes == NULL)
        {
          sl_sqlite_clear_suspect (backup);
          return NULL;
        }
      for (guint j = 0; j < hashes->len; j++)
        g_hash_table_add (needed, g_strdup (g_ptr_array_index (hashes, j)));
    }
  return g_steal_pointer (&needed);
}

static void
sweep_folder (const char *path,
              GHashTable *needed)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      if (!g_hash_table_contains (needed, name))
        g_unlink (file);
    }
  g_rmdir (path);
}

/**
 * sl_backup_files_sweep:
 * @path: the data file, its backups locked
 *
 * Deletes the kept files that no backup’s records speak of any more. A backup that can’t be read keeps them all.
 */
void
sl_backup_files_sweep (const char *path)
{
  g_autofree char *backups = sl_backup_build_folder (path);
  g_autofree char *folder = g_build_filename (backups, SL_ATTACHMENTS_FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) needed = dir != NULL ? read_needed_by_all (path) : NULL;
  const char *name;

  while (needed != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, "." SL_ATTACHMENTS_NEW "."))
        g_unlink (child);
      else
        sweep_folder (child, needed);
    }
}

/** sl_backup_files_count_missing: how many files of @backup’s records are neither beside it nor beside the data file @path */
guint
sl_backup_files_count_missing (const char   *backup_path,
                               const char   *path,
                               SlConnection *backup)
{
  g_autofree char *kept = g_path_get_dirname (backup_path);
  g_autofree char *own = g_path_get_dirname (path);
  g_autoptr (GPtrArray) hashes = sl_attachments_read_needed (backup, NULL);
  guint n = 0;

  for (guint i = 0; hashes != NULL && i < hashes->len; i++)
    if (!sl_attachments_has (kept, g_ptr_array_index (hashes, i)) && !sl_attachments_has (own, g_ptr_array_index (hashes, i)))
      n++;
  return n;
}
