/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Switching sort or filter: the whole new order, beside the plain SQL that a person would write by hand for the same
 * answer. Both answers are compared. */

#define G_LOG_DOMAIN "sl-bench-order"

#include "config.h"

#include "sl-bench.h"
#include "sl-query-model.h"
#include "sl-store-query.h"

typedef struct {
  char *label;
  char *sql;
  SlQuery *query;
  guint n_found;
  GArray *raw;
  GArray *store;
  GArray *model;
} Case;

static void
case_free (gpointer data)
{
  Case *one = data;

  g_free (one->label);
  g_free (one->sql);
  g_object_unref (one->query);
  g_array_unref (one->raw);
  g_array_unref (one->store);
  g_array_unref (one->model);
  g_free (one);
}

/* Takes @query. */
static void
add_case (GPtrArray  *cases,
          char       *label,
          SlQuery    *query,
          const char *condition,
          const char *order)
{
  Case *one = g_new0 (Case, 1);

  one->label = label;
  one->query = query;
  one->sql = g_strdup_printf ("SELECT pk FROM applications WHERE deleted_at IS NULL%s%s ORDER BY %s, pk DESC",
                              *condition != '\0' ? " AND " : "", condition, order);
  one->raw = sl_bench_samples_new ();
  one->store = sl_bench_samples_new ();
  one->model = sl_bench_samples_new ();
  g_ptr_array_add (cases, one);
}

#define STATUS_ORDER "CASE status WHEN 'Saved' THEN 0 WHEN 'Applied' THEN 1 WHEN 'Interviewing' THEN 2 WHEN 'Offer' THEN 3" \
                     " WHEN 'Accepted' THEN 4 WHEN 'Rejected' THEN 5 WHEN 'Withdrawn' THEN 6 END"
#define PRIORITY_ORDER "CASE priority WHEN 'Low' THEN 0 WHEN 'Medium' THEN 1 WHEN 'High' THEN 2 END"

static void
add_sorts (GPtrArray *cases)
{
  static const char *const terms[SL_N_SORTS] = {
    [SL_SORT_UPDATED] = "updated_at",
    [SL_SORT_CREATED] = "created_at",
    [SL_SORT_COMPANY] = "company_name_fold",
    [SL_SORT_ROLE] = "role_title_fold",
    [SL_SORT_STATUS] = STATUS_ORDER,
    [SL_SORT_APPLIED] = "applied_date",
    [SL_SORT_FOLLOW_UP] = "follow_up_date",
    [SL_SORT_PRIORITY] = PRIORITY_ORDER,
    [SL_SORT_SALARY] = "coalesce (salary_max, salary_min)",
    [SL_SORT_LOCATION] = "location_fold",
    [SL_SORT_SOURCE] = "applied_source",
    [SL_SORT_QUIET] = "CASE WHEN status IN ('Applied', 'Interviewing', 'Offer') THEN last_activity_at END",
    [SL_SORT_ACTIVE] = "last_activity_at - CASE WHEN status IN ('Applied', 'Interviewing', 'Offer') THEN 0"
                       " WHEN status IN ('Accepted', 'Rejected', 'Withdrawn') THEN 4611686018427387904 ELSE 1152921504606846976 END",
    [SL_SORT_BOARD_RANK] = "coalesce (board_rank, -(created_at + pk * 1000000))",
  };

  for (int descending = 0; descending < 2; descending++)
    for (SlSort sort = 0; sort < SL_N_SORTS; sort++)
      {
        g_autofree char *order = g_strdup_printf ("%s%s NULLS LAST", terms[sort], descending ? " DESC" : "");
        SlQuery *query = sl_query_new ();

        sl_query_set_sort (query, sort, descending);
        add_case (cases, g_strdup_printf ("sort by %s%s", sl_sort_get_name (sort), descending ? ", descending" : ""), query, "", order);
      }
}

/* @format with one %Q for @text. */
static char *
quote (const char *format,
       const char *text)
{
  char *sql = sqlite3_mprintf (format, text);
  char *copy = g_strdup (sql);

  sqlite3_free (sql);
  return copy;
}

static char *
get_first_text (sqlite3    *db,
                const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  if (text == NULL)
    sl_bench_fail ("%s: nothing found", sql);
  return text;
}

static void
add_word_filter (GPtrArray  *cases,
                 SlFacet     facet,
                 const char *word,
                 const char *condition)
{
  SlQuery *query = sl_query_new ();

  sl_query_add_word (query, facet, word);
  add_case (cases, g_strdup_printf ("filter %s", sl_facet_get_name (facet)), query, condition, "updated_at DESC");
}

static void
add_filters (GPtrArray *cases,
             sqlite3   *db,
             SlContext *context)
{
  g_autofree char *tag = get_first_text (db, "SELECT tag_id FROM tag_assignments WHERE deleted_at IS NULL GROUP BY tag_id ORDER BY count (*) DESC");
  g_autofree char *company = get_first_text (db, "SELECT company_name_fold FROM applications GROUP BY 1 ORDER BY count (*) DESC");
  g_autofree char *source = get_first_text (db, "SELECT applied_source FROM applications GROUP BY 1 ORDER BY count (*) DESC");
  g_autofree char *tagged = quote ("id IN (SELECT application_id FROM tag_assignments WHERE tag_id = %Q AND deleted_at IS NULL"
                                   " AND tag_id IN (SELECT id FROM tags WHERE deleted_at IS NULL))", tag);
  g_autofree char *at_company = quote ("company_name_fold = %Q", company);
  g_autofree char *from_source = quote ("applied_source = %Q", source);
  SlClock *clock = sl_context_get_clock (context);
  SlDay first = sl_context_get_today (context) - 89;
  char iso[SL_DAY_ISO_SIZE];
  g_autofree char *within = NULL;
  SlQuery *query;

  add_word_filter (cases, SL_FACET_STATUS, "Applied", "status = 'Applied'");
  add_word_filter (cases, SL_FACET_PRIORITY, "High", "priority = 'High'");
  add_word_filter (cases, SL_FACET_WORK_MODE, "Remote", "work_mode = 'Remote'");
  add_word_filter (cases, SL_FACET_LANE, "closed", "lane = 'closed'");
  add_word_filter (cases, SL_FACET_SOURCE, source, from_source);
  add_word_filter (cases, SL_FACET_COMPANY, company, at_company);
  add_word_filter (cases, SL_FACET_TAG, tag, tagged);

  query = sl_query_new ();
  sl_query_set_salary (query, 40000, 60000);
  add_case (cases, g_strdup ("filter salary"), query,
            "coalesce (salary_max, salary_min) >= 40000 AND coalesce (salary_min, salary_max) <= 60000", "updated_at DESC");

  query = sl_query_new ();
  sl_query_set_dates (query, first, SL_DAY_NONE);
  within = g_strdup_printf ("(applied_date >= '%s' OR (applied_date IS NULL AND created_at >= %" G_GINT64_FORMAT "))",
                            sl_day_format_iso (first, iso), sl_day_to_time (first, sl_clock_get_time_zone (clock)));
  add_case (cases, g_strdup ("filter the last 90 days"), query, within, "updated_at DESC");

  query = sl_query_new ();
  sl_query_add_word (query, SL_FACET_STATUS, "Applied");
  sl_query_add_word (query, SL_FACET_STATUS, "Interviewing");
  sl_query_add_word (query, SL_FACET_WORK_MODE, "Remote");
  sl_query_set_sort (query, SL_SORT_COMPANY, FALSE);
  add_case (cases, g_strdup ("filter two statuses and work mode, by company"), query,
            "status IN ('Applied', 'Interviewing') AND work_mode = 'Remote'", "company_name_fold NULLS LAST");
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

static void
compare_answers (const Case *one,
                 GArray     *raw,
                 GArray     *pks)
{
  if (raw->len != pks->len || memcmp (raw->data, pks->data, raw->len * sizeof (gint64)) != 0)
    sl_bench_wrong ("%s: the baseline answers otherwise (%u and %u rows): %s", one->label, raw->len, pks->len, one->sql);
}

/* The new order in the list, through threads and main loop as in the window: first rows, then all. */
static double
run_model (SlQueryModel *model,
           SlQuery      *query)
{
  double start = sl_bench_now ();
  gboolean loading = TRUE;

  sl_query_model_set_query (model, query);
  while (loading)
    {
      g_object_get (model, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
  return sl_bench_now () - start;
}

static void
run_case (Case         *one,
          sqlite3      *db,
          SlContext    *context,
          SlQueryModel *model,
          guint         turn)
{
  Question question = { one->query, sl_context_get_today (context) };
  g_autoptr (GArray) raw = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) pks = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    if ((i + turn) % 3 == 0)
      {
        sl_bench_samples_add (one->raw, sl_bench_raw_run (db, one->sql, NULL, raw));
      }
    else if ((i + turn) % 3 == 1)
      {
        double start = sl_bench_now ();

        pks = sl_store_read (sl_context_get_store (context), read_whole, &question, &error);
        sl_bench_samples_add (one->store, sl_bench_now () - start);
        sl_bench_check (error);
      }
    else
      {
        sl_bench_samples_add (one->model, run_model (model, one->query));
      }
  one->n_found = pks->len;
  compare_answers (one, raw, pks);
}

/* Every round switches through all of them once, from a fresh start: nobody profits from having given the same answer
 * before. The store and the list have a store each. */
static void
run_round (GPtrArray  *cases,
           const char *data_dir,
           guint       round)
{
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  g_autoptr (SlContext) model_context = sl_bench_open (data_dir);
  g_autoptr (SlQueryModel) model = sl_query_model_new (model_context);
  g_autoptr (SlQuery) all = sl_query_new ();
  sqlite3 *db = sl_bench_raw_open (data_dir);

  run_model (model, all);
  for (guint i = 0; i < cases->len; i++)
    run_case (g_ptr_array_index (cases, (i + round) % cases->len), db, context, model, round);

  g_clear_object (&model);
  sqlite3_close (db);
  sl_context_close (context);
  sl_context_close (model_context);
}

static void
report (GPtrArray  *cases,
        const char *kind,
        gboolean    model)
{
  double raw = 0;
  double mine = 0;
  double worst = 0;
  const char *worst_label = "";

  for (guint i = 0; i < cases->len; i++)
    {
      Case *one = g_ptr_array_index (cases, i);
      double a, b;

      if (!g_str_has_prefix (one->label, kind))
        continue;
      a = sl_bench_samples_get (one->raw, 0.5);
      b = sl_bench_samples_get (model ? one->model : one->store, 0.5);
      sl_bench_detail ("%s (%u found): bare %.2f ms, %s %.2f ms (%.2f×)", one->label, one->n_found, a, model ? "list" : "store", b, b / a);
      raw += a;
      mine += b;
      if (b / a > worst)
        {
          worst = b / a;
          worst_label = one->label;
        }
    }
  sl_bench_detail ("worst: %s, %.2f×", worst_label, worst);

  g_autofree char *name = g_strdup_printf ("%s-%s", kind, model ? "list" : "store");
  g_autofree char *name_worst = g_strdup_printf ("%s-%s-worst", kind, model ? "list" : "store");
  sl_bench_report (name, mine / raw);
  sl_bench_report (name_worst, worst);
}

void
sl_bench_order (const char *data_dir,
                guint       repetitions)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  sqlite3 *db = sl_bench_raw_open (data_dir);

  add_sorts (cases);
  add_filters (cases, db, context);
  sqlite3_close (db);
  sl_context_close (context);

  for (guint round = 0; round < repetitions; round++)
    run_round (cases, data_dir, round);
  for (int model = 0; model < 2; model++)
    {
      report (cases, "sort", model);
      report (cases, "filter", model);
    }
}
