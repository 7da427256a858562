/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries: sorts, filters, facets and pages of rows, also against the plain SQL of build_where. */

#include "store-fixture.h"

/* Three rows that differ in every sort: Acme < Birch < Cedar in each, Cedar without the optional values. */
static void
fill_for_sorts (StoreFixture *f)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Aide", SL_STATUS_SAVED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_OFFER);
  g_autoptr (SlRecord) cedar = store_new_application ("Cedar", "Cook", SL_STATUS_WITHDRAWN);
  SlRecord *records[] = { acme, birch, cedar };

  for (int i = 0; i < 3; i++)
    {
      sl_record_set_integer (records[i], SL_FIELD_CREATED_AT, 1000 + i);
      sl_record_set_integer (records[i], SL_FIELD_UPDATED_AT, 2000 + i);
    }
  sl_record_set_text (acme, SL_APPLICATION_APPLIED_DATE, "2026-01-01");
  sl_record_set_text (birch, SL_APPLICATION_APPLIED_DATE, "2026-01-02");
  sl_record_set_text (acme, SL_APPLICATION_FOLLOW_UP_DATE, "2026-01-01");
  sl_record_set_text (birch, SL_APPLICATION_FOLLOW_UP_DATE, "2026-11-02");
  sl_record_set_text (acme, SL_APPLICATION_PRIORITY, "Low");
  sl_record_set_text (birch, SL_APPLICATION_PRIORITY, "High");
  sl_record_set_integer (acme, SL_APPLICATION_SALARY_MIN, 50);
  sl_record_set_integer (birch, SL_APPLICATION_SALARY_MIN, 10);
  sl_record_set_integer (birch, SL_APPLICATION_SALARY_MAX, 60);
  sl_record_set_text (acme, SL_APPLICATION_LOCATION, "aachen");
  sl_record_set_text (birch, SL_APPLICATION_LOCATION, "Ähren");
  sl_record_set_text (acme, SL_APPLICATION_SOURCE, "Indeed");
  sl_record_set_text (birch, SL_APPLICATION_SOURCE, "LinkedIn");
  sl_record_set_integer (acme, SL_APPLICATION_BOARD_RANK, -5);
  sl_record_set_integer (birch, SL_APPLICATION_BOARD_RANK, 5);
  for (int i = 0; i < 3; i++)
    store_insert (f->store, records[i]);
}

static void
test_sorts (StoreFixture *f,
            gconstpointer data)
{
  fill_for_sorts (f);

  for (SlSort sort = 0; sort < SL_N_SORTS; sort++)
    {
      g_autoptr (SlQuery) query = sl_query_new ();
      gboolean optional = sort == SL_SORT_APPLIED || sort == SL_SORT_FOLLOW_UP || sort == SL_SORT_PRIORITY || sort == SL_SORT_SALARY ||
                          sort == SL_SORT_LOCATION || sort == SL_SORT_SOURCE;
      g_test_message ("%s", sl_sort_get_name (sort));

      sl_query_set_sort (query, sort, FALSE);
      g_autofree char *up = store_query_companies (f->store, query);
      sl_query_set_sort (query, sort, TRUE);
      g_autofree char *down = store_query_companies (f->store, query);
      if (sort == SL_SORT_BOARD_RANK)
        {
          /* One that was never put anywhere stands on top, the newest first. */
          g_assert_cmpstr (up, ==, "Cedar Acme Birch");
          g_assert_cmpstr (down, ==, "Birch Acme Cedar");
          continue;
        }
      if (sort == SL_SORT_ACTIVE)
        {
          /* Birch waits for an answer, Cedar was withdrawn. */
          g_assert_cmpstr (up, ==, "Cedar Acme Birch");
          g_assert_cmpstr (down, ==, "Birch Acme Cedar");
          continue;
        }
      if (sort == SL_SORT_QUIET)
        {
          /* Only Birch waits for an answer. */
          g_assert_cmpstr (up, ==, "Birch Cedar Acme");
          g_assert_cmpstr (down, ==, "Birch Cedar Acme");
          continue;
        }
      g_assert_cmpstr (up, ==, "Acme Birch Cedar");
      /* What is missing comes last both ways. */
      g_assert_cmpstr (down, ==, optional ? "Birch Acme Cedar" : "Cedar Birch Acme");
    }
}

/* Short ways and kept answers give what SQL alone gives. */

typedef struct {
  SlQuery *query;
  guint limit;
  gboolean again;
} Compare;

static GArray *
query_by_sql (SlConnection *connection,
              SlQuery      *query)
{
  static const char *const columns[] = { "updated_at", "created_at", "company_name_fold", "role_title_fold", NULL, "applied_date",
                                         "follow_up_date", NULL, "coalesce (a.salary_max, a.salary_min)", "location_fold",
                                         "applied_source", "CASE WHEN a.status IN ('Applied', 'Interviewing', 'Offer') THEN a.last_activity_at END",
                                         "coalesce (a.board_rank, -(a.created_at + a.pk * 1000000))",
                                         "a.last_activity_at - (a.status NOT IN ('Applied', 'Interviewing', 'Offer')) * 1152921504606846976"
                                         " - (a.status IN ('Accepted', 'Rejected', 'Withdrawn')) * 1152921504606846976" };
  SlSort sort = sl_query_get_sort (query);
  g_autoptr (GArray) binds = g_array_new (FALSE, TRUE, sizeof (SlValue));
  g_autoptr (GError) error = NULL;
  g_autofree char *where = sl_store_query_build_where (query, 20528, binds);
  const char *key = sort == SL_SORT_STATUS ? "CASE a.status WHEN 'Saved' THEN 0 WHEN 'Applied' THEN 1 WHEN 'Offer' THEN 3 WHEN 'Rejected' THEN 5 ELSE 6 END"
                    : sort == SL_SORT_PRIORITY ? "CASE a.priority WHEN 'Low' THEN 0 WHEN 'Medium' THEN 1 WHEN 'High' THEN 2 END"
                    : columns[sort];
  g_autofree char *sql = g_strdup_printf ("SELECT a.pk FROM applications AS a WHERE %s ORDER BY %s %s NULLS LAST, a.pk DESC",
                                          where, key, sl_query_get_descending (query) ? "DESC" : "ASC");
  SlStatement *statement = sl_connection_prepare (connection, sql, &error);
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_no_error (error);
  for (guint i = 0; i < binds->len; i++)
    sl_statement_bind_value (statement, (int) i + 1, &g_array_index (binds, SlValue, i));
  while (sl_statement_step (statement, &error))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      g_array_append_val (pks, pk);
    }
  g_assert_no_error (error);
  for (guint i = 0; i < binds->len; i++)
    sl_value_clear (&g_array_index (binds, SlValue, i));
  return pks;
}

static gpointer
compare (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  Compare *self = data;
  g_autoptr (GArray) expected = query_by_sql (connection, self->query);
  g_autoptr (GArray) first = sl_store_query_pks (connection, self->query, 20528, self->limit, NULL, error);
  g_autoptr (GArray) all = sl_store_query_pks (connection, self->query, 20528, 0, NULL, error);
  g_autoptr (GArray) again = sl_store_query_pks (connection, self->query, 20528, self->limit, NULL, error);

  g_assert_no_error (*error);
  g_assert_cmpmem (all->data, all->len * sizeof (gint64), expected->data, expected->len * sizeof (gint64));
  g_assert_cmpuint (first->len, ==, MIN (self->limit, expected->len));
  g_assert_cmpmem (first->data, first->len * sizeof (gint64), expected->data, first->len * sizeof (gint64));
  g_assert_cmpmem (again->data, again->len * sizeof (gint64), expected->data, first->len * sizeof (gint64));
  g_assert_cmpint (sl_store_query_count (connection, self->query, 20528, NULL), ==, expected->len);
  return GINT_TO_POINTER (1);
}

static const char *
any (GRand             *rand,
     const char *const *list)
{
  guint n = g_strv_length ((char **) list);
  guint i = g_rand_int_range (rand, 0, (int) n + 1);
  return i < n ? list[i] : NULL;
}

static void
fill_at_random (StoreFixture *f,
                GRand        *rand,
                GPtrArray    *tags)
{
  static const char *const companies[] = { "Acme", "Birch", "Çelik", "Łódź Bakery", NULL };
  static const char *const statuses[] = { "Saved", "Applied", "Offer", "Rejected", NULL };
  static const char *const priorities[] = { "High", "Medium", "Low", NULL };
  static const char *const places[] = { "Bonn", "Straßburg", "København", NULL };
  static const char *const notes[] = { "call them", "Straße", "C++ and C#", "東京 office", "co-op", NULL };
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "Import");
  char iso[SL_DAY_ISO_SIZE];

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Tag %d", i);
      SlRecord *tag = store_new_tag (name);
      g_ptr_array_add (tags, tag);
      sl_changeset_insert (changeset, tag);
    }
  for (int i = 0; i < 900; i++)
    {
      const char *company = any (rand, companies);
      const char *status = any (rand, statuses);
      g_autoptr (SlRecord) record = store_new_application (company != NULL ? company : "Dill", "Baker", status != NULL ? status : "Withdrawn");
      sl_record_set_text (record, SL_APPLICATION_PRIORITY, any (rand, priorities));
      sl_record_set_text (record, SL_APPLICATION_LOCATION, any (rand, places));
      sl_record_set_text (record, SL_APPLICATION_NOTES, any (rand, notes));
      if (g_rand_boolean (rand))
        sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, sl_day_format_iso (20528 - g_rand_int_range (rand, 0, 100), iso));
      if (g_rand_boolean (rand))
        sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, g_rand_int_range (rand, 0, 20));
      if (g_rand_int_range (rand, 0, 10) == 0)
        sl_record_set_integer (record, SL_FIELD_DELETED_AT, 5);
      sl_record_set_integer (record, SL_FIELD_UPDATED_AT, g_rand_int_range (rand, 0, 50));
      sl_record_set_integer (record, SL_FIELD_CREATED_AT, sl_clock_get_now (f->clock) - (gint64) g_rand_int_range (rand, 0, 100) * 86400 * G_USEC_PER_SEC);
      sl_changeset_insert (changeset, record);
      if (g_rand_boolean (rand))
        {
          g_autoptr (SlRecord) assignment = store_new_assignment (record, g_ptr_array_index (tags, g_rand_int_range (rand, 0, 3)));
          sl_changeset_insert (changeset, assignment);
        }
    }
  store_apply (f->store, changeset);
}

static void
set_at_random (SlQuery   *query,
               GRand     *rand,
               GPtrArray *tags)
{
  static const char *const texts[] = { "b", "acme", "bak ca", "lodz", "ŁÓDŹ", "strass", "straße", "c++", "東京", "zzz", "køb", "co-op", "*^-( NEAR \"", NULL };
  sl_query_set_text (query, g_rand_boolean (rand) ? any (rand, texts) : NULL);
  if (g_rand_int_range (rand, 0, 3) == 0)
    sl_query_add_word (query, SL_FACET_STATUS, "Applied");
  if (g_rand_int_range (rand, 0, 3) == 0)
    {
      sl_query_add_word (query, SL_FACET_PRIORITY, SL_FACET_NONE_WORD);
      sl_query_add_word (query, SL_FACET_PRIORITY, "High");
    }
  if (g_rand_int_range (rand, 0, 4) == 0)
    sl_query_add_word (query, SL_FACET_TAG, g_rand_boolean (rand) ? sl_record_get_id (g_ptr_array_index (tags, 0)) : SL_FACET_NONE_WORD);
  if (g_rand_int_range (rand, 0, 4) == 0)
    sl_query_add_word (query, SL_FACET_COMPANY, "celik");
  if (g_rand_int_range (rand, 0, 4) == 0)
    sl_query_set_window (query, 30);
  if (g_rand_int_range (rand, 0, 4) == 0)
    sl_query_set_salary (query, 5, 10);
  if (g_rand_int_range (rand, 0, 6) == 0)
    sl_query_set_trash (query, TRUE);
  sl_query_set_sort (query, g_rand_int_range (rand, 0, SL_N_SORTS), g_rand_boolean (rand));
}

static void
compare_many (StoreFixture *f,
              GRand        *rand,
              GPtrArray    *tags,
              guint         n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlQuery) query = sl_query_new ();
      Compare question = { query, g_rand_boolean (rand) ? 7 : 100, FALSE };
      g_autoptr (GError) error = NULL;

      set_at_random (query, rand, tags);
      g_autofree char *json = sl_query_to_json (query);
      g_test_message ("%s", json);
      g_assert_nonnull (sl_store_read (f->store, compare, &question, &error));
    }
}

static void
test_against_sql (StoreFixture *f,
                  gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);

  /* So many rows that the index lags behind at first. */
  fill_at_random (f, rand, tags);
  compare_many (f, rand, tags, 150);
  while (store_count (f->store, "SELECT EXISTS (SELECT 1 FROM search_pending)") != 0)
    g_thread_yield ();
  compare_many (f, rand, tags, 150);
  store_assert_sound (f->store);
}

/* Facets and rows */

static gpointer
read_facets (SlConnection *connection,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  SlRecord *tag = data;

  sl_query_add_word (query, SL_FACET_STATUS, SL_STATUS_OFFER);
  g_autoptr (GHashTable) statuses = sl_store_query_facet_counts (connection, query, SL_FACET_STATUS, 20528, NULL, error);
  g_assert_cmpuint (g_hash_table_size (statuses), ==, 4);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (statuses, SL_STATUS_SAVED)), ==, 1);
  g_autoptr (GHashTable) priorities = sl_store_query_facet_counts (connection, query, SL_FACET_PRIORITY, 20528, NULL, error);
  g_assert_cmpuint (g_hash_table_size (priorities), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (priorities, "High")), ==, 1);
  sl_query_set_words (query, SL_FACET_STATUS, NULL);
  g_autoptr (GHashTable) tags = sl_store_query_facet_counts (connection, query, SL_FACET_TAG, 20528, NULL, error);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (tags, sl_record_get_id (tag))), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (tags, SL_FACET_NONE_WORD)), ==, 3);
  sl_query_set_text (query, "birch");
  g_autoptr (GHashTable) companies = sl_store_query_facet_counts (connection, query, SL_FACET_COMPANY, 20528, NULL, error);
  g_assert_cmpuint (g_hash_table_size (companies), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (companies, "birch")), ==, 1);
  g_assert_no_error (*error);
  return NULL;
}

/* After the application was added. */
#define MOVED_AT (G_GINT64_CONSTANT (1773648000000000) + 2 * G_TIME_SPAN_HOUR)

static gpointer
read_rows (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  SlRecord *application = data;
  g_autoptr (SlRecord) record = sl_store_read_record (connection, SL_KIND_APPLICATION, sl_record_get_id (application), error);
  gint64 pks[] = { sl_record_get_pk (record), 99, sl_record_get_pk (record) };
  g_autoptr (GPtrArray) rows = sl_store_fetch_rows (connection, pks, 3, 20528, error);

  g_assert_no_error (*error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_null (g_ptr_array_index (rows, 1));
  SlRow *row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (sl_row_get_pk (row), ==, pks[0]);
  g_assert_cmpuint (sl_row_get_tags (row)->len, ==, 1);
  g_assert_cmpstr (sl_record_get_text (sl_row_get_next_reminder (row), SL_REMINDER_TITLE), ==, "Sooner");
  g_assert_cmpstr (sl_record_get_text (sl_row_get_next_stage (row), SL_STAGE_NAME), ==, "Next");
  /* In its lane since it went on to there, not since it was in interviews. */
  g_assert_cmpint (sl_row_get_lane_since (row), ==, MOVED_AT);
  return NULL;
}

static void
add_child (StoreFixture *f,
           SlRecord     *application,
           SlKind        kind,
           const char   *name,
           const char   *when)
{
  g_autoptr (SlRecord) child = sl_record_new (kind);

  sl_record_set_text (child, sl_kind_find_field (kind, "application-id"), sl_record_get_id (application));
  if (kind == SL_KIND_STAGE)
    {
      sl_record_set_text (child, SL_STAGE_NAME, name);
      sl_record_set_text (child, SL_STAGE_DATE, when);
    }
  else
    {
      sl_record_set_text (child, SL_REMINDER_TITLE, name);
      sl_record_set_integer (child, SL_REMINDER_REMIND_AT, g_ascii_strtoll (when, NULL, 10));
    }
  store_insert (f->store, child);
}

static void
add_move (StoreFixture *f,
          SlRecord     *application,
          const char   *lane,
          gint64        time)
{
  g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);

  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, lane);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, time);
  store_insert (f->store, event);
}

static void
test_rows (StoreFixture *f,
                      gconstpointer data)
{
  g_autoptr (SlRecord) tag = store_new_tag ("Far");
  g_autoptr (SlRecord) tagged = store_new_application ("Tagged", "Baker", SL_STATUS_APPLIED);
  g_autoptr (GError) error = NULL;

  fill_for_sorts (f);
  store_insert (f->store, tag);
  store_insert (f->store, tagged);
  g_autoptr (SlRecord) assignment = store_new_assignment (tagged, tag);
  store_insert (f->store, assignment);
  add_child (f, tagged, SL_KIND_STAGE, "Past", "2020-01-01");
  add_child (f, tagged, SL_KIND_STAGE, "Later", "2026-05-02");
  add_child (f, tagged, SL_KIND_STAGE, "Next", "2026-05-01");
  add_child (f, tagged, SL_KIND_REMINDER, "Later", "2000");
  add_child (f, tagged, SL_KIND_REMINDER, "Sooner", "1000");
  add_move (f, tagged, SL_LANE_TEAM_MATCH, MOVED_AT - G_TIME_SPAN_HOUR);
  add_move (f, tagged, SL_LANE_FINAL_ROUND, MOVED_AT);

  sl_store_read (f->store, read_rows, tagged, &error);
  g_assert_no_error (error);
}

static void
test_facets (StoreFixture *f,
             gconstpointer data)
{
  g_autoptr (SlRecord) tag = store_new_tag ("Far");
  g_autoptr (GError) error = NULL;

  fill_for_sorts (f);
  store_insert (f->store, tag);
  g_autoptr (SlRecord) saved = store_new_application ("Dill", "Gardener", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) assignment = store_new_assignment (saved, tag);
  store_insert (f->store, saved);
  store_insert (f->store, assignment);
  sl_store_read (f->store, read_facets, tag, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/query/sorts", test_sorts);
  STORE_TEST ("/store/query/against-sql", test_against_sql);
  STORE_TEST ("/store/query/facets", test_facets);
  STORE_TEST ("/store/query/rows", test_rows);

  return g_test_run ();
}
