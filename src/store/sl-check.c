/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sl_store_check(): everything that must hold in a data file, looked at from outside of the code that writes it. */

#define G_LOG_DOMAIN "sl-check"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-check.h"
#include "sl-connection-private.h"
#include "sl-search-index.h"
#include "sl-search-records.h"
#include "sl-search.h"
#include "sl-sqlite-error.h"
#include "sl-store-query.h"

static void
add_problem (GPtrArray *problems,
             char      *sentence)
{
  g_ptr_array_add (problems, sentence);
}

/* Rows of @sql, each a text for @format. */
static gboolean
report_rows (SlConnection *connection,
             const char   *sql,
             const char   *format,
             const char   *fine,
             GPtrArray    *problems,
             GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  while (n < SL_CHECK_MAX_TOLD && sl_statement_step (statement, &local))
    {
      const char *text = sl_statement_get_text (statement, 0);
      if (g_strcmp0 (text, fine) == 0)
        continue;
      /* One placeholder for the row's text; all formats are this file's own. */
      g_auto (GStrv) around = g_strsplit (format, "%s", 2);
      add_problem (problems, g_strjoinv (text != NULL ? text : "?", around));
      n++;
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static SlConnection *
copy_file (SlConnection *connection,
           GError      **error)
{
  g_autoptr (SlConnection) copy = sl_connection_open ("", SL_CONNECTION_READ_WRITE, error);
  if (copy == NULL)
    return NULL;

  sqlite3_backup *backup = sqlite3_backup_init (_sl_connection_get_db (copy), "main", _sl_connection_get_db (connection), "main");
  int rc = backup != NULL ? sqlite3_backup_step (backup, -1) : SQLITE_ERROR;
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return g_steal_pointer (&copy);

  sl_sqlite_set_error (error, NULL, rc, NULL);
  return NULL;
}

#define FRESH(columns) \
  "DROP TABLE IF EXISTS fresh;" \
  "CREATE VIRTUAL TABLE fresh USING fts5 (" columns "," \
  "  content='', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail=none);"

static gboolean
make_fresh_applications (SlConnection *copy,
                         GError      **error)
{
  return sl_connection_execute (copy, FRESH ("company_name, role_title, location, notes, description")
                                "INSERT INTO fresh (rowid, company_name, role_title, location, notes, description)"
                                "  SELECT a.pk, " SL_SEARCH_COLUMNS ("a") " FROM applications AS a", error);
}

static gboolean
make_fresh_records (SlConnection *copy,
                    GError      **error)
{
  if (!sl_connection_execute (copy, FRESH ("words"), error))
    return FALSE;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *text = sl_search_records_build_text (kind);
      g_autofree char *sql = NULL;

      if (sl_search_records_get_fields (kind) == 0)
        continue;
      sql = g_strdup_printf ("INSERT INTO fresh (rowid, words) SELECT a.pk * 32 + %d, %s FROM %s AS a", (int) kind, text,
                             sl_kind_get_info (kind)->table);
      if (!sl_connection_execute (copy, sql, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
differs_from_fresh (SlConnection *copy,
                    const char   *index)
{
  g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS fresh_words; DROP TABLE IF EXISTS kept_words;"
                                          "CREATE VIRTUAL TABLE fresh_words USING fts5vocab ('fresh', 'row');"
                                          "CREATE VIRTUAL TABLE kept_words USING fts5vocab ('%s', 'row')", index);

  return !sl_connection_execute (copy, sql, NULL) ||
         sl_connection_get_integer (copy, "SELECT EXISTS (SELECT term, doc FROM fresh_words EXCEPT SELECT term, doc FROM kept_words)"
                                          " OR EXISTS (SELECT term, doc FROM kept_words EXCEPT SELECT term, doc FROM fresh_words)", 1) != 0;
}

/* An index keeps words, not texts: whether it is right shows beside one made anew from the rows. Done on a copy, made
 * inside the reader's transaction and so of the same moment as all the rest; there the index first catches up. */
static gboolean
check_search_index (SlConnection *connection,
                    GPtrArray    *problems,
                    GError      **error)
{
  g_autoptr (SlConnection) copy = copy_file (connection, error);
  g_autoptr (GError) local = NULL;

  if (copy == NULL)
    return FALSE;

  gboolean ok = sl_connection_begin (copy, &local);
  while (ok && sl_search_index_is_behind (copy))
    ok = sl_search_index_catch_up (copy, 5000, &local);
  if (!ok || !make_fresh_applications (copy, &local) || differs_from_fresh (copy, "application_fts"))
    add_problem (problems, g_strdup (_("The search index doesn’t match the applications: some may not be found by all of their words until they are changed.")));
  if (!ok || !make_fresh_records (copy, &local) || differs_from_fresh (copy, "record_fts"))
    add_problem (problems, g_strdup (_("The search index doesn’t match the records of the applications: some may not be found by all of their words until they are changed.")));
  return TRUE;
}

static gboolean
check_file (SlConnection *connection,
            GPtrArray    *problems,
            GError      **error)
{
  /* SQLite's check of the search index trusts what this connection last knew of the index, which another may have
   * changed since; a query makes it look anew. */
  if (!sl_connection_execute (connection, "SELECT rowid FROM application_fts ('shortlist') LIMIT 1", error) ||
      !sl_connection_execute (connection, "SELECT rowid FROM record_fts ('shortlist') LIMIT 1", error))
    return FALSE;

  return report_rows (connection, "PRAGMA integrity_check (20)",
                      _("The data file is damaged: %s"), "ok", problems, error) &&
         report_rows (connection,
                      "SELECT \"table\" || ' ' || coalesce (rowid, '?') || ' → ' || parent FROM pragma_foreign_key_check ()",
                      _("A record refers to one that isn’t there: %s"), NULL, problems, error);
}

static gboolean
check_derived (SlConnection *connection,
               GPtrArray    *problems,
               GError      **error)
{
  return report_rows (connection,
                      "SELECT a.id FROM applications AS a JOIN application_derived AS d ON d.pk = a.pk"
                      " WHERE a.lane IS NOT d.lane OR a.status_since IS NOT d.status_since OR a.last_activity_at IS NOT d.last_activity_at",
                      _("The interview step or the time in its status is wrong for application %s."), NULL, problems, error);
}

/* The lines that are said to be up to date. */
static gboolean
check_chart_lines (SlConnection *connection,
                   GPtrArray    *problems,
                   GError      **error)
{
  return report_rows (connection,
                      "SELECT n.id FROM chart_lines_now AS n LEFT JOIN chart_lines AS c ON c.pk = n.pk"
                      " WHERE CASE WHEN n.deleted_at IS NULL AND n.pk <= (SELECT known_to FROM chart_state) THEN n.line END IS NOT c.line"
                      " AND n.pk NOT IN (SELECT pk FROM chart_queue)"
                      " UNION ALL SELECT pk FROM chart_lines WHERE pk NOT IN (SELECT pk FROM applications)"
                      " AND pk NOT IN (SELECT pk FROM chart_queue)",
                      _("What the charts count is wrong for application %s."), NULL, problems, error);
}

/**
 * sl_store_check:
 * @connection: a reader inside its transaction
 *
 * Looks at all of the file: SQLite's own integrity, references, the search index, whether texts are text, the derived and folded columns, the charts'
 * lines, and whether the journal tells what the rows hold. Takes seconds for a large file.
 *
 * Returns: (transfer full) (element-type utf8): what was found, as sentences; empty: all is well. %NULL with @error set
 *   when it could not be looked at
 */
GPtrArray *
sl_store_check (SlConnection *connection,
                GCancellable *cancellable,
                GError      **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!check_file (connection, problems, error))
    return NULL;
  /* A damaged file would be copied as it is and read as nonsense. */
  if (problems->len > 0)
    return g_steal_pointer (&problems);

  if (!check_search_index (connection, problems, error) ||
      !check_derived (connection, problems, error) ||
      !check_chart_lines (connection, problems, error) ||
      !sl_check_texts (connection, problems, cancellable, error) ||
      !sl_check_folds (connection, problems, cancellable, error) ||
      !sl_check_journal (connection, problems, cancellable, error))
    return NULL;
  return g_steal_pointer (&problems);
}
