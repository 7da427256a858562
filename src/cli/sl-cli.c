/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl: the table of commands and how one is chosen and ends. */
#define G_LOG_DOMAIN "sl-cli"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sl-cli-fields.h"
#include "sl-cli-sync.h"

#define PROGRAM "shortlistctl"

#define EXAMPLES SL_CLI_EXAMPLES

static const SlCliCommand commands[] = {
  { .name = "add", .run = sl_cli_add, .makes_data = TRUE,
    .arguments = N_("--company NAME --role TITLE [--FIELD VALUE…]"),
    .summary = N_("Add an application and print its id"),
    .details = N_("Without --status it is saved, not yet applied for; without --applied-date an applied one gets today."),
    .examples = EXAMPLES ("add --company Torvmark --role Baker", "add --company Torvmark --role Baker --status Applied --source Referral --tag nearby") },
  { .name = "list", .run = sl_cli_list, .names_fields = TRUE,
    .arguments = N_("[TEXT…]"),
    .summary = N_("List applications"),
    .examples = EXAMPLES ("list baker", "list --status Applied,Interviewing --sort applied:desc --limit 10",
                          "list --tag nearby --json", "list --status Saved --format ids | shortlistctl move - Applied") },
  { .name = "find", .run = sl_cli_find,
    .arguments = N_("TEXT"),
    .summary = N_("Find anything: applications, people, questions, saved jobs, rounds, papers"),
    .details = N_("Each word may be the beginning of a longer one. “list --search” looks among the applications alone, and can be filtered."),
    .examples = EXAMPLES ("find portfolio", "find malmo --kind people --json") },
  { .name = "show", .run = sl_cli_show,
    .arguments = N_("ID…"),
    .summary = N_("Show all that is known about an application"),
    .details = N_("Times are shown as they are where you are; with --json as ISO 8601 in UTC."),
    .examples = EXAMPLES ("show 1a2b", "show 1a2b --json") },
  { .name = "set", .run = sl_cli_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change fields and tags of applications"),
    .details = N_("An empty VALUE empties the field. All of it is one step of undo. “-” instead of ids reads them from standard input."),
    .examples = EXAMPLES ("set 1a2b --priority High --follow-up-date 2026-09-03", "set 1a2b 3c4d --tag nearby", "set 1a2b --salary-min ''") },
  { .name = "move", .run = sl_cli_move, .names_places = TRUE,
    .arguments = N_("ID… STATUS"),
    .summary = N_("Move applications to a status or an interview step"),
    .details = N_("“-” instead of ids reads them from standard input."),
    .examples = EXAMPLES ("move 1a2b Applied", "move 1a2b 'Technical Interview'", "move 1a2b Rejected --detail 'No response'",
                          "move 1a2b Closed --outcome Withdrawn") },
  { .name = "delete", .run = sl_cli_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move applications to the Trash"),
    .examples = EXAMPLES ("delete 1a2b", "list --trash") },
  { .name = "restore", .run = sl_cli_restore,
    .arguments = N_("ID…"),
    .summary = N_("Take applications out of the Trash"),
    .examples = EXAMPLES ("restore 1a2b") },
  { .name = "today", .run = sl_cli_today,
    .summary = N_("Show what waits today"),
    .details = N_("What is due, the next interviews, offers and saved jobs that run out, and quiet applications."),
    .examples = EXAMPLES ("today", "today --json") },
  { .name = "saved", .parts = sl_cli_saved_parts,
    .summary = N_("Jobs saved for later"),
    .examples = EXAMPLES ("saved add --company Torvmark --role Baker", "saved list --status Active") },
  { .name = "convert", .run = sl_cli_convert,
    .arguments = N_("ID"),
    .summary = N_("Turn a saved job into an application and print its id"),
    .details = N_("All fields that an application has come along; the deadline becomes a reminder."),
    .examples = EXAMPLES ("convert 1a2b") },
  { .name = "stage", .parts = sl_cli_stage_parts,
    .summary = N_("Interview rounds of an application"),
    .examples = EXAMPLES ("stage add 1a2b --name 'Phone screen' --date 2026-09-03", "stage list") },
  { .name = "event", .parts = sl_cli_event_parts,
    .summary = N_("What happened to an application: steps, interviews, notes"),
    .examples = EXAMPLES ("event add 1a2b --title 'Called by the team lead'", "event list 1a2b") },
  { .name = "offer", .parts = sl_cli_offer_parts,
    .summary = N_("The offer of an application"),
    .examples = EXAMPLES ("offer set 1a2b --salary 52000 --currency EUR", "offer show 1a2b") },
  { .name = "reflect", .parts = sl_cli_reflect_parts,
    .summary = N_("A look back at an application"),
    .examples = EXAMPLES ("reflect set 1a2b --worked 'Asked good questions'", "reflect show 1a2b") },
  { .name = "contact", .parts = sl_cli_contact_parts,
    .summary = N_("People you met on the way"),
    .examples = EXAMPLES ("contact add --name 'HR office' --company Torvmark", "contact touch 5e6f", "contact import people.vcf") },
  { .name = "document", .parts = sl_cli_document_parts,
    .summary = N_("Files and links that belong to an application"),
    .examples = EXAMPLES ("document add 1a2b letter.pdf", "document list 1a2b") },
  { .name = "resume", .parts = sl_cli_resume_parts,
    .summary = N_("Résumé versions and what came of them"),
    .examples = EXAMPLES ("resume add resume.pdf --name 'One page'", "resume list") },
  { .name = "questions", .parts = sl_cli_question_parts,
    .summary = N_("The questions of all interviews, and your answers"),
    .examples = EXAMPLES ("questions list --type technical", "questions answer 'Why us?' 'The smell of bread.'", "questions practice --count 5") },
  { .name = "skills", .run = sl_cli_skills,
    .arguments = N_("[TEXT…]"),
    .summary = N_("Show the skills to build that reflections name"),
    .examples = EXAMPLES ("skills", "skills negotiation --json") },
  { .name = "offers", .run = sl_cli_offers,
    .arguments = N_("[APPLICATION…]"),
    .summary = N_("Compare offers side by side"),
    .details = N_("Without applications the offers that wait for an answer. Amounts in another currency need a rate."),
    .examples = EXAMPLES ("offers", "offers 1a2b 3c4d --currency EUR --rate CHF=1.05") },
  { .name = "company", .run = sl_cli_company,
    .arguments = N_("NAME"),
    .summary = N_("Show all that is known about a company"),
    .examples = EXAMPLES ("company Torvmark", "company 'Torvmark, Inc.' --json") },
  { .name = "tag", .parts = sl_cli_tag_parts,
    .summary = N_("The tags: add, list, set, delete, merge"),
    .examples = EXAMPLES ("tag list", "tag merge near Nearby") },
  { .name = "agenda", .parts = sl_cli_agenda_parts, .run = sl_cli_agenda,
    .summary = N_("What lies on which day, and calendar files"),
    .examples = EXAMPLES ("agenda", "agenda export jobs.ics", "agenda import invite.ics") },
  { .name = "report", .run = sl_cli_report,
    .arguments = N_("--output FILE [--from DATE] [--to DATE]"),
    .summary = N_("Write a report of the search (PDF, CSV), for an employment office"),
    .details = N_("Without days: the last 30. It has the applications of that time, and earlier ones to which something happened in it."),
    .examples = EXAMPLES ("report --from 2026-09-01 --to 2026-09-30 --output september.pdf", "report --columns applied,company,role --output jobs.csv") },
  { .name = "remind", .parts = sl_cli_remind_parts, .summary = N_("Be reminded: add, list, done, snooze, set, delete"),
    .examples = EXAMPLES ("remind list --due") },
  { .name = "undo", .run = sl_cli_undo,
    .summary = N_("Undo the last change"),
    .details = N_("A change of many applications, and a whole import, are one step. The window’s changes are undone, too. What was deleted for good doesn’t come back: right after that it asks before it undoes what was changed earlier, unless --yes is given."),
    .examples = EXAMPLES ("undo") },
  { .name = "redo", .run = sl_cli_redo,
    .summary = N_("Do again what was undone last"),
    .examples = EXAMPLES ("redo") },
  { .name = "log", .run = sl_cli_log,
    .arguments = N_("[ID]"),
    .summary = N_("Show what was changed, newest first"),
    .examples = EXAMPLES ("log", "log 1a2b --limit 5") },
  { .name = "import", .run = sl_cli_import, .names_fields = TRUE, .makes_data = TRUE,
    .arguments = N_("FILE|-"),
    .summary = N_("Import a spreadsheet (CSV) or an export (JSON)"),
    .details = N_("Delimiter, encoding, headings, dates and words are found out; --dry-run shows how. The whole import is one step of undo."),
    .examples = EXAMPLES ("import jobs.csv --dry-run", "import jobs.csv --map company=Employer --map role=3", "import jobs.csv --date-order dmy") },
  { .name = "export", .run = sl_cli_export, .names_fields = TRUE,
    .arguments = N_("FILE|-"),
    .summary = N_("Export applications (CSV) or everything (JSON)"),
    .details = N_("JSON has every record and every attached file, and is read again without loss. CSV is for spreadsheets: its headings are for people and in their language."),
    .examples = EXAMPLES ("export search.json", "export small.json --without-files", "export applied.csv --status Applied", "export - --format csv --columns company,role,status") },
  { .name = "stats", .run = sl_cli_stats,
    .summary = N_("Show the numbers of the job search"),
    .details = N_("With --json each rate is a fraction of the applications in the member with “_n” at its end."),
    .examples = EXAMPLES ("stats --window 90", "stats --source LinkedIn --json") },
  { .name = "chart", .run = sl_cli_chart,
    .arguments = N_("KIND --output FILE"),
    .summary = N_("Draw a chart into an SVG, PNG, PDF or CSV file"),
    .examples = EXAMPLES ("chart flow --output flow.svg", "chart trend --output trend.png --width 1200 --dark", "chart sources --output - --format csv") },
  { .name = "check", .run = sl_cli_check,
    .summary = N_("Look whether the data is sound"),
    .details = N_("Changes nothing, not even of a damaged file. Exit status 1 if something is wrong."),
    .examples = EXAMPLES ("check") },
  { .name = "merge", .run = sl_cli_merge, .names_fields = TRUE,
    .arguments = N_("ID OTHER [--take FIELD=WHOSE…]"),
    .summary = N_("Make two applications that are the same into one"),
    .details = N_("The first one stays and gets everything that belongs to the other one, which goes to the Trash. All of it is one step of undo."),
    .examples = EXAMPLES ("merge 1a2b 3c4d --dry-run", "merge 1a2b 3c4d --take role=other --take notes=both") },
  { .name = "backup", .parts = sl_cli_backup_parts,
    .summary = N_("Make, look at, restore and delete backups"),
    .examples = EXAMPLES ("backup list", "backup restore latest") },
  { .name = "trash", .parts = sl_cli_trash_parts,
    .summary = N_("Look at, restore and empty the Trash"),
    .examples = EXAMPLES ("trash list", "trash empty") },
  { .name = "account", .parts = sl_cli_account_parts, .run = sl_cli_account,
    .summary = N_("Sign in to and out of an OfferTracker server"),
    .examples = EXAMPLES ("account", "account sign-in --server https://tracker.example.org --email me@example.org") },
  { .name = "sync", .run = sl_cli_sync,
    .summary = N_("Bring what is here and what is on the server together"),
    .details = N_("The first time it shows what it would do, and asks. A backup is made before that. It ends with 1, too, while the server doesn’t take a change; the rest is done."),
    .examples = EXAMPLES ("sync --dry-run", "sync", "sync --log", "sync --list-missing --json") },
  { .name = "outbox", .parts = sl_cli_outbox_parts, .run = sl_cli_outbox,
    .summary = N_("What waits to be sent, and what the server refuses"),
    .examples = EXAMPLES ("outbox", "outbox discard 1a2b") },
  { .name = "conflicts", .parts = sl_cli_conflict_parts, .run = sl_cli_conflicts,
    .summary = N_("What you wrote and somebody else’s change replaced"),
    .examples = EXAMPLES ("conflicts", "conflicts swap 3") },
  { NULL },
};

/* @table ends with a command without a name. */
static const SlCliCommand *
find_command (const SlCliCommand *table,
              const char         *name)
{
  for (; table->name != NULL; table++)
    if (g_strcmp0 (table->name, name) == 0)
      return table;

  return NULL;
}

static GString *
describe_table (const SlCliCommand *table)
{
  GString *text = g_string_new (_("Commands:"));

  for (; table->name != NULL; table++)
    g_string_append_printf (text, "\n  %-10s %s", table->name, _(table->summary));

  return text;
}

static char *
describe_commands (void)
{
  GString *text = describe_table (commands);

  g_string_append_printf (text, "\n\n%s\n%s\n%s",
                          _("“shortlistctl COMMAND --help” explains a command; “shortlistctl list --help” has the names of all fields."),
                          _("Ids may be shortened as long as they fit only one record."),
                          _("Exit status: 0 done, 1 failed, 2 wrong usage: an option that there isn’t, or that can’t be what was given."));

  return g_string_free_and_steal (text);
}

/* What stands below the options in a command's help. */
static char *
describe_command (const SlCliCommand *command)
{
  GString *text = command->parts != NULL ? describe_table (command->parts) : g_string_new (NULL);

  if (command->parts != NULL)
    g_string_append (text, "\n\n");
  if (command->details != NULL)
    g_string_append_printf (text, "%s\n\n", _(command->details));
  g_string_append (text, _("Examples:"));
  for (guint i = 0; command->examples[i] != NULL; i++)
    g_string_append_printf (text, "\n  " PROGRAM " %s", command->examples[i]);
  if (command->names_places)
    {
      g_autofree char *statuses = sl_cli_list_words (&sl_status_words, NULL);
      g_autofree char *lanes = sl_cli_list_words (&sl_lane_words, NULL);

      g_string_append_printf (text, "\n\n");
      g_string_append_printf (text, _("Statuses: %s"), statuses);
      g_string_append_printf (text, "\n");
      g_string_append_printf (text, _("Interview steps: %s"), lanes);
    }
  if (command->names_fields)
    {
      g_autofree char *fields = sl_cli_fields_describe ();

      g_string_append_printf (text, "\n\n%s", fields);
    }

  return g_string_free_and_steal (text);
}

static GOptionEntry *
common_entries (SlCli    *cli,
                gboolean *version)
{
  GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &cli->data_dir, N_("Folder of the data instead of your own"), N_("DIR") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("Print JSON"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &cli->help, N_("Show this help"), NULL },
    { "version", 0, version != NULL ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, version, N_("Print the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* Commands know no --version. */
  if (version == NULL)
    entries[3] = (GOptionEntry) G_OPTION_ENTRY_NULL;

  return g_memdup2 (entries, sizeof entries);
}

/* The first of @argv goes. */
static void
shift (char ***argv)
{
  char *first = (*argv)[0];

  memmove (*argv, *argv + 1, g_strv_length (*argv) * sizeof (char *));
  g_free (first);
}

/* GLib's own help ends the program at once, whether or not it could be written. */
static void
print_help (GOptionContext *context)
{
  g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

  sl_cli_write (text);
}

gboolean
sl_cli_parse (SlCli              *cli,
              char             ***argv,
              const GOptionEntry *entries,
              const GOptionEntry *more_entries)
{
  g_autoptr (GOptionContext) context = g_option_context_new (cli->command->arguments != NULL ? _(cli->command->arguments) : NULL);
  g_autofree GOptionEntry *common = common_entries (cli, NULL);
  g_autofree char *command = sl_cli_get_command_name (cli);
  g_autofree char *name = g_strconcat (PROGRAM " ", command, NULL);
  g_autofree char *description = describe_command (cli->command);
  char *data_dir_before = cli->data_dir;
  g_autoptr (GError) error = NULL;

  g_set_prgname (name);
  g_option_context_set_summary (context, _(cli->command->summary));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (more_entries != NULL)
    g_option_context_add_main_entries (context, more_entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse_strv (context, argv, &error))
    {
      sl_cli_usage (cli, "%s", error->message);
      return FALSE;
    }
  /* Given before and after the command: the later one counts. */
  if (cli->data_dir != data_dir_before)
    g_free (data_dir_before);

  if (cli->help)
    {
      print_help (context);
      return FALSE;
    }

  if (cli->data_dir != NULL && *cli->data_dir == '\0')
    {
      sl_cli_usage (cli, _("--data-dir needs the name of a folder"));
      return FALSE;
    }

  if ((*argv)[0] != NULL)
    {
      shift (argv);
      /* What comes after "--" is no option, and the sign itself no argument. */
      if ((*argv)[0] != NULL && g_str_equal ((*argv)[0], "--"))
        shift (argv);
    }

  return TRUE;
}

gboolean
sl_cli_parse_options (SlCli              *cli,
                      char             ***argv,
                      const GOptionEntry *entries,
                      const GOptionEntry *more_entries)
{
  if (!sl_cli_parse (cli, argv, entries, more_entries))
    return FALSE;
  if ((*argv)[0] == NULL)
    return TRUE;

  sl_cli_usage (cli, _("“%s” has no meaning here"), (*argv)[0]);
  return FALSE;
}

/* What a command of several is when none of them is named: most list. */
static const SlCliCommand *
find_default (const SlCliCommand *command)
{
  return command->run == NULL ? find_command (command->parts, "list") : command;
}

/* Goes on with the part that @argv names; without one there may be nothing but help. */
static SlCliExit
run_part (SlCli  *cli,
          char ***argv)
{
  const SlCliCommand *part = find_command (cli->command->parts, (*argv)[1]);
  const SlCliCommand *otherwise = find_default (cli->command);

  if (part != NULL)
    {
      shift (argv);
      cli->group = cli->command;
      cli->command = part;
      return part->run (cli, argv);
    }

  if (otherwise != NULL && ((*argv)[1] == NULL || (*argv)[1][0] == '-'))
    return otherwise->run (cli, argv);
  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  return sl_cli_usage (cli, _("Say what to do"));
}

static int
run_command (SlCli  *cli,
             char ***argv)
{
  SlCliExit status;

  cli->command = find_command (commands, (*argv)[0]);
  if (cli->command == NULL)
    {
      g_autofree char *name = sl_cli_make_harmless ((*argv)[0]);

      sl_cli_tell (_("There is no command “%s”. “shortlistctl --help” lists them."), name);
      return SL_CLI_USAGE;
    }

  status = cli->command->parts != NULL ? run_part (cli, argv) : cli->command->run (cli, argv);
  if (cli->context != NULL)
    sl_context_close (cli->context);

  return cli->help ? SL_CLI_DONE : status;
}

static int
run (SlCli  *cli,
     char ***argv)
{
  g_autofree char *description = describe_commands ();
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND [ARGUMENT…]"));
  gboolean version = FALSE;
  g_autofree GOptionEntry *common = common_entries (cli, &version);
  g_autoptr (GError) error = NULL;

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, _("Shortlist’s command line: the same job search as in the window."));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse_strv (context, argv, &error))
    {
      sl_cli_tell (_("%s. See “shortlistctl --help”."), error->message);
      return SL_CLI_USAGE;
    }

  if (cli->help)
    {
      print_help (context);
      return SL_CLI_DONE;
    }
  if (version)
    {
      sl_cli_print (PROGRAM " %s", SL_VERSION);
      return SL_CLI_DONE;
    }
  if (g_strv_length (*argv) < 2)
    {
      sl_cli_tell (_("Say what to do: “shortlistctl --help” lists the commands."));
      return SL_CLI_USAGE;
    }

  shift (argv);

  return run_command (cli, argv);
}

/* Started with one of them closed, the next file that is opened would get its number, and what is printed would land in
 * there. Reading from or writing to the stand-in fails or ends at once, as it would have. */
static void
open_standard_files (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF)
      open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/**
 * sl_cli_run:
 *
 * Does what the command line says.
 *
 * Returns: the exit status
 */
int
sl_cli_run (int    argc,
            char **argv)
{
  g_auto (GStrv) args = g_strdupv (argv);
  SlCli cli = { 0 };
  int status;

  open_standard_files ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (PROGRAM);

  status = run (&cli, &args);
  /* What could not be printed was not done, as far as anybody can see. */
  if (status == SL_CLI_DONE && sl_cli_get_write_error () != 0)
    {
      sl_cli_tell (_("The output could not be written: %s."), g_strerror (sl_cli_get_write_error ()));
      status = SL_CLI_FAILED;
    }

  g_clear_object (&cli.context);
  g_free (cli.data_dir);

  return status;
}
