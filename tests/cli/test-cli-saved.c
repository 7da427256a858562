/* SPDX-License-Identifier: GPL-3.0-or-later */
/* saved, convert, today. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static char *
add_saved (CliFixture *fixture,
           const char *company,
           const char *deadline)
{
  cli_run (fixture, "saved", "add", "--company", company, "--role", "Baker", "--deadline", deadline, "--excitement", "4", "--priority", "High",
           "--source", "A note in the window", "--notes", "Early shifts");
  cli_assert_done (fixture);

  return g_strdup (g_strstrip (fixture->out));
}

static guint
count_saved (CliFixture *fixture,
             const char *status)
{
  cli_run (fixture, "saved", "list", "--status", status, "--json");
  cli_assert_done (fixture);

  return cli_count_listed (fixture);
}

static void
test_keeping (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *id = add_saved (fixture, "Torvmark", "2099-03-01");

  cli_run (fixture, "saved", "list");
  cli_assert_out (fixture, "Torvmark");
  cli_assert_out (fixture, "2099-03-01");
  cli_run (fixture, "saved", "set", id, "--deadline", "", "--location", "Malmö");
  cli_assert_done (fixture);
  cli_run (fixture, "saved", "show", id);
  cli_assert_out (fixture, "Malmö");
  cli_assert_not_out (fixture, "2099");

  cli_run (fixture, "saved", "archive", id);
  cli_assert_out (fixture, "Archived 1 saved job");
  g_assert_cmpuint (count_saved (fixture, "Archived"), ==, 1);
  cli_run (fixture, "saved", "archive", "--back", id);
  cli_assert_done (fixture);
  g_assert_cmpuint (count_saved (fixture, "Active"), ==, 1);
  cli_run (fixture, "saved", "delete", id);
  cli_assert_done (fixture);
  g_assert_cmpuint (count_saved (fixture, "Active"), ==, 0);
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  g_assert_cmpuint (count_saved (fixture, "Active"), ==, 1);
}

static void
test_converting (CliFixture    *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = add_saved (fixture, "Torvmark", "2099-03-01");
  g_autofree char *application = NULL;

  cli_run (fixture, "convert", id);
  cli_assert_done (fixture);
  application = g_strdup (g_strstrip (fixture->out));
  cli_run (fixture, "show", application);
  cli_assert_out (fixture, "Torvmark");
  cli_assert_out (fixture, "A note in the window");
  cli_assert_out (fixture, "Early shifts");
  cli_assert_out (fixture, "Apply to Torvmark by");
  g_assert_cmpuint (count_saved (fixture, "Converted"), ==, 1);

  g_assert_cmpint (cli_run (fixture, "convert", id), ==, 1);
  cli_assert_err (fixture, "before. Open that one. shortlistctl show");
  cli_assert_err (fixture, application);
  g_assert_cmpint (cli_run (fixture, "saved", "set", id, "--salary-min", "50", "--salary-max", "9"), ==, 1);
  cli_run (fixture, "saved", "set", id, "--salary-min", "50", "--salary-max", "");
  g_assert_cmpint (cli_run (fixture, "saved", "set", id, "--salary-max", "9"), ==, 1);
  cli_assert_err (fixture, "can’t be less than");
  cli_run (fixture, "undo");
  /* It is an application now, and nothing else again. */
  g_assert_cmpint (cli_run (fixture, "saved", "archive", id), ==, 1);
  cli_assert_err (fixture, "became an application");
  g_assert_cmpint (cli_run (fixture, "saved", "set", id, "--status", "Active"), ==, 1);
  g_assert_cmpuint (count_saved (fixture, "Converted"), ==, 1);
  cli_run (fixture, "delete", application);
  g_assert_cmpint (cli_run (fixture, "convert", id), ==, 1);
  cli_assert_err (fixture, "Trash");
  cli_assert_err (fixture, "shortlistctl restore");
  cli_run (fixture, "restore", application);

  cli_run (fixture, "undo");
  cli_run (fixture, "undo");
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  g_assert_cmpuint (count_saved (fixture, "Active"), ==, 1);
}

static void
test_refusals (CliFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *id = add_saved (fixture, "Torvmark", "2099-03-01");

  g_assert_cmpint (cli_run (fixture, "saved", "fly"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "saved", "add", "--role", "Baker"), ==, 2);
  cli_assert_err (fixture, "--company");
  g_assert_cmpint (cli_run (fixture, "saved", "set", id, "--status", "Converted"), ==, 2);
  cli_assert_err (fixture, "shortlistctl convert");
  g_assert_cmpint (cli_run (fixture, "saved", "set", id, "--excitement", "9"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "saved", "set", id, "--deadline", "soonish"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "saved", "list", "--status", "Gone"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "convert"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "convert", "ffffffff"), ==, 1);

  cli_run (fixture, "saved", "add", "--company", "Birch");
  cli_assert_done (fixture);
  g_strstrip (fixture->out);
  g_free (id);
  id = g_strdup (fixture->out);
  g_assert_cmpint (cli_run (fixture, "convert", id), ==, 1);
  cli_assert_err (fixture, "needs a role");
  cli_run (fixture, "saved", "--help");
  cli_assert_out (fixture, "archive");
}

static gint64
get_number (CliFixture *fixture,
            const char *member)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "today", "--json");
  cli_assert_done (fixture);
  node = cli_parse (fixture);

  return json_object_get_int_member (json_node_get_object (node), member);
}

static void
test_today (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *soon = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) later = g_date_time_add_days (now, 3);
  g_autofree char *day = g_date_time_format (later, "%Y-%m-%d");

  g_free (cli_add (fixture, "Elm", "Waiter", "Saved"));
  cli_run (fixture, "today");
  cli_assert_out (fixture, "Nothing waits today.");

  id = cli_add (fixture, "Birch", "Cook", "Applied");
  g_assert_cmpint (get_number (fixture, "quiet_n"), ==, 0);
  cli_run (fixture, "set", id, "--applied-date", "2020-01-02");
  cli_assert_done (fixture);
  g_assert_cmpint (get_number (fixture, "quiet_n"), ==, 1);
  soon = add_saved (fixture, "Torvmark", day);
  cli_run (fixture, "today");
  cli_assert_out (fixture, "1 quiet application");
  cli_assert_out (fixture, "Cook at Birch");
  cli_assert_out (fixture, "Torvmark");
  g_assert_cmpint (cli_run (fixture, "today", "--limit", "-1"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "today", "tomorrow"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("keeping", test_keeping);
  cli_test_add ("converting", test_converting);
  cli_test_add ("refusals", test_refusals);
  cli_test_add ("today", test_today);

  return g_test_run ();
}
