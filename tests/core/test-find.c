/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding anything: groups, titles, and the line that shows why. */
#include "config.h"

#include "sl-core-test.h"
#include "sl-find.h"
#include "sl-private.h"

typedef struct {
  GPtrArray *found;
  GError *error;
  gboolean done;
} Answer;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->found = sl_find_finish (SL_CONTEXT (source), result, &answer->error);
  answer->done = TRUE;
}

/* "People: title (detail)" of each, a line each. */
static void
assert_found (SlContext  *context,
              const char *text,
              guint       groups,
              const char *expected)
{
  Answer answer = { 0 };
  g_autoptr (GString) lines = g_string_new (NULL);

  sl_find_async (context, text, groups, 5, NULL, found_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);
  for (guint i = 0; i < answer.found->len; i++)
    {
      SlFound *found = g_ptr_array_index (answer.found, i);

      g_assert_cmpint (sl_found_get_row (found) != NULL, ==, sl_found_get_kind (found) == SL_KIND_APPLICATION);
      g_string_append_printf (lines, "%s%s: %s (%s)", i > 0 ? "\n" : "", sl_find_group_get_title (sl_found_get_group (found)),
                              sl_found_get_title (found), sl_found_get_detail (found));
    }
  g_test_message ("%s", text);
  g_assert_cmpstr (lines->str, ==, expected);
  g_ptr_array_unref (answer.found);
}

static void
add (SlContext *context,
     SlRecord  *record)
{
  sl_clock_advance (sl_context_get_clock (context), G_USEC_PER_SEC);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (record)));
}

static SlRecord *
new_record (SlKind      kind,
            const char *application_id,
            guint       field,
            const char *text)
{
  SlRecord *record = sl_record_new (kind);
  guint owner = sl_kind_find_field (kind, "application-id");

  if (application_id != NULL)
    sl_record_set_text (record, owner, application_id);
  sl_record_set_text (record, field, text);
  return record;
}

static void
test_groups (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Rye Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) contact = new_record (SL_KIND_CONTACT, NULL, SL_CONTACT_NAME, "Head of rye");
  g_autoptr (SlRecord) stage = new_record (SL_KIND_STAGE, id, SL_STAGE_NAME, "Tasting");
  g_autoptr (SlRecord) note = new_record (SL_KIND_EVENT, id, SL_EVENT_NOTE, "First line\nBring the rye loaf");
  g_autoptr (SlRecord) job = new_record (SL_KIND_SAVED_JOB, NULL, SL_SAVED_JOB_COMPANY_NAME, "Ryeholm");
  g_autoptr (SlRecord) paper = new_record (SL_KIND_DOCUMENT, id, SL_DOCUMENT_NAME, "Letter");
  g_autoptr (SlRecord) answer = new_record (SL_KIND_ANSWER, NULL, SL_ANSWER_QUESTION, "What about spelt?");

  sl_record_set_text (contact, SL_CONTACT_COMPANY, "Torvmark");
  sl_record_set_text (stage, SL_STAGE_QUESTIONS_ASKED, "[\"Why rye?\",\"Why us?\"]");
  sl_record_set_text (note, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  sl_record_set_text (paper, SL_DOCUMENT_NOTES, "The one about rye");
  sl_record_set_text (answer, SL_ANSWER_NOTES, "Rather rye.");
  add (context, contact);
  add (context, stage);
  add (context, note);
  add (context, job);
  add (context, paper);
  add (context, answer);

  assert_found (context, "rye", SL_FIND_ALL,
                "Applications: Rye Baker (Torvmark)\n"
                "People: Head of rye (Torvmark)\n"
                "Questions: What about spelt? (Rather rye.)\n"
                "Questions: Why rye? (Rye Baker, Torvmark)\n"
                "Saved Jobs: Ryeholm ()\n"
                "Rounds & Notes: Event (Rye Baker, Torvmark · Bring the rye loaf)\n"
                "Papers: Letter (Rye Baker, Torvmark · The one about rye)");
  assert_found (context, "rye", SL_FIND_GROUP (SL_FIND_PEOPLE), "People: Head of rye (Torvmark)");
  /* A round by its own words, its questions only by theirs. */
  assert_found (context, "tast", SL_FIND_ALL, "Applications: Rye Baker (Torvmark)\nRounds & Notes: Tasting (Rye Baker, Torvmark)");
  assert_found (context, "why us", SL_FIND_ALL, "Applications: Rye Baker (Torvmark)\nQuestions: Why us? (Rye Baker, Torvmark)");
  assert_found (context, "zzz", SL_FIND_ALL, "");
  assert_found (context, "  ", SL_FIND_ALL, "");
  sl_core_test_close (context);
}

/* A job that was applied to doesn't stand in the way of its application. */
static void
test_applied_jobs (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Rye Baker", SL_STATUS_OFFER);
  g_autoptr (SlRecord) open = new_record (SL_KIND_SAVED_JOB, NULL, SL_SAVED_JOB_COMPANY_NAME, "Ryeholm");
  g_autoptr (SlRecord) applied = new_record (SL_KIND_SAVED_JOB, NULL, SL_SAVED_JOB_COMPANY_NAME, "Torvmark rye");

  add (context, open);
  sl_record_set_text (applied, SL_SAVED_JOB_CONVERTED_TO, id);
  sl_record_set_text (applied, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_record_set_text (applied, SL_SAVED_JOB_NOTES, "Wholemeal");
  add (context, applied);
  assert_found (context, "rye", SL_FIND_ALL, "Applications: Rye Baker (Torvmark)\nSaved Jobs: Ryeholm ()");
  assert_found (context, "rye", SL_FIND_GROUP (SL_FIND_SAVED_JOBS), "Saved Jobs: Ryeholm ()\nSaved Jobs: Torvmark rye ()");
  assert_found (context, "wholemeal", SL_FIND_ALL, "Saved Jobs: Torvmark rye (Wholemeal)");
  sl_core_test_close (context);
}

/* The same question of two rounds is one; and one with notes stands for both. */
static void
test_same_question (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) one = new_record (SL_KIND_STAGE, id, SL_STAGE_NAME, "One");
  g_autoptr (SlRecord) two = new_record (SL_KIND_STAGE, id, SL_STAGE_NAME, "Two");
  g_autoptr (SlRecord) answer = new_record (SL_KIND_ANSWER, NULL, SL_ANSWER_QUESTION, "Why bread?");

  sl_record_set_text (one, SL_STAGE_QUESTIONS_ASKED, "[\"Why bread?\"]");
  sl_record_set_text (two, SL_STAGE_QUESTIONS_ASKED, "[\"why bread\"]");
  add (context, one);
  add (context, two);
  assert_found (context, "bread", SL_FIND_ALL, "Applications: Baker (Torvmark)\nQuestions: why bread (Baker, Torvmark)");
  add (context, answer);
  assert_found (context, "bread", SL_FIND_ALL, "Applications: Baker (Torvmark)\nQuestions: Why bread? ()");
  sl_core_test_close (context);
}

/* In private mode no name is found in what is shown; a line that has the words may hold one. */
static void
test_private (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) contact = new_record (SL_KIND_CONTACT, NULL, SL_CONTACT_NAME, "Head of rye");
  g_autoptr (SlRecord) stage = new_record (SL_KIND_STAGE, id, SL_STAGE_NAME, "Tasting at Torvmark");
  g_autoptr (SlRecord) reminder = new_record (SL_KIND_REMINDER, id, SL_REMINDER_TITLE, "Send rye to Torvmark");
  g_autoptr (SlRecord) job = new_record (SL_KIND_SAVED_JOB, NULL, SL_SAVED_JOB_COMPANY_NAME, "Ryeholm");

  sl_record_set_text (contact, SL_CONTACT_COMPANY, "Torvmark");
  sl_record_set_text (stage, SL_STAGE_NOTES, "Torvmark likes rye");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, 1);
  add (context, contact);
  add (context, stage);
  add (context, reminder);
  add (context, job);
  sl_private_set (SL_PRIVATE_NAMES);
  assert_found (context, "rye", SL_FIND_ALL & ~SL_FIND_GROUP (SL_FIND_APPLICATIONS),
                "People: Person 1 (Company 1)\nSaved Jobs: Company 2 ()\nRounds & Notes: Interview (Baker, Company 1)\n"
                "Rounds & Notes: ••• (Baker, Company 1)");
  sl_private_set (0);
  sl_core_test_close (context);
}

static void
test_names (void)
{
  SlFindGroup group;

  g_assert_true (sl_find_match_group ("@peo", &group));
  g_assert_cmpint (group, ==, SL_FIND_PEOPLE);
  g_assert_true (sl_find_match_group ("@jobs", &group));
  g_assert_cmpint (group, ==, SL_FIND_SAVED_JOBS);
  g_assert_true (sl_find_match_group ("@notes", &group));
  g_assert_cmpint (group, ==, SL_FIND_ROUNDS);
  g_assert_true (sl_find_match_group ("@applications", &group));
  g_assert_cmpint (group, ==, SL_FIND_APPLICATIONS);
  /* Statuses come first, and two are none. */
  g_assert_false (sl_find_match_group ("@app", &group));
  g_assert_false (sl_find_match_group ("@saved", &group));
  g_assert_false (sl_find_match_group ("@p z", &group));
  g_assert_false (sl_find_match_group ("@", &group));
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/find/groups", test_groups);
  g_test_add_func ("/core/find/applied-jobs", test_applied_jobs);
  g_test_add_func ("/core/find/same-question", test_same_question);
  g_test_add_func ("/core/find/private", test_private);
  g_test_add_func ("/core/find/names", test_names);
  return g_test_run ();
}
