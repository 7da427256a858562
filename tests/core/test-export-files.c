/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attached files of an export: out of one data folder, into another, and what can be wrong with them on the way. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sl-attachments.h"
#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-export.h"
#include "sl-import.h"

#define HEAD "{\"format\": \"shortlist-export\", \"version\": 1, "
#define R1 "11111111-1111-4111-8111-111111111111"
#define R2 "22222222-2222-4222-8222-222222222222"
#define RESUME(id) "{\"id\": \"" id "\", \"version_name\": \"" id "\", \"file_name\": \"paper.txt\", \"file_hash\": \"%s\"}"

typedef struct {
  SlContext *context;
  SlContext *other;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->context = sl_core_test_open ();
  fixture->other = sl_core_test_open ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sl_core_test_close (fixture->context);
  sl_core_test_close (fixture->other);
}

/* A résumé version with @contents as its file; its checksum. */
static char *
add_resume (SlContext  *context,
            const char *name,
            GBytes     *contents)
{
  g_autoptr (SlAttachment) kept = sl_attachment_keep_bytes (sl_context_get_data_dir (context), name, contents, NULL);
  g_autoptr (SlRecord) resume = sl_record_new (SL_KIND_RESUME_VERSION);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "test");

  sl_record_set_text (resume, SL_RESUME_VERSION_NAME, name);
  sl_record_set_text (resume, SL_RESUME_VERSION_FILE_NAME, name);
  sl_record_set_text (resume, SL_RESUME_VERSION_FILE_HASH, sl_attachment_get_hash (kept));
  sl_changeset_insert (changeset, resume);
  g_object_unref (sl_core_test_apply (context, g_steal_pointer (&changeset)));
  return g_strdup (sl_attachment_get_hash (kept));
}

static char *
add_resume_text (SlContext  *context,
                 const char *text)
{
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));

  return add_resume (context, text, contents);
}

/* So large that it is written in several chunks, with every byte in it. */
static GBytes *
make_large (void)
{
  guchar *bytes = g_malloc (200001);

  for (guint i = 0; i < 200001; i++)
    bytes[i] = (guchar) (i * 7 + i / 256);
  return g_bytes_new_take (bytes, 200001);
}

/* All of it, without the time. */
static char *
write_out (SlExport *export)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  char *time;

  g_assert_true (sl_export_to_stream (export, stream, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
  time = strstr (text, "\"exported_at\"");
  g_assert_nonnull (time);
  memset (time + strlen ("\"exported_at\": \""), '0', strcspn (time, "\n") - strlen ("\"exported_at\": \"\","));
  return g_steal_pointer (&text);
}

static SlImportPlan *
load (SlContext  *context,
      const char *text,
      SlImport  **out_import)
{
  g_autoptr (SlImport) import = sl_import_new (context);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SlImportPlan *plan;

  sl_import_load_bytes (import, bytes, "export", &error);
  g_assert_no_error (error);
  plan = sl_import_plan (import, NULL, &error);
  g_assert_no_error (error);
  *out_import = g_steal_pointer (&import);
  return plan;
}

static void
run (SlImport     *import,
     SlImportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_import_run (import, plan, &SL_IMPORT_CHOICES_DEFAULT, &error);

  g_assert_no_error (error);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GBytes) large = make_large ();
  g_autofree char *hash = add_resume (fixture->context, "Large", large);
  g_autofree char *twin = add_resume (fixture->context, "Large too", large);
  g_autofree char *small = add_resume_text (fixture->context, "s");
  g_autoptr (GBytes) stray = g_bytes_new_static ("stray", 5);
  g_autoptr (SlAttachment) unused = sl_attachment_keep_bytes (sl_context_get_data_dir (fixture->context), "x", stray, NULL);
  g_autoptr (SlExport) export = sl_export_new (fixture->context, SL_EXPORT_FORMAT_JSON);
  g_autoptr (SlExport) export_again = sl_export_new (fixture->other, SL_EXPORT_FORMAT_JSON);
  g_autofree char *first = write_out (export);
  g_autofree char *second = NULL;
  g_autoptr (SlImport) import = NULL;
  g_autoptr (SlImportPlan) plan = NULL;
  const char *dir = sl_context_get_data_dir (fixture->other);

  /* Each once, and only those that are needed. */
  g_assert_cmpuint (sl_export_get_n_files (export), ==, 2);
  g_assert_null (sl_export_describe_lost_files (export));
  plan = load (fixture->other, first, &import);
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 0);
  /* Planning writes nothing. */
  g_assert_false (sl_attachments_has (dir, hash));
  run (import, plan);
  g_assert_true (sl_attachments_verify (dir, hash, NULL, NULL));
  g_assert_true (sl_attachments_verify (dir, small, NULL, NULL));
  second = write_out (export_again);
  g_assert_cmpstr (first, ==, second);
}

static void
test_without_files (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *hash = add_resume_text (fixture->context, "paper");
  g_autoptr (SlExport) export = sl_export_new (fixture->context, SL_EXPORT_FORMAT_JSON);
  g_autofree char *text = NULL;
  g_autoptr (SlImport) import = NULL;
  g_autoptr (SlImportPlan) plan = NULL;

  sl_export_set_with_files (export, FALSE);
  text = write_out (export);
  g_assert_cmpuint (sl_export_get_n_files (export), ==, 0);
  g_assert_null (strstr (text, "\"files\""));
  g_assert_nonnull (strstr (text, hash));
  plan = load (fixture->other, text, &import);
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 1);
}

/* What is missing or damaged in the data folder is counted, and the rest is there. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  const char *dir = sl_context_get_data_dir (fixture->context);
  g_autofree char *missing = add_resume_text (fixture->context, "missing");
  g_autofree char *damaged = add_resume_text (fixture->context, "damaged");
  g_autofree char *whole = add_resume_text (fixture->context, "whole");
  g_autofree char *missing_path = sl_attachments_build_path (dir, missing);
  g_autofree char *damaged_path = sl_attachments_build_path (dir, damaged);
  g_autoptr (SlExport) export = sl_export_new (fixture->context, SL_EXPORT_FORMAT_JSON);
  g_autofree char *text = NULL;
  g_autofree char *lost = NULL;
  g_autoptr (SlImport) import = NULL;
  g_autoptr (SlImportPlan) plan = NULL;

  g_unlink (missing_path);
  g_unlink (damaged_path);
  g_assert_true (g_file_set_contents (damaged_path, "demaged", -1, NULL));
  text = write_out (export);
  lost = sl_export_describe_lost_files (export);
  g_assert_cmpuint (sl_export_get_n_files (export), ==, 1);
  g_assert_cmpuint (sl_export_get_n_lost_files (export), ==, 2);
  g_assert_nonnull (strstr (lost, "2 attached files are missing"));

  plan = load (fixture->other, text, &import);
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 1);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (plan, 0)->message, "2 papers"));
  run (import, plan);
  g_assert_true (sl_attachments_has (sl_context_get_data_dir (fixture->other), whole));
}

/* Imports two résumés: the first one's file is as @file says. Returns whether it came. */
static gboolean
import_file (const char *file,
             guint       n_issues)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "paper", -1);
  g_autofree char *good = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "good", -1);
  g_autofree char *text = g_strdup_printf (HEAD "\"resume_versions\": [" RESUME (R1) ", " RESUME (R2) "],"
                                           "\"files\": [%s, {\"hash\": \"%s\", \"size\": 4, \"data\": \"Z29vZA==\"}]}", hash, good, file, good);
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlImport) import = NULL;
  g_autoptr (SlImportPlan) plan = load (context, text, &import);
  gboolean came;

  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, n_issues);
  run (import, plan);
  g_clear_object (&plan);
  g_clear_object (&import);
  g_autoptr (SlRecord) first = sl_core_test_read (context, SL_KIND_RESUME_VERSION, R1);
  g_autoptr (SlRecord) second = sl_core_test_read (context, SL_KIND_RESUME_VERSION, R2);
  came = !sl_record_is_null (first, SL_RESUME_VERSION_FILE_HASH);
  g_assert_true (came == sl_attachments_has (sl_context_get_data_dir (context), hash));
  g_assert_cmpstr (sl_record_get_text (first, SL_RESUME_VERSION_FILE_NAME), ==, "paper.txt");
  /* The others don't suffer. */
  g_assert_cmpstr (sl_record_get_text (second, SL_RESUME_VERSION_FILE_HASH), ==, good);
  g_assert_true (sl_attachments_verify (sl_context_get_data_dir (context), good, NULL, NULL));
  sl_core_test_close (context);
  return came;
}

static void
test_broken_files (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "paper", -1);
  g_autofree char *whole = g_strdup_printf ("{\"hash\": \"%s\", \"data\": \"cGFwZXI=\"}", hash);
  g_autofree char *escaped = g_strdup_printf ("{\"data\": \"cGF\\u0077ZXI=\", \"more\": [{}], \"hash\": \"%s\"}", hash);
  g_autofree char *twice = g_strdup_printf ("%s, %s", whole, whole);
  g_autofree char *wrong = g_strdup_printf ("{\"hash\": \"%s\", \"data\": \"cGFwZXJz\"}", hash);
  g_autofree char *cut = g_strdup_printf ("{\"hash\": \"%s\", \"data\": \"cGFw\"}", hash);
  g_autofree char *no_base64 = g_strdup_printf ("{\"hash\": \"%s\", \"data\": \"*&^%%\"}", hash);
  g_autofree char *empty = g_strdup_printf ("{\"hash\": \"%s\", \"data\": \"\"}", hash);
  g_autofree char *number = g_strdup_printf ("{\"hash\": \"%s\", \"data\": 12}", hash);
  g_autofree char *no_data = g_strdup_printf ("{\"hash\": \"%s\"}", hash);
  g_autofree char *broken = g_strdup_printf ("{\"hash\" \"%s\"}", hash);

  g_assert_true (import_file (whole, 0));
  g_assert_true (import_file (escaped, 0));
  g_assert_true (import_file (twice, 0));
  /* The file and the paper without it. */
  g_assert_false (import_file (wrong, 2));
  g_assert_false (import_file (cut, 2));
  g_assert_false (import_file (no_base64, 2));
  g_assert_false (import_file (empty, 2));
  g_assert_false (import_file (number, 2));
  g_assert_false (import_file (no_data, 2));
  g_assert_false (import_file (broken, 2));
  g_assert_false (import_file ("{}", 2));
  g_assert_false (import_file ("{\"hash\": \"../../../etc/passwd\", \"data\": \"cGFwZXI=\"}", 2));
  /* As long as it is whole. */
  g_autofree char *repaired = g_strdup_printf ("%s, %s", wrong, whole);
  g_assert_true (import_file (repaired, 1));
}

/* A paper that is here already is the same, with its file or without. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *hash = add_resume_text (fixture->context, "paper");
  g_autofree char *path = sl_attachments_build_path (sl_context_get_data_dir (fixture->context), hash);
  g_autoptr (SlExport) export = sl_export_new (fixture->context, SL_EXPORT_FORMAT_JSON);
  g_autofree char *text = NULL;

  sl_export_set_with_files (export, FALSE);
  text = write_out (export);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SlImport) import = NULL;
      g_autoptr (SlImportPlan) plan = load (fixture->context, text, &import);

      g_assert_cmpuint (sl_import_plan_get_kind_count (plan, SL_KIND_RESUME_VERSION)->n_same, ==, 1);
      g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 0);
      g_unlink (path);
    }
}

static void
test_huge_list (Fixture       *fixture,
                gconstpointer  data)
{
  GString *text = g_string_new (HEAD "\"files\": [");
  g_autofree char *json = NULL;
  g_autoptr (SlImport) import = NULL;
  g_autoptr (SlImportPlan) plan = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "%s{\"hash\": \"%064u\", \"size\": 3, \"data\": \"QUJD\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  json = g_string_free (text, FALSE);
  plan = load (fixture->other, json, &import);
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 100000);
  g_assert_cmpuint (sl_import_plan_get_n_listed_issues (plan), <=, 1000);
  g_assert_cmpuint (sl_import_plan_count_imported (plan, &SL_IMPORT_CHOICES_DEFAULT), ==, 0);
}

#define ADD(path, func) g_test_add ("/export/files/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  ADD ("round-trip", test_round_trip);
  ADD ("without", test_without_files);
  ADD ("lost", test_lost);
  ADD ("broken", test_broken_files);
  ADD ("again", test_again);
  ADD ("huge-list", test_huge_list);

  return g_test_run ();
}
