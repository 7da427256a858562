/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl stage, event: what happens to an application. */
#define G_LOG_DOMAIN "sl-cli-rounds"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-records.h"
#include "sl-date-typed.h"

/* Rounds */

static const guint stage_columns[] = {
  SL_STAGE_NAME, SL_STAGE_TYPE, SL_STAGE_DATE, SL_STAGE_TIME_OF_DAY, SL_STAGE_RESULT, SL_STAGE_INTERVIEWER_NAMES, SL_FIELD_NONE,
};

static const SlCliRecordSpec stage_spec = {
  .kind = SL_KIND_STAGE,
  .needed = "--name",
  .required = SL_STAGE_NAME,
  .columns = stage_columns,
  .none = N_("There are no rounds."),
  .which = N_("Say which round, by its id"),
};

/* The questions given one by one are one field; a single empty one empties it. */
static gboolean
take_questions (SlCli       *cli,
                SlCliFields *fields,
                gpointer     data)
{
  char **questions = *(char ***) data;
  g_autoptr (JsonArray) array = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (questions == NULL)
    return TRUE;
  array = json_array_new ();
  for (guint i = 0; questions[i] != NULL; i++)
    {
      g_autofree char *question = sl_cli_make_harmless (questions[i]);

      g_strstrip (question);
      if (*question != '\0')
        json_array_add_string_element (array, question);
    }
  node = json_node_init_array (json_node_alloc (), array);
  sl_cli_fields_take_text (fields, SL_STAGE_QUESTIONS_ASKED, json_array_get_length (array) > 0 ? sl_json_to_text (node, FALSE) : g_strdup (""));

  return TRUE;
}

/* A time that is told with the day has a field of its own. */
static gboolean
take_round (SlCli       *cli,
            SlCliFields *fields,
            gpointer     data)
{
  const char *date = fields->texts[SL_STAGE_DATE];
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  char iso[SL_DAY_ISO_SIZE];
  SlDay day;
  int minutes;

  if (date != NULL && sl_date_and_time_parse_typed (date, sl_clock_get_today (clock), &day, &minutes) && minutes >= 0)
    {
      if (fields->texts[SL_STAGE_TIME_OF_DAY] != NULL)
        {
          sl_cli_usage (cli, _("--date says a time, and so does --time; give it once"));
          return FALSE;
        }
      sl_cli_fields_take_text (fields, SL_STAGE_DATE, g_strdup (sl_day_format_iso (day, iso)));
      sl_cli_fields_take_text (fields, SL_STAGE_TIME_OF_DAY, g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60));
    }

  return take_questions (cli, fields, data);
}

#define QUESTION_ENTRY(questions) \
  { "question", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, questions, N_("A question that was asked; may be given several times"), N_("TEXT") }

static SlCliExit
stage_add (SlCli  *cli,
           char ***argv)
{
  g_auto (GStrv) questions = NULL;
  const GOptionEntry entries[] = { QUESTION_ENTRY (&questions), G_OPTION_ENTRY_NULL };

  return sl_cli_record_add (cli, argv, &stage_spec, entries, take_round, &questions);
}

static SlCliExit
stage_set (SlCli  *cli,
           char ***argv)
{
  g_auto (GStrv) questions = NULL;
  const GOptionEntry entries[] = { QUESTION_ENTRY (&questions), G_OPTION_ENTRY_NULL };

  return sl_cli_record_set (cli, argv, &stage_spec, entries, take_round, &questions);
}

static SlCliExit
stage_list (SlCli  *cli,
            char ***argv)
{
  return sl_cli_record_list (cli, argv, &stage_spec);
}

static SlCliExit
stage_delete (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_delete (cli, argv, &stage_spec);
}

const SlCliCommand sl_cli_stage_parts[] = {
  { .name = "add", .run = stage_add,
    .arguments = N_("APPLICATION --name NAME [--FIELD VALUE…]"),
    .summary = N_("Add an interview round and print its id"),
    .details = N_("An application that was Applied becomes Interviewing; one undo takes both back."),
    .examples = SL_CLI_EXAMPLES ("stage add 1a2b --name 'Phone screen' --type 'Phone screen' --date 2026-09-03 --time 14:00",
                                 "stage add 1a2b --name 'Second round' --question 'Why us?' --question 'When could you start?'") },
  { .name = "list", .run = stage_list,
    .arguments = N_("[APPLICATION]"),
    .summary = N_("List the rounds of an application, or all"),
    .examples = SL_CLI_EXAMPLES ("stage list 1a2b", "stage list --json") },
  { .name = "set", .run = stage_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change rounds"),
    .details = N_("An empty VALUE empties the field; --question replaces all questions."),
    .examples = SL_CLI_EXAMPLES ("stage set 3c4d --result Passed", "stage set 3c4d --date 2026-09-10 --time 9:30") },
  { .name = "delete", .run = stage_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move rounds to the Trash"),
    .examples = SL_CLI_EXAMPLES ("stage delete 3c4d") },
  { NULL },
};

/* Events */

static const guint event_columns[] = {
  SL_EVENT_OCCURRED_AT, SL_EVENT_TYPE, SL_EVENT_LABEL, SL_EVENT_TO_STATUS, SL_EVENT_TO_STAGE, SL_EVENT_OUTCOME, SL_EVENT_NOTE, SL_FIELD_NONE,
};

static const SlCliRecordSpec event_spec = {
  .kind = SL_KIND_EVENT,
  .required = SL_FIELD_NONE,
  .columns = event_columns,
  .none = N_("Nothing was logged yet."),
  .which = N_("Say which event, by its id"),
};

/* "now", "2 hours ago", and all that a day and a time can be called. What is none of them is told with the field. */
static void
take_time (SlCliFields *fields)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  char iso[SL_TIME_ISO_SIZE];
  gint64 time;

  if (fields->texts[SL_EVENT_OCCURRED_AT] != NULL &&
      (sl_time_parse_distance (fields->texts[SL_EVENT_OCCURRED_AT], sl_clock_get_now (clock), &time) ||
       sl_time_parse_typed (fields->texts[SL_EVENT_OCCURRED_AT], sl_clock_get_today (clock), 0, sl_clock_get_time_zone (clock), &time)))
    sl_cli_fields_take_text (fields, SL_EVENT_OCCURRED_AT, g_strdup (sl_time_format_iso8601 (time, iso)));
}

/* A step without a type is a status change, an outcome without a step the last one. */
static gboolean
complete_event (SlCli       *cli,
                SlCliFields *fields,
                gpointer     data)
{
  char **actor = data;
  gboolean moves;

  take_time (fields);
  if (*actor != NULL)
    sl_cli_fields_take_text (fields, SL_EVENT_ACTOR, g_steal_pointer (actor));
  if (fields->texts[SL_EVENT_OUTCOME] != NULL && *fields->texts[SL_EVENT_OUTCOME] != '\0' && fields->texts[SL_EVENT_TO_STAGE] == NULL)
    sl_cli_fields_take_text (fields, SL_EVENT_TO_STAGE, g_strdup (SL_LANE_CLOSED));
  moves = fields->texts[SL_EVENT_TO_STAGE] != NULL || fields->texts[SL_EVENT_TO_STATUS] != NULL;
  if (moves && fields->texts[SL_EVENT_TYPE] != NULL &&
      g_strcmp0 (sl_enum_match (sl_kind_get_field (SL_KIND_EVENT, SL_EVENT_TYPE)->words, fields->texts[SL_EVENT_TYPE]), SL_EVENT_TYPE_NOTE) == 0)
    {
      sl_cli_usage (cli, _("A note moves nothing; leave out --type, or --step, --status and --outcome"));
      return FALSE;
    }
  if (moves && fields->texts[SL_EVENT_TYPE] == NULL)
    sl_cli_fields_take_text (fields, SL_EVENT_TYPE, g_strdup (SL_EVENT_TYPE_STATUS));

  return TRUE;
}

static const char *
match (SlCliFields *fields,
       guint        field)
{
  return fields->texts[field] != NULL ? sl_enum_match (sl_kind_get_field (SL_KIND_EVENT, field)->words, fields->texts[field]) : NULL;
}

/* What goes with a corrected step or outcome is corrected, too; the status follows by itself. */
static void
complete_move (SlCliFields *fields)
{
  const char *lane = match (fields, SL_EVENT_TO_STAGE);

  if (match (fields, SL_EVENT_OUTCOME) != NULL && fields->texts[SL_EVENT_TO_STAGE] == NULL)
    sl_cli_fields_take_text (fields, SL_EVENT_TO_STAGE, g_strdup (SL_LANE_CLOSED));
  else if (lane != NULL && fields->texts[SL_EVENT_OUTCOME] == NULL && !g_str_equal (lane, SL_LANE_CLOSED))
    sl_cli_fields_take_text (fields, SL_EVENT_OUTCOME, g_strdup (""));
}

static gboolean
take_actor (SlCli       *cli,
            SlCliFields *fields,
            gpointer     data)
{
  char **actor = data;

  take_time (fields);
  complete_move (fields);
  if (*actor != NULL)
    sl_cli_fields_take_text (fields, SL_EVENT_ACTOR, g_steal_pointer (actor));

  return TRUE;
}

#define ACTOR_ENTRY(actor) \
  { "actor", 0, 0, G_OPTION_ARG_FILENAME, actor, N_("Who did it: user (that is you), system, mail, sync, import"), N_("WORD") }

static SlCliExit
event_add (SlCli  *cli,
           char ***argv)
{
  g_autofree char *actor = NULL;
  const GOptionEntry entries[] = { ACTOR_ENTRY (&actor), G_OPTION_ENTRY_NULL };

  return sl_cli_record_add (cli, argv, &event_spec, entries, complete_event, &actor);
}

static SlCliExit
event_set (SlCli  *cli,
           char ***argv)
{
  g_autofree char *actor = NULL;
  const GOptionEntry entries[] = { ACTOR_ENTRY (&actor), G_OPTION_ENTRY_NULL };

  return sl_cli_record_set (cli, argv, &event_spec, entries, take_actor, &actor);
}

static SlCliExit
event_list (SlCli  *cli,
            char ***argv)
{
  return sl_cli_record_list (cli, argv, &event_spec);
}

static SlCliExit
event_delete (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_delete (cli, argv, &event_spec);
}

const SlCliCommand sl_cli_event_parts[] = {
  { .name = "add", .run = event_add,
    .arguments = N_("APPLICATION [--FIELD VALUE…]"),
    .summary = N_("Log what happened and print its id"),
    .details = N_("With --step or --status the application moves, unless something newer moved it already. Without --when it happened now."),
    .examples = SL_CLI_EXAMPLES ("event add 1a2b --title 'Called by the team lead'", "event add 1a2b --step 'Technical interview' --when '2026-09-03 14:30'",
                                 "event add 1a2b --outcome Rejected --reason 'Filled from within'") },
  { .name = "list", .run = event_list,
    .arguments = N_("[APPLICATION]"),
    .summary = N_("List what happened to an application, or to all"),
    .examples = SL_CLI_EXAMPLES ("event list 1a2b", "event list 1a2b --json") },
  { .name = "set", .run = event_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Correct events"),
    .details = N_("The newest event that moves an application decides where it stands: a corrected time may move it."),
    .examples = SL_CLI_EXAMPLES ("event set 5e6f --when 2026-09-01", "event set 5e6f --note 'They will write on Monday'") },
  { .name = "delete", .run = event_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move events to the Trash"),
    .examples = SL_CLI_EXAMPLES ("event delete 5e6f") },
  { NULL },
};
