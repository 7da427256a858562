/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl import: guesses as the window's wizard does; what it asks there is an option here. */
#define G_LOG_DOMAIN "sl-cli-import"

#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "sl-cli-import-plan.h"
#include "sl-cli.h"
#include "sl-import.h"

/* Of the headings that are told, at most so many. */
#define MAX_HEADERS 20

typedef struct {
  char **maps;
  char *date_order;
  char *currency;
  char *delimiter;
  gboolean no_header;
  gboolean dry_run;
  gboolean keep_duplicates;
  gboolean skip_similar;
  gboolean replace;
} Options;

static gboolean
load (SlImport    *import,
      const char  *path,
      GError     **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (g_str_equal (path, "-"))
    {
      stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
      return sl_import_load_stream (import, stream, _("standard input"), NULL, error);
    }

  file = g_file_new_for_commandline_arg (path);
  return sl_import_load_file (import, file, NULL, error);
}

static gboolean
map_column (SlCli      *cli,
            SlImport   *import,
            const char *map,
            SlCliExit  *status)
{
  g_autofree char *valid = g_utf8_make_valid (map, -1);
  g_auto (GStrv) parts = g_strsplit (valid, "=", 2);
  SlImportTarget target;
  int column;

  if (parts[0] == NULL || parts[1] == NULL)
    {
      *status = sl_cli_usage (cli, _("--map takes FIELD=COLUMN, for instance --map company=Employer"));
      return FALSE;
    }
  if (!sl_import_target_from_name (g_strstrip (parts[0]), &target))
    {
      g_autoptr (GString) names = g_string_new (NULL);

      for (int i = 0; i < SL_IMPORT_N_TARGETS; i++)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sl_import_target_get_info ((SlImportTarget) i)->name);
      *status = sl_cli_usage (cli, _("--map doesn’t know the field “%s”. It takes %s"), parts[0], names->str);
      return FALSE;
    }
  column = sl_import_table_find_column (sl_import_get_table (import), g_strstrip (parts[1]));
  if (column < 0)
    {
      sl_cli_tell (_("The file has no column “%s”."), parts[1]);
      *status = SL_CLI_FAILED;
      return FALSE;
    }
  sl_import_set_target (import, (guint) column, target);

  return TRUE;
}

static gboolean
read_date_order (SlCli       *cli,
                 const char  *text,
                 SlDateOrder *order)
{
  static const struct {
    const char *name;
    SlDateOrder order;
  } orders[] = { { "dmy", SL_DATE_ORDER_DMY }, { "mdy", SL_DATE_ORDER_MDY }, { "ymd", SL_DATE_ORDER_YMD } };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_ascii_strcasecmp (text, orders[i].name) == 0)
      {
        *order = orders[i].order;
        return TRUE;
      }

  sl_cli_usage (cli, _("--date-order takes dmy, mdy or ymd"));
  return FALSE;
}

static gboolean
set_up_table (SlCli     *cli,
              SlImport  *import,
              Options   *options,
              SlCliExit *status)
{
  GError *error = NULL;
  SlDateOrder order;
  guint column;

  if ((options->no_header || options->delimiter != NULL) &&
      !sl_import_reload (import, SL_ENCODING_AUTO, options->delimiter == NULL ? 0 : g_str_equal (options->delimiter, "\\t") ? '\t' : *options->delimiter,
                         options->no_header ? SL_IMPORT_HEADER_NO : SL_IMPORT_HEADER_AUTO, &error))
    {
      *status = sl_cli_fail (error);
      return FALSE;
    }
  for (guint i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    if (!map_column (cli, import, options->maps[i], status))
      return FALSE;
  if (options->currency != NULL && !sl_import_set_currency (import, options->currency, &error))
    {
      *status = sl_cli_fail (error);
      return FALSE;
    }

  if (options->date_order != NULL)
    {
      if (!read_date_order (cli, options->date_order, &order))
        {
          *status = SL_CLI_USAGE;
          return FALSE;
        }
      sl_import_set_date_order (import, order);
    }
  if (sl_import_needs_date_order (import, &column))
    {
      g_autofree char *example = sl_import_get_date_example (import, column);

      sl_cli_tell (_("The dates in the column “%s” can be read in two ways, such as %s. Say --date-order dmy, mdy or ymd."),
                   sl_import_table_get_column (sl_import_get_table (import), column)->header, example != NULL ? example : "03/04/2026");
      *status = SL_CLI_FAILED;
      return FALSE;
    }

  return TRUE;
}

/* Without a company and a role, every row would be left out: better to say so at once, and how to go on. */
static gboolean
check_mapping (SlImport *import)
{
  SlImportTable *table = sl_import_get_table (import);
  g_autoptr (GString) headers = g_string_new (NULL);

  for (guint i = 0; i < sl_import_table_get_n_columns (table); i++)
    {
      SlImportTarget target = sl_import_get_target (import, i);

      if (target == SL_IMPORT_COMPANY || target == SL_IMPORT_ROLE)
        return TRUE;
      if (i < MAX_HEADERS)
        g_string_append_printf (headers, "%s“%s”", i > 0 ? ", " : "", sl_import_table_get_column (table, i)->header);
      else if (i == MAX_HEADERS)
        g_string_append (headers, "…");
    }

  sl_cli_tell (_("No column looks like a company or a role, so nothing was imported. The file has %s. Say which is which, for instance "
                 "--map company=COLUMN --map role=COLUMN."), headers->str);
  return FALSE;
}

static SlCliExit
run_plan (SlCli                 *cli,
          SlImport              *import,
          SlImportPlan          *plan,
          const SlImportChoices *choices,
          gboolean               dry_run)
{
  g_autoptr (JsonObject) object = cli->json ? sl_cli_import_plan_to_json (import, plan, choices) : NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  if (!dry_run && sl_import_plan_count_imported (plan, choices) > 0)
    {
      transaction = sl_import_run (import, plan, choices, &error);
      if (transaction == NULL)
        return sl_cli_fail (error);
    }

  if (object != NULL)
    {
      json_object_set_boolean_member (object, "dry_run", dry_run);
      if (transaction != NULL)
        json_object_set_object_member (object, "transaction", sl_cli_transaction_to_json (transaction));
      sl_cli_print_json_object (object);
    }
  else
    {
      sl_cli_import_print_plan (import, plan, choices, dry_run);
    }

  return SL_CLI_DONE;
}

static SlCliExit
import_file (SlCli      *cli,
             const char *path,
             Options    *options)
{
  g_autoptr (SlImport) import = sl_import_new (cli->context);
  SlImportChoices choices = { !options->keep_duplicates, options->skip_similar, options->replace };
  g_autoptr (SlImportPlan) plan = NULL;
  SlCliExit status = SL_CLI_DONE;
  GError *error = NULL;

  if (!load (import, path, &error))
    return sl_cli_fail (error);
  if (sl_import_get_format (import) == SL_IMPORT_FORMAT_TABLE)
    {
      if (!set_up_table (cli, import, options, &status))
        return status;
      if (!check_mapping (import))
        return SL_CLI_FAILED;
    }
  else if (options->maps != NULL)
    {
      return sl_cli_usage (cli, _("An export has no columns to --map"));
    }

  plan = sl_import_plan (import, NULL, &error);
  if (plan == NULL)
    return sl_cli_fail (error);

  return run_plan (cli, import, plan, &choices, options->dry_run);
}

static void
options_clear (Options *options)
{
  g_strfreev (options->maps);
  g_free (options->date_order);
  g_free (options->currency);
  g_free (options->delimiter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

SlCliExit
sl_cli_import (SlCli  *cli,
               char ***argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.maps, N_("Where a column goes, by its heading or number; may be given several times"), N_("FIELD=COLUMN") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_("Only say what would be done"), NULL },
    { "date-order", 0, 0, G_OPTION_ARG_FILENAME, &options.date_order, N_("How dates such as 03/04/2026 are read: dmy, mdy or ymd"), N_("ORDER") },
    { "currency", 0, 0, G_OPTION_ARG_FILENAME, &options.currency, N_("For salaries that name none"), N_("CODE") },
    { "delimiter", 0, 0, G_OPTION_ARG_FILENAME, &options.delimiter, N_("What parts the cells, instead of finding out; “\\t” for a tab"), N_("CHARACTER") },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &options.no_header, N_("The first row is no heading"), NULL },
    { "keep-duplicates", 0, 0, G_OPTION_ARG_NONE, &options.keep_duplicates, N_("Import also what is there already"), NULL },
    { "skip-similar", 0, 0, G_OPTION_ARG_NONE, &options.skip_similar, N_("Leave out also what shares company and role, or the link"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, N_("Of an export: overwrite records that differ here"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which file to import; “-” is standard input"));
  if (options.delimiter != NULL && strlen (options.delimiter) != 1 && !g_str_equal (options.delimiter, "\\t"))
    return sl_cli_usage (cli, _("--delimiter takes one character"));

  return sl_cli_open (cli) ? import_file (cli, (*argv)[0], &options) : SL_CLI_FAILED;
}
