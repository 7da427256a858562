/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up analytics for the charts' tests: an ordinary search, none at all, a tiny one, and extremes. */

#pragma once

#include "sl-chart.h"
#include "sl-test.h"

G_BEGIN_DECLS

typedef enum {
  CHART_NOTHING,
  CHART_ONE,     /* one application */
  CHART_SEARCH,  /* 120 applications */
  CHART_EXTREME, /* counts of a million, names of 300 letters, unknown words */
  N_CHART_SAMPLES,
} ChartSample;

SlAnalytics *chart_fixture_new (ChartSample sample);
PangoContext *chart_fixture_context (void);

G_END_DECLS
