/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications as a table. What is written here is read by the import as the same applications: headings are the fields'
 * labels, words the person's own, dates ISO. */

#define G_LOG_DOMAIN "sl-export-csv"

#include "config.h"

#include <string.h>

#include "sl-csv.h"
#include "sl-export-write.h"
#include "sl-import-target.h"
#include "sl-kinds.h"
#include "sl-row.h"
#include "sl-store-query.h"

/* So many rows are in memory at a time. */
#define PAGE 500

#define APPLICATION(name, field, usual) { name, SL_APPLICATION_##field, usual }

static const SlExportColumn columns[] = {
  APPLICATION ("company-name", COMPANY_NAME, TRUE),
  APPLICATION ("role-title", ROLE_TITLE, TRUE),
  APPLICATION ("status", STATUS, TRUE),
  APPLICATION ("status-detail", STATUS_DETAIL, TRUE),
  APPLICATION ("applied-date", APPLIED_DATE, TRUE),
  APPLICATION ("follow-up-date", FOLLOW_UP_DATE, TRUE),
  APPLICATION ("location", LOCATION, TRUE),
  APPLICATION ("work-mode", WORK_MODE, TRUE),
  APPLICATION ("job-type", JOB_TYPE, TRUE),
  APPLICATION ("salary-min", SALARY_MIN, TRUE),
  APPLICATION ("salary-max", SALARY_MAX, TRUE),
  APPLICATION ("salary-currency", SALARY_CURRENCY, TRUE),
  APPLICATION ("source", SOURCE, TRUE),
  APPLICATION ("priority", PRIORITY, TRUE),
  APPLICATION ("excitement", EXCITEMENT, TRUE),
  APPLICATION ("url", URL, TRUE),
  { "tags", SL_FIELD_NONE, TRUE },
  APPLICATION ("notes", NOTES, TRUE),
  APPLICATION ("description", DESCRIPTION, TRUE),
  { "added", SL_FIELD_CREATED_AT, TRUE },
  { "changed", SL_FIELD_UPDATED_AT, FALSE },
  { "id", SL_FIELD_ID, FALSE },
};

/** sl_export_get_columns: Returns: (array length=n_columns) (transfer none): all columns that a table can have */
const SlExportColumn *
sl_export_get_columns (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/** sl_export_column_get_label: Returns: its heading, in the person's language */
const char *
sl_export_column_get_label (const SlExportColumn *column)
{
  if (column->field == SL_FIELD_NONE)
    return sl_import_target_get_label (SL_IMPORT_TAGS);
  if (column->field == SL_FIELD_CREATED_AT)
    return sl_import_target_get_label (SL_IMPORT_ADDED);
  return sl_field_get_label (sl_kind_get_field (SL_KIND_APPLICATION, column->field));
}

/* A name that would be read as two, or without its first sign, stands in quotes, as _sl_import_cells_add_tags() reads
 * them. */
static void
append_tag (GString    *out,
            const char *name)
{
  if (strpbrk (name, ";|\n\"") == NULL && *name != '#')
    {
      g_string_append (out, name);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static char *
join_tags (GPtrArray *tags)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tags->len; i++)
    {
      if (i > 0)
        g_string_append (out, "; ");
      append_tag (out, sl_record_get_text (tags->pdata[i], SL_TAG_NAME));
    }
  /* A lone tag with a comma in it would be read as two. */
  if (tags->len == 1 && strchr (out->str, ',') != NULL)
    g_string_append_c (out, ';');
  return g_string_free (out, FALSE);
}

/* A currency says nothing without an amount. */
static gboolean
is_idle_currency (SlRecord *application)
{
  return sl_record_is_null (application, SL_APPLICATION_SALARY_MIN) && sl_record_is_null (application, SL_APPLICATION_SALARY_MAX);
}

static void
add_cell (SlCsvWriter          *writer,
          SlRow                *row,
          const SlExportColumn *column)
{
  SlRecord *application = sl_row_get_application (row);
  g_autofree char *text = NULL;

  if (column->field == SL_FIELD_NONE)
    text = join_tags (sl_row_get_tags (row));
  else if (column->field != SL_APPLICATION_SALARY_CURRENCY || !is_idle_currency (application))
    text = sl_field_format (sl_kind_get_field (SL_KIND_APPLICATION, column->field), sl_record_get_value (application, column->field));
  sl_csv_writer_add_cell (writer, text);
}

static gboolean
write_head (SlCsvWriter          *writer,
            const SlExportTable  *table,
            GError              **error)
{
  for (guint i = 0; i < table->columns->len; i++)
    sl_csv_writer_add_cell (writer, sl_export_column_get_label (&columns[g_array_index (table->columns, guint, i)]));
  return sl_csv_writer_end_row (writer, error);
}

static gboolean
write_page (SlConnection         *connection,
            SlCsvWriter          *writer,
            const SlExportTable  *table,
            const gint64         *pks,
            guint                 n_pks,
            guint                *n_written,
            GError              **error)
{
  g_autoptr (GPtrArray) rows = sl_store_fetch_rows (connection, pks, n_pks, table->today, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      if (rows->pdata[i] == NULL)
        continue;
      for (guint c = 0; c < table->columns->len; c++)
        add_cell (writer, rows->pdata[i], &columns[g_array_index (table->columns, guint, c)]);
      if (!sl_csv_writer_end_row (writer, error))
        return FALSE;
      (*n_written)++;
    }
  return rows != NULL;
}

/* All living applications as they were added, so that an import of the table adds them in the same order. */
static GArray *
find_all (SlConnection  *connection,
          GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT pk FROM applications WHERE deleted_at IS NULL ORDER BY pk", error);
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (statement == NULL)
    return NULL;
  return sl_statement_append_integers (statement, pks, error) ? g_steal_pointer (&pks) : NULL;
}

static GArray *
find_pks (SlConnection         *connection,
          const SlExportTable  *table,
          GCancellable         *cancellable,
          GError              **error)
{
  if (table->pks != NULL)
    return g_array_ref (table->pks);
  if (table->query != NULL)
    return sl_store_query_pks (connection, table->query, table->today, 0, cancellable, error);
  return find_all (connection, error);
}

/**
 * sl_export_write_csv:
 * @connection: where the store is read
 * @stream: where to write; stays open
 * @table: what to write
 * @n_written: (out): how many applications were written
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: whether all was written
 */
gboolean
sl_export_write_csv (SlConnection         *connection,
                     GOutputStream        *stream,
                     const SlExportTable  *table,
                     guint                *n_written,
                     GCancellable         *cancellable,
                     GError              **error)
{
  g_autoptr (SlCsvWriter) writer = sl_csv_writer_new (stream, table->delimiter, SL_CSV_WRITER_BOM | SL_CSV_WRITER_GUARD);
  g_autoptr (GArray) pks = find_pks (connection, table, cancellable, error);

  *n_written = 0;
  if (pks == NULL || !write_head (writer, table, error))
    return FALSE;
  for (guint i = 0; i < pks->len; i += PAGE)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_page (connection, writer, table, &g_array_index (pks, gint64, i), MIN (PAGE, pks->len - i), n_written, error))
      return FALSE;
  return sl_csv_writer_finish (writer, error);
}
