/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a table's headings stand: not always in its first row, and not in every table. */

#define G_LOG_DOMAIN "sl-import-heading-row"

#include "config.h"

#include <string.h>

#include "sl-import-content.h"
#include "sl-import-heading-row.h"
#include "sl-import-target.h"
#include "sl-import-words.h"

/* Headings are looked for in so many rows; the others are there to compare them with. */
#define HEADER_WITHIN 10

/* "Applied" and "Remote" are headings of some files and cells of others. */
static gboolean
is_word_of_cells (const char *text)
{
  SlImportStatus status;

  return (sl_import_read_status (text, &status) && status.plain) || sl_import_read_answer (text) != SL_IMPORT_ANSWER_NONE ||
         sl_enum_match (&sl_work_mode_words, text) != NULL || sl_enum_match (&sl_job_type_words, text) != NULL || sl_enum_match (&sl_source_words, text) != NULL;
}

static gboolean
rows_equal (GPtrArray *a,
            GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The headings once more, in a file pasted together, don't count. */
static gboolean
recurs_below (GPtrArray  *rows,
              guint       row,
              guint       column,
              const char *text)
{
  for (guint i = row + 1; i < rows->len; i++)
    {
      GPtrArray *cells = rows->pdata[i];

      if (cells->len > column && g_ascii_strcasecmp (cells->pdata[column], text) == 0 && !rows_equal (cells, rows->pdata[row]))
        return TRUE;
    }
  return FALSE;
}

/* How many cells of @row are known as headings; -1 when one of them can be none. */
static int
count_headings (GPtrArray *rows,
                guint      row,
                guint     *out_n_filled)
{
  GPtrArray *cells = rows->pdata[row];
  int known = 0, certain = 0;

  *out_n_filled = 0;
  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = cells->pdata[i];
      SlImportTarget target;
      int score;

      if (sl_import_cell_is_empty (cell))
        continue;
      (*out_n_filled)++;
      if (sl_import_looks_like_value (cell))
        {
          /* Years and numbers may head a column or two, addresses and long texts never. */
          if (!sl_import_looks_like_number (cell) || strlen (cell) > 4)
            return -1;
          continue;
        }
      if (!sl_import_target_from_header (cell, &target, &score) || score < 45)
        continue;
      known++;
      if (!is_word_of_cells (cell) && !recurs_below (rows, row, i, cell))
        certain++;
    }
  return certain > 0 ? known : 0;
}

/* No heading is known: headings differ in kind from what stands below ("Foo" above dates). */
static gboolean
differs_from_below (GPtrArray *rows,
                    guint      row)
{
  GPtrArray *cells = rows->pdata[row];
  gboolean differs = FALSE;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = cells->pdata[i];
      guint n = 0, n_values = 0;

      if (sl_import_looks_like_value (cell))
        return FALSE;
      if (*cell != '\0' && recurs_below (rows, row, i, cell))
        return FALSE;
      for (guint below = row + 1; below < rows->len; below++)
        {
          GPtrArray *other = rows->pdata[below];

          if (other->len <= i || *(const char *) other->pdata[i] == '\0')
            continue;
          n++;
          n_values += sl_import_looks_like_value (other->pdata[i]);
        }
      if (*cell != '\0' && n > 0 && n_values * 2 > n)
        differs = TRUE;
    }
  return differs;
}

/**
 * sl_import_find_header:
 * @rows: (element-type GPtrArray): the first rows of a table, each its cells as text
 *
 * Returns: which of the rows holds the headings, counted from 0; -1 if none does
 */
int
sl_import_find_header (GPtrArray *rows)
{
  int best = -1, best_known = 0;

  for (guint i = 0; i < rows->len && i < HEADER_WITHIN; i++)
    {
      guint n_filled;
      int known = count_headings (rows, i, &n_filled);

      if (known > best_known && (known >= 2 || n_filled <= 2 || i == 0))
        {
          best = (int) i;
          best_known = known;
        }
    }
  if (best >= 0)
    return best;
  return rows->len > 1 && differs_from_below (rows, 0) ? 0 : -1;
}
