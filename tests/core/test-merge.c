/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two applications into one: fields, what belongs to them, the status, and back. */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-merge.h"
#include "sl-store-query.h"

typedef struct {
  SlContext *context;
  char *kept;
  char *other;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->context = sl_core_test_open ();
  f->kept = sl_core_test_add (f->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  f->other = sl_core_test_add (f->context, "Torvmark Ltd", "Senior Baker", SL_STATUS_APPLIED);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_free (f->kept);
  g_free (f->other);
  sl_core_test_close (f->context);
}

static char *
add_child (Fixture    *f,
           SlKind      kind,
           const char *application_id,
           guint       field,
           const char *text)
{
  g_autoptr (SlRecord) record = sl_record_new (kind);

  sl_record_set_text (record, sl_kind_find_field (kind, "application-id"), application_id);
  sl_record_set_text (record, field, text);
  if (kind == SL_KIND_REMINDER)
    sl_record_set_integer (record, SL_REMINDER_REMIND_AT, G_GINT64_CONSTANT (1773700000) * G_USEC_PER_SEC);
  g_object_unref (sl_core_test_apply (f->context, sl_deed_add (record)));
  return g_strdup (sl_record_get_id (record));
}

typedef struct {
  Fixture *f;
  SlMergePair *pair;
} Question;

static gpointer
read_pair (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *q = data;

  return sl_merge_read (connection, q->f->kept, q->f->other, error);
}

static gpointer
build (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *q = data;

  return sl_deed_merge (connection, q->pair, sl_context_get_clock (q->f->context), error);
}

static SlMergePair *
get_pair (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  Question q = { f, NULL };
  SlMergePair *pair = sl_store_read (sl_context_get_store (f->context), read_pair, &q, &error);

  g_assert_no_error (error);
  return pair;
}

static SlTransaction *
merge (Fixture     *f,
       SlMergePair *pair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlMergePair) own = pair == NULL ? get_pair (f) : NULL;
  Question q = { f, pair != NULL ? pair : own };
  SlChangeset *changeset = sl_store_read (sl_context_get_store (f->context), build, &q, &error);

  g_assert_no_error (error);
  return sl_core_test_apply (f->context, changeset);
}

static void
assert_text (Fixture    *f,
             SlKind      kind,
             const char *id,
             guint       field,
             const char *expected)
{
  g_autoptr (SlRecord) record = sl_core_test_read (f->context, kind, id);

  g_assert_cmpstr (sl_record_get_text (record, field), ==, expected);
}

static void
test_fields (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (SlMergePair) pair = NULL;
  g_autofree char *words = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (SlTransaction) step = NULL;

  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_NOTES, "One");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->other, SL_APPLICATION_NOTES, "Two");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->other, SL_APPLICATION_LOCATION, "Bergen");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_SOURCE, "Referral");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->other, SL_APPLICATION_SOURCE, "LinkedIn");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_APPLIED_DATE, "2026-03-10");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->other, SL_APPLICATION_APPLIED_DATE, "2026-03-01");

  pair = get_pair (f);
  g_assert_true (sl_merge_is_choice (pair, SL_APPLICATION_ROLE_TITLE));
  g_assert_true (sl_merge_is_choice (pair, SL_APPLICATION_NOTES));
  g_assert_false (sl_merge_is_choice (pair, SL_APPLICATION_URL));
  g_assert_false (sl_merge_is_choice (pair, SL_APPLICATION_STATUS_DETAIL));
  g_assert_false (sl_merge_is_choice (pair, SL_APPLICATION_LANE));
  sl_merge_pair_take (pair, SL_APPLICATION_ROLE_TITLE, SL_MERGE_OTHER);
  step = merge (f, pair);

  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_ROLE_TITLE, "Senior Baker");
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_NOTES, "One\n\nTwo");
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_LOCATION, "Bergen");
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_SOURCE, "Referral");
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_APPLIED_DATE, "2026-03-01");

  words = sl_deed_describe (step);
  undone = sl_deed_describe_undone (step);
  g_assert_cmpstr (words, ==, "Merged two applications at Torvmark");
  g_assert_cmpstr (undone, ==, "Undo merging two applications at Torvmark");
}

static void
test_children (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *stage = add_child (f, SL_KIND_STAGE, f->other, SL_STAGE_NAME, "Call");
  g_autofree char *contact = add_child (f, SL_KIND_CONTACT, f->other, SL_CONTACT_NAME, "Recruiter");
  g_autofree char *twin = add_child (f, SL_KIND_CONTACT, f->kept, SL_CONTACT_NAME, "Recruiter");
  g_autofree char *document = add_child (f, SL_KIND_DOCUMENT, f->other, SL_DOCUMENT_NAME, "Letter");
  g_autofree char *reminder = add_child (f, SL_KIND_REMINDER, f->other, SL_REMINDER_TITLE, "Call back");
  g_autofree char *note = add_child (f, SL_KIND_REFLECTION, f->other, SL_REFLECTION_WHAT_WORKED, "Preparing");
  g_autofree char *own_note = add_child (f, SL_KIND_REFLECTION, f->kept, SL_REFLECTION_WHAT_WORKED, "Sleeping");
  g_autofree char *offer = add_child (f, SL_KIND_OUTCOME, f->other, SL_OUTCOME_BONUS, "10 %");
  const char *both[] = { f->kept, f->other, NULL };
  const char *only[] = { f->other, NULL };
  g_autofree char *shared = NULL;
  g_autofree char *single = NULL;
  g_autoptr (SlTransaction) undo = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (sl_core_test_apply (f->context, sl_deed_create_tag ("Nearby", "#3584e4", both, &shared)));
  g_object_unref (sl_core_test_apply (f->context, sl_deed_create_tag ("Early", "#3584e4", only, &single)));
  guint n_events = sl_core_test_count_children (f->context, SL_KIND_EVENT, f->kept) + sl_core_test_count_children (f->context, SL_KIND_EVENT, f->other);

  g_object_unref (merge (f, NULL));
  assert_text (f, SL_KIND_STAGE, stage, SL_STAGE_APPLICATION_ID, f->kept);
  assert_text (f, SL_KIND_DOCUMENT, document, SL_DOCUMENT_APPLICATION_ID, f->kept);
  assert_text (f, SL_KIND_REMINDER, reminder, SL_REMINDER_APPLICATION_ID, f->kept);
  assert_text (f, SL_KIND_OUTCOME, offer, SL_OUTCOME_APPLICATION_ID, f->kept);
  assert_text (f, SL_KIND_CONTACT, contact, SL_CONTACT_APPLICATION_ID, f->other);
  assert_text (f, SL_KIND_REFLECTION, own_note, SL_REFLECTION_WHAT_WORKED, "Sleeping\n\nPreparing");
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_REFLECTION, f->kept), ==, 1);
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_TAG_ASSIGNMENT, f->kept), ==, 2);
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_CONTACT, f->kept), ==, 1);
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_EVENT, f->kept), ==, n_events);
  g_autoptr (SlRecord) gone = sl_core_test_read (f->context, SL_KIND_APPLICATION, f->other);
  g_assert_false (sl_record_is_null (gone, SL_FIELD_DELETED_AT));

  undo = sl_store_undo (sl_context_get_store (f->context), &error);
  g_assert_no_error (error);
  g_assert_null (sl_transaction_get_left_out (undo));
  assert_text (f, SL_KIND_STAGE, stage, SL_STAGE_APPLICATION_ID, f->other);
  assert_text (f, SL_KIND_REFLECTION, own_note, SL_REFLECTION_WHAT_WORKED, "Sleeping");
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_TAG_ASSIGNMENT, f->other), ==, 2);
  g_autoptr (SlRecord) back = sl_core_test_read (f->context, SL_KIND_APPLICATION, f->other);
  g_assert_true (sl_record_is_null (back, SL_FIELD_DELETED_AT));
}

static char *
add_offer (Fixture    *f,
           const char *application_id,
           gint64      salary,
           const char *currency,
           const char *benefits)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_OUTCOME);

  sl_record_set_text (record, SL_OUTCOME_APPLICATION_ID, application_id);
  sl_record_set_integer (record, SL_OUTCOME_SALARY, salary);
  sl_record_set_text (record, SL_OUTCOME_SALARY_CURRENCY, currency);
  sl_record_set_text (record, SL_OUTCOME_BENEFITS, benefits);
  g_object_unref (sl_core_test_apply (f->context, sl_deed_add (record)));
  return g_strdup (sl_record_get_id (record));
}

/* There can only be one offer: which pay it has is asked for like any other field. */
static void
test_offers (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *kept = add_offer (f, f->kept, 1000, "EUR", "Bread");
  g_autofree char *other = add_offer (f, f->other, 2000, "CHF", "Cake");
  g_autoptr (SlMergePair) pair = get_pair (f);
  g_autoptr (SlMergePair) swapped = sl_merge_pair_swap (pair);
  g_autofree char *words = sl_merge_format (swapped->offers->kept, SL_OUTCOME_SALARY);
  g_autofree char *label = sl_merge_build_label (pair->offers, SL_OUTCOME_SALARY);
  g_autoptr (SlRecord) offer = NULL;

  g_assert_true (sl_merge_is_choice (pair->offers, SL_OUTCOME_SALARY));
  g_assert_true (sl_merge_is_choice (pair->offers, SL_OUTCOME_BENEFITS));
  g_assert_false (sl_merge_is_choice (pair->offers, SL_OUTCOME_SALARY_CURRENCY));
  g_assert_false (sl_merge_is_choice (pair->offers, SL_OUTCOME_APPLICATION_ID));
  g_assert_false (sl_merge_is_choice (pair->offers, SL_OUTCOME_BONUS));
  g_assert_cmpint (pair->offers->take[SL_OUTCOME_BENEFITS], ==, SL_MERGE_BOTH);
  g_assert_nonnull (strstr (words, "2,000"));
  g_assert_cmpstr (label, ==, "Offer: Salary");

  sl_merge_pair_take (pair->offers, SL_OUTCOME_SALARY, SL_MERGE_OTHER);
  g_object_unref (merge (f, pair));
  offer = sl_core_test_read (f->context, SL_KIND_OUTCOME, kept);
  g_assert_cmpstr (sl_record_get_text (offer, SL_OUTCOME_APPLICATION_ID), ==, f->kept);
  g_assert_cmpint (sl_record_get_integer (offer, SL_OUTCOME_SALARY, 0), ==, 2000);
  g_assert_cmpstr (sl_record_get_text (offer, SL_OUTCOME_SALARY_CURRENCY), ==, "CHF");
  g_assert_cmpstr (sl_record_get_text (offer, SL_OUTCOME_BENEFITS), ==, "Bread\n\nCake");
}

/* The other one went further: that is where the search stands, and nothing is said to have happened today. */
static void
test_status (Fixture      *f,
             gconstpointer data)
{
  const char *ids[] = { f->other, NULL };

  sl_clock_advance (sl_context_get_clock (f->context), G_TIME_SPAN_DAY);
  g_object_unref (sl_core_test_apply (f->context, sl_deed_set_status (ids, SL_STATUS_INTERVIEWING, NULL)));
  sl_clock_advance (sl_context_get_clock (f->context), G_TIME_SPAN_DAY);
  g_object_unref (merge (f, NULL));

  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_LANE, SL_LANE_RECRUITER_SCREEN);
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_EVENT, f->kept), ==, 1);
}

/* One that was only saved, however lately, doesn't take back that the other was applied for. */
static void
test_only_saved (Fixture      *f,
                 gconstpointer data)
{
  const char *ids[] = { f->other, NULL };

  sl_clock_advance (sl_context_get_clock (f->context), G_TIME_SPAN_DAY);
  g_object_unref (sl_core_test_apply (f->context, sl_deed_set_status (ids, SL_STATUS_SAVED, NULL)));
  g_object_unref (merge (f, NULL));

  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
}

/* The status that is chosen stands, also against a newer event, and the history says so. */
static void
test_chosen_status (Fixture      *f,
                    gconstpointer data)
{
  const char *ids[] = { f->other, NULL };
  g_autoptr (SlMergePair) pair = NULL;

  sl_clock_advance (sl_context_get_clock (f->context), G_TIME_SPAN_DAY);
  g_object_unref (sl_core_test_apply (f->context, sl_deed_set_status (ids, SL_STATUS_REJECTED, NULL)));
  pair = get_pair (f);
  g_assert_cmpint (pair->take[SL_APPLICATION_STATUS], ==, SL_MERGE_OTHER);
  sl_merge_pair_take (pair, SL_APPLICATION_STATUS, SL_MERGE_KEPT);
  g_object_unref (merge (f, pair));

  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  assert_text (f, SL_KIND_APPLICATION, f->kept, SL_APPLICATION_LANE, SL_LANE_APPLIED);
  g_assert_cmpuint (sl_core_test_count_children (f->context, SL_KIND_EVENT, f->kept), ==, 2);
}

static void
test_refused (Fixture      *f,
              gconstpointer data)
{
  const char *ids[] = { f->other, NULL };
  g_autofree char *own = g_steal_pointer (&f->other);
  g_autoptr (GError) error = NULL;
  Question q = { f, NULL };

  f->other = g_strdup (f->kept);
  g_assert_null (sl_store_read (sl_context_get_store (f->context), read_pair, &q, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);

  g_free (f->other);
  f->other = g_steal_pointer (&own);
  ids[0] = f->other;
  g_object_unref (sl_core_test_apply (f->context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (f->context))));
  g_assert_null (sl_store_read (sl_context_get_store (f->context), read_pair, &q, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

#define TEST(name, func) g_test_add ("/core/merge/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("fields", test_fields);
  TEST ("children", test_children);
  TEST ("offers", test_offers);
  TEST ("status", test_status);
  TEST ("only-saved", test_only_saved);
  TEST ("chosen-status", test_chosen_status);
  TEST ("refused", test_refused);

  return g_test_run ();
}
