/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out what parts the cells of a file that doesn't say it: reads its first records with each delimiter. */
#define G_LOG_DOMAIN "sl-csv-delimiter"

#include "config.h"

#include "sl-csv-private.h"
#include "sl-csv.h"

#define SAMPLE_SIZE (256 * 1024)
#define SAMPLE_RECORDS 50

static const char delimiters[] = { ',', ';', '\t', '|' };

/* How well @delimiter parts the start of the file: 0 not at all, near 1 into many columns, as many in each record. */
static double
rate_delimiter (GBytes   *sample,
                gboolean  torn,
                char      delimiter)
{
  g_autoptr (SlCsvReader) reader = sl_csv_reader_new (sample, delimiter);
  guint counts[SAMPLE_RECORDS];
  guint n = 0, columns = 0, best = 0;
  SlCsvRow row;
  double rating;

  while (n < SAMPLE_RECORDS && sl_csv_reader_next (reader, &row))
    counts[n++] = row.n_cells;
  /* The last record of a part of a file may be half a one. */
  if (torn && n > 1 && sl_csv_reader_get_progress (reader) >= 1)
    n--;

  for (guint i = 0; i < n; i++)
    {
      guint same = 0;

      for (guint j = 0; j < n; j++)
        same += counts[j] == counts[i];
      if (same > best || (same == best && counts[i] > columns))
        {
          best = same;
          columns = counts[i];
        }
    }
  if (columns < 2)
    return 0;

  rating = (double) best / n * (1 - 1.0 / columns);

  return counts[0] > 1 ? rating : rating * 0.3;
}

/* The delimiter of comma, semicolon, tab and "|" that gives the most even columns; a comma when none gives any. */
char
_sl_csv_guess_delimiter (const char *text,
                         gsize       length)
{
  gsize size = MIN (length, (gsize) SAMPLE_SIZE);
  g_autoptr (GBytes) sample = g_bytes_new_static (text, size);
  char best = delimiters[0];
  double best_rating = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      double rating = rate_delimiter (sample, size < length, delimiters[i]);

      if (rating > best_rating)
        {
          best_rating = rating;
          best = delimiters[i];
        }
    }

  return best;
}
