/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real program in a folder of its own, as a person or a script would. */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "sl-json.h"
#include "sl-test.h"

typedef struct {
  char *dir; /* the data */
  char *out;
  char *err;
  gsize out_length;
  int status;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static int n;
  g_autofree char *name = g_strdup_printf ("cli-%d", n++);

  fixture->dir = g_build_filename (sl_test_tmp_dir (), name, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->dir);
  g_free (fixture->out);
  g_free (fixture->err);
}

/* Whatever happens, errors are one line from the program and output is never half an answer. */
static void
check_manners (Fixture *fixture)
{
  if (*fixture->err != '\0')
    {
      g_assert_true (g_str_has_prefix (fixture->err, "shortlistctl: "));
      g_assert_true (strchr (fixture->err, '\n') == fixture->err + strlen (fixture->err) - 1);
    }
  if (fixture->status != 0)
    g_assert_cmpuint (strlen (fixture->err), >, strlen ("shortlistctl: \n"));
  g_assert_cmpint (fixture->status, >=, 0);
  g_assert_cmpint (fixture->status, <=, 2);
}

static char *
copy_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

static int
run_input (Fixture           *fixture,
           const char        *input,
           const char *const *args)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GBytes) in = g_bytes_new (input, strlen (input));
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  const char *lsan = g_getenv ("LSAN_OPTIONS");

  g_ptr_array_add (argv, (gpointer) SHORTLISTCTL);
  g_ptr_array_add (argv, (gpointer) "--data-dir");
  g_ptr_array_add (argv, fixture->dir);
  for (guint i = 0; args[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) args[i]);
  g_ptr_array_add (argv, NULL);

  /* The leak checker's own remarks are no errors of the program. */
  if (lsan != NULL)
    {
      g_autofree char *quiet = g_strconcat (lsan, ":print_suppressions=0", NULL);

      g_subprocess_launcher_setenv (launcher, "LSAN_OPTIONS", quiet, TRUE);
    }
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_free (fixture->out);
  g_free (fixture->err);
  fixture->out_length = g_bytes_get_size (out);
  fixture->out = copy_text (out);
  fixture->err = copy_text (err);
  if (!g_subprocess_get_if_exited (process))
    g_error ("signal %d: %s", g_subprocess_get_term_sig (process), fixture->err);
  fixture->status = g_subprocess_get_exit_status (process);
  check_manners (fixture);

  return fixture->status;
}

#define run(fixture, ...) run_input (fixture, "", (const char *[]) { __VA_ARGS__, NULL })

static void
assert_done (Fixture *fixture)
{
  if (fixture->status != 0)
    g_error ("exit status %d: %s", fixture->status, fixture->err);
}

static char *
add (Fixture    *fixture,
     const char *company,
     const char *role,
     const char *status)
{
  run (fixture, "add", "--company", company, "--role", role, "--status", status);
  assert_done (fixture);

  return g_strdup (g_strstrip (fixture->out));
}

static JsonNode *
parse (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = sl_json_parse (fixture->out, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* The applications of `list --json`. */
static guint
count_listed (Fixture *fixture)
{
  g_autoptr (JsonNode) node = parse (fixture);

  return json_array_get_length (json_node_get_array (node));
}

static char *
get_member (Fixture    *fixture,
            const char *id,
            const char *member)
{
  g_autoptr (JsonNode) node = NULL;

  run (fixture, "show", id, "--json");
  assert_done (fixture);
  node = parse (fixture);

  return g_strdup (sl_json_get_string (json_node_get_object (node), member, NULL));
}

static void
assert_member (Fixture    *fixture,
               const char *id,
               const char *member,
               const char *expected)
{
  g_autofree char *value = get_member (fixture, id, member);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_out (Fixture    *fixture,
            const char *part)
{
  if (strstr (fixture->out, part) == NULL)
    g_error ("“%s” isn't in: %s", part, fixture->out);
}

static void
assert_err (Fixture    *fixture,
            const char *part)
{
  if (strstr (fixture->err, part) == NULL)
    g_error ("“%s” isn't in: %s", part, fixture->err);
}

/* The program itself */

static void
test_program (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const commands[] = {
    "add", "list", "show", "set", "move", "delete", "restore", "undo", "redo", "log", "import", "export", "stats", "chart", "check"
  };

  g_assert_cmpint (run (fixture, "--version"), ==, 0);
  assert_out (fixture, SL_VERSION);
  g_assert_cmpint (run (fixture, "--help"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_assert_cmpint (run (fixture, "--help"), ==, 0);
      assert_out (fixture, commands[i]);
      g_assert_cmpint (run (fixture, commands[i], "--help"), ==, 0);
      assert_out (fixture, "--json");
      g_assert_cmpint (run (fixture, commands[i], "--no-such-option"), ==, 2);
    }
  g_assert_cmpint (run (fixture, "fly"), ==, 2);
  g_assert_cmpint (run_input (fixture, "", (const char *[]) { NULL }), ==, 2);
  /* Help and mistakes made no data. */
  g_assert_false (g_file_test (fixture->dir, G_FILE_TEST_EXISTS));
}

static void
test_data_dir (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *file = sl_test_tmp_file ("not-a-folder", "x", 1);

  g_assert_cmpint (run (fixture, "list", "--data-dir", file), ==, 1);
  g_assert_cmpint (run (fixture, "list"), ==, 0);
  assert_out (fixture, "no applications yet");
  g_assert_cmpint (run (fixture, "list", "--data-dir"), ==, 2);
}

/* Adding and looking */

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) node = NULL;

  run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--status", "applied", "--url", "https://torvmark.example/1",
       "--location", "Berlin", "--applied-date", "2026-03-02", "--salary-min", "$50k", "--tag", "Nearby", "--tag", "NEARBY", "--tag", "Early shift",
       "--notes", "two\nlines");
  assert_done (fixture);
  id = g_strdup (g_strstrip (fixture->out));
  g_assert_cmpuint (strlen (id), ==, 36);

  run (fixture, "show", "--json", id);
  node = parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "company_name", NULL), ==, "Torvmark");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "status", NULL), ==, "Applied");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "applied_date", NULL), ==, "2026-03-02");
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "notes", NULL), ==, "two\nlines");
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "salary_min", 0), ==, 50000);
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (json_node_get_object (node), "tags")), ==, 2);

  run (fixture, "show", id);
  assert_out (fixture, "Company: Torvmark");
  assert_out (fixture, "Early shift");

  /* The long names of the fields are known, too, and JSON gives the whole record. */
  run (fixture, "add", "--json", "--company-name", "Velkholt", "--role-title", "Joiner", "--status", "Applied");
  assert_done (fixture);
  g_clear_pointer (&node, json_node_unref);
  node = parse (fixture);
  g_assert_nonnull (sl_json_get_string (json_node_get_object (node), "applied_date", NULL));
}

static void
test_add_wrong (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *long_name = g_strnfill (300, 'x');

  g_assert_cmpint (run (fixture, "add"), ==, 2);
  g_assert_cmpint (run (fixture, "add", "--company", "Torvmark"), ==, 2);
  g_assert_cmpint (run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "Berlin"), ==, 2);
  g_assert_cmpint (run (fixture, "add", "--company"), ==, 2);
  g_assert_cmpint (run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--status", "Flying"), ==, 1);
  assert_err (fixture, "Status");
  g_assert_cmpint (run (fixture, "add", "--company", long_name, "--role", "Baker"), ==, 1);
  assert_err (fixture, "255");
  g_assert_cmpint (run (fixture, "add", "--company", " ", "--role", "Baker"), ==, 1);
  g_assert_cmpint (run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--applied-date", "yesterday-ish"), ==, 1);
  g_assert_cmpint (run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--resume", "abcdef"), ==, 1);
  g_assert_cmpint (run (fixture, "add", "--company", "Torvmark", "--role", "Baker", "--tag", ""), ==, 1);
  run (fixture, "list", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 0);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = add (fixture, "Velkholt", "Joiner", "Saved");
  g_autofree char *c = add (fixture, "=Osterby", "Baker", "Interviewing");
  g_autofree char *expected = g_strdup_printf ("%s\n%s\n%s\n", c, a, b);

  run (fixture, "list");
  assert_out (fixture, "Company");
  assert_out (fixture, "Torvmark");
  run (fixture, "list", "--format", "ids", "--sort", "company");
  g_assert_cmpstr (fixture->out, ==, expected);
  run (fixture, "list", "--json", "--sort", "company:desc", "--limit", "1");
  g_assert_cmpuint (count_listed (fixture), ==, 1);
  assert_out (fixture, "Velkholt");
  run (fixture, "list", "--json", "--status", "Applied,saved");
  g_assert_cmpuint (count_listed (fixture), ==, 2);
  run (fixture, "list", "--json", "--status", "Applied", "--status", "Interviewing");
  g_assert_cmpuint (count_listed (fixture), ==, 2);
  run (fixture, "list", "--json", "--search", "bak");
  g_assert_cmpuint (count_listed (fixture), ==, 2);
  run (fixture, "list", "--json", "bak", "torv");
  g_assert_cmpuint (count_listed (fixture), ==, 1);
  run (fixture, "list", "--json", "--window", "7");
  g_assert_cmpuint (count_listed (fixture), ==, 3);

  run (fixture, "set", a, b, "--tag", "Near, and dear");
  assert_done (fixture);
  run (fixture, "list", "--json", "--tag", "near, and dear");
  g_assert_cmpuint (count_listed (fixture), ==, 2);

  /* Cells that a spreadsheet would run are made harmless. */
  run (fixture, "list", "--format", "csv", "--search", "Osterby");
  g_assert_true (g_str_has_prefix (fixture->out, "id,company-name,"));
  g_assert_null (strstr (fixture->out, ",=Osterby"));

  run (fixture, "list", "--search", "nothing like it");
  assert_done (fixture);
  assert_out (fixture, "No application matches");
  run (fixture, "list", "--search", "nothing like it", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 0);

  g_assert_cmpint (run (fixture, "list", "--sort", "sideways"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--sort", "company:up"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--format", "xml"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--limit", "-1"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--limit", "many"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--status", "Flying"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--window", "soon"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--tag", "unknown"), ==, 1);
}

static void
test_ids (Fixture       *fixture,
          gconstpointer  data)
{
  static const char json[] =
    "{\"format\":\"shortlist-export\",\"version\":1,\"applications\":["
    "{\"id\":\"aaaa1111-0000-4000-8000-000000000001\",\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"status\":\"Saved\"},"
    "{\"id\":\"aaaa1111-0000-4000-8000-000000000002\",\"company_name\":\"Velkholt\",\"role_title\":\"Joiner\",\"status\":\"Saved\"},"
    "{\"id\":\"bbbb1111-0000-4000-8000-000000000003\",\"company_name\":\"Osterby\",\"role_title\":\"Cook\",\"status\":\"Saved\"}]}";

  run_input (fixture, json, (const char *[]) { "import", "-", NULL });
  assert_done (fixture);

  assert_member (fixture, "bbbb", "company_name", "Osterby");
  assert_member (fixture, "BBBB1111", "company_name", "Osterby");
  assert_member (fixture, "aaaa1111-0000-4000-8000-000000000002", "company_name", "Velkholt");
  g_assert_cmpint (run (fixture, "show", "aaaa"), ==, 1);
  assert_err (fixture, "aaaa");
  g_assert_cmpint (run (fixture, "delete", "bbbb", "aaaa1111"), ==, 1);
  assert_member (fixture, "bbbb", "deleted_at", NULL);
  g_assert_cmpint (run (fixture, "show", "cccc"), ==, 1);
  g_assert_cmpint (run (fixture, "show", "bb"), ==, 1);
  g_assert_cmpint (run (fixture, "show", ""), ==, 1);
  g_assert_cmpint (run (fixture, "show", "%%%%"), ==, 1);
  g_assert_cmpint (run (fixture, "show", "' OR 1=1 --"), ==, 1);
  g_assert_cmpint (run (fixture, "show"), ==, 2);

  /* Given twice is meant once; "-" reads them. */
  run (fixture, "move", "bbbb", "bbbb1111", "Applied");
  assert_done (fixture);
  assert_out (fixture, "Moved Osterby to Applied");
  run_input (fixture, "aaaa1111-0000-4000-8000-000000000001\n\naaaa1111-0000-4000-8000-000000000002\n",
             (const char *[]) { "move", "-", "Applied", NULL });
  assert_done (fixture);
  assert_out (fixture, "Moved 2 applications to Applied");
}

/* Changing */

static void
test_set (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Saved");
  g_autofree char *b = add (fixture, "Velkholt", "Joiner", "Saved");

  run (fixture, "set", a, "--priority", "high", "--location", "Vienna");
  assert_done (fixture);
  assert_member (fixture, a, "priority", "High");
  assert_member (fixture, a, "location", "Vienna");
  run (fixture, "set", a, b, "--priority", "Low");
  assert_out (fixture, "Changed “Priority” of 2 applications");
  assert_member (fixture, b, "priority", "Low");
  run (fixture, "set", a, "--priority", "");
  assert_member (fixture, a, "priority", NULL);
  run (fixture, "set", a, "--status", "Applied");
  assert_out (fixture, "Moved Torvmark to Applied");

  /* Several fields, one step. */
  run (fixture, "set", b, "--priority", "High", "--location", "Porto", "--tag", "Nearby");
  assert_done (fixture);
  run (fixture, "undo");
  assert_done (fixture);
  assert_member (fixture, b, "priority", "Low");
  assert_member (fixture, b, "location", NULL);
  run (fixture, "list", "--json", "--search", "Velkholt");
  assert_out (fixture, "\"tags\":[]");

  run (fixture, "set", a, "--tag", "Nearby");
  run (fixture, "set", a, "--untag", "nearby");
  assert_done (fixture);
  run (fixture, "list", "--json");
  g_assert_null (strstr (fixture->out, "Nearby"));

  g_assert_cmpint (run (fixture, "set", a), ==, 2);
  g_assert_cmpint (run (fixture, "set", "--priority", "Low"), ==, 2);
  g_assert_cmpint (run (fixture, "set", a, "--company", ""), ==, 1);
  g_assert_cmpint (run (fixture, "set", a, "--salary-min", "90000", "--salary-max", "10"), ==, 1);
  g_assert_cmpint (run (fixture, "set", a, "--untag", "unknown"), ==, 1);
  g_assert_cmpint (run (fixture, "set", a, "--excitement", "9"), ==, 1);
  /* Nothing of a refused change is there. */
  assert_member (fixture, a, "company_name", "Torvmark");

  run (fixture, "set", a, "--status", "Applied", "--json");
  assert_done (fixture);
  g_autoptr (JsonNode) node = parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "id", -1), ==, 0);
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Saved");

  run (fixture, "move", a, "applied");
  assert_out (fixture, "Moved Torvmark to Applied");
  run (fixture, "move", a, "technical interview");
  assert_member (fixture, a, "status", "Interviewing");
  run (fixture, "move", a, "offer", "--lane");
  assert_member (fixture, a, "status", "Offer");
  run (fixture, "move", a, "closed", "--outcome", "withdrawn");
  assert_member (fixture, a, "status", "Withdrawn");
  run (fixture, "move", a, "Rejected", "--detail", "no response");
  assert_out (fixture, "no response");
  assert_member (fixture, a, "status_detail", "No response");

  run (fixture, "move", a, "Applied", "--json");
  g_autoptr (JsonNode) node = parse (fixture);
  g_assert_cmpstr (sl_json_get_string (json_node_get_object (node), "deed", NULL), ==, "status");

  g_assert_cmpint (run (fixture, "move", a), ==, 2);
  g_assert_cmpint (run (fixture, "move", a, "the moon"), ==, 2);
  g_assert_cmpint (run (fixture, "move", a, "Applied", "--detail", "whatever"), ==, 2);
  g_assert_cmpint (run (fixture, "move", "ffff", "Applied"), ==, 1);
}

static void
test_delete_and_undo (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Saved");
  g_autofree char *b = add (fixture, "Velkholt", "Joiner", "Saved");

  run (fixture, "delete", a, b);
  assert_out (fixture, "Moved 2 applications to the Trash");
  /* What is in the Trash already is no step of undo a second time. */
  g_assert_cmpint (run (fixture, "delete", a), ==, 0);
  assert_out (fixture, "Nothing to change");
  run (fixture, "list", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 0);
  run (fixture, "list", "--json", "--trash");
  g_assert_cmpuint (count_listed (fixture), ==, 2);
  run (fixture, "restore", a);
  assert_out (fixture, "Restored Torvmark");
  run (fixture, "undo");
  assert_out (fixture, "Undone: Restored Torvmark");
  run (fixture, "redo");
  assert_out (fixture, "Done again: Restored Torvmark");
  run (fixture, "list", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 1);
  for (guint i = 0; i < 4; i++)
    {
      run (fixture, "undo");
      assert_done (fixture);
    }
  g_assert_cmpint (run (fixture, "undo"), ==, 1);
  run (fixture, "list", "--json", "--trash");
  g_assert_cmpuint (count_listed (fixture), ==, 0);
  for (guint i = 0; i < 4; i++)
    {
      run (fixture, "redo", "--json");
      assert_done (fixture);
    }
  g_assert_cmpint (run (fixture, "redo"), ==, 1);
  g_assert_cmpint (run (fixture, "delete"), ==, 2);
  g_assert_cmpint (run (fixture, "undo", "twice"), ==, 2);

  run (fixture, "log", "--json", "--limit", "3");
  g_assert_cmpuint (count_listed (fixture), ==, 3);
  run (fixture, "log", b);
  assert_out (fixture, "Added Velkholt");
  g_assert_null (strstr (fixture->out, "Added Torvmark"));
  g_assert_cmpint (run (fixture, "log", "--limit", "0"), ==, 2);
  run (fixture, "check", "--json");
  assert_done (fixture);
  assert_out (fixture, "\"ok\" : true");
}

/* In and out */

static void
test_import_csv (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char csv[] =
    "Employer;Position;Date Applied;Stage;Firma2\r\n"
    "Torvmark;Baker;2026-02-01;Phone interview;x\r\n"
    "Velkholt;\"Joiner;\nCabinet Maker\";2026-02-03;Ghosted;y\r\n"
    ";;;;\r\n";
  g_autofree char *file = sl_test_tmp_file ("search.csv", csv, -1);
  g_autoptr (JsonNode) node = NULL;

  run (fixture, "import", file, "--dry-run", "--json");
  assert_done (fixture);
  node = parse (fixture);
  g_assert_cmpint (sl_json_get_int (json_node_get_object (node), "imported", -1), ==, 2);
  g_assert_true (sl_json_get_boolean (json_node_get_object (node), "dry_run", FALSE));
  run (fixture, "list", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 0);

  run (fixture, "import", file, "--map", "location=Firma2");
  assert_out (fixture, "Imported 2 applications");
  run (fixture, "list", "--json", "--search", "Torvmark");
  g_assert_cmpuint (count_listed (fixture), ==, 1);
  assert_out (fixture, "\"status\":\"Interviewing\"");
  assert_out (fixture, "\"location\":\"x\"");

  /* The same once more: said, not doubled, and one step of undo for the whole. */
  run (fixture, "import", file, "--map", "location=Firma2");
  assert_done (fixture);
  assert_out (fixture, "Imported 0 applications");
  run (fixture, "undo");
  assert_out (fixture, "search.csv");
  run (fixture, "list", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 0);

  g_assert_cmpint (run (fixture, "import"), ==, 2);
  g_assert_cmpint (run (fixture, "import", "/nowhere/at-all.csv"), ==, 1);
  g_assert_cmpint (run (fixture, "import", file, "--map", "location"), ==, 2);
  g_assert_cmpint (run (fixture, "import", file, "--map", "planet=Firma2"), ==, 2);
  g_assert_cmpint (run (fixture, "import", file, "--map", "location=Nothing"), ==, 1);
  g_assert_cmpint (run (fixture, "import", file, "--date-order", "random"), ==, 2);
}

static void
test_import_dates (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char csv[] = "Company,Role,Applied\nTorvmark,Baker,03/04/2026\nVelkholt,Joiner,05/06/2026\n";
  g_autofree char *file = sl_test_tmp_file ("dates.csv", csv, -1);

  g_assert_cmpint (run (fixture, "import", file), ==, 1);
  assert_err (fixture, "--date-order");
  run (fixture, "list", "--json");
  g_assert_cmpuint (count_listed (fixture), ==, 0);
  run (fixture, "import", file, "--date-order", "dmy");
  assert_done (fixture);
  run (fixture, "list", "--json", "Torvmark");
  assert_out (fixture, "\"applied_date\":\"2026-04-03\"");
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = add (fixture, "Velkholt", "Joiner", "Saved");
  g_autofree char *json_file = g_build_filename (sl_test_tmp_dir (), "all.json", NULL);
  g_autofree char *csv_file = g_build_filename (sl_test_tmp_dir (), "some.csv", NULL);
  g_autofree char *csv = NULL;
  Fixture other = { 0 };

  run (fixture, "move", a, "Interviewing");
  run (fixture, "set", a, "--tag", "Nearby");
  run (fixture, "export", json_file);
  assert_done (fixture);
  run (fixture, "export", csv_file, "--status", "Interviewing");
  assert_out (fixture, "Exported 1 application");
  g_assert_true (g_file_get_contents (csv_file, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "Torvmark"));
  g_assert_null (strstr (csv, "Velkholt"));

  run (fixture, "export", "-", "--format", "csv", "--columns", "company,role");
  assert_done (fixture);
  assert_out (fixture, "Velkholt,Joiner");
  run (fixture, "export", "-");
  assert_done (fixture);
  json_node_unref (parse (fixture));

  /* Into another folder and out again: the same. */
  set_up (&other, NULL);
  run (&other, "import", json_file);
  assert_done (&other);
  run (&other, "export", "-");
  g_autoptr (JsonNode) one = parse (fixture);
  g_autoptr (JsonNode) two = parse (&other);
  g_assert_true (json_node_equal (json_object_get_member (json_node_get_object (one), "applications"),
                                  json_object_get_member (json_node_get_object (two), "applications")));
  tear_down (&other, NULL);

  g_assert_cmpint (run (fixture, "export"), ==, 2);
  g_assert_cmpint (run (fixture, "export", "search.txt"), ==, 2);
  g_assert_cmpint (run (fixture, "export", "-", "--format", "xml"), ==, 2);
  g_assert_cmpint (run (fixture, "export", "/nowhere/at-all.csv"), ==, 1);
  g_assert_cmpint (run (fixture, "export", "-", "--format", "csv", "--columns", "planet"), ==, 1);
}

/* A pipe (as a device) is written into, never replaced. */
static void
test_export_pipe (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *command = g_strdup_printf ("cd '%s' && mkfifo pipe && { cat pipe & } && '%s' --data-dir '%s' export pipe --format csv && wait && "
                                              "test -p pipe && { cat pipe & } && '%s' --data-dir '%s' chart pipeline -o pipe --format svg >&2 && wait && test -p pipe",
                                              sl_test_tmp_dir (), SHORTLISTCTL, fixture->dir, SHORTLISTCTL, fixture->dir);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out, "Torvmark,Baker"));
  g_assert_nonnull (strstr (out, "</svg>"));
}

/* Numbers */

static void
test_stats (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const members[] = {
    "pipeline", "response_rate", "response_rate_n", "interview_rate", "interview_rate_n", "offer_rate", "offer_rate_n",
    "source_breakdown", "weekly_trend", "salary_insights", "top_companies"
  };
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = add (fixture, "Velkholt", "Joiner", "Applied");
  g_autoptr (JsonNode) node = NULL;

  run (fixture, "move", a, "Interviewing");
  run (fixture, "stats", "--json", "--window", "90");
  assert_done (fixture);
  node = parse (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (json_node_get_object (node), members[i]));
  g_assert_cmpfloat (sl_json_get_double (json_node_get_object (node), "response_rate", -1), ==, 0.5);
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (json_node_get_object (node), "weekly_trend")), ==, 12);

  run (fixture, "stats");
  assert_done (fixture);
  assert_out (fixture, "Interviewing");
  run (fixture, "stats", "--window", "all");
  assert_done (fixture);
  g_assert_cmpint (run (fixture, "stats", "--window", "-3"), ==, 2);
  g_assert_cmpint (run (fixture, "stats", "please"), ==, 2);
}

static void
test_chart (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const kinds[] = { "pipeline", "trend", "rates", "sources", "flow", "time-in-stage", "heatmap", "companies", "salary" };
  static const struct {
    const char *format;
    const char *beginning;
  } formats[] = { { "svg", "<?xml" }, { "png", "\x89PNG" }, { "pdf", "%PDF" } };
  g_autofree char *a = add (fixture, "Torvmark", "Baker", "Applied");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/%s.svg", sl_test_tmp_dir (), kinds[i]);

      run (fixture, "chart", kinds[i], "--output", file);
      assert_done (fixture);
      g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      run (fixture, "chart", "pipeline", "--output", "-", "--format", formats[i].format);
      assert_done (fixture);
      g_assert_cmpuint (fixture->out_length, >, 200);
      g_assert_true (g_str_has_prefix (fixture->out, formats[i].beginning));
    }
  run (fixture, "chart", "pipeline", "-o", "-", "--format", "csv");
  assert_out (fixture, "Applied");

  g_assert_cmpint (run (fixture, "chart"), ==, 2);
  g_assert_cmpint (run (fixture, "chart", "pie", "-o", "x.svg"), ==, 2);
  g_assert_cmpint (run (fixture, "chart", "pipeline"), ==, 2);
  g_assert_cmpint (run (fixture, "chart", "pipeline", "-o", "x.bmp"), ==, 2);
  g_assert_cmpint (run (fixture, "chart", "pipeline", "-o", "-"), ==, 2);
  g_assert_cmpint (run (fixture, "chart", "pipeline", "-o", "/nowhere/at/all.svg"), ==, 1);
  g_assert_cmpint (run (fixture, "chart", "pipeline", "-o", "x.svg", "--width", "-5"), ==, 2);
  g_assert_cmpint (run (fixture, "chart", "pipeline", "-o", "x.svg", "--width", "nan"), ==, 2);
}

/* What nobody should type */

static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (100 * 1024, 'a');
  g_autofree char *id = NULL;

  id = add (fixture, "Bobby'); DROP TABLE applications;--", "Baker\033[31m\a", "Saved");
  run (fixture, "show", id);
  g_assert_null (strchr (fixture->out, '\033'));
  assert_out (fixture, "DROP TABLE");
  run (fixture, "list");
  g_assert_null (strchr (fixture->out, '\033'));

  /* Bytes that are no text. */
  run (fixture, "add", "--company", "Torv\xff\xfemark", "--role", "Baker", "--tag", "\xc3(");
  assert_done (fixture);
  run (fixture, "list", "--json");
  g_assert_true (g_utf8_validate (fixture->out, -1, NULL));
  g_assert_cmpuint (count_listed (fixture), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--status", "\xff"), ==, 2);
  g_assert_cmpint (run (fixture, "show", "\xff\xff\xff\xff"), ==, 1);
  g_assert_cmpint (run (fixture, "\xff"), ==, 2);
  g_assert_cmpint (run (fixture, "list", "--search", "\xff\"*^:NEAR("), ==, 0);
  g_assert_cmpint (run (fixture, "list", "--search", "\"unclosed OR AND NOT ("), ==, 0);

  run (fixture, "set", id, "--notes", huge);
  assert_done (fixture);
  g_assert_cmpint (run (fixture, "set", id, "--location", huge), ==, 1);
  g_assert_cmpint (run (fixture, "show", huge), ==, 1);

  /* An argument that begins with a dash. */
  run (fixture, "set", id, "--company=--json");
  assert_done (fixture);
  assert_member (fixture, id, "company_name", "--json");
  g_assert_cmpint (run (fixture, "show", "--", "--ab"), ==, 1);

  g_assert_cmpint (run_input (fixture, "{\"applications\": [", (const char *[]) { "import", "-", NULL }), ==, 1);
  g_assert_cmpint (run_input (fixture, "", (const char *[]) { "import", "-", NULL }), ==, 1);
  run (fixture, "check");
  assert_done (fixture);
}

static void
test_unwritable_output (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("%s --data-dir '%s' list --json >/dev/full", SHORTLISTCTL, fixture->dir);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /dev/full");
      return;
    }
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &err, &status, &error);
  g_assert_no_error (error);
  g_assert_false (g_spawn_check_wait_status (status, &error));
  g_assert_cmpint (error->code, ==, 1);
  g_assert_true (g_str_has_prefix (err, "shortlistctl: "));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/cli/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("program", test_program);
  ADD ("data-dir", test_data_dir);
  ADD ("add", test_add);
  ADD ("add-wrong", test_add_wrong);
  ADD ("list", test_list);
  ADD ("ids", test_ids);
  ADD ("set", test_set);
  ADD ("move", test_move);
  ADD ("delete-and-undo", test_delete_and_undo);
  ADD ("import-csv", test_import_csv);
  ADD ("import-dates", test_import_dates);
  ADD ("export", test_export);
  ADD ("export-pipe", test_export_pipe);
  ADD ("stats", test_stats);
  ADD ("chart", test_chart);
  ADD ("hostile", test_hostile);
  ADD ("unwritable-output", test_unwritable_output);
#undef ADD

  return g_test_run ();
}
