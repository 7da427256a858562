/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-analytics.h. The answer's life, the companies' names, JSON with the field names of the dashboard. */

#define G_LOG_DOMAIN "sl-analytics"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-analytics-private.h"
#include "sl-store-query.h"

typedef struct {
  guint32 company;
  guint count;
} Tally;

/* Of two equals the one that was there first. */
static gboolean
is_more (Tally a,
         Tally b)
{
  return a.count > b.count || (a.count == b.count && a.company < b.company);
}

static guint
find_top_companies (const guint *counts,
                    guint        n_companies,
                    Tally        top[SL_ANALYTICS_TOP_COMPANIES],
                    guint       *n_counted)
{
  guint n = 0;

  for (guint32 i = 0; i < n_companies; i++)
    {
      Tally tally = { i, counts[i] };
      guint at;

      *n_counted += tally.count > 0;
      if (tally.count == 0 || (n == SL_ANALYTICS_TOP_COMPANIES && !is_more (tally, top[n - 1])))
        continue;
      for (at = n < SL_ANALYTICS_TOP_COMPANIES ? n++ : n - 1; at > 0 && is_more (tally, top[at - 1]); at--)
        top[at] = top[at - 1];
      top[at] = tally;
    }
  return n;
}

/* The names are looked up by the first row that had them; there are ten. */
static gboolean
read_companies (SlAnalytics             *self,
                SlAnalyticsSet          *set,
                const SlAnalyticsChoice *choice,
                SlConnection            *connection,
                GError                 **error)
{
  Tally top[SL_ANALYTICS_TOP_COMPANIES];
  guint n = find_top_companies (choice->company_counts, set->companies->len, top, &self->n_companies);
  SlStatement *statement = sl_connection_prepare (connection, "SELECT company_name FROM applications WHERE pk = ?1", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) local_error = NULL;
      guint32 first = g_array_index (set->companies, guint32, top[i].company);

      sl_statement_reset (statement);
      sl_statement_bind_integer (statement, 1, g_array_index (set->applications, Application, first).pk);
      if (sl_statement_step (statement, &local_error))
        {
          const char *name = sl_statement_get_text (statement, 0);
          SlCompanyCount company = { g_string_chunk_insert (self->strings, name != NULL ? name : ""), top[i].count };
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

static SlAnalytics *
count (SlAnalyticsSet    *set,
       SlAnalyticsChoice *choice,
       SlConnection      *connection,
       SlQuery           *query,
       SlDay              today,
       GError           **error)
{
  g_autoptr (SlAnalytics) self = new_analytics (query, today);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DayCache *days = _sl_day_cache_new (zone);

  _sl_analytics_count (self, set, choice, days);
  _sl_day_cache_free (days);
  gboolean named = read_companies (self, set, choice, connection, error);
  g_clear_pointer (&choice->company_counts, g_free);
  return named ? g_steal_pointer (&self) : NULL;
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

  SlAnalyticsChoice choice = { 0 };
  SlAnalyticsSet set;
  SlAnalytics *self = NULL;

  _sl_analytics_set_init (&set);
  if (_sl_analytics_set_read (&set, connection, query, today, cancellable, error))
    self = count (&set, &choice, connection, query, today, error);
  _sl_analytics_set_clear (&set);
  return self;
}

/* The cache */

struct _SlAnalyticsCache {
  gatomicrefcount ref_count;
  GMutex mutex;
  SlConnection *connection; /* whose it is; not held, only compared */
  gint64 version;
  gboolean filled;
  SlAnalyticsSet set;
};

/** sl_analytics_cache_new: (transfer full): an empty cache */
SlAnalyticsCache *
sl_analytics_cache_new (void)
{
  SlAnalyticsCache *self = g_new0 (SlAnalyticsCache, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  return self;
}

SlAnalyticsCache *
sl_analytics_cache_ref (SlAnalyticsCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sl_analytics_cache_unref (SlAnalyticsCache *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->filled)
    _sl_analytics_set_clear (&self->set);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* SQLite's data version changes for this connection whenever another one, the writer's or another program's, commits. */
static gboolean
fill_cache (SlAnalyticsCache *self,
            SlConnection     *connection,
            SlDay             today,
            GCancellable     *cancellable,
            GError          **error)
{
  g_autoptr (SlQuery) all = sl_query_new ();
  gint64 version = sl_connection_get_integer (connection, "PRAGMA data_version", -1);

  if (self->filled && self->connection == connection && self->version == version && version >= 0)
    return TRUE;
  if (self->filled)
    _sl_analytics_set_clear (&self->set);
  _sl_analytics_set_init (&self->set);
  self->connection = connection;
  self->version = version;
  self->filled = _sl_analytics_set_read (&self->set, connection, all, today, cancellable, error);
  if (!self->filled)
    _sl_analytics_set_clear (&self->set);
  return self->filled;
}

/**
 * sl_analytics_compute_cached:
 * @cache: what earlier counts on this connection read
 * @connection: in a read transaction; always the same for one cache
 * @query: its applications are counted; its order doesn't matter
 * @today: resolves the query's window and is the end of the weeks and of the heat map
 * @cancellable: (nullable): looked at between the passes
 *
 * As sl_analytics_compute(), but reads only which applications match when nothing has changed since the last time.
 *
 * Returns: (transfer full): the numbers, or %NULL with @error set
 */
SlAnalytics *
sl_analytics_compute_cached (SlAnalyticsCache *cache,
                             SlConnection     *connection,
                             SlQuery          *query,
                             SlDay             today,
                             GCancellable     *cancellable,
                             GError          **error)
{
  g_return_val_if_fail (cache != NULL, NULL);
  g_return_val_if_fail (SL_IS_QUERY (query), NULL);
  g_return_val_if_fail (sl_day_is_valid (today), NULL);

  SlAnalyticsChoice choice = { 0 };
  SlAnalytics *self = NULL;
  gboolean all = !sl_query_has_filter (query) && sl_query_get_window (query) == 0 && !sl_query_get_trash (query);

  /* what lies in the Trash isn't kept */
  if (sl_query_get_trash (query))
    return sl_analytics_compute (connection, query, today, cancellable, error);

  g_mutex_lock (&cache->mutex);
  if (fill_cache (cache, connection, today, cancellable, error) &&
      (all || _sl_analytics_set_choose (&cache->set, &choice, connection, query, today, error)))
    self = count (&cache->set, &choice, connection, query, today, error);
  g_mutex_unlock (&cache->mutex);
  g_free (choice.chosen);
  return self;
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
