/* SPDX-License-Identifier: GPL-3.0-or-later */
/* questions, skills, offers, company, tag. */
#include "config.h"

#include "cli-fixture.h"

static void
test_questions (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Applied");
  g_autofree char *first = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *question;

  cli_run (fixture, "questions", "list");
  cli_assert_out (fixture, "There are no questions.");
  cli_run (fixture, "stage", "add", a, "--name", "Talk", "--type", "Technical", "--question", "Why us?", "--question", "Your favourite bread?");
  cli_assert_done (fixture);
  cli_run (fixture, "stage", "add", b, "--name", "Talk", "--type", "Behavioral", "--question", "WHY US");
  cli_assert_done (fixture);

  cli_run (fixture, "questions", "answer", "why us", "The smell\nof bread.");
  cli_assert_out (fixture, "Added an answer");
  cli_run (fixture, "questions", "answer", "Why us?", "Bread.");
  cli_assert_out (fixture, "Changed an answer");
  g_assert_cmpint (cli_run_input (fixture, "From a file.\nTwo lines.\n", (const char *[]) { "questions", "answer", "Own question", "-", NULL }), ==, 0);

  cli_run (fixture, "questions", "list", "--json");
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 3);
  question = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpint (sl_json_get_int (question, "asked", 0), ==, 2);
  g_assert_cmpstr (sl_json_get_string (question, "answer", NULL), ==, "Bread.");
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (question, "where")), ==, 2);
  cli_assert_out (fixture, "From a file.\\nTwo lines.");

  cli_run (fixture, "questions", "list", "--company", "torvmark", "bread");
  cli_assert_out (fixture, "Your favourite bread?");
  cli_run (fixture, "questions", "list", "--type", "behavioral");
  cli_assert_out (fixture, "Velkholt");
  cli_assert_not_out (fixture, "favourite");

  cli_run (fixture, "questions", "practice", "--seed", "7", "--answers");
  cli_assert_out (fixture, "   Two lines.");
  first = g_strdup (fixture->out);
  cli_run (fixture, "questions", "practice", "--seed", "7", "--answers");
  g_assert_cmpstr (fixture->out, ==, first);
  cli_run (fixture, "questions", "practice", "--count", "1", "--json");
  g_clear_pointer (&node, json_node_unref);
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);

  /* One step back. */
  cli_run (fixture, "undo");
  cli_run (fixture, "questions", "list");
  cli_assert_not_out (fixture, "Own question");

  g_assert_cmpint (cli_run (fixture, "questions", "fly"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "questions", "answer", "Why us?"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "questions", "answer", "??", "x"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "questions", "list", "--type", "flying"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "questions", "practice", "--count", "-3"), ==, 2);
}

static void
test_skills (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Applied");

  cli_run (fixture, "skills");
  cli_assert_out (fixture, "No reflection names a skill");
  cli_run (fixture, "reflect", "set", a, "--skill", "Negotiation=beginner", "--plan", "Practise aloud.");
  cli_assert_done (fixture);
  cli_run (fixture, "reflect", "set", b, "--skill", "negotiation=advanced");
  cli_assert_done (fixture);
  cli_run (fixture, "skills");
  cli_assert_out (fixture, "Advanced");
  cli_assert_out (fixture, "Getting better");
  cli_run (fixture, "skills", "--json", "nego");
  cli_assert_out (fixture, "\"trend\" : \"up\"");
  cli_assert_out (fixture, "Practise aloud.");
  cli_run (fixture, "skills", "--json", "spanish");
  cli_assert_not_out (fixture, "egotiation");
  cli_run (fixture, "reflect", "show", a);
  cli_assert_out (fixture, "Skills to build:\n  Negotiation: beginner\n");

  /* None of them is dropped without a word. */
  g_assert_cmpint (cli_run (fixture, "reflect", "set", a, "--skill", "SQL=1", "--skill", "sql=2"), ==, 2);
  cli_assert_err (fixture, "twice");
  g_assert_cmpint (cli_run (fixture, "questions", "practice", "--count", "0"), ==, 2);
}

static void
test_offers (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Interviewing");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Interviewing");

  cli_run (fixture, "offers");
  cli_assert_out (fixture, "There are no offers.");
  cli_run (fixture, "offer", "set", a, "--salary", "50000", "--currency", "EUR", "--bonus", "10 %");
  cli_assert_done (fixture);
  cli_run (fixture, "offer", "set", b, "--salary", "60000", "--currency", "CHF");
  cli_assert_done (fixture);
  cli_run (fixture, "offers", "--currency", "eur");
  cli_assert_out (fixture, "Torvmark");
  cli_assert_out (fixture, "Needs an exchange rate");
  cli_run (fixture, "offers", a, b, "--currency", "EUR", "--rate", "CHF=1,5", "--json");
  cli_assert_out (fixture, "\"compared_total\" : 90000");
  cli_assert_out (fixture, "\"compared_total\" : 55000");
  cli_run (fixture, "offers", a, "--json");
  cli_assert_not_out (fixture, "Velkholt");
  g_assert_cmpint (cli_run (fixture, "offers", a, "--currency", "EUR", "--rate", "EUR=2"), ==, 2);
  g_autofree char *none = cli_add (fixture, "Fernhill", "Miller", "Applied");
  g_assert_cmpint (cli_run (fixture, "offers", a, none), ==, 1);
  cli_assert_err (fixture, "has no offer");

  g_assert_cmpint (cli_run (fixture, "offers", "--rate", "CHF"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "offers", "--rate", "CHF=-2"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "offers", "--currency", "euros"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "offers", "ffff"), ==, 1);
}

static void
test_company (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark, Inc.", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "TORVMARK", "Baker", "Applied");

  cli_run (fixture, "stage", "add", a, "--name", "Talk", "--date", "2026-01-10", "--interviewers", "Team lead");
  cli_assert_done (fixture);
  cli_run (fixture, "company", "torvmark");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Applied: 2, answered: 1");
  cli_assert_out (fixture, "Baker was posted 2 times");
  cli_assert_out (fixture, "Team lead");
  cli_run (fixture, "company", "torvmark", "--json");
  cli_assert_out (fixture, "\"times\" : 2");
  cli_assert_out (fixture, b);
  g_assert_cmpint (cli_run (fixture, "company"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "company", "Nowhere"), ==, 1);
  cli_assert_err (fixture, "Nothing is known");
}

static void
test_tags (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Saved");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Saved");

  cli_run (fixture, "tag", "list");
  cli_assert_out (fixture, "There are no tags.");
  cli_run (fixture, "set", a, "--tag", "near", "--tag", "Nearby");
  cli_run (fixture, "set", b, "--tag", "near");
  cli_run (fixture, "tag", "merge", "NEAR", "nearby");
  cli_assert_out (fixture, "Merged the tag “near” into “Nearby”");
  cli_run (fixture, "tag", "list", "--json");
  cli_assert_out (fixture, "\"applications\" : 2");
  cli_assert_not_out (fixture, "\"near\"");
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  cli_run (fixture, "tag", "list", "--json");
  cli_assert_out (fixture, "\"near\"");

  cli_run (fixture, "tag", "add", "Far away", "--color", "#2ec27e");
  cli_assert_out (fixture, "Created the tag “Far away”");
  g_assert_cmpint (cli_run (fixture, "tag", "add", "FAR AWAY"), ==, 1);
  cli_assert_err (fixture, "There is a tag “Far away” already.");
  /* Which tag it is, where it is written another way. */
  cli_run (fixture, "set", b, "--tag", "far awäy");
  cli_assert_err (fixture, "“far awäy” is the tag “Far away”.");
  cli_run (fixture, "set", b, "--tag", "A", "--tag", "Ä");
  cli_assert_err (fixture, "“Ä” is the tag “A”.");
  g_assert_cmpint (cli_run (fixture, "tag", "delete", "ä"), ==, 0);
  cli_run (fixture, "set", b, "--untag", "far away", "--tag", "NEAR");
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "tag", "add", " "), ==, 1);
  g_assert_cmpint (cli_run (fixture, "tag", "add", "Green", "--color", "green"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "tag", "set", "far away", "--name", "NEAR"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "tag", "set", "far away"), ==, 2);
  cli_run (fixture, "tag", "set", "far away", "--name", "FAR away", "--color", "#3584e4");
  cli_run (fixture, "tag", "list");
  cli_assert_out (fixture, "FAR away");
  cli_assert_out (fixture, "#3584e4");
  cli_run (fixture, "tag", "delete", "far away");
  cli_run (fixture, "tag", "list");
  cli_assert_not_out (fixture, "FAR away");
  g_assert_cmpint (cli_run (fixture, "tag", "delete"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "tag", "merge", "near"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "tag", "merge", "near", "near"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "tag", "merge", "near", "far"), ==, 1);
  cli_assert_err (fixture, "There is no tag “far”");
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("/cli/bank/questions", test_questions);
  cli_test_add ("/cli/bank/skills", test_skills);
  cli_test_add ("/cli/bank/offers", test_offers);
  cli_test_add ("/cli/bank/company", test_company);
  cli_test_add ("/cli/bank/tags", test_tags);

  return g_test_run ();
}
