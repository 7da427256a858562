/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl remind. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static char *
take_id (CliFixture *fixture)
{
  cli_assert_done (fixture);
  g_assert_cmpuint (strlen (g_strstrip (fixture->out)), ==, 36);

  return g_strdup (fixture->out);
}

static guint
count_due (CliFixture *fixture)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "remind", "list", "--days", "36000", "--json");
  node = cli_parse (fixture);

  return json_array_get_length (json_node_get_array (node));
}

static void
test_own (CliFixture    *fixture,
          gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Interviewing");
  g_autofree char *stamps = NULL;
  g_autofree char *papers = NULL;

  cli_run (fixture, "remind", "add", "--title", "Buy stamps", "--in", "2h");
  stamps = take_id (fixture);
  cli_run (fixture, "remind", "add", "--title", "Send the papers", "--at", "2031-03-18 14:00", "--application", application, "--type", "deadline");
  papers = take_id (fixture);
  cli_run (fixture, "remind", "list");
  cli_assert_out (fixture, "Buy stamps");
  cli_assert_not_out (fixture, "Send the papers");
  cli_run (fixture, "remind", "list", "--due");
  cli_assert_out (fixture, "Nothing is due.");
  cli_run (fixture, "remind", "list", "--days", "36000", "--json");
  cli_assert_out (fixture, "\"at\" : \"2031-03-18T13:00:00Z\"");
  cli_assert_out (fixture, "\"company\" : \"Torvmark\"");

  cli_run (fixture, "remind", "set", papers, "--at", "2031-03-19 9:00");
  cli_assert_done (fixture);
  cli_run (fixture, "remind", "list", "--days", "36000", "--json");
  cli_assert_out (fixture, "2031-03-19T08:00:00Z");
  cli_run (fixture, "remind", "snooze", papers, "--at", "2031-04-01");
  cli_assert_out (fixture, "Put off “Send the papers”");
  cli_run (fixture, "remind", "done", stamps);
  cli_assert_out (fixture, "Marked “Buy stamps” as done");
  g_assert_cmpuint (count_due (fixture), ==, 1);
  cli_run (fixture, "undo");
  g_assert_cmpuint (count_due (fixture), ==, 2);
  cli_run (fixture, "remind", "delete", stamps, papers);
  cli_assert_done (fixture);
  g_assert_cmpuint (count_due (fixture), ==, 0);
}

static void
test_automatic (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *name = g_strdup_printf ("follow-up:%.8s", application);

  cli_run (fixture, "remind", "list");
  cli_assert_out (fixture, name);
  cli_assert_out (fixture, "Follow up with Torvmark");
  cli_run (fixture, "remind", "snooze", name, "--in", "1w");
  cli_assert_done (fixture);
  cli_run (fixture, "remind", "list");
  cli_assert_not_out (fixture, name);
  cli_assert_out (fixture, "Follow up with Torvmark");
  cli_run (fixture, "undo");
  cli_run (fixture, "remind", "done", name);
  cli_assert_done (fixture);
  g_assert_cmpuint (count_due (fixture), ==, 0);
}

/* An open offer whose day has passed: told once, as what is past. */
static void
test_missed_offer (CliFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Offer");

  cli_run (fixture, "offer", "set", application, "--deadline", "2025-01-02");
  cli_assert_done (fixture);
  cli_run (fixture, "remind", "list");
  cli_assert_out (fixture, "ran out");
  cli_assert_not_out (fixture, "runs out");
  g_assert_cmpuint (count_due (fixture), ==, 1);
}

static void
test_wrong (CliFixture    *fixture,
            gconstpointer  data)
{
  g_free (cli_add (fixture, "Torvmark", "Baker", "Applied"));
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--at", "tomorrow"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--at", "2020-01-01 09:00"), ==, 2);
  cli_assert_err (fixture, "long past");
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--at", "\xff"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--at", "soon"), ==, 2);
  cli_assert_err (fixture, "soon");
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--at", "tomorrow", "--in", "2h"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "done"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "done", ""), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "done", "nothing"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "remind", "snooze", "follow-up:"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "list", "--days", "-1"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "remind", "list", "x"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  cli_test_add ("/cli/remind/own", test_own);
  cli_test_add ("/cli/remind/automatic", test_automatic);
  cli_test_add ("/cli/remind/missed-offer", test_missed_offer);
  cli_test_add ("/cli/remind/wrong", test_wrong);

  return g_test_run ();
}
