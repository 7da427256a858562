/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the cells of a row to an application: what becomes which value, and what is kept in the notes. */

#define G_LOG_DOMAIN "test-import-values"

#include "config.h"

#include <string.h>

#include "import-fixture.h"

static void
test_whole_row (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Status,Date Applied,Link,Location,Salary,Source,Priority,Job type,Remote,Follow up,Notes,Description,Recruiter\n"
                                                      "Acme,Engineer,Phone interview,\"Sep 3, 2026\",https://a.example/1,Berlin,$120k–150k,LinkedIn,High,Full time,Yes,2026-09-20,Nice,Long text,A. N.\n");
  SlRecord *a = import_get_application (made, 0);

  import_assert_text (a, COMPANY_NAME, "Acme");
  import_assert_text (a, ROLE_TITLE, "Engineer");
  import_assert_text (a, STATUS, SL_STATUS_INTERVIEWING);
  import_assert_text (a, APPLIED_DATE, "2026-09-03");
  import_assert_text (a, URL, "https://a.example/1");
  import_assert_text (a, LOCATION, "Berlin");
  import_assert_number (a, SALARY_MIN, 120000);
  import_assert_number (a, SALARY_MAX, 150000);
  import_assert_text (a, SALARY_CURRENCY, "USD");
  import_assert_text (a, SOURCE, "LinkedIn");
  import_assert_text (a, PRIORITY, "High");
  import_assert_text (a, JOB_TYPE, "Full-time");
  import_assert_text (a, WORK_MODE, "Remote");
  import_assert_text (a, FOLLOW_UP_DATE, "2026-09-20");
  import_assert_text (a, DESCRIPTION, "Long text");
  import_assert_text (a, NOTES, "Nice\n\nRecruiter: A. N.\nStatus: Phone interview");
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 0);
}

static void
test_jobsync (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "index,createdAt,applied,appliedDate,Company,JobTitle,jobType,workplaceType,Location,JobSource,Status\n"
                                                      "1,2026-03-01,Yes,2026-03-02,Acme,Developer,Full Time,Remote,Berlin,Indeed,Applied\n"
                                                      "2,2026-03-03,No,N/A,Globex,Data Engineer,Unknown,N/A,N/A,N/A,Draft\n"
                                                      "3,2026-03-04,Yes,N/A,Initech,QA,Part Time,Hybrid,Paris,LinkedIn,N/A\n"
                                                      "4,2026-03-05,Yes,2026-03-06,Hooli,Ops,Contract,On-site,London,Referral,Interview\n");

  import_assert_text (import_get_application (made, 0), STATUS, SL_STATUS_APPLIED);
  import_assert_text (import_get_application (made, 0), APPLIED_DATE, "2026-03-02");
  import_assert_text (import_get_application (made, 0), JOB_TYPE, "Full-time");
  import_assert_text (import_get_application (made, 0), WORK_MODE, "Remote");
  import_assert_text (import_get_application (made, 0), SOURCE, "Indeed");
  import_assert_text (import_get_application (made, 0), NOTES, NULL);
  g_assert_cmpint (sl_record_get_integer (import_get_application (made, 0), SL_FIELD_CREATED_AT, 0), ==, sl_day_to_time (sl_day_from_ymd (2026, 3, 1), sl_clock_get_time_zone (sl_context_get_clock (fixture->context))));
  import_assert_text (import_get_application (made, 1), STATUS, SL_STATUS_SAVED);
  import_assert_text (import_get_application (made, 1), JOB_TYPE, NULL);
  import_assert_text (import_get_application (made, 1), LOCATION, NULL);
  import_assert_text (import_get_application (made, 1), APPLIED_DATE, NULL);
  import_assert_text (import_get_application (made, 2), STATUS, SL_STATUS_APPLIED);
  import_assert_text (import_get_application (made, 2), APPLIED_DATE, NULL);
  import_assert_text (import_get_application (made, 3), STATUS, SL_STATUS_INTERVIEWING);
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 0);
}

static void
test_postings (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Job Title,Locations,Link,Date Posted,Still open\n"
                                                      "Acme,Engineer,\"San Jose, CA\",https://a.example/1,2024-05-01,no\nGlobex,Analyst,Remote,https://a.example/2,2024-05-02,yes\n");

  import_assert_text (import_get_application (made, 0), STATUS, SL_STATUS_SAVED);
  import_assert_text (import_get_application (made, 0), APPLIED_DATE, NULL);
  import_assert_text (import_get_application (made, 0), LOCATION, "San Jose, CA");
  import_assert_text (import_get_application (made, 0), NOTES, "Date Posted: 2024-05-01\nStill open: no");
  import_assert_text (import_get_application (made, 1), WORK_MODE, "Remote");
}

static void
test_german_excel (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *latin = g_convert ("Firma;Stelle;Beworben am;Status;Gehalt;Bemerkungen\r\nMüller GmbH;Sachbearbeiter;03.02.2026;Absage;45.000 €;\"Telefonat; nett\"\r\n"
                                      "Bäckerei;Verkäufer;;zu bewerben;15 €/Std;\r\n",
                                      -1, "WINDOWS-1252", "UTF-8", NULL, NULL, NULL);
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, latin);

  import_assert_text (import_get_application (made, 0), COMPANY_NAME, "Müller GmbH");
  import_assert_text (import_get_application (made, 0), APPLIED_DATE, "2026-02-03");
  import_assert_text (import_get_application (made, 0), STATUS, SL_STATUS_REJECTED);
  import_assert_number (import_get_application (made, 0), SALARY_MIN, 45000);
  import_assert_text (import_get_application (made, 0), SALARY_CURRENCY, "EUR");
  import_assert_text (import_get_application (made, 0), NOTES, "Telefonat; nett");
  import_assert_text (import_get_application (made, 1), STATUS, SL_STATUS_SAVED);
  import_assert_number (import_get_application (made, 1), SALARY_MIN, -1);
  g_assert_nonnull (strstr (sl_record_get_text (import_get_application (made, 1), SL_APPLICATION_NOTES), "Gehalt: 15 €/Std"));
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
}

static void
test_statuses (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Status,Applied on\nA,B,Ghosted,2026-01-02\nA,C,In progress,2026-01-02\nA,D,In progress,\nA,E,Banana,2026-01-02\nA,F,Banana,\nA,G,,2026-01-02\nA,H,,\n"
                                                      "A,I,Applied,\n");

  import_assert_text (import_get_application (made, 0), STATUS, SL_STATUS_REJECTED);
  import_assert_text (import_get_application (made, 0), STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  import_assert_text (import_get_application (made, 1), STATUS, SL_STATUS_APPLIED);
  import_assert_text (import_get_application (made, 2), STATUS, SL_STATUS_SAVED);
  import_assert_text (import_get_application (made, 3), STATUS, SL_STATUS_APPLIED);
  import_assert_text (import_get_application (made, 3), NOTES, "Status: Banana");
  import_assert_text (import_get_application (made, 4), STATUS, SL_STATUS_SAVED);
  import_assert_text (import_get_application (made, 5), STATUS, SL_STATUS_APPLIED);
  import_assert_text (import_get_application (made, 6), STATUS, SL_STATUS_SAVED);
  /* Nobody said when: not today. */
  import_assert_text (import_get_application (made, 7), STATUS, SL_STATUS_APPLIED);
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 2);
  g_assert_cmpuint (sl_import_plan_get_issue (made, 0)->line, ==, 5);
  g_assert_cmpint (sl_import_plan_get_issue (made, 0)->column, ==, 2);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "Banana"));
  {
    g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
    g_autoptr (SlRecord) read = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, sl_record_get_id (import_get_application (made, 7)));

    import_assert_text (read, APPLIED_DATE, NULL);
  }
}

static void
test_flags (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Applied,Interview,Offer,Rejected\nA,A,Yes,No,No,Yes\nA,B,Yes,Yes,No,No\nA,C,x,,,\nA,D,No,,,\nA,E,Yes,Yes,Yes,No\n");

  import_assert_text (import_get_application (made, 0), STATUS, SL_STATUS_REJECTED);
  import_assert_text (import_get_application (made, 1), STATUS, SL_STATUS_INTERVIEWING);
  import_assert_text (import_get_application (made, 2), STATUS, SL_STATUS_APPLIED);
  import_assert_text (import_get_application (made, 3), STATUS, SL_STATUS_SAVED);
  import_assert_text (import_get_application (made, 4), STATUS, SL_STATUS_OFFER);
}

static void
test_date_order (ImportFixture *fixture,
                 gconstpointer  data)
{
  import_load (fixture, "test.csv", "Company,Role,Applied on\nA,B,03/09/2026\n", -1);
  sl_import_set_date_order (fixture->import, SL_DATE_ORDER_DMY);
  {
    g_autoptr (SlImportPlan) made = import_plan (fixture);

    import_assert_text (import_get_application (made, 0), APPLIED_DATE, "2026-09-03");
  }
  sl_import_set_date_order (fixture->import, SL_DATE_ORDER_MDY);
  {
    g_autoptr (SlImportPlan) made = import_plan (fixture);

    import_assert_text (import_get_application (made, 0), APPLIED_DATE, "2026-03-09");
  }
}

static void
test_salaries (ImportFixture *fixture,
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
  made = import_plan_text (fixture, text->str);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      SlRecord *a = import_get_application (made, (guint) i);

      g_test_message ("%s", cells[i].cell);
      import_assert_number (a, SALARY_MIN, cells[i].min);
      import_assert_number (a, SALARY_MAX, cells[i].max);
      import_assert_text (a, SALARY_CURRENCY, cells[i].currency);
      if (cells[i].min < 0)
        g_assert_nonnull (strstr (sl_record_get_text (a, SL_APPLICATION_NOTES), cells[i].cell));
    }
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 4);
}

static void
test_salary_columns (ImportFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Min salary,Max salary,Currency\nA,B,50000,60000,eur\nA,C,60000,50000,\nA,D,,70000,£\n");

  import_assert_number (import_get_application (made, 0), SALARY_MIN, 50000);
  import_assert_number (import_get_application (made, 0), SALARY_MAX, 60000);
  import_assert_text (import_get_application (made, 0), SALARY_CURRENCY, "EUR");
  import_assert_number (import_get_application (made, 1), SALARY_MIN, 50000);
  import_assert_number (import_get_application (made, 1), SALARY_MAX, 60000);
  import_assert_number (import_get_application (made, 2), SALARY_MIN, -1);
  import_assert_number (import_get_application (made, 2), SALARY_MAX, 70000);
  import_assert_text (import_get_application (made, 2), SALARY_CURRENCY, "GBP");
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
}

/* Nobody has applied by then; but it is the person's row. */
static void
test_applied_ahead (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Applied,Follow up\nA,B,2099-01-02,2099-01-03\nA,C,2020-01-02,\n");
  g_autoptr (SlTransaction) transaction = NULL;

  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
  g_assert_cmpuint (sl_import_plan_get_issue (made, 0)->line, ==, 2);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "2099-01-02"));
  import_assert_text (import_get_application (made, 0), APPLIED_DATE, "2099-01-02");
  transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);
  g_assert_cmpint (sl_transaction_get_id (transaction), >, 0);
}

static void
test_too_long (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *company = g_strnfill (300, 'c');
  g_autofree char *path = g_strnfill (600, 'u');
  g_autofree char *text = g_strdup_printf ("Company,Role,Link\n%s,Engineer,https://x.example/%s\n", company, path);
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, text);
  SlRecord *a = import_get_application (made, 0);

  g_assert_cmpint (g_utf8_strlen (sl_record_get_text (a, SL_APPLICATION_COMPANY_NAME), -1), ==, 255);
  g_assert_true (g_str_has_suffix (sl_record_get_text (a, SL_APPLICATION_COMPANY_NAME), "…"));
  import_assert_text (a, URL, NULL);
  g_assert_nonnull (strstr (sl_record_get_text (a, SL_APPLICATION_NOTES), company));
  g_assert_nonnull (strstr (sl_record_get_text (a, SL_APPLICATION_NOTES), path));
  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 2);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "255"));
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 1)->message, "500"));
  {
    g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

    g_assert_cmpuint (sl_transaction_get_n_changes (transaction), ==, 1);
  }
}

/* What is quoted from the file doesn't turn the sentence round. */
static void
test_foreign_words (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Status\nTorvmark,Baker,مؤجل\n");

  g_assert_cmpuint (sl_import_plan_get_n_issues (made), ==, 1);
  g_assert_nonnull (strstr (sl_import_plan_get_issue (made, 0)->message, "\u2068مؤجل\u2069"));
}

static void
test_tags (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SlTransaction) created = sl_core_test_apply (fixture->context, sl_deed_create_tag ("Dream", "#3584e4", NULL, &id));
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Tags\nA,B,\"dream, local\"\nA,C,local; #new; local\nA,D,\n");
  g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

  g_assert_cmpuint (import_count (fixture, SL_KIND_TAG), ==, 3);
  g_assert_cmpuint (import_count (fixture, SL_KIND_TAG_ASSIGNMENT), ==, 4);
}

static gboolean
has_tag (ImportFixture *fixture,
         const char    *name)
{
  g_autoptr (GPtrArray) tags = import_read_all (fixture, SL_KIND_TAG);

  for (guint i = 0; i < tags->len; i++)
    if (g_strcmp0 (sl_record_get_text (tags->pdata[i], SL_TAG_NAME), name) == 0)
      return TRUE;
  return FALSE;
}

/* Names in quotes within the cell keep what would part them. */
static void
test_quoted_tags (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (SlImportPlan) made = import_plan_text (fixture, "Company,Role,Tags\n"
                                                      "A,B,\"\"\"odd; one\"\"; plain\"\n"
                                                      "A,C,\"\"\"only; one\"\"\"\n"
                                                      "A,D,\"\"\"say \"\"\"\"hi\"\"\"\"\"\"\"\n"
                                                      "A,E,\"\"\"#1\"\"; \"\"half\"\n");
  g_autoptr (SlTransaction) transaction = import_run (fixture, made, SL_IMPORT_CHOICES_DEFAULT);

  g_assert_true (has_tag (fixture, "odd; one"));
  g_assert_true (has_tag (fixture, "plain"));
  g_assert_true (has_tag (fixture, "only; one"));
  g_assert_true (has_tag (fixture, "say \"hi\""));
  g_assert_true (has_tag (fixture, "#1"));
  g_assert_true (has_tag (fixture, "\"half"));
  g_assert_cmpuint (import_count (fixture, SL_KIND_TAG), ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  IMPORT_TEST ("whole-row", test_whole_row);
  IMPORT_TEST ("jobsync", test_jobsync);
  IMPORT_TEST ("postings", test_postings);
  IMPORT_TEST ("german-excel", test_german_excel);
  IMPORT_TEST ("statuses", test_statuses);
  IMPORT_TEST ("flags", test_flags);
  IMPORT_TEST ("date-order", test_date_order);
  IMPORT_TEST ("salaries", test_salaries);
  IMPORT_TEST ("salary-columns", test_salary_columns);
  IMPORT_TEST ("too-long", test_too_long);
  IMPORT_TEST ("foreign-words", test_foreign_words);
  IMPORT_TEST ("tags", test_tags);
  IMPORT_TEST ("quoted-tags", test_quoted_tags);
  IMPORT_TEST ("applied-ahead", test_applied_ahead);

  return g_test_run ();
}
