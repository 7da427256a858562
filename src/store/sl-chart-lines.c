/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-lines.h. Triggers only note whose line is out of date. A small change's lines are made inside its own
 * transaction, what an import brings afterwards, by and by; until then those lines are made when they are asked for. */

#define G_LOG_DOMAIN "sl-chart-lines"

#include "config.h"

#include "sl-chart-lines.h"

/** sl_chart_lines_is_behind: whether there are applications whose lines aren't as they should be */
gboolean
sl_chart_lines_is_behind (SlConnection *connection)
{
  return sl_connection_get_integer (connection,
                                    "SELECT EXISTS (SELECT 1 FROM chart_queue)"
                                    " OR coalesce ((SELECT max (pk) FROM applications), 0) > (SELECT known_to FROM chart_state)", 0) != 0;
}

/**
 * sl_chart_lines_select:
 * @connection: in a read transaction
 * @trash: those in the Trash instead of those that live
 *
 * Returns: (transfer none): to be stepped through; %NULL with @error set
 */
SlStatement *
sl_chart_lines_select (SlConnection *connection,
                       gboolean      trash,
                       GError      **error)
{
  if (trash)
    return sl_connection_prepare (connection, "SELECT pk, line FROM chart_lines_now WHERE deleted_at IS NOT NULL ORDER BY pk", error);
  if (sl_chart_lines_is_behind (connection))
    return sl_connection_prepare (connection,
                                  "SELECT n.pk, coalesce ((SELECT c.line FROM chart_lines AS c WHERE c.pk = n.pk"
                                  " AND c.pk NOT IN (SELECT pk FROM chart_queue)), n.line)"
                                  " FROM chart_lines_now AS n WHERE n.deleted_at IS NULL ORDER BY n.pk", error);
  return sl_connection_prepare (connection, "SELECT pk, line FROM chart_lines ORDER BY pk", error);
}

/** sl_chart_lines_select_one: Returns: (transfer none): to be stepped through; %NULL with @error set */
SlStatement *
sl_chart_lines_select_one (SlConnection *connection,
                           const char   *id,
                           GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT pk, line FROM chart_lines_now"
                                                  " WHERE pk = (SELECT pk FROM applications WHERE id = ?)", error);

  if (statement != NULL)
    sl_statement_bind_text (statement, 1, id);

  return statement;
}

/**
 * sl_chart_lines_catch_up:
 * @connection: inside a write transaction
 * @n_rows: at most so many lines
 *
 * Makes lines that are missing or out of date; see sl_chart_lines_is_behind().
 */
gboolean
sl_chart_lines_catch_up (SlConnection *connection,
                         guint         n_rows,
                         GError      **error)
{
#define NEXT_QUEUED "(SELECT pk FROM chart_queue ORDER BY pk LIMIT ?1)"
  static const char *const steps[] = {
    "INSERT OR IGNORE INTO chart_queue (pk) SELECT pk FROM applications"
    " WHERE pk > (SELECT known_to FROM chart_state) ORDER BY pk LIMIT ?1",
    "UPDATE chart_state SET known_to = coalesce ((SELECT max (pk) FROM (SELECT pk FROM applications"
    " WHERE pk > known_to ORDER BY pk LIMIT ?1)), known_to)",
    "DELETE FROM chart_lines WHERE pk IN " NEXT_QUEUED,
    "INSERT INTO chart_lines (pk, line) SELECT n.pk, n.line FROM " NEXT_QUEUED " AS q CROSS JOIN chart_lines_now AS n ON n.pk = q.pk"
    " WHERE n.deleted_at IS NULL",
    "DELETE FROM chart_queue WHERE pk IN " NEXT_QUEUED,
  };
#undef NEXT_QUEUED

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      SlStatement *statement = sl_connection_prepare (connection, steps[i], error);

      if (statement == NULL)
        return FALSE;
      sl_statement_bind_integer (statement, 1, n_rows);
      if (!sl_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}
