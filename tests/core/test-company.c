/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-company.h"
#include "sl-core-test.h"

typedef struct {
  const char *name;
  SlContext *context;
} Wanted;

static gpointer
read_company (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Wanted *wanted = data;
  SlClock *clock = sl_context_get_clock (wanted->context);

  return sl_company_read (connection, wanted->name, sl_clock_get_today (clock), sl_clock_get_time_zone (clock), error);
}

static SlCompany *
look_at (SlContext  *context,
         const char *name)
{
  Wanted wanted = { name, context };
  g_autoptr (GError) error = NULL;
  SlCompany *company = sl_store_read (sl_context_get_store (context), read_company, &wanted, &error);

  g_assert_no_error (error);

  return company;
}

static void
add_child (SlContext  *context,
           SlKind      kind,
           const char *application_id,
           guint       field,
           const char *text,
           guint       other_field,
           const char *other_text)
{
  g_autoptr (SlRecord) record = sl_record_new (kind);

  if (application_id != NULL)
    sl_record_set_text (record, sl_kind_find_field (kind, "application-id"), application_id);
  sl_record_set_text (record, field, text);
  sl_record_set_text (record, other_field, other_text);
  if (kind == SL_KIND_STAGE)
    sl_record_set_text (record, SL_STAGE_NAME, "A talk");
  g_object_unref (sl_core_test_apply (context, sl_deed_add (record)));
}

/* As the charts count: who got an offer has applied, also when the application went there straight from Saved. */
static void
test_skipped_applied (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_SAVED);
  g_autofree char *b = sl_core_test_add (context, "Torvmark", "Joiner", SL_STATUS_SAVED);
  g_autofree char *c = sl_core_test_add (context, "Torvmark", "Cook", SL_STATUS_SAVED);
  const char *talking[] = { b, NULL };
  g_autoptr (SlRecord) offer = sl_record_new (SL_KIND_OUTCOME);
  g_autoptr (SlCompany) company = NULL;

  sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, a);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (offer)));
  g_object_unref (sl_core_test_apply (context, sl_deed_set_status (talking, SL_STATUS_INTERVIEWING, NULL)));

  company = look_at (context, "Torvmark");
  g_assert_cmpuint (sl_company_get_n_applied (company), ==, 2);
  g_assert_cmpuint (sl_company_get_n_answered (company), ==, 2);
  g_assert_cmpuint (sl_company_get_n_offers (company), ==, 1);
  g_assert_cmpint (sl_company_get_silence (company), ==, 0);

  sl_core_test_close (context);
}

static void
test_gathers (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark, Inc.", "Baker", SL_STATUS_APPLIED);
  g_autofree char *b = sl_core_test_add (context, "TORVMARK", "baker", SL_STATUS_APPLIED);
  g_autofree char *c = sl_core_test_add (context, "Torvmark", "Joiner", SL_STATUS_SAVED);
  g_autofree char *other = sl_core_test_add (context, "Torvmarks", "Baker", SL_STATUS_APPLIED);
  const char *rejected[] = { a, NULL };
  g_autoptr (SlCompany) company = NULL;
  GPtrArray *people;

  sl_core_test_edit (context, SL_KIND_APPLICATION, a, SL_APPLICATION_APPLIED_DATE, "2026-02-01");
  sl_core_test_edit (context, SL_KIND_APPLICATION, b, SL_APPLICATION_APPLIED_DATE, "2026-03-01");
  add_child (context, SL_KIND_STAGE, a, SL_STAGE_DATE, "2026-02-11", SL_STAGE_INTERVIEWER_NAMES, "Team lead; HR office");
  add_child (context, SL_KIND_CONTACT, a, SL_CONTACT_NAME, "Team Lead", SL_CONTACT_LAST_CONTACTED, "2026-02-12");
  add_child (context, SL_KIND_CONTACT, NULL, SL_CONTACT_NAME, "Recruiter", SL_CONTACT_COMPANY, "torvmark inc");
  add_child (context, SL_KIND_CONTACT, other, SL_CONTACT_NAME, "Somebody", SL_CONTACT_COMPANY, "Torvmarks");
  add_child (context, SL_KIND_SAVED_JOB, NULL, SL_SAVED_JOB_COMPANY_NAME, "Torvmark", SL_SAVED_JOB_ROLE_TITLE, "Cook");
  g_object_unref (sl_core_test_apply (context, sl_deed_set_status (rejected, SL_STATUS_REJECTED, NULL)));

  company = look_at (context, "torvmark INC.");
  g_assert_cmpstr (sl_company_get_name (company), ==, "TORVMARK");
  g_assert_cmpuint (sl_company_get_applications (company)->len, ==, 3);
  g_assert_cmpuint (sl_company_get_n_applied (company), ==, 2);
  g_assert_cmpuint (sl_company_get_n_answered (company), ==, 1);
  g_assert_cmpint (sl_company_get_usual_wait (company), ==, 10);
  g_clear_object (&company);

  /* Dated after the answer: one of the two is wrong, and none of it is a wait. */
  sl_core_test_edit (context, SL_KIND_APPLICATION, a, SL_APPLICATION_APPLIED_DATE, "2026-02-20");
  company = look_at (context, "torvmark INC.");
  g_assert_cmpint (sl_company_get_usual_wait (company), ==, -1);
  g_clear_object (&company);

  sl_core_test_edit (context, SL_KIND_APPLICATION, a, SL_APPLICATION_APPLIED_DATE, "2026-02-01");
  company = look_at (context, "torvmark INC.");
  /* The open one was sent on the first of March. */
  g_assert_cmpint (sl_company_get_silence (company), ==, 15);
  g_assert_cmpuint (sl_company_get_saved_jobs (company)->len, ==, 1);
  g_assert_cmpuint (sl_company_get_n_offers (company), ==, 0);

  /* A name in a round that is a contact's, too, stands once; another company's people don't. */
  people = sl_company_get_people (company);
  g_assert_cmpuint (people->len, ==, 3);
  g_assert_cmpstr (((SlCompanyPerson *) people->pdata[0])->name, ==, "Team Lead");
  g_assert_nonnull (((SlCompanyPerson *) people->pdata[0])->contact);
  g_assert_cmpstr (((SlCompanyPerson *) people->pdata[1])->name, ==, "HR office");
  g_assert_null (((SlCompanyPerson *) people->pdata[1])->contact);

  g_assert_cmpuint (sl_company_get_reposts (company)->len, ==, 1);
  g_assert_cmpuint (((SlCompanyRepost *) sl_company_get_reposts (company)->pdata[0])->n, ==, 2);
  g_assert_cmpint (((SlCompanyRepost *) sl_company_get_reposts (company)->pdata[0])->first, ==, sl_day_from_ymd (2026, 2, 1));

  sl_core_test_close (context);
}

/* An address that comes again under another title is the same posting; giving up is no answer. */
static void
test_reposts_and_silence (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *b = sl_core_test_add (context, "Torvmark", "Master Baker", SL_STATUS_APPLIED);
  const char *all[] = { a, b, NULL };
  g_autoptr (SlCompany) company = NULL;

  sl_core_test_edit (context, SL_KIND_APPLICATION, a, SL_APPLICATION_URL, "https://torvmark.example/jobs/1?utm_source=x");
  sl_core_test_edit (context, SL_KIND_APPLICATION, b, SL_APPLICATION_URL, "https://www.torvmark.example/jobs/1/");
  company = look_at (context, "Torvmark");
  g_assert_cmpuint (sl_company_get_reposts (company)->len, ==, 1);
  g_assert_cmpint (sl_company_get_silence (company), ==, 0);

  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (all, SL_LANE_CLOSED, "ghosted")));
  g_clear_object (&company);
  company = look_at (context, "Torvmark");
  g_assert_cmpuint (sl_company_get_n_answered (company), ==, 0);
  g_assert_cmpint (sl_company_get_silence (company), ==, -1);

  sl_core_test_close (context);
}

static void
test_nothing (void)
{
  SlContext *context = sl_core_test_open ();
  static const char *const names[] = { "", "   ", "Nowhere", "|", "%_", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SlCompany) company = look_at (context, names[i]);

      g_assert_cmpuint (sl_company_get_applications (company)->len, ==, 0);
      g_assert_cmpint (sl_company_get_usual_wait (company), ==, -1);
      g_assert_cmpint (sl_company_get_silence (company), ==, -1);
    }

  sl_core_test_close (context);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/company/gathers", test_gathers);
  g_test_add_func ("/company/skipped-applied", test_skipped_applied);
  g_test_add_func ("/core/company/reposts-and-silence", test_reposts_and_silence);
  g_test_add_func ("/core/company/nothing", test_nothing);

  return g_test_run ();
}
