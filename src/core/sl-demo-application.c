/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One application of the sample data and what became of it. First its fate is drawn, by how long ago it was found; then
 * the way there is spread over the days between, each step with the event that the program itself would have written. */
#define G_LOG_DOMAIN "sl-demo-application"

#include "config.h"

#include "sl-demo-private.h"

typedef enum {
  FATE_SAVED,
  FATE_WAITING,
  FATE_NO_RESPONSE,
  FATE_TURNED_DOWN,
  FATE_INTERVIEWING,
  FATE_TURNED_DOWN_LATE,
  FATE_WITHDRAWN,
  FATE_OFFER,
  FATE_ACCEPTED,
  FATE_DECLINED,
  N_FATES,
} Fate;

/* What may have become of an application after so many days, as weights of a hundred. */
static const struct {
  SlDay age;
  guint8 weights[N_FATES];
} fates[] = {
  { 6, { [FATE_SAVED] = 26, [FATE_WAITING] = 70, [FATE_TURNED_DOWN] = 4 } },
  { 28, { [FATE_SAVED] = 9, [FATE_WAITING] = 40, [FATE_TURNED_DOWN] = 25, [FATE_INTERVIEWING] = 20, [FATE_TURNED_DOWN_LATE] = 3, [FATE_WITHDRAWN] = 3 } },
  { 70, { [FATE_SAVED] = 3, [FATE_WAITING] = 15, [FATE_NO_RESPONSE] = 27, [FATE_TURNED_DOWN] = 30, [FATE_INTERVIEWING] = 9, [FATE_TURNED_DOWN_LATE] = 11, [FATE_WITHDRAWN] = 5 } },
  { G_MAXINT32, { [FATE_WAITING] = 3, [FATE_NO_RESPONSE] = 40, [FATE_TURNED_DOWN] = 33, [FATE_TURNED_DOWN_LATE] = 16, [FATE_WITHDRAWN] = 5, [FATE_DECLINED] = 3 } },
};

/* An application on its way. */
typedef struct {
  SlDemo *demo;
  SlRecord *application;
  const SlDemoField *field;
  const char *status;
  SlDay age; /* when it was found, without regard to weekends */
  SlDay applied;
  gint64 last; /* time of the last event */
} Journey;

static Fate
draw_fate (SlDemo *demo,
           SlDay   age)
{
  guint roll = sl_demo_roll (demo, 100);
  guint row = 0;

  /* A search has its few offers, lately; a big one has many. */
  if (age >= 25 && age <= 50 && demo->n_offers < CLAMP (demo->count / 60, 2, 40))
    {
      demo->n_offers++;
      return FATE_OFFER;
    }
  if (age >= 40 && age <= 75 && !demo->accepted)
    {
      demo->accepted = TRUE;
      return FATE_ACCEPTED;
    }

  while (age > fates[row].age)
    row++;
  for (guint fate = 0; fate < N_FATES; fate++)
    {
      if (roll < fates[row].weights[fate])
        return (Fate) fate;
      roll -= fates[row].weights[fate];
    }

  return FATE_WAITING;
}

/* Later than all before, and not in the future. */
static gint64
next_time (Journey *self,
           SlDay    day)
{
  gint64 time = sl_demo_time (self->demo, day, 9 + sl_demo_roll (self->demo, 8));

  time = MAX (time, self->last + 10 * SL_DEMO_MINUTE);
  self->last = MAX (MIN (time, self->demo->now), self->last + 1);

  return self->last;
}

static SlRecord *
add_child (Journey *self,
           SlKind   kind,
           gint64   time)
{
  SlRecord *child = sl_demo_add (self->demo, kind, time);

  sl_record_set_text (child, sl_kind_find_field (kind, "application-id"), sl_record_get_id (self->application));

  return child;
}

static void
set_status (Journey    *self,
            const char *status,
            const char *detail)
{
  self->status = status;
  sl_record_set_text (self->application, SL_APPLICATION_STATUS, status);
  sl_record_set_text (self->application, SL_APPLICATION_STATUS_DETAIL, detail);
}

static void
move (Journey    *self,
      SlDay       day,
      const char *status,
      const char *lane,
      const char *outcome)
{
  gint64 time = next_time (self, day);
  SlRecord *event = add_child (self, SL_KIND_EVENT, time);

  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, time);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, lane);
  sl_record_set_text (event, SL_EVENT_OUTCOME, outcome);
  if (g_strcmp0 (status, self->status) != 0)
    {
      sl_record_set_text (event, SL_EVENT_FROM_STATUS, self->status);
      sl_record_set_text (event, SL_EVENT_TO_STATUS, status);
      set_status (self, status, g_strcmp0 (outcome, "no_response") == 0 ? SL_DETAIL_NO_RESPONSE : NULL);
    }
}

static void
add_questions (Journey  *self,
               SlRecord *stage)
{
  g_autoptr (JsonArray) questions = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), questions);
  g_autofree char *text = NULL;
  guint first = sl_demo_roll (self->demo, 3);

  for (guint i = first; self->field->questions[i] != NULL && i < first + 2; i++)
    json_array_add_string_element (questions, self->field->questions[i]);
  text = json_to_string (node, FALSE);
  sl_record_set_text (stage, SL_STAGE_QUESTIONS_ASKED, text);
}

static void
log_interview (Journey           *self,
               const SlDemoRound *round,
               SlDay              day)
{
  gint64 time = next_time (self, day);
  SlRecord *event = add_child (self, SL_KIND_EVENT, time);

  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_INTERVIEW);
  sl_record_set_text (event, SL_EVENT_LABEL, round->name);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, time);
  sl_record_set_text (event, SL_EVENT_NOTE, sl_demo_pick (self->demo, sl_demo_impressions));
}

static void
add_round (Journey    *self,
           guint       number,
           SlDay       day,
           const char *result)
{
  SlDemo *demo = self->demo;
  const SlDemoRound *round = &sl_demo_rounds[MIN (number, sl_demo_n_rounds - 1)];
  gboolean held = g_strcmp0 (result, "Pending") != 0;
  char iso[SL_DAY_ISO_SIZE];
  g_autofree char *time_of_day = g_strdup_printf ("%02u:%02u", 9 + sl_demo_roll (demo, 8), sl_demo_roll (demo, 2) * 30);
  SlRecord *stage;

  /* The invitation comes some days before. */
  move (self, MIN (day - 1 - (SlDay) sl_demo_roll (demo, 3), demo->today), SL_STATUS_INTERVIEWING, round->lane, NULL);

  stage = add_child (self, SL_KIND_STAGE, self->last);
  sl_record_set_text (stage, SL_STAGE_NAME, round->name);
  sl_record_set_text (stage, SL_STAGE_TYPE, round->type);
  sl_record_set_text (stage, SL_STAGE_DATE, sl_day_format_iso (day, iso));
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, time_of_day);
  sl_record_set_text (stage, SL_STAGE_RESULT, result);
  sl_record_set_integer (stage, SL_STAGE_DURATION_MINUTES, round->minutes);
  sl_record_set_text (stage, SL_STAGE_INTERVIEWER_NAMES, round->interviewer);
  sl_record_set_text (stage, SL_STAGE_PLACE, number == 0 ? "https://meet.example/first-call" : "At their office");
  if (held && sl_demo_roll (demo, demo->sparse) == 0)
    {
      add_questions (self, stage);
      sl_record_set_text (stage, SL_STAGE_NOTES, sl_demo_pick (demo, sl_demo_impressions));
      log_interview (self, round, day);
    }
  else if (!held)
    {
      sl_record_set_text (stage, SL_STAGE_PREP_NOTES, "Read their last annual report. Take the folder along. Ask about working hours.");
    }
}

/* @n rounds between applying and @end; the last one has @result, those before were passed. */
static void
add_rounds (Journey    *self,
            guint       n,
            SlDay       end,
            const char *result)
{
  SlDay start = self->applied + 3;

  for (guint i = 0; i < n; i++)
    {
      SlDay day = start + (SlDay) ((gint64) MAX (end - start, 0) * (i + 1) / (n + 1));

      add_round (self, i, MIN (day, end), i + 1 < n ? "Passed" : result);
    }
}

static void
add_offer (Journey *self,
           SlDay    day,
           gboolean open)
{
  SlDemo *demo = self->demo;
  gint64 salary = sl_record_get_integer (self->application, SL_APPLICATION_SALARY_MIN, self->field->salary);
  char start[SL_DAY_ISO_SIZE];
  char deadline[SL_DAY_ISO_SIZE];
  SlRecord *outcome;

  move (self, day, SL_STATUS_OFFER, SL_LANE_OFFER, NULL);
  outcome = add_child (self, SL_KIND_OUTCOME, self->last);
  if (salary > 0)
    sl_record_set_integer (outcome, SL_OUTCOME_SALARY, (salary * (100 + sl_demo_roll (demo, 12)) / 100 + 250) / 500 * 500);
  sl_record_set_text (outcome, SL_OUTCOME_SALARY_CURRENCY, sl_record_get_text (self->application, SL_APPLICATION_SALARY_CURRENCY));
  sl_record_set_text (outcome, SL_OUTCOME_BONUS, demo->n_offers % 2 == 0 ? "10 % of the salary" : "2,000 at the start");
  if (self->field->remote > 4)
    sl_record_set_text (outcome, SL_OUTCOME_EQUITY, "400 shares over four years");
  sl_record_set_text (outcome, SL_OUTCOME_BENEFITS, sl_demo_pick (demo, sl_demo_benefits));
  sl_record_set_text (outcome, SL_OUTCOME_START_DATE, sl_day_format_iso (sl_day_add_months (day, 2), start));
  sl_record_set_text (outcome, SL_OUTCOME_DEADLINE, sl_day_format_iso (open ? demo->today + 3 + (SlDay) sl_demo_roll (demo, 7) : day + 14, deadline));
  if (open)
    sl_record_set_text (outcome, SL_OUTCOME_NEGOTIATION_NOTES, demo->n_offers % 2 == 0 ? "Ask for two days from home and a review of the pay after half a year."
                                                                                      : "Ask for the training budget. They said the salary is fixed.");
}

static void
add_reflection (Journey *self)
{
  static const char *const general[] = { "small talk", "presenting", "time management", "salary talks" };
  static const char *const plans[] = {
    "Practice aloud, twenty minutes on three evenings.", "Ask a friend for two mock interviews.",
    "Read the book from the library, a chapter a week.", "Write down one example for each question.",
  };
  g_autofree char *gaps = NULL;
  SlRecord *reflection;
  guint turn;

  if (sl_demo_roll (self->demo, 2 * self->demo->sparse) != 0)
    return;

  /* Who practises gets better, with one thing at least. */
  reflection = add_child (self, SL_KIND_REFLECTION, self->last);
  turn = (guint) self->age;
  gaps = g_strdup_printf ("{\"%s\":\"%s\",\"%s\":\"%s\",\"%s\":\"%s\"}", sl_demo_pick (self->demo, self->field->skills),
                          turn % 2 == 0 ? "basic" : "intermediate", "negotiation", self->age > 90 ? "beginner" : self->age > 50 ? "basic" : "intermediate",
                          general[turn % G_N_ELEMENTS (general)], turn % 3 == 0 ? "advanced" : "basic");
  sl_record_set_text (reflection, SL_REFLECTION_WHAT_WORKED, sl_demo_pick (self->demo, sl_demo_worked));
  sl_record_set_text (reflection, SL_REFLECTION_WHAT_FAILED, sl_demo_pick (self->demo, sl_demo_failed));
  sl_record_set_text (reflection, SL_REFLECTION_SKILL_GAPS, gaps);
  sl_record_set_text (reflection, SL_REFLECTION_IMPROVEMENT_PLAN, plans[turn % G_N_ELEMENTS (plans)]);
}

/* A day between @from and @to days after applying, not after today. */
static SlDay
day_after (Journey *self,
           guint    from,
           guint    to)
{
  SlDay day = MIN (self->applied + (SlDay) (from + sl_demo_roll (self->demo, to - from + 1)), self->demo->today);

  /* Rolled again, see apply_for(). */
  return MIN (day, self->demo->today);
}

static void
live_through (Journey *self,
              Fate     fate)
{
  SlDemo *demo = self->demo;
  SlDay recently = demo->today - (SlDay) sl_demo_roll (demo, 6);
  SlDay day;

  switch (fate)
    {
    case FATE_NO_RESPONSE:
      move (self, day_after (self, 28, 45), SL_STATUS_REJECTED, SL_LANE_CLOSED, "no_response");
      break;
    case FATE_TURNED_DOWN:
      move (self, day_after (self, 2, 24), SL_STATUS_REJECTED, SL_LANE_CLOSED, "rejected");
      break;
    case FATE_INTERVIEWING:
      add_rounds (self, 1 + sl_demo_roll (demo, 2), recently, "Passed");
      if (sl_demo_roll (demo, 4) > 0)
        add_round (self, 2 + sl_demo_roll (demo, 3), demo->today + (SlDay) sl_demo_roll (demo, 9), "Pending");
      break;
    case FATE_TURNED_DOWN_LATE:
      day = day_after (self, 16, 40);
      add_rounds (self, 1 + sl_demo_roll (demo, 4), day - 1, "Failed");
      move (self, day, SL_STATUS_REJECTED, SL_LANE_CLOSED, "rejected");
      add_reflection (self);
      break;
    case FATE_WITHDRAWN:
      day = day_after (self, 6, 30);
      if (sl_demo_roll (demo, 2) == 0)
        add_rounds (self, 1, day - 1, "Passed");
      move (self, day, SL_STATUS_WITHDRAWN, SL_LANE_CLOSED, "withdrawn");
      break;
    case FATE_OFFER:
      add_rounds (self, 2 + sl_demo_roll (demo, 3), recently - 2, "Passed");
      add_offer (self, recently, TRUE);
      break;
    case FATE_ACCEPTED:
    case FATE_DECLINED:
      day = fate == FATE_ACCEPTED ? recently - 4 : day_after (self, 24, 50);
      add_rounds (self, 3 + sl_demo_roll (demo, 2), day - 2, "Passed");
      add_offer (self, day, FALSE);
      move (self, MIN (day + 3, demo->today), fate == FATE_ACCEPTED ? SL_STATUS_ACCEPTED : SL_STATUS_WITHDRAWN, SL_LANE_CLOSED,
            fate == FATE_ACCEPTED ? "offer_accepted" : "offer_declined");
      add_reflection (self);
      break;
    case FATE_SAVED:
    case FATE_WAITING:
    case N_FATES:
    default:
      break;
    }
}

/* Facts of the posting */

static const char *
draw_word (SlDemo       *demo,
           const SlEnum *words,
           const guint8 *weights)
{
  guint roll = sl_demo_roll (demo, 100);

  for (guint i = 0; words->values[i].word != NULL; i++)
    {
      if (roll < weights[i])
        return words->values[i].word;
      roll -= weights[i];
    }

  return NULL;
}

static void
set_salary (SlDemo            *demo,
            SlRecord          *application,
            const SlDemoField *field,
            const SlDemoPlace *place)
{
  double middle = (double) field->salary * place->factor * (0.85 + 0.01 * sl_demo_roll (demo, 31));
  gint64 min = (gint64) (middle / (double) place->step + 0.5) * place->step;

  sl_record_set_text (application, SL_APPLICATION_SALARY_CURRENCY, place->currency);
  if (sl_demo_roll (demo, 10) >= 6)
    return;
  sl_record_set_integer (application, SL_APPLICATION_SALARY_MIN, min);
  if (sl_demo_roll (demo, 4) > 0)
    sl_record_set_integer (application, SL_APPLICATION_SALARY_MAX, (gint64) ((double) min * (1.08 + 0.01 * sl_demo_roll (demo, 16)) / (double) place->step + 0.5) * place->step);
}

static void
set_texts (SlDemo            *demo,
           SlRecord          *application,
           const SlDemoField *field,
           const SlDemoPlace *place,
           const char        *name)
{
  const char *role = sl_demo_pick (demo, field->roles);
  g_autofree char *company = g_strdup_printf ("%s %s", name, sl_demo_pick (demo, field->employers));
  g_autofree char *host = g_ascii_strdown (name, -1);
  g_autofree char *url = g_strdup_printf ("https://%s.example/jobs/%u", host, 1000 + sl_demo_roll (demo, 90000));
  g_autofree char *description = g_strdup_printf ("%s is looking for: %s, %s. %s You bring %s and %s.", company, role, place->location,
                                                  field->duties, sl_demo_pick (demo, field->skills), sl_demo_pick (demo, field->skills));

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, role);
  sl_record_set_text (application, SL_APPLICATION_LOCATION, place->location);
  sl_record_set_text (application, SL_APPLICATION_DESCRIPTION, description);
  if (sl_demo_roll (demo, 7) > 0)
    sl_record_set_text (application, SL_APPLICATION_URL, url);
}

static void
set_facts (SlDemo            *demo,
           SlRecord          *application,
           const SlDemoField *field)
{
  static const guint8 job_types[] = { 74, 16, 6, 2, 2 };
  static const guint8 priorities[] = { 18, 36, 14 };
  static const guint8 sources[] = { 20, 12, 3, 20, 8, 24, 6, 3, 2, 2 };
  const SlDemoPlace *place = &sl_demo_places[sl_demo_roll (demo, 3) > 0 ? sl_demo_roll (demo, 5) : sl_demo_roll (demo, sl_demo_n_places)];
  g_autofree char *name = g_strconcat (sl_demo_pick (demo, sl_demo_name_starts), sl_demo_pick (demo, sl_demo_name_ends), NULL);
  gboolean from_home = sl_demo_roll (demo, 10) < field->remote;

  set_texts (demo, application, field, place, name);
  set_salary (demo, application, field, place);
  sl_record_set_text (application, SL_APPLICATION_JOB_TYPE, draw_word (demo, &sl_job_type_words, job_types));
  sl_record_set_text (application, SL_APPLICATION_PRIORITY, draw_word (demo, &sl_priority_words, priorities));
  sl_record_set_text (application, SL_APPLICATION_SOURCE, draw_word (demo, &sl_source_words, sources));
  sl_record_set_text (application, SL_APPLICATION_WORK_MODE, from_home ? (sl_demo_roll (demo, 2) == 0 ? "Remote" : "Hybrid") : "On-site");
  if (sl_demo_roll (demo, 2) == 0)
    sl_record_set_integer (application, SL_APPLICATION_EXCITEMENT, 2 + sl_demo_roll (demo, 4));
}

/* A posting comes again after a while: the same company, role and address as one some time before. */
static void
repeat_posting (SlDemo   *demo,
                SlRecord *application,
                guint     index)
{
  static const guint fields[] = { SL_APPLICATION_COMPANY_NAME, SL_APPLICATION_ROLE_TITLE, SL_APPLICATION_URL, SL_APPLICATION_LOCATION,
                                  SL_APPLICATION_DESCRIPTION };
  SlRecord *earlier;

  if (demo->sparse > 1 || index % 11 != 10 || demo->applications->len < 20)
    return;
  earlier = g_ptr_array_index (demo->applications, demo->applications->len - 20);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    sl_record_set_value (application, fields[i], sl_record_get_value (earlier, fields[i]));
}

/* Days fill up towards today. Weekends are as if today were a Monday: on whichever day one looks, the dice tell the same stories.
 * Returns: how many days ago */
static SlDay
draw_age (SlDemo *demo,
          guint   index)
{
  double place = (index + g_rand_double (demo->rand)) / demo->count;
  SlDay span = demo->today - demo->first_day;
  SlDay age = span - MIN ((SlDay) ((span + 1) * place), span);
  SlDay weekday = 1 + (7 - age % 7) % 7;

  if (weekday >= 6 && sl_demo_roll (demo, 4) > 0)
    age += weekday - 5 + (SlDay) sl_demo_roll (demo, 3);

  return MIN (age, span);
}

/* Nobody looks for work much at the weekend, as it really was. */
static SlDay
avoid_weekend (SlDemo *demo,
               SlDay   day,
               guint   index)
{
  int weekday = sl_day_get_weekday (day);

  if (weekday >= 6 && index % 4 > 0)
    day -= weekday - 5;

  return MAX (day, demo->first_day);
}

static void
apply_for (Journey *self,
           SlDay    added)
{
  SlDemo *demo = self->demo;
  gboolean saved_first = sl_demo_roll (demo, 10) < 3;
  char iso[SL_DAY_ISO_SIZE];

  self->applied = saved_first ? MIN (added + 1 + (SlDay) sl_demo_roll (demo, 4), demo->today) : added;
  /* MIN() rolls again for what it returns, and all that follows hangs on how often the dice rolled. */
  self->applied = MIN (self->applied, demo->today);
  if (saved_first)
    move (self, self->applied, SL_STATUS_APPLIED, SL_LANE_APPLIED, NULL);
  else
    set_status (self, SL_STATUS_APPLIED, NULL);
  sl_record_set_text (self->application, SL_APPLICATION_APPLIED_DATE, sl_day_format_iso (self->applied, iso));
  if (sl_demo_roll (demo, 10) < 7)
    sl_record_set_text (self->application, SL_APPLICATION_RESUME_VERSION_ID, g_ptr_array_index (demo->resumes, sl_demo_roll (demo, demo->resumes->len)));
}

/**
 * sl_demo_add_application:
 * @index: its place in time, of the run's count
 *
 * Adds an application with its history to the batch.
 */
void
sl_demo_add_application (SlDemo *demo,
                         guint   index)
{
  const SlDemoField *field = &sl_demo_fields[sl_demo_roll (demo, sl_demo_n_fields)];
  SlDay age = draw_age (demo, index);
  SlDay added = avoid_weekend (demo, demo->today - age, index);
  Fate fate = draw_fate (demo, age);
  gint64 time = MIN (sl_demo_time (demo, added, 8 + sl_demo_roll (demo, 13)), demo->now - 1);
  SlRecord *application = sl_demo_add (demo, SL_KIND_APPLICATION, time);
  Journey journey = { demo, application, field, SL_STATUS_SAVED, age, added, time };

  set_facts (demo, application, field);
  repeat_posting (demo, application, index);
  if (fate != FATE_SAVED)
    apply_for (&journey, added);
  live_through (&journey, fate);
  sl_record_set_integer (application, SL_FIELD_UPDATED_AT, journey.last);
  sl_demo_add_papers (demo, application, field);
}
