/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the applications that were sent, as bands (a Sankey diagram): Applied, Interviewing and Offer are columns,
 * where they ended or stand now is the last column. Good ends are at the top, so that bands cross little. */

#define G_LOG_DOMAIN "sl-chart-flow"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-private.h"

#define PLOT_HEIGHT 230
#define NODE_WIDTH 10
#define SPACE 6
#define END_GAP 6
#define LEAST_NODE 2
#define LEAST_BAND 1
#define MOST_SCALE 24 /* a search of one application needn't be a wall */
#define LAST_COLUMN 24 /* its head has room above the ends' labels */
#define BAND_OPACITY 0.38
#define LABEL_PART 0.42
#define N_COLUMNS 3 /* besides the ends */

/* From top to bottom. */
static const SlFlowNode ends[] = {
  SL_FLOW_ACCEPTED, SL_FLOW_GOING, SL_FLOW_WITHDRAWN, SL_FLOW_REJECTED,
  SL_FLOW_NO_RESPONSE, SL_FLOW_WAITING, SL_FLOW_OTHER, SL_FLOW_KEPT,
};

static const SlFlowNode columns[N_COLUMNS] = { SL_FLOW_APPLIED, SL_FLOW_INTERVIEWING, SL_FLOW_OFFER };

static guint
count_out (SlAnalytics *analytics,
           SlFlowNode   node)
{
  guint n = 0;
  for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
    n += analytics->flow[node][to];
  return n;
}

/* What was only saved isn't drawn: it never went anywhere. */
static guint
count_in (SlAnalytics *analytics,
          SlFlowNode   node)
{
  guint n = 0;
  for (guint i = 0; i < N_COLUMNS; i++)
    n += analytics->flow[columns[i]][node];
  return n;
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return count_out (analytics, SL_FLOW_APPLIED) == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  guint sent = count_out (analytics, SL_FLOW_APPLIED);
  guint interviews = analytics->interview.n, offers = analytics->offer.n;

  if (is_empty (analytics))
    return g_strdup (_("No application sent yet"));
  if (interviews == 0)
    return g_strdup_printf (ngettext ("%'u application is on its way", "%'u applications are on their way", sent), sent);
  if (offers == 0)
    return g_strdup_printf (_("%'u of %'u got as far as an interview"), interviews, sent);
  return g_strdup_printf (ngettext ("%'u interviewed, %'u offer", "%'u interviewed, %'u offers", offers), interviews, offers);
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  guint sent = count_out (analytics, SL_FLOW_APPLIED);
  g_autofree char *text = g_strdup_printf (ngettext ("From %'u application sent", "From %'u applications sent", sent), sent);

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

typedef struct {
  guint count;
  double x;
  double y;
  double height;
  double width;  /* of a column's head */
  double used_in;  /* height taken by bands so far */
  double used_out;
} Node;

/* Where a band leaves its one node and reaches the other. */
typedef struct {
  double start;
  double end;
} Band;

typedef struct {
  SlScene *scene;
  SlAnalytics *analytics;
  PangoContext *context;
  Node nodes[SL_N_FLOW_NODES];
  Band bands[SL_N_FLOW_NODES][SL_N_FLOW_NODES];
  double top;
  double scale; /* pixels an application */
  double line;
  double label_width; /* of the ends */
} Plot;

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  double line = _sl_line_height (context, SL_TEXT_NORMAL);
  double plot = count_out (analytics, SL_FLOW_APPLIED) * MOST_SCALE;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (count_in (analytics, ends[i]) > 0)
      plot += line + END_GAP;
  return ceil (MIN (plot, PLOT_HEIGHT)) + 2 * line + 2 * SPACE;
}

static double
get_band_height (Plot *plot,
                 guint count)
{
  return count > 0 ? MAX (count * plot->scale, LEAST_BAND) : 0;
}

/* A node is as high as the bands on its higher side. */
static double
get_node_height (Plot      *plot,
                 SlFlowNode node)
{
  double in = 0, out = 0;

  for (SlFlowNode other = 0; other < SL_N_FLOW_NODES; other++)
    {
      if (other != SL_FLOW_SAVED)
        in += get_band_height (plot, plot->analytics->flow[other][node]);
      out += get_band_height (plot, plot->analytics->flow[node][other]);
    }
  return MAX (MAX (in, out), LEAST_NODE);
}

/* The height of the ends at a scale: each at least as high as its label. */
static double
measure_ends (Plot *plot)
{
  double height = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (plot->nodes[ends[i]].count > 0)
      height += MAX (get_node_height (plot, ends[i]), plot->line) + END_GAP;
  return height - END_GAP;
}

static void
find_scale (Plot  *plot,
            double room)
{
  double low = 0, high = MIN (room / MAX (plot->nodes[SL_FLOW_APPLIED].count, 1), MOST_SCALE);

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

static char *
format_end (Plot      *plot,
            SlFlowNode node)
{
  g_autofree char *count = _sl_words_number (plot->nodes[node].count);
  /* Translators: where applications ended and how many: "Rejected 12" */
  return g_strdup_printf (C_("flow", "%s %s"), sl_flow_node_get_label (node), count);
}

static double
get_head_width (Plot      *plot,
                SlFlowNode node)
{
  g_autofree char *count = _sl_words_number (plot->nodes[node].count);
  double name_width = sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, sl_flow_node_get_label (node), NULL);
  double count_width = sl_scene_measure (plot->context, SL_TEXT_NORMAL, TRUE, count, NULL);

  return ceil (MAX (name_width, count_width)) + SPACE;
}

/* The columns share the width; one whose head is wide takes from the others. */
static void
place_columns (Plot  *plot,
               double right)
{
  double heads[N_COLUMNS] = { 0 };
  double all_heads = 0, widest = 0, x = 0;
  guint n = 0, last = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    if (plot->nodes[columns[i]].count > 0)
      {
        last = i;
        n++;
      }
  for (guint i = 0; i < N_COLUMNS; i++)
    if (plot->nodes[columns[i]].count > 0)
      {
        heads[i] = i == last ? LAST_COLUMN : get_head_width (plot, columns[i]);
        all_heads += heads[i];
        widest = MAX (widest, heads[i]);
      }
  for (guint i = 0; i < N_COLUMNS; i++)
    if (plot->nodes[columns[i]].count > 0)
      {
        Node *node = &plot->nodes[columns[i]];
        double share = right / n;

        if (widest > share)
          share = all_heads > right ? right * heads[i] / all_heads : heads[i] + (right - all_heads) / n;
        node->x = x;
        node->y = plot->top;
        node->width = i == last ? sl_scene_get_width (plot->scene) - x : share;
        node->height = get_node_height (plot, columns[i]);
        x += share;
      }
}

static void
place_nodes (Plot *plot)
{
  double width = sl_scene_get_width (plot->scene);
  double height = sl_scene_get_height (plot->scene);
  double y = plot->top;
  double right;

  for (SlFlowNode node = 0; node < SL_N_FLOW_NODES; node++)
    plot->nodes[node].count = count_in (plot->analytics, node);
  plot->nodes[SL_FLOW_APPLIED].count = count_out (plot->analytics, SL_FLOW_APPLIED);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (plot->nodes[ends[i]].count > 0)
      {
        g_autofree char *text = format_end (plot, ends[i]);
        plot->label_width = MAX (plot->label_width, ceil (sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, text, NULL)));
      }
  plot->label_width = MIN (plot->label_width, floor (width * LABEL_PART));
  right = width - plot->label_width - SPACE - NODE_WIDTH;

  find_scale (plot, height - plot->top);
  place_columns (plot, right);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (plot->nodes[ends[i]].count > 0)
      {
        Node *node = &plot->nodes[ends[i]];
        double place = MAX (get_node_height (plot, ends[i]), plot->line);
        node->x = right;
        node->height = get_node_height (plot, ends[i]);
        node->y = y + (place - node->height) / 2;
        y += place + END_GAP;
      }
}

static void
set_filter (Plot      *plot,
            int        region,
            SlFlowNode node)
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
place_band (Plot      *plot,
            SlFlowNode from,
            SlFlowNode to)
{
  Node *source = &plot->nodes[from], *target = &plot->nodes[to];
  double height = get_band_height (plot, plot->analytics->flow[from][to]);

  plot->bands[from][to] = (Band) { source->y + source->used_out, target->y + target->used_in };
  source->used_out += height;
  target->used_in += height;
}

/* Out of a node the bands leave in the order of their targets; into one they come from the later columns first, which
 * lie higher. */
static void
place_bands (Plot *plot)
{
  for (int i = N_COLUMNS - 1; i >= 0; i--)
    {
      for (guint j = (guint) i + 1; j < N_COLUMNS; j++)
        place_band (plot, columns[i], columns[j]);
      for (guint j = 0; j < G_N_ELEMENTS (ends); j++)
        place_band (plot, columns[i], ends[j]);
    }
}

static void
draw_band (Plot      *plot,
           SlFlowNode from,
           SlFlowNode to)
{
  guint count = plot->analytics->flow[from][to];
  const Band *band = &plot->bands[from][to];
  double x1 = plot->nodes[from].x + NODE_WIDTH, x2 = plot->nodes[to].x;
  double height = get_band_height (plot, count);

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
draw_bands (Plot *plot)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      for (guint j = i + 1; j < N_COLUMNS; j++)
        draw_band (plot, columns[i], columns[j]);
      for (guint j = 0; j < G_N_ELEMENTS (ends); j++)
        draw_band (plot, columns[i], ends[j]);
    }
}

static void
draw_node (Plot      *plot,
           SlFlowNode node,
           double     label_x,
           double     label_width)
{
  const Node *place = &plot->nodes[node];
  g_autofree char *value = _sl_words_applications (place->count);
  g_autofree char *id = g_strdup_printf ("node:%d", node);
  double y = MIN (place->y, place->y + place->height / 2 - plot->line / 2);
  int region = sl_scene_begin_region (plot->scene, id, sl_flow_node_get_label (node), value, place->x, MAX (y, plot->top),
                                      label_x + label_width - place->x, MAX (place->height, plot->line));

  set_filter (plot, region, node);
  sl_scene_add_rect (plot->scene, get_role (node), place->x, place->y, NODE_WIDTH, place->height, 3);
}

static void
draw_column (Plot      *plot,
             SlFlowNode node)
{
  const Node *place = &plot->nodes[node];
  g_autofree char *count = _sl_words_number (place->count);
  double width = MAX (place->width - SPACE, NODE_WIDTH);

  draw_node (plot, node, place->x, NODE_WIDTH);
  sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, place->x, plot->line / 2, width,
                     sl_flow_node_get_label (node));
  sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, TRUE, SL_ANCHOR_START, place->x, plot->line * 1.5, width, count);
  sl_scene_end_region (plot->scene);
}

static void
draw_end (Plot      *plot,
          SlFlowNode node)
{
  const Node *place = &plot->nodes[node];
  g_autofree char *text = format_end (plot, node);
  g_autofree char *count = _sl_words_number (place->count);
  double x = place->x + NODE_WIDTH + SPACE, middle = place->y + place->height / 2;
  double count_width = ceil (sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, count, NULL));

  draw_node (plot, node, x, plot->label_width);
  if (sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, text, NULL) <= plot->label_width)
    sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, x, middle, plot->label_width, text);
  else
    {
      /* A word may be cut short, a number never. */
      sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, x, middle,
                         MAX (plot->label_width - count_width - SPACE, 1), sl_flow_node_get_label (node));
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
  Plot plot = { .scene = scene, .analytics = analytics, .context = context };

  if (is_empty (analytics))
    return;
  plot.line = _sl_line_height (context, SL_TEXT_NORMAL);
  plot.top = 2 * plot.line + SPACE;
  place_nodes (&plot);
  place_bands (&plot);
  draw_bands (&plot);
  for (guint i = 0; i < N_COLUMNS; i++)
    if (plot.nodes[columns[i]].count > 0)
      draw_column (&plot, columns[i]);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (plot.nodes[ends[i]].count > 0)
      draw_end (&plot, ends[i]);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (C_("flow", "From"), C_("flow", "To"), _("Applications"), NULL);

  sl_chart_table_set_numeric (table, 2, TRUE);
  for (guint i = 0; i < N_COLUMNS; i++)
    for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
      {
        g_autofree char *count = _sl_words_number (analytics->flow[columns[i]][to]);
        if (analytics->flow[columns[i]][to] > 0)
          sl_chart_table_add (table, sl_flow_node_get_label (columns[i]), sl_flow_node_get_label (to), count, NULL);
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

  for (guint i = 0; i < N_COLUMNS; i++)
    for (SlFlowNode to = 0; to < SL_N_FLOW_NODES; to++)
      if (analytics->flow[columns[i]][to] > 0)
        g_string_append_printf (text, "%s [%u] %s\n", sl_flow_node_get_label (columns[i]), analytics->flow[columns[i]][to],
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
