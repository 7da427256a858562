/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a report: the applications of a time, and the earlier ones to which something happened in it. */
#define G_LOG_DOMAIN "sl-report-read"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-history.h"
#include "sl-kinds.h"
#include "sl-report-private.h"
#include "sl-store-query.h"

#define USEC_PER_DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

typedef struct {
  SlConnection *connection;
  SlReport *report;
  GTimeZone *zone;
  gboolean answered; /* the application at hand, in that time */
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
  if (lane != NULL && g_strcmp0 (lane, SL_LANE_APPLIED) != 0)
    return g_strdup (sl_enum_label (&sl_lane_words, lane));
  /* That it was saved is no proof of anything, and when it was sent has a column of its own. */
  if (status != NULL && !g_str_equal (status, SL_STATUS_SAVED) && !g_str_equal (status, SL_STATUS_APPLIED))
    return g_strdup (sl_enum_label (&sl_status_words, status));

  return NULL;
}

static gboolean
add_events (Reading    *self,
            const char *id,
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
      self->answered = self->answered || sl_event_is_answer (event);
      entry.words = word_event (event);
      if (entry.words != NULL)
        g_array_append_val (entries, entry);
    }

  return events != NULL;
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

static gboolean
add_rounds (Reading    *self,
            const char *id,
            GArray     *entries,
            GError    **error)
{
  g_autoptr (GPtrArray) stages = sl_store_read_children (self->connection, SL_KIND_STAGE, id, error);

  for (guint i = 0; stages != NULL && i < stages->len; i++)
    {
      SlRecord *stage = stages->pdata[i];
      const char *name = sl_record_get_text (stage, SL_STAGE_NAME);
      gboolean cancelled = g_strcmp0 (sl_record_get_text (stage, SL_STAGE_RESULT), "Cancelled") == 0;
      Entry entry = { SL_DAY_NONE, NULL };

      if (!sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &entry.day) || !is_inside (self, entry.day))
        continue;
      /* Translators: the name of an interview round that didn’t take place */
      entry.words = cancelled ? g_strdup_printf (_("%s (cancelled)"), name) : g_strdup_printf (_("Interview: %s"), name);
      self->report->n_interviews += !cancelled;
      self->answered = TRUE;
      drop_entry (entries, entry.day, name);
      g_array_append_val (entries, entry);
    }

  return stages != NULL;
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
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GString) evidence = g_string_new (url);
  SlReportRow *row = _sl_report_row_new ();
  gboolean applied;

  g_array_set_clear_func (entries, (GDestroyNotify) entry_clear);
  fill_row (row, application);
  self->answered = FALSE;
  applied = is_inside (self, row->applied);
  if (!add_events (self, id, entries, evidence, error) || !add_rounds (self, id, entries, error) || !add_links (self, id, evidence, error) ||
      !read_contacts (self, id, &row->cells[SL_REPORT_CONTACT], error))
    {
      _sl_report_row_free (row);
      return FALSE;
    }
  if (!applied && entries->len == 0)
    {
      _sl_report_row_free (row);
      return TRUE;
    }

  self->report->n_applied += applied;
  self->report->n_answers += self->answered;
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
  "  WHERE e.deleted_at IS NULL AND a.deleted_at IS NULL AND a.applied_date IS NOT NULL AND e.occurred_at BETWEEN ?3 AND ?4"

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
 * @zone: the person's time zone
 *
 * Returns: (transfer full): the report, the earliest application first; %NULL with @error set
 */
SlReport *
sl_report_read (SlConnection  *connection,
                SlDay          from,
                SlDay          to,
                GTimeZone     *zone,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (SlReport) report = g_new0 (SlReport, 1);
  Reading reading = { connection, report, zone, FALSE };
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
  g_ptr_array_sort (report->rows, compare_rows);

  return g_steal_pointer (&report);
}
