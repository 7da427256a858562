/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the charts' numbers from a set's histories. One walk over the applications; durations go into counts by day,
 * so that quartiles need no sorting. */

#define G_LOG_DOMAIN "sl-analytics-count"

#include "config.h"

#include "sl-analytics-private.h"

/* Statuses one leaves again: Saved to Offer. */
#define N_PASSING (STATUS_OFFER + 1)
/* Longer stays count as this long. */
#define MAX_STAY 4000

#define BIT(status) (1u << (status))
#define FURTHER (BIT (STATUS_INTERVIEWING) | BIT (STATUS_OFFER) | BIT (STATUS_ACCEPTED))
#define SENT (FURTHER | BIT (STATUS_APPLIED) | BIT (STATUS_REJECTED))

typedef struct {
  SlAnalytics *result;
  SlAnalyticsSet *set;
  SlAnalyticsChoice *choice;
  DayCache *days;
  guint *status_counts;
  guint (*stays)[MAX_STAY + 1];
  guint n_stays[N_PASSING];
} Counter;

/* What an application's history says. */
typedef struct {
  guint reached; /* bits of known statuses, at any time */
  gboolean sent;
  SlDay sent_day; /* SL_DAY_NONE unless sent */
} History;

static inline guint
bit_of (guint16 status)
{
  return status < N_KNOWN_STATUSES ? BIT (status) : 0;
}

static SlDayCount *
find_heat (Counter *counter,
           SlDay    day)
{
  if (day == SL_DAY_NONE || day > counter->result->today || day < counter->result->heat_start)
    return NULL;
  return &counter->result->heat[day - counter->result->heat_start];
}

static SlWeekCount *
find_week (Counter *counter,
           SlDay    day)
{
  SlDay first = counter->result->weeks[0].monday;

  if (day == SL_DAY_NONE || day < first || day >= first + SL_ANALYTICS_WEEKS * 7)
    return NULL;
  return &counter->result->weeks[(day - first) / 7];
}

static void
count_stay (Counter *counter,
            guint16  status,
            SlDay    entered,
            SlDay    left)
{
  if (status >= N_PASSING || entered == SL_DAY_NONE || left == SL_DAY_NONE || left < entered)
    return;
  counter->stays[status][MIN (left - entered, MAX_STAY)]++;
  counter->n_stays[status]++;
}

/* The day a step was taken. For the first step to Applied the applied date counts: it is what the person set right. */
static SlDay
get_step_day (Counter           *counter,
              const Application *application,
              const Step        *step,
              gboolean           applied_before)
{
  if (step->to == STATUS_APPLIED && !applied_before && application->applied != SL_DAY_NONE)
    return application->applied;
  return _sl_day_cache_get (counter->days, step->time);
}

/* What stands before the first step: Saved since the row was made, Applied since the applied date, or whatever the step
 * says it came from. */
static guint16
find_start (const Application *application,
            const Step        *steps,
            SlDay             *entered)
{
  guint16 start;

  if (application->n_steps == 0)
    start = application->status;
  else if (steps[0].from != STATUS_NONE)
    start = steps[0].from;
  else
    start = steps[0].to; /* the record of its being added */

  *entered = SL_DAY_NONE;
  if (start == STATUS_SAVED)
    *entered = application->created;
  else if (start == STATUS_APPLIED)
    *entered = application->applied;
  return start;
}

static History
read_history (Counter           *counter,
              const Application *application)
{
  const Step *steps = &g_array_index (counter->set->steps, Step, 0) + application->first_step;
  SlDay entered;
  SlDay first_sent = SL_DAY_NONE;
  guint16 status = find_start (application, steps, &entered);
  History history = { .reached = bit_of (status) | bit_of (application->status) };

  for (guint i = 0; i < application->n_steps; i++)
    {
      gboolean is_start = i == 0 && steps[i].from == STATUS_NONE;
      SlDay day = get_step_day (counter, application, &steps[i], (history.reached & BIT (STATUS_APPLIED)) != 0 && !is_start);
      SlDayCount *heat;

      if (steps[i].to != STATUS_SAVED && first_sent == SL_DAY_NONE)
        first_sent = day;
      if (is_start)
        {
          if (entered == SL_DAY_NONE)
            entered = day;
          continue;
        }
      history.reached |= bit_of (steps[i].to);
      if (steps[i].to == status)
        continue;
      count_stay (counter, status, entered, day);
      if (steps[i].to > STATUS_APPLIED && (heat = find_heat (counter, day)) != NULL)
        heat->moves++;
      status = steps[i].to;
      entered = day;
    }

  history.sent = application->applied != SL_DAY_NONE || (history.reached & SENT) != 0 || application->has_stage ||
                 application->has_offer || (application->status == STATUS_WITHDRAWN && application->n_steps == 0);
  if (history.sent)
    {
      history.reached |= BIT (STATUS_APPLIED);
      history.sent_day = application->applied != SL_DAY_NONE ? application->applied
                         : first_sent != SL_DAY_NONE         ? first_sent
                                                             : application->created;
    }
  else
    history.sent_day = SL_DAY_NONE;
  return history;
}

static SlFlowNode
get_flow_end (const Application *application,
              guint              reached)
{
  switch (application->status)
    {
    case STATUS_SAVED:
      return SL_FLOW_KEPT;
    case STATUS_APPLIED:
      return (reached & FURTHER) != 0 ? SL_FLOW_GOING : SL_FLOW_WAITING;
    case STATUS_INTERVIEWING:
    case STATUS_OFFER:
      return SL_FLOW_GOING;
    case STATUS_ACCEPTED:
      return SL_FLOW_ACCEPTED;
    case STATUS_REJECTED:
      return application->no_response ? SL_FLOW_NO_RESPONSE : SL_FLOW_REJECTED;
    case STATUS_WITHDRAWN:
      return SL_FLOW_WITHDRAWN;
    default:
      return SL_FLOW_OTHER;
    }
}

static void
count_flow (SlAnalytics       *result,
            const Application *application,
            guint              reached)
{
  static const struct {
    guint status;
    SlFlowNode node;
  } way[] = {
    { STATUS_SAVED, SL_FLOW_SAVED },
    { STATUS_APPLIED, SL_FLOW_APPLIED },
    { STATUS_INTERVIEWING, SL_FLOW_INTERVIEWING },
    { STATUS_OFFER, SL_FLOW_OFFER },
  };
  SlFlowNode end = get_flow_end (application, reached);
  SlFlowNode at = SL_N_FLOW_NODES;

  /* what was accepted and then given up had an offer, though nobody may have noted it */
  if ((reached & BIT (STATUS_ACCEPTED)) != 0 && end != SL_FLOW_ACCEPTED)
    reached |= BIT (STATUS_OFFER);
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      if ((reached & BIT (way[i].status)) == 0 || way[i].node == end)
        continue;
      if (at != SL_N_FLOW_NODES)
        result->flow[at][way[i].node]++;
      at = way[i].node;
    }
  if (at != SL_N_FLOW_NODES)
    result->flow[at][end]++;
}

static void
count_application (Counter           *counter,
                   const Application *application,
                   SlSourceCount     *sources)
{
  SlAnalytics *result = counter->result;
  History history = read_history (counter, application);
  guint reached = history.reached;

  result->total++;
  counter->choice->company_counts[application->company]++;
  counter->status_counts[application->status]++;
  if (application->has_stage)
    reached |= BIT (STATUS_INTERVIEWING);
  if (application->has_offer)
    reached |= BIT (STATUS_OFFER);
  count_flow (result, application, reached);
  if (!history.sent)
    return;

  gboolean further = (reached & FURTHER) != 0;
  gboolean offer = (reached & (BIT (STATUS_OFFER) | BIT (STATUS_ACCEPTED))) != 0;
  SlSourceCount *source = &sources[application->source];
  SlWeekCount *week = find_week (counter, history.sent_day);
  SlDayCount *heat = find_heat (counter, history.sent_day);

  result->applied++;
  result->response.n += further;
  result->interview.n += further;
  result->offer.n += offer;
  result->declined.n += !further && application->status == STATUS_REJECTED && !application->no_response;
  source->applied++;
  source->responses += further;
  source->interviews += further;
  source->offers += offer;
  if (week != NULL)
    week->applications++;
  if (heat != NULL)
    heat->applications++;
  if (result->first_day == SL_DAY_NONE || history.sent_day < result->first_day)
    result->first_day = history.sent_day;
}

static void
count_rounds (Counter *counter)
{
  for (guint i = 0; i < counter->set->rounds->len; i++)
    {
      const Round *round = &g_array_index (counter->set->rounds, Round, i);
      SlWeekCount *week = find_week (counter, round->day);
      SlDayCount *heat = find_heat (counter, round->day);

      if (!_sl_analytics_is_chosen (counter->choice, round->application))
        continue;
      if (week != NULL)
        week->stages++;
      if (heat != NULL)
        heat->stages++;
    }
}

/* The value a part of the way through the sorted stays, between two of them in proportion. */
static double
find_quantile (const guint *stays,
               guint        n,
               double       part)
{
  double place = part * (n - 1);
  guint below = (guint) place;
  guint seen = 0;
  int lower = -1;

  for (int days = 0; days <= MAX_STAY; days++)
    {
      seen += stays[days];
      if (lower < 0 && seen > below)
        lower = days;
      if (lower >= 0 && (seen > below + 1 || below + 1 >= n))
        return lower + (place - below) * (below + 1 < n ? days - lower : 0);
    }
  return MAX (lower, 0);
}

static void
finish_times (Counter *counter)
{
  for (guint status = 0; status < N_PASSING; status++)
    {
      guint n = counter->n_stays[status];
      SlStageTime time = {
        .status = sl_status_words.values[status].word,
        .n = n,
        .lower = n > 0 ? find_quantile (counter->stays[status], n, 0.25) : 0,
        .median = n > 0 ? find_quantile (counter->stays[status], n, 0.5) : 0,
        .upper = n > 0 ? find_quantile (counter->stays[status], n, 0.75) : 0,
      };
      g_array_append_val (counter->result->times, time);
    }
}

static int
compare_statuses (gconstpointer a,
                  gconstpointer b)
{
  const SlStatusCount *x = a, *y = b;
  return x->count != y->count ? (x->count < y->count ? 1 : -1) : g_strcmp0 (x->status, y->status);
}

static void
finish_pipeline (Counter *counter)
{
  GArray *pipeline = counter->result->pipeline;
  guint n_words = counter->set->statuses.words->len;

  for (guint i = 0; i < n_words; i++)
    {
      const char *word = g_ptr_array_index (counter->set->statuses.words, i);
      SlStatusCount entry = { g_string_chunk_insert_const (counter->result->strings, word), counter->status_counts[i] };
      if (i < N_KNOWN_STATUSES || entry.count > 0)
        g_array_append_val (pipeline, entry);
    }
  if (pipeline->len > N_KNOWN_STATUSES + 1)
    qsort (&g_array_index (pipeline, SlStatusCount, N_KNOWN_STATUSES), pipeline->len - N_KNOWN_STATUSES,
           sizeof (SlStatusCount), compare_statuses);
}

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  const SlSourceCount *x = a, *y = b;
  return x->applied != y->applied ? (x->applied < y->applied ? 1 : -1) : g_strcmp0 (x->source, y->source);
}

static void
finish_sources (Counter       *counter,
                SlSourceCount *sources)
{
  for (guint i = 0; i < counter->set->sources.words->len; i++)
    {
      if (sources[i].applied == 0)
        continue;
      sources[i].source = g_string_chunk_insert_const (counter->result->strings,
                                                       g_ptr_array_index (counter->set->sources.words, i));
      g_array_append_val (counter->result->sources, sources[i]);
    }
  g_array_sort (counter->result->sources, compare_sources);
}

/* Counts everything but the companies' names, which need another look into the store. */
void
_sl_analytics_count (SlAnalytics       *self,
                     SlAnalyticsSet    *set,
                     SlAnalyticsChoice *choice,
                     DayCache          *days)
{
  g_autofree guint *status_counts = g_new0 (guint, (gsize) STATUS_NONE + 1);
  g_autofree SlSourceCount *sources = g_new0 (SlSourceCount, set->sources.words->len + 1);
  g_autofree gpointer stays = g_malloc0 (sizeof (guint) * N_PASSING * (MAX_STAY + 1));
  Counter counter = { self, set, choice, days, status_counts, stays, { 0 } };

  choice->company_counts = g_new0 (guint, set->companies->len + 1);
  for (guint i = 0; i < set->applications->len; i++)
    if (_sl_analytics_is_chosen (choice, i))
      count_application (&counter, &g_array_index (set->applications, Application, i), sources);
  count_rounds (&counter);
  self->response.of = self->interview.of = self->offer.of = self->declined.of = self->applied;
  finish_pipeline (&counter);
  finish_sources (&counter, sources);
  finish_times (&counter);
  _sl_analytics_count_salaries (self, set, choice);
}
