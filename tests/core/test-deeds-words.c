/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the deeds are called, done and undone, and what of it private mode keeps back. */

#define G_LOG_DOMAIN "test-deeds-words"

#include "config.h"

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-private.h"

static SlChangeset *
named (SlContext   *context,
       const char  *id,
       SlChangeset *changeset)
{
  g_autoptr (SlRecord) application = sl_core_test_read (context, SL_KIND_APPLICATION, id);

  sl_deed_name_application (changeset, application);

  return changeset;
}

static void
test_words (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Baker", NULL);
  const char *one[] = { a, NULL };
  const char *two[] = { a, b, NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autofree char *tag_id = NULL;
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);

  sl_core_test_assert_words (sl_core_test_apply (context, named (context, a, sl_deed_set_status (one, SL_STATUS_APPLIED, NULL))),
                "Moved Torvmark to Applied", "Undo moving Torvmark to Applied");
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_set_status (two, SL_STATUS_INTERVIEWING, NULL)),
                "Moved 2 applications to Interviewing", "Undo moving 2 applications to Interviewing");
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_set_status (one, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE)),
                "Marked 1 application as no response", "Undo moving 1 application to Rejected");
  sl_core_test_assert_words (sl_core_test_apply (context, named (context, a, sl_deed_move_to_lane (one, SL_LANE_TECHNICAL_INTERVIEW, NULL))),
                "Moved Torvmark to Technical Interview", "Undo moving Torvmark to Technical Interview");
  sl_core_test_assert_words (sl_core_test_place_between (context, two, NULL, SL_LANE_OFFER, NULL, NULL),
                "Moved 2 applications to Offer", "Undo moving 2 applications to Offer");
  sl_core_test_assert_words (sl_core_test_place_between (context, one, NULL, SL_LANE_OFFER, b, NULL),
                "Moved Torvmark on the board", "Undo moving Torvmark on the board");

  sl_value_set_text (&value, "High");
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_edit (SL_KIND_APPLICATION, two, SL_APPLICATION_PRIORITY, &value)),
                "Changed “Priority” of 2 applications", "Undo changing “Priority” of 2 applications");
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_create_tag ("Nearby", "#3584e4", NULL, &tag_id)),
                "Created the tag “Nearby”", "Undo creating the tag “Nearby”");
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, two, clock)),
                "Moved 2 applications to the Trash", "Undo moving 2 applications to the Trash");
  sl_core_test_assert_words (sl_core_test_apply (context, named (context, a, sl_deed_restore (SL_KIND_APPLICATION, one))),
                "Restored Torvmark", "Undo restoring Torvmark");

  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Ask how it looks");
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, a);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (clock));
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_add (reminder)), "Added a reminder", "Undo adding a reminder");

  sl_core_test_close (context);
}

static void
test_odd_words (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  SlChangeset *imported = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  SlChangeset *unknown = sl_changeset_new (SL_ACTOR_PERSON, "of-a-later-version");

  sl_changeset_set_subject (imported, "search.csv");
  sl_changeset_update_text (imported, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, "x");
  sl_core_test_assert_words (sl_core_test_apply (context, imported), "Imported search.csv", "Undo importing search.csv");

  sl_changeset_set_subject (unknown, "{\"company\":");
  sl_changeset_update_text (unknown, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, "y");
  sl_core_test_assert_words (sl_core_test_apply (context, unknown), "Changed something", "Undo the last change");

  sl_core_test_close (context);
}

static SlTransaction *
apply_named (SlContext  *context,
             const char *id,
             const char *deed,
             const char *subject)
{
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_PERSON, deed);
  g_autofree char *notes = g_strconcat (deed, subject, NULL);

  sl_changeset_set_subject (changeset, subject);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, notes);
  return sl_core_test_apply (context, changeset);
}

/* What a deed was done to may be called by a name. */
static void
test_private_words (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", NULL);

  sl_private_set (SL_PRIVATE_NAMES);
  sl_core_test_assert_words (apply_named (context, id, "done", "Call Torvmark"), "Marked “•••” as done", "Undo marking “•••” as done");
  sl_core_test_assert_words (apply_named (context, id, "attach", "{\"name\":\"Torvmark.pdf\",\"count\":1}"), "Attached “•••”", "Undo attaching “•••”");
  sl_core_test_assert_words (apply_named (context, id, "touch", "Recruiter"), "Noted that you were in touch with Person 1",
                "Undo noting the contact with Person 1");
  sl_core_test_assert_words (apply_named (context, id, "import", "Torvmark.csv"), "Imported •••", "Undo importing •••");
  sl_core_test_assert_words (apply_named (context, id, "create-tag", "Nearby"), "Created the tag “Nearby”", "Undo creating the tag “Nearby”");
  sl_private_set (0);
  sl_core_test_close (context);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

/* The sentence about what an undo had to leave names it. */
static void
test_private_left_out (void)
{
  SlContext *context = sl_core_test_open ();
  SlStore *store = sl_context_get_store (context);
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  SlChangeset *both = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlTransaction) done = NULL;
  g_autoptr (SlTransaction) undone = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *private_words = NULL;

  sl_changeset_update_text (both, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, "Once");
  sl_changeset_update_text (both, SL_KIND_APPLICATION, id, SL_APPLICATION_LOCATION, "Bergen");
  done = sl_core_test_apply (context, both);
  g_object_unref (apply_named (context, id, "edit", "again"));
  sl_store_undo_transaction_async (store, sl_transaction_get_id (done), NULL, undone_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  undone = sl_store_apply_finish (store, answer, &error);
  g_assert_no_error (error);
  words = sl_deed_describe (undone);
  g_assert_nonnull (strstr (words, "Torvmark"));
  sl_private_set (SL_PRIVATE_NAMES);
  private_words = sl_deed_describe (undone);
  sl_private_set (0);
  g_assert_null (strstr (private_words, "Torvmark"));
  g_assert_nonnull (strstr (private_words, "stays as it is"));
  sl_core_test_close (context);
}

static void
test_undo_words (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = sl_store_undo (sl_context_get_store (context), &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  words = sl_deed_describe (undone);
  g_assert_cmpstr (words, ==, "Undone: Added Torvmark");
  sl_core_test_close (context);
}

static void
test_many_words (void)
{
  SlContext *context = sl_core_test_open ();
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlTransaction) transaction = NULL;
  g_autofree char *words = NULL;

  for (int i = 0; i < 1288; i++)
    {
      g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);

      sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Acme");
      sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Engineer");
      sl_changeset_insert (changeset, application);
    }
  transaction = sl_core_test_apply (context, changeset);
  words = sl_deed_describe (transaction);
  g_assert_cmpstr (words, ==, "Added 1,288 applications");
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/deeds/words", test_words);
  g_test_add_func ("/core/deeds/odd-words", test_odd_words);
  g_test_add_func ("/core/deeds/private-words", test_private_words);
  g_test_add_func ("/core/deeds/private-left-out", test_private_left_out);
  g_test_add_func ("/core/deeds/undo-words", test_undo_words);
  g_test_add_func ("/core/deeds/many-words", test_many_words);

  return g_test_run ();
}
