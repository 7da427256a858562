/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-query-sql.h. */

#define G_LOG_DOMAIN "sl-query-sql"

#include "config.h"

#include "sl-query-sql.h"
#include "sl-search-records.h"
#include "sl-search.h"
#include "sl-store-query.h"
#include "sl-table-keys.h"

typedef struct {
  GString *sql;
  GArray *binds;
} Where;

static void
bind_text (Where      *self,
           const char *text)
{
  SlValue value = SL_VALUE_INIT;
  sl_value_set_text (&value, text);
  g_array_append_val (self->binds, value);
}

static void
bind_integer (Where *self,
              gint64 integer)
{
  SlValue value = SL_VALUE_INIT;
  sl_value_set_integer (&value, integer);
  g_array_append_val (self->binds, value);
}

/** sl_query_sql_new_binds: (transfer full) (element-type SlValue): an empty list that clears its values */
GArray *
sl_query_sql_new_binds (void)
{
  GArray *binds = g_array_new (FALSE, TRUE, sizeof (SlValue));
  g_array_set_clear_func (binds, (GDestroyNotify) sl_value_clear);
  return binds;
}

/** sl_query_sql_bind: binds @binds (element-type SlValue) in order; they must outlive the run */
void
sl_query_sql_bind (SlStatement *statement,
                   GArray      *binds)
{
  for (guint i = 0; i < binds->len; i++)
    sl_statement_bind_value (statement, (int) i + 1, &g_array_index (binds, SlValue, i));
}

/** sl_query_sql_get_column: (nullable): the column of applications that @facet is about; %NULL for tags */
const char *
sl_query_sql_get_column (SlFacet facet)
{
  switch (facet)
    {
    case SL_FACET_STATUS:
      return "status";
    case SL_FACET_PRIORITY:
      return "priority";
    case SL_FACET_SOURCE:
      return "applied_source";
    case SL_FACET_WORK_MODE:
      return "work_mode";
    case SL_FACET_JOB_TYPE:
      return "job_type";
    case SL_FACET_LANE:
      return "lane";
    case SL_FACET_COMPANY:
      return "company_name_fold";
    case SL_FACET_TAG:
    case SL_N_FACETS:
    default:
      return NULL;
    }
}

/* "?, ?" for the words that aren't the word for none, and binds them. */
static guint
add_word_list (Where             *self,
               SlFacet            facet,
               const char *const *words,
               gboolean          *none)
{
  guint n = 0;

  *none = FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        {
          *none = TRUE;
          continue;
        }
      g_string_append (self->sql, n++ == 0 ? "?" : ", ?");
      if (facet == SL_FACET_COMPANY)
        {
          g_autofree char *fold = sl_table_build_fold (words[i]);
          bind_text (self, fold);
        }
      else
        bind_text (self, words[i]);
    }
  return n;
}

/* A list made once, not a question for each application. */
/* Driven by the assignments, which are fewer than the applications. */
#define TAGGED \
  "SELECT o.pk FROM tag_assignments AS ta CROSS JOIN tags AS t ON t.id = ta.tag_id" \
  " CROSS JOIN applications AS o ON o.id = ta.application_id" \
  " WHERE ta.deleted_at IS NULL AND t.deleted_at IS NULL"

static void
add_tags (Where             *self,
          const char *const *words)
{
  gboolean none;

  g_string_append (self->sql, " AND (a.pk IN (" TAGGED " AND t.id IN (");
  add_word_list (self, SL_FACET_TAG, words, &none);
  g_string_append (self->sql, "))");
  if (none)
    g_string_append (self->sql, " OR a.pk NOT IN (" TAGGED ")");
  g_string_append (self->sql, ")");
}

static void
add_facet (Where   *self,
           SlQuery *query,
           SlFacet  facet)
{
  const char *const *words = sl_query_get_words (query, facet);
  const char *column = sl_query_sql_get_column (facet);
  gboolean none;

  if (words == NULL || words[0] == NULL)
    return;
  if (facet == SL_FACET_TAG)
    {
      add_tags (self, words);
      return;
    }

  g_string_append_printf (self->sql, " AND (a.%s IN (", column);
  add_word_list (self, facet, words, &none);
  g_string_append (self->sql, ")");
  if (none)
    g_string_append_printf (self->sql, " OR a.%s IS NULL", column);
  g_string_append (self->sql, ")");
}

static void
add_salary (Where   *self,
            SlQuery *query)
{
  if (sl_query_get_salary_min (query) >= 0)
    {
      g_string_append (self->sql, " AND coalesce (a.salary_max, a.salary_min) >= ?");
      bind_integer (self, sl_query_get_salary_min (query));
    }
  if (sl_query_get_salary_max (query) >= 0)
    {
      g_string_append (self->sql, " AND coalesce (a.salary_min, a.salary_max) <= ?");
      bind_integer (self, sl_query_get_salary_max (query));
    }
}

/* The day of applying, or else the day (here) of being added. */
static void
add_day_limit (Where      *self,
               const char *comparison,
               SlDay       day,
               SlDay       created_limit)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  char iso[SL_DAY_ISO_SIZE];

  g_string_append_printf (self->sql, " AND (a.applied_date %s ? OR (a.applied_date IS NULL AND a.created_at %s ?))",
                          comparison, *comparison == '>' ? ">=" : "<");
  bind_text (self, sl_day_format_iso (day, iso));
  bind_integer (self, sl_day_to_time (created_limit, zone));
}

static void
add_dates (Where   *self,
           SlQuery *query,
           SlDay    today)
{
  SlDay from = sl_query_get_from (query);
  SlDay to = sl_query_get_to (query);
  guint window = sl_query_get_window (query);

  if (window > 0)
    {
      SlDay first = today - (SlDay) window + 1;
      from = from == SL_DAY_NONE ? first : MAX (from, first);
      to = to == SL_DAY_NONE ? today : MIN (to, today);
    }
  if (from != SL_DAY_NONE)
    add_day_limit (self, ">=", from, from);
  if (to != SL_DAY_NONE)
    add_day_limit (self, "<=", to, to + 1);
}

static void
add_match (Where          *self,
           const SlSearch *search)
{
  if (search->match == NULL)
    return;

  /* The index, what isn't in it yet, and what rounds, people and notes say. */
  g_string_append_printf (self->sql,
                          " AND a.pk IN (SELECT rowid FROM application_fts WHERE application_fts MATCH ?"
                          " AND rowid NOT IN (SELECT pk FROM search_queue)"
                          " UNION ALL SELECT b.pk FROM search_pending AS p CROSS JOIN applications AS b ON b.pk = p.pk"
                          " WHERE sl_matches (?, " SL_SEARCH_COLUMNS ("b") ") UNION ALL %s)",
                          sl_search_records_get_owners_sql ());
  bind_text (self, search->match);
  bind_text (self, search->terms);
  bind_text (self, search->match);
}

static void
add_likes (Where          *self,
           const SlSearch *search)
{
  static const char *const columns[] = { "company_name_fold", "role_title_fold", "location_fold", "notes", "description" };

  for (guint i = 0; search->likes != NULL && i < search->likes->len; i++)
    {
      g_string_append (self->sql, " AND (");
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        {
          g_string_append_printf (self->sql, "%sa.%s LIKE ? ESCAPE '\\'", j > 0 ? " OR " : "", columns[j]);
          bind_text (self, g_ptr_array_index (search->likes, i));
        }
      g_string_append (self->sql, ")");
    }
}

/**
 * sl_query_sql_build_where: as sl_store_query_build_where(), with or without what the full-text index is asked for; what
 * it can't find (SlSearch.likes) is always there
 */
char *
sl_query_sql_build_where (SlQuery     *query,
                          SlDay        today,
                          SlWhereFlags flags,
                          GArray      *binds)
{
  Where self = { g_string_new (NULL), binds };
  g_auto (SlSearch) search = SL_SEARCH_INIT;

  sl_search_parse (&search, sl_query_get_text (query));
  g_string_append (self.sql, sl_query_get_trash (query) ? "a.deleted_at IS NOT NULL" : "a.deleted_at IS NULL");
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    add_facet (&self, query, facet);
  add_salary (&self, query);
  add_dates (&self, query, today);
  add_likes (&self, &search);
  if (!(flags & SL_WHERE_WITHOUT_MATCH))
    add_match (&self, &search);
  return g_string_free (self.sql, FALSE);
}

/**
 * sl_store_query_build_where:
 * @query: which applications
 * @today: resolves windows
 * @binds: (element-type SlValue): an array that the values of the "?"s are added to, in order; clear each in the end
 *
 * Returns: (transfer full): the condition over the alias "a" of applications, for a WHERE
 */
char *
sl_store_query_build_where (SlQuery *query,
                            SlDay    today,
                            GArray  *binds)
{
  return sl_query_sql_build_where (query, today, SL_WHERE_ALL, binds);
}

/**
 * sl_query_sql_build_order:
 *
 * Returns: (transfer full): the terms of ORDER BY. What is missing comes last in both directions; equal ones newest first
 */
char *
sl_query_sql_build_order (SlSort   sort,
                          gboolean descending)
{
  static const char *const terms[SL_N_SORTS] = {
    [SL_SORT_UPDATED] = "a.updated_at",
    [SL_SORT_CREATED] = "a.created_at",
    [SL_SORT_COMPANY] = "a.company_name_fold",
    [SL_SORT_ROLE] = "a.role_title_fold",
    [SL_SORT_STATUS] = "CASE a.status WHEN 'Saved' THEN 0 WHEN 'Applied' THEN 1 WHEN 'Interviewing' THEN 2"
                       " WHEN 'Offer' THEN 3 WHEN 'Accepted' THEN 4 WHEN 'Rejected' THEN 5 WHEN 'Withdrawn' THEN 6 END",
    [SL_SORT_APPLIED] = "a.applied_date",
    [SL_SORT_FOLLOW_UP] = "a.follow_up_date",
    [SL_SORT_PRIORITY] = "CASE a.priority WHEN 'Low' THEN 0 WHEN 'Medium' THEN 1 WHEN 'High' THEN 2 END",
    [SL_SORT_SALARY] = "coalesce (a.salary_max, a.salary_min)",
    [SL_SORT_LOCATION] = "a.location_fold",
    [SL_SORT_SOURCE] = "a.applied_source",
    [SL_SORT_QUIET] = "CASE WHEN a.status IN (" SL_WAITING_STATUSES ") THEN a.last_activity_at END",
    [SL_SORT_ACTIVE] = "a.last_activity_at - CASE WHEN a.status IN (" SL_WAITING_STATUSES ") THEN 0"
                       " WHEN a.status IN (" SL_CLOSED_STATUSES ") THEN 4611686018427387904 ELSE 1152921504606846976 END",
    [SL_SORT_BOARD_RANK] = "coalesce (a.board_rank, -(a.created_at + a.pk * 1000000))",
  };

  g_return_val_if_fail (sort >= 0 && sort < SL_N_SORTS, NULL);

  return g_strdup_printf ("%s %s NULLS LAST, a.pk DESC", terms[sort], descending ? "DESC" : "ASC");
}
