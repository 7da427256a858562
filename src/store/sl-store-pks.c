/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which applications match a query, how many, and how many per word; part of sl-store-query.h. */

#define G_LOG_DOMAIN "sl-store-pks"

#include "config.h"

#include "sl-query-sql.h"
#include "sl-store-query.h"

/* Prepares "@head WHERE condition @tail" and binds the condition's values. */
static SlStatement *
prepare_query (SlConnection *connection,
               SlQuery      *query,
               SlDay         today,
               const char   *head,
               const char   *tail,
               GArray       *binds,
               GError      **error)
{
  g_autofree char *where = sl_store_query_build_where (query, today, binds);
  g_autofree char *sql = g_strconcat (head, " WHERE ", where, tail, NULL);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement != NULL)
    sl_query_sql_bind (statement, binds);
  return statement;
}

/**
 * sl_store_query_pks:
 *
 * Returns: (transfer full) (element-type gint64): the row numbers of the applications that match @query, in its order;
 *   %NULL with @error set
 */
GArray *
sl_store_query_pks (SlConnection *connection,
                    SlQuery      *query,
                    SlDay         today,
                    guint         limit,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GArray) binds = sl_query_sql_new_binds ();
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *order = sl_query_sql_build_order (sl_query_get_sort (query), sl_query_get_descending (query));
  g_autofree char *tail = limit > 0 ? g_strdup_printf (" ORDER BY %s LIMIT %u", order, limit)
                                    : g_strdup_printf (" ORDER BY %s", order);
  SlStatement *statement = prepare_query (connection, query, today, "SELECT a.pk FROM applications AS a", tail, binds, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      g_array_append_val (pks, pk);
    }
  if (local == NULL && !g_cancellable_set_error_if_cancelled (cancellable, &local))
    return g_steal_pointer (&pks);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_store_query_count: how many applications match @query; -1 with @error set */
gint64
sl_store_query_count (SlConnection *connection,
                      SlQuery      *query,
                      SlDay         today,
                      GError      **error)
{
  g_autoptr (GArray) binds = sl_query_sql_new_binds ();
  SlStatement *statement = prepare_query (connection, query, today, "SELECT count (*) FROM applications AS a", "", binds, error);
  gint64 count = -1;

  if (statement == NULL)
    return -1;
  if (sl_statement_step (statement, error))
    count = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return count;
}

static SlStatement *
prepare_facet (SlConnection *connection,
               SlQuery      *query,
               SlFacet       facet,
               SlDay         today,
               GArray       *binds,
               GError      **error)
{
  if (facet == SL_FACET_TAG)
    return prepare_query (connection, query, today,
                          "SELECT t.id, count (DISTINCT a.pk) FROM applications AS a LEFT JOIN"
                          " (tag_assignments AS ta JOIN tags AS t ON t.id = ta.tag_id AND t.deleted_at IS NULL)"
                          " ON ta.application_id = a.id AND ta.deleted_at IS NULL", " GROUP BY t.id", binds, error);

  const char *column = sl_query_sql_get_column (facet);
  g_autofree char *head = g_strdup_printf ("SELECT a.%s, count (*) FROM applications AS a", column);
  g_autofree char *tail = g_strdup_printf (" GROUP BY a.%s", column);
  return prepare_query (connection, query, today, head, tail, binds, error);
}

/**
 * sl_store_query_facet_counts:
 *
 * Returns: (transfer full) (element-type utf8 gint): for each word of @facet that occurs (a tag's id for tags, the folded
 *   name for companies) how many applications match @query without that facet's own filter; those that have none under
 *   %SL_FACET_NONE_WORD. %NULL with @error set
 */
GHashTable *
sl_store_query_facet_counts (SlConnection *connection,
                             SlQuery      *query,
                             SlFacet       facet,
                             SlDay         today,
                             GCancellable *cancellable,
                             GError      **error)
{
  g_autoptr (SlQuery) others = sl_query_dup (query);
  sl_query_set_words (others, facet, NULL);

  g_autoptr (GArray) binds = sl_query_sql_new_binds ();
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SlStatement *statement = prepare_facet (connection, others, facet, today, binds, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      const char *word = sl_statement_is_null (statement, 0) ? SL_FACET_NONE_WORD : sl_statement_get_text (statement, 0);
      g_hash_table_insert (counts, g_strdup (word), GINT_TO_POINTER ((int) sl_statement_get_integer (statement, 1)));
    }
  if (local == NULL && !g_cancellable_set_error_if_cancelled (cancellable, &local))
    return g_steal_pointer (&counts);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
