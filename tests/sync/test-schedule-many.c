/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hundred thousand computers, one server, one clock: how the rounds that they begin spread over the seconds. The measure
 * is the busiest second against the mean of the steady hours of the same day; nothing here takes real time. */
#include "config.h"

#include <math.h>

#include "sl-sync-schedule.h"
#include "sl-test.h"

#define N_CLIENTS 100000
#define SECOND G_GINT64_CONSTANT (1000000)
#define HOUR 3600
#define BASE (G_GINT64_CONSTANT (1773615600) * SECOND)
#define DAY (24 * HOUR)
/* How long a round takes, and how long one that fails. */
#define ROUND (2 * SECOND)
#define NONE (-1)

/* What goes on: in seconds of the day. */
typedef struct
{
  guint start_mean, start_deviation; /* when people start the program; it stays open */
  gboolean in_background;
  guint down_from, down_until; /* the server's trouble */
  SlSyncTrouble trouble;
  gboolean says_until;               /* and whether it says how long */
  guint offline_from, offline_until; /* of everybody at once */
  guint change_every;                /* seconds between a person's changes, in the mean; 0: none */
  guint end;
} Day;

typedef struct
{
  SlSyncSituation situation;
  guint64 chance;
  gint64 next_change; /* or SL_SYNC_NEVER */
  int next;           /* in the list of its second, or NONE */
} Client;

typedef struct
{
  const Day *day;
  Client *clients;
  int *seconds; /* first client of each second's list */
  guint *begun; /* rounds begun in each second */
  guint n_good;
} World;

static double
throw_dice (Client *client)
{
  client->chance = client->chance * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);

  return (double) (client->chance >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

/* After Box and Muller. */
static double
throw_normal (Client *client)
{
  double radius = sqrt (-2 * log (1 - throw_dice (client)));

  return radius * cos (2 * G_PI * throw_dice (client));
}

static gint64
next_change (World *world,
             Client *client,
             gint64 now)
{
  if (world->day->change_every == 0)
    return SL_SYNC_NEVER;

  return now + (gint64) (-log (1 - throw_dice (client)) * world->day->change_every * SECOND);
}

static gboolean
is_within (gint64 now,
           guint from,
           guint until)
{
  return now >= BASE + from * SECOND && now < BASE + until * SECOND;
}

/* Puts a client where something happens to it next. */
static void
enqueue (World *world,
         int i)
{
  Client *client = &world->clients[i];
  gint64 due = MIN (sl_sync_schedule (&client->situation), client->next_change);
  gint64 second;

  /* Without a network it is its return that happens next. */
  if (!client->situation.is_online)
    due = BASE + world->day->offline_until * SECOND;
  second = (MAX (due, client->situation.at) - BASE) / SECOND;
  if (second >= world->day->end)
    return;
  client->next = world->seconds[second];
  world->seconds[second] = i;
}

static void
run_round (World *world,
           Client *client,
           gint64 now)
{
  SlSyncSituation *situation = &client->situation;
  const Day *day = world->day;

  world->begun[(now - BASE) / SECOND]++;
  situation->last_round = situation->at = now + ROUND;
  situation->retry_after = -1;
  if (is_within (now, day->down_from, day->down_until))
    {
      situation->n_failures++;
      situation->trouble = day->trouble;
      if (day->says_until)
        situation->retry_after = day->down_until - (now - BASE) / SECOND;
      return;
    }
  situation->n_failures = 0;
  situation->changed_first = situation->changed_last = 0;
  world->n_good++;
}

/* Something happens to a client in this second. */
static void
act (World *world,
     int i,
     guint second)
{
  Client *client = &world->clients[i];
  SlSyncSituation *situation = &client->situation;
  const Day *day = world->day;
  gint64 now;

  situation->at = MAX (situation->at, BASE + second * SECOND);
  if (!situation->is_online && second >= day->offline_until)
    {
      situation->is_online = TRUE;
      situation->online_since = situation->at;
    }
  else if (situation->is_online && second >= day->offline_from && second < day->offline_until)
    situation->is_online = FALSE;

  now = MAX (MIN (sl_sync_schedule (situation), client->next_change), situation->at);
  if (situation->is_online && now < BASE + (second + 1) * SECOND)
    {
      situation->at = now;
      if (client->next_change <= now)
        {
          situation->changed_last = now;
          situation->changed_first = situation->changed_first != 0 ? situation->changed_first : now;
          client->next_change = next_change (world, client, now);
        }
      else
        run_round (world, client, now);
    }
  enqueue (world, i);
}

static void
make_client (World *world,
             int i)
{
  Client *client = &world->clients[i];
  const Day *day = world->day;
  double start;

  client->chance = client->situation.seed = (guint64) i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + 1;
  start = day->start_mean + day->start_deviation * throw_normal (client);
  client->situation.started_at = client->situation.at = BASE + (gint64) (CLAMP (start, 0, day->end - 1) * SECOND);
  client->situation.retry_after = -1;
  client->situation.is_online = TRUE;
  client->situation.has_window = !day->in_background;
  client->next_change = next_change (world, client, client->situation.started_at);
  enqueue (world, i);
}

static void
world_init (World *world,
            const Day *day)
{
  world->day = day;
  world->clients = g_new0 (Client, N_CLIENTS);
  world->seconds = g_new (int, day->end);
  world->begun = g_new0 (guint, day->end);
  world->n_good = 0;
  for (guint i = 0; i < day->end; i++)
    world->seconds[i] = NONE;
  for (int i = 0; i < N_CLIENTS; i++)
    make_client (world, i);

  for (guint second = 0; second < day->end; second++)
    while (world->seconds[second] != NONE)
      {
        int i = world->seconds[second];

        world->seconds[second] = world->clients[i].next;
        act (world, i, second);
      }
}

static void
world_clear (World *world)
{
  g_free (world->clients);
  g_free (world->seconds);
  g_free (world->begun);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static double
get_mean (World *world,
          guint from,
          guint until)
{
  double sum = 0;

  for (guint i = from; i < until; i++)
    sum += world->begun[i];

  return sum / (until - from);
}

static guint
get_peak (World *world,
          guint from,
          guint until)
{
  guint peak = 0;

  for (guint i = from; i < until; i++)
    peak = MAX (peak, world->begun[i]);

  return peak;
}

/* The busiest second from @from on, as a multiple of @mean. */
static double
report (World *world,
        const char *what,
        guint from,
        guint until,
        double mean)
{
  guint peak = get_peak (world, from, until);

  g_test_message ("%s: %u rounds in the busiest second, %.2f × the steady mean of %.1f", what, peak, peak / mean, mean);

  return peak / mean;
}

#define STEADY 11 * HOUR, 13 * HOUR

/* People start in the morning, half of them within forty minutes, and leave the window open. */
static const Day morning = { .start_mean = 9 * HOUR, .start_deviation = HOUR / 2, .end = 17 * HOUR };

static void
test_day (void)
{
  g_auto (World) world;
  double mean;

  world_init (&world, &morning);
  mean = get_mean (&world, STEADY);
  g_assert_cmpfloat (mean, >, 100);
  g_assert_cmpfloat (report (&world, "a day of windows", 0, 17 * HOUR, mean), <=, 2);
  g_test_message ("an idle window: %.1f rounds in 8 hours", mean * 8 * HOUR / N_CLIENTS);
}

/* They also write something every ten minutes. */
static void
test_active (void)
{
  g_auto (World) world;
  Day day = morning;
  double mean;

  day.change_every = 600;
  world_init (&world, &day);
  mean = get_mean (&world, STEADY);
  g_assert_cmpfloat (report (&world, "a day of work", 0, 17 * HOUR, mean), <=, 2);
  g_test_message ("a window with a change each ten minutes: %.1f rounds in 8 hours", mean * 8 * HOUR / N_CLIENTS);
}

/* Computers with the service alone. */
static void
test_background (void)
{
  g_auto (World) world;
  Day day = morning;
  double mean;

  day.in_background = TRUE;
  world_init (&world, &day);
  mean = get_mean (&world, STEADY);
  /* Of so few a second's count varies more: about 28 with √28 beside it. */
  g_assert_cmpfloat (report (&world, "a day of services", 0, 17 * HOUR, mean), <=, 2);
  g_test_message ("the service alone: %.1f rounds in 24 hours", mean * DAY / N_CLIENTS);
}

static void
test_down (gconstpointer data)
{
  const Day *down = data;
  g_auto (World) world;
  double mean, ratio;

  world_init (&world, down);
  mean = get_mean (&world, STEADY);
  ratio = report (&world, "while the server is down", down->down_from, down->down_until, mean);
  /* Who can't be reached isn't hurt by being tried; who is overloaded is. */
  if (down->trouble == SL_SYNC_TROUBLE_SERVER)
    g_assert_cmpfloat (ratio, <=, 3);
  g_assert_cmpfloat (report (&world, "after the server was down for an hour", down->down_until, down->end, mean), <=, 2);
  /* They did come back: all had a round within the quarter of an hour that is the longest pause, or nearly. */
  g_assert_cmpfloat (get_mean (&world, down->down_until, down->down_until + 30 * 60), >, mean * 0.8);
}

static void
test_network (void)
{
  g_auto (World) world;
  Day day = morning;
  double mean;

  day.offline_from = 13 * HOUR;
  day.offline_until = 14 * HOUR;
  world_init (&world, &day);
  mean = get_mean (&world, STEADY);
  g_assert_cmpuint (get_peak (&world, 13 * HOUR, 14 * HOUR), ==, 0);
  g_assert_cmpfloat (report (&world, "after everybody was without a network for an hour", 14 * HOUR, 17 * HOUR, mean), <=, 2);
}

/* That the measure sees a crowd: all programs started in the same second. */
static void
test_crowd (void)
{
  g_auto (World) world;
  Day day = morning;
  double mean;

  day.start_deviation = 0;
  world_init (&world, &day);
  mean = get_mean (&world, STEADY);
  g_assert_cmpfloat (report (&world, "all windows opened in one second", 0, 17 * HOUR, mean), >, 2);
  /* It is over at the next round. */
  g_assert_cmpfloat (report (&world, "three rounds later", 10 * HOUR, 17 * HOUR, mean), <=, 2);
}

int
main (int argc,
      char *argv[])
{
  static Day unreachable, overloaded, announced;

  unreachable = overloaded = morning;
  unreachable.down_from = overloaded.down_from = 13 * HOUR;
  unreachable.down_until = overloaded.down_until = 14 * HOUR;
  overloaded.trouble = SL_SYNC_TROUBLE_SERVER;
  announced = overloaded;
  announced.says_until = TRUE;

  sl_test_init (&argc, &argv);
  g_test_add_func ("/many/day", test_day);
  g_test_add_func ("/many/active", test_active);
  g_test_add_func ("/many/background", test_background);
  g_test_add_data_func ("/many/down/unreachable", &unreachable, test_down);
  g_test_add_data_func ("/many/down/overloaded", &overloaded, test_down);
  g_test_add_data_func ("/many/down/announced", &announced, test_down);
  g_test_add_func ("/many/network", test_network);
  g_test_add_func ("/many/crowd", test_crowd);

  return g_test_run ();
}
