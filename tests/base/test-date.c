/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and times against GLib's own calendar, the ISO forms, and the words for people. */
#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-test.h"

static SlDay
day (const char *iso)
{
  SlDay value;

  g_assert_true (sl_day_parse_iso (iso, &value));

  return value;
}

/* Every day of 9999 years, so also every leap year rule and every turn of an ISO year. */
static void
test_calendar (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1);
  SlDay first = sl_day_from_ymd (1, 1, 1);
  SlDay last = sl_day_from_ymd (9999, 12, 31);

  g_assert_cmpint (sl_day_from_ymd (1970, 1, 1), ==, 0);
  for (SlDay i = first; i <= last; i++)
    {
      int y, m, d, week_year, week;

      g_assert_true (sl_day_to_ymd (i, &y, &m, &d));
      g_assert_cmpint (sl_day_from_ymd (y, m, d), ==, i);
      if (i % 3 == 0 || m == 12 || m <= 3)
        {
          g_date_set_julian (date, (guint32) (i - first + 1));
          g_assert_cmpint (y, ==, g_date_get_year (date));
          g_assert_cmpint (m, ==, (int) g_date_get_month (date));
          g_assert_cmpint (d, ==, g_date_get_day (date));
          g_assert_cmpint (sl_day_get_weekday (i), ==, (int) g_date_get_weekday (date));
          g_assert_true (sl_day_iso_week (i, &week_year, &week));
          if (y < 9999)
            g_assert_cmpint (week, ==, (int) g_date_get_iso8601_week_of_year (date));
        }
    }
}

static void
test_iso_week (void)
{
  static const struct
  {
    const char *day;
    int year, week;
  } cases[] = {
    { "2026-01-01", 2026, 1 },
    { "2027-01-01", 2026, 53 },
    { "2027-01-03", 2026, 53 },
    { "2027-01-04", 2027, 1 },
    { "2024-12-30", 2025, 1 },
    { "2026-09-03", 2026, 36 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int year, week;

      g_assert_true (sl_day_iso_week (day (cases[i].day), &year, &week));
      g_assert_cmpint (year, ==, cases[i].year);
      g_assert_cmpint (week, ==, cases[i].week);
    }
  g_assert_cmpint (sl_day_get_week_start (day ("2026-09-03")), ==, day ("2026-08-31"));
  g_assert_cmpint (sl_day_get_week_start (day ("2026-08-31")), ==, day ("2026-08-31"));
}

static void
test_invalid_days (void)
{
  static const int cases[][3] = {
    { 0, 1, 1 },     { 10000, 1, 1 }, { 2026, 0, 1 },  { 2026, 13, 1 },   { 2026, 1, 0 },
    { 2026, 4, 31 }, { 2026, 2, 29 }, { 1900, 2, 29 }, { 2026, -1, -1 }, { G_MAXINT, G_MAXINT, G_MAXINT },
  };
  static const SlDay outside[] = { SL_DAY_NONE, -719163, 2932897, G_MAXINT32 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sl_day_from_ymd (cases[i][0], cases[i][1], cases[i][2]), ==, SL_DAY_NONE);

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      char buf[SL_DAY_ISO_SIZE];
      int y = 1;
      g_autofree char *relative = sl_day_format_relative (outside[i], 0);
      g_autofree char *long_form = sl_day_format_long (outside[i]);

      g_assert_false (sl_day_to_ymd (outside[i], &y, NULL, NULL));
      g_assert_cmpint (y, ==, 0);
      g_assert_false (sl_day_iso_week (outside[i], NULL, NULL));
      g_assert_cmpint (sl_day_get_weekday (outside[i]), ==, 0);
      g_assert_cmpint (sl_day_get_week_start (outside[i]), ==, SL_DAY_NONE);
      g_assert_cmpint (sl_day_add_months (outside[i], 1), ==, SL_DAY_NONE);
      g_assert_cmpint (sl_day_to_time (outside[i], NULL), ==, SL_TIME_NONE);
      g_assert_cmpstr (sl_day_format_iso (outside[i], buf), ==, "");
      g_assert_cmpstr (relative, ==, "");
      g_assert_cmpstr (long_form, ==, "");
    }
}

static void
test_parse_iso (void)
{
  static const struct
  {
    const char *text;
    int y, m, d; /* 0: refused */
  } cases[] = {
    { "2026-09-03", 2026, 9, 3 },
    { "2024-02-29", 2024, 2, 29 },
    { "0001-01-01", 1, 1, 1 },
    { "9999-12-31", 9999, 12, 31 },
    { NULL, 0 },
    { "", 0 },
    { "2", 0 },
    { "2026", 0 },
    { "2026-", 0 },
    { "2026-09", 0 },
    { "2026-09-", 0 },
    { "2026-09-3", 0 },
    { "2026-09-03 ", 0 },
    { " 2026-09-03", 0 },
    { "2026-09-03T00:00", 0 },
    { "2026/09/03", 0 },
    { "2026-9-03", 0 },
    { "20260903", 0 },
    { "2026-02-30", 0 },
    { "2026-13-01", 0 },
    { "0000-01-01", 0 },
    { "-026-01-01", 0 },
    { "+026-01-01", 0 },
    { "2026-0\xcc-01", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SlDay value = 1;
      gboolean good = sl_day_parse_iso (cases[i].text, &value);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (good, ==, cases[i].y != 0);
      g_assert_cmpint (value, ==, good ? sl_day_from_ymd (cases[i].y, cases[i].m, cases[i].d) : SL_DAY_NONE);
      if (good)
        {
          char buf[SL_DAY_ISO_SIZE];

          g_assert_cmpstr (sl_day_format_iso (value, buf), ==, cases[i].text);
        }
    }
}

static void
test_add_months (void)
{
  g_assert_cmpint (sl_day_add_months (day ("2026-01-31"), 1), ==, day ("2026-02-28"));
  g_assert_cmpint (sl_day_add_months (day ("2024-01-31"), 1), ==, day ("2024-02-29"));
  g_assert_cmpint (sl_day_add_months (day ("2026-03-15"), -3), ==, day ("2025-12-15"));
  g_assert_cmpint (sl_day_add_months (day ("2026-03-15"), 12 * 3), ==, day ("2029-03-15"));
  g_assert_cmpint (sl_day_add_months (day ("2026-03-15"), G_MAXINT), ==, SL_DAY_NONE);
  g_assert_cmpint (sl_day_add_months (day ("2026-03-15"), G_MININT), ==, SL_DAY_NONE);
}

static void
test_parse_time (void)
{
  /* Berlin: UTC+1, from 2026-03-29 to 2026-10-25 UTC+2. */
  static const struct
  {
    const char *text;
    const char *utc; /* NULL: refused */
  } cases[] = {
    { "2026-03-15T09:00:00Z", "2026-03-15T09:00:00Z" },
    { "2026-03-15T09:00:00", "2026-03-15T08:00:00Z" },
    { "2026-03-15 09:00:00", "2026-03-15T08:00:00Z" },
    { "2026-03-15T09:00", "2026-03-15T08:00:00Z" },
    { "2026-07-15T09:00", "2026-07-15T07:00:00Z" },
    { "2026-03-15T09:00:00+05:30", "2026-03-15T03:30:00Z" },
    { "2026-03-15T09:00:00-0800", "2026-03-15T17:00:00Z" },
    { "2026-03-15T09:00:00+02", "2026-03-15T07:00:00Z" },
    { "2026-03-15T23:59:60Z", "2026-03-15T23:59:59Z" },
    { "2026-03-15T09:00:00.5Z", "2026-03-15T09:00:00.500000Z" },
    { "2026-03-15T09:00:00.123456Z", "2026-03-15T09:00:00.123456Z" },
    { "2026-03-15T09:00:00.123456789Z", "2026-03-15T09:00:00.123456Z" },
    { "2026-03-15T09:00:00.000000+00:00", "2026-03-15T09:00:00Z" },
    { "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z" },
    /* Skipped by the change to summer time: the moment after the gap. */
    { "2026-03-29T02:30:00", "2026-03-29T01:00:00Z" },
    { NULL, NULL },
    { "", NULL },
    { "2026-03-15", NULL },
    { "2026-03-15T", NULL },
    { "2026-03-15T9:00", NULL },
    { "2026-03-15T24:00:00", NULL },
    { "2026-03-15T09:60:00", NULL },
    { "2026-03-15T09:00:61", NULL },
    { "2026-03-15T09:00:00.", NULL },
    { "2026-03-15T09:00:00ZZ", NULL },
    { "2026-03-15T09:00:00+", NULL },
    { "2026-03-15T09:00:00+1", NULL },
    { "2026-03-15T09:00:00+24:00", NULL },
    { "2026-03-15T09:00:00+01:00x", NULL },
    { "2026-02-30T09:00:00", NULL },
    { "2026-03-15x09:00:00", NULL },
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_local ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 usec = 1;
      gboolean good = sl_time_parse_iso8601 (cases[i].text, berlin, &usec);
      char buf[SL_TIME_ISO_SIZE];

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (good, ==, cases[i].utc != NULL);
      if (good)
        g_assert_cmpstr (sl_time_format_iso8601 (usec, buf), ==, cases[i].utc);
      else
        g_assert_cmpint (usec, ==, SL_TIME_NONE);
    }
}

static void
test_format_time_limits (void)
{
  static const gint64 outside[] = { SL_TIME_NONE, G_MAXINT64, G_GINT64_CONSTANT (253402300800000000) };
  char buf[SL_TIME_ISO_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_autofree char *relative = sl_time_format_relative (outside[i], 0, NULL);

      g_assert_cmpstr (sl_time_format_iso8601 (outside[i], buf), ==, "");
      g_assert_cmpint (sl_day_from_time (outside[i], NULL), ==, SL_DAY_NONE);
      g_assert_cmpstr (relative, ==, "");
    }
  g_assert_cmpstr (sl_time_format_iso8601 (G_GINT64_CONSTANT (253402300799999999), buf), ==,
                   "9999-12-31T23:59:59.999999Z");
}

static void
test_day_and_time (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 usec;

  g_assert_true (sl_time_parse_iso8601 ("2026-03-15T23:30:00Z", NULL, &usec));
  g_assert_cmpint (sl_day_from_time (usec, NULL), ==, day ("2026-03-15"));
  g_assert_cmpint (sl_day_from_time (usec, berlin), ==, day ("2026-03-16"));
  g_assert_cmpint (sl_day_from_time (-1, NULL), ==, day ("1969-12-31"));

  for (SlDay d = day ("2026-01-01"); d < day ("2027-01-01"); d++)
    {
      g_assert_cmpint (sl_day_from_time (sl_day_to_time (d, berlin), berlin), ==, d);
      g_assert_cmpint (sl_day_from_time (sl_day_to_time (d, berlin) - 1, berlin), ==, d - 1);
    }
}

/* Berlin sets its clocks on 2026-03-29 at two and on 2026-10-25 at three. */
static void
test_wall_clock (void)
{
  static const struct {
    int month;
    int day;
    int minutes;
    const char *expected;
  } cases[] = {
    { 3, 28, 9 * 60, "2026-03-28T08:00:00Z" },
    { 3, 29, 9 * 60, "2026-03-29T07:00:00Z" },
    { 3, 29, 2 * 60 + 30, "2026-03-29T01:00:00Z" },
    { 10, 25, 9 * 60, "2026-10-25T08:00:00Z" },
    { 10, 25, 0, "2026-10-24T22:00:00Z" },
  };
  static const char *const nonsense[] = { "", "9:00", "24:00", "12:60", "12.30", "12:3", "12:300", "ab:cd", "-1:00" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  char text[SL_TIME_ISO_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 time = sl_day_to_time_at (sl_day_from_ymd (2026, cases[i].month, cases[i].day), cases[i].minutes, zone);

      g_assert_cmpstr (sl_time_format_iso8601 (time, text), ==, cases[i].expected);
    }
  g_assert_cmpint (sl_day_to_time_at (SL_DAY_NONE, 0, zone), ==, SL_TIME_NONE);

  g_assert_cmpint (sl_time_of_day_parse ("00:00"), ==, 0);
  g_assert_cmpint (sl_time_of_day_parse ("23:59"), ==, 23 * 60 + 59);
  g_assert_cmpint (sl_time_of_day_parse (NULL), ==, -1);
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    g_assert_cmpint (sl_time_of_day_parse (nonsense[i]), ==, -1);
}

static void
test_relative (void)
{
  static const struct
  {
    int distance;
    const char *words;
  } cases[] = {
    { 0, "today" },         { 1, "tomorrow" },     { -1, "yesterday" },       { 3, "in 3 days" },
    { -3, "3 days ago" },   { 13, "in 13 days" },  { -14, "2 weeks ago" },    { 20, "in 2 weeks" },
    { -55, "7 weeks ago" }, { 21, "in 3 weeks" },  { -56, "Jan 19, 2026" },   { 400, "Apr 20, 2027" },
  };
  SlDay today = day ("2026-03-16");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = sl_day_format_relative (today + cases[i].distance, today);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_dates_for_people (void)
{
  g_autofree char *short_form = sl_day_format_short (day ("2026-09-03"));
  g_autofree char *long_form = sl_day_format_long (day ("2026-09-03"));
  g_autofree char *near = sl_day_format_near (day ("2026-09-03"), day ("2026-01-01"));
  g_autofree char *another_year = sl_day_format_near (day ("2026-09-03"), day ("2027-01-01"));
  g_autofree char *undated = sl_day_format_near (day ("2026-09-03"), SL_DAY_NONE);
  g_autofree char *without_today = sl_day_format_relative (day ("2026-09-03"), SL_DAY_NONE);

  g_assert_cmpstr (short_form, ==, "Sep 3, 2026");
  g_assert_cmpstr (long_form, ==, "Thursday, September 3, 2026");
  g_assert_cmpstr (near, ==, "Thursday, September 3");
  g_assert_cmpstr (another_year, ==, "Thursday, September 3, 2026");
  g_assert_cmpstr (undated, ==, "Thursday, September 3, 2026");
  g_assert_cmpstr (without_today, ==, "Sep 3, 2026");
}

static void
test_relative_time (void)
{
  static const struct
  {
    const char *time;
    const char *words;
  } cases[] = {
    { "2026-03-16T14:00", "today 14:00" },          { "2026-03-17T09:05", "tomorrow 09:05" },
    { "2026-03-15T23:59", "yesterday 23:59" },      { "2026-03-19T14:00", "Thu 14:00" },
    { "2026-03-23T14:00", "Mar 23, 2026 14:00" },   { "2026-03-12T14:00", "Mar 12, 2026 14:00" },
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 now;

  g_assert_true (sl_time_parse_iso8601 (SL_TEST_NOW_ISO, NULL, &now));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;
      gint64 usec;

      g_assert_true (sl_time_parse_iso8601 (cases[i].time, berlin, &usec));
      words = sl_time_format_relative (usec, now, berlin);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/date/calendar", test_calendar);
  g_test_add_func ("/base/date/iso-week", test_iso_week);
  g_test_add_func ("/base/date/invalid-days", test_invalid_days);
  g_test_add_func ("/base/date/parse-iso", test_parse_iso);
  g_test_add_func ("/base/date/add-months", test_add_months);
  g_test_add_func ("/base/date/parse-time", test_parse_time);
  g_test_add_func ("/base/date/format-time-limits", test_format_time_limits);
  g_test_add_func ("/base/date/day-and-time", test_day_and_time);
  g_test_add_func ("/base/date/wall-clock", test_wall_clock);
  g_test_add_func ("/base/date/relative", test_relative);
  g_test_add_func ("/base/date/dates-for-people", test_dates_for_people);
  g_test_add_func ("/base/date/relative-time", test_relative_time);

  return g_test_run ();
}
