/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Export…" of a chart: asks where to, and writes the picture or the table off the main thread. */

#pragma once

#include <gtk/gtk.h>

#include "sl-chart.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

/* @state (nullable): is told when it failed. The toast of success goes to the window's overlay. */
void sl_chart_save (GtkWidget *widget, SlViewState *state, SlAnalytics *analytics, SlChartKind kind, SlChartFlags flags);

G_END_DECLS
