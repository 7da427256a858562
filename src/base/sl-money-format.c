/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money as the locale writes it: its grouping, its decimal sign, its side for the currency. */
#define G_LOG_DOMAIN "sl-money-format"

#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "sl-money.h"

#define NO_BREAK_SPACE "\xc2\xa0"
#define EN_DASH "\xe2\x80\x93"

static const struct
{
  const char *code;
  const char *symbol;
} symbols[] = {
  { "USD", "$" },   { "EUR", "€" },   { "GBP", "£" },   { "JPY", "¥" },   { "CNY", "CN¥" }, { "INR", "₹" },
  { "CAD", "CA$" }, { "AUD", "A$" },  { "NZD", "NZ$" }, { "HKD", "HK$" }, { "SGD", "S$" },  { "BRL", "R$" },
  { "MXN", "MX$" }, { "PLN", "zł" },  { "CZK", "Kč" },  { "RUB", "₽" },   { "KRW", "₩" },   { "ILS", "₪" },
  { "TRY", "₺" },   { "UAH", "₴" },   { "VND", "₫" },   { "PHP", "₱" },   { "NGN", "₦" },
};

/**
 * sl_money_get_currency_symbol:
 * @currency: (nullable): an ISO 4217 code, in either case
 *
 * Returns: the sign people write for it ("$", "CA$", "€"), or @currency itself when it has none; empty for %NULL
 */
const char *
sl_money_get_currency_symbol (const char *currency)
{
  if (currency == NULL)
    return "";

  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_ascii_strcasecmp (symbols[i].code, currency) == 0)
      return symbols[i].symbol;

  return currency;
}

/* The plain C locale groups nothing, but figures without any grouping can't be read. */
static char *
group_plain (double amount,
             int    decimals)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE + 320];
  GString *out = g_string_new (NULL);
  gsize whole, i = 0;

  g_ascii_formatd (digits, sizeof digits, decimals > 0 ? "%.2f" : "%.0f", amount);
  whole = strcspn (digits, ".");
  if (digits[0] == '-')
    {
      g_string_append_c (out, '-');
      i = 1;
    }
  for (; i < whole; i++)
    {
      g_string_append_c (out, digits[i]);
      if (whole - i > 1 && (whole - i - 1) % 3 == 0)
        g_string_append_c (out, ',');
    }
  g_string_append (out, digits + whole);

  return g_string_free_and_steal (out);
}

/**
 * sl_money_format_number:
 * @amount: an amount
 *
 * Returns: (transfer full): the figure with the locale's grouping, with two decimals only where it isn't whole; empty for
 *   what is no number
 */
char *
sl_money_format_number (double amount)
{
  const char *separator = nl_langinfo (THOUSEP);
  int decimals;

  if (!isfinite (amount))
    return g_strdup ("");

  decimals = fabs (amount - round (amount)) < 0.005 ? 0 : 2;
  if (separator == NULL || separator[0] == '\0')
    return group_plain (amount, decimals);

  return g_strdup_printf ("%'.*f", decimals, amount);
}

/* glibc tells it with the first char: "-" before, "+" behind. */
static gboolean
is_currency_first (void)
{
  return nl_langinfo (CRNCYSTR)[0] != '+';
}

static char *
add_currency (const char *figures,
              const char *currency)
{
  const char *symbol = sl_money_get_currency_symbol (currency);
  const char *gap;

  if (symbol[0] == '\0')
    return g_strdup (figures);
  if (!is_currency_first ())
    return g_strconcat (figures, NO_BREAK_SPACE, symbol, NULL);

  gap = g_ascii_isalpha (symbol[strlen (symbol) - 1]) ? NO_BREAK_SPACE : "";

  return g_strconcat (symbol, gap, figures, NULL);
}

/**
 * sl_money_format:
 * @amount: an amount; below 0 is none
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): the amount with its currency, "$120,000" or "85.000 €", with no-break spaces; empty for none
 */
char *
sl_money_format (double      amount,
                 const char *currency)
{
  g_autofree char *figures = NULL;

  if (!(amount >= 0))
    return g_strdup ("");

  figures = sl_money_format_number (amount);

  return add_currency (figures, currency);
}

/**
 * sl_money_format_range:
 * @min: lower end; below 0 is open
 * @max: upper end; below 0 is open
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): the range with its currency once, "$120,000–150,000" or "85.000–95.000 €"; one amount when both
 *   are equal; "from …" or "up to …" when one is open; empty when both are
 */
char *
sl_money_format_range (double      min,
                       double      max,
                       const char *currency)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *both = NULL;
  gboolean has_min = min >= 0;
  gboolean has_max = max >= 0;

  if (!has_max || (has_min && min == max))
    {
      g_autofree char *amount = sl_money_format (min, currency);

      if (has_max || !has_min)
        return g_steal_pointer (&amount);

      /* Translators: a salary that has a lower end only: "from $120,000". */
      return g_strdup_printf (C_("salary", "from %s"), amount);
    }
  if (!has_min)
    {
      g_autofree char *amount = sl_money_format (max, currency);

      /* Translators: a salary that has an upper end only: "up to $150,000". */
      return g_strdup_printf (C_("salary", "up to %s"), amount);
    }

  low = sl_money_format_number (min);
  high = sl_money_format_number (max);
  both = g_strconcat (low, EN_DASH, high, NULL);

  return add_currency (both, currency);
}

/**
 * sl_money_get_locale_currency:
 * @code: (out caller-allocates): the ISO 4217 code of the currency of the person's country
 *
 * Returns: whether the locale names one
 */
gboolean
sl_money_get_locale_currency (char code[SL_MONEY_CODE_SIZE])
{
  /* "EUR ", where localeconv() isn't for threads. */
  const char *symbol = nl_langinfo (__INT_CURR_SYMBOL);

  if (strspn (symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != SL_MONEY_CODE_SIZE - 1)
    return FALSE;

  memcpy (code, symbol, SL_MONEY_CODE_SIZE - 1);
  code[SL_MONEY_CODE_SIZE - 1] = '\0';
  return TRUE;
}
