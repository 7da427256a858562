/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-bank.h"
#include "sl-error.h"
#include "sl-query.h"
#include "sl-store-query.h"

typedef struct {
  const char *from;
  const char *into;
  SlClock *clock;
} Merge;

static gpointer
build_merge (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Merge *merge = data;

  return sl_deed_merge_tags (connection, merge->from, merge->into, merge->clock, error);
}

static SlChangeset *
merge (SlContext   *context,
       const char  *from,
       const char  *into,
       GError     **error)
{
  Merge wanted = { from, into, sl_context_get_clock (context) };

  return sl_store_read (sl_context_get_store (context), build_merge, &wanted, error);
}

static char *
add_tag (SlContext         *context,
         const char        *name,
         const char *const *applications)
{
  char *id = NULL;

  g_object_unref (sl_core_test_apply (context, sl_deed_create_tag (name, "#3584e4", applications, &id)));

  return id;
}

static gpointer
read_assignments (SlConnection  *connection,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return sl_store_read_all (connection, SL_KIND_TAG_ASSIGNMENT, FALSE, error);
}

/* How many living assignments of @tag_id there are. */
static guint
count_assigned (SlContext  *context,
                const char *tag_id)
{
  g_autoptr (GPtrArray) assignments = sl_store_read (sl_context_get_store (context), read_assignments, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < assignments->len; i++)
    n += g_str_equal (sl_record_get_text (assignments->pdata[i], SL_TAG_ASSIGNMENT_TAG_ID), tag_id);

  return n;
}

static char *
add_filter (SlContext  *context,
            const char *tag_id)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (SlRecord) filter = sl_record_new (SL_KIND_SAVED_FILTER);
  g_autofree char *json = NULL;

  sl_query_add_word (query, SL_FACET_TAG, tag_id);
  json = sl_query_to_json (query);
  sl_record_set_text (filter, SL_SAVED_FILTER_NAME, "Tagged");
  sl_record_set_text (filter, SL_SAVED_FILTER_QUERY, json);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (filter)));

  return g_strdup (sl_record_get_id (filter));
}

static gboolean
filter_has (SlContext  *context,
            const char *filter_id,
            const char *tag_id)
{
  g_autoptr (SlRecord) filter = sl_core_test_read (context, SL_KIND_SAVED_FILTER, filter_id);
  g_autoptr (SlQuery) query = sl_query_from_json (sl_record_get_text (filter, SL_SAVED_FILTER_QUERY), NULL);

  return sl_query_has_word (query, SL_FACET_TAG, tag_id);
}

static void
test_merge_tags (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Baker", NULL);
  g_autofree char *c = sl_core_test_add (context, "Myrrdale", "Baker", NULL);
  const char *from_applications[] = { a, b, NULL };
  const char *into_applications[] = { b, c, NULL };
  g_autofree char *from = add_tag (context, "near", from_applications);
  g_autofree char *into = add_tag (context, "Nearby", into_applications);
  g_autofree char *filter = add_filter (context, from);
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, merge (context, from, into, NULL));
  g_autofree char *words = sl_deed_describe (transaction);
  g_autofree char *undo_words = sl_deed_describe_undone (transaction);
  g_autoptr (SlRecord) gone = sl_core_test_read (context, SL_KIND_TAG, from);

  g_assert_cmpstr (words, ==, "Merged the tag “near” into “Nearby”");
  g_assert_cmpstr (undo_words, ==, "Undo merging the tag “near” into “Nearby”");
  g_assert_cmpuint (count_assigned (context, into), ==, 3);
  g_assert_cmpuint (count_assigned (context, from), ==, 0);
  g_assert_false (sl_record_is_null (gone, SL_FIELD_DELETED_AT));
  g_assert_true (filter_has (context, filter, into));
  g_assert_false (filter_has (context, filter, from));

  /* One step back: all as it was. */
  g_object_unref (sl_store_undo (sl_context_get_store (context), NULL));
  g_assert_cmpuint (count_assigned (context, into), ==, 2);
  g_assert_cmpuint (count_assigned (context, from), ==, 2);
  g_assert_true (filter_has (context, filter, from));

  sl_core_test_close (context);
}

static void
test_merge_refused (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *from = add_tag (context, "near", NULL);
  g_autofree char *into = add_tag (context, "Nearby", NULL);
  const char *ids[] = { into, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (merge (context, from, from, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (merge (context, from, "no-such-tag", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_TAG, ids, sl_context_get_clock (context))));
  g_assert_null (merge (context, from, into, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);

  sl_core_test_close (context);
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sl_transaction_get_id (transaction), >, 0);
  *(gboolean *) user_data = TRUE;
}

static void
test_merge_async (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  const char *applications[] = { a, NULL };
  g_autofree char *from = add_tag (context, "near", applications);
  g_autofree char *into = add_tag (context, "Nearby", NULL);
  gboolean done = FALSE;

  sl_deed_merge_tags_async (context, from, into, NULL, merged_cb, &done);
  sl_core_test_wait_for (&done);
  g_assert_cmpuint (count_assigned (context, into), ==, 1);

  sl_core_test_close (context);
}

static void
test_answer_words (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = NULL;
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_deed_write_answer ("Why us?", NULL, "Bread.", &id));
  g_autoptr (SlTransaction) changed = sl_core_test_apply (context, sl_deed_write_answer ("Why us?", id, "More bread.", NULL));
  g_autofree char *added_words = sl_deed_describe (added);
  g_autofree char *changed_words = sl_deed_describe (changed);
  g_autoptr (SlRecord) answer = sl_core_test_read (context, SL_KIND_ANSWER, id);
  g_autoptr (SlChangeset) again = sl_deed_write_answer ("WHY  us?", NULL, "Twice.", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (added_words, ==, "Added an answer");
  g_assert_cmpstr (changed_words, ==, "Changed an answer");
  g_assert_cmpstr (sl_record_get_text (answer, SL_ANSWER_NOTES), ==, "More bread.");
  g_assert_null (sl_store_apply (sl_context_get_store (context), again, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_EXISTS);

  sl_core_test_close (context);
}

typedef struct {
  const char *question;
  const char *answer_id;
  const char *notes;
} Answering;

static gpointer
build_answer (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Answering *answering = data;

  return sl_deed_answer_question (connection, answering->question, answering->answer_id, NULL, answering->notes, NULL, error);
}

static guint
answer (SlContext  *context,
        const char *question,
        const char *answer_id,
        const char *notes)
{
  Answering answering = { question, answer_id, notes };
  g_autoptr (GError) error = NULL;
  SlChangeset *changeset = sl_store_read (sl_context_get_store (context), build_answer, &answering, &error);
  guint n;

  g_assert_no_error (error);
  n = sl_changeset_get_n_changes (changeset);
  g_object_unref (sl_core_test_apply (context, changeset));

  return n;
}

static gpointer
read_answers (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return sl_store_read_all (connection, SL_KIND_ANSWER, FALSE, error);
}

/* Looks for what is there by now: one record, whoever thinks to be the first. */
static void
test_answer_question (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GPtrArray) answers = NULL;
  const char *ids[2] = { NULL, NULL };

  g_assert_cmpuint (answer (context, "Why us?", NULL, ""), ==, 0);
  g_assert_cmpuint (answer (context, "Why us?", NULL, "Bread."), ==, 1);
  answer (context, "WHY US", NULL, "More bread.");
  answer (context, "Why us?", "no-such-id", "Even more.");
  answers = sl_store_read (sl_context_get_store (context), read_answers, NULL, NULL);
  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpstr (sl_record_get_text (answers->pdata[0], SL_ANSWER_NOTES), ==, "Even more.");

  /* In the Trash it is nobody's answer any more. */
  ids[0] = sl_record_get_id (answers->pdata[0]);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_ANSWER, ids, sl_context_get_clock (context))));
  answer (context, "Why us?", ids[0], "Anew.");
  g_clear_pointer (&answers, g_ptr_array_unref);
  answers = sl_store_read (sl_context_get_store (context), read_answers, NULL, NULL);
  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpstr (sl_record_get_text (answers->pdata[0], SL_ANSWER_NOTES), ==, "Anew.");

  sl_core_test_close (context);
}

static void
test_reaches_offer (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  const char *ids[] = { a, NULL };
  g_autoptr (SlTransaction) by_status = sl_core_test_apply (context, sl_deed_set_status (ids, SL_STATUS_OFFER, NULL));
  g_autoptr (SlTransaction) by_lane = sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_FINAL_ROUND, NULL));
  g_autoptr (SlTransaction) again = sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_OFFER, NULL));
  g_autoptr (SlTransaction) undone = sl_store_undo (sl_context_get_store (context), NULL);

  g_assert_true (sl_deed_reaches_offer (by_status));
  g_assert_false (sl_deed_reaches_offer (by_lane));
  g_assert_true (sl_deed_reaches_offer (again));
  g_assert_false (sl_deed_reaches_offer (undone));

  sl_core_test_close (context);
}

/* What was typed last is saved when the window is closed: the store finishes it, whoever looks for it first. */
static void
test_answer_at_the_end (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *dir = g_strdup (sl_context_get_data_dir (context));
  SlContext *again = NULL;
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;

  sl_deed_answer_question_async (context, "Why bread?", NULL, NULL, "The smell.", NULL, NULL, NULL);
  sl_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (context);

  again = sl_context_new (dir, clock);
  sl_context_open (again, &error);
  g_assert_no_error (error);
  answers = sl_store_read (sl_context_get_store (again), read_answers, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 1);
  g_clear_pointer (&answers, g_ptr_array_unref);
  sl_core_test_close (again);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/deeds-bank/merge-tags", test_merge_tags);
  g_test_add_func ("/core/deeds-bank/merge-refused", test_merge_refused);
  g_test_add_func ("/core/deeds-bank/merge-async", test_merge_async);
  g_test_add_func ("/core/deeds-bank/answer-words", test_answer_words);
  g_test_add_func ("/core/deeds-bank/answer-question", test_answer_question);
  g_test_add_func ("/core/deeds-bank/answer-at-the-end", test_answer_at_the_end);
  g_test_add_func ("/core/deeds-bank/reaches-offer", test_reaches_offer);

  return g_test_run ();
}
