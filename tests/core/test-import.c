/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import as a whole: what it leaves out, duplicates, unknown companies, undo, the backup before it, and without blocking. */

#define G_LOG_DOMAIN "test-import"

#include "config.h"

#include "import-fixture.h"
#include "sl-error.h"

static void
test_skipped (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Status\nAcme,Engineer,Applied\n,,Applied\n,,\nCompany,Role,Status\nGlobex,,Saved\n,Designer,Saved\nTotal,3,\n");

  g_assert_cmpuint (sl_import_plan_get_n_rows (made), ==, 6);
  g_assert_cmpint (sl_import_plan_get_row (made, 1)->skip, ==, SL_IMPORT_SKIP_NO_NAME);
  g_assert_cmpint (sl_import_plan_get_row (made, 2)->skip, ==, SL_IMPORT_SKIP_HEADER_AGAIN);
  import_assert_text (import_get_application (made, 3), ROLE_TITLE, "Unknown role");
  import_assert_text (import_get_application (made, 4), COMPANY_NAME, "Unknown company");
  g_assert_cmpint (sl_import_plan_get_row (made, 5)->skip, ==, SL_IMPORT_SKIP_TOTAL);
  g_assert_cmpuint (sl_import_plan_count (made, SL_IMPORT_VERDICT_SKIPPED), ==, 3);
  g_assert_cmpuint (sl_import_plan_count (made, SL_IMPORT_VERDICT_NEW), ==, 3);
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 2);
  g_assert_cmpstr (sl_import_skip_describe (SL_IMPORT_SKIP_NO_NAME), !=, "");
}

static void
test_name_of_both (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Name,Status\nEngineer at Acme,Applied\nGlobex – Product Manager,Applied\nData Analyst - Initech,Saved\nHooli,Saved\n");

  import_assert_text (import_get_application (made, 0), COMPANY_NAME, "Acme");
  import_assert_text (import_get_application (made, 0), ROLE_TITLE, "Engineer");
  import_assert_text (import_get_application (made, 1), COMPANY_NAME, "Globex");
  import_assert_text (import_get_application (made, 1), ROLE_TITLE, "Product Manager");
  import_assert_text (import_get_application (made, 2), COMPANY_NAME, "Initech");
  import_assert_text (import_get_application (made, 2), ROLE_TITLE, "Data Analyst");
  import_assert_text (import_get_application (made, 3), COMPANY_NAME, "Hooli");
  import_assert_text (import_get_application (made, 3), ROLE_TITLE, "Unknown role");
}

static void
test_duplicates (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char text[] = "Company,Role,Link,Applied on\n"
                             "Acme Inc.,Engineer,https://a.example/1,2026-01-02\n"
                             "ACME,engineer,https://a.example/1?utm_source=x,2026-01-02\n" /* the same */
                             "Acme,Engineer,https://a.example/2,2026-01-02\n"              /* another link */
                             "Acme,Engineer,,2026-02-02\n"                                 /* another day */
                             "Acme,Designer,https://a.example/1,\n"                        /* another role */
                             "Globex,Designer,,\n";
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, text);
  g_autofree char *why = NULL;
  SlImportChoices all = { FALSE, FALSE, FALSE };
  SlImportChoices few = { TRUE, TRUE, FALSE };

  g_assert_cmpint (sl_import_plan_get_row (made, 0)->verdict, ==, SL_IMPORT_VERDICT_NEW);
  g_assert_cmpint (sl_import_plan_get_row (made, 1)->verdict, ==, SL_IMPORT_VERDICT_SAME);
  g_assert_cmpuint (sl_import_plan_get_row (made, 1)->twin_line, ==, 2);
  g_assert_cmpint (sl_import_plan_get_row (made, 2)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
  g_assert_cmpint (sl_import_plan_get_row (made, 3)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
  g_assert_cmpint (sl_import_plan_get_row (made, 4)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
  g_assert_cmpint (sl_import_plan_get_row (made, 5)->verdict, ==, SL_IMPORT_VERDICT_NEW);
  why = sl_import_plan_describe_twin (made, 1);
  g_assert_nonnull (strstr (why, "2"));
  g_assert_cmpuint (sl_import_plan_count_imported (made, &all), ==, 6);
  g_assert_cmpuint (sl_import_plan_count_imported (made, &few), ==, 2);
  g_assert_cmpuint (sl_import_plan_count_imported (made, &SL_IMPORT_CHOICES_DEFAULT), ==, 5);
  {
    g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

    g_assert_cmpuint (import_count (fixture, SL_KIND_APPLICATION), ==, 5);
  }
  /* Once more: everything is there already. */
  {
    g_autoptr (SlImportPlan) again = import_plan_text (fixture, text);

    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_NEW), ==, 0);
    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_SAME), ==, 6);
    g_assert_cmpint (sl_import_plan_get_row (again, 0)->twin_pk, >, 0);
  }
}

/* Nothing that differs is left out by default, whatever it is that differs. */
static void
test_likely_duplicates (ImportFixture *fixture,
                        gconstpointer  data)
{
  static const char text[] = "Company,Role,Applied,Status,Salary,Notes,Tags,Floor\n"
                             "Acme,Dev,2026-09-01,Applied,100000,one,x,1\n"
                             "Acme,Dev,2026-09-01,Rejected,100000,one,x,1\n"
                             "Acme,Dev,2026-09-01,Applied,200000,one,x,1\n"
                             "Acme,Dev,2026-09-01,Applied,100000,two,x,1\n"
                             "Acme,Dev,2026-09-01,Applied,100000,one,y,1\n"
                             "Acme,Dev,2026-09-01,Applied,100000,one,x,2\n"
                             "Acme,Dev,2026-09-01,Applied,100000,one,,1\n"
                             "Acme,Dev,2026-09-01,Applied,100000,one,x,1\n";
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, text);

  for (guint i = 1; i < 7; i++)
    {
      g_assert_cmpint (sl_import_plan_get_row (made, i)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
      g_assert_cmpuint (sl_import_plan_get_row (made, i)->twin_line, >=, 2);
    }
  g_assert_cmpint (sl_import_plan_get_row (made, 7)->verdict, ==, SL_IMPORT_VERDICT_SAME);
  g_assert_cmpuint (sl_import_plan_count_imported (made, &SL_IMPORT_CHOICES_DEFAULT), ==, 7);
  {
    g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
    g_autoptr (SlImportPlan) again = import_plan_text (fixture, text);
    g_autoptr (SlImportPlan) later = import_plan_text (fixture, "Company,Role,Applied,Status,Salary,Notes,Tags,Floor\nAcme,Dev,2026-09-01,Applied,100000,one,z,1\n");

    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_SAME), ==, 8);
    g_assert_cmpint (sl_import_plan_get_row (later, 0)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
  }
}

static void
test_unknown_companies (ImportFixture *fixture,
                        gconstpointer  data)
{
  static const char text[] = "Blorb,Role,Applied,Pay\nA,Dev,2026-09-01,100\nB,Dev,2026-09-01,100\nB,Dev,2026-09-01,100\n";
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, text);

  g_assert_cmpint (sl_import_plan_get_row (made, 0)->verdict, ==, SL_IMPORT_VERDICT_NEW);
  g_assert_cmpint (sl_import_plan_get_row (made, 1)->verdict, ==, SL_IMPORT_VERDICT_NEW);
  g_assert_cmpint (sl_import_plan_get_row (made, 2)->verdict, ==, SL_IMPORT_VERDICT_SAME);
  {
    g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
    g_autoptr (SlImportPlan) again = import_plan_text (fixture, text);

    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_SAME), ==, 3);
  }
}

static void
test_undo (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Tags\nA,B,x\nA,C,y\n");
  g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
  g_autoptr (SlTransaction) undone = NULL;
  g_autoptr (SlTransaction) redone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sl_transaction_get_actor (transaction), ==, SL_ACTOR_IMPORT);
  g_assert_cmpstr (sl_transaction_get_deed (transaction), ==, "import");
  g_assert_cmpstr (sl_transaction_get_subject (transaction), ==, "2 applications from test.csv");
  g_assert_cmpuint (import_count (fixture, SL_KIND_APPLICATION), ==, 2);
  undone = sl_store_undo (sl_context_get_store (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import_count (fixture, SL_KIND_APPLICATION), ==, 0);
  g_assert_cmpuint (import_count (fixture, SL_KIND_TAG), ==, 0);
  redone = sl_store_redo (sl_context_get_store (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import_count (fixture, SL_KIND_APPLICATION), ==, 2);
  g_assert_cmpuint (import_count (fixture, SL_KIND_TAG), ==, 2);
}

static void
test_backup (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *dir = g_build_filename (sl_context_get_data_dir (fixture->context), "backups", NULL);
  g_autoptr (SlImportPlan) first = import_plan_text (fixture, "Company,Role\nA,B\n");
  g_autoptr (SlTransaction) one = import_run (fixture, first, SL_IMPORT_CHOICES_DEFAULT);
  g_autoptr (SlImportPlan) second = import_plan_text (fixture, "Company,Role\nA,C\n");
  g_autoptr (SlTransaction) two = NULL;
  g_autoptr (GDir) opened = NULL;
  const char *name;
  gboolean found = FALSE;

  two = import_run (fixture, second, SL_IMPORT_CHOICES_DEFAULT);
  opened = g_dir_open (dir, 0, NULL);
  g_assert_nonnull (opened);
  while ((name = g_dir_read_name (opened)) != NULL)
    found = found || strstr (name, "import") != NULL;
  g_assert_true (found);
}

static void
test_preview (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (SlImportPlan) before = NULL;
  g_autoptr (SlImportPlan) after = NULL;

  import_load (fixture, "test.csv", "Company,Role,Remark X\nA,B,one\nA,C,two\nA,D,three\n", -1);
  before = sl_import_preview (fixture->import, 2);
  g_assert_cmpuint (sl_import_plan_get_n_rows (before), ==, 2);
  import_assert_text (import_get_application (before, 0), NOTES, "Remark X: one");
  sl_import_set_target (fixture->import, 2, SL_IMPORT_IGNORE);
  after = sl_import_preview (fixture->import, 2);
  import_assert_text (import_get_application (after, 0), NOTES, NULL);
}

typedef struct {
  gboolean done;
  gpointer result;
  guint n_progress;
} Answer;

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->result = sl_import_plan_finish (SL_IMPORT (source), result, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->result = sl_import_run_finish (SL_IMPORT (source), result, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
progress_cb (GObject    *object,
             GParamSpec *pspec,
             gpointer    data)
{
  ((Answer *) data)->n_progress++;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->result = GINT_TO_POINTER (sl_import_load_finish (SL_IMPORT (source), result, &error));
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
test_async (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("Company,Role\n");
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  Answer loaded = { 0 }, planned = { 0 }, done = { 0 };
  SlImportChoices choices = SL_IMPORT_CHOICES_DEFAULT;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "Company %d,Engineer\n", i);
  path = sl_test_tmp_file ("async.csv", text->str, -1);
  file = g_file_new_for_path (path);
  sl_import_load_file_async (fixture->import, file, NULL, loaded_cb, &loaded);
  sl_core_test_wait_for (&loaded.done);
  g_assert_cmpstr (sl_import_get_name (fixture->import), ==, "async.csv");

  g_signal_connect (fixture->import, "notify::progress", G_CALLBACK (progress_cb), &planned);
  sl_import_plan_async (fixture->import, NULL, planned_cb, &planned);
  sl_core_test_wait_for (&planned.done);
  g_assert_cmpuint (planned.n_progress, >, 0);
  g_assert_cmpuint (sl_import_plan_get_n_rows (planned.result), ==, 3000);

  sl_import_run_async (fixture->import, planned.result, &choices, NULL, run_cb, &done);
  sl_core_test_wait_for (&done.done);
  g_assert_cmpuint (sl_transaction_get_n_changes (done.result), ==, 3000);
  g_assert_cmpuint (import_count (fixture, SL_KIND_APPLICATION), ==, 3000);
  g_object_unref (planned.result);
  g_object_unref (done.result);
}

static void
test_missing_file (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/file.csv");
  g_autoptr (GFile) folder = g_file_new_for_path (sl_test_tmp_dir ());
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_import_load_file (fixture->import, missing, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (sl_import_load_file (fixture->import, folder, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpint (sl_import_get_format (fixture->import), ==, SL_IMPORT_FORMAT_NONE);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  IMPORT_TEST ("skipped", test_skipped);
  IMPORT_TEST ("name-of-both", test_name_of_both);
  IMPORT_TEST ("duplicates", test_duplicates);
  IMPORT_TEST ("likely-duplicates", test_likely_duplicates);
  IMPORT_TEST ("unknown-companies", test_unknown_companies);
  IMPORT_TEST ("undo", test_undo);
  IMPORT_TEST ("backup", test_backup);
  IMPORT_TEST ("preview", test_preview);
  IMPORT_TEST ("async", test_async);
  IMPORT_TEST ("missing-file", test_missing_file);

  return g_test_run ();
}
