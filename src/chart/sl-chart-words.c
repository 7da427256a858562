/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and periods as titles, labels and tables say them. */

#define G_LOG_DOMAIN "sl-chart-words"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-private.h"
#include "sl-count.h"

char *
_sl_words_number (guint n)
{
  return g_strdup (SL_COUNT (n));
}

char *
_sl_words_percent (SlRate rate)
{
  double percent = 100 * sl_rate_get_fraction (rate);

  if (rate.n > 0 && percent < 1)
    return g_strdup (_("<1%"));
  if (rate.n < rate.of && percent > 99)
    return g_strdup (_(">99%"));
  /* Translators: a percentage, written as it is usual: some put a no-break space before the sign */
  return g_strdup_printf (_("%d%%"), (int) round (percent));
}

char *
_sl_words_applications (guint n)
{
  return g_strdup_printf (ngettext ("%s application", "%s applications", n), SL_COUNT (n));
}

char *
_sl_words_days (double days)
{
  gboolean whole = fabs (days - round (days)) < 0.05;

  if (whole)
    return g_strdup_printf (ngettext ("%d day", "%d days", (int) round (days)), (int) round (days));
  /* Translators: a number of days with one decimal, such as 3.5 */
  return g_strdup_printf (_("%.1f days"), days);
}

char *
_sl_words_n_of (SlRate rate)
{
  /* Translators: 13 of 42 */
  return g_strdup_printf (_("%s of %s"), SL_COUNT (rate.n), SL_COUNT (rate.of));
}

static char *
format_month (SlDay    day,
              gboolean with_year)
{
  int year, month, day_of_month;
  sl_day_to_ymd (day, &year, &month, &day_of_month);
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, 1, 0, 0, 0);
  /* Translators: a month in "since May" and in "since May 2025" */
  return g_date_time_format (time, with_year ? C_("since", "%B %Y") : C_("since", "%B"));
}

/* Nearer than this days are counted, further away the month is said. */
#define NEAR_DAYS 45

static char *
describe_days (guint days)
{
  if (days == 1)
    return g_strdup (C_("basis", "today"));
  return g_strdup_printf (ngettext ("in the last %u day", "in the last %u days", days), days);
}

static char *
describe_since (SlAnalytics *analytics)
{
  SlDay first = analytics->first_day;
  int year, month, day, this_year;

  if (first == SL_DAY_NONE || first > analytics->today)
    return NULL;
  if (analytics->today - first < NEAR_DAYS)
    return describe_days ((guint) (analytics->today - first) + 1);
  sl_day_to_ymd (first, &year, &month, &day);
  sl_day_to_ymd (analytics->today, &this_year, &month, &day);
  g_autofree char *text = format_month (first, year != this_year);
  return g_strdup_printf (_("since %s"), text);
}

/** _sl_words_period: (nullable): the time the numbers are of; NULL when there is nothing to say */
char *
_sl_words_period (SlAnalytics *analytics)
{
  g_autofree char *from = analytics->from != SL_DAY_NONE ? sl_day_format_short (analytics->from) : NULL;
  g_autofree char *to = analytics->to != SL_DAY_NONE ? sl_day_format_short (analytics->to) : NULL;

  if (from != NULL && to != NULL && analytics->from == analytics->to)
    return g_strdup_printf (_("on %s"), from);
  if (from != NULL && to != NULL)
    return g_strdup_printf (_("from %s to %s"), from, to);
  if (from != NULL)
    return g_strdup_printf (_("since %s"), from);
  if (to != NULL)
    return g_strdup_printf (_("until %s"), to);
  if (analytics->window > 0)
    return describe_days (analytics->window);
  return describe_since (analytics);
}

char *
_sl_words_with_period (const char  *text,
                       SlAnalytics *analytics)
{
  g_autofree char *period = _sl_words_period (analytics);
  /* Translators: "13 of 42" and "since May" */
  return period != NULL ? g_strdup_printf (C_("basis", "%s %s"), text, period) : g_strdup (text);
}
