/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by SlImport from the decoded text of a file. One pass over the file counts and samples; what is done with the
 * rows is sl-import-row.c's. */

#define G_LOG_DOMAIN "sl-import-table"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-import-content.h"
#include "sl-import-heading-row.h"
#include "sl-import-table.h"
#include "sl-import-words.h"
#include "sl-text.h"

/* So many filled cells of a column are kept to look at, each cut to so many bytes. */
#define N_SAMPLES 120
#define SAMPLE_LENGTH 300
/* So many rows are looked at for headings. */
#define N_FIRST_ROWS 40
#define HEADER_COLUMNS 200
#define CHECK_CANCEL_EVERY 1024

struct _SlImportTable {
  GBytes *utf8;
  char delimiter;
  int header_row; /* counted from 0, with what stands above; -1: none */
  guint n_rows;
  GArray *columns; /* SlImportColumn */
  GPtrArray *header_cells;
  GPtrArray *warnings;
  GArray *warning_lines;
};

static void
clear_column (gpointer data)
{
  SlImportColumn *column = data;

  g_free (column->header);
  g_clear_pointer (&column->samples, g_ptr_array_unref);
}

static void
free_table (gpointer data)
{
  SlImportTable *self = data;

  g_bytes_unref (self->utf8);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->header_cells, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->warning_lines, g_array_unref);
}

/* Cells */

/* At most SAMPLE_LENGTH bytes, cut between characters. */
static char *
cut_cell (const char *text,
          gsize       length)
{
  if (length > SAMPLE_LENGTH)
    {
      const char *end = g_utf8_find_prev_char (text, text + SAMPLE_LENGTH);

      length = end != NULL ? (gsize) (end - text) : 0;
    }
  return g_strndup (text, length);
}

static char *
read_heading (const char *text,
              gsize       length)
{
  g_autofree char *cut = cut_cell (sl_csv_skip_guard (text), length);
  g_autofree char *clean = sl_text_sanitize (cut, -1);

  g_strdelimit (clean, "\n\r\t", ' ');
  return sl_text_strip (clean);
}

static GPtrArray *
copy_row (const SlCsvRow *row)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < row->n_cells && i < HEADER_COLUMNS; i++)
    g_ptr_array_add (cells, read_heading (row->cells[i], row->lengths[i]));
  return cells;
}

/* Columns */

static SlImportColumn *
ensure_column (SlImportTable *self,
               guint          i)
{
  while (self->columns->len <= i)
    {
      SlImportColumn column = { NULL, FALSE, g_ptr_array_new_with_free_func (g_free), 0 };

      g_array_append_val (self->columns, column);
    }
  return &g_array_index (self->columns, SlImportColumn, i);
}

static void
name_columns (SlImportTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      SlImportColumn *column = ensure_column (self, i);

      column->named = self->header_cells != NULL && i < self->header_cells->len && *(const char *) self->header_cells->pdata[i] != '\0';
      /* Translators: name of a column that has no heading in the imported file */
      column->header = column->named ? g_strdup (self->header_cells->pdata[i]) : g_strdup_printf (_("Column %u"), i + 1);
    }
}

static gboolean
row_is_blank (const SlCsvRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (row->lengths[i] > 0 && !sl_text_is_blank (row->cells[i]))
      return FALSE;
  return TRUE;
}

static gboolean
sample_rows (SlImportTable *self,
             SlCsvReader   *reader,
             GCancellable  *cancellable,
             GError       **error)
{
  SlCsvRow row;

  while (sl_csv_reader_next (reader, &row))
    {
      if (self->n_rows % CHECK_CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (row_is_blank (&row))
        continue;
      self->n_rows++;
      ensure_column (self, row.n_cells - 1);
      for (guint i = 0; i < row.n_cells; i++)
        {
          SlImportColumn *column;

          if (row.lengths[i] == 0 || (row.lengths[i] < 12 && sl_import_cell_is_empty (row.cells[i])))
            continue;
          column = &g_array_index (self->columns, SlImportColumn, i);
          column->n_filled++;
          if (column->samples->len < N_SAMPLES)
            g_ptr_array_add (column->samples, cut_cell (row.cells[i], row.lengths[i]));
        }
    }
  return TRUE;
}

static void
take_warnings (SlImportTable *self,
               SlCsvReader   *reader)
{
  for (guint i = 0; i < sl_csv_reader_get_n_warnings (reader); i++)
    {
      guint line = 0;
      const char *text = sl_csv_reader_get_warning (reader, i, &line);

      g_ptr_array_add (self->warnings, g_strdup (text));
      g_array_append_val (self->warning_lines, line);
    }
}

static GPtrArray *
read_first_rows (SlCsvReader *reader)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  SlCsvRow row;

  while (rows->len < N_FIRST_ROWS && sl_csv_reader_next (reader, &row))
    g_ptr_array_add (rows, copy_row (&row));
  sl_csv_reader_reset (reader);
  return rows;
}

static int
first_filled_row (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *cells = rows->pdata[i];

      for (guint c = 0; c < cells->len; c++)
        if (*(const char *) cells->pdata[c] != '\0')
          return (int) i;
    }
  return -1;
}

static void
read_header (SlImportTable *self,
             SlCsvReader   *reader)
{
  SlCsvRow row;

  for (int i = 0; i <= self->header_row && sl_csv_reader_next (reader, &row); i++)
    if (i == self->header_row)
      {
        self->header_cells = g_ptr_array_new_with_free_func (g_free);
        for (guint c = 0; c < row.n_cells; c++)
          g_ptr_array_add (self->header_cells, read_heading (row.cells[c], row.lengths[c]));
        /* Columns that nobody named and nobody filled come of a spreadsheet's width alone. */
        while (self->header_cells->len > 0 && *(const char *) self->header_cells->pdata[self->header_cells->len - 1] == '\0')
          g_ptr_array_set_size (self->header_cells, (int) self->header_cells->len - 1);
        if (self->header_cells->len > 0)
          ensure_column (self, self->header_cells->len - 1);
      }
}

static void
drop_empty_end (SlImportTable *self)
{
  while (self->columns->len > 1 && (self->header_cells == NULL || self->columns->len > self->header_cells->len) &&
         g_array_index (self->columns, SlImportColumn, self->columns->len - 1).n_filled == 0)
    g_array_set_size (self->columns, self->columns->len - 1);
}

static gboolean
looks_like_markup (GBytes *utf8)
{
  gsize length;
  const char *text = g_bytes_get_data (utf8, &length);
  g_autofree char *start = length > 0 ? g_strndup (text, MIN (length, 256)) : g_strdup ("");

  g_strchug (start);
  return g_ascii_strncasecmp (start, "<html", 5) == 0 || g_ascii_strncasecmp (start, "<!doctype", 9) == 0 || g_ascii_strncasecmp (start, "<?xml", 5) == 0 ||
         g_ascii_strncasecmp (start, "<table", 6) == 0;
}

/**
 * sl_import_table_new:
 * @utf8: a file's text, as sl_encoding_decode() gives it
 * @delimiter: what parts the cells; 0 to find out
 * @header: whether there are headings
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads the whole file once. Blocks.
 *
 * Returns: (transfer full): the table, or %NULL with %SL_ERROR_PARSE when the file holds no rows
 */
SlImportTable *
sl_import_table_new (GBytes         *utf8,
                     char            delimiter,
                     SlImportHeader  header,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr (SlImportTable) self = g_atomic_rc_box_new0 (SlImportTable);
  g_autoptr (SlCsvReader) reader = NULL;
  g_autoptr (GPtrArray) first_rows = NULL;

  self->utf8 = g_bytes_ref (utf8);
  self->columns = g_array_new (FALSE, TRUE, sizeof (SlImportColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->warning_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  if (looks_like_markup (utf8))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("This file is a web page, not a table. Open it in your spreadsheet program, save it as CSV, and choose that file."));
      return NULL;
    }

  reader = sl_csv_reader_new (utf8, delimiter);
  self->delimiter = sl_csv_reader_get_delimiter (reader);
  first_rows = read_first_rows (reader);
  self->header_row = header == SL_IMPORT_HEADER_AUTO ? sl_import_find_header (first_rows) : header == SL_IMPORT_HEADER_YES ? first_filled_row (first_rows) : -1;
  read_header (self, reader);
  if (!sample_rows (self, reader, cancellable, error))
    return NULL;
  take_warnings (self, reader);
  drop_empty_end (self);
  name_columns (self);

  if (self->n_rows == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE,
                           self->header_row < 0 ? _("This file is empty. Choose the file that holds your applications.")
                                                : _("This file has headings, but no rows below them."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/** sl_import_table_ref: Returns: (transfer full): @self */
SlImportTable *
sl_import_table_ref (SlImportTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

/** sl_import_table_unref: gives one reference back */
void
sl_import_table_unref (SlImportTable *self)
{
  g_atomic_rc_box_release_full (self, free_table);
}

/** sl_import_table_get_delimiter: Returns: what parts the cells */
char
sl_import_table_get_delimiter (SlImportTable *self)
{
  return self->delimiter;
}

/** sl_import_table_has_header: Returns: whether the columns have headings */
gboolean
sl_import_table_has_header (SlImportTable *self)
{
  return self->header_row >= 0;
}

/** sl_import_table_get_n_above: Returns: how many rows stand above the headings, a title mostly */
guint
sl_import_table_get_n_above (SlImportTable *self)
{
  return (guint) MAX (self->header_row, 0);
}

/** sl_import_table_get_n_rows: Returns: how many rows hold something, without the headings */
guint
sl_import_table_get_n_rows (SlImportTable *self)
{
  return self->n_rows;
}

/** sl_import_table_get_n_columns: Returns: how many columns there are, at least 1 */
guint
sl_import_table_get_n_columns (SlImportTable *self)
{
  return self->columns->len;
}

/** sl_import_table_get_column: Returns: (transfer none): one column */
const SlImportColumn *
sl_import_table_get_column (SlImportTable *self,
                            guint          column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return &g_array_index (self->columns, SlImportColumn, column);
}

/**
 * sl_import_table_find_column:
 * @self: a table
 * @name: a heading in any case, or a column's number from 1
 *
 * Returns: the column, or -1
 */
int
sl_import_table_find_column (SlImportTable *self,
                             const char    *name)
{
  g_autofree char *words = sl_import_normalize_words (name);
  gint64 number;

  for (guint i = 0; i < self->columns->len; i++)
    if (g_ascii_strcasecmp (sl_import_table_get_column (self, i)->header, name) == 0)
      return (int) i;
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *other = sl_import_normalize_words (sl_import_table_get_column (self, i)->header);

      if (strlen (words) > 1 && g_str_equal (other, words))
        return (int) i;
    }
  if (g_ascii_string_to_signed (name, 10, 1, self->columns->len, &number, NULL))
    return (int) number - 1;
  return -1;
}

/** sl_import_table_get_n_warnings: Returns: how many oddities of the file's form were found */
guint
sl_import_table_get_n_warnings (SlImportTable *self)
{
  return self->warnings->len;
}

/** sl_import_table_get_warning: Returns: (transfer none): one of them as a sentence; @out_line (optional): its line */
const char *
sl_import_table_get_warning (SlImportTable *self,
                             guint          index,
                             guint         *out_line)
{
  g_return_val_if_fail (index < self->warnings->len, NULL);

  if (out_line != NULL)
    *out_line = g_array_index (self->warning_lines, guint, index);
  return self->warnings->pdata[index];
}

/** sl_import_table_read: Returns: (transfer full): a reader that stands before the first row under the headings */
SlCsvReader *
sl_import_table_read (SlImportTable *self)
{
  SlCsvReader *reader = sl_csv_reader_new (self->utf8, self->delimiter);
  SlCsvRow row;

  for (int i = 0; i <= self->header_row; i++)
    sl_csv_reader_next (reader, &row);
  return reader;
}

/**
 * sl_import_table_is_header_again:
 * @self: a table
 * @row: a row
 *
 * Returns: whether the row says the headings once more, as in files pasted together
 */
gboolean
sl_import_table_is_header_again (SlImportTable  *self,
                                 const SlCsvRow *row)
{
  guint n = 0;

  if (self->header_cells == NULL || row->n_cells < self->header_cells->len)
    return FALSE;
  for (guint i = 0; i < self->header_cells->len; i++)
    {
      const char *heading = self->header_cells->pdata[i];

      if (g_strcmp0 (heading, row->cells[i]) != 0)
        return FALSE;
      n += *heading != '\0';
    }
  return n > 0;
}

/**
 * sl_import_table_collect:
 * @self: a table
 * @column: a column
 *
 * Returns: (transfer full) (element-type utf8): the different filled cells of a whole column
 */
GPtrArray *
sl_import_table_collect (SlImportTable *self,
                         guint          column)
{
  g_autoptr (SlCsvReader) reader = sl_import_table_read (self);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  SlCsvRow row;

  while (sl_csv_reader_next (reader, &row))
    {
      char *copy;

      if (column >= row.n_cells || row.lengths[column] == 0 || g_hash_table_contains (seen, row.cells[column]) || sl_import_cell_is_empty (row.cells[column]))
        continue;
      copy = cut_cell (row.cells[column], row.lengths[column]);
      g_ptr_array_add (values, copy);
      g_hash_table_add (seen, copy);
    }
  return values;
}
