/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store's queries cost at 100,000 applications, each beside the raw statement that does the same. For people
 * who change the store; `build-aux/bench` measures the whole program. Run with: meson test --benchmark store-bench */

#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-store.h"
#include "sl-test.h"

#define N_WORDS 4000
#define N_COMPANIES 5000

static char *words[N_WORDS];

static void
make_words (GRand *rand)
{
  static const char *const syllables[] = { "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "en", "er", "in", "st", "on", "al", "pro" };

  for (guint i = 0; i < N_WORDS; i++)
    {
      GString *word = g_string_new (NULL);
      for (int n = g_rand_int_range (rand, 2, 5); n > 0; n--)
        g_string_append (word, syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
      words[i] = g_string_free (word, FALSE);
    }
}

/* Common words are common: the square bends the distribution. */
static const char *
any_word (GRand *rand)
{
  double x = g_rand_double (rand);
  return words[(guint) (x * x * x * N_WORDS)];
}

static char *
any_text (GRand *rand,
          int    n)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", any_word (rand));
  return g_string_free (text, FALSE);
}

static void
set_enum (GRand        *rand,
          SlRecord     *record,
          guint         field,
          const SlEnum *list)
{
  guint n = g_rand_int_range (rand, 0, (int) sl_enum_count (list) + 1);
  if (n < sl_enum_count (list))
    sl_record_set_text (record, field, list->values[n].word);
}

static SlRecord *
any_application (GRand *rand,
                 gint64 now)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);
  int company = g_rand_int_range (rand, 0, N_COMPANIES);
  g_autofree char *name = g_strdup_printf ("%s %s %d", words[company % N_WORDS], words[company * 7 % N_WORDS], company % 97);
  g_autofree char *role = any_text (rand, 3);
  g_autofree char *notes = any_text (rand, g_rand_int_range (rand, 0, 20));
  g_autofree char *description = any_text (rand, 60);
  g_autofree char *url = g_strdup_printf ("https://jobs.example/%s/%u", words[company % N_WORDS], g_rand_int (rand));
  char iso[SL_DAY_ISO_SIZE];

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, name);
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, role);
  sl_record_set_text (record, SL_APPLICATION_LOCATION, any_word (rand));
  sl_record_set_text (record, SL_APPLICATION_NOTES, notes);
  sl_record_set_text (record, SL_APPLICATION_DESCRIPTION, description);
  sl_record_set_text (record, SL_APPLICATION_URL, url);
  sl_record_set_text (record, SL_APPLICATION_STATUS, sl_status_words.values[g_rand_int_range (rand, 0, 7)].word);
  set_enum (rand, record, SL_APPLICATION_PRIORITY, &sl_priority_words);
  set_enum (rand, record, SL_APPLICATION_SOURCE, &sl_source_words);
  set_enum (rand, record, SL_APPLICATION_WORK_MODE, &sl_work_mode_words);
  set_enum (rand, record, SL_APPLICATION_JOB_TYPE, &sl_job_type_words);
  if (g_rand_boolean (rand))
    sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, g_rand_int_range (rand, 30, 150) * 1000);
  sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, sl_day_format_iso (20500 - g_rand_int_range (rand, 0, 700), iso));
  if (g_rand_int_range (rand, 0, 5) == 0)
    sl_record_set_text (record, SL_APPLICATION_FOLLOW_UP_DATE, sl_day_format_iso (20540 - g_rand_int_range (rand, 0, 40), iso));
  sl_record_set_integer (record, SL_APPLICATION_BOARD_RANK, g_rand_int_range (rand, 0, 1 << 30));
  sl_record_set_integer (record, SL_FIELD_CREATED_AT, now - (gint64) g_rand_int_range (rand, 0, 700) * 86400 * G_USEC_PER_SEC);
  return record;
}

/* Processor time of all threads: other programs on the machine don't count. */
static gint64
now_usec (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
since (gint64 start)
{
  return (now_usec () - start) / 1000.0;
}

static void
fill (SlStore *store,
      GRand   *rand,
      guint    n)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "Import");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlRecord) record = any_application (rand, sl_clock_get_now (sl_store_get_clock (store)));
      sl_changeset_insert (changeset, record);
    }
  gint64 start = now_usec ();
  g_autoptr (SlTransaction) transaction = sl_store_apply (store, changeset, &error);
  g_assert_no_error (error);
  g_print ("import %u rows: %.0f ms\n", n, since (start));
}

static void
insert_rows (sqlite3 *db)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO applications VALUES (?");
  sqlite3_stmt *from, *to;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT * FROM o.applications", -1, &from, NULL), ==, SQLITE_OK);
  for (int i = 1; i < sqlite3_column_count (from); i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql->str, -1, &to, NULL), ==, SQLITE_OK);
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  while (sqlite3_step (from) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (from); i++)
        sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i));
      g_assert_cmpint (sqlite3_step (to), ==, SQLITE_DONE);
      sqlite3_reset (to);
    }
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_finalize (from);
  sqlite3_finalize (to);
}

/* The rows as `sqlite3 .import` would put them into the same table: one prepared insert, one transaction, WAL. */
static void
raw_insert (const char *from,
            const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "raw.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS o; PRAGMA cache_size = -98304", from);
  sqlite3 *db;
  sqlite3_stmt *schema;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, attach, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT sql FROM o.sqlite_schema WHERE sql IS NOT NULL AND tbl_name = 'applications'"
                                           " AND type IN ('table', 'index') ORDER BY type = 'table' DESC", -1, &schema, NULL), ==, SQLITE_OK);
  while (sqlite3_step (schema) == SQLITE_ROW)
    g_assert_cmpint (sqlite3_exec (db, (const char *) sqlite3_column_text (schema, 0), NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_finalize (schema);

  gint64 start = now_usec ();
  insert_rows (db);
  g_print ("raw inserts of the same rows: %.0f ms\n", since (start));
  sqlite3_close (db);
}

static gpointer
run_behind (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  return GINT_TO_POINTER (sl_connection_get_integer (connection, "SELECT EXISTS (SELECT 1 FROM search_pending)", 0));
}

static void
wait_for_index (SlStore *store)
{
  gint64 start = now_usec ();

  while (sl_store_read (store, run_behind, NULL, NULL) != NULL)
    g_usleep (100 * 1000);
  g_print ("search index, afterwards: %.0f ms\n", since (start));
}

typedef struct {
  SlQuery *query;
  guint limit;
  char *raw;
} Question;

static gpointer
run_query (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  Question *question = data;
  return sl_store_query_pks (connection, question->query, 20528, question->limit, cancellable, error);
}

static gpointer
run_raw (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  Question *question = data;
  SlStatement *statement = sl_connection_prepare (connection, question->raw, error);
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_nonnull (statement);
  while (sl_statement_step (statement, error))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      g_array_append_val (pks, pk);
    }
  return pks;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

/* Median and worst of several runs, in milliseconds. */
static double
measure (SlStore   *store,
         SlReadFunc func,
         Question  *question,
         double    *worst,
         guint     *n)
{
  double times[9];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 start = now_usec ();
      g_autoptr (GArray) pks = sl_store_read (store, func, question, NULL);
      times[i] = since (start);
      *n = pks->len;
    }
  *worst = times[0];
  qsort (times, G_N_ELEMENTS (times), sizeof (double), (int (*) (const void *, const void *)) compare_doubles);
  return times[G_N_ELEMENTS (times) / 2];
}

static void
measure_query (SlStore    *store,
               const char *name,
               SlQuery    *query,
               const char *raw)
{
  Question question = { query, 0, (char *) raw };
  double first, cold, raw_cold = 0, raw_time = 0;
  guint n, n_first, n_raw = 0;

  if (raw != NULL)
    raw_time = measure (store, run_raw, &question, &raw_cold, &n_raw);
  question.limit = 100;
  first = measure (store, run_query, &question, &cold, &n_first);
  g_print ("%-28s first %u: %6.2f ms (cold %6.2f)", name, n_first, first, cold);
  question.limit = 0;
  double all = measure (store, run_query, &question, &cold, &n);
  g_print ("  all %6u: %6.2f ms (cold %6.2f)", n, all, cold);
  if (raw != NULL)
    g_print ("  raw %6u: %6.2f ms, ratio %.2f", n_raw, raw_time, all / raw_time);
  g_print ("\n");
}

static void
measure_sorts (SlStore *store)
{
  for (SlSort sort = 0; sort < SL_N_SORTS; sort++)
    for (int descending = 0; descending < 2; descending++)
      {
        g_autoptr (SlQuery) query = sl_query_new ();
        g_autofree char *name = g_strdup_printf ("sort %s %s", sl_sort_get_name (sort), descending ? "desc" : "asc");
        sl_query_set_sort (query, sort, descending);
        measure_query (store, name, query, NULL);
      }
}

static void
measure_searches (SlStore *store)
{
  static const char *const texts[] = { "e", "s", "st", "ba", "bak", "pro", "pros", "enbake", "ba ke", "st on al", "zzz" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SlQuery) query = sl_query_new ();
      g_autoptr (GString) raw = g_string_new ("SELECT rowid FROM application_fts WHERE application_fts MATCH '");
      g_auto (GStrv) parts = g_strsplit (texts[i], " ", -1);
      g_autofree char *name = g_strdup_printf ("search “%s”", texts[i]);

      for (guint j = 0; parts[j] != NULL; j++)
        g_string_append_printf (raw, "%s\"%s\" *", j > 0 ? " AND " : "", parts[j]);
      g_string_append_c (raw, '\'');
      sl_query_set_text (query, texts[i]);
      sl_query_set_sort (query, SL_SORT_APPLIED, TRUE);
      measure_query (store, name, query, raw->str);
    }
}

static void
measure_filters (SlStore *store)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  sl_query_set_sort (query, SL_SORT_APPLIED, TRUE);
  sl_query_add_word (query, SL_FACET_STATUS, "Applied");
  measure_query (store, "filter status", query, "SELECT pk FROM applications WHERE deleted_at IS NULL AND status = 'Applied' ORDER BY applied_date DESC");
  sl_query_add_word (query, SL_FACET_PRIORITY, "High");
  measure_query (store, "filter status + priority", query, "SELECT pk FROM applications WHERE deleted_at IS NULL AND status = 'Applied' AND priority = 'High' ORDER BY applied_date DESC");
  sl_query_clear_filters (query);
  sl_query_set_window (query, 90);
  measure_query (store, "window 90", query, NULL);
  sl_query_set_text (query, "ba");
  measure_query (store, "window 90 + search", query, NULL);
}

static gpointer
run_facets (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  Question *question = data;
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    {
      gint64 start = now_usec ();
      g_autoptr (GHashTable) counts = sl_store_query_facet_counts (connection, question->query, facet, 20528, cancellable, error);
      g_print ("facet %-10s %4u words %6.2f ms\n", sl_facet_get_name (facet), g_hash_table_size (counts), since (start));
    }
  gint64 start = now_usec ();
  sl_store_query_count (connection, question->query, 20528, error);
  g_print ("count %.2f ms\n", since (start));

  start = now_usec ();
  g_autoptr (GArray) pks = sl_store_query_pks (connection, question->query, 20528, 100, cancellable, error);
  g_autoptr (GPtrArray) rows = sl_store_fetch_rows (connection, (gint64 *) pks->data, pks->len, 20528, error);
  g_print ("pks and rows of the first page %.2f ms\n", since (start));
  return NULL;
}

static gpointer
run_check (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  return sl_store_check (connection, cancellable, error);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autofree char *dir = g_dir_make_tmp ("shortlist-bench-XXXXXX", NULL);
  g_autoptr (SlClock) clock = sl_clock_new_fixed_iso (SL_TEST_NOW_ISO);
  g_autoptr (SlStore) store = sl_store_new (dir, clock);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlQuery) query = sl_query_new ();
  Question question = { query, 0, NULL };

  make_words (rand);
  sl_store_open (store, &error);
  g_assert_no_error (error);
  fill (store, rand, n);
  wait_for_index (store);
  raw_insert (sl_store_get_path (store), dir);
  measure_sorts (store);
  measure_filters (store);
  measure_searches (store);
  sl_store_read (store, run_facets, &question, &error);

  gint64 start = now_usec ();
  g_autoptr (GPtrArray) problems = sl_store_read (store, run_check, NULL, &error);
  g_print ("check: %.0f ms, %u problems\n", since (start), problems->len);
  start = now_usec ();
  g_autoptr (SlTransaction) undone = sl_store_undo (store, &error);
  g_assert_no_error (error);
  g_print ("undo the import: %.0f ms\n", since (start));
  start = now_usec ();
  g_autoptr (SlTransaction) redone = sl_store_redo (store, &error);
  g_assert_no_error (error);
  g_print ("redo the import: %.0f ms\n", since (start));

  sl_store_close (store);
  if (g_getenv ("SL_BENCH_KEEP") == NULL)
    sl_test_remove_dir (dir);
  else
    g_print ("%s\n", dir);
  return 0;
}
