/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-order.h. A sort with an index of its own is read off it; SQLite would sort once more for what it can't do
 * there (missing values last, equal ones newest first), so that is done here. Other sorts are in sl-order-keyed.c and
 * sl-order-timed.c. */

#define G_LOG_DOMAIN "sl-order"

#include "config.h"

#include <string.h>

#include "sl-order.h"
#include "sl-query-cache.h"
#include "sl-query-sql.h"

static const char *
get_indexed_column (SlSort sort)
{
  switch ((int) sort)
    {
    case SL_SORT_UPDATED:
      return "updated_at";
    case SL_SORT_CREATED:
      return "created_at";
    case SL_SORT_COMPANY:
      return "company_name_fold";
    case SL_SORT_ROLE:
      return "role_title_fold";
    case SL_SORT_LOCATION:
      return "location_fold";
    case SL_SORT_APPLIED:
      return "applied_date";
    default:
      return NULL;
    }
}

/** sl_order_is_indexed: whether the first rows of this sort can be had without the others */
gboolean
sl_order_is_indexed (SlSort sort)
{
  return get_indexed_column (sort) != NULL;
}

static char *
build_key (SlQuery *query)
{
  return g_strdup_printf ("%d %d %d", sl_query_get_sort (query), sl_query_get_descending (query), sl_query_get_trash (query));
}

/** sl_order_reverse: turns round what stands from @from to before @to */
void
sl_order_reverse (GArray *pks,
                  guint   from,
                  guint   to)
{
  gint64 *data = (gint64 *) pks->data;

  for (; from + 1 < to; from++, to--)
    {
      gint64 pk = data[from];
      data[from] = data[to - 1];
      data[to - 1] = pk;
    }
}

/* Takes the first @n to the end. */
static void
rotate (GArray *pks,
        guint   n)
{
  g_autofree gint64 *head = g_memdup2 (pks->data, n * sizeof (gint64));

  memmove (pks->data, pks->data + n * sizeof (gint64), (pks->len - n) * sizeof (gint64));
  if (n > 0)
    memcpy (pks->data + (pks->len - n) * sizeof (gint64), head, n * sizeof (gint64));
}

/* Upwards: the index gives missing values first and equal ones oldest first; both are turned round while reading. */
static gboolean
read_upwards (SlStatement *statement,
              GArray      *pks,
              GError     **error)
{
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  guint n_missing = 0;
  guint group = 0;
  gboolean missing = TRUE;

  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      const char *text = sl_statement_get_text (statement, 1);

      if (missing && text != NULL)
        {
          missing = FALSE;
          n_missing = pks->len;
          sl_order_reverse (pks, group, pks->len);
          group = pks->len;
          g_string_assign (last, text);
        }
      else if (!missing && strcmp (last->str, text) != 0)
        {
          sl_order_reverse (pks, group, pks->len);
          group = pks->len;
          g_string_assign (last, text);
        }
      g_array_append_val (pks, pk);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  sl_order_reverse (pks, group, pks->len);
  if (!missing)
    rotate (pks, n_missing);
  return TRUE;
}

static gboolean
read_indexed (SlConnection *connection,
              SlSort        sort,
              gboolean      descending,
              GArray       *pks,
              GError      **error)
{
  const char *column = get_indexed_column (sort);
  g_autofree char *sql = descending
    ? g_strdup_printf ("SELECT pk FROM applications WHERE deleted_at IS NULL ORDER BY %s DESC, pk DESC", column)
    : g_strdup_printf ("SELECT pk, %s FROM applications WHERE deleted_at IS NULL ORDER BY %s, pk", column, column);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  return descending ? sl_statement_append_integers (statement, pks, error) : read_upwards (statement, pks, error);
}

/* The Trash is small: SQLite sorts it. */
static gboolean
read_trash (SlConnection *connection,
            SlSort        sort,
            gboolean      descending,
            GArray       *pks,
            GError      **error)
{
  g_autofree char *order = sl_query_sql_build_order (sort, descending);
  g_autofree char *sql = g_strdup_printf ("SELECT a.pk FROM applications AS a WHERE a.deleted_at IS NOT NULL ORDER BY %s", order);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  return statement != NULL && sl_statement_append_integers (statement, pks, error);
}

/** sl_order_find: (transfer none) (nullable): the order if it is at hand */
GArray *
sl_order_find (SlConnection *connection,
               SlQuery      *query)
{
  g_autofree char *key = build_key (query);
  return sl_query_cache_find_order (connection, key);
}

/**
 * sl_order_get:
 *
 * Returns: (transfer none) (element-type gint64): all applications in the order of @query, its filters not looked at;
 *   right until the end of the transaction. %NULL with @error set
 */
GArray *
sl_order_get (SlConnection *connection,
              SlQuery      *query,
              GError      **error)
{
  SlSort sort = sl_query_get_sort (query);
  gboolean descending = sl_query_get_descending (query);
  GArray *known = sl_order_find (connection, query);

  if (known != NULL)
    return known;

  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean ok = FALSE;
  if (sl_query_get_trash (query))
    ok = read_trash (connection, sort, descending, pks, error);
  else if (sl_order_is_timed (sort))
    ok = sl_order_read_timed (connection, sort, descending, pks, error);
  else if (sl_order_is_indexed (sort))
    ok = read_indexed (connection, sort, descending, pks, error);
  else
    ok = sl_order_read_keyed (connection, sort, descending, pks, error);
  if (!ok)
    return NULL;

  g_autofree char *key = build_key (query);
  return sl_query_cache_keep_order (connection, key, g_steal_pointer (&pks));
}
