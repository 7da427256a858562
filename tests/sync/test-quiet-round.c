/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a round costs in which nothing changed: docs/sync.md says it per day. */
#include "config.h"

#include "sl-test.h"
#include "world-fixture.h"

#define ROUNDS 20
/* Six lists, three of them with a page more to see their end, the diary, and the papers and the tags of 25 applications. */
#define MOST_REQUESTS (9 + 1 + 2 * 25)
#define MINUTES_15 (15 * 60 * G_USEC_PER_SEC)

static SlSyncResult
run_round (SlSimWorld *world)
{
  SlSyncResult result = { 0 };

  world->now += MINUTES_15;
  sl_sim_client_log_in (world->clients[0]);
  g_assert_true (sl_sim_client_round (world->clients[0], &result));

  return result;
}

static double
count_requests (guint n_applications)
{
  g_auto (SlSimWorld) world;

  world_init (&world);
  for (guint i = 0; i < n_applications; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"company_name\":\"Torvmark %u\",\"role_title\":\"Baker\"}", i);

      world_ask (&world, "POST", "/api/v1/applications/", body);
    }
  if (n_applications > 0)
    {
      world_ask (&world, "POST", "/api/v1/tags/", "{\"name\":\"nearby\"}");
      world_ask (&world, "POST", "/api/v1/resumes/", "{\"version_name\":\"General\"}");
      world_ask (&world, "POST", "/api/v1/contacts/", "{\"name\":\"Personnel office\"}");
    }
  for (guint i = 0; i < 3; i++)
    run_round (&world);

  world.n_requests = 0;
  for (guint i = 0; i < ROUNDS; i++)
    {
      SlSyncResult result = run_round (&world);

      g_assert_cmpuint (result.n_sent, ==, 0);
      g_assert_cmpuint (result.n_taken, ==, 0);
      g_assert_cmpuint (result.n_waiting, ==, 0);
    }

  return (double) world.n_requests / ROUNDS;
}

static void
test_quiet (void)
{
  static const guint sizes[] = { 0, 20, 120, 990 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double n = count_requests (sizes[i]);

      g_test_message ("%u applications: %.1f requests in a quiet round", sizes[i], n);
      g_assert_cmpfloat (n, <=, MOST_REQUESTS);
    }
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/quiet-round", test_quiet);

  return g_test_run ();
}
