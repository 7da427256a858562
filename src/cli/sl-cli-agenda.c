/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl agenda: what lies on which day, calendar files in both directions, and a pack for an interview. */
#define G_LOG_DOMAIN "sl-cli-agenda"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda.h"
#include "sl-cli-days.h"
#include "sl-cli-table.h"
#include "sl-count.h"
#include "sl-file.h"
#include "sl-invitation-plan.h"
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

/* Import */

static GPtrArray *
read_file (SlCli       *cli,
           const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) bytes = sl_cli_read_input (path, SL_INVITATION_MAX_SIZE, error);

  return bytes != NULL ? sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (cli->context)), error) : NULL;
}

static gpointer
read_plan (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return sl_invitation_plan_read (connection, data, error);
}

/* What is the same for all events of a file. */
typedef struct {
  SlCli *cli;
  char *application_id; /* (nullable): the one that was said */
  gboolean dry_run;
  gboolean many;
} Importing;

/* Takes over @sentence. One event's is the answer; of many, each is a line of it. */
static void
tell_of_event (Importing        *self,
               SlInvitationPlan *plan,
               char             *sentence)
{
  g_autofree char *owned = sentence;

  if (!self->many)
    sl_cli_tell ("%s", sentence);
  else if (!self->cli->json)
    sl_cli_print ("%s", sentence);
  else
    {
      g_autoptr (JsonObject) object = json_object_new ();

      sl_json_set_string (object, "event", plan->invitation->summary);
      sl_json_set_string (object, "message", sentence);
      sl_cli_print_json_object (object);
    }
}

/* The application that was said, or the one that is likely. NULL: told. */
static char *
choose_application (Importing        *self,
                    SlInvitationPlan *plan)
{
  const char *present = plan->present != NULL ? sl_record_get_text (plan->present, SL_STAGE_APPLICATION_ID) : NULL;
  const char *summary = plan->invitation->summary;

  if (self->application_id != NULL && present != NULL && !g_str_equal (self->application_id, present))
    tell_of_event (self, plan, g_strdup_printf (_("“%s” is a round of another application already. See “shortlistctl show %.8s”."), summary, present));
  else if (present != NULL || self->application_id != NULL)
    return g_strdup (present != NULL ? present : self->application_id);
  else if (plan->n_likely == 0)
    tell_of_event (self, plan, g_strdup_printf (_("“%s” names no company that you have an open application at. Say which application with --application ID."), summary));
  else
    return g_strdup (sl_record_get_id (plan->applications->pdata[0]));

  return NULL;
}

static void
print_stage (SlCli    *cli,
             SlRecord *stage)
{
  g_autoptr (JsonObject) object = sl_record_to_json (stage);

  if (cli->json)
    {
      sl_cli_print_json_object (object);
      return;
    }
  for (guint i = SL_N_COMMON_FIELDS; i < SL_N_STAGE_FIELDS; i++)
    {
      const SlField *field = sl_kind_get_field (SL_KIND_STAGE, i);
      g_autofree char *text = sl_record_is_null (stage, i) || field->flags & SL_FIELD_HIDDEN ? NULL : sl_field_format (field, sl_record_get_value (stage, i));

      if (text != NULL)
        sl_cli_print ("%s: %s", sl_field_get_label (field), text);
    }
}

static SlCliExit
import_plan (Importing        *self,
             SlInvitationPlan *plan)
{
  g_autofree char *application_id = choose_application (self, plan);
  g_autoptr (SlRecord) stage = NULL;

  if (application_id == NULL)
    return SL_CLI_FAILED;
  if (plan->invitation->unknown_zone != NULL)
    tell_of_event (self, plan, g_strdup_printf (_("The time zone “%s” is not known; the time was taken for yours. Check it."), plan->invitation->unknown_zone));
  if (plan->invitation->repeats)
    tell_of_event (self, plan, g_strdup (_("The event repeats; only its first date is taken.")));

  stage = sl_invitation_plan_build_stage (plan, application_id);
  if (self->dry_run)
    {
      print_stage (self->cli, stage);
      return SL_CLI_DONE;
    }

  return sl_cli_apply (self->cli, sl_invitation_plan_build_changeset (plan, stage), (const char *[]) { application_id, NULL });
}

static void
print_own (SlCli *cli,
           guint  n_own)
{
  g_autoptr (JsonObject) object = NULL;

  if (!cli->json)
    {
      sl_cli_print (ngettext ("%s event is Shortlist’s own and stays as it is.", "%s events are Shortlist’s own and stay as they are.", n_own), SL_COUNT (n_own));
      return;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "own", n_own);
  sl_cli_print_json_object (object);
}

/* Each for itself: what is the matter with one is told, and the next one is looked at. */
static SlCliExit
import_all (Importing *self,
            GPtrArray *invitations)
{
  guint n_own = 0, n_left = 0;
  GError *error = NULL;

  self->many = invitations->len > 1;
  while (invitations->len > 0)
    {
      g_autoptr (SlInvitationPlan) plan = sl_cli_read (self->cli, read_plan, g_ptr_array_steal_index (invitations, 0), &error);

      if (plan == NULL)
        return sl_cli_fail (error);
      if (plan->own)
        n_own++;
      else if (import_plan (self, plan) != SL_CLI_DONE)
        n_left++;
    }
  if (n_own > 0)
    print_own (self->cli, n_own);
  if (n_left > 0 && self->many)
    sl_cli_tell (ngettext ("%s event of the file became no round.", "%s events of the file became no rounds.", n_left), SL_COUNT (n_left));

  return n_left > 0 ? SL_CLI_FAILED : SL_CLI_DONE;
}

static SlCliExit
agenda_import (SlCli  *cli,
               char ***argv)
{
  g_autofree char *application = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "application", 0, 0, G_OPTION_ARG_FILENAME, &application, N_("The application it belongs to, instead of the likeliest one"), N_("ID") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only show the round that it would become"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) invitations = NULL;
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which file to read; “-” is standard input"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  if (application != NULL)
    ids = sl_cli_resolve_living_ids (cli, SL_KIND_APPLICATION, (char *[]) { application, NULL }, &error);
  invitations = error == NULL ? read_file (cli, (*argv)[0], &error) : NULL;
  if (invitations == NULL)
    return sl_cli_fail (error);

  return import_all (&(Importing) { .cli = cli, .application_id = ids != NULL ? ids[0] : NULL, .dry_run = dry_run }, invitations);
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
  { .name = "import", .run = agenda_import,
    .arguments = N_("FILE|-"),
    .summary = N_("Make an invitation (.ics) an interview round"),
    .details = N_("An updated invitation changes its round; one that was called off cancels it. Of a file with many events each is looked at for itself."),
    .examples = SL_CLI_EXAMPLES ("agenda import invite.ics --dry-run", "agenda import invite.ics --application 1a2b") },
  { .name = "pack", .run = agenda_pack,
    .arguments = N_("ROUND --output FILE"),
    .summary = N_("Write what one needs for an interview on a few pages"),
    .examples = SL_CLI_EXAMPLES ("agenda pack 3c4d --output interview.pdf") },
  { NULL },
};
