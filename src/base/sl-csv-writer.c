/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes records as RFC 4180 has them: CRLF between records, quotes where they are needed. A cell that a spreadsheet would
 * run as a formula can be made harmless. */
#define G_LOG_DOMAIN "sl-csv-writer"

#include "config.h"

#include <string.h>

#include "sl-csv.h"
#include "sl-file.h"

#define BUFFER_SIZE (64 * 1024)

struct _SlCsvWriter
{
  GOutputStream *stream; /* NULL when it writes into a string */
  GString *buffer;
  gboolean owns_buffer;
  char delimiter;
  SlCsvWriterFlags flags;

  gsize row_start;
  gboolean in_row;
};

static SlCsvWriter *
new_writer (GOutputStream    *stream,
            GString          *string,
            char              delimiter,
            SlCsvWriterFlags  flags)
{
  SlCsvWriter *self = g_new0 (SlCsvWriter, 1);

  self->stream = stream != NULL ? g_object_ref (stream) : NULL;
  self->owns_buffer = string == NULL;
  self->buffer = string != NULL ? string : g_string_sized_new (BUFFER_SIZE + 4096);
  self->delimiter = delimiter;
  self->flags = flags;

  if (flags & SL_CSV_WRITER_BOM)
    g_string_append (self->buffer, "\xef\xbb\xbf");

  return self;
}

/**
 * sl_csv_writer_new:
 * @stream: where to write; stays open
 * @delimiter: what parts cells
 * @flags: how to write
 *
 * Makes a writer into @stream that gathers about 64 KB between writes. End with sl_csv_writer_finish().
 *
 * Returns: (transfer full): a writer
 */
SlCsvWriter *
sl_csv_writer_new (GOutputStream    *stream,
                   char              delimiter,
                   SlCsvWriterFlags  flags)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  return new_writer (stream, NULL, delimiter, flags);
}

/**
 * sl_csv_writer_new_for_string:
 * @string: where to append; has to outlive the writer
 * @delimiter: what parts cells
 * @flags: how to write
 *
 * Makes a writer into memory.
 *
 * Returns: (transfer full): a writer
 */
SlCsvWriter *
sl_csv_writer_new_for_string (GString          *string,
                              char              delimiter,
                              SlCsvWriterFlags  flags)
{
  g_return_val_if_fail (string != NULL, NULL);

  return new_writer (NULL, string, delimiter, flags);
}

/**
 * sl_csv_writer_free:
 * @self: (transfer full) (nullable): a writer
 *
 * Frees the writer. What wasn't written with sl_csv_writer_finish() is lost.
 */
void
sl_csv_writer_free (SlCsvWriter *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  if (self->owns_buffer)
    g_string_free (self->buffer, TRUE);
  g_free (self);
}

/* "-5", "+1.234,56": a sign and one number, which a spreadsheet may well read as what it is. */
static gboolean
is_signed_number (const char *text)
{
  if (!g_ascii_isdigit (text[1]))
    return FALSE;

  text++;
  text += strspn (text, "0123456789.,");

  return *text == '\0' && text[-1] != '.' && text[-1] != ',';
}

/**
 * sl_csv_needs_guard:
 * @text: (nullable): a cell's text
 *
 * Tells whether a spreadsheet could run @text as a formula: it starts with =, +, -, @, a tab, a line end, or the wide
 * forms of these signs. A cell that is a signed number and nothing else ("-5") can't do harm; "-5+cmd" can. A text that
 * looks guarded already needs another guard, so that taking one off gives back what was there.
 *
 * Returns: %TRUE if it could
 */
gboolean
sl_csv_needs_guard (const char *text)
{
  static const char *const wide_signs[] = { "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" };

  if (text == NULL)
    return FALSE;

  while (*text == '\'')
    text++;

  switch (*text)
    {
    case '=':
    case '@':
    case '\t':
    case '\r':
    case '\n':
      return TRUE;

    case '+':
    case '-':
      return !is_signed_number (text);

    default:
      break;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (wide_signs); i++)
    if (g_str_has_prefix (text, wide_signs[i]))
      return TRUE;

  return FALSE;
}

/**
 * sl_csv_skip_guard:
 * @text: a cell's text as it was read
 *
 * The way back from an export with %SL_CSV_WRITER_GUARD.
 *
 * Returns: (transfer none): @text behind the apostrophe that guards it, or @text
 */
const char *
sl_csv_skip_guard (const char *text)
{
  return text[0] == '\'' && sl_csv_needs_guard (text + 1) ? text + 1 : text;
}

static gboolean
needs_quotes (SlCsvWriter *self,
              const char  *text,
              gsize        length)
{
  if (length > 0 && (text[0] == ' ' || text[length - 1] == ' '))
    return TRUE;

  for (gsize i = 0; i < length; i++)
    if (text[i] == self->delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
      return TRUE;

  return FALSE;
}

/**
 * sl_csv_writer_add_cell:
 * @self: a writer
 * @text: (nullable): the cell's text; %NULL is an empty cell
 *
 * Adds a cell to the record.
 */
void
sl_csv_writer_add_cell (SlCsvWriter *self,
                        const char  *text)
{
  GString *out = self->buffer;
  const char *guard;
  gsize length;

  if (self->in_row)
    g_string_append_c (out, self->delimiter);
  else
    self->row_start = out->len;
  self->in_row = TRUE;

  if (text == NULL)
    text = "";
  length = strlen (text);
  guard = (self->flags & SL_CSV_WRITER_GUARD) && sl_csv_needs_guard (text) ? "'" : "";

  if (!needs_quotes (self, text, length))
    {
      g_string_append (out, guard);
      g_string_append_len (out, text, (gssize) length);
      return;
    }

  g_string_append_c (out, '"');
  g_string_append (out, guard);
  for (const char *end = text + length; text < end;)
    {
      const char *quote = memchr (text, '"', (gsize) (end - text));
      const char *run_end = quote != NULL ? quote + 1 : end;

      g_string_append_len (out, text, run_end - text);
      if (quote != NULL)
        g_string_append_c (out, '"');
      text = run_end;
    }
  g_string_append_c (out, '"');
}

static gboolean
write_buffer (SlCsvWriter  *self,
              GError      **error)
{
  GError *local_error = NULL;

  if (self->stream == NULL || self->buffer->len == 0)
    return TRUE;

  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, NULL, &local_error))
    {
      sl_file_propagate_error (error, local_error, NULL);
      return FALSE;
    }
  g_string_truncate (self->buffer, 0);

  return TRUE;
}

/**
 * sl_csv_writer_end_row:
 * @self: a writer
 * @error: return location for an error
 *
 * Ends the record.
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sl_csv_writer_end_row (SlCsvWriter  *self,
                       GError      **error)
{
  /* A record of one empty cell would be an empty line, which readers skip. */
  if (self->in_row && self->buffer->len == self->row_start)
    g_string_append (self->buffer, "\"\"");

  g_string_append (self->buffer, "\r\n");
  self->in_row = FALSE;

  return self->buffer->len < BUFFER_SIZE || write_buffer (self, error);
}

/**
 * sl_csv_writer_write_row:
 * @self: a writer
 * @cells: (array length=n_cells): the cells; %NULL among them is an empty one
 * @n_cells: how many
 * @error: return location for an error
 *
 * Writes a whole record.
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sl_csv_writer_write_row (SlCsvWriter        *self,
                         const char *const  *cells,
                         gsize               n_cells,
                         GError            **error)
{
  for (gsize i = 0; i < n_cells; i++)
    sl_csv_writer_add_cell (self, cells[i]);

  return sl_csv_writer_end_row (self, error);
}

/**
 * sl_csv_writer_finish:
 * @self: a writer
 * @error: return location for an error
 *
 * Writes what is still gathered, and flushes the stream, which stays open.
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sl_csv_writer_finish (SlCsvWriter  *self,
                      GError      **error)
{
  GError *local_error = NULL;

  if (!write_buffer (self, error))
    return FALSE;

  if (self->stream != NULL && !g_output_stream_flush (self->stream, NULL, &local_error))
    {
      sl_file_propagate_error (error, local_error, NULL);
      return FALSE;
    }

  return TRUE;
}
