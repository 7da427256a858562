/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long applications stay in a status before they leave it: the middle half as a bar, the median as a mark. */

#define G_LOG_DOMAIN "sl-chart-time"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-private.h"
#include "sl-count.h"

#define RANGE_HEIGHT 14
#define MARK_WIDTH 4
#define MARK_HEIGHT 20
#define GAP 12
#define SPACE 6
#define LABEL_PART 0.35
#define AXIS_STEPS 4

static const SlStageTime *
get_time (SlAnalytics *analytics,
          guint        i)
{
  return &g_array_index (analytics->times, SlStageTime, i);
}

static const char *
get_label (const SlStageTime *time)
{
  return sl_enum_label (&sl_status_words, time->status);
}

static const SlStageTime *
find_applied (SlAnalytics *analytics)
{
  for (guint i = 0; i < analytics->times->len; i++)
    if (g_strcmp0 (get_time (analytics, i)->status, SL_STATUS_APPLIED) == 0)
      return get_time (analytics, i);
  return NULL;
}

static guint
count_rows (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint i = 0; i < analytics->times->len; i++)
    n += get_time (analytics, i)->n > 0;
  return n;
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return count_rows (analytics) == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  const SlStageTime *applied = find_applied (analytics);

  if (is_empty (analytics))
    return g_strdup (_("No waiting times known yet"));
  if (applied == NULL || applied->n < SL_ANALYTICS_FEW)
    return g_strdup (_("Too few to tell how long it takes"));
  g_autofree char *days = _sl_words_days (ceil (applied->median));
  /* Translators: %s is "12 days" */
  return g_strdup_printf (_("Half moved on from Applied within %s"), days);
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  const SlStageTime *applied = find_applied (analytics);
  guint n = applied != NULL ? applied->n : 0;

  if (is_empty (analytics))
    return g_strdup (_("Counts from one change of status to the next"));
  g_autofree char *text = g_strdup_printf (ngettext ("%s with known dates", "%s with known dates", n), SL_COUNT (n));
  return _sl_words_with_period (text, analytics);
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return (_sl_row_height (context) + SPACE) * count_rows (analytics) + _sl_line_height (context, SL_TEXT_SMALL) + 2 * SPACE;
}

typedef struct {
  SlScene *scene;
  PangoContext *context;
  double label_width;
  double left;
  double room;
  double row;
  double maximum; /* days */
} Plot;

static char *
describe (const SlStageTime *time)
{
  g_autofree char *median = _sl_words_days (time->median);
  /* Translators: median of days, the quartiles around it, and the number of applications counted */
  return g_strdup_printf (ngettext ("median %s, the middle half %.0f–%.0f days, %s counted",
                                    "median %s, the middle half %.0f–%.0f days, %s counted", time->n),
                          median, time->lower, time->upper, SL_COUNT (time->n));
}

static char *
format_data (const SlStageTime *time)
{
  return _sl_words_days (time->median);
}

static void
draw_row (Plot              *plot,
          const SlStageTime *time,
          double             y)
{
  g_autofree char *id = g_strconcat ("time:", time->status, NULL);
  g_autofree char *value = describe (time);
  g_autofree char *data = format_data (time);
  g_autofree char *note = g_strdup_printf (_("n = %s"), SL_COUNT (time->n));
  SlColorRole role = sl_palette_get_status_role (time->status);
  double middle = y + plot->row / 2;
  double lower = plot->left + plot->room * time->lower / plot->maximum;
  double upper = plot->left + plot->room * time->upper / plot->maximum;
  double median = plot->left + plot->room * time->median / plot->maximum;
  int region = sl_scene_begin_region (plot->scene, id, get_label (time), value, 0, y, sl_scene_get_width (plot->scene), plot->row);
  GArray *range = _sl_path_new ();

  sl_scene_set_region_words (plot->scene, region, SL_FACET_STATUS, (const char *const[]) { time->status, NULL });
  sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, 0, middle, plot->label_width, get_label (time));

  upper = MAX (upper, lower + MARK_WIDTH);
  _sl_path_move (range, lower, middle - RANGE_HEIGHT / 2.0);
  _sl_path_line (range, upper, middle - RANGE_HEIGHT / 2.0);
  _sl_path_line (range, upper, middle + RANGE_HEIGHT / 2.0);
  _sl_path_line (range, lower, middle + RANGE_HEIGHT / 2.0);
  _sl_path_close (range);
  sl_scene_add_path (plot->scene, role, 0.35, range);
  sl_scene_add_rect (plot->scene, role, CLAMP (median - MARK_WIDTH / 2.0, plot->left, plot->left + plot->room - MARK_WIDTH),
                     middle - MARK_HEIGHT / 2.0, MARK_WIDTH, MARK_HEIGHT, 2);

  SlSceneRect rect = sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, TRUE, SL_ANCHOR_START,
                                        plot->left + plot->room + SPACE, middle, 0, data);
  sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, rect.x + rect.width + SPACE, middle,
                     MAX (sl_scene_get_width (plot->scene) - rect.x - rect.width - SPACE, 1), note);
  sl_scene_end_region (plot->scene);
}

static void
measure_plot (Plot        *plot,
              SlAnalytics *analytics)
{
  double width = sl_scene_get_width (plot->scene);
  double data_width = 0;

  for (guint i = 0; i < analytics->times->len; i++)
    {
      const SlStageTime *time = get_time (analytics, i);
      if (time->n == 0)
        continue;
      g_autofree char *data = format_data (time);
      g_autofree char *note = g_strdup_printf (_("n = %s"), SL_COUNT (time->n));
      plot->label_width = MAX (plot->label_width, sl_scene_measure (plot->context, SL_TEXT_NORMAL, FALSE, get_label (time), NULL));
      data_width = MAX (data_width, sl_scene_measure (plot->context, SL_TEXT_NORMAL, TRUE, data, NULL) +
                                      sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, note, NULL) + 2 * SPACE);
      plot->maximum = MAX (plot->maximum, time->upper);
    }
  plot->maximum = MAX (plot->maximum, 1);
  plot->label_width = ceil (MIN (plot->label_width, width * LABEL_PART));
  plot->left = plot->label_width + GAP;
  plot->room = MAX (width - plot->left - ceil (data_width) - SPACE, MARK_WIDTH * 2);
  plot->row = _sl_row_height (plot->context) + SPACE;
}

/* Zero, and round numbers of days as far as they fit. */
static void
draw_axis (Plot  *plot,
           double bottom)
{
  double line = _sl_line_height (plot->context, SL_TEXT_SMALL);
  double step = _sl_nice_step (plot->maximum, AXIS_STEPS);
  double free_from = -1;

  for (double value = 0; value <= plot->maximum; value += step)
    {
      double x = plot->left + plot->room * value / plot->maximum;
      g_autofree char *text = value > 0 ? g_strdup_printf ("%.0f", value) : g_strdup (_("0 days"));
      double width = sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, text, NULL);
      double start = value > 0 ? x - width / 2 : plot->left;

      sl_scene_add_line (plot->scene, SL_COLOR_GRID, x, 0, x, bottom, 1, FALSE);
      if (start < free_from)
        continue;
      sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, start, bottom + SPACE + line / 2, 0, text);
      free_from = start + width + SPACE;
    }
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  Plot plot = { .scene = scene, .context = context };
  double y = 0;

  measure_plot (&plot, analytics);
  draw_axis (&plot, plot.row * count_rows (analytics));
  for (guint i = 0; i < analytics->times->len; i++)
    {
      if (get_time (analytics, i)->n == 0)
        continue;
      draw_row (&plot, get_time (analytics, i), y);
      y += plot.row;
    }
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table =
    sl_chart_table_new (_("Status"), _("Counted"), _("Lower quartile (days)"), _("Median (days)"), _("Upper quartile (days)"), NULL);

  for (guint i = 1; i <= 4; i++)
    sl_chart_table_set_numeric (table, i, TRUE);
  for (guint i = 0; i < analytics->times->len; i++)
    {
      const SlStageTime *time = get_time (analytics, i);
      g_autofree char *n = _sl_words_number (time->n);
      g_autofree char *lower = g_strdup_printf ("%g", time->lower);
      g_autofree char *median = g_strdup_printf ("%g", time->median);
      g_autofree char *upper = g_strdup_printf ("%g", time->upper);
      if (time->n > 0)
        sl_chart_table_add (table, get_label (time), n, lower, median, upper, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_time = {
  .name = "time-in-stage",
  .label = N_("Time in each status"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
