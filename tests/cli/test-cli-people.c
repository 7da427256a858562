/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl contact: people by hand, and from and to address books. */
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

static void
assert_contact (CliFixture *fixture,
                const char *id,
                const char *member,
                const char *expected)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  cli_run (fixture, "contact", "show", id, "--json");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  object = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (sl_json_get_string (object, member, NULL), ==, expected);
}

static void
test_by_hand (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *alone = NULL;
  g_autofree char *linked = NULL;

  cli_run (fixture, "contact", "add", "--name", "HR office", "--type", "hr", "--email", "hr@torvmark.example", "--linkedin", "https://linkedin.com/in/hr");
  alone = take_id (fixture);
  cli_run (fixture, "contact", "add", "--name", "Hiring manager", "--application", application);
  linked = take_id (fixture);
  assert_contact (fixture, alone, "contact_type", "HR");
  assert_contact (fixture, alone, "application_id", NULL);
  assert_contact (fixture, linked, "application_id", application);

  cli_run (fixture, "contact", "list", application);
  cli_assert_out (fixture, "Hiring manager");
  cli_assert_not_out (fixture, "HR office");
  cli_run (fixture, "contact", "set", linked, "--application", "", "--phone", "+49 30 1234");
  cli_assert_done (fixture);
  assert_contact (fixture, linked, "application_id", NULL);

  cli_run (fixture, "contact", "touch", alone, "--date", "2026-03-02");
  cli_assert_out (fixture, "Noted that you were in touch with 1 person");
  assert_contact (fixture, alone, "last_contacted", "2026-03-02");
  cli_run (fixture, "contact", "delete", alone);
  cli_assert_done (fixture);
  cli_run (fixture, "contact", "list");
  cli_assert_not_out (fixture, "HR office");
  cli_run (fixture, "undo");
  cli_run (fixture, "undo");
  cli_assert_out (fixture, "Undone: Noted that you were in touch");
  assert_contact (fixture, alone, "last_contacted", NULL);
}

static void
test_vcards (CliFixture    *fixture,
             gconstpointer  data)
{
  static const char book[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:HR office\r\nEMAIL:hr@torvmark.example\r\nTEL:030\r\nTEL:040\r\nEND:VCARD\r\n"
                             "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Recruiter\\, agency\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n";
  g_autoptr (JsonNode) node = NULL;

  cli_run_input (fixture, book, (const char *[]) { "contact", "import", "-", "--json", NULL });
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "added", -1), ==, 2);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "nameless", -1), ==, 1);

  cli_run_input (fixture, book, (const char *[]) { "contact", "import", "-", NULL });
  cli_assert_out (fixture, "0 people added, 2 were there already");
  cli_run (fixture, "contact", "export", "-");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "FN:Recruiter\\, agency\r\n");
  cli_assert_out (fixture, "NOTE:Phone: 040\r\n");
  cli_assert_out (fixture, "VERSION:3.0");
  cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" contact export people.vcf --vcard 4.0 && \"$ctl\" --data-dir \"$dir-2\" contact import people.vcf");
  cli_assert_out (fixture, "2 people added");
  /* The whole import goes at once. */
  cli_run (fixture, "undo");
  cli_run (fixture, "contact", "list");
  cli_assert_out (fixture, "There are no people.");
}

static void
test_said_otherwise (CliFixture    *fixture,
                     gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) shown = NULL;

  cli_run (fixture, "contact", "add", "--name", "HR office");
  id = g_strdup (g_strstrip (fixture->out));
  /* The day in the same words as everywhere. */
  cli_run (fixture, "contact", "touch", id, "--date", "yesterday");
  cli_assert_done (fixture);
  cli_run (fixture, "contact", "show", id, "--json");
  shown = cli_parse (fixture);
  g_assert_nonnull (sl_json_get_string (json_array_get_object_element (json_node_get_array (shown), 0), "last_contacted", NULL));
  cli_run (fixture, "contact", "export", "people.vcf", "--json");
  node = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "people", 0), ==, 1);
}

static void
test_wrong (CliFixture    *fixture,
            gconstpointer  data)
{
  g_assert_cmpint (cli_run (fixture, "contact", "fly"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "contact", "add"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "contact", "add", "--company", "Torvmark"), ==, 2);
  cli_assert_err (fixture, "--name is needed");
  g_assert_cmpint (cli_run (fixture, "contact", "touch"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "contact", "import"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "contact", "export", "-", "--vcard", "5"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "contact", "add", "--name", "X", "--type", "banana"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "contact", "import", "/nowhere/people.vcf"), ==, 1);
  g_assert_cmpint (cli_run_input (fixture, "Name,Email\n", (const char *[]) { "contact", "import", "-", NULL }), ==, 1);
  cli_assert_err (fixture, "no vCards");
  g_assert_cmpint (cli_run (fixture, "contact", "show", "abcdef"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "contact", "export", ""), ==, 1);
  cli_assert_err (fixture, "which file");
  g_assert_cmpint (cli_run (fixture, "contact", "--help"), ==, 0);
  g_assert_cmpint (cli_run (fixture, "contact", "import", "--help"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  cli_test_add ("people/by-hand", test_by_hand);
  cli_test_add ("people/vcards", test_vcards);
  cli_test_add ("people/said-otherwise", test_said_otherwise);
  cli_test_add ("people/wrong", test_wrong);

  return g_test_run ();
}
