/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many applications, as a table, JSON, CSV or ids: printed as they are read. Declared in sl-cli-output.h. */
#define G_LOG_DOMAIN "sl-cli-rows"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"
#include "sl-cli-table.h"
#include "sl-csv.h"

/* Rows read at a time: a list of any length takes the same memory. */
#define CHUNK 512

gboolean
sl_cli_format_from_name (const char  *name,
                         SlCliFormat *format)
{
  static const char *const names[] = { "table", "json", "csv", "ids" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *format = (SlCliFormat) i;
        return TRUE;
      }

  return FALSE;
}

typedef struct {
  SlCliFormat format;
  SlCliTable *table;
  SlCsvWriter *writer;
  GString *text;
  guint n;
} Output;

static void
add_to_table (Output *output,
              SlRow  *row)
{
  SlRecord *application = sl_row_get_application (row);
  g_autofree char *id = g_strndup (sl_record_get_id (application), SL_CLI_SHORT_ID);
  const char *status = sl_record_get_text (application, SL_APPLICATION_STATUS);
  const char *detail = sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL);
  g_autofree char *tags = sl_cli_join_tags (sl_row_get_tags (row), ", ");
  const char *cells[] = {
    id,
    sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME),
    sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE),
    detail != NULL ? sl_enum_label (&sl_status_detail_words, detail) : status != NULL ? sl_enum_label (&sl_status_words, status) : NULL,
    sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE),
    sl_record_get_text (application, SL_APPLICATION_LOCATION),
    tags,
  };

  sl_cli_table_add (output->table, cells);
}

/* The columns of CSV are the members of JSON: the same names and, but for the guard, the same values. */
static gboolean
is_column (guint field)
{
  const SlField *info = sl_kind_get_field (SL_KIND_APPLICATION, field);

  return field < SL_N_COMMON_FIELDS || sl_field_is_editable (info);
}

static void
add_to_csv (Output *output,
            SlRow  *row)
{
  g_autoptr (JsonObject) object = sl_record_to_json (sl_row_get_application (row));
  g_autofree char *tags = sl_cli_join_tags (sl_row_get_tags (row), "; ");

  for (guint i = 0; i < SL_N_APPLICATION_FIELDS; i++)
    if (is_column (i))
      {
        JsonNode *node = json_object_get_member (object, sl_kind_get_field (SL_KIND_APPLICATION, i)->column);
        GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;
        g_autofree char *number = type == G_TYPE_INT64 ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node)) : NULL;

        sl_csv_writer_add_cell (output->writer, type == G_TYPE_STRING ? json_node_get_string (node) : number);
      }
  sl_csv_writer_add_cell (output->writer, tags);
  sl_csv_writer_end_row (output->writer, NULL);
}

static void
add_to_json (Output *output,
             SlRow  *row)
{
  g_autoptr (JsonObject) object = sl_record_to_json (sl_row_get_application (row));
  g_autofree char *text = NULL;

  json_object_set_array_member (object, "tags", sl_cli_tags_to_json (sl_row_get_tags (row)));
  text = sl_json_object_to_text (object, FALSE);
  g_string_append_printf (output->text, "%s\n  %s", output->n > 0 ? "," : "", text);
}

static void
add_row (Output *output,
         SlRow  *row)
{
  switch (output->format)
    {
    case SL_CLI_FORMAT_JSON:
      add_to_json (output, row);
      break;
    case SL_CLI_FORMAT_CSV:
      add_to_csv (output, row);
      break;
    case SL_CLI_FORMAT_IDS:
      g_string_append_printf (output->text, "%s\n", sl_record_get_id (sl_row_get_application (row)));
      break;
    case SL_CLI_FORMAT_TABLE:
    default:
      add_to_table (output, row);
    }
  output->n++;
}

static void
output_begin (Output *output)
{
  const char *headers[] = { _("Id"), _("Company"), _("Role"), _("Status"), _("Applied"), _("Location"), _("Tags"), NULL };

  output->text = g_string_new (NULL);
  if (output->format == SL_CLI_FORMAT_TABLE)
    {
      output->table = sl_cli_table_new (headers);
      sl_cli_table_set_whole (output->table, 0);
      sl_cli_table_set_whole (output->table, 4);
    }
  else if (output->format == SL_CLI_FORMAT_JSON)
    {
      sl_cli_write ("[");
    }
  else if (output->format == SL_CLI_FORMAT_CSV)
    {
      output->writer = sl_csv_writer_new_for_string (output->text, ',', SL_CSV_WRITER_GUARD);
      for (guint i = 0; i < SL_N_APPLICATION_FIELDS; i++)
        if (is_column (i))
          sl_csv_writer_add_cell (output->writer, sl_kind_get_field (SL_KIND_APPLICATION, i)->column);
      sl_csv_writer_add_cell (output->writer, "tags");
      sl_csv_writer_end_row (output->writer, NULL);
    }
}

static void
output_flush (Output *output)
{
  if (output->writer != NULL)
    sl_csv_writer_finish (output->writer, NULL);
  sl_cli_write (output->text->str);
  g_string_truncate (output->text, 0);
}

static void
output_end (Output *output)
{
  output_flush (output);
  if (output->format == SL_CLI_FORMAT_JSON)
    sl_cli_write (output->n > 0 ? "\n]\n" : "]\n");
  if (output->table != NULL && output->n > 0)
    sl_cli_table_print (output->table);
  g_clear_pointer (&output->table, sl_cli_table_free);
  g_clear_pointer (&output->writer, sl_csv_writer_free);
  g_string_free (output->text, TRUE);
}

gboolean
sl_cli_print_rows (SlConnection  *connection,
                   GArray        *pks,
                   SlCliFormat    format,
                   SlDay          today,
                   GError       **error)
{
  Output output = { .format = format };
  gboolean ok = TRUE;

  output_begin (&output);
  for (guint start = 0; ok && start < pks->len; start += CHUNK)
    {
      guint n = MIN (pks->len - start, CHUNK);
      g_autoptr (GPtrArray) rows = sl_store_fetch_rows (connection, &g_array_index (pks, gint64, start), n, today, error);

      ok = rows != NULL;
      for (guint i = 0; ok && i < rows->len; i++)
        if (g_ptr_array_index (rows, i) != NULL)
          add_row (&output, g_ptr_array_index (rows, i));
      output_flush (&output);
    }
  output_end (&output);

  return ok;
}
