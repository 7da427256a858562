/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the next round is due. */
#include "config.h"

#include "sl-sync-schedule.h"
#include "sl-test.h"

#define SECOND G_GINT64_CONSTANT (1000000)
#define MINUTE (60 * SECOND)
#define NOON (G_GINT64_CONSTANT (1773658800) * SECOND)
#define SEEDS 2000

/* A window that started at noon, with its first round behind it. */
static SlSyncSituation
quiet (guint64 seed)
{
  return (SlSyncSituation) {
    .at = NOON + 2 * MINUTE,
    .seed = seed,
    .started_at = NOON,
    .last_round = NOON + MINUTE,
    .retry_after = -1,
    .is_online = TRUE,
    .has_window = TRUE,
  };
}

/* That over many seeds the times fill the span between @least and @most after @from evenly, ends included. */
static void
assert_spread (const SlSyncSituation *situation,
               gint64 from,
               gint64 least,
               gint64 most)
{
  guint tenths[10] = { 0 };

  for (guint64 seed = 0; seed < SEEDS; seed++)
    {
      SlSyncSituation one = *situation;
      gint64 due;

      one.seed = seed;
      due = sl_sync_schedule (&one) - from;
      g_assert_cmpint (due, >=, least);
      g_assert_cmpint (due, <=, most);
      g_assert_cmpint (sl_sync_schedule (&one) - from, ==, due);
      tenths[MIN ((due - least) * 10 / MAX (most - least, 1), 9)]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tenths) && most > least; i++)
    {
      g_assert_cmpuint (tenths[i], >, SEEDS / 10 * 7 / 10);
      g_assert_cmpuint (tenths[i], <, SEEDS / 10 * 13 / 10);
    }
}

static void
test_interval (void)
{
  SlSyncSituation window = quiet (0), service = quiet (0), started = quiet (0), service_started = quiet (0);

  assert_spread (&window, window.last_round, 12 * MINUTE, 18 * MINUTE);
  service.has_window = FALSE;
  assert_spread (&service, service.last_round, 48 * MINUTE, 72 * MINUTE);
  started.last_round = NOON - 24 * 60 * MINUTE;
  assert_spread (&started, NOON, 0, MINUTE);
  started.last_round = 0;
  assert_spread (&started, NOON, 0, MINUTE);
  service_started.has_window = FALSE;
  service_started.last_round = 0;
  assert_spread (&service_started, NOON, 0, 15 * MINUTE);
}

static void
test_change (void)
{
  SlSyncSituation now = quiet (1);

  now.at = NOON + 4 * MINUTE;
  now.changed_first = now.changed_last = NOON + 3 * MINUTE;
  g_assert_cmpint (sl_sync_schedule (&now), ==, NOON + 3 * MINUTE + 5 * SECOND);
  now.changed_last += 20 * SECOND;
  g_assert_cmpint (sl_sync_schedule (&now), ==, NOON + 3 * MINUTE + 25 * SECOND);
  now.changed_last += 50 * SECOND;
  g_assert_cmpint (sl_sync_schedule (&now), ==, NOON + 4 * MINUTE);

  /* Right after a round there is a short rest. */
  now.changed_first = now.changed_last = now.last_round + SECOND;
  g_assert_cmpint (sl_sync_schedule (&now), ==, now.last_round + 15 * SECOND);

  /* In the background just the same; a change waits for no first round. */
  now.has_window = FALSE;
  now.last_round = 0;
  now.changed_first = now.changed_last = NOON - MINUTE;
  g_assert_cmpint (sl_sync_schedule (&now), <, NOON);
}

/* After a request of which no answer came, as soon as it can be told whether it is done, and not all at once. */
static void
test_certainty (void)
{
  SlSyncSituation unsure = quiet (0);

  unsure.certain_at = unsure.last_round + 170 * SECOND;
  assert_spread (&unsure, unsure.certain_at, 0, 10 * SECOND);
  /* Another program's round before that tells nothing; one after it has told all. */
  unsure.last_round += MINUTE;
  assert_spread (&unsure, unsure.certain_at, 0, 10 * SECOND);
  unsure.at = unsure.last_round = unsure.certain_at + SECOND;
  g_assert_cmpint (sl_sync_schedule (&unsure), >=, unsure.last_round + 12 * MINUTE);
}

static void
test_pause (void)
{
  SlSyncSituation now = quiet (1);

  for (guint n = 1; n <= 9; n++)
    {
      now.n_failures = n;
      assert_spread (&now, now.last_round, 0, SECOND << n);
    }
  now.n_failures = 10;
  assert_spread (&now, now.last_round, 15 * MINUTE / 2, 15 * MINUTE);
  now.n_failures = G_MAXUINT;
  assert_spread (&now, now.last_round, 15 * MINUTE / 2, 15 * MINUTE);

  now.trouble = SL_SYNC_TROUBLE_SERVER;
  now.n_failures = 1;
  assert_spread (&now, now.last_round, 256 * SECOND, 512 * SECOND);
  now.n_failures = 2;
  assert_spread (&now, now.last_round, 15 * MINUTE / 2, 15 * MINUTE);

  /* A change is no reason to press on. */
  now.changed_first = now.changed_last = now.last_round;
  assert_spread (&now, now.last_round, 15 * MINUTE / 2, 15 * MINUTE);

  /* In the background, too; and starting the program is a new try. */
  now.has_window = FALSE;
  assert_spread (&now, now.last_round, 15 * MINUTE / 2, 15 * MINUTE);
  now.has_window = TRUE;
  now.changed_first = now.changed_last = 0;
  now.last_round = NOON - SECOND;
  assert_spread (&now, NOON, 0, MINUTE);
}

static void
test_retry_after (void)
{
  SlSyncSituation now = quiet (1);

  now.n_failures = 1;
  now.trouble = SL_SYNC_TROUBLE_SERVER;
  now.retry_after = 3600;
  assert_spread (&now, now.last_round, 60 * MINUTE, 75 * MINUTE);
  now.retry_after = 600;
  assert_spread (&now, now.last_round, 10 * MINUTE, 20 * MINUTE);
  now.retry_after = G_MAXINT64;
  assert_spread (&now, now.last_round, 24 * 60 * MINUTE, 24 * 60 * MINUTE + 15 * MINUTE);
  /* Shorter than the pause that is due anyway. */
  now.retry_after = 0;
  assert_spread (&now, now.last_round, 256 * SECOND, 512 * SECOND);
  /* After a round that went well, too. */
  now.n_failures = 0;
  now.retry_after = 3600;
  assert_spread (&now, now.last_round, 60 * MINUTE, 75 * MINUTE);
}

static void
test_network (void)
{
  SlSyncSituation now = quiet (1);

  now.at = NOON + 100 * MINUTE;
  now.is_online = FALSE;
  g_assert_cmpint (sl_sync_schedule (&now), ==, SL_SYNC_NEVER);
  now.is_online = TRUE;
  now.is_held_back = TRUE;
  now.changed_first = now.changed_last = NOON;
  g_assert_cmpint (sl_sync_schedule (&now), ==, SL_SYNC_NEVER);
  now.is_held_back = FALSE;

  now.online_since = NOON + 90 * MINUTE;
  assert_spread (&now, now.online_since, 0, MINUTE);
  now.changed_first = now.changed_last = 0;
  assert_spread (&now, now.online_since, 0, 10 * MINUTE);
  /* Failures for the want of a network are forgotten with its return. */
  now.n_failures = 12;
  assert_spread (&now, now.online_since, 0, 10 * MINUTE);
  /* A short absence, in which nothing was due, changes nothing. */
  now.n_failures = 0;
  now.online_since = NOON + 5 * MINUTE;
  assert_spread (&now, now.last_round, 12 * MINUTE, 18 * MINUTE);
  now.n_failures = 1;
  assert_spread (&now, now.online_since, 0, 10 * MINUTE);
}

static void
test_person (void)
{
  SlSyncSituation now = quiet (1);

  now.n_failures = 1;
  now.trouble = SL_SYNC_TROUBLE_PERSON;
  now.changed_first = now.changed_last = NOON;
  g_assert_cmpint (sl_sync_schedule (&now), ==, SL_SYNC_NEVER);
  now.is_online = FALSE;
  now.is_held_back = TRUE;
  now.retry_after = 3600;
  now.by_hand = TRUE;
  g_assert_cmpint (sl_sync_schedule (&now), <=, now.at);
}

/* A clock that was a year ahead when the last round ended doesn't stop syncing for a year. */
static void
test_clock_set_back (void)
{
  SlSyncSituation now = quiet (1);

  now.last_round = now.at + 365 * 24 * 60 * MINUTE;
  g_assert_cmpint (sl_sync_schedule (&now), <=, now.at);
  now.n_failures = 3;
  now.retry_after = 60;
  g_assert_cmpint (sl_sync_schedule (&now), <=, now.at);
  now = quiet (1);
  now.started_at = now.at + 60 * MINUTE;
  g_assert_cmpint (sl_sync_schedule (&now), <=, now.at);
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/schedule/interval", test_interval);
  g_test_add_func ("/schedule/change", test_change);
  g_test_add_func ("/schedule/certainty", test_certainty);
  g_test_add_func ("/schedule/pause", test_pause);
  g_test_add_func ("/schedule/retry-after", test_retry_after);
  g_test_add_func ("/schedule/network", test_network);
  g_test_add_func ("/schedule/person", test_person);
  g_test_add_func ("/schedule/clock-set-back", test_clock_set_back);

  return g_test_run ();
}
