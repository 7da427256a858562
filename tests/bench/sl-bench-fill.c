/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of the benchmarks: a generated search of any size, and the same rows as spreadsheets. */

#define G_LOG_DOMAIN "sl-bench-fill"

#include "config.h"

#include "sl-bench.h"
#include "sl-demo.h"

void
sl_bench_fill (const char *data_dir,
               guint       count)
{
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  g_autoptr (GError) error = NULL;

  sl_demo_fill (sl_context_get_store (context), 1, count, &error);
  sl_bench_check (error);
  sl_bench_wait_for_index (data_dir);
  sl_context_close (context);
}

/* Rows of @sql as CSV; with the columns' names as a head when @head. */
static void
write_rows (sqlite3    *db,
            const char *sql,
            gboolean    head,
            const char *path)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = NULL;
  int rc;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    sl_bench_fail ("%s: %s", sql, sqlite3_errmsg (db));

  int n = sqlite3_column_count (statement);
  for (int i = 0; head && i < n; i++)
    g_string_append_printf (text, "%s%s", sqlite3_column_name (statement, i), i + 1 < n ? "," : "\n");
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < n; i++)
      {
        const char *cell = (const char *) sqlite3_column_text (statement, i);

        g_string_append_c (text, '"');
        for (; cell != NULL && *cell != '\0'; cell++)
          {
            if (*cell == '"')
              g_string_append_c (text, '"');
            g_string_append_c (text, *cell);
          }
        g_string_append (text, i + 1 < n ? "\"," : "\"\n");
      }
  if (rc != SQLITE_DONE)
    sl_bench_fail ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_finalize (statement);

  g_file_set_contents (path, text->str, text->len, &error);
  sl_bench_check (error);
}

/**
 * sl_bench_write_csv:
 * @path: the applications as a person's spreadsheet has them
 * @raw_path: the same rows with every column of the table and without a head, for `sqlite3 .import`
 */
void
sl_bench_write_csv (const char *data_dir,
                    const char *path,
                    const char *raw_path)
{
  sqlite3 *db = sl_bench_raw_open (data_dir);

  write_rows (db,
              "SELECT company_name AS \"Company\", role_title AS \"Job Title\", status AS \"Status\","
              " applied_date AS \"Date Applied\", location AS \"Location\", url AS \"Link\", job_type AS \"Job Type\","
              " work_mode AS \"Work Mode\", salary_min AS \"Salary Min\", salary_max AS \"Salary Max\","
              " salary_currency AS \"Currency\", applied_source AS \"Source\", follow_up_date AS \"Follow Up\","
              " priority AS \"Priority\", excitement_level AS \"Excitement\", notes AS \"Notes\","
              " description AS \"Description\" FROM applications WHERE deleted_at IS NULL ORDER BY pk", TRUE, path);
  write_rows (db, "SELECT * FROM applications WHERE deleted_at IS NULL ORDER BY pk", FALSE, raw_path);
  sqlite3_close (db);
}
