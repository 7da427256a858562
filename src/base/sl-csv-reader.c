/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads records one by one out of a file in memory. Cells are copied into one buffer that is used again for each record,
 * so reading allocates nothing once the widest record was seen.
 *
 * Quotes that break the rules are the one thing that can ruin a whole file (everything up to the next quote would become
 * one cell), so a quote that can't be the start of a quoted cell is taken as text, and said in a warning. */
#define G_LOG_DOMAIN "sl-csv-reader"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-csv-private.h"
#include "sl-csv.h"

#define MAX_WARNINGS 100
/* Going back from a quote that was none costs reading again; so many times the file's size at most. */
#define MAX_REREAD 8

typedef struct {
  guint line;
  char *text;
} Warning;

struct _SlCsvReader
{
  GBytes *bytes;
  const char *start; /* of the first record, behind a byte order mark and a "sep=" line */
  const char *end;
  guint start_line;
  char delimiter;
  guint8 stops[256]; /* 1 for what ends an unquoted cell */

  const char *position;
  guint line;
  guint record_line;
  gsize reread_left;

  char *text; /* the cells of the record, each followed by a NUL */
  gsize text_length, text_size;
  gsize *offsets, *lengths;
  const char **cells;
  guint n_cells, cells_size;

  GArray *warnings;
};

static void
clear_warning (gpointer data)
{
  Warning *warning = data;

  g_free (warning->text);
}

static void
warn (SlCsvReader *self,
      guint        line,
      const char  *text)
{
  Warning warning = { line, NULL };

  if (self->warnings->len >= MAX_WARNINGS)
    return;

  warning.text = g_strdup (text);
  g_array_append_val (self->warnings, warning);
}

static void
append_text (SlCsvReader *self,
             const char  *text,
             gsize        length)
{
  if (self->text_size - self->text_length < length + 1)
    {
      self->text_size = MAX (self->text_size * 2, self->text_length + length + 256);
      self->text = g_realloc (self->text, self->text_size);
    }
  memcpy (self->text + self->text_length, text, length);
  self->text_length += length;
}

static void
begin_cell (SlCsvReader *self)
{
  if (self->n_cells == self->cells_size)
    {
      self->cells_size = MAX (self->cells_size * 2, 32);
      self->offsets = g_renew (gsize, self->offsets, self->cells_size);
      self->lengths = g_renew (gsize, self->lengths, self->cells_size);
      self->cells = g_renew (const char *, self->cells, self->cells_size);
    }
  self->offsets[self->n_cells] = self->text_length;
}

static void
end_cell (SlCsvReader *self)
{
  self->lengths[self->n_cells] = self->text_length - self->offsets[self->n_cells];
  append_text (self, "", 1);
  self->n_cells++;
}

static guint
count_lines (const char *text,
             const char *end)
{
  guint n = 0;

  for (; text < end; text++)
    if (*text == '\n')
      n++;
    else if (*text == '\r' && (text + 1 == end || text[1] != '\n'))
      n++;

  return n;
}

static gboolean
ends_cell (SlCsvReader *self,
           const char  *p)
{
  return p == self->end || self->stops[(guint8) *p];
}

static const char *
skip_spaces (SlCsvReader *self,
             const char  *p)
{
  while (p < self->end && *p == ' ')
    p++;

  return p;
}

static const char *
find_cell_end (SlCsvReader *self,
               const char  *p)
{
  while (p < self->end && !self->stops[(guint8) *p])
    p++;

  return p;
}

/* "He said "hi, you" and left",… : quotes that nobody doubled. The cell then goes up to the last quote on this line that
 * stands before a delimiter or the line's end. @odd is the first quote that is neither an end nor doubled. */
static const char *
find_end_of_undoubled (SlCsvReader *self,
                       const char  *open,
                       const char  *odd)
{
  if (!g_ascii_isspace (odd[-1]) && odd[-1] != '(')
    return NULL;
  if (odd + 1 == self->end || g_ascii_isspace (odd[1]))
    return NULL;

  for (const char *p = odd + 1; p < self->end && *p != '\n' && *p != '\r'; p++)
    if (*p == '"' && ends_cell (self, skip_spaces (self, p + 1)))
      return p;

  return NULL;
}

/* Reads the quoted cell that starts at @open. Returns FALSE, with nothing changed, if that quote has to be text. */
static gboolean
read_quoted (SlCsvReader *self,
             const char  *open)
{
  gsize text_length = self->text_length;
  const char *p = open + 1;
  guint lines;

  for (;;)
    {
      const char *quote = memchr (p, '"', (gsize) (self->end - p));
      const char *after;

      if (quote == NULL)
        {
          warn (self, self->line, _("A quotation mark is never closed; it was taken as part of the text."));
          if (self->reread_left < (gsize) (self->end - open))
            {
              append_text (self, p, (gsize) (self->end - p));
              self->position = self->end;
              return TRUE;
            }
          self->reread_left -= (gsize) (self->end - open);
          self->text_length = text_length;
          return FALSE;
        }

      append_text (self, p, (gsize) (quote - p));
      if (quote + 1 < self->end && quote[1] == '"')
        {
          append_text (self, "\"", 1);
          p = quote + 2;
          continue;
        }

      after = skip_spaces (self, quote + 1);
      if (ends_cell (self, after))
        {
          self->position = after;
          return TRUE;
        }

      lines = count_lines (open, quote);
      warn (self, self->line, _("A quotation mark stands inside of a cell; it was taken as part of the text."));
      if (lines == 0)
        {
          const char *last = find_end_of_undoubled (self, open, quote);

          if (last != NULL)
            {
              self->text_length = text_length;
              append_text (self, open + 1, (gsize) (last - open - 1));
              self->position = skip_spaces (self, last + 1);
              return TRUE;
            }
        }
      else if (self->reread_left < (gsize) (quote - open))
        {
          append_text (self, "\"", 1);
          p = quote + 1;
          continue;
        }
      else
        self->reread_left -= (gsize) (quote - open);

      self->text_length = text_length;
      return FALSE;
    }
}

static void
read_cell (SlCsvReader *self)
{
  const char *start = self->position;
  const char *quote = skip_spaces (self, start);
  const char *end;

  begin_cell (self);

  /* People put a space behind a comma; a quote behind it still starts a quoted cell. */
  if (quote < self->end && *quote == '"' && read_quoted (self, quote))
    {
      self->line += count_lines (quote, self->position);
      end_cell (self);
      return;
    }

  end = find_cell_end (self, start);
  append_text (self, start, (gsize) (end - start));
  self->position = end;
  end_cell (self);
}

static void
skip_line_end (SlCsvReader *self)
{
  if (self->position == self->end)
    return;

  if (*self->position == '\r' && self->position + 1 < self->end && self->position[1] == '\n')
    self->position++;
  self->position++;
  self->line++;
}

static void
read_record (SlCsvReader *self)
{
  self->record_line = self->line;
  self->n_cells = 0;
  self->text_length = 0;

  for (;;)
    {
      read_cell (self);
      if (self->position == self->end || *self->position != self->delimiter)
        break;
      self->position++;
    }

  skip_line_end (self);
}

static gboolean
is_blank_record (SlCsvReader *self)
{
  return self->n_cells == 1 && self->lengths[0] == strspn (self->text, " \t");
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
  skip_line_end (self);
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
  self->warnings = g_array_new (FALSE, FALSE, sizeof (Warning));
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
      read_record (self);
    }
  while (is_blank_record (self));

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
  const Warning *warning;

  g_return_val_if_fail (index < self->warnings->len, NULL);

  warning = &g_array_index (self->warnings, Warning, index);
  if (out_line != NULL)
    *out_line = warning->line;

  return warning->text;
}
