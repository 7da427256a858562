/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the applications that were sent, as bands (a Sankey diagram): Applied, Interviewing and Offer are columns,
 * where they ended or stand now is the last column. Good ends are at the top, so that bands cross little. */

#define G_LOG_DOMAIN "sl-chart-flow"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-flow-private.h"
#include "sl-count.h"

#define PLOT_HEIGHT 230
#define BAND_OPACITY 0.38

static gboolean
is_empty (SlAnalytics *analytics)
{
  return _sl_flow_count_out (analytics, SL_FLOW_APPLIED) == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  guint sent = _sl_flow_count_out (analytics, SL_FLOW_APPLIED);
  guint interviews = analytics->interview.n, offers = analytics->offer.n;

  if (is_empty (analytics))
    return g_strdup (_("No application sent yet"));
  if (interviews == 0)
    return g_strdup_printf (ngettext ("%s application is on its way", "%s applications are on their way", sent), SL_COUNT (sent));
  if (offers == 0)
    return g_strdup_printf (_("%s of %s got as far as an interview"), SL_COUNT (interviews), SL_COUNT (sent));
  /* Also those now over, and those with an offer of whom no interview was noted: more than stand at "Interviewing" below. */
  return g_strdup_printf (ngettext ("%s got as far as an interview or further, %s offer", "%s got as far as an interview or further, %s offers", offers), SL_COUNT (interviews), SL_COUNT (offers));
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  guint sent = _sl_flow_count_out (analytics, SL_FLOW_APPLIED);
  g_autofree char *text = g_strdup_printf (ngettext ("From %s application sent", "From %s applications sent", sent), SL_COUNT (sent));

  if (is_empty (analytics))
    return g_strdup (_("Shows the way from applying to the answer"));
  return _sl_words_with_period (text, analytics);
}

static SlColorRole
get_role (SlFlowNode node)
{
  switch (node)
    {
    case SL_FLOW_GOING:
      return SL_COLOR_INTERVIEWING;
    case SL_FLOW_WAITING:
      return SL_COLOR_OPEN;
    case SL_FLOW_NO_RESPONSE:
      return SL_COLOR_WITHDRAWN;
    case SL_FLOW_OTHER:
      return SL_COLOR_UNKNOWN;
    case SL_FLOW_SAVED:
    case SL_FLOW_APPLIED:
    case SL_FLOW_INTERVIEWING:
    case SL_FLOW_OFFER:
    case SL_FLOW_ACCEPTED:
    case SL_FLOW_REJECTED:
    case SL_FLOW_WITHDRAWN:
    case SL_FLOW_KEPT:
    case SL_N_FLOW_NODES:
    default:
      return sl_palette_get_status_role (sl_flow_node_get_status (node));
    }
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  double line = _sl_line_height (context, SL_TEXT_NORMAL);
  double plot = _sl_flow_count_out (analytics, SL_FLOW_APPLIED) * SL_FLOW_MOST_SCALE;

  for (guint i = 0; i < _sl_flow_n_ends; i++)
    if (_sl_flow_count_in (analytics, _sl_flow_ends[i]) > 0)
      plot += line + SL_FLOW_END_GAP;
  return ceil (MIN (plot, PLOT_HEIGHT)) + 2 * line + 2 * SL_FLOW_SPACE;
}

static void
set_filter (SlFlowPlot *plot,
            int         region,
            SlFlowNode  node)
{
  const char *status = sl_flow_node_get_status (node);

  if (node == SL_FLOW_GOING)
    sl_scene_set_region_words (plot->scene, region, SL_FACET_STATUS,
                               (const char *const[]) { SL_STATUS_INTERVIEWING, SL_STATUS_OFFER, NULL });
  /* Those whom nobody answered are a part of the rejected, and there is no filter for them alone. */
  else if (status != NULL && node != SL_FLOW_NO_RESPONSE)
    sl_scene_set_region_words (plot->scene, region, SL_FACET_STATUS, (const char *const[]) { status, NULL });
}

static GArray *
make_band (double x1,
           double y1,
           double x2,
           double y2,
           double height)
{
  GArray *path = _sl_path_new ();
  double middle = (x1 + x2) / 2;

  _sl_path_move (path, x1, y1);
  _sl_path_curve (path, middle, y1, middle, y2, x2, y2);
  _sl_path_line (path, x2, y2 + height);
  _sl_path_curve (path, middle, y2 + height, middle, y1 + height, x1, y1 + height);
  _sl_path_close (path);
  return path;
}

static void
draw_band (SlFlowPlot *plot,
           SlFlowNode  from,
           SlFlowNode  to)
{
  guint count = plot->analytics->flow[from][to];
  const SlFlowBand *band = &plot->bands[from][to];
  double x1 = plot->nodes[from].x + SL_FLOW_NODE_WIDTH, x2 = plot->nodes[to].x;
  double height = _sl_flow_get_band_height (plot, count);

  if (count == 0)
    return;
  /* Translators: from one status to another: "Applied → Rejected" */
  g_autofree char *label = g_strdup_printf (C_("flow", "%s → %s"), sl_flow_node_get_label (from), sl_flow_node_get_label (to));
  g_autofree char *value = _sl_words_applications (count);
  g_autofree char *id = g_strdup_printf ("band:%d-%d", from, to);
  GArray *path = make_band (x1, band->start, x2, band->end, height);
  int region = sl_scene_begin_region (plot->scene, id, label, value, x1, MIN (band->start, band->end), x2 - x1,
                                      fabs (band->end - band->start) + height);

  sl_scene_set_region_outline (plot->scene, region, path);
  set_filter (plot, region, to);
  sl_scene_add_path (plot->scene, get_role (to), BAND_OPACITY, path);
  sl_scene_end_region (plot->scene);
}

static void
draw_bands (SlFlowPlot *plot)
{
  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    {
      for (guint j = i + 1; j < SL_FLOW_N_COLUMNS; j++)
        draw_band (plot, _sl_flow_columns[i], _sl_flow_columns[j]);
      for (guint j = 0; j < _sl_flow_n_ends; j++)
        draw_band (plot, _sl_flow_columns[i], _sl_flow_ends[j]);
    }
}

static void
draw_node (SlFlowPlot *plot,
           SlFlowNode  node,
           double      label_x,
           double      label_width)
{
  const SlFlowPlace *place = &plot->nodes[node];
  g_autofree char *value = _sl_words_applications (place->count);
  g_autofree char *id = g_strdup_printf ("node:%d", node);
  double y = MIN (place->y, place->y + place->height / 2 - plot->line / 2);
  int region = sl_scene_begin_region (plot->scene, id, sl_flow_node_get_label (node), value, place->x, MAX (y, plot->top),
                                      label_x + label_width - place->x, MAX (place->height, plot->line));

  set_filter (plot, region, node);
  sl_scene_add_rect (plot->scene, get_role (node), place->x, place->y, SL_FLOW_NODE_WIDTH, place->height, 3);
}

static void
draw_column (SlFlowPlot *plot,
             SlFlowNode  node)
{
  const SlFlowPlace *place = &plot->nodes[node];
  g_autofree char *count = _sl_words_number (place->count);
  double width = MAX (place->width - SL_FLOW_SPACE, SL_FLOW_NODE_WIDTH);

  draw_node (plot, node, place->x, SL_FLOW_NODE_WIDTH);
  sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, place->x, plot->line / 2, width,
                     sl_flow_node_get_label (node));
  sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, TRUE, SL_ANCHOR_START, place->x, plot->line * 1.5, width, count);
  sl_scene_end_region (plot->scene);
}

static void
draw_end (SlFlowPlot *plot,
          SlFlowNode  node)
{
  const SlFlowPlace *place = &plot->nodes[node];
  g_autofree char *text = _sl_flow_format_end (plot, node);
  g_autofree char *count = _sl_words_number (place->count);
  double x = place->x + SL_FLOW_NODE_WIDTH + SL_FLOW_SPACE, middle = place->y + place->height / 2;
  double count_width = ceil (sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, count, NULL));

  draw_node (plot, node, x, plot->label_width);
  if (sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, text, NULL) <= plot->label_width)
    sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, x, middle, plot->label_width, text);
  else
    {
      /* A word may be cut short, a number never. */
      sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, x, middle,
                         MAX (plot->label_width - count_width - SL_FLOW_SPACE, 1), sl_flow_node_get_label (node));
      sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, x + plot->label_width - count_width, middle,
                         count_width, count);
    }
  sl_scene_end_region (plot->scene);
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  SlFlowPlot plot = { .scene = scene, .analytics = analytics, .context = context };

  if (is_empty (analytics))
    return;
  plot.line = _sl_line_height (context, SL_TEXT_NORMAL);
  plot.top = 2 * plot.line + SL_FLOW_SPACE;
  _sl_flow_place_nodes (&plot);
  _sl_flow_place_bands (&plot);
  draw_bands (&plot);
  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    if (plot.nodes[_sl_flow_columns[i]].count > 0)
      draw_column (&plot, _sl_flow_columns[i]);
  for (guint i = 0; i < _sl_flow_n_ends; i++)
    if (plot.nodes[_sl_flow_ends[i]].count > 0)
      draw_end (&plot, _sl_flow_ends[i]);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (C_("flow", "From"), C_("flow", "To"), _("Applications"), NULL);

  sl_chart_table_set_numeric (table, 2, TRUE);
  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
      {
        g_autofree char *count = _sl_words_number (analytics->flow[_sl_flow_columns[i]][to]);
        if (analytics->flow[_sl_flow_columns[i]][to] > 0)
          sl_chart_table_add (table, sl_flow_node_get_label (_sl_flow_columns[i]), sl_flow_node_get_label (to), count, NULL);
      }
  return table;
}

/**
 * sl_chart_flow_to_sankeymatic:
 *
 * Returns: (transfer full): the bands as sankeymatic.com reads them, one "From [count] To" a line
 */
char *
sl_chart_flow_to_sankeymatic (SlAnalytics *analytics)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
      if (analytics->flow[_sl_flow_columns[i]][to] > 0)
        g_string_append_printf (text, "%s [%u] %s\n", sl_flow_node_get_label (_sl_flow_columns[i]), analytics->flow[_sl_flow_columns[i]][to],
                                sl_flow_node_get_label (to));
  return g_string_free (text, FALSE);
}

const SlChartClass _sl_chart_flow = {
  .name = "flow",
  .label = N_("Flow"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
