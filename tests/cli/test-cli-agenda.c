/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days: agenda, its calendar files, invitations, the interview pack, and the report. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

#define INVITATION(status, start) \
  "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u1@torvmark\r\nSUMMARY:Technical interview\r\n" \
  "ORGANIZER;CN=Head Baker:mailto:head@torvmark.example\r\nDTSTART;TZID=W. Europe Standard Time:" start "\r\n" status "END:VEVENT\r\nEND:VCALENDAR\r\n"

static char *
add_round (CliFixture *fixture,
           const char *application,
           const char *date)
{
  cli_run (fixture, "stage", "add", application, "--name", "Second round", "--date", date, "--time", "14:00");
  cli_assert_done (fixture);

  return g_strstrip (g_strdup (fixture->out));
}

static void
test_list (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *round = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *item;

  cli_run (fixture, "agenda", "--from", "2031-01-01", "--to", "2031-01-31");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Nothing lies on these days.");

  round = add_round (fixture, id, "2031-01-15");
  cli_run (fixture, "agenda", "list", "--from", "2031-01-01", "--to", "2031-01-31");
  cli_assert_out (fixture, "Second round at Torvmark");
  cli_run (fixture, "agenda", "--json", "--from", "2031-01-15", "--to", "2031-01-15");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  item = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (item, "kind"), ==, "interview");
  g_assert_cmpstr (json_object_get_string_member (item, "time"), ==, "2031-01-15T13:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (item, "stage_id"), ==, round);

  g_assert_cmpint (cli_run (fixture, "agenda", "--from", "soon"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "agenda", "--from", "2031-02-01", "--to", "2031-01-01"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "agenda", "please"), ==, 2);
  cli_run (fixture, "agenda", "--help");
  cli_assert_out (fixture, "export");
}

static void
test_files (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *first = sl_test_tmp_file ("first.ics", INVITATION ("", "20310115T140000"), -1);
  g_autofree char *moved = sl_test_tmp_file ("moved.ics", INVITATION ("SEQUENCE:1\r\n", "20310116T150000"), -1);
  g_autofree char *off = sl_test_tmp_file ("off.ics", INVITATION ("STATUS:CANCELLED\r\n", "20310116T150000"), -1);
  g_autofree char *broken = sl_test_tmp_file ("broken.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEV", -1);
  g_autofree char *other = sl_test_tmp_file ("other.csv", "company,role\n", -1);

  cli_run (fixture, "agenda", "import", first, "--dry-run");
  cli_assert_out (fixture, "Technical interview");
  cli_run (fixture, "agenda", "import", first);
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "status", "Interviewing");
  cli_run (fixture, "agenda", "import", first);
  cli_assert_out (fixture, "Nothing to change.");
  cli_run (fixture, "agenda", "import", moved);
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "2031-01-16");
  cli_assert_not_out (fixture, "2031-01-15");
  cli_run (fixture, "agenda", "import", off);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Cancelled");

  cli_run (fixture, "agenda", "export", "-");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "BEGIN:VCALENDAR");
  cli_assert_not_out (fixture, "BEGIN:VEVENT");
  cli_run (fixture, "agenda", "export", "-", "--cancelled");
  cli_assert_out (fixture, "STATUS:CANCELLED");

  g_assert_cmpint (cli_run (fixture, "agenda", "import", broken), ==, 1);
  g_assert_cmpint (cli_run (fixture, "agenda", "import", other), ==, 1);
  cli_assert_err (fixture, "This is not a calendar file.");
  g_assert_cmpint (cli_run (fixture, "agenda", "import", "/no/such/file.ics"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "agenda", "import"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "agenda", "export"), ==, 2);
}

/* Whose company it is about, nobody can tell. */
static void
test_unknown_company (CliFixture    *fixture,
                      gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Velkholt", "Joiner", "Applied");
  g_autofree char *file = sl_test_tmp_file ("whose.ics", INVITATION ("", "20310115T140000"), -1);

  g_assert_cmpint (cli_run (fixture, "agenda", "import", file), ==, 1);
  cli_assert_err (fixture, "--application");
  cli_run (fixture, "agenda", "import", file, "--application", id);
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Technical interview");
}

#define EVENT(uid, summary) "BEGIN:VEVENT\r\nUID:" uid "\r\nSUMMARY:" summary "\r\nDTSTART:20310120T090000Z\r\nEND:VEVENT\r\n"

/* What Shortlist wrote itself says nothing new; what was moved in another program does. */
static void
test_own_file (CliFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = add_round (fixture, id, "2031-01-15");
  g_autofree char *gone = add_round (fixture, id, "2031-01-17");
  g_autofree char *file = g_build_filename (sl_test_tmp_dir (), "own.ics", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *moved_file = NULL;
  g_autofree char *off_file = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GString) text = NULL;

  cli_run (fixture, "set", id, "--follow-up-date", "2031-02-01");
  cli_assert_done (fixture);
  cli_run (fixture, "remind", "add", "--title", "Ask", "--application", id, "--at", "2031-01-10 09:00");
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "delete", gone);
  cli_run (fixture, "agenda", "export", file, "--cancelled");
  cli_assert_done (fixture);
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "STATUS:CANCELLED"));

  cli_run (fixture, "agenda", "import", file);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Shortlist’s own");
  cli_run (fixture, "agenda", "import", file, "--json");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "own"), ==, 4);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "2031-01-15");
  cli_assert_not_out (fixture, "2031-01-17");

  text = g_string_new (contents);
  g_string_replace (text, "20310115T140000", "20310116T140000", 0);
  moved = g_strdup (text->str);
  moved_file = sl_test_tmp_file ("moved-own.ics", moved, -1);
  cli_run (fixture, "agenda", "import", moved_file);
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "2031-01-16");

  g_string_replace (text, "STATUS:CONFIRMED", "STATUS:CANCELLED", 0);
  off_file = sl_test_tmp_file ("off-own.ics", text->str, -1);
  cli_run (fixture, "agenda", "import", off_file);
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Cancelled");
}

/* One that fits nowhere doesn't keep the others out. */
static void
test_many (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *file = sl_test_tmp_file ("many.ics", "BEGIN:VCALENDAR\r\n" EVENT ("m1@x", "Dentist") EVENT ("m2@x", "Torvmark: first call")
                                            EVENT ("m3@x", "Swimming") EVENT ("m4@x", "Torvmark: trial day") "END:VCALENDAR\r\n", -1);
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpint (cli_run (fixture, "agenda", "import", file), ==, 1);
  cli_assert_out (fixture, "“Dentist”");
  cli_assert_out (fixture, "“Swimming”");
  cli_assert_err (fixture, "2 events");
  cli_run (fixture, "stage", "list", id, "--json");
  cli_assert_out (fixture, "first call");
  cli_assert_out (fixture, "trial day");
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);
}

static void
test_pages (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *round = add_round (fixture, id, "2031-01-15");
  g_autofree char *pack = g_build_filename (sl_test_tmp_dir (), "pack.pdf", NULL);
  g_autofree char *report = g_build_filename (sl_test_tmp_dir (), "report.pdf", NULL);

  cli_run (fixture, "agenda", "pack", round, "--output", pack);
  cli_assert_done (fixture);
  g_assert_true (g_file_test (pack, G_FILE_TEST_EXISTS));
  cli_run (fixture, "agenda", "pack", round, "-o", "-");
  g_assert_true (g_str_has_prefix (fixture->out, "%PDF"));

  cli_run (fixture, "report", "--output", report, "--json");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "\"rows\" : 1");
  cli_run (fixture, "report", "--output", "-", "--format", "csv", "--columns", "company,role");
  cli_assert_out (fixture, "Torvmark,Baker");
  cli_run (fixture, "report", "--from", "2001-01-01", "--to", "2001-01-31", "-o", "-", "--format", "csv");
  cli_assert_not_out (fixture, "Torvmark");

  g_assert_cmpint (cli_run (fixture, "report"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "report", "-o", "x.doc"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "report", "-o", "x.pdf", "--columns", "wrong"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "report", "-o", "x.pdf", "--paper", "b5"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "report", "-o", "/nowhere/at/all.pdf"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "agenda", "pack", round), ==, 2);
  g_assert_cmpint (cli_run (fixture, "agenda", "pack", "ffff-nothing", "-o", "-"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  cli_test_add ("/cli/agenda/list", test_list);
  cli_test_add ("/cli/agenda/files", test_files);
  cli_test_add ("/cli/agenda/unknown-company", test_unknown_company);
  cli_test_add ("/cli/agenda/own-file", test_own_file);
  cli_test_add ("/cli/agenda/many", test_many);
  cli_test_add ("/cli/agenda/pages", test_pages);

  return g_test_run ();
}
