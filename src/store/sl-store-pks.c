/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which applications match a query, in order; part of sl-store-query.h. The answer is put together from three things,
 * each kept while the data stays: the order of all rows, the set that the filters let through, the set that the search
 * found. Asked for the first rows only, there are shorter ways. */

#define G_LOG_DOMAIN "sl-store-pks"

#include "config.h"

#include "sl-members.h"
#include "sl-order.h"
#include "sl-query-sql.h"
#include "sl-store-query.h"

/* How many rows are looked at, at most, for each one wanted, before the index is asked after all. */
#define PROBES_PER_ROW 4
/* After so many, a search that matches too few of them isn't followed further in this way. */
#define PROBE_BATCH 50

static void
take (GArray          *pks,
      const GArray    *order,
      const SlMembers *members,
      guint            limit)
{
  const gint64 *data = (const gint64 *) (gconstpointer) order->data;

  if (members->filtered == NULL && members->found == NULL)
    {
      g_array_append_vals (pks, data, limit > 0 ? MIN (limit, order->len) : order->len);
      return;
    }
  for (guint i = 0; i < order->len && (limit == 0 || pks->len < limit); i++)
    if (sl_members_contain (members, data[i]))
      g_array_append_val (pks, data[i]);
}

/* The first rows straight from the sort's index. Not upwards by the times that an import gives to all its rows: SQLite
 * would have to read all of them to have the newest first. */
static gboolean
can_read_first (SlConnection *connection,
                SlQuery      *query)
{
  SlSort sort = sl_query_get_sort (query);

  return !sl_query_get_trash (query) && sl_order_is_indexed (sort) && sl_order_find (connection, query) == NULL &&
         (sl_query_get_descending (query) || (sort != SL_SORT_UPDATED && sort != SL_SORT_CREATED));
}

/* Whether the sort begins with what waits for an answer. */
static gboolean
can_read_first_timed (SlConnection *connection,
                      SlQuery      *query)
{
  SlSort sort = sl_query_get_sort (query);

  return sl_order_is_timed (sort) && (sort == SL_SORT_QUIET || sl_query_get_descending (query)) && !sl_query_get_trash (query) &&
         sl_order_find (connection, query) == NULL;
}

static gboolean
read_first (SlConnection *connection,
            SlQuery      *query,
            guint         limit,
            GArray       *pks,
            GError      **error)
{
  g_autofree char *order = sl_query_sql_build_order (sl_query_get_sort (query), sl_query_get_descending (query));
  g_autofree char *sql = g_strdup_printf ("SELECT a.pk FROM applications AS a WHERE a.deleted_at IS NULL ORDER BY %s LIMIT ?", order);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, limit);
  return sl_statement_append_integers (statement, pks, error);
}

/* As sl_store_query_pks() without the full-text search. */
static gboolean
read_filtered (SlConnection *connection,
               SlQuery      *query,
               SlDay         today,
               guint         limit,
               GArray       *pks,
               GError      **error)
{
  SlMembers members;

  if (!sl_members_get_filtered (&members, connection, query, today, error))
    return FALSE;
  if (limit > 0 && members.filtered == NULL && can_read_first_timed (connection, query))
    {
      if (!sl_order_read_first_timed (connection, sl_query_get_descending (query), limit, pks, error))
        return FALSE;
      if (pks->len > 0)
        return TRUE;
    }
  if (limit > 0 && members.filtered == NULL && can_read_first (connection, query))
    return read_first (connection, query, limit, pks, error);

  GArray *order = sl_order_get (connection, query, error);
  if (order == NULL)
    return FALSE;
  take (pks, order, &members, limit);
  return TRUE;
}

static gboolean
row_matches (SlConnection *connection,
             SlMatcher    *matcher,
             gint64        pk)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT " SL_SEARCH_COLUMNS ("a") " FROM applications AS a WHERE a.pk = ?", NULL);
  const char *columns[SL_SEARCH_N_COLUMNS];
  gboolean matches = FALSE;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, pk);
  if (sl_statement_step (statement, NULL))
    {
      for (int i = 0; i < SL_SEARCH_N_COLUMNS; i++)
        columns[i] = sl_statement_get_text (statement, i);
      matches = sl_matcher_matches (matcher, columns, SL_SEARCH_N_COLUMNS);
    }
  sl_statement_reset (statement);
  return matches;
}

/* What nearly every row matches fills the first page soon: the rows are gone through in order, without the index, which
 * would first list them all. *@done is FALSE when that led nowhere. */
static gboolean
probe (SlConnection *connection,
       SlQuery      *query,
       SlSearch     *search,
       SlDay         today,
       guint         limit,
       GArray       *pks,
       gboolean     *done,
       GError      **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SlMatcher) matcher = sl_matcher_new (search->terms);
  const SlPkSet *owners;
  guint max = limit * PROBES_PER_ROW;

  *done = FALSE;
  owners = sl_members_get_owners (connection, search->match, error);
  if (owners == NULL || !read_filtered (connection, query, today, max, candidates, error))
    return FALSE;

  guint i = 0;
  while (i < candidates->len && pks->len < limit)
    {
      gint64 pk = g_array_index (candidates, gint64, i++);
      if (sl_pk_set_contains (owners, pk) || row_matches (connection, matcher, pk))
        g_array_append_val (pks, pk);
      /* Three quarters of the pace that would be needed: chance evens out. */
      if (i % PROBE_BATCH == 0 && (guint64) pks->len * max * 4 < (guint64) limit * i * 3)
        break;
    }

  *done = pks->len == limit || (i == candidates->len && candidates->len < max);
  if (!*done)
    g_array_set_size (pks, 0);
  return TRUE;
}

static gboolean
read_matching (SlConnection *connection,
               SlQuery      *query,
               SlDay         today,
               guint         limit,
               GArray       *pks,
               GError      **error)
{
  SlMembers members;
  GArray *order;

  if (!sl_members_get (&members, connection, query, today, error))
    return FALSE;
  if (members.found != NULL && members.found->n == 0)
    return TRUE;
  order = sl_order_get (connection, query, error);
  if (order == NULL)
    return FALSE;
  take (pks, order, &members, limit);
  return TRUE;
}

/**
 * sl_store_query_pks:
 * @limit: only the first so many; 0: all
 *
 * Returns: (transfer full) (element-type gint64): the row numbers of the applications that match @query, in its order:
 *   what is missing last, equal ones newest first. %NULL with @error set
 */
GArray *
sl_store_query_pks (SlConnection *connection,
                    SlQuery      *query,
                    SlDay         today,
                    guint         limit,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (SlSearch) search = SL_SEARCH_INIT;
  gboolean done = FALSE;
  gboolean ok;

  sl_search_parse (&search, sl_query_get_text (query));
  if (search.match == NULL)
    ok = read_filtered (connection, query, today, limit, pks, error);
  else
    {
      ok = limit == 0 || probe (connection, query, &search, today, limit, pks, &done, error);
      if (ok && !done)
        ok = read_matching (connection, query, today, limit, pks, error);
    }

  if (!ok || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&pks);
}

/** sl_store_query_count: how many applications match @query; -1 with @error set */
gint64
sl_store_query_count (SlConnection *connection,
                      SlQuery      *query,
                      SlDay         today,
                      GError      **error)
{
  SlMembers members;

  if (!sl_members_get (&members, connection, query, today, error))
    return -1;
  if (members.found == NULL && members.filtered != NULL)
    return members.filtered->n;
  if (members.found == NULL)
    return sl_connection_get_integer (connection, sl_query_get_trash (query)
                                        ? "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL"
                                        : "SELECT count (*) FROM applications WHERE deleted_at IS NULL", -1);

  g_autoptr (GArray) pks = sl_store_query_pks (connection, query, today, 0, NULL, error);
  return pks != NULL ? (gint64) pks->len : -1;
}
