/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The salary part of the analytics: averages in one currency, the commonest, never a mix of two. */

#define G_LOG_DOMAIN "sl-analytics-salary"

#include "config.h"

#include "sl-analytics-private.h"

typedef struct {
  double sum;
  guint n;
} Mean;

static void
add_to_mean (Mean  *mean,
             gint64 value)
{
  if (value <= 0)
    return;
  mean->sum += (double) value;
  mean->n++;
}

static double
get_mean (const Mean *mean)
{
  return mean->n > 0 ? mean->sum / mean->n : -1;
}

/* The application there if it is counted and has a salary, else NULL. */
static const Application *
get_application (SlAnalyticsSet          *set,
                 const SlAnalyticsChoice *choice,
                 guint                    i)
{
  const Application *application = &g_array_index (set->applications, Application, i);
  gboolean has_salary = application->salary_min > 0 || application->salary_max > 0;
  return has_salary && _sl_analytics_is_chosen (choice, i) ? application : NULL;
}

static const Offer *
get_offer (SlAnalyticsSet          *set,
           const SlAnalyticsChoice *choice,
           guint                    i)
{
  const Offer *offer = &g_array_index (set->offers, Offer, i);
  return offer->salary > 0 && _sl_analytics_is_chosen (choice, offer->application) ? offer : NULL;
}

static void
count_currency (GHashTable *counts,
                guint32     currency)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (currency)));
  g_hash_table_insert (counts, GUINT_TO_POINTER (currency), GUINT_TO_POINTER (n + 1));
}

/* The commonest among the expected salaries, or among the offers' when none is expected; of two equals the first in the
 * alphabet. */
static guint32
find_currency (SlAnalyticsSet          *set,
               const SlAnalyticsChoice *choice)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer currency, n;
  guint32 best = 0;
  guint best_n = 0;

  for (guint i = 0; i < set->applications->len; i++)
    {
      const Application *application = get_application (set, choice, i);
      if (application != NULL)
        count_currency (counts, application->currency);
    }
  if (g_hash_table_size (counts) == 0)
    for (guint i = 0; i < set->offers->len; i++)
      {
        const Offer *offer = get_offer (set, choice, i);
        if (offer != NULL)
          count_currency (counts, offer->currency);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &currency, &n))
    if (GPOINTER_TO_UINT (n) > best_n || (GPOINTER_TO_UINT (n) == best_n && GPOINTER_TO_UINT (currency) < best))
      {
        best = GPOINTER_TO_UINT (currency);
        best_n = GPOINTER_TO_UINT (n);
      }
  return best;
}

static void
count_expected (SlSalaryInsight         *salary,
                SlAnalyticsSet          *set,
                const SlAnalyticsChoice *choice,
                guint32                  currency)
{
  Mean min = { 0 }, max = { 0 };

  for (guint i = 0; i < set->applications->len; i++)
    {
      const Application *application = get_application (set, choice, i);
      if (application == NULL)
        continue;
      if (application->currency != currency)
        {
          salary->n_other_currency++;
          continue;
        }
      salary->n_expected++;
      add_to_mean (&min, application->salary_min);
      add_to_mean (&max, application->salary_max);
    }
  salary->average_min = get_mean (&min);
  salary->average_max = get_mean (&max);
}

static void
count_offered (SlSalaryInsight         *salary,
               SlAnalyticsSet          *set,
               const SlAnalyticsChoice *choice,
               guint32                  currency)
{
  Mean offered = { 0 };

  salary->highest_offer = -1;
  for (guint i = 0; i < set->offers->len; i++)
    {
      const Offer *offer = get_offer (set, choice, i);
      if (offer == NULL)
        continue;
      if (offer->currency != currency)
        {
          salary->n_offers_other_currency++;
          continue;
        }
      salary->n_offers++;
      add_to_mean (&offered, offer->salary);
      salary->highest_offer = MAX (salary->highest_offer, offer->salary);
    }
  salary->average_offered = get_mean (&offered);
}

void
_sl_analytics_count_salaries (SlAnalytics             *self,
                              SlAnalyticsSet          *set,
                              const SlAnalyticsChoice *choice)
{
  guint32 currency = find_currency (set, choice);

  count_expected (&self->salary, set, choice, currency);
  count_offered (&self->salary, set, choice, currency);
  _sl_analytics_unpack_currency (currency, self->salary.currency);
}
