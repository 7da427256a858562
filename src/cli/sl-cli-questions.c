/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl questions, skills: what interviews and reflections teach. */
#define G_LOG_DOMAIN "sl-cli-questions"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-deeds-bank.h"
#include "sl-questions.h"
#include "sl-skills.h"
#include "sl-text.h"

/* Which questions are meant. */
typedef struct {
  char *type;
  char *company;
  const char *stage_type; /* the type, known */
  char *text;             /* what else was said */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->type);
  g_free (wanted->company);
  g_free (wanted->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

#define WANTED_ENTRIES(wanted) \
  { "type", 0, 0, G_OPTION_ARG_FILENAME, &(wanted)->type, N_("Asked in rounds of this type"), N_("WORD") }, \
  { "company", 0, 0, G_OPTION_ARG_FILENAME, &(wanted)->company, N_("Asked by this company"), N_("NAME") }

static char *
join_words (char **words)
{
  g_autofree char *joined = g_strjoinv (" ", words);

  return sl_cli_make_harmless (joined);
}

static gboolean
take_wanted (SlCli   *cli,
             Wanted  *wanted,
             char   **words)
{
  g_autofree char *company = g_steal_pointer (&wanted->company);

  wanted->company = company != NULL ? sl_cli_make_harmless (company) : NULL;
  wanted->text = join_words (words);
  return sl_cli_match_word (cli, &sl_stage_type_words, "--type", wanted->type, &wanted->stage_type);
}

static gpointer
read_questions (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return sl_questions_read (connection, cancellable, error);
}

/* Those that are meant. (nullable): told */
static GPtrArray *
find_questions (SlCli  *cli,
                Wanted *wanted)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) questions = sl_cli_open (cli) ? sl_cli_read (cli, read_questions, NULL, &error) : NULL;

  if (questions == NULL)
    {
      if (error != NULL)
        sl_cli_fail (error);
      return NULL;
    }
  for (guint i = questions->len; i > 0; i--)
    if (!sl_question_matches (g_ptr_array_index (questions, i - 1), wanted->text, wanted->stage_type, wanted->company))
      g_ptr_array_remove_index (questions, i - 1);

  return g_steal_pointer (&questions);
}

static JsonObject *
asked_to_json (const SlAsked *asked)
{
  JsonObject *object = json_object_new ();
  char iso[SL_DAY_ISO_SIZE];

  json_object_set_string_member (object, "application_id", asked->application_id);
  json_object_set_string_member (object, "stage_id", asked->stage_id);
  json_object_set_string_member (object, "company", asked->company);
  json_object_set_string_member (object, "role", asked->role);
  sl_json_set_string (object, "stage_type", asked->stage_type);
  sl_json_set_string (object, "date", asked->day != SL_DAY_NONE ? sl_day_format_iso (asked->day, iso) : NULL);

  return object;
}

static void
print_json (GPtrArray *questions)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < questions->len; i++)
    {
      SlQuestion *question = g_ptr_array_index (questions, i);
      JsonObject *object = json_object_new ();
      JsonArray *asked = json_array_new ();

      json_object_set_string_member (object, "question", sl_question_get_text (question));
      json_object_set_int_member (object, "asked", sl_question_get_n_asked (question));
      sl_json_set_string (object, "answer", sl_question_get_notes (question));
      for (guint j = 0; j < sl_question_get_n_asked (question); j++)
        json_array_add_object_element (asked, asked_to_json (sl_question_get_asked (question, j)));
      json_object_set_array_member (object, "where", asked);
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

static char *
list_companies (SlQuestion *question)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = NULL;

  g_ptr_array_add (one, question);
  names = sl_questions_list_companies (one);
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

static SlCliExit
questions_list (SlCli  *cli,
                char ***argv)
{
  g_auto (Wanted) wanted = { 0 };
  const GOptionEntry entries[] = { WANTED_ENTRIES (&wanted), G_OPTION_ENTRY_NULL };
  const char *headers[] = { _("Question"), _("Asked"), _("Companies"), _("Answer"), NULL };
  g_autoptr (SlCliTable) table = NULL;
  g_autoptr (GPtrArray) questions = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL) || !take_wanted (cli, &wanted, *argv))
    return SL_CLI_USAGE;
  questions = find_questions (cli, &wanted);
  if (questions == NULL)
    return SL_CLI_FAILED;
  if (cli->json)
    {
      print_json (questions);
      return SL_CLI_DONE;
    }
  if (questions->len == 0)
    {
      sl_cli_print ("%s", _("There are no questions."));
      return SL_CLI_DONE;
    }

  table = sl_cli_table_new (headers);
  sl_cli_table_set_numeric (table, 1);
  for (guint i = 0; i < questions->len; i++)
    {
      SlQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *n = g_strdup_printf ("%u", sl_question_get_n_asked (question));
      g_autofree char *companies = list_companies (question);
      const char *cells[] = { sl_question_get_text (question), n, companies, sl_text_is_blank (sl_question_get_notes (question)) ? "" : _("yes") };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);

  return SL_CLI_DONE;
}

/* What is to be written: the text given, or standard input for "-". */
static char *
read_answer (const char *given)
{
  GString *text;
  char buffer[4096];
  gsize n;
  g_autofree char *valid = NULL;

  if (!g_str_equal (given, "-"))
    return g_utf8_make_valid (given, -1);
  text = g_string_new (NULL);
  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (text, buffer, (gssize) n);
  valid = g_string_free_and_steal (text);

  return sl_text_sanitize (valid, -1);
}

typedef struct {
  const char *question;
  const char *notes;
} Answering;

/* As the question was asked, if it was. */
static gpointer
build_answer (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Answering *answering = data;
  g_autofree char *key = sl_question_make_key (answering->question);
  g_autoptr (GPtrArray) questions = sl_questions_read (connection, cancellable, error);
  const char *text = answering->question;

  if (questions == NULL)
    return NULL;
  for (guint i = 0; i < questions->len; i++)
    if (g_str_equal (sl_question_get_key (g_ptr_array_index (questions, i)), key))
      text = sl_question_get_text (g_ptr_array_index (questions, i));

  return sl_deed_answer_question (connection, text, NULL, NULL, answering->notes, NULL, error);
}

static SlCliExit
questions_answer (SlCli  *cli,
                  char ***argv)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autofree char *answer = NULL;
  GError *error = NULL;
  SlChangeset *changeset;
  Answering answering;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 2)
    return sl_cli_usage (cli, _("Say the question and your answer, each in quotes"));
  text = sl_cli_make_harmless ((*argv)[0]);
  g_strstrip (text);
  key = sl_question_make_key (text);
  if (*key == '\0')
    return sl_cli_usage (cli, _("Say the question and your answer, each in quotes"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  answer = g_strchomp (read_answer ((*argv)[1]));
  answering = (Answering) { text, answer };
  changeset = sl_cli_read (cli, build_answer, &answering, &error);

  return changeset != NULL ? sl_cli_apply (cli, changeset, NULL) : sl_cli_fail (error);
}

static SlCliExit
questions_practice (SlCli  *cli,
                    char ***argv)
{
  g_auto (Wanted) wanted = { 0 };
  gint64 seed = -1;
  int count = G_MAXINT;
  gboolean answers = FALSE;
  const GOptionEntry entries[] = {
    WANTED_ENTRIES (&wanted),
    { "count", 'n', 0, G_OPTION_ARG_INT, &count, N_("At most so many"), N_("NUMBER") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("The same number mixes the same questions the same way"), N_("NUMBER") },
    { "answers", 0, 0, G_OPTION_ARG_NONE, &answers, N_("Show your answers, too"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) questions = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL) || !take_wanted (cli, &wanted, *argv))
    return SL_CLI_USAGE;
  if (count < 1)
    return sl_cli_usage (cli, _("--count takes a number from 1"));
  questions = find_questions (cli, &wanted);
  if (questions == NULL)
    return SL_CLI_FAILED;

  sl_questions_shuffle (questions, seed >= 0 ? (guint32) seed : g_random_int ());
  if (questions->len > (guint) count)
    g_ptr_array_set_size (questions, count);
  if (cli->json)
    {
      print_json (questions);
      return SL_CLI_DONE;
    }
  if (questions->len == 0)
    sl_cli_print ("%s", _("There are no questions."));
  for (guint i = 0; i < questions->len; i++)
    {
      SlQuestion *question = g_ptr_array_index (questions, i);

      sl_cli_print ("%u. %s", i + 1, sl_question_get_text (question));
      if (answers && !sl_text_is_blank (sl_question_get_notes (question)))
        {
          g_auto (GStrv) lines = g_strsplit (sl_question_get_notes (question), "\n", -1);

          for (guint j = 0; lines[j] != NULL; j++)
            sl_cli_print ("   %s", lines[j]);
        }
    }

  return SL_CLI_DONE;
}

const SlCliCommand sl_cli_question_parts[] = {
  { .name = "list", .run = questions_list,
    .arguments = N_("[TEXT…]"),
    .summary = N_("List the questions of all rounds, each once"),
    .examples = SL_CLI_EXAMPLES ("questions list", "questions list salary --type technical", "questions list --company Torvmark --json") },
  { .name = "answer", .run = questions_answer,
    .arguments = N_("QUESTION ANSWER|-"),
    .summary = N_("Write down your answer to a question"),
    .details = N_("“-” reads the answer from standard input; an empty one empties it. A question that no round has is kept for practicing."),
    .examples = SL_CLI_EXAMPLES ("questions answer 'Why us?' 'The smell of bread.'", "questions answer 'Why us?' - < answer.txt") },
  { .name = "practice", .run = questions_practice,
    .arguments = N_("[TEXT…]"),
    .summary = N_("Show questions in mixed order, to practice"),
    .examples = SL_CLI_EXAMPLES ("questions practice --count 5", "questions practice --type behavioral --answers --seed 7") },
  { NULL },
};

/* Skills */

static gpointer
read_skills (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_skills_read (connection, cancellable, error);
}

static const char *
get_trend_name (SlSkillTrend trend)
{
  static const char *const names[] = { NULL, "steady", "up", "down" };

  return names[trend];
}

static void
print_skills_json (GPtrArray *skills)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < skills->len; i++)
    {
      SlSkill *skill = g_ptr_array_index (skills, i);
      JsonObject *object = json_object_new ();
      JsonArray *mentions = json_array_new ();

      json_object_set_string_member (object, "skill", sl_skill_get_name (skill));
      json_object_set_int_member (object, "mentions", sl_skill_get_n_mentions (skill));
      sl_json_set_string (object, "latest_level", sl_skill_get_latest_level (skill));
      sl_json_set_string (object, "highest_level", sl_skill_get_highest_level (skill));
      sl_json_set_string (object, "trend", get_trend_name (sl_skill_get_trend (skill)));
      for (guint j = 0; j < sl_skill_get_n_mentions (skill); j++)
        {
          const SlSkillMention *mention = sl_skill_get_mention (skill, j);
          JsonObject *where = json_object_new ();

          json_object_set_string_member (where, "application_id", mention->application_id);
          json_object_set_string_member (where, "company", mention->company);
          json_object_set_string_member (where, "role", mention->role);
          sl_json_set_string (where, "level", mention->level);
          sl_json_set_string (where, "improvement_plan", mention->plan);
          json_array_add_object_element (mentions, where);
        }
      json_object_set_array_member (object, "where", mentions);
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

static void
print_skills (GPtrArray *skills)
{
  const char *headers[] = { _("Skill"), _("Named"), _("Latest level"), _("Highest level"), _("Trend"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  sl_cli_table_set_numeric (table, 1);
  for (guint i = 0; i < skills->len; i++)
    {
      SlSkill *skill = g_ptr_array_index (skills, i);
      g_autofree char *n = g_strdup_printf ("%u", sl_skill_get_n_mentions (skill));
      const char *cells[] = { sl_skill_get_name (skill), n, sl_skill_level_label (sl_skill_get_latest_level (skill)),
                              sl_skill_level_label (sl_skill_get_highest_level (skill)), sl_skill_trend_label (sl_skill_get_trend (skill)) };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

SlCliExit
sl_cli_skills (SlCli  *cli,
               char ***argv)
{
  g_autoptr (GPtrArray) skills = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  skills = sl_cli_read (cli, read_skills, NULL, &error);
  if (skills == NULL)
    return sl_cli_fail (error);

  text = join_words (*argv);
  for (guint i = skills->len; i > 0; i--)
    if (!sl_skill_matches (g_ptr_array_index (skills, i - 1), text))
      g_ptr_array_remove_index (skills, i - 1);
  if (cli->json)
    print_skills_json (skills);
  else if (skills->len == 0)
    sl_cli_print ("%s", _("No reflection names a skill to build."));
  else
    print_skills (skills);

  return SL_CLI_DONE;
}
