/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In and out: import, export. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static void
test_import_csv (CliFixture    *fixture,
                 gconstpointer  data)
{
  static const char csv[] =
    "Employer;Position;Date Applied;Stage;Firma2\r\n"
    "Torvmark;Baker;2026-02-01;Phone interview;x\r\n"
    "Velkholt;\"Joiner;\nCabinet Maker\";2026-02-03;Ghosted;y\r\n"
    ";;;;\r\n";
  g_autofree char *file = sl_test_tmp_file ("search.csv", csv, -1);
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "import", file, "--dry-run", "--json");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "imported", -1), ==, 2);
  g_assert_true (sl_json_get_boolean (json_node_get_object (node), "dry_run", FALSE));
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);

  cli_run (fixture, "import", file, "--map", "location=Firma2");
  cli_assert_out (fixture, "Imported 2 applications");
  cli_run (fixture, "list", "--json", "--search", "Torvmark");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 1);
  cli_assert_out (fixture, "\"status\":\"Interviewing\"");
  cli_assert_out (fixture, "\"location\":\"x\"");

  /* The same once more: said, not doubled, and one step of undo for the whole. */
  cli_run (fixture, "import", file, "--map", "location=Firma2");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Imported 0 applications");
  cli_run (fixture, "undo");
  cli_assert_out (fixture, "search.csv");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);

  g_assert_cmpint (cli_run (fixture, "import"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "import", "/nowhere/at-all.csv"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "import", file, "--map", "location"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "import", file, "--map", "planet=Firma2"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "import", file, "--map", "location=Nothing"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "import", file, "--date-order", "random"), ==, 2);
}

static void
test_import_dates (CliFixture    *fixture,
                   gconstpointer  data)
{
  static const char csv[] = "Company,Role,Applied\nTorvmark,Baker,03/04/2026\nVelkholt,Joiner,05/06/2026\n";
  g_autofree char *file = sl_test_tmp_file ("dates.csv", csv, -1);

  g_assert_cmpint (cli_run (fixture, "import", file), ==, 1);
  cli_assert_err (fixture, "--date-order");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);
  cli_run (fixture, "import", file, "--date-order", "dmy");
  cli_assert_done (fixture);
  cli_run (fixture, "list", "--json", "Torvmark");
  cli_assert_out (fixture, "\"applied_date\":\"2026-04-03\"");
}

static void
test_import_twins (CliFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) csv = g_string_new ("Org,Role,Applied,Pay\nTorvmark,Baker,2026-09-01,1\n");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *file = NULL;

  for (guint i = 2; i < 14; i++)
    g_string_append_printf (csv, "Torvmark,Baker,2026-09-01,%u000\n", i);
  file = sl_test_tmp_file ("twins.csv", csv->str, -1);

  cli_run (fixture, "import", file, "--json", "--dry-run");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "imported", -1), ==, 13);
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (json_node_get_object (node), "likely_duplicates")), ==, 12);

  cli_run (fixture, "import", file);
  cli_assert_out (fixture, "Line 7 may be a duplicate");
  cli_assert_out (fixture, "… and 7 more lines may be duplicates");
  g_assert_null (strstr (fixture->out, "Line 8 may"));
  cli_assert_out (fixture, "Imported 13 applications");
}

/* What can't be right is said, of what is imported. */
static void
test_import_far_dates (CliFixture    *fixture,
                       gconstpointer  data)
{
  g_autofree char *file = sl_test_tmp_file ("far.csv", "Company,Role,Status,Date applied\nFjordbank,Teller,Applied,2131-05-01\nOldco,Clerk,Applied,1923-05-01\n"
                                            "Goodco,Clerk,Applied,2026-05-01\n", -1);
  g_autofree char *brace = sl_test_tmp_file ("brace.json", "{", -1);

  cli_run (fixture, "import", file);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Line 2: Applied date: 2131-05-01 hasn’t come yet");
  cli_assert_out (fixture, "Line 3: Applied date: 1923-05-01 is too long ago");
  cli_assert_out (fixture, "Imported 3 applications");
  cli_run (fixture, "import", file);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Imported 0 applications");
  cli_assert_not_out (fixture, "imported as it stands");
  cli_run (fixture, "import", file, "--keep-duplicates");
  cli_assert_out (fixture, "Line 3: Applied date: 1923-05-01 is too long ago");

  g_assert_cmpint (cli_run (fixture, "import", brace), ==, 1);
  cli_assert_err (fixture, "JSON");
}

static void
test_export (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Saved");
  g_autofree char *json_file = g_build_filename (sl_test_tmp_dir (), "all.json", NULL);
  g_autofree char *csv_file = g_build_filename (sl_test_tmp_dir (), "some.csv", NULL);
  g_autofree char *csv = NULL;
  CliFixture other = { 0 };

  cli_run (fixture, "move", a, "Interviewing");
  cli_run (fixture, "set", a, "--tag", "Nearby");
  cli_run (fixture, "export", json_file);
  cli_assert_done (fixture);
  cli_run (fixture, "export", csv_file, "--status", "Interviewing");
  cli_assert_out (fixture, "Exported 1 application");
  /* --json is what is printed, not what is written. */
  cli_run (fixture, "export", csv_file, "--status", "Interviewing", "--json");
  cli_assert_done (fixture);
  g_autoptr (JsonNode) told = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (told), "exported", -1), ==, 1);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (told), "format", NULL), ==, "csv");
  g_assert_true (g_file_get_contents (csv_file, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "Torvmark"));
  g_assert_null (strstr (csv, "Velkholt"));

  cli_run (fixture, "export", "-", "--format", "csv", "--columns", "company,role");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Velkholt,Joiner");
  cli_run (fixture, "export", "-");
  cli_assert_done (fixture);
  json_node_unref (cli_parse (fixture));

  /* Into another folder and out again: the same. */
  cli_fixture_set_up (&other, NULL);
  cli_run (&other, "import", json_file);
  cli_assert_done (&other);
  cli_run (&other, "export", "-");
  g_autoptr (JsonNode) one = cli_parse (fixture);
  g_autoptr (JsonNode) two = cli_parse (&other);
  g_assert_true (json_node_equal (json_object_get_member (json_node_get_object (one), "applications"),
                                  json_object_get_member (json_node_get_object (two), "applications")));
  cli_fixture_tear_down (&other, NULL);

  cli_shell (fixture, "printf '%s' '{\"applications\": [{\"company_name\": \"Elm\", \"role_title\": \"Cook\"}], \"contacts\": [{\"name\": \"x\"}]}' > other.json"
                      " && \"$ctl\" --data-dir \"$dir\" import other.json --dry-run");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "The list “contacts” with 1 entry is left out");

  g_assert_cmpint (cli_run (fixture, "export"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "export", "search.txt"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "export", "-", "--format", "xml"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "export", "/nowhere/at-all.csv"), ==, 1);
  cli_assert_err (fixture, "“/nowhere”");
  g_assert_cmpint (cli_run (fixture, "export", "-", "--format", "csv", "--columns", "planet"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "export", "-", "--format", "csv", "--columns", ""), ==, 2);
}

/* Where nothing can be recognised, nothing is done, and it is said what would help. */
static void
test_import_unknown (CliFixture    *fixture,
                     gconstpointer  data)
{
  static const char csv[] = "Foo,Bar\nTorvmark,1\nVelkholt,2\n";
  g_autofree char *file = sl_test_tmp_file ("unknown.csv", csv, -1);

  g_assert_cmpint (cli_run (fixture, "import", file), ==, 1);
  cli_assert_err (fixture, "“Foo”, “Bar”");
  cli_assert_err (fixture, "--map company=");
  g_assert_cmpint (cli_run (fixture, "import", file, "--dry-run", "--json"), ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 0);
  cli_run (fixture, "import", file, "--map", "company=Foo");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Imported 2 applications");
}

/* What list prints as CSV, import reads again. */
static void
test_list_and_import (CliFixture    *fixture,
                      gconstpointer  data)
{
  static const char *const members[] = { "company_name", "role_title", "status", "applied_date", "applied_source", "location", "url", "priority" };
  g_autofree char *id = NULL;
  g_autofree char *csv = NULL;
  CliFixture other = { 0 };

  cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--status", "Applied", "--applied-date", "2026-03-02", "--source", "Referral",
           "--location", "Porto", "--url", "https://torvmark.example/1", "--priority", "High", "--salary-min", "50000", "--tag", "Nearby", "--tag", "Early shift");
  cli_assert_done (fixture);
  id = g_strdup (g_strstrip (fixture->out));
  cli_run (fixture, "list", "--format", "csv");
  csv = g_strdup (fixture->out);

  cli_fixture_set_up (&other, NULL);
  cli_run_input (&other, csv, (const char *[]) { "import", "-", NULL });
  cli_assert_done (&other);
  cli_run (&other, "list", "--format", "ids");
  g_autofree char *copy = g_strdup (g_strstrip (other.out));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *expected = cli_get_member (fixture, id, members[i]);

      cli_assert_member (&other, copy, members[i], expected);
    }
  cli_run (&other, "list", "--json", "--tag", "Nearby", "--tag", "Early shift");
  g_assert_cmpuint (cli_count_listed (&other), ==, 1);
  cli_assert_out (&other, "\"salary_min\":50000");
  cli_fixture_tear_down (&other, NULL);
}

/* A pipe (as a device) is written into, never replaced. */
static void
test_export_pipe (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");

  cli_shell (fixture, "mkfifo pipe && { cat pipe & } && \"$ctl\" --data-dir \"$dir\" export pipe --format csv && wait && test -p pipe && "
                      "{ cat pipe & } && \"$ctl\" --data-dir \"$dir\" chart pipeline -o pipe --format svg >&2 && wait && test -p pipe");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Torvmark,Baker");
  cli_assert_out (fixture, "</svg>");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("import-csv", test_import_csv);
  cli_test_add ("import-twins", test_import_twins);
  cli_test_add ("import-dates", test_import_dates);
  cli_test_add ("import-far-dates", test_import_far_dates);
  cli_test_add ("import-unknown", test_import_unknown);
  cli_test_add ("list-and-import", test_list_and_import);
  cli_test_add ("export", test_export);
  cli_test_add ("export-pipe", test_export_pipe);

  return g_test_run ();
}
