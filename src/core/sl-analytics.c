/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-analytics.h. The answer's life, the companies' names, JSON with the field names of the dashboard. */

#define G_LOG_DOMAIN "sl-analytics"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-analytics-private.h"
#include "sl-store-query.h"

static int
compare_tallies (gconstpointer a,
                 gconstpointer b)
{
  const Tally *x = a, *y = b;
  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  return (x->pk > y->pk) - (x->pk < y->pk);
}

/* The names are looked up by the first row that had them; there are ten. */
static gboolean
read_companies (SlAnalytics    *self,
                SlAnalyticsSet *set,
                SlConnection   *connection,
                GError        **error)
{
  g_autofree Tally *tallies = g_new (Tally, set->n_companies + 1);
  guint n = 0;

  for (guint i = 0; i < set->n_company_places; i++)
    if (set->companies[i].count > 0)
      tallies[n++] = set->companies[i];
  qsort (tallies, n, sizeof (Tally), compare_tallies);

  SlStatement *statement = sl_connection_prepare (connection, "SELECT company_name FROM applications WHERE pk = ?1", error);
  if (statement == NULL)
    return FALSE;

  self->n_companies = n;
  for (guint i = 0; i < MIN (n, SL_ANALYTICS_TOP_COMPANIES); i++)
    {
      g_autoptr (GError) local_error = NULL;
      sl_statement_reset (statement);
      sl_statement_bind_integer (statement, 1, tallies[i].pk);
      if (sl_statement_step (statement, &local_error))
        {
          const char *name = sl_statement_get_text (statement, 0);
          SlCompanyCount company = { g_string_chunk_insert (self->strings, name != NULL ? name : ""), tallies[i].count };
          g_array_append_val (self->companies, company);
        }
      sl_statement_reset (statement);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

static SlAnalytics *
new_analytics (SlQuery *query,
               SlDay    today)
{
  SlAnalytics *self = g_new0 (SlAnalytics, 1);
  SlDay monday = sl_day_get_week_start (today);

  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (1024);
  self->today = today;
  self->first_day = SL_DAY_NONE;
  self->window = sl_query_get_window (query);
  self->from = sl_query_get_from (query);
  self->to = sl_query_get_to (query);
  self->pipeline = g_array_new (FALSE, FALSE, sizeof (SlStatusCount));
  self->sources = g_array_new (FALSE, FALSE, sizeof (SlSourceCount));
  self->times = g_array_new (FALSE, FALSE, sizeof (SlStageTime));
  self->companies = g_array_new (FALSE, FALSE, sizeof (SlCompanyCount));
  self->heat_start = monday - (SL_ANALYTICS_HEAT_WEEKS - 1) * 7;
  for (int i = 0; i < SL_ANALYTICS_WEEKS; i++)
    {
      self->weeks[i].monday = monday - (SL_ANALYTICS_WEEKS - 1 - i) * 7;
      sl_day_iso_week (self->weeks[i].monday, &self->weeks[i].year, &self->weeks[i].week);
    }
  return self;
}

/**
 * sl_analytics_compute:
 * @connection: in a read transaction, so that all numbers are of one moment
 * @query: its applications are counted; its order doesn't matter
 * @today: resolves the query's window and is the end of the weeks and of the heat map
 * @cancellable: (nullable): looked at between the passes
 *
 * Reads and counts; blocks. A status counts as reached when the history says so at any time, so that an interview stays
 * an interview after a rejection. The history is: what stood before the first change of status (Saved, or Applied when
 * there is an applied date or any later status), the changes by the time they happened, and the present status.
 *
 * Returns: (transfer full): the numbers, or %NULL with @error set
 */
SlAnalytics *
sl_analytics_compute (SlConnection *connection,
                      SlQuery      *query,
                      SlDay         today,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (SL_IS_QUERY (query), NULL);
  g_return_val_if_fail (sl_day_is_valid (today), NULL);

  g_autoptr (SlAnalytics) self = new_analytics (query, today);
  SlAnalyticsSet set;

  _sl_analytics_set_init (&set);
  gboolean done = _sl_analytics_set_read (&set, connection, query, today, cancellable, error);
  if (done)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
      DayCache *days = _sl_day_cache_new (zone);
      _sl_analytics_count (self, &set, days);
      _sl_day_cache_free (days);
      done = read_companies (self, &set, connection, error);
    }
  _sl_analytics_set_clear (&set);
  return done ? g_steal_pointer (&self) : NULL;
}

SlAnalytics *
sl_analytics_ref (SlAnalytics *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sl_analytics_unref (SlAnalytics *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->pipeline);
  g_array_unref (self->sources);
  g_array_unref (self->times);
  g_array_unref (self->companies);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/** sl_rate_get_fraction: 0 to 1; 0 of none */
double
sl_rate_get_fraction (SlRate rate)
{
  return rate.of > 0 ? (double) rate.n / rate.of : 0;
}

/** sl_flow_node_get_label: (transfer none): translated */
const char *
sl_flow_node_get_label (SlFlowNode node)
{
  switch (node)
    {
    case SL_FLOW_GOING:
      return C_("flow", "Still going");
    case SL_FLOW_WAITING:
      return C_("flow", "No answer yet");
    case SL_FLOW_NO_RESPONSE:
      return C_("flow", "No response");
    case SL_FLOW_OTHER:
      return C_("flow", "Other status");
    case SL_FLOW_KEPT:
      return C_("flow", "Still saved");
    case SL_FLOW_SAVED:
    case SL_FLOW_APPLIED:
    case SL_FLOW_INTERVIEWING:
    case SL_FLOW_OFFER:
    case SL_FLOW_ACCEPTED:
    case SL_FLOW_REJECTED:
    case SL_FLOW_WITHDRAWN:
    case SL_N_FLOW_NODES:
    default:
      return sl_enum_label (&sl_status_words, sl_flow_node_get_status (node));
    }
}

/** sl_flow_node_get_status: (transfer none) (nullable): the status one stands in there */
const char *
sl_flow_node_get_status (SlFlowNode node)
{
  static const char *const statuses[SL_N_FLOW_NODES] = {
    [SL_FLOW_SAVED] = SL_STATUS_SAVED,
    [SL_FLOW_APPLIED] = SL_STATUS_APPLIED,
    [SL_FLOW_INTERVIEWING] = SL_STATUS_INTERVIEWING,
    [SL_FLOW_OFFER] = SL_STATUS_OFFER,
    [SL_FLOW_ACCEPTED] = SL_STATUS_ACCEPTED,
    [SL_FLOW_WAITING] = SL_STATUS_APPLIED,
    [SL_FLOW_NO_RESPONSE] = SL_STATUS_REJECTED,
    [SL_FLOW_REJECTED] = SL_STATUS_REJECTED,
    [SL_FLOW_WITHDRAWN] = SL_STATUS_WITHDRAWN,
    [SL_FLOW_KEPT] = SL_STATUS_SAVED,
  };
  g_return_val_if_fail (node < SL_N_FLOW_NODES, NULL);
  return statuses[node];
}

/* JSON */

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
  add_number (json, name, sl_rate_get_fraction (rate));
  add_count (json, n_name, rate.n);
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
