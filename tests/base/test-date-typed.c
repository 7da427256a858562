/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as one person types them. */
#include "config.h"

#include <string.h>

#include "sl-date-typed.h"
#include "sl-test.h"

#define U SL_DATE_ORDER_UNKNOWN
#define Y SL_DATE_ORDER_YMD
#define D SL_DATE_ORDER_DMY
#define M SL_DATE_ORDER_MDY

/* A Monday. */
#define TODAY (sl_day_from_ymd (2026, 3, 16))

static void
assert_reads (const char  *text,
              SlDay        today,
              SlDateOrder  order,
              const char  *expected)
{
  char iso[SL_DAY_ISO_SIZE];
  SlDay day = 1;
  gboolean good = sl_date_parse_typed_in (text, today, order, &day);

  g_test_message ("“%s”", text);
  g_assert_cmpstr (sl_day_format_iso (day, iso), ==, expected);
  g_assert_cmpint (good, ==, *expected != '\0');
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    SlDateOrder order;
    const char *day; /* "": no day */
  } cases[] = {
    { "2026-09-03", U, "2026-09-03" },
    { "Sep 3, 2026", U, "2026-09-03" },
    /* Figures in the locale's order, and refused without one. */
    { "9/3/2026", M, "2026-09-03" },
    { "9/3/2026", D, "2026-03-09" },
    { "9/3/2026", U, "" },
    { "13/9/2026", U, "2026-09-13" },
    /* Without a year: the nearest such day. */
    { "4/3", M, "2026-04-03" },
    { "4/3", D, "2026-03-04" },
    { "4/3", Y, "2026-04-03" },
    { "4/3", U, "" },
    { "3.4.", D, "2026-04-03" },
    { "3.4.", U, "2026-04-03" },
    { "5.11.2026", U, "2026-11-05" },
    { "5.11.2026", M, "2026-11-05" },
    { "5. 11. 26", Y, "2026-11-05" },
    { "3. 4.", D, "2026-04-03" },
    { "3-4", D, "2026-04-03" },
    { "25/3", U, "2026-03-25" },
    { "25/3", M, "2026-03-25" },
    { "12/24", M, "2025-12-24" },
    { "Sept 5th", U, "2026-09-05" },
    { "5 Sept", U, "2026-09-05" },
    { "3. September", U, "2026-09-03" },
    { "Mi., 18. März", U, "2026-03-18" },
    { "Dec 31", U, "2025-12-31" },
    { "Jan 1", U, "2026-01-01" },
    { "Oct 1", U, "2025-10-01" },
    { "Feb 29", U, "" },
    /* Counted from today. */
    { "today", U, "2026-03-16" },
    { " Yesterday ", U, "2026-03-15" },
    { "tomorrow", U, "2026-03-17" },
    { "in 3 days", U, "2026-03-19" },
    { "In a week", U, "2026-03-23" },
    { "in 2 months", U, "2026-05-16" },
    { "3 days ago", U, "2026-03-13" },
    { "10 weeks ago", U, "2026-01-05" },
    { "next Monday", U, "2026-03-23" },
    { "next friday", U, "2026-03-20" },
    { "last Monday", U, "2026-03-09" },
    { "last Fri", U, "2026-03-13" },
    { "next week", U, "2026-03-23" },
    { "last month", U, "2026-02-16" },
    { "gestern", U, "2026-03-15" },
    { "in 3 Tagen", U, "2026-03-19" },
    { "vor einer Woche", U, "2026-03-09" },
    { "nächsten Freitag", U, "2026-03-20" },
    { "aujourd’hui", U, "2026-03-16" },
    { "dans 3 jours", U, "2026-03-19" },
    { "il y a 2 jours", U, "2026-03-14" },
    { "hace 3 días", U, "2026-03-13" },
    /* No days. */
    { NULL, M, "" },
    { "", M, "" },
    { "  ", M, "" },
    { "soon", M, "" },
    { "9", M, "" },
    { "9 3", M, "" },
    { "9/", M, "" },
    { "/9", M, "" },
    { "13/13", M, "" },
    { "2026", M, "" },
    { "Sep 2026", M, "" },
    { "September", M, "" },
    { "10:30", M, "" },
    { "120k", M, "" },
    { "in", M, "" },
    { "in 3", M, "" },
    { "in -3 days", M, "" },
    { "in 99999 days", M, "" },
    { "next day", M, "" },
    { "days ago", M, "" },
    { "in 3 days please", M, "" },
    { "\xff\xfe", M, "" },
    { "1/2/3", M, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_reads (cases[i].text, TODAY, cases[i].order, cases[i].day);
}

/* Where the day isn't known, only what stands on its own is a day. */
static void
test_without_today (void)
{
  assert_reads ("2026-09-03", SL_DAY_NONE, M, "2026-09-03");
  assert_reads ("9/3/2026", SL_DAY_NONE, M, "2026-09-03");
  assert_reads ("9/3", SL_DAY_NONE, M, "");
  assert_reads ("yesterday", SL_DAY_NONE, M, "");
  assert_reads ("in 3 days", SL_DAY_NONE, M, "");
}

/* All that the program says, it understands. */
static void
test_own_words (void)
{
  for (int distance = -13; distance <= 13; distance++)
    {
      g_autofree char *words = sl_day_format_relative (TODAY + distance, TODAY);
      SlDay day;

      g_assert_true (sl_date_parse_typed_in (words, TODAY, U, &day));
      g_assert_cmpint (day, ==, TODAY + distance);
    }
}

static void
test_orders (void)
{
  g_assert_cmpint (sl_date_order_from_format ("%m/%d/%y"), ==, M);
  g_assert_cmpint (sl_date_order_from_format ("%m/%d/%Y"), ==, M);
  g_assert_cmpint (sl_date_order_from_format ("%D"), ==, M);
  g_assert_cmpint (sl_date_order_from_format ("%d.%m.%Y"), ==, D);
  g_assert_cmpint (sl_date_order_from_format ("%-d. %-m. %Y"), ==, D);
  g_assert_cmpint (sl_date_order_from_format ("%d/%m/%y"), ==, D);
  g_assert_cmpint (sl_date_order_from_format ("%Y-%m-%d"), ==, Y);
  g_assert_cmpint (sl_date_order_from_format ("%EY年%m月%d日"), ==, Y);
  g_assert_cmpint (sl_date_order_from_format (""), ==, U);
  g_assert_cmpint (sl_date_order_from_format ("%"), ==, U);
  /* The tests have no locale: nobody said which comes first. */
  g_assert_cmpint (sl_date_get_locale_order (), ==, U);
}

/* A time of day stands behind the day, or alone where it is known what day it is. */
static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gboolean knows_today;
    const char *time; /* NULL: no time */
  } cases[] = {
    { "tomorrow 9:05", TRUE, "2026-03-17T08:05:00Z" },
    { "tomorrow", TRUE, "2026-03-17T00:00:00Z" },
    { " Sep 3, 2026 ", FALSE, "2026-09-03T00:00:00Z" },
    { "2026-09-03 23:59", FALSE, "2026-09-03T21:59:00Z" },
    { "2026-09-03T23:59:30+00:00", FALSE, "2026-09-03T23:59:30Z" },
    { "14:30", TRUE, "2026-03-16T13:30:00Z" },
    { "14:30", FALSE, NULL },
    { "24:00", TRUE, NULL },
    { "14:30 tomorrow", TRUE, "2026-03-17T13:30:00Z" },
    { "", TRUE, NULL },
    { " : ", TRUE, NULL },
    { NULL, TRUE, NULL },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 time = 1, expected = SL_TIME_NONE;
      gboolean whole_day = cases[i].time != NULL && g_str_has_suffix (cases[i].time, "T00:00:00Z");

      g_test_message ("“%s”", cases[i].text);
      if (cases[i].time != NULL)
        g_assert_true (sl_time_parse_iso8601 (cases[i].time, NULL, &expected));
      if (whole_day)
        expected = sl_day_to_time_at (sl_day_from_time (expected, NULL), 7, zone);
      g_assert_cmpint (sl_time_parse_typed (cases[i].text, cases[i].knows_today ? TODAY : SL_DAY_NONE, 7, zone, &time), ==, cases[i].time != NULL);
      g_assert_cmpint (time, ==, expected);
    }
}

static void
test_clocks (void)
{
  static const struct
  {
    const char *text;
    int minutes;
  } cases[] = {
    { "14:30", 870 }, { "9:05", 545 }, { "9", 540 }, { "9am", 540 }, { "2 PM", 840 }, { "2:30 p.m.", 870 }, { "12 am", 0 }, { "12 pm", 720 },
    { "14.30 Uhr", 870 }, { "14h30", 870 }, { "14h", 840 }, { "noon", 720 }, { "Midnight", 0 }, { "14:30:15", 870 },
    { "", -1 }, { "24:00", -1 }, { "14:60", -1 }, { "13 pm", -1 }, { "0 am", -1 }, { "1430", -1 }, { "14:3", -1 }, { "-1:00", -1 }, { "soon", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (sl_time_of_day_parse_typed (cases[i].text), ==, cases[i].minutes);
    }
}

static void
test_days_and_clocks (void)
{
  static const struct
  {
    const char *text;
    const char *day; /* NULL: neither */
    int minutes;
  } cases[] = {
    { "2026-09-03 14:00", "2026-09-03", 840 }, { "2026-09-03T14:00", "2026-09-03", 840 }, { "2026-09-03, 14:00", "2026-09-03", 840 },
    { "tomorrow at 9", "2026-03-17", 540 }, { "morgen um 9", "2026-03-17", 540 }, { "2pm tomorrow", "2026-03-17", 840 }, { "next-monday 10:00", "2026-03-23", 600 },
    { "fri 9am", "2026-03-20", 540 }, { "Friday", "2026-03-20", -1 }, { "3 Sep 2026", "2026-09-03", -1 }, { "in-3-days", "2026-03-19", -1 },
    { "in 3 days at noon", "2026-03-19", 720 }, { "14:00", "2026-03-16", 840 }, { "tomorrow 25:00", NULL, 0 }, { "2026-09-03 25:00", NULL, 0 }, { "someday 9:00", NULL, 0 }, { "", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char iso[SL_DAY_ISO_SIZE];
      SlDay day;
      int minutes;
      gboolean good = sl_date_and_time_parse_typed (cases[i].text, TODAY, &day, &minutes);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (good, ==, cases[i].day != NULL);
      if (!good)
        continue;
      g_assert_cmpstr (sl_day_format_iso (day, iso), ==, cases[i].day);
      g_assert_cmpint (minutes, ==, cases[i].minutes);
    }
}

static void
test_distances (void)
{
  gint64 now = sl_day_to_time (TODAY, NULL);
  gint64 time;

  g_assert_true (sl_time_parse_distance ("Now", now, &time));
  g_assert_cmpint (time, ==, now);
  g_assert_true (sl_time_parse_distance ("in 2 hours", now, &time));
  g_assert_cmpint (time, ==, now + 2 * G_TIME_SPAN_HOUR);
  g_assert_true (sl_time_parse_distance ("30 minutes ago", now, &time));
  g_assert_cmpint (time, ==, now - 30 * G_TIME_SPAN_MINUTE);
  g_assert_true (sl_time_parse_distance ("vor 2 Stunden", now, &time));
  g_assert_cmpint (time, ==, now - 2 * G_TIME_SPAN_HOUR);
  g_assert_false (sl_time_parse_distance ("in 2 days", now, &time));
  g_assert_false (sl_time_parse_distance ("in -2 hours", now, &time));
  g_assert_false (sl_time_parse_distance ("in hours", now, &time));
  g_assert_false (sl_time_parse_distance ("", now, &time));
}

/* What is refused ends in what to write instead. */
static void
test_refusals (void)
{
  g_autofree char *two = sl_date_refuse_typed ("03/09/2026");
  g_autofree char *none = sl_date_refuse_typed ("soon");
  g_autofree char *same = sl_date_refuse_typed ("07/07/2026");

  g_assert_cmpstr (two, ==, "clear: write Sep 3, 2026 or Mar 9, 2026.");
  g_assert_cmpstr (none, ==, "a day such as Sep 3, 2026, 2026-09-03, “yesterday” or “in 3 days”.");
  g_assert_cmpstr (same, ==, none);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/date-typed/days", test_days);
  g_test_add_func ("/date-typed/without-today", test_without_today);
  g_test_add_func ("/date-typed/own-words", test_own_words);
  g_test_add_func ("/date-typed/orders", test_orders);
  g_test_add_func ("/date-typed/times", test_times);
  g_test_add_func ("/date-typed/clocks", test_clocks);
  g_test_add_func ("/date-typed/days-and-clocks", test_days_and_clocks);
  g_test_add_func ("/date-typed/distances", test_distances);
  g_test_add_func ("/date-typed/refusals", test_refusals);
  return g_test_run ();
}
