/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <pango/pangocairo.h>

#include "chart-fixture.h"

#define TODAY 20528 /* Monday, 2026-03-16 */

static SlAnalytics *
new_blank (void)
{
  SlAnalytics *self = g_new0 (SlAnalytics, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (256);
  self->today = TODAY;
  self->first_day = self->from = self->to = SL_DAY_NONE;
  self->pipeline = g_array_new (FALSE, FALSE, sizeof (SlStatusCount));
  self->sources = g_array_new (FALSE, FALSE, sizeof (SlSourceCount));
  self->times = g_array_new (FALSE, FALSE, sizeof (SlStageTime));
  self->companies = g_array_new (FALSE, FALSE, sizeof (SlCompanyCount));
  self->salary = (SlSalaryInsight) { .average_min = -1, .average_max = -1, .average_offered = -1, .highest_offer = -1 };
  self->heat_start = TODAY - (SL_ANALYTICS_HEAT_WEEKS - 1) * 7;
  for (int i = 0; i < SL_ANALYTICS_WEEKS; i++)
    {
      self->weeks[i].monday = TODAY - (SL_ANALYTICS_WEEKS - 1 - i) * 7;
      sl_day_iso_week (self->weeks[i].monday, &self->weeks[i].year, &self->weeks[i].week);
    }
  return self;
}

static void
add_status (SlAnalytics *self,
            const char  *status,
            guint        count)
{
  SlStatusCount entry = { g_string_chunk_insert (self->strings, status), count };
  g_array_append_val (self->pipeline, entry);
  self->total += count;
}

static void
add_source (SlAnalytics *self,
            const char  *name,
            guint        applied,
            guint        interviews,
            guint        offers)
{
  SlSourceCount source = { g_string_chunk_insert (self->strings, name), applied, interviews, interviews, offers };
  g_array_append_val (self->sources, source);
}

static void
add_time (SlAnalytics *self,
          const char  *status,
          guint        n,
          double       lower,
          double       median,
          double       upper)
{
  SlStageTime time = { status, n, lower, median, upper };
  g_array_append_val (self->times, time);
}

static void
add_company (SlAnalytics *self,
             const char  *name,
             guint        count)
{
  SlCompanyCount company = { .company = g_string_chunk_insert (self->strings, name), .count = count };

  company.shown = company.company;
  g_array_append_val (self->companies, company);
  self->n_companies++;
}

static void
set_rates (SlAnalytics *self,
           guint        applied,
           guint        response,
           guint        offer,
           guint        declined)
{
  self->applied = applied;
  self->response = self->interview = (SlRate) { response, applied };
  self->offer = (SlRate) { offer, applied };
  self->declined = (SlRate) { declined, applied };
}

static void
fill_one (SlAnalytics *self)
{
  const guint counts[] = { 0, 1, 0, 0, 0, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    add_status (self, sl_status_words.values[i].word, counts[i]);
  set_rates (self, 1, 0, 0, 0);
  self->first_day = TODAY - 2;
  self->flow[SL_FLOW_APPLIED][SL_FLOW_WAITING] = 1;
  self->weeks[11].applications = 1;
  self->heat[SL_ANALYTICS_HEAT_WEEKS * 7 - 9].applications = 1;
  add_source (self, "Referral", 1, 0, 0);
  add_company (self, "Torvmark", 1);
}

static void
fill_search (SlAnalytics *self)
{
  const guint counts[] = { 19, 40, 7, 2, 1, 46, 5 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    add_status (self, sl_status_words.values[i].word, counts[i]);
  set_rates (self, 101, 31, 5, 20);
  self->first_day = TODAY - 170;
  self->flow[SL_FLOW_SAVED][SL_FLOW_APPLIED] = 30;
  self->flow[SL_FLOW_SAVED][SL_FLOW_KEPT] = 19;
  self->flow[SL_FLOW_APPLIED][SL_FLOW_INTERVIEWING] = 31;
  self->flow[SL_FLOW_APPLIED][SL_FLOW_WAITING] = 40;
  self->flow[SL_FLOW_APPLIED][SL_FLOW_REJECTED] = 20;
  self->flow[SL_FLOW_APPLIED][SL_FLOW_NO_RESPONSE] = 8;
  self->flow[SL_FLOW_APPLIED][SL_FLOW_WITHDRAWN] = 2;
  self->flow[SL_FLOW_INTERVIEWING][SL_FLOW_OFFER] = 5;
  self->flow[SL_FLOW_INTERVIEWING][SL_FLOW_GOING] = 7;
  self->flow[SL_FLOW_INTERVIEWING][SL_FLOW_REJECTED] = 18;
  self->flow[SL_FLOW_INTERVIEWING][SL_FLOW_WITHDRAWN] = 1;
  self->flow[SL_FLOW_OFFER][SL_FLOW_GOING] = 2;
  self->flow[SL_FLOW_OFFER][SL_FLOW_ACCEPTED] = 1;
  self->flow[SL_FLOW_OFFER][SL_FLOW_WITHDRAWN] = 2;
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    {
      self->weeks[i].applications = 3 + i * 7 % 11;
      self->weeks[i].stages = i * 5 % 4;
    }
  for (guint i = 0; i < SL_ANALYTICS_HEAT_WEEKS * 7 - 6; i++)
    self->heat[i] = (SlDayCount) { i % 3 == 0, i % 11 == 0, i % 5 == 0 };
  add_source (self, "LinkedIn", 40, 8, 1);
  add_source (self, "", 30, 12, 0);
  add_source (self, "Referral", 10, 6, 2);
  add_source (self, "Recruiter", 3, 3, 1);
  add_time (self, SL_STATUS_SAVED, 30, 1, 2, 4);
  add_time (self, SL_STATUS_APPLIED, 60, 7, 12.5, 22);
  add_time (self, SL_STATUS_INTERVIEWING, 24, 9, 15, 31);
  add_time (self, SL_STATUS_OFFER, 0, 0, 0, 0);
  add_company (self, "Torvmark Joinery", 6);
  add_company (self, "Velkholt", 4);
  add_company (self, "=Farrofield", 2);
  add_company (self, "Dunelholt", 1);
  self->salary = (SlSalaryInsight) { "EUR", 12, 3, 45000, 55000, 2, 0, 52000, 58000 };
}

static void
fill_extreme (SlAnalytics *self)
{
  g_autofree char *long_name = g_strnfill (300, 'W');

  for (guint i = 0; i < 7; i++)
    add_status (self, sl_status_words.values[i].word, 1000000 + i);
  add_status (self, "Shortlisted", 1);
  add_status (self, long_name, 1000000);
  set_rates (self, 7000000, 4000000, 1, 3);
  self->first_day = -40000;
  for (guint from = SL_FLOW_APPLIED; from <= SL_FLOW_OFFER; from++)
    for (guint to = from + 1; to < SL_N_FLOW_NODES; to++)
      self->flow[from][to] = to % 2 == 0 ? 1 : 1000000;
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    self->weeks[i].applications = self->weeks[i].stages = 1000000 - i;
  for (guint i = 0; i < SL_ANALYTICS_HEAT_WEEKS * 7; i++)
    self->heat[i] = (SlDayCount) { G_MAXUINT / 4, G_MAXUINT / 4, G_MAXUINT / 4 };
  add_source (self, long_name, 1000000, 999999, 999999);
  add_source (self, "LinkedIn", 5, 0, 0);
  add_time (self, SL_STATUS_SAVED, 1000000, 0, 0, 0);
  add_time (self, SL_STATUS_APPLIED, 1000000, 4000, 4000, 4000);
  add_company (self, long_name, 1000000);
  for (guint i = 0; i < 9; i++)
    add_company (self, "قهوه 咖啡 <b>&amp;", 999999 - i);
  self->n_companies = 1000000;
  self->salary = (SlSalaryInsight) { "", 1000000, 1000000, 1, 9e15, 1000000, 1000000, 9e15, G_GINT64_CONSTANT (9000000000000000) };
}

SlAnalytics *
chart_fixture_new (ChartSample sample)
{
  SlAnalytics *self = new_blank ();

  if (sample == CHART_ONE)
    fill_one (self);
  else if (sample == CHART_SEARCH)
    fill_search (self);
  else if (sample == CHART_EXTREME)
    fill_extreme (self);
  return self;
}

PangoContext *
chart_fixture_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Sans 10");

  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  return context;
}
