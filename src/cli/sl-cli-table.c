/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-table.h. */
#define G_LOG_DOMAIN "sl-cli-table"

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sl-cli-table.h"
#include "sl-cli.h"

#define GAP 2
/* A column is never cut to less. */
#define LEAST_WIDTH 6
/* Where there is no terminal whose width counts, a column isn't wider: one long text shouldn't push all others away. */
#define MOST_WIDTH 60
#define USUAL_TERMINAL 80

typedef struct {
  gboolean numeric;
  gboolean whole;
  guint width;
} Column;

struct _SlCliTable
{
  guint n_columns;
  Column *columns;
  GPtrArray *rows; /* of GStrv, the headers first */
};

SlCliTable *
sl_cli_table_new (const char *const *headers)
{
  SlCliTable *self = g_new0 (SlCliTable, 1);

  self->n_columns = g_strv_length ((char **) headers);
  self->columns = g_new0 (Column, self->n_columns);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  sl_cli_table_add (self, headers);

  return self;
}

void
sl_cli_table_free (SlCliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self->columns);
  g_free (self);
}

void
sl_cli_table_set_numeric (SlCliTable *self,
                          guint       column)
{
  self->columns[column].numeric = TRUE;
}

void
sl_cli_table_set_whole (SlCliTable *self,
                        guint       column)
{
  self->columns[column].whole = TRUE;
}

static guint
character_width (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

guint
sl_cli_text_width (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    width += character_width (g_utf8_get_char (c));

  return width;
}

void
sl_cli_table_add (SlCliTable        *self,
                  const char *const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      row[i] = sl_cli_make_harmless (cells[i] != NULL ? cells[i] : "");
      self->columns[i].width = MAX (self->columns[i].width, sl_cli_text_width (row[i]));
    }
  g_ptr_array_add (self->rows, row);
}

guint
sl_cli_table_get_n_rows (SlCliTable *self)
{
  return self->rows->len - 1;
}

/* Takes from the widest column that may be cut, until all fit or none can give more. */
static void
fit (SlCliTable *self,
     guint      *widths,
     guint       available)
{
  guint total = GAP * (self->n_columns - 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      widths[i] = self->columns[i].width;
      if (available == 0 && !self->columns[i].whole)
        widths[i] = MIN (widths[i], MOST_WIDTH);
      total += widths[i];
    }

  while (available > 0 && total > available)
    {
      guint widest = G_MAXUINT;

      for (guint i = 0; i < self->n_columns; i++)
        if (!self->columns[i].whole && widths[i] > LEAST_WIDTH && (widest == G_MAXUINT || widths[i] > widths[widest]))
          widest = i;
      if (widest == G_MAXUINT)
        return;
      widths[widest]--;
      total--;
    }
}

static void
append_blanks (GString *text,
               guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (text, ' ');
}

static void
append_cell (GString    *text,
             const char *cell,
             guint       width,
             gboolean    at_right,
             gboolean    last)
{
  guint own = sl_cli_text_width (cell);
  guint used = 0;

  if (own <= width)
    {
      if (at_right)
        append_blanks (text, width - own);
      g_string_append (text, cell);
      if (!at_right && !last)
        append_blanks (text, width - own);
      return;
    }

  for (const char *c = cell; used + character_width (g_utf8_get_char (c)) <= width - 1; c = g_utf8_next_char (c))
    {
      g_string_append_unichar (text, g_utf8_get_char (c));
      used += character_width (g_utf8_get_char (c));
    }
  g_string_append (text, "…");
  if (!last)
    append_blanks (text, width - 1 - used);
}

char *
sl_cli_table_format (SlCliTable *self,
                     guint       width)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  GString *text = g_string_new (NULL);

  fit (self, widths, width);
  for (guint i = 0; i < self->rows->len; i++)
    {
      char **row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < self->n_columns; j++)
        {
          gboolean last = j + 1 == self->n_columns;

          append_cell (text, row[j], widths[j], self->columns[j].numeric, last);
          if (!last)
            append_blanks (text, GAP);
        }
      while (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (text);
}

static guint
get_terminal_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO))
    return 0;

  return ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : USUAL_TERMINAL;
}

void
sl_cli_table_print (SlCliTable *self)
{
  g_autofree char *text = sl_cli_table_format (self, get_terminal_width ());

  sl_cli_write (text);
}
