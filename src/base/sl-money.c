/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads salaries as people write them. A text is parted into numbers, words and signs; the first number that can be money
 * is the figure, a second one belongs to it only if a dash or a word like "to" stands between.
 *
 * One separator in a number: three digits behind it make thousands ("85.000", "85,000"), any other count makes decimals
 * ("85.50", "1,5"); with "k" or "M" behind it is always decimal ("1.250M"). Two kinds of separators: the last one parts the
 * decimals. Apostrophes and spaces only ever part thousands. */
#define G_LOG_DOMAIN "sl-money"

#include "config.h"

#include <string.h>

#include "sl-money.h"
#include "sl-text.h"

#define MAX_CHARS 200
#define MAX_TOKENS 64
#define MAX_AMOUNT 1e12

typedef enum {
  TOKEN_NUMBER,
  TOKEN_WORD,
  TOKEN_SIGN,
} TokenKind;

typedef struct {
  TokenKind kind;
  char text[12];     /* of words and signs; longer words are cut */
  gboolean spaced;   /* white space before it */
  double value;      /* of numbers, with the factor */
  double factor;     /* 1000 for "k"; 1 without */
  gboolean open_end; /* "120k+" */
} Token;

typedef struct {
  Token tokens[MAX_TOKENS];
  guint n;
} Tokens;

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

typedef struct {
  const char *word;
  SlMoneyPeriod period;
} PeriodWord;

/* These say it wherever they stand. */
static const PeriodWord period_words[] = {
  { "hourly", SL_MONEY_PERIOD_HOUR },   { "stundlich", SL_MONEY_PERIOD_HOUR },  { "stundenlohn", SL_MONEY_PERIOD_HOUR },
  { "daily", SL_MONEY_PERIOD_DAY },     { "tagessatz", SL_MONEY_PERIOD_DAY },   { "weekly", SL_MONEY_PERIOD_WEEK },
  { "monthly", SL_MONEY_PERIOD_MONTH }, { "monatlich", SL_MONEY_PERIOD_MONTH }, { "pcm", SL_MONEY_PERIOD_MONTH },
  { "annum", SL_MONEY_PERIOD_YEAR },    { "annual", SL_MONEY_PERIOD_YEAR },     { "annually", SL_MONEY_PERIOD_YEAR },
  { "yearly", SL_MONEY_PERIOD_YEAR },   { "jahrlich", SL_MONEY_PERIOD_YEAR },   { "pa", SL_MONEY_PERIOD_YEAR },
  { "lpa", SL_MONEY_PERIOD_YEAR },      { "mensuel", SL_MONEY_PERIOD_MONTH },   { "annuel", SL_MONEY_PERIOD_YEAR },
};

/* These only behind "/", "per", "a" and the like. */
static const PeriodWord unit_words[] = {
  { "h", SL_MONEY_PERIOD_HOUR },      { "hr", SL_MONEY_PERIOD_HOUR },     { "hrs", SL_MONEY_PERIOD_HOUR },
  { "hour", SL_MONEY_PERIOD_HOUR },   { "std", SL_MONEY_PERIOD_HOUR },    { "stunde", SL_MONEY_PERIOD_HOUR },
  { "heure", SL_MONEY_PERIOD_HOUR },  { "hora", SL_MONEY_PERIOD_HOUR },   { "d", SL_MONEY_PERIOD_DAY },
  { "day", SL_MONEY_PERIOD_DAY },     { "tag", SL_MONEY_PERIOD_DAY },     { "jour", SL_MONEY_PERIOD_DAY },
  { "dia", SL_MONEY_PERIOD_DAY },     { "w", SL_MONEY_PERIOD_WEEK },      { "wk", SL_MONEY_PERIOD_WEEK },
  { "week", SL_MONEY_PERIOD_WEEK },   { "woche", SL_MONEY_PERIOD_WEEK },  { "semaine", SL_MONEY_PERIOD_WEEK },
  { "semana", SL_MONEY_PERIOD_WEEK }, { "m", SL_MONEY_PERIOD_MONTH },     { "mo", SL_MONEY_PERIOD_MONTH },
  { "mth", SL_MONEY_PERIOD_MONTH },   { "month", SL_MONEY_PERIOD_MONTH }, { "monat", SL_MONEY_PERIOD_MONTH },
  { "mois", SL_MONEY_PERIOD_MONTH },  { "mes", SL_MONEY_PERIOD_MONTH },   { "y", SL_MONEY_PERIOD_YEAR },
  { "yr", SL_MONEY_PERIOD_YEAR },     { "year", SL_MONEY_PERIOD_YEAR },   { "a", SL_MONEY_PERIOD_YEAR },
  { "an", SL_MONEY_PERIOD_YEAR },     { "jahr", SL_MONEY_PERIOD_YEAR },   { "ano", SL_MONEY_PERIOD_YEAR },
  { "anno", SL_MONEY_PERIOD_YEAR },   { "annee", SL_MONEY_PERIOD_YEAR },
};

static const char *const before_unit[] = {
  "/", "per", "pro", "par", "por", "im", "al", "a", "an", "each", "je", "p",
};
static const char *const connectors[] = { "-", "to", "bis", "a", "until", "hasta", "till", "~" };
static const char *const between_words[] = { "between", "zwischen", "entre" };
static const char *const between_connectors[] = { "and", "und", "et", "y", "&" };
static const char *const lower_words[] = {
  "from", "ab", "min", "mind", "mindestens", "minimum", "starting", "least", "von", "desde", "partir", "over", "above",
  "more", ">", "≥", "uber", "des",
};
static const char *const upper_words[] = {
  "up", "upto", "bis", "max", "maximum", "maximal", "jusqu", "jusqu'a", "hasta", "under", "below", "less", "<", "≤", "unter",
};

#define LISTED(text, list) is_listed (text, list, G_N_ELEMENTS (list))

static gboolean
is_listed (const char        *text,
           const char *const *list,
           gsize              n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (text, list[i]) == 0)
      return TRUE;

  return FALSE;
}

static const char *
find_currency_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currency_words); i++)
    if (strcmp (word, currency_words[i].word) == 0)
      return currency_words[i].code;

  return NULL;
}

static const char *
find_currency_sign (const char *sign)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currency_signs); i++)
    if (strcmp (sign, currency_signs[i].sign) == 0)
      return currency_signs[i].code;

  return NULL;
}

static const char *
find_dollar_prefix (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dollar_prefixes); i++)
    if (strcmp (word, dollar_prefixes[i].word) == 0)
      return dollar_prefixes[i].code;

  return NULL;
}

static SlMoneyPeriod
find_period (const char       *word,
             const PeriodWord *list,
             gsize             n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (word, list[i].word) == 0)
      return list[i].period;

  return SL_MONEY_PERIOD_UNKNOWN;
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
  if (LISTED (word, thousands) || (euro_follows && strcmp (word, "t") == 0))
    return 1e3;
  if (LISTED (word, millions) || (!spaced && strcmp (word, "m") == 0 && whole < 1000))
    return 1e6;
  if (LISTED (word, lakhs))
    return 1e5;

  if ((word[0] == 'k' || word[0] == 't') && find_currency_word (word + 1) != NULL)
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

static const char *
add_number (Token      *token,
            const char *start)
{
  const char *end = find_number_end (start);
  const char *word = *end == ' ' ? end + 1 : end;
  const char *word_end = find_word_end (word);
  g_autofree char *suffix = g_strndup (word, (gsize) (word_end - word));
  gboolean euro_follows = g_str_has_prefix (word_end, "€");
  gsize used;

  token->kind = TOKEN_NUMBER;
  token->factor = read_factor (suffix, word != end, euro_follows, read_digits (start, start + strspn (start, "0123456789")),
                               &used);
  token->value = read_number (start, end, token->factor > 1);
  if (token->value > 0)
    token->value *= token->factor;
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

static void
split_tokens (const char *text,
              Tokens     *tokens)
{
  gboolean spaced = FALSE;

  tokens->n = 0;
  while (*text != '\0' && tokens->n < MAX_TOKENS)
    {
      Token *token = &tokens->tokens[tokens->n];
      const char *end;

      if (*text == ' ')
        {
          spaced = TRUE;
          text++;
          continue;
        }

      *token = (Token) { .kind = TOKEN_WORD, .spaced = spaced, .factor = 1 };
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

static gboolean
is_number (const Tokens *tokens,
           guint         i)
{
  return i < tokens->n && tokens->tokens[i].kind == TOKEN_NUMBER && tokens->tokens[i].value >= 1;
}

/* Words that may stand between a figure and its dash: a currency, a period. */
static gboolean
is_attribute (const Token *token)
{
  if (token->kind == TOKEN_NUMBER)
    return FALSE;
  if (token->kind == TOKEN_SIGN)
    return find_currency_sign (token->text) != NULL || strcmp (token->text, "/") == 0 || strcmp (token->text, ".") == 0 ||
           strcmp (token->text, ",") == 0;

  return find_currency_word (token->text) != NULL || strcmp (token->text, "per") == 0 ||
         find_period (token->text, period_words, G_N_ELEMENTS (period_words)) != SL_MONEY_PERIOD_UNKNOWN ||
         (find_period (token->text, unit_words, G_N_ELEMENTS (unit_words)) != SL_MONEY_PERIOD_UNKNOWN &&
          strcmp (token->text, "a") != 0) ||
         find_dollar_prefix (token->text) != NULL;
}

/* The number that makes a range with the one at @first; @first itself when there is none. */
static guint
find_second (const Tokens *tokens,
             guint         first,
             gboolean      between)
{
  gboolean connected = FALSE;

  for (guint i = first + 1; i < tokens->n; i++)
    {
      const Token *token = &tokens->tokens[i];

      if (token->kind == TOKEN_NUMBER)
        return connected && token->value >= 1 ? i : first;
      if (LISTED (token->text, connectors) || (between && LISTED (token->text, between_connectors)))
        connected = TRUE;
      else if (!is_attribute (token) && !(connected && LISTED (token->text, upper_words)))
        return first;
    }

  return first;
}

/* "2026-03-05", "+49-170-1234": three numbers with dashes are no salary. */
static gboolean
is_chain (const Tokens *tokens,
          guint         second)
{
  return second + 2 < tokens->n && strcmp (tokens->tokens[second + 1].text, "-") == 0 &&
         !tokens->tokens[second + 1].spaced && tokens->tokens[second + 2].kind == TOKEN_NUMBER;
}

static void
set_ends (const Token  *low,
          const Token  *high,
          SlMoneyRange *range)
{
  range->min = low->value;
  range->max = high->value;

  /* "90–110k" and "$120k–150": the factor stands once for both. */
  if (low->factor == 1 && high->factor > 1 && range->min < range->max / high->factor * 2 && range->min < 1000)
    range->min *= high->factor;
  else if (high->factor == 1 && low->factor > 1 && range->max < 1000)
    range->max *= low->factor;

  if (range->min > range->max)
    {
      double swap = range->min;

      range->min = range->max;
      range->max = swap;
    }
}

static void
read_currency (const Tokens *tokens,
               SlMoneyRange *range)
{
  const char *code = NULL;

  for (guint i = 0; i < tokens->n && code == NULL; i++)
    if (tokens->tokens[i].kind == TOKEN_WORD)
      code = find_currency_word (tokens->tokens[i].text);

  for (guint i = 0; i < tokens->n && code == NULL; i++)
    {
      const Token *token = &tokens->tokens[i];

      if (token->kind != TOKEN_SIGN)
        continue;
      code = find_currency_sign (token->text);
      if (i > 0 && strcmp (token->text, "$") == 0 && !token->spaced)
        {
          const char *prefixed = find_dollar_prefix (tokens->tokens[i - 1].text);

          code = prefixed != NULL ? prefixed : code;
        }
    }

  g_strlcpy (range->currency, code != NULL ? code : "", sizeof range->currency);
}

static SlMoneyPeriod
read_period (const Tokens *tokens)
{
  for (guint i = 0; i < tokens->n; i++)
    {
      const Token *token = &tokens->tokens[i];
      SlMoneyPeriod period;

      if (token->kind != TOKEN_WORD)
        continue;
      period = find_period (token->text, period_words, G_N_ELEMENTS (period_words));
      if (period == SL_MONEY_PERIOD_UNKNOWN && i > 0 && LISTED (tokens->tokens[i - 1].text, before_unit))
        period = find_period (token->text, unit_words, G_N_ELEMENTS (unit_words));
      if (period != SL_MONEY_PERIOD_UNKNOWN)
        return period;
    }

  return SL_MONEY_PERIOD_UNKNOWN;
}

static gboolean
has_word_before (const Tokens      *tokens,
                 guint              end,
                 const char *const *list,
                 gsize              n)
{
  for (guint i = 0; i < end; i++)
    if (tokens->tokens[i].kind != TOKEN_NUMBER && is_listed (tokens->tokens[i].text, list, n))
      return TRUE;

  return FALSE;
}

#define HAS_WORD_BEFORE(tokens, end, list) has_word_before (tokens, end, list, G_N_ELEMENTS (list))

/* Folded text in which "p.a." and its like are words. */
static char *
prepare (const char *text)
{
  g_autofree char *start = sl_text_truncate_utf8 (text, MAX_CHARS);
  g_autofree char *folded = sl_text_fold (start);
  GString *prepared = g_string_new (folded);

  g_string_replace (prepared, "p.a", "pa ", 0);
  g_string_replace (prepared, "p. a", "pa ", 0);
  g_string_replace (prepared, "p.m.", "pcm ", 0);
  g_string_replace (prepared, "p.h.", "hourly ", 0);

  return g_string_free_and_steal (prepared);
}

/**
 * sl_money_parse_range:
 * @text: (nullable): a salary as a person or a posting writes it
 * @out_range: (out caller-allocates): what was read; both ends %SL_MONEY_NONE if nothing was
 *
 * Reads "$120k–150k", "85.000 €", "120,000 - 150,000 USD", "CHF 110'000", "40/h", "up to 90k", "1.2M" and the like. Figures
 * are given as they stand, for the period they stand for; see sl_money_annualise().
 *
 * Returns: %FALSE if there is no figure in it ("negotiable") or none that makes sense
 */
gboolean
sl_money_parse_range (const char   *text,
                      SlMoneyRange *out_range)
{
  g_autofree char *prepared = NULL;
  Tokens tokens;
  guint first, second;

  *out_range = (SlMoneyRange) { .min = SL_MONEY_NONE, .max = SL_MONEY_NONE };
  if (sl_text_is_blank (text))
    return FALSE;

  prepared = prepare (text);
  split_tokens (prepared, &tokens);

  for (first = 0; first < tokens.n && !is_number (&tokens, first); first++)
    ;
  if (first == tokens.n)
    return FALSE;
  /* A figure below zero is no salary; "- 50k" is an item of a list. */
  if (first > 0 && strcmp (tokens.tokens[first - 1].text, "-") == 0 && !tokens.tokens[first].spaced)
    return FALSE;

  second = find_second (&tokens, first, HAS_WORD_BEFORE (&tokens, first, between_words));
  if (is_chain (&tokens, second) || tokens.tokens[second].value > MAX_AMOUNT || tokens.tokens[first].value > MAX_AMOUNT)
    return FALSE;

  set_ends (&tokens.tokens[first], &tokens.tokens[second], out_range);
  if (second == first)
    {
      if (tokens.tokens[first].open_end || HAS_WORD_BEFORE (&tokens, first, lower_words))
        out_range->max = SL_MONEY_NONE;
      else if (HAS_WORD_BEFORE (&tokens, first, upper_words))
        out_range->min = SL_MONEY_NONE;
    }

  read_currency (&tokens, out_range);
  out_range->period = read_period (&tokens);

  return TRUE;
}

/**
 * sl_money_annualise:
 * @amount: an amount; below 0 is none and stays
 * @period: what it is for
 *
 * Makes an amount comparable with yearly ones: 2080 hours, 260 days, 52 weeks or 12 months a year. An unknown period
 * counts as a year.
 *
 * Returns: the amount for a year
 */
double
sl_money_annualise (double        amount,
                    SlMoneyPeriod period)
{
  if (amount < 0)
    return amount;

  switch (period)
    {
    case SL_MONEY_PERIOD_HOUR: return amount * 2080;
    case SL_MONEY_PERIOD_DAY: return amount * 260;
    case SL_MONEY_PERIOD_WEEK: return amount * 52;
    case SL_MONEY_PERIOD_MONTH: return amount * 12;
    case SL_MONEY_PERIOD_YEAR:
    case SL_MONEY_PERIOD_UNKNOWN:
    default: return amount;
    }
}
