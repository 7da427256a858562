/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzy matching. Most rows of a search don't hold the letters at all, so a plain walk throws those out first; what is
 * left is scored by finding the best place for each letter. */
#define G_LOG_DOMAIN "sl-fuzzy"

#include "config.h"

#include <string.h>

#include "sl-fuzzy.h"

/* Longer text is scored in its first part only; the finder's rows are a company, a role and a place. */
#define MAX_NEEDLE 64
#define MAX_HAYSTACK 256

#define SCORE_LETTER 16
#define SCORE_RUN 12       /* follows the letter before without a gap */
#define SCORE_WORD_START 10
#define SCORE_TEXT_START 14
#define COST_GAP_OPEN 4
#define COST_GAP 1
#define MAX_GAP_COST 20
#define SCORE_PREFIX 60    /* the text starts with the whole needle */
#define SCORE_WHOLE 120    /* the text is the needle */
#define SCORE_PHRASE 30    /* the needle stands in the text as it is, at a word's start */

#define NEVER (-100000)

static gboolean
is_subsequence (const char *needle,
                const char *haystack)
{
  for (; *needle != '\0'; needle++)
    {
      /* A space is a wish for another word, not a letter to be found. */
      if (*needle == ' ')
        continue;

      haystack = strchr (haystack, *needle);
      if (haystack == NULL)
        return FALSE;
      haystack++;
    }

  return TRUE;
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || (guint8) c >= 0x80;
}

static int
get_place_bonus (const char *haystack,
                 gsize       index)
{
  if (index == 0)
    return SCORE_TEXT_START;

  return !is_word_char (haystack[index - 1]) && is_word_char (haystack[index]) ? SCORE_WORD_START : 0;
}

/* The best score of placing all of @letters in order, each row building on the one before. */
static int
score_places (const char *letters,
              gsize       n_letters,
              const char *haystack,
              gsize       n_hay)
{
  int rows[2][MAX_HAYSTACK];
  int best = NEVER;

  for (gsize i = 0; i < n_letters; i++)
    {
      int *row = rows[i & 1];
      const int *before = rows[(i & 1) ^ 1];
      int carried = NEVER; /* the best of the letter before, less the gap since */
      int gap = 0;

      best = NEVER;
      for (gsize j = 0; j < n_hay; j++)
        {
          row[j] = NEVER;
          if (haystack[j] == letters[i])
            {
              int place = SCORE_LETTER + get_place_bonus (haystack, j);

              if (i == 0)
                row[j] = place - (int) MIN (j, (gsize) MAX_GAP_COST / 2);
              else
                {
                  int joined = j > 0 && before[j - 1] > NEVER ? before[j - 1] + SCORE_RUN : NEVER;

                  row[j] = MAX (joined, carried);
                  if (row[j] > NEVER)
                    row[j] += place;
                }
              best = MAX (best, row[j]);
            }

          if (i > 0)
            {
              /* Past MAX_GAP_COST a gap costs no more, so that a far word's start still counts. */
              if (carried > NEVER && gap < MAX_GAP_COST)
                {
                  carried -= COST_GAP;
                  gap += COST_GAP;
                }
              if (j > 0 && before[j - 1] > NEVER && before[j - 1] - COST_GAP_OPEN > carried)
                {
                  carried = before[j - 1] - COST_GAP_OPEN;
                  gap = COST_GAP_OPEN;
                }
            }
        }

      if (best <= NEVER)
        return NEVER;
    }

  return best;
}

static int
score_phrase (const char *needle,
              gsize       n_needle,
              const char *haystack)
{
  const char *found = strstr (haystack, needle);

  if (found == haystack)
    return haystack[n_needle] == '\0' ? SCORE_WHOLE : SCORE_PREFIX;
  for (; found != NULL; found = strstr (found + 1, needle))
    if (!is_word_char (found[-1]))
      return SCORE_PHRASE;

  return 0;
}

/**
 * sl_fuzzy_score:
 * @needle_folded: (nullable): what was typed, from sl_text_fold()
 * @haystack_folded: (nullable): the text to look in, from sl_text_fold()
 *
 * Looks for the needle's letters in the haystack, in their order. Letters side by side, at the start of words and at the
 * start of the text score more; gaps cost, and of equal matches the shorter text wins. An empty needle matches
 * everything with 0.
 *
 * Returns: a score, higher is better; %SL_FUZZY_NO_MATCH if the letters aren't there
 */
int
sl_fuzzy_score (const char *needle_folded,
                const char *haystack_folded)
{
  char letters[MAX_NEEDLE];
  gsize n_letters = 0, n_needle, n_hay;
  int score;

  if (needle_folded == NULL || needle_folded[0] == '\0')
    return 0;
  if (haystack_folded == NULL || !is_subsequence (needle_folded, haystack_folded))
    return SL_FUZZY_NO_MATCH;

  for (const char *p = needle_folded; *p != '\0' && n_letters < MAX_NEEDLE; p++)
    if (*p != ' ')
      letters[n_letters++] = *p;
  if (n_letters == 0)
    return 0;

  n_needle = strlen (needle_folded);
  n_hay = strlen (haystack_folded);
  score = score_places (letters, n_letters, haystack_folded, MIN (n_hay, (gsize) MAX_HAYSTACK));
  /* It matches, if only far behind: at the end of the list, but in it. */
  if (score <= NEVER)
    return 1;

  score += score_phrase (needle_folded, n_needle, haystack_folded);
  score -= (int) MIN (n_hay / 16, (gsize) 8);

  return MAX (score, 1);
}
