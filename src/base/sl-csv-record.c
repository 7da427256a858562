/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record of a CSV file: its cells, with their quotes undone.
 *
 * Quotes that break the rules are the one thing that can ruin a whole file (everything up to the next quote would become
 * one cell), so a quote that can't be the start of a quoted cell is taken as text, and said in a warning. */
#define G_LOG_DOMAIN "sl-csv-record"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-csv-private.h"

#define MAX_WARNINGS 100

static void
warn (SlCsvReader *self,
      guint        line,
      const char  *text)
{
  SlCsvWarning warning = { line, NULL };

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

void
_sl_csv_skip_line_end (SlCsvReader *self)
{
  if (self->position == self->end)
    return;

  if (*self->position == '\r' && self->position + 1 < self->end && self->position[1] == '\n')
    self->position++;
  self->position++;
  self->line++;
}

void
_sl_csv_read_record (SlCsvReader *self)
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

  _sl_csv_skip_line_end (self);
}

gboolean
_sl_csv_is_blank_record (SlCsvReader *self)
{
  return self->n_cells == 1 && self->lengths[0] == strspn (self->text, " \t");
}
