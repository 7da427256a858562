/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is expected and what was offered, in the commonest currency, on one scale from zero. */

#define G_LOG_DOMAIN "sl-chart-salary"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-chart-private.h"
#include "sl-count.h"
#include "sl-money.h"
#include "sl-private.h"

#define MAX_ROWS 4

typedef struct {
  const char *id;
  const char *label;
  double amount;
  guint n;
  SlColorRole role;
} Row;

static char *
format_amount (SlAnalytics *analytics,
               double       amount)
{
  return analytics->salary.hidden ? g_strdup (SL_PRIVATE_HIDDEN) : sl_money_format (round (amount), analytics->salary.currency);
}

static guint
get_rows (SlAnalytics *analytics,
          Row          rows[MAX_ROWS])
{
  const SlSalaryInsight *salary = &analytics->salary;
  guint n = 0;

  if (salary->average_min >= 0)
    rows[n++] = (Row) { "salary:min", C_("salary", "Expected from"), salary->average_min, salary->n_expected, SL_COLOR_APPLIED };
  if (salary->average_max >= 0)
    rows[n++] = (Row) { "salary:max", C_("salary", "Expected to"), salary->average_max, salary->n_expected, SL_COLOR_APPLIED };
  if (salary->average_offered >= 0)
    rows[n++] = (Row) { "salary:offer", salary->n_offers > 1 ? C_("salary", "Average offer") : C_("salary", "Offer"), salary->average_offered, salary->n_offers, SL_COLOR_OFFER };
  if (salary->highest_offer >= 0 && salary->n_offers > 1)
    rows[n++] = (Row) { "salary:highest", C_("salary", "Highest offer"), (double) salary->highest_offer, salary->n_offers, SL_COLOR_OFFER };
  return n;
}

static gboolean
is_empty (SlAnalytics *analytics)
{
  Row rows[MAX_ROWS];
  return get_rows (analytics, rows) == 0;
}

static char *
get_title (SlAnalytics *analytics)
{
  const SlSalaryInsight *salary = &analytics->salary;

  if (is_empty (analytics))
    return g_strdup (_("No salaries noted yet"));
  if (salary->hidden)
    return g_strdup (_("Amounts are hidden in private mode"));
  if (salary->n_offers > 0)
    {
      g_autofree char *amount = format_amount (analytics, salary->average_offered);
      return salary->n_offers == 1 ? g_strdup_printf (_("Your offer is %s"), amount)
                                   : g_strdup_printf (_("Offers average %s"), amount);
    }
  g_autofree char *range = sl_money_format_range (salary->average_min >= 0 ? round (salary->average_min) : SL_MONEY_NONE,
                                                  salary->average_max >= 0 ? round (salary->average_max) : SL_MONEY_NONE,
                                                  salary->currency);
  /* Translators: %s is a range of salaries */
  return g_strdup_printf (_("Postings average %s"), range);
}

static char *
get_subtitle (SlAnalytics *analytics)
{
  const SlSalaryInsight *salary = &analytics->salary;
  guint left_out = salary->n_other_currency + salary->n_offers_other_currency;
  GString *text;

  if (is_empty (analytics))
    return g_strdup (_("Compares what is expected with what is offered"));
  text = g_string_new (NULL);
  g_string_append_printf (text, ngettext ("%s application with a salary", "%s applications with a salary", salary->n_expected),
                          SL_COUNT (salary->n_expected));
  if (salary->n_offers > 0)
    g_string_append_printf (text, ngettext (", %s offer", ", %s offers", salary->n_offers), SL_COUNT (salary->n_offers));
  if (left_out > 0)
    g_string_append_printf (text, ngettext ("; %s in another currency left out", "; %s in other currencies left out", left_out), SL_COUNT (left_out));
  return g_string_free (text, FALSE);
}

static double
get_height (SlAnalytics  *analytics,
            SlChartFlags  flags,
            double        width,
            PangoContext *context)
{
  Row rows[MAX_ROWS];
  return _sl_bars_get_height (get_rows (analytics, rows), context);
}

static char *
describe_basis (const Row *row)
{
  gboolean offer = row->role == SL_COLOR_OFFER;
  return offer ? g_strdup_printf (ngettext ("%s offer", "%s offers", row->n), SL_COUNT (row->n)) : _sl_words_applications (row->n);
}

static void
draw (SlScene      *scene,
      SlAnalytics  *analytics,
      SlChartFlags  flags,
      PangoContext *context)
{
  g_autoptr (GArray) bars = _sl_bars_new ();
  Row rows[MAX_ROWS];
  guint n = get_rows (analytics, rows);

  for (guint i = 0; i < n; i++)
    {
      SlBar *bar = _sl_bars_add (bars, rows[i].id, rows[i].label, rows[i].amount, rows[i].role);
      g_autofree char *basis = describe_basis (&rows[i]);
      bar->data = format_amount (analytics, rows[i].amount);
      /* Translators: an amount and what it is made of: "85,000 €, 12 applications" */
      bar->value = g_strdup_printf (C_("value and basis", "%s, %s"), bar->data, basis);
      if (rows[i].role == SL_COLOR_OFFER)
        _sl_bar_set_words (bar, SL_FACET_STATUS, SL_STATUS_OFFER, SL_STATUS_ACCEPTED, NULL);
    }
  _sl_bars_draw (scene, bars, (SlBarStyle) { 0 }, 0, context);

  for (guint i = 0; i < sl_scene_get_n_regions (scene); i++)
    if (rows[i].role != SL_COLOR_OFFER)
      sl_scene_set_region_salary (scene, (int) i, analytics->salary.average_min >= 0 ? (gint64) round (analytics->salary.average_min) : -1,
                                  analytics->salary.average_max >= 0 ? (gint64) round (analytics->salary.average_max) : -1);
}

static SlChartTable *
get_table (SlAnalytics *analytics,
           SlChartFlags flags)
{
  SlChartTable *table = sl_chart_table_new (_("Salary"), _("Amount"), _("Basis"), NULL);
  Row rows[MAX_ROWS];
  guint n = get_rows (analytics, rows);

  sl_chart_table_set_numeric (table, 1, TRUE);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *amount = format_amount (analytics, rows[i].amount);
      g_autofree char *basis = describe_basis (&rows[i]);
      sl_chart_table_add (table, rows[i].label, amount, basis, NULL);
    }
  return table;
}

const SlChartClass _sl_chart_salary = {
  .name = "salary",
  .label = N_("Salaries"),
  .is_empty = is_empty,
  .title = get_title,
  .subtitle = get_subtitle,
  .height = get_height,
  .draw = draw,
  .table = get_table,
};
