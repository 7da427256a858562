/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers beside each other: one table, as on the screen. */

#define G_LOG_DOMAIN "sl-print-offers"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-print-docs.h"

/* More columns than these need the paper's longer side. */
#define MAX_UPRIGHT 2

/* Two rows would say the same of amounts: with an exchange rate beside them, what was compared is clear. */
static void
add_rates (SlPrintDoc *doc,
           GPtrArray  *offers,
           SlRates    *rates,
           const char *currency)
{
  g_autoptr (GPtrArray) foreign = sl_offers_list_foreign (offers, currency);

  for (guint i = 0; i < foreign->len; i++)
    {
      const char *other = g_ptr_array_index (foreign, i);
      double rate = sl_rates_get (rates, other, currency);
      g_autofree char *words = rate > 0 ? g_strdup_printf ("1 %s = %.4g %s", other, rate, currency) : NULL;

      sl_print_doc_add_fact (doc, _("Exchange rate"), words);
    }
}

SlPrintDoc *
sl_print_offers (GPtrArray  *offers,
                 SlRates    *rates,
                 const char *currency,
                 SlDay       today)
{
  g_autoptr (GPtrArray) rows = sl_offers_compare (offers, rates, currency, today);
  g_autofree char *day = sl_day_format_long (today);
  SlPrintDoc *doc = sl_print_doc_new (_("Offers"), day);
  const char *headers[SL_OFFERS_MAX + 2] = { "" };
  double weights[SL_OFFERS_MAX + 1] = { 0.7 };
  guint n = MIN (offers->len, SL_OFFERS_MAX);

  if (n == 0)
    {
      sl_print_doc_add_text (doc, _("There are no offers."));
      return doc;
    }
  for (guint i = 0; i < n; i++)
    {
      headers[i + 1] = sl_offer_get_company (g_ptr_array_index (offers, i));
      weights[i + 1] = 1;
    }
  sl_print_doc_begin_table (doc, headers, weights);
  for (guint i = 0; i < rows->len; i++)
    {
      SlOfferRow *row = g_ptr_array_index (rows, i);
      const char *cells[SL_OFFERS_MAX + 2] = { row->label };

      for (guint j = 0; j < n; j++)
        cells[j + 1] = row->cells[j];
      sl_print_doc_add_row (doc, cells);
    }
  add_rates (doc, offers, rates, currency);
  sl_print_doc_set_landscape (doc, n > MAX_UPRIGHT);

  return doc;
}
