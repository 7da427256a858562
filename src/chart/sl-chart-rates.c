/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of the applications sent got a response, an interview, an offer, at any time in their history. */

#define G_LOG_DOMAIN "sl-chart-rates"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chart-private.h"
#include "sl-count.h"

#define N_RATES 3

typedef struct {
  const char *id;
  const char *label;
  SlRate rate;
  SlColorRole role;
} Rate;

static void
get_rates (SlAnalytics *analytics,
           Rate         rates[N_RATES])
{
  rates[0] = (Rate) { "rate:response", C_("rate", "Response"), analytics->response, SL_COLOR_APPLIED };
  rates[1] = (Rate) { "rate:interview", C_("rate", "Interview"), analytics->interview, SL_COLOR_INTERVIEWING };
  rates[2] = (Rate) { "rate:offer", C_("rate", "Offer"), analytics->offer, SL_COLOR_OFFER };
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return analytics->applied == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  g_autofree char *percent = _sl_words_percent (analytics->response);
  g_autofree char *n_of = _sl_words_n_of (analytics->response);

  if (is_empty (analytics))
    return g_strdup (_("No application sent yet"));
  if (analytics->applied < SL_ANALYTICS_FEW)
    return g_strdup_printf (_("Too few to tell: %s got a response"), n_of);
  if (analytics->response.n == 0)
    return g_strdup (_("No response yet"));
  return g_strdup_printf (_("%s of your applications got a response"), percent);
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  g_autofree char *n_of = _sl_words_n_of (analytics->response);
  g_autofree char *basis = _sl_words_with_period (n_of, analytics);
  guint n = analytics->declined.n;

  if (is_empty (analytics))
    return g_strdup (_("A response is an interview or anything after it"));
  if (n == 0)
    return g_steal_pointer (&basis);
  /* Translators: %s is "13 of 42 since May"; the number counts rejections that came without an interview */
  return g_strdup_printf (ngettext ("%s; %s more was turned down", "%s; %s more were turned down", n), basis, SL_COUNT (n));
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return _sl_bars_get_height (N_RATES, context);
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  g_autoptr (GArray) bars = _sl_bars_new ();
  Rate rates[N_RATES];

  get_rates (analytics, rates);
  for (guint i = 0; i < N_RATES; i++)
    {
      SlBar *bar = _sl_bars_add (bars, rates[i].id, rates[i].label, sl_rate_get_fraction (rates[i].rate), rates[i].role);
      g_autofree char *n_of = _sl_words_n_of (rates[i].rate);
      bar->data = _sl_words_percent (rates[i].rate);
      bar->note = g_strdup (n_of);
      /* Translators: "31 %" and "13 of 42" */
      bar->value = g_strdup_printf (C_("value and basis", "%s, %s"), bar->data, n_of);
      /* The history can't be filtered by; what is furthest now comes nearest to it. */
      if (i < 2)
        _sl_bar_set_words (bar, SL_FACET_STATUS, SL_STATUS_INTERVIEWING, SL_STATUS_OFFER, SL_STATUS_ACCEPTED, NULL);
      else
        _sl_bar_set_words (bar, SL_FACET_STATUS, SL_STATUS_OFFER, SL_STATUS_ACCEPTED, NULL);
    }
  _sl_bars_draw (scene, bars, (SlBarStyle) { .maximum = 1, .tracks = TRUE }, 0, context);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (_("Reached"), _("Applications"), _("Of"), _("Share"), NULL);
  Rate rates[N_RATES];

  get_rates (analytics, rates);
  for (guint i = 1; i <= 3; i++)
    sl_chart_table_set_numeric (table, i, TRUE);
  for (guint i = 0; i < N_RATES; i++)
    {
      g_autofree char *n = _sl_words_number (rates[i].rate.n);
      g_autofree char *of = _sl_words_number (rates[i].rate.of);
      g_autofree char *percent = _sl_words_percent (rates[i].rate);
      sl_chart_table_add (table, rates[i].label, n, of, percent, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_rates = {
  .name = "rates",
  .label = N_("Rates"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
