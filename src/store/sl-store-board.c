/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies where in a column of the board; part of sl-store-query.h. */

#define G_LOG_DOMAIN "sl-store-board"

#include "config.h"

#include "sl-query-sql.h"
#include "sl-store-query.h"

#define RANK "coalesce (board_rank, -(created_at + pk * 1000000))"

/**
 * sl_store_foreach_below:
 * @facet: %SL_FACET_STATUS or %SL_FACET_LANE
 * @word: the column
 * @rank: rank of the card to begin below
 * @pk: its pk, which decides between equal ranks as the board's sort does
 * @func: (scope call): gets pk, id and rank of each card; %FALSE ends it
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_store_foreach_below (SlConnection *connection,
                        SlFacet       facet,
                        const char   *word,
                        gint64        rank,
                        gint64        pk,
                        SlBoardFunc   func,
                        gpointer      data,
                        GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pk, id, " RANK " FROM applications WHERE deleted_at IS NULL AND %s = ?1"
                                          " AND (" RANK " > ?2 OR (" RANK " = ?2 AND pk < ?3)) ORDER BY " RANK ", pk DESC",
                                          sl_query_sql_get_column (facet));
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, word);
  sl_statement_bind_integer (statement, 2, rank);
  sl_statement_bind_integer (statement, 3, pk);
  while (sl_statement_step (statement, &local))
    if (!func (sl_statement_get_integer (statement, 0), sl_statement_get_text (statement, 1),
               sl_statement_get_integer (statement, 2), data))
      break;
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
