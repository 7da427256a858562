/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a report: the applications of a time, and the earlier ones to which something happened in it. */
#define G_LOG_DOMAIN "sl-report-read"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-history.h"
#include "sl-kinds.h"
#include "sl-rules.h"
#include "sl-report-private.h"
#include "sl-store-query.h"
#include "sl-text.h"

#define USEC_PER_DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

typedef struct {
  SlConnection *connection;
  SlReport *report;
  GTimeZone *zone;
  SlDay today;
  gboolean answered; /* the application at hand, in that time */
  SlDay invited;     /* when it moved to interviews by a round, in that time… */
  SlRecord *round;   /* borrowed, nullable: …this one */
  guint n_undated;   /* of those that are in the report, were sent nobody knows when */
} Reading;

/* Something that happened, with its day. */
typedef struct {
  SlDay day;
  char *words;
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->words);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *first = a, *second = b;

  return (first->day > second->day) - (first->day < second->day);
}

static gboolean
is_inside (Reading *self,
           SlDay    day)
{
  return day != SL_DAY_NONE && day >= self->report->from && day <= self->report->to;
}

/* What was written by itself was dated when it was written. */
static gboolean
is_of_that_moment (SlRecord *event)
{
  gint64 created = sl_record_get_integer (event, SL_FIELD_CREATED_AT, 0);

  return ABS (sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0) - created) < G_USEC_PER_SEC &&
         sl_record_get_integer (event, SL_FIELD_UPDATED_AT, 0) == created;
}

/* (nullable): the round that moved an application by @event. */
static SlRecord *
find_mover (SlRecord  *event,
            GPtrArray *stages)
{
  for (guint i = 0; i < stages->len; i++)
    if (sl_value_equal (sl_record_get_value (event, SL_FIELD_CREATED_AT), sl_record_get_value (stages->pdata[i], SL_FIELD_CREATED_AT)))
      return stages->pdata[i];

  return NULL;
}

/* That the first round moved the application by itself is nothing that happened; the round says what did, and when. Older
 * data has it as if the person had said so, but written together with the round. */
static gboolean
is_automatic (SlRecord  *event,
              GPtrArray *stages)
{
  if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_FROM_STATUS), SL_STATUS_APPLIED) != 0 ||
      g_strcmp0 (sl_record_get_text (event, SL_EVENT_TO_STATUS), SL_STATUS_INTERVIEWING) != 0)
    return FALSE;
  if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_ACTOR), "system") == 0)
    return TRUE;

  return is_of_that_moment (event) && find_mover (event, stages) != NULL &&
         g_strcmp0 (sl_record_get_text (event, SL_EVENT_TO_STAGE), SL_LANE_RECRUITER_SCREEN) == 0;
}

/* A move among interviews is no interview: it was noted on that day, and says where the application stood. */
static char *
word_interview_lane (SlRecord   *event,
                     const char *lane)
{
  const char *from = sl_record_get_text (event, SL_EVENT_FROM_STATUS);

  if (g_str_equal (lane, SL_LANE_RECRUITER_SCREEN) && g_strcmp0 (from, SL_STATUS_INTERVIEWING) != 0)
    return g_strdup (sl_enum_label (&sl_status_words, SL_STATUS_INTERVIEWING));

  /* Translators: a step of interviews that an application went on to, as “Moved to Technical Interview” */
  return g_strdup_printf (_("Moved to %s"), sl_enum_label (&sl_lane_words, lane));
}

/* (nullable) (transfer full): what an event means to somebody who wasn't there. Notes are nobody's business. */
static char *
word_event (SlRecord *event)
{
  const char *type = sl_record_get_text (event, SL_EVENT_TYPE), *outcome = sl_record_get_text (event, SL_EVENT_OUTCOME);
  const char *status = sl_record_get_text (event, SL_EVENT_TO_STATUS), *lane = sl_record_get_text (event, SL_EVENT_TO_STAGE);
  const char *label = sl_record_get_text (event, SL_EVENT_LABEL);

  if (g_strcmp0 (type, SL_EVENT_TYPE_INTERVIEW) == 0)
    return g_strdup (label != NULL ? label : _("Interview"));
  if (g_strcmp0 (type, SL_EVENT_TYPE_STATUS) != 0)
    return NULL;
  if (outcome != NULL)
    return g_strdup (sl_enum_label (&sl_event_outcome_words, outcome));
  if (lane != NULL && g_strcmp0 (sl_lane_get_status (lane, NULL), SL_STATUS_INTERVIEWING) == 0)
    return word_interview_lane (event, lane);
  if (lane != NULL && g_strcmp0 (lane, SL_LANE_APPLIED) != 0)
    return g_strdup (sl_enum_label (&sl_lane_words, lane));
  /* That it was saved is no proof of anything, and when it was sent has a column of its own. */
  if (status != NULL && !g_str_equal (status, SL_STATUS_SAVED) && !g_str_equal (status, SL_STATUS_APPLIED))
    return g_strdup (sl_enum_label (&sl_status_words, status));

  return NULL;
}

/* Whether it leads from being over to being open, or the other way round. */
static gboolean
leads (SlRecord *event,
       gboolean  to_open)
{
  const char *from = sl_record_get_text (event, SL_EVENT_FROM_STATUS), *to = sl_record_get_text (event, SL_EVENT_TO_STATUS);

  return from != NULL && to != NULL && sl_status_is_open (from) != to_open && sl_status_is_open (to) == to_open;
}

/* Whether the end that the event at @index states was taken back later, or the event takes back one, to where the
 * application stood before: neither happened. */
static gboolean
is_put_right (GPtrArray *events,
              guint      index)
{
  SlRecord *event = events->pdata[index];
  const char *to = sl_record_get_text (event, SL_EVENT_TO_STATUS);

  if (to != NULL && !sl_status_is_open (to))
    {
      for (guint i = index + 1; i < events->len; i++)
        if (leads (events->pdata[i], TRUE))
          return TRUE;
    }
  else if (leads (event, TRUE))
    {
      for (guint i = index; i > 0; i--)
        if (leads (events->pdata[i - 1], FALSE))
          return g_strcmp0 (sl_record_get_text (events->pdata[i - 1], SL_EVENT_FROM_STATUS), to) == 0;
    }

  return FALSE;
}

static gboolean
add_events (Reading    *self,
            const char *id,
            GPtrArray  *stages,
            GArray     *entries,
            GString    *evidence,
            GError    **error)
{
  g_autoptr (GPtrArray) events = sl_store_read_children (self->connection, SL_KIND_EVENT, id, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      SlRecord *event = events->pdata[i];
      gint64 time = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, SL_TIME_NONE);
      const char *link = sl_record_get_text (event, SL_EVENT_LINK);
      Entry entry = { time != SL_TIME_NONE ? sl_day_from_time (time, self->zone) : SL_DAY_NONE, NULL };

      if (!is_inside (self, entry.day))
        continue;
      if (link != NULL && strstr (evidence->str, link) == NULL)
        g_string_append_printf (evidence, "%s%s", evidence->len > 0 ? "\n" : "", link);
      if (is_put_right (events, i))
        continue;
      if (is_automatic (event, stages))
        {
          /* Without a round there is nothing that speaks of an answer. */
          if (stages->len > 0)
            {
              self->answered = TRUE;
              self->invited = entry.day;
              self->round = find_mover (event, stages);
            }
          continue;
        }
      self->answered = self->answered || sl_event_is_answer (event);
      entry.words = word_event (event);
      if (entry.words != NULL)
        g_array_append_val (entries, entry);
    }

  return events != NULL;
}

static gboolean
is_cancelled (SlRecord *stage)
{
  return g_strcmp0 (sl_record_get_text (stage, SL_STAGE_RESULT), "Cancelled") == 0;
}

/* A round that was noted in the timeline, too, took place once. */
static void
drop_entry (GArray     *entries,
            SlDay       day,
            const char *words)
{
  for (guint i = entries->len; i > 0; i--)
    if (g_array_index (entries, Entry, i - 1).day == day && g_strcmp0 (g_array_index (entries, Entry, i - 1).words, words) == 0)
      g_array_remove_index (entries, i - 1);
}

/* (transfer full): "Second talk (Technical)"; the type alone where the name says no more. */
static char *
name_round (SlRecord *stage)
{
  const char *name = sl_record_get_text (stage, SL_STAGE_NAME), *type = sl_record_get_text (stage, SL_STAGE_TYPE);
  const char *label = type != NULL && !g_str_equal (type, "Other") ? sl_enum_label (&sl_stage_type_words, type) : NULL;
  g_autofree char *folded_name = sl_text_fold (name);
  g_autofree char *folded_label = sl_text_fold (label);

  if (label == NULL || strstr (folded_name, folded_label) != NULL)
    return g_strdup (name);

  /* Translators: an interview round’s name and its type */
  return g_strdup_printf (C_("round and its type", "%s (%s)"), name, label);
}

/* Its day is over, but nobody said what came of it: perhaps it didn't take place. */
static gboolean
is_unnoted (Reading  *self,
            SlRecord *stage,
            SlDay     day)
{
  const char *result = sl_record_get_text (stage, SL_STAGE_RESULT);

  return day <= self->today && (result == NULL || g_str_equal (result, "Pending"));
}

/* (transfer full) */
static char *
word_round (Reading  *self,
            SlRecord *stage,
            SlDay     day)
{
  g_autofree char *name = name_round (stage);

  if (is_cancelled (stage))
    /* Translators: the name of an interview round that didn’t take place */
    return g_strdup_printf (_("%s (cancelled)"), name);
  if (day > self->today || (day == self->today && is_unnoted (self, stage, day)))
    /* Translators: the name of an interview round that is yet to come */
    return g_strdup_printf (_("Interview planned: %s"), name);
  if (is_unnoted (self, stage, day))
    /* Translators: the name of an interview round whose day has passed, and nobody noted what came of it */
    return g_strdup_printf (_("Interview: %s (planned; result not noted)"), name);

  /* Translators: the name of an interview round that took place */
  return g_strdup_printf (_("Interview: %s"), name);
}

/* Nobody comes to a round that was planned before the application was over. */
static gboolean
is_void (Reading  *self,
         SlRecord *stage,
         SlDay     day,
         SlRecord *application)
{
  return day > self->today && !is_cancelled (stage) && !sl_status_is_open (sl_record_get_text (application, SL_APPLICATION_STATUS));
}

/* Returns: how many of the rounds the report names */
static guint
add_rounds (Reading    *self,
            SlRecord   *application,
            GPtrArray  *stages,
            GArray     *entries)
{
  guint n = 0;

  for (guint i = 0; i < stages->len; i++)
    {
      SlRecord *stage = stages->pdata[i];
      Entry entry = { SL_DAY_NONE, NULL };

      if (!sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &entry.day) || !is_inside (self, entry.day) ||
          is_void (self, stage, entry.day, application))
        continue;
      entry.words = word_round (self, stage, entry.day);
      if (is_unnoted (self, stage, entry.day))
        self->report->n_unnoted += entry.day < self->today;
      else
        self->report->n_interviews += !is_cancelled (stage) && entry.day <= self->today;
      self->answered = self->answered || !sl_stage_precedes (stage, application);
      drop_entry (entries, entry.day, sl_record_get_text (stage, SL_STAGE_NAME));
      g_array_append_val (entries, entry);
      n++;
    }

  return n;
}

/* The answer that is counted, where no round of that time shows it: the round is later, or its day isn't known. */
static void
add_invitation (Reading *self,
                GArray  *entries)
{
  Entry entry = { self->invited, NULL };
  g_autofree char *date = NULL;
  SlDay day;

  if (self->round != NULL && sl_day_parse_iso (sl_record_get_text (self->round, SL_STAGE_DATE), &day))
    date = sl_day_format_short (day);
  /* Translators: in a report, after the day on which it came; %s: the day of the interview */
  entry.words = date != NULL ? g_strdup_printf (_("Answer: invited to an interview (%s)"), date) : g_strdup (_("Answer: invited to an interview"));
  g_array_append_val (entries, entry);
}

/* "3 Sep 2026 Interview: Phone screen", a line each; (nullable) (transfer full). */
static char *
join_entries (GArray *entries)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_autofree char *day = sl_day_format_short (entry->day);

      /* Translators: a day, and what happened then */
      g_string_append_printf (text, C_("day and what happened", "%s: %s"), day, entry->words);
      if (i + 1 < entries->len)
        g_string_append_c (text, '\n');
    }

  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

/* Names, with addresses; (nullable) (transfer full). */
static gboolean
read_contacts (Reading     *self,
               const char  *id,
               char       **contacts,
               GError     **error)
{
  g_autoptr (GPtrArray) people = sl_store_read_children (self->connection, SL_KIND_CONTACT, id, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      SlRecord *contact = people->pdata[i];
      const char *email = sl_record_get_text (contact, SL_CONTACT_EMAIL), *phone = sl_record_get_text (contact, SL_CONTACT_PHONE);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sl_record_get_text (contact, SL_CONTACT_NAME));
      if (email != NULL)
        g_string_append_printf (text, "\n%s", email);
      if (phone != NULL)
        g_string_append_printf (text, "\n%s", phone);
    }
  *contacts = text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;

  return people != NULL;
}

static gboolean
add_links (Reading    *self,
           const char *id,
           GString    *evidence,
           GError    **error)
{
  g_autoptr (GPtrArray) documents = sl_store_read_children (self->connection, SL_KIND_DOCUMENT, id, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const char *link = sl_record_get_text (documents->pdata[i], SL_DOCUMENT_FILE_URL);

      g_string_append_printf (evidence, "%s%s", evidence->len > 0 ? "\n" : "", link != NULL ? link : sl_record_get_text (documents->pdata[i], SL_DOCUMENT_NAME));
    }

  return documents != NULL;
}

static char *
dup_word (const SlEnum *words,
          const char   *word)
{
  return word != NULL ? g_strdup (sl_enum_label (words, word)) : NULL;
}

static void
fill_row (SlReportRow *row,
          SlRecord    *application)
{
  const char *detail = sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL);

  sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE), &row->applied);
  row->cells[SL_REPORT_APPLIED] = row->applied != SL_DAY_NONE ? sl_day_format_short (row->applied) : NULL;
  row->cells[SL_REPORT_COMPANY] = g_strdup (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  row->cells[SL_REPORT_ROLE] = g_strdup (sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
  row->cells[SL_REPORT_LOCATION] = g_strdup (sl_record_get_text (application, SL_APPLICATION_LOCATION));
  row->cells[SL_REPORT_SOURCE] = dup_word (&sl_source_words, sl_record_get_text (application, SL_APPLICATION_SOURCE));
  row->cells[SL_REPORT_STATUS] = detail != NULL ? dup_word (&sl_status_detail_words, detail) : dup_word (&sl_status_words, sl_record_get_text (application, SL_APPLICATION_STATUS));
  row->cells[SL_REPORT_NOTES] = g_strdup (sl_record_get_text (application, SL_APPLICATION_NOTES));
}

/* Adds the application, if it or something about it is of the time. */
static gboolean
add_application (Reading   *self,
                 SlRecord  *application,
                 GError   **error)
{
  const char *id = sl_record_get_id (application), *url = sl_record_get_text (application, SL_APPLICATION_URL);
  g_autoptr (GPtrArray) stages = sl_store_read_children (self->connection, SL_KIND_STAGE, id, error);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GString) evidence = g_string_new (url);
  SlReportRow *row = _sl_report_row_new ();
  gboolean applied;

  g_array_set_clear_func (entries, (GDestroyNotify) entry_clear);
  fill_row (row, application);
  self->answered = FALSE;
  self->invited = SL_DAY_NONE;
  self->round = NULL;
  applied = is_inside (self, row->applied);
  if (stages == NULL || !add_events (self, id, stages, entries, evidence, error) || !add_links (self, id, evidence, error) ||
      !read_contacts (self, id, &row->cells[SL_REPORT_CONTACT], error))
    {
      _sl_report_row_free (row);
      return FALSE;
    }
  if (add_rounds (self, application, stages, entries) == 0 && self->invited != SL_DAY_NONE)
    add_invitation (self, entries);
  /* When nothing is known of an application, an answer to it shows that there was one; that it was withdrawn doesn't. */
  if (!applied && (entries->len == 0 || (row->applied == SL_DAY_NONE && !self->answered)))
    {
      _sl_report_row_free (row);
      return TRUE;
    }

  self->n_undated += row->applied == SL_DAY_NONE && g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS), SL_STATUS_SAVED) != 0;
  self->report->n_applied += applied;
  self->report->n_answers += self->answered;
  self->report->n_earlier_answers += self->answered && row->applied != SL_DAY_NONE && row->applied < self->report->from;
  self->report->n_undated_answers += self->answered && row->applied == SL_DAY_NONE;
  row->cells[SL_REPORT_EVENTS] = join_entries (entries);
  row->cells[SL_REPORT_EVIDENCE] = evidence->len > 0 ? g_strdup (evidence->str) : NULL;
  g_ptr_array_add (self->report->rows, row);

  return TRUE;
}

/* Those that come into question, by their days; the events' by their time, a day more on both sides. */
#define CANDIDATES \
  "SELECT pk FROM applications WHERE deleted_at IS NULL AND applied_date BETWEEN ?1 AND ?2" \
  " UNION SELECT a.pk FROM stages AS s CROSS JOIN applications AS a ON a.id = s.application_id" \
  "  WHERE s.deleted_at IS NULL AND a.deleted_at IS NULL AND s.stage_date BETWEEN ?1 AND ?2" \
  " UNION SELECT a.pk FROM events AS e JOIN applications AS a ON a.id = e.application_id" \
  "  WHERE e.deleted_at IS NULL AND a.deleted_at IS NULL AND e.occurred_at BETWEEN ?3 AND ?4"

static GArray *
find_candidates (Reading   *self,
                 GError   **error)
{
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  SlStatement *statement = sl_connection_prepare (self->connection, CANDIDATES, error);
  char iso[SL_DAY_ISO_SIZE];

  if (statement == NULL)
    return NULL;
  sl_statement_bind_text (statement, 1, sl_day_format_iso (self->report->from, iso));
  sl_statement_bind_text (statement, 2, sl_day_format_iso (self->report->to, iso));
  sl_statement_bind_integer (statement, 3, (self->report->from - 1) * USEC_PER_DAY);
  sl_statement_bind_integer (statement, 4, (self->report->to + 2) * USEC_PER_DAY);
  return sl_statement_append_integers (statement, pks, error) ? g_steal_pointer (&pks) : NULL;
}

/* Of which nobody can say whether they belong here: sent, but not when. */
#define UNDATED \
  "SELECT count (*) FROM applications WHERE deleted_at IS NULL AND applied_date IS NULL AND coalesce (status, '" SL_STATUS_SAVED "') != '" SL_STATUS_SAVED "'"

static guint
count_undated (Reading *self)
{
  gint64 n = sl_connection_get_integer (self->connection, UNDATED, 0);

  return (guint) MAX (n - self->n_undated, 0);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const SlReportRow *first = *(SlReportRow *const *) a, *second = *(SlReportRow *const *) b;

  if (first->applied != second->applied)
    return first->applied < second->applied ? -1 : 1;

  return g_strcmp0 (first->cells[SL_REPORT_COMPANY], second->cells[SL_REPORT_COMPANY]);
}

/**
 * sl_report_read:
 * @from: first day
 * @to: last day
 * @today: what comes after it is yet to come
 * @zone: the person's time zone
 *
 * Returns: (transfer full): the report, the earliest application first; %NULL with @error set
 */
SlReport *
sl_report_read (SlConnection  *connection,
                SlDay          from,
                SlDay          to,
                SlDay          today,
                GTimeZone     *zone,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (SlReport) report = g_new0 (SlReport, 1);
  Reading reading = { .connection = connection, .report = report, .zone = zone, .today = today };
  g_autoptr (GArray) pks = NULL;

  report->from = from;
  report->to = to;
  report->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) _sl_report_row_free);
  pks = find_candidates (&reading, error);
  for (guint i = 0; pks != NULL && i < pks->len; i++)
    {
      g_autoptr (SlRecord) application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, g_array_index (pks, gint64, i), error);

      if (application == NULL || !add_application (&reading, application, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  if (pks == NULL)
    return NULL;
  report->n_undated = count_undated (&reading);
  g_ptr_array_sort (report->rows, compare_rows);

  return g_steal_pointer (&report);
}
