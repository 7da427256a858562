/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build-aux/simulate: runs of the simulation, one a seed. The last line says how many there were, and how many violated
 * what must be true. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sl-sim.h"

static const char *const profiles[] = { "doc", "head", "old" };

typedef struct {
  SlSimOptions options;
  guint64 first, last;
  gboolean twice;
} Job;

static gboolean
read_seeds (const char *text,
            Job        *job)
{
  const char *dots = strstr (text, "..");

  job->first = g_ascii_strtoull (text, NULL, 10);
  job->last = dots != NULL ? g_ascii_strtoull (dots + 2, NULL, 10) : job->first;
  return job->last >= job->first;
}

static gboolean
run_one (const SlSimOptions *options,
         guint              *n_requests,
         guint              *n_rounds)
{
  g_autoptr (GPtrArray) violations = g_ptr_array_new_with_free_func (g_free);
  guint64 hash;

  sl_sim_run (options, &hash, violations, n_requests, n_rounds);
  for (guint i = 0; i < violations->len; i++)
    printf ("seed %" G_GUINT64_FORMAT " (%s): %s\n", options->seed, profiles[options->profile], (char *) g_ptr_array_index (violations, i));
  if (options->trace)
    printf ("hash %016" G_GINT64_MODIFIER "x\n", hash);
  fflush (stdout);
  return violations->len == 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *seeds = NULL, *profile = NULL, *trace = NULL;
  int n_events = 60, n_clients = 0;
  gboolean no_faults = FALSE, undo = FALSE;
  const GOptionEntry entries[] = {
    { "seeds", 0, 0, G_OPTION_ARG_STRING, &seeds, "Which seeds to run", "A..B" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &profile, "Which server: doc, head or old; all in turn without", "NAME" },
    { "trace", 0, 0, G_OPTION_ARG_STRING, &trace, "Print all that happens with one seed", "SEED" },
    { "events", 0, 0, G_OPTION_ARG_INT, &n_events, "How much happens in a run", "N" },
    { "clients", 0, 0, G_OPTION_ARG_INT, &n_clients, "How many computers: 1 to 3; 2 or 3 by the seed without", "N" },
    { "undo", 0, 0, G_OPTION_ARG_NONE, &undo, "People undo, restore from the Trash and rename tags, too: other runs of the same seeds", NULL },
    { "no-faults", 0, 0, G_OPTION_ARG_NONE, &no_faults, "Without bad luck", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Job job = { .first = 1, .last = 100 };
  guint n_requests = 0, n_rounds = 0, n_runs = 0, n_bad = 0;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || (seeds != NULL && !read_seeds (seeds, &job)) ||
      (trace != NULL && !read_seeds (trace, &job)) || n_clients < 0 || n_clients > SL_SIM_MAX_CLIENTS)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "Seeds are written as 1..1000.");
      return 2;
    }
  for (guint64 seed = job.first; seed <= job.last; seed++)
    {
      SlSimOptions options = {
        .seed = seed, .n_events = (guint) n_events, .faults = !no_faults, .undo = undo, .trace = trace != NULL,
        .full = seed % 4 == 3, .profile = (SlModelProfile) (seed % G_N_ELEMENTS (profiles)), .n_clients = n_clients > 0 ? (guint) n_clients : 2 + seed / 3 % 2,
      };

      for (guint i = 0; profile != NULL && i < G_N_ELEMENTS (profiles); i++)
        if (g_str_equal (profile, profiles[i]))
          options.profile = (SlModelProfile) i;
      n_runs++;
      n_bad += !run_one (&options, &n_requests, &n_rounds);
    }
  printf ("%u rounds, %u requests\n%u runs, %u violations\n", n_rounds, n_requests, n_runs, n_bad);
  return n_bad > 0;
}
