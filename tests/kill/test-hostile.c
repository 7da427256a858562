/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input that nobody meant: random and damaged bytes for imports, queries, ids and the search field.
 * Nothing may crash, hang or be lost; each either works or is refused with a sentence. */

#define G_LOG_DOMAIN "test-hostile"

#include "config.h"

#include <string.h>

#include "hostile-bytes.h"
#include "kill-data.h"
#include "sl-export.h"
#include "sl-import.h"
#include "sl-query.h"
#include "sl-store-query.h"

static SlContext *
open_context (const char *dir)
{
  g_autoptr (SlClock) clock = sl_test_clock ();

  return kill_data_open (dir, clock);
}

/* Imports */

static const char sound_table[] =
  "Company,Job Title,Status,Date Applied,Location,Link,Salary,Notes,Tags\r\n"
  "Acme,Tester,Applied,2026-03-01,Berlin,https://example.com/1,\"$120k–150k\",\"two\nlines\",\"remote, rust\"\r\n"
  "Birch,Baker,Rejected,03/09/2026,Köln,,85.000 €,,\r\n"
  "Cedar,\"Sales, \"\"B2B\"\"\",Phone interview,\"Sep 3, 2026\",,,,-,\r\n";

static void
import_bytes (SlContext *context,
              GBytes    *bytes)
{
  g_autoptr (SlImport) import = sl_import_new (context);
  g_autoptr (GError) error = NULL;

  if (!sl_import_load_bytes (import, bytes, "search.csv", &error))
    {
      hostile_assert_told (error);
      return;
    }

  /* A person may map columns to anything. */
  if (sl_import_get_format (import) == SL_IMPORT_FORMAT_TABLE)
    {
      guint n_columns = sl_import_table_get_n_columns (sl_import_get_table (import));

      for (int i = hostile_dice (3); i > 0 && n_columns > 0; i--)
        sl_import_set_target (import, (guint) hostile_dice ((int) n_columns), (SlImportTarget) hostile_dice (SL_IMPORT_N_TARGETS));
      if (sl_import_needs_date_order (import, NULL))
        sl_import_set_date_order (import, hostile_dice (2) == 0 ? SL_DATE_ORDER_DMY : SL_DATE_ORDER_MDY);
    }

  g_autoptr (SlImportPlan) plan = sl_import_plan (import, NULL, &error);
  if (plan == NULL)
    {
      hostile_assert_told (error);
      return;
    }
  SlImportChoices choices = { hostile_dice (2), hostile_dice (2), hostile_dice (2) };
  guint n = sl_import_plan_count_imported (plan, &choices);
  g_autoptr (SlTransaction) transaction = sl_import_run (import, plan, &choices, &error);
  if (transaction == NULL)
    hostile_assert_told (error);
  else
    g_assert_cmpuint (sl_transaction_get_n_changes (transaction), >=, n);
}

static void
test_import (gconstpointer data)
{
  const char *sound = data;
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = open_context (dir);

  for (guint i = 0; i < hostile_get_rounds (); i++)
    {
      g_autoptr (GBytes) bytes = hostile_choose_bytes (sound);
      import_bytes (context, bytes);
    }
  kill_data_assert_sound (context);
  kill_data_close (context);
}

/* What the program writes itself, damaged. */
static void
test_import_of_damaged_export (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = open_context (dir);
  g_autoptr (SlExport) export = sl_export_new (context, SL_EXPORT_FORMAT_JSON);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  kill_data_must_add (context, "Acme");
  kill_data_must_add (context, "Birch");
  sl_export_to_stream (export, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < hostile_get_rounds (); i++)
    {
      g_autoptr (GBytes) bytes = hostile_choose_bytes (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)));
      import_bytes (context, bytes);
    }
  kill_data_assert_sound (context);
  kill_data_close (context);
}

/* Queries */

static void
assert_query_runs (SlContext *context,
                   SlQuery   *query)
{
  g_autoptr (GError) error = NULL;

  if (!kill_data_query (context, query, &error))
    hostile_assert_told (error);
}

static SlContext *
open_filled (const char *dir)
{
  static const char *const companies[] = { "Acme", "Birch & Sons", "O’Neill", "naïve “C++”", "東京 Data", "100%_sure", "a\\b", "NEAR AND OR NOT" };
  SlContext *context = open_context (dir);

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    kill_data_must_add (context, companies[i]);
  return context;
}

static void
test_search_text (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = open_filled (dir);

  for (guint i = 0; i < hostile_get_rounds (); i++)
    {
      g_autoptr (SlQuery) query = sl_query_new ();
      g_autofree char *text = hostile_choose_text ("acme AND \"birch sons\"* NEAR(x y) -col:term ^a 東京 100%_sure");

      sl_query_set_text (query, text);
      assert_query_runs (context, query);

      g_autofree char *json = sl_query_to_json (query);
      g_autoptr (GError) error = NULL;
      g_autoptr (SlQuery) again = sl_query_from_json (json, &error);
      g_assert_no_error (error);
      g_assert_true (sl_query_equal (query, again));
    }
  /* As long as somebody may paste. */
  g_autofree char *words = g_strnfill (200000, 'a');
  for (gsize i = 5; i < 200000; i += 6)
    words[i] = ' ';
  g_autoptr (SlQuery) query = sl_query_new ();
  sl_query_set_text (query, words);
  assert_query_runs (context, query);
  kill_data_assert_sound (context);
  kill_data_close (context);
}

static void
test_query_json (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = open_filled (dir);
  g_autoptr (SlQuery) sound = sl_query_new ();

  sl_query_set_text (sound, "acme");
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    sl_query_add_word (sound, facet, "Applied");
  sl_query_set_salary (sound, 1000, 200000);
  sl_query_set_dates (sound, 20000, 20100);
  sl_query_set_sort (sound, SL_SORT_SALARY, TRUE);
  g_autofree char *json = sl_query_to_json (sound);

  for (guint i = 0; i < hostile_get_rounds (); i++)
    {
      g_autofree char *text = hostile_choose_text (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (SlQuery) query = sl_query_from_json (text, &error);

      if (query == NULL)
        hostile_assert_told (error);
      else
        assert_query_runs (context, query);
    }
  kill_data_close (context);
}

/* Names of records and ids as they come from a command line. */
static gpointer
resolve (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  return sl_store_resolve_id (connection, SL_KIND_APPLICATION, data, error);
}

static void
test_ids (void)
{
  g_autofree char *dir = kill_data_new_dir ();
  SlContext *context = open_filled (dir);

  for (guint i = 0; i < hostile_get_rounds (); i++)
    {
      g_autofree char *text = hostile_choose_text ("3e7f5848-cb8b-469e-a2bc-5c9d55a9a84b%_*?[a-z]");
      g_autoptr (GError) error = NULL;
      g_autofree char *id = sl_store_read (sl_context_get_store (context), resolve, text, &error);

      if (id == NULL)
        hostile_assert_told (error);
    }
  kill_data_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_data_func ("/hostile/import/table", sound_table, test_import);
  g_test_add_data_func ("/hostile/import/json",
                        "[{\"company_name\": \"Acme\", \"role_title\": \"Tester\", \"status\": \"Applied\", \"salary_min\": 12,"
                        " \"tags\": [{\"name\": \"a\"}], \"stages\": [{\"stage_name\": \"x\", \"stage_date\": \"2026-01-01\"}]},"
                        " {\"company_name\": \"Birch\", \"role_title\": null, \"notes\": \"\\u00e9\\n\"}]", test_import);
  g_test_add_func ("/hostile/import/damaged-export", test_import_of_damaged_export);
  g_test_add_func ("/hostile/query/text", test_search_text);
  g_test_add_func ("/hostile/query/json", test_query_json);
  g_test_add_func ("/hostile/ids", test_ids);

  return g_test_run ();
}
