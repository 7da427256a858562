/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-private.h"
#include "sl-store-query.h"

static void
assert_words (SlTransaction *transaction,
              const char    *done,
              const char    *undone)
{
  g_autofree char *words = sl_deed_describe (transaction);
  g_autofree char *undo_words = sl_deed_describe_undone (transaction);

  g_assert_cmpstr (words, ==, done);
  g_assert_cmpstr (undo_words, ==, undone);
  g_object_unref (transaction);
}

static SlChangeset *
named (SlContext   *context,
       const char  *id,
       SlChangeset *changeset)
{
  g_autoptr (SlRecord) application = sl_core_test_read (context, SL_KIND_APPLICATION, id);

  sl_deed_name_application (changeset, application);

  return changeset;
}

static gint64
get_pk (SlContext  *context,
        const char *id)
{
  g_autoptr (SlRecord) application = id != NULL ? sl_core_test_read (context, SL_KIND_APPLICATION, id) : NULL;

  return application != NULL ? sl_record_get_pk (application) : 0;
}

typedef struct {
  GArray *pks;
  SlBoardPlace place;
  SlClock *clock;
} Placing;

static gpointer
build_placement (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Placing *placing = data;

  return sl_deed_place_on_board (connection, (const gint64 *) placing->pks->data, placing->pks->len, &placing->place, placing->clock, error);
}

/* Puts @ids between @above and @below (nullable) of a column. */
static SlTransaction *
place_in (SlContext         *context,
          const char *const *ids,
          const char        *status,
          const char        *lane,
          const char        *above,
          const char        *below)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  Placing placing = { pks, { status, lane, get_pk (context, above), get_pk (context, below) }, sl_context_get_clock (context) };
  SlChangeset *changeset;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 pk = get_pk (context, ids[i]);

      g_array_append_val (pks, pk);
    }
  changeset = sl_store_read (sl_context_get_store (context), build_placement, &placing, &error);
  g_assert_no_error (error);

  return sl_core_test_apply (context, changeset);
}

/* Puts one into the column of those that are saved. */
static void
place (SlContext  *context,
       const char *id,
       const char *above,
       const char *below)
{
  const char *ids[] = { id, NULL };

  g_object_unref (place_in (context, ids, SL_STATUS_SAVED, NULL, above, below));
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

  assert_words (sl_core_test_apply (context, named (context, a, sl_deed_set_status (one, SL_STATUS_APPLIED, NULL))),
                "Moved Torvmark to Applied", "Undo moving Torvmark to Applied");
  assert_words (sl_core_test_apply (context, sl_deed_set_status (two, SL_STATUS_INTERVIEWING, NULL)),
                "Moved 2 applications to Interviewing", "Undo moving 2 applications to Interviewing");
  assert_words (sl_core_test_apply (context, sl_deed_set_status (one, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE)),
                "Marked 1 application as no response", "Undo moving 1 application to Rejected");
  assert_words (sl_core_test_apply (context, named (context, a, sl_deed_move_to_lane (one, SL_LANE_TECHNICAL_INTERVIEW, NULL))),
                "Moved Torvmark to Technical Interview", "Undo moving Torvmark to Technical Interview");
  assert_words (place_in (context, two, NULL, SL_LANE_OFFER, NULL, NULL),
                "Moved 2 applications to Offer", "Undo moving 2 applications to Offer");
  assert_words (place_in (context, one, NULL, SL_LANE_OFFER, b, NULL),
                "Moved Torvmark on the board", "Undo moving Torvmark on the board");

  sl_value_set_text (&value, "High");
  assert_words (sl_core_test_apply (context, sl_deed_edit (SL_KIND_APPLICATION, two, SL_APPLICATION_PRIORITY, &value)),
                "Changed “Priority” of 2 applications", "Undo changing “Priority” of 2 applications");
  assert_words (sl_core_test_apply (context, sl_deed_create_tag ("Nearby", "#3584e4", NULL, &tag_id)),
                "Created the tag “Nearby”", "Undo creating the tag “Nearby”");
  assert_words (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, two, clock)),
                "Moved 2 applications to the Trash", "Undo moving 2 applications to the Trash");
  assert_words (sl_core_test_apply (context, named (context, a, sl_deed_restore (SL_KIND_APPLICATION, one))),
                "Restored Torvmark", "Undo restoring Torvmark");

  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Ask how it looks");
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, a);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (clock));
  assert_words (sl_core_test_apply (context, sl_deed_add (reminder)), "Added a reminder", "Undo adding a reminder");

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
  assert_words (sl_core_test_apply (context, imported), "Imported search.csv", "Undo importing search.csv");

  sl_changeset_set_subject (unknown, "{\"company\":");
  sl_changeset_update_text (unknown, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, "y");
  assert_words (sl_core_test_apply (context, unknown), "Changed something", "Undo the last change");

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
  assert_words (apply_named (context, id, "done", "Call Torvmark"), "Marked “•••” as done", "Undo marking “•••” as done");
  assert_words (apply_named (context, id, "attach", "{\"name\":\"Torvmark.pdf\",\"count\":1}"), "Attached “•••”", "Undo attaching “•••”");
  assert_words (apply_named (context, id, "touch", "Recruiter"), "Noted that you were in touch with Person 1",
                "Undo noting the contact with Person 1");
  assert_words (apply_named (context, id, "import", "Torvmark.csv"), "Imported •••", "Undo importing •••");
  assert_words (apply_named (context, id, "create-tag", "Nearby"), "Created the tag “Nearby”", "Undo creating the tag “Nearby”");
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
    g_assert_cmpint (g_array_index (pks, gint64, i), ==, get_pk (context, ids[i]));
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

typedef struct {
  SlKind kind;
  const char *application_id;
} Children;

static gpointer
read_children (SlConnection  *connection,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Children *children = data;

  return sl_store_read_children (connection, children->kind, children->application_id, error);
}

static guint
count_children (SlContext  *context,
                SlKind      kind,
                const char *application_id)
{
  g_autoptr (GError) error = NULL;
  Children asked = { kind, application_id };
  g_autoptr (GPtrArray) children = sl_store_read (sl_context_get_store (context), read_children, &asked, &error);

  g_assert_no_error (error);

  return children->len;
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

  g_object_unref (place_in (context, moved, SL_STATUS_APPLIED, NULL, c, b));
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
  assert_words (place_in (context, both, SL_STATUS_REJECTED, NULL, NULL, NULL), "Moved 1 application to Rejected",
                "Undo moving 1 application to Rejected");
  ended = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  g_assert_cmpstr (sl_record_get_text (ended, SL_APPLICATION_STATUS_DETAIL), ==, SL_DETAIL_NO_RESPONSE);
  g_assert_cmpuint (count_children (context, SL_KIND_EVENT, a), ==, 1);
  g_assert_cmpuint (count_children (context, SL_KIND_EVENT, b), ==, 1);

  g_object_unref (place_in (context, first, NULL, SL_LANE_OFFER, NULL, NULL));
  g_assert_cmpuint (count_children (context, SL_KIND_EVENT, a), ==, 2);
  g_object_unref (place_in (context, both, NULL, SL_LANE_OFFER, NULL, NULL));
  g_assert_cmpuint (count_children (context, SL_KIND_EVENT, a), ==, 2);
  g_assert_cmpuint (count_children (context, SL_KIND_EVENT, b), ==, 2);
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
  assert_words (place_in (context, two, SL_STATUS_SAVED, NULL, d, a), "Moved 2 applications on the board",
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

static gpointer
read_events (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_store_read_children (connection, SL_KIND_EVENT, data, error);
}

static guint
count_events (SlContext  *context,
              const char *application_id)
{
  g_autoptr (GPtrArray) events = sl_store_read (sl_context_get_store (context), read_events, (gpointer) application_id, NULL);

  return events->len;
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
  n = count_events (context, here);
  again = sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_ASSESSMENT, NULL));
  g_assert_cmpint (sl_transaction_get_id (again), ==, 0);
  g_assert_cmpuint (count_events (context, here), ==, n);

  /* Who isn't there yet still goes. */
  some = sl_core_test_apply (context, sl_deed_move_to_lane (both, SL_LANE_ASSESSMENT, NULL));
  g_assert_cmpuint (sl_transaction_get_n_changes (some), ==, 1);
  g_assert_cmpuint (count_events (context, here), ==, n);
  g_assert_cmpuint (count_events (context, there), ==, 1);

  /* It can end in another way than it did. */
  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "rejected")));
  closed_again = sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "rejected"));
  g_assert_cmpint (sl_transaction_get_id (closed_again), ==, 0);
  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_CLOSED, "withdrawn")));
  g_assert_cmpuint (count_events (context, here), ==, n + 2);
  sl_core_test_close (context);
}

/* Somebody took the application back meanwhile: that is what the person is told. */
/* Dropped among the closed ones with how it ended. */
static void
test_place_closed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_INTERVIEWING);
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 pk = get_pk (context, a);
  Placing placing = { pks, { NULL, SL_LANE_CLOSED, 0, 0, "withdrawn" }, sl_context_get_clock (context) };
  g_autoptr (SlRecord) application = NULL;

  g_array_append_val (pks, pk);
  g_object_unref (sl_core_test_apply (context, sl_store_read (sl_context_get_store (context), build_placement, &placing, NULL)));
  application = sl_core_test_read (context, SL_KIND_APPLICATION, a);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_LANE), ==, SL_LANE_CLOSED);

  sl_core_test_close (context);
}

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

/* Bulk */

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
  assert_words (both.transaction, "Moved 2 applications to Applied", "Undo moving 2 applications to Applied");
  record = sl_core_test_read (context, SL_KIND_APPLICATION, b);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);

  /* The single one is called by its name. */
  sl_deed_bulk_async (context, pks, 1, build_status, g_strdup (SL_STATUS_OFFER), g_free, NULL, applied_cb, &one);
  sl_core_test_wait_for (&one.done);
  g_assert_no_error (one.error);
  assert_words (one.transaction, "Moved Velkholt to Offer", "Undo moving Velkholt to Offer");
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
  g_assert_cmpuint (count_children (context, SL_KIND_TAG_ASSIGNMENT, a), ==, 1);
  g_assert_cmpuint (count_children (context, SL_KIND_TAG_ASSIGNMENT, c), ==, 1);
  /* Nothing lacks it any more: no step. */
  bulk_tag (context, pks, 3, tag_id, TRUE, NULL);
  bulk_tag (context, pks, 1, tag_id, FALSE, "Took “Nearby” off Torvmark");
  g_assert_cmpuint (count_children (context, SL_KIND_TAG_ASSIGNMENT, a), ==, 0);
  g_assert_cmpuint (count_children (context, SL_KIND_TAG_ASSIGNMENT, b), ==, 1);
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
  g_test_add_func ("/core/deeds/board-ranks", test_board_ranks);
  g_test_add_func ("/core/deeds/same-moment", test_same_moment);
  g_test_add_func ("/core/deeds/place-many", test_place_many);
  g_test_add_func ("/core/deeds/place-mixed", test_place_mixed);
  g_test_add_func ("/core/deeds/make-room", test_make_room);
  g_test_add_func ("/core/deeds/lane", test_lane);
  g_test_add_func ("/core/deeds/place-closed", test_place_closed);
  g_test_add_func ("/core/deeds/lane-of-gone", test_lane_of_gone);
  g_test_add_func ("/core/deeds/lane-again", test_lane_again);
  g_test_add_func ("/core/deeds/bulk", test_bulk);
  g_test_add_func ("/core/deeds/bulk-tag", test_bulk_tag);
  g_test_add_func ("/core/deeds/bulk-fails", test_bulk_fails);
  g_test_add_func ("/core/deeds/many-words", test_many_words);

  return g_test_run ();
}
