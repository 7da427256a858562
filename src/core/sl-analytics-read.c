/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what the charts need of a query's applications in a few passes: columns go straight from SQLite's rows into
 * compact arrays. Children are matched to their application by a 64-bit key of its id, so no text is kept. */

#define G_LOG_DOMAIN "sl-analytics-read"

#include "config.h"

#include <string.h>

#include "sl-analytics-private.h"
#include "sl-store-query.h"

/* Children are read through the applications when they are likely fewer than this part of the whole table. */
#define SMALL_SET_PART 8

/* Columns */

static SlDay
read_day (SlStatement *statement,
          int          column)
{
  SlDay day;
  const char *text = sl_statement_get_text (statement, column);
  return text != NULL && sl_day_parse_iso (text, &day) ? day : SL_DAY_NONE;
}

static guint32
read_currency (SlStatement *statement,
               int          column)
{
  guint32 packed = 0;
  const char *text = sl_statement_get_text (statement, column);

  for (int i = 0; text != NULL && i < 3 && g_ascii_isalpha (text[i]); i++)
    packed = packed << 8 | (guchar) g_ascii_toupper (text[i]);
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

static Key
read_key (SlStatement *statement,
          int          column)
{
  const char *text = sl_statement_get_text (statement, column);
  return _sl_analytics_make_key (text != NULL ? text : "", text != NULL ? sl_statement_get_length (statement, column) : 0);
}

/* Passes */

static SlStatement *
prepare (SlConnection *connection,
         const char   *sql,
         GArray       *binds,
         GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  for (guint i = 0; statement != NULL && i < binds->len; i++)
    sl_statement_bind_value (statement, (int) i + 1, &g_array_index (binds, SlValue, i));
  return statement;
}

static void
read_application (SlAnalyticsSet *set,
                  SlStatement    *row,
                  DayCache       *days)
{
  Application application = { .id = read_key (row, 1), .pk = sl_statement_get_integer (row, 0) };
  const char *text;

  if ((text = sl_statement_get_text (row, 2)) != NULL)
    application.status = _sl_analytics_add_status (&set->statuses, text);
  else
    application.status = STATUS_SAVED;
  text = sl_statement_get_text (row, 3);
  application.no_response = text != NULL && g_ascii_strcasecmp (text, SL_DETAIL_NO_RESPONSE) == 0;
  text = sl_statement_get_text (row, 4);
  application.source = _sl_analytics_add_word (&set->sources, text != NULL ? text : "");
  application.applied = read_day (row, 5);
  application.created = _sl_day_cache_get (days, sl_statement_get_integer (row, 6));
  application.salary_min = MAX (sl_statement_get_integer (row, 7), 0);
  application.salary_max = MAX (sl_statement_get_integer (row, 8), 0);
  if (application.salary_min > 0 || application.salary_max > 0)
    application.currency = read_currency (row, 9);
  application.company = _sl_analytics_add_company (set, read_key (row, 10), set->applications->len);
  g_array_append_val (set->applications, application);
}

static gboolean
read_applications (SlAnalyticsSet *set,
                   SlConnection   *connection,
                   const char     *where,
                   GArray         *binds,
                   DayCache       *days,
                   GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *sql =
    g_strdup_printf ("SELECT a.pk, a.id, a.status, a.status_detail, a.applied_source, a.applied_date, a.created_at, "
                     "a.salary_min, a.salary_max, a.salary_currency, a.company_name_fold "
                     "FROM applications a NOT INDEXED WHERE %s ORDER BY a.pk", where);
  SlStatement *statement = prepare (connection, sql, binds, error);

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local_error))
    read_application (set, statement, days);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  _sl_analytics_index_applications (set);
  return TRUE;
}

typedef void (*ChildFunc) (SlAnalyticsSet *set, guint32 application, SlStatement *row, DayCache *days);

static void
read_step (SlAnalyticsSet *set,
           guint32         application,
           SlStatement    *row,
           DayCache       *days)
{
  Step step = { .time = sl_statement_get_integer (row, 1), .application = application };
  step.to = _sl_analytics_add_status (&set->statuses, sl_statement_get_text (row, 2));
  step.from = _sl_analytics_add_status (&set->statuses, sl_statement_get_text (row, 3));
  if (step.to == STATUS_NONE)
    return;
  if (set->steps_sorted && set->steps->len > 0)
    {
      const Step *before = &g_array_index (set->steps, Step, set->steps->len - 1);
      set->steps_sorted = before->application < application || (before->application == application && before->time <= step.time);
    }
  g_array_append_val (set->steps, step);
}

static void
read_round (SlAnalyticsSet *set,
            guint32         application,
            SlStatement    *row,
            DayCache       *days)
{
  Round round = { .application = application, .day = read_day (row, 1) };
  const char *result = sl_statement_get_text (row, 3);

  if (result != NULL && strcmp (result, "Cancelled") == 0)
    return;
  if (round.day == SL_DAY_NONE)
    round.day = _sl_day_cache_get (days, sl_statement_get_integer (row, 2));
  g_array_index (set->applications, Application, application).has_stage = TRUE;
  g_array_append_val (set->rounds, round);
}

static void
read_offer (SlAnalyticsSet *set,
            guint32         application,
            SlStatement    *row,
            DayCache       *days)
{
  Offer offer = { .application = application, .salary = MAX (sl_statement_get_integer (row, 1), 0) };
  const char *status = sl_statement_get_text (row, 3);

  if (status != NULL && (strcmp (status, SL_STATUS_REJECTED) == 0 || strcmp (status, SL_STATUS_WITHDRAWN) == 0))
    return;
  offer.currency = read_currency (row, 2);
  g_array_index (set->applications, Application, application).has_offer = TRUE;
  g_array_append_val (set->offers, offer);
}

static gboolean
read_children (SlAnalyticsSet *set,
               SlConnection   *connection,
               const char     *table,
               const char     *columns,
               const char     *condition,
               const char     *where,
               GArray         *binds,
               DayCache       *days,
               ChildFunc       func,
               GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *newest = g_strdup_printf ("SELECT MAX(pk) FROM %s", table);
  gint64 n_children = sl_connection_get_integer (connection, newest, 0);
  gboolean small = (gint64) set->applications->len * SMALL_SET_PART < n_children;
  g_autoptr (GArray) no_binds = g_array_new (FALSE, FALSE, sizeof (SlValue));
  g_autofree char *sql = NULL;
  SlStatement *statement;
  Key last = 0;
  guint32 application = NO_PLACE, found = NO_PLACE;

  /* CROSS JOIN keeps SQLite from turning the order around */
  if (small)
    sql = g_strdup_printf ("SELECT %s FROM applications a CROSS JOIN %s c ON c.application_id = a.id WHERE %s AND (%s)",
                           columns, table, condition, where);
  else
    sql = g_strdup_printf ("SELECT %s FROM %s c WHERE %s", columns, table, condition);
  statement = prepare (connection, sql, small ? binds : no_binds, error);
  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local_error))
    {
      Key id = read_key (statement, 0);
      if (id != last)
        {
          application = _sl_analytics_find_application (set, id, found);
          found = application != NO_PLACE ? application : found;
          last = id;
        }
      if (application != NO_PLACE)
        func (set, application, statement, days);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

gboolean
_sl_analytics_set_read (SlAnalyticsSet *set,
                        SlConnection   *connection,
                        SlQuery        *query,
                        SlDay           today,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GArray) binds = g_array_new (FALSE, TRUE, sizeof (SlValue));
  g_array_set_clear_func (binds, (GDestroyNotify) sl_value_clear);
  g_autofree char *where = sl_store_query_build_where (query, today, binds);
  DayCache *days = _sl_day_cache_new (zone);

  gboolean read =
    read_applications (set, connection, where, binds, days, error) &&
    !g_cancellable_set_error_if_cancelled (cancellable, error) &&
    read_children (set, connection, "events", "c.application_id, c.occurred_at, c.to_status, c.from_status",
                   "c.deleted_at IS NULL AND c.to_status IS NOT NULL", where, binds, days, read_step, error) &&
    !g_cancellable_set_error_if_cancelled (cancellable, error) &&
    read_children (set, connection, "stages", "c.application_id, c.stage_date, c.created_at, c.result",
                   "c.deleted_at IS NULL", where, binds, days, read_round, error) &&
    read_children (set, connection, "outcomes", "c.application_id, c.salary, c.salary_currency, c.status",
                   "c.deleted_at IS NULL", where, binds, days, read_offer, error);

  _sl_day_cache_free (days);
  if (read)
    _sl_analytics_sort_steps (set);
  /* only reading needs them */
  g_clear_pointer (&set->places, g_free);
  g_clear_pointer (&set->company_places, g_free);
  return read;
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
  SlStatement *statement = prepare (connection, sql, binds, error);

  if (statement == NULL)
    return FALSE;
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
