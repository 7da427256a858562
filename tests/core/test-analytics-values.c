/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Salaries, sources and companies as the charts count them, and rows that are odd. */

#define G_LOG_DOMAIN "test-analytics-values"

#include "config.h"

#include "analytics-fixture.h"

static void
add_with_salary (SlContext  *context,
                 const char *company,
                 gint64      min,
                 gint64      max,
                 const char *currency)
{
  g_autoptr (SlRecord) record = analytics_new_application (company, SL_STATUS_APPLIED, "2026-03-01");

  if (min > 0)
    sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, min);
  if (max > 0)
    sl_record_set_integer (record, SL_APPLICATION_SALARY_MAX, max);
  sl_record_set_text (record, SL_APPLICATION_SALARY_CURRENCY, currency);
  analytics_put (context, record);
}

static void
test_salaries (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = analytics_add (context, "Torvmark", SL_STATUS_OFFER, "2026-03-01");
  g_autofree char *b = analytics_add (context, "Velkholt", SL_STATUS_OFFER, "2026-03-01");
  g_autofree char *c = analytics_add (context, "Farrofield", SL_STATUS_OFFER, "2026-03-01");

  add_with_salary (context, "Dunelholt", 40000, 50000, "EUR");
  add_with_salary (context, "Skarnstead", 50000, 0, "EUR");
  add_with_salary (context, "Calvmoor", 90000, 99000, "USD");
  analytics_add_offer (context, a, 52000, "EUR", SL_STATUS_OFFER);
  analytics_add_offer (context, b, 58000, "EUR", SL_STATUS_OFFER);
  analytics_add_offer (context, c, 120000, "USD", SL_STATUS_OFFER);

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
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
  g_autoptr (SlRecord) record = analytics_new_application (company, status, "2026-03-01");
  sl_record_set_text (record, SL_APPLICATION_SOURCE, source);
  analytics_put (context, record);
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

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
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
  g_autofree char *odd = analytics_add (context, "Torvmark", "Shortlisted", "2026-03-01");
  g_autofree char *unsent = analytics_add (context, "Velkholt", "Bookmarked", NULL);
  g_autofree char *gone = analytics_add (context, "Farrofield", SL_STATUS_APPLIED, "2026-03-01");
  g_autofree char *far = analytics_add (context, "Dunelholt", SL_STATUS_REJECTED, "1985-01-01");
  const char *ids[] = { gone, NULL };

  analytics_move (context, odd, "2026-03-04T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  analytics_move (context, odd, "2026-03-06T12:00:00Z", SL_STATUS_INTERVIEWING, "Shortlisted");
  analytics_move (context, far, "2026-03-06T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_REJECTED);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));

  g_autoptr (SlAnalytics) analytics = analytics_compute (context);
  g_assert_cmpuint (analytics->total, ==, 3);
  g_assert_cmpuint (analytics->applied, ==, 2);
  g_assert_cmpuint (analytics->pipeline->len, ==, 9);
  g_assert_cmpuint (analytics_count_status (analytics, "Shortlisted"), ==, 1);
  g_assert_cmpuint (analytics_count_status (analytics, "Bookmarked"), ==, 1);
  g_assert_cmpuint (analytics->flow[SL_FLOW_INTERVIEWING][SL_FLOW_OTHER], ==, 1);
  analytics_assert_rate (analytics->response, 1, 2);
  analytics_assert_time (analytics, SL_STATUS_APPLIED, 2, (3 + 4000) / 2.0); /* forty years count as the longest stay */
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/analytics/salaries", test_salaries);
  g_test_add_func ("/core/analytics/sources-and-companies", test_sources_and_companies);
  g_test_add_func ("/core/analytics/odd-rows", test_odd_rows);
  return g_test_run ();
}
