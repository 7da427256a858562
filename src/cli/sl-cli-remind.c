/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl remind: reminders, and what is due without one. */
#define G_LOG_DOMAIN "sl-cli-remind"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-cli-records.h"
#include "sl-cli-table.h"
#include "sl-deeds-reminders.h"
#include "sl-error.h"
#include "sl-remind-time.h"
#include "sl-settings.h"
#include "sl-store-build.h"

/* How far “list” looks ahead. */
#define DEFAULT_DAYS 30
#define MAX_DAYS 36600
#define LONG_PAST (365 * G_TIME_SPAN_DAY)

static const SlCliRecordSpec reminder_spec = {
  .kind = SL_KIND_REMINDER,
  .needed = "--title",
  .required = SL_REMINDER_TITLE,
  .none = N_("There are no reminders."),
  .which = N_("Say which reminder, by its id"),
  .alone = TRUE,
};

/* Reads when: --at, in the person's words, or --in; what is wrong is told. *@time is SL_TIME_NONE where neither is given. */
static gboolean
read_when (SlCli      *cli,
           const char *at,
           const char *in,
           gint64     *time)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  GTimeZone *zone = sl_clock_get_time_zone (clock);
  g_autoptr (GError) error = NULL;

  *time = SL_TIME_NONE;
  if (at != NULL && in != NULL)
    {
      sl_cli_usage (cli, _("--at and --in can’t be given both"));
      return FALSE;
    }
  if (at != NULL && !g_utf8_validate (at, -1, NULL))
    {
      sl_cli_usage (cli, _("%s holds bytes that aren’t text. Check the encoding of your terminal; Shortlist takes UTF-8."), "--at");
      return FALSE;
    }
  if ((at == NULL || sl_remind_time_parse (at, sl_clock_get_now (clock), zone, time, &error)) &&
      (in == NULL || sl_remind_delay_parse (in, sl_clock_get_now (clock), zone, time, &error)))
    {
      if (at == NULL || *time >= sl_clock_get_now (clock))
        return TRUE;
      /* So old, it would never be shown as due. */
      if (*time < sl_clock_get_now (clock) - LONG_PAST)
        {
          sl_cli_usage (cli, _("%s: This time is long past. Check the year"), "--at");
          return FALSE;
        }
      sl_cli_tell ("%s", _("This time is past, so the reminder is due at once."));
      return TRUE;
    }

  sl_cli_usage (cli, "%s: %s", at != NULL ? "--at" : "--in", error->message);

  return FALSE;
}

/* --at and --in become the field. */
static gboolean
take_when (SlCli       *cli,
           SlCliFields *fields,
           gpointer     data)
{
  char **in = data;
  char iso[SL_TIME_ISO_SIZE];
  gint64 time;

  if (!read_when (cli, fields->texts[SL_REMINDER_REMIND_AT], *in, &time))
    return FALSE;
  if (time != SL_TIME_NONE)
    sl_cli_fields_take_text (fields, SL_REMINDER_REMIND_AT, g_strdup (sl_time_format_iso8601 (time, iso)));

  return TRUE;
}

static gboolean
take_new (SlCli       *cli,
          SlCliFields *fields,
          gpointer     data)
{
  if (!take_when (cli, fields, data))
    return FALSE;
  if (fields->texts[SL_REMINDER_REMIND_AT] != NULL)
    return TRUE;

  sl_cli_usage (cli, _("%s is needed"), "--at or --in");

  return FALSE;
}

#define IN_ENTRY(in) { "in", 0, 0, G_OPTION_ARG_FILENAME, in, N_("So much later: 30m, 2h, 3d, 1w"), N_("SPAN") }

static SlCliExit
remind_add (SlCli  *cli,
            char ***argv)
{
  g_autofree char *in = NULL;
  const GOptionEntry entries[] = { IN_ENTRY (&in), G_OPTION_ENTRY_NULL };

  return sl_cli_record_add (cli, argv, &reminder_spec, entries, take_new, &in);
}

static SlCliExit
remind_set (SlCli  *cli,
            char ***argv)
{
  g_autofree char *in = NULL;
  const GOptionEntry entries[] = { IN_ENTRY (&in), G_OPTION_ENTRY_NULL };

  return sl_cli_record_set (cli, argv, &reminder_spec, entries, take_when, &in);
}

static SlCliExit
remind_delete (SlCli  *cli,
               char ***argv)
{
  return sl_cli_record_delete (cli, argv, &reminder_spec);
}

/* What is due */

typedef struct {
  SlDueOptions *options;
  gint64 to;
} Question;

static gpointer
read_due (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Question *question = data;

  return sl_due_read (connection, question->options, G_MININT64, question->to, error);
}

static GPtrArray *
find_due (SlCli    *cli,
          gint64    to,
          GError  **error)
{
  g_autoptr (GSettings) settings = sl_settings_open ();
  g_autoptr (SlDueOptions) options = sl_due_options_new_from_settings (settings, sl_clock_get_time_zone (sl_context_get_clock (cli->context)));
  Question question = { options, to };

  return sl_cli_read (cli, read_due, &question, error);
}

/* As it is typed: the reminder's id, or for an automatic one its rule and the id of what it comes from. (transfer full) */
static char *
get_name (SlDue    *due,
          gboolean  shortened)
{
  int length = shortened ? SL_CLI_SHORT_ID : G_MAXINT;

  if (due->reminder_id != NULL)
    return g_strdup_printf ("%.*s", length, due->reminder_id);

  return g_strdup_printf ("%s:%.*s", due->rule, length, due->origin_id);
}

static JsonObject *
due_to_json (SlDue *due)
{
  static const char *const kinds[] = { "reminder", "interview", "deadline", "follow-up" };
  JsonObject *object = json_object_new ();
  g_autofree char *name = get_name (due, FALSE);
  char time[SL_TIME_ISO_SIZE];

  json_object_set_string_member (object, "id", name);
  json_object_set_string_member (object, "kind", kinds[due->kind]);
  json_object_set_string_member (object, "title", due->title);
  json_object_set_string_member (object, "at", sl_time_format_iso8601 (due->at, time));
  json_object_set_string_member (object, "about", sl_time_format_iso8601 (due->about, time));
  json_object_set_boolean_member (object, "automatic", due->reminder_id == NULL);
  sl_json_set_string (object, "description", due->description);
  sl_json_set_string (object, "company", due->company);
  sl_json_set_string (object, "role", due->role);
  sl_json_set_string (object, "application_id", due->application_id);
  sl_json_set_string (object, "saved_job_id", due->saved_job_id);

  return object;
}

static void
print_json (GPtrArray *due)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < due->len; i++)
    json_array_add_object_element (array, due_to_json (due->pdata[i]));
  sl_cli_print_json_array (array);
}

static void
print_table (SlCli     *cli,
             GPtrArray *due)
{
  SlClock *clock = sl_context_get_clock (cli->context);
  const char *headers[] = { _("Id"), _("Due"), _("What"), _("When"), _("Role"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  sl_cli_table_set_whole (table, 0);
  for (guint i = 0; i < due->len; i++)
    {
      SlDue *one = due->pdata[i];
      g_autofree char *name = get_name (one, TRUE);
      g_autofree char *at = sl_cli_format_time (cli, one->at);
      g_autofree char *when = sl_due_describe_when (one, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
      const char *cells[] = { name, at, one->title, when, one->role };

      sl_cli_table_add (table, cells);
    }
  if (due->len > 0)
    sl_cli_table_print (table);
  else
    sl_cli_print ("%s", _("Nothing is due."));
}

static SlCliExit
remind_list (SlCli  *cli,
             char ***argv)
{
  gboolean only_due = FALSE;
  int days = DEFAULT_DAYS;
  const GOptionEntry entries[] = {
    { "due", 0, 0, G_OPTION_ARG_NONE, &only_due, N_("Only what is due by now"), NULL },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("Look so many days ahead; 30 without it"), N_("NUMBER") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GPtrArray) due = NULL;
  GError *error = NULL;
  gint64 now;

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (days < 0 || days > MAX_DAYS)
    return sl_cli_usage (cli, _("--days takes a number from 0 to %d"), MAX_DAYS);
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  now = sl_clock_get_now (sl_context_get_clock (cli->context));
  due = find_due (cli, only_due ? now + 1 : now + days * G_TIME_SPAN_DAY, &error);
  if (due == NULL)
    return sl_cli_fail (error);
  sl_due_leave_latest (due, now);
  if (cli->json)
    print_json (due);
  else
    print_table (cli, due);

  return SL_CLI_DONE;
}

/* Settling: looked up where it is written, so that what two ask to settle at once is settled once. */

typedef struct {
  SlDueOptions *options;
  const char *name; /* how its name begins */
  gint64 until;     /* SL_TIME_NONE: it is done */
  gint64 now;
} Settling;

/* The one open thing whose name begins with @text. */
static SlDue *
find_one (SlConnection  *connection,
          Settling      *settling,
          GError       **error)
{
  g_autoptr (GPtrArray) due = sl_due_read (connection, settling->options, G_MININT64, G_MAXINT64, error);
  g_autofree char *valid = sl_cli_make_harmless (settling->name);
  SlDue *found = NULL;

  if (due == NULL)
    return NULL;

  for (guint i = 0; i < due->len; i++)
    {
      g_autofree char *name = get_name (due->pdata[i], FALSE);

      if (!g_str_has_prefix (name, valid))
        continue;
      if (found != NULL)
        {
          g_set_error (error, SL_ERROR, SL_ERROR_AMBIGUOUS, _("“%s” fits more than one reminder. Give more of its id."), valid);
          return NULL;
        }
      found = due->pdata[i];
    }
  if (found == NULL)
    g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no open reminder “%s”. “shortlistctl remind list” has them all."), valid);

  return found != NULL ? g_object_ref (found) : NULL;
}

static gpointer
build_settling (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Settling *settling = data;
  g_autoptr (SlDue) due = find_one (connection, settling, error);

  if (due == NULL)
    return NULL;

  return settling->until != SL_TIME_NONE ? sl_deed_snooze_due (due, settling->until) : sl_deed_complete_due (due, settling->now);
}

static SlCliExit
settle (SlCli      *cli,
        const char *name,
        gint64      until)
{
  g_autoptr (GSettings) settings = sl_settings_open ();
  SlClock *clock = sl_context_get_clock (cli->context);
  g_autoptr (SlDueOptions) options = sl_due_options_new_from_settings (settings, sl_clock_get_time_zone (clock));
  Settling settling = { options, name, until, sl_clock_get_now (clock) };
  GError *error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_build (sl_context_get_store (cli->context), build_settling, &settling, &error);

  if (transaction == NULL)
    return sl_cli_fail (error);
  sl_cli_print_transaction (cli, transaction);

  return SL_CLI_DONE;
}

static SlCliExit
remind_done (SlCli  *cli,
             char ***argv)
{
  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL || *(*argv)[0] == '\0' || (*argv)[1] != NULL)
    return sl_cli_usage (cli, "%s", _(reminder_spec.which));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  return settle (cli, (*argv)[0], SL_TIME_NONE);
}

static SlCliExit
remind_snooze (SlCli  *cli,
               char ***argv)
{
  g_autofree char *at = NULL;
  g_autofree char *in = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &at, N_("Until then: “tomorrow”, “next-week”, “2026-09-03 14:00”"), N_("TIME") },
    IN_ENTRY (&in),
    G_OPTION_ENTRY_NULL
  };
  gint64 until;

  if (!sl_cli_parse (cli, argv, entries, NULL) || !read_when (cli, at, in, &until))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL || *(*argv)[0] == '\0' || (*argv)[1] != NULL)
    return sl_cli_usage (cli, "%s", _(reminder_spec.which));
  if (until == SL_TIME_NONE)
    return sl_cli_usage (cli, _("%s is needed"), "--at or --in");
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  return settle (cli, (*argv)[0], until);
}

const SlCliCommand sl_cli_remind_parts[] = {
  { .name = "add", .run = remind_add, .makes_data = TRUE,
    .arguments = N_("--title TEXT --at TIME|--in SPAN [--FIELD VALUE…]"),
    .summary = N_("Add a reminder and print its id"),
    .details = N_("With --application it is about one; else it stands alone. TIME is “2026-09-03 14:00”, a day (nine in the morning) such as “3 Sep” or “next Monday”, a time of today, both as in “tomorrow 16:00”, or “in 2 hours”."),
    .examples = SL_CLI_EXAMPLES ("remind add --title 'Send the papers' --at 'tomorrow 16:00' --application 1a2b", "remind add --title 'Buy stamps' --in 2h") },
  { .name = "list", .run = remind_list,
    .summary = N_("List what is due and what comes next, with the automatic reminders"),
    .details = N_("An automatic reminder’s id is its rule and the id of what it comes from. It can be done and put off, not changed."),
    .examples = SL_CLI_EXAMPLES ("remind list --due", "remind list --days 7 --json") },
  { .name = "done", .run = remind_done,
    .arguments = N_("ID"),
    .summary = N_("Mark as done"),
    .examples = SL_CLI_EXAMPLES ("remind done 3c4d", "remind done follow-up:1a2b") },
  { .name = "snooze", .run = remind_snooze,
    .arguments = N_("ID --at TIME|--in SPAN"),
    .summary = N_("Put off"),
    .examples = SL_CLI_EXAMPLES ("remind snooze 3c4d --in 1h", "remind snooze interview-day:5e6f --at tomorrow") },
  { .name = "set", .run = remind_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change reminders"),
    .examples = SL_CLI_EXAMPLES ("remind set 3c4d --at 'next-monday' --description 'With both certificates'") },
  { .name = "delete", .run = remind_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move reminders to the Trash"),
    .examples = SL_CLI_EXAMPLES ("remind delete 3c4d") },
  { NULL },
};
