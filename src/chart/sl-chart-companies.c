/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The companies with the most applications. */

#define G_LOG_DOMAIN "sl-chart-companies"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chart-private.h"
#include "sl-count.h"

static const SlCompanyCount *
get_company (SlAnalytics *analytics,
             guint        i)
{
  return &g_array_index (analytics->companies, SlCompanyCount, i);
}

/* Companies with one application each are only shown when there is little else. */
#define ENOUGH_REPEATED 3

static guint
count_shown (SlAnalytics *analytics)
{
  guint n = 0;
  while (n < analytics->companies->len && get_company (analytics, n)->count > 1)
    n++;
  return n >= ENOUGH_REPEATED ? n : analytics->companies->len;
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return analytics->companies->len == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  guint leading = 0, count;

  if (is_empty (analytics))
    return g_strdup (_("No companies yet"));
  count = get_company (analytics, 0)->count;
  while (leading < analytics->companies->len && get_company (analytics, leading)->count == count)
    leading++;
  if (analytics->n_companies == 1)
    return g_strdup_printf (_("Everything is at %s"), get_company (analytics, 0)->shown);
  if (count == 1)
    return g_strdup (_("Each application is at a different company"));
  if (leading > 1)
    return g_strdup_printf (_("No company stands out: %s applications at most"), SL_COUNT (count));
  /* Translators: a company and a number greater than one */
  return g_strdup_printf (_("Most are at %s: %s applications"), get_company (analytics, 0)->shown, SL_COUNT (count));
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  guint n = analytics->n_companies;
  g_autofree char *text = g_strdup_printf (ngettext ("%s company", "%s companies in all", n), SL_COUNT (n));

  if (is_empty (analytics))
    return g_strdup (_("The ten with the most applications"));
  if (n > count_shown (analytics))
    {
      g_autofree char *top = g_strdup_printf (_("The top %s of %s companies"), SL_COUNT (count_shown (analytics)), SL_COUNT (n));
      return _sl_words_with_period (top, analytics);
    }
  return _sl_words_with_period (text, analytics);
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return _sl_bars_get_height (count_shown (analytics), context);
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  g_autoptr (GArray) bars = _sl_bars_new ();

  for (guint i = 0; i < count_shown (analytics); i++)
    {
      const SlCompanyCount *company = get_company (analytics, i);
      g_autofree char *id = g_strconcat ("company:", company->company, NULL);
      SlBar *bar = _sl_bars_add (bars, id, company->shown, company->count, SL_COLOR_ACCENT);
      bar->value = _sl_words_applications (company->count);
      bar->data = _sl_words_number (company->count);
      _sl_bar_set_words (bar, SL_FACET_COMPANY, company->company, NULL);
    }
  _sl_bars_draw (scene, bars, (SlBarStyle) { 0 }, 0, context);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (_("Company"), _("Applications"), NULL);

  sl_chart_table_set_numeric (table, 1, TRUE);
  for (guint i = 0; i < count_shown (analytics); i++)
    {
      const SlCompanyCount *company = get_company (analytics, i);
      g_autofree char *count = _sl_words_number (company->count);
      sl_chart_table_add (table, company->shown, count, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_companies = {
  .name = "companies",
  .label = N_("Top companies"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
