/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-flow-private.h. The scale is the greatest at which the ends, each at least as high as its label, have room. */

#define G_LOG_DOMAIN "sl-chart-flow-layout"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-flow-private.h"

#define LEAST_NODE 2
#define LEAST_BAND 1
#define LAST_COLUMN 24 /* its head has room above the ends' labels */
#define LABEL_PART 0.42

/* From top to bottom. */
const SlFlowNode _sl_flow_ends[] = {
  SL_FLOW_ACCEPTED, SL_FLOW_GOING, SL_FLOW_WITHDRAWN, SL_FLOW_REJECTED,
  SL_FLOW_NO_RESPONSE, SL_FLOW_WAITING, SL_FLOW_OTHER, SL_FLOW_KEPT,
};

const guint _sl_flow_n_ends = G_N_ELEMENTS (_sl_flow_ends);

const SlFlowNode _sl_flow_columns[SL_FLOW_N_COLUMNS] = { SL_FLOW_APPLIED, SL_FLOW_INTERVIEWING, SL_FLOW_OFFER };

guint
_sl_flow_count_out (SlAnalytics *analytics,
                    SlFlowNode   node)
{
  guint n = 0;
  for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
    n += analytics->flow[node][to];
  return n;
}

/* What was only saved isn't drawn: it never went anywhere. */
guint
_sl_flow_count_in (SlAnalytics *analytics,
                   SlFlowNode   node)
{
  guint n = 0;
  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    n += analytics->flow[_sl_flow_columns[i]][node];
  return n;
}

double
_sl_flow_get_band_height (SlFlowPlot *plot,
                          guint       count)
{
  return count > 0 ? MAX (count * plot->scale, LEAST_BAND) : 0;
}

/* A node is as high as the bands on its higher side. */
static double
get_node_height (SlFlowPlot *plot,
                 SlFlowNode  node)
{
  double in = 0, out = 0;

  for (SlFlowNode other = 0; other < SL_N_FLOW_NODES; other++)
    {
      if (other != SL_FLOW_SAVED)
        in += _sl_flow_get_band_height (plot, plot->analytics->flow[other][node]);
      out += _sl_flow_get_band_height (plot, plot->analytics->flow[node][other]);
    }
  return MAX (MAX (in, out), LEAST_NODE);
}

/* The height of the ends at a scale: each at least as high as its label. */
static double
measure_ends (SlFlowPlot *plot)
{
  double height = 0;

  for (guint i = 0; i < _sl_flow_n_ends; i++)
    if (plot->nodes[_sl_flow_ends[i]].count > 0)
      height += MAX (get_node_height (plot, _sl_flow_ends[i]), plot->line) + SL_FLOW_END_GAP;
  return height - SL_FLOW_END_GAP;
}

static void
find_scale (SlFlowPlot *plot,
            double      room)
{
  double low = 0, high = MIN (room / MAX (plot->nodes[SL_FLOW_APPLIED].count, 1), SL_FLOW_MOST_SCALE);

  for (int i = 0; i < 40; i++)
    {
      plot->scale = (low + high) / 2;
      if (measure_ends (plot) > room || get_node_height (plot, SL_FLOW_APPLIED) > room)
        high = plot->scale;
      else
        low = plot->scale;
    }
  plot->scale = low;
}

char *
_sl_flow_format_end (SlFlowPlot *plot,
                     SlFlowNode  node)
{
  g_autofree char *count = _sl_words_number (plot->nodes[node].count);
  /* Translators: where applications ended and how many: "Rejected 12" */
  return g_strdup_printf (C_("flow", "%s %s"), sl_flow_node_get_label (node), count);
}

static double
get_head_width (SlFlowPlot *plot,
                SlFlowNode  node)
{
  g_autofree char *count = _sl_words_number (plot->nodes[node].count);
  double name_width = sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, sl_flow_node_get_label (node), NULL);
  double count_width = sl_scene_measure (plot->context, SL_TEXT_NORMAL, TRUE, count, NULL);

  return ceil (MAX (name_width, count_width)) + SL_FLOW_SPACE;
}

/* The columns share the width; one whose head is wide takes from the others. */
static void
place_columns (SlFlowPlot *plot,
               double      right)
{
  double heads[SL_FLOW_N_COLUMNS] = { 0 };
  double all_heads = 0, widest = 0, x = 0;
  guint n = 0, last = 0;

  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    if (plot->nodes[_sl_flow_columns[i]].count > 0)
      {
        last = i;
        n++;
      }
  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    if (plot->nodes[_sl_flow_columns[i]].count > 0)
      {
        heads[i] = i == last ? LAST_COLUMN : get_head_width (plot, _sl_flow_columns[i]);
        all_heads += heads[i];
        widest = MAX (widest, heads[i]);
      }
  for (guint i = 0; i < SL_FLOW_N_COLUMNS; i++)
    if (plot->nodes[_sl_flow_columns[i]].count > 0)
      {
        SlFlowPlace *node = &plot->nodes[_sl_flow_columns[i]];
        double share = right / n;

        if (widest > share)
          share = all_heads > right ? right * heads[i] / all_heads : heads[i] + (right - all_heads) / n;
        node->x = x;
        node->y = plot->top;
        node->width = i == last ? sl_scene_get_width (plot->scene) - x : share;
        node->height = get_node_height (plot, _sl_flow_columns[i]);
        x += share;
      }
}

void
_sl_flow_place_nodes (SlFlowPlot *plot)
{
  double width = sl_scene_get_width (plot->scene);
  double height = sl_scene_get_height (plot->scene);
  double y = plot->top;
  double right;

  for (SlFlowNode node = 0; node < SL_N_FLOW_NODES; node++)
    plot->nodes[node].count = _sl_flow_count_in (plot->analytics, node);
  plot->nodes[SL_FLOW_APPLIED].count = _sl_flow_count_out (plot->analytics, SL_FLOW_APPLIED);
  for (guint i = 0; i < _sl_flow_n_ends; i++)
    if (plot->nodes[_sl_flow_ends[i]].count > 0)
      {
        g_autofree char *text = _sl_flow_format_end (plot, _sl_flow_ends[i]);
        plot->label_width = MAX (plot->label_width, ceil (sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, text, NULL)));
      }
  plot->label_width = MIN (plot->label_width, floor (width * LABEL_PART));
  right = width - plot->label_width - SL_FLOW_SPACE - SL_FLOW_NODE_WIDTH;

  find_scale (plot, height - plot->top);
  place_columns (plot, right);
  for (guint i = 0; i < _sl_flow_n_ends; i++)
    if (plot->nodes[_sl_flow_ends[i]].count > 0)
      {
        SlFlowPlace *node = &plot->nodes[_sl_flow_ends[i]];
        double place = MAX (get_node_height (plot, _sl_flow_ends[i]), plot->line);
        node->x = right;
        node->height = get_node_height (plot, _sl_flow_ends[i]);
        node->y = y + (place - node->height) / 2;
        y += place + SL_FLOW_END_GAP;
      }
}

static void
place_band (SlFlowPlot *plot,
            SlFlowNode  from,
            SlFlowNode  to)
{
  SlFlowPlace *source = &plot->nodes[from], *target = &plot->nodes[to];
  double height = _sl_flow_get_band_height (plot, plot->analytics->flow[from][to]);

  plot->bands[from][to] = (SlFlowBand) { source->y + source->used_out, target->y + target->used_in };
  source->used_out += height;
  target->used_in += height;
}

/* Out of a node the bands leave in the order of their targets; into one they come from the later columns first, which
 * lie higher. */
void
_sl_flow_place_bands (SlFlowPlot *plot)
{
  for (int i = SL_FLOW_N_COLUMNS - 1; i >= 0; i--)
    {
      for (guint j = (guint) i + 1; j < SL_FLOW_N_COLUMNS; j++)
        place_band (plot, _sl_flow_columns[i], _sl_flow_columns[j]);
      for (guint j = 0; j < _sl_flow_n_ends; j++)
        place_band (plot, _sl_flow_columns[i], _sl_flow_ends[j]);
    }
}
