/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards that are put down on the board: their ranks, their status and lane, and what is told of it. */

#define G_LOG_DOMAIN "test-deeds-board"

#include "config.h"

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-store-query.h"

/* Puts one into the column of those that are saved. */
static void
place (SlContext  *context,
       const char *id,
       const char *above,
       const char *below)
{
  const char *ids[] = { id, NULL };

  g_object_unref (sl_core_test_place_between (context, ids, SL_STATUS_SAVED, NULL, above, below));
}

static gint64
get_rank (SlContext  *context,
          const char *id)
{
  g_autoptr (SlRecord) application = sl_core_test_read (context, SL_KIND_APPLICATION, id);

  return sl_deed_get_board_rank (application);
}

static gpointer
read_board (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  sl_query_set_sort (query, SL_SORT_BOARD_RANK, FALSE);

  return sl_store_query_pks (connection, query, sl_day_from_ymd (2026, 3, 16), 0, cancellable, error);
}

static void
assert_order (SlContext         *context,
              const char *const *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pks = sl_store_read (sl_context_get_store (context), read_board, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_cmpint (g_array_index (pks, gint64, i), ==, sl_core_test_get_pk (context, ids[i]));
}

/* The store sorts as sl_deed_get_board_rank() says. */
static void
assert_board (SlContext         *context,
              const char *const *ids)
{
  assert_order (context, ids);
  for (guint i = 1; ids[i] != NULL; i++)
    g_assert_cmpint (get_rank (context, ids[i - 1]), <, get_rank (context, ids[i]));
}

static void
test_board_ranks (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "A", "Baker", NULL);
  g_autofree char *b = sl_core_test_add (context, "B", "Baker", NULL);
  g_autofree char *c = sl_core_test_add (context, "C", "Baker", NULL);

  /* Newest first until placed by hand. */
  assert_board (context, (const char *[]) { c, b, a, NULL });
  place (context, a, c, b);
  assert_board (context, (const char *[]) { c, a, b, NULL });
  place (context, c, b, NULL);
  assert_board (context, (const char *[]) { a, b, c, NULL });
  place (context, c, NULL, a);
  assert_board (context, (const char *[]) { c, a, b, NULL });

  /* Between two neighbours there is always room, also when halving it found an end. */
  for (guint i = 0; i < 40; i++)
    {
      place (context, a, c, b);
      assert_board (context, (const char *[]) { c, a, b, NULL });
      place (context, b, c, a);
      assert_board (context, (const char *[]) { c, b, a, NULL });
    }

  sl_core_test_close (context);
}

/* Rows of an import are added at one moment; still there is room between any two. */
static void
test_same_moment (void)
{
  SlContext *context = sl_core_test_open ();
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  char *ids[5] = { 0 };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);

      sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
      sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_changeset_insert (changeset, application);
      ids[i] = g_strdup (sl_record_get_id (application));
    }
  g_object_unref (sl_core_test_apply (context, changeset));
  assert_board (context, (const char *[]) { ids[3], ids[2], ids[1], ids[0], NULL });
  place (context, ids[0], ids[3], ids[2]);
  assert_board (context, (const char *[]) { ids[3], ids[0], ids[2], ids[1], NULL });
  place (context, ids[3], ids[2], ids[1]);
  assert_board (context, (const char *[]) { ids[0], ids[2], ids[3], ids[1], NULL });

  for (guint i = 0; i < 4; i++)
    g_free (ids[i]);
  sl_core_test_close (context);
}

static void
test_place_many (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "A", "Baker", SL_STATUS_SAVED);
  g_autofree char *b = sl_core_test_add (context, "B", "Baker", SL_STATUS_SAVED);
  g_autofree char *c = sl_core_test_add (context, "C", "Baker", SL_STATUS_SAVED);
  g_autofree char *d = sl_core_test_add (context, "D", "Baker", SL_STATUS_SAVED);
  const char *moved[] = { d, a, NULL };
  g_autoptr (SlRecord) record = NULL;

  g_object_unref (sl_core_test_place_between (context, moved, SL_STATUS_APPLIED, NULL, c, b));
  assert_board (context, (const char *[]) { c, d, a, b, NULL });
  record = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_APPLIED_DATE), ==, "2026-03-16");
  sl_core_test_close (context);
}

/* A drag with cards from here and from elsewhere: those from here only change their place. */
static void
test_place_mixed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "A", "Baker", SL_STATUS_APPLIED);
  g_autofree char *b = sl_core_test_add (context, "B", "Baker", SL_STATUS_SAVED);
  const char *first[] = { a, NULL };
  const char *both[] = { a, b, NULL };
  g_autoptr (SlRecord) ended = NULL;

  g_object_unref (sl_core_test_apply (context, sl_deed_set_status (first, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE)));
  sl_core_test_assert_words (sl_core_test_place_between (context, both, SL_STATUS_REJECTED, NULL, NULL, NULL), "Moved 1 application to Rejected",
                "Undo moving 1 application to Rejected");
  ended = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  g_assert_cmpstr (sl_record_get_text (ended, SL_APPLICATION_STATUS_DETAIL), ==, SL_DETAIL_NO_RESPONSE);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, a), ==, 1);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, b), ==, 1);

  g_object_unref (sl_core_test_place_between (context, first, NULL, SL_LANE_OFFER, NULL, NULL));
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, a), ==, 2);
  g_object_unref (sl_core_test_place_between (context, both, NULL, SL_LANE_OFFER, NULL, NULL));
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, a), ==, 2);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, b), ==, 2);
  sl_core_test_close (context);
}

/* Making room is part of the step: undo gives each card its old place. */
static void
test_make_room (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "A", "Baker", NULL);
  g_autofree char *b = sl_core_test_add (context, "B", "Baker", NULL);
  g_autofree char *c = sl_core_test_add (context, "C", "Baker", NULL);
  g_autofree char *d = sl_core_test_add (context, "D", "Baker", NULL);
  const char *two[] = { c, b, NULL };
  const char *one[] = { d, NULL };
  g_autoptr (SlRecord) before = NULL;
  g_autoptr (SlRecord) after = NULL;
  SlChangeset *tight = sl_changeset_new (SL_ACTOR_PERSON, "board");
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = NULL;

  sl_changeset_update_integer (tight, SL_KIND_APPLICATION, d, SL_APPLICATION_BOARD_RANK, 10);
  sl_changeset_update_integer (tight, SL_KIND_APPLICATION, c, SL_APPLICATION_BOARD_RANK, 10);
  sl_changeset_update_integer (tight, SL_KIND_APPLICATION, b, SL_APPLICATION_BOARD_RANK, 11);
  sl_changeset_update_integer (tight, SL_KIND_APPLICATION, a, SL_APPLICATION_BOARD_RANK, 12);
  g_object_unref (sl_core_test_apply (context, tight));
  assert_order (context, (const char *[]) { d, c, b, a, NULL });

  before = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  sl_clock_advance (sl_context_get_clock (context), G_USEC_PER_SEC);
  sl_core_test_assert_words (sl_core_test_place_between (context, two, SL_STATUS_SAVED, NULL, d, a), "Moved 2 applications on the board",
                "Undo moving 2 applications on the board");
  assert_board (context, (const char *[]) { d, c, b, a, NULL });
  /* What only makes room isn't newer for it. */
  g_assert_cmpint (get_rank (context, a), >, 12);
  after = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  g_assert_cmpint (sl_record_get_integer (after, SL_FIELD_UPDATED_AT, 0), ==, sl_record_get_integer (before, SL_FIELD_UPDATED_AT, 1));
  undone = sl_store_undo (sl_context_get_store (context), &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_rank (context, a), ==, 12);
  g_assert_cmpint (get_rank (context, b), ==, 11);
  assert_order (context, (const char *[]) { d, c, b, a, NULL });

  /* A neighbour that is in the Trash is none. */
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, one, sl_context_get_clock (context))));
  place (context, a, d, c);
  assert_board (context, (const char *[]) { a, c, b, NULL });
  sl_core_test_close (context);
}

static void
test_lane (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { id, NULL };
  SlClock *clock = sl_context_get_clock (context);
  g_autoptr (SlRecord) record = NULL;
  g_autoptr (SlRecord) closed = NULL;

  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_ASSESSMENT, NULL)));
  record = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_LANE), ==, SL_LANE_ASSESSMENT);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  sl_clock_advance (clock, G_USEC_PER_SEC);
  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "withdrawn")));
  closed = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (closed, SL_APPLICATION_LANE), ==, SL_LANE_CLOSED);
  g_assert_cmpstr (sl_record_get_text (closed, SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
  sl_core_test_close (context);
}

/* A card that is put down where it was: nothing happened. */
static void
test_lane_again (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *here = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *there = sl_core_test_add (context, "Velin", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { here, NULL };
  const char *both[] = { here, there, NULL };
  g_autoptr (SlTransaction) again = NULL;
  g_autoptr (SlTransaction) some = NULL;
  g_autoptr (SlTransaction) closed_again = NULL;
  guint n;

  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_ASSESSMENT, NULL)));
  n = sl_core_test_count_children (context, SL_KIND_EVENT, here);
  again = sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_ASSESSMENT, NULL));
  g_assert_cmpint (sl_transaction_get_id (again), ==, 0);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, here), ==, n);

  /* Who isn't there yet still goes. */
  some = sl_core_test_apply (context, sl_deed_move_to_lane (both, SL_LANE_ASSESSMENT, NULL));
  g_assert_cmpuint (sl_transaction_get_n_changes (some), ==, 1);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, here), ==, n);
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, there), ==, 1);

  /* It can end in another way than it did. */
  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "rejected")));
  closed_again = sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "rejected"));
  g_assert_cmpint (sl_transaction_get_id (closed_again), ==, 0);
  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "withdrawn")));
  g_assert_cmpuint (sl_core_test_count_children (context, SL_KIND_EVENT, here), ==, n + 2);
  sl_core_test_close (context);
}

/* Dropped among the closed ones with how it ended. */
static void
test_place_closed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_INTERVIEWING);
  const char *ids[] = { a, NULL };
  const SlBoardPlace place = { NULL, SL_LANE_CLOSED, 0, 0, "withdrawn" };
  g_autoptr (SlRecord) application = NULL;

  g_object_unref (sl_core_test_place (context, ids, &place));
  application = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_LANE), ==, SL_LANE_CLOSED);

  sl_core_test_close (context);
}

/* Somebody took the application back meanwhile: that is what the person is told. */
static void
test_lane_of_gone (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { id, NULL };
  g_autoptr (SlTransaction) undone = NULL;
  g_autoptr (SlTransaction) moved = NULL;
  g_autoptr (SlChangeset) move = sl_deed_move_to_lane (ids, SL_LANE_ASSESSMENT, NULL);
  g_autoptr (GError) error = NULL;

  undone = sl_store_undo (sl_context_get_store (context), &error);
  g_assert_no_error (error);
  moved = sl_store_apply (sl_context_get_store (context), move, &error);
  g_assert_null (moved);
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/deeds/board-ranks", test_board_ranks);
  g_test_add_func ("/core/deeds/same-moment", test_same_moment);
  g_test_add_func ("/core/deeds/place-many", test_place_many);
  g_test_add_func ("/core/deeds/place-mixed", test_place_mixed);
  g_test_add_func ("/core/deeds/make-room", test_make_room);
  g_test_add_func ("/core/deeds/lane", test_lane);
  g_test_add_func ("/core/deeds/place-closed", test_place_closed);
  g_test_add_func ("/core/deeds/lane-of-gone", test_lane_of_gone);
  g_test_add_func ("/core/deeds/lane-again", test_lane_again);

  return g_test_run ();
}
