/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was added to a sample comes along with all that belongs to it; the sample stays behind. */

#include "config.h"

#include "sl-carry.h"
#include "sl-core-test.h"
#include "sl-demo.h"
#include "sl-store-query.h"

typedef struct {
  GPtrArray *added;
  SlTransaction *transaction;
  gboolean done;
} Answer;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Answer *answer = user_data;

  answer->added = sl_carry_find_finish (SL_CONTEXT (source), result, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
carried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Answer *answer = user_data;

  answer->transaction = sl_carry_over_finish (SL_CONTEXT (source), result, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static GPtrArray *
find_added (SlContext *sample)
{
  Answer answer = { NULL, NULL, FALSE };

  sl_carry_find_async (sample, NULL, found_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  return answer.added;
}

static gpointer
count_func (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) records = sl_store_read_all (connection, GPOINTER_TO_INT (data), FALSE, error);

  return GUINT_TO_POINTER (records->len + 1);
}

static guint
count (SlContext *context,
       SlKind     kind)
{
  return GPOINTER_TO_UINT (sl_store_read (sl_context_get_store (context), count_func, GINT_TO_POINTER (kind), NULL)) - 1;
}

static gpointer
read_events (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_store_read_children (connection, SL_KIND_EVENT, data, error);
}

static void
assert_same_events (SlContext  *one,
                    SlContext  *other,
                    const char *id)
{
  g_autoptr (GPtrArray) these = sl_store_read (sl_context_get_store (one), read_events, (gpointer) id, NULL);
  g_autoptr (GPtrArray) those = sl_store_read (sl_context_get_store (other), read_events, (gpointer) id, NULL);

  g_assert_cmpuint (those->len, >, 0);
  g_assert_cmpuint (these->len, ==, those->len);
  for (guint i = 0; i < these->len; i++)
    for (guint field = 0; field < sl_kind_get_info (SL_KIND_EVENT)->n_fields; field++)
      g_assert_true (sl_value_equal (sl_record_get_value (g_ptr_array_index (these, i), field),
                                     sl_record_get_value (g_ptr_array_index (those, i), field)));
}

static SlContext *
open_own (void)
{
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), "own", NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();
  SlContext *own = sl_context_new (dir, clock);
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_context_open (own, &error));
  g_assert_no_error (error);
  return own;
}

static void
add_tag (SlContext  *context,
         const char *name,
         const char *application_id)
{
  const char *ids[] = { application_id, NULL };
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_create_tag (name, "#3584e4", ids[0] != NULL ? ids : NULL, NULL));

  g_assert_nonnull (transaction);
}

static void
interview (SlContext  *context,
           const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_set_status (ids, SL_STATUS_INTERVIEWING, NULL));

  g_assert_nonnull (transaction);
}

static void
test_carry (void)
{
  SlContext *sample = sl_core_test_open ();
  SlContext *own = open_own ();
  g_autoptr (GPtrArray) nothing = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (SlTransaction) carried = NULL;
  g_autoptr (SlRecord) before = NULL;
  g_autoptr (SlRecord) after = NULL;
  g_autofree char *id = NULL;
  Answer answer = { NULL, NULL, FALSE };

  g_assert_true (sl_demo_fill (sl_context_get_store (sample), 7, 12, NULL));
  nothing = find_added (sample);
  g_assert_cmpuint (nothing->len, ==, 0);

  id = sl_core_test_add (sample, "Acme", "Engineer", SL_STATUS_APPLIED);
  interview (sample, id);
  add_tag (sample, "Close by", id);
  add_tag (sample, "Known", id);
  add_tag (own, "known", NULL);
  sl_core_test_settle (sample);

  added = find_added (sample);
  g_assert_cmpuint (sl_carry_count_applications (added), ==, 1);
  before = sl_core_test_read (sample, SL_KIND_APPLICATION, id);

  sl_carry_over_async (own, added, NULL, carried_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  carried = answer.transaction;
  after = sl_core_test_read (own, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (after, SL_APPLICATION_COMPANY_NAME), ==, "Acme");
  g_assert_cmpstr (sl_record_get_text (after, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_cmpint (sl_record_get_integer (after, SL_APPLICATION_STATUS_SINCE, 0), ==, sl_record_get_integer (before, SL_APPLICATION_STATUS_SINCE, 1));
  g_assert_cmpuint (count (own, SL_KIND_APPLICATION), ==, 1);
  assert_same_events (own, sample, id);
  /* One tag came along, the other was there. */
  g_assert_cmpuint (count (own, SL_KIND_TAG), ==, 2);
  g_assert_cmpuint (count (own, SL_KIND_TAG_ASSIGNMENT), ==, 2);
  g_assert_cmpuint (count (sample, SL_KIND_APPLICATION), ==, 13);

  sl_context_close (own);
  g_object_unref (own);
  sl_core_test_close (sample);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/carry", test_carry);
  return g_test_run ();
}
