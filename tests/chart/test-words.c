/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-fixture.h"
#include "sl-private.h"

static void
assert_title (SlAnalytics *analytics,
              SlChartKind  kind,
              const char  *title,
              const char  *subtitle)
{
  g_autofree char *found = sl_chart_get_title (analytics, kind);
  g_autofree char *below = sl_chart_get_subtitle (analytics, kind);

  g_assert_cmpstr (found, ==, title);
  if (subtitle != NULL)
    g_assert_cmpstr (below, ==, subtitle);
}

/* Titles say the finding, subtitles the basis. */
static void
test_findings (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);

  assert_title (analytics, SL_CHART_PIPELINE, "49 applications are open", "120 applications since September 2025");
  assert_title (analytics, SL_CHART_RATES, "31% of your applications got a response",
                "31 of 101 since September 2025; 20 more were turned down");
  assert_title (analytics, SL_CHART_SOURCES, "Referral worked best: 60% led to an interview",
                "6 of 10 since September 2025; 1 source has fewer than 5");
  assert_title (analytics, SL_CHART_FLOW, "31 got as far as an interview or further, 5 offers", "From 101 applications sent since September 2025");
  assert_title (analytics, SL_CHART_TIME_IN_STAGE, "Half moved on from Applied within 13 days", NULL);
  assert_title (analytics, SL_CHART_COMPANIES, "Most are at Torvmark Joinery: 6 applications", NULL);
  assert_title (analytics, SL_CHART_SALARY, "Offers average €52,000",
                "12 applications with a salary, 2 offers; 3 in other currencies left out");
}

/* Few are too few: no percentage is made of them. */
static void
test_few (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_ONE);

  assert_title (analytics, SL_CHART_RATES, "Too few to tell: 0 of 1 got a response", NULL);
  assert_title (analytics, SL_CHART_SOURCES, "Too few to tell which source works", NULL);
  assert_title (analytics, SL_CHART_TREND, "1 application in the last 12 weeks", NULL);
  assert_title (analytics, SL_CHART_TIME_IN_STAGE, "No waiting times known yet", NULL);
  g_assert_true (sl_chart_is_empty (analytics, SL_CHART_SALARY));
}

/* On a screen that others see neither companies nor amounts; what is exported is made of the numbers as they are. */
static void
test_private (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlAnalytics) shown = NULL;
  g_autoptr (SlChartTable) companies = NULL;
  g_autoptr (SlChartTable) salaries = NULL;
  g_autofree char *words = NULL;

  sl_private_set (SL_PRIVATE_NAMES | SL_PRIVATE_SALARIES);
  shown = sl_analytics_hide_private (analytics);
  assert_title (shown, SL_CHART_COMPANIES, "Most are at Company 1: 6 applications", NULL);
  assert_title (shown, SL_CHART_SALARY, "Amounts are hidden in private mode", NULL);
  companies = sl_chart_get_table (shown, SL_CHART_COMPANIES, SL_CHART_DEFAULT);
  g_assert_cmpstr (sl_chart_table_get_cell (companies, 0, 0), ==, "Company 1");
  salaries = sl_chart_get_table (shown, SL_CHART_SALARY, SL_CHART_DEFAULT);
  g_assert_cmpstr (sl_chart_table_get_cell (salaries, 0, 1), ==, "•••");
  assert_title (shown, SL_CHART_PIPELINE, "49 applications are open", NULL);
  assert_title (analytics, SL_CHART_COMPANIES, "Most are at Torvmark Joinery: 6 applications", NULL);
  assert_title (analytics, SL_CHART_SALARY, "Offers average €52,000", NULL);

  sl_private_set (0);
  words = sl_chart_get_title (shown, SL_CHART_COMPANIES);
  g_assert_cmpstr (words, ==, "Most are at Company 1: 6 applications");
}

static void
test_percentages (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);

  analytics->applied = 1000;
  analytics->response = (SlRate) { 1, 1000 };
  assert_title (analytics, SL_CHART_RATES, "<1% of your applications got a response", NULL);
  analytics->response = (SlRate) { 999, 1000 };
  assert_title (analytics, SL_CHART_RATES, ">99% of your applications got a response", NULL);
  analytics->response = (SlRate) { 1000, 1000 };
  assert_title (analytics, SL_CHART_RATES, "100% of your applications got a response", NULL);
  analytics->response = (SlRate) { 0, 1000 };
  assert_title (analytics, SL_CHART_RATES, "No response yet", NULL);
}

static void
test_periods (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autofree char *march = sl_day_format_short (sl_day_from_ymd (2026, 3, 1));

  analytics->window = 30;
  assert_title (analytics, SL_CHART_PIPELINE, "49 applications are open", "120 applications in the last 30 days");
  analytics->window = 1;
  assert_title (analytics, SL_CHART_PIPELINE, "49 applications are open", "120 applications today");
  analytics->window = 0;
  analytics->first_day = sl_day_from_ymd (2026, 1, 20);
  assert_title (analytics, SL_CHART_PIPELINE, "49 applications are open", "120 applications since January");
  analytics->first_day = analytics->today - 3;
  assert_title (analytics, SL_CHART_PIPELINE, "49 applications are open", "120 applications in the last 4 days");
  analytics->from = sl_day_from_ymd (2026, 3, 1);
  g_autofree char *since = g_strconcat ("120 applications since ", march, NULL);
  assert_title (analytics, SL_CHART_PIPELINE, "49 applications are open", since);
}

static void
test_names (void)
{
  for (SlChartKind kind = 0; kind < SL_N_CHARTS; kind++)
    {
      SlChartKind found;
      g_assert_true (sl_chart_kind_from_name (sl_chart_kind_get_name (kind), &found));
      g_assert_cmpint (found, ==, kind);
    }
  SlChartKind kind;
  g_assert_false (sl_chart_kind_from_name ("pie", &kind));
  g_assert_false (sl_chart_kind_from_name (NULL, &kind));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/chart/words/findings", test_findings);
  g_test_add_func ("/chart/words/few", test_few);
  g_test_add_func ("/chart/words/private", test_private);
  g_test_add_func ("/chart/words/percentages", test_percentages);
  g_test_add_func ("/chart/words/periods", test_periods);
  g_test_add_func ("/chart/words/names", test_names);
  return g_test_run ();
}
