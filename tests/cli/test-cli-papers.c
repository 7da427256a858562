/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl document, resume, and what check says of attached files. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cli-fixture.h"

static char *
take_id (CliFixture *fixture)
{
  cli_assert_done (fixture);
  g_assert_cmpuint (strlen (g_strstrip (fixture->out)), ==, 36);

  return g_strdup (fixture->out);
}

static char *
build_kept (CliFixture *fixture,
            const char *contents)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contents, -1);
  const char dir[] = { hash[0], hash[1], '\0' };

  return g_build_filename (fixture->dir, "attachments", dir, hash, NULL);
}

static void
test_documents (CliFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *letter = sl_test_tmp_file ("Cover letter.pdf", "letter", -1);
  g_autofree char *other = sl_test_tmp_file ("CV 2026.pdf", "cv", -1);
  g_autofree char *kept = build_kept (fixture, "letter");
  g_autofree char *document = NULL;
  g_autofree char *link = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "document", "add", application, letter);
  document = take_id (fixture);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  /* It may go: the copy stays as it was sent. */
  g_unlink (letter);
  cli_run (fixture, "document", "open-path", document);
  cli_assert_done (fixture);
  g_strstrip (fixture->out);
  g_assert_true (g_str_has_suffix (fixture->out, "/Cover letter.pdf"));
  g_assert_true (g_file_get_contents (fixture->out, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "letter");

  cli_run (fixture, "document", "add", application, "--name", "Portfolio", "--link", "https://torvmark.example", "--type", "portfolio");
  link = take_id (fixture);
  g_assert_cmpint (cli_run (fixture, "document", "open-path", link), ==, 1);
  cli_assert_err (fixture, "only a link");
  cli_run (fixture, "document", "add", application, other, "--notes", "as sent", "--json");
  node = cli_parse (fixture);
  JsonObject *added = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (sl_json_get_string (added, "doc_type", NULL), ==, "Resume");
  g_assert_cmpstr (sl_json_get_string (added, "name", NULL), ==, "CV 2026");
  g_assert_cmpstr (sl_json_get_string (added, "file_name", NULL), ==, "CV 2026.pdf");
  g_assert_cmpint (sl_json_get_int (added, "file_size", 0), ==, 2);

  g_autofree char *broken_name = sl_test_tmp_file ("new\nline.pdf", "x", -1);
  cli_run (fixture, "document", "add", application, broken_name, "--json");
  g_autoptr (JsonNode) odd = cli_parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_array_get_object_element (json_node_get_array (odd), 0), "file_name", NULL), ==, "new line.pdf");

  cli_run (fixture, "document", "list", application);
  cli_assert_out (fixture, "Cover letter.pdf");
  cli_assert_out (fixture, "https://torvmark.example");
  cli_run (fixture, "document", "set", document, "--name", "Letter");
  cli_run (fixture, "document", "delete", document);
  cli_run (fixture, "document", "list");
  cli_assert_not_out (fixture, "Letter");
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  cli_run (fixture, "undo");
  cli_run (fixture, "document", "list");
  cli_assert_out (fixture, "Letter");
}

static void
test_check (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *letter = sl_test_tmp_file ("letter.pdf", "letter", -1);
  g_autofree char *kept = build_kept (fixture, "letter");
  g_autofree char *stray = build_kept (fixture, "stray");
  g_autofree char *stray_dir = g_path_get_dirname (stray);

  cli_run (fixture, "document", "add", application, letter);
  cli_run (fixture, "check");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "All is well.");

  /* What a program that was killed left behind is cleaned up by the next one that opens the data: nothing to worry about. */
  g_mkdir (stray_dir, 0700);
  g_assert_true (g_file_set_contents (stray, "stray", -1, NULL));
  cli_run (fixture, "check");
  cli_assert_out (fixture, "All is well.");
  g_assert_true (g_file_test (stray, G_FILE_TEST_EXISTS));
  /* Who only reads may be gone before. */
  cli_run (fixture, "tag", "add", "nearby");
  g_assert_false (g_file_test (stray, G_FILE_TEST_EXISTS));

  g_unlink (kept);
  cli_shell (fixture, "! \"$ctl\" --data-dir \"$dir\" check");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "The file of “letter” is missing from the attachments.");
}

/* What check tells to restore a backup for: the backup that lacks it says so, and the one that has it brings it back. */
static void
test_backup (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *letter = sl_test_tmp_file ("letter.pdf", "letter", -1);
  g_autofree char *kept = build_kept (fixture, "letter");
  const char *lacks = "The file of “letter” is missing or damaged in this backup.";
  g_autofree char *contents = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "document", "add", application, letter);
  cli_run (fixture, "backup", "make");
  cli_assert_done (fixture);
  g_assert_cmpint (g_unlink (kept), ==, 0);
  cli_run (fixture, "backup", "show", "latest");
  cli_assert_out (fixture, "1 attached file comes back.");
  cli_run (fixture, "backup", "restore", "latest");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "1 attached file came back.");
  cli_assert_not_out (fixture, "Nothing to change.");
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "letter");
  cli_run (fixture, "backup", "restore", "latest");
  cli_assert_out (fixture, "Nothing to change.");

  g_assert_cmpint (cli_shell (fixture, "rm -r \"$dir\"/backups && rm -f \"$dir\"/attachments/[0-9a-f][0-9a-f]/*"), ==, 0);
  cli_run (fixture, "backup", "make");
  cli_assert_err (fixture, lacks);
  cli_run (fixture, "backup", "list");
  cli_assert_out (fixture, lacks);
  cli_run (fixture, "backup", "show", "latest");
  cli_assert_out (fixture, lacks);
  cli_run (fixture, "backup", "make", "--json");
  node = cli_parse (fixture);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "lost_files")), ==, 1);
}

static void
test_resumes (CliFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *file = sl_test_tmp_file ("One page.pdf", "resume", -1);
  g_autofree char *resume = NULL;
  g_autofree char *other = cli_add (fixture, "Birch", "Baker", "Applied");
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "resume", "list");
  cli_assert_out (fixture, "There are no résumé versions.");
  cli_run (fixture, "resume", "add", file, "--notes", "New");
  resume = take_id (fixture);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", i < 3 ? "Interviewing" : "Applied");

      cli_run (fixture, "set", application, "--resume", resume);
      cli_assert_done (fixture);
    }

  cli_run (fixture, "resume", "list");
  cli_assert_out (fixture, "One page");
  cli_assert_out (fixture, "3 (50%)");
  cli_run (fixture, "resume", "list", "--json");
  node = cli_parse (fixture);
  JsonObject *object = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpint (sl_json_get_int (object, "applications", 0), ==, 6);
  g_assert_cmpint (sl_json_get_int (object, "sent", 0), ==, 6);
  g_assert_cmpint (sl_json_get_int (object, "answered", 0), ==, 3);
  cli_run (fixture, "resume", "open-path", resume);
  cli_assert_out (fixture, "/One page.pdf");
  cli_run (fixture, "resume", "set", resume, "--name", "Short");
  cli_assert_done (fixture);
  cli_run (fixture, "set", other, "--resume", resume);
  cli_run (fixture, "show", other);
  cli_assert_out (fixture, "Résumé: Short (");
  g_free (file);
  cli_run (fixture, "resume", "add", "--name", "Elsewhere");
  file = take_id (fixture);
  g_assert_cmpint (cli_run (fixture, "resume", "open-path", file), ==, 1);
  cli_assert_err (fixture, "There is no file with this résumé on this computer");
  cli_run (fixture, "resume", "set", file, "--link", "https://torvmark.example/cv");
  g_assert_cmpint (cli_run (fixture, "resume", "open-path", file), ==, 1);
  cli_assert_err (fixture, "https://torvmark.example/cv");
  cli_run (fixture, "resume", "delete", resume);
  cli_assert_done (fixture);
  /* Nothing refers to what lies in the Trash anew. */
  g_assert_cmpint (cli_run (fixture, "set", other, "--resume", resume), ==, 1);
  cli_assert_err (fixture, "shortlistctl trash restore");
  g_assert_cmpint (cli_run (fixture, "resume", "set", resume, "--name", "Long"), ==, 1);
}

static void
test_wrong (CliFixture    *fixture,
            gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *empty = sl_test_tmp_file ("empty.pdf", "", 0);

  g_assert_cmpint (cli_run (fixture, "document", "add"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "document", "add", application), ==, 2);
  g_assert_cmpint (cli_run (fixture, "document", "add", application, "a", "b", "--name", "x"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "document", "add", application, "/nowhere/x.pdf"), ==, 1);
  g_assert_cmpint (cli_run (fixture, "document", "add", application, empty), ==, 1);
  cli_assert_err (fixture, "“empty.pdf” is empty");
  g_assert_cmpint (cli_run (fixture, "document", "add", application, sl_test_tmp_dir ()), ==, 1);
  g_assert_cmpint (cli_run (fixture, "document", "open-path"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "resume", "add"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "resume", "add", "a", "b"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "resume", "list", "x"), ==, 2);
  cli_run (fixture, "document", "list");
  cli_assert_out (fixture, "There are no documents.");
}

/* Attached files go along in an export, and come back. */
static void
test_export (CliFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *application = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *letter = sl_test_tmp_file ("letter.pdf", "letter", -1);
  g_autofree char *json_file = g_build_filename (sl_test_tmp_dir (), "all.json", NULL);
  g_autofree char *kept = build_kept (fixture, "letter");
  g_autofree char *came = NULL;
  g_autoptr (JsonNode) told = NULL;
  g_autoptr (JsonNode) without = NULL;
  CliFixture other = { 0 };

  cli_run (fixture, "document", "add", application, letter);
  cli_run (fixture, "export", json_file);
  cli_assert_out (fixture, "1 attached file is in it");
  cli_run (fixture, "export", json_file, "--json");
  told = cli_parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (told), "files", -1), ==, 1);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (told), "lost_files", -1), ==, 0);

  cli_fixture_set_up (&other, NULL);
  cli_run (&other, "import", json_file, "--dry-run");
  cli_assert_done (&other);
  came = build_kept (&other, "letter");
  g_assert_false (g_file_test (came, G_FILE_TEST_EXISTS));
  cli_run (&other, "import", json_file);
  cli_assert_done (&other);
  g_assert_true (g_file_test (came, G_FILE_TEST_EXISTS));
  cli_run (&other, "check");
  cli_assert_out (&other, "All is well.");
  cli_run (&other, "undo");
  cli_assert_done (&other);
  cli_run (&other, "redo");
  cli_run (&other, "check");
  cli_assert_out (&other, "All is well.");
  cli_fixture_tear_down (&other, NULL);

  cli_run (fixture, "export", "-", "--without-files");
  without = cli_parse (fixture);
  g_assert_false (json_object_has_member (json_node_get_object (without), "files"));
  g_assert_cmpint (cli_run (fixture, "export", "-", "--without-files", "--format", "csv"), ==, 2);

  g_unlink (kept);
  cli_shell (fixture, "\"$ctl\" --data-dir \"$dir\" export lost.json");
  cli_assert_done (fixture);
  cli_assert_err (fixture, "1 attached file is missing or damaged");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  cli_test_add ("papers/documents", test_documents);
  cli_test_add ("papers/check", test_check);
  cli_test_add ("papers/backup", test_backup);
  cli_test_add ("papers/resumes", test_resumes);
  cli_test_add ("papers/wrong", test_wrong);
  cli_test_add ("papers/export", test_export);

  return g_test_run ();
}
