/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the analytics share: records put there as they are, and what is counted of them. */

#pragma once

#include "sl-analytics.h"
#include "sl-core-test.h"

G_BEGIN_DECLS

SlDay analytics_day_of (const char *iso);
gint64 analytics_time_of (const char *iso);
/* Puts @record there as it is: what the rules would add isn't wanted here. */
void analytics_put (SlContext *context, SlRecord *record);
SlRecord *analytics_new_application (const char *company, const char *status, const char *applied);
/* Returns the application's id. */
char *analytics_add (SlContext *context, const char *company, const char *status, const char *applied);
void analytics_move (SlContext *context, const char *id, const char *time, const char *from, const char *to);
void analytics_add_round (SlContext *context, const char *id, const char *day, const char *result);
void analytics_add_offer (SlContext *context, const char *id, gint64 salary, const char *currency, const char *status);
SlAnalytics *analytics_compute_query (SlContext *context, SlQuery *query, SlDay today, SlAnalyticsCache *cache);
SlAnalytics *analytics_compute (SlContext *context);
void analytics_assert_rate (SlRate rate, guint n, guint of);
void analytics_assert_time (SlAnalytics *analytics, const char *status, guint n, double median);
guint analytics_count_status (SlAnalytics *analytics, const char *status);

G_END_DECLS
