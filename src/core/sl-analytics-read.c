/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what the charts need of all applications, one line of text for each (sl-chart-lines.h), into compact arrays; and
 * which of them a query means. */

#define G_LOG_DOMAIN "sl-analytics-read"

#include "config.h"

#include <string.h>

#include "sl-analytics-private.h"
#include "sl-chart-lines.h"
#include "sl-store-query.h"

/* Fields of a line */

typedef struct {
  const char *at;
  const char *end; /* a NUL stands there */
} Line;

typedef struct {
  const char *text; /* ends with its field, not with a NUL */
  gsize length;
} Field;

static inline gboolean
is_end (char c)
{
  return c == SL_CHART_LINE_FIELD || c == SL_CHART_LINE_RECORD || c == '\0';
}

/* Past the field's end, but never past the record's. */
static inline void
leave_field (Line *line)
{
  if (*line->at == SL_CHART_LINE_FIELD)
    line->at++;
}

static Field
take_field (Line *line)
{
  Field field = { line->at, 0 };

  while ((guchar) *line->at > SL_CHART_LINE_FIELD || !is_end (*line->at))
    line->at++;
  field.length = (gsize) (line->at - field.text);
  leave_field (line);
  return field;
}

static gint64
take_integer (Line *line)
{
  gboolean negative = *line->at == '-';
  guint64 number = 0;

  for (line->at += negative; g_ascii_isdigit (*line->at); line->at++)
    number = number * 10 + (guint64) (*line->at - '0');
  leave_field (line);
  return negative ? -(gint64) number : (gint64) number;
}

/* 0: none */
static gint64
take_salary (Line *line)
{
  gint64 salary = take_integer (line);
  return MAX (salary, 0);
}

static SlDay
take_day (Line *line)
{
  Field field = take_field (line);
  char iso[SL_DAY_ISO_SIZE];
  SlDay day;

  if (field.length != sizeof iso - 1)
    return SL_DAY_NONE;
  memcpy (iso, field.text, field.length);
  iso[field.length] = '\0';
  return sl_day_parse_iso (iso, &day) ? day : SL_DAY_NONE;
}

static guint32
take_currency (Line *line)
{
  Field field = take_field (line);
  guint32 packed = 0;

  for (gsize i = 0; i < MIN (field.length, 3) && g_ascii_isalpha (field.text[i]); i++)
    packed = packed << 8 | (guchar) g_ascii_toupper (field.text[i]);
  return packed;
}

char *
_sl_analytics_unpack_currency (guint32 packed,
                               char    currency[4])
{
  int n = 0;
  for (int shift = 16; shift >= 0; shift -= 8)
    if ((packed >> shift & 0xff) != 0)
      currency[n++] = (char) (packed >> shift & 0xff);
  currency[n] = '\0';
  return currency;
}

static gboolean
is_word (Field       field,
         const char *word)
{
  return field.length == strlen (word) && memcmp (field.text, word, field.length) == 0;
}

/* Records of a line */

static Application
take_application (SlAnalyticsSet *set,
                  Line           *line,
                  DayCache       *days)
{
  Application application = { .first_step = set->steps->len };
  Field field;

  application.created = _sl_day_cache_get (days, take_integer (line));
  application.salary_min = take_salary (line);
  application.salary_max = take_salary (line);
  application.currency = take_currency (line);
  if (application.salary_min == 0 && application.salary_max == 0)
    application.currency = 0;
  application.applied = take_day (line);
  field = take_field (line);
  application.status = field.length > 0 ? _sl_analytics_add_status (&set->statuses, field.text, field.length) : STATUS_SAVED;
  field = take_field (line);
  application.no_response = field.length == strlen (SL_DETAIL_NO_RESPONSE) &&
                            g_ascii_strncasecmp (field.text, SL_DETAIL_NO_RESPONSE, field.length) == 0;
  field = take_field (line);
  application.source = _sl_analytics_add_word (&set->sources, field.text, field.length);
  field = take_field (line);
  application.company = _sl_analytics_add_company (set, _sl_analytics_make_key (field.text, field.length), set->applications->len);
  return application;
}

/* Among the application's steps by time; equal times keep their order. */
static void
take_step (SlAnalyticsSet *set,
           Application    *application,
           Line           *line)
{
  Step step = { .time = take_integer (line), .application = set->applications->len };
  Field to = take_field (line);
  Field from = take_field (line);
  Step *first;
  guint at;

  step.to = _sl_analytics_add_status (&set->statuses, to.text, to.length);
  step.from = _sl_analytics_add_status (&set->statuses, from.text, from.length);
  if (step.to == STATUS_NONE)
    return;
  g_array_append_val (set->steps, step);
  first = &g_array_index (set->steps, Step, application->first_step);
  for (at = application->n_steps++; at > 0 && first[at - 1].time > step.time; at--)
    first[at] = first[at - 1];
  first[at] = step;
}

static void
take_round (SlAnalyticsSet *set,
            Application    *application,
            Line           *line,
            DayCache       *days)
{
  Round round = { .application = set->applications->len, .day = take_day (line) };
  gint64 created = take_integer (line);
  Field result = take_field (line);

  if (is_word (result, "Cancelled"))
    return;
  /* What lies before the application is no answer to it; where the person says it is, the status does. */
  application->has_stage |= round.day == SL_DAY_NONE || application->applied == SL_DAY_NONE || round.day >= application->applied;
  if (round.day == SL_DAY_NONE)
    round.day = _sl_day_cache_get (days, created);
  g_array_append_val (set->rounds, round);
}

static void
take_offer (SlAnalyticsSet *set,
            Application    *application,
            Line           *line)
{
  Offer offer = { .application = set->applications->len, .salary = take_salary (line) };
  offer.currency = take_currency (line);
  Field status = take_field (line);

  if (is_word (status, SL_STATUS_REJECTED) || is_word (status, SL_STATUS_WITHDRAWN))
    return;
  application->has_offer = TRUE;
  g_array_append_val (set->offers, offer);
}

static void
read_line (SlAnalyticsSet *set,
           gint64          pk,
           Line            line,
           DayCache       *days)
{
  Application application = take_application (set, &line, days);

  application.pk = pk;
  while (line.end - line.at >= 2)
    {
      if (*line.at != SL_CHART_LINE_RECORD)
        {
          line.at++;
          continue;
        }
      line.at += 2;
      if (line.at[-1] == SL_CHART_LINE_EVENT)
        take_step (set, &application, &line);
      else if (line.at[-1] == SL_CHART_LINE_STAGE)
        take_round (set, &application, &line, days);
      else
        take_offer (set, &application, &line);
    }
  g_array_append_val (set->applications, application);
}

static gboolean
read_lines (SlAnalyticsSet *set,
            SlStatement    *statement,
            GError        **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  DayCache *days = _sl_day_cache_new (zone);
  while (sl_statement_step (statement, &local_error))
    {
      const char *text = sl_statement_get_text (statement, 1);
      read_line (set, sl_statement_get_integer (statement, 0), (Line) { text, text + sl_statement_get_length (statement, 1) }, days);
    }
  _sl_day_cache_free (days);
  /* only reading needs them */
  g_clear_pointer (&set->company_places, g_free);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* All applications that live, or all in the Trash. */
gboolean
_sl_analytics_set_read (SlAnalyticsSet *set,
                        SlConnection   *connection,
                        gboolean        trash,
                        GError        **error)
{
  return read_lines (set, sl_chart_lines_select (connection, trash, error), error);
}

/* Only one application, if it is there. */
gboolean
_sl_analytics_set_read_one (SlAnalyticsSet *set,
                            SlConnection   *connection,
                            const char     *id,
                            GError        **error)
{
  return read_lines (set, sl_chart_lines_select_one (connection, id, error), error);
}

/* Marks which of @set's applications match @query, of the same state of the store. */
gboolean
_sl_analytics_set_choose (SlAnalyticsSet    *set,
                          SlAnalyticsChoice *choice,
                          SlConnection      *connection,
                          SlQuery           *query,
                          SlDay              today,
                          GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) binds = g_array_new (FALSE, TRUE, sizeof (SlValue));
  g_array_set_clear_func (binds, (GDestroyNotify) sl_value_clear);
  g_autofree char *where = sl_store_query_build_where (query, today, binds);
  g_autofree char *sql = g_strconcat ("SELECT a.pk FROM applications a WHERE ", where, NULL);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < binds->len; i++)
    sl_statement_bind_value (statement, (int) i + 1, &g_array_index (binds, SlValue, i));
  choice->chosen = g_new0 (guint8, set->applications->len + 1);
  while (sl_statement_step (statement, &local_error))
    {
      guint32 application = _sl_analytics_find_pk (set, sl_statement_get_integer (statement, 0));
      if (application != NO_PLACE)
        choice->chosen[application] = TRUE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
