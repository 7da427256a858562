/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-search-records.h. What is written is noted in a queue by sl-table-write.c, the one place that writes records; the
 * index catches up as that of the applications does (sl-search-index.c), and readers look at the rows in the queue
 * themselves. Everything is folded before it goes in, so that "Łódź" is found by "lodz". */

#define G_LOG_DOMAIN "sl-search-records"

#include "config.h"

#include "sl-search-records.h"
#include "sl-table.h"

guint64
sl_search_records_get_fields (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint64 fields = 0;

  if (kind == SL_KIND_APPLICATION)
    return 0;
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_SEARCHED)
      fields |= SL_TABLE_BIT (i);
  return fields;
}

gboolean
sl_search_records_has_words (SlRecord *record)
{
  guint64 fields = sl_search_records_get_fields (sl_record_get_kind (record));

  for (guint i = 0; fields >> i != 0; i++)
    if ((fields & SL_TABLE_BIT (i)) && !sl_record_is_null (record, i))
      return TRUE;
  return FALSE;
}

gboolean
sl_search_records_note (SlConnection *connection,
                        SlKind        kind,
                        gint64        pk,
                        GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "INSERT OR IGNORE INTO record_queue (key) VALUES (? * 32 + ?)", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, pk);
  sl_statement_bind_integer (statement, 2, kind);
  return sl_statement_run (statement, error);
}

/* Lists and maps are kept as JSON: their words are those of the keys and values, without the signs between them. */
static void
append_field (GString       *sql,
              const SlField *field)
{
  if (field->type == SL_TYPE_JSON)
    g_string_append_printf (sql, "coalesce (CASE WHEN json_valid (a.%1$s) THEN (SELECT group_concat (CASE WHEN typeof (key) = 'text'"
                                 " THEN key || ' ' ELSE '' END || coalesce (atom, ''), char (10)) FROM json_tree (a.%1$s)) ELSE a.%1$s END, '')",
                            field->column);
  else
    g_string_append_printf (sql, "coalesce (a.%s, '')", field->column);
}

char *
sl_search_records_build_text (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  GString *sql = g_string_new ("sl_fold (");

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_SEARCHED)
      {
        if (sql->str[sql->len - 1] != '(')
          g_string_append (sql, " || char (10) || ");
        append_field (sql, &info->fields[i]);
      }
  g_string_append_c (sql, ')');
  return g_string_free_and_steal (sql);
}

/* What goes in, as one text: another choice of fields needs another index. */
static const char *
get_signature (void)
{
  static const char *signature;

  if (g_once_init_enter_pointer (&signature))
    {
      g_autoptr (GString) text = g_string_new ("1");

      for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
        for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
          if (sl_search_records_get_fields (kind) & SL_TABLE_BIT (i))
            g_string_append_printf (text, " %s.%s", sl_kind_get_info (kind)->table, sl_kind_get_info (kind)->fields[i].column);
      g_once_init_leave_pointer (&signature, g_strdup (text->str));
    }
  return signature;
}

static gboolean
is_of_present_fields (SlConnection *connection)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT fields = ? FROM record_search", NULL);
  gboolean is_present = FALSE;

  /* A file that can't be read isn't made better by writing to it. */
  if (statement == NULL)
    return TRUE;
  sl_statement_bind_static (statement, 1, get_signature (), -1);
  if (sl_statement_step (statement, NULL))
    is_present = sl_statement_get_integer (statement, 0) != 0;
  sl_statement_reset (statement);
  return is_present;
}

/** sl_search_records_is_behind: whether there are rows that the index doesn't know as they are */
gboolean
sl_search_records_is_behind (SlConnection *connection)
{
  return sl_connection_get_integer (connection, "SELECT EXISTS (SELECT 1 FROM record_queue)", 0) != 0 ||
         !is_of_present_fields (connection);
}

static gboolean
run_to (SlConnection *connection,
        const char   *sql,
        gint64        end,
        GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, end);
  return sl_statement_run (statement, error);
}

static const char *
get_index_sql (SlKind kind)
{
  static const char *queries[SL_N_KINDS];

  if (g_once_init_enter_pointer (&queries[kind]))
    {
      g_autofree char *text = sl_search_records_build_text (kind);

      g_once_init_leave_pointer (&queries[kind],
                                 g_strdup_printf ("INSERT INTO record_fts (rowid, words) SELECT q.key, %s FROM record_queue AS q"
                                                  " CROSS JOIN %s AS a ON a.pk = q.key >> 5 WHERE q.key <= ? AND q.key & 31 = %d",
                                                  text, sl_kind_get_info (kind)->table, (int) kind));
    }
  return queries[kind];
}

static gint64
find_end (SlConnection *connection,
          guint         n_rows)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT max (key) FROM (SELECT key FROM record_queue ORDER BY key LIMIT ?)", NULL);
  gint64 end = 0;

  if (statement == NULL)
    return 0;
  sl_statement_bind_integer (statement, 1, n_rows);
  if (sl_statement_step (statement, NULL))
    end = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return end;
}

/**
 * sl_search_records_catch_up:
 * @connection: inside a write transaction
 * @n_rows: at most so many rows
 *
 * Brings the index nearer to the rows; see sl_search_records_is_behind().
 */
gboolean
sl_search_records_catch_up (SlConnection *connection,
                            guint         n_rows,
                            GError      **error)
{
  gint64 end;

  if (!is_of_present_fields (connection) && !sl_search_records_rebuild (connection, error))
    return FALSE;
  end = find_end (connection, n_rows);
  if (end == 0)
    return TRUE;

  if (!run_to (connection, "DELETE FROM record_fts WHERE rowid IN (SELECT key FROM record_queue WHERE key <= ?)", end, error))
    return FALSE;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (sl_search_records_get_fields (kind) != 0 && !run_to (connection, get_index_sql (kind), end, error))
      return FALSE;
  return run_to (connection, "DELETE FROM record_queue WHERE key <= ?", end, error);
}

/**
 * sl_search_records_rebuild:
 * @connection: inside a write transaction
 *
 * Empties the index; it then is to catch up with everything.
 */
gboolean
sl_search_records_rebuild (SlConnection *connection,
                           GError      **error)
{
  SlStatement *statement;

  if (!sl_connection_execute (connection, "INSERT INTO record_fts (record_fts) VALUES ('delete-all'); DELETE FROM record_queue", error))
    return FALSE;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *sql = NULL;

      if (sl_search_records_get_fields (kind) == 0)
        continue;
      sql = g_strdup_printf ("INSERT INTO record_queue (key) SELECT pk * 32 + %d FROM %s", (int) kind, sl_kind_get_info (kind)->table);
      if (!sl_connection_execute (connection, sql, error))
        return FALSE;
    }

  statement = sl_connection_prepare (connection, "UPDATE record_search SET fields = ?", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_static (statement, 1, get_signature (), -1);
  return sl_statement_run (statement, error);
}

/* So many records are followed to their applications: what more have in common tells nothing, and typing mustn't wait. */
#define MAX_OWNERS "1000"

const char *
sl_search_records_get_owners_sql (void)
{
  static const char *query;

  if (g_once_init_enter_pointer (&query))
    {
      GString *sql = g_string_new ("SELECT o.pk FROM (SELECT rowid AS key FROM record_fts WHERE record_fts MATCH ? LIMIT " MAX_OWNERS ") AS h"
                                   " CROSS JOIN applications AS o ON o.id = CASE h.key & 31");

      for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
        {
          guint owner = sl_kind_find_field (kind, "application-id");

          if (owner != SL_FIELD_NONE && sl_search_records_get_fields (kind) != 0)
            g_string_append_printf (sql, " WHEN %d THEN (SELECT %s FROM %s WHERE pk = h.key >> 5 AND deleted_at IS NULL)", (int) kind,
                                    sl_kind_get_field (kind, owner)->column, sl_kind_get_info (kind)->table);
        }
      g_string_append (sql, " END");
      g_once_init_leave_pointer (&query, g_string_free_and_steal (sql));
    }
  return query;
}
