/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl today: what waits today. */
#define G_LOG_DOMAIN "sl-cli-today"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli.h"
#include "sl-count.h"
#include "sl-today.h"

#define MAX_QUIET 10

/* The person's; NULL where none are installed. An older file of them lacks keys, and asking for one that isn't there
 * would end the program. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SL_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, "quiet-learn") ? g_settings_new (SL_APP_ID) : NULL;
}

static gpointer
read_today (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return sl_today_read (connection, data, error);
}

/* Without an id of its own a reminder is about an application or a saved job. */
static const char *
get_due_id (SlDue *due)
{
  return due->application_id != NULL ? due->application_id : due->saved_job_id != NULL ? due->saved_job_id : due->reminder_id;
}

static void
print_line (const char *id,
            const char *title,
            const char *when)
{
  g_autofree char *start = g_strndup (id != NULL ? id : "", 8);

  sl_cli_print ("  %-8s  %s  (%s)", start, title, when);
}

static void
print_due (SlCli      *cli,
           const char *heading,
           GPtrArray  *due)
{
  SlClock *clock = sl_context_get_clock (cli->context);

  if (due->len > 0)
    sl_cli_print ("%s", heading);
  for (guint i = 0; i < due->len; i++)
    {
      SlDue *one = g_ptr_array_index (due, i);
      g_autofree char *when = sl_due_describe_when (one, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));

      print_line (get_due_id (one), one->title, when);
    }
}

static char *
describe_application (SlRecord *application)
{
  return g_strdup_printf (C_("role and company", "%s at %s"), sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE),
                          sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
}

static void
print_today (SlCli   *cli,
             SlToday *today)
{
  print_due (cli, _("Due"), today->due);
  print_due (cli, _("Interviews of the next seven days"), today->interviews);
  print_due (cli, _("Offers to answer"), today->offers);
  print_due (cli, _("Saved jobs that close soon"), today->saved_jobs);

  if (today->answered_late->len > 0)
    sl_cli_print ("%s", _("Marked as no response, but something came"));
  for (guint i = 0; i < today->answered_late->len; i++)
    {
      SlRecord *application = g_ptr_array_index (today->answered_late, i);
      g_autofree char *title = describe_application (application);

      print_line (sl_record_get_id (application), title, sl_enum_label (&sl_status_detail_words, SL_DETAIL_NO_RESPONSE));
    }

  if (today->n_quiet > 0)
    sl_cli_print (ngettext ("%s quiet application", "%s quiet applications", today->n_quiet), SL_COUNT (today->n_quiet));
  for (guint i = 0; i < today->quiet->len; i++)
    {
      SlQuiet *quiet = g_ptr_array_index (today->quiet, i);
      g_autofree char *title = describe_application (quiet->application);
      g_autofree char *days = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) quiet->days), quiet->days);

      print_line (sl_record_get_id (quiet->application), title, days);
    }
  if (sl_today_is_calm (today))
    sl_cli_print ("%s", _("Nothing waits today."));
}

static JsonArray *
due_to_json (GPtrArray *due)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < due->len; i++)
    {
      SlDue *one = g_ptr_array_index (due, i);
      JsonObject *object = json_object_new ();
      char time[SL_TIME_ISO_SIZE];

      json_object_set_string_member (object, "title", one->title);
      json_object_set_string_member (object, "at", sl_time_format_iso8601 (one->at, time));
      json_object_set_boolean_member (object, "all_day", one->all_day);
      json_object_set_string_member (object, "reminder_id", one->reminder_id);
      json_object_set_string_member (object, "application_id", one->application_id);
      json_object_set_string_member (object, "saved_job_id", one->saved_job_id);
      json_object_set_string_member (object, "company", one->company);
      json_object_set_string_member (object, "role", one->role);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
quiet_to_json (GPtrArray *quiet)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < quiet->len; i++)
    {
      SlQuiet *one = g_ptr_array_index (quiet, i);
      JsonObject *object = sl_record_to_json (one->application);

      json_object_set_int_member (object, "quiet_days", one->days);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
limits_to_json (const SlQuietLimits *limits)
{
  static const char *const names[] = { "applied", "screening", "interview", "offer" };
  static const char *const sources[] = { "usual", "learnt", "own" };
  JsonObject *object = json_object_new ();

  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    {
      JsonObject *limit = json_object_new ();

      json_object_set_int_member (limit, "days", limits->of[i].days);
      json_object_set_string_member (limit, "source", sources[limits->of[i].source]);
      json_object_set_object_member (object, names[i], limit);
    }

  return object;
}

static void
print_today_json (SlToday *today)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *late = json_array_new ();

  for (guint i = 0; i < today->answered_late->len; i++)
    json_array_add_object_element (late, sl_record_to_json (g_ptr_array_index (today->answered_late, i)));
  json_object_set_array_member (object, "due", due_to_json (today->due));
  json_object_set_array_member (object, "interviews", due_to_json (today->interviews));
  json_object_set_array_member (object, "offers", due_to_json (today->offers));
  json_object_set_array_member (object, "saved_jobs", due_to_json (today->saved_jobs));
  json_object_set_array_member (object, "answered_late", late);
  json_object_set_array_member (object, "quiet", quiet_to_json (today->quiet));
  json_object_set_int_member (object, "quiet_n", today->n_quiet);
  json_object_set_object_member (object, "quiet_limits", limits_to_json (&today->limits));
  sl_cli_print_json_object (object);
}

SlCliExit
sl_cli_today (SlCli  *cli,
              char ***argv)
{
  gint max = MAX_QUIET;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &max, N_("At most so many quiet applications (10); 0 for all"), N_("NUMBER") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (SlTodayOptions) options = NULL;
  g_autoptr (SlToday) today = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (max < 0)
    return sl_cli_usage (cli, _("--limit takes a number from 0 on"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  settings = open_settings ();
  options = sl_today_options_new (sl_context_get_clock (cli->context), settings, (guint) max);
  today = sl_cli_read (cli, read_today, options, &error);
  if (today == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    print_today_json (today);
  else
    print_today (cli, today);

  return SL_CLI_DONE;
}
