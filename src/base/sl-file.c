/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files written whole or not at all. A local file is written beside its target
 * and renamed over it; one that GIO reaches in another way (a portal, a share) is left to GIO's own replacing. */
#define G_LOG_DOMAIN "sl-file"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-error.h"
#include "sl-file-private.h"
#include "sl-file.h"

struct _SlAtomicFile
{
  char *path;     /* NULL for a file without a local path */
  char *tmp_path; /* NULL once committed or aborted */
  char *name;     /* for messages */
  int fd;
  mode_t mode;
  GOutputStream *stream;
  GCancellable *cancellable;
};

/* A link is followed, so that the file behind it is replaced and the link stays. */
static char *
resolve_path (const char *path)
{
  char *resolved = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? realpath (path, NULL) : NULL;
  char *copy;

  if (resolved == NULL)
    return g_strdup (path);

  copy = g_strdup (resolved);
  free (resolved);

  return copy;
}

/* A file that is replaced keeps its permissions; a new one (0) gets what the umask leaves, which only the system may look at:
 * reading it means setting it, for all threads. */
static mode_t
get_mode (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 ? info.st_mode & 0777 : 0;
}

static gboolean
open_beside (SlAtomicFile  *self,
             GError       **error)
{
  g_autofree char *dir = g_path_get_dirname (self->path);
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *tmp_path = NULL;

  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, SL_ERROR, SL_ERROR_EXISTS,
                   _("“%s” is a folder. Choose a file name."), self->name);
      return FALSE;
    }

  /* A long name plus a suffix could be too long. */
  if (strlen (base) > 200)
    base[200] = '\0';
  tmp_path = g_strdup_printf ("%s/.%s.XXXXXX", dir, base);
  self->mode = get_mode (self->path);
  self->fd = g_mkstemp_full (tmp_path, O_RDWR | O_CLOEXEC, self->mode != 0 ? 0600 : 0666);
  if (self->fd < 0)
    {
      int saved_errno = errno;

      if (saved_errno == ENOENT || saved_errno == ENOTDIR)
        _sl_file_set_folder_error (error, saved_errno, dir);
      else
        _sl_file_set_errno_error (error, saved_errno, self->path);
      return FALSE;
    }

  self->tmp_path = g_steal_pointer (&tmp_path);
  self->stream = g_unix_output_stream_new (self->fd, FALSE);

  return TRUE;
}

/**
 * sl_atomic_file_begin:
 * @path: the file to write; its folder has to exist
 * @error: return location for an error
 *
 * Begins to write @path: into a temporary file beside it, until sl_atomic_file_commit(). Until then @path is what it was.
 *
 * Returns: (transfer full): the file; %NULL if it can't be written there
 */
SlAtomicFile *
sl_atomic_file_begin (const char  *path,
                      GError     **error)
{
  g_autoptr (SlAtomicFile) self = g_new0 (SlAtomicFile, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->fd = -1;
  self->path = resolve_path (path);
  self->name = g_filename_display_basename (path);
  if (!open_beside (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * sl_atomic_file_begin_file:
 * @file: the file to write, as a file chooser gives it
 * @error: return location for an error
 *
 * The same for a #GFile. One without a local path is replaced by GIO, in the way its file system can.
 *
 * Returns: (transfer full): the file; %NULL if it can't be written there
 */
SlAtomicFile *
sl_atomic_file_begin_file (GFile   *file,
                           GError **error)
{
  g_autoptr (SlAtomicFile) self = NULL;
  g_autofree char *path = NULL;
  GError *local_error = NULL;
  GFileOutputStream *stream;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_get_path (file);
  if (path != NULL)
    {
      GError *beside_error = NULL;
      SlAtomicFile *beside = sl_atomic_file_begin (path, &beside_error);

      /* In a sandbox the portal may give the file alone, and no room beside it. */
      if (beside != NULL || !(g_error_matches (beside_error, SL_ERROR, SL_ERROR_PERMISSION) ||
                              g_error_matches (beside_error, SL_ERROR, SL_ERROR_READ_ONLY)))
        {
          if (beside_error != NULL)
            g_propagate_error (error, beside_error);
          return beside;
        }
      g_error_free (beside_error);
    }

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &local_error);
  if (stream == NULL)
    {
      g_autofree char *base = g_file_get_basename (file);

      sl_file_propagate_error (error, local_error, base);
      return NULL;
    }

  self = g_new0 (SlAtomicFile, 1);
  self->fd = -1;
  self->name = g_file_get_basename (file);
  self->stream = G_OUTPUT_STREAM (stream);
  self->cancellable = g_cancellable_new ();

  return g_steal_pointer (&self);
}

/**
 * sl_atomic_file_get_stream:
 * @self: a file being written
 *
 * Returns: (transfer none): where to write; don't close it. Its errors are GIO's: pass them through
 *   sl_file_propagate_error().
 */
GOutputStream *
sl_atomic_file_get_stream (SlAtomicFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stream;
}

/**
 * sl_atomic_file_set_target:
 * @self: a file being written, of sl_atomic_file_begin()
 * @path: where it is to go instead; on the same file system, in a folder that exists
 * @mode: its permissions
 *
 * For a file whose name is known only once it is written.
 */
void
sl_atomic_file_set_target (SlAtomicFile *self,
                           const char   *path,
                           guint         mode)
{
  g_return_if_fail (self != NULL && self->path != NULL);
  g_return_if_fail (path != NULL);

  g_set_str (&self->path, path);
  self->mode = (mode_t) mode;
}

/**
 * sl_file_sync_dir:
 * @dir: a folder
 *
 * Brings the names in @dir to the disk. A folder that can't be synced is no failure: some file systems do it by themselves.
 */
void
sl_file_sync_dir (const char *dir)
{
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;

  fsync (fd);
  close (fd);
}

/**
 * sl_file_remove_tree:
 * @folder: a folder that nobody needs any more
 *
 * Removes it with all that is in it; symbolic links are removed, not followed. What can't be removed stays.
 */
void
sl_file_remove_tree (GFile *folder)
{
  g_autoptr (GFileEnumerator) children = NULL;

  children = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (children, &info, &child, NULL, NULL) || info == NULL)
        break;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        sl_file_remove_tree (child);
      else
        g_file_delete (child, NULL, NULL);
    }

  g_file_delete (folder, NULL, NULL);
}

static gboolean
commit_beside (SlAtomicFile  *self,
               GError       **error)
{
  int fd = g_steal_fd (&self->fd);
  int saved_errno = 0;

  if (self->mode != 0 && fchmod (fd, self->mode) != 0 && errno != EPERM && errno != ENOTSUP)
    saved_errno = errno;
  if (saved_errno == 0 && fsync (fd) != 0 && errno != EINVAL)
    saved_errno = errno;
  if (close (fd) != 0 && saved_errno == 0 && errno != EINTR)
    saved_errno = errno;
  if (saved_errno == 0 && rename (self->tmp_path, self->path) != 0)
    saved_errno = errno;

  if (saved_errno != 0)
    {
      _sl_file_set_errno_error (error, saved_errno, self->path);
      return FALSE;
    }

  /* So that the new name, not only the contents, is on the disk. */
  g_autofree char *dir = g_path_get_dirname (self->path);

  g_clear_pointer (&self->tmp_path, g_free);
  sl_file_sync_dir (dir);

  return TRUE;
}

/**
 * sl_atomic_file_commit:
 * @self: a file being written
 * @error: return location for an error
 *
 * Puts what was written in the target's place, on the disk and not only in a cache. Afterwards, or after a failure (then
 * the target is what it was), only sl_atomic_file_free() is left to do.
 *
 * Returns: %FALSE if it failed
 */
gboolean
sl_atomic_file_commit (SlAtomicFile  *self,
                       GError       **error)
{
  GError *local_error = NULL;
  gboolean done;

  g_return_val_if_fail (self != NULL && self->stream != NULL, FALSE);

  done = g_output_stream_close (self->stream, NULL, &local_error);
  g_clear_object (&self->stream);
  if (!done)
    sl_file_propagate_error (error, local_error, self->name);
  else if (self->path != NULL)
    done = commit_beside (self, error);

  if (!done)
    sl_atomic_file_abort (self);

  return done;
}

/**
 * sl_atomic_file_abort:
 * @self: a file being written
 *
 * Throws away what was written; the target stays what it was. Does nothing after a commit.
 */
void
sl_atomic_file_abort (SlAtomicFile *self)
{
  g_return_if_fail (self != NULL);

  if (self->stream != NULL && self->cancellable != NULL)
    {
      /* Closing with a cancelled cancellable is how GIO is told not to replace. */
      g_cancellable_cancel (self->cancellable);
      g_output_stream_close (self->stream, self->cancellable, NULL);
    }
  g_clear_object (&self->stream);
  g_clear_fd (&self->fd, NULL);
  if (self->tmp_path != NULL)
    g_unlink (self->tmp_path);
  g_clear_pointer (&self->tmp_path, g_free);
}

/**
 * sl_atomic_file_free:
 * @self: (transfer full) (nullable): a file
 *
 * Frees @self; what wasn't committed is thrown away.
 */
void
sl_atomic_file_free (SlAtomicFile *self)
{
  if (self == NULL)
    return;

  sl_atomic_file_abort (self);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static gboolean
write_and_commit (SlAtomicFile  *file,
                  GBytes        *contents,
                  GError       **error)
{
  GError *local_error = NULL;
  gsize length;
  const void *data = g_bytes_get_data (contents, &length);

  if (!g_output_stream_write_all (file->stream, data, length, NULL, NULL, &local_error))
    {
      sl_file_propagate_error (error, local_error, file->name);
      return FALSE;
    }

  return sl_atomic_file_commit (file, error);
}

/**
 * sl_file_write_atomic:
 * @path: the file to write; its folder has to exist
 * @contents: what to write
 * @error: return location for an error
 *
 * Writes @path whole or not at all. Blocks until it is on the disk.
 *
 * Returns: %FALSE if it failed; then @path is what it was
 */
gboolean
sl_file_write_atomic (const char  *path,
                      GBytes      *contents,
                      GError     **error)
{
  g_autoptr (SlAtomicFile) file = sl_atomic_file_begin (path, error);

  return file != NULL && write_and_commit (file, contents, error);
}

/**
 * sl_file_write_atomic_file:
 * @file: the file to write
 * @contents: what to write
 * @error: return location for an error
 *
 * The same for a #GFile.
 *
 * Returns: %FALSE if it failed; then @file is what it was
 */
gboolean
sl_file_write_atomic_file (GFile   *file,
                           GBytes  *contents,
                           GError **error)
{
  g_autoptr (SlAtomicFile) atomic = sl_atomic_file_begin_file (file, error);

  return atomic != NULL && write_and_commit (atomic, contents, error);
}

/**
 * sl_file_make_dir:
 * @path: a folder
 * @error: return location for an error
 *
 * Makes @path and what is missing above it, for this person only. One that exists is fine.
 *
 * Returns: %FALSE if it isn't there afterwards
 */
gboolean
sl_file_make_dir (const char  *path,
                  GError     **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  _sl_file_set_folder_error (error, errno, path);

  return FALSE;
}

/**
 * sl_file_read:
 * @path: a file
 * @max_size: how many bytes at most; 0 for any
 * @error: return location for an error
 *
 * Reads a whole file. One that is larger is refused with %SL_ERROR_TOO_LARGE before it is read.
 *
 * Returns: (transfer full): its contents; %NULL if it failed
 */
GBytes *
sl_file_read (const char  *path,
              goffset      max_size,
              GError     **error)
{
  GError *local_error = NULL;
  struct stat info;
  char *contents;
  gsize length;

  if (stat (path, &info) != 0)
    {
      _sl_file_set_errno_error (error, errno, path);
      return NULL;
    }
  if (S_ISDIR (info.st_mode))
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, SL_ERROR, SL_ERROR_FAILED, _("“%s” is a folder. Choose a file."), name);
      return NULL;
    }
  if (max_size > 0 && info.st_size > max_size)
    {
      g_autofree char *name = g_filename_display_basename (path);
      g_autofree char *size = g_format_size ((guint64) info.st_size);
      g_autofree char *limit = g_format_size ((guint64) max_size);

      g_set_error (error, SL_ERROR, SL_ERROR_TOO_LARGE,
                   _("“%s” is %s large. Shortlist reads up to %s."), name, size, limit);
      return NULL;
    }

  if (!g_file_get_contents (path, &contents, &length, &local_error))
    {
      sl_file_propagate_error (error, local_error, path);
      return NULL;
    }

  return g_bytes_new_take (contents, length);
}
