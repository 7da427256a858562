/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-bench.h. */

#define G_LOG_DOMAIN "sl-bench"

#include "config.h"

#include "sl-bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <json-glib/json-glib.h>

double
sl_bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

GArray *
sl_bench_samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
sl_bench_samples_add (GArray *samples,
                      double  value)
{
  g_array_append_val (samples, value);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
sl_bench_samples_get (GArray *samples,
                      double  fraction)
{
  if (samples->len == 0)
    return NAN;

  g_array_sort (samples, compare_doubles);
  /* The smallest sample that at least this fraction of them doesn't exceed. */
  guint rank = (guint) ceil (fraction * samples->len);
  return g_array_index (samples, double, rank > 0 ? rank - 1 : 0);
}

static void
print_object (JsonBuilder *builder)
{
  g_autoptr (JsonNode) node = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (node, FALSE);

  g_print ("%s\n", line);
  fflush (stdout);
}

void
sl_bench_report (const char *name,
                 double      figure)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name);
  json_builder_set_member_name (builder, "figure");
  json_builder_add_double_value (builder, figure);
  json_builder_end_object (builder);
  print_object (builder);
}

static void
print_text (const char *member,
            const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
  print_object (builder);
}

void
sl_bench_detail (const char *format,
                 ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  print_text ("detail", text);
}

void
sl_bench_wrong (const char *format,
                ...)
{
  static GHashTable *told;
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);

  if (told == NULL)
    told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_add (told, g_strdup (text)))
    print_text ("wrong", text);
}

void
sl_bench_fail (const char *format,
               ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("%s\n", text);
  exit (1);
}

void
sl_bench_check (const GError *error)
{
  if (error != NULL)
    sl_bench_fail ("%s", error->message);
}

sqlite3 *
sl_bench_raw_open (const char *data_dir)
{
  g_autoptr (SlContext) context = sl_context_new (data_dir, NULL);
  const char *path = sl_store_get_path (sl_context_get_store (context));
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_exec (db, "PRAGMA query_only = 1; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096",
                        NULL, NULL, NULL) != SQLITE_OK)
    sl_bench_fail ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

double
sl_bench_raw_run (sqlite3    *db,
                  const char *sql,
                  const char *text,
                  GArray     *pks)
{
  double start = sl_bench_now ();
  sqlite3_stmt *statement = NULL;
  gint64 sum = 0;
  int rc;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    sl_bench_fail ("%s: %s", sql, sqlite3_errmsg (db));
  if (text != NULL)
    sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 pk = sqlite3_column_int64 (statement, 0);

      sum += pk;
      if (pks != NULL)
        g_array_append_val (pks, pk);
    }
  if (rc != SQLITE_DONE)
    sl_bench_fail ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_finalize (statement);

  return sum >= 0 ? sl_bench_now () - start : 0;
}

SlContext *
sl_bench_open (const char *data_dir)
{
  SlContext *context = sl_context_new (data_dir, NULL);
  g_autoptr (GError) error = NULL;

  sl_context_open (context, &error);
  sl_bench_check (error);
  return context;
}

void
sl_bench_wait_for_index (const char *data_dir)
{
  sqlite3 *db = sl_bench_raw_open (data_dir);
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (TRUE)
    {
      g_array_set_size (pending, 0);
      sl_bench_raw_run (db, "SELECT pk FROM search_pending UNION ALL SELECT pk FROM chart_queue"
                            " UNION ALL SELECT pk FROM applications WHERE pk > (SELECT known_to FROM chart_state) LIMIT 1", NULL, pending);
      if (pending->len == 0)
        break;
      g_usleep (10 * 1000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  sqlite3_close (db);
}
