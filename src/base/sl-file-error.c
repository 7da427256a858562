/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with a file, in words: no room, no permission, not there. */
#define G_LOG_DOMAIN "sl-file-error"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-file-private.h"
#include "sl-file.h"

static const char *
get_message (SlErrorCode code,
             gboolean    named)
{
  switch (code)
    {
    case SL_ERROR_DISK_FULL:
      return named ? _("There is no room left on the disk for “%s”. Make some room, then try again.")
                   : _("There is no room left on the disk. Make some room, then try again.");
    case SL_ERROR_PERMISSION:
      return named ? _("You don’t have permission to use “%s”. Choose another place, or change its permissions.")
                   : _("You don’t have permission to use this file. Choose another place, or change its permissions.");
    case SL_ERROR_READ_ONLY:
      return named ? _("“%s” is on a disk that can only be read. Choose another place.")
                   : _("This disk can only be read. Choose another place.");
    case SL_ERROR_NOT_FOUND:
      return named ? _("“%s” isn’t there. It may have been moved or deleted.")
                   : _("The file isn’t there. It may have been moved or deleted.");
    case SL_ERROR_EXISTS:
      return named ? _("Something with the name “%s” is there already. Choose another name.")
                   : _("Something with this name is there already. Choose another name.");
    case SL_ERROR_BUSY:
      return named ? _("“%s” is in use by another program. Close it there, then try again.")
                   : _("The file is in use by another program. Close it there, then try again.");
    default:
      return NULL;
    }
}

static SlErrorCode
get_code_for_file_error (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOSPC: return SL_ERROR_DISK_FULL;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM: return SL_ERROR_PERMISSION;
    case G_FILE_ERROR_ROFS: return SL_ERROR_READ_ONLY;
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR: return SL_ERROR_NOT_FOUND;
    case G_FILE_ERROR_EXIST: return SL_ERROR_EXISTS;
    case G_FILE_ERROR_TXTBSY: return SL_ERROR_BUSY;
    default: return SL_ERROR_FAILED;
    }
}

static SlErrorCode
get_code_for_errno (int saved_errno)
{
  return saved_errno == EDQUOT ? SL_ERROR_DISK_FULL : get_code_for_file_error (g_file_error_from_errno (saved_errno));
}

static SlErrorCode
get_code_for_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE: return SL_ERROR_DISK_FULL;
    case G_IO_ERROR_PERMISSION_DENIED: return SL_ERROR_PERMISSION;
    case G_IO_ERROR_READ_ONLY: return SL_ERROR_READ_ONLY;
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY: return SL_ERROR_NOT_FOUND;
    case G_IO_ERROR_EXISTS: return SL_ERROR_EXISTS;
    case G_IO_ERROR_BUSY: return SL_ERROR_BUSY;
    case G_IO_ERROR_CANCELLED: return SL_ERROR_CANCELLED;
    default: return SL_ERROR_FAILED;
    }
}

/* @name (nullable): what the file is called in the message. */
static GError *
make_error (SlErrorCode  code,
            const char  *name,
            const char  *details)
{
  const char *format = get_message (code, name != NULL);

  if (format != NULL && name == NULL)
    return g_error_new_literal (SL_ERROR, (int) code, format);

  if (format != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
      g_autofree char *message = g_strjoinv (name, parts);

      return g_error_new_literal (SL_ERROR, (int) code, message);
    }
  if (code == SL_ERROR_CANCELLED)
    return g_error_new_literal (SL_ERROR, (int) code, _("Stopped. Nothing was changed."));
  if (name != NULL)
    return g_error_new (SL_ERROR, (int) code, _("“%s” can’t be used: %s"), name, details);

  return g_error_new (SL_ERROR, (int) code, _("The file can’t be used: %s"), details);
}

/* Sets @error from an errno value; @path is the file it is about. */
void
_sl_file_set_errno_error (GError     **error,
                          int          saved_errno,
                          const char  *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;

  g_propagate_error (error, make_error (get_code_for_errno (saved_errno), name, g_strerror (saved_errno)));
}

/* The nearest thing on the way to @path that is there and no folder, or NULL. (transfer full) */
static char *
find_file_in_the_way (const char *path)
{
  g_autofree char *place = g_strdup (path);

  for (;;)
    {
      char *above = g_path_get_dirname (place);
      gboolean top = g_str_equal (above, place);

      if (g_file_test (place, G_FILE_TEST_EXISTS))
        {
          g_free (above);
          return g_file_test (place, G_FILE_TEST_IS_DIR) ? NULL : g_steal_pointer (&place);
        }
      g_free (place);
      place = above;
      if (top)
        return NULL;
    }
}

/* Sets @error for the folder @path, from an errno value. A folder is named with the whole way to it: which part of it is
 * wrong can only be seen there. */
void
_sl_file_set_folder_error (GError     **error,
                           int          saved_errno,
                           const char  *path)
{
  SlErrorCode code = get_code_for_errno (saved_errno);
  g_autofree char *file = code == SL_ERROR_NOT_FOUND || code == SL_ERROR_EXISTS ? find_file_in_the_way (path) : NULL;
  g_autofree char *name = g_filename_display_name (file != NULL ? file : path);

  if (file != NULL)
    g_set_error (error, SL_ERROR, (int) code, _("“%s” is a file, not a folder. Choose another folder."), name);
  else if (code == SL_ERROR_NOT_FOUND)
    g_set_error (error, SL_ERROR, (int) code, _("There is no folder “%s”. Make it first, or choose another."), name);
  else
    g_propagate_error (error, make_error (code, name, g_strerror (saved_errno)));
}

/**
 * sl_file_explain_error:
 * @error: what GLib or GIO said, from any domain
 * @path: (nullable): the file it is about; only its name is shown
 *
 * Words an error for a person: no room, no permission, not there. An error of %SL_ERROR comes back as it is.
 *
 * Returns: (transfer full): an error of %SL_ERROR
 */
GError *
sl_file_explain_error (const GError *error,
                       const char   *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  SlErrorCode code = SL_ERROR_FAILED;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == SL_ERROR)
    return g_error_copy (error);

  if (error->domain == G_FILE_ERROR)
    code = get_code_for_file_error (error->code);
  else if (error->domain == G_IO_ERROR)
    code = get_code_for_io_error (error->code);

  return make_error (code, name, error->message);
}

/**
 * sl_file_propagate_error:
 * @dest: (nullable): where the caller wants its error
 * @src: (transfer full): what GLib or GIO said
 * @path: (nullable): the file it is about
 *
 * Hands on @src in the words of sl_file_explain_error().
 */
void
sl_file_propagate_error (GError     **dest,
                         GError      *src,
                         const char  *path)
{
  if (dest != NULL)
    *dest = sl_file_explain_error (src, path);
  g_error_free (src);
}
