/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking: list, show, log, and ids. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static void
test_list (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Saved");
  g_autofree char *c = cli_add (fixture, "=Osterby", "Baker", "Interviewing");
  g_autofree char *expected = g_strdup_printf ("%s\n%s\n%s\n", c, a, b);

  cli_run (fixture, "list");
  cli_assert_out (fixture, "Company");
  cli_assert_out (fixture, "Torvmark");
  cli_run (fixture, "list", "--format", "ids", "--sort", "company");
  g_assert_cmpstr (fixture->out, ==, expected);
  cli_run (fixture, "list", "--json", "--sort", "company:desc", "--limit", "1");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 1);
  cli_assert_out (fixture, "Velkholt");
  /* What waits for no answer has no quiet days, and comes last both ways. */
  for (int i = 0; i < 2; i++)
    {
      cli_run (fixture, "list", "--format", "ids", "--sort", i == 0 ? "quiet" : "quiet:desc");
      g_assert_nonnull (strstr (fixture->out, b));
      g_assert_true (g_str_has_suffix (g_strchomp (fixture->out), b));
    }
  cli_run (fixture, "list", "--json", "--status", "Applied,saved");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  cli_run (fixture, "list", "--json", "--status", "Applied", "--status", "Interviewing");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  cli_run (fixture, "list", "--json", "--search", "bak");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  cli_run (fixture, "list", "--json", "bak", "torv");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 1);
  cli_run (fixture, "list", "--json", "--window", "7");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 3);

  cli_run (fixture, "set", a, b, "--tag", "Near, and dear");
  cli_assert_done (fixture);
  cli_run (fixture, "list", "--json", "--tag", "near, and dear");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);

  /* Cells that a spreadsheet would run are made harmless. */
  cli_run (fixture, "list", "--format", "csv", "--search", "Osterby");
  g_assert_true (g_str_has_prefix (fixture->out, "id,created_at,updated_at,deleted_at,company_name,role_title,"));
  cli_assert_not_out (fixture, ",=Osterby");

  cli_run (fixture, "list", "--search", "nothing like it");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "No application matches");
  cli_run (fixture, "list", "--search", "nothing like it", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);

  g_assert_cmpint (cli_run (fixture, "list", "--sort", "sideways"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--sort", "company:up"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--format", "xml"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--limit", "-1"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--limit", "many"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--status", "Flying"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--window", "soon"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--tag", "unknown"), ==, 1);
}

static void
test_ids (CliFixture    *fixture,
          gconstpointer  data)
{
  static const char json[] =
    "{\"format\":\"shortlist-export\",\"version\":1,\"applications\":["
    "{\"id\":\"aaaa1111-0000-4000-8000-000000000001\",\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"status\":\"Saved\"},"
    "{\"id\":\"aaaa1111-0000-4000-8000-000000000002\",\"company_name\":\"Velkholt\",\"role_title\":\"Joiner\",\"status\":\"Saved\"},"
    "{\"id\":\"bbbb1111-0000-4000-8000-000000000003\",\"company_name\":\"Osterby\",\"role_title\":\"Cook\",\"status\":\"Saved\"}]}";

  cli_run_input (fixture, json, (const char *[]) { "import", "-", NULL });
  cli_assert_done (fixture);

  cli_assert_member (fixture, "bbbb", "company_name", "Osterby");
  cli_assert_member (fixture, "BBBB1111", "company_name", "Osterby");
  cli_assert_member (fixture, "aaaa1111-0000-4000-8000-000000000002", "company_name", "Velkholt");
  g_assert_cmpint (cli_run (fixture, "show", "aaaa"), ==, 1);
  cli_assert_err (fixture, "aaaa");
  g_assert_cmpint (cli_run (fixture, "delete", "bbbb", "aaaa1111"), ==, 1);
  cli_assert_member (fixture, "bbbb", "deleted_at", NULL);
  g_assert_cmpint (cli_run (fixture, "show", "cccc"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "show", "bb"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "show", ""), ==, 1);
  g_assert_cmpint (cli_run (fixture, "show", "%%%%"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "show", "' OR 1=1 --"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "show"), ==, 2);

  /* Given twice is meant once; "-" reads them. */
  cli_run (fixture, "move", "bbbb", "bbbb1111", "Applied");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Moved Osterby to Applied");
  cli_run_input (fixture, "aaaa1111-0000-4000-8000-000000000001\n\naaaa1111-0000-4000-8000-000000000002\n",
             (const char *[]) { "move", "-", "Applied", NULL });
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Moved 2 applications to Applied");
}

/* A message that refuses a word says which there are, and names what was typed. */
static void
test_words (CliFixture    *fixture,
            gconstpointer  data)
{
  g_free (cli_add (fixture, "Torvmark", "Baker", "Applied"));

  g_assert_cmpint (cli_run (fixture, "list", "--status", "Flying"), ==, 2);
  cli_assert_err (fixture, "--status doesn’t know “Flying”. It takes Saved, Applied, Interviewing, Offer, Accepted, Rejected, Withdrawn.");
  g_assert_cmpint (cli_run (fixture, "list", "--lane", "Flying"), ==, 2);
  cli_assert_err (fixture, "Final Round, Offer, Closed, none.");
  g_assert_cmpint (cli_run (fixture, "list", "--priority", "Urgent"), ==, 2);
  cli_assert_err (fixture, "High, Medium, Low, none.");
  /* A script's empty variable doesn't choose all there are. */
  g_assert_cmpint (cli_run (fixture, "list", "--priority", ""), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--company", ""), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--tag", ""), ==, 2);

  g_assert_cmpint (cli_run (fixture, "list", "--from", "soon"), ==, 2);
  cli_assert_err (fixture, "--from takes a day");
  g_assert_cmpint (cli_run (fixture, "list", "--from", "2026-05-01", "--to", "2026-04-30"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--to", ""), ==, 2);
  cli_assert_err (fixture, "--to takes a day");
  g_assert_cmpint (cli_run (fixture, "list", "--salary-min", "plenty"), ==, 2);
  cli_assert_err (fixture, "--salary-min takes an amount");
  g_assert_cmpint (cli_run (fixture, "list", "--salary-max", "plenty"), ==, 2);
  cli_assert_err (fixture, "--salary-max takes an amount");
}

/* Whatever a field is called elsewhere, sorting and columns know it, too. */
static void
test_two_formats (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Saved");

  g_assert_cmpint (cli_run (fixture, "list", "--json", "--format", "csv"), ==, 2);
  cli_assert_err (fixture, "--format csv");
  g_assert_cmpint (cli_run (fixture, "list", "--json", "--format", "json"), ==, 0);
}

static void
test_names (CliFixture    *fixture,
            gconstpointer  data)
{
  static const char *const sorts[] = { "company", "company-name", "company_name", "applied-date", "applied_date", "added", "created_at", "applied_source:desc" };
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      cli_run (fixture, "list", "--sort", sorts[i]);
      cli_assert_done (fixture);
    }
  cli_run (fixture, "export", "-", "--format", "csv", "--columns", "id,company,role_title,source,applied_source,tags,added");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Torvmark,Baker,");
  cli_run (fixture, "list", "--help");
  cli_assert_out (fixture, "company_name");
  cli_assert_out (fixture, "applied_source");
}

static void
test_long_role (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *role = g_strnfill (200, 'x');

  g_free (cli_add (fixture, "Torvmark", role, "Applied"));
  cli_run (fixture, "list");
  cli_assert_out (fixture, "xxx…  Applied");
  for (const char *line = fixture->out; *line != '\0'; line = strchr (line, '\n') + 1)
    g_assert_cmpint (strchr (line, '\n') - line, <, 120);
}

static void
test_show (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Saved");

  cli_run (fixture, "move", id, "Applied");
  cli_run (fixture, "show", id);
  cli_assert_done (fixture);
  /* Times for people here, for programs there. */
  g_assert_true (g_regex_match_simple ("\\n  [A-Z][a-z ]+: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\n", fixture->out, 0, 0));
  g_assert_false (g_regex_match_simple ("\\dT\\d\\d:", fixture->out, 0, 0));
  cli_assert_not_out (fixture, "Currency");
  cli_run (fixture, "show", id, "--json");
  g_assert_true (g_regex_match_simple ("\\dT\\d\\d:\\d\\d:\\d\\d.*Z\"", fixture->out, 0, 0));
  cli_assert_out (fixture, "salary_currency");
  cli_run (fixture, "set", id, "--salary-min", "50k");
  cli_run (fixture, "show", id);
  cli_assert_out (fixture, "Currency: USD");
}

static void
test_log (CliFixture    *fixture,
          gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Saved");
  g_autofree char *b = cli_add (fixture, "Torvmark", "Joiner", "Saved");
  g_autoptr (JsonNode) node = NULL;
  JsonArray *steps;

  cli_run (fixture, "move", a, "Applied");
  cli_run (fixture, "delete", a, b);
  cli_run (fixture, "log");
  g_assert_true (g_regex_match_simple ("Moved Torvmark to Applied +Baker\\n", fixture->out, 0, 0));
  g_assert_true (g_regex_match_simple ("Added Torvmark +Joiner\\n", fixture->out, 0, 0));
  cli_assert_out (fixture, "Moved 2 applications to the Trash\n");

  cli_run (fixture, "log", "--json");
  node = cli_parse (fixture);
  steps = json_node_get_array (node);
  g_assert_false (json_object_has_member (json_array_get_object_element (steps, 0), "role_title"));
  g_assert_cmpstr (sl_json_get_string (json_array_get_object_element (steps, 1), "role_title", NULL), ==, "Baker");
  g_assert_cmpstr (sl_json_get_string (json_array_get_object_element (steps, 2), "application_id", NULL), ==, b);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("list", test_list);
  cli_test_add ("words", test_words);
  cli_test_add ("two-formats", test_two_formats);
  cli_test_add ("names", test_names);
  cli_test_add ("long-role", test_long_role);
  cli_test_add ("ids", test_ids);
  cli_test_add ("show", test_show);
  cli_test_add ("log", test_log);

  return g_test_run ();
}
