/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl stats, chart: the same numbers and drawings as on the window's Charts view. */
#define G_LOG_DOMAIN "sl-cli-stats"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chart.h"
#include "sl-cli-query.h"
#include "sl-cli-table.h"
#include "sl-file.h"

typedef struct {
  SlQuery *query;
  SlDay today;
} Wanted;

static gpointer
compute (SlConnection  *connection,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Wanted *wanted = data;

  return sl_analytics_compute (connection, wanted->query, wanted->today, cancellable, error);
}

/* NULL: told, with the status in @status. */
static SlAnalytics *
analyse (SlCli      *cli,
         SlCliQuery *options,
         SlCliExit  *status)
{
  g_autoptr (SlQuery) query = NULL;
  SlAnalytics *analytics;
  GError *error = NULL;
  Wanted wanted;

  *status = SL_CLI_FAILED;
  if (!sl_cli_open (cli))
    return NULL;
  query = sl_cli_query_build (options, cli, status);
  if (query == NULL)
    return NULL;

  wanted = (Wanted) { query, sl_context_get_today (cli->context) };
  analytics = sl_cli_read (cli, compute, &wanted, &error);
  *status = analytics != NULL ? SL_CLI_DONE : sl_cli_fail (error);

  return analytics;
}

static void
print_chart_table (SlChartTable *source)
{
  guint n_columns = sl_chart_table_get_n_columns (source);
  g_autofree const char **cells = g_new0 (const char *, n_columns + 1);
  g_autoptr (SlCliTable) table = NULL;

  for (guint i = 0; i < n_columns; i++)
    cells[i] = sl_chart_table_get_header (source, i);
  table = sl_cli_table_new (cells);
  for (guint i = 0; i < n_columns; i++)
    if (sl_chart_table_is_numeric (source, i))
      sl_cli_table_set_numeric (table, i);
  for (guint row = 0; row < sl_chart_table_get_n_rows (source); row++)
    {
      for (guint i = 0; i < n_columns; i++)
        cells[i] = sl_chart_table_get_cell (source, row, i);
      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

static void
print_chart (SlAnalytics  *analytics,
             SlChartKind   kind,
             SlChartFlags  flags)
{
  g_autofree char *title = sl_chart_get_title (analytics, kind);
  g_autofree char *subtitle = sl_chart_get_subtitle (analytics, kind);
  g_autoptr (SlChartTable) table = sl_chart_is_empty (analytics, kind) ? NULL : sl_chart_get_table (analytics, kind, flags);

  sl_cli_print ("%s", title);
  if (subtitle != NULL && *subtitle != '\0')
    sl_cli_print ("%s", subtitle);
  if (table != NULL)
    print_chart_table (table);
}

SlCliExit
sl_cli_stats (SlCli  *cli,
              char ***argv)
{
  g_auto (SlCliQuery) options = { 0 };
  g_autoptr (SlAnalytics) analytics = NULL;
  gboolean few = FALSE;
  const GOptionEntry entries[] = {
    { "show-few", 0, 0, G_OPTION_ARG_NONE, &few, N_("Show also what rests on fewer than five applications"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  SlCliExit status;

  sl_cli_query_init (&options, FALSE);
  if (!sl_cli_parse_options (cli, argv, options.entries, entries))
    return SL_CLI_USAGE;
  analytics = analyse (cli, &options, &status);
  if (analytics == NULL)
    return status;

  if (cli->json)
    {
      g_autoptr (JsonObject) object = sl_analytics_to_json (analytics);

      sl_cli_print_json_object (object);
      return SL_CLI_DONE;
    }

  for (int kind = 0; kind < SL_N_CHARTS; kind++)
    {
      /* A day a line is nothing to read. */
      if (kind == SL_CHART_HEATMAP)
        continue;
      if (kind > 0)
        sl_cli_write ("\n");
      print_chart (analytics, (SlChartKind) kind, few ? SL_CHART_SHOW_FEW : SL_CHART_DEFAULT);
    }

  return SL_CLI_DONE;
}

/* Chart */

typedef struct {
  char *output;
  char *format;
  double width;
  double height;
  gboolean dark;
  gboolean few;
} ChartOptions;

static void
chart_options_clear (ChartOptions *options)
{
  g_free (options->output);
  g_free (options->format);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChartOptions, chart_options_clear)

static char *
list_kinds (void)
{
  GString *names = g_string_new (NULL);

  for (int kind = 0; kind < SL_N_CHARTS; kind++)
    g_string_append_printf (names, "%s%s", kind > 0 ? ", " : "", sl_chart_kind_get_name ((SlChartKind) kind));

  return g_string_free_and_steal (names);
}

/* The format for --format, or for the file's ending. */
static gboolean
choose_format (ChartOptions  *options,
               SlChartFormat *format)
{
  g_autofree char *name = options->format != NULL ? g_strconcat ("x.", g_str_equal (options->format, "sankey") ? "txt" : options->format, NULL) : NULL;

  return sl_chart_format_from_path (name != NULL ? name : options->output, format);
}

static gboolean
write_chart (SlAnalytics   *analytics,
             SlChartKind    kind,
             SlChartFormat  format,
             ChartOptions  *options,
             GError       **error)
{
  SlChartFlags flags = options->few ? SL_CHART_SHOW_FEW : SL_CHART_DEFAULT;
  g_autoptr (GBytes) bytes = sl_chart_render (analytics, kind, format, flags, options->width, options->height, options->dark, error);

  return bytes != NULL && sl_cli_write_bytes (options->output, bytes, error);
}

static void
print_saved (SlCli       *cli,
             SlChartKind  kind,
             const char  *path)
{
  g_autofree char *name = g_filename_display_name (path);

  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "kind", sl_chart_kind_get_name (kind));
      json_object_set_string_member (object, "file", name);
      sl_cli_print_json_object (object);
    }
  else
    {
      sl_cli_print (_("Saved %s"), name);
    }
}

SlCliExit
sl_cli_chart (SlCli  *cli,
              char ***argv)
{
  g_auto (SlCliQuery) query_options = { 0 };
  g_auto (ChartOptions) options = { .width = 800 };
  g_autoptr (SlAnalytics) analytics = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("File to write; “-” is standard output, with --format"), N_("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_("svg, png, pdf, csv or sankey, instead of going by the file’s name"), N_("FORMAT") },
    { "width", 0, 0, G_OPTION_ARG_DOUBLE, &options.width, N_("In pixels (800)"), N_("NUMBER") },
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &options.height, N_("In pixels; as high as the chart needs if not given"), N_("NUMBER") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_("On a dark ground"), NULL },
    { "show-few", 0, 0, G_OPTION_ARG_NONE, &options.few, N_("Show also what rests on fewer than five applications"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GError *error = NULL;
  SlChartFormat format;
  SlChartKind kind;
  SlCliExit status;

  sl_cli_query_init (&query_options, FALSE);
  if (!sl_cli_parse (cli, argv, query_options.entries, entries))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1 || !sl_chart_kind_from_name ((*argv)[0], &kind))
    {
      g_autofree char *kinds = list_kinds ();

      return sl_cli_usage (cli, _("Say which chart: %s"), kinds);
    }
  if (options.output == NULL)
    return sl_cli_usage (cli, _("Say where to write it, with --output FILE"));
  if (!choose_format (&options, &format))
    return sl_cli_usage (cli, _("Say --format svg, png, pdf or csv, or end the file’s name in one of them"));
  if (format == SL_CHART_FORMAT_SANKEY && kind != SL_CHART_FLOW)
    return sl_cli_usage (cli, _("Only the flow can be written as text for SankeyMATIC"));
  if (!(options.width >= 100 && options.width <= 10000) || !(options.height == 0 || (options.height >= 50 && options.height <= 10000)))
    return sl_cli_usage (cli, _("--width takes 100 to 10000, --height 50 to 10000"));

  analytics = analyse (cli, &query_options, &status);
  if (analytics == NULL)
    return status;
  if (!write_chart (analytics, kind, format, &options, &error))
    return sl_cli_fail (error);
  if (!g_str_equal (options.output, "-"))
    print_saved (cli, kind, options.output);

  return SL_CLI_DONE;
}
