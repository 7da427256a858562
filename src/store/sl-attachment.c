/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-attachment.h. Crashes: a file cut off while being written has no name yet; one that was named, but whose record
 * never came, is removed by the next housekeeping; a record is only written once its file is on the disk. */

#define G_LOG_DOMAIN "sl-attachment"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-attachments-private.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-text.h"

struct _SlAttachment
{
  int lock; /* -1: this file system has no locks, and then nothing is cleaned up either */
  char *hash;
  char *name;
  gint64 size;
};

#define KEPT_MODE 0400

/* A file's name may be anything; a record's text may not. */
static char *
get_name (GFileInfo *info,
          GFile     *file)
{
  g_autofree char *base = g_file_get_basename (file);
  const char *display = g_file_info_get_display_name (info);
  g_autofree char *clean = g_strdelimit (sl_text_sanitize (display != NULL ? display : base, -1), "\n\t", ' ');
  g_autofree char *name = sl_text_strip (clean);

  return *name != '\0' ? sl_text_truncate_utf8 (name, 255) : g_strdup (_("Document"));
}

static gboolean
check_kind (GFileInfo   *info,
            const char  *name,
            GError     **error)
{
  GFileType type = g_file_info_get_file_type (info);

  if (type == G_FILE_TYPE_DIRECTORY)
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” is a folder. Attach the files in it instead."), name);
  /* A pipe or a device might never end, or never begin. */
  else if (type != G_FILE_TYPE_REGULAR && type != G_FILE_TYPE_UNKNOWN)
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” isn’t a file that can be kept."), name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_size (gint64       size,
            const char  *name,
            GError     **error)
{
  g_autofree char *limit = g_format_size (SL_ATTACHMENT_MAX_SIZE);

  if (size == 0)
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” is empty, so there is nothing to keep."), name);
  else if (size > SL_ATTACHMENT_MAX_SIZE)
    g_set_error (error, SL_ERROR, SL_ERROR_TOO_LARGE,
                 _("“%s” is larger than %s. Add a link to it instead."), name, limit);
  else
    return TRUE;
  return FALSE;
}

static GInputStream *
open_source (GFile         *file,
             char         **name,
             GCancellable  *cancellable,
             GError       **error)
{
  GError *local = NULL;
  g_autofree char *base = g_file_get_basename (file);
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &local);
  GFileInputStream *stream;

  if (info == NULL)
    {
      sl_file_propagate_error (error, local, base);
      return NULL;
    }
  *name = get_name (info, file);
  if (!check_kind (info, *name, error) || !check_size (g_file_info_get_size (info), *name, error))
    return NULL;

  stream = g_file_read (file, cancellable, &local);
  if (stream == NULL)
    sl_file_propagate_error (error, local, base);
  return stream != NULL ? G_INPUT_STREAM (stream) : NULL;
}

/* Puts what was written where its checksum says. One that is there already is written over: it may be damaged. */
static gboolean
settle (SlAttachment  *self,
        const char    *data_dir,
        SlAtomicFile  *file,
        GError       **error)
{
  g_autofree char *path = sl_attachments_build_path (data_dir, self->hash);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *folder = g_path_get_dirname (dir);

  if (!sl_file_make_dir (dir, error))
    return FALSE;
  sl_file_sync_dir (folder);
  sl_atomic_file_set_target (file, path, KEPT_MODE);
  return sl_atomic_file_commit (file, error);
}

static SlAttachment *
begin (const char  *data_dir,
       GError     **error)
{
  g_autoptr (SlAttachment) self = g_new0 (SlAttachment, 1);
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);

  self->lock = -1;
  if (!sl_file_make_dir (folder, error))
    return NULL;
  sl_file_sync_dir (data_dir);
  self->lock = _sl_attachments_lock (data_dir, FALSE);
  return g_steal_pointer (&self);
}

static SlAttachment *
keep_stream (const char    *data_dir,
             GInputStream  *from,
             const char    *name,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);
  g_autofree char *beside = g_build_filename (folder, SL_ATTACHMENTS_NEW, NULL);
  g_autoptr (SlAttachment) self = begin (data_dir, error);
  g_autoptr (SlAtomicFile) to = self != NULL ? sl_atomic_file_begin (beside, error) : NULL;

  if (to == NULL)
    return NULL;
  self->name = g_strdup (name);
  /* The size is looked at again: the file may have grown since, or its file system doesn't say. */
  if (!_sl_attachments_copy (from, sl_atomic_file_get_stream (to), name, &self->hash, &self->size, cancellable, error) ||
      !check_size (self->size, name, error) ||
      !settle (self, data_dir, to, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sl_attachment_keep:
 * @data_dir: the folder of the data
 * @file: what to keep; it is read only
 * @cancellable: (nullable)
 *
 * Copies @file into the data folder, unless the same is there already, and brings it to the disk. Blocks.
 *
 * Returns: (transfer full): what is kept, to be freed when a record refers to it; %NULL with @error set: nothing is kept
 */
SlAttachment *
sl_attachment_keep (const char    *data_dir,
                    GFile         *file,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GInputStream) from = NULL;

  g_return_val_if_fail (data_dir != NULL && G_IS_FILE (file), NULL);

  from = open_source (file, &name, cancellable, error);
  return from != NULL ? keep_stream (data_dir, from, name, cancellable, error) : NULL;
}

/** sl_attachment_keep_bytes: (transfer full): the same for @contents, which was called @name */
SlAttachment *
sl_attachment_keep_bytes (const char *data_dir,
                          const char *name,
                          GBytes     *contents,
                          GError    **error)
{
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (contents);

  return keep_stream (data_dir, from, name, NULL, error);
}

/**
 * sl_attachment_claim:
 * @hash: of a file that may be there already
 *
 * For records that come with a checksum, as from an export: keeps housekeeping off until they are committed.
 *
 * Returns: (transfer full): the claim; %NULL with %SL_ERROR_NOT_FOUND when there is no such file here
 */
SlAttachment *
sl_attachment_claim (const char  *data_dir,
                     const char  *hash,
                     GError     **error)
{
  g_autoptr (SlAttachment) self = begin (data_dir, error);
  g_autofree char *path = sl_attachments_build_path (data_dir, hash);
  struct stat info;

  if (self == NULL)
    return NULL;
  if (path == NULL || stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("The attached file isn’t in this data folder."));
      return NULL;
    }
  self->hash = g_strdup (hash);
  self->size = info.st_size;
  return g_steal_pointer (&self);
}

/** sl_attachment_get_hash: (transfer none): SHA-256 of the contents, in hexadecimal */
const char *
sl_attachment_get_hash (SlAttachment *self)
{
  return self->hash;
}

/** sl_attachment_get_name: (transfer none) (nullable): what the file was called; %NULL for a claim */
const char *
sl_attachment_get_name (SlAttachment *self)
{
  return self->name;
}

/** sl_attachment_get_size: in bytes */
gint64
sl_attachment_get_size (SlAttachment *self)
{
  return self->size;
}

/** sl_attachment_free: (transfer full) (nullable): gives up the claim; the file stays if a record refers to it */
void
sl_attachment_free (SlAttachment *self)
{
  if (self == NULL)
    return;
  g_clear_fd (&self->lock, NULL);
  g_free (self->hash);
  g_free (self->name);
  g_free (self);
}
