/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-analytics.h"
#include "sl-core-test.h"
#include "sl-demo.h"

static SlDay
day_of (const char *iso)
{
  SlDay day;
  g_assert_true (sl_day_parse_iso (iso, &day));
  return day;
}

static gint64
time_of (const char *iso)
{
  gint64 time;
  g_assert_true (sl_time_parse_iso8601 (iso, NULL, &time));
  return time;
}

/* Puts @record there as it is: what the rules would add isn't wanted here. */
static void
put (SlContext *context,
     SlRecord  *record)
{
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");

  sl_changeset_set_follow_rules (changeset, FALSE);
  sl_changeset_insert (changeset, record);
  g_object_unref (sl_core_test_apply (context, changeset));
}

static SlRecord *
new_application (const char *company,
                 const char *status,
                 const char *applied)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (record, SL_APPLICATION_STATUS, status);
  sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, applied);
  sl_record_set_integer (record, SL_FIELD_CREATED_AT, time_of ("2026-01-20T10:00:00Z"));
  return record;
}

/* Returns the application's id. */
static char *
add (SlContext  *context,
     const char *company,
     const char *status,
     const char *applied)
{
  g_autoptr (SlRecord) record = new_application (company, status, applied);
  put (context, record);
  return g_strdup (sl_record_get_id (record));
}

static void
move (SlContext  *context,
      const char *id,
      const char *time,
      const char *from,
      const char *to)
{
  g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);

  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, id);
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, time_of (time));
  sl_record_set_text (event, SL_EVENT_FROM_STATUS, from);
  sl_record_set_text (event, SL_EVENT_TO_STATUS, to);
  put (context, event);
}

static void
add_round (SlContext  *context,
           const char *id,
           const char *day,
           const char *result)
{
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (stage, SL_STAGE_NAME, "Talk");
  sl_record_set_text (stage, SL_STAGE_DATE, day);
  sl_record_set_text (stage, SL_STAGE_RESULT, result);
  put (context, stage);
}

static void
add_offer (SlContext  *context,
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
  put (context, outcome);
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

static SlAnalytics *
compute_query (SlContext        *context,
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

static SlAnalytics *
compute (SlContext *context)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  return compute_query (context, query, sl_context_get_today (context), NULL);
}

static void
assert_rate (SlRate rate,
             guint  n,
             guint  of)
{
  g_assert_cmpuint (rate.n, ==, n);
  g_assert_cmpuint (rate.of, ==, of);
}

static guint
sum_flow (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint from = 0; from < SL_N_FLOW_NODES; from++)
    for (guint to = 0; to < SL_N_FLOW_NODES; to++)
      n += analytics->flow[from][to];
  return n;
}

static void
assert_time (SlAnalytics *analytics,
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

static guint
count_status (SlAnalytics *analytics,
              const char  *status)
{
  for (guint i = 0; i < analytics->pipeline->len; i++)
    if (strcmp (g_array_index (analytics->pipeline, SlStatusCount, i).status, status) == 0)
      return g_array_index (analytics->pipeline, SlStatusCount, i).count;
  return 0;
}

static void
test_empty (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlAnalytics) analytics = compute (context);
  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);

  g_assert_cmpuint (analytics->total, ==, 0);
  g_assert_cmpuint (analytics->pipeline->len, ==, 7);
  g_assert_cmpint (analytics->first_day, ==, SL_DAY_NONE);
  assert_rate (analytics->response, 0, 0);
  g_assert_cmpfloat (json_object_get_double_member (json, "response_rate"), ==, 0);
  g_assert_true (json_object_get_null_member (json_object_get_object_member (json, "salary_insights"), "average_offered"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json, "weekly_trend")), ==, 12);
  sl_core_test_close (context);
}

/* A rejection doesn't take the interview back. */
static void
test_rejected_after_interview (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *interviewed = add (context, "Torvmark", SL_STATUS_REJECTED, "2026-02-01");
  g_autofree char *waiting = add (context, "Velkholt", SL_STATUS_APPLIED, "2026-02-02");
  g_autofree char *saved = add (context, "Farrofield", SL_STATUS_SAVED, NULL);
  g_autofree char *turned_down = add (context, "Dunelholt", SL_STATUS_REJECTED, "2026-02-03");
  g_autoptr (SlRecord) silent = new_application ("Skarnstead", SL_STATUS_REJECTED, "2026-02-04");

  sl_record_set_text (silent, SL_APPLICATION_STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  put (context, silent);
  move (context, interviewed, "2026-02-10T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  move (context, interviewed, "2026-02-20T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED);

  g_autoptr (SlAnalytics) analytics = compute (context);
  g_assert_cmpuint (analytics->total, ==, 5);
  g_assert_cmpuint (analytics->applied, ==, 4);
  assert_rate (analytics->response, 1, 4);
  assert_rate (analytics->interview, 1, 4);
  assert_rate (analytics->offer, 0, 4);
  assert_rate (analytics->declined, 1, 4);
  g_assert_cmpuint (count_status (analytics, SL_STATUS_REJECTED), ==, 3);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_INTERVIEWING], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_INTERVIEWING][SL_FLOW_REJECTED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_WAITING], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_REJECTED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_NO_RESPONSE], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_SAVED][SL_FLOW_KEPT], ==, 1);
  g_assert_cmpuint (sum_flow (analytics), ==, 6);
  assert_time (analytics, SL_STATUS_APPLIED, 1, 9);
  assert_time (analytics, SL_STATUS_INTERVIEWING, 1, 10);
  g_assert_cmpint (analytics->first_day, ==, day_of ("2026-02-01"));
  sl_core_test_close (context);
}

/* Back and forth is one way through: furthest states in order, then where it stands. */
static void
test_loops (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add (context, "Torvmark", SL_STATUS_REJECTED, "2026-02-01");

  move (context, id, "2026-02-05T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  move (context, id, "2026-02-08T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED);
  move (context, id, "2026-02-10T12:00:00Z", SL_STATUS_REJECTED, SL_STATUS_INTERVIEWING);
  move (context, id, "2026-02-15T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_OFFER);
  move (context, id, "2026-02-16T12:00:00Z", SL_STATUS_OFFER, SL_STATUS_INTERVIEWING);
  move (context, id, "2026-02-23T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED);

  g_autoptr (SlAnalytics) analytics = compute (context);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_INTERVIEWING], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_INTERVIEWING][SL_FLOW_OFFER], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_OFFER][SL_FLOW_REJECTED], ==, 1);
  g_assert_cmpuint (sum_flow (analytics), ==, 3);
  assert_rate (analytics->offer, 1, 1);
  /* three stays: 3, 5 and 7 days */
  assert_time (analytics, SL_STATUS_INTERVIEWING, 3, 5);
  sl_core_test_close (context);
}

/* The applied date that was set right later counts, and events in whatever order they were written down. */
static void
test_corrected_dates (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add (context, "Torvmark", SL_STATUS_OFFER, "2026-02-01");
  g_autofree char *impossible = add (context, "Velkholt", SL_STATUS_INTERVIEWING, "2026-03-10");

  move (context, id, "2026-02-21T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_OFFER);
  move (context, id, "2026-02-06T12:00:00Z", SL_STATUS_SAVED, SL_STATUS_APPLIED);
  move (context, id, "2026-02-11T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  /* before it was applied for: counts as reached, not as a stay */
  move (context, impossible, "2026-02-11T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);

  g_autoptr (SlAnalytics) analytics = compute (context);
  assert_rate (analytics->response, 2, 2);
  assert_time (analytics, SL_STATUS_SAVED, 1, 12); /* added on 20 January */
  assert_time (analytics, SL_STATUS_APPLIED, 1, 10);
  assert_time (analytics, SL_STATUS_INTERVIEWING, 1, 10);
  g_assert_cmpuint (analytics->flow[SL_FLOW_SAVED][SL_FLOW_APPLIED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_OFFER][SL_FLOW_GOING], ==, 1);
  sl_core_test_close (context);
}

/* Rounds and offers say more than the status does. */
static void
test_children (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *with_round = add (context, "Torvmark", SL_STATUS_REJECTED, "2026-03-01");
  g_autofree char *cancelled = add (context, "Velkholt", SL_STATUS_APPLIED, "2026-03-02");
  g_autofree char *offered = add (context, "Farrofield", SL_STATUS_WITHDRAWN, "2026-03-03");
  g_autofree char *refused = add (context, "Dunelholt", SL_STATUS_REJECTED, "2026-03-04");

  add_round (context, with_round, "2026-03-12", "Passed");
  add_round (context, cancelled, "2026-03-12", "Cancelled");
  add_offer (context, offered, 60000, "EUR", SL_STATUS_OFFER);
  add_offer (context, refused, 0, "EUR", SL_STATUS_REJECTED);

  g_autoptr (SlAnalytics) analytics = compute (context);
  assert_rate (analytics->interview, 2, 4);
  assert_rate (analytics->offer, 1, 4);
  g_assert_cmpuint (analytics->weeks[SL_ANALYTICS_WEEKS - 2].stages, ==, 1);
  g_assert_cmpuint (analytics->heat[day_of ("2026-03-12") - analytics->heat_start].stages, ==, 1);
  sl_core_test_close (context);
}

/* What counts as sent: also without a date, also when only the history knows. */
static void
test_sent (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *never = add (context, "Torvmark", SL_STATUS_WITHDRAWN, NULL);
  g_autofree char *imported = add (context, "Velkholt", SL_STATUS_WITHDRAWN, NULL);
  g_autofree char *back = add (context, "Farrofield", SL_STATUS_SAVED, NULL);
  g_autofree char *accepted = add (context, "Dunelholt", SL_STATUS_ACCEPTED, NULL);

  move (context, never, "2026-02-11T12:00:00Z", SL_STATUS_SAVED, SL_STATUS_WITHDRAWN);
  move (context, back, "2026-02-11T12:00:00Z", SL_STATUS_SAVED, SL_STATUS_APPLIED);
  move (context, back, "2026-02-12T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_SAVED);

  g_autoptr (SlAnalytics) analytics = compute (context);
  g_assert_cmpuint (analytics->applied, ==, 3);
  assert_rate (analytics->offer, 1, 3);
  g_assert_cmpuint (analytics->flow[SL_FLOW_SAVED][SL_FLOW_WITHDRAWN], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_WITHDRAWN], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_ACCEPTED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_KEPT], ==, 1);
  sl_core_test_close (context);
}

/* Days are those of the person's zone, also around the night when the clocks go forward (29 March in Berlin). */
static void
test_days_and_windows (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add (context, "Torvmark", SL_STATUS_REJECTED, "2026-03-01");
  g_autoptr (SlRecord) inside = new_application ("Velkholt", SL_STATUS_SAVED, NULL);
  g_autoptr (SlRecord) outside = new_application ("Farrofield", SL_STATUS_SAVED, NULL);
  g_autoptr (SlQuery) query = sl_query_new ();
  SlDay today = day_of ("2026-03-31");

  move (context, id, "2026-03-28T23:30:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING); /* 0:30 on the 29th */
  move (context, id, "2026-03-29T22:30:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED); /* 0:30 on the 30th */
  sl_record_set_integer (inside, SL_FIELD_CREATED_AT, time_of ("2026-03-24T23:30:00Z"));
  sl_record_set_integer (outside, SL_FIELD_CREATED_AT, time_of ("2026-03-24T22:30:00Z"));
  put (context, inside);
  put (context, outside);

  g_autoptr (SlAnalytics) all = compute_query (context, query, today, NULL);
  g_assert_cmpuint (all->heat[day_of ("2026-03-29") - all->heat_start].moves, ==, 1);
  g_assert_cmpuint (all->heat[day_of ("2026-03-30") - all->heat_start].moves, ==, 1);
  assert_time (all, SL_STATUS_APPLIED, 1, 28);
  assert_time (all, SL_STATUS_INTERVIEWING, 1, 1);

  sl_query_set_window (query, 7); /* 25 to 31 March */
  g_autoptr (SlAnalytics) week = compute_query (context, query, today, NULL);
  g_assert_cmpuint (week->total, ==, 1);
  g_assert_cmpuint (week->window, ==, 7);
  sl_core_test_close (context);
}

static void
test_year_change (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *old = add (context, "Torvmark", SL_STATUS_APPLIED, "2026-12-31");
  g_autofree char *new = add (context, "Velkholt", SL_STATUS_APPLIED, "2027-01-01");
  g_autofree char *before = add (context, "Farrofield", SL_STATUS_APPLIED, "2026-12-27");
  g_autofree char *ahead = add (context, "Dunelholt", SL_STATUS_APPLIED, "2027-01-04");
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (SlAnalytics) analytics = compute_query (context, query, day_of ("2027-01-01"), NULL);
  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);
  JsonArray *weeks = json_object_get_array_member (json, "weekly_trend");

  g_assert_cmpint (analytics->weeks[11].monday, ==, day_of ("2026-12-28"));
  g_assert_cmpuint (analytics->weeks[11].applications, ==, 2);
  g_assert_cmpuint (analytics->weeks[10].applications, ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (weeks, 11), "week"), ==, "2026-W53");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (weeks, 0), "week"), ==, "2026-W42");
  /* what lies ahead isn't activity yet */
  g_assert_cmpuint (analytics->heat[day_of ("2027-01-03") - analytics->heat_start].applications, ==, 0);
  sl_core_test_close (context);
}

static void
add_with_salary (SlContext  *context,
                 const char *company,
                 gint64      min,
                 gint64      max,
                 const char *currency)
{
  g_autoptr (SlRecord) record = new_application (company, SL_STATUS_APPLIED, "2026-03-01");

  if (min > 0)
    sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, min);
  if (max > 0)
    sl_record_set_integer (record, SL_APPLICATION_SALARY_MAX, max);
  sl_record_set_text (record, SL_APPLICATION_SALARY_CURRENCY, currency);
  put (context, record);
}

static void
test_salaries (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = add (context, "Torvmark", SL_STATUS_OFFER, "2026-03-01");
  g_autofree char *b = add (context, "Velkholt", SL_STATUS_OFFER, "2026-03-01");
  g_autofree char *c = add (context, "Farrofield", SL_STATUS_OFFER, "2026-03-01");

  add_with_salary (context, "Dunelholt", 40000, 50000, "EUR");
  add_with_salary (context, "Skarnstead", 50000, 0, "EUR");
  add_with_salary (context, "Calvmoor", 90000, 99000, "USD");
  add_offer (context, a, 52000, "EUR", SL_STATUS_OFFER);
  add_offer (context, b, 58000, "EUR", SL_STATUS_OFFER);
  add_offer (context, c, 120000, "USD", SL_STATUS_OFFER);

  g_autoptr (SlAnalytics) analytics = compute (context);
  g_assert_cmpstr (analytics->salary.currency, ==, "EUR");
  g_assert_cmpuint (analytics->salary.n_expected, ==, 2);
  g_assert_cmpuint (analytics->salary.n_other_currency, ==, 1);
  g_assert_cmpfloat (analytics->salary.average_min, ==, 45000);
  g_assert_cmpfloat (analytics->salary.average_max, ==, 50000);
  g_assert_cmpuint (analytics->salary.n_offers, ==, 2);
  g_assert_cmpuint (analytics->salary.n_offers_other_currency, ==, 1);
  g_assert_cmpfloat (analytics->salary.average_offered, ==, 55000);
  g_assert_cmpint (analytics->salary.highest_offer, ==, 58000);

  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);
  JsonObject *salary = json_object_get_object_member (json, "salary_insights");
  g_assert_cmpint (json_object_get_int_member (salary, "highest_offer"), ==, 58000);
  g_assert_cmpint (json_object_get_int_member (salary, "applications_in_other_currencies"), ==, 1);
  sl_core_test_close (context);
}

static void
add_from (SlContext  *context,
          const char *company,
          const char *source,
          const char *status)
{
  g_autoptr (SlRecord) record = new_application (company, status, "2026-03-01");
  sl_record_set_text (record, SL_APPLICATION_SOURCE, source);
  put (context, record);
}

static void
test_sources_and_companies (void)
{
  SlContext *context = sl_core_test_open ();

  add_from (context, "Torvmark", "Referral", SL_STATUS_INTERVIEWING);
  add_from (context, "TORVMARK", "Referral", SL_STATUS_OFFER);
  add_from (context, "Velkholt", "LinkedIn", SL_STATUS_APPLIED);
  add_from (context, "Farrofield", "LinkedIn", SL_STATUS_APPLIED);
  add_from (context, "Velkholt", "LinkedIn", SL_STATUS_ACCEPTED);
  add_from (context, "Torvmark", NULL, SL_STATUS_APPLIED);

  g_autoptr (SlAnalytics) analytics = compute (context);
  const SlSourceCount *first = &g_array_index (analytics->sources, SlSourceCount, 0);
  const SlSourceCount *second = &g_array_index (analytics->sources, SlSourceCount, 1);
  const SlCompanyCount *company = &g_array_index (analytics->companies, SlCompanyCount, 0);

  g_assert_cmpuint (analytics->sources->len, ==, 3);
  g_assert_cmpstr (first->source, ==, "LinkedIn");
  g_assert_cmpuint (first->applied, ==, 3);
  g_assert_cmpuint (first->interviews, ==, 1);
  g_assert_cmpuint (first->offers, ==, 1);
  g_assert_cmpstr (second->source, ==, "Referral");
  g_assert_cmpuint (second->interviews, ==, 2);
  g_assert_cmpuint (analytics->n_companies, ==, 3);
  g_assert_cmpstr (company->company, ==, "Torvmark");
  g_assert_cmpuint (company->count, ==, 3);

  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);
  JsonObject *unknown = json_array_get_object_element (json_object_get_array_member (json, "source_breakdown"), 2);
  g_assert_cmpstr (json_object_get_string_member (unknown, "source"), ==, "Unknown");
  g_assert_cmpint (json_object_get_int_member (unknown, "n"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json, "response_rate_n"), ==, 6);
  g_assert_cmpint (json_object_get_int_member (json, "response_rate_count"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (json, "applied_total"), ==, 6);
  g_assert_cmpfloat (json_object_get_double_member (json, "response_rate"), ==, 0.5);
  sl_core_test_close (context);
}

/* Words of a server that nobody knows, and what lies in the Trash. */
static void
test_odd_rows (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *odd = add (context, "Torvmark", "Shortlisted", "2026-03-01");
  g_autofree char *unsent = add (context, "Velkholt", "Bookmarked", NULL);
  g_autofree char *gone = add (context, "Farrofield", SL_STATUS_APPLIED, "2026-03-01");
  g_autofree char *far = add (context, "Dunelholt", SL_STATUS_REJECTED, "1985-01-01");
  const char *ids[] = { gone, NULL };

  move (context, odd, "2026-03-04T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  move (context, odd, "2026-03-06T12:00:00Z", SL_STATUS_INTERVIEWING, "Shortlisted");
  move (context, far, "2026-03-06T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_REJECTED);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));

  g_autoptr (SlAnalytics) analytics = compute (context);
  g_assert_cmpuint (analytics->total, ==, 3);
  g_assert_cmpuint (analytics->applied, ==, 2);
  g_assert_cmpuint (analytics->pipeline->len, ==, 9);
  g_assert_cmpuint (count_status (analytics, "Shortlisted"), ==, 1);
  g_assert_cmpuint (count_status (analytics, "Bookmarked"), ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_INTERVIEWING][SL_FLOW_OTHER], ==, 1);
  assert_rate (analytics->response, 1, 2);
  assert_time (analytics, SL_STATUS_APPLIED, 2, (3 + 4000) / 2.0); /* forty years count as the longest stay */
  sl_core_test_close (context);
}

static char *
describe (SlAnalytics *analytics)
{
  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json);
  return json_to_string (node, FALSE);
}

static void
assert_same (SlContext        *context,
             SlAnalyticsCache *cache,
             SlQuery          *query)
{
  SlDay today = sl_context_get_today (context);
  g_autoptr (SlAnalytics) fresh = compute_query (context, query, today, NULL);
  g_autoptr (SlAnalytics) cached = compute_query (context, query, today, cache);
  g_autofree char *expected = describe (fresh);
  g_autofree char *found = describe (cached);

  g_assert_cmpstr (found, ==, expected);
}

/* The cache gives what a fresh count gives: for every filter, and after a change. */
static void
test_cache (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlAnalyticsCache) cache = sl_analytics_cache_new ();
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autofree char *id = add (context, "Torvmark", SL_STATUS_INTERVIEWING, "2026-03-01");
  g_autofree char *other = add (context, "Velkholt", SL_STATUS_APPLIED, "2026-03-12");
  const char *ids[] = { other, NULL };

  move (context, id, "2026-03-04T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  add_round (context, id, "2026-03-12", "Passed");
  assert_same (context, cache, query);
  sl_query_set_window (query, 7);
  assert_same (context, cache, query);
  sl_query_set_window (query, 0);
  sl_query_add_word (query, SL_FACET_STATUS, SL_STATUS_INTERVIEWING);
  assert_same (context, cache, query);
  sl_query_set_text (query, "nothing has this");
  assert_same (context, cache, query);

  g_object_unref (sl_core_test_apply (context, sl_deed_set_status (ids, SL_STATUS_INTERVIEWING, NULL)));
  sl_query_set_text (query, NULL);
  assert_same (context, cache, query);
  g_autoptr (SlAnalytics) after = compute_query (context, query, sl_context_get_today (context), cache);
  g_assert_cmpuint (after->total, ==, 2);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  assert_same (context, cache, query);
  sl_query_clear_filters (query);
  sl_query_set_trash (query, TRUE);
  assert_same (context, cache, query);
  sl_core_test_close (context);
}

/* A plain count of the same, the slow way: one question for each number. */
static gpointer
count_plainly_cb (SlConnection *connection,
                  gpointer      data,
                  GCancellable *cancellable,
                  GError      **error)
{
#define COUNT "SELECT count (*) FROM applications AS a WHERE deleted_at IS NULL AND "
#define EVER(words) "(status IN (" words ") OR EXISTS (SELECT 1 FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL" \
                    " AND (to_status IN (" words ") OR (to_status IS NOT NULL AND from_status IN (" words ")))))"
#define HAS_ROUND "EXISTS (SELECT 1 FROM stages AS s WHERE s.application_id = a.id AND s.deleted_at IS NULL AND s.result IS NOT 'Cancelled')"
#define HAS_OFFER "EXISTS (SELECT 1 FROM outcomes AS o WHERE o.application_id = a.id AND o.deleted_at IS NULL" \
                  " AND coalesce (o.status, '') NOT IN ('Rejected', 'Withdrawn'))"
  SlAnalytics *analytics = data;
  guint n_rounds = 0;

  for (guint i = 0; sl_status_words.values[i].word != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf (COUNT "status = '%s'", sl_status_words.values[i].word);
      g_assert_cmpint (sl_connection_get_integer (connection, sql, -1), ==, count_status (analytics, sl_status_words.values[i].word));
    }
  for (guint i = 0; i < SL_ANALYTICS_HEAT_WEEKS * 7; i++)
    n_rounds += analytics->heat[i].stages;
  char start[SL_DAY_ISO_SIZE], today[SL_DAY_ISO_SIZE];
  g_autofree char *rounds = g_strdup_printf ("SELECT count (*) FROM stages AS s JOIN applications AS a ON a.id = s.application_id WHERE a.deleted_at IS NULL"
                                             " AND s.deleted_at IS NULL AND result IS NOT 'Cancelled' AND stage_date BETWEEN '%s' AND '%s'",
                                             sl_day_format_iso (analytics->heat_start, start), sl_day_format_iso (analytics->today, today));
  g_assert_cmpint (sl_connection_get_integer (connection, rounds, -1), ==, n_rounds);
  g_assert_cmpuint (n_rounds, >, 0);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (DISTINCT company_name_fold) FROM applications WHERE deleted_at IS NULL", -1),
                   ==, analytics->n_companies);
  g_assert_cmpint (sl_connection_get_integer (connection, COUNT "(applied_date IS NOT NULL OR "
                                              EVER ("'Applied', 'Interviewing', 'Offer', 'Accepted', 'Rejected'")
                                              " OR " HAS_ROUND " OR " HAS_OFFER ")", -1), ==, analytics->applied);
  g_assert_cmpint (sl_connection_get_integer (connection, COUNT "(" EVER ("'Interviewing', 'Offer', 'Accepted'")
                                              " OR " HAS_ROUND " OR " HAS_OFFER ")", -1), ==, analytics->interview.n);
  g_assert_cmpint (sl_connection_get_integer (connection, COUNT "(" EVER ("'Offer', 'Accepted'") " OR " HAS_OFFER ")", -1), ==, analytics->offer.n);
  return GINT_TO_POINTER (1);
}

/* The id of any that lives. */
static gpointer
pick_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT id FROM applications WHERE deleted_at IS NULL AND pk > ? LIMIT 1", NULL);
  char *id;

  sl_statement_bind_integer (statement, 1, g_rand_int_range (data, 0, 300));
  g_assert_true (sl_statement_step (statement, NULL));
  id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id;
}

static void
test_plain_count (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;

  sl_demo_fill (sl_context_get_store (context), 3, 400, &error);
  g_assert_no_error (error);
  for (guint turn = 0; turn < 12; turn++)
    {
      g_autoptr (SlAnalytics) analytics = compute (context);
      g_autofree char *id = sl_store_read (sl_context_get_store (context), pick_cb, rand, NULL);
      const char *chosen[] = { id, NULL };

      g_assert_nonnull (sl_store_read (sl_context_get_store (context), count_plainly_cb, analytics, NULL));
      if (turn % 3 == 2)
        g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, chosen, sl_context_get_clock (context))));
      else
        g_object_unref (sl_core_test_apply (context, sl_deed_set_status (chosen, sl_status_words.values[g_rand_int_range (rand, 0, 7)].word, NULL)));
    }
  sl_core_test_close (context);
}

static gpointer
compute_cancelled_cb (SlConnection *connection,
                      gpointer      data,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) local_error = NULL;

  g_cancellable_cancel (cancelled);
  g_assert_null (sl_analytics_compute (connection, query, day_of ("2026-03-16"), cancelled, &local_error));
  g_assert_error (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return GINT_TO_POINTER (1);
}

static void
test_cancelled (void)
{
  SlContext *context = sl_core_test_open ();
  g_assert_nonnull (sl_store_read (sl_context_get_store (context), compute_cancelled_cb, NULL, NULL));
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/analytics/empty", test_empty);
  g_test_add_func ("/core/analytics/rejected-after-interview", test_rejected_after_interview);
  g_test_add_func ("/core/analytics/loops", test_loops);
  g_test_add_func ("/core/analytics/corrected-dates", test_corrected_dates);
  g_test_add_func ("/core/analytics/children", test_children);
  g_test_add_func ("/core/analytics/sent", test_sent);
  g_test_add_func ("/core/analytics/days-and-windows", test_days_and_windows);
  g_test_add_func ("/core/analytics/year-change", test_year_change);
  g_test_add_func ("/core/analytics/salaries", test_salaries);
  g_test_add_func ("/core/analytics/sources-and-companies", test_sources_and_companies);
  g_test_add_func ("/core/analytics/odd-rows", test_odd_rows);
  g_test_add_func ("/core/analytics/cache", test_cache);
  g_test_add_func ("/core/analytics/plain-count", test_plain_count);
  g_test_add_func ("/core/analytics/cancelled", test_cancelled);
  return g_test_run ();
}
