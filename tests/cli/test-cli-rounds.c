/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to an application: stage, event, offer, reflect. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

/* What the last command printed: an id. */
static char *
take_id (CliFixture *fixture)
{
  cli_assert_done (fixture);
  g_assert_cmpuint (strlen (g_strstrip (fixture->out)), ==, 36);

  return g_strdup (fixture->out);
}

/* The only one of a list. */
static JsonObject *
get_only (JsonNode *node)
{
  JsonArray *array = json_node_get_array (node);

  g_assert_cmpuint (json_array_get_length (array), ==, 1);

  return json_array_get_object_element (array, 0);
}

static void
test_stage (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *stage = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  cli_run (fixture, "stage", "add", application, "--name", "Phone screen", "--type", "phone screen", "--date", "2026-09-03", "--time", "9:30",
           "--minutes", "30", "--time-zone", "America/New_York", "--question", "Why us?", "--question", " When could you start? ", "--question", "");
  stage = take_id (fixture);
  cli_assert_member (fixture, application, "status", "Interviewing");

  cli_run (fixture, "stage", "list", "--json", application);
  node = cli_parse (fixture);
  object = get_only (node);
  g_assert_cmpstr (sl_json_get_string (object, "stage_type", NULL), ==, "Phone Screen");
  g_assert_cmpstr (sl_json_get_string (object, "time_of_day", NULL), ==, "09:30");
  g_assert_cmpint (sl_json_get_int (object, "duration_minutes", 0), ==, 30);
  g_assert_cmpstr (sl_json_get_string (object, "time_zone", NULL), ==, "America/New_York");
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (object, "questions_asked")), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (sl_json_get_array (object, "questions_asked"), 1), ==, "When could you start?");

  cli_run (fixture, "stage", "set", stage, "--result", "passed", "--question", "");
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "list");
  cli_assert_out (fixture, "Passed");
  cli_assert_out (fixture, "09:30 in New York");
  cli_run (fixture, "stage", "list", "--json");
  cli_assert_out (fixture, "\"questions_asked\" : null");
  cli_run (fixture, "stage", "delete", stage);
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "list", application);
  cli_assert_out (fixture, "There are no rounds.");

  /* One undo each; that of the adding takes the move back as well. */
  for (guint i = 0; i < 3; i++)
    cli_run (fixture, "undo");
  cli_assert_out (fixture, "Undone: Added an interview round");
  cli_assert_member (fixture, application, "status", "Applied");
}

/* Days and times as people write them, and none of it dropped. */
static void
test_stage_times (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autoptr (JsonNode) both = NULL;
  g_autoptr (JsonNode) evening = NULL;

  cli_run (fixture, "stage", "add", application, "--name", "x", "--date", "2026-09-03 14:00", "--json");
  both = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (both), "stage_date", NULL), ==, "2026-09-03");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (both), "time_of_day", NULL), ==, "14:00");
  cli_run (fixture, "stage", "add", application, "--name", "x", "--time", "7:30 pm", "--json");
  evening = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (evening), "time_of_day", NULL), ==, "19:30");
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x", "--date", "2026-09-03 14:00", "--time", "9:00"), ==, 2);
  cli_assert_err (fixture, "give it once");

  cli_run (fixture, "event", "add", application, "--title", "x", "--when", "2 hours ago");
  cli_assert_done (fixture);
  cli_run (fixture, "event", "add", application, "--title", "x", "--when", "now");
  cli_assert_done (fixture);
  cli_run (fixture, "remind", "add", "--title", "x", "--at", "next Monday at 9");
  cli_assert_done (fixture);
  cli_run (fixture, "remind", "set", g_strstrip (fixture->out), "--done", "yes");
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--at", "tomorrow 25:00"), ==, 2);
}

static void
test_stage_wrong (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");

  g_assert_cmpint (cli_run (fixture, "stage", "fly"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stage", "add"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stage", "add", application), ==, 2);
  cli_assert_err (fixture, "--name");
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, application, "--name", "x"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stage", "add", "ffffffff", "--name", "x"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x", "--minutes", "0"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x", "--time", "25:00"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x", "--time-zone", "Middle/Earth"), ==, 2);
  cli_assert_err (fixture, "Europe/Berlin");
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x", "--result", "maybe"), ==, 2);
  cli_assert_err (fixture, "Pending");
  g_assert_cmpint (cli_run (fixture, "stage", "set", "--result", "Passed"), ==, 2);
  g_autofree char *huge = g_strnfill (100000, 'x');
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x", "--result", huge), ==, 2);
  g_assert_cmpuint (strlen (fixture->err), <, 300);
  cli_assert_err (fixture, "Use one of: Pending");
  g_assert_cmpint (cli_run (fixture, "stage", huge), ==, 2);
  g_assert_cmpuint (strlen (fixture->err), <, 300);
  g_assert_cmpint (cli_run (fixture, "stage", "delete"), ==, 2);
  cli_run (fixture, "stage", "--help");
  cli_assert_out (fixture, "Change rounds");
  cli_run (fixture, "stage", "add", "--help");
  cli_assert_out (fixture, "stage add [OPTION");

  cli_run (fixture, "delete", application);
  g_assert_cmpint (cli_run (fixture, "stage", "add", application, "--name", "x"), ==, 1);
  cli_assert_err (fixture, "Trash");
  g_assert_cmpint (cli_run (fixture, "set", application, "--role", "x"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "move", application, "Offer"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "contact", "add", "--name", "x", "--application", application), ==, 1);
  g_assert_cmpint (cli_run (fixture, "remind", "add", "--title", "x", "--in", "1h", "--application", application), ==, 1);
  cli_assert_err (fixture, "Trash");
}

/* What contradicts itself isn't logged, nor is nothing. */
static void
test_event_wrong (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");

  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--step", "Offer", "--status", "Rejected"), ==, 1);
  cli_assert_err (fixture, "not with “Rejected”");
  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--step", "Final Round", "--outcome", "Ghosted"), ==, 1);
  cli_assert_err (fixture, "Closed");
  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--status", "Rejected", "--outcome", "Offer accepted"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--type", "Note", "--step", "Offer"), ==, 2);
  cli_assert_err (fixture, "note");
  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--title", "", "--note", " "), ==, 2);
  cli_run (fixture, "event", "list", application);
  cli_assert_out (fixture, "Nothing was logged yet.");
  cli_assert_member (fixture, application, "status", "Applied");

  cli_run (fixture, "event", "add", application, "--status", "Withdrawn", "--step", "Closed");
  cli_assert_done (fixture);
  cli_assert_member (fixture, application, "status", "Withdrawn");
}

/* A mistyped year neither moves the application nor dates what comes later; what is planned is a round. */
static void
test_event_ahead (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *event = NULL;

  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--when", "2071-01-01 10:00", "--step", "Final Round"), ==, 1);
  cli_assert_err (fixture, "2071");
  cli_assert_err (fixture, "add a round or a reminder");
  cli_assert_member (fixture, application, "status", "Applied");

  cli_run (fixture, "event", "add", application, "--step", "Final Round");
  cli_assert_done (fixture);
  event = g_strstrip (g_strdup (fixture->out));
  g_assert_cmpint (cli_run (fixture, "event", "set", event, "--when", "2071-01-01 10:00"), ==, 1);
  cli_assert_err (fixture, "add a round or a reminder");

  /* A note moves nothing. */
  cli_run (fixture, "event", "add", application, "--type", "Note", "--title", "They move house", "--when", "2071-01-01 10:00");
  cli_assert_done (fixture);
}

/* A corrected event contradicts itself as little as a new one. */
static void
test_event_corrected (CliFixture    *fixture,
                      gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *event = NULL;

  cli_run (fixture, "event", "add", application, "--step", "Offer");
  event = g_strstrip (g_strdup (fixture->out));
  g_assert_cmpint (cli_run (fixture, "event", "set", event, "--step", "Applied", "--status", "Offer"), ==, 1);
  cli_assert_err (fixture, "Leave out one of them");
  cli_run (fixture, "event", "list", application, "--json");
  cli_assert_out (fixture, "\"to_status\" : \"Offer\"");

  cli_run (fixture, "event", "set", event, "--outcome", "no response");
  cli_assert_done (fixture);
  cli_run (fixture, "show", application);
  cli_assert_out (fixture, "Rejected");
  cli_run (fixture, "event", "set", event, "--step", "Final Round");
  cli_assert_done (fixture);
  cli_run (fixture, "show", application);
  cli_assert_out (fixture, "Interviewing");
}

static void
test_event (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *note = NULL;
  g_autofree char *earlier = NULL;
  g_autofree char *later = NULL;

  cli_run (fixture, "event", "add", application, "--title", "Called by the team lead", "--note", "friendly", "--link", "https://torvmark.example/1");
  note = take_id (fixture);
  cli_assert_member (fixture, application, "status", "Applied");
  cli_run (fixture, "event", "add", application, "--step", "technical interview", "--when", "2020-03-05 14:00");
  earlier = take_id (fixture);
  cli_assert_member (fixture, application, "status", "Interviewing");
  cli_run (fixture, "event", "add", application, "--outcome", "no response", "--when", "2020-03-09", "--reason", "silence", "--actor", "system");
  later = take_id (fixture);
  cli_assert_member (fixture, application, "status", "Rejected");
  cli_assert_member (fixture, application, "status_detail", "No response");
  cli_run (fixture, "event", "list", application);
  cli_assert_out (fixture, "2020-03-05 14:00");

  /* A corrected time reorders: what is newest now decides. */
  cli_run (fixture, "event", "set", later, "--when", "2020-03-01");
  cli_assert_done (fixture);
  cli_assert_member (fixture, application, "status", "Interviewing");
  cli_run (fixture, "event", "delete", earlier);
  cli_assert_member (fixture, application, "status", "Rejected");
  cli_run (fixture, "event", "delete", note, later);
  cli_assert_done (fixture);
  cli_run (fixture, "event", "list", application);
  cli_assert_out (fixture, "Nothing was logged yet.");

  g_assert_cmpint (cli_run (fixture, "event", "add", application), ==, 2);
  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--step", "nowhere"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "event", "add", application, "--title", "x", "--actor", "nobody"), ==, 2);
}

static void
test_offer (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Interviewing");
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpint (cli_run (fixture, "offer", "show", application), ==, 1);
  cli_assert_err (fixture, "no offer");
  cli_run (fixture, "offer", "set", application, "--salary", "€52k", "--currency", "eur", "--deadline", "2026-09-20");
  cli_assert_done (fixture);
  cli_assert_member (fixture, application, "status", "Offer");
  g_assert_cmpint (cli_run (fixture, "offer", "set", application, "--salary", "$52k", "--currency", "eur"), ==, 1);
  cli_assert_err (fixture, "USD");
  /* A second time changes the one there is. */
  cli_run (fixture, "offer", "set", application, "--bonus", "2k sign-on");
  cli_assert_done (fixture);
  cli_run (fixture, "offer", "show", "--json", application);
  node = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "salary", 0), ==, 52000);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "salary_currency", NULL), ==, "EUR");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "bonus", NULL), ==, "2k sign-on");
  cli_run (fixture, "offer", "show", application);
  cli_assert_out (fixture, "Answer by: 2026-09-20");
  cli_run (fixture, "offer", "delete", application);
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "offer", "delete", application), ==, 1);
  g_assert_cmpint (cli_run (fixture, "offer", "set", application), ==, 2);
  g_assert_cmpint (cli_run (fixture, "offer", "set", application, "--salary", "-1"), ==, 2);
}

static void
test_reflect (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Rejected");
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "reflect", "set", application, "--worked", "Asked good questions", "--skill", "SQL=beginner", "--skill", "Sums = by heart",
           "--skill", "Patience");
  cli_assert_done (fixture);
  cli_run (fixture, "reflect", "set", application, "--plan", "Practise");
  cli_run (fixture, "reflect", "show", "--json", application);
  node = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "improvement_plan", NULL), ==, "Practise");
  g_assert_cmpstr (sl_json_get_string (sl_json_get_object (json_node_get_object (node), "skill_gaps"), "SQL", NULL), ==, "beginner");
  g_assert_cmpstr (sl_json_get_string (sl_json_get_object (json_node_get_object (node), "skill_gaps"), "Sums", NULL), ==, "by heart");
  g_assert_cmpstr (sl_json_get_string (sl_json_get_object (json_node_get_object (node), "skill_gaps"), "Patience", NULL), ==, "");
  g_assert_cmpint (cli_run (fixture, "reflect", "set", application, "--skill", "=beginner"), ==, 2);
  cli_run (fixture, "reflect", "set", application, "--skill", "");
  cli_run (fixture, "reflect", "show", "--json", application);
  cli_assert_out (fixture, "\"skill_gaps\" : null");
  cli_run (fixture, "reflect", "delete", application);
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "reflect", "show", application), ==, 1);
}

/* The first round leads to the step of its type, on its own day; without it the application is where it was. */
static void
test_first_round (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *round = NULL;

  cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--status", "Applied", "--applied-date", "2026-02-01");
  cli_assert_done (fixture);
  id = g_strstrip (g_strdup (fixture->out));
  cli_run (fixture, "stage", "add", id, "--name", "Second talk", "--type", "Technical", "--date", "2026-02-10", "--time", "14:00");
  cli_assert_done (fixture);
  round = g_strstrip (g_strdup (fixture->out));
  cli_assert_member (fixture, id, "status", "Interviewing");
  cli_run (fixture, "event", "list", id, "--json");
  cli_assert_out (fixture, "technical_interview");
  cli_assert_out (fixture, "2026-02-10T13:00:00");
  cli_run (fixture, "company", "Torvmark");
  cli_assert_out (fixture, "2026-02-10");

  cli_run (fixture, "stage", "delete", round);
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "status", "Applied");
  cli_run (fixture, "company", "Torvmark");
  cli_assert_not_out (fixture, "2026-02-10");
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "status", "Interviewing");
  cli_run (fixture, "stage", "delete", round);
  cli_assert_done (fixture);
  cli_run (fixture, "trash", "restore", round);
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "status", "Interviewing");
  cli_run (fixture, "event", "list", id, "--json");
  cli_assert_out (fixture, "2026-02-10T13:00:00");
}

/* What was told since stands without the round. */
static void
test_first_round_and_more (CliFixture    *fixture,
                           gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *round = NULL;
  g_autofree char *second = NULL;

  cli_run (fixture, "stage", "add", id, "--name", "First talk");
  round = g_strstrip (g_strdup (fixture->out));
  cli_run (fixture, "stage", "add", id, "--name", "Second talk");
  second = g_strstrip (g_strdup (fixture->out));
  cli_run (fixture, "stage", "delete", round);
  cli_assert_member (fixture, id, "status", "Interviewing");
  cli_run (fixture, "move", id, "assessment");
  cli_run (fixture, "stage", "delete", second);
  cli_assert_done (fixture);
  cli_run (fixture, "event", "list", id, "--json");
  cli_assert_out (fixture, "assessment");
  cli_assert_member (fixture, id, "status", "Interviewing");
}

/* The id of the only event that leads somewhere. (transfer full) */
static char *
find_move (CliFixture *fixture,
           const char *application)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *events;

  cli_run (fixture, "event", "list", application, "--json");
  root = cli_parse (fixture);
  events = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);

      if (g_str_equal (sl_json_get_string (event, "to_status", ""), "Interviewing"))
        return g_strdup (sl_json_get_string (event, "id", NULL));
    }
  g_assert_not_reached ();
}

/* What a person corrected is theirs. */
static void
test_first_round_corrected (CliFixture    *fixture,
                            gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *round = NULL;
  g_autofree char *move = NULL;

  cli_run (fixture, "stage", "add", id, "--name", "First talk");
  round = g_strstrip (g_strdup (fixture->out));
  move = find_move (fixture, id);
  cli_run (fixture, "event", "set", move, "--step", "final_round");
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "delete", round);
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "status", "Interviewing");
  cli_run (fixture, "event", "list", id, "--json");
  cli_assert_out (fixture, "onsite");
}

#define IMPORTED(status, actor) \
  "{\"format\":\"shortlist-export\",\"version\":1,\"applications\":[{\"id\":\"aaaa\",\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"status\":\"" status "\",\"applied_date\":\"2026-02-01\"}]," \
  "\"stages\":[{\"id\":\"ssss\",\"application_id\":\"aaaa\",\"stage_name\":\"Talk\",\"stage_date\":\"2026-02-20\"}]," \
  "\"events\":[{\"id\":\"eeee\",\"application_id\":\"aaaa\",\"event_type\":\"status_update\",\"occurred_at\":\"2026-02-10T09:00:00Z\"," \
  "\"from_status\":\"Applied\",\"to_status\":\"Interviewing\",\"to_stage\":\"recruiter_screen\",\"actor\":\"" actor "\"}]}"

/* Rows of a file have its time in common, and a status there needs no event: what it tells isn't taken for what a round moved. */
static void
test_first_round_imported (CliFixture    *fixture,
                           gconstpointer  data)
{
  static const struct {
    const char *file, *status;
  } cases[] = { { IMPORTED ("Interviewing", "user"), "Interviewing" }, { IMPORTED ("Rejected", "system"), "Rejected" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cli_run_input (fixture, cases[i].file, (const char *[]) { "import", "-", NULL });
      cli_assert_done (fixture);
      cli_run (fixture, "report", "-o", "-", "--format", "csv", "--from", "2026-02-01", "--to", "2026-02-28");
      if (i == 0)
        cli_assert_out (fixture, "Feb 10, 2026");
      cli_run (fixture, "stage", "delete", "ssss");
      cli_assert_done (fixture);
      cli_assert_member (fixture, "aaaa", "status", cases[i].status);
      cli_run (fixture, "event", "list", "aaaa", "--json");
      cli_assert_out (fixture, "recruiter_screen");
      cli_run (fixture, "delete", "aaaa");
      cli_run (fixture, "trash", "empty", "--yes");
      cli_assert_done (fixture);
    }
}

/* What was answered wasn't sent today. */
static void
test_back_to_applied (CliFixture    *fixture,
                      gconstpointer  data)
{
  g_autofree char *answered = cli_add (fixture, "Torvmark", "Baker", "Rejected");
  g_autofree char *saved = cli_add (fixture, "Velkholt", "Baker", "Saved");
  g_autofree char *today = NULL;

  cli_run (fixture, "move", answered, "Applied");
  cli_assert_done (fixture);
  cli_assert_member (fixture, answered, "applied_date", NULL);
  cli_run (fixture, "move", saved, "Applied");
  cli_assert_done (fixture);
  today = cli_get_member (fixture, saved, "applied_date");
  g_assert_nonnull (today);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  cli_test_add ("stage", test_stage);
  cli_test_add ("stage-times", test_stage_times);
  cli_test_add ("stage-wrong", test_stage_wrong);
  cli_test_add ("event", test_event);
  cli_test_add ("event-wrong", test_event_wrong);
  cli_test_add ("event-ahead", test_event_ahead);
  cli_test_add ("event-corrected", test_event_corrected);
  cli_test_add ("offer", test_offer);
  cli_test_add ("reflect", test_reflect);
  cli_test_add ("first-round", test_first_round);
  cli_test_add ("first-round-and-more", test_first_round_and_more);
  cli_test_add ("first-round-corrected", test_first_round_corrected);
  cli_test_add ("first-round-imported", test_first_round_imported);
  cli_test_add ("back-to-applied", test_back_to_applied);

  return g_test_run ();
}
