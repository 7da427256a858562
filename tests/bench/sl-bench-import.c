/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing a spreadsheet into an empty store, from the file on disk to the durable transaction. */

#define G_LOG_DOMAIN "sl-bench-import"

#include "config.h"

#include "sl-bench.h"
#include "sl-import.h"

void
sl_bench_import (const char *data_dir,
                 const char *csv)
{
  const SlImportChoices choices = { FALSE, FALSE, FALSE };
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  g_autoptr (SlImport) import = sl_import_new (context);
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlImportPlan) plan = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  double start = sl_bench_now ();
  double loaded, planned, written;
  guint n_rows;

  sl_import_load_file (import, file, NULL, &error);
  sl_bench_check (error);
  loaded = sl_bench_now ();

  plan = sl_import_plan (import, NULL, &error);
  sl_bench_check (error);
  planned = sl_bench_now ();

  transaction = sl_import_run (import, plan, &choices, &error);
  sl_bench_check (error);
  written = sl_bench_now ();

  n_rows = sl_import_plan_count_imported (plan, &choices);
  sl_bench_detail ("import: %u rows; reading %.0f ms, planning %.0f ms, writing %.0f ms", n_rows, loaded - start,
                   planned - loaded, written - planned);
  sl_bench_report ("rows", n_rows);
  sl_bench_report ("milliseconds", written - start);
  sl_bench_wait_for_index (data_dir);
  sl_bench_report ("milliseconds-indexed", sl_bench_now () - start);
  sl_context_close (context);
}
