/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing: add, set, move, delete, restore, undo, redo. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static void
test_add (CliFixture    *fixture,
          gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--status", "applied", "--url", "https://torvmark.example/1",
       "--location", "Berlin", "--applied-date", "2026-03-02", "--salary-min", "$50k", "--tag", "Nearby", "--tag", "NEARBY", "--tag", "Early shift",
       "--notes", "two\nlines");
  cli_assert_done (fixture);
  id = g_strdup (g_strstrip (fixture->out));
  g_assert_cmpuint (strlen (id), ==, 36);

  cli_run (fixture, "show", "--json", id);
  node = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "company_name", NULL), ==, "Torvmark");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "status", NULL), ==, "Applied");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "applied_date", NULL), ==, "2026-03-02");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "notes", NULL), ==, "two\nlines");
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "salary_min", 0), ==, 50000);
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (json_node_get_object (node), "tags")), ==, 2);

  cli_run (fixture, "show", id);
  cli_assert_out (fixture, "Company: Torvmark");
  cli_assert_out (fixture, "Early shift");

  /* The long names of the fields are known, too, and JSON gives the whole record. */
  cli_run (fixture, "add", "--json", "--company-name", "Velkholt", "--role-title", "Joiner", "--status", "Applied");
  cli_assert_done (fixture);
  g_clear_pointer (&node, json_node_unref);
  node = cli_parse (fixture);
  g_assert_nonnull (sl_json_get_string (json_node_get_object (node), "applied_date", NULL));
}

static void
test_add_again (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");

  g_assert_cmpint (cli_run (fixture, "add", "--company", "TORVMARK", "--role", "baker"), ==, 0);
  cli_assert_err (fixture, "You already have Baker at Torvmark (Applied)");
  cli_assert_err (fixture, a);
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stats", "--sort", "company"), ==, 2);
  cli_run (fixture, "add", "--help");
  cli_assert_out (fixture, "Company website");
}

static void
test_add_wrong (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *long_name = g_strnfill (300, 'x');

  g_assert_cmpint (cli_run (fixture, "add"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "Berlin"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "add", "--company"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--status", "Flying"), ==, 2);
  cli_assert_err (fixture, "--status can’t be “Flying”");
  g_assert_cmpint (cli_run (fixture, "add", "--company", long_name, "--role", "Baker"), ==, 2);
  cli_assert_err (fixture, "255");
  g_assert_cmpint (cli_run (fixture, "add", "--company", " ", "--role", "Baker"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--applied-date", "yesterday-ish"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--resume", "abcdef"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--tag", ""), ==, 1);
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);
}

static void
test_set (CliFixture    *fixture,
          gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Saved");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Saved");

  cli_run (fixture, "set", a, "--priority", "high", "--location", "Vienna");
  cli_assert_done (fixture);
  cli_assert_member (fixture, a, "priority", "High");
  cli_assert_member (fixture, a, "location", "Vienna");
  cli_run (fixture, "set", a, b, "--priority", "Low");
  cli_assert_out (fixture, "Changed “Priority” of 2 applications");
  cli_assert_member (fixture, b, "priority", "Low");
  /* All that was changed is named. */
  cli_run (fixture, "set", a, "--salary-min", "52000", "--tag", "sourdough");
  cli_assert_out (fixture, "Salary from”, “");
  cli_assert_out (fixture, "Tags” of Torvmark");
  cli_run (fixture, "set", a, "--untag", "sourdough", "--location", "Vienna");
  cli_assert_out (fixture, "Changed “Location”, “Tags” of Torvmark");
  cli_run (fixture, "set", a, "--priority", "");
  cli_assert_member (fixture, a, "priority", NULL);
  cli_run (fixture, "set", a, "--status", "Applied");
  cli_assert_out (fixture, "Moved Torvmark to Applied");

  /* Several fields, one step. */
  cli_run (fixture, "set", b, "--priority", "High", "--location", "Porto", "--tag", "Nearby");
  cli_assert_done (fixture);
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  cli_assert_member (fixture, b, "priority", "Low");
  cli_assert_member (fixture, b, "location", NULL);
  cli_run (fixture, "list", "--json", "--search", "Velkholt");
  cli_assert_out (fixture, "\"tags\":[]");

  cli_run (fixture, "set", a, "--tag", "Nearby");
  cli_run (fixture, "set", a, "--untag", "nearby");
  cli_assert_done (fixture);
  cli_run (fixture, "list", "--json");
  cli_assert_not_out (fixture, "Nearby");

  g_assert_cmpint (cli_run (fixture, "set", a), ==, 2);
  g_assert_cmpint (cli_run (fixture, "set", "--priority", "Low"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "set", a, "--company", ""), ==, 2);
  g_assert_cmpint (cli_run (fixture, "set", a, "--salary-min", "90000", "--salary-max", "10"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "set", a, "--untag", "unknown"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "set", a, "--excitement", "9"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "set", a, "--salary-min", "1e9999"), ==, 2);
  /* Nothing of a refused change is there. */
  cli_assert_member (fixture, a, "company_name", "Torvmark");

  cli_run (fixture, "set", a, "--status", "Applied", "--json");
  cli_assert_done (fixture);
  g_autoptr (JsonNode) node = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "id", -1), ==, 0);
}

static void
test_move (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Saved");

  cli_run (fixture, "move", a, "applied");
  cli_assert_out (fixture, "Moved Torvmark to Applied");
  cli_run (fixture, "move", a, "technical interview");
  cli_assert_member (fixture, a, "status", "Interviewing");
  cli_run (fixture, "move", a, "offer", "--lane");
  cli_assert_member (fixture, a, "status", "Offer");
  cli_run (fixture, "move", a, "closed", "--outcome", "withdrawn");
  cli_assert_member (fixture, a, "status", "Withdrawn");
  cli_run (fixture, "move", a, "Rejected", "--detail", "no response");
  cli_assert_out (fixture, "no response");
  cli_assert_member (fixture, a, "status_detail", "No response");

  cli_run (fixture, "move", a, "Applied", "--json");
  g_autoptr (JsonNode) node = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "deed", NULL), ==, "status");

  /* Days as people type them; one with two readings is asked back. */
  cli_run (fixture, "set", a, "--applied-date", "3. September 2025");
  cli_assert_member (fixture, a, "applied_date", "2025-09-03");
  g_assert_cmpint (cli_run (fixture, "set", a, "--follow-up-date", "in 3 days"), ==, 0);
  g_assert_cmpint (cli_run (fixture, "set", a, "--applied-date", "tomorrow"), ==, 2);
  cli_assert_err (fixture, "--applied-date: ");
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--applied-date", "0001-01-01"), ==, 2);
  cli_assert_err (fixture, "--applied-date: ");
  g_assert_cmpint (cli_run (fixture, "set", a, "--follow-up-date", "1900-01-01"), ==, 2);
  cli_assert_err (fixture, "too long ago");
  g_assert_cmpint (cli_run (fixture, "stage", "add", a, "--name", "Call", "--date", "9999-12-31"), ==, 2);
  cli_assert_err (fixture, "too far ahead");
  g_assert_cmpint (cli_run (fixture, "stage", "add", a, "--name", "Call", "--minutes", "99999999"), ==, 2);
  cli_assert_err (fixture, "--minutes can be at most 20,160.");
  /* Looked for may be any day. */
  g_assert_cmpint (cli_run (fixture, "agenda", "--to", "9999-12-31"), ==, 0);
  cli_assert_not_out (fixture, "Nothing lies");
  g_assert_cmpint (cli_run (fixture, "set", a, "--applied-date", "9/3/2026"), ==, 2);
  cli_assert_err (fixture, "shortlistctl: --applied-date must be clear: write Mar 9, 2026 or Sep 3, 2026.");
  g_assert_cmpint (cli_run (fixture, "set", a, "--applied-date", "soon"), ==, 2);
  cli_assert_err (fixture, "“yesterday” or “in 3 days”");
  cli_run (fixture, "set", a, "--url", "example.com/jobs/7");
  cli_assert_member (fixture, a, "url", "https://example.com/jobs/7");

  /* What is wrong with an option is told of the option, and is wrong usage; what isn't there is a failure. */
  g_assert_cmpint (cli_run (fixture, "set", a, "--salary-min", "-5"), ==, 2);
  cli_assert_err (fixture, "shortlistctl: --salary-min must be 0 or more.");
  g_assert_cmpint (cli_run (fixture, "add", "--company", "A", "--role", "B", "--status", "nope"), ==, 2);
  cli_assert_err (fixture, "shortlistctl: --status can’t be “nope”.");
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--at", "31 February"), ==, 2);
  cli_assert_err (fixture, "shortlistctl: --at: “31 February”");
  g_assert_cmpint (cli_run (fixture, "set", "nothere", "--priority", "High"), ==, 1);

  g_assert_cmpint (cli_run (fixture, "move", a), ==, 2);
  /* Where it is already, nothing happens. */
  cli_run (fixture, "move", a, "Team Match");
  g_assert_cmpint (cli_run (fixture, "move", a, "team_match"), ==, 0);
  cli_assert_out (fixture, "Nothing to change.");
  cli_run (fixture, "move", a, "Applied");

  g_assert_cmpint (cli_run (fixture, "move", a, "the moon"), ==, 2);
  cli_assert_err (fixture, "“the moon” is neither a status (Saved, Applied, ");
  cli_assert_err (fixture, "Technical Interview");
  g_assert_cmpint (cli_run (fixture, "move", a, "Applied", "--detail", "whatever"), ==, 2);
  cli_assert_err (fixture, "It takes No response.");
  g_assert_cmpint (cli_run (fixture, "move", a, "closed", "--outcome", "whatever"), ==, 2);
  cli_assert_err (fixture, "Withdrawn");
  g_assert_cmpint (cli_run (fixture, "move", a, "closed"), ==, 2);
  cli_assert_err (fixture, "--outcome");
  cli_assert_err (fixture, "Withdrawn");
  cli_assert_member (fixture, a, "status", "Applied");
  g_assert_cmpint (cli_run (fixture, "move", a, "onsite", "--outcome", "withdrawn"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "move", a, "onsite", "--detail", "No response"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "move", a, "Offer", "--detail", "No response"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "move", "ffff", "Applied"), ==, 1);
}

static void
test_delete_and_undo (CliFixture    *fixture,
                      gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Saved");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Saved");

  cli_run (fixture, "delete", a, b);
  cli_assert_out (fixture, "Moved 2 applications to the Trash");
  /* What is in the Trash already is no step of undo a second time. */
  g_assert_cmpint (cli_run (fixture, "delete", a), ==, 0);
  cli_assert_out (fixture, "Nothing to change");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);
  cli_run (fixture, "list", "--json", "--trash");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  cli_run (fixture, "restore", a);
  cli_assert_out (fixture, "Restored Torvmark");
  cli_run (fixture, "undo");
  cli_assert_out (fixture, "Undone: Restored Torvmark");
  cli_run (fixture, "redo");
  cli_assert_out (fixture, "Done again: Restored Torvmark");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 1);
  for (guint i = 0; i < 4; i++)
    {
      cli_run (fixture, "undo");
      cli_assert_done (fixture);
    }
  g_assert_cmpint (cli_run (fixture, "undo"), ==, 1);
  cli_run (fixture, "list", "--json", "--trash");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);
  for (guint i = 0; i < 4; i++)
    {
      cli_run (fixture, "redo", "--json");
      cli_assert_done (fixture);
    }
  g_assert_cmpint (cli_run (fixture, "redo"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "delete"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "undo", "twice"), ==, 2);

  cli_run (fixture, "log", "--json", "--limit", "3");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 3);
  cli_run (fixture, "log", b);
  cli_assert_out (fixture, "Added Velkholt");
  cli_assert_not_out (fixture, "Added Torvmark");
  g_assert_cmpint (cli_run (fixture, "log", "--limit", "0"), ==, 2);
  cli_run (fixture, "check", "--json");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "\"ok\" : true");
}

/* Each new tag gets the next colour of those that the window offers. */
static void
test_tag_colors (CliFixture    *fixture,
                 gconstpointer  data)
{
  static const char *const names[] = { "One", "Two", "Three", "Four", NULL };
  static const char *const colors[] = { "#3584e4", "#2190a4", "#3a944a", "#c88800", NULL };
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *tags;

  cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--tag", "One", "--tag", "Two", "--tag", "one");
  cli_assert_done (fixture);
  id = g_strdup (g_strstrip (fixture->out));
  cli_run (fixture, "set", id, "--tag", "Three", "--tag", "Four");
  cli_run (fixture, "export", "-");
  node = cli_parse (fixture);
  tags = sl_json_get_array (json_node_get_object (node), "tags");
  g_assert_cmpuint (json_array_get_length (tags), ==, g_strv_length ((char **) names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonObject *tag = json_array_get_object_element (tags, i);

      for (guint j = 0; names[j] != NULL; j++)
        if (g_strcmp0 (sl_json_get_string (tag, "name", NULL), names[j]) == 0)
          g_assert_cmpstr (sl_json_get_string (tag, "color", NULL), ==, colors[j]);
    }

  /* What the library takes for one name is one, also while both are new. */
  g_assert_cmpint (cli_run (fixture, "set", id, "--tag", "A", "--tag", "\303\204", "--tag", "a"), ==, 0);
  cli_run (fixture, "tag", "list", "--json");
  g_autoptr (JsonNode) library = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (library)), ==, 5);
}

/* A currency that is written beside an amount is never dropped. */
static void
test_currency (CliFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");

  cli_assert_member (fixture, a, "salary_currency", "USD");
  cli_run (fixture, "set", a, "--salary-min", "45,000 €");
  cli_assert_done (fixture);
  cli_assert_member (fixture, a, "salary_currency", "EUR");
  cli_run (fixture, "undo");
  cli_assert_member (fixture, a, "salary_currency", "USD");
  cli_run (fixture, "set", a, "--salary-min", "52000", "--currency", "CAD");
  cli_run (fixture, "set", a, "--salary-min", "$52k");
  cli_assert_member (fixture, a, "salary_currency", "CAD");
  g_assert_cmpint (cli_run (fixture, "set", a, "--salary-min", "52000 EUR", "--salary-max", "60000 CHF"), ==, 1);
  cli_assert_err (fixture, "EUR");
  cli_assert_err (fixture, "CHF");
  g_assert_cmpint (cli_run (fixture, "set", a, "--salary-min", "52000 EUR", "--currency", "USD"), ==, 1);
  cli_assert_member (fixture, a, "salary_currency", "CAD");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("add", test_add);
  cli_test_add ("add-again", test_add_again);
  cli_test_add ("add-wrong", test_add_wrong);
  cli_test_add ("set", test_set);
  cli_test_add ("tag-colors", test_tag_colors);
  cli_test_add ("move", test_move);
  cli_test_add ("delete-and-undo", test_delete_and_undo);
  cli_test_add ("edit/currency", test_currency);

  return g_test_run ();
}
