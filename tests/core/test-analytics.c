/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How applications moved on, in how many days, and in which window of time. */

#define G_LOG_DOMAIN "test-analytics"

#include "config.h"

#include "analytics-fixture.h"

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
test_empty (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);

  g_assert_cmpuint (analytics->total, ==, 0);
  g_assert_cmpuint (analytics->pipeline->len, ==, 7);
  g_assert_cmpint (analytics->first_day, ==, SL_DAY_NONE);
  analytics_assert_rate (analytics->response, 0, 0);
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
  g_autofree char *interviewed = analytics_add (context, "Torvmark", SL_STATUS_REJECTED, "2026-02-01");
  g_autofree char *waiting = analytics_add (context, "Velkholt", SL_STATUS_APPLIED, "2026-02-02");
  g_autofree char *saved = analytics_add (context, "Farrofield", SL_STATUS_SAVED, NULL);
  g_autofree char *turned_down = analytics_add (context, "Dunelholt", SL_STATUS_REJECTED, "2026-02-03");
  g_autoptr (SlRecord) silent = analytics_new_application ("Skarnstead", SL_STATUS_REJECTED, "2026-02-04");

  sl_record_set_text (silent, SL_APPLICATION_STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  analytics_put (context, silent);
  analytics_move (context, interviewed, "2026-02-10T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  analytics_move (context, interviewed, "2026-02-20T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED);

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  g_assert_cmpuint (analytics->total, ==, 5);
  g_assert_cmpuint (analytics->applied, ==, 4);
  analytics_assert_rate (analytics->response, 1, 4);
  analytics_assert_rate (analytics->interview, 1, 4);
  analytics_assert_rate (analytics->offer, 0, 4);
  analytics_assert_rate (analytics->declined, 1, 4);
  g_assert_cmpuint (analytics_count_status (analytics, SL_STATUS_REJECTED), ==, 3);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_INTERVIEWING], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_INTERVIEWING][SL_FLOW_REJECTED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_WAITING], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_REJECTED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_NO_RESPONSE], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_SAVED][SL_FLOW_KEPT], ==, 1);
  g_assert_cmpuint (sum_flow (analytics), ==, 6);
  analytics_assert_time (analytics, SL_STATUS_APPLIED, 1, 9);
  analytics_assert_time (analytics, SL_STATUS_INTERVIEWING, 1, 10);
  g_assert_cmpint (analytics->first_day, ==, analytics_day_of ("2026-02-01"));
  sl_core_test_close (context);
}

/* Back and forth is one way through: furthest states in order, then where it stands. */
static void
test_loops (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = analytics_add (context, "Torvmark", SL_STATUS_REJECTED, "2026-02-01");

  analytics_move (context, id, "2026-02-05T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  analytics_move (context, id, "2026-02-08T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED);
  analytics_move (context, id, "2026-02-10T12:00:00Z", SL_STATUS_REJECTED, SL_STATUS_INTERVIEWING);
  analytics_move (context, id, "2026-02-15T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_OFFER);
  analytics_move (context, id, "2026-02-16T12:00:00Z", SL_STATUS_OFFER, SL_STATUS_INTERVIEWING);
  analytics_move (context, id, "2026-02-23T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED);

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  g_assert_cmpuint (analytics->flow[SL_FLOW_APPLIED][SL_FLOW_INTERVIEWING], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_INTERVIEWING][SL_FLOW_OFFER], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_OFFER][SL_FLOW_REJECTED], ==, 1);
  g_assert_cmpuint (sum_flow (analytics), ==, 3);
  analytics_assert_rate (analytics->offer, 1, 1);
  /* three stays: 3, 5 and 7 days */
  analytics_assert_time (analytics, SL_STATUS_INTERVIEWING, 3, 5);
  sl_core_test_close (context);
}

/* The applied date that was set right later counts, and events in whatever order they were written down. */
static void
test_corrected_dates (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = analytics_add (context, "Torvmark", SL_STATUS_OFFER, "2026-02-01");
  g_autofree char *impossible = analytics_add (context, "Velkholt", SL_STATUS_INTERVIEWING, "2026-03-10");

  analytics_move (context, id, "2026-02-21T12:00:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_OFFER);
  analytics_move (context, id, "2026-02-06T12:00:00Z", SL_STATUS_SAVED, SL_STATUS_APPLIED);
  analytics_move (context, id, "2026-02-11T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  /* before it was applied for: counts as reached, not as a stay */
  analytics_move (context, impossible, "2026-02-11T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  analytics_assert_rate (analytics->response, 2, 2);
  analytics_assert_time (analytics, SL_STATUS_SAVED, 1, 12); /* added on 20 January */
  analytics_assert_time (analytics, SL_STATUS_APPLIED, 1, 10);
  analytics_assert_time (analytics, SL_STATUS_INTERVIEWING, 1, 10);
  g_assert_cmpuint (analytics->flow[SL_FLOW_SAVED][SL_FLOW_APPLIED], ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_OFFER][SL_FLOW_GOING], ==, 1);
  sl_core_test_close (context);
}

/* Rounds and offers say more than the status does. */
static void
test_children (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *with_round = analytics_add (context, "Torvmark", SL_STATUS_REJECTED, "2026-03-01");
  g_autofree char *cancelled = analytics_add (context, "Velkholt", SL_STATUS_APPLIED, "2026-03-02");
  g_autofree char *offered = analytics_add (context, "Farrofield", SL_STATUS_WITHDRAWN, "2026-03-03");
  g_autofree char *refused = analytics_add (context, "Dunelholt", SL_STATUS_REJECTED, "2026-03-04");

  analytics_add_round (context, with_round, "2026-03-12", "Passed");
  analytics_add_round (context, cancelled, "2026-03-12", "Cancelled");
  analytics_add_offer (context, offered, 60000, "EUR", SL_STATUS_OFFER);
  analytics_add_offer (context, refused, 0, "EUR", SL_STATUS_REJECTED);

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  analytics_assert_rate (analytics->interview, 2, 4);
  analytics_assert_rate (analytics->offer, 1, 4);
  g_assert_cmpuint (analytics->weeks[SL_ANALYTICS_WEEKS - 2].stages, ==, 1);
  g_assert_cmpuint (analytics->heat[analytics_day_of ("2026-03-12") - analytics->heat_start].stages, ==, 1);
  sl_core_test_close (context);
}

/* What counts as sent: also without a date, also when only the history knows. */
static void
test_sent (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *never = analytics_add (context, "Torvmark", SL_STATUS_WITHDRAWN, NULL);
  g_autofree char *imported = analytics_add (context, "Velkholt", SL_STATUS_WITHDRAWN, NULL);
  g_autofree char *back = analytics_add (context, "Farrofield", SL_STATUS_SAVED, NULL);
  g_autofree char *accepted = analytics_add (context, "Dunelholt", SL_STATUS_ACCEPTED, NULL);

  analytics_move (context, never, "2026-02-11T12:00:00Z", SL_STATUS_SAVED, SL_STATUS_WITHDRAWN);
  analytics_move (context, back, "2026-02-11T12:00:00Z", SL_STATUS_SAVED, SL_STATUS_APPLIED);
  analytics_move (context, back, "2026-02-12T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_SAVED);

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  g_assert_cmpuint (analytics->applied, ==, 3);
  analytics_assert_rate (analytics->offer, 1, 3);
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
  g_autofree char *id = analytics_add (context, "Torvmark", SL_STATUS_REJECTED, "2026-03-01");
  g_autoptr (SlRecord) inside = analytics_new_application ("Velkholt", SL_STATUS_SAVED, NULL);
  g_autoptr (SlRecord) outside = analytics_new_application ("Farrofield", SL_STATUS_SAVED, NULL);
  g_autoptr (SlQuery) query = sl_query_new ();
  SlDay today = analytics_day_of ("2026-03-31");

  analytics_move (context, id, "2026-03-28T23:30:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING); /* 0:30 on the 29th */
  analytics_move (context, id, "2026-03-29T22:30:00Z", SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED); /* 0:30 on the 30th */
  sl_record_set_integer (inside, SL_FIELD_CREATED_AT, analytics_time_of ("2026-03-24T23:30:00Z"));
  sl_record_set_integer (outside, SL_FIELD_CREATED_AT, analytics_time_of ("2026-03-24T22:30:00Z"));
  analytics_put (context, inside);
  analytics_put (context, outside);

  g_autoptr (SlAnalytics) all = analytics_compute_query (context, query, today, NULL);
  g_assert_cmpuint (all->heat[analytics_day_of ("2026-03-29") - all->heat_start].moves, ==, 1);
  g_assert_cmpuint (all->heat[analytics_day_of ("2026-03-30") - all->heat_start].moves, ==, 1);
  analytics_assert_time (all, SL_STATUS_APPLIED, 1, 28);
  analytics_assert_time (all, SL_STATUS_INTERVIEWING, 1, 1);

  sl_query_set_window (query, 7); /* 25 to 31 March */
  g_autoptr (SlAnalytics) week = analytics_compute_query (context, query, today, NULL);
  g_assert_cmpuint (week->total, ==, 1);
  g_assert_cmpuint (week->window, ==, 7);
  sl_core_test_close (context);
}

static void
test_year_change (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *old = analytics_add (context, "Torvmark", SL_STATUS_APPLIED, "2026-12-31");
  g_autofree char *new = analytics_add (context, "Velkholt", SL_STATUS_APPLIED, "2027-01-01");
  g_autofree char *before = analytics_add (context, "Farrofield", SL_STATUS_APPLIED, "2026-12-27");
  g_autofree char *ahead = analytics_add (context, "Dunelholt", SL_STATUS_APPLIED, "2027-01-04");
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (SlAnalytics) analytics = analytics_compute_query (context, query, analytics_day_of ("2027-01-01"), NULL);
  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);
  JsonArray *weeks = json_object_get_array_member (json, "weekly_trend");

  g_assert_cmpint (analytics->weeks[11].monday, ==, analytics_day_of ("2026-12-28"));
  g_assert_cmpuint (analytics->weeks[11].applications, ==, 2);
  g_assert_cmpuint (analytics->weeks[10].applications, ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (weeks, 11), "week"), ==, "2026-W53");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (weeks, 0), "week"), ==, "2026-W42");
  /* what lies ahead isn't activity yet */
  g_assert_cmpuint (analytics->heat[analytics_day_of ("2027-01-03") - analytics->heat_start].applications, ==, 0);
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
  return g_test_run ();
}
