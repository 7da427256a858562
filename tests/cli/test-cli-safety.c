/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup, trash and merge. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static JsonObject *
get_element (JsonNode *node,
             guint     index)
{
  return json_array_get_object_element (json_node_get_array (node), index);
}

static void
test_backup (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *other = NULL;
  g_autofree char *name = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "backup", "list");
  cli_assert_out (fixture, "There are no backups yet.");
  cli_run (fixture, "backup", "make");
  cli_assert_done (fixture);
  g_assert_true (g_file_test (g_strstrip (fixture->out), G_FILE_TEST_EXISTS));
  cli_run (fixture, "backup", "list", "--json");
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  g_assert_cmpstr (sl_json_get_string (get_element (node, 0), "reason", NULL), ==, "manual");
  name = g_strdup (sl_json_get_string (get_element (node, 0), "name", NULL));

  other = cli_add (fixture, "Velkholt", "Joiner", "Saved");
  cli_run (fixture, "backup", "show", name);
  cli_assert_out (fixture, "Application");
  cli_run (fixture, "backup", "show", name, "--json");
  cli_assert_out (fixture, "\"comparison\"");
  cli_run (fixture, "backup", "restore", "latest");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Restored the backup of ");
  /* Which of those of this day, and for scripts, too. */
  cli_assert_out (fixture, name);
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 1);
  /* The copy from before that isn't what is meant: it would take the step back. */
  cli_run (fixture, "backup", "restore", "latest");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Nothing to change.");
  cli_run (fixture, "backup", "restore", name, "--json");
  cli_assert_done (fixture);
  g_clear_pointer (&node, json_node_unref);
  node = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "backup", NULL), ==, name);

  /* What was there before is in a backup of its own, and comes back by undo. */
  cli_run (fixture, "backup", "list");
  cli_assert_out (fixture, "Before a restore");
  cli_run (fixture, "undo");
  cli_assert_done (fixture);
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);
  cli_run (fixture, "backup", "make", "--json");
  cli_assert_out (fixture, "\"manual\"");

  cli_run (fixture, "backup", "delete", name);
  cli_assert_out (fixture, "Deleted 1 backup.");
  g_assert_cmpint (cli_run (fixture, "backup", "delete", name), ==, 1);
  cli_assert_err (fixture, "There is no backup");
}

static void
test_backup_wrong (CliFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *path = g_build_filename (sl_test_tmp_dir (), "something.db", NULL);

  g_assert_cmpint (cli_run (fixture, "backup", "fly"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "backup", "show"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "backup", "make", "now"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "backup", "restore", "latest"), ==, 1);
  g_assert_true (g_file_set_contents (path, "Something", -1, NULL));
  g_assert_cmpint (cli_run (fixture, "backup", "restore", path), ==, 1);
  cli_assert_err (fixture, "“something.db” is damaged, or isn’t a backup of Shortlist. Choose another one.");
  /* Only those of Shortlist’s own folder. */
  g_assert_cmpint (cli_run (fixture, "backup", "delete", path), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Of a damaged one its name still tells much; and there is another one to take. */
static void
test_backup_damaged (CliFixture    *fixture,
                     gconstpointer  data)
{
  g_autofree char *id = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *told = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "backup", "make", "--json");
  node = cli_parse (fixture);
  good = g_strdup (sl_json_get_string (json_node_get_object (node), "name", NULL));
  bad = g_build_filename (fixture->dir, "backups", "shortlist-20991231-120000-import.db", NULL);
  g_assert_true (g_file_set_contents (bad, "Something", -1, NULL));

  cli_run (fixture, "backup", "list");
  cli_assert_out (fixture, "Before an import");
  cli_assert_out (fixture, "unreadable");
  cli_run (fixture, "backup", "list", "--json");
  g_clear_pointer (&node, json_node_unref);
  node = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (get_element (node, 0), "reason", NULL), ==, "import");
  g_assert_cmpstr (sl_json_get_string (get_element (node, 0), "time", NULL), ==, "2099-12-31T12:00:00Z");
  g_assert_true (json_object_get_null_member (get_element (node, 0), "counts"));
  g_assert_true (json_object_get_null_member (get_element (node, 0), "in_trash"));
  g_assert_false (json_object_get_null_member (get_element (node, 1), "counts"));

  told = g_strdup_printf ("The newest good one is “%s”.", good);
  g_assert_cmpint (cli_run (fixture, "backup", "restore", "latest"), ==, 1);
  cli_assert_err (fixture, "is damaged, or isn’t a backup of Shortlist. Choose another one.");
  cli_assert_err (fixture, told);
  g_assert_cmpint (cli_run (fixture, "backup", "show", "latest"), ==, 1);
  cli_assert_err (fixture, told);
  cli_run (fixture, "backup", "restore", good);
  cli_assert_done (fixture);
}

static char *
damage (CliFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "shortlist.db", NULL);
  char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memset (contents, 'x', 100);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  return contents;
}

/* What it finds is its result, and nothing to complain of. */
#define CHECK_FAILS "! \"$ctl\" --data-dir \"$dir\" check"

/* check only looks; what opens the file says which backup took its place. */
static void
test_damaged (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *path = g_build_filename (fixture->dir, "shortlist.db", NULL);
  g_autofree char *damaged = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "backup", "make");
  cli_assert_done (fixture);
  damaged = damage (fixture);

  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
      cli_assert_out (fixture, "shortlist.db is damaged.");
      cli_assert_out (fixture, "with 1 application (Made by you)");
      cli_assert_not_out (fixture, "All is well.");
    }
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS " --json"), ==, 0);
  node = cli_parse (fixture);
  g_assert_false (json_object_get_boolean_member (json_node_get_object (node), "ok"));
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "damaged"));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpmem (contents, 100, damaged, 100);

  cli_run (fixture, "list");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Torvmark");
  cli_assert_err (fixture, "shortlist-damaged-");
  cli_assert_err (fixture, "with 1 application (Made by you). Changes made after that may be missing.");
  cli_assert_err (fixture, "backup list");
  cli_run (fixture, "check");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "All is well.");
}

/* The newest one counts, also when it was made before a restore; one that is damaged itself doesn't. */
static void
test_damaged_choice (CliFixture    *fixture,
                     gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = NULL;

  cli_run (fixture, "backup", "make");
  b = cli_add (fixture, "Velkholt", "Joiner", "Saved");
  cli_run (fixture, "backup", "restore", "latest");
  cli_assert_done (fixture);
  g_free (damage (fixture));
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "with 2 applications (Before a restore)");

  cli_shell (fixture, "for f in \"$dir\"/backups/*-restore.db; do echo no > \"$f\"; done");
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "with 1 application (Made by you)");
  cli_shell (fixture, "rm \"$dir\"/backups/*.db");
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "There is no good backup.");
}

/* The data file is gone and there is no backup, but what was attached is there. */
static void
test_lost (CliFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *add = g_strdup_printf ("echo Dear all > letter.txt && \"$ctl\" --data-dir \"$dir\" document add %s letter.txt && rm \"$dir\"/shortlist.db*", a);

  g_assert_cmpint (cli_shell (fixture, add), ==, 0);
  g_assert_cmpint (cli_shell (fixture, CHECK_FAILS), ==, 0);
  cli_assert_out (fixture, "shortlist.db is missing.");
  cli_run (fixture, "list");
  cli_assert_done (fixture);
  cli_assert_err (fixture, "There is no good backup, so this is a new start.");
  cli_assert_err (fixture, "1 attached file is still in");
  g_assert_null (strstr (fixture->err, "backup list"));
  cli_run (fixture, "check");
  cli_assert_done (fixture);
  g_assert_cmpint (cli_shell (fixture, "ls \"$dir\"/attachments/[0-9a-f][0-9a-f]/*"), ==, 0);
}

/* Of what is attached, the backup knows one file; the other came later. */
static void
test_spared (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *first = g_strdup_printf ("echo Dear all > letter.txt && \"$ctl\" --data-dir \"$dir\" document add %s letter.txt", a);
  g_autofree char *second = g_strdup_printf ("echo Me > life.txt && \"$ctl\" --data-dir \"$dir\" document add %s life.txt && rm \"$dir\"/shortlist.db*", a);

  g_assert_cmpint (cli_shell (fixture, first), ==, 0);
  cli_run (fixture, "backup", "make");
  g_assert_cmpint (cli_shell (fixture, second), ==, 0);
  cli_run (fixture, "list");
  cli_assert_done (fixture);
  cli_assert_err (fixture, "the newest good backup is open");
  cli_assert_err (fixture, "1 attached file that isn’t in use in the backup is still in");
  g_assert_cmpint (cli_shell (fixture, "test $(ls \"$dir\"/attachments/[0-9a-f][0-9a-f]/* | wc -l) = 2"), ==, 0);

  /* All that is attached is the backup's: there is nothing to tell. */
  g_assert_cmpint (cli_shell (fixture, "cd \"$dir\" && rm -f shortlist.db* attachments/spared.txt $(grep -lx Me attachments/[0-9a-f][0-9a-f]/*)"), ==, 0);
  cli_run (fixture, "list");
  cli_assert_err (fixture, "the newest good backup is open");
  g_assert_null (strstr (fixture->err, "attached file"));
}

static void
test_trash (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Applied");
  g_autofree char *c = cli_add (fixture, "Fernhill", "Miller", "Applied");
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "trash", "list");
  cli_assert_out (fixture, "The Trash is empty.");
  cli_run (fixture, "delete", a, b, c);
  cli_run (fixture, "trash", "list", "--json");
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 3);
  g_assert_cmpstr (sl_json_get_string (get_element (node, 0), "kind", NULL), ==, "application");

  cli_run (fixture, "trash", "restore", a);
  cli_assert_out (fixture, "Restored Torvmark");
  g_assert_cmpint (cli_run (fixture, "trash", "restore", a), ==, 1);
  cli_assert_err (fixture, "in the Trash");
  /* Nobody is there to be asked. */
  g_assert_cmpint (cli_run (fixture, "trash", "empty", b), ==, 2);
  cli_assert_err (fixture, "1 item will be deleted for good. This can’t be undone. Say “--yes”");
  cli_run (fixture, "trash", "empty", b, "--yes");
  cli_assert_out (fixture, "Deleted 1 item for good");
  cli_run (fixture, "trash", "list");
  cli_assert_out (fixture, "Fernhill");
  cli_assert_not_out (fixture, "Velkholt");
  g_assert_cmpint (cli_run (fixture, "trash", "empty"), ==, 2);
  cli_run (fixture, "trash", "empty", "--yes");
  cli_assert_done (fixture);
  /* Undo would take back something else than what was done last. */
  g_assert_cmpint (cli_run (fixture, "undo"), ==, 1);
  cli_assert_err (fixture, "which can’t be undone");
  cli_run (fixture, "undo", "--yes");
  cli_assert_done (fixture);
  cli_run (fixture, "redo");
  cli_assert_done (fixture);
  cli_run (fixture, "trash", "empty");
  cli_assert_out (fixture, "Nothing to change.");
  cli_run (fixture, "check");
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "trash", "restore"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "trash", "empty", "ab"), ==, 1);
}

static void
test_merge (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Torvmark Ltd", "Senior Baker", "Applied");

  cli_run (fixture, "set", b, "--notes", "Two");
  cli_run (fixture, "set", a, "--notes", "One");
  cli_run (fixture, "merge", a, b, "--dry-run");
  cli_assert_out (fixture, "Senior Baker");
  cli_assert_member (fixture, a, "role_title", "Baker");
  cli_run (fixture, "merge", a, b, "--dry-run", "--json");
  g_autoptr (JsonNode) plan = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (plan)), ==, 3);

  cli_run (fixture, "merge", a, b, "--take", "role", "--take", "notes=kept");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Merged two applications at Torvmark");
  cli_assert_member (fixture, a, "role_title", "Senior Baker");
  cli_assert_member (fixture, a, "notes", "One");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 1);
  g_assert_cmpint (cli_run (fixture, "merge", a, b), ==, 1);
  cli_assert_err (fixture, "is in the Trash");
  cli_run (fixture, "undo");
  cli_run (fixture, "list", "--json");
  g_assert_cmpuint (cli_count_listed (fixture), ==, 2);

  g_assert_cmpint (cli_run (fixture, "merge", a), ==, 2);
  g_assert_cmpint (cli_run (fixture, "merge", a, a), ==, 1);
  g_assert_cmpint (cli_run (fixture, "merge", a, b, "--take", "colour=other"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "merge", a, b, "--take", "role=both"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "merge", a, b, "--take", "role=mine"), ==, 2);
}

/* The pay of one of two offers doesn't go unasked. */
static void
test_merge_offers (CliFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Offer");
  g_autofree char *b = cli_add (fixture, "Torvmark Ltd", "Baker", "Offer");

  cli_run (fixture, "offer", "set", a, "--salary", "1000", "--currency", "EUR");
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "merge", a, b, "--take", "offer.salary=other"), ==, 2);
  cli_assert_err (fixture, "not both applications have an offer");
  cli_run (fixture, "offer", "set", b, "--salary", "2000", "--currency", "CHF");
  cli_assert_done (fixture);
  cli_run (fixture, "merge", a, b, "--dry-run");
  cli_assert_out (fixture, "Offer: Salary");
  cli_assert_out (fixture, "2,000");
  cli_run (fixture, "merge", a, b, "--dry-run", "--json", "--take", "offer.salary");
  cli_assert_out (fixture, "\"offer.salary\"");
  g_assert_cmpint (cli_run (fixture, "merge", a, b, "--take", "offer.colour=other"), ==, 2);
  cli_run (fixture, "merge", a, b, "--take", "offer.currency=other");
  cli_assert_done (fixture);
  cli_run (fixture, "offer", "show", a);
  cli_assert_out (fixture, "2000");
  cli_assert_out (fixture, "CHF");
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  cli_test_add ("backup", test_backup);
  cli_test_add ("backup/wrong", test_backup_wrong);
  cli_test_add ("backup/damaged", test_backup_damaged);
  cli_test_add ("damaged", test_damaged);
  cli_test_add ("damaged/choice", test_damaged_choice);
  cli_test_add ("lost", test_lost);
  cli_test_add ("spared", test_spared);
  cli_test_add ("trash", test_trash);
  cli_test_add ("merge", test_merge);
  cli_test_add ("merge-offers", test_merge_offers);

  return g_test_run ();
}
