/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-analytics.h. The answer's life, the companies' names, the names of the flow's nodes. */

#define G_LOG_DOMAIN "sl-analytics"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-analytics-private.h"
#include "sl-private.h"
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
          SlCompanyCount company = { .company = g_string_chunk_insert (self->strings, name != NULL ? name : ""), .count = top[i].count };

          company.shown = company.company;
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

/* Counts those of @set that match @query, and looks up the names of their companies. */
SlAnalytics *
_sl_analytics_count_set (SlAnalyticsSet *set,
                         SlConnection   *connection,
                         SlQuery        *query,
                         SlDay           today,
                         GCancellable   *cancellable,
                         GError        **error)
{
  g_autoptr (SlAnalytics) self = new_analytics (query, today);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  SlAnalyticsChoice choice = { 0 };
  gboolean named = FALSE;

  if ((!sl_query_has_filter (query) || _sl_analytics_set_choose (set, &choice, connection, query, today, error)) &&
      !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      DayCache *days = _sl_day_cache_new (zone);
      _sl_analytics_count (self, set, &choice, days);
      _sl_day_cache_free (days);
      named = read_companies (self, set, &choice, connection, error);
    }
  g_free (choice.chosen);
  g_free (choice.company_counts);
  return named ? g_steal_pointer (&self) : NULL;
}

/* Counts just the applications @pks of @set, without the names of their companies. */
SlAnalytics *
_sl_analytics_count_pks (SlAnalyticsSet *set,
                         GArray         *pks,
                         SlDay           today)
{
  g_autoptr (SlQuery) all = sl_query_new ();
  SlAnalytics *self = new_analytics (all, today);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  SlAnalyticsChoice choice = { .chosen = g_new0 (guint8, set->applications->len + 1) };
  DayCache *days = _sl_day_cache_new (zone);

  for (guint i = 0; i < pks->len; i++)
    {
      guint32 application = _sl_analytics_find_pk (set, g_array_index (pks, gint64, i));
      if (application != NO_PLACE)
        choice.chosen[application] = TRUE;
    }
  _sl_analytics_count (self, set, &choice, days);
  _sl_day_cache_free (days);
  g_free (choice.chosen);
  g_free (choice.company_counts);
  return self;
}

/**
 * sl_analytics_read_sent_day:
 * @id: of an application
 * @day: (out): when it was sent, or %SL_DAY_NONE
 *
 * What the charts count as sent: also what went from Saved to an interview or an offer, without an applied date.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_analytics_read_sent_day (SlConnection  *connection,
                            const char    *id,
                            SlDay          today,
                            SlDay         *day,
                            GError       **error)
{
  g_autoptr (SlAnalytics) numbers = NULL;
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  SlAnalyticsSet set;
  gboolean ok;

  _sl_analytics_set_init (&set);
  ok = _sl_analytics_set_read_one (&set, connection, id, error);
  if (ok && set.applications->len > 0)
    g_array_append_val (pks, g_array_index (set.applications, Application, 0).pk);
  numbers = ok ? _sl_analytics_count_pks (&set, pks, today) : NULL;
  *day = numbers != NULL && numbers->applied > 0 ? numbers->first_day : SL_DAY_NONE;
  _sl_analytics_set_clear (&set);

  return ok;
}

/**
 * sl_analytics_compute:
 * @connection: in a read transaction, so that all numbers are of one moment
 * @query: its applications are counted; its order doesn't matter
 * @today: resolves the query's window and is the end of the weeks and of the heat map
 * @cancellable: (nullable): looked at between reading and counting
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

  SlAnalyticsSet set;
  SlAnalytics *self = NULL;

  _sl_analytics_set_init (&set);
  if (_sl_analytics_set_read (&set, connection, sl_query_get_trash (query), error))
    self = _sl_analytics_count_set (&set, connection, query, today, cancellable, error);
  _sl_analytics_set_clear (&set);
  return self;
}

/**
 * sl_analytics_hide_private:
 *
 * The same numbers for the screen: in private mode they speak of companies by what stands for their names, and don't
 * tell amounts. What is exported is made of @self.
 *
 * Returns: (transfer full): @self, where nothing is hidden
 */
SlAnalytics *
sl_analytics_hide_private (SlAnalytics *self)
{
  SlAnalytics *shown;

  g_return_val_if_fail (self != NULL, NULL);

  if (!sl_private_hides (SL_PRIVATE_NAMES) && !sl_private_hides (SL_PRIVATE_SALARIES))
    return sl_analytics_ref (self);

  shown = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&shown->ref_count);
  shown->whole = sl_analytics_ref (self);
  shown->strings = g_string_chunk_new (256);
  shown->pipeline = g_array_ref (self->pipeline);
  shown->sources = g_array_ref (self->sources);
  shown->times = g_array_ref (self->times);
  shown->companies = g_array_copy (self->companies);
  for (guint i = 0; i < shown->companies->len; i++)
    {
      SlCompanyCount *company = &g_array_index (shown->companies, SlCompanyCount, i);
      g_autofree char *alias = sl_private_company (company->company);

      company->shown = g_string_chunk_insert (shown->strings, alias);
    }
  shown->salary.hidden = sl_private_hides (SL_PRIVATE_SALARIES);
  return shown;
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
  g_clear_pointer (&self->whole, sl_analytics_unref);
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
