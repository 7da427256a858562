/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analytics as JSON, with the field names of the OfferTracker dashboard. */

#define G_LOG_DOMAIN "sl-analytics-json"

#include "config.h"

#include "sl-analytics.h"

static void
begin_object (JsonBuilder *json,
              const char  *name)
{
  if (name != NULL)
    json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
}

static void
begin_array (JsonBuilder *json,
             const char  *name)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
}

static void
add_text (JsonBuilder *json,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, text);
}

static void
add_count (JsonBuilder *json,
           const char  *name,
           gint64       count)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, count);
}

static void
add_number (JsonBuilder *json,
            const char  *name,
            double       number)
{
  json_builder_set_member_name (json, name);
  if (number < 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_double_value (json, number);
}

static void
add_rate (JsonBuilder *json,
          const char  *name,
          SlRate       rate)
{
  g_autofree char *n_name = g_strconcat (name, "_n", NULL);
  g_autofree char *count_name = g_strconcat (name, "_count", NULL);

  /* n is what the rate is of: a rate of 1.0 with n 1 says little. */
  add_number (json, name, sl_rate_get_fraction (rate));
  add_count (json, n_name, rate.of);
  add_count (json, count_name, rate.n);
}

static void
add_sources (JsonBuilder *json,
             SlAnalytics *self)
{
  begin_array (json, "source_breakdown");
  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlSourceCount *source = &g_array_index (self->sources, SlSourceCount, i);
      begin_object (json, NULL);
      add_text (json, "source", *source->source != '\0' ? source->source : "Unknown");
      add_count (json, "applied", source->applied);
      add_count (json, "responses", source->responses);
      add_count (json, "interviews", source->interviews);
      add_count (json, "offers", source->offers);
      add_count (json, "n", source->applied);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_weeks (JsonBuilder *json,
           SlAnalytics *self)
{
  begin_array (json, "weekly_trend");
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    {
      g_autofree char *week = g_strdup_printf ("%04d-W%02d", self->weeks[i].year, self->weeks[i].week);
      begin_object (json, NULL);
      add_text (json, "week", week);
      add_count (json, "applications", self->weeks[i].applications);
      add_count (json, "stages", self->weeks[i].stages);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_salary (JsonBuilder *json,
            SlAnalytics *self)
{
  const SlSalaryInsight *salary = &self->salary;

  begin_object (json, "salary_insights");
  add_count (json, "applications_with_salary", salary->n_expected);
  add_number (json, "average_expected_min", salary->average_min);
  add_number (json, "average_expected_max", salary->average_max);
  add_count (json, "offers_with_salary", salary->n_offers);
  add_number (json, "average_offered", salary->average_offered);
  json_builder_set_member_name (json, "highest_offer");
  if (salary->highest_offer < 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, salary->highest_offer);
  add_text (json, "currency", *salary->currency != '\0' ? salary->currency : "USD");
  add_count (json, "applications_in_other_currencies", salary->n_other_currency);
  add_count (json, "offers_in_other_currencies", salary->n_offers_other_currency);
  json_builder_end_object (json);
}

static const char *
get_node_word (SlFlowNode node)
{
  static const char *const words[SL_N_FLOW_NODES] = {
    "Saved", "Applied", "Interviewing", "Offer", "Accepted", "Still open", "No response yet", "No response",
    "Rejected", "Withdrawn", "Other", "Still saved",
  };
  return words[node];
}

static void
add_flow (JsonBuilder *json,
          SlAnalytics *self)
{
  begin_array (json, "flow");
  for (SlFlowNode from = 0; from < SL_N_FLOW_NODES; from++)
    for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
      {
        if (self->flow[from][to] == 0)
          continue;
        begin_object (json, NULL);
        add_text (json, "from", get_node_word (from));
        add_text (json, "to", get_node_word (to));
        add_count (json, "count", self->flow[from][to]);
        json_builder_end_object (json);
      }
  json_builder_end_array (json);
}

static void
add_times (JsonBuilder *json,
           SlAnalytics *self)
{
  begin_array (json, "time_in_stage");
  for (guint i = 0; i < self->times->len; i++)
    {
      const SlStageTime *time = &g_array_index (self->times, SlStageTime, i);
      begin_object (json, NULL);
      add_text (json, "status", time->status);
      add_count (json, "n", time->n);
      add_number (json, "lower_quartile_days", time->n > 0 ? time->lower : -1);
      add_number (json, "median_days", time->n > 0 ? time->median : -1);
      add_number (json, "upper_quartile_days", time->n > 0 ? time->upper : -1);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/**
 * sl_analytics_to_json:
 *
 * The field names are those of the OfferTracker dashboard; `…_n` beside each rate says of how many of `applied_total`
 * it is made. `flow` and `time_in_stage` are additions.
 *
 * Returns: (transfer full): the numbers
 */
JsonObject *
sl_analytics_to_json (SlAnalytics *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  add_count (json, "total", self->total);
  add_count (json, "applied_total", self->applied);
  begin_array (json, "pipeline");
  for (guint i = 0; i < self->pipeline->len; i++)
    {
      const SlStatusCount *status = &g_array_index (self->pipeline, SlStatusCount, i);
      begin_object (json, NULL);
      add_text (json, "status", status->status);
      add_count (json, "count", status->count);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  add_rate (json, "response_rate", self->response);
  add_rate (json, "interview_rate", self->interview);
  add_rate (json, "offer_rate", self->offer);
  add_count (json, "rejected_with_answer_n", self->declined.n);
  add_sources (json, self);
  add_weeks (json, self);
  add_salary (json, self);
  begin_array (json, "top_companies");
  for (guint i = 0; i < self->companies->len; i++)
    {
      const SlCompanyCount *company = &g_array_index (self->companies, SlCompanyCount, i);
      begin_object (json, NULL);
      add_text (json, "company", company->company);
      add_count (json, "count", company->count);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  add_flow (json, self);
  add_times (json, self);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  return json_node_dup_object (root);
}
