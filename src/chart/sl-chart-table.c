/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-table.h. */

#define G_LOG_DOMAIN "sl-chart-table"

#include "config.h"

#include <stdarg.h>

#include "sl-chart-table.h"
#include "sl-csv.h"

struct _SlChartTable {
  GPtrArray *headers;
  GPtrArray *cells; /* row after row */
  guint64 numeric;  /* a bit a column */
};

/**
 * sl_chart_table_new:
 * @first_header: and the following: the columns' headers, NULL-terminated
 *
 * Returns: (transfer full): a table without rows
 */
SlChartTable *
sl_chart_table_new (const char *first_header,
                    ...)
{
  SlChartTable *self = g_new0 (SlChartTable, 1);
  va_list args;

  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (args, first_header);
  for (const char *header = first_header; header != NULL; header = va_arg (args, const char *))
    g_ptr_array_add (self->headers, g_strdup (header));
  va_end (args);
  return self;
}

void
sl_chart_table_free (SlChartTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
sl_chart_table_add (SlChartTable *self,
                    const char   *first_cell,
                    ...)
{
  const char *cell = first_cell;
  va_list args;

  va_start (args, first_cell);
  for (guint i = 0; i < self->headers->len; i++)
    {
      g_ptr_array_add (self->cells, g_strdup (cell != NULL ? cell : ""));
      if (cell != NULL)
        cell = va_arg (args, const char *);
    }
  va_end (args);
}

void
sl_chart_table_set_numeric (SlChartTable *self,
                            guint         column,
                            gboolean      numeric)
{
  g_return_if_fail (column < self->headers->len);
  if (numeric)
    self->numeric |= G_GUINT64_CONSTANT (1) << column;
  else
    self->numeric &= ~(G_GUINT64_CONSTANT (1) << column);
}

guint
sl_chart_table_get_n_columns (SlChartTable *self)
{
  return self->headers->len;
}

guint
sl_chart_table_get_n_rows (SlChartTable *self)
{
  return self->cells->len / self->headers->len;
}

const char *
sl_chart_table_get_header (SlChartTable *self,
                           guint         column)
{
  g_return_val_if_fail (column < self->headers->len, NULL);
  return g_ptr_array_index (self->headers, column);
}

const char *
sl_chart_table_get_cell (SlChartTable *self,
                         guint         row,
                         guint         column)
{
  g_return_val_if_fail (row < sl_chart_table_get_n_rows (self), NULL);
  g_return_val_if_fail (column < self->headers->len, NULL);
  return g_ptr_array_index (self->cells, row * self->headers->len + column);
}

gboolean
sl_chart_table_is_numeric (SlChartTable *self,
                           guint         column)
{
  return column < 64 && (self->numeric >> column & 1) != 0;
}

/**
 * sl_chart_table_to_text:
 * @delimiter: ',' or '\t'
 *
 * Company names and the like come from anywhere, so cells that a spreadsheet would run are made harmless.
 *
 * Returns: (transfer full): the table with its headers
 */
char *
sl_chart_table_to_text (SlChartTable *self,
                        char          delimiter)
{
  GString *text = g_string_new (NULL);
  g_autoptr (SlCsvWriter) writer = sl_csv_writer_new_for_string (text, delimiter, SL_CSV_WRITER_GUARD);
  guint n_columns = self->headers->len;

  /* writing to memory can't fail */
  sl_csv_writer_write_row (writer, (const char *const *) self->headers->pdata, n_columns, NULL);
  for (guint row = 0; row < sl_chart_table_get_n_rows (self); row++)
    sl_csv_writer_write_row (writer, (const char *const *) self->cells->pdata + row * n_columns, n_columns, NULL);
  sl_csv_writer_finish (writer, NULL);
  g_clear_pointer (&writer, sl_csv_writer_free);
  return g_string_free (text, FALSE);
}
