/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays its children out in rows of as many columns as there is room for, two at most; a row is as high as its highest. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_CHART_GRID (sl_chart_grid_get_type ())
G_DECLARE_FINAL_TYPE (SlChartGrid, sl_chart_grid, SL, CHART_GRID, GtkWidget)

void sl_chart_grid_append (SlChartGrid *self, GtkWidget *child);

G_END_DECLS
