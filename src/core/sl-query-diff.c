/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an old to a new list of pks. The common beginning and end are cut off; of what remains, those that keep their
 * order (a longest increasing subsequence) stay in place, the rest is taken out and put in, from the end forwards so
 * that positions before it stay true. */
#define G_LOG_DOMAIN "sl-query-diff"

#include "config.h"

#include "sl-query-diff.h"

/* Each splice moves the rest of the list and wakes every watcher: beyond this, one replacement is cheaper. */
#define MAX_SPLICES 64

#define NOT_THERE G_MAXUINT

static void
add_splice (GArray *splices,
            guint   position,
            guint   removed,
            guint   added,
            guint   source)
{
  SlSplice splice = { position, removed, added, source };

  if (removed > 0 || added > 0)
    g_array_append_val (splices, splice);
}

/* For each old pk its place in @new_pks, or NOT_THERE. */
static guint *
find_places (const gint64 *old_pks,
             guint         n_old,
             const gint64 *new_pks,
             guint         n_new)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint *found = g_new (guint, n_old);

  for (guint i = 0; i < n_new; i++)
    g_hash_table_insert (places, (gpointer) &new_pks[i], GUINT_TO_POINTER (i));

  for (guint i = 0; i < n_old; i++)
    {
      gpointer place;

      found[i] = g_hash_table_lookup_extended (places, &old_pks[i], NULL, &place) ? GPOINTER_TO_UINT (place) : NOT_THERE;
    }

  return found;
}

/* Marks with NOT_THERE every place that is not part of a longest increasing subsequence. */
static void
keep_longest_rise (guint *places,
                   guint  n)
{
  g_autofree guint *tails = g_new (guint, n);    /* index of the smallest last element of a rise of length i + 1 */
  g_autofree guint *previous = g_new (guint, n); /* the element before, in the longest rise that ends here */
  g_autofree gboolean *kept = g_new0 (gboolean, n);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (places[i] == NOT_THERE)
        continue;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (places[tails[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }

      previous[i] = low > 0 ? tails[low - 1] : NOT_THERE;
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  for (guint i = length > 0 ? tails[length - 1] : NOT_THERE; i != NOT_THERE; i = previous[i])
    kept[i] = TRUE;
  for (guint i = 0; i < n; i++)
    if (!kept[i])
      places[i] = NOT_THERE;
}

/* The splices of the middle part that starts at @offset. FALSE when they are too many. */
static gboolean
diff_middle (GArray       *splices,
             guint         offset,
             const gint64 *old_pks,
             guint         n_old,
             const gint64 *new_pks,
             guint         n_new)
{
  g_autofree guint *places = find_places (old_pks, n_old, new_pks, n_new);
  guint old_end = n_old;
  guint new_end = n_new;

  keep_longest_rise (places, n_old);

  /* From the end: before each kept element lies a gap of old ones that go and new ones that come. */
  for (guint i = n_old + 1; i-- > 0;)
    {
      guint place;

      if (i > 0 && places[i - 1] == NOT_THERE)
        continue;

      place = i > 0 ? places[i - 1] + 1 : 0;
      add_splice (splices, offset + i, old_end - i, new_end - place, offset + place);
      if (splices->len > MAX_SPLICES)
        return FALSE;
      if (i == 0)
        break;

      old_end = i - 1;
      new_end = place - 1;
    }

  return TRUE;
}

/**
 * sl_query_diff:
 * @fine: look for what stayed in place within the middle; otherwise the middle is one splice. For a list that
 *   a new query replaced, looking would be work for nothing.
 *
 * Splices are to be applied one after the other. Empty when nothing differs.
 */
GArray *
sl_query_diff (const gint64 *old_pks,
               guint         n_old,
               const gint64 *new_pks,
               guint         n_new,
               gboolean      fine)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (SlSplice));
  guint shorter = MIN (n_old, n_new);
  guint prefix = 0;
  guint suffix = 0;

  while (prefix < shorter && old_pks[prefix] == new_pks[prefix])
    prefix++;
  while (suffix < shorter - prefix && old_pks[n_old - 1 - suffix] == new_pks[n_new - 1 - suffix])
    suffix++;

  n_old -= prefix + suffix;
  n_new -= prefix + suffix;

  if (fine && n_old > 0 && n_new > 0 && diff_middle (splices, prefix, old_pks + prefix, n_old, new_pks + prefix, n_new))
    return splices;

  g_array_set_size (splices, 0);
  add_splice (splices, prefix, n_old, n_new, prefix);

  return splices;
}
