/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-offers.h"

static SlOffer *
make_offer (gint64      salary,
            const char *currency,
            const char *bonus,
            const char *deadline)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) outcome = sl_record_new (SL_KIND_OUTCOME);

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_OFFER);
  if (salary >= 0)
    sl_record_set_integer (outcome, SL_OUTCOME_SALARY, salary);
  sl_record_set_text (outcome, SL_OUTCOME_SALARY_CURRENCY, currency);
  sl_record_set_text (outcome, SL_OUTCOME_BONUS, bonus);
  sl_record_set_text (outcome, SL_OUTCOME_DEADLINE, deadline);

  return sl_offer_new (application, outcome);
}

static void
assert_worth (gint64      salary,
              const char *bonus,
              double      expected_bonus,
              double      expected_total)
{
  g_autoptr (SlOffer) offer = make_offer (salary, "EUR", bonus, NULL);
  g_autoptr (SlRates) rates = sl_rates_new ();
  SlOfferWorth worth;

  sl_offer_get_worth (offer, rates, "EUR", &worth);
  g_assert_cmpfloat_with_epsilon (worth.bonus, expected_bonus, 0.01);
  g_assert_cmpfloat_with_epsilon (worth.total, expected_total, 0.01);
}

static void
test_worth (void)
{
  assert_worth (50000, NULL, -1, 50000);
  assert_worth (50000, "10 %", 5000, 55000);
  assert_worth (50000, "up to 12,5% of the salary", 6250, 56250);
  assert_worth (50000, "10\302\240%", 5000, 55000);
  assert_worth (50000, "€3k sign-on", 3000, 53000);
  assert_worth (50000, "500 EUR a month", 6000, 56000);
  /* No money, or none that makes sense: nobody knows what it is with that. */
  assert_worth (50000, "13th salary", -1, -1);
  assert_worth (50000, "%", -1, -1);
  assert_worth (50000, "5000 %", -1, -1);
  assert_worth (50000, "to be negotiated", -1, -1);
  assert_worth (50000, "", -1, 50000);
  assert_worth (-1, "10 %", -1, -1);
  assert_worth (0, NULL, -1, 0);
}

static void
test_rates (void)
{
  g_autoptr (SlRates) rates = sl_rates_new ();
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (SlRates) again = NULL;
  g_autoptr (GVariant) odd = g_variant_ref_sink (g_variant_new_parsed ("{'CHF': 2.0, 'CHF EUR X': 1.0, '': 1.0, 'USD EUR': 0.0, 'GBP EUR': 1.2}"));
  g_autoptr (SlRates) sane = sl_rates_from_variant (odd);
  double rate;

  g_assert_cmpfloat (sl_rates_get (rates, "CHF", "EUR"), ==, 0);
  g_assert_cmpfloat (sl_rates_get (rates, "eur", "EUR"), ==, 1);
  sl_rates_set (rates, "chf", "EUR", 1.25);
  g_assert_cmpfloat (sl_rates_get (rates, "CHF", "eur"), ==, 1.25);
  g_assert_cmpfloat_with_epsilon (sl_rates_get (rates, "EUR", "CHF"), 0.8, 0.0001);
  /* The newest word counts, also when said the other way round. */
  sl_rates_set (rates, "EUR", "CHF", 0.5);
  g_assert_cmpfloat_with_epsilon (sl_rates_get (rates, "CHF", "EUR"), 2, 0.0001);
  kept = g_variant_ref_sink (sl_rates_to_variant (rates));
  again = sl_rates_from_variant (kept);
  g_assert_cmpfloat_with_epsilon (sl_rates_get (again, "CHF", "EUR"), 2, 0.0001);
  sl_rates_set (rates, "EUR", "CHF", 0);
  g_assert_cmpfloat (sl_rates_get (rates, "EUR", "CHF"), ==, 0);
  g_assert_cmpfloat (sl_rates_get (sane, "USD", "EUR"), ==, 0);
  g_assert_cmpfloat (sl_rates_get (sane, "GBP", "EUR"), ==, 1.2);

  g_assert_true (sl_rate_parse (" 1,05 ", &rate));
  g_assert_cmpfloat (rate, ==, 1.05);
  g_assert_false (sl_rate_parse ("", &rate));
  g_assert_false (sl_rate_parse ("0", &rate));
  g_assert_false (sl_rate_parse ("-1", &rate));
  g_assert_false (sl_rate_parse ("inf", &rate));
  g_assert_false (sl_rate_parse ("nan", &rate));
  g_assert_false (sl_rate_parse ("0x10", &rate));
  g_assert_false (sl_rate_parse ("1.2.3", &rate));
  g_assert_false (sl_rate_parse ("1e5", &rate));
}

/* A row without a cell when there is none. */
static const SlOfferRow *
find_row (GPtrArray      *rows,
          SlOfferRowKind  kind)
{
  static const SlOfferRow none = { .best = -2 };

  for (guint i = 0; i < rows->len; i++)
    if (((SlOfferRow *) rows->pdata[i])->kind == kind)
      return rows->pdata[i];

  return &none;
}

static void
assert_deadline (SlOffer    *offer,
                 SlDay       today,
                 const char *words)
{
  g_autofree char *described = sl_offer_describe_deadline (offer, today);

  g_assert_true (g_str_has_prefix (described, words));
}

static void
test_compare (void)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) foreign = NULL;
  g_autoptr (SlRates) rates = sl_rates_new ();
  SlDay today = sl_day_from_ymd (2026, 3, 16);
  const SlOfferRow *row;

  g_ptr_array_add (offers, make_offer (60000, "EUR", NULL, "2026-03-19"));
  g_ptr_array_add (offers, make_offer (70000, "CHF", "10 %", "2026-03-16"));
  g_ptr_array_add (offers, make_offer (-1, "EUR", "something", "2026-03-14"));
  g_assert_cmpstr (sl_offers_find_currency (offers), ==, "EUR");
  foreign = sl_offers_list_foreign (offers, "EUR");
  g_assert_cmpuint (foreign->len, ==, 1);

  rows = sl_offers_compare (offers, rates, "EUR", today);
  row = find_row (rows, SL_OFFER_ROW_TOTAL);
  g_assert_cmpstr (row->cells[1], ==, "Needs an exchange rate");
  g_assert_cmpint (row->best, ==, -1);
  g_assert_null (find_row (rows, SL_OFFER_ROW_EQUITY)->cells);
  row = find_row (rows, SL_OFFER_ROW_DEADLINE);
  g_assert_nonnull (g_strrstr (row->cells[0], "2026"));
  assert_deadline (offers->pdata[0], today, "3 days left");
  assert_deadline (offers->pdata[1], today, "Answer today");
  assert_deadline (offers->pdata[2], today, "Ran out");

  sl_rates_set (rates, "CHF", "EUR", 1.1);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = sl_offers_compare (offers, rates, "EUR", today);
  row = find_row (rows, SL_OFFER_ROW_TOTAL);
  g_assert_cmpint (row->best, ==, 1);
  g_assert_nonnull (g_strrstr (row->cells[1], "84"));
  g_assert_cmpstr (row->cells[2], ==, "");
  g_assert_nonnull (find_row (rows, SL_OFFER_ROW_SALARY_COMPARED)->cells);

  /* Nothing to compare. */
  g_ptr_array_set_size (offers, 0);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = sl_offers_compare (offers, rates, "EUR", today);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_null (sl_offers_find_currency (offers));
}

static gpointer
read_offers (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_offers_read (connection, error);
}

static void
add_outcome (SlContext  *context,
             const char *application_id,
             const char *status,
             const char *deadline)
{
  g_autoptr (SlRecord) outcome = sl_record_new (SL_KIND_OUTCOME);

  sl_record_set_text (outcome, SL_OUTCOME_APPLICATION_ID, application_id);
  sl_record_set_text (outcome, SL_OUTCOME_STATUS, status);
  sl_record_set_text (outcome, SL_OUTCOME_DEADLINE, deadline);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (outcome)));
}

static void
test_read (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_INTERVIEWING);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Joiner", SL_STATUS_INTERVIEWING);
  g_autofree char *c = sl_core_test_add (context, "Myrrdale", "Cook", SL_STATUS_INTERVIEWING);
  g_autofree char *d = sl_core_test_add (context, "Quellwick", "Cook", SL_STATUS_INTERVIEWING);
  const char *accepted[] = { a, NULL };
  g_autoptr (GPtrArray) offers = NULL;

  add_outcome (context, a, SL_STATUS_OFFER, "2026-03-17");
  add_outcome (context, b, SL_STATUS_OFFER, NULL);
  add_outcome (context, c, SL_STATUS_OFFER, "2026-03-20");
  add_outcome (context, d, SL_STATUS_REJECTED, NULL);
  g_object_unref (sl_core_test_apply (context, sl_deed_set_status (accepted, SL_STATUS_ACCEPTED, NULL)));
  offers = sl_store_read (sl_context_get_store (context), read_offers, NULL, NULL);
  g_assert_cmpuint (offers->len, ==, 3);
  g_assert_cmpstr (sl_offer_get_company (offers->pdata[0]), ==, "Myrrdale");
  g_assert_cmpstr (sl_offer_get_company (offers->pdata[1]), ==, "Velkholt");
  g_assert_false (sl_offer_is_open (offers->pdata[2]));

  sl_core_test_close (context);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/offers/worth", test_worth);
  g_test_add_func ("/core/offers/rates", test_rates);
  g_test_add_func ("/core/offers/compare", test_compare);
  g_test_add_func ("/core/offers/read", test_read);

  return g_test_run ();
}
