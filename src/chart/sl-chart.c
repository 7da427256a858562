/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart.h: hands each call to the kind it is for. */

#define G_LOG_DOMAIN "sl-chart"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-chart-private.h"

static const SlChartClass *const classes[SL_N_CHARTS] = {
  [SL_CHART_PIPELINE] = &_sl_chart_pipeline,
  [SL_CHART_TREND] = &_sl_chart_trend,
  [SL_CHART_RATES] = &_sl_chart_rates,
  [SL_CHART_SOURCES] = &_sl_chart_sources,
  [SL_CHART_FLOW] = &_sl_chart_flow,
  [SL_CHART_TIME_IN_STAGE] = &_sl_chart_time,
  [SL_CHART_HEATMAP] = &_sl_chart_heatmap,
  [SL_CHART_COMPANIES] = &_sl_chart_companies,
  [SL_CHART_SALARY] = &_sl_chart_salary,
};

/** sl_chart_kind_get_name: (transfer none): the kind's name on the command line */
const char *
sl_chart_kind_get_name (SlChartKind kind)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);
  return classes[kind]->name;
}

gboolean
sl_chart_kind_from_name (const char  *name,
                         SlChartKind *kind)
{
  for (SlChartKind i = 0; name != NULL && i < SL_N_CHARTS; i++)
    if (g_ascii_strcasecmp (name, classes[i]->name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/** sl_chart_kind_get_label: (transfer none): translated */
const char *
sl_chart_kind_get_label (SlChartKind kind)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);
  return _(classes[kind]->label);
}

gboolean
sl_chart_format_from_path (const char    *path,
                           SlChartFormat *format)
{
  static const char *const endings[] = {
    [SL_CHART_FORMAT_SVG] = ".svg", [SL_CHART_FORMAT_PNG] = ".png", [SL_CHART_FORMAT_PDF] = ".pdf",
    [SL_CHART_FORMAT_CSV] = ".csv", [SL_CHART_FORMAT_SANKEY] = ".txt",
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *format = (SlChartFormat) i;
        return TRUE;
      }
  return FALSE;
}

/** sl_chart_get_title: (transfer full): what the chart found, in one short sentence */
char *
sl_chart_get_title (SlAnalytics *analytics,
                    SlChartKind  kind)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);
  return classes[kind]->title (analytics);
}

/** sl_chart_get_subtitle: (transfer full): what the title rests on */
char *
sl_chart_get_subtitle (SlAnalytics *analytics,
                       SlChartKind  kind)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);
  return classes[kind]->subtitle (analytics);
}

gboolean
sl_chart_is_empty (SlAnalytics *analytics,
                   SlChartKind  kind)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, TRUE);
  return classes[kind]->is_empty (analytics);
}

guint
sl_chart_get_n_hidden (SlAnalytics *analytics,
                       SlChartKind  kind)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, 0);
  return classes[kind]->n_hidden != NULL ? classes[kind]->n_hidden (analytics) : 0;
}

double
sl_chart_get_height (SlAnalytics  *analytics,
                     SlChartKind   kind,
                     SlChartFlags  flags,
                     double        width,
                     PangoContext *context)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, 0);
  if (classes[kind]->is_empty (analytics))
    return 0;
  return classes[kind]->height (analytics, flags, width, context);
}

/**
 * sl_chart_build:
 * @width: in pixels
 * @height: in pixels; 0: as high as the chart likes
 * @context: measures the text
 *
 * Returns: (transfer full): the drawing; without shapes when there is nothing to draw
 */
SlScene *
sl_chart_build (SlAnalytics  *analytics,
                SlChartKind   kind,
                SlChartFlags  flags,
                double        width,
                double        height,
                PangoContext *context)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);

  if (height <= 0)
    height = sl_chart_get_height (analytics, kind, flags, width, context);
  SlScene *scene = sl_scene_new (width, height, context);
  if (!classes[kind]->is_empty (analytics))
    classes[kind]->draw (scene, analytics, flags, context);
  return scene;
}

/** sl_chart_get_table: (transfer full): the numbers of the drawing, all of them */
SlChartTable *
sl_chart_get_table (SlAnalytics *analytics,
                    SlChartKind  kind,
                    SlChartFlags flags)
{
  g_return_val_if_fail (kind < SL_N_CHARTS, NULL);
  return classes[kind]->table (analytics, flags);
}
