/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzy matching, word by word. Most rows of a search don't hold the letters at all, so a plain walk throws those out
 * first; what is left is scored by finding the best place for each letter. Letters that merely stand somewhere in the
 * right order are no match: in a long enough text every word would be found so. */
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
#define MAX_GAP_IN_WORD 4  /* letters left out inside a word: "glx" is Globex, "gb" isn't Glove club */
#define SCORE_PREFIX 60    /* the text starts with the whole needle */
#define SCORE_WHOLE 120    /* the text is the needle */
#define SCORE_PHRASE 30    /* the needle stands in the text as it is, at a word's start */

/* Initials of a few words are meant; a longer word in many pieces is chance. */
#define FEW_LETTERS 4
#define MAX_PIECES 3

#define NEVER (-100000)

static gboolean
is_subsequence (const char *letters,
                gsize       n_letters,
                const char *haystack)
{
  for (gsize i = 0; i < n_letters; i++)
    {
      haystack = strchr (haystack, letters[i]);
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

static gboolean
is_word_start (const char *haystack,
               gsize       index)
{
  return index == 0 || (!is_word_char (haystack[index - 1]) && is_word_char (haystack[index]));
}

static int
get_place_bonus (const char *haystack,
                 gsize       index)
{
  if (index == 0)
    return SCORE_TEXT_START;

  return is_word_start (haystack, index) ? SCORE_WORD_START : 0;
}

/* Where a letter can stand: the best score of all ways there, and the fewest pieces of any. */
typedef struct {
  int score;
  int pieces;
} Place;

static const Place nowhere = { NEVER, G_MAXINT / 2 };

static void
take_better (Place       *place,
             const Place *other,
             int          cost)
{
  if (other->score <= NEVER)
    return;
  place->score = MAX (place->score, other->score - cost);
  place->pieces = MIN (place->pieces, other->pieces);
}

/* The letter before, some letters earlier in the word that @index stands in. */
static Place
find_in_word (const Place *before,
              const char  *haystack,
              gsize        index)
{
  Place best = nowhere;

  for (gsize gap = 1; gap <= MAX_GAP_IN_WORD && gap < index && is_word_char (haystack[index - gap]) && is_word_char (haystack[index - gap - 1]); gap++)
    take_better (&best, &before[index - gap - 1], COST_GAP_OPEN + (int) (gap - 1) * COST_GAP);

  return best;
}

/* The best score of placing all of @letters in order, each row building on the one before. The first letter starts a
 * word; each other one follows its forerunner, stands a little further in the same word, or starts a later one. */
static int
score_places (const char *letters,
              gsize       n_letters,
              const char *haystack,
              gsize       n_hay)
{
  Place rows[2][MAX_HAYSTACK];
  Place best = nowhere;

  for (gsize i = 0; i < n_letters; i++)
    {
      Place *row = rows[i & 1];
      const Place *before = rows[(i & 1) ^ 1];
      Place carried = nowhere; /* of the letter before, less the gap since */
      int gap = 0;

      best = nowhere;
      for (gsize j = 0; j < n_hay; j++)
        {
          row[j] = nowhere;
          if (haystack[j] == letters[i] && i == 0 && is_word_start (haystack, j))
            row[j] = (Place) { SCORE_LETTER + get_place_bonus (haystack, j) - (int) MIN (j, (gsize) MAX_GAP_COST / 2), 1 };
          else if (haystack[j] == letters[i] && i > 0)
            {
              row[j] = is_word_start (haystack, j) ? carried : find_in_word (before, haystack, j);
              row[j].pieces++;
              if (j > 0)
                take_better (&row[j], &before[j - 1], -SCORE_RUN);
              if (row[j].score > NEVER)
                row[j].score += SCORE_LETTER + get_place_bonus (haystack, j);
            }
          take_better (&best, &row[j], 0);

          if (i > 0 && j > 0)
            {
              /* Past MAX_GAP_COST a gap costs no more, so that a far word's start still counts. */
              if (carried.score > NEVER && gap < MAX_GAP_COST)
                {
                  carried.score -= COST_GAP;
                  gap += COST_GAP;
                }
              if (before[j - 1].score - COST_GAP_OPEN > carried.score)
                gap = COST_GAP_OPEN;
              take_better (&carried, &before[j - 1], COST_GAP_OPEN);
            }
        }

      if (best.score <= NEVER)
        return NEVER;
    }

  /* Pieces only grow with the needle: what is no match now is none after another letter. */
  return n_letters > FEW_LETTERS && best.pieces > MAX_PIECES ? NEVER : best.score;
}

/* One word of what was typed. Inside a word ("ops" of "devops") it is found as it is, or not at all. */
static int
score_word (const char *word,
            gsize       n_word,
            const char *haystack,
            gsize       n_hay)
{
  gsize n_letters = MIN (n_word, (gsize) MAX_NEEDLE);
  const char *inside;
  int score = NEVER;

  if (!is_subsequence (word, n_word, haystack))
    return NEVER;

  inside = g_strstr_len (haystack, (gssize) n_hay, word);
  if (inside != NULL)
    score = (int) n_letters * SCORE_LETTER + (int) (n_letters - 1) * SCORE_RUN - (int) MIN (inside - haystack, MAX_GAP_COST);
  if (n_word <= MAX_NEEDLE)
    score = MAX (score, score_places (word, n_word, haystack, MIN (n_hay, (gsize) MAX_HAYSTACK)));

  return score;
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
 * Looks for each of the needle's words in the haystack, in any order. A word is found where its letters stand side by
 * side, or in pieces that begin words ("soeng": software engineer) or leave out a few letters of one ("glx": globex).
 * Letters side by side, at the start of words and at the start of the text score more; gaps cost, and of equal matches
 * the shorter text wins. An empty needle matches everything with 0. What matches a needle matches its beginnings too.
 *
 * Returns: a score, higher is better; %SL_FUZZY_NO_MATCH if a word isn't there
 */
int
sl_fuzzy_score (const char *needle_folded,
                const char *haystack_folded)
{
  g_auto (GStrv) words = NULL;
  gsize n_hay;
  int score = 0;
  gboolean any = FALSE;

  if (needle_folded == NULL || needle_folded[0] == '\0')
    return 0;
  if (haystack_folded == NULL)
    return SL_FUZZY_NO_MATCH;

  n_hay = strlen (haystack_folded);
  words = g_strsplit (needle_folded, " ", -1);
  for (char **word = words; *word != NULL; word++)
    {
      int found;

      if (**word == '\0')
        continue;
      found = score_word (*word, strlen (*word), haystack_folded, n_hay);
      if (found <= NEVER)
        return SL_FUZZY_NO_MATCH;
      score += found;
      any = TRUE;
    }
  if (!any)
    return 0;

  score += score_phrase (needle_folded, strlen (needle_folded), haystack_folded);
  score -= (int) MIN (n_hay / 16, (gsize) 8);

  return MAX (score, 1);
}

/**
 * sl_fuzzy_is_as_typed:
 * @needle_folded: what was typed, from sl_text_fold()
 * @haystack_folded: the text to look in, from sl_text_fold()
 *
 * Returns: whether each of the needle's words stands in the haystack letter by letter
 */
gboolean
sl_fuzzy_is_as_typed (const char *needle_folded,
                      const char *haystack_folded)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (needle_folded != NULL && haystack_folded != NULL, FALSE);

  words = g_strsplit (needle_folded, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (strstr (haystack_folded, *word) == NULL)
      return FALSE;

  return TRUE;
}
