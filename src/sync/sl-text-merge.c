/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three texts are cut at lines that stand exactly once in each of them and in the same order. What lies between two
 * such lines goes as one piece: taken from the side that changed it, and a clash where both did, unless one of them only wrote
 * before it and after it. A line that stands somewhere twice is never such a line, which is what makes other merges double
 * paragraphs without a word. Lines that were moved on both sides can still come out twice or not at all: what was merged is
 * counted in the end. */

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
  GHashTable *places; /* line → Place */
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
find_candidates (const Texts *texts)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Anchor));

  for (guint i = 0; i < texts->n_lines[BASE]; i++)
    {
      const char *line = texts->lines[BASE][i];
      const Place *place = g_hash_table_lookup (texts->places, line);
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
lines_equal (const Texts *texts,
             guint        a,
             guint        at_a,
             guint        b,
             guint        at_b,
             guint        n)
{
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (texts->lines[a][at_a + i], texts->lines[b][at_b + i]))
      return FALSE;
  return TRUE;
}

static gboolean
piece_equal (const Texts  *texts,
             const Anchor *from,
             const Anchor *to,
             guint         a,
             guint         b)
{
  guint n = to->at[a] - from->at[a];

  return n == to->at[b] - from->at[b] && lines_equal (texts, a, from->at[a], b, from->at[b], n);
}

/* --- What is beside a piece, and not in it --- */

static char *
build_heading (const char *day)
{
  /* Translators: above a text that was changed elsewhere (on another computer, on the web) on that day, and that is kept
   * below what was written here. */
  return g_strdup_printf (_("Changed elsewhere on %s:"), day);
}

static gboolean
is_heading (const char *line)
{
  g_autofree char *heading = build_heading ("\n");
  g_auto (GStrv) around_day = g_strsplit (heading, "\n", 2);

  return strlen (line) >= strlen (heading) && g_str_has_prefix (line, around_day[0]) && g_str_has_suffix (line, around_day[1]);
}

static gboolean
was_added (const Texts *texts,
           const char  *line,
           guint        side)
{
  const Place *place = g_hash_table_lookup (texts->places, line);

  return place->times[side] > place->times[BASE];
}

/* Whether @side has the piece of the base at @at, as it was. */
static gboolean
has_piece (const Texts  *texts,
           const Anchor *from,
           const Anchor *to,
           guint         side,
           guint         at)
{
  guint n = to->at[BASE] - from->at[BASE];

  return at >= from->at[side] && at <= to->at[side] && n <= to->at[side] - at && lines_equal (texts, BASE, from->at[BASE], side, at, n);
}

/* Whether what @side has after the piece is what an earlier merge kept under a heading: that stays below, whatever @other
 * makes of the piece. Who goes on writing while that merge is done has the text before it for the base. */
static gboolean
is_kept_below (const Texts  *texts,
               const Anchor *from,
               const Anchor *to,
               guint         side,
               guint         other,
               guint        *at)
{
  char **lines = texts->lines[side];
  guint end = from->at[side] + to->at[BASE] - from->at[BASE];

  *at = from->at[side];
  return has_piece (texts, from, to, side, *at) && end + 1 < to->at[side] && sl_text_is_blank (lines[end]) &&
         is_heading (lines[end + 1]) && !was_added (texts, lines[end + 1], other);
}

/* Whether @side has all of the piece, no line of it twice, @other has none of it, not even elsewhere, and nothing that is
 * beside it was written by both. */
static gboolean
is_beside (const Texts  *texts,
           const Anchor *from,
           const Anchor *to,
           guint         side,
           guint         other,
           guint        *at)
{
  gboolean found = FALSE;

  for (guint i = from->at[BASE]; i < to->at[BASE]; i++)
    {
      const char *line = texts->lines[BASE][i];
      const Place *place = g_hash_table_lookup (texts->places, line);

      if (sl_text_is_blank (line))
        continue;
      if (place->times[BASE] != 1 || place->times[side] != 1 || place->times[other] != 0)
        return FALSE;
      if (!found)
        *at = place->at[side] - (i - from->at[BASE]);
      found = TRUE;
    }
  if (!found || !has_piece (texts, from, to, side, *at))
    return FALSE;
  for (guint i = from->at[side]; i < to->at[side]; i++)
    if (!sl_text_is_blank (texts->lines[side][i]) && was_added (texts, texts->lines[side][i], other))
      return FALSE;
  return TRUE;
}

static gboolean
has_words (const Texts *texts,
           guint        side)
{
  for (guint i = 0; i < texts->n_lines[side]; i++)
    if (!sl_text_is_blank (texts->lines[side][i]))
      return TRUE;
  return FALSE;
}

/* The one side that left the piece as it was, and only wrote before it and after it; BASE: neither did, or who knows which.
 * @at: where the piece stands there. Who emptied the text knew nothing of what is beside it. */
static guint
find_beside (const Texts  *texts,
             const Anchor *from,
             const Anchor *to,
             guint        *at)
{
  gboolean (*const ways[]) (const Texts *, const Anchor *, const Anchor *, guint, guint, guint *) = { is_kept_below, is_beside };

  for (gsize i = 0; i < G_N_ELEMENTS (ways) && has_words (texts, MINE) && has_words (texts, THEIRS); i++)
    {
      guint at_mine, at_theirs;
      gboolean mine = ways[i] (texts, from, to, MINE, THEIRS, &at_mine);
      gboolean theirs = ways[i] (texts, from, to, THEIRS, MINE, &at_theirs);

      if (mine != theirs)
        {
          *at = mine ? at_mine : at_theirs;
          return mine ? MINE : THEIRS;
        }
    }
  return BASE;
}

static void
add_lines (const Texts *texts,
           guint        side,
           guint        from,
           guint        to,
           GPtrArray   *merged)
{
  for (guint i = from; i < to; i++)
    g_ptr_array_add (merged, texts->lines[side][i]);
}

static void
add_piece_of (const Texts  *texts,
              const Anchor *from,
              const Anchor *to,
              guint         side,
              GPtrArray    *merged)
{
  add_lines (texts, side, from->at[side], to->at[side], merged);
}

/* Where both sides changed the piece, each in its way. FALSE: nobody can say what shall be. */
static gboolean
add_both (const Texts  *texts,
          const Anchor *from,
          const Anchor *to,
          GPtrArray    *merged)
{
  guint at;
  guint side = find_beside (texts, from, to, &at);

  if (side == BASE)
    return FALSE;
  add_lines (texts, side, from->at[side], at, merged);
  add_piece_of (texts, from, to, side == MINE ? THEIRS : MINE, merged);
  add_lines (texts, side, at + to->at[BASE] - from->at[BASE], to->at[side], merged);
  return TRUE;
}

/* Adds the lines from @from up to, but without, @to. Where nobody can say what they shall be, mine stand, and theirs go to
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
      if (add_both (texts, from, to, merged))
        return TRUE;
      if (contested == NULL)
        return FALSE;
      add_piece_of (texts, from, to, THEIRS, contested);
    }
  add_piece_of (texts, from, to, side, merged);
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
  Texts texts = { { base_lines, my_lines, their_lines }, { 0 }, NULL };
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GPtrArray) contested = g_ptr_array_new ();
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) in_mine = NULL;
  g_autoptr (GArray) anchors = NULL;

  for (guint side = 0; side < N_SIDES; side++)
    texts.n_lines[side] = g_strv_length (texts.lines[side]);
  places = find_places (&texts);
  texts.places = places;
  candidates = find_candidates (&texts);
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

  return build_heading (words);
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
