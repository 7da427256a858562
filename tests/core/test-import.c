/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file's text to applications in the store: values, what is kept in the notes, duplicates, undo. */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-import.h"
#include "sl-store-query.h"

typedef struct {
  SlContext *context;
  SlImport *import;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->context = sl_core_test_open ();
  /* All days in the files are over, as far as the tests don't say otherwise. */
  sl_clock_advance (sl_context_get_clock (fixture->context), 365 * G_TIME_SPAN_DAY);
  fixture->import = sl_import_new (fixture->context);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->import);
  sl_core_test_close (fixture->context);
}

static void
load (Fixture    *fixture,
      const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  sl_import_load_bytes (fixture->import, bytes, "test.csv", &error);
  g_assert_no_error (error);
}

static SlImportPlan *
plan (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SlImportPlan *made = sl_import_plan (fixture->import, NULL, &error);

  g_assert_no_error (error);
  return made;
}

static SlImportPlan *
plan_text (Fixture    *fixture,
           const char *text)
{
  load (fixture, text);
  return plan (fixture);
}

static SlTransaction *
run (Fixture         *fixture,
     SlImportPlan    *made,
     SlImportChoices  choices)
{
  g_autoptr (GError) error = NULL;
  SlTransaction *transaction = sl_import_run (fixture->import, made, &choices, &error);

  g_assert_no_error (error);
  return transaction;
}

static SlRecord *
application (SlImportPlan *made,
             guint         row)
{
  SlRecord *record = sl_import_plan_get_row (made, row)->application;

  g_assert_nonnull (record);
  return record;
}

#define assert_text(record, field, text) g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_##field), ==, text)
#define assert_number(record, field, number) g_assert_cmpint (sl_record_get_integer (record, SL_APPLICATION_##field, -1), ==, number)

static gpointer
read_all (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return sl_store_read_all (connection, GPOINTER_TO_INT (data), FALSE, error);
}

static GPtrArray *
stored (Fixture *fixture,
        SlKind   kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sl_store_read (sl_context_get_store (fixture->context), read_all, GINT_TO_POINTER (kind), &error);

  g_assert_no_error (error);
  return records;
}

static guint
count (Fixture *fixture,
       SlKind   kind)
{
  g_autoptr (GPtrArray) records = stored (fixture, kind);

  return records->len;
}

static void
test_whole_row (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Status,Date Applied,Link,Location,Salary,Source,Priority,Job type,Remote,Follow up,Notes,Description,Recruiter\n"
                                                      "Acme,Engineer,Phone interview,\"Sep 3, 2026\",https://a.example/1,Berlin,$120k–150k,LinkedIn,High,Full time,Yes,2026-09-20,Nice,Long text,A. N.\n");
  SlRecord *a = application (made, 0);

  assert_text (a, COMPANY_NAME, "Acme");
  assert_text (a, ROLE_TITLE, "Engineer");
  assert_text (a, STATUS, SL_STATUS_INTERVIEWING);
  assert_text (a, APPLIED_DATE, "2026-09-03");
  assert_text (a, URL, "https://a.example/1");
  assert_text (a, LOCATION, "Berlin");
  assert_number (a, SALARY_MIN, 120000);
  assert_number (a, SALARY_MAX, 150000);
  assert_text (a, SALARY_CURRENCY, "USD");
  assert_text (a, SOURCE, "LinkedIn");
  assert_text (a, PRIORITY, "High");
  assert_text (a, JOB_TYPE, "Full-time");
  assert_text (a, WORK_MODE, "Remote");
  assert_text (a, FOLLOW_UP_DATE, "2026-09-20");
  assert_text (a, DESCRIPTION, "Long text");
  assert_text (a, NOTES, "Nice\n\nRecruiter: A. N.\nStatus: Phone interview");
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 0);
}

static void
test_jobsync (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "index,createdAt,applied,appliedDate,Company,JobTitle,jobType,workplaceType,Location,JobSource,Status\n"
                                                      "1,2026-03-01,Yes,2026-03-02,Acme,Developer,Full Time,Remote,Berlin,Indeed,Applied\n"
                                                      "2,2026-03-03,No,N/A,Globex,Data Engineer,Unknown,N/A,N/A,N/A,Draft\n"
                                                      "3,2026-03-04,Yes,N/A,Initech,QA,Part Time,Hybrid,Paris,LinkedIn,N/A\n"
                                                      "4,2026-03-05,Yes,2026-03-06,Hooli,Ops,Contract,On-site,London,Referral,Interview\n");

  assert_text (application (made, 0), STATUS, SL_STATUS_APPLIED);
  assert_text (application (made, 0), APPLIED_DATE, "2026-03-02");
  assert_text (application (made, 0), JOB_TYPE, "Full-time");
  assert_text (application (made, 0), WORK_MODE, "Remote");
  assert_text (application (made, 0), SOURCE, "Indeed");
  assert_text (application (made, 0), NOTES, NULL);
  g_assert_cmpint (sl_record_get_integer (application (made, 0), SL_FIELD_CREATED_AT, 0), ==, sl_day_to_time (sl_day_from_ymd (2026, 3, 1), sl_clock_get_time_zone (sl_context_get_clock (fixture->context))));
  assert_text (application (made, 1), STATUS, SL_STATUS_SAVED);
  assert_text (application (made, 1), JOB_TYPE, NULL);
  assert_text (application (made, 1), LOCATION, NULL);
  assert_text (application (made, 1), APPLIED_DATE, NULL);
  assert_text (application (made, 2), STATUS, SL_STATUS_APPLIED);
  assert_text (application (made, 2), APPLIED_DATE, NULL);
  assert_text (application (made, 3), STATUS, SL_STATUS_INTERVIEWING);
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 0);
}

static void
test_postings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Job Title,Locations,Link,Date Posted,Still open\n"
                                                      "Acme,Engineer,\"San Jose, CA\",https://a.example/1,2024-05-01,no\nGlobex,Analyst,Remote,https://a.example/2,2024-05-02,yes\n");

  assert_text (application (made, 0), STATUS, SL_STATUS_SAVED);
  assert_text (application (made, 0), APPLIED_DATE, NULL);
  assert_text (application (made, 0), LOCATION, "San Jose, CA");
  assert_text (application (made, 0), NOTES, "Date Posted: 2024-05-01\nStill open: no");
  assert_text (application (made, 1), WORK_MODE, "Remote");
}

static void
test_german_excel (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *latin = g_convert ("Firma;Stelle;Beworben am;Status;Gehalt;Bemerkungen\r\nMüller GmbH;Sachbearbeiter;03.02.2026;Absage;45.000 €;\"Telefonat; nett\"\r\n"
                                      "Bäckerei;Verkäufer;;zu bewerben;15 €/Std;\r\n",
                                      -1, "WINDOWS-1252", "UTF-8", NULL, NULL, NULL);
  g_autoptr (SlImportPlan) made = plan_text (fixture, latin);

  assert_text (application (made, 0), COMPANY_NAME, "Müller GmbH");
  assert_text (application (made, 0), APPLIED_DATE, "2026-02-03");
  assert_text (application (made, 0), STATUS, SL_STATUS_REJECTED);
  assert_number (application (made, 0), SALARY_MIN, 45000);
  assert_text (application (made, 0), SALARY_CURRENCY, "EUR");
  assert_text (application (made, 0), NOTES, "Telefonat; nett");
  assert_text (application (made, 1), STATUS, SL_STATUS_SAVED);
  assert_number (application (made, 1), SALARY_MIN, -1);
  g_assert_nonnull (strstr (sl_record_get_text (application (made, 1), SL_APPLICATION_NOTES), "Gehalt: 15 €/Std"));
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
}

static void
test_statuses (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Status,Applied on\nA,B,Ghosted,2026-01-02\nA,C,In progress,2026-01-02\nA,D,In progress,\nA,E,Banana,2026-01-02\nA,F,Banana,\nA,G,,2026-01-02\nA,H,,\n"
                                                      "A,I,Applied,\n");

  assert_text (application (made, 0), STATUS, SL_STATUS_REJECTED);
  assert_text (application (made, 0), STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  assert_text (application (made, 1), STATUS, SL_STATUS_APPLIED);
  assert_text (application (made, 2), STATUS, SL_STATUS_SAVED);
  assert_text (application (made, 3), STATUS, SL_STATUS_APPLIED);
  assert_text (application (made, 3), NOTES, "Status: Banana");
  assert_text (application (made, 4), STATUS, SL_STATUS_SAVED);
  assert_text (application (made, 5), STATUS, SL_STATUS_APPLIED);
  assert_text (application (made, 6), STATUS, SL_STATUS_SAVED);
  /* Nobody said when: not today. */
  assert_text (application (made, 7), STATUS, SL_STATUS_APPLIED);
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 2);
  g_assert_cmpuint (sl_import_plan_get_issue (made, 0)->line, ==, 5);
  g_assert_cmpint (sl_import_plan_get_issue (made, 0)->column, ==, 2);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "Banana"));
  {
    g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
    g_autoptr (SlRecord) read = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, sl_record_get_id (application (made, 7)));

    assert_text (read, APPLIED_DATE, NULL);
  }
}

static void
test_flags (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Applied,Interview,Offer,Rejected\nA,A,Yes,No,No,Yes\nA,B,Yes,Yes,No,No\nA,C,x,,,\nA,D,No,,,\nA,E,Yes,Yes,Yes,No\n");

  assert_text (application (made, 0), STATUS, SL_STATUS_REJECTED);
  assert_text (application (made, 1), STATUS, SL_STATUS_INTERVIEWING);
  assert_text (application (made, 2), STATUS, SL_STATUS_APPLIED);
  assert_text (application (made, 3), STATUS, SL_STATUS_SAVED);
  assert_text (application (made, 4), STATUS, SL_STATUS_OFFER);
}

static void
test_date_order (Fixture       *fixture,
                 gconstpointer  data)
{
  load (fixture, "Company,Role,Applied on\nA,B,03/09/2026\n");
  sl_import_set_date_order (fixture->import, SL_DATE_ORDER_DMY);
  {
    g_autoptr (SlImportPlan) made = plan (fixture);

    assert_text (application (made, 0), APPLIED_DATE, "2026-09-03");
  }
  sl_import_set_date_order (fixture->import, SL_DATE_ORDER_MDY);
  {
    g_autoptr (SlImportPlan) made = plan (fixture);

    assert_text (application (made, 0), APPLIED_DATE, "2026-03-09");
  }
}

static void
test_salaries (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    const char *cell;
    gint64 min, max;
    const char *currency;
  } cells[] = {
    { "$120k–150k", 120000, 150000, "USD" }, { "85.000 €", 85000, 85000, "EUR" }, { "£50,000 - £60,000", 50000, 60000, "GBP" }, { "CHF 100'000", 100000, 100000, "CHF" },
    { "$45/hr", -1, -1, "USD" }, { "4.000 € / Monat", -1, -1, "USD" }, { "negotiable", -1, -1, "USD" }, { "300", -1, -1, "USD" },
  };
  g_autoptr (GString) text = g_string_new ("Company,Role,Salary\n");
  g_autoptr (SlImportPlan) made = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    g_string_append_printf (text, "A,R%d,\"%s\"\n", (int) i, cells[i].cell);
  made = plan_text (fixture, text->str);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      SlRecord *a = application (made, (guint) i);

      g_test_message ("%s", cells[i].cell);
      assert_number (a, SALARY_MIN, cells[i].min);
      assert_number (a, SALARY_MAX, cells[i].max);
      assert_text (a, SALARY_CURRENCY, cells[i].currency);
      if (cells[i].min < 0)
        g_assert_nonnull (strstr (sl_record_get_text (a, SL_APPLICATION_NOTES), cells[i].cell));
    }
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 4);
}

static void
test_salary_columns (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Min salary,Max salary,Currency\nA,B,50000,60000,eur\nA,C,60000,50000,\nA,D,,70000,£\n");

  assert_number (application (made, 0), SALARY_MIN, 50000);
  assert_number (application (made, 0), SALARY_MAX, 60000);
  assert_text (application (made, 0), SALARY_CURRENCY, "EUR");
  assert_number (application (made, 1), SALARY_MIN, 50000);
  assert_number (application (made, 1), SALARY_MAX, 60000);
  assert_number (application (made, 2), SALARY_MIN, -1);
  assert_number (application (made, 2), SALARY_MAX, 70000);
  assert_text (application (made, 2), SALARY_CURRENCY, "GBP");
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
}

/* Nobody has applied by then; but it is the person's row. */
static void
test_applied_ahead (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Applied,Follow up\nA,B,2099-01-02,2099-01-03\nA,C,2020-01-02,\n");
  g_autoptr (SlTransaction) transaction = NULL;

  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
  g_assert_cmpuint (sl_import_plan_get_issue (made, 0)->line, ==, 2);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "2099-01-02"));
  assert_text (application (made, 0), APPLIED_DATE, "2099-01-02");
  transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
  g_assert_cmpint (sl_transaction_get_id (transaction), >, 0);
}

static void
test_too_long (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *company = g_strnfill (300, 'c');
  g_autofree char *path = g_strnfill (600, 'u');
  g_autofree char *text = g_strdup_printf ("Company,Role,Link\n%s,Engineer,https://x.example/%s\n", company, path);
  g_autoptr (SlImportPlan) made = plan_text (fixture, text);
  SlRecord *a = application (made, 0);

  g_assert_cmpint (g_utf8_strlen (sl_record_get_text (a, SL_APPLICATION_COMPANY_NAME), -1), ==, 255);
  g_assert_true (g_str_has_suffix (sl_record_get_text (a, SL_APPLICATION_COMPANY_NAME), "…"));
  assert_text (a, URL, NULL);
  g_assert_nonnull (strstr (sl_record_get_text (a, SL_APPLICATION_NOTES), company));
  g_assert_nonnull (strstr (sl_record_get_text (a, SL_APPLICATION_NOTES), path));
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 2);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "255"));
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 1)->message, "500"));
  {
    g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

    g_assert_cmpuint (sl_transaction_get_n_changes (transaction), ==, 1);
  }
}

static void
test_skipped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Status\nAcme,Engineer,Applied\n,,Applied\n,,\nCompany,Role,Status\nGlobex,,Saved\n,Designer,Saved\nTotal,3,\n");

  g_assert_cmpuint (sl_import_plan_get_n_rows (made), ==, 6);
  g_assert_cmpint (sl_import_plan_get_row (made, 1)->skip, ==, SL_IMPORT_SKIP_NO_NAME);
  g_assert_cmpint (sl_import_plan_get_row (made, 2)->skip, ==, SL_IMPORT_SKIP_HEADER_AGAIN);
  assert_text (application (made, 3), ROLE_TITLE, "Unknown role");
  assert_text (application (made, 4), COMPANY_NAME, "Unknown company");
  g_assert_cmpint (sl_import_plan_get_row (made, 5)->skip, ==, SL_IMPORT_SKIP_TOTAL);
  g_assert_cmpuint (sl_import_plan_count (made, SL_IMPORT_VERDICT_SKIPPED), ==, 3);
  g_assert_cmpuint (sl_import_plan_count (made, SL_IMPORT_VERDICT_NEW), ==, 3);
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 2);
  g_assert_cmpstr (sl_import_skip_describe (SL_IMPORT_SKIP_NO_NAME), !=, "");
}

static void
test_name_of_both (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Name,Status\nEngineer at Acme,Applied\nGlobex – Product Manager,Applied\nData Analyst - Initech,Saved\nHooli,Saved\n");

  assert_text (application (made, 0), COMPANY_NAME, "Acme");
  assert_text (application (made, 0), ROLE_TITLE, "Engineer");
  assert_text (application (made, 1), COMPANY_NAME, "Globex");
  assert_text (application (made, 1), ROLE_TITLE, "Product Manager");
  assert_text (application (made, 2), COMPANY_NAME, "Initech");
  assert_text (application (made, 2), ROLE_TITLE, "Data Analyst");
  assert_text (application (made, 3), COMPANY_NAME, "Hooli");
  assert_text (application (made, 3), ROLE_TITLE, "Unknown role");
}

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char text[] = "Company,Role,Link,Applied on\n"
                             "Acme Inc.,Engineer,https://a.example/1,2026-01-02\n"
                             "ACME,engineer,https://a.example/1?utm_source=x,2026-01-02\n" /* the same */
                             "Acme,Engineer,https://a.example/2,2026-01-02\n"              /* another link */
                             "Acme,Engineer,,2026-02-02\n"                                 /* another day */
                             "Acme,Designer,https://a.example/1,\n"                        /* another role */
                             "Globex,Designer,,\n";
  g_autoptr (SlImportPlan) made = plan_text (fixture, text);
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
    g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

    g_assert_cmpuint (count (fixture, SL_KIND_APPLICATION), ==, 5);
  }
  /* Once more: everything is there already. */
  {
    g_autoptr (SlImportPlan) again = plan_text (fixture, text);

    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_NEW), ==, 0);
    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_SAME), ==, 6);
    g_assert_cmpint (sl_import_plan_get_row (again, 0)->twin_pk, >, 0);
  }
}

/* Nothing that differs is left out by default, whatever it is that differs. */
static void
test_likely_duplicates (Fixture       *fixture,
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
  g_autoptr (SlImportPlan) made = plan_text (fixture, text);

  for (guint i = 1; i < 7; i++)
    {
      g_assert_cmpint (sl_import_plan_get_row (made, i)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
      g_assert_cmpuint (sl_import_plan_get_row (made, i)->twin_line, >=, 2);
    }
  g_assert_cmpint (sl_import_plan_get_row (made, 7)->verdict, ==, SL_IMPORT_VERDICT_SAME);
  g_assert_cmpuint (sl_import_plan_count_imported (made, &SL_IMPORT_CHOICES_DEFAULT), ==, 7);
  {
    g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
    g_autoptr (SlImportPlan) again = plan_text (fixture, text);
    g_autoptr (SlImportPlan) later = plan_text (fixture, "Company,Role,Applied,Status,Salary,Notes,Tags,Floor\nAcme,Dev,2026-09-01,Applied,100000,one,z,1\n");

    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_SAME), ==, 8);
    g_assert_cmpint (sl_import_plan_get_row (later, 0)->verdict, ==, SL_IMPORT_VERDICT_SIMILAR);
  }
}

static void
test_unknown_companies (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char text[] = "Blorb,Role,Applied,Pay\nA,Dev,2026-09-01,100\nB,Dev,2026-09-01,100\nB,Dev,2026-09-01,100\n";
  g_autoptr (SlImportPlan) made = plan_text (fixture, text);

  g_assert_cmpint (sl_import_plan_get_row (made, 0)->verdict, ==, SL_IMPORT_VERDICT_NEW);
  g_assert_cmpint (sl_import_plan_get_row (made, 1)->verdict, ==, SL_IMPORT_VERDICT_NEW);
  g_assert_cmpint (sl_import_plan_get_row (made, 2)->verdict, ==, SL_IMPORT_VERDICT_SAME);
  {
    g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
    g_autoptr (SlImportPlan) again = plan_text (fixture, text);

    g_assert_cmpuint (sl_import_plan_count (again, SL_IMPORT_VERDICT_SAME), ==, 3);
  }
}

static void
test_tags (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SlTransaction) created = sl_core_test_apply (fixture->context, sl_deed_create_tag ("Dream", "#3584e4", NULL, &id));
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Tags\nA,B,\"dream, local\"\nA,C,local; #new; local\nA,D,\n");
  g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

  g_assert_cmpuint (count (fixture, SL_KIND_TAG), ==, 3);
  g_assert_cmpuint (count (fixture, SL_KIND_TAG_ASSIGNMENT), ==, 4);
}

static gboolean
has_tag (Fixture    *fixture,
         const char *name)
{
  g_autoptr (GPtrArray) tags = stored (fixture, SL_KIND_TAG);

  for (guint i = 0; i < tags->len; i++)
    if (g_strcmp0 (sl_record_get_text (tags->pdata[i], SL_TAG_NAME), name) == 0)
      return TRUE;
  return FALSE;
}

/* Names in quotes within the cell keep what would part them. */
static void
test_quoted_tags (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Tags\n"
                                                      "A,B,\"\"\"odd; one\"\"; plain\"\n"
                                                      "A,C,\"\"\"only; one\"\"\"\n"
                                                      "A,D,\"\"\"say \"\"\"\"hi\"\"\"\"\"\"\"\n"
                                                      "A,E,\"\"\"#1\"\"; \"\"half\"\n");
  g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

  g_assert_true (has_tag (fixture, "odd; one"));
  g_assert_true (has_tag (fixture, "plain"));
  g_assert_true (has_tag (fixture, "only; one"));
  g_assert_true (has_tag (fixture, "say \"hi\""));
  g_assert_true (has_tag (fixture, "#1"));
  g_assert_true (has_tag (fixture, "\"half"));
  g_assert_cmpuint (count (fixture, SL_KIND_TAG), ==, 6);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = plan_text (fixture, "Company,Role,Tags\nA,B,x\nA,C,y\n");
  g_autoptr (SlTransaction) transaction = run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
  g_autoptr (SlTransaction) undone = NULL;
  g_autoptr (SlTransaction) redone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sl_transaction_get_actor (transaction), ==, SL_ACTOR_IMPORT);
  g_assert_cmpstr (sl_transaction_get_deed (transaction), ==, "import");
  g_assert_cmpstr (sl_transaction_get_subject (transaction), ==, "2 applications from test.csv");
  g_assert_cmpuint (count (fixture, SL_KIND_APPLICATION), ==, 2);
  undone = sl_store_undo (sl_context_get_store (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, SL_KIND_APPLICATION), ==, 0);
  g_assert_cmpuint (count (fixture, SL_KIND_TAG), ==, 0);
  redone = sl_store_redo (sl_context_get_store (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, SL_KIND_APPLICATION), ==, 2);
  g_assert_cmpuint (count (fixture, SL_KIND_TAG), ==, 2);
}

static void
test_backup (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *dir = g_build_filename (sl_context_get_data_dir (fixture->context), "backups", NULL);
  g_autoptr (SlImportPlan) first = plan_text (fixture, "Company,Role\nA,B\n");
  g_autoptr (SlTransaction) one = run (fixture, first, SL_IMPORT_CHOICES_DEFAULT);
  g_autoptr (SlImportPlan) second = plan_text (fixture, "Company,Role\nA,C\n");
  g_autoptr (SlTransaction) two = NULL;
  g_autoptr (GDir) opened = NULL;
  const char *name;
  gboolean found = FALSE;

  two = run (fixture, second, SL_IMPORT_CHOICES_DEFAULT);
  opened = g_dir_open (dir, 0, NULL);
  g_assert_nonnull (opened);
  while ((name = g_dir_read_name (opened)) != NULL)
    found = found || strstr (name, "import") != NULL;
  g_assert_true (found);
}

static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SlImportPlan) before = NULL;
  g_autoptr (SlImportPlan) after = NULL;

  load (fixture, "Company,Role,Remark X\nA,B,one\nA,C,two\nA,D,three\n");
  before = sl_import_preview (fixture->import, 2);
  g_assert_cmpuint (sl_import_plan_get_n_rows (before), ==, 2);
  assert_text (application (before, 0), NOTES, "Remark X: one");
  sl_import_set_target (fixture->import, 2, SL_IMPORT_IGNORE);
  after = sl_import_preview (fixture->import, 2);
  assert_text (application (after, 0), NOTES, NULL);
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
test_async (Fixture       *fixture,
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
  g_assert_cmpuint (count (fixture, SL_KIND_APPLICATION), ==, 3000);
  g_object_unref (planned.result);
  g_object_unref (done.result);
}

static void
test_missing_file (Fixture       *fixture,
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

#define ADD(path, func) g_test_add ("/import/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  ADD ("whole-row", test_whole_row);
  ADD ("jobsync", test_jobsync);
  ADD ("postings", test_postings);
  ADD ("german-excel", test_german_excel);
  ADD ("statuses", test_statuses);
  ADD ("flags", test_flags);
  ADD ("date-order", test_date_order);
  ADD ("salaries", test_salaries);
  ADD ("salary-columns", test_salary_columns);
  ADD ("too-long", test_too_long);
  ADD ("skipped", test_skipped);
  ADD ("name-of-both", test_name_of_both);
  ADD ("duplicates", test_duplicates);
  ADD ("likely-duplicates", test_likely_duplicates);
  ADD ("unknown-companies", test_unknown_companies);
  ADD ("tags", test_tags);
  ADD ("quoted-tags", test_quoted_tags);
  ADD ("undo", test_undo);
  ADD ("applied-ahead", test_applied_ahead);
  ADD ("backup", test_backup);
  ADD ("preview", test_preview);
  ADD ("async", test_async);
  ADD ("missing-file", test_missing_file);

  return g_test_run ();
}
