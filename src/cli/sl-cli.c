/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl: the table of commands and how one is chosen and ends. */
#define G_LOG_DOMAIN "sl-cli"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "sl-cli.h"

#define PROGRAM "shortlistctl"

static const SlCliCommand commands[] = {
  { "add", N_("--company NAME --role TITLE [--FIELD VALUE…]"), N_("Add an application and print its id"), sl_cli_add },
  { "list", N_("[TEXT…]"), N_("List applications"), sl_cli_list },
  { "show", N_("ID…"), N_("Show all that is known about an application"), sl_cli_show },
  { "set", N_("ID… --FIELD VALUE…"), N_("Change fields and tags of applications"), sl_cli_set },
  { "move", N_("ID… STATUS"), N_("Move applications to a status or an interview step"), sl_cli_move },
  { "delete", N_("ID…"), N_("Move applications to the Trash"), sl_cli_delete },
  { "restore", N_("ID…"), N_("Take applications out of the Trash"), sl_cli_restore },
  { "undo", NULL, N_("Undo the last change"), sl_cli_undo },
  { "redo", NULL, N_("Do again what was undone last"), sl_cli_redo },
  { "log", N_("[ID]"), N_("Show what was changed, newest first"), sl_cli_log },
  { "import", N_("FILE|-"), N_("Import a spreadsheet (CSV) or an export (JSON)"), sl_cli_import },
  { "export", N_("FILE|-"), N_("Export applications (CSV) or everything (JSON)"), sl_cli_export },
  { "stats", NULL, N_("Show the numbers of the job search"), sl_cli_stats },
  { "chart", N_("KIND --output FILE"), N_("Draw a chart into an SVG, PNG, PDF or CSV file"), sl_cli_chart },
  { "check", NULL, N_("Look whether the data is sound"), sl_cli_check },
};

static const SlCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-9s %s", commands[i].name, _(commands[i].summary));
  g_string_append_printf (text, "\n\n%s\n%s",
                          _("“shortlistctl COMMAND --help” explains a command. Ids may be shortened as long as they fit only one record."),
                          _("Exit status: 0 done, 1 failed, 2 wrong usage."));

  return g_string_free_and_steal (text);
}

static GOptionEntry *
common_entries (SlCli    *cli,
                gboolean *version)
{
  GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &cli->data_dir, N_("Folder of the data instead of your own"), N_("DIR") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("Print JSON"), NULL },
    { "version", 0, version != NULL ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, version, N_("Print the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* Commands know no --version. */
  if (version == NULL)
    entries[2] = (GOptionEntry) G_OPTION_ENTRY_NULL;

  return g_memdup2 (entries, sizeof entries);
}

gboolean
sl_cli_parse (SlCli              *cli,
              char             ***argv,
              const GOptionEntry *entries,
              const GOptionEntry *more_entries)
{
  g_autoptr (GOptionContext) context = g_option_context_new (cli->command->arguments != NULL ? _(cli->command->arguments) : NULL);
  g_autofree GOptionEntry *common = common_entries (cli, NULL);
  g_autofree char *name = g_strconcat (PROGRAM " ", cli->command->name, NULL);
  char *data_dir_before = cli->data_dir;
  g_autoptr (GError) error = NULL;
  char *first;

  g_set_prgname (name);
  g_option_context_set_summary (context, _(cli->command->summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (more_entries != NULL)
    g_option_context_add_main_entries (context, more_entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, argv, &error))
    {
      sl_cli_usage (cli, "%s", error->message);
      return FALSE;
    }

  /* Given before and after the command: the later one counts. */
  if (cli->data_dir != data_dir_before)
    g_free (data_dir_before);

  first = (*argv)[0];
  if (first != NULL)
    {
      memmove (*argv, *argv + 1, g_strv_length (*argv) * sizeof (char *));
      g_free (first);
      /* What comes after "--" is no option, and the sign itself no argument. */
      if ((*argv)[0] != NULL && g_str_equal ((*argv)[0], "--"))
        {
          first = (*argv)[0];
          memmove (*argv, *argv + 1, g_strv_length (*argv) * sizeof (char *));
          g_free (first);
        }
    }

  return TRUE;
}

static int
run_command (SlCli  *cli,
             char ***argv)
{
  SlCliExit status;

  cli->command = find_command ((*argv)[0]);
  if (cli->command == NULL)
    {
      g_autofree char *name = sl_cli_make_harmless ((*argv)[0]);

      sl_cli_tell (_("There is no command “%s”. “shortlistctl --help” lists them."), name);
      return SL_CLI_USAGE;
    }

  status = cli->command->run (cli, argv);
  if (cli->context != NULL)
    sl_context_close (cli->context);

  /* What could not be printed was not done as far as anybody can see. */
  if (status == SL_CLI_DONE && (fflush (stdout) != 0 || ferror (stdout)))
    {
      sl_cli_tell (_("The output could not be written: %s."), g_strerror (errno));
      return SL_CLI_FAILED;
    }

  return status;
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
  char *program;

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, _("Shortlist’s command line: the same job search as in the window."));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, argv, &error))
    {
      sl_cli_tell ("%s", error->message);
      return SL_CLI_USAGE;
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

  program = (*argv)[0];
  memmove (*argv, *argv + 1, g_strv_length (*argv) * sizeof (char *));
  g_free (program);

  return run_command (cli, argv);
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

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (PROGRAM);

  status = run (&cli, &args);

  g_clear_object (&cli.context);
  g_free (cli.data_dir);

  return status;
}
