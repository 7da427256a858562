/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Salaries as people write them, read into numbers, and numbers written as the locale writes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SlMoneyPeriod:
 * @SL_MONEY_PERIOD_UNKNOWN: the text doesn't say; for a salary mostly a year
 * @SL_MONEY_PERIOD_YEAR: for a year
 * @SL_MONEY_PERIOD_MONTH: for a month
 * @SL_MONEY_PERIOD_WEEK: for a week
 * @SL_MONEY_PERIOD_DAY: for a day
 * @SL_MONEY_PERIOD_HOUR: for an hour
 */
typedef enum {
  SL_MONEY_PERIOD_UNKNOWN,
  SL_MONEY_PERIOD_YEAR,
  SL_MONEY_PERIOD_MONTH,
  SL_MONEY_PERIOD_WEEK,
  SL_MONEY_PERIOD_DAY,
  SL_MONEY_PERIOD_HOUR,
} SlMoneyPeriod;

/* An end of a range that the text leaves open. */
#define SL_MONEY_NONE (-1.0)
/* "EUR" and the closing NUL. */
#define SL_MONEY_CODE_SIZE 4

/**
 * SlMoneyRange:
 * @min: lower end in whole units of the currency, or %SL_MONEY_NONE
 * @max: upper end, or %SL_MONEY_NONE; equal to @min when one figure was given
 * @currency: ISO 4217 code, or "" when the text names none
 * @period: what the figures are for; never converted here
 */
typedef struct {
  double min;
  double max;
  char currency[4];
  SlMoneyPeriod period;
} SlMoneyRange;

gboolean    sl_money_parse_range         (const char         *text,
                                          SlMoneyRange       *out_range);
double      sl_money_annualise           (double              amount,
                                          SlMoneyPeriod       period);
char       *sl_money_format              (double              amount,
                                          const char         *currency);
char       *sl_money_format_range        (double              min,
                                          double              max,
                                          const char         *currency);
char       *sl_money_format_number       (double              amount);
const char *sl_money_get_currency_symbol (const char         *currency);
gboolean    sl_money_get_locale_currency (char                code[SL_MONEY_CODE_SIZE]);

G_END_DECLS
