/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer that stays up to date: read again when its kinds change or the day does, once for many changes, never told
 * to somebody who has gone or has asked something else; and the list of records made from it. */
#include "config.h"

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-live.h"
#include "sl-record-list.h"
#include "sl-store-query.h"

typedef struct {
  SlContext *context;
  guint n_changed;
  guint n_failed;
} Fixture;

static gatomicrefcount n_answers;

static gpointer
count_tags (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tags = sl_store_read_all (connection, SL_KIND_TAG, FALSE, error);
  const char *prefix = data;
  GString *text;

  if (tags == NULL)
    return NULL;
  if (g_strcmp0 (prefix, "fail") == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, "As asked.");
      return NULL;
    }
  text = g_string_new (prefix);
  g_string_append_printf (text, "%u", tags->len);
  g_atomic_ref_count_inc (&n_answers);
  return g_string_free (text, FALSE);
}

static void
answer_free (gpointer answer)
{
  (void) !g_atomic_ref_count_dec (&n_answers);
  g_free (answer);
}

static void
changed_cb (SlLive *live, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
failed_cb (SlLive *live, const GError *error, Fixture *fixture)
{
  g_assert_nonnull (error);
  fixture->n_failed++;
}

static SlLive *
open_live (Fixture *fixture)
{
  SlLive *live = sl_live_new (fixture->context, SL_LIVE_KIND (SL_KIND_TAG), SL_READ_INTERACTIVE, count_tags, answer_free);

  g_signal_connect (live, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (live, "failed", G_CALLBACK (failed_cb), fixture);
  return live;
}

static void
add_tag (SlContext *context, const char *name)
{
  g_autoptr (SlTransaction) done = sl_core_test_apply (context, sl_deed_create_tag (name, "#123456", NULL, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_atomic_ref_count_init (&n_answers);
  fixture->context = sl_core_test_open ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sl_core_test_close (fixture->context);
  /* Every answer was given back. */
  g_assert_true (g_atomic_ref_count_compare (&n_answers, 1));
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  SlLive *live = open_live (fixture);

  g_assert_false (sl_live_get_loaded (live));
  sl_live_refresh (live);
  sl_live_start (live);
  sl_live_start (live);
  sl_core_test_settle (fixture->context);
  g_assert_true (sl_live_get_loaded (live));
  g_assert_cmpstr (sl_live_get_result (live), ==, "0");
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  add_tag (fixture->context, "far");
  sl_core_test_settle (fixture->context);
  g_assert_cmpstr (sl_live_get_result (live), ==, "1");

  /* Another kind is none of its business. */
  fixture->n_changed = 0;
  g_free (sl_core_test_add (fixture->context, "Torvmark", "Baker", SL_STATUS_SAVED));
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  g_signal_emit_by_name (sl_context_get_clock (fixture->context), "day-changed");
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_finalize_object (live);
}

/* What changes while it reads is read once more, not once each. */
static void
test_once_for_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlLive) live = open_live (fixture);

  sl_live_start (live);
  for (guint i = 0; i < 20; i++)
    sl_live_refresh (live);
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

static void
test_question (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlLive) live = open_live (fixture);

  sl_live_set_question (live, g_strdup ("first "), g_free);
  sl_live_start (live);
  /* The first question's answer is never told. */
  sl_live_set_question (live, g_strdup ("second "), g_free);
  sl_core_test_settle (fixture->context);
  g_assert_cmpstr (sl_live_get_result (live), ==, "second 0");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlLive) live = open_live (fixture);

  sl_live_start (live);
  sl_core_test_settle (fixture->context);
  sl_live_set_question (live, g_strdup ("fail"), g_free);
  sl_core_test_settle (fixture->context);
  g_assert_error (sl_live_get_error (live), SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmpstr (sl_live_get_result (live), ==, "0");

  sl_live_set_question (live, g_strdup ("again "), g_free);
  sl_core_test_settle (fixture->context);
  g_assert_no_error (sl_live_get_error (live));
  g_assert_cmpstr (sl_live_get_result (live), ==, "again 0");
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  SlLive *live = open_live (fixture);

  sl_live_start (live);
  g_assert_finalize_object (live);
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

/* A page may be shown before the data is open: no failure is told, and it is read once it can be. */
static void
test_before_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), "opened-later", NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (SlContext) own = fixture->context;
  g_autoptr (GError) error = NULL;
  SlLive *live;

  fixture->context = sl_context_new (dir, clock);
  live = open_live (fixture);
  sl_live_start (live);
  sl_live_start (live);
  sl_live_set_question (live, g_strdup ("late "), g_free);
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
  g_assert_false (sl_live_get_loaded (live));

  sl_context_open (fixture->context, &error);
  g_assert_no_error (error);
  sl_core_test_settle (fixture->context);
  g_assert_cmpstr (sl_live_get_result (live), ==, "late 0");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_finalize_object (live);

  sl_core_test_close (g_steal_pointer (&own));
}

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, guint *n_touched)
{
  *n_touched += removed + added;
}

/* A record that stays the same is the same object, and only what differs is told. */
static void
test_record_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlRecordList) list = sl_record_list_new (fixture->context, SL_KIND_TAG, NULL);
  g_autoptr (SlRecord) near = NULL;
  g_autoptr (SlRecord) still_near = NULL;
  guint n_touched = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &n_touched);
  add_tag (fixture->context, "near");
  add_tag (fixture->context, "quiet");
  sl_record_list_start (list);
  sl_core_test_settle (fixture->context);
  g_assert_true (sl_record_list_get_loaded (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  near = g_list_model_get_item (G_LIST_MODEL (list), 0);

  n_touched = 0;
  add_tag (fixture->context, "open");
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  g_assert_cmpuint (n_touched, ==, 1);
  still_near = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (near == still_near);
  g_assert_true (sl_record_list_find (list, sl_record_get_id (near)) == near);
  g_assert_null (sl_record_list_find (list, "nobody"));
}

static void
test_children (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = sl_core_test_add (fixture->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *other = sl_core_test_add (fixture->context, "Velkholt", "Cook", SL_STATUS_APPLIED);
  g_autoptr (SlRecordList) list = sl_record_list_new (fixture->context, SL_KIND_STAGE, id);
  const char *owners[] = { id, other };

  sl_record_list_start (list);
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
      g_autoptr (SlTransaction) done = NULL;

      sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, owners[i]);
      sl_record_set_text (stage, SL_STAGE_NAME, "Phone call");
      done = sl_core_test_apply (fixture->context, sl_deed_add (stage));
    }
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

#define ADD(path, func) g_test_add ("/core/live/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  sl_test_init (&argc, &argv);

  ADD ("follows", test_follows);
  ADD ("once-for-many", test_once_for_many);
  ADD ("question", test_question);
  ADD ("failure", test_failure);
  ADD ("gone", test_gone);
  ADD ("before-open", test_before_open);
  ADD ("record-list", test_record_list);
  ADD ("children", test_children);

  return g_test_run ();
}
