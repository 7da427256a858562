/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-history.h"
#include "sl-private.h"

static GPtrArray *
read_history (SlContext  *context,
              const char *id)
{
  g_autoptr (GError) error = NULL;
  SlHistoryQuestion *question = sl_history_question_new (id, sl_context_get_clock (context));
  GPtrArray *history = sl_store_read (sl_context_get_store (context), sl_history_read, question, &error);

  g_assert_no_error (error);
  sl_history_question_free (question);

  return history;
}

/* The titles from the newest to the oldest, with "; " between them. */
static char *
tell (SlContext  *context,
      const char *id)
{
  g_autoptr (GPtrArray) history = read_history (context, id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < history->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", ((SlHistoryEntry *) history->pdata[i])->title);

  return g_string_free_and_steal (text);
}

static void
assert_told (SlContext  *context,
             const char *id,
             const char *expected)
{
  g_autofree char *told = tell (context, id);

  g_assert_cmpstr (told, ==, expected);
}

static void
apply (SlContext   *context,
       SlChangeset *changeset)
{
  g_object_unref (sl_core_test_apply (context, changeset));
}

static SlRecord *
new_child (SlKind      kind,
           const char *application_id)
{
  SlRecord *record = sl_record_new (kind);

  sl_record_set_text (record, sl_kind_find_field (kind, "application-id"), application_id);

  return record;
}

static void
edit_text (SlContext  *context,
           const char *id,
           guint       field,
           const char *text)
{
  const char *ids[] = { id, NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, text);
  apply (context, sl_deed_edit (SL_KIND_APPLICATION, ids, field, &value));
}

/* The tests' clock stands at 2026-03-16 09:00 in Berlin. */
static void
add_event (SlContext  *context,
           const char *id,
           const char *lane,
           const char *label,
           gint64      days_ago)
{
  g_autoptr (SlRecord) event = new_child (SL_KIND_EVENT, id);

  sl_record_set_text (event, SL_EVENT_TYPE, lane != NULL ? SL_EVENT_TYPE_STATUS : SL_EVENT_TYPE_NOTE);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, lane);
  sl_record_set_text (event, SL_EVENT_LABEL, label);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, sl_clock_get_now (sl_context_get_clock (context)) - days_ago * G_TIME_SPAN_DAY);
  apply (context, sl_deed_add (event));
}

static void
test_all_kinds (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autofree char *id = sl_core_test_add (context, "Acme", "Engineer", "Applied");
  const char *ids[] = { id, NULL };
  g_autoptr (SlRecord) round = new_child (SL_KIND_STAGE, id);
  g_autoptr (SlRecord) coming = new_child (SL_KIND_STAGE, id);
  g_autoptr (GPtrArray) history = NULL;
  const SlHistoryEntry *entry;

  assert_told (context, id, "Added to Shortlist; Applied");

  /* Rounds that are over happened, those that come didn't; the move that a round brings is told by its event. */
  sl_clock_advance (clock, G_TIME_SPAN_DAY);
  sl_record_set_text (round, SL_STAGE_NAME, "Phone screen");
  sl_record_set_text (round, SL_STAGE_DATE, "2026-03-16");
  sl_record_set_text (round, SL_STAGE_TIME_OF_DAY, "14:00");
  sl_record_set_text (round, SL_STAGE_RESULT, "Passed");
  sl_record_set_text (round, SL_STAGE_INTERVIEWER_NAMES, "Team lead");
  sl_record_set_text (coming, SL_STAGE_NAME, "Second round");
  sl_record_set_text (coming, SL_STAGE_DATE, "2026-03-30");
  apply (context, sl_deed_add (round));
  sl_clock_advance (clock, G_TIME_SPAN_HOUR);
  apply (context, sl_deed_add (coming));
  assert_told (context, id, "Added an interview round; Added an interview round; Moved to Interviewing; "
                            "Phone screen; Added to Shortlist; Applied");

  history = read_history (context, id);
  entry = history->pdata[3];
  g_assert_cmpint (entry->kind, ==, SL_HISTORY_INTERVIEW);
  g_assert_cmpstr (entry->details, ==, "Passed · Team lead");
  g_assert_nonnull (entry->stage);
  g_assert_true (entry->timed);
  entry = history->pdata[2];
  g_assert_cmpint (entry->kind, ==, SL_HISTORY_STEP);
  g_assert_cmpstr (entry->status, ==, "Interviewing");
  g_assert_nonnull (entry->event);

  /* Deleted, restored. */
  sl_clock_advance (clock, G_TIME_SPAN_DAY);
  apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, clock));
  sl_clock_advance (clock, G_TIME_SPAN_HOUR);
  apply (context, sl_deed_restore (SL_KIND_APPLICATION, ids));
  g_clear_pointer (&history, g_ptr_array_unref);
  history = read_history (context, id);
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[0])->title, ==, "Taken out of the Trash");
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[1])->title, ==, "Moved to the Trash");
  g_clear_pointer (&history, g_ptr_array_unref);
  sl_core_test_close (context);
}

/* What was added or changed beside the application is told with its name, or with what of it was changed. */
static void
test_names_children (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autofree char *id = sl_core_test_add (context, "Acme", "Engineer", "Applied");
  g_autoptr (SlRecord) paper = new_child (SL_KIND_DOCUMENT, id);
  g_autoptr (SlRecord) reflection = new_child (SL_KIND_REFLECTION, id);
  const char *reflections[] = { sl_record_get_id (reflection), NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GPtrArray) history = NULL;

  sl_record_set_text (paper, SL_DOCUMENT_NAME, "CV.pdf");
  apply (context, sl_deed_add (paper));
  sl_clock_advance (clock, G_TIME_SPAN_HOUR);
  sl_record_set_text (reflection, SL_REFLECTION_WHAT_WORKED, "Asked good questions");
  apply (context, sl_deed_add (reflection));
  sl_clock_advance (clock, G_TIME_SPAN_HOUR);
  sl_value_set_text (&value, "Practise");
  apply (context, sl_deed_edit (SL_KIND_REFLECTION, reflections, SL_REFLECTION_IMPROVEMENT_PLAN, &value));

  history = read_history (context, id);
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[0])->title, ==, "Changed a reflection");
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[0])->details, ==,
                   sl_field_get_label (sl_kind_get_field (SL_KIND_REFLECTION, SL_REFLECTION_IMPROVEMENT_PLAN)));
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[1])->title, ==, "Added a reflection");
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[1])->details, ==, NULL);
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[2])->title, ==, "Added a document");
  g_assert_cmpstr (((SlHistoryEntry *) history->pdata[2])->details, ==, "CV.pdf");
  g_clear_pointer (&history, g_ptr_array_unref);
  sl_core_test_close (context);
}

/* A page that is filled in is one entry of the day; what was taken back is none. */
static void
test_edits (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autofree char *id = sl_core_test_add (context, "Acme", "Engineer", "Saved");
  g_autofree char *time = NULL;
  g_autofree char *long_notes = g_strnfill (5000, 'x');
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const SlHistoryEntry *entry;

  sl_clock_advance (clock, G_TIME_SPAN_DAY);
  edit_text (context, id, SL_APPLICATION_LOCATION, "Berlin");
  edit_text (context, id, SL_APPLICATION_NOTES, long_notes);
  edit_text (context, id, SL_APPLICATION_LOCATION, "Vienna");
  sl_clock_advance (clock, 5 * G_TIME_SPAN_MINUTE);
  edit_text (context, id, SL_APPLICATION_FOLLOW_UP_DATE, "2026-03-20");
  history = read_history (context, id);
  g_assert_cmpuint (history->len, ==, 2);
  entry = history->pdata[0];
  g_assert_cmpint (entry->kind, ==, SL_HISTORY_CHANGE);
  g_assert_cmpstr (entry->title, ==, "Changed: Follow-up date, Location, Notes");
  g_assert_cmpstr (entry->details, ==, "Follow-up date: nothing → Mar 20, 2026\nLocation: nothing → Vienna");
  /* Not all of it was done at the last minute. */
  time = sl_history_entry_format_time (entry, sl_clock_get_time_zone (clock));
  g_assert_cmpstr (time, ==, "09:01 – 09:06");
  g_clear_pointer (&history, g_ptr_array_unref);

  /* Back to where it was: nothing happened. */
  sl_clock_advance (clock, G_TIME_SPAN_DAY);
  edit_text (context, id, SL_APPLICATION_LOCATION, "Rome");
  edit_text (context, id, SL_APPLICATION_LOCATION, "Vienna");
  assert_told (context, id, "Changed: Follow-up date, Location, Notes; Added to Shortlist");

  edit_text (context, id, SL_APPLICATION_LOCATION, "Oslo");
  assert_told (context, id, "Changed: Location; Changed: Follow-up date, Location, Notes; Added to Shortlist");
  g_object_unref (sl_store_undo (sl_context_get_store (context), &error));
  g_assert_no_error (error);
  assert_told (context, id, "Changed: Follow-up date, Location, Notes; Added to Shortlist");
  g_object_unref (sl_store_redo (sl_context_get_store (context), &error));
  g_assert_no_error (error);
  assert_told (context, id, "Changed: Location; Changed: Follow-up date, Location, Notes; Added to Shortlist");
  sl_core_test_close (context);
}

/* What a change tells is known, so that it can be hidden: amounts apart from names. */
static void
test_told (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Acme", "Engineer", "Saved");
  const char *ids[] = { id, NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GPtrArray) history = NULL;

  sl_clock_advance (sl_context_get_clock (context), G_TIME_SPAN_DAY);
  edit_text (context, id, SL_APPLICATION_LOCATION, "Berlin");
  history = read_history (context, id);
  g_assert_cmpuint (((SlHistoryEntry *) history->pdata[0])->told, ==, SL_PRIVATE_NAMES);
  g_clear_pointer (&history, g_ptr_array_unref);

  sl_value_set_integer (&value, 50000);
  apply (context, sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_SALARY_MIN, &value));
  history = read_history (context, id);
  g_assert_cmpuint (((SlHistoryEntry *) history->pdata[0])->told, ==, SL_PRIVATE_NAMES | SL_PRIVATE_SALARIES);
  sl_core_test_close (context);
}

/* The date of an event is corrected: it is told elsewhere, and what is newest now decides. */
static void
test_correction (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autofree char *id = sl_core_test_add (context, "Acme", "Engineer", "Applied");
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (SlRecord) corrected = NULL;
  g_autoptr (SlRecord) application = NULL;
  SlRecord *event;

  sl_clock_advance (clock, 10 * G_TIME_SPAN_DAY);
  add_event (context, id, SL_LANE_TECHNICAL_INTERVIEW, "Technical interview", 3);
  add_event (context, id, SL_LANE_FINAL_ROUND, "Final round", 1);
  assert_told (context, id, "Final round; Technical interview; Added to Shortlist; Applied");

  history = read_history (context, id);
  event = ((SlHistoryEntry *) history->pdata[0])->event;
  corrected = sl_record_dup (event);
  sl_record_set_integer (corrected, SL_EVENT_OCCURRED_AT, sl_clock_get_now (clock) - 5 * G_TIME_SPAN_DAY);
  apply (context, sl_deed_edit_record (event, corrected));
  assert_told (context, id, "Technical interview; Final round; Added to Shortlist; Applied");
  application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_LANE), ==, SL_LANE_TECHNICAL_INTERVIEW);
  g_clear_pointer (&history, g_ptr_array_unref);
  sl_core_test_close (context);
}

static void
test_many (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Acme", "Engineer", "Applied");
  g_autofree char *other = sl_core_test_add (context, "Globex", "Analyst", "Applied");
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (GPtrArray) history = NULL;

  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (SlRecord) event = new_child (SL_KIND_EVENT, i % 2 == 0 ? id : other);

      sl_record_set_text (event, SL_EVENT_LABEL, "Call");
      sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, (gint64) i * G_TIME_SPAN_DAY);
      sl_changeset_insert (changeset, event);
    }
  apply (context, g_steal_pointer (&changeset));
  history = read_history (context, id);
  g_assert_cmpuint (history->len, ==, 302);
  for (guint i = 1; i < history->len; i++)
    g_assert_cmpint (((SlHistoryEntry *) history->pdata[i - 1])->day, >=, ((SlHistoryEntry *) history->pdata[i])->day);
  g_clear_pointer (&history, g_ptr_array_unref);
  sl_core_test_close (context);
}

static void
test_gone (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GError) error = NULL;
  SlHistoryQuestion *question = sl_history_question_new ("00000000-0000-4000-8000-000000000000", sl_context_get_clock (context));

  g_assert_null (sl_store_read (sl_context_get_store (context), sl_history_read, question, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  sl_history_question_free (question);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/history/all-kinds", test_all_kinds);
  g_test_add_func ("/core/history/edits", test_edits);
  g_test_add_func ("/core/history/told", test_told);
  g_test_add_func ("/core/history/names-children", test_names_children);
  g_test_add_func ("/core/history/correction", test_correction);
  g_test_add_func ("/core/history/many", test_many);
  g_test_add_func ("/core/history/gone", test_gone);

  return g_test_run ();
}
