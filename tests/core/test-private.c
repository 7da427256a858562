/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What private mode says instead of names and amounts. */
#include "config.h"

#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-test.h"

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_off (void)
{
  sl_private_set (0);
  assert_text (sl_private_company ("Torvmark"), "Torvmark");
  assert_text (sl_private_person ("Recruiter"), "Recruiter");
  assert_text (sl_private_money ("€1"), "€1");
  assert_text (sl_private_company (NULL), "");
  assert_text (sl_private_round ("Interview Torvmark", "Technical"), "Interview Torvmark");
  assert_text (sl_private_round ("", "Technical"), "Technical");
  assert_text (sl_private_document ("Letter to Torvmark", "Cover Letter"), "Letter to Torvmark");
  assert_text (sl_private_round (NULL, NULL), "Interview");
  g_assert_false (sl_private_hides_field (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_COMPANY_NAME)));
}

static void
test_names (void)
{
  sl_private_set (SL_PRIVATE_NAMES);
  assert_text (sl_private_company ("Torvmark"), "Company 1");
  assert_text (sl_private_company ("Velkholt"), "Company 2");
  assert_text (sl_private_company ("TORVMARK"), "Company 1");
  assert_text (sl_private_company ("Company 2"), "Company 2");
  assert_text (sl_private_company ("Fernhill"), "Company 3");
  assert_text (sl_private_person ("Recruiter"), "Person 1");
  assert_text (sl_private_company (""), "");
  assert_text (sl_private_text ("A note"), "•••");
  assert_text (sl_private_name (SL_KIND_CONTACT, "Recruiter"), "Person 1");
  assert_text (sl_private_name (SL_KIND_REMINDER, "Call Torvmark"), "•••");
  assert_text (sl_private_name (SL_KIND_STAGE, "Lunch with Torvmark"), "•••");
  assert_text (sl_private_name (SL_KIND_STAGE, NULL), "");
  assert_text (sl_private_round ("Interview Torvmark", "Technical"), "Technical");
  assert_text (sl_private_round ("Lunch with Torvmark friends", NULL), "Interview");
  assert_text (sl_private_document ("Letter to Torvmark", "Cover Letter"), "Cover letter");
  assert_text (sl_private_document ("Letter to Torvmark", NULL), "•••");
  assert_text (sl_private_words ("A note", SL_PRIVATE_NAMES | SL_PRIVATE_SALARIES), "•••");
  assert_text (sl_private_words ("50 → 60", SL_PRIVATE_SALARIES), "50 → 60");
  assert_text (sl_private_words ("Berlin", 0), "Berlin");
  assert_text (sl_private_money ("€1"), "€1");
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_COMPANY_NAME)));
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_NOTES)));
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_CONTACT, SL_CONTACT_EMAIL)));
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_STAGE, SL_STAGE_NAME)));
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_STAGE, SL_STAGE_INTERVIEWER_NAMES)));
  g_assert_false (sl_private_hides_field (sl_kind_get_field (SL_KIND_STAGE, SL_STAGE_TYPE)));
  g_assert_false (sl_private_hides_field (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_SALARY_MIN)));
  g_assert_false (sl_private_hides_field (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_STATUS)));
}

static void
test_salaries (void)
{
  sl_private_set (SL_PRIVATE_SALARIES);
  assert_text (sl_private_company ("Torvmark"), "Torvmark");
  assert_text (sl_private_money ("€1"), "•••");
  assert_text (sl_private_money (""), "");
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_OUTCOME, SL_OUTCOME_SALARY)));
  g_assert_true (sl_private_hides_field (sl_kind_get_field (SL_KIND_OUTCOME, SL_OUTCOME_BONUS)));
  g_assert_false (sl_private_hides_field (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_NOTES)));
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/core/private/off", test_off);
  g_test_add_func ("/core/private/names", test_names);
  g_test_add_func ("/core/private/salaries", test_salaries);

  return g_test_run ();
}
