/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sorts that have no index of their own: their key is read from the index that holds all the small columns, and
 * sorted here. Words sort by their place in their enum, sources by the alphabet. */

#define G_LOG_DOMAIN "sl-order-keyed"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "sl-kinds.h"
#include "sl-order.h"

typedef struct {
  gint64 key; /* G_MAXINT64: missing */
  gint64 pk;
} Keyed;

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Words that the enum doesn't have come after those it has. */
static gint64
rank_word (SlSort      sort,
           const char *word)
{
  static const char *const priorities[] = { "Low", "Medium", "High", NULL };
  int index;

  if (sort == SL_SORT_PRIORITY)
    {
      for (index = 0; priorities[index] != NULL; index++)
        if (g_str_equal (priorities[index], word))
          return index;
      return G_MAXINT64;
    }
  index = sl_enum_index (&sl_status_words, word);
  return index >= 0 ? index : G_MAXINT64;
}

/* keys: numbers given to words as they came; afterwards ranks. */
static void
rank_words (GArray     *keyed,
            GHashTable *numbers,
            SlSort      sort)
{
  guint n;
  g_autofree char **words = (char **) g_hash_table_get_keys_as_array (numbers, &n);
  g_autofree gint64 *ranks = g_new0 (gint64, n + 1);

  qsort (words, n, sizeof (char *), compare_words);
  for (guint i = 0; i < n; i++)
    ranks[GPOINTER_TO_UINT (g_hash_table_lookup (numbers, words[i])) - 1] = sort == SL_SORT_SOURCE ? i : rank_word (sort, words[i]);

  for (guint i = 0; i < keyed->len; i++)
    {
      Keyed *row = &g_array_index (keyed, Keyed, i);
      if (row->key != G_MAXINT64)
        row->key = ranks[row->key];
    }
}

static gint64
number_word (GHashTable *numbers,
             const char *word)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, word));

  if (number == 0)
    {
      number = g_hash_table_size (numbers) + 1;
      g_hash_table_insert (numbers, g_strdup (word), GUINT_TO_POINTER (number));
    }
  return number - 1;
}

/* "2026-03-16" as 20260316. */
static gint64
number_date (const char *text)
{
  gint64 number = 0;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      number = number * 10 + (*text - '0');
  return number;
}

static const char *
get_key_sql (SlSort sort)
{
  switch ((int) sort)
    {
    case SL_SORT_STATUS:
      return "SELECT pk, status FROM applications INDEXED BY applications_facets WHERE deleted_at IS NULL";
    case SL_SORT_PRIORITY:
      return "SELECT pk, priority FROM applications INDEXED BY applications_facets WHERE deleted_at IS NULL";
    case SL_SORT_SOURCE:
      return "SELECT pk, applied_source FROM applications INDEXED BY applications_facets WHERE deleted_at IS NULL";
    case SL_SORT_FOLLOW_UP:
      return "SELECT pk, follow_up_date FROM applications INDEXED BY applications_facets WHERE deleted_at IS NULL";
    case SL_SORT_SALARY:
      return "SELECT pk, coalesce (salary_max, salary_min) FROM applications INDEXED BY applications_facets WHERE deleted_at IS NULL";
    case SL_SORT_BOARD_RANK:
    default:
      /* As sl_deed_get_board_rank() says. */
      return "SELECT pk, coalesce (board_rank, -(created_at + pk * 1000000)) FROM applications INDEXED BY applications_by_board"
             " WHERE deleted_at IS NULL";
    }
}

static int
compare_keyed (gconstpointer a,
               gconstpointer b)
{
  const Keyed *one = a;
  const Keyed *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return one->pk > other->pk ? -1 : one->pk < other->pk;
}

static gboolean
read_keys (SlConnection *connection,
           SlSort        sort,
           GArray       *keyed,
           GError      **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean is_word = sort == SL_SORT_STATUS || sort == SL_SORT_PRIORITY || sort == SL_SORT_SOURCE;
  SlStatement *statement = sl_connection_prepare (connection, get_key_sql (sort), error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      Keyed row = { G_MAXINT64, sl_statement_get_integer (statement, 0) };
      if (sl_statement_is_null (statement, 1))
        ;
      else if (is_word)
        row.key = number_word (numbers, sl_statement_get_text (statement, 1));
      else if (sort == SL_SORT_FOLLOW_UP)
        row.key = number_date (sl_statement_get_text (statement, 1));
      else
        row.key = sl_statement_get_integer (statement, 1);
      g_array_append_val (keyed, row);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (is_word)
    rank_words (keyed, numbers, sort);
  return TRUE;
}

/** sl_order_read_keyed: appends all living applications to @pks, in that sort */
gboolean
sl_order_read_keyed (SlConnection *connection,
                     SlSort        sort,
                     gboolean      descending,
                     GArray       *pks,
                     GError      **error)
{
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (Keyed));

  if (!read_keys (connection, sort, keyed, error))
    return FALSE;
  for (guint i = 0; descending && i < keyed->len; i++)
    if (g_array_index (keyed, Keyed, i).key != G_MAXINT64)
      g_array_index (keyed, Keyed, i).key *= -1;
  g_array_sort (keyed, compare_keyed);
  for (guint i = 0; i < keyed->len; i++)
    g_array_append_val (pks, g_array_index (keyed, Keyed, i).pk);
  return TRUE;
}

