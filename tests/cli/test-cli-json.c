/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command with --json: what it prints is one piece of JSON. Which commands there are, the program's own help says, so that
 * a new one has to come in here. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"
#include "sl-test-keyring.h"
#include "sl-test-server.h"

#define PASSWORD "correct-horse"

/* "c" is the program with the data of the test, "o" the other computer's. The commands that are looked at end in --json. */
#define SHELL "set -e; c () { \"$ctl\" --data-dir \"$dir\" \"$@\"; }; o () { \"$ctl\" --data-dir \"$dir-other\" \"$@\"; }; "

/* What a person does, in this order: @command is the one that is looked at, and %NULL where something is only made ready. What it
 * prints the lines after it know as @as (nullable). */
static const struct {
  const char *command;
  const char *line;
  const char *as;
} steps[] = {
  { "add", "c add --company Torvmark --role Baker --status Applied --json", NULL },
  { NULL, "c add --company Nordvik --role Cook --status Offer", "app" },
  { NULL, "c add --company Velkholt --role Miller --status Interviewing", "two" },
  { NULL, "c add --company Skogar --role Painter", "three" },
  { NULL, "c saved add --company Hafenlicht --role Pilot", "job" },
  { NULL, "c saved add --company Lindau --role Gardener", "job2" },
  { NULL, "c stage add $two --name Phone --date tomorrow", "stage" },
  { NULL, "c event add $two --title Called", "event" },
  { NULL, "c contact add --name 'HR office' --company Torvmark", "contact" },
  { NULL, "echo letter > letter.pdf; c document add $two letter.pdf", "document" },
  { NULL, "c resume add letter.pdf --name 'One page'", "resume" },
  { NULL, "c remind add --title Ask --at 'tomorrow 9:00'", "reminder" },

  { "list", "c list --json", NULL },
  { "list", "c list --trash nothing --json", NULL },
  { "find", "c find baker --json", NULL },
  { "find", "c find nothing --json", NULL },
  { "show", "c show $app --json", NULL },
  { "set", "c set $app --priority High --tag nearby --json", NULL },
  { "set", "c set $app --priority High --json", NULL },
  { "move", "c move $two Rejected --json", NULL },
  { "delete", "c delete $three --json", NULL },
  { "restore", "c restore $three --json", NULL },
  { "today", "c today --json", NULL },
  { "saved add", "c saved add --company Nordvik --role Cook --json", NULL },
  { "saved list", "c saved list --json", NULL },
  { "saved show", "c saved show $job --json", NULL },
  { "saved set", "c saved set $job --priority High --json", NULL },
  { "saved archive", "c saved archive $job2 --json", NULL },
  { "saved delete", "c saved delete $job2 --json", NULL },
  { "convert", "c convert $job --json", NULL },
  { "stage add", "c stage add $app --name Phone --json", NULL },
  { "stage list", "c stage list --json", NULL },
  { "stage set", "c stage set $stage --notes Parking --question 'Why us?' --json", NULL },
  { "event add", "c event add $app --title Called --json", NULL },
  { "event list", "c event list $two --json", NULL },
  { "event set", "c event set $event --title Wrote --json", NULL },
  { "event delete", "c event delete $event --json", NULL },
  { "offer set", "c offer set $app --salary 52000 --currency EUR --json", NULL },
  { "offer show", "c offer show $app --json", NULL },
  { "offers", "c offers --json", NULL },
  { "offer delete", "c offer delete $app --json", NULL },
  { "reflect set", "c reflect set $two --worked Questions --json", NULL },
  { "reflect show", "c reflect show $two --json", NULL },
  { "skills", "c skills --json", NULL },
  { "reflect delete", "c reflect delete $two --json", NULL },
  { "contact add", "c contact add --name Desk --json", NULL },
  { "contact list", "c contact list --json", NULL },
  { "contact show", "c contact show $contact --json", NULL },
  { "contact set", "c contact set $contact --name Office --json", NULL },
  { "contact touch", "c contact touch $contact --json", NULL },
  { "contact export", "c contact export people.vcf --json", NULL },
  { "contact import", "c contact import people.vcf --json", NULL },
  { "contact delete", "c contact delete $contact --json", NULL },
  { "document add", "c document add $app letter.pdf --json", NULL },
  { "document list", "c document list --json", NULL },
  { "document open-path", "c document open-path $document --json", NULL },
  { "document set", "c document set $document --name Letter --json", NULL },
  { "document delete", "c document delete $document --json", NULL },
  { "resume add", "c resume add letter.pdf --name 'Two pages' --json", NULL },
  { "resume list", "c resume list --json", NULL },
  { "resume open-path", "c resume open-path $resume --json", NULL },
  { "resume set", "c resume set $resume --name Short --json", NULL },
  { "resume delete", "c resume delete $resume --json", NULL },
  { "questions list", "c questions list --json", NULL },
  { "questions answer", "c questions answer 'Why us?' Bread --json", NULL },
  { "questions practice", "c questions practice --json", NULL },
  { "company", "c company Torvmark --json", NULL },
  { "tag add", "c tag add near --json", NULL },
  { "tag list", "c tag list --json", NULL },
  { "tag set", "c tag set near --name close --json", NULL },
  { "tag merge", "c tag merge close nearby --json", NULL },
  { "tag delete", "c tag delete nearby --json", NULL },
  { "agenda", "c agenda --json", NULL },
  { "agenda list", "c agenda list --json", NULL },
  { "agenda export", "c agenda export search.ics --json", NULL },
  { "agenda import", "c agenda import search.ics --json", NULL },
  { "agenda pack", "c agenda pack $stage --output pack.pdf --json", NULL },
  { "stage delete", "c stage delete $stage --json", NULL },
  { "report", "c report --output report.pdf --json", NULL },
  { "report", "c report --output report.csv --json", NULL },
  { "remind add", "c remind add --title Call --at 'tomorrow 9:00' --json", NULL },
  { "remind list", "c remind list --json", NULL },
  { "remind snooze", "c remind snooze $reminder --in 2h --json", NULL },
  { "remind set", "c remind set $reminder --title Write --json", NULL },
  { "remind done", "c remind done $reminder --json", NULL },
  { "remind delete", "c remind delete $reminder --json", NULL },
  { "undo", "c undo --json", NULL },
  { "redo", "c redo --json", NULL },
  { "log", "c log --json", NULL },
  { "export", "c export search.json --json", NULL },
  { "export", "c export search.csv --json", NULL },
  { "import", "c import search.csv --dry-run --json", NULL },
  { "import", "c import search.csv --json", NULL },
  { "import", "c import search.json --dry-run --json", NULL },
  { "import", "c import search.json --json", NULL },
  { "stats", "c stats --json", NULL },
  { "chart", "c chart flow --output flow.svg --json", NULL },
  { "check", "c check --json", NULL },
  { "merge", "c merge $app $three --dry-run --json", NULL },
  { "merge", "c merge $app $three --json", NULL },
  { "backup make", "c backup make --json", NULL },
  { "backup list", "c backup list --json", NULL },
  { "backup show", "c backup show latest --json", NULL },
  { "backup restore", "c backup restore latest --json", NULL },
  { "backup delete", "c backup delete latest --json", NULL },
  { "trash", "c trash --json", NULL },
  { "trash list", "c trash list --json", NULL },
  { "trash restore", "c trash restore $three --json", NULL },
  { "trash empty", "c trash empty --yes --json", NULL },

  { NULL, "c add --company Brenna --role Smith", "app" },
  { "account", "c account --json", NULL },
  { "account show", "c account show --json", NULL },
  { "sync", "c sync --background --json", NULL },
  { "account sign-in", "echo $password | c account sign-in --server $server --email first@example.org --json", NULL },
  { NULL, "echo $password | o account sign-in --server $server --email first@example.org", NULL },
  { "account uploads", "c account uploads on --json", NULL },
  { "sync", "c sync --dry-run --json", NULL },
  { "sync", "c sync --yes --json", NULL },
  { "sync", "c sync --background --json", NULL },
  { "sync", "c sync --log --json", NULL },
  { "sync", "c sync --list-missing --json", NULL },
  { NULL, "o sync --yes", NULL },
  { NULL, "o set $(o list Smith --format ids) --location Malmö --source Referral; o sync", NULL },
  { NULL, "c set $app --location Bergen --source Recruiter; c sync", NULL },
  { "conflicts", "c conflicts --json", NULL },
  { "conflicts list", "c conflicts list --json", NULL },
  { "conflicts swap", "c conflicts swap 1 --json", NULL },
  { "conflicts keep", "c conflicts keep 2 --json", NULL },
  { NULL, "c set $app --location Ulm", NULL },
  { "outbox", "c outbox --json", NULL },
  { "outbox list", "c outbox list --json", NULL },
  { "outbox retry", "c outbox retry $app --json", NULL },
  { "outbox discard", "c outbox discard $app --json", NULL },
  { "account sign-out", "c account sign-out --json", NULL },
};

typedef struct {
  CliFixture base;
  SlTestServer server;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  cli_fixture_set_up (&f->base, NULL);
  sl_test_server_start (&f->server, "head", "first:" PASSWORD, 0);
  g_setenv ("server", f->server.address, TRUE);
  g_setenv ("password", PASSWORD, TRUE);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  sl_test_server_stop (&f->server);
  cli_fixture_tear_down (&f->base, NULL);
}

static void
run_line (CliFixture *f,
          const char *line)
{
  g_autofree char *shell = g_strconcat (SHELL, line, NULL);

  if (cli_shell (f, shell) != 0)
    g_error ("%s: exit status %d: %s", line, f->status, f->err);
}

/* (transfer full) (element-type utf8): the names under "Commands:" of what was printed. */
static GPtrArray *
find_commands (CliFixture *f)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (f->out, "\n", -1);
  gboolean within = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_equal (lines[i], "Commands:"))
      within = TRUE;
    else if (within && g_str_has_prefix (lines[i], "  "))
      g_ptr_array_add (names, g_strndup (lines[i] + 2, strcspn (lines[i] + 2, " ")));
    else
      within = FALSE;
  return g_steal_pointer (&names);
}

static void
assert_met (GHashTable *met,
            const char *command)
{
  if (!g_hash_table_contains (met, command))
    g_error ("“%s” isn't looked at with --json", command);
}

/* One that lists says so without the word, too. */
static void
assert_lists (CliFixture *f,
              const char *command)
{
  g_autofree char *listed = NULL;

  cli_run (f, command, "list", "--json");
  cli_assert_done (f);
  listed = g_steal_pointer (&f->out);
  cli_run (f, command, "--json");
  cli_assert_done (f);
  g_assert_cmpstr (f->out, ==, listed);
}

/* Each command has to be among @met; of one that has parts, each part. */
static void
assert_all_met (CliFixture *f,
                GHashTable *met)
{
  g_autoptr (GPtrArray) commands = NULL;

  cli_run (f, "--help");
  commands = find_commands (f);
  g_assert_cmpuint (commands->len, >, 30);
  for (guint i = 0; i < commands->len; i++)
    {
      const char *command = g_ptr_array_index (commands, i);
      g_autoptr (GPtrArray) parts = NULL;

      cli_run (f, command, "--help");
      cli_assert_done (f);
      parts = find_commands (f);
      if (parts->len == 0)
        assert_met (met, command);
      for (guint j = 0; j < parts->len; j++)
        {
          g_autofree char *part = g_strconcat (command, " ", g_ptr_array_index (parts, j), NULL);

          assert_met (met, part);
          if (g_str_equal (g_ptr_array_index (parts, j), "list"))
            assert_lists (f, command);
        }
    }
}

static void
test_every_command (Fixture      *f,
                    gconstpointer data)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;

      run_line (&f->base, steps[i].line);
      if (steps[i].as != NULL)
        g_setenv (steps[i].as, g_strstrip (f->base.out), TRUE);
      if (steps[i].command == NULL)
        continue;
      g_hash_table_add (met, (gpointer) steps[i].command);
      node = sl_json_parse (f->base.out, -1, &error);
      if (node == NULL)
        g_error ("%s prints no JSON: %s", steps[i].line, f->base.out);
    }
  assert_all_met (&f->base, met);
}

int
main (int    argc,
      char **argv)
{
  SlTestKeyring keyring;
  int status;

  sl_test_init (&argc, &argv);
  sl_test_keyring_init (&keyring);
  sl_test_keyring_start (&keyring);
  g_test_add ("/cli/json/every-command", Fixture, NULL, set_up, test_every_command, tear_down);
  status = g_test_run ();
  sl_test_keyring_clear (&keyring);
  return status;
}
