/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many applications stand in each status now. */

#define G_LOG_DOMAIN "sl-chart-pipeline"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chart-private.h"
#include "sl-count.h"

static gboolean
is_empty (SlAnalytics *analytics)
{
  return analytics->total == 0;
}

static guint
count_open (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint i = 0; i < analytics->pipeline->len; i++)
    {
      const SlStatusCount *entry = &g_array_index (analytics->pipeline, SlStatusCount, i);
      if (g_strcmp0 (entry->status, SL_STATUS_SAVED) != 0 && sl_status_is_open (entry->status))
        n += entry->count;
    }
  return n;
}

static char *
get_title (SlAnalytics *analytics)
{
  guint n = count_open (analytics);

  if (is_empty (analytics))
    return g_strdup (_("Nothing to count yet"));
  if (n == 0)
    return g_strdup (_("No application is open right now"));
  return g_strdup_printf (ngettext ("%s application is open", "%s applications are open", n), SL_COUNT (n));
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  g_autofree char *text = _sl_words_applications (analytics->total);

  if (is_empty (analytics))
    return g_strdup (_("Each application counts in the status it has now"));
  return _sl_words_with_period (text, analytics);
}

/* Those whom nobody answered stand in the status Rejected, but nobody rejected them. */
static guint
count_unanswered (SlAnalytics *analytics)
{
  guint n = 0;
  for (guint from = 0; from < SL_N_FLOW_NODES; from++)
    n += analytics->flow[from][SL_FLOW_NO_RESPONSE];
  return n;
}

typedef void (*RowFunc) (const char *id, const char *label, const char *status, guint count, SlColorRole role, gpointer data);

/* The rows of drawing and table: the statuses, and after Rejected what is told apart from it. */
static void
foreach_row (SlAnalytics *analytics,
             RowFunc      func,
             gpointer     data)
{
  guint unanswered = count_unanswered (analytics);

  for (guint i = 0; i < analytics->pipeline->len; i++)
    {
      const SlStatusCount *entry = &g_array_index (analytics->pipeline, SlStatusCount, i);
      gboolean rejected = g_strcmp0 (entry->status, SL_STATUS_REJECTED) == 0;
      guint apart = rejected ? MIN (unanswered, entry->count) : 0;
      g_autofree char *id = g_strconcat ("status:", entry->status, NULL);

      func (id, sl_enum_label (&sl_status_words, entry->status), entry->status, entry->count - apart,
            sl_palette_get_status_role (entry->status), data);
      if (apart > 0)
        func ("status-detail:no-response", sl_enum_label (&sl_status_detail_words, SL_DETAIL_NO_RESPONSE), NULL, apart, SL_COLOR_WITHDRAWN, data);
    }
}

static void
add_bar (const char *id,
         const char *label,
         const char *status,
         guint       count,
         SlColorRole role,
         gpointer    data)
{
  SlBar *bar = _sl_bars_add (data, id, label, count, role);

  bar->value = _sl_words_applications (count);
  bar->data = _sl_words_number (count);
  /* There is no filter for a part of a status. */
  if (status != NULL)
    _sl_bar_set_words (bar, SL_FACET_STATUS, status, NULL);
}

static GArray *
get_bars (SlAnalytics *analytics)
{
  GArray *bars = _sl_bars_new ();
  foreach_row (analytics, add_bar, bars);
  return bars;
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return _sl_bars_get_height (analytics->pipeline->len + (count_unanswered (analytics) > 0), context);
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  g_autoptr (GArray) bars = get_bars (analytics);
  _sl_bars_draw (scene, bars, (SlBarStyle) { 0 }, 0, context);
}

static void
add_to_table (const char *id,
              const char *label,
              const char *status,
              guint       count,
              SlColorRole role,
              gpointer    data)
{
  g_autofree char *number = _sl_words_number (count);
  sl_chart_table_add (data, label, number, NULL);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (_("Status"), _("Applications"), NULL);

  sl_chart_table_set_numeric (table, 1, TRUE);
  foreach_row (analytics, add_to_table, table);
  return table;
}

const SlChartClass _sl_chart_pipeline = {
  .name = "pipeline",
  .label = N_("Pipeline"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
