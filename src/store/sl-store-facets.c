/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many applications there are per word of a filter; part of sl-store-query.h. */

#define G_LOG_DOMAIN "sl-store-facets"

#include "config.h"

#include "sl-members.h"
#include "sl-query-sql.h"
#include "sl-store-query.h"

static void
add_count (GHashTable *counts,
           const char *word,
           int         n)
{
  gpointer known;

  if (g_hash_table_lookup_extended (counts, word, NULL, &known))
    g_hash_table_insert (counts, g_strdup (word), GINT_TO_POINTER (GPOINTER_TO_INT (known) + n));
  else
    g_hash_table_insert (counts, g_strdup (word), GINT_TO_POINTER (n));
}

static SlStatement *
prepare_column (SlConnection *connection,
                SlFacet       facet,
                gboolean      trash,
                GError      **error)
{
  const char *index = facet == SL_FACET_COMPANY ? "applications_by_company" : "applications_facets";
  g_autofree char *sql = trash
    ? g_strdup_printf ("SELECT pk, %s FROM applications WHERE deleted_at IS NOT NULL", sl_query_sql_get_column (facet))
    : g_strdup_printf ("SELECT pk, %s FROM applications INDEXED BY %s WHERE deleted_at IS NULL", sl_query_sql_get_column (facet), index);
  return sl_connection_prepare (connection, sql, error);
}

/* Runs of the same word are counted before they go into the table. */
static gboolean
count_column (SlConnection    *connection,
              SlFacet          facet,
              gboolean         trash,
              const SlMembers *members,
              GHashTable      *counts,
              GError         **error)
{
  SlStatement *statement = prepare_column (connection, facet, trash, error);
  g_autoptr (GString) run = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  int n = 0;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      if (!sl_members_contain (members, sl_statement_get_integer (statement, 0)))
        continue;
      const char *word = sl_statement_get_text (statement, 1);
      if (word == NULL)
        word = SL_FACET_NONE_WORD;
      if (n > 0 && !g_str_equal (run->str, word))
        {
          add_count (counts, run->str, n);
          n = 0;
        }
      if (n++ == 0)
        g_string_assign (run, word);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (n > 0)
    add_count (counts, run->str, n);
  return TRUE;
}

/* An application counts for each of its tags, once. CROSS JOIN: in this order, as most applications have no tag. */
static gboolean
count_tags (SlConnection    *connection,
            gboolean         trash,
            const SlMembers *members,
            gint64           n_all,
            GHashTable      *counts,
            GError         **error)
{
  SlStatement *statement = sl_connection_prepare (connection, trash
    ? "SELECT DISTINCT a.pk, t.id FROM tag_assignments AS ta CROSS JOIN tags AS t ON t.id = ta.tag_id AND t.deleted_at IS NULL"
      " CROSS JOIN applications AS a ON a.id = ta.application_id WHERE ta.deleted_at IS NULL AND a.deleted_at IS NOT NULL"
    : "SELECT DISTINCT a.pk, t.id FROM tag_assignments AS ta CROSS JOIN tags AS t ON t.id = ta.tag_id AND t.deleted_at IS NULL"
      " CROSS JOIN applications AS a ON a.id = ta.application_id WHERE ta.deleted_at IS NULL AND a.deleted_at IS NULL", error);
  g_autoptr (SlPkSet) tagged = sl_pk_set_new ();
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      if (!sl_members_contain (members, pk))
        continue;
      sl_pk_set_add (tagged, pk);
      add_count (counts, sl_statement_get_text (statement, 1), 1);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (n_all > tagged->n)
    add_count (counts, SL_FACET_NONE_WORD, (int) (n_all - tagged->n));
  return TRUE;
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
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean trash = sl_query_get_trash (query);
  SlMembers members;
  gboolean ok;

  sl_query_set_words (others, facet, NULL);
  if (!sl_members_get (&members, connection, others, today, error))
    return NULL;

  if (facet == SL_FACET_TAG)
    {
      gint64 n_all = sl_store_query_count (connection, others, today, error);
      ok = n_all >= 0 && count_tags (connection, trash, &members, n_all, counts, error);
    }
  else
    ok = count_column (connection, facet, trash, &members, counts, error);

  if (!ok || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&counts);
}
