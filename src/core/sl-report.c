/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-report.h. */
#define G_LOG_DOMAIN "sl-report"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-csv.h"
#include "sl-error.h"
#include "sl-report-private.h"

static const SlReportColumn columns[SL_REPORT_N_COLUMNS] = {
  [SL_REPORT_APPLIED] = { "applied", N_("Applied"), TRUE, 1.3 },
  [SL_REPORT_COMPANY] = { "company", N_("Company"), TRUE, 1.9 },
  [SL_REPORT_ROLE] = { "role", N_("Role"), TRUE, 1.9 },
  [SL_REPORT_LOCATION] = { "location", N_("Location"), FALSE, 1.3 },
  [SL_REPORT_SOURCE] = { "source", N_("Source"), FALSE, 1.2 },
  [SL_REPORT_STATUS] = { "status", N_("Status"), TRUE, 1.5 },
  [SL_REPORT_EVENTS] = { "events", N_("What happened"), TRUE, 2.6 },
  [SL_REPORT_EVIDENCE] = { "evidence", N_("Evidence"), TRUE, 2.2 },
  [SL_REPORT_CONTACT] = { "contact", N_("Contact"), FALSE, 1.8 },
  [SL_REPORT_NOTES] = { "notes", N_("Notes"), FALSE, 2.4 },
};

const SlReportColumn *
sl_report_get_columns (void)
{
  return columns;
}

SlReportRow *
_sl_report_row_new (void)
{
  SlReportRow *row = g_new0 (SlReportRow, 1);

  row->applied = SL_DAY_NONE;

  return row;
}

void
_sl_report_row_free (SlReportRow *row)
{
  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    g_free (row->cells[i]);
  g_free (row);
}

void
sl_report_free (SlReport *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
refuse_column (const char  *name,
               GError     **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", columns[i].name);
  /* Translators: a word somebody typed, and the words that are known */
  g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("There is no column “%s”. The columns are %s."), name, known->str);
}

/**
 * sl_report_parse_columns:
 * @names: (nullable) (array zero-terminated=1): words of columns; %NULL for the usual ones
 *
 * Returns: bits of 1 << #SlReportColumnId; 0 with %SL_ERROR_INVALID
 */
guint
sl_report_parse_columns (const char *const  *names,
                         GError            **error)
{
  guint bits = 0;

  for (guint i = 0; names == NULL && i < SL_REPORT_N_COLUMNS; i++)
    bits |= columns[i].usual ? 1u << i : 0;
  for (guint n = 0; names != NULL && names[n] != NULL; n++)
    {
      guint before = bits;

      for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
        if (g_ascii_strcasecmp (columns[i].name, names[n]) == 0)
          bits |= 1u << i;
      if (bits == before && *names[n] != '\0')
        {
          refuse_column (names[n], error);
          return 0;
        }
    }
  if (bits == 0)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("A report needs at least one column."));

  return bits;
}

char *
sl_report_format_period (SlReport *self)
{
  g_autofree char *from = sl_day_format_short (self->from);
  g_autofree char *to = sl_day_format_short (self->to);

  /* Translators: first and last day of a report */
  return self->from == self->to ? g_steal_pointer (&from) : g_strdup_printf (_("%s – %s"), from, to);
}

/* Takes @more: goes on with it after a comma. */
static void
add_clause (GString *words,
            char    *more)
{
  g_autofree char *before = g_strdup (words->str);
  g_autofree char *own = more;

  /* Translators: two parts of a sentence about sums: “3 answers came”, “2 of them to earlier applications” */
  g_string_printf (words, C_("sums", "%s, %s"), before, own);
}

/* Not all answers of a time are to applications of that time. */
static char *
format_answers (SlReport *self)
{
  guint n_earlier = self->n_earlier_answers, n_undated = self->n_undated_answers;
  g_autoptr (GString) words = g_string_new (NULL);

  if (n_earlier > 0 && n_earlier == self->n_answers)
    return g_strdup_printf (ngettext ("%s answer came to an earlier application", "%s answers came to earlier applications", n_earlier), SL_COUNT (n_earlier));
  if (n_undated > 0 && n_undated == self->n_answers)
    return g_strdup_printf (ngettext ("%s answer came to an application without a date", "%s answers came to applications without a date", n_undated), SL_COUNT (n_undated));

  g_string_printf (words, ngettext ("%s answer came", "%s answers came", self->n_answers), SL_COUNT (self->n_answers));
  if (n_earlier > 0)
    /* Translators: of the answers that came, after “3 answers came” */
    add_clause (words, g_strdup_printf (ngettext ("%s of them to an earlier application", "%s of them to earlier applications", n_earlier), SL_COUNT (n_earlier)));
  if (n_undated > 0)
    /* Translators: of the answers that came, after “3 answers came” */
    add_clause (words, g_strdup_printf (ngettext ("%s of them to an application without a date", "%s of them to applications without a date", n_undated), SL_COUNT (n_undated)));

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static char *
format_interviews (SlReport *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (self->n_interviews == 0 && self->n_unnoted > 0)
    return g_strdup_printf (ngettext ("%s interview planned, result not noted", "%s interviews planned, results not noted", self->n_unnoted), SL_COUNT (self->n_unnoted));

  g_string_printf (words, ngettext ("%s interview", "%s interviews", self->n_interviews), SL_COUNT (self->n_interviews));
  if (self->n_unnoted > 0)
    /* Translators: after “2 interviews”: others that were planned, whose result nobody noted; perhaps they didn’t take place */
    add_clause (words, g_strdup_printf (ngettext ("%s more planned, result not noted", "%s more planned, results not noted", self->n_unnoted), SL_COUNT (self->n_unnoted)));

  return g_string_free_and_steal (g_steal_pointer (&words));
}

char *
sl_report_format_sums (SlReport *self)
{
  g_autofree char *applied = g_strdup_printf (ngettext ("%s application sent", "%s applications sent", self->n_applied), SL_COUNT (self->n_applied));
  g_autofree char *answers = format_answers (self);
  g_autofree char *interviews = format_interviews (self);

  /* Translators: three sums, as “12 applications sent; 5 answers came, 2 of them to earlier applications; 3 interviews” */
  return g_strdup_printf (C_("sums", "%s; %s; %s"), applied, answers, interviews);
}

/** sl_report_format_undated: Returns: (transfer full) (nullable): how many applications are left out; %NULL: none */
char *
sl_report_format_undated (SlReport *self)
{
  if (self->n_undated == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%s application without an applied date is left out.", "%s applications without an applied date are left out.", self->n_undated),
                          SL_COUNT (self->n_undated));
}

/* What a spreadsheet sorts by stays a date of figures. */
static void
add_csv_row (SlCsvWriter *writer,
             SlReportRow *row,
             guint        bits)
{
  char iso[SL_DAY_ISO_SIZE];

  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    if (bits & (1u << i))
      sl_csv_writer_add_cell (writer, i == SL_REPORT_APPLIED && row->applied != SL_DAY_NONE ? sl_day_format_iso (row->applied, iso) : row->cells[i] != NULL ? row->cells[i] : "");
}

/**
 * sl_report_to_csv:
 * @bits: of 1 << #SlReportColumnId
 *
 * Returns: (transfer full): UTF-8 with byte order mark, cells made harmless that a spreadsheet would run
 */
GBytes *
sl_report_to_csv (SlReport *self,
                  guint     bits)
{
  GString *text = g_string_new (NULL);
  g_autoptr (SlCsvWriter) writer = sl_csv_writer_new_for_string (text, ',', SL_CSV_WRITER_BOM | SL_CSV_WRITER_GUARD);

  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    if (bits & (1u << i))
      sl_csv_writer_add_cell (writer, _(columns[i].label));
  sl_csv_writer_end_row (writer, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      add_csv_row (writer, self->rows->pdata[i], bits);
      sl_csv_writer_end_row (writer, NULL);
    }
  sl_csv_writer_finish (writer, NULL);

  return g_string_free_to_bytes (text);
}
