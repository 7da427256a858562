/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See analytics-fixture.h. */

#define G_LOG_DOMAIN "analytics-fixture"

#include "config.h"

#include "analytics-fixture.h"

SlDay
analytics_day_of (const char *iso)
{
  SlDay day;
  g_assert_true (sl_day_parse_iso (iso, &day));
  return day;
}

gint64
analytics_time_of (const char *iso)
{
  gint64 time;
  g_assert_true (sl_time_parse_iso8601 (iso, NULL, &time));
  return time;
}

void
analytics_put (SlContext *context,
               SlRecord  *record)
{
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");

  sl_changeset_set_follow_rules (changeset, FALSE);
  sl_changeset_insert (changeset, record);
  g_object_unref (sl_core_test_apply (context, changeset));
}

SlRecord *
analytics_new_application (const char *company,
                           const char *status,
                           const char *applied)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (record, SL_APPLICATION_STATUS, status);
  sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, applied);
  sl_record_set_integer (record, SL_FIELD_CREATED_AT, analytics_time_of ("2026-01-20T10:00:00Z"));
  return record;
}

char *
analytics_add (SlContext  *context,
               const char *company,
               const char *status,
               const char *applied)
{
  g_autoptr (SlRecord) record = analytics_new_application (company, status, applied);
  analytics_put (context, record);
  return g_strdup (sl_record_get_id (record));
}

void
analytics_move (SlContext  *context,
                const char *id,
                const char *time,
                const char *from,
                const char *to)
{
  g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);

  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, id);
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, analytics_time_of (time));
  sl_record_set_text (event, SL_EVENT_FROM_STATUS, from);
  sl_record_set_text (event, SL_EVENT_TO_STATUS, to);
  analytics_put (context, event);
}

void
analytics_add_round (SlContext  *context,
                     const char *id,
                     const char *day,
                     const char *result)
{
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (stage, SL_STAGE_NAME, "Talk");
  sl_record_set_text (stage, SL_STAGE_DATE, day);
  sl_record_set_text (stage, SL_STAGE_RESULT, result);
  analytics_put (context, stage);
}

void
analytics_add_offer (SlContext  *context,
                     const char *id,
                     gint64      salary,
                     const char *currency,
                     const char *status)
{
  g_autoptr (SlRecord) outcome = sl_record_new (SL_KIND_OUTCOME);

  sl_record_set_text (outcome, SL_OUTCOME_APPLICATION_ID, id);
  sl_record_set_integer (outcome, SL_OUTCOME_SALARY, salary);
  sl_record_set_text (outcome, SL_OUTCOME_SALARY_CURRENCY, currency);
  sl_record_set_text (outcome, SL_OUTCOME_STATUS, status);
  analytics_put (context, outcome);
}

typedef struct {
  SlAnalyticsCache *cache;
  SlQuery *query;
  SlDay today;
} Wish;

static gpointer
compute_cb (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  Wish *wish = data;

  if (wish->cache != NULL)
    return sl_analytics_compute_cached (wish->cache, connection, wish->query, wish->today, cancellable, error);
  return sl_analytics_compute (connection, wish->query, wish->today, cancellable, error);
}

SlAnalytics *
analytics_compute_query (SlContext        *context,
                         SlQuery          *query,
                         SlDay             today,
                         SlAnalyticsCache *cache)
{
  Wish wish = { cache, query, today };
  GError *error = NULL;
  SlAnalytics *analytics = sl_store_read (sl_context_get_store (context), compute_cb, &wish, &error);

  g_assert_no_error (error);
  g_assert_nonnull (analytics);
  return analytics;
}

SlAnalytics *
analytics_compute (SlContext *context)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  return analytics_compute_query (context, query, sl_context_get_today (context), NULL);
}

void
analytics_assert_rate (SlRate rate,
                       guint  n,
                       guint  of)
{
  g_assert_cmpuint (rate.n, ==, n);
  g_assert_cmpuint (rate.of, ==, of);
}

void
analytics_assert_time (SlAnalytics *analytics,
                       const char  *status,
                       guint        n,
                       double       median)
{
  for (guint i = 0; i < analytics->times->len; i++)
    {
      const SlStageTime *time = &g_array_index (analytics->times, SlStageTime, i);
      if (g_strcmp0 (time->status, status) != 0)
        continue;
      g_assert_cmpuint (time->n, ==, n);
      g_assert_cmpfloat_with_epsilon (time->median, median, 0.001);
      return;
    }
  g_assert_not_reached ();
}

guint
analytics_count_status (SlAnalytics *analytics,
                        const char  *status)
{
  for (guint i = 0; i < analytics->pipeline->len; i++)
    if (strcmp (g_array_index (analytics->pipeline, SlStatusCount, i).status, status) == 0)
      return g_array_index (analytics->pipeline, SlStatusCount, i).count;
  return 0;
}
