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

/* Damage that shows at the first look needs no mark, and nothing else lies beside it afterwards either. */
static void
test_damaged (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");

  cli_run (fixture, "backup", "make");
  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *before = NULL;

      /* All of it, or all behind the first page. */
      cli_shell (fixture, round == 0 ? "head -c 40000 /dev/zero | tr '\\0' x > \"$dir\"/shortlist.db"
                                     : "head -c 4096 \"$dir\"/backups/*.db > \"$dir\"/shortlist.db; head -c 400000 /dev/zero >> \"$dir\"/shortlist.db");
      before = look_at_folder (fixture);
      g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
      cli_assert_out (fixture, "is damaged. Nothing was done about it now.");
      assert_unchanged (fixture, before);
    }
}

/* Where only all of it shows the damage, the mark for the next start is left, and that is said. */
static void
test_damaged_inside (CliFixture    *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "shortlist.db", NULL);
  g_autofree char *a = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  cli_run_input (fixture, "company,role\nTorvmark,Baker\n", (const char *[]) { "import", "-", NULL });
  a = cli_add (fixture, "Velkholt", "Joiner", "Applied");
  cli_run (fixture, "backup", "make");
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  /* The pages in the middle of it, one after the other, until one is read in passing only. */
  for (gsize page = 2; page < length / 4096; page++)
    {
      g_autofree char *broken = g_memdup2 (contents, length);

      memset (broken + page * 4096, 0x55, 4096);
      g_assert_true (g_file_set_contents (path, broken, (gssize) length, NULL));
      g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
      if (cli_shell (fixture, "test -e \"$dir\"/shortlist.db-suspect") == 0)
        {
          g_assert_cmpint (cli_shell (fixture, CHECK_FAILS " --json; stat -c %a \"$dir\"/shortlist.db-suspect"), ==, 0);
          cli_assert_out (fixture, "600");
          cli_shell (fixture, "rm \"$dir\"/shortlist.db-suspect");
          g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
          cli_assert_err (fixture, "the mark ");
          cli_assert_err (fixture, "shortlist.db-suspect was put beside it.");
          return;
        }
    }
  g_test_skip ("SQLite has told of every damage without failing");
}

/* What is missing but in use, what has left a log, and what is only out of reach. */
static void
test_not_there (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *before = NULL;

  cli_run (fixture, "backup", "make");
  cli_shell (fixture, "mv \"$dir\"/shortlist.db \"$dir\"/away; echo steps > \"$dir\"/shortlist.db-wal");
  before = look_at_folder (fixture);
  g_assert_cmpint (cli_shell (fixture, "! flock -s \"$dir\"/shortlist.open \"$ctl\" --data-dir \"$dir\" check"), ==, 0);
  cli_assert_err (fixture, "isn’t in its place any more, and another program still has it open.");
  g_assert_cmpint (cli_shell (fixture, "! flock -s \"$dir\"/shortlist.open \"$ctl\" --data-dir \"$dir\" list"), ==, 0);
  cli_assert_err (fixture, "isn’t in its place any more, and another program still has it open.");
  assert_unchanged (fixture, before);

  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "shortlist.db is missing.");
  cli_assert_out (fixture, "shortlist.db-wal is still there, maybe with the newest changes.");
  assert_unchanged (fixture, before);
  cli_run (fixture, "list");
  cli_assert_out (fixture, "Torvmark");
  cli_assert_err (fixture, "The log of the missing file, maybe with the newest changes, was kept as ");

  g_free (before);
  cli_shell (fixture, "rm \"$dir\"/shortlist.db*; ln -s /nowhere/shortlist.db \"$dir\"/shortlist.db");
  before = look_at_folder (fixture);
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_err (fixture, "is a link to /nowhere/shortlist.db, which isn’t there.");
  g_assert_cmpint (cli_run (fixture, "list"), ==, 1);
  cli_assert_err (fixture, "is a link to /nowhere/shortlist.db, which isn’t there.");
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
  cli_test_add ("check/damaged", test_damaged);
  cli_test_add ("check/damaged-inside", test_damaged_inside);
  cli_test_add ("check/not-there", test_not_there);
  cli_test_add ("check/broken-text", test_broken_text);

  return g_test_run ();
}
