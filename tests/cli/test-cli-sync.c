/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account, sync, outbox and conflicts: two folders of data and one server over HTTP, with a real keyring. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"
#include "sl-test-keyring.h"
#include "sl-test-server.h"

#define PASSWORD "correct-horse-that-no-file-shows"
#define EMAIL "first@example.org"

static SlTestKeyring keyring;

/* Two computers, and the server. */
typedef struct {
  CliFixture one, other;
  SlTestServer server;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  cli_fixture_set_up (&f->one, NULL);
  cli_fixture_set_up (&f->other, NULL);
  sl_test_server_start (&f->server, data, "first:" PASSWORD, 0);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  sl_test_server_stop (&f->server);
  cli_fixture_tear_down (&f->one, NULL);
  cli_fixture_tear_down (&f->other, NULL);
}

static void
sign_in (Fixture    *f,
         CliFixture *computer)
{
  const char *args[] = { "account", "sign-in", "--server", f->server.address, "--email", EMAIL, NULL };

  cli_run_input (computer, PASSWORD "\n", args);
  cli_assert_done (computer);
  cli_assert_out (computer, EMAIL);
}

static void
sync_agreed (CliFixture *computer)
{
  cli_run (computer, "sync", "--yes");
  cli_assert_done (computer);
}

/* The id of the only application that is listed. */
static char *
find_only (CliFixture *computer)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (computer, "list", "--json");
  g_assert_cmpuint (cli_count_listed (computer), ==, 1);
  node = cli_parse (computer);
  return g_strdup (sl_json_get_string (json_array_get_object_element (json_node_get_array (node), 0), "id", NULL));
}

static void
test_two_computers (Fixture      *f,
                    gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *there = NULL;

  cli_run (&f->one, "account");
  cli_assert_out (&f->one, "Everything stays on this computer.");
  g_assert_cmpint (cli_run (&f->one, "sync"), ==, 1);
  cli_assert_err (&f->one, "You aren’t signed in");
  sign_in (f, &f->one);
  cli_run (&f->one, "sync", "--dry-run", "--json");
  cli_assert_out (&f->one, "\"to_send\" : 1");
  /* Nobody there to say yes: nothing moves. */
  g_assert_cmpint (cli_run (&f->one, "sync"), ==, 2);
  cli_run (&f->one, "outbox");
  cli_assert_out (&f->one, "Baker at Torvmark");
  sync_agreed (&f->one);
  cli_assert_out (&f->one, "Sent 1 change.");
  cli_run (&f->one, "outbox");
  cli_assert_out (&f->one, "Nothing waits to be sent.");
  cli_run (&f->one, "backup", "list");
  cli_assert_out (&f->one, "Before the first sync");

  sign_in (f, &f->other);
  sync_agreed (&f->other);
  there = find_only (&f->other);
  cli_run (&f->other, "set", there, "--location", "Bergen");
  cli_run (&f->other, "sync");
  cli_assert_done (&f->other);
  cli_run (&f->one, "sync");
  cli_assert_member (&f->one, here, "location", "Bergen");
  cli_run (&f->one, "sync", "--log");
  cli_assert_out (&f->one, "Signed in.");
  cli_assert_not_out (&f->one, PASSWORD);
  cli_run (&f->one, "account", "--json");
  cli_assert_out (&f->one, "\"waiting\" : 0");

  cli_run (&f->other, "delete", there);
  cli_run (&f->other, "sync");
  cli_assert_out (&f->other, "Sent 1 change.");
  cli_run (&f->one, "sync");
  cli_assert_out (&f->one, "1 record wasn’t found on the server.");
  cli_assert_not_out (&f->one, "Nothing was new");
  cli_run (&f->one, "sync", "--json");
  cli_assert_out (&f->one, "\"missing_for_now\" : 1");
}

/* Both change the same field: the later stands, the other one is kept, and comes back with a word. */
static void
test_conflict (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *there = NULL;
  g_autofree char *number = NULL;
  g_autoptr (JsonNode) node = NULL;

  sign_in (f, &f->one);
  sync_agreed (&f->one);
  sign_in (f, &f->other);
  sync_agreed (&f->other);
  there = find_only (&f->other);
  cli_run (&f->one, "set", here, "--location", "Bergen");
  cli_run (&f->other, "set", there, "--location", "Oslo");
  cli_run (&f->other, "sync");
  cli_run (&f->one, "sync");
  cli_run (&f->one, "conflicts");
  cli_assert_out (&f->one, "Baker at Torvmark");
  cli_assert_out (&f->one, "Bergen");
  cli_assert_out (&f->one, "Oslo");
  cli_assert_member (&f->one, here, "location", "Oslo");
  cli_run (&f->one, "conflicts", "--json");
  node = cli_parse (&f->one);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, sl_json_get_int (json_array_get_object_element (json_node_get_array (node), 0), "number", 0));
  cli_run (&f->one, "conflicts", "swap", number);
  cli_assert_done (&f->one);
  cli_assert_member (&f->one, here, "location", "Bergen");
  cli_run (&f->one, "undo");
  cli_assert_out (&f->one, "Took the other version");
  cli_assert_member (&f->one, here, "location", "Oslo");
  cli_run (&f->one, "conflicts", "list");
  cli_assert_out (&f->one, "Oslo");
  cli_run (&f->one, "conflicts", "swap", number);
  cli_assert_done (&f->one);
  cli_run (&f->one, "conflicts");
  cli_assert_out (&f->one, "Nothing that you wrote lost");
  g_assert_cmpint (cli_run (&f->one, "conflicts", "keep", number), ==, 1);
  cli_assert_err (&f->one, "There is no open conflict of the number ");
  g_assert_cmpint (cli_run (&f->one, "conflicts", "swap", "4711"), ==, 1);
  cli_assert_err (&f->one, "“shortlistctl conflicts”");
  cli_run (&f->one, "sync");
  cli_run (&f->other, "sync");
  cli_assert_member (&f->other, there, "location", "Bergen");
}

/* Both computers know of one application. Returns: (transfer full): its id on the other one */
static char *
pair (Fixture *f)
{
  sign_in (f, &f->one);
  sync_agreed (&f->one);
  sign_in (f, &f->other);
  sync_agreed (&f->other);
  return find_only (&f->other);
}

/* As many at once as one wants, or none where one of them isn't there. */
static void
test_keeps_many (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *there = pair (f);

  cli_run (&f->one, "set", here, "--location", "Bergen", "--role", "Miller", "--salary-min", "10", "--salary-max", "20");
  cli_run (&f->other, "set", there, "--location", "Oslo", "--role", "Joiner", "--salary-min", "11", "--salary-max", "21");
  cli_run (&f->other, "sync");
  cli_run (&f->one, "sync");
  cli_run (&f->one, "conflicts", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 4);
  g_assert_cmpint (cli_run (&f->one, "conflicts", "keep", "1", "4711"), ==, 1);
  cli_assert_err (&f->one, "There is no open conflict of the number 4711.");
  g_assert_cmpint (cli_run (&f->one, "conflicts", "keep"), ==, 2);
  g_assert_cmpint (cli_run (&f->one, "conflicts", "keep", "--all", "1"), ==, 2);
  cli_run (&f->one, "conflicts", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 4);
  cli_run (&f->one, "conflicts", "keep", "1", "2");
  cli_assert_done (&f->one);
  cli_run (&f->one, "conflicts", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 2);
  cli_run (&f->one, "conflicts", "keep", "--all");
  cli_assert_out (&f->one, "What stands there stays.");
  cli_run (&f->one, "conflicts", "keep", "--all");
  cli_assert_out (&f->one, "Nothing that you wrote lost");
  cli_assert_member (&f->one, here, "location", "Oslo");
}

/* Of two long texts that are both kept, none is said to have lost. */
static void
test_conflict_of_texts (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *there = pair (f);

  cli_run (&f->one, "set", here, "--notes", "Rye bread");
  cli_run (&f->other, "set", there, "--notes", "White bread");
  cli_run (&f->other, "sync");
  cli_run (&f->one, "sync");
  cli_run (&f->one, "conflicts");
  cli_assert_out (&f->one, "Changed elsewhere on");
  cli_assert_out (&f->one, "Nothing is lost: both texts are in it.");
  cli_run (&f->one, "conflicts", "--json");
  cli_assert_out (&f->one, "\"explanation\" : \"Nothing is lost: both texts are in it.\"");
  cli_assert_out (&f->one, "\"lost\" : \"White bread\"");
}

/* What was emptied is said in words, and who did it. */
static void
test_conflict_with_nothing (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *there = NULL;

  cli_run (&f->one, "set", here, "--notes", "Bread", "--description", "Bake");
  there = pair (f);
  cli_run (&f->one, "set", here, "--notes", "", "--description", "Bake rye");
  cli_run (&f->other, "set", there, "--notes", "White bread", "--description", "");
  cli_run (&f->other, "sync");
  cli_run (&f->one, "sync");
  cli_run (&f->one, "conflicts");
  cli_assert_out (&f->one, "You emptied it; it was changed elsewhere, so that stayed.");
  cli_assert_out (&f->one, "It was emptied elsewhere; you changed it, so that stayed.");
  cli_assert_not_out (&f->one, "(empty)");
}

/* What never was there can't lose, and that a deletion did is said. It can be deleted again. */
static void
test_conflict_of_a_deletion (Fixture      *f,
                             gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *there = pair (f);
  g_autofree char *number = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_run (&f->one, "delete", here);
  cli_run (&f->other, "set", there, "--location", "Oslo");
  cli_run (&f->other, "sync");
  cli_run (&f->one, "sync");
  cli_assert_member (&f->one, here, "location", "Oslo");
  cli_run (&f->one, "conflicts");
  cli_assert_out (&f->one, "You deleted it; it was changed elsewhere, so it stayed.");
  cli_assert_not_out (&f->one, "(empty)");
  cli_run (&f->one, "conflicts", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 1);
  node = cli_parse (&f->one);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, sl_json_get_int (json_array_get_object_element (json_node_get_array (node), 0), "number", 0));
  cli_run (&f->one, "conflicts", "swap", number);
  cli_assert_done (&f->one);
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 0);
  cli_run (&f->one, "conflicts");
  cli_assert_out (&f->one, "Nothing that you wrote lost");
  cli_run (&f->one, "sync");
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 0);
}

/* A wrong password says so and changes nothing; signed out, the rest works, and the keyring holds nothing. */
static void
test_sign_in_and_out (Fixture      *f,
                      gconstpointer data)
{
  const char *args[] = { "account", "sign-in", "--server", f->server.address, "--email", EMAIL, NULL };
  const char *remote[] = { "account", "sign-in", "--server", "http://tracker.example.org", "--email", EMAIL, NULL };

  g_assert_cmpint (cli_run_input (&f->one, "wrong-" PASSWORD "\n", args), ==, 1);
  cli_assert_err (&f->one, "Check both");
  g_assert_cmpint (cli_run_input (&f->one, "", args), ==, 2);
  cli_assert_err (&f->one, "No password came.");
  g_assert_cmpint (cli_run_input (&f->one, PASSWORD "\n", remote), ==, 1);
  cli_assert_err (&f->one, "https");
  cli_run (&f->one, "account", "--json");
  cli_assert_out (&f->one, "\"signed_in\" : false");
  sign_in (f, &f->one);
  cli_run (&f->one, "account", "sign-out");
  cli_assert_out (&f->one, "Everything stays here.");
  g_assert_cmpint (cli_run (&f->one, "sync", "--yes"), ==, 1);
  cli_run (&f->one, "sync", "--background");
  cli_assert_done (&f->one);
  g_assert_cmpstr (f->one.out, ==, "");
  /* Where it was before. */
  cli_run_input (&f->one, PASSWORD "\n", (const char *const[]) { "account", "sign-in", NULL });
  cli_assert_done (&f->one);
}

/* Where nothing is to go to the Trash, “undo” is none of the sign-out. */
static void
test_sign_out_to_trash (Fixture      *f,
                        gconstpointer data)
{
  g_free (cli_add (&f->one, "Torvmark", "Baker", "Applied"));
  sign_in (f, &f->one);
  cli_run (&f->one, "account", "sign-out", "--to-trash");
  cli_assert_done (&f->one);
  cli_assert_not_out (&f->one, "undo");
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 1);

  sign_in (f, &f->one);
  sync_agreed (&f->one);
  cli_run (&f->one, "account", "sign-out", "--to-trash");
  cli_assert_out (&f->one, "in the Trash here; “undo” brings it back");
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 0);
  cli_run (&f->one, "undo");
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 1);
}

/* Signed out, no file goes anywhere; signed in, it is told whether they do. */
static void
test_uploads (Fixture      *f,
              gconstpointer data)
{
  g_free (cli_add (&f->one, "Torvmark", "Baker", "Applied"));
  g_assert_cmpint (cli_run (&f->one, "account", "uploads", "on"), ==, 1);
  cli_assert_err (&f->one, "You aren’t signed in to a server.");
  sign_in (f, &f->one);
  cli_assert_out (&f->one, "The files of your résumés stay on this computer.");
  cli_run (&f->one, "account", "uploads", "on");
  cli_assert_done (&f->one);
  cli_run (&f->one, "account", "show");
  cli_assert_out (&f->one, "The files of your résumés go to the server");
  cli_run (&f->one, "account", "show", "--json");
  cli_assert_out (&f->one, "\"uploads\" : true");
  cli_run (&f->one, "account", "sign-out");
  g_assert_cmpint (cli_run (&f->one, "account", "uploads", "off"), ==, 1);
}

/* What the server doesn't have goes to the Trash; what it has stands again, changed or deleted here. */
static void
test_discard (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *added = NULL;

  sign_in (f, &f->one);
  sync_agreed (&f->one);
  added = cli_add (&f->one, "Nordvik", "Cook", "Saved");
  cli_run (&f->one, "outbox", "retry", added);
  cli_assert_done (&f->one);
  cli_assert_not_out (&f->one, "again");
  cli_run (&f->one, "outbox", "discard", added);
  cli_assert_done (&f->one);
  cli_assert_out (&f->one, "is in the Trash now");
  cli_assert_not_out (&f->one, "stands here again");

  cli_run (&f->one, "set", here, "--location", "Bergen");
  cli_run (&f->one, "outbox", "discard", here);
  cli_assert_out (&f->one, "What the server has stands here again.");
  cli_run (&f->one, "outbox");
  cli_assert_out (&f->one, "Nothing waits to be sent.");
  cli_run (&f->one, "delete", here);
  cli_assert_done (&f->one);
  cli_run (&f->one, "outbox", "discard", here);
  cli_assert_out (&f->one, "is back here");
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 1);
}

/* What isn't there any more has no name; what was done before something can't be is said all the same. */
static void
test_discard_deleted_for_good (Fixture      *f,
                               gconstpointer data)
{
  g_autofree char *gone = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *added = NULL;

  sign_in (f, &f->one);
  sync_agreed (&f->one);
  cli_run (&f->one, "delete", gone);
  cli_run (&f->one, "trash", "empty", gone, "--yes");
  cli_assert_done (&f->one);
  cli_run (&f->one, "outbox");
  cli_assert_out (&f->one, "(deleted for good)");

  added = cli_add (&f->one, "Nordvik", "Cook", "Saved");
  g_assert_cmpint (cli_run (&f->one, "outbox", "discard", added, gone, "--json"), ==, 1);
  cli_assert_out (&f->one, "\"outcome\" : \"trashed\"");
  cli_assert_not_out (&f->one, gone);
  cli_assert_err (&f->one, "It was deleted for good here");
}

/* Two applications of one name are told apart, and no id is printed in full. */
static void
test_conflict_of_references (Fixture      *f,
                             gconstpointer data)
{
  g_autofree char *first = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *second = cli_add (&f->one, "Torvmark", "Baker", "Saved");
  g_autofree char *contact = NULL, *line = NULL, *shown = NULL;

  cli_run (&f->one, "contact", "add", "--name", "HR office");
  contact = g_strdup (g_strstrip (f->one.out));
  sign_in (f, &f->one);
  sync_agreed (&f->one);
  sign_in (f, &f->other);
  sync_agreed (&f->other);
  line = g_strdup ("c () { \"$ctl\" --data-dir \"$dir\" \"$@\"; }; c contact set $(c contact list --json | sed -n 's/.*\"id\" : \"\\([^\"]*\\)\".*/\\1/p' | head -n 1)"
                   " --application $(c list --status Saved --format ids)");
  cli_shell (&f->other, line);
  cli_assert_done (&f->other);
  cli_run (&f->one, "contact", "set", contact, "--application", first);
  cli_assert_done (&f->one);
  cli_run (&f->other, "sync");
  cli_run (&f->one, "sync");
  cli_run (&f->one, "conflicts");
  shown = g_strdup_printf ("Baker at Torvmark (%.8s)", first);
  cli_assert_out (&f->one, shown);
  cli_assert_not_out (&f->one, first);
  cli_assert_not_out (&f->one, second);
}

/* A second offer of one application: the server has one of each. What was refused is said by the round, and again when it is. */
static void
test_refused (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Offer");
  g_autofree char *offer = NULL;

  sign_in (f, &f->one);
  cli_run (&f->one, "offer", "set", here, "--salary", "50000");
  cli_assert_done (&f->one);
  sync_agreed (&f->one);
  cli_run (&f->one, "offer", "delete", here);
  cli_run (&f->one, "trash", "--json");
  {
    g_autoptr (JsonNode) trash = cli_parse (&f->one);

    offer = g_strdup (sl_json_get_string (json_array_get_object_element (json_node_get_array (trash), 0), "id", NULL));
  }
  cli_run (&f->one, "offer", "set", here, "--salary", "52000");
  cli_assert_done (&f->one);
  cli_run (&f->one, "trash", "restore", offer);
  cli_assert_done (&f->one);
  g_assert_cmpint (cli_run (&f->one, "sync"), ==, 1);
  cli_assert_out (&f->one, "The server refused: ");
  cli_assert_out (&f->one, "The server has one for each application");
  cli_assert_err (&f->one, "The server doesn’t take 1 change");
  /* As long as it isn't there, and not only when it is refused. */
  g_assert_cmpint (cli_run (&f->one, "sync"), ==, 1);
  cli_run (&f->one, "sync", "--background");
  cli_assert_done (&f->one);
  cli_run (&f->one, "sync", "--log");
  cli_assert_out (&f->one, "The server refused: ");
}

/* Made on the server, and signed in at once; what it doesn't take is said in its words. */
static void
test_register (Fixture      *f,
               gconstpointer data)
{
  const char *args[] = { "account", "sign-in", "--server", f->server.address, "--email", "new@example.org", "--register", "newcomer", NULL };

  g_assert_cmpint (cli_run_input (&f->one, "short\n", args), ==, 1);
  cli_assert_err (&f->one, "password");
  cli_run_input (&f->one, "long-enough-to-be-taken\n", args);
  cli_assert_done (&f->one);
  cli_assert_out (&f->one, "new@example.org");
  sync_agreed (&f->one);
}

static void
assert_no_secret (const char *where,
                  const char *contents,
                  gsize       length)
{
  /* All tokens of this server begin alike. */
  static const char *const secrets[] = { PASSWORD, "eyJhbGci" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (memmem (contents, length, secrets[i], strlen (secrets[i])) != NULL)
      g_error ("“%s” is in %s", secrets[i], where);
}

static guint
assert_no_secret_in_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += assert_no_secret_in_folder (path);
      else if (g_file_get_contents (path, &contents, &length, NULL))
        {
          assert_no_secret (path, contents, length);
          n++;
        }
    }
  return n;
}

/* In no file of the data folder, no export, no backup, nothing that is said, and no log, of all there is to log either. */
static void
test_no_secret (Fixture      *f,
                gconstpointer data)
{
  static const char *const commands[][4] = {
    { "sync" }, { "sync", "--log" }, { "sync", "--log", "--json" }, { "account", "--json" }, { "outbox", "--json" }, { "conflicts", "--json" }, { "check" },
    { "export", "everything.json" }, { "export", "table.csv" }, { "backup", "make" }, { "backup", "list" },
  };
  g_autofree char *here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  g_autofree char *out = g_build_filename (f->one.dir, "out", NULL);

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  sign_in (f, &f->one);
  sync_agreed (&f->one);
  g_assert_cmpint (g_mkdir_with_parents (out, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *file = commands[i][1] != NULL && strchr (commands[i][1], '.') != NULL ? g_build_filename (out, commands[i][1], NULL) : NULL;
      const char *args[] = { commands[i][0], file != NULL ? file : commands[i][1], commands[i][2], NULL };

      cli_run_input (&f->one, "", args);
      cli_assert_done (&f->one);
      assert_no_secret (commands[i][0], f->one.out, f->one.out_length);
      assert_no_secret (commands[i][0], f->one.err, strlen (f->one.err));
    }
  g_unsetenv ("G_MESSAGES_DEBUG");
  g_assert_cmpuint (assert_no_secret_in_folder (f->one.dir), >, 4);
}

/* A server that is gone: what is here waits, and goes when it is back. */
static void
test_server_away (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *here = NULL;
  guint16 port;

  sign_in (f, &f->one);
  sync_agreed (&f->one);
  here = cli_add (&f->one, "Torvmark", "Baker", "Applied");
  port = (guint16) g_ascii_strtoull (strrchr (f->server.address, ':') + 1, NULL, 10);
  sl_test_server_stop (&f->server);
  g_assert_cmpint (cli_run (&f->one, "sync"), ==, 1);
  cli_run (&f->one, "account");
  cli_assert_out (&f->one, "1 change waits");
  /* It forgot everybody: somebody of the same name is somebody else. */
  sl_test_server_start (&f->server, data, "first:" PASSWORD, port);
  g_assert_cmpint (cli_run (&f->one, "sync"), ==, 1);
  cli_run (&f->one, "list", "--json");
  g_assert_cmpuint (cli_count_listed (&f->one), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  sl_test_init (&argc, &argv);
  sl_test_keyring_init (&keyring);
  sl_test_keyring_start (&keyring);
#define ADD(name, profile, func) g_test_add ("/cli/sync/" name, Fixture, profile, set_up, func, tear_down)
  ADD ("two-computers", "doc", test_two_computers);
  ADD ("two-computers-newer-server", "head", test_two_computers);
  ADD ("conflict", "head", test_conflict);
  ADD ("keeps-many", "head", test_keeps_many);
  ADD ("conflict-of-texts", "head", test_conflict_of_texts);
  ADD ("conflict-with-nothing", "head", test_conflict_with_nothing);
  ADD ("conflict-of-references", "head", test_conflict_of_references);
  ADD ("conflict-of-a-deletion", "head", test_conflict_of_a_deletion);
  ADD ("sign-in-and-out", "doc", test_sign_in_and_out);
  ADD ("sign-out-to-trash", "doc", test_sign_out_to_trash);
  ADD ("uploads", "doc", test_uploads);
  ADD ("discard", "doc", test_discard);
  ADD ("discard-deleted-for-good", "doc", test_discard_deleted_for_good);
  ADD ("refused", "doc", test_refused);
  ADD ("register", "head", test_register);
  ADD ("no-secret", "head", test_no_secret);
  ADD ("server-away", "doc", test_server_away);
  status = g_test_run ();
  sl_test_keyring_clear (&keyring);
  return status;
}
