/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts a salary's text into numbers, words and signs, and knows the currencies.
 *
 * One separator in a number: three digits behind it make thousands ("85.000", "85,000"), any other count makes decimals
 * ("85.50", "1,5"); with "k" or "M" behind it is always decimal ("1.250M"). Two kinds of separators: the last one parts
 * the decimals. Apostrophes and spaces only ever part thousands. */
#define G_LOG_DOMAIN "sl-money-tokens"

#include "config.h"

#include <string.h>

#include "sl-money-private.h"
#include "sl-word-list-private.h"

static const struct
{
  const char *word;
  const char *code;
} currency_words[] = {
  { "usd", "USD" },   { "eur", "EUR" },    { "gbp", "GBP" },     { "chf", "CHF" },    { "cad", "CAD" },  { "aud", "AUD" },
  { "nzd", "NZD" },   { "inr", "INR" },    { "jpy", "JPY" },     { "cny", "CNY" },    { "sek", "SEK" },  { "nok", "NOK" },
  { "dkk", "DKK" },   { "pln", "PLN" },    { "czk", "CZK" },     { "huf", "HUF" },    { "ron", "RON" },  { "bgn", "BGN" },
  { "brl", "BRL" },   { "mxn", "MXN" },    { "sgd", "SGD" },     { "hkd", "HKD" },    { "zar", "ZAR" },  { "ils", "ILS" },
  { "uah", "UAH" },   { "rub", "RUB" },    { "krw", "KRW" },     { "thb", "THB" },    { "php", "PHP" },  { "idr", "IDR" },
  { "myr", "MYR" },   { "vnd", "VND" },    { "aed", "AED" },     { "sar", "SAR" },    { "ngn", "NGN" },  { "kes", "KES" },
  { "isk", "ISK" },   { "euro", "EUR" },   { "euros", "EUR" },   { "zl", "PLN" },     { "kc", "CZK" },   { "rs", "INR" },
  { "lpa", "INR" },   { "rupees", "INR" }, { "pounds", "GBP" },  { "fr", "CHF" },     { "sfr", "CHF" },  { "yen", "JPY" },
  { "dollars", "USD" },
};

static const struct
{
  const char *sign;
  const char *code;
} currency_signs[] = {
  { "$", "USD" }, { "€", "EUR" }, { "£", "GBP" }, { "¥", "JPY" }, { "₹", "INR" }, { "₽", "RUB" },
  { "₩", "KRW" }, { "₪", "ILS" }, { "₺", "TRY" }, { "₴", "UAH" }, { "₫", "VND" }, { "₱", "PHP" }, { "₦", "NGN" },
};

/* Letters right before a "$". */
static const struct
{
  const char *word;
  const char *code;
} dollar_prefixes[] = {
  { "us", "USD" }, { "c", "CAD" },  { "ca", "CAD" }, { "a", "AUD" },  { "au", "AUD" },
  { "nz", "NZD" }, { "hk", "HKD" }, { "s", "SGD" },  { "sg", "SGD" }, { "r", "BRL" },  { "mx", "MXN" },
};

/* The ISO code for "usd", "euro", "zl"; %NULL for other words. */
const char *
_sl_money_find_currency_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currency_words); i++)
    if (strcmp (word, currency_words[i].word) == 0)
      return currency_words[i].code;

  return NULL;
}

/* The ISO code for "$", "€"; %NULL for other signs. */
const char *
_sl_money_find_currency_sign (const char *sign)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currency_signs); i++)
    if (strcmp (sign, currency_signs[i].sign) == 0)
      return currency_signs[i].code;

  return NULL;
}

/* The ISO code for the letters before a dollar sign, as in "CA$". */
const char *
_sl_money_find_dollar_prefix (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dollar_prefixes); i++)
    if (strcmp (word, dollar_prefixes[i].word) == 0)
      return dollar_prefixes[i].code;

  return NULL;
}

/* The digits and separators of one number, from @start. A space or apostrophe belongs to it only before three digits. */
static const char *
find_number_end (const char *start)
{
  const char *p = start;
  gsize group = 0;

  for (;;)
    {
      gsize before = group;

      for (group = 0; g_ascii_isdigit (*p); p++)
        group++;
      if (*p == '\0' || !g_ascii_isdigit (p[1]))
        return p;
      if (*p == '.' || *p == ',')
        {
          p++;
          continue;
        }
      if ((*p == ' ' || *p == '\'') && (before == 0 ? group <= 3 : group == 3) && g_ascii_isdigit (p[2]) &&
          g_ascii_isdigit (p[3]) && !g_ascii_isdigit (p[4]))
        {
          p++;
          continue;
        }
      return p;
    }
}

/* "1,234,567", "12,00,000": the last group has three digits, those before two or three. */
static gboolean
are_thousands (const char *start,
               const char *end,
               char        separator)
{
  gsize group = 0, n_groups = 0;

  for (const char *p = start; p < end; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          group++;
          continue;
        }
      if (*p != separator)
        return FALSE;
      if (n_groups == 0 ? group == 0 || group > 3 : group < 2 || group > 3)
        return FALSE;
      n_groups++;
      group = 0;
    }

  return group == 3;
}

static double
read_digits (const char *start,
             const char *end)
{
  double value = 0;

  for (const char *p = start; p < end; p++)
    if (g_ascii_isdigit (*p))
      value = value * 10 + (*p - '0');

  return value;
}

static double
read_decimals (const char *start,
               const char *end)
{
  double value = 0, unit = 0.1;

  for (const char *p = start; p < end; p++, unit /= 10)
    value += unit * (*p - '0');

  return value;
}

/* Returns: the number, or -1 if its separators make no sense. @scaled: "k" or the like follows. */
static double
read_number (const char *start,
             const char *end,
             gboolean    scaled)
{
  const char *last = NULL;
  gsize n_last = 0, n_kinds = 0;
  char kinds[4] = "";

  for (const char *p = start; p < end; p++)
    if (!g_ascii_isdigit (*p))
      {
        if (strchr (kinds, *p) == NULL && n_kinds < 3)
          kinds[n_kinds++] = *p;
        n_last = last != NULL && *last == *p ? n_last + 1 : 1;
        last = p;
      }

  if (last == NULL)
    return read_digits (start, end);
  if (n_kinds == 1)
    {
      gboolean may_be_decimal = n_last == 1 && (*last == '.' || *last == ',');
      gboolean thousands = are_thousands (start, end, *last) && !(*start == '0' && last == start + 1);

      if (thousands && !(may_be_decimal && scaled))
        return read_digits (start, end);
      return may_be_decimal ? read_digits (start, last) + read_decimals (last + 1, end) : -1;
    }
  if (n_kinds > 2 || n_last != 1 || (*last != '.' && *last != ',') || !are_thousands (start, last, kinds[0]))
    return -1;

  return read_digits (start, last) + read_decimals (last + 1, end);
}

/* "k", "tsd", "Mio", "LPA" behind a number. @out_length: how much of @word is used up; "lpa" stays, as it says more. */
static double
read_factor (const char *word,
             gboolean    spaced,
             gboolean    euro_follows,
             double      whole,
             gsize      *out_length)
{
  static const char *const thousands[] = { "k", "tsd", "tausend", "thousand", "mille", "mil" };
  static const char *const millions[] = { "mio", "million", "millionen", "millions", "mn" };
  static const char *const lakhs[] = { "lakh", "lakhs", "lac", "lacs" };

  *out_length = strlen (word);
  if (SL_LISTED (word, thousands) || (euro_follows && strcmp (word, "t") == 0))
    return 1e3;
  if (SL_LISTED (word, millions) || (!spaced && strcmp (word, "m") == 0 && whole < 1000))
    return 1e6;
  if (SL_LISTED (word, lakhs))
    return 1e5;

  if ((word[0] == 'k' || word[0] == 't') && _sl_money_find_currency_word (word + 1) != NULL)
    {
      *out_length = 1;
      return 1e3;
    }
  *out_length = 0;

  return strcmp (word, "lpa") == 0 ? 1e5 : 1;
}

static const char *
find_word_end (const char *p)
{
  while (g_ascii_isalpha (*p) || (*p == '\'' && g_ascii_isalpha (p[1])))
    p++;

  return p;
}

/* "e+05" right behind a number, as spreadsheets write great ones. Returns: its end, or @p where there is none; @factor is
 * 0 where it makes no amount. */
static const char *
read_exponent (const char *p,
               double     *factor)
{
  const char *digits = p + (*p == 'e' ? 1 + (p[1] == '+' || p[1] == '-') : 0);
  const char *end = digits;
  double exponent = 0;

  *factor = 1;
  for (; g_ascii_isdigit (*end); end++)
    exponent = MIN (exponent * 10 + (*end - '0'), 99);
  if (*p != 'e' || end == digits || g_ascii_isalpha (*end))
    return p;

  *factor = p[1] == '-' || exponent > 9 ? 0 : 1;
  for (int i = 0; *factor > 0 && i < exponent; i++)
    *factor *= 10;

  return end;
}

static const char *
add_number (SlMoneyToken *token,
            const char   *start)
{
  const char *number_end = find_number_end (start);
  double exponent;
  const char *end = read_exponent (number_end, &exponent);
  const char *word = *end == ' ' ? end + 1 : end;
  const char *word_end = find_word_end (word);
  g_autofree char *suffix = g_strndup (word, (gsize) (word_end - word));
  gboolean euro_follows = g_str_has_prefix (word_end, "€");
  gsize used;

  token->kind = TOKEN_NUMBER;
  token->factor = read_factor (suffix, word != end, euro_follows, read_digits (start, start + strspn (start, "0123456789")),
                               &used);
  token->value = read_number (start, number_end, token->factor > 1 || end != number_end);
  if (token->value > 0)
    token->value *= token->factor * exponent;
  if (exponent == 0)
    token->value = -1;
  if (used > 0)
    end = word + used;

  token->open_end = *end == '+' && !g_ascii_isalnum (end[1]);
  if (token->open_end)
    end++;

  /* A share is no money: "10 %". */
  if (*end == '%' || (*end == ' ' && end[1] == '%'))
    token->value = -1;
  /* The American savings plan, which postings boast with. */
  if (token->value == 401000 && g_str_has_prefix (start, "401"))
    token->value = -1;

  return end;
}

/* Parts @text, which sl_text_fold() made; what goes beyond @MAX_TOKENS is left out. */
void
_sl_money_split_tokens (const char    *text,
                        SlMoneyTokens *tokens)
{
  gboolean spaced = FALSE;

  tokens->n = 0;
  while (*text != '\0' && tokens->n < MAX_TOKENS)
    {
      SlMoneyToken *token = &tokens->tokens[tokens->n];
      const char *end;

      if (*text == ' ')
        {
          spaced = TRUE;
          text++;
          continue;
        }

      *token = (SlMoneyToken) { .kind = TOKEN_WORD, .spaced = spaced, .factor = 1 };
      spaced = FALSE;
      tokens->n++;

      if (g_ascii_isdigit (*text))
        {
          text = add_number (token, text);
          continue;
        }

      end = find_word_end (text);
      if (end == text)
        {
          token->kind = TOKEN_SIGN;
          end = g_utf8_next_char (text);
        }
      memcpy (token->text, text, MIN ((gsize) (end - text), sizeof token->text - 1));
      text = end;
    }
}
