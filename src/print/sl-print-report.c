/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The job-search report: who and when at its head, then a table. */

#define G_LOG_DOMAIN "sl-print-report"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-print-docs.h"
#include "sl-text.h"

/* More columns than these need the paper's longer side. */
#define MAX_UPRIGHT 6

/* On paper nobody follows a link: without its scheme, which is in the CSV file, it takes fewer lines.
 * @cell: (nullable): one link or name a line */
static char *
shorten_links (const char *cell)
{
  g_auto (GStrv) lines = g_strsplit (cell != NULL ? cell : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      static const char *const schemes[] = { "https://", "http://" };
      gsize length = strlen (lines[i]);

      for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
        if (g_ascii_strncasecmp (lines[i], schemes[s], strlen (schemes[s])) == 0)
          {
            memmove (lines[i], lines[i] + strlen (schemes[s]), length - strlen (schemes[s]) + 1);
            /* "https://torvmark.example/" is no page of its own. */
            if (strchr (lines[i], '/') == lines[i] + strlen (lines[i]) - 1)
              lines[i][strlen (lines[i]) - 1] = '\0';
            break;
          }
    }

  return g_strjoinv ("\n", lines);
}

static void
add_table (SlPrintDoc *doc,
           SlReport   *report,
           guint       bits)
{
  const SlReportColumn *columns = sl_report_get_columns ();
  const char *headers[SL_REPORT_N_COLUMNS + 1] = { NULL };
  double weights[SL_REPORT_N_COLUMNS];
  guint n = 0;

  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    if (bits & (1u << i))
      {
        headers[n] = _(columns[i].label);
        weights[n++] = columns[i].weight;
      }
  sl_print_doc_begin_table (doc, headers, weights);
  for (guint r = 0; r < report->rows->len; r++)
    {
      SlReportRow *row = report->rows->pdata[r];
      g_autofree char *evidence = shorten_links (row->cells[SL_REPORT_EVIDENCE]);
      const char *cells[SL_REPORT_N_COLUMNS];

      n = 0;
      for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
        if (bits & (1u << i))
          cells[n++] = i == SL_REPORT_EVIDENCE ? evidence : row->cells[i];
      sl_print_doc_add_row (doc, cells);
    }
  sl_print_doc_set_landscape (doc, g_strv_length ((char **) headers) > MAX_UPRIGHT);
}

SlPrintDoc *
sl_print_report (SlReport   *report,
                 guint       columns,
                 const char *name)
{
  g_autofree char *period = sl_report_format_period (report);
  g_autofree char *sums = sl_report_format_sums (report);
  g_autofree char *undated = sl_report_format_undated (report);
  gboolean named = name != NULL && !sl_text_is_blank (name);
  /* Translators: at the head of a report: a person’s name, and the days it is about */
  g_autofree char *subtitle = named ? g_strdup_printf (C_("name and period", "%s, %s"), name, period) : g_strdup (period);
  /* Translators: at the foot of a report: the days it is about */
  g_autofree char *footer = g_strdup_printf (_("Job search, %s"), subtitle);
  SlPrintDoc *doc = sl_print_doc_new (_("Job Search"), subtitle);

  sl_print_doc_set_footer (doc, footer);
  if (report->rows->len == 0)
    {
      sl_print_doc_add_text (doc, _("No applications in this time."));
    }
  else
    {
      sl_print_doc_add_dim_text (doc, sums);
      add_table (doc, report, columns);
    }
  if (undated != NULL)
    sl_print_doc_add_dim_text (doc, undated);

  return doc;
}
