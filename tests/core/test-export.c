/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written can be read back: JSON byte for byte, a table as the same applications. */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-demo.h"
#include "sl-error.h"
#include "sl-export.h"
#include "sl-import.h"
#include "sl-store-query.h"

typedef struct {
  SlContext *context;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->context = sl_core_test_open ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sl_core_test_close (fixture->context);
}

static char *
write_out (SlExport *export)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_export_to_stream (export, stream, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
export_all (SlContext      *context,
            SlExportFormat  format)
{
  g_autoptr (SlExport) export = sl_export_new (context, format);
  char *text = write_out (export);

  g_assert_finalize_object (g_steal_pointer (&export));
  return text;
}

static void
import_text (SlContext  *context,
             const char *text)
{
  g_autoptr (SlImport) import = sl_import_new (context);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (SlImportPlan) plan = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  SlImportChoices choices = { FALSE, FALSE, FALSE };
  g_autoptr (GError) error = NULL;

  sl_import_load_bytes (import, bytes, "export", &error);
  g_assert_no_error (error);
  plan = sl_import_plan (import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 0);
  transaction = sl_import_run (import, plan, &choices, &error);
  g_assert_no_error (error);
}

static void
fill (SlContext *context,
      guint      count)
{
  g_autoptr (GError) error = NULL;

  sl_demo_fill (sl_context_get_store (context), 7, count, &error);
  g_assert_no_error (error);
}

/* The line with the time of the export taken out. */
static char *
without_time (const char *json)
{
  const char *start = strstr (json, "\"exported_at\"");
  const char *end;

  g_assert_nonnull (start);
  end = strchr (start, '\n');
  return g_strdup_printf ("%.*s%s", (int) (start - json), json, end);
}

static void
test_json_round_trip (Fixture       *fixture,
                      gconstpointer  data)
{
  SlContext *other = sl_core_test_open ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autoptr (SlRecord) odd = sl_record_new (SL_KIND_APPLICATION);
  const char *ids[] = { sl_record_get_id (odd), NULL };

  fill (fixture->context, 60);
  sl_record_set_text (odd, SL_APPLICATION_COMPANY_NAME, "=Ünï \"cödé\" 😀\\ </script>");
  sl_record_set_text (odd, SL_APPLICATION_ROLE_TITLE, "tab\tline\nfeed");
  sl_record_set_text (odd, SL_APPLICATION_NOTES, "");
  sl_record_set_text (odd, SL_APPLICATION_DESCRIPTION, "\u2028 \u200b {[\"}]");
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_add_application (odd, NULL)));
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (fixture->context))));

  first = export_all (fixture->context, SL_EXPORT_FORMAT_JSON);
  import_text (other, first);
  second = export_all (other, SL_EXPORT_FORMAT_JSON);
  a = without_time (first);
  b = without_time (second);
  g_assert_cmpstr (a, ==, b);
  sl_core_test_close (other);
}

static void
test_json_empty (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *text = export_all (fixture->context, SL_EXPORT_FORMAT_JSON);

  g_assert_nonnull (strstr (text, "\"format\": \"shortlist-export\""));
  g_assert_nonnull (strstr (text, "\"applications\": []"));
  import_text (fixture->context, text);
}

static void
test_csv_round_trip (Fixture       *fixture,
                     gconstpointer  data)
{
  SlContext *other = sl_core_test_open ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (SlRecord) odd = sl_record_new (SL_KIND_APPLICATION);
  g_autofree char *tag = NULL;
  const char *ids[] = { sl_record_get_id (odd), NULL };

  fill (fixture->context, 80);
  sl_record_set_text (odd, SL_APPLICATION_COMPANY_NAME, "=cmd|' /C calc'!A0");
  sl_record_set_text (odd, SL_APPLICATION_ROLE_TITLE, "'-quoted, \"twice\"");
  sl_record_set_text (odd, SL_APPLICATION_NOTES, "+1 line\n@two; three");
  sl_record_set_integer (odd, SL_APPLICATION_SALARY_MAX, 85000);
  sl_record_set_text (odd, SL_APPLICATION_SALARY_CURRENCY, "EUR");
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_add_application (odd, NULL)));
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_create_tag ("one, two", "#3584e4", ids, &tag)));
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_create_tag ("three; \"four\"", "#3584e4", ids, NULL)));

  first = export_all (fixture->context, SL_EXPORT_FORMAT_CSV);
  g_assert_true (g_str_has_prefix (first, "\xef\xbb\xbf"));
  g_assert_nonnull (strstr (first, "'=cmd"));
  g_assert_nonnull (strstr (first, "\r\n"));
  import_text (other, first);
  second = export_all (other, SL_EXPORT_FORMAT_CSV);
  g_assert_cmpstr (first, ==, second);
  sl_core_test_close (other);
}

static void
test_csv_choice (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SlExport) export = sl_export_new (fixture->context, SL_EXPORT_FORMAT_CSV);
  const char *const columns[] = { "role-title", "company_name", "Status", NULL };
  const char *const unknown[] = { "nonsense", NULL };
  g_autofree char *one = sl_core_test_add (fixture->context, "Acme", "Engineer", SL_STATUS_APPLIED);
  g_autofree char *two = sl_core_test_add (fixture->context, "Globex", "Designer", NULL);
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autofree char *all = NULL;
  g_autofree char *found = NULL;
  g_autofree char *picked = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pk = 2;

  g_assert_false (sl_export_set_columns (export, unknown, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_assert_true (sl_export_set_columns (export, columns, NULL));
  all = write_out (export);
  g_assert_cmpstr (all, ==, "\xef\xbb\xbfRole,Company,Status\r\nEngineer,Acme,Applied\r\nDesigner,Globex,Saved\r\n");
  g_assert_cmpuint (sl_export_get_n_written (export), ==, 2);

  sl_query_add_word (query, SL_FACET_STATUS, SL_STATUS_APPLIED);
  sl_export_set_query (export, query);
  found = write_out (export);
  g_assert_cmpstr (found, ==, "\xef\xbb\xbfRole,Company,Status\r\nEngineer,Acme,Applied\r\n");

  sl_export_set_pks (export, &pk, 1);
  picked = write_out (export);
  g_assert_cmpstr (picked, ==, "\xef\xbb\xbfRole,Company,Status\r\nDesigner,Globex,Saved\r\n");
}

typedef struct {
  gboolean done;
  GError *error;
} Answer;

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Answer *answer = data;

  sl_export_to_file_finish (SL_EXPORT (source), result, &answer->error);
  answer->done = TRUE;
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SlExport) export = sl_export_new (fixture->context, SL_EXPORT_FORMAT_CSV);
  g_autofree char *name = sl_export_suggest_name (export);
  g_autofree char *id = sl_core_test_add (fixture->context, "Acme", "Engineer", NULL);
  g_autofree char *path = sl_test_tmp_file ("out.csv", "before", -1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/out.csv");
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  Answer answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (name, ==, "applications-2026-03-16.csv");

  /* Cancelled: what was there stays. */
  g_cancellable_cancel (cancelled);
  sl_export_to_file_async (export, file, cancelled, exported_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_nonnull (answer.error);
  g_clear_error (&answer.error);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "before");

  answer.done = FALSE;
  sl_export_to_file_async (export, file, NULL, exported_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (sl_export_get_n_written (export), ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Acme,Engineer"));

  g_assert_false (sl_export_to_file (export, nowhere, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
}

static guint
count_files (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Those who wait can stop it too, and nothing half-written stays. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SlExport) export = sl_export_new (fixture->context, GPOINTER_TO_INT (data));
  g_autofree char *id = sl_core_test_add (fixture->context, "Acme", "Engineer", NULL);
  g_autofree char *path = sl_test_tmp_file ("cancelled.out", "before", -1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *kept = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n_files = count_files (path);

  g_cancellable_cancel (cancellable);
  g_assert_false (sl_export_to_file (export, file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "before");
  g_assert_cmpuint (count_files (path), ==, n_files);

  g_assert_false (sl_export_to_stream (export, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);
}

#define ADD(path, func) g_test_add ("/export/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  ADD ("json/round-trip", test_json_round_trip);
  ADD ("json/empty", test_json_empty);
  ADD ("csv/round-trip", test_csv_round_trip);
  ADD ("csv/choice", test_csv_choice);
  ADD ("files", test_files);
  g_test_add ("/export/cancelled/json", Fixture, GINT_TO_POINTER (SL_EXPORT_FORMAT_JSON), set_up, test_cancelled, tear_down);
  g_test_add ("/export/cancelled/csv", Fixture, GINT_TO_POINTER (SL_EXPORT_FORMAT_CSV), set_up, test_cancelled, tear_down);

  return g_test_run ();
}
