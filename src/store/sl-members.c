/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-members.h. Filters and text are looked for apart and kept apart: typing leaves the filters' set as it is, and
 * another sort leaves both. */

#define G_LOG_DOMAIN "sl-members"

#include "config.h"

#include "sl-members.h"
#include "sl-query-cache.h"
#include "sl-query-sql.h"
#include "sl-search-records.h"

static char *
build_key (const char *where,
           GArray     *binds)
{
  GString *key = g_string_new (where);

  for (guint i = 0; i < binds->len; i++)
    {
      const SlValue *value = &g_array_index (binds, SlValue, i);
      if (value->type == SL_VALUE_INTEGER)
        g_string_append_printf (key, "\n%" G_GINT64_FORMAT, value->integer);
      else
        g_string_append_printf (key, "\n'%s", sl_value_get_text (value));
    }
  return g_string_free (key, FALSE);
}

static gboolean
has_words (SlQuery *query,
           SlFacet  facet)
{
  const char *const *words = sl_query_get_words (query, facet);
  return words != NULL && words[0] != NULL;
}

/* The index of small columns answers all filters but these; left alone, SQLite would rather look up whole rows. */
static gboolean
can_use_facets (SlQuery        *query,
                const SlSearch *search)
{
  return !sl_query_get_trash (query) && search->likes == NULL && !has_words (query, SL_FACET_TAG) && !has_words (query, SL_FACET_COMPANY);
}

static gboolean
read_filtered (SlMembers      *self,
               SlConnection   *connection,
               SlQuery        *query,
               const SlSearch *search,
               SlDay           today,
               GError        **error)
{
  g_autoptr (GArray) binds = sl_query_sql_new_binds ();
  g_autofree char *where = sl_query_sql_build_where (query, today, SL_WHERE_WITHOUT_MATCH, binds);
  g_autofree char *key = build_key (where, binds);

  if (binds->len == 0 && !has_words (query, SL_FACET_TAG) && g_strstr_len (where, -1, " AND ") == NULL)
    return TRUE;
  self->filtered = sl_query_cache_find_set (connection, key);
  if (self->filtered != NULL)
    return TRUE;

  g_autofree char *sql = g_strconcat ("SELECT a.pk FROM applications AS a ",
                                      can_use_facets (query, search) ? "INDEXED BY applications_facets " : "", "WHERE ", where, NULL);
  g_autoptr (SlPkSet) set = sl_pk_set_new ();
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  sl_query_sql_bind (statement, binds);
  if (!sl_pk_set_add_rows (set, statement, NULL, error))
    return FALSE;

  self->filtered = sl_query_cache_keep_set (connection, key, g_steal_pointer (&set));
  return TRUE;
}

/**
 * sl_members_get_owners:
 *
 * Returns: (nullable): the applications whose rounds, people or notes have the words of the full-text expression @match,
 *   as borrowed as the sets of #SlMembers; %NULL with @error set
 */
const SlPkSet *
sl_members_get_owners (SlConnection *connection,
                       const char   *match,
                       GError      **error)
{
  g_autofree char *key = g_strconcat ("\nowners ", match, NULL);
  const SlPkSet *present = sl_query_cache_find_set (connection, key);

  if (present != NULL)
    return present;

  g_autoptr (SlPkSet) set = sl_pk_set_new ();
  SlStatement *statement = sl_connection_prepare (connection, sl_search_records_get_owners_sql (), error);
  if (statement == NULL)
    return NULL;
  sl_statement_bind_static (statement, 1, match, -1);
  if (!sl_pk_set_add_rows (set, statement, NULL, error))
    return NULL;
  return sl_query_cache_keep_set (connection, key, g_steal_pointer (&set));
}

static gboolean
read_found (SlMembers      *self,
            SlConnection   *connection,
            const SlSearch *search,
            GError        **error)
{
  if (search->match == NULL)
    return TRUE;
  self->found = sl_query_cache_find_set (connection, search->match);
  if (self->found != NULL)
    return TRUE;

  g_autoptr (SlPkSet) set = sl_pk_set_new ();
  g_autoptr (SlPkSet) stale = sl_pk_set_new ();
  SlStatement *queued = sl_connection_prepare (connection, "SELECT pk FROM search_queue", error);
  if (queued == NULL || !sl_pk_set_add_rows (stale, queued, NULL, error))
    return FALSE;

  SlStatement *indexed = sl_connection_prepare (connection, "SELECT rowid FROM application_fts WHERE application_fts MATCH ?", error);
  if (indexed == NULL)
    return FALSE;
  sl_statement_bind_static (indexed, 1, search->match, -1);
  if (!sl_pk_set_add_rows (set, indexed, stale->n > 0 ? stale : NULL, error))
    return FALSE;

  SlStatement *pending = sl_connection_prepare (connection,
                                                "SELECT b.pk FROM search_pending AS p CROSS JOIN applications AS b ON b.pk = p.pk"
                                                " WHERE sl_matches (?, " SL_SEARCH_COLUMNS ("b") ")", error);
  if (pending == NULL)
    return FALSE;
  sl_statement_bind_static (pending, 1, search->terms, -1);
  if (!sl_pk_set_add_rows (set, pending, NULL, error))
    return FALSE;

  /* Copied at once: borrowed, and what is kept next may push it out. */
  const SlPkSet *owners = sl_members_get_owners (connection, search->match, error);
  if (owners == NULL)
    return FALSE;
  sl_pk_set_add_set (set, owners);

  self->found = sl_query_cache_keep_set (connection, search->match, g_steal_pointer (&set));
  return TRUE;
}

/** sl_members_get_filtered: as sl_members_get(), the full-text search left out */
gboolean
sl_members_get_filtered (SlMembers    *self,
                         SlConnection *connection,
                         SlQuery      *query,
                         SlDay         today,
                         GError      **error)
{
  g_auto (SlSearch) search = SL_SEARCH_INIT;

  *self = (SlMembers) { NULL, NULL };
  sl_search_parse (&search, sl_query_get_text (query));
  return read_filtered (self, connection, query, &search, today, error);
}

/** sl_members_get: fills @self with what @query lets through; %FALSE with @error set */
gboolean
sl_members_get (SlMembers    *self,
                SlConnection *connection,
                SlQuery      *query,
                SlDay         today,
                GError      **error)
{
  g_auto (SlSearch) search = SL_SEARCH_INIT;

  *self = (SlMembers) { NULL, NULL };
  sl_search_parse (&search, sl_query_get_text (query));
  return read_filtered (self, connection, query, &search, today, error) && read_found (self, connection, &search, error);
}
