/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed: the report and the interview pack, read from the records. */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-csv.h"
#include "sl-error.h"
#include "sl-print-docs.h"
#include "sl-print-layout.h"
#include "sl-test.h"

static SlDay
day (const char *iso)
{
  SlDay value;

  g_assert_true (sl_day_parse_iso (iso, &value));
  return value;
}

static char *
add_applied (SlContext  *context,
             const char *company,
             const char *applied)
{
  g_autofree char *id = sl_core_test_add (context, company, "Baker", "Applied");
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (SlTransaction) transaction = NULL;

  sl_value_set_text (&value, applied);
  transaction = sl_core_test_apply (context, sl_deed_edit (SL_KIND_APPLICATION, (const char *[]) { id, NULL }, SL_APPLICATION_APPLIED_DATE, &value));

  return g_steal_pointer (&id);
}

static char *
add_round (SlContext  *context,
           const char *application,
           const char *name,
           const char *date,
           const char *result)
{
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autoptr (SlTransaction) transaction = NULL;

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, application);
  sl_record_set_text (stage, SL_STAGE_NAME, name);
  sl_record_set_text (stage, SL_STAGE_DATE, date);
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, "14:00");
  sl_record_set_text (stage, SL_STAGE_TIME_ZONE, "America/New_York");
  sl_record_set_text (stage, SL_STAGE_RESULT, result);
  sl_record_set_text (stage, SL_STAGE_QUESTIONS_ASKED, "[\"Why bread?\"]");
  transaction = sl_core_test_apply (context, sl_deed_add (stage));

  return g_strdup (sl_record_get_id (stage));
}

static void
add_interview (SlContext  *context,
               const char *application,
               const char *label,
               const char *date)
{
  g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);
  g_autoptr (SlTransaction) transaction = NULL;

  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, application);
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_INTERVIEW);
  sl_record_set_text (event, SL_EVENT_LABEL, label);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, sl_day_to_time (day (date), NULL));
  transaction = sl_core_test_apply (context, sl_deed_add (event));
}

typedef struct {
  SlDay from;
  SlDay to;
  SlDay today;
  GTimeZone *zone;
} Wanted;

static gpointer
read_report (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Wanted *wanted = data;

  return sl_report_read (connection, wanted->from, wanted->to, wanted->today, wanted->zone, cancellable, error);
}

static SlReport *
report (SlContext  *context,
        const char *from,
        const char *to)
{
  Wanted wanted = { day (from), day (to), sl_context_get_today (context), sl_clock_get_time_zone (sl_context_get_clock (context)) };
  g_autoptr (GError) error = NULL;
  SlReport *read = sl_store_read (sl_context_get_store (context), read_report, &wanted, &error);

  g_assert_no_error (error);
  return read;
}

static void
test_report (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *later = NULL;
  g_autofree char *first = add_applied (context, "Torvmark", "2026-03-01");
  g_autofree char *before = add_applied (context, "Old & Quiet", "2026-02-28");
  g_autofree char *answered = add_applied (context, "Old but Answered", "2026-01-10");
  g_autofree char *round = add_round (context, answered, "Phone screen", "2026-03-05", "Passed");
  g_autofree char *cancelled = add_round (context, first, "Second talk", "2026-03-20", "Cancelled");
  g_autofree char *outside = add_round (context, first, "In April", "2026-04-01", "Pending");
  g_autofree char *period = NULL;
  SlReport *read;
  SlReportRow *row;

  sl_clock_advance (sl_context_get_clock (context), 15 * G_TIME_SPAN_DAY);
  later = add_applied (context, "Velkholt", "2026-03-31");
  add_interview (context, answered, "Phone screen", "2026-03-05");
  read = report (context, "2026-03-01", "2026-03-31");
  g_assert_cmpuint (read->rows->len, ==, 3);
  g_assert_cmpuint (read->n_applied, ==, 2);
  g_assert_cmpuint (read->n_interviews, ==, 1);
  row = read->rows->pdata[0];
  g_assert_cmpstr (row->cells[SL_REPORT_COMPANY], ==, "Old but Answered");
  g_assert_nonnull (strstr (row->cells[SL_REPORT_EVENTS], "Interview: Phone screen"));
  /* The round and what the timeline says of it are one. */
  g_assert_null (strstr (row->cells[SL_REPORT_EVENTS], "2026: Phone screen"));
  row = read->rows->pdata[1];
  g_assert_cmpstr (row->cells[SL_REPORT_COMPANY], ==, "Torvmark");
  g_assert_nonnull (strstr (row->cells[SL_REPORT_EVENTS], "Second talk (cancelled)"));
  g_assert_null (strstr (row->cells[SL_REPORT_EVENTS], "In April"));
  row = read->rows->pdata[2];
  g_assert_cmpstr (row->cells[SL_REPORT_COMPANY], ==, "Velkholt");
  period = sl_report_format_period (read);
  g_assert_nonnull (strstr (period, "2026"));
  sl_report_free (read);
  sl_core_test_close (context);
}

static char *
get_happened (SlContext  *context,
              const char *from,
              const char *to,
              guint      *n_interviews,
              guint      *n_answers)
{
  SlReport *read = report (context, from, to);
  char *events = read->rows->len > 0 ? g_strdup (((SlReportRow *) read->rows->pdata[0])->cells[SL_REPORT_EVENTS]) : NULL;

  *n_interviews = read->n_interviews;
  *n_answers = read->n_answers;
  sl_report_free (read);

  return events;
}

/* That the first round moved the application isn't an interview, and what is planned hasn't taken place. */
static void
test_report_states_what_happened (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autofree char *id = add_applied (context, "Torvmark", "2026-03-01");
  g_autofree char *round = NULL;
  g_autofree char *planned = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *past = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *stated = NULL;
  g_autoptr (SlRecord) application = NULL;
  guint n_interviews, n_answers;

  round = add_round (context, id, "Take-home", "2026-03-28", "Pending");
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_TYPE, "Take-Home");
  planned = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_nonnull (strstr (planned, "Interview planned: Take-home"));
  g_assert_null (strchr (planned, '\n'));
  g_assert_cmpuint (n_interviews, ==, 0);
  g_assert_cmpuint (n_answers, ==, 1);

  /* Without the round there never was an answer. */
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_STAGE, (const char *[]) { round, NULL }, clock)));
  application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);
  deleted = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_null (deleted);
  g_assert_cmpuint (n_answers, ==, 0);

  past = add_round (context, id, "Talk with the team", "2026-03-10", "Passed");
  sl_core_test_edit (context, SL_KIND_STAGE, past, SL_STAGE_TYPE, "Technical");
  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane ((const char *[]) { id, NULL }, SL_LANE_FINAL_ROUND, NULL)));
  stated = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_nonnull (strstr (stated, "Interview: Talk with the team (Technical)\n"));
  g_assert_nonnull (strstr (stated, "Moved to Final Round"));
  g_assert_null (strstr (stated, "Recruiter Screen"));
  g_assert_cmpuint (n_interviews, ==, 1);
  sl_core_test_close (context);
}

/* The answer that the head counts has its line, on the day it came, when the round itself is after the report's time. */
static void
test_report_invited (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark", "2026-03-01");
  g_autofree char *round = add_round (context, id, "Phone screen", "2026-12-20", "Pending");
  g_autofree char *invited = NULL;
  g_autofree char *undated = NULL;
  g_autofree char *planned = NULL;
  guint n_interviews, n_answers;

  invited = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_cmpstr (invited, ==, "Mar 16, 2026: Answer: invited to an interview (Dec 20, 2026)");
  g_assert_cmpuint (n_answers, ==, 1);
  g_assert_cmpuint (n_interviews, ==, 0);

  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_DATE, NULL);
  undated = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_cmpstr (undated, ==, "Mar 16, 2026: Answer: invited to an interview");

  /* The round says it all. */
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_DATE, "2026-03-20");
  planned = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_cmpstr (planned, ==, "Mar 20, 2026: Interview planned: Phone screen");
  g_assert_cmpuint (n_answers, ==, 1);
  sl_core_test_close (context);
}

/* A round of a day that is over, of which nobody said how it went, perhaps didn't take place. */
static void
test_report_unnoted (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark", "2026-03-01");
  g_autofree char *round = add_round (context, id, "Phone screen", "2026-03-05", "Pending");
  g_autofree char *pending = NULL;
  g_autofree char *today = NULL;
  g_autofree char *noted = NULL;
  g_autofree char *sums = NULL;
  SlReport *read;
  guint n_interviews, n_answers;

  pending = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_nonnull (strstr (pending, "Phone screen (planned; result not noted)"));
  g_assert_cmpuint (n_interviews, ==, 0);
  read = report (context, "2026-03-01", "2026-03-31");
  sums = sl_report_format_sums (read);
  g_assert_cmpstr (sums, ==, "1 application sent; 1 answer came; 1 interview planned, result not noted");
  sl_report_free (read);

  /* Today it may be yet to come. */
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_DATE, "2026-03-16");
  today = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_nonnull (strstr (today, "Interview planned: Phone screen"));
  g_assert_cmpuint (n_interviews, ==, 0);
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_RESULT, "Passed");
  noted = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
  g_assert_nonnull (strstr (noted, "Interview: Phone screen"));
  g_assert_null (strstr (noted, "noted"));
  g_assert_cmpuint (n_interviews, ==, 1);
  sl_core_test_close (context);
}

static void
assert_sums (SlContext  *context,
             const char *from,
             const char *to,
             const char *expected)
{
  SlReport *read = report (context, from, to);
  g_autofree char *sums = sl_report_format_sums (read);

  g_assert_cmpstr (sums, ==, expected);
  sl_report_free (read);
}

/* Nobody shall read three answers to one application. */
static void
test_report_sums (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *first = add_applied (context, "Torvmark", "2026-03-01");
  g_autofree char *second = add_applied (context, "Velkholt", "2026-01-10");
  g_autofree char *third = add_applied (context, "North Harbour", "2026-01-12");
  g_autofree char *undated = sl_core_test_add (context, "Elm", "Baker", SL_STATUS_SAVED);

  g_free (add_round (context, second, "Phone screen", "2026-03-05", "Passed"));
  assert_sums (context, "2026-03-01", "2026-03-31", "1 application sent; 1 answer came to an earlier application; 1 interview");
  g_free (add_round (context, third, "Phone screen", "2026-03-06", "Passed"));
  g_free (add_round (context, first, "Phone screen", "2026-03-07", "Failed"));
  assert_sums (context, "2026-03-01", "2026-03-31", "1 application sent; 3 answers came, 2 of them to earlier applications; 3 interviews");
  assert_sums (context, "2026-01-01", "2026-01-31", "2 applications sent; 0 answers came; 0 interviews");
  sl_core_test_edit (context, SL_KIND_APPLICATION, undated, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_core_test_edit (context, SL_KIND_APPLICATION, undated, SL_APPLICATION_APPLIED_DATE, NULL);
  g_free (add_round (context, undated, "Phone screen", "2026-03-08", "Passed"));
  assert_sums (context, "2026-03-01", "2026-03-31",
               "1 application sent; 4 answers came, 2 of them to earlier applications, 1 of them to an application without a date; 4 interviews");
  assert_sums (context, "2026-03-08", "2026-03-08", "0 applications sent; 1 answer came to an application without a date; 1 interview");
  sl_core_test_close (context);
}

/* After the end nothing is planned any more; what took place before it, did. */
static void
test_report_plans_nothing_after_the_end (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark", "2026-03-01");
  const char *ids[] = { id, NULL };
  const char *const ends[] = { SL_STATUS_REJECTED, SL_STATUS_WITHDRAWN, SL_STATUS_ACCEPTED };
  guint n_interviews, n_answers;

  g_free (add_round (context, id, "Phone screen", "2026-03-05", "Passed"));
  g_free (add_round (context, id, "Second talk", "2026-03-28", "Pending"));
  g_free (add_round (context, id, "Lunch", "2026-03-29", "Cancelled"));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *events = NULL;

      g_object_unref (sl_core_test_apply (context, sl_deed_set_status (ids, ends[i], NULL)));
      events = get_happened (context, "2026-03-01", "2026-03-31", &n_interviews, &n_answers);
      g_assert_nonnull (strstr (events, "Interview: Phone screen"));
      g_assert_nonnull (strstr (events, "Lunch (cancelled)"));
      g_assert_null (strstr (events, "Second talk"));
      g_assert_cmpuint (n_interviews, ==, 1);
    }
  sl_core_test_close (context);
}

/* A wrong move that was put right is neither a fact nor an answer; what came after it is. */
static void
test_report_put_right (void)
{
  SlContext *context = sl_core_test_open ();
  char iso[SL_DAY_ISO_SIZE];
  g_autofree char *id = add_applied (context, "Torvmark", sl_day_format_iso (sl_context_get_today (context), iso));
  const char *ids[] = { id, NULL };
  const struct {
    const char *status;
    const char *events;
    guint n_answers;
  } steps[] = {
    { SL_STATUS_REJECTED, "Rejected", 1 },
    { SL_STATUS_APPLIED, NULL, 0 },
    { SL_STATUS_WITHDRAWN, "Withdrawn", 0 },
    { SL_STATUS_REJECTED, "Withdrawn Rejected", 1 },
    { SL_STATUS_APPLIED, NULL, 0 },
    { SL_STATUS_INTERVIEWING, "Interviewing", 1 },
    { SL_STATUS_REJECTED, "Interviewing Rejected", 1 },
    { SL_STATUS_INTERVIEWING, "Interviewing", 1 },
    { SL_STATUS_REJECTED, "Interviewing Rejected", 1 },
    { SL_STATUS_OFFER, "Interviewing Offer", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *events = NULL;
      g_autoptr (GString) words = g_string_new (NULL);
      g_auto (GStrv) lines = NULL;
      guint n_interviews, n_answers;

      g_object_unref (sl_core_test_apply (context, sl_deed_set_status (ids, steps[i].status, NULL)));
      events = get_happened (context, iso, iso, &n_interviews, &n_answers);
      lines = g_strsplit (events != NULL ? events : "", "\n", -1);
      for (guint n = 0; lines[n] != NULL; n++)
        g_string_append_printf (words, "%s%s", n > 0 ? " " : "", strrchr (lines[n], ' ') + 1);
      g_assert_cmpstr (words->str, ==, steps[i].events != NULL ? steps[i].events : "");
      g_assert_cmpuint (n_answers, ==, steps[i].n_answers);
    }
  sl_core_test_close (context);
}

/* What was sent on a day that nobody knows is there where the company answered, and counted where not. */
static void
test_report_undated (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *saved = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_SAVED);
  g_autofree char *offered = sl_core_test_add (context, "Velkholt", "Baker", SL_STATUS_SAVED);
  g_autofree char *silent = sl_core_test_add (context, "North Harbour", "Baker", SL_STATUS_OFFER);
  g_autoptr (SlRecord) offer = sl_record_new (SL_KIND_OUTCOME);
  g_autofree char *words = NULL;
  char iso[SL_DAY_ISO_SIZE];
  SlReport *read;

  sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, offered);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (offer)));
  sl_day_format_iso (sl_context_get_today (context), iso);
  read = report (context, iso, iso);
  g_assert_cmpuint (read->rows->len, ==, 1);
  g_assert_cmpstr (((SlReportRow *) read->rows->pdata[0])->cells[SL_REPORT_COMPANY], ==, "Velkholt");
  g_assert_cmpuint (read->n_undated, ==, 1);
  words = sl_report_format_undated (read);
  g_assert_nonnull (strstr (words, "1 application without an applied date"));
  sl_report_free (read);

  /* One that is only saved isn't among them, so it doesn't make up for one of them. */
  g_free (add_round (context, saved, "Open day", iso, "Pending"));
  read = report (context, iso, iso);
  g_assert_cmpuint (read->rows->len, ==, 2);
  g_assert_cmpuint (read->n_undated, ==, 1);
  sl_report_free (read);
  sl_core_test_close (context);
}

/* Giving up on a company, or withdrawing, is no answer of theirs. */
static void
test_report_answers (void)
{
  SlContext *context = sl_core_test_open ();
  const struct {
    const char *status;
    const char *detail;
  } ends[] = { { SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE }, { SL_STATUS_WITHDRAWN, NULL }, { SL_STATUS_REJECTED, NULL } };
  char iso[SL_DAY_ISO_SIZE];
  SlReport *read;

  sl_day_format_iso (sl_context_get_today (context), iso);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *id = add_applied (context, "Torvmark", iso);
      const char *ids[] = { id, NULL };

      g_object_unref (sl_core_test_apply (context, sl_deed_set_status (ids, ends[i].status, ends[i].detail)));
    }
  read = report (context, iso, iso);
  g_assert_cmpuint (read->n_applied, ==, 3);
  g_assert_cmpuint (read->n_answers, ==, 1);
  sl_report_free (read);
  sl_core_test_close (context);
}

static void
test_report_csv (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "=Torvmark, \"Bread\"", "2026-03-01");
  SlReport *read = report (context, "2026-03-01", "2026-03-01");
  guint columns = sl_report_parse_columns ((const char *[]) { "applied", "company", NULL }, NULL);
  g_autoptr (GBytes) bytes = sl_report_to_csv (read, columns);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (text, "Applied,Company\r\n"));
  g_assert_nonnull (strstr (text, "2026-03-01,\"'=Torvmark, \"\"Bread\"\"\""));
  g_assert_cmpuint (sl_report_parse_columns (NULL, NULL), !=, 0);
  g_assert_cmpuint (sl_report_parse_columns ((const char *[]) { "company", "wrong", NULL }, &error), ==, 0);
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  sl_report_free (read);
  sl_core_test_close (context);
}

static char *
read_pdf (SlPrintDoc *doc,
          guint      *n_pages)
{
  g_autoptr (GBytes) bytes = sl_print_doc_to_pdf (doc, SL_PAPER_LETTER, n_pages, NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *path = NULL;
  char *text = NULL;

  g_assert_nonnull (bytes);
  if (program == NULL)
    return NULL;
  path = sl_test_tmp_file ("docs.pdf", g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_assert_true (g_spawn_sync (NULL, (char *[]) { program, (char *) "-layout", path, (char *) "-", NULL }, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, NULL));

  return text;
}

static void
test_empty_report (void)
{
  SlContext *context = sl_core_test_open ();
  SlReport *read = report (context, "2026-03-01", "2026-03-31");
  g_autoptr (SlPrintDoc) doc = sl_print_report (read, sl_report_parse_columns (NULL, NULL), "Somebody");
  guint n_pages;
  g_autofree char *text = read_pdf (doc, &n_pages);

  g_assert_cmpuint (n_pages, ==, 1);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "Somebody"));
      g_assert_nonnull (strstr (text, "No applications in this time."));
    }
  sl_report_free (read);
  sl_core_test_close (context);
}

/* On paper; a file of the table keeps it whole. */
static void
test_report_links (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark", "2026-03-01");
  g_auto (SlValue) url = SL_VALUE_INIT;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (SlPrintDoc) doc = NULL;
  g_autofree char *text = NULL;
  SlReport *read;

  sl_value_set_text (&url, "https://torvmark.example/");
  transaction = sl_core_test_apply (context, sl_deed_edit (SL_KIND_APPLICATION, (const char *[]) { id, NULL }, SL_APPLICATION_URL, &url));
  read = report (context, "2026-03-01", "2026-03-31");
  doc = sl_print_report (read, sl_report_parse_columns (NULL, NULL), NULL);
  text = read_pdf (doc, NULL);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "torvmark.example"));
      g_assert_null (strstr (text, "https:"));
      g_assert_null (strstr (text, "example/"));
    }
  g_assert_cmpstr (((SlReportRow *) read->rows->pdata[0])->cells[SL_REPORT_EVIDENCE], ==, "https://torvmark.example/");
  sl_report_free (read);
  sl_core_test_close (context);
}

static gpointer
read_pack (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return sl_pack_read (connection, data, error);
}

static void
test_pack (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark", "2026-03-01");
  g_autofree char *earlier = add_round (context, id, "Phone screen", "2026-03-05", "Passed");
  /* The clocks there were changed already, those here not yet: five hours, not six. */
  g_autofree char *round = add_round (context, id, "Technical round", "2026-03-20", "Pending");
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (context));
  SlPack *pack = sl_store_read (sl_context_get_store (context), read_pack, round, NULL);
  g_autoptr (SlPrintDoc) doc = sl_print_pack (pack, zone);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (pack->rounds->len, ==, 1);
  text = read_pdf (doc, NULL);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "Technical round at Torvmark"));
      g_assert_nonnull (strstr (text, "19:00"));
      g_assert_nonnull (strstr (text, "14:00 (New York)"));
      g_assert_nonnull (strstr (text, "Why bread?"));
      g_assert_nonnull (strstr (text, "Phone screen"));
    }
  sl_pack_free (pack);
  g_assert_null (sl_store_read (sl_context_get_store (context), read_pack, (gpointer) "no-such-round", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/print/docs/report", test_report);
  g_test_add_func ("/print/docs/report-states-what-happened", test_report_states_what_happened);
  g_test_add_func ("/print/docs/report-unnoted", test_report_unnoted);
  g_test_add_func ("/print/docs/report-invited", test_report_invited);
  g_test_add_func ("/print/docs/report-sums", test_report_sums);
  g_test_add_func ("/print/docs/report-plans-nothing-after-the-end", test_report_plans_nothing_after_the_end);
  g_test_add_func ("/print/docs/report-put-right", test_report_put_right);
  g_test_add_func ("/print/docs/report-undated", test_report_undated);
  g_test_add_func ("/print/docs/report-csv", test_report_csv);
  g_test_add_func ("/print/docs/report-answers", test_report_answers);
  g_test_add_func ("/print/docs/empty-report", test_empty_report);
  g_test_add_func ("/print/docs/report-links", test_report_links);
  g_test_add_func ("/print/docs/pack", test_pack);

  return g_test_run ();
}
