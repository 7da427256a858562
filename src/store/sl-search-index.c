/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-search-index.h. Triggers only note which rows changed (sl-schema-2.c). A small change is indexed inside its own
 * transaction, at its end: SQLite flushes the index to disk at each statement that needs a savepoint, so that row by
 * row it costs ten times as much. What an import brings is indexed afterwards, by and by, between other writes. */

#define G_LOG_DOMAIN "sl-search-index"

#include "config.h"

#include "sl-search-index.h"
#include "sl-search-records.h"
#include "sl-search.h"

#define INDEX_ROWS \
  "INSERT OR REPLACE INTO application_fts (rowid, company_name, role_title, location, notes, description)" \
  " SELECT a.pk, " SL_SEARCH_COLUMNS ("a") " FROM applications AS a"

/** sl_search_index_is_behind: whether there are rows that the index doesn't know as they are */
gboolean
sl_search_index_is_behind (SlConnection *connection)
{
  return sl_connection_get_integer (connection,
                                    "SELECT EXISTS (SELECT 1 FROM search_queue)"
                                    " OR coalesce ((SELECT max (pk) FROM applications), 0) > (SELECT indexed_to FROM search_state)", 0) != 0 ||
         sl_search_records_is_behind (connection);
}

static gboolean
run_to (SlConnection *connection,
        const char   *sql,
        gint64        from,
        gint64        to,
        GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, from);
  sl_statement_bind_integer (statement, 2, to);
  return sl_statement_run (statement, error);
}

/* The last of the first @n_rows pks of @sql, which has the limit as its second parameter; 0: there are none. */
static gint64
find_end (SlConnection *connection,
          const char   *sql,
          gint64        from,
          guint         n_rows)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, NULL);
  gint64 end = 0;

  if (statement == NULL)
    return 0;
  sl_statement_bind_integer (statement, 1, from);
  sl_statement_bind_integer (statement, 2, n_rows);
  if (sl_statement_step (statement, NULL))
    end = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return end;
}

/* Rows that changed or went. */
static gboolean
work_off_queue (SlConnection *connection,
                guint         n_rows,
                GError      **error)
{
  gint64 end = find_end (connection, "SELECT max (pk) FROM (SELECT pk FROM search_queue WHERE pk >= ? ORDER BY pk LIMIT ?)", 0, n_rows);

  if (end == 0)
    return TRUE;
  return run_to (connection, "DELETE FROM application_fts WHERE rowid IN (SELECT pk FROM search_queue WHERE pk BETWEEN ?1 AND ?2"
                             " AND pk NOT IN (SELECT pk FROM applications WHERE pk BETWEEN ?1 AND ?2))", 0, end, error) &&
         run_to (connection, INDEX_ROWS " WHERE a.pk IN (SELECT pk FROM search_queue WHERE pk BETWEEN ? AND ?)", 0, end, error) &&
         run_to (connection, "DELETE FROM search_queue WHERE pk BETWEEN ? AND ?", 0, end, error);
}

/* Rows that are new. */
static gboolean
go_on (SlConnection *connection,
       guint         n_rows,
       GError      **error)
{
  gint64 from = sl_connection_get_integer (connection, "SELECT indexed_to FROM search_state", 0) + 1;
  gint64 end = find_end (connection, "SELECT max (pk) FROM (SELECT pk FROM applications WHERE pk >= ? ORDER BY pk LIMIT ?)", from, n_rows);

  if (end == 0)
    return TRUE;
  return run_to (connection, INDEX_ROWS " WHERE a.pk BETWEEN ? AND ?", from, end, error) &&
         run_to (connection, "UPDATE search_state SET indexed_to = ?2 WHERE indexed_to < ?1", from, end, error);
}

/**
 * sl_search_index_catch_up:
 * @connection: inside a write transaction
 * @n_rows: at most so many changed and so many new rows
 *
 * Brings the index nearer to the rows; see sl_search_index_is_behind().
 */
gboolean
sl_search_index_catch_up (SlConnection *connection,
                          guint         n_rows,
                          GError      **error)
{
  return work_off_queue (connection, n_rows, error) && go_on (connection, n_rows, error) &&
         sl_search_records_catch_up (connection, n_rows, error);
}

/**
 * sl_search_index_rebuild:
 * @connection: inside a write transaction
 *
 * Empties the index; it then is to catch up with everything.
 */
gboolean
sl_search_index_rebuild (SlConnection *connection,
                         GError      **error)
{
  return sl_connection_execute (connection,
                                "INSERT INTO application_fts (application_fts) VALUES ('delete-all');"
                                "DELETE FROM search_queue; UPDATE search_state SET indexed_to = 0", error) &&
         sl_search_records_rebuild (connection, error);
}
