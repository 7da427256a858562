/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications sent and interview rounds in each of the last twelve ISO weeks. */

#define G_LOG_DOMAIN "sl-chart-trend"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-private.h"
#include "sl-count.h"

#define PLOT_HEIGHT 150
#define KEY_MARK 9
#define SPACE 6
#define GRID_STEPS 3

static guint
count_applications (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    n += analytics->weeks[i].applications;
  return n;
}

static guint
count_stages (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    n += analytics->weeks[i].stages;
  return n;
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return count_applications (analytics) + count_stages (analytics) == 0;
}

/* Since when one applies matters for "a week": a search of two weeks isn't spread over twelve. */
static guint
count_active_weeks (SlAnalytics *analytics)
{
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    if (analytics->weeks[i].applications + analytics->weeks[i].stages > 0)
      return SL_ANALYTICS_WEEKS - i;
  return 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  guint n = count_applications (analytics);
  guint weeks = count_active_weeks (analytics);

  if (is_empty (analytics))
    return g_strdup (_("Nothing in the last 12 weeks"));
  guint mean = weeks > 0 ? (guint) round ((double) n / weeks) : 0;
  if (mean == 0 || weeks < 2)
    return g_strdup_printf (ngettext ("%s application in the last 12 weeks", "%s applications in the last 12 weeks", n), SL_COUNT (n));
  return g_strdup_printf (ngettext ("About %s application a week", "About %s applications a week", mean), SL_COUNT (mean));
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  guint n = count_stages (analytics);
  g_autofree char *applications = _sl_words_applications (count_applications (analytics));

  if (is_empty (analytics))
    return g_strdup (_("Shows applications and interview rounds by week"));
  /* Translators: %s is "42 applications" */
  return g_strdup_printf (ngettext ("%s and %s interview round in the last 12 weeks",
                                    "%s and %s interview rounds in the last 12 weeks", n), applications, SL_COUNT (n));
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return PLOT_HEIGHT + 3 * _sl_line_height (context, SL_TEXT_SMALL) + 4 * SPACE;
}

typedef struct {
  SlScene *scene;
  PangoContext *context;
  double left;
  double top;
  double bottom;
  double slot;    /* width of a week */
  double bar;     /* width of one bar */
  double maximum;
  double line;    /* height of small text */
  gboolean labels; /* numbers at the bars; else a grid */
} Plot;

static double
draw_key (Plot       *plot,
          double      x,
          SlColorRole role,
          const char *text)
{
  double middle = plot->line / 2;
  sl_scene_add_rect (plot->scene, role, x, middle - KEY_MARK / 2.0, KEY_MARK, KEY_MARK, 2);
  SlSceneRect rect = sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START,
                                        x + KEY_MARK + SPACE, middle, 0, text);
  return rect.x + rect.width + 3 * SPACE;
}

static void
draw_grid (Plot *plot)
{
  double step = _sl_nice_step (plot->maximum, GRID_STEPS);
  double width = sl_scene_get_width (plot->scene);

  for (double value = step; value <= plot->maximum; value += step)
    {
      double y = plot->bottom - (plot->bottom - plot->top) * value / plot->maximum;
      g_autofree char *text = _sl_words_number ((guint) value);
      sl_scene_add_line (plot->scene, SL_COLOR_GRID, plot->left, y, width, y, 1, FALSE);
      sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_END, plot->left - SPACE, y, 0, text);
    }
}

static void
draw_week_bar (Plot       *plot,
               double      x,
               guint       count,
               SlColorRole role)
{
  double height = (plot->bottom - plot->top) * count / plot->maximum;

  if (count == 0)
    return;
  height = MAX (height, 2);
  sl_scene_add_rect (plot->scene, role, x, plot->bottom - height, plot->bar, height, 3);
  if (plot->labels)
    {
      g_autofree char *text = _sl_words_number (count);
      sl_scene_add_text (plot->scene, SL_COLOR_TEXT, SL_TEXT_SMALL, FALSE, SL_ANCHOR_MIDDLE, x + plot->bar / 2,
                         plot->bottom - height - plot->line / 2 - 1, 0, text);
    }
}

static char *
describe_week (const SlWeekCount *week)
{
  g_autofree char *applications = _sl_words_applications (week->applications);
  /* Translators: %s is "5 applications" */
  return g_strdup_printf (ngettext ("%s, %s interview round", "%s, %s interview rounds", week->stages), applications,
                          SL_COUNT (week->stages));
}

static void
draw_week (Plot              *plot,
           const SlWeekCount *week,
           double             x)
{
  g_autofree char *id = g_strdup_printf ("week:%04d-W%02d", week->year, week->week);
  g_autofree char *monday = sl_day_format_short (week->monday);
  g_autofree char *label = g_strdup_printf (_("Week %d, from %s"), week->week, monday);
  g_autofree char *value = describe_week (week);
  double first = x + (plot->slot - 2 * plot->bar - 1) / 2;
  int region = sl_scene_begin_region (plot->scene, id, label, value, x, plot->top - plot->line - 1, plot->slot,
                                      plot->bottom - plot->top + 2 * plot->line + 1 + SPACE);

  sl_scene_set_region_dates (plot->scene, region, week->monday, week->monday + 6);
  draw_week_bar (plot, first, week->applications, SL_COLOR_APPLIED);
  draw_week_bar (plot, first + plot->bar + 1, week->stages, SL_COLOR_INTERVIEWING);
  sl_scene_end_region (plot->scene);
}

static char *
format_tick (SlDay monday)
{
  int year, month, day;
  sl_day_to_ymd (monday, &year, &month, &day);
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, 0, 0, 0);
  /* Translators: a day under the bars of a chart, short */
  return g_date_time_format (time, C_("chart axis", "%b %-d"));
}

/* Every week, or as many as fit beside one another; the present one always. */
static void
draw_ticks (Plot        *plot,
            SlAnalytics *analytics)
{
  double y = plot->bottom + SPACE + plot->line / 2;
  double widest = 0;

  for (int i = 0; i < SL_ANALYTICS_WEEKS; i++)
    {
      g_autofree char *text = format_tick (analytics->weeks[i].monday);
      widest = MAX (widest, sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, text, NULL));
    }
  int every = (int) MAX (ceil ((widest + 2 * SPACE) / plot->slot), 1);
  double width = sl_scene_get_width (plot->scene);
  for (int i = SL_ANALYTICS_WEEKS - 1; i >= 0; i -= every)
    {
      g_autofree char *text = format_tick (analytics->weeks[i].monday);
      double half = sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, text, NULL) / 2;
      double x = plot->left + (i + 0.5) * plot->slot;
      sl_scene_add_text (plot->scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_MIDDLE, CLAMP (x, half, width - half), y,
                         0, text);
    }
}

static void
measure_plot (Plot        *plot,
              SlAnalytics *analytics)
{
  double width = sl_scene_get_width (plot->scene);
  guint greatest = 1;

  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    greatest = MAX (greatest, MAX (analytics->weeks[i].applications, analytics->weeks[i].stages));
  plot->maximum = greatest;
  plot->line = _sl_line_height (plot->context, SL_TEXT_SMALL);
  plot->top = 2 * plot->line + 2 * SPACE;
  plot->bottom = sl_scene_get_height (plot->scene) - plot->line - SPACE;

  g_autofree char *text = _sl_words_number (greatest);
  double number = sl_scene_measure (plot->context, SL_TEXT_SMALL, FALSE, text, NULL);
  plot->slot = width / SL_ANALYTICS_WEEKS;
  plot->labels = number <= plot->slot / 2 - 2;
  if (!plot->labels)
    plot->left = ceil (number) + SPACE;
  plot->slot = (width - plot->left) / SL_ANALYTICS_WEEKS;
  plot->bar = CLAMP (floor (plot->slot * 0.36), 2, 20);
  /* numbers of neighbours must not touch */
  if (plot->labels)
    plot->bar = MAX (plot->bar, MIN (ceil (number), floor (plot->slot / 2 - 1)));
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  Plot plot = { .scene = scene, .context = context };

  measure_plot (&plot, analytics);
  draw_key (&plot, draw_key (&plot, 0, SL_COLOR_APPLIED, _("Applications")), SL_COLOR_INTERVIEWING, _("Interview rounds"));
  if (!plot.labels)
    draw_grid (&plot);
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    draw_week (&plot, &analytics->weeks[i], plot.left + i * plot.slot);
  sl_scene_add_line (scene, SL_COLOR_GRID, plot.left, plot.bottom + 0.5, sl_scene_get_width (scene), plot.bottom + 0.5, 1, FALSE);
  draw_ticks (&plot, analytics);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (_("Week"), _("From"), _("Applications"), _("Interview rounds"), NULL);

  sl_chart_table_set_numeric (table, 2, TRUE);
  sl_chart_table_set_numeric (table, 3, TRUE);
  for (guint i = 0; i < SL_ANALYTICS_WEEKS; i++)
    {
      const SlWeekCount *week = &analytics->weeks[i];
      char monday[SL_DAY_ISO_SIZE];
      g_autofree char *name = g_strdup_printf ("%04d-W%02d", week->year, week->week);
      g_autofree char *applications = _sl_words_number (week->applications);
      g_autofree char *stages = _sl_words_number (week->stages);
      sl_chart_table_add (table, name, sl_day_format_iso (week->monday, monday), applications, stages, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_trend = {
  .name = "trend",
  .label = N_("Weekly trend"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
