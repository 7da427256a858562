/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One deed for many applications, built and written on the writer thread. */

#define G_LOG_DOMAIN "test-deeds-bulk"

#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-store-query.h"

typedef struct {
  SlTransaction *transaction;
  GError *error;
  gboolean done;
} Applied;

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Applied *applied = user_data;

  applied->transaction = sl_store_apply_finish (SL_STORE (source), result, &applied->error);
  applied->done = TRUE;
}

static SlChangeset *
build_status (const char *const *ids,
              gpointer           data)
{
  return sl_deed_set_status (ids, data, NULL);
}

static void
test_bulk (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Baker", NULL);
  gint64 pks[] = { 2, 1 };
  Applied both = { 0 };
  Applied one = { 0 };
  g_autoptr (SlRecord) record = NULL;

  sl_deed_bulk_async (context, pks, 2, build_status, g_strdup (SL_STATUS_APPLIED), g_free, NULL, applied_cb, &both);
  sl_core_test_wait_for (&both.done);
  g_assert_no_error (both.error);
  sl_core_test_assert_words (both.transaction, "Moved 2 applications to Applied", "Undo moving 2 applications to Applied");
  record = sl_core_test_read (context, SL_KIND_APPLICATION, b);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);

  /* The single one is called by its name. */
  sl_deed_bulk_async (context, pks, 1, build_status, g_strdup (SL_STATUS_OFFER), g_free, NULL, applied_cb, &one);
  sl_core_test_wait_for (&one.done);
  g_assert_no_error (one.error);
  sl_core_test_assert_words (one.transaction, "Moved Velkholt to Offer", "Undo moving Velkholt to Offer");
  sl_core_test_close (context);
}

static void
bulk_tag (SlContext    *context,
          const gint64 *pks,
          guint         n_pks,
          const char   *tag_id,
          gboolean      assign,
          const char   *words)
{
  Applied applied = { 0 };

  sl_deed_bulk_tag_async (context, pks, n_pks, tag_id, assign, NULL, applied_cb, &applied);
  sl_core_test_wait_for (&applied.done);
  g_assert_no_error (applied.error);
  g_assert_cmpint (sl_transaction_get_id (applied.transaction) != 0, ==, words != NULL);
  if (words != NULL)
    {
      g_autofree char *said = sl_deed_describe (applied.transaction);

      g_assert_cmpstr (said, ==, words);
    }
  g_object_unref (applied.transaction);
}

static void
test_bulk_tag (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Baker", NULL);
  g_autofree char *c = sl_core_test_add (context, "Osterby", "Baker", NULL);
  const char *first[] = { a, NULL };
  g_autofree char *tag_id = NULL;
  gint64 pks[] = { 1, 2, 3 };

  g_object_unref (sl_core_test_apply (context, sl_deed_create_tag ("Nearby", "#3584e4", first, &tag_id)));
  bulk_tag (context, pks, 3, tag_id, TRUE, "Tagged 2 applications with “Nearby”");
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_TAG_ASSIGNMENT, a), ==, 1);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_TAG_ASSIGNMENT, c), ==, 1);
  /* Nothing lacks it any more: no step. */
  bulk_tag (context, pks, 3, tag_id, TRUE, NULL);
  bulk_tag (context, pks, 1, tag_id, FALSE, "Took “Nearby” off Torvmark");
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_TAG_ASSIGNMENT, a), ==, 0);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_TAG_ASSIGNMENT, b), ==, 1);
  sl_core_test_close (context);
}

static SlChangeset *
build_too_long (const char *const *ids,
                gpointer           data)
{
  g_autofree char *text = g_strnfill (300, 'x');
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, text);

  return sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_COMPANY_NAME, &value);
}

static void
test_bulk_fails (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 pks[] = { 1 };
  Applied invalid = { 0 };
  Applied cancelled = { 0 };

  sl_deed_bulk_async (context, pks, 1, build_too_long, NULL, NULL, NULL, applied_cb, &invalid);
  sl_core_test_wait_for (&invalid.done);
  g_assert_null (invalid.transaction);
  g_assert_nonnull (invalid.error);
  g_clear_error (&invalid.error);

  g_cancellable_cancel (cancellable);
  sl_deed_bulk_async (context, pks, 1, build_status, g_strdup (SL_STATUS_OFFER), g_free, cancellable, applied_cb, &cancelled);
  sl_core_test_wait_for (&cancelled.done);
  g_assert_null (cancelled.transaction);
  g_assert_nonnull (cancelled.error);
  g_clear_error (&cancelled.error);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/deeds/bulk", test_bulk);
  g_test_add_func ("/core/deeds/bulk-tag", test_bulk_tag);
  g_test_add_func ("/core/deeds/bulk-fails", test_bulk_fails);

  return g_test_run ();
}
