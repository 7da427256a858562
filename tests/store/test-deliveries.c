/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-deliveries.h"
#include "store-fixture.h"

typedef struct {
  gboolean done;
  GPtrArray *claimed;
  gint64 retry;
} Answer;

static void
claimed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Answer *answer = user_data;
  g_autoptr (GError) error = NULL;

  answer->claimed = sl_store_claim_finish (SL_STORE (source), result, &answer->retry, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  *(gboolean *) user_data = TRUE;
}

static void
wait_for (gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
make (const char *key,
      gint64      at)
{
  GPtrArray *deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_delivery_free);

  g_ptr_array_add (deliveries, sl_delivery_new (key, at));

  return deliveries;
}

/* How many of the one were left to claim; @retry is nullable. */
static guint
claim (SlStore    *store,
       const char *key,
       gint64      at,
       gint64     *retry)
{
  Answer answer = { 0 };
  guint n;

  sl_store_claim_async (store, make (key, at), NULL, claimed_cb, &answer);
  wait_for (&answer.done);
  n = answer.claimed->len;
  g_ptr_array_unref (answer.claimed);
  if (retry != NULL)
    *retry = answer.retry;

  return n;
}

static void
note (SlStore    *store,
      const char *key,
      gint64      at)
{
  gboolean done = FALSE;

  sl_store_note_delivered_async (store, make (key, at), NULL, noted_cb, &done);
  wait_for (&done);
}

static void
test_once (StoreFixture *fixture,
           gconstpointer data)
{
  gint64 now = sl_clock_get_now (fixture->clock);
  g_autoptr (SlStore) other = sl_store_new (fixture->dir, fixture->clock);
  gint64 retry;

  g_assert_true (sl_store_open (other, NULL));
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 1);
  /* Neither the same program nor another one gets it meanwhile. */
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 0);
  g_assert_cmpuint (claim (other, "a", 1, &retry), ==, 0);
  g_assert_cmpint (retry, ==, now + SL_CLAIM_USEC);
  /* Another occasion, and another reminder. */
  g_assert_cmpuint (claim (other, "a", 2, NULL), ==, 1);
  g_assert_cmpuint (claim (other, "b", 1, NULL), ==, 1);

  note (fixture->store, "a", 1);
  sl_clock_advance (fixture->clock, 2 * SL_CLAIM_USEC);
  g_assert_cmpuint (claim (other, "a", 1, &retry), ==, 0);
  g_assert_cmpint (retry, ==, SL_TIME_NONE);
  /* It is no change of the search: nothing to undo, nothing that others are told. */
  g_assert_cmpint (store_count (fixture->store, "SELECT count (*) FROM txn"), ==, 0);

  sl_store_close (other);
}

/* Who claimed it was killed before it was shown. */
static void
test_run_out (StoreFixture *fixture,
              gconstpointer data)
{
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 1);
  sl_clock_advance (fixture->clock, SL_CLAIM_USEC - 1);
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 0);
  sl_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 1);
  /* Set back by a year, the clock doesn't hold it for a year. */
  sl_clock_advance (fixture->clock, -366 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 1);
}

static void
test_forgets (StoreFixture *fixture,
              gconstpointer data)
{
  g_assert_cmpuint (claim (fixture->store, "a", 1, NULL), ==, 1);
  note (fixture->store, "a", 1);
  sl_clock_advance (fixture->clock, 100 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (claim (fixture->store, "b", 1, NULL), ==, 1);
  g_assert_cmpint (store_count (fixture->store, "SELECT count (*) FROM deliveries"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/deliveries/once", test_once);
  STORE_TEST ("/deliveries/run-out", test_run_out);
  STORE_TEST ("/deliveries/forgets", test_forgets);

  return g_test_run ();
}
