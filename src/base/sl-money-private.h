/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-money.c and sl-money-tokens.c: the parts of a salary's text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MAX_TOKENS 64
typedef enum {
  TOKEN_NUMBER,
  TOKEN_WORD,
  TOKEN_SIGN,
} SlMoneyTokenKind;

typedef struct {
  SlMoneyTokenKind kind;
  char text[12];     /* of words and signs; longer words are cut */
  gboolean spaced;   /* white space before it */
  double value;      /* of numbers, with the factor */
  double factor;     /* 1000 for "k"; 1 without */
  gboolean open_end; /* "120k+" */
} SlMoneyToken;

typedef struct {
  SlMoneyToken tokens[MAX_TOKENS];
  guint n;
} SlMoneyTokens;

void        _sl_money_split_tokens       (const char    *text,
                                          SlMoneyTokens *out_tokens);
const char *_sl_money_find_currency_word (const char    *word);
const char *_sl_money_find_currency_sign (const char    *sign);
const char *_sl_money_find_dollar_prefix (const char    *word);

G_END_DECLS
