/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads records one by one out of a file in memory. Cells are copied into one buffer that is used again for each record,
 * so reading allocates nothing once the widest record was seen. */
#define G_LOG_DOMAIN "sl-csv-reader"

#include "config.h"

#include <string.h>

#include "sl-csv-private.h"
#include "sl-csv.h"

/* Going back from a quote that was none costs reading again; so many times the file's size at most. */
#define MAX_REREAD 8

static void
clear_warning (gpointer data)
{
  SlCsvWarning *warning = data;

  g_free (warning->text);
}

static void
set_delimiter (SlCsvReader *self,
               char         delimiter)
{
  self->delimiter = delimiter;
  memset (self->stops, 0, sizeof self->stops);
  self->stops[(guint8) delimiter] = 1;
  self->stops['\n'] = 1;
  self->stops['\r'] = 1;
}

/* Excel's first line "sep=;". Returns the delimiter it names, and skips it; 0 if there is none. */
static char
take_separator_line (SlCsvReader *self)
{
  const char *p = self->start;
  gboolean quoted = p < self->end && *p == '"';
  char named;

  p += quoted;
  if (self->end - p < 5 || g_ascii_strncasecmp (p, "sep=", 4) != 0)
    return 0;

  named = p[4];
  p += 5;
  if (quoted && (p == self->end || *p++ != '"'))
    return 0;
  if (named == '"' || named == '\n' || named == '\r' || (p < self->end && *p != '\r' && *p != '\n'))
    return 0;

  self->position = p;
  self->line = 1;
  _sl_csv_skip_line_end (self);
  self->start = self->position;
  self->start_line = self->line;

  return named;
}

/**
 * sl_csv_reader_new:
 * @utf8: the file's text, as sl_encoding_to_utf8() gives it
 * @delimiter: what parts cells; 0 to find out (a line "sep=;" at the start says it, else the one that gives the most
 *   even columns of comma, semicolon, tab and "|")
 *
 * Makes a reader that stands before the first record. @utf8 is kept, not copied.
 *
 * Returns: (transfer full): a reader
 */
SlCsvReader *
sl_csv_reader_new (GBytes *utf8,
                   char    delimiter)
{
  SlCsvReader *self;
  gsize length;
  const char *data;
  char named;

  g_return_val_if_fail (utf8 != NULL, NULL);
  g_return_val_if_fail (delimiter != '"' && delimiter != '\n' && delimiter != '\r', NULL);

  data = g_bytes_get_data (utf8, &length);
  if (data == NULL)
    data = "";

  self = g_new0 (SlCsvReader, 1);
  self->bytes = g_bytes_ref (utf8);
  self->start = data;
  self->end = data + length;
  self->start_line = 1;
  self->warnings = g_array_new (FALSE, FALSE, sizeof (SlCsvWarning));
  g_array_set_clear_func (self->warnings, clear_warning);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    self->start += 3;

  named = take_separator_line (self);
  if (delimiter == 0)
    delimiter = named != 0 ? named : _sl_csv_guess_delimiter (self->start, (gsize) (self->end - self->start));
  set_delimiter (self, delimiter);
  sl_csv_reader_reset (self);

  return self;
}

/**
 * sl_csv_reader_free:
 * @self: (transfer full) (nullable): a reader
 *
 * Frees the reader with the cells it handed out.
 */
void
sl_csv_reader_free (SlCsvReader *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_array_unref (self->warnings);
  g_free (self->text);
  g_free (self->offsets);
  g_free (self->lengths);
  g_free (self->cells);
  g_free (self);
}

/**
 * sl_csv_reader_next:
 * @self: a reader
 * @out_row: (out caller-allocates): the record; its cells are the reader's and good until the next call
 *
 * Reads the next record. Lines that are empty or blank are skipped; records may have any number of cells. Cells are given
 * as they stand in the file, with their spaces; only quoting is undone.
 *
 * Returns: %FALSE at the end of the file
 */
gboolean
sl_csv_reader_next (SlCsvReader *self,
                    SlCsvRow    *out_row)
{
  do
    {
      if (self->position == self->end)
        {
          self->n_cells = 0;
          *out_row = (SlCsvRow) { .line = self->line };
          return FALSE;
        }
      _sl_csv_read_record (self);
    }
  while (_sl_csv_is_blank_record (self));

  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i] = self->text + self->offsets[i];

  *out_row = (SlCsvRow) {
    .cells = self->cells,
    .lengths = self->lengths,
    .n_cells = self->n_cells,
    .line = self->record_line,
  };

  return TRUE;
}

/**
 * sl_csv_reader_reset:
 * @self: a reader
 *
 * Goes back before the first record and forgets the warnings, to read again: first for a preview, then for the import.
 */
void
sl_csv_reader_reset (SlCsvReader *self)
{
  self->position = self->start;
  self->line = self->start_line;
  self->record_line = self->start_line;
  self->reread_left = (gsize) (self->end - self->start) * MAX_REREAD;
  g_array_set_size (self->warnings, 0);
}

/**
 * sl_csv_reader_get_delimiter:
 * @self: a reader
 *
 * Returns: the delimiter that was given or found
 */
char
sl_csv_reader_get_delimiter (SlCsvReader *self)
{
  return self->delimiter;
}

/**
 * sl_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line of the file at which the last record that was read starts, from 1
 */
guint
sl_csv_reader_get_line (SlCsvReader *self)
{
  return self->record_line;
}

/**
 * sl_csv_reader_get_progress:
 * @self: a reader
 *
 * Returns: how much of the file was read, from 0 to 1
 */
double
sl_csv_reader_get_progress (SlCsvReader *self)
{
  if (self->end == self->start)
    return 1;

  return (double) (self->position - self->start) / (double) (self->end - self->start);
}

/**
 * sl_csv_reader_get_n_warnings:
 * @self: a reader
 *
 * Returns: how many oddities were met in what was read so far, up to a hundred
 */
guint
sl_csv_reader_get_n_warnings (SlCsvReader *self)
{
  return self->warnings->len;
}

/**
 * sl_csv_reader_get_warning:
 * @self: a reader
 * @index: which, from 0
 * @out_line: (out) (optional): the line it is about
 *
 * Returns: (transfer none): a sentence for people, without the line
 */
const char *
sl_csv_reader_get_warning (SlCsvReader *self,
                           guint        index,
                           guint       *out_line)
{
  const SlCsvWarning *warning;

  g_return_val_if_fail (index < self->warnings->len, NULL);

  warning = &g_array_index (self->warnings, SlCsvWarning, index);
  if (out_line != NULL)
    *out_line = warning->line;

  return warning->text;
}
