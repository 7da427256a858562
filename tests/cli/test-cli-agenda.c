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
  cli_assert_out (fixture, "Torvmark, Baker: Applied → Interviewing");
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

/* Where the person is says nothing about when it is. */
static void
test_other_time_zone (CliFixture    *fixture,
                      gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *file = sl_test_tmp_file ("utc.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:z1@x\r\nSUMMARY:Interview at Torvmark\r\n"
                                            "DTSTART:20310115T130000Z\r\nDTEND:20310115T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", -1);
  g_autofree char *moved = sl_test_tmp_file ("utc-moved.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:z1@x\r\nSUMMARY:Interview at Torvmark\r\n"
                                             "DTSTART:20310115T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", -1);
  static const char *const zones[] = { "America/New_York", "Pacific/Auckland", "UTC", "EST5EDT" };

  cli_run (fixture, "agenda", "import", file);
  cli_assert_done (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *line = g_strdup_printf ("TZ=%s \"$ctl\" --data-dir \"$dir\" agenda import %s --json", zones[i], file);

      g_assert_cmpint (cli_shell (fixture, line), ==, 0);
      cli_assert_out (fixture, "\"unchanged\"");
      cli_assert_not_out (fixture, "\"transaction\"");
    }
  g_autofree char *line = g_strdup_printf ("TZ=Pacific/Auckland \"$ctl\" --data-dir \"$dir\" agenda import %s --json", moved);
  g_assert_cmpint (cli_shell (fixture, line), ==, 0);
  cli_assert_out (fixture, "\"changed\"");
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

  cli_run (fixture, "agenda", "import", file);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "“Dentist”");
  cli_assert_out (fixture, "“Swimming”");
  cli_assert_out (fixture, "2 events are about something else");
  cli_assert_out (fixture, "“Torvmark: first call” → Torvmark, Baker (");
  cli_assert_out (fixture, "Imported 2 interview rounds");
  cli_run (fixture, "stage", "list", id, "--json");
  cli_assert_out (fixture, "first call");
  cli_assert_out (fixture, "trial day");
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);

  /* All of it is one step. */
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "status", "Applied");
  cli_run (fixture, "stage", "list", id);
  cli_assert_not_out (fixture, "first call");
}

/* The id of the round with @name. */
static char *
find_round (CliFixture *fixture,
            const char *application,
            const char *name)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *rounds;

  cli_run (fixture, "stage", "list", application, "--json");
  node = cli_parse (fixture);
  rounds = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (rounds); i++)
    {
      JsonObject *round = json_array_get_object_element (rounds, i);

      if (g_str_equal (json_object_get_string_member (round, "stage_name"), name))
        return g_strdup (json_object_get_string_member (round, "id"));
    }

  return NULL;
}

/* What lies in the Trash doesn't come back by itself; what was undone does. */
static void
test_deleted (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *file = sl_test_tmp_file ("deleted.ics", "BEGIN:VCALENDAR\r\n" EVENT ("d1@x", "Torvmark: first call")
                                            EVENT ("d2@x", "Torvmark: trial day") "END:VCALENDAR\r\n", -1);
  g_autofree char *one = sl_test_tmp_file ("deleted-one.ics", "BEGIN:VCALENDAR\r\n" EVENT ("d1@x", "Torvmark: first call") "END:VCALENDAR\r\n", -1);
  g_autofree char *round = NULL;
  g_autofree char *again = NULL;

  cli_run (fixture, "agenda", "import", file);
  cli_run (fixture, "undo");
  cli_run (fixture, "agenda", "import", file);
  cli_assert_out (fixture, "Imported 2 interview rounds");
  round = find_round (fixture, id, "Torvmark: first call");
  cli_run (fixture, "stage", "delete", round);
  cli_assert_done (fixture);

  cli_run (fixture, "agenda", "import", file);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_out (fixture, "1 event was imported before, and you deleted its round.");
  cli_assert_err (fixture, "“Torvmark: first call” was imported before, and you deleted the round.");
  cli_run (fixture, "agenda", "import", one, "--json");
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_out (fixture, "\"deleted\" : 1");
  cli_assert_err (fixture, "--application ID");
  cli_run (fixture, "stage", "list", id);
  cli_assert_not_out (fixture, "first call");

  cli_run (fixture, "agenda", "import", file, "--application", id);
  cli_assert_done (fixture);
  again = find_round (fixture, id, "Torvmark: first call");
  g_assert_nonnull (again);
  cli_run (fixture, "agenda", "import", one);
  cli_assert_out (fixture, "Nothing to change.");
}

/* Which application is meant is the answer for those that name it, not for all that is in the file. */
static void
test_many_answered (CliFixture    *fixture,
                    gconstpointer  data)
{
  g_autofree char *baker = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *clerk = cli_add (fixture, "Torvmark", "Clerk", "Applied");
  g_autofree char *joiner = cli_add (fixture, "Velkholt", "Joiner", "Applied");
  g_autofree char *file = sl_test_tmp_file ("answered.ics", "BEGIN:VCALENDAR\r\n" EVENT ("a1@x", "Interview at Torvmark") EVENT ("a2@x", "Dentist")
                                            EVENT ("a3@x", "Swimming") EVENT ("a4@x", "Interview at Velkholt") "END:VCALENDAR\r\n", -1);
  g_autofree char *several = sl_test_tmp_file ("several.ics", "BEGIN:VCALENDAR\r\n" EVENT ("b1@x", "Interview at Torvmark")
                                               EVENT ("b2@x", "Second interview at Torvmark") "END:VCALENDAR\r\n", -1);

  g_assert_cmpint (cli_run (fixture, "agenda", "import", file), ==, 1);
  cli_assert_err (fixture, "Say which application with --application ID.");
  cli_run (fixture, "undo");
  g_assert_cmpint (cli_run (fixture, "agenda", "import", several), ==, 1);
  cli_assert_out (fixture, "“Second interview at Torvmark” may be about Torvmark, ");
  cli_assert_err (fixture, "2 events are questions and were left out.");
  g_assert_cmpint (cli_run (fixture, "agenda", "import", file, "--application", joiner), ==, 1);
  cli_assert_err (fixture, "“Interview at Torvmark” may be about");
  cli_run (fixture, "agenda", "import", file, "--application", clerk);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "“Interview at Torvmark” → Torvmark, Clerk");
  cli_assert_out (fixture, "2 events are about something else");
  cli_run (fixture, "stage", "list", clerk);
  cli_assert_out (fixture, "Interview at Torvmark");
  cli_assert_not_out (fixture, "Dentist");
  cli_assert_not_out (fixture, "Velkholt");
  cli_run (fixture, "stage", "list", joiner);
  cli_assert_out (fixture, "Interview at Velkholt");
  cli_assert_not_out (fixture, "Swimming");
  cli_run (fixture, "stage", "list", baker);
  cli_assert_not_out (fixture, "Interview");
}

#define SERIES(method, start, more) \
  "BEGIN:VCALENDAR\r\nMETHOD:" method "\r\nBEGIN:VEVENT\r\nUID:s1@x\r\nSUMMARY:Interview at Torvmark\r\nDTSTART:" start "\r\n" more "END:VEVENT\r\nEND:VCALENDAR\r\n"

/* Only what is said of the round's own day changes it. */
static void
test_other_date (CliFixture    *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *all = sl_test_tmp_file ("series.ics", SERIES ("REQUEST", "20311201T090000Z", "RRULE:FREQ=WEEKLY\r\n"), -1);
  g_autofree char *later = sl_test_tmp_file ("later.ics", SERIES ("CANCEL", "20311215T090000Z", "RECURRENCE-ID:20311215T090000Z\r\n"), -1);
  g_autofree char *moved = sl_test_tmp_file ("moved.ics", SERIES ("REQUEST", "20311202T100000Z", "SEQUENCE:1\r\nRECURRENCE-ID:20311201T090000Z\r\n"), -1);
  g_autofree char *this = sl_test_tmp_file ("this.ics", SERIES ("CANCEL", "20311202T100000Z", "SEQUENCE:2\r\nRECURRENCE-ID:20311201T090000Z\r\n"), -1);

  cli_run (fixture, "agenda", "import", all);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "agenda", "import", later);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_err (fixture, "another of its dates (");
  cli_run (fixture, "agenda", "import", later, "--json");
  cli_assert_out (fixture, "other_date");
  cli_run (fixture, "stage", "list", id);
  cli_assert_not_out (fixture, "Cancelled");
  /* A date that was moved is still called by its first day. */
  cli_run (fixture, "agenda", "import", moved);
  cli_run (fixture, "stage", "list", id, "--json");
  cli_assert_out (fixture, "2031-12-02");
  cli_run (fixture, "agenda", "import", this);
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Cancelled");
}

/* A file that was saved before the update is no news. */
static void
test_older (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *first = sl_test_tmp_file ("first.ics", SERIES ("REQUEST", "20311201T090000Z", ""), -1);
  g_autofree char *update = sl_test_tmp_file ("update.ics", SERIES ("REQUEST", "20311202T110000Z", "SEQUENCE:2\r\n"), -1);
  g_autofree char *off = sl_test_tmp_file ("off.ics", SERIES ("CANCEL", "20311202T110000Z", "SEQUENCE:3\r\n"), -1);

  cli_run (fixture, "agenda", "import", first);
  cli_run (fixture, "agenda", "import", update);
  cli_assert_done (fixture);
  cli_run (fixture, "agenda", "import", first);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_err (fixture, "is an older version of what is here");
  cli_run (fixture, "stage", "list", id, "--json");
  cli_assert_out (fixture, "2031-12-02");
  cli_run (fixture, "agenda", "import", off);
  cli_assert_done (fixture);
  cli_run (fixture, "agenda", "import", update);
  cli_run (fixture, "agenda", "import", first, "--json");
  cli_assert_out (fixture, "older");
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Cancelled");
}

/* Several rounds at one company come from one address, and calls and talks may be with anybody. */
static void
test_small_files (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *baker = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *next = cli_add (fixture, "Next", "Clerk", "Applied");
  g_autofree char *house = cli_add (fixture, "Haus GmbH", "Clerk", "Applied");
  g_autofree char *file = sl_test_tmp_file ("small.ics", "BEGIN:VCALENDAR\r\n"
                                            EVENT ("s1@x", "Interview\r\nORGANIZER;CN=HR:mailto:hr@torvmark.example")
                                            EVENT ("s2@x", "Second interview with the bakers\r\nORGANIZER;CN=HR:mailto:hr@torvmark.example")
                                            EVENT ("s3@x", "Next meeting of the choir") EVENT ("s4@x", "Termin Haus Besichtigung")
                                            EVENT ("s5@x", "Lunch with Next friends") "END:VCALENDAR\r\n", -1);

  cli_run (fixture, "agenda", "import", file);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Imported 2 interview rounds");
  /* In doubt they are left out, and named. */
  cli_assert_out (fixture, "“Next meeting of the choir” may be about Next, Clerk");
  cli_assert_out (fixture, "3 events may be about one of your applications, and were left out.");
  cli_run (fixture, "stage", "list", baker);
  cli_assert_out (fixture, "Second interview with the bakers");
  cli_assert_member (fixture, next, "status", "Applied");
  cli_assert_member (fixture, house, "status", "Applied");
}

/* One document, however many events. */
static void
test_many_json (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *file = sl_test_tmp_file ("json.ics", "BEGIN:VCALENDAR\r\n" EVENT ("j1@x", "Dentist") EVENT ("j2@x", "Torvmark: first call")
                                            EVENT ("j3@x", "Torvmark: trial day") "END:VCALENDAR\r\n", -1);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) again = NULL;
  JsonArray *events;
  JsonObject *event;

  cli_run (fixture, "agenda", "import", file, "--json");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  events = json_object_get_array_member (json_node_get_object (node), "events");
  g_assert_cmpuint (json_array_get_length (events), ==, 3);
  event = json_array_get_object_element (events, 1);
  g_assert_cmpstr (json_object_get_string_member (event, "event"), ==, "Torvmark: first call");
  g_assert_cmpstr (json_object_get_string_member (event, "result"), ==, "added");
  g_assert_cmpstr (json_object_get_string_member (event, "application_id"), ==, id);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "passed_over"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json_node_get_object (node), "transaction"), "description"), ==,
                   "Imported 2 interview rounds · Torvmark: Applied → Interviewing");
  event = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "moved"), 0);
  g_assert_cmpstr (json_object_get_string_member (event, "application_id"), ==, id);
  g_assert_cmpstr (json_object_get_string_member (event, "from"), ==, "Applied");
  g_assert_cmpstr (json_object_get_string_member (event, "to"), ==, "Interviewing");

  cli_run (fixture, "agenda", "import", file, "--json");
  again = cli_parse (fixture);
  event = json_array_get_object_element (json_object_get_array_member (json_node_get_object (again), "events"), 1);
  g_assert_cmpstr (json_object_get_string_member (event, "result"), ==, "unchanged");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (again), "moved")), ==, 0);
  g_assert_false (json_object_has_member (json_node_get_object (again), "transaction"));
}

/* What is whole is taken, and what isn't is named or counted. */
static void
test_gaps (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *undated = sl_test_tmp_file ("undated.ics", "BEGIN:VCALENDAR\r\n" EVENT ("g1@x", "Interview at Torvmark")
                                               "BEGIN:VEVENT\r\nUID:g2@x\r\nSUMMARY:Torvmark again\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", -1);
  g_autofree char *cut = sl_test_tmp_file ("cut.ics", "BEGIN:VCALENDAR\r\n" EVENT ("g3@x", "Torvmark: trial day")
                                           "BEGIN:VEVENT\r\nUID:g4@x\r\nDTSTART:20310121T090000Z\r\nSUMM", -1);
  g_autoptr (GString) long_text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autofree char *long_file = NULL;

  cli_run (fixture, "agenda", "import", undated);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_err (fixture, "“Torvmark again” has no date");
  g_assert_cmpint (cli_run (fixture, "agenda", "import", cut), ==, 1);
  cli_assert_err (fixture, "breaks off");
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Interview at Torvmark");
  cli_assert_out (fixture, "trial day");

  for (guint i = 0; i < 600; i++)
    g_string_append_printf (long_text, EVENT ("l%u@x", "nothing %u"), i, i);
  g_string_append (long_text, EVENT ("last@x", "Last talk at Torvmark") "END:VCALENDAR\r\n");
  long_file = sl_test_tmp_file ("long.ics", long_text->str, -1);
  cli_run (fixture, "agenda", "import", long_file);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "600 events are about something else");
  cli_assert_not_out (fixture, "nothing 0");
  cli_run (fixture, "stage", "list", id);
  cli_assert_out (fixture, "Last talk");
}

/* Words that are also names, what was called off before it was seen, and what was long before. */
static void
test_ordinary_events (CliFixture    *fixture,
                      gconstpointer  data)
{
  g_autofree char *gap = cli_add (fixture, "Gap", "Clerk", "Applied");
  g_autofree char *meta = cli_add (fixture, "Meta", "Clerk", "Applied");
  g_autofree char *file = sl_test_tmp_file ("ordinary.ics", "BEGIN:VCALENDAR\r\n" EVENT ("o1@x", "Mind the gap")
                                            EVENT ("o2@x", "Holiday plan\r\nDESCRIPTION:we go with meta as usual\\, with Meta") "END:VCALENDAR\r\n", -1);
  g_autofree char *off = sl_test_tmp_file ("never.ics", "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n" EVENT ("o3@x", "Talk Meta") "END:VCALENDAR\r\n", -1);
  g_autofree char *vague = sl_test_tmp_file ("vague.ics", "BEGIN:VCALENDAR\r\n" EVENT ("o4@x", "Talk about the meta level") "END:VCALENDAR\r\n", -1);
  g_autofree char *old = sl_test_tmp_file ("old.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:o5@x\r\nSUMMARY:Interview at Meta\r\nDTSTART:20201201T100000Z\r\n"
                                           "END:VEVENT\r\nEND:VCALENDAR\r\n", -1);

  cli_run (fixture, "agenda", "import", file);
  cli_assert_done (fixture);
  cli_run (fixture, "agenda", "import", off);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "called off");
  g_assert_cmpint (cli_run (fixture, "agenda", "import", vague), ==, 1);
  cli_assert_err (fixture, "may be about Meta, Clerk");
  cli_run (fixture, "agenda", "import", old);
  cli_assert_done (fixture);
  cli_assert_out (fixture, "before you applied");
  cli_assert_member (fixture, gap, "status", "Applied");
  cli_assert_member (fixture, meta, "status", "Applied");
  cli_run (fixture, "stage", "list", meta);
  cli_assert_out (fixture, "Interview at Meta");
  cli_assert_not_out (fixture, "Talk Meta");
  /* Neither the company's page nor the charts have it for an answer. */
  cli_run (fixture, "company", "Meta");
  cli_assert_not_out (fixture, "2020-12-01");
  cli_run (fixture, "stats");
  cli_assert_out (fixture, "0 of 2");
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
  cli_run (fixture, "report", "--output", report);
  cli_assert_out (fixture, "1 application sent; 1 answer came; 0 interviews");
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
  cli_test_add ("/cli/agenda/other-time-zone", test_other_time_zone);
  cli_test_add ("/cli/agenda/unknown-company", test_unknown_company);
  cli_test_add ("/cli/agenda/own-file", test_own_file);
  cli_test_add ("/cli/agenda/other-date", test_other_date);
  cli_test_add ("/cli/agenda/small-files", test_small_files);
  cli_test_add ("/cli/agenda/older", test_older);
  cli_test_add ("/cli/agenda/many", test_many);
  cli_test_add ("/cli/agenda/deleted", test_deleted);
  cli_test_add ("/cli/agenda/many-answered", test_many_answered);
  cli_test_add ("/cli/agenda/many-json", test_many_json);
  cli_test_add ("/cli/agenda/gaps", test_gaps);
  cli_test_add ("/cli/agenda/ordinary-events", test_ordinary_events);
  cli_test_add ("/cli/agenda/pages", test_pages);

  return g_test_run ();
}
