/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: what it finds, and that it leaves everything as it is. */
#define _GNU_SOURCE

#include "config.h"

#include <string.h>

#include "cli-fixture.h"

/* What it finds is its result, and nothing to complain of. */
#define CHECK_FAILS "! \"$ctl\" --data-dir \"$dir\" check"

/* All names, and all that is in the files. (transfer full) */
static char *
look_at_folder (CliFixture *fixture)
{
  g_assert_cmpint (cli_shell (fixture, "cd \"$dir\" && find . | sort && find . -type f | sort | xargs md5sum"), ==, 0);
  return g_strdup (fixture->out);
}

static void
assert_unchanged (CliFixture *fixture,
                  const char *before)
{
  g_autofree char *after = look_at_folder (fixture);

  g_assert_cmpstr (after, ==, before);
}

/* A lost file isn't made anew in silence. */
static void
test_missing (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *before = NULL;

  cli_run (fixture, "backup", "make");
  cli_shell (fixture, "rm \"$dir\"/shortlist.db");
  before = look_at_folder (fixture);

  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "shortlist.db is missing.");
  cli_assert_out (fixture, "with 1 application (Made by you)");
  cli_assert_not_out (fixture, "All is well.");
  assert_unchanged (fixture, before);

  cli_run (fixture, "list");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Torvmark");
  cli_assert_err (fixture, "The data file was missing, and the newest good backup is open: ");
  cli_run (fixture, "check");
  cli_assert_out (fixture, "All is well.");

  cli_shell (fixture, "rm \"$dir\"/shortlist.db; for f in \"$dir\"/backups/*.db; do echo no > \"$f\"; done");
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "There is no good backup. When Shortlist starts next, it starts empty");
  cli_run (fixture, "list");
  cli_assert_err (fixture, "The data file was missing. There is no good backup");
}

static void
test_nothing (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_shell (fixture, "mkdir \"$dir\"");
  before = look_at_folder (fixture);
  cli_run (fixture, "check");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "There is nothing to check");
  assert_unchanged (fixture, before);

  g_free (before);
  cli_shell (fixture, ": > \"$dir\"/shortlist.db");
  before = look_at_folder (fixture);
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "shortlist.db is empty");
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS " --json"), ==, 0);
  node = cli_parse (fixture);
  g_assert_false (json_object_get_boolean_member (json_node_get_object (node), "ok"));
  assert_unchanged (fixture, before);
}

/* Neither a file that was closed, nor a backup that somebody put in its place, nor one with bytes that aren't text. */
static void
test_unchanged (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *before = NULL;

  cli_run (fixture, "set", a, "--notes", "Unusual words");
  cli_run (fixture, "backup", "make");
  before = look_at_folder (fixture);
  cli_run (fixture, "check");
  cli_assert_out (fixture, "All is well.");
  assert_unchanged (fixture, before);

  g_free (before);
  cli_shell (fixture, "cp \"$dir\"/backups/*.db \"$dir\"/shortlist.db");
  before = look_at_folder (fixture);
  cli_run (fixture, "check");
  cli_assert_out (fixture, "All is well.");
  assert_unchanged (fixture, before);
}

/* Copies a file, and what was written into it isn't text any more: damage that SQLite knows nothing of. */
static void
copy_broken (const char *from,
             const char *to)
{
  g_autofree char *contents = NULL;
  gsize length;
  char *place;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  while ((place = memmem (contents, length, "Unusual words", strlen ("Unusual words"))) != NULL)
    place[strlen ("Unusual")] = '\xff';
  g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
}

static void
test_broken_text (CliFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *path = g_build_filename (fixture->dir, "shortlist.db", NULL);
  g_autofree char *backup = NULL;
  g_autofree char *before = NULL;

  cli_run (fixture, "set", a, "--notes", "Unusual words");
  cli_run (fixture, "backup", "make");
  backup = g_strdup (g_strstrip (fixture->out));
  copy_broken (backup, path);
  before = look_at_folder (fixture);
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "“Notes” of application ");
  cli_assert_out (fixture, "Enter it anew.");
  assert_unchanged (fixture, before);

  /* Nobody else trips over it, and the file can be restored like any other. */
  cli_run (fixture, "list", "--json");
  g_assert_true (g_utf8_validate (fixture->out, -1, NULL));
  cli_assert_member (fixture, a, "notes", "Unusual�words");
  cli_run (fixture, "set", a, "--notes", "Other words");
  cli_assert_done (fixture);
  copy_broken (backup, backup);
  cli_run (fixture, "backup", "restore", backup);
  cli_assert_done (fixture);
  cli_assert_member (fixture, a, "notes", "Unusual�words");
  cli_run (fixture, "set", a, "--notes", "Usual words");
  cli_run (fixture, "check");
  cli_assert_out (fixture, "All is well.");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  cli_test_add ("check/missing", test_missing);
  cli_test_add ("check/nothing", test_nothing);
  cli_test_add ("check/unchanged", test_unchanged);
  cli_test_add ("check/broken-text", test_broken_text);

  return g_test_run ();
}
