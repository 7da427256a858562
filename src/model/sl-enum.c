/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of enum fields: found by number, by what a person writes, and shown in the person's language. Declared in
 * sl-field.h. */

#define G_LOG_DOMAIN "sl-enum"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-field.h"
#include "sl-text.h"

/**
 * sl_enum_count:
 * @words: an enum
 *
 * Returns: how many words it has
 */
guint
sl_enum_count (const SlEnum *words)
{
  guint n = 0;

  while (words->values[n].word != NULL)
    n++;
  return n;
}

/**
 * sl_enum_index:
 * @words: an enum
 * @word: (nullable): a word as stored
 *
 * Returns: its place in the natural order, or -1 when it isn't one of @words
 */
int
sl_enum_index (const SlEnum *words, const char *word)
{
  if (word == NULL)
    return -1;
  for (int i = 0; words->values[i].word != NULL; i++)
    if (strcmp (words->values[i].word, word) == 0)
      return i;
  return -1;
}

static const char *
translate (const SlEnum *words, const SlEnumValue *value)
{
  return g_dpgettext2 (NULL, words->name, value->label);
}

/**
 * sl_enum_label:
 * @words: an enum
 * @word: (nullable): a word as stored
 *
 * Returns: the word for people, in their language; a word that isn't known as it is, "" for %NULL
 */
const char *
sl_enum_label (const SlEnum *words, const char *word)
{
  int i = sl_enum_index (words, word);

  if (i >= 0)
    return translate (words, &words->values[i]);
  return word != NULL ? word : "";
}

static gboolean
is_gap (char c)
{
  return c == ' ' || c == '-' || c == '_';
}

/* Whether two folded texts are the same but for spaces, hyphens and underscores, wherever they stand. Case of ASCII
 * is ignored as well, so that plain words needn't be folded first. */
static gboolean
equal_without_gaps (const char *a, const char *b)
{
  for (;;)
    {
      while (is_gap (*a))
        a++;
      while (is_gap (*b))
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* @folded is @text folded. Imports ask this a million times: words of ASCII alone are compared as they are. */
static gboolean
matches (const char *word, const char *folded)
{
  g_autofree char *folded_word = NULL;

  if (g_str_is_ascii (word))
    return equal_without_gaps (word, folded);
  folded_word = sl_text_fold (word);
  return equal_without_gaps (folded_word, folded);
}

/**
 * sl_enum_match:
 * @words: an enum
 * @text: (nullable): what a person wrote: a word or its label, in any case, "on site" as well as "On-site"
 *
 * Returns: (nullable): the word as stored, or %NULL when none fits
 */
const char *
sl_enum_match (const SlEnum *words, const char *text)
{
  g_autofree char *folded = NULL;
  int i = sl_enum_index (words, text);

  if (i >= 0)
    return words->values[i].word;
  if (sl_text_is_blank (text))
    return NULL;

  folded = sl_text_fold (text);
  for (i = 0; words->values[i].word != NULL; i++)
    if (matches (words->values[i].word, folded))
      return words->values[i].word;
  for (i = 0; words->values[i].word != NULL; i++)
    if (matches (translate (words, &words->values[i]), folded) || matches (words->values[i].label, folded))
      return words->values[i].word;
  return NULL;
}
