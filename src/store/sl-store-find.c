/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any kind by their words: people, rounds, papers… Applications have a query of their own (sl-query-sql.c). */

#define G_LOG_DOMAIN "sl-store-find"

#include "config.h"

#include <string.h>

#include "sl-search-records.h"
#include "sl-search.h"
#include "sl-store-query.h"
#include "sl-text.h"

/* A record is found in the index, or while it isn't there yet by its text; what the index can't find is looked for in the
 * text of all. */
static char *
build_sql (SlKind          kind,
           const SlSearch *search)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autofree char *text = sl_search_records_build_text (kind);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT a.pk FROM %s AS a WHERE a.deleted_at IS NULL", info->table);
  if (search->match != NULL)
    g_string_append_printf (sql,
                            " AND a.pk IN (SELECT rowid >> 5 FROM record_fts WHERE record_fts MATCH ? AND rowid & 31 = %1$d"
                            " AND rowid NOT IN (SELECT key FROM record_queue)"
                            " UNION ALL SELECT a.pk FROM record_queue AS q CROSS JOIN %2$s AS a ON a.pk = q.key >> 5"
                            " WHERE q.key & 31 = %1$d AND sl_matches (?, %3$s, NULL, NULL, NULL, NULL))",
                            (int) kind, info->table, text);
  for (guint i = 0; search->likes != NULL && i < search->likes->len; i++)
    g_string_append_printf (sql, " AND %s LIKE ? ESCAPE '\\'", text);
  g_string_append (sql, " ORDER BY a.updated_at DESC, a.pk DESC LIMIT ?");
  return g_string_free_and_steal (sql);
}

/**
 * sl_store_find_words:
 * @kind: a kind with searched fields, other than applications
 * @text: what was typed: each word may be the beginning of a longer one
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type gint64): the pks of living records that hold all words, those changed last first;
 *   none for a text without words. %NULL with @error set
 */
GArray *
sl_store_find_words (SlConnection  *connection,
                     SlKind         kind,
                     const char    *text,
                     guint          limit,
                     GError       **error)
{
  g_auto (SlSearch) search = SL_SEARCH_INIT;
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = NULL;
  SlStatement *statement;
  int place = 1;

  g_return_val_if_fail (sl_search_records_get_fields (kind) != 0, NULL);

  sl_search_parse (&search, text);
  if (search.match == NULL && search.likes == NULL)
    return g_steal_pointer (&pks);

  sql = build_sql (kind, &search);
  statement = sl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  if (search.match != NULL)
    {
      sl_statement_bind_text (statement, place++, search.match);
      sl_statement_bind_text (statement, place++, search.terms);
    }
  for (guint i = 0; search.likes != NULL && i < search.likes->len; i++)
    sl_statement_bind_text (statement, place++, g_ptr_array_index (search.likes, i));
  sl_statement_bind_integer (statement, place, limit);

  return sl_statement_append_integers (statement, pks, error) ? g_steal_pointer (&pks) : NULL;
}

/* Whether @text holds what the pattern "%…%" of a search is made from. */
static gboolean
holds (const char *text,
       const char *pattern)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gsize length = strlen (pattern);

  for (gsize i = 1; i + 1 < length; i++)
    {
      if (pattern[i] == '\\' && i + 2 < length)
        i++;
      g_string_append_c (plain, pattern[i]);
    }
  return strstr (text, plain->str) != NULL;
}

/**
 * sl_store_has_words:
 * @text: (nullable): any text
 * @words: what was typed
 *
 * Returns: whether sl_store_find_words() would find @text; %FALSE when there are no words
 */
gboolean
sl_store_has_words (const char *text,
                    const char *words)
{
  g_auto (SlSearch) search = SL_SEARCH_INIT;
  g_autofree char *folded = NULL;

  sl_search_parse (&search, words);
  if (text == NULL || (search.match == NULL && search.likes == NULL))
    return FALSE;

  folded = sl_text_fold (text);
  if (search.match != NULL)
    {
      g_autoptr (SlMatcher) matcher = sl_matcher_new (search.terms);

      if (!sl_matcher_matches (matcher, (const char *const *) &folded, 1))
        return FALSE;
    }
  for (guint i = 0; search.likes != NULL && i < search.likes->len; i++)
    if (!holds (folded, g_ptr_array_index (search.likes, i)))
      return FALSE;
  return TRUE;
}
