/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some hundred runs of the simulation, and that it would notice: see simulation/sl-sim.h. */

#define G_LOG_DOMAIN "test-simulation"

#include "config.h"

#include "sl-sim.h"
#include "sl-test.h"

#define EVENTS 60
#define RUNS 60
/* Enough for lists that are longer than what their pages have in common. */
#define LONG_EVENTS 200
#define LONG_RUNS 8
#define FULL_RUNS 15
#define UNDO_RUNS 40

static guint
run_with (const SlSimOptions *options,
          guint64            *hash)
{
  g_autoptr (GPtrArray) violations = g_ptr_array_new_with_free_func (g_free);
  guint n_requests = 0, n_rounds = 0;

  sl_sim_run (options, hash, violations, &n_requests, &n_rounds);
  for (guint i = 0; i < violations->len && !options->sabotage; i++)
    g_test_message ("seed %" G_GUINT64_FORMAT ": %s", options->seed, (char *) g_ptr_array_index (violations, i));
  return violations->len;
}

static guint
run (SlModelProfile profile,
     guint64        seed,
     guint          n_clients,
     gboolean       sabotage,
     guint64       *hash)
{
  const SlSimOptions options = {
    .seed = seed, .profile = profile, .n_clients = n_clients, .n_events = EVENTS, .faults = TRUE, .sabotage = sabotage,
  };

  return run_with (&options, hash);
}

static guint
run_long (SlModelProfile profile,
          guint64        seed)
{
  const SlSimOptions options = { .seed = seed, .profile = profile, .n_clients = 3, .n_events = LONG_EVENTS, .faults = TRUE };
  guint64 hash;

  return run_with (&options, &hash);
}

static void
test_profile (gconstpointer data)
{
  SlModelProfile profile = GPOINTER_TO_INT (data);
  guint64 hash;

  for (guint64 seed = 1; seed <= RUNS; seed++)
    g_assert_cmpuint (run (profile, seed, 2 + seed % 2, FALSE, &hash), ==, 0);
}

/* Both sides are full when they meet, and lists are longer than a page. */
static void
test_full_sides (void)
{
  for (guint64 seed = 1; seed <= FULL_RUNS; seed++)
    for (SlModelProfile profile = SL_MODEL_PROFILE_DOC; profile <= SL_MODEL_PROFILE_OLD; profile++)
      {
        const SlSimOptions options = { .seed = seed, .profile = profile, .n_clients = 2 + seed % 2, .n_events = EVENTS, .faults = TRUE, .full = TRUE };
        guint64 hash;

        g_assert_cmpuint (run_with (&options, &hash), ==, 0);
      }
}

static guint
run_undo (SlModelProfile profile,
          guint64        seed,
          guint          n_clients,
          guint          n_events)
{
  const SlSimOptions options = {
    .seed = seed, .profile = profile, .n_clients = n_clients, .n_events = n_events, .faults = TRUE, .full = seed % 4 == 3, .undo = TRUE,
  };
  guint64 hash;

  return run_with (&options, &hash);
}

/* People undo, redo, restore from the Trash and rename tags, too. */
static void
test_undo (void)
{
  /* These once violated something. */
  static const struct {
    SlModelProfile profile;
    guint64 seed;
  } mended[] = {
    { SL_MODEL_PROFILE_DOC, 1542 }, { SL_MODEL_PROFILE_HEAD, 1000 }, { SL_MODEL_PROFILE_HEAD, 14203 }, { SL_MODEL_PROFILE_OLD, 20075 },
  };
  static const struct {
    SlModelProfile profile;
    guint64 seed;
  } mended_long[] = {
    { SL_MODEL_PROFILE_DOC, 861 }, { SL_MODEL_PROFILE_DOC, 1344 }, { SL_MODEL_PROFILE_DOC, 1581 }, { SL_MODEL_PROFILE_HEAD, 646 },
  };

  for (guint64 seed = 1; seed <= UNDO_RUNS; seed++)
    for (SlModelProfile profile = SL_MODEL_PROFILE_DOC; profile <= SL_MODEL_PROFILE_OLD; profile++)
      g_assert_cmpuint (run_undo (profile, seed, 2 + seed / 3 % 2, EVENTS), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (mended); i++)
    g_assert_cmpuint (run_undo (mended[i].profile, mended[i].seed, 2 + mended[i].seed / 3 % 2, EVENTS), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (mended_long); i++)
    g_assert_cmpuint (run_undo (mended_long[i].profile, mended_long[i].seed, 3, LONG_EVENTS), ==, 0);
}

static void
test_long_runs (void)
{
  /* These once violated something. */
  static const struct {
    SlModelProfile profile;
    guint64 seed;
  } mended[] = {
    { SL_MODEL_PROFILE_DOC, 503835 }, { SL_MODEL_PROFILE_DOC, 754674 }, { SL_MODEL_PROFILE_HEAD, 507346 }, { SL_MODEL_PROFILE_HEAD, 507688 },
    { SL_MODEL_PROFILE_HEAD, 752215 }, { SL_MODEL_PROFILE_OLD, 500006 },
    { SL_MODEL_PROFILE_OLD, 500123 }, { SL_MODEL_PROFILE_OLD, 500363 }, { SL_MODEL_PROFILE_OLD, 504482 }, { SL_MODEL_PROFILE_OLD, 505475 },
    { SL_MODEL_PROFILE_OLD, 506660 }, { SL_MODEL_PROFILE_OLD, 510734 },
  };

  for (guint64 seed = 1; seed <= LONG_RUNS; seed++)
    for (SlModelProfile profile = SL_MODEL_PROFILE_DOC; profile <= SL_MODEL_PROFILE_OLD; profile++)
      g_assert_cmpuint (run_long (profile, seed), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (mended); i++)
    g_assert_cmpuint (run_long (mended[i].profile, mended[i].seed), ==, 0);
}

/* Each of these runs once violated something, with two computers or with three. */
static void
test_mended_seeds (void)
{
  static const struct {
    SlModelProfile profile;
    guint64 seed;
  } seeds[] = {
    { SL_MODEL_PROFILE_DOC, 93 }, { SL_MODEL_PROFILE_DOC, 219 }, { SL_MODEL_PROFILE_DOC, 263 }, { SL_MODEL_PROFILE_DOC, 285 },
    { SL_MODEL_PROFILE_DOC, 579 }, { SL_MODEL_PROFILE_DOC, 3892 }, { SL_MODEL_PROFILE_DOC, 216492 }, { SL_MODEL_PROFILE_DOC, 410211 },
    { SL_MODEL_PROFILE_HEAD, 90 }, { SL_MODEL_PROFILE_HEAD, 183 }, { SL_MODEL_PROFILE_HEAD, 245 }, { SL_MODEL_PROFILE_HEAD, 447 },
    { SL_MODEL_PROFILE_HEAD, 477 }, { SL_MODEL_PROFILE_HEAD, 1011 }, { SL_MODEL_PROFILE_HEAD, 1179 }, { SL_MODEL_PROFILE_HEAD, 1209 },
    { SL_MODEL_PROFILE_HEAD, 1701 }, { SL_MODEL_PROFILE_HEAD, 1824 }, { SL_MODEL_PROFILE_HEAD, 30121 }, { SL_MODEL_PROFILE_HEAD, 39370 },
    { SL_MODEL_PROFILE_HEAD, 202318 }, { SL_MODEL_PROFILE_HEAD, 209401 }, { SL_MODEL_PROFILE_HEAD, 211222 }, { SL_MODEL_PROFILE_HEAD, 308920 },
    { SL_MODEL_PROFILE_HEAD, 317914 }, { SL_MODEL_PROFILE_HEAD, 612511 }, { SL_MODEL_PROFILE_OLD, 43 }, { SL_MODEL_PROFILE_OLD, 135 }, { SL_MODEL_PROFILE_OLD, 142 },
    { SL_MODEL_PROFILE_OLD, 207 }, { SL_MODEL_PROFILE_OLD, 292 }, { SL_MODEL_PROFILE_OLD, 372 }, { SL_MODEL_PROFILE_OLD, 529 },
    { SL_MODEL_PROFILE_OLD, 534 }, { SL_MODEL_PROFILE_OLD, 541 }, { SL_MODEL_PROFILE_OLD, 601 }, { SL_MODEL_PROFILE_OLD, 757 },
    { SL_MODEL_PROFILE_OLD, 783 }, { SL_MODEL_PROFILE_OLD, 14927 }, { SL_MODEL_PROFILE_OLD, 200690 }, { SL_MODEL_PROFILE_OLD, 205976 },
    { SL_MODEL_PROFILE_OLD, 206798 }, { SL_MODEL_PROFILE_OLD, 208433 }, { SL_MODEL_PROFILE_OLD, 228650 },
  };
  guint64 hash;

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (guint n_clients = 2; n_clients <= 3; n_clients++)
      g_assert_cmpuint (run (seeds[i].profile, seeds[i].seed, n_clients, FALSE, &hash), ==, 0);
}

static void
test_same_seed_is_same_run (void)
{
  for (guint64 seed = 1; seed <= 5; seed++)
    {
      guint64 once, again, other;

      run (SL_MODEL_PROFILE_DOC, seed, 2, FALSE, &once);
      run (SL_MODEL_PROFILE_DOC, seed, 2, FALSE, &again);
      run (SL_MODEL_PROFILE_DOC, seed + 1000, 2, FALSE, &other);
      g_assert_cmpuint (once, ==, again);
      g_assert_cmpuint (once, !=, other);
    }
}

/* A way that sends each request twice makes rows that nobody asked for: that must be seen. */
static void
test_sabotage_is_noticed (void)
{
  guint noticed = 0;
  guint64 hash;

  for (guint64 seed = 1; seed <= 10; seed++)
    noticed += run (SL_MODEL_PROFILE_DOC, seed, 2 + seed % 2, TRUE, &hash) > 0;
  g_assert_cmpuint (noticed, >=, 9);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_data_func ("/sync/simulation/documented", GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), test_profile);
  g_test_add_data_func ("/sync/simulation/newer", GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), test_profile);
  g_test_add_data_func ("/sync/simulation/first-published", GINT_TO_POINTER (SL_MODEL_PROFILE_OLD), test_profile);
  g_test_add_func ("/sync/simulation/full-sides", test_full_sides);
  g_test_add_func ("/sync/simulation/undo", test_undo);
  g_test_add_func ("/sync/simulation/long-runs", test_long_runs);
  g_test_add_func ("/sync/simulation/mended-seeds", test_mended_seeds);
  g_test_add_func ("/sync/simulation/same-seed-is-same-run", test_same_seed_is_same_run);
  g_test_add_func ("/sync/simulation/sabotage-is-noticed", test_sabotage_is_noticed);
  return g_test_run ();
}
