/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads salaries as people write them. A text is parted into numbers, words and signs; the first number that can be money
 * is the figure, a second one belongs to it only if a dash or a word like "to" stands between. */
#define G_LOG_DOMAIN "sl-money"

#include "config.h"

#include <string.h>

#include "sl-money-private.h"
#include "sl-money.h"
#include "sl-text.h"
#include "sl-word-list-private.h"

#define MAX_CHARS 200
#define MAX_AMOUNT 1e12

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

static gboolean
is_number (const SlMoneyTokens *tokens,
           guint                i)
{
  return i < tokens->n && tokens->tokens[i].kind == TOKEN_NUMBER && tokens->tokens[i].value >= 1;
}

/* Words that may stand between a figure and its dash: a currency, a period. */
static gboolean
is_attribute (const SlMoneyToken *token)
{
  if (token->kind == TOKEN_NUMBER)
    return FALSE;
  if (token->kind == TOKEN_SIGN)
    return _sl_money_find_currency_sign (token->text) != NULL || strcmp (token->text, "/") == 0 || strcmp (token->text, ".") == 0 ||
           strcmp (token->text, ",") == 0;

  return _sl_money_find_currency_word (token->text) != NULL || strcmp (token->text, "per") == 0 ||
         find_period (token->text, period_words, G_N_ELEMENTS (period_words)) != SL_MONEY_PERIOD_UNKNOWN ||
         (find_period (token->text, unit_words, G_N_ELEMENTS (unit_words)) != SL_MONEY_PERIOD_UNKNOWN &&
          strcmp (token->text, "a") != 0) ||
         _sl_money_find_dollar_prefix (token->text) != NULL;
}

/* The number that makes a range with the one at @first; @first itself when there is none. */
static guint
find_second (const SlMoneyTokens *tokens,
             guint                first,
             gboolean             between)
{
  gboolean connected = FALSE;

  for (guint i = first + 1; i < tokens->n; i++)
    {
      const SlMoneyToken *token = &tokens->tokens[i];

      if (token->kind == TOKEN_NUMBER)
        return connected && token->value >= 1 ? i : first;
      if (SL_LISTED (token->text, connectors) || (between && SL_LISTED (token->text, between_connectors)))
        connected = TRUE;
      else if (!is_attribute (token) && !(connected && SL_LISTED (token->text, upper_words)))
        return first;
    }

  return first;
}

/* "2026-03-05", "+49-170-1234": three numbers with dashes are no salary. */
static gboolean
is_chain (const SlMoneyTokens *tokens,
          guint                second)
{
  return second + 2 < tokens->n && strcmp (tokens->tokens[second + 1].text, "-") == 0 &&
         !tokens->tokens[second + 1].spaced && tokens->tokens[second + 2].kind == TOKEN_NUMBER;
}

static void
set_ends (const SlMoneyToken *low,
          const SlMoneyToken *high,
          SlMoneyRange       *range)
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
read_currency (const SlMoneyTokens *tokens,
               SlMoneyRange        *range)
{
  const char *code = NULL;

  for (guint i = 0; i < tokens->n && code == NULL; i++)
    if (tokens->tokens[i].kind == TOKEN_WORD)
      code = _sl_money_find_currency_word (tokens->tokens[i].text);

  for (guint i = 0; i < tokens->n && code == NULL; i++)
    {
      const SlMoneyToken *token = &tokens->tokens[i];

      if (token->kind != TOKEN_SIGN)
        continue;
      code = _sl_money_find_currency_sign (token->text);
      if (i > 0 && strcmp (token->text, "$") == 0 && !token->spaced)
        {
          const char *prefixed = _sl_money_find_dollar_prefix (tokens->tokens[i - 1].text);

          code = prefixed != NULL ? prefixed : code;
        }
    }

  g_strlcpy (range->currency, code != NULL ? code : "", sizeof range->currency);
}

static SlMoneyPeriod
read_period (const SlMoneyTokens *tokens)
{
  for (guint i = 0; i < tokens->n; i++)
    {
      const SlMoneyToken *token = &tokens->tokens[i];
      SlMoneyPeriod period;

      if (token->kind != TOKEN_WORD)
        continue;
      period = find_period (token->text, period_words, G_N_ELEMENTS (period_words));
      if (period == SL_MONEY_PERIOD_UNKNOWN && i > 0 && SL_LISTED (tokens->tokens[i - 1].text, before_unit))
        period = find_period (token->text, unit_words, G_N_ELEMENTS (unit_words));
      if (period != SL_MONEY_PERIOD_UNKNOWN)
        return period;
    }

  return SL_MONEY_PERIOD_UNKNOWN;
}

static gboolean
has_word_before (const SlMoneyTokens *tokens,
                 guint                end,
                 const char *const   *list,
                 gsize                n)
{
  for (guint i = 0; i < end; i++)
    if (tokens->tokens[i].kind != TOKEN_NUMBER && _sl_word_list_has (tokens->tokens[i].text, list, n))
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
  SlMoneyTokens tokens;
  guint first, second;

  *out_range = (SlMoneyRange) { .min = SL_MONEY_NONE, .max = SL_MONEY_NONE };
  if (sl_text_is_blank (text))
    return FALSE;

  prepared = prepare (text);
  _sl_money_split_tokens (prepared, &tokens);

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
