/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three texts are cut at lines that stand exactly once in each of them and in the same order. What lies between two
 * such lines goes as one piece: taken from the side that changed it, and a clash where both did. A line that stands
 * somewhere twice is never such a line, which is what makes other merges double paragraphs without a word. Lines that
 * were moved on both sides can still come out twice or not at all: what was merged is counted in the end. */

#define G_LOG_DOMAIN "sl-text-merge"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-text-merge.h"
#include "sl-text.h"

enum { BASE, MINE, THEIRS, N_SIDES };

/* A line found on every side, by its number there. */
typedef struct {
  guint at[N_SIDES];
} Anchor;

typedef struct {
  char **lines[N_SIDES];
  guint n_lines[N_SIDES];
} Texts;

/* How often a line stands where, and the last place of it. */
typedef struct {
  guint times[N_SIDES];
  guint at[N_SIDES];
  guint merged;
} Place;

static GHashTable *
find_places (const Texts *texts)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < texts->n_lines[side]; i++)
      {
        const char *line = texts->lines[side][i];
        Place *place = g_hash_table_lookup (places, line);

        if (place == NULL)
          {
            place = g_new0 (Place, 1);
            g_hash_table_insert (places, (gpointer) line, place);
          }
        place->times[side]++;
        place->at[side] = i;
      }
  return places;
}

static GArray *
find_candidates (const Texts *texts,
                 GHashTable  *places)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Anchor));

  for (guint i = 0; i < texts->n_lines[BASE]; i++)
    {
      const char *line = texts->lines[BASE][i];
      const Place *place = g_hash_table_lookup (places, line);
      Anchor anchor;

      if (place->times[BASE] != 1 || place->times[MINE] != 1 || place->times[THEIRS] != 1 || sl_text_is_blank (line))
        continue;
      memcpy (anchor.at, place->at, sizeof anchor.at);
      g_array_append_val (candidates, anchor);
    }
  return candidates;
}

/* The longest run of @anchors, which are in the order of the base, that is in the order of @side too: each is put on the
 * pile of the shortest run that it can't make longer; going back from the last pile gives the run. */
static GArray *
keep_in_order (GArray *anchors,
               guint   side)
{
  g_autofree guint *piles = g_new (guint, anchors->len + 1);
  g_autofree guint *before = g_new (guint, anchors->len + 1);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Anchor));
  guint n_piles = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      guint at = g_array_index (anchors, Anchor, i).at[side];
      guint low = 0, high = n_piles;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (g_array_index (anchors, Anchor, piles[middle]).at[side] < at)
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? piles[low - 1] : G_MAXUINT;
      piles[low] = i;
      n_piles = MAX (n_piles, low + 1);
    }

  g_array_set_size (kept, n_piles);
  for (guint i = n_piles > 0 ? piles[n_piles - 1] : 0, n = n_piles; n > 0; n--, i = before[i])
    g_array_index (kept, Anchor, n - 1) = g_array_index (anchors, Anchor, i);
  return kept;
}

static gboolean
piece_equal (const Texts *texts,
             const Anchor *from,
             const Anchor *to,
             guint         a,
             guint         b)
{
  if (to->at[a] - from->at[a] != to->at[b] - from->at[b])
    return FALSE;
  for (guint i = 0; i < to->at[a] - from->at[a]; i++)
    if (!g_str_equal (texts->lines[a][from->at[a] + i], texts->lines[b][from->at[b] + i]))
      return FALSE;
  return TRUE;
}

static void
add_lines (const Texts  *texts,
           const Anchor *from,
           const Anchor *to,
           guint         side,
           GPtrArray    *merged)
{
  for (guint i = from->at[side]; i < to->at[side]; i++)
    g_ptr_array_add (merged, texts->lines[side][i]);
}

/* Adds the lines from @from up to, but without, @to. Where both sides changed them, each in its way, mine stand, and theirs go to
 * @contested; without that, FALSE. */
static gboolean
add_piece (const Texts  *texts,
           const Anchor *from,
           const Anchor *to,
           GPtrArray    *merged,
           GPtrArray    *contested)
{
  guint side = MINE;

  if (piece_equal (texts, from, to, BASE, MINE))
    side = THEIRS;
  else if (!piece_equal (texts, from, to, BASE, THEIRS) && !piece_equal (texts, from, to, MINE, THEIRS))
    {
      if (contested == NULL)
        return FALSE;
      add_lines (texts, from, to, THEIRS, contested);
    }
  add_lines (texts, from, to, side, merged);
  return TRUE;
}

static GPtrArray *
merge_at (const Texts *texts,
          GArray      *anchors,
          GPtrArray   *contested)
{
  g_autoptr (GPtrArray) merged = g_ptr_array_new ();
  Anchor end;
  Anchor from = { { 0 } };

  memcpy (end.at, texts->n_lines, sizeof end.at);
  for (guint i = 0; i < anchors->len; i++)
    {
      const Anchor *to = &g_array_index (anchors, Anchor, i);

      if (!add_piece (texts, &from, to, merged, contested))
        return NULL;
      g_ptr_array_add (merged, texts->lines[BASE][to->at[BASE]]);
      for (guint side = 0; side < N_SIDES; side++)
        from.at[side] = to->at[side] + 1;
    }
  if (!add_piece (texts, &from, &end, merged, contested))
    return NULL;
  return g_steal_pointer (&merged);
}

static void
count (GPtrArray  *lines,
       GHashTable *places)
{
  for (guint i = 0; i < lines->len; i++)
    ((Place *) g_hash_table_lookup (places, lines->pdata[i]))->merged++;
}

/* Whether every line stands as often as what the sides did to it explains. */
static gboolean
adds_up (GPtrArray  *merged,
         GPtrArray  *contested,
         GHashTable *places)
{
  GHashTableIter iter;
  gpointer line, value;

  count (merged, places);
  count (contested, places);

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &line, &value))
    {
      const Place *place = value;
      guint had = place->times[BASE], here = place->times[MINE], there = place->times[THEIRS];

      if (sl_text_is_blank (line))
        continue;
      if (had == here && had == there && place->merged != had)
        return FALSE;
      if (place->merged > MAX (had, here) + (there > had ? there - had : 0))
        return FALSE;
    }
  return TRUE;
}

/* @heading (nullable): what stands above their lines where both changed the same place; %NULL: that is no merge */
static char *
merge (const char *base,
       const char *mine,
       const char *theirs,
       const char *heading)
{
  g_auto (GStrv) base_lines = g_strsplit (base, "\n", -1);
  g_auto (GStrv) my_lines = g_strsplit (mine, "\n", -1);
  g_auto (GStrv) their_lines = g_strsplit (theirs, "\n", -1);
  Texts texts = { { base_lines, my_lines, their_lines }, { 0 } };
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GPtrArray) contested = g_ptr_array_new ();
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) in_mine = NULL;
  g_autoptr (GArray) anchors = NULL;

  for (guint side = 0; side < N_SIDES; side++)
    texts.n_lines[side] = g_strv_length (texts.lines[side]);
  places = find_places (&texts);
  candidates = find_candidates (&texts, places);
  in_mine = keep_in_order (candidates, MINE);
  anchors = keep_in_order (in_mine, THEIRS);
  merged = merge_at (&texts, anchors, heading != NULL ? contested : NULL);
  if (merged == NULL || !adds_up (merged, contested, places))
    return NULL;
  if (contested->len > 0)
    {
      g_ptr_array_add (merged, (gpointer) "");
      g_ptr_array_add (merged, (gpointer) heading);
      g_ptr_array_extend (merged, contested, NULL, NULL);
    }
  g_ptr_array_add (merged, NULL);
  return g_strjoinv ("\n", (char **) merged->pdata);
}

/**
 * sl_text_merge:
 * @base: the text that both sides began with
 * @mine: what it is on one side
 * @theirs: what it is on the other
 *
 * Returns: (transfer full) (nullable): the merged text, or %NULL where both sides changed the same place in different
 *   ways, or where lines that stand more than once make the place uncertain
 */
char *
sl_text_merge (const char *base,
               const char *mine,
               const char *theirs)
{
  return merge (base, mine, theirs, NULL);
}

/** sl_text_has_lines: whether each line of @text stands in @whole, as often as there, wherever that is; blank ones don't count */
gboolean
sl_text_has_lines (const char *whole,
                   const char *text)
{
  g_auto (GStrv) all = g_strsplit (whole, "\n", -1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; all[i] != NULL; i++)
    g_hash_table_insert (left, all[i], GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (left, all[i])) + 1));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (left, lines[i]));

      if (sl_text_is_blank (lines[i]))
        continue;
      if (n == 0)
        return FALSE;
      g_hash_table_insert (left, lines[i], GUINT_TO_POINTER (n - 1));
    }
  return TRUE;
}

/**
 * sl_text_merge_build_heading:
 * @day: when the text was changed elsewhere. Where several computers may merge the same, one that is the same for all of them
 *
 * Returns: (transfer full): the line above what sl_text_keep_both() keeps of it
 */
char *
sl_text_merge_build_heading (SlDay day)
{
  g_autofree char *words = sl_day_format_long (day);

  /* Translators: above a text that was changed elsewhere (on another computer, on the web) on that day, and that is kept
   * below what was written here. */
  return g_strdup_printf (_("Changed elsewhere on %s:"), words);
}

/**
 * sl_text_keep_both:
 * @base: the text that both sides began with
 * @heading: a line that says where the second text comes from
 *
 * Returns: (transfer full): @mine with what they changed elsewhere in it, and under @heading what they made of the places that
 *   @mine changed, too; of @theirs all where nobody can say which places these are; the longer one alone where it begins with the other
 */
char *
sl_text_keep_both (const char *base,
                   const char *mine,
                   const char *theirs,
                   const char *heading)
{
  char *merged;

  if (g_str_has_prefix (mine, theirs))
    return g_strdup (mine);
  if (g_str_has_prefix (theirs, mine))
    return g_strdup (theirs);
  merged = merge (base, mine, theirs, heading);
  if (merged != NULL)
    return merged;
  return g_strconcat (mine, "\n\n", heading, "\n", theirs, NULL);
}
