/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card with one chart: what it found, on what basis, the drawing or its table, and a menu to copy and export.
 * Owned by SlChartsView. */

#pragma once

#include <adwaita.h>

#include "sl-chart-widget.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_CHART_CARD (sl_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (SlChartCard, sl_chart_card, SL, CHART_CARD, AdwBin)

/* Actions: "card.show-table" (toggles), "card.copy", "card.copy-sankey" (the flow's card alone), "card.export". */
GtkWidget *sl_chart_card_new (SlViewState *state, SlChartKind kind);
void sl_chart_card_set_analytics (SlChartCard *self, SlAnalytics *analytics);
SlChartWidget *sl_chart_card_get_chart (SlChartCard *self);

G_END_DECLS
