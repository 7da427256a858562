/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sources led to interviews: of each source's applications the share that got one, with its number. Sources with
 * few applications are hidden until asked for: their shares say little. */

#define G_LOG_DOMAIN "sl-chart-sources"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chart-private.h"
#include "sl-count.h"

static const SlSourceCount *
get_source (SlAnalytics *analytics,
            guint        i)
{
  return &g_array_index (analytics->sources, SlSourceCount, i);
}

static const char *
get_label (const SlSourceCount *source)
{
  return *source->source != '\0' ? sl_enum_label (&sl_source_words, source->source) : _("No source given");
}

/* Sources come by number of applications, so that those with enough stand first. */
static guint
count_enough (SlAnalytics *analytics)
{
  guint n = 0;
  while (n < analytics->sources->len && get_source (analytics, n)->applied >= SL_ANALYTICS_FEW)
    n++;
  return n;
}

static guint
count_hidden (SlAnalytics *analytics)
{
  return analytics->sources->len - count_enough (analytics);
}

static guint
count_shown (SlAnalytics *analytics,
             SlChartFlags flags)
{
  return (flags & SL_CHART_SHOW_FEW) != 0 ? analytics->sources->len : count_enough (analytics);
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  return analytics->sources->len == 0;
}

static SlRate
get_interviews (const SlSourceCount *source)
{
  return (SlRate) { source->interviews, source->applied };
}

/* The best named source with enough applications; "none given" teaches nothing. */
static const SlSourceCount *
find_best (SlAnalytics *analytics)
{
  const SlSourceCount *best = NULL;

  for (guint i = 0; i < count_enough (analytics); i++)
    {
      const SlSourceCount *source = get_source (analytics, i);
      if (*source->source == '\0' || source->interviews == 0)
        continue;
      if (best == NULL || sl_rate_get_fraction (get_interviews (source)) > sl_rate_get_fraction (get_interviews (best)))
        best = source;
    }
  return best;
}

static char *
get_title (SlAnalytics *analytics)
{
  const SlSourceCount *best = find_best (analytics);

  if (is_empty (analytics))
    return g_strdup (_("No application sent yet"));
  if (count_enough (analytics) == 0)
    return g_strdup (_("Too few to tell which source works"));
  if (best == NULL)
    return g_strdup (_("No source stands out yet"));
  g_autofree char *percent = _sl_words_percent (get_interviews (best));
  /* Translators: a source and a percentage: "Referral worked best: 60 % led to an interview" */
  return g_strdup_printf (_("%s worked best: %s led to an interview"), get_label (best), percent);
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  const SlSourceCount *best = find_best (analytics);
  guint hidden = count_hidden (analytics);
  g_autofree char *basis = NULL;

  if (is_empty (analytics))
    return g_strdup (_("Shows which sources lead to interviews"));
  if (best != NULL)
    {
      g_autofree char *n_of = _sl_words_n_of (get_interviews (best));
      basis = _sl_words_with_period (n_of, analytics);
    }
  else
    {
      g_autofree char *n = _sl_words_applications (analytics->applied);
      basis = _sl_words_with_period (n, analytics);
    }
  if (hidden == 0)
    return g_steal_pointer (&basis);
  /* Translators: %s is "6 of 10 since May" */
  return g_strdup_printf (ngettext ("%s; %s source has fewer than 5", "%s; %s sources have fewer than 5", hidden), basis, SL_COUNT (hidden));
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  return _sl_bars_get_height (count_shown (analytics, flags), context);
}

static char *
describe (const SlSourceCount *source)
{
  /* Translators: for one source: numbers of applications, interviews and offers */
  return g_strdup_printf (_("%s sent, %s with an interview, %s with an offer"), SL_COUNT (source->applied), SL_COUNT (source->interviews),
                          SL_COUNT (source->offers));
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  g_autoptr (GArray) bars = _sl_bars_new ();

  for (guint i = 0; i < count_shown (analytics, flags); i++)
    {
      const SlSourceCount *source = get_source (analytics, i);
      g_autofree char *id = g_strconcat ("source:", source->source, NULL);
      SlRate rate = get_interviews (source);
      SlBar *bar = _sl_bars_add (bars, id, get_label (source), sl_rate_get_fraction (rate), SL_COLOR_INTERVIEWING);
      bar->value = describe (source);
      bar->data = _sl_words_percent (rate);
      bar->note = _sl_words_n_of (rate);
      _sl_bar_set_words (bar, SL_FACET_SOURCE, source->source, NULL);
    }
  _sl_bars_draw (scene, bars, (SlBarStyle) { .maximum = 1, .tracks = TRUE }, 0, context);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table =
    sl_chart_table_new (_("Source"), _("Applications"), _("Interviews"), _("Offers"), _("Interview share"), NULL);

  for (guint i = 1; i <= 4; i++)
    sl_chart_table_set_numeric (table, i, TRUE);
  for (guint i = 0; i < count_shown (analytics, flags); i++)
    {
      const SlSourceCount *source = get_source (analytics, i);
      g_autofree char *applied = _sl_words_number (source->applied);
      g_autofree char *interviews = _sl_words_number (source->interviews);
      g_autofree char *offers = _sl_words_number (source->offers);
      g_autofree char *percent = _sl_words_percent (get_interviews (source));
      sl_chart_table_add (table, get_label (source), applied, interviews, offers, percent, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_sources = {
  .name = "sources",
  .label = N_("Sources"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .n_hidden = count_hidden,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
