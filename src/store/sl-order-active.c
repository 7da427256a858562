/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sort that a search is opened with: what may still become something first, in each half what moved last. Put
 * together from two indexes, the order by time and the set of those that are closed, so that no row is read. */

#define G_LOG_DOMAIN "sl-order-active"

#include "config.h"

#include "sl-order.h"
#include "sl-pk-set.h"
#include "sl-query-sql.h"

static SlPkSet *
read_closed (SlConnection *connection,
             GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT pk FROM applications INDEXED BY applications_facets"
                                                  " WHERE deleted_at IS NULL AND status IN (" SL_CLOSED_STATUSES ")",
                                                  error);
  g_autoptr (SlPkSet) closed = sl_pk_set_new ();
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    sl_pk_set_add (closed, sl_statement_get_integer (statement, 0));
  if (local == NULL)
    return g_steal_pointer (&closed);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_order_read_active: appends all living applications to @pks, in that sort; upwards the closed ones come first */
gboolean
sl_order_read_active (SlConnection *connection,
                      gboolean      descending,
                      GArray       *pks,
                      GError      **error)
{
  g_autoptr (SlQuery) by_time = sl_query_new ();
  g_autoptr (SlPkSet) closed = read_closed (connection, error);
  GArray *order;

  if (closed == NULL)
    return FALSE;
  sl_query_set_sort (by_time, SL_SORT_QUIET, descending);
  order = sl_order_get (connection, by_time, error);
  if (order == NULL)
    return FALSE;

  for (int half = 0; half < 2; half++)
    for (guint i = 0; i < order->len; i++)
      {
        gint64 pk = g_array_index (order, gint64, i);

        if (sl_pk_set_contains (closed, pk) == (descending ? half == 1 : half == 0))
          g_array_append_val (pks, pk);
      }
  return TRUE;
}

/**
 * sl_order_read_first_active:
 *
 * Appends the first @limit applications to @pks, downwards, if so many are open; else none of them.
 */
gboolean
sl_order_read_first_active (SlConnection *connection,
                            guint         limit,
                            GArray       *pks,
                            GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT pk FROM applications INDEXED BY applications_by_activity"
                                                  " WHERE deleted_at IS NULL AND (status IS NULL OR status NOT IN (" SL_CLOSED_STATUSES "))"
                                                  " ORDER BY last_activity_at DESC, pk DESC LIMIT ?",
                                                  error);
  g_autoptr (GError) local = NULL;
  guint before = pks->len;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, limit);
  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      g_array_append_val (pks, pk);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (pks->len - before < limit)
    g_array_set_size (pks, before);
  return TRUE;
}
