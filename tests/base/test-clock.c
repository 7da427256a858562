/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The injected clock moves and tells; the system clock follows the computer. */
#include "config.h"

#include "sl-clock.h"
#include "sl-test.h"

#define HOUR (3600 * G_TIME_SPAN_SECOND)

static void
day_changed_cb (SlClock *clock,
                int      today,
                GArray  *days)
{
  g_assert_cmpint (sl_clock_get_today (clock), ==, today);
  g_array_append_val (days, today);
}

static void
test_fixed (void)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (int));
  char iso[SL_DAY_ISO_SIZE];
  gint64 start = sl_clock_get_now (clock);

  g_signal_connect (clock, "day-changed", G_CALLBACK (day_changed_cb), days);
  g_assert_true (sl_clock_get_fixed (clock));
  g_assert_cmpstr (sl_day_format_iso (sl_clock_get_today (clock), iso), ==, "2026-03-16");

  sl_clock_advance (clock, 14 * HOUR);
  g_assert_cmpint (sl_clock_get_now (clock) - start, ==, 14 * HOUR);
  g_assert_cmpuint (days->len, ==, 0);

  sl_clock_advance (clock, HOUR);
  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpstr (sl_day_format_iso (g_array_index (days, int, 0), iso), ==, "2026-03-17");

  sl_clock_set_now (clock, start);
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpstr (sl_day_format_iso (g_array_index (days, int, 1), iso), ==, "2026-03-16");

  g_assert_finalize_object (g_steal_pointer (&clock));
}

static void
test_zone (void)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (GTimeZone) honolulu = g_time_zone_new_identifier ("Pacific/Honolulu");
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (int));
  GTimeZone *before = sl_clock_get_time_zone (clock);
  char iso[SL_DAY_ISO_SIZE];

  g_assert_nonnull (honolulu);
  g_signal_connect (clock, "day-changed", G_CALLBACK (day_changed_cb), days);

  sl_clock_set_time_zone (clock, honolulu);
  g_assert_cmpstr (sl_day_format_iso (sl_clock_get_today (clock), iso), ==, "2026-03-15");
  g_assert_cmpuint (days->len, ==, 1);
  /* What a caller got before stays good. */
  g_assert_cmpstr (g_time_zone_get_identifier (before), ==, "Europe/Berlin");

  sl_clock_set_time_zone (clock, NULL);
  g_assert_cmpstr (g_time_zone_get_identifier (sl_clock_get_time_zone (clock)), ==, "Europe/Berlin");
  g_assert_cmpuint (days->len, ==, 2);
}

static void
test_summer_time (void)
{
  g_autoptr (SlClock) clock = sl_clock_new_fixed_iso ("2026-03-28T23:59:59");
  char iso[SL_DAY_ISO_SIZE];

  g_assert_cmpstr (sl_day_format_iso (sl_clock_get_today (clock), iso), ==, "2026-03-28");
  sl_clock_advance (clock, G_TIME_SPAN_SECOND);
  g_assert_cmpstr (sl_day_format_iso (sl_clock_get_today (clock), iso), ==, "2026-03-29");
  /* The day of the change has 23 hours. */
  sl_clock_advance (clock, 23 * HOUR - 1);
  g_assert_cmpstr (sl_day_format_iso (sl_clock_get_today (clock), iso), ==, "2026-03-29");
  sl_clock_advance (clock, 1);
  g_assert_cmpstr (sl_day_format_iso (sl_clock_get_today (clock), iso), ==, "2026-03-30");
}

static void
test_system (void)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 now = sl_clock_get_now (clock);

  g_assert_false (sl_clock_get_fixed (clock));
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
  g_assert_cmpstr (g_time_zone_get_identifier (sl_clock_get_time_zone (clock)), ==, "Europe/Berlin");
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (g_steal_pointer (&clock));
}

static void
test_bad_text (void)
{
  g_assert_null (sl_clock_new_fixed_iso (""));
  g_assert_null (sl_clock_new_fixed_iso ("yesterday"));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/clock/fixed", test_fixed);
  g_test_add_func ("/base/clock/zone", test_zone);
  g_test_add_func ("/base/clock/summer-time", test_summer_time);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/bad-text", test_bad_text);

  return g_test_run ();
}
