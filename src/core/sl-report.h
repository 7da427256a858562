/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The job search of some weeks or months as a table, as employment offices ask for it: which applications, what came of
 * them and when, and where that can be looked up. Numbers and words; how it is printed is in print/. */

#pragma once

#include <gio/gio.h>

#include "sl-connection.h"
#include "sl-date.h"

G_BEGIN_DECLS

/** SlReportColumnId: in the order in which they stand. */
typedef enum {
  SL_REPORT_APPLIED,
  SL_REPORT_COMPANY,
  SL_REPORT_ROLE,
  SL_REPORT_LOCATION,
  SL_REPORT_SOURCE,
  SL_REPORT_STATUS,
  SL_REPORT_EVENTS,
  SL_REPORT_EVIDENCE,
  SL_REPORT_CONTACT,
  SL_REPORT_NOTES,
  SL_REPORT_N_COLUMNS,
} SlReportColumnId;

/**
 * SlReportColumn:
 * @name: the word on the command line and in settings
 * @label: translatable (N_)
 * @usual: there unless the person says otherwise
 * @weight: how wide it is, beside others
 */
typedef struct {
  const char *name;
  const char *label;
  gboolean usual;
  double weight;
} SlReportColumn;

const SlReportColumn *sl_report_get_columns (void); /* SL_REPORT_N_COLUMNS of them */
/* Bits of 1 << SlReportColumnId for names; 0 with @error set. @names: NULL for the usual ones. */
guint sl_report_parse_columns (const char *const *names, GError **error);

/**
 * SlReportRow: one application.
 * @applied: when, or %SL_DAY_NONE
 * @cells: (array length=SL_REPORT_N_COLUMNS): each (nullable); lines with "\n" between
 */
typedef struct {
  SlDay applied;
  char *cells[SL_REPORT_N_COLUMNS];
} SlReportRow;

/**
 * SlReport:
 * @from: first day
 * @to: last day
 * @n_applied: applications of that time
 * @n_interviews: interviews that took place in that time
 * @n_unnoted: interviews that were planned for days of that time that are over, of which nobody noted what came of them
 * @n_answers: applications that got any answer in that time, whenever they were sent
 * @n_earlier_answers: of these, those that were sent before that time
 * @n_undated_answers: of these, those that were sent nobody knows when
 * @n_undated: applications that aren't there, as nobody knows when they were sent
 * @rows: (element-type SlReportRow): also earlier applications, when something happened to them in that time
 */
typedef struct {
  SlDay from;
  SlDay to;
  guint n_applied;
  guint n_interviews;
  guint n_unnoted;
  guint n_answers;
  guint n_earlier_answers;
  guint n_undated_answers;
  guint n_undated;
  GPtrArray *rows;
} SlReport;

/* For use inside an SlReadFunc. @today: what comes after it is yet to come; @zone: the person's. */
SlReport *sl_report_read (SlConnection *connection, SlDay from, SlDay to, SlDay today, GTimeZone *zone, GCancellable *cancellable, GError **error);
void sl_report_free (SlReport *self);

/* "Sep 1, 2026 – Sep 30, 2026" (transfer full) */
char *sl_report_format_period (SlReport *self);
/* "1 application sent; 3 answers came, 2 of them to earlier applications; 1 interview" (transfer full) */
char *sl_report_format_sums (SlReport *self);
/* How many are left out for want of a date, in a sentence. (nullable) (transfer full) */
char *sl_report_format_undated (SlReport *self);
/* With the columns @columns, for spreadsheets. (transfer full) */
GBytes *sl_report_to_csv (SlReport *self, guint columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlReport, sl_report_free)

G_END_DECLS
