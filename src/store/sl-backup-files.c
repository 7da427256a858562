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
#include <sys/stat.h>
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

/* Whether both are the same file, or at least of one size: as much as can be told without reading them. */
static gboolean
seem_same (const char *one,
           const char *other,
           gboolean   *same_file)
{
  GStatBuf first, second;

  *same_file = FALSE;
  if (g_stat (one, &first) != 0 || g_stat (other, &second) != 0)
    return FALSE;
  *same_file = first.st_dev == second.st_dev && first.st_ino == second.st_ino;
  return first.st_size == second.st_size;
}

/* Whether the file of @to, which is there, can stay. It is read only when @closely, or when it isn't like the source. */
static gboolean
may_stay (const char *hash,
          const char *from,
          const char *to,
          gboolean    closely)
{
  g_autofree char *source = sl_attachments_build_path (from, hash);
  g_autofree char *target = sl_attachments_build_path (to, hash);
  gboolean same_file;

  if (!closely && (!sl_attachments_has (from, hash) || seem_same (source, target, &same_file)))
    return TRUE;
  return sl_attachments_verify (to, hash, NULL, NULL);
}

/* Puts the file where it isn't, or is damaged. What isn't whole is put nowhere: its name would promise what it doesn't
 * hold. That one isn't whole in either is no reason to stop. */
static gboolean
put_one (const char *hash,
         const char *from,
         const char *to,
         gboolean    closely,
         gboolean   *put,
         GError    **error)
{
  g_autofree char *source = sl_attachments_build_path (from, hash);
  g_autofree char *target = sl_attachments_build_path (to, hash);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *parent = g_path_get_dirname (folder);

  gboolean there = sl_attachments_has (to, hash);

  *put = FALSE;
  if ((there && may_stay (hash, from, to, closely)) || !sl_attachments_verify (from, hash, NULL, NULL))
    return TRUE;
  if (!sl_file_make_dir (folder, error) || !(there ? copy_file : put_file) (source, to, target, error))
    return FALSE;

  *put = TRUE;
  sl_file_sync_dir (folder);
  sl_file_sync_dir (parent);
  return TRUE;
}

/* A record that refers to a file. */
typedef struct {
  char *hash;
  char *name;
  gint64 size; /* -1: unknown */
} Paper;

static void
paper_free (gpointer data)
{
  Paper *self = data;

  g_free (self->hash);
  g_free (self->name);
  g_free (self);
}

/* Living or in the Trash; those of one file stand together. */
#define PAPERS(size) \
  "SELECT file_hash, name, " size " FROM documents WHERE file_hash IS NOT NULL" \
  " UNION ALL SELECT file_hash, version_name, " size " FROM resume_versions WHERE file_hash IS NOT NULL ORDER BY 1, 2"

/* Data that is backed up before it is brought to a new format, and old backups, know no sizes. */
static gboolean
knows_sizes (SlConnection *connection)
{
  return sl_connection_get_integer (connection, "SELECT count (*) FROM pragma_table_info ('documents') WHERE name = 'file_size'", 0) > 0;
}

/* (transfer full) (nullable): of Paper */
static GPtrArray *
read_papers (SlConnection *connection,
             GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, knows_sizes (connection) ? PAPERS ("file_size") : PAPERS ("NULL"), error);
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (paper_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    if (_sl_attachments_is_hash (sl_statement_get_text (statement, 0)))
      {
        Paper *paper = g_new0 (Paper, 1);

        paper->hash = g_strdup (sl_statement_get_text (statement, 0));
        paper->name = g_strdup (sl_statement_get_text (statement, 1));
        paper->size = sl_statement_is_null (statement, 2) ? -1 : sl_statement_get_integer (statement, 2);
        g_ptr_array_add (papers, paper);
      }
  if (local == NULL)
    return g_steal_pointer (&papers);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
is_paper (GPtrArray  *papers,
          const char *hash)
{
  for (guint i = 0; i < papers->len; i++)
    if (g_str_equal (((Paper *) g_ptr_array_index (papers, i))->hash, hash))
      return TRUE;
  return FALSE;
}

/* Has each file that the records of @connection need in the folder @from also in @to. @n_put (out) (optional): how many
 * of them a record refers to, and not only undo. */
static gboolean
put_all (SlConnection *connection,
         const char   *from,
         const char   *to,
         gboolean      closely,
         guint        *n_put,
         GError      **error)
{
  g_autoptr (GPtrArray) hashes = sl_attachments_read_needed (connection, error);
  g_autoptr (GPtrArray) papers = hashes != NULL ? read_papers (connection, error) : NULL;
  gboolean put;

  if (papers == NULL)
    return FALSE;
  for (guint i = 0; i < hashes->len; i++)
    {
      if (!put_one (g_ptr_array_index (hashes, i), from, to, closely, &put, error))
        return FALSE;
      if (put && n_put != NULL && is_paper (papers, g_ptr_array_index (hashes, i)))
        (*n_put)++;
    }
  sl_file_sync_dir (to);
  return TRUE;
}

/**
 * sl_backup_files_keep:
 * @path: the data file
 * @backup: a connection to its backup, which is not under its name yet
 *
 * Keeps the files that its records speak of. One that is missing already or damaged is no reason to have no backup: the
 * backup goes without, see sl_backup_files_find_lost().
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

  return put_all (backup, from, to, FALSE, NULL, error);
}

/**
 * sl_backup_files_bring_back:
 * @backup_path: a backup; its files lie in the folder attachments/ beside it
 * @path: the data file
 * @n_back: (out) (optional): how many files of its papers had been missing or damaged, and are good again
 *
 * Has every file that the backup’s records speak of beside the data file again, as far as the backup has it. One that is
 * there but damaged is replaced.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_backup_files_bring_back (const char *backup_path,
                            const char *path,
                            guint      *n_back,
                            GError    **error)
{
  g_autoptr (SlConnection) backup = _sl_connection_open_immutable (backup_path, error);
  g_autofree char *from = g_path_get_dirname (backup_path);
  g_autofree char *to = g_path_get_dirname (path);

  if (n_back != NULL)
    *n_back = 0;
  return backup != NULL && put_all (backup, from, to, TRUE, n_back, error);
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

static gboolean
seems_whole (const char *dir,
             Paper      *paper)
{
  g_autofree char *path = sl_attachments_build_path (dir, paper->hash);
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && (paper->size < 0 || info.st_size == paper->size);
}

/**
 * sl_backup_files_find_lost:
 * @backup_path: a backup
 * @backup: a connection to it
 *
 * A quick look for lists, which reads no file: whether each is there, and as long as it should be.
 *
 * Returns: (transfer full) (element-type utf8): the names of the papers whose file the backup doesn’t have whole; of a
 *   schema that knew no files: none
 */
GPtrArray *
sl_backup_files_find_lost (const char   *backup_path,
                           SlConnection *backup)
{
  g_autofree char *kept = g_path_get_dirname (backup_path);
  g_autoptr (GPtrArray) papers = read_papers (backup, NULL);
  GPtrArray *lost = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; papers != NULL && i < papers->len; i++)
    {
      Paper *paper = g_ptr_array_index (papers, i);

      if (!seems_whole (kept, paper))
        g_ptr_array_add (lost, g_strdup (paper->name));
    }
  return lost;
}

static void
compare_one (const char *kept,
             const char *own,
             const char *hash,
             gboolean   *kept_good,
             gboolean   *own_good)
{
  g_autofree char *kept_path = sl_attachments_build_path (kept, hash);
  g_autofree char *own_path = sl_attachments_build_path (own, hash);
  gboolean same_file;

  seem_same (kept_path, own_path, &same_file);
  *kept_good = sl_attachments_verify (kept, hash, NULL, NULL);
  *own_good = same_file ? *kept_good : sl_attachments_verify (own, hash, NULL, NULL);
}

/**
 * sl_backup_files_compare:
 * @backup_path: a backup
 * @path: the data file
 * @backup: a connection to the backup, in this version’s tables
 * @n_back: (out): how many files of its papers are missing or damaged beside the data file, and good in the backup
 * @n_missing: (out): how many are good in neither
 * @lost: (out) (transfer full) (element-type utf8): the names of the papers whose file isn’t good in the backup
 *
 * Reads all of them.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_backup_files_compare (const char   *backup_path,
                         const char   *path,
                         SlConnection *backup,
                         guint        *n_back,
                         guint        *n_missing,
                         GPtrArray   **lost,
                         GError      **error)
{
  g_autofree char *kept = g_path_get_dirname (backup_path);
  g_autofree char *own = g_path_get_dirname (path);
  g_autoptr (GPtrArray) papers = read_papers (backup, error);
  gboolean kept_good = TRUE, own_good = TRUE;
  const char *last = NULL;

  if (papers == NULL)
    return FALSE;
  *n_back = *n_missing = 0;
  *lost = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < papers->len; i++)
    {
      Paper *paper = g_ptr_array_index (papers, i);

      if (g_strcmp0 (paper->hash, last) != 0)
        {
          compare_one (kept, own, paper->hash, &kept_good, &own_good);
          *n_back += !own_good && kept_good;
          *n_missing += !own_good && !kept_good;
        }
      if (!kept_good)
        g_ptr_array_add (*lost, g_strdup (paper->name));
      last = paper->hash;
    }
  return TRUE;
}
