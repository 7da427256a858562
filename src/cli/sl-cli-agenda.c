/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl agenda: what lies on which day, calendar files in both directions, and a pack for an interview. */
#define G_LOG_DOMAIN "sl-cli-agenda"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda.h"
#include "sl-cli-days.h"
#include "sl-cli-table.h"
#include "sl-print-docs.h"
#include "sl-print-layout.h"
#include "sl-settings.h"
#include "sl-store-query.h"

#define USUAL_DAYS 30

static SlDueOptions *
get_options (SlCli *cli)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (cli->context));
  g_autoptr (GSettings) settings = sl_settings_open ();

  return settings != NULL ? sl_due_options_new_from_settings (settings, zone) : sl_due_options_new (zone);
}

/* List */

typedef struct {
  const SlDueOptions *options;
  SlDay first;
  SlDay last;
} Wanted;

static gpointer
read_agenda (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Wanted *wanted = data;

  return sl_agenda_read (connection, wanted->options, wanted->first, wanted->last, error);
}

static JsonObject *
item_to_json (SlAgendaItem *item)
{
  JsonObject *object = json_object_new ();
  const char *result = item->stage != NULL ? sl_record_get_text (item->stage, SL_STAGE_RESULT) : NULL;
  char day[SL_DAY_ISO_SIZE], time[SL_TIME_ISO_SIZE];

  json_object_set_string_member (object, "kind", sl_agenda_item_get_kind_name (item));
  json_object_set_string_member (object, "day", sl_day_format_iso (item->day, day));
  sl_json_set_string (object, "time", item->due->all_day ? NULL : sl_time_format_iso8601 (item->due->at, time));
  sl_json_set_string (object, "title", item->due->title);
  sl_json_set_string (object, "company", item->due->company);
  sl_json_set_string (object, "role", item->due->role);
  sl_json_set_string (object, "result", result);
  json_object_set_boolean_member (object, "over", item->over);
  sl_json_set_string (object, "application_id", item->due->application_id);
  sl_json_set_string (object, "stage_id", item->due->stage_id);
  sl_json_set_string (object, "reminder_id", item->due->reminder_id);
  sl_json_set_string (object, "saved_job_id", item->due->saved_job_id);

  return object;
}

static void
print_json (GPtrArray *items)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, item_to_json (items->pdata[i]));
  sl_cli_print_json_array (array);
}

static void
print_table (SlCli     *cli,
             GPtrArray *items)
{
  const char *headers[] = { _("Day"), _("Time"), _("Kind"), _("What"), _("Role"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);
  SlClock *clock = sl_context_get_clock (cli->context);
  GTimeZone *zone = sl_clock_get_time_zone (clock);

  for (guint i = 0; i < items->len; i++)
    {
      SlAgendaItem *item = items->pdata[i];
      g_autofree char *time = sl_agenda_item_format_time (item, zone);
      g_autofree char *title = sl_agenda_item_get_title (item, sl_clock_get_today (clock), zone);
      char day[SL_DAY_ISO_SIZE];

      sl_cli_table_add (table, (const char *[]) { sl_day_format_iso (item->day, day), time, sl_agenda_item_get_kind_label (item), title, item->due->role });
    }
  sl_cli_table_print (table);
}

static SlCliExit
list (SlCli     *cli,
      SlCliDays *days)
{
  g_autoptr (SlDueOptions) options = get_options (cli);
  g_autoptr (GPtrArray) items = NULL;
  GError *error = NULL;
  Wanted wanted;

  wanted = (Wanted) { options, days->first, days->last };
  items = sl_cli_read (cli, read_agenda, &wanted, &error);
  if (items == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    print_json (items);
  else if (items->len == 0)
    sl_cli_print ("%s", _("Nothing lies on these days."));
  else
    print_table (cli, items);

  return SL_CLI_DONE;
}

SlCliExit
sl_cli_agenda (SlCli  *cli,
               char ***argv)
{
  g_auto (SlCliDays) days = { 0 };
  const GOptionEntry entries[] = {
    SL_CLI_DAYS_ENTRIES (&days),
    G_OPTION_ENTRY_NULL,
  };

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_days_check (&days, cli))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  sl_cli_days_complete (&days, sl_context_get_today (cli->context), USUAL_DAYS);

  return list (cli, &days);
}

/* Export */

typedef struct {
  const SlDueOptions *options;
  SlDay today;
  SlAgendaCalendarFlags flags;
  guint n_events;
} Export;

static gpointer
build_calendar (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Export *wanted = data;

  return sl_agenda_build_calendar (connection, wanted->options, wanted->today, wanted->flags, &wanted->n_events, cancellable, error);
}

static SlCliExit
agenda_export (SlCli  *cli,
               char ***argv)
{
  gboolean no_alarms = FALSE, cancelled = FALSE;
  const GOptionEntry entries[] = {
    { "no-alarms", 0, 0, G_OPTION_ARG_NONE, &no_alarms, N_("Without alarms"), NULL },
    { "cancelled", 0, 0, G_OPTION_ARG_NONE, &cancelled, N_("Also what was deleted or won’t take place, marked as cancelled"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (SlDueOptions) options = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  Export wanted;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which file to write; “-” is standard output"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  options = get_options (cli);
  wanted = (Export) { options, sl_context_get_today (cli->context),
                      (no_alarms ? 0 : SL_AGENDA_CALENDAR_ALARMS) | (cancelled ? SL_AGENDA_CALENDAR_CANCELLED : 0), 0 };
  bytes = sl_cli_read (cli, build_calendar, &wanted, &error);
  if (bytes == NULL)
    return sl_cli_fail (error);

  return sl_cli_write_file (cli, (*argv)[0], bytes, "events", wanted.n_events);
}

/* Pack */

static gpointer
read_pack (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return sl_pack_read (connection, data, error);
}

static SlCliExit
agenda_pack (SlCli  *cli,
             char ***argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("File to write; “-” is standard output"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) ids = NULL;
  g_autoptr (SlPack) pack = NULL;
  g_autoptr (SlPrintDoc) doc = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  guint n_pages;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which round, by its id"));
  if (output == NULL)
    return sl_cli_usage (cli, _("Say where to write it, with --output FILE"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, SL_KIND_STAGE, *argv, &error);
  pack = ids != NULL ? sl_cli_read (cli, read_pack, ids[0], &error) : NULL;
  if (pack == NULL)
    return sl_cli_fail (error);
  doc = sl_print_pack (pack, sl_clock_get_time_zone (sl_context_get_clock (cli->context)));
  bytes = sl_print_doc_to_pdf (doc, SL_PAPER_AUTO, &n_pages, &error);

  return bytes != NULL ? sl_cli_write_file (cli, output, bytes, "pages", n_pages) : sl_cli_fail (error);
}

const SlCliCommand sl_cli_agenda_parts[] = {
  { .name = "list", .run = sl_cli_agenda,
    .arguments = N_("[--from DATE] [--to DATE]"),
    .summary = N_("Show interviews, reminders, deadlines and follow-ups by day"),
    .details = N_("Without days: the next 30."),
    .examples = SL_CLI_EXAMPLES ("agenda list --from 2026-09-01 --to 2026-09-30", "agenda --json") },
  { .name = "export", .run = agenda_export,
    .arguments = N_("FILE|-"),
    .summary = N_("Write all of it as a calendar file"),
    .details = N_("The same events keep the same names, so that another program knows them when it reads the file again."),
    .examples = SL_CLI_EXAMPLES ("agenda export jobs.ics", "agenda export - --no-alarms") },
  { .name = "import", .run = sl_cli_agenda_import,
    .arguments = N_("FILE|-"),
    .summary = N_("Make an invitation (.ics) an interview round"),
    .details = N_("An updated invitation changes its round; one that was called off cancels it. Of a file with several events only those become rounds "
                  "that name an open application plainly, all in one step; the others are passed over and counted."),
    .examples = SL_CLI_EXAMPLES ("agenda import invite.ics --dry-run", "agenda import invite.ics --application 1a2b") },
  { .name = "pack", .run = agenda_pack,
    .arguments = N_("ROUND --output FILE"),
    .summary = N_("Write what one needs for an interview on a few pages"),
    .examples = SL_CLI_EXAMPLES ("agenda pack 3c4d --output interview.pdf") },
  { NULL },
};
