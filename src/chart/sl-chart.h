/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts: for each kind what it found (title), on what basis (subtitle), the drawing (a scene), an equal table, and
 * its export. No GTK: window and command line draw the same. */

#pragma once

#include <pango/pango.h>

#include "sl-analytics.h"
#include "sl-chart-table.h"
#include "sl-scene.h"

G_BEGIN_DECLS

typedef enum {
  SL_CHART_PIPELINE,
  SL_CHART_TREND,
  SL_CHART_RATES,
  SL_CHART_SOURCES,
  SL_CHART_FLOW,
  SL_CHART_TIME_IN_STAGE,
  SL_CHART_HEATMAP,
  SL_CHART_COMPANIES,
  SL_CHART_SALARY,
  SL_N_CHARTS,
} SlChartKind;

typedef enum {
  SL_CHART_FORMAT_SVG,
  SL_CHART_FORMAT_PNG,
  SL_CHART_FORMAT_PDF,
  SL_CHART_FORMAT_CSV,    /* the table */
  SL_CHART_FORMAT_SANKEY, /* text for SankeyMATIC; the flow only */
} SlChartFormat;

/**
 * SlChartFlags:
 * @SL_CHART_SHOW_FEW: show also what rests on fewer than five applications
 */
typedef enum {
  SL_CHART_DEFAULT = 0,
  SL_CHART_SHOW_FEW = 1 << 0,
} SlChartFlags;

const char *sl_chart_kind_get_name (SlChartKind kind); /* "time-in-stage" */
gboolean sl_chart_kind_from_name (const char *name, SlChartKind *kind);
const char *sl_chart_kind_get_label (SlChartKind kind); /* translated: "Time in each status" */
/* The format for a file name's ending (".svg", ".png", ".pdf", ".csv", ".txt"). */
gboolean sl_chart_format_from_path (const char *path, SlChartFormat *format);

char *sl_chart_get_title (SlAnalytics *analytics, SlChartKind kind);
char *sl_chart_get_subtitle (SlAnalytics *analytics, SlChartKind kind);
/* Whether there is nothing to draw; title and subtitle say so. */
gboolean sl_chart_is_empty (SlAnalytics *analytics, SlChartKind kind);
/* How many entries are hidden until SL_CHART_SHOW_FEW is given. */
guint sl_chart_get_n_hidden (SlAnalytics *analytics, SlChartKind kind);

/* The height in pixels this chart likes at @width. */
double sl_chart_get_height (SlAnalytics *analytics, SlChartKind kind, SlChartFlags flags, double width, PangoContext *context);
SlScene *sl_chart_build (SlAnalytics *analytics, SlChartKind kind, SlChartFlags flags, double width, double height, PangoContext *context);
SlChartTable *sl_chart_get_table (SlAnalytics *analytics, SlChartKind kind, SlChartFlags flags);
/* Text for sankeymatic.com: one line "From [count] To" a link. */
char *sl_chart_flow_to_sankeymatic (SlAnalytics *analytics);

/* The whole chart with title and subtitle as a file's bytes. @width, @height in pixels (points for PDF); @height 0: as
 * high as the chart likes. */
GBytes *sl_chart_render (SlAnalytics *analytics, SlChartKind kind, SlChartFormat format, SlChartFlags flags, double width, double height, gboolean dark, GError **error);
/* The same, written whole or not at all to @path; "-" is standard output. Blocks. */
gboolean sl_chart_export (SlAnalytics *analytics, SlChartKind kind, SlChartFormat format, const char *path, double width, double height, gboolean dark, GError **error);

G_END_DECLS
