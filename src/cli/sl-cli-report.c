/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl report: the job search of a time, as employment offices want to see it. */
#define G_LOG_DOMAIN "sl-cli-report"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-days.h"
#include "sl-print-docs.h"
#include "sl-print-layout.h"
#include "sl-settings.h"

#define USUAL_DAYS 30

typedef struct {
  SlDay first;
  SlDay last;
  SlDay today;
  GTimeZone *zone;
} Wanted;

static gpointer
read_report (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Wanted *wanted = data;

  return sl_report_read (connection, wanted->first, wanted->last, wanted->today, wanted->zone, cancellable, error);
}

typedef struct {
  SlCliDays days;
  char *output;
  char *format;
  char *columns;
  char *name;
  char *paper;
} Options;

static void
options_clear (Options *options)
{
  sl_cli_days_clear (&options->days);
  g_free (options->output);
  g_free (options->format);
  g_free (options->columns);
  g_free (options->name);
  g_free (options->paper);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* FALSE: neither said nor to be seen from the file's name. */
static gboolean
choose_csv (Options  *options,
            gboolean *csv)
{
  g_autofree char *lower = g_ascii_strdown (options->format != NULL ? options->format : options->output, -1);

  *csv = options->format != NULL ? g_str_equal (lower, "csv") : g_str_has_suffix (lower, ".csv");
  return *csv || (options->format != NULL ? g_str_equal (lower, "pdf") : g_str_has_suffix (lower, ".pdf"));
}

static gboolean
choose_paper (Options *options,
              SlPaper *paper)
{
  *paper = options->paper == NULL ? SL_PAPER_AUTO : g_ascii_strcasecmp (options->paper, "letter") == 0 ? SL_PAPER_LETTER : SL_PAPER_A4;

  return options->paper == NULL || *paper == SL_PAPER_LETTER || g_ascii_strcasecmp (options->paper, "a4") == 0;
}

/* What was said, else what the person chose in the window. */
static gboolean
choose_columns (Options  *options,
                guint    *columns,
                GError  **error)
{
  g_autoptr (GSettings) settings = sl_settings_open ();
  g_auto (GStrv) names = NULL;

  if (options->columns != NULL)
    names = g_strsplit (options->columns, ",", -1);
  else if (settings != NULL)
    names = g_settings_get_strv (settings, "report-columns");
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_strstrip (names[i]);
  *columns = sl_report_parse_columns ((const char *const *) names, error);

  return *columns != 0;
}

static char *
choose_name (Options *options)
{
  g_autoptr (GSettings) settings = options->name == NULL ? sl_settings_open () : NULL;

  return settings != NULL ? g_settings_get_string (settings, "report-name") : options->name != NULL ? g_utf8_make_valid (options->name, -1) : NULL;
}

static SlCliExit
report (SlCli    *cli,
        Options  *options,
        gboolean  csv,
        guint     columns,
        SlPaper   paper)
{
  Wanted wanted = { options->days.first, options->days.last, sl_context_get_today (cli->context), sl_clock_get_time_zone (sl_context_get_clock (cli->context)) };
  GError *error = NULL;
  g_autoptr (SlReport) read = sl_cli_read (cli, read_report, &wanted, &error);
  g_autofree char *name = choose_name (options);
  g_autofree char *undated = NULL;
  g_autofree char *sums = NULL;
  SlCliExit exit;
  g_autoptr (SlPrintDoc) doc = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (read == NULL)
    return sl_cli_fail (error);
  undated = sl_report_format_undated (read);
  if (undated != NULL)
    sl_cli_tell ("%s", undated);
  if (csv)
    {
      bytes = sl_report_to_csv (read, columns);
    }
  else
    {
      doc = sl_print_report (read, columns, name);
      bytes = sl_print_doc_to_pdf (doc, paper, NULL, &error);
    }

  if (bytes == NULL)
    return sl_cli_fail (error);

  exit = sl_cli_write_file (cli, options->output, bytes, "rows", read->rows->len);
  sums = sl_report_format_sums (read);
  if (exit == SL_CLI_DONE && !cli->json && !g_str_equal (options->output, "-"))
    sl_cli_print ("%s", sums);

  return exit;
}

SlCliExit
sl_cli_report (SlCli  *cli,
               char ***argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SL_CLI_DAYS_ENTRIES (&options.days),
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("File to write; “-” is standard output, with --format"), N_("FILE") },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format, N_("pdf or csv, instead of going by the file’s name"), N_("FORMAT") },
    { "columns", 0, 0, G_OPTION_ARG_FILENAME, &options.columns, N_("Columns, with commas between: applied, company, role, location, source, status, events, evidence, contact, notes"), N_("NAMES") },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &options.name, N_("Whose search it is, at the head"), N_("NAME") },
    { "paper", 0, 0, G_OPTION_ARG_FILENAME, &options.paper, N_("a4 or letter, instead of what is usual where you are"), N_("SIZE") },
    G_OPTION_ENTRY_NULL,
  };
  GError *error = NULL;
  gboolean csv;
  guint columns;
  SlPaper paper;

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (options.output == NULL)
    return sl_cli_usage (cli, _("Say where to write it, with --output FILE"));
  if (!choose_csv (&options, &csv))
    return sl_cli_usage (cli, _("Say --format pdf or --format csv, or end the file’s name in one of them"));
  if (!choose_paper (&options, &paper))
    return sl_cli_usage (cli, _("--paper takes a4 or letter"));
  if (!sl_cli_days_check (&options.days, cli))
    return SL_CLI_USAGE;
  if (!choose_columns (&options, &columns, &error))
    {
      sl_cli_usage (cli, "%s", error->message);
      g_error_free (error);
      return SL_CLI_USAGE;
    }
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  sl_cli_days_complete (&options.days, sl_context_get_today (cli->context), -USUAL_DAYS);

  return report (cli, &options, csv, columns, paper);
}
