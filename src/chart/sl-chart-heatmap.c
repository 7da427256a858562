/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened on each day of the last half year: a column a week, a cell a day, darker where more was done. */

#define G_LOG_DOMAIN "sl-chart-heatmap"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-private.h"
#include "sl-count.h"

#define MAX_CELL 22
#define MIN_CELL 5
#define SPACE 6
#define N_DAYS (SL_ANALYTICS_HEAT_WEEKS * 7)

static guint
count_day (const SlDayCount *day)
{
  return day->applications + day->stages + day->moves;
}

static guint
count_active (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint i = 0; i < N_DAYS; i++)
    n += count_day (&analytics->heat[i]) > 0;
  return n;
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return count_active (analytics) == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  guint n = count_active (analytics);

  if (is_empty (analytics))
    return g_strdup (_("No activity in the last half year"));
  return g_strdup_printf (ngettext ("Something happened on %u day", "Something happened on %u days", n), n);
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  guint applications = 0, stages = 0, moves = 0;

  if (is_empty (analytics))
    return g_strdup (_("Shows applications, interview rounds and other moves by day"));
  for (guint i = 0; i < N_DAYS; i++)
    {
      applications += analytics->heat[i].applications;
      stages += analytics->heat[i].stages;
      moves += analytics->heat[i].moves;
    }
  /* Translators: numbers of each in the last 26 weeks; moves are changes of status */
  return g_strdup_printf (_("%s sent, %s rounds, %s moves in the last 26 weeks"), SL_COUNT (applications), SL_COUNT (stages), SL_COUNT (moves));
}

static double
get_label_width (PangoContext *context)
{
  return ceil (sl_scene_measure (context, SL_TEXT_SMALL, FALSE, C_("weekday", "Wed"), NULL)) + SPACE;
}

static double
get_pitch (double        width,
           PangoContext *context)
{
  return CLAMP (floor ((width - get_label_width (context)) / SL_ANALYTICS_HEAT_WEEKS), MIN_CELL, MAX_CELL);
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return 7 * get_pitch (width, context) + 2 * (_sl_line_height (context, SL_TEXT_SMALL) + SPACE);
}

static char *
describe_day (const SlDayCount *day)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  if (count_day (day) == 0)
    return g_strdup (_("nothing"));
  if (day->applications > 0)
    g_strv_builder_take (parts, _sl_words_applications (day->applications));
  if (day->stages > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s interview round", "%s interview rounds", day->stages), SL_COUNT (day->stages)));
  if (day->moves > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s move", "%s moves", day->moves), SL_COUNT (day->moves)));
  g_auto (GStrv) texts = g_strv_builder_end (parts);
  return g_strjoinv (", ", texts);
}

/* What counts as much: of twenty days with anything, one may have more, so that a single busy day doesn't pale the rest. */
static guint
find_much (SlAnalytics *analytics)
{
  guint counts[N_DAYS], n = 0;

  for (guint i = 0; i < N_DAYS; i++)
    if (count_day (&analytics->heat[i]) > 0)
      {
        guint count = count_day (&analytics->heat[i]), at = n++;
        for (; at > 0 && counts[at - 1] > count; at--)
          counts[at] = counts[at - 1];
        counts[at] = count;
      }
  return n > 0 ? counts[(n - 1) * 19 / 20] : 0;
}

static SlColorRole
get_level (guint count,
           guint much)
{
  if (count == 0)
    return SL_COLOR_HEAT_0;
  if (much <= 4)
    return (SlColorRole) (SL_COLOR_HEAT_0 + MIN (count, 4));
  return (SlColorRole) (SL_COLOR_HEAT_1 + MIN ((guint) ((guint64) (count - 1) * 4 / much), 3));
}

static void
draw_cells (SlScene     *scene,
            SlAnalytics *analytics,
            double       left,
            double       top,
            double       pitch)
{
  guint much = find_much (analytics);
  double gap = pitch >= 9 ? 2 : 1;

  for (guint i = 0; i < N_DAYS; i++)
    {
      SlDay day = analytics->heat_start + (SlDay) i;
      const SlDayCount *count = &analytics->heat[i];
      double x = left + (i / 7) * pitch, y = top + (i % 7) * pitch;

      if (day > analytics->today)
        break;
      if (count_day (count) > 0)
        {
          char iso[SL_DAY_ISO_SIZE];
          g_autofree char *id = g_strconcat ("day:", sl_day_format_iso (day, iso), NULL);
          g_autofree char *label = sl_day_format_long (day);
          g_autofree char *value = describe_day (count);
          int region = sl_scene_begin_region (scene, id, label, value, x, y, pitch, pitch);
          if (count->applications > 0)
            sl_scene_set_region_dates (scene, region, day, day);
        }
      sl_scene_add_rect (scene, get_level (count_day (count), much), x, y, pitch - gap, pitch - gap, MIN (3, pitch / 4));
      sl_scene_end_region (scene);
    }
}

static char *
format_month (SlDay day)
{
  int year, month, day_of_month;
  sl_day_to_ymd (day, &year, &month, &day_of_month);
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, 1, 0, 0, 0);
  return g_date_time_format (time, "%b");
}

/* A month's name over the first week that begins in it. */
static void
draw_months (SlScene      *scene,
             SlAnalytics  *analytics,
             double        left,
             double        pitch,
             double        line,
             PangoContext *context)
{
  double free_from = left;

  for (int week = 0; week < SL_ANALYTICS_HEAT_WEEKS; week++)
    {
      SlDay monday = analytics->heat_start + week * 7;
      int year, month, day;

      sl_day_to_ymd (monday, &year, &month, &day);
      if (day > 7)
        continue;
      g_autofree char *text = format_month (monday);
      double x = left + week * pitch;
      double width = sl_scene_measure (context, SL_TEXT_SMALL, FALSE, text, NULL);
      if (x < free_from || x + width > sl_scene_get_width (scene))
        continue;
      sl_scene_add_text (scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, x, line / 2, 0, text);
      free_from = x + width + SPACE;
    }
}

/* "Less ▢▢▢▢▢ More" under the cells, at their right end. */
static void
draw_scale (SlScene *scene,
            double   right,
            double   y,
            double   pitch)
{
  double cell = MIN (pitch, 12);
  SlSceneRect more = sl_scene_add_text (scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_END, right, y, 0, _("More"));
  double x = more.x - SPACE - 5 * cell;

  for (guint i = 0; i < 5; i++)
    sl_scene_add_rect (scene, (SlColorRole) (SL_COLOR_HEAT_0 + i), x + i * cell, y - cell / 2 + 1, cell - 2, cell - 2, 2);
  sl_scene_add_text (scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_END, x - SPACE, y, 0, _("Less"));
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  const char *const names[] = { C_("weekday", "Mon"), C_("weekday", "Wed"), C_("weekday", "Fri") };
  double line = _sl_line_height (context, SL_TEXT_SMALL);
  double left = get_label_width (context);
  double pitch = get_pitch (sl_scene_get_width (scene), context);
  double top = line + SPACE;

  draw_months (scene, analytics, left, pitch, line, context);
  for (guint i = 0; i < 3; i++)
    if (2 * pitch >= line)
      sl_scene_add_text (scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, 0, top + (2 * i + 0.5) * pitch,
                         left - SPACE / 2.0, names[i]);
  draw_cells (scene, analytics, left, top, pitch);
  draw_scale (scene, MIN (left + SL_ANALYTICS_HEAT_WEEKS * pitch, sl_scene_get_width (scene)), top + 7 * pitch + SPACE + line / 2, pitch);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (_("Day"), _("Applications"), _("Interview rounds"), _("Moves"), NULL);

  for (guint i = 1; i <= 3; i++)
    sl_chart_table_set_numeric (table, i, TRUE);
  for (guint i = 0; i < N_DAYS; i++)
    {
      const SlDayCount *day = &analytics->heat[i];
      char iso[SL_DAY_ISO_SIZE];
      g_autofree char *applications = _sl_words_number (day->applications);
      g_autofree char *stages = _sl_words_number (day->stages);
      g_autofree char *moves = _sl_words_number (day->moves);
      if (count_day (day) > 0)
        sl_chart_table_add (table, sl_day_format_iso (analytics->heat_start + (SlDay) i, iso), applications, stages, moves, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_heatmap = {
  .name = "heatmap",
  .label = N_("Activity"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
