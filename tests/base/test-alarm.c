/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-alarm.h"
#include "sl-test.h"

static void
count_cb (SlAlarm *alarm,
          guint   *n)
{
  (*n)++;
}

static void
test_fixed (void)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (SlAlarm) alarm = sl_alarm_new (clock);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  guint n = 0;

  g_signal_connect (alarm, "rings", G_CALLBACK (count_cb), &n);
  sl_alarm_set (alarm, sl_clock_get_now (clock) + G_TIME_SPAN_HOUR);
  g_assert_cmpuint (n, ==, 0);
  sl_clock_advance (clock, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (n, ==, 1);
  sl_clock_set_time_zone (clock, zone);
  g_assert_cmpuint (n, ==, 2);
}

/* The computer's own clock: what is past rings at once, what comes when it comes. */
static void
test_system (void)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autoptr (SlAlarm) alarm = sl_alarm_new (clock);
  guint n = 0;

  g_signal_connect (alarm, "rings", G_CALLBACK (count_cb), &n);
  sl_alarm_set (alarm, 0);
  while (n < 1)
    g_main_context_iteration (NULL, TRUE);
  sl_alarm_set (alarm, sl_clock_get_now (clock) + 1000);
  while (n < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/alarm/fixed", test_fixed);
  g_test_add_func ("/alarm/system", test_system);

  return g_test_run ();
}
