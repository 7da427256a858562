/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typing into the search field, letter by letter: how long until the rows in sight are there, and how long the whole
 * result takes beside the bare full-text query for the same words. */

#define G_LOG_DOMAIN "sl-bench-search"

#include "config.h"

#include "sl-bench.h"
#include "sl-query-model.h"
#include "sl-search.h"
#include "sl-store-query.h"

/* Rows that fit into a tall window. */
#define IN_SIGHT 50
/* A ratio says something about a single query only where the bare one takes at least this long, in ms. */
#define WORTH_A_RATIO 1.0

typedef struct {
  char *text;
  char *match;
  gboolean again; /* an earlier text asks the same: the store has the answer, the bare query must work for it anew */
  GArray *first; /* the pks that belong in sight */
  guint n_found;
  GArray *raw;
  GArray *whole;
} Key;

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key->match);
  g_array_unref (key->first);
  g_array_unref (key->raw);
  g_array_unref (key->whole);
  g_free (key);
}

static gboolean
is_asked (GPtrArray  *keys,
          const char *match)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_strcmp0 (((Key *) g_ptr_array_index (keys, i))->match, match) == 0)
      return TRUE;
  return FALSE;
}

/* Every beginning of @word is one key. */
static void
add_word (GPtrArray  *keys,
          const char *word)
{
  for (const char *end = word; *end != '\0';)
    {
      Key *key = g_new0 (Key, 1);
      g_auto (SlSearch) search = { NULL, NULL };

      end = g_utf8_next_char (end);
      key->text = g_strndup (word, end - word);
      sl_search_parse (&search, key->text);
      key->match = g_strdup (search.match);
      key->again = is_asked (keys, key->match);
      key->raw = sl_bench_samples_new ();
      key->whole = sl_bench_samples_new ();
      key->first = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_ptr_array_add (keys, key);
    }
}

/* Words a person would type: from all over the data, and some that aren't there. */
static GPtrArray *
collect_keys (sqlite3 *db)
{
  static const char *const others[] = { "remote", "python", "berlin", "heat pumps", "night nurse", "referral", "qwxz", "é", NULL };
  static const char *const columns[] = { "company_name", "role_title", "location" };
  GPtrArray *keys = g_ptr_array_new_with_free_func (key_free);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT word FROM (SELECT word, row_number () OVER (ORDER BY word) AS n, count (*) OVER () AS of"
                                              " FROM (SELECT DISTINCT %s AS word FROM applications WHERE %s <> ''))"
                                              " WHERE n %% max (of / 10, 1) = 0 ORDER BY n LIMIT 10", columns[i], columns[i]);
      sqlite3_stmt *statement = NULL;

      if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
        sl_bench_fail ("%s", sqlite3_errmsg (db));
      while (sqlite3_step (statement) == SQLITE_ROW)
        add_word (keys, (const char *) sqlite3_column_text (statement, 0));
      sqlite3_finalize (statement);
    }
  for (guint i = 0; others[i] != NULL; i++)
    add_word (keys, others[i]);

  return keys;
}

static SlQuery *
make_query (const Key *key)
{
  SlQuery *query = sl_query_new ();

  sl_query_set_text (query, key->text);
  return query;
}

typedef struct {
  SlQuery *query;
  SlDay today;
} Question;

static gpointer
read_whole (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;

  return sl_store_query_pks (connection, question->query, question->today, 0, cancellable, error);
}

static GArray *
read_query (SlContext *context,
            SlQuery   *query)
{
  g_autoptr (GError) error = NULL;
  Question question = { query, sl_context_get_today (context) };
  GArray *pks = sl_store_read (sl_context_get_store (context), read_whole, &question, &error);

  sl_bench_check (error);
  return pks;
}

static double
run_whole (SlContext *context,
           Key       *key)
{
  g_autoptr (SlQuery) query = make_query (key);
  double start = sl_bench_now ();
  g_autoptr (GArray) pks = read_query (context, query);
  double end = sl_bench_now ();

  key->n_found = pks->len;
  g_array_set_size (key->first, 0);
  g_array_append_vals (key->first, pks->data, MIN (pks->len, IN_SIGHT));
  return end - start;
}

static void
measure_whole (const char *data_dir,
               GPtrArray  *keys,
               guint       repetitions)
{
  for (guint r = 0; r < repetitions; r++)
    {
      /* Both start each round with nothing of their own kept. */
      g_autoptr (SlContext) context = sl_bench_open (data_dir);
      sqlite3 *db = sl_bench_raw_open (data_dir);
      g_autoptr (SlQuery) all = sl_query_new ();

      /* As in the window, where the list is there before anyone searches it */
      g_array_unref (read_query (context, all));
      for (guint i = 0; i < keys->len; i++)
        {
          Key *key = g_ptr_array_index (keys, i);

          for (guint turn = 0; turn < 2; turn++)
            if ((turn + r) % 2 == 0 && key->match != NULL && !key->again)
              sl_bench_samples_add (key->raw, sl_bench_raw_run (db, "SELECT rowid FROM application_fts WHERE application_fts MATCH ?",
                                                                key->match, NULL));
            else if ((turn + r) % 2 == 1)
              sl_bench_samples_add (key->whole, run_whole (context, key));
        }
      sqlite3_close (db);
      sl_context_close (context);
    }
}

static void
report_whole (GPtrArray *keys)
{
  double raw = 0;
  double whole = 0;
  double worst = 0;
  guint n_texts = 0;
  const Key *worst_key = NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      Key *key = g_ptr_array_index (keys, i);

      if (key->raw->len == 0)
        continue;
      double a = sl_bench_samples_get (key->raw, 0.5);
      double b = sl_bench_samples_get (key->whole, 0.5);

      n_texts++;
      raw += a;
      whole += b;
      if (a >= WORTH_A_RATIO && b / a > worst)
        {
          worst = b / a;
          worst_key = key;
        }
      if (g_utf8_strlen (key->text, -1) == 1 || i % 10 == 0)
        sl_bench_detail ("search \"%s\": %u found, bare %.2f ms, whole result %.2f ms (%.2f×)", key->text, key->n_found, a, b, b / a);
    }
  sl_bench_detail ("search, all %u different texts together: bare %.1f ms, whole results %.1f ms", n_texts, raw, whole);
  sl_bench_report ("search-whole", whole / raw);
  if (worst_key != NULL)
    {
      sl_bench_detail ("search, worst of those that take SQLite %.0f ms or more: \"%s\", %u found", WORTH_A_RATIO, worst_key->text, worst_key->n_found);
      sl_bench_report ("search-whole-worst", worst);
    }
}

static gboolean
is_in_sight (SlQueryModel *model,
             const Key    *key)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (model)) < key->first->len ||
      (key->n_found == 0 && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0))
    return FALSE;
  for (guint i = 0; i < key->first->len; i++)
    if (sl_query_model_get_pk (model, i) != g_array_index (key->first, gint64, i))
      return FALSE;
  for (guint i = 0; i < key->first->len; i++)
    {
      g_autoptr (SlItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (sl_item_get_row (item) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
wait_until_whole (SlQueryModel *model)
{
  gboolean loading = TRUE;

  while (loading)
    {
      g_object_get (model, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* From the key to the moment when the first rows are all there, through threads and main loop as in the window.
 * @patient: the next key comes when the whole result is there; else at once, while the rest is still being read. */
static void
measure_keys (const char *data_dir,
              GPtrArray  *keys,
              guint       repetitions,
              gboolean    patient,
              const char *name)
{
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  g_autoptr (SlQueryModel) model = sl_query_model_new (context);
  g_autoptr (GArray) samples = sl_bench_samples_new ();
  g_autoptr (SlQuery) all = sl_query_new ();
  const Key *slowest = g_ptr_array_index (keys, 0);
  double longest = 0;

  sl_query_model_set_query (model, all);
  wait_until_whole (model);
  for (guint r = 0; r < repetitions; r++)
    for (guint i = 0; i < keys->len; i++)
      {
        Key *key = g_ptr_array_index (keys, i);
        /* A key that changes nothing in sight costs nothing, and says nothing */
        gboolean counts = !is_in_sight (model, key);
        double start = sl_bench_now ();
        g_autoptr (SlQuery) query = make_query (key);

        sl_query_model_set_query (model, query);
        while (!is_in_sight (model, key))
          g_main_context_iteration (NULL, TRUE);

        double took = sl_bench_now () - start;
        if (counts)
          sl_bench_samples_add (samples, took);
        if (took > longest)
          {
            longest = took;
            slowest = key;
          }
        if (patient)
          wait_until_whole (model);
      }

  sl_bench_detail ("%s: %u keys, median %.2f ms, p95 %.2f ms, p99 %.2f ms, longest %.2f ms (\"%s\", %u found)", name, samples->len,
                   sl_bench_samples_get (samples, 0.5), sl_bench_samples_get (samples, 0.95), sl_bench_samples_get (samples, 0.99),
                   longest, slowest->text, slowest->n_found);
  sl_bench_report (name, sl_bench_samples_get (samples, 0.99));
  g_clear_object (&model);
  sl_context_close (context);
}

void
sl_bench_search (const char *data_dir,
                 guint       repetitions)
{
  sqlite3 *db = sl_bench_raw_open (data_dir);
  g_autoptr (GPtrArray) keys = collect_keys (db);

  sqlite3_close (db);
  measure_whole (data_dir, keys, repetitions);
  measure_keys (data_dir, keys, repetitions, TRUE, "search-key");
  measure_keys (data_dir, keys, repetitions, FALSE, "search-key-fast");
  report_whole (keys);
}
