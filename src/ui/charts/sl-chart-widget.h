/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One chart on the screen: draws its scene, shows exact values at the pointer and at the keyboard's focus, and tells
 * when a bar, cell or band is activated. Owned by its SlChartCard. */

#pragma once

#include <gtk/gtk.h>

#include "sl-chart.h"

G_BEGIN_DECLS

#define SL_TYPE_CHART_WIDGET (sl_chart_widget_get_type ())
G_DECLARE_FINAL_TYPE (SlChartWidget, sl_chart_widget, SL, CHART_WIDGET, GtkWidget)

/* Signal "activate-filter" (SlChartWidget *, gpointer filter): filter is a const SlSceneFilter *, good for the call. */

void sl_chart_widget_set_chart (SlChartWidget *self, SlAnalytics *analytics, SlChartKind kind, SlChartFlags flags);
/* For tests: the regions as they are now. */

G_END_DECLS
