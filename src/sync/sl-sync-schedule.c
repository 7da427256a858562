/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-schedule.h; docs/sync.md says what it means for a server with many clients, and tests/sync/test-schedule-many
 * measures that. */

#define G_LOG_DOMAIN "sl-sync-schedule"

#include "config.h"

#include "sl-sync-schedule.h"

#define SECOND G_GINT64_CONSTANT (1000000)
#define MINUTE (60 * SECOND)

/* A change is sent once nothing was changed for a moment, but not put off for ever, nor at every stroke. */
#define QUIET (5 * SECOND)
#define LONGEST_QUIET (60 * SECOND)
#define BETWEEN_ROUNDS (15 * SECOND)

#define WINDOW_INTERVAL (15 * MINUTE)
#define SERVICE_INTERVAL (60 * MINUTE)
/* Somebody waits for the first round of a window; for that of the service nobody does. */
#define WINDOW_START (1 * MINUTE)
#define SERVICE_START (15 * MINUTE)
/* Whole towns come back at once. What waits to be sent may go sooner: few have something. */
#define RETURN (10 * MINUTE)
#define RETURN_WITH_CHANGES (1 * MINUTE)

#define LONGEST_PAUSE (15 * MINUTE)
/* A server that answers at all, but not well, is spared the quick tries: they start at 2⁹ seconds. */
#define SERVER_EXPONENT 9
#define LONGEST_RETRY_AFTER (24 * 60 * MINUTE)
#define SHORTEST_RETRY_SPREAD (10 * SECOND)
#define CERTAINTY_SPREAD (10 * SECOND)

/* What the dice are thrown for: each its own. */
typedef enum
{
  FOR_START = 1,
  FOR_INTERVAL,
  FOR_RETURN,
  FOR_PAUSE,
  FOR_RETRY_AFTER,
  FOR_CERTAINTY,
} Throw;

/* SplitMix64's last step: neighbouring numbers come out far apart. */
static guint64
mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return x ^ (x >> 31);
}

/* Evenly from @least to @most, the same for the same event. */
static gint64
throw_dice (const SlSyncSituation *now,
            Throw what,
            gint64 event,
            gint64 least,
            gint64 most)
{
  guint64 chance = mix (mix (mix (now->seed) ^ (guint64) event) ^ what);

  return least + (gint64) (((double) (chance >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53)) * (double) (most - least));
}

static gint64
get_start (const SlSyncSituation *now)
{
  return now->started_at + throw_dice (now, FOR_START, now->started_at, 0, now->has_window ? WINDOW_START : SERVICE_START);
}

static gint64
get_interval (const SlSyncSituation *now)
{
  gint64 interval = now->has_window ? WINDOW_INTERVAL : SERVICE_INTERVAL;

  return now->last_round + throw_dice (now, FOR_INTERVAL, now->last_round, interval * 4 / 5, interval * 6 / 5);
}

static gint64
get_change (const SlSyncSituation *now)
{
  if (now->changed_first == 0)
    return SL_SYNC_NEVER;

  return MAX (MIN (now->changed_last + QUIET, now->changed_first + LONGEST_QUIET), now->last_round != 0 ? now->last_round + BETWEEN_ROUNDS : 0);
}

/* What nobody knows of is looked for as soon as that tells something. */
static gint64
get_certainty (const SlSyncSituation *now)
{
  if (now->certain_at <= now->last_round)
    return SL_SYNC_NEVER;

  return now->certain_at + throw_dice (now, FOR_CERTAINTY, now->certain_at, 0, CERTAINTY_SPREAD);
}

/* From nothing to 2ⁿ seconds; once that would be a quarter of an hour, from half of it on, as otherwise those who wait
 * would come twice as often as those who don't. */
static gint64
get_pause (const SlSyncSituation *now)
{
  guint exponent = MIN (now->n_failures, 20) + (now->trouble == SL_SYNC_TROUBLE_SERVER ? SERVER_EXPONENT - 1 : 0);
  gint64 most = SECOND << exponent;

  if (most >= LONGEST_PAUSE)
    return now->last_round + throw_dice (now, FOR_PAUSE, now->last_round, LONGEST_PAUSE / 2, LONGEST_PAUSE);

  return now->last_round + throw_dice (now, FOR_PAUSE, now->last_round, now->trouble == SL_SYNC_TROUBLE_SERVER ? most / 2 : 0, most);
}

/* Not before the time that the server named, and then not all at once. */
static gint64
get_earliest (const SlSyncSituation *now)
{
  gint64 wait = now->retry_after > LONGEST_RETRY_AFTER / SECOND ? LONGEST_RETRY_AFTER : now->retry_after * SECOND;
  gint64 spread = CLAMP (wait, SHORTEST_RETRY_SPREAD, LONGEST_PAUSE);

  if (now->retry_after < 0 || now->last_round == 0)
    return 0;

  return now->last_round + wait + throw_dice (now, FOR_RETRY_AFTER, now->last_round, 0, spread);
}

/* What was due while there was no network, or failed for the want of it. */
static gint64
get_return (const SlSyncSituation *now)
{
  return now->online_since + throw_dice (now, FOR_RETURN, now->online_since, 0, now->changed_first != 0 ? RETURN_WITH_CHANGES : RETURN);
}

/* Somebody set the clock back: what lies ahead of it says nothing. */
static gboolean
is_in_future (const SlSyncSituation *now)
{
  gint64 latest = MAX (MAX (now->started_at, now->last_round), MAX (now->changed_last, now->online_since));

  return latest > now->at + MINUTE;
}

/**
 * sl_sync_schedule:
 * @now: what is known
 *
 * Returns: when the next round is due, microseconds since 1970 UTC; what lies behind is due at once. %SL_SYNC_NEVER: not
 *   before something else happens, which then is asked about again
 */
gint64
sl_sync_schedule (const SlSyncSituation *now)
{
  gboolean is_first = now->last_round < now->started_at;
  gboolean is_back = now->online_since != 0 && now->last_round < now->online_since;
  gint64 due;

  if (now->by_hand)
    return 0;
  if (!now->is_online || now->is_held_back || (now->n_failures > 0 && now->trouble == SL_SYNC_TROUBLE_PERSON))
    return SL_SYNC_NEVER;

  if (is_in_future (now))
    return now->at;

  if (is_first)
    due = MIN (get_start (now), get_change (now));
  else if (now->n_failures > 0)
    due = is_back ? get_return (now) : get_pause (now);
  else
    due = MIN (MIN (get_interval (now), get_change (now)), get_certainty (now));
  if (is_back && due < now->online_since)
    due = get_return (now);

  return MAX (due, get_earliest (now));
}
