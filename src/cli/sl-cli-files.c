/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that a command reads and writes, where “-” may be standard input and output. */

#define G_LOG_DOMAIN "sl-cli-files"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sl-cli.h"
#include "sl-error.h"
#include "sl-file.h"

GOutputStream *
sl_cli_open_stream (const char *path,
                    GError    **error)
{
  struct stat info;
  int fd;

  if (*path == '\0')
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("Say which file to write; “-” is standard output."));
      return NULL;
    }
  if (g_str_equal (path, "-"))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (g_stat (path, &info) != 0 || S_ISREG (info.st_mode) || S_ISDIR (info.st_mode))
    return NULL;

  fd = g_open (path, O_WRONLY | O_CLOEXEC);
  if (fd >= 0)
    return g_unix_output_stream_new (fd, TRUE);

  g_set_error (error, SL_ERROR, SL_ERROR_PERMISSION, _("“%s” can’t be written: %s."), path, g_strerror (errno));
  return NULL;
}

GBytes *
sl_cli_read_input (const char  *path,
                   gsize        max_size,
                   GError     **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  GError *failure = NULL;

  if (!g_str_equal (path, "-"))
    return sl_file_read (path, (goffset) max_size, error);

  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  memory = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &failure) < 0)
    {
      sl_file_propagate_error (error, failure, NULL);
      return NULL;
    }
  if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) > max_size)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("That is too large for such a file."));
      return NULL;
    }

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* To a file, a pipe, or standard output. */
gboolean
sl_cli_write_bytes (const char  *path,
                    GBytes      *bytes,
                    GError     **error)
{
  GError *failure = NULL;
  g_autoptr (GOutputStream) stream = sl_cli_open_stream (path, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (stream == NULL)
    return sl_file_write_atomic (path, bytes, error);

  if (g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL, &failure))
    return TRUE;

  sl_file_propagate_error (error, failure, NULL);
  return FALSE;
}

SlCliExit
sl_cli_write_file (SlCli      *cli,
                   const char *path,
                   GBytes     *bytes,
                   const char *counted,
                   guint       n)
{
  g_autofree char *name = g_filename_display_name (path);
  GError *error = NULL;

  if (!sl_cli_write_bytes (path, bytes, &error))
    return sl_cli_fail (error);
  if (g_str_equal (path, "-"))
    return SL_CLI_DONE;
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "file", name);
      json_object_set_int_member (object, counted, n);
      sl_cli_print_json_object (object);
    }
  else
    {
      sl_cli_print (_("Saved %s"), name);
    }

  return SL_CLI_DONE;
}
