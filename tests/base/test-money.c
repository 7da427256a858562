/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Salaries, as they are written in spreadsheets and postings, and as Shortlist writes them. */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "sl-count.h"
#include "sl-money.h"
#include "sl-test.h"

#define NONE SL_MONEY_NONE
#define ANY SL_MONEY_PERIOD_UNKNOWN
#define YEAR SL_MONEY_PERIOD_YEAR
#define MONTH SL_MONEY_PERIOD_MONTH
#define WEEK SL_MONEY_PERIOD_WEEK
#define DAY SL_MONEY_PERIOD_DAY
#define HOUR SL_MONEY_PERIOD_HOUR

/* Also in the locale that knows no separator: a sentence says "1,288" as the list's head does. */
static void
test_count (void)
{
  g_autofree char *two = g_strdup_printf ("%s of %s", SL_COUNT (999), SL_COUNT (1288));

  g_assert_cmpstr (two, ==, "999 of 1,288");
  g_assert_cmpstr (SL_COUNT (0), ==, "0");
  g_assert_cmpstr (SL_COUNT (1000000u), ==, "1,000,000");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double min, max;
    const char *currency;
    SlMoneyPeriod period;
  } cases[] = {
    { "$120k–150k", 120000, 150000, "USD", ANY },
    { "85.000 €", 85000, 85000, "EUR", ANY },
    { "€70k", 70000, 70000, "EUR", ANY },
    { "120,000 - 150,000 USD", 120000, 150000, "USD", ANY },
    { "£45,000 per annum", 45000, 45000, "GBP", YEAR },
    { "CHF 110'000", 110000, 110000, "CHF", ANY },
    { "CHF 110’000.–", 110000, 110000, "CHF", ANY },
    { "40/h", 40, 40, "", HOUR },
    { "up to 90k", NONE, 90000, "", ANY },
    { "bis zu 90.000 €", NONE, 90000, "EUR", ANY },
    { "max. 90k", NONE, 90000, "", ANY },
    { "from 60k", 60000, NONE, "", ANY },
    { "ab 60.000 €", 60000, NONE, "EUR", ANY },
    { "$100k+", 100000, NONE, "USD", ANY },
    { "> 100k", 100000, NONE, "", ANY },
    { "<100k", NONE, 100000, "", ANY },
    { "from 60k to 80k", 60000, 80000, "", ANY },
    { "von 60 bis 80k", 60000, 80000, "", ANY },
    { "between 60 and 80k EUR", 60000, 80000, "EUR", ANY },
    { "1.2M", 1200000, 1200000, "", ANY },
    { "1,5 Mio", 1500000, 1500000, "", ANY },
    { "1.250M", 1250000, 1250000, "", ANY },
    { "90–110k", 90000, 110000, "", ANY },
    { "$120k–150", 120000, 150000, "USD", ANY },
    { "120000", 120000, 120000, "", ANY },
    { "120 000 €", 120000, 120000, "EUR", ANY },
    { "120\xe2\x80\xaf""000 €", 120000, 120000, "EUR", ANY },
    { "120,000.00", 120000, 120000, "", ANY },
    { "120.000,00 €", 120000, 120000, "EUR", ANY },
    { "1,234,567", 1234567, 1234567, "", ANY },
    { "1.234.567,50", 1234567.5, 1234567.5, "", ANY },
    { "85.50", 85.5, 85.5, "", ANY },
    { "85,5", 85.5, 85.5, "", ANY },
    { "85.000", 85000, 85000, "", ANY },
    { "85,000", 85000, 85000, "", ANY },
    { "1.125", 1125, 1125, "", ANY },
    { "67.5k", 67500, 67500, "", ANY },
    { "67,5k €", 67500, 67500, "EUR", ANY },
    { "150k-120k", 120000, 150000, "", ANY },
    { "1.2E+05", 120000, 120000, "", ANY },
    { "1.125e5 €", 112500, 112500, "EUR", ANY },
    { "9E4", 90000, 90000, "", ANY },
    { "$45 an hour", 45, 45, "USD", HOUR },
    { "$45.50/hr - $60/hr", 45.5, 60, "USD", HOUR },
    { "$120,000/yr - $150,000/yr", 120000, 150000, "USD", YEAR },
    { "3.500 € brutto / Monat", 3500, 3500, "EUR", MONTH },
    { "3.500 € im Monat", 3500, 3500, "EUR", MONTH },
    { "4200 EUR monthly", 4200, 4200, "EUR", MONTH },
    { "£550 per day", 550, 550, "GBP", DAY },
    { "€1200/week", 1200, 1200, "EUR", WEEK },
    { "60.000 € p.a.", 60000, 60000, "EUR", YEAR },
    { "€60k a year", 60000, 60000, "EUR", YEAR },
    { "45 000 € par an", 45000, 45000, "EUR", YEAR },
    { "35.000 € al año", 35000, 35000, "EUR", YEAR },
    { "12 LPA", 1200000, 1200000, "INR", YEAR },
    { "₹12,00,000", 1200000, 1200000, "INR", ANY },
    { "C$95k", 95000, 95000, "CAD", ANY },
    { "US$95k", 95000, 95000, "USD", ANY },
    { "$95k CAD", 95000, 95000, "CAD", ANY },
    { "A$110,000 - A$130,000", 110000, 130000, "AUD", ANY },
    { "15 000 zł", 15000, 15000, "PLN", ANY },
    { "85 T€", 85000, 85000, "EUR", ANY },
    { "85 TEUR", 85000, 85000, "EUR", ANY },
    { "85kEUR", 85000, 85000, "EUR", ANY },
    { "80.000,- bis 95.000,- €", 80000, 95000, "EUR", ANY },
    { "$120k + 10% bonus", 120000, 120000, "USD", ANY },
    { "10% bonus, $120k", 120000, 120000, "USD", ANY },
    { "401k, $120k", 120000, 120000, "USD", ANY },
    { "negotiable, around 70k", 70000, 70000, "", ANY },
    { "- 50k", 50000, 50000, "", ANY },
    { "¥8,000,000", 8000000, 8000000, "JPY", ANY },
    { "0.5M", 500000, 500000, "", ANY },
    { "Salary: USD 100000-120000 annually", 100000, 120000, "USD", YEAR },
    { "100K-120K", 100000, 120000, "", ANY },
    { "$120k to $150k base", 120000, 150000, "USD", ANY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SlMoneyRange range;

      g_test_message ("%s", cases[i].text);
      g_assert_true (sl_money_parse_range (cases[i].text, &range));
      g_assert_cmpfloat_with_epsilon (range.min, cases[i].min, 0.001);
      g_assert_cmpfloat_with_epsilon (range.max, cases[i].max, 0.001);
      g_assert_cmpstr (range.currency, ==, cases[i].currency);
      g_assert_cmpint (range.period, ==, cases[i].period);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    NULL, "", "  ", "negotiable", "DOE", "N/A", "competitive", "-", "–", "0", "$0", "$", "k", "10%", "401k", "-5000",
    "€-5000", "2026-03-05", "1.2.3.4", "1,2,3", "12,34,5", "9999999999999999999999", "\xff\xfe", "tbd (ask!)",
    "1.000,00.00", "1,000,00", "1e9999", "1E-5",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SlMoneyRange range;
      gboolean read = sl_money_parse_range (cases[i], &range);

      g_test_message ("%s: %g–%g", cases[i], range.min, range.max);
      g_assert_false (read);
      g_assert_cmpfloat (range.min, ==, NONE);
      g_assert_cmpfloat (range.max, ==, NONE);
    }
}

static void
test_noise (void)
{
  static const char letters[] = "0123456789.,' -+$%k/mMeE to\xe2\x82\xac\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);

  for (int round = 0; round < 50000; round++)
    {
      char noise[48];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof noise);
      SlMoneyRange range;

      for (gsize i = 0; i < n; i++)
        noise[i] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
      noise[MIN (n, sizeof noise - 1)] = '\0';
      if (!sl_money_parse_range (noise, &range))
        continue;

      g_assert_true (range.min >= 0 || range.max >= 0);
      g_assert_true (isfinite (range.min) && isfinite (range.max));
      if (range.min >= 0 && range.max >= 0)
        g_assert_cmpfloat (range.min, <=, range.max);
    }
}

static void
test_huge (void)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *text = g_malloc (size + 1);
  SlMoneyRange range;

  memset (text, '9', size);
  text[size] = '\0';
  g_assert_false (sl_money_parse_range (text, &range));
  memcpy (text, "$120k - 150k ", 13);
  g_assert_true (sl_money_parse_range (text, &range));
  g_assert_cmpfloat (range.max, ==, 150000);
}

static void
test_annualise (void)
{
  g_assert_cmpfloat (sl_money_annualise (40, HOUR), ==, 83200);
  g_assert_cmpfloat (sl_money_annualise (5000, MONTH), ==, 60000);
  g_assert_cmpfloat (sl_money_annualise (500, DAY), ==, 130000);
  g_assert_cmpfloat (sl_money_annualise (1000, WEEK), ==, 52000);
  g_assert_cmpfloat (sl_money_annualise (70000, ANY), ==, 70000);
  g_assert_cmpfloat (sl_money_annualise (NONE, HOUR), ==, NONE);
}

static void
assert_range (double      min,
              double      max,
              const char *currency,
              const char *expected)
{
  g_autofree char *text = sl_money_format_range (min, max, currency);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  assert_range (120000, 150000, "USD", "$120,000–150,000");
  assert_range (120000, 120000, "USD", "$120,000");
  assert_range (120000, NONE, "USD", "from $120,000");
  assert_range (NONE, 150000, "EUR", "up to €150,000");
  assert_range (NONE, NONE, "EUR", "");
  assert_range (NAN, NAN, "EUR", "");
  assert_range (110000, 120000, "CHF", "CHF\xc2\xa0""110,000–120,000");
  assert_range (950, 1050, NULL, "950–1,050");
  assert_range (45.5, 60, "CAD", "CA$45.50–60");
  assert_range (0, 999, "", "0–999");
  assert_range (1234567, 1234567, "xyz", "xyz\xc2\xa0""1,234,567");
}

static void
test_format_german (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the German locale isn't installed");
      return;
    }

  assert_range (85000, 95000, "EUR", "85.000–95.000\xc2\xa0€");
  assert_range (45.5, 45.5, "EUR", "45,50\xc2\xa0€");
  setlocale (LC_ALL, before);
}

/* What Shortlist writes, it reads. */
static void
test_round_trip (void)
{
  static const double amounts[] = { 1, 12.5, 999, 1000, 45000, 123456, 1234567 };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    for (gsize j = i; j < G_N_ELEMENTS (amounts); j++)
      {
        g_autofree char *text = sl_money_format_range (amounts[i], amounts[j], "CAD");
        SlMoneyRange range;

        g_test_message ("%s", text);
        g_assert_true (sl_money_parse_range (text, &range));
        g_assert_cmpfloat_with_epsilon (range.min, amounts[i], 0.001);
        g_assert_cmpfloat_with_epsilon (range.max, amounts[j], 0.001);
        g_assert_cmpstr (range.currency, ==, "CAD");
      }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/money/count", test_count);
  g_test_add_func ("/base/money/parse", test_parse);
  g_test_add_func ("/base/money/refused", test_refused);
  g_test_add_func ("/base/money/noise", test_noise);
  g_test_add_func ("/base/money/huge", test_huge);
  g_test_add_func ("/base/money/annualise", test_annualise);
  g_test_add_func ("/base/money/format", test_format);
  g_test_add_func ("/base/money/format-german", test_format_german);
  g_test_add_func ("/base/money/round-trip", test_round_trip);

  return g_test_run ();
}
