/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything as JSON, one record a line, kinds in their order, so that two exports can be compared line by line. Only one
 * record at a time becomes a tree. */

#define G_LOG_DOMAIN "sl-export-json"

#include "config.h"

#include "sl-export-files.h"
#include "sl-export-format.h"
#include "sl-export-write.h"
#include "sl-file.h"
#include "sl-json.h"
#include "sl-store-query.h"

#define BUFFER_SIZE (64 * 1024)

typedef struct {
  GOutputStream *stream;
  GCancellable *cancellable;
  GString *buffer;
  GHashTable *hashes; /* of the files that the records refer to */
  gint64 size;        /* of what is in the stream */
  guint n_of_kind;
  guint n_written;
} Writer;

static gboolean
flush (Writer  *self,
       GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean ok = g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, self->cancellable, &local);

  self->size += (gint64) self->buffer->len;
  g_string_truncate (self->buffer, 0);
  if (!ok)
    sl_file_propagate_error (error, g_steal_pointer (&local), NULL);
  return ok;
}

static gboolean
write_record (SlRecord  *record,
              gpointer   data,
              GError   **error)
{
  Writer *self = data;
  g_autoptr (JsonObject) object = sl_record_to_json (record);
  g_autofree char *text = sl_json_object_to_text (object, FALSE);
  guint hash = sl_kind_find_field (sl_record_get_kind (record), "file-hash");

  if (hash != SL_FIELD_NONE && !sl_record_is_null (record, hash))
    g_hash_table_add (self->hashes, g_strdup (sl_record_get_text (record, hash)));
  g_string_append (self->buffer, self->n_of_kind == 0 ? "\n" : ",\n");
  g_string_append (self->buffer, text);
  self->n_of_kind++;
  self->n_written++;
  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

static void
write_head (Writer *self,
            gint64  now)
{
  char iso[SL_TIME_ISO_SIZE];

  g_string_append_printf (self->buffer, "{\n\"format\": \"%s\",\n\"version\": %d,\n\"exported_at\": \"%s\",\n\"program\": \"Shortlist %s\"", SL_EXPORT_FORMAT, SL_EXPORT_VERSION,
                          sl_time_format_iso8601 (now, iso), SL_VERSION);
}

/**
 * sl_export_write_json:
 * @connection: where the store is read
 * @stream: where to write
 * @now: time of the export
 * @files_dir: (nullable): the data folder whose attached files go along; %NULL: only their names and checksums do
 * @written: (out): what was written
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: whether all was written
 */
gboolean
sl_export_write_json (SlConnection   *connection,
                      GOutputStream  *stream,
                      gint64          now,
                      const char     *files_dir,
                      SlExportCounts *written,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (GString) buffer = g_string_sized_new (BUFFER_SIZE + 4096);
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Writer self = { stream, cancellable, buffer, hashes, 0, 0, 0 };

  write_head (&self, now);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      self.n_of_kind = 0;
      g_string_append_printf (buffer, ",\n\"%s\": [", sl_kind_get_info (kind)->table);
      if (!sl_store_foreach_record (connection, kind, TRUE, write_record, &self, cancellable, error))
        return FALSE;
      g_string_append (buffer, self.n_of_kind > 0 ? "\n]" : "]");
    }
  if (!flush (&self, error))
    return FALSE;
  if (files_dir != NULL && !sl_export_write_files (files_dir, hashes, stream, self.size, written, cancellable, error))
    return FALSE;
  g_string_append (buffer, "\n}\n");
  written->n_records = self.n_written;
  return flush (&self, error);
}
