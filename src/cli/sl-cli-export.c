/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl export. */
#define G_LOG_DOMAIN "sl-cli-export"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-fields.h"
#include "sl-cli-query.h"
#include "sl-count.h"
#include "sl-export.h"

static gboolean
choose_format (SlCli          *cli,
               const char     *path,
               const char     *name,
               SlExportFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  /* --json is about what is printed; it only decides where nothing else does. */
  if (g_strcmp0 (name, "csv") == 0 || (name == NULL && g_str_has_suffix (lower, ".csv")))
    *format = SL_EXPORT_FORMAT_CSV;
  else if (g_strcmp0 (name, "json") == 0 || (name == NULL && (g_str_has_suffix (lower, ".json") || g_str_equal (path, "-") || cli->json)))
    *format = SL_EXPORT_FORMAT_JSON;
  else
    return FALSE;

  return TRUE;
}

static void
print_exported (SlCli          *cli,
                const char     *path,
                SlExportFormat  format,
                SlExport       *job)
{
  guint n = sl_export_get_n_written (job);
  guint n_files = sl_export_get_n_files (job);

  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *name = g_filename_display_name (path);

      json_object_set_string_member (object, "file", name);
      json_object_set_string_member (object, "format", format == SL_EXPORT_FORMAT_CSV ? "csv" : "json");
      json_object_set_int_member (object, "exported", n);
      if (format == SL_EXPORT_FORMAT_JSON)
        {
          json_object_set_int_member (object, "files", n_files);
          json_object_set_int_member (object, "lost_files", sl_export_get_n_lost_files (job));
        }
      sl_cli_print_json_object (object);
    }
  else if (format == SL_EXPORT_FORMAT_CSV)
    {
      sl_cli_print (ngettext ("Exported %s application", "Exported %s applications", n), SL_COUNT (n));
    }
  else
    {
      sl_cli_print (ngettext ("Exported %s record", "Exported %s records", n), SL_COUNT (n));
      if (n_files > 0)
        sl_cli_print (ngettext ("%s attached file is in it", "%s attached files are in it", n_files), SL_COUNT (n_files));
    }
}

static SlCliExit
export_to (SlCli          *cli,
           const char     *path,
           SlExportFormat  format,
           SlCliQuery     *options,
           const char     *columns,
           gboolean        with_files)
{
  g_autoptr (SlExport) job = sl_export_new (cli->context, format);
  SlCliExit status = SL_CLI_DONE;
  g_autoptr (SlQuery) query = sl_cli_query_build (options, cli, &status);
  g_autoptr (GOutputStream) stream = NULL;
  g_autofree char *lost = NULL;
  GError *error = NULL;
  gboolean done;

  if (query == NULL)
    return status;
  if (format == SL_EXPORT_FORMAT_JSON && sl_query_has_filter (query))
    return sl_cli_usage (cli, _("A JSON export has everything; filters go with --format csv"));
  if (format == SL_EXPORT_FORMAT_CSV)
    sl_export_set_query (job, query);
  sl_export_set_with_files (job, with_files);
  if (columns != NULL)
    {
      g_auto (GStrv) names = g_strsplit (columns, ",", -1);
      g_autoptr (GPtrArray) full_names = g_ptr_array_new_null_terminated (0, NULL, TRUE);

      for (guint i = 0; names[i] != NULL; i++)
        g_ptr_array_add (full_names, (gpointer) sl_cli_fields_expand_name (g_strstrip (names[i])));
      if (!sl_export_set_columns (job, (const char *const *) full_names->pdata, &error))
        return sl_cli_fail (error);
    }

  stream = sl_cli_open_stream (path, &error);
  if (error != NULL)
    return sl_cli_fail (error);
  if (stream != NULL)
    {
      done = sl_export_to_stream (job, stream, NULL, &error);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

      done = sl_export_to_file (job, file, NULL, &error);
    }
  if (!done)
    return sl_cli_fail (error);

  if (stream == NULL)
    print_exported (cli, path, format, job);
  lost = sl_export_describe_lost_files (job);
  if (lost != NULL)
    sl_cli_tell ("%s", lost);

  return SL_CLI_DONE;
}

SlCliExit
sl_cli_export (SlCli  *cli,
               char ***argv)
{
  g_auto (SlCliQuery) options = { 0 };
  g_autofree char *format_name = NULL;
  g_autofree char *columns = NULL;
  gboolean without_files = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("csv or json, instead of going by the file’s name"), N_("FORMAT") },
    { "columns", 0, 0, G_OPTION_ARG_FILENAME, &columns, N_("Columns of a CSV file, with commas between"), N_("NAMES") },
    { "without-files", 0, 0, G_OPTION_ARG_NONE, &without_files, N_("Leave attached files out of a JSON export"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  SlExportFormat format;

  sl_cli_query_init (&options, TRUE);
  if (!sl_cli_parse (cli, argv, options.entries, entries))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which file to write; “-” is standard output"));
  if (!choose_format (cli, (*argv)[0], format_name, &format))
    return sl_cli_usage (cli, _("Say --format csv or --format json, or end the file’s name in .csv or .json"));
  if (columns != NULL && *columns == '\0')
    return sl_cli_usage (cli, _("--columns needs names, for instance --columns company,role"));
  if (columns != NULL && format == SL_EXPORT_FORMAT_JSON)
    return sl_cli_usage (cli, _("A JSON export has everything; --columns goes with --format csv"));
  if (without_files && format == SL_EXPORT_FORMAT_CSV)
    return sl_cli_usage (cli, _("A CSV file never has attached files; --without-files goes with --format json"));

  return sl_cli_open (cli) ? export_to (cli, (*argv)[0], format, &options, columns, !without_files) : SL_CLI_FAILED;
}
