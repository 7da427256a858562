/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows and cards say about an application. */

#include "config.h"

#include "sl-error.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-test.h"

static SlRecord *
new_application (void)
{
  SlRecord *application = sl_record_new_blank (SL_KIND_APPLICATION);

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Acme");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Software Engineer");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (application, SL_APPLICATION_APPLIED_DATE, "2026-03-13");

  return application;
}

static SlRow *
new_row (SlRecord *application, SlRecord *reminder, SlRecord *stage)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);

  return sl_row_new (application, tags, reminder, stage, SL_TIME_NONE);
}

static void
assert_says (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
set_status_since (SlRecord *application, int days_ago)
{
  sl_record_set_integer (application, SL_APPLICATION_STATUS_SINCE,
                         sl_clock_get_now (sl_format_get_clock ()) - days_ago * G_TIME_SPAN_DAY);
}

static void
test_label (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (SlRow) row = new_row (application, NULL, NULL);

  assert_says (sl_format_row_label (row), "Software Engineer at Acme, Applied, 3 days ago");
  assert_says (sl_format_row_title (row), "Software Engineer at Acme");
  assert_says (sl_format_row_subtitle (row), "Acme · 3 days ago");
  assert_says (sl_format_row_applied (row), "3 days ago");
  assert_says (sl_format_row_applied_exact (row), "Friday, March 13, 2026");

  /* A row that isn't read yet says nothing, and nothing breaks. */
  assert_says (sl_format_row_label (NULL), "");
  assert_says (sl_format_row_next_step (NULL), "");
  assert_says (sl_format_row_quiet (NULL), "");
  assert_says (sl_format_row_salary (NULL), "");
  g_assert_false (sl_format_row_is_long_quiet (NULL));
}

static void
test_quiet (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (SlRow) row = new_row (application, NULL, NULL);

  set_status_since (application, 0);
  assert_says (sl_format_row_quiet (row), "");
  set_status_since (application, 1);
  assert_says (sl_format_row_quiet (row), "1 day");
  set_status_since (application, 20);
  g_assert_false (sl_format_row_is_long_quiet (row));
  set_status_since (application, 21);
  g_assert_true (sl_format_row_is_long_quiet (row));
  set_status_since (application, 23);
  assert_says (sl_format_row_quiet (row), "23 days");

  /* Nobody waits for an answer to these. */
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_REJECTED);
  assert_says (sl_format_row_quiet (row), "");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_SAVED);
  g_assert_cmpint (sl_format_row_get_quiet_days (row), ==, -1);
}

/* In short on a card, where the column's head says in what; whole where it stands alone. */
static void
test_age (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (SlRow) row = new_row (application, NULL, NULL);

  assert_says (sl_format_row_age (NULL, SL_FACET_STATUS), "");
  assert_says (sl_format_row_age (row, SL_FACET_STATUS), "");
  set_status_since (application, 0);
  assert_says (sl_format_row_age (row, SL_FACET_STATUS), "Since today");
  assert_says (sl_format_row_age_whole (row, SL_FACET_STATUS), "In “Applied” since today");
  set_status_since (application, 1);
  assert_says (sl_format_row_age (row, SL_FACET_STATUS), "For 1 day");
  set_status_since (application, 11);
  assert_says (sl_format_row_age (row, SL_FACET_STATUS), "For 11 days");
  assert_says (sl_format_row_age_whole (row, SL_FACET_STATUS), "In “Applied” for 11 days");
  /* The clock was put back. */
  set_status_since (application, -2);
  assert_says (sl_format_row_age (row, SL_FACET_STATUS), "Since today");
}

/* On a board of lanes the time in the lane counts, which may be shorter than that in the status. */
static void
test_age_in_lane (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SlRow) row = sl_row_new (application, tags, NULL, NULL, sl_clock_get_now (sl_format_get_clock ()));

  set_status_since (application, 36);
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  sl_record_set_text (application, SL_APPLICATION_LANE, SL_LANE_FINAL_ROUND);
  assert_says (sl_format_row_age (row, SL_FACET_LANE), "Since today");
  assert_says (sl_format_row_age_whole (row, SL_FACET_LANE), "In “Final Round” since today");
  assert_says (sl_format_row_age (row, SL_FACET_STATUS), "For 36 days");
}

static void
test_role_at (void)
{
  assert_says (sl_format_role_at ("Baker", "Acme"), "Baker at Acme");
  /* The sentence keeps its direction, and the role stays in one piece. */
  assert_says (sl_format_role_at ("مهندس", "Acme"), "\u200e\u2068مهندس\u2069 at Acme");
  assert_says (sl_format_beside ("Acme", "Vienna"), "Acme · Vienna");
  assert_says (sl_format_beside ("Acme", NULL), "Acme");
}

static void
test_next_step (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (SlRecord) stage = sl_record_new_blank (SL_KIND_STAGE);
  g_autoptr (SlRecord) reminder = sl_record_new_blank (SL_KIND_REMINDER);
  g_autoptr (SlRow) with_stage = new_row (application, NULL, stage);
  g_autoptr (SlRow) with_both = new_row (application, reminder, stage);
  g_autoptr (SlRow) bare = new_row (application, NULL, NULL);

  sl_record_set_text (stage, SL_STAGE_NAME, "Technical round");
  sl_record_set_text (stage, SL_STAGE_DATE, "2026-03-19");
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, "14:00");
  assert_says (sl_format_row_next_step (with_stage), "Technical round, Thu 14:00");
  assert_says (sl_format_row_next_step_when (with_stage), "Thu 14:00");
  sl_record_set_null (stage, SL_STAGE_TIME_OF_DAY);
  assert_says (sl_format_row_next_step (with_stage), "Technical round, in 3 days");

  /* Whichever comes first. */
  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Call back");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (sl_format_get_clock ()) + G_TIME_SPAN_DAY);
  assert_says (sl_format_row_next_step (with_both), "Call back, tomorrow 09:00");
  assert_says (sl_format_row_next_step_shortest (with_both), "Reminder, tomorrow 09:00");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (sl_format_get_clock ()) - G_TIME_SPAN_DAY);
  assert_says (sl_format_row_next_step_shortest (with_both), "Reminder was due, yesterday 09:00");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (sl_format_get_clock ()) + 5 * G_TIME_SPAN_DAY);
  assert_says (sl_format_row_next_step (with_both), "Technical round, in 3 days");

  assert_says (sl_format_row_next_step (bare), "");
  assert_says (sl_format_row_next_step_when (bare), "");
  sl_record_set_text (application, SL_APPLICATION_FOLLOW_UP_DATE, "2026-03-17");
  assert_says (sl_format_row_next_step (bare), "Follow up, tomorrow");
  sl_record_set_text (application, SL_APPLICATION_FOLLOW_UP_DATE, "2026-03-15");
  assert_says (sl_format_row_next_step (bare), "");

  /* Nothing comes next once it is closed. */
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_REJECTED);
  assert_says (sl_format_row_next_step (with_both), "");
  assert_says (sl_format_row_next_step_exact (with_both), "");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_OFFER);
  assert_says (sl_format_row_next_step (with_stage), "Technical round, in 3 days");
}

static void
test_place (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (SlRow) row = new_row (application, NULL, NULL);
  g_autofree char *location = NULL;

  assert_says (sl_format_row_location (row), "");
  sl_record_set_text (application, SL_APPLICATION_LOCATION, "Berlin");
  assert_says (sl_format_row_location (row), "Berlin");
  sl_record_set_text (application, SL_APPLICATION_WORK_MODE, sl_work_mode_words.values[0].word);
  location = sl_format_row_location (row);
  g_assert_true (g_str_has_prefix (location, "Berlin"));
  sl_record_set_text (application, SL_APPLICATION_WORK_MODE, "On-site");
  assert_says (sl_format_row_location (row), "Berlin");
}

static void
test_salary (void)
{
  g_autofree char *range = sl_format_salary (60000, 75000, "EUR");

  assert_says (sl_format_salary (-1, -1, "EUR"), "");
  g_assert_nonnull (strstr (range, "–"));
}

static void
test_days (void)
{
  static const char *const ways[] = { "2026-09-03", " 2026-09-03 ", "Sep 3, 2026", "3 September 2026", "3. September", "Sept 3rd" };
  SlDay day;

  assert_says (sl_format_day_editable (SL_DAY_NONE), "");
  assert_says (sl_format_day_editable (sl_day_from_ymd (2026, 9, 3)), "Sep 3, 2026");
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_assert_true (sl_format_parse_day (ways[i], &day));
      g_assert_cmpint (day, ==, sl_day_from_ymd (2026, 9, 3));
    }
  g_assert_true (sl_format_parse_day ("13/09/2026", &day));
  g_assert_cmpint (day, ==, sl_day_from_ymd (2026, 9, 13));
  /* Without a locale nobody says what comes first. */
  g_assert_false (sl_format_parse_day ("09/03/2026", &day));
  g_assert_false (sl_format_parse_day ("soon", &day));
  g_assert_false (sl_format_parse_day ("", &day));
}

static void
test_day_moves (void)
{
  g_autoptr (SlRecord) application = new_application ();
  g_autoptr (SlRow) row = new_row (application, NULL, NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();

  sl_format_set_clock (clock);
  assert_says (sl_format_row_applied (row), "3 days ago");
  sl_clock_advance (clock, G_TIME_SPAN_DAY);
  assert_says (sl_format_row_applied (row), "4 days ago");
}

static void
test_stage (void)
{
  g_autoptr (SlRecord) stage = sl_record_new_blank (SL_KIND_STAGE);

  assert_says (sl_format_stage_name (stage), "Interview");
  assert_says (sl_format_stage_when (stage), "");
  sl_record_set_text (stage, SL_STAGE_TYPE, "Technical");
  assert_says (sl_format_stage_name (stage), "Technical");
  sl_record_set_text (stage, SL_STAGE_NAME, "Interview Torvmark");
  assert_says (sl_format_stage_name (stage), "Interview Torvmark");
  sl_private_set (SL_PRIVATE_NAMES);
  assert_says (sl_format_stage_name (stage), "Technical");
  sl_private_set (0);
  sl_record_set_text (stage, SL_STAGE_DATE, "2026-03-19");
  assert_says (sl_format_stage_when (stage), "Thursday, March 19 (in 3 days)");
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, "14:00");
  assert_says (sl_format_stage_when (stage), "Thursday, March 19 (in 3 days), 14:00");

  /* America changes its clocks before Europe does: five hours apart, not six. */
  sl_record_set_text (stage, SL_STAGE_TIME_ZONE, "America/New_York");
  assert_says (sl_format_stage_when (stage), "Thursday, March 19 (in 3 days), 19:00 (14:00 in New York)");
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, "20:00");
  assert_says (sl_format_stage_when (stage), "Friday, March 20 (in 4 days), 01:00 (20:00 in New York)");
  /* What isn't known here counts as the person's own. */
  sl_record_set_text (stage, SL_STAGE_TIME_ZONE, "Middle/Earth");
  assert_says (sl_format_stage_when (stage), "Thursday, March 19 (in 3 days), 20:00");
}

/* What was changed since is named, but not on a screen that others see. */
static void
test_private_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (SL_ERROR, SL_ERROR_CONFLICT, "“Torvmark” was changed since and stays as it is.");

  assert_says (sl_error_describe (error, NULL), "“Torvmark” was changed since and stays as it is.");
  sl_private_set (SL_PRIVATE_NAMES);
  assert_says (sl_error_describe (error, "It wasn’t undone."), "It wasn’t undone. Something was changed since and stays as it is.");
  sl_private_set (0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (SlClock) clock = NULL;
  int status;

  sl_test_init (&argc, &argv);
  clock = sl_test_clock ();
  sl_format_set_clock (clock);

  g_test_add_func ("/ui/format/private-error", test_private_error);
  g_test_add_func ("/ui/format/stage", test_stage);
  g_test_add_func ("/ui/format/label", test_label);
  g_test_add_func ("/ui/format/quiet", test_quiet);
  g_test_add_func ("/ui/format/age", test_age);
  g_test_add_func ("/ui/format/age-in-lane", test_age_in_lane);
  g_test_add_func ("/ui/format/role-at", test_role_at);
  g_test_add_func ("/ui/format/next-step", test_next_step);
  g_test_add_func ("/ui/format/place", test_place);
  g_test_add_func ("/ui/format/salary", test_salary);
  g_test_add_func ("/ui/format/days", test_days);
  g_test_add_func ("/ui/format/day-moves", test_day_moves);

  status = g_test_run ();
  sl_format_set_clock (NULL);
  return status;
}
