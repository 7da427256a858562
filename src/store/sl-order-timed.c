/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sorts by what moved last: the one that a search is opened with, and the quiet days. Both put what waits for an
 * answer first, and are put together from two indexes, the order by time and the sets of what waits and of what is
 * closed, so that no row is read. */

#define G_LOG_DOMAIN "sl-order-timed"

#include "config.h"

#include <stdlib.h>

#include "sl-order.h"
#include "sl-pk-set.h"
#include "sl-query-sql.h"

typedef enum {
  WAITING,
  TO_APPLY, /* saved, or a status that isn't known */
  CLOSED,
  N_GROUPS,
} Group;

/** sl_order_is_timed: whether a sort is read here */
gboolean
sl_order_is_timed (SlSort sort)
{
  return sort == SL_SORT_ACTIVE || sort == SL_SORT_QUIET;
}

static SlPkSet *
read_set (SlConnection *connection,
          const char   *sql,
          GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (SlPkSet) set = sl_pk_set_new ();

  if (statement == NULL || !sl_pk_set_add_rows (set, statement, NULL, error))
    return NULL;
  return g_steal_pointer (&set);
}

/* Newest first among equal ones: what SQLite does only by sorting everything when the times go upwards. */
static gboolean
read_by_time (SlConnection *connection,
              gboolean      descending,
              GArray       *pks,
              GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  descending
                                                    ? "SELECT pk FROM applications WHERE deleted_at IS NULL ORDER BY last_activity_at DESC, pk DESC"
                                                    : "SELECT pk, last_activity_at FROM applications WHERE deleted_at IS NULL"
                                                      " ORDER BY last_activity_at, pk",
                                                  error);
  g_autoptr (GError) local = NULL;
  guint group = 0;
  gint64 last = 0;

  if (statement == NULL)
    return FALSE;
  if (descending)
    return sl_statement_append_integers (statement, pks, error);

  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      gint64 time = sl_statement_get_integer (statement, 1);

      if (pks->len == 0 || time != last)
        {
          sl_order_reverse (pks, group, pks->len);
          group = pks->len;
          last = time;
        }
      g_array_append_val (pks, pk);
    }
  sl_order_reverse (pks, group, pks->len);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one > other ? -1 : one < other;
}

/**
 * sl_order_read_timed:
 *
 * Appends all living applications to @pks, in that sort. SL_SORT_ACTIVE: what waits, what may be applied to, what is
 * closed, and upwards the other way round. SL_SORT_QUIET: what waits first both ways, the others have no such number.
 */
gboolean
sl_order_read_timed (SlConnection *connection,
                     SlSort        sort,
                     gboolean      descending,
                     GArray       *pks,
                     GError      **error)
{
  g_autoptr (SlPkSet) waiting = read_set (connection,
                                          "SELECT pk FROM applications INDEXED BY applications_quiet"
                                          " WHERE deleted_at IS NULL AND status IN (" SL_WAITING_STATUSES ")",
                                          error);
  g_autoptr (SlPkSet) closed = waiting == NULL ? NULL
                                               : read_set (connection,
                                                           "SELECT pk FROM applications INDEXED BY applications_facets"
                                                           " WHERE deleted_at IS NULL AND status IN (" SL_CLOSED_STATUSES ")",
                                                           error);
  g_autoptr (GArray) by_time = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_waiting = 0;

  if (closed == NULL || !read_by_time (connection, descending, by_time, error))
    return FALSE;

  for (int i = 0; i < N_GROUPS; i++)
    {
      Group group = sort == SL_SORT_QUIET || descending ? i : N_GROUPS - 1 - i;

      for (guint j = 0; j < by_time->len; j++)
        {
          gint64 pk = g_array_index (by_time, gint64, j);
          Group own = sl_pk_set_contains (waiting, pk) ? WAITING : sl_pk_set_contains (closed, pk) ? CLOSED : TO_APPLY;

          if (own == group)
            g_array_append_val (pks, pk);
        }
      if (i == 0)
        n_waiting = pks->len;
    }
  if (sort == SL_SORT_QUIET)
    qsort (pks->data + n_waiting * sizeof (gint64), pks->len - n_waiting, sizeof (gint64), compare_newest_first);
  return TRUE;
}

#define FIRST(status, direction) \
  "SELECT * FROM (SELECT pk, last_activity_at FROM applications INDEXED BY applications_quiet" \
  " WHERE deleted_at IS NULL AND status IN (" SL_WAITING_STATUSES ") AND status = '" status "'" \
  " ORDER BY last_activity_at " direction ", pk DESC LIMIT ?1)"
#define FIRST_OF_ALL(direction) \
  "SELECT pk FROM (" FIRST ("Applied", direction) " UNION ALL " FIRST ("Interviewing", direction) " UNION ALL " FIRST ("Offer", direction) \
  ") ORDER BY last_activity_at " direction ", pk DESC LIMIT ?1"

/**
 * sl_order_read_first_timed:
 *
 * Appends the first @limit applications that wait for an answer to @pks, by what moved last, if there are so many; else
 * none of them.
 */
gboolean
sl_order_read_first_timed (SlConnection *connection,
                           gboolean      descending,
                           guint         limit,
                           GArray       *pks,
                           GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, descending ? FIRST_OF_ALL ("DESC") : FIRST_OF_ALL ("ASC"), error);
  guint before = pks->len;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, limit);
  if (!sl_statement_append_integers (statement, pks, error))
    return FALSE;

  if (pks->len - before < limit)
    g_array_set_size (pks, before);
  return TRUE;
}
