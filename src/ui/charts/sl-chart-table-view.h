/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart's table on the screen: the same numbers as the drawing, readable by a screen reader and selectable. */

#pragma once

#include <gtk/gtk.h>

#include "sl-chart-table.h"

G_BEGIN_DECLS

/* Takes @table. @label names the table for screen readers. */
GtkWidget *sl_chart_table_view_new (SlChartTable *table, const char *label);

G_END_DECLS
