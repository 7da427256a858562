/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what a person chose, wherever it lies: nobody knows before how much comes out of it. */
#define G_LOG_DOMAIN "sl-file-read"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-file.h"

#define CHUNK (64 * 1024)

static GBytes *
read_bounded (GInputStream  *stream,
              gsize          max_size,
              const char    *name,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GByteArray) contents = g_byte_array_new ();

  for (;;)
    {
      gsize length = contents->len;
      gssize n;

      g_byte_array_set_size (contents, (guint) length + CHUNK);
      n = g_input_stream_read (stream, contents->data + length, CHUNK, cancellable, error);
      if (n < 0)
        return NULL;
      g_byte_array_set_size (contents, (guint) (length + (gsize) n));
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&contents));
      if (contents->len > max_size)
        {
          g_autofree char *limit = g_format_size (max_size);

          g_set_error (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("“%s” is too large. Shortlist reads up to %s."), name, limit);
          return NULL;
        }
    }
}

/**
 * sl_file_read_file:
 * @file: where it lies, also on another computer
 * @max_size: how many bytes at most, less than a gigabyte
 *
 * Reads a whole file. Of one that is larger no more is read, and %SL_ERROR_TOO_LARGE tells so. Blocks.
 *
 * Returns: (transfer full): its contents; %NULL with @error set
 */
GBytes *
sl_file_read_file (GFile         *file,
                   gsize          max_size,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name != NULL ? name : "");
  GError *local_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &local_error);
  GBytes *bytes = stream != NULL ? read_bounded (G_INPUT_STREAM (stream), max_size, shown, cancellable, &local_error) : NULL;

  if (bytes == NULL && local_error->domain == G_IO_ERROR && local_error->code != G_IO_ERROR_CANCELLED)
    sl_file_propagate_error (error, local_error, shown);
  else if (bytes == NULL)
    g_propagate_error (error, local_error);

  return bytes;
}
