/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as a whole: its help, where its data is, and what nobody should type. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli-fixture.h"
#include "sl-connection.h"

static void
test_program (CliFixture    *fixture,
              gconstpointer  data)
{
  static const char *const commands[] = {
    "add", "list", "show", "set", "move", "delete", "restore", "undo", "redo", "log", "import", "export", "stats", "chart", "check"
  };

  g_assert_cmpint (cli_run (fixture, "--version"), ==, 0);
  cli_assert_out (fixture, SL_VERSION);
  g_assert_cmpint (cli_run (fixture, "--help"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_assert_cmpint (cli_run (fixture, "--help"), ==, 0);
      cli_assert_out (fixture, commands[i]);
      g_assert_cmpint (cli_run (fixture, commands[i], "--help"), ==, 0);
      cli_assert_out (fixture, "--json");
      cli_assert_out (fixture, "Examples:\n  shortlistctl ");
      g_assert_cmpint (cli_run (fixture, commands[i], "--no-such-option"), ==, 2);
    }
  g_assert_cmpint (cli_run (fixture, "fly"), ==, 2);
  g_assert_cmpint (cli_run_input (fixture, "", (const char *[]) { NULL }), ==, 2);
  /* Help and mistakes made no data. */
  g_assert_false (g_file_test (fixture->dir, G_FILE_TEST_EXISTS));
}

static void
test_data_dir (CliFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *file = sl_test_tmp_file ("not-a-folder", "x", 1);

  g_assert_cmpint (cli_run (fixture, "list", "--data-dir", file), ==, 1);
  cli_assert_err (fixture, file);
  g_assert_cmpint (cli_run (fixture, "list", "--data-dir", ""), ==, 2);

  /* Looking makes no folder: most likely its name is mistyped. */
  g_assert_cmpint (cli_run (fixture, "list"), ==, 1);
  cli_assert_err (fixture, fixture->dir);
  g_assert_cmpint (cli_run (fixture, "undo"), ==, 1);
  g_assert_false (g_file_test (fixture->dir, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_mkdir (fixture->dir, 0700), ==, 0);
  g_assert_cmpint (cli_run (fixture, "list"), ==, 0);
  cli_assert_out (fixture, "no applications yet");
  g_assert_cmpint (cli_run (fixture, "list", "--data-dir"), ==, 2);
}

static void
test_hostile (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (100 * 1024, 'a');
  g_autofree char *vast = g_strnfill (10 * 1024 * 1024, 'a');
  g_autofree char *id = NULL;

  id = cli_add (fixture, "Bobby'); DROP TABLE applications;--", "Baker\033[31m\a", "Saved");
  cli_run (fixture, "show", id);
  g_assert_null (strchr (fixture->out, '\033'));
  cli_assert_out (fixture, "DROP TABLE");
  cli_run (fixture, "list");
  g_assert_null (strchr (fixture->out, '\033'));
  /* Nor what turns the rest of the line around. */
  cli_run (fixture, "set", id, "--location", "Porto\u202eotroP\u2066");
  cli_run (fixture, "list");
  cli_assert_out (fixture, "otroP");
  cli_assert_not_out (fixture, "\u202e");
  cli_assert_not_out (fixture, "\u2066");

  /* Bytes that are no text. */
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Torv\xff\xfemark", "--role", "Baker"), ==, 2);
  cli_assert_err (fixture, "--company holds bytes");
  cli_run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--tag", "\xc3(");
  cli_assert_done (fixture);
  cli_run (fixture, "list", "--json");
  g_assert_true (g_utf8_validate (fixture->out, -1, NULL));
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--status", "\xff"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "show", "\xff\xff\xff\xff"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "\xff"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--search", "\xff\"*^:NEAR("), ==, 0);
  g_assert_cmpint (cli_run (fixture, "list", "--search", "\"unclosed OR AND NOT ("), ==, 0);

  cli_run (fixture, "set", id, "--notes", huge);
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "set", id, "--location", huge), ==, 2);
  g_assert_cmpint (cli_run (fixture, "show", huge), ==, 1);
  g_assert_cmpint (cli_run_input (fixture, vast, (const char *[]) { "show", "-", NULL }), ==, 1);
  g_assert_cmpuint (strlen (fixture->err), <, 1000);
  g_assert_cmpint (cli_run_input (fixture, vast, (const char *[]) { "import", "-", NULL }), ==, 1);
  g_assert_cmpuint (strlen (fixture->err), <, 1000);
  g_assert_cmpint (cli_run (fixture, huge), ==, 2);
  g_assert_cmpint (cli_run (fixture, "list", "--status", huge), ==, 2);
  g_assert_cmpint (cli_run (fixture, "move", id, huge), ==, 2);

  /* An argument that begins with a dash. */
  cli_run (fixture, "set", id, "--company=--json");
  cli_assert_done (fixture);
  cli_assert_member (fixture, id, "company_name", "--json");
  g_assert_cmpint (cli_run (fixture, "show", "--", "--ab"), ==, 1);

  g_assert_cmpint (cli_run_input (fixture, "{\"applications\": [", (const char *[]) { "import", "-", NULL }), ==, 1);
  g_assert_cmpint (cli_run_input (fixture, "", (const char *[]) { "import", "-", NULL }), ==, 1);
  cli_run (fixture, "check");
  cli_assert_done (fixture);
}

/* What can't be printed was not done, as far as anybody can see. */
static void
test_unwritable_output (CliFixture    *fixture,
                        gconstpointer  data)
{
  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /dev/full");
      return;
    }
  g_free (cli_add (fixture, "Torvmark", "Baker", "Applied"));

  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" list --json >/dev/full"), ==, 1);
  cli_assert_err (fixture, "No space left");
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" export - >/dev/full"), ==, 1);
  cli_assert_err (fixture, "no room");
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" chart pipeline -o /dev/full --format svg"), ==, 1);
  cli_assert_err (fixture, "no room");
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --help >/dev/full"), ==, 1);
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" list --help >/dev/full"), ==, 1);
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --version >/dev/full"), ==, 1);
}

/* A closed output is no other file's number, and a reader that left is nobody to complain to. */
static void
test_closed_output (CliFixture    *fixture,
                    gconstpointer  data)
{
  g_free (cli_add (fixture, "Torvmark", "Baker", "Applied"));

  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" list >&-"), ==, 1);
  cli_assert_err (fixture, "shortlistctl: ");
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" export all.json <&- >&- 2>&-"), ==, 1);
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" import all.json --dry-run"), ==, 0);
  g_assert_cmpint (cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" import - <&-"), ==, 1);
  cli_assert_err (fixture, "shortlistctl: ");

  g_assert_cmpint (cli_shell (fixture, "{ sleep 0.2; \"$ctl\" --data-dir \"$dir\" list --json; } | true"), ==, 0);
  g_assert_cmpstr (fixture->err, ==, "");
  cli_run (fixture, "check");
  cli_assert_done (fixture);
}

/* Data of a later Shortlist can be looked at; a change is refused, in one line. */
static void
test_newer_data (CliFixture    *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  SlConnection *connection;

  g_free (cli_add (fixture, "Torvmark", "Baker", "Applied"));
  path = g_build_filename (fixture->dir, "shortlist.db", NULL);
  connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (sl_connection_execute (connection, "PRAGMA user_version = 9999", &error));
  sl_connection_close (connection);

  cli_run (fixture, "list");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Torvmark");
  g_assert_cmpstr (fixture->err, ==, "");
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Velkholt", "--role", "Joiner"), ==, 1);
  cli_assert_err (fixture, "newer version");
}

/* Where nothing may be written, what is there can be looked at. */
static void
test_read_only_data (CliFixture    *fixture,
                     gconstpointer  data)
{
  g_free (cli_add (fixture, "Torvmark", "Baker", "Applied"));
  if (geteuid () == 0)
    {
      g_test_skip ("permissions don’t bind the superuser");
      return;
    }

  cli_shell (fixture, "chmod -R a-w \"$dir\"");
  cli_run (fixture, "list");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Torvmark");
  g_assert_cmpint (cli_run (fixture, "add", "--company", "Velkholt", "--role", "Joiner"), ==, 1);
  cli_run (fixture, "check");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "All is well.");
  cli_shell (fixture, "chmod -R u+w \"$dir\"");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("program", test_program);
  cli_test_add ("data-dir", test_data_dir);
  cli_test_add ("hostile", test_hostile);
  cli_test_add ("unwritable-output", test_unwritable_output);
  cli_test_add ("closed-output", test_closed_output);
  cli_test_add ("newer-data", test_newer_data);
  cli_test_add ("read-only-data", test_read_only_data);

  return g_test_run ();
}
