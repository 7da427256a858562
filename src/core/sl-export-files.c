/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-export-files.h. One file a line, in the order of their checksums, so that two exports can be compared; read and
 * written in chunks. A file that is missing or damaged is left out and counted. */

#define G_LOG_DOMAIN "sl-export-files"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-attachments.h"
#include "sl-error.h"
#include "sl-export-files.h"
#include "sl-export-format.h"
#include "sl-file.h"
#include "sl-import.h"

#define CHUNK (48 * 1024)

typedef struct {
  const char *data_dir;
  GOutputStream *stream;
  GCancellable *cancellable;
  gint64 size; /* of the whole export so far */
} Writer;

static gboolean
write_text (Writer      *self,
            const char  *text,
            gsize        length,
            GError     **error)
{
  GError *local = NULL;

  self->size += (gint64) length;
  if (g_output_stream_write_all (self->stream, text, length, NULL, self->cancellable, &local))
    return TRUE;
  sl_file_propagate_error (error, local, NULL);
  return FALSE;
}

/* An export that can't be imported again is none. */
static gboolean
check_size (Writer  *self,
            gint64   file_size,
            GError **error)
{
  if (self->size + file_size / 3 * 4 + CHUNK <= SL_IMPORT_MAX_SIZE)
    return TRUE;
  g_set_error (error, SL_ERROR, SL_ERROR_TOO_LARGE,
               _("With the attached files the export would be larger than %d MB, more than an import reads. Export without them, and keep a backup, which has them."),
               SL_IMPORT_MAX_SIZE / (1024 * 1024));
  return FALSE;
}

static gboolean
write_contents (Writer      *self,
                const char  *hash,
                GError     **error)
{
  g_autofree char *path = sl_attachments_build_path (self->data_dir, hash);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GError *local = NULL;
  g_autoptr (GFileInputStream) from = g_file_read (file, self->cancellable, &local);
  g_autofree guchar *chunk = g_malloc (CHUNK);
  g_autofree char *text = g_malloc ((CHUNK / 3 + 1) * 4 + 4);
  int state = 0, save = 0;
  gssize n = 0;

  while (from != NULL && (n = g_input_stream_read (G_INPUT_STREAM (from), chunk, CHUNK, self->cancellable, &local)) > 0)
    if (!write_text (self, text, g_base64_encode_step (chunk, (gsize) n, FALSE, text, &state, &save), error))
      return FALSE;
  if (from == NULL || n < 0)
    {
      sl_file_propagate_error (error, local, NULL);
      return FALSE;
    }
  return write_text (self, text, g_base64_encode_close (FALSE, text, &state, &save), error);
}

static gboolean
write_file (Writer          *self,
            const char      *hash,
            SlExportCounts  *written,
            GError         **error)
{
  /* So that housekeeping doesn't take it away meanwhile. */
  g_autoptr (SlAttachment) claim = sl_attachment_claim (self->data_dir, hash, NULL);
  g_autoptr (GError) local = NULL;
  g_autofree char *head = NULL;

  if (claim == NULL || !sl_attachments_verify (self->data_dir, hash, self->cancellable, &local))
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      written->n_lost_files++;
      return TRUE;
    }
  if (!check_size (self, sl_attachment_get_size (claim), error))
    return FALSE;
  head = g_strdup_printf ("%s{\"hash\": \"%s\", \"size\": %" G_GINT64_FORMAT ", \"data\": \"", written->n_files == 0 ? "\n" : ",\n", hash,
                          sl_attachment_get_size (claim));
  written->n_files++;
  return write_text (self, head, strlen (head), error) && write_contents (self, hash, error) && write_text (self, "\"}", 2, error);
}

/**
 * sl_export_write_files:
 * @data_dir: where the files are
 * @hashes: (element-type utf8): their checksums
 * @stream: where to write
 * @size_before: how much is in it
 * @written: counts them
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: whether they were written; %SL_ERROR_TOO_LARGE when no import could read them again
 */
gboolean
sl_export_write_files (const char      *data_dir,
                       GHashTable      *hashes,
                       GOutputStream   *stream,
                       gint64           size_before,
                       SlExportCounts  *written,
                       GCancellable    *cancellable,
                       GError         **error)
{
  Writer self = { data_dir, stream, cancellable, size_before };
  g_autoptr (GPtrArray) sorted = g_hash_table_get_keys_as_ptr_array (hashes);
  const char *head = ",\n\"" SL_EXPORT_FILES "\": [";

  g_ptr_array_sort_values (sorted, (GCompareFunc) strcmp);
  if (!write_text (&self, head, strlen (head), error))
    return FALSE;
  for (guint i = 0; i < sorted->len; i++)
    if (!write_file (&self, sorted->pdata[i], written, error))
      return FALSE;
  return written->n_files > 0 ? write_text (&self, "\n]", 2, error) : write_text (&self, "]", 1, error);
}
