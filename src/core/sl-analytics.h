/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers behind the charts and `stats`: one immutable answer for one query, counted from each application's
 * history and not from its present status. Made on a reader thread, read anywhere. */

#pragma once

#include "sl-connection.h"
#include "sl-query.h"

G_BEGIN_DECLS

#define SL_ANALYTICS_WEEKS 12
#define SL_ANALYTICS_HEAT_WEEKS 26
#define SL_ANALYTICS_TOP_COMPANIES 10
/* A source with fewer applications than this tells nothing yet and is hidden until asked for. */
#define SL_ANALYTICS_FEW 5

/** SlRate: @n of @of applications. */
typedef struct {
  guint n;
  guint of;
} SlRate;

/** SlStatusCount: @count applications stand in @status now; words the program doesn't know keep their own entry. */
typedef struct {
  const char *status;
  guint count;
} SlStatusCount;

/** SlSourceCount: of the applications sent through @source ("" when none is given). */
typedef struct {
  const char *source;
  guint applied;
  guint responses;
  guint interviews;
  guint offers;
} SlSourceCount;

/** SlWeekCount: the ISO week @week of @year that starts on @monday. */
typedef struct {
  int year;
  int week;
  SlDay monday;
  guint applications;
  guint stages;
} SlWeekCount;

/** SlDayCount: what happened on one day. @moves: changes of status other than sending the application. */
typedef struct {
  guint applications;
  guint stages;
  guint moves;
} SlDayCount;

/** SlStageTime: days spent in @status before leaving it, over @n stays whose both ends are known. */
typedef struct {
  const char *status;
  guint n;
  double lower; /* first quartile */
  double median;
  double upper; /* third quartile */
} SlStageTime;

/** SlCompanyCount: @shown: what the company is called in charts; @company filters by it. */
typedef struct {
  const char *company;
  const char *shown;
  guint count;
} SlCompanyCount;

/**
 * SlFlowNode: where an application comes through or ends.
 * @SL_FLOW_NO_RESPONSE: closed by the person because nobody answered
 * @SL_FLOW_WAITING: ends in Applied: no answer yet
 * @SL_FLOW_GOING: ends in Interviewing or Offer: still open
 * @SL_FLOW_KEPT: ends in Saved: not sent yet
 * @SL_FLOW_OTHER: ends in a status the program doesn't know
 */
typedef enum {
  SL_FLOW_SAVED,
  SL_FLOW_APPLIED,
  SL_FLOW_INTERVIEWING,
  SL_FLOW_OFFER,
  SL_FLOW_ACCEPTED,
  SL_FLOW_GOING,
  SL_FLOW_WAITING,
  SL_FLOW_NO_RESPONSE,
  SL_FLOW_REJECTED,
  SL_FLOW_WITHDRAWN,
  SL_FLOW_OTHER,
  SL_FLOW_KEPT,
  SL_N_FLOW_NODES,
} SlFlowNode;

/**
 * SlSalaryInsight: averages over the applications whose salary is in @currency, the commonest; -1: nothing to average.
 * @hidden: the amounts aren't to be seen; how they compare may be
 */
typedef struct {
  char currency[4];
  guint n_expected;
  guint n_other_currency; /* left out, in any other currency */
  double average_min;
  double average_max;
  guint n_offers;
  guint n_offers_other_currency;
  double average_offered;
  gint64 highest_offer;
  gboolean hidden;
} SlSalaryInsight;

/**
 * SlAnalytics:
 * @total: applications in the set
 * @pipeline: known statuses in their order (also those at 0), then unknown words by count
 * @response: of those ever sent, how many reached Interviewing or further, at any time
 * @interview: … had a round, or were at Interviewing or further
 * @offer: … were offered the job
 * @declined: … were turned down with an answer and never got further (not part of @response)
 * @sources: by applications, most first
 * @weeks: the last 12 ISO weeks, oldest first, the present one last
 * @heat: days from @heat_start (a Monday) to the Sunday of the present week
 * @flow: applications that went from the one node to the other; each application runs forward through the nodes
 *   it ever reached and ends where it stands now, so going back and forth is counted once
 * @first_day: the earliest day of an application that was sent, or %SL_DAY_NONE
 *
 * An application counts as sent (`applied`) when it has an applied date or its history reaches any status after Saved.
 */
typedef struct _SlAnalytics {
  gatomicrefcount ref_count;
  GStringChunk *strings;
  struct _SlAnalytics *whole; /* (nullable): whose words these numbers borrow */

  guint total;
  guint applied;
  SlDay today;
  SlDay first_day;
  guint window; /* of the query, in days; 0: all */
  SlDay from;   /* of the query, or SL_DAY_NONE */
  SlDay to;

  GArray *pipeline; /* of SlStatusCount */
  SlRate response;
  SlRate interview;
  SlRate offer;
  SlRate declined;
  GArray *sources; /* of SlSourceCount */
  SlWeekCount weeks[SL_ANALYTICS_WEEKS];
  SlDay heat_start;
  SlDayCount heat[SL_ANALYTICS_HEAT_WEEKS * 7];
  guint flow[SL_N_FLOW_NODES][SL_N_FLOW_NODES];
  GArray *times;     /* of SlStageTime, in the order of the statuses */
  GArray *companies; /* of SlCompanyCount, most first */
  guint n_companies;
  SlSalaryInsight salary;
} SlAnalytics;

/* What was read of all applications, kept between counts while nothing in the store changes: another filter or time
 * window is then counted without reading again. Some 80 bytes an application. For one reader's connection. */
typedef struct _SlAnalyticsCache SlAnalyticsCache;
SlAnalyticsCache *sl_analytics_cache_new (void);
SlAnalyticsCache *sl_analytics_cache_ref (SlAnalyticsCache *self);
void sl_analytics_cache_unref (SlAnalyticsCache *self);

gboolean sl_analytics_read_sent_day (SlConnection *connection, const char *id, SlDay today, SlDay *day, GError **error);
SlAnalytics *sl_analytics_compute (SlConnection *connection, SlQuery *query, SlDay today, GCancellable *cancellable, GError **error);
SlAnalytics *sl_analytics_compute_cached (SlAnalyticsCache *cache, SlConnection *connection, SlQuery *query, SlDay today, GCancellable *cancellable, GError **error);
SlAnalytics *sl_analytics_hide_private (SlAnalytics *self);
SlAnalytics *sl_analytics_ref (SlAnalytics *self);
void sl_analytics_unref (SlAnalytics *self);

JsonObject *sl_analytics_to_json (SlAnalytics *self);

double sl_rate_get_fraction (SlRate rate);
const char *sl_flow_node_get_label (SlFlowNode node);
/* The word of the status behind a node, or NULL when several or none are. */
const char *sl_flow_node_get_status (SlFlowNode node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAnalytics, sl_analytics_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAnalyticsCache, sl_analytics_cache_unref)

G_END_DECLS
