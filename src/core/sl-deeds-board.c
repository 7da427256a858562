/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placing cards on the board: which column, and where in it. Decided on the writer thread from what the store says, not
 * from what a view has read so far: each card by itself, as a drag may hold cards from here and from elsewhere.
 *
 * A card's rank is a number between those of its neighbours. When there is none left, the cards below move down, as
 * far as it takes: mostly one or two. */
#define G_LOG_DOMAIN "sl-deeds-board"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-store-query.h"

/* Between cards placed above or below all others, and the most between two: a second, as cards that were never placed
 * lie by the moment they were added, and a second apart when that was the same. */
#define RANK_STEP G_GINT64_CONSTANT (1000000)
/* Between cards that are made room for: enough to halve it many times, and less than most lie apart, so that few
 * have to move. */
#define TIGHT_STEP (RANK_STEP / 16)

typedef struct {
  SlBoardPlace place;
  gint64 *pks;
  guint n_pks;
  SlClock *clock;
} Placement;

/* The cards below a place, being moved down. */
typedef struct {
  SlChangeset *changeset;
  GHashTable *moved; /* pks that are placed themselves */
  gint64 rank;       /* of the card above */
} MoveDown;

static void
placement_free (gpointer data)
{
  Placement *placement = data;

  g_free ((char *) placement->place.status);
  g_free ((char *) placement->place.lane);
  g_free ((char *) placement->place.outcome);
  g_free (placement->pks);
  g_object_unref (placement->clock);
  g_free (placement);
}

/**
 * sl_deed_get_board_rank:
 * @application: an application as read from the store
 *
 * The pk keeps cards apart that were added at one moment, by an import. The store sorts by the same sum.
 *
 * Returns: its place within its column
 */
gint64
sl_deed_get_board_rank (SlRecord *application)
{
  gint64 added;

  g_return_val_if_fail (SL_IS_RECORD (application), 0);

  added = sl_record_get_integer (application, SL_FIELD_CREATED_AT, 0) + sl_record_get_pk (application) * RANK_STEP;

  return sl_record_get_integer (application, SL_APPLICATION_BOARD_RANK, -added);
}

/* Returns FALSE on an error; *@record is NULL when there is none any more. */
static gboolean
read_card (SlConnection  *connection,
           gint64         pk,
           SlRecord     **record,
           GError       **error)
{
  g_autoptr (GError) failure = NULL;

  *record = pk != 0 ? sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, pk, &failure) : NULL;
  if (*record != NULL && !sl_record_is_null (*record, SL_FIELD_DELETED_AT))
    g_clear_object (record);
  if (failure == NULL || g_error_matches (failure, SL_ERROR, SL_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* (nullable) (element-type SlRecord): the living ones. */
static GPtrArray *
read_cards (SlConnection  *connection,
            const gint64  *pks,
            guint          n_pks,
            GError       **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_pks; i++)
    {
      SlRecord *card = NULL;

      if (!read_card (connection, pks[i], &card, error))
        return NULL;
      if (card != NULL)
        g_ptr_array_add (cards, card);
    }

  return g_steal_pointer (&cards);
}

static gboolean
move_down (gint64      pk,
           const char *id,
           gint64      rank,
           gpointer    data)
{
  MoveDown *self = data;

  if (g_hash_table_contains (self->moved, &pk))
    return TRUE;
  if (rank > self->rank)
    return FALSE;

  self->rank += TIGHT_STEP;
  sl_changeset_update_integer (self->changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_BOARD_RANK, self->rank);
  return TRUE;
}

/* Moves what lies below @above down, so that @cards fit between. */
static gboolean
make_room (SlConnection        *connection,
           SlChangeset         *changeset,
           const SlBoardPlace  *place,
           SlRecord            *above,
           GPtrArray           *cards,
           GError             **error)
{
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 rank = sl_deed_get_board_rank (above);
  MoveDown self = { changeset, moved, rank + cards->len * TIGHT_STEP };

  for (guint i = 0; i < cards->len; i++)
    {
      gint64 pk = sl_record_get_pk (g_ptr_array_index (cards, i));

      g_hash_table_add (moved, g_memdup2 (&pk, sizeof pk));
    }

  return sl_store_foreach_below (connection, place->status != NULL ? SL_FACET_STATUS : SL_FACET_LANE,
                                 place->status != NULL ? place->status : place->lane, rank, sl_record_get_pk (above),
                                 move_down, &self, error);
}

/* The ranks of the cards: the first of them and what lies between each. */
static gboolean
find_ranks (SlConnection        *connection,
            SlChangeset         *changeset,
            const SlBoardPlace  *place,
            GPtrArray           *cards,
            SlClock             *clock,
            gint64              *first,
            gint64              *step,
            GError             **error)
{
  g_autoptr (SlRecord) above = NULL;
  g_autoptr (SlRecord) below = NULL;
  gint64 n = cards->len;

  if (!read_card (connection, place->above, &above, error) || !read_card (connection, place->below, &below, error))
    return FALSE;

  *step = RANK_STEP;
  if (above == NULL && below == NULL)
    *first = -sl_clock_get_now (clock);
  else if (above == NULL)
    *first = sl_deed_get_board_rank (below) - n * RANK_STEP;
  else
    {
      gint64 room = below != NULL ? sl_deed_get_board_rank (below) - sl_deed_get_board_rank (above) : G_MAXINT64;

      if (room > n)
        *step = MIN (room / (n + 1), RANK_STEP);
      else if (make_room (connection, changeset, place, above, cards, error))
        *step = TIGHT_STEP;
      else
        return FALSE;
      *first = sl_deed_get_board_rank (above) + *step;
    }
  return TRUE;
}

static gboolean
is_in_column (SlRecord           *card,
              const SlBoardPlace *place)
{
  if (place->status != NULL)
    return g_strcmp0 (sl_record_get_text (card, SL_APPLICATION_STATUS), place->status) == 0;
  return g_strcmp0 (sl_record_get_text (card, SL_APPLICATION_LANE), place->lane) == 0;
}

static void
move_to_column (SlChangeset        *changeset,
                SlRecord           *card,
                const SlBoardPlace *place)
{
  if (place->status != NULL)
    sl_deed_update_status (changeset, sl_record_get_id (card), place->status, NULL);
  else
    sl_deed_insert_lane_event (changeset, sl_record_get_id (card), place->lane, place->outcome);
}

/**
 * sl_deed_place_on_board:
 * @pks: (array length=n_pks): the applications, in the order they shall lie in; those that are gone are left out
 * @place: where; a neighbour that is gone counts as none
 * @clock: for the rank of a column's first card
 *
 * What lies in the column already only gets its place there: no event, and its status detail stays. Runs on a reader
 * thread.
 *
 * Returns: (transfer full): the changeset; %NULL with @error set
 */
SlChangeset *
sl_deed_place_on_board (SlConnection        *connection,
                        const gint64        *pks,
                        guint                n_pks,
                        const SlBoardPlace  *place,
                        SlClock             *clock,
                        GError             **error)
{
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  guint n_arriving = 0;
  gint64 rank;
  gint64 step;

  g_return_val_if_fail (connection != NULL && SL_IS_CLOCK (clock), NULL);
  g_return_val_if_fail ((place->status == NULL) != (place->lane == NULL), NULL);

  cards = read_cards (connection, pks, n_pks, error);
  if (cards == NULL)
    return NULL;
  for (guint i = 0; i < cards->len; i++)
    n_arriving += !is_in_column (g_ptr_array_index (cards, i), place);

  changeset = sl_deed_new (n_arriving == 0 ? SL_DEED_BOARD : place->status != NULL ? SL_DEED_STATUS : SL_DEED_LANE, SL_KIND_APPLICATION);
  if (n_arriving > 0)
    {
      sl_deed_set_subject (changeset, SL_SUBJECT_STATUS, place->status);
      sl_deed_set_subject (changeset, SL_SUBJECT_LANE, place->lane);
    }
  sl_deed_set_count (changeset, n_arriving > 0 ? n_arriving : cards->len);
  if (cards->len == 1)
    sl_deed_name_application (changeset, g_ptr_array_index (cards, 0));
  if (cards->len == 0)
    return g_steal_pointer (&changeset);

  if (!find_ranks (connection, changeset, place, cards, clock, &rank, &step, error))
    return NULL;
  for (guint i = 0; i < cards->len; i++, rank += step)
    {
      SlRecord *card = g_ptr_array_index (cards, i);

      if (!is_in_column (card, place))
        move_to_column (changeset, card, place);
      sl_changeset_update_integer (changeset, SL_KIND_APPLICATION, sl_record_get_id (card), SL_APPLICATION_BOARD_RANK, rank);
    }

  return g_steal_pointer (&changeset);
}

static gpointer
build_placement (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Placement *placement = data;

  return sl_deed_place_on_board (connection, placement->pks, placement->n_pks, &placement->place, placement->clock, error);
}

/**
 * sl_deed_place_on_board_async:
 * @pks: (array length=n_pks): the applications, copied
 * @place: where, copied
 *
 * As sl_deed_place_on_board(), and applies it as one step of undo. Finish with sl_store_apply_finish() of the context's
 * store.
 */
void
sl_deed_place_on_board_async (SlContext           *context,
                              const gint64        *pks,
                              guint                n_pks,
                              const SlBoardPlace  *place,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Placement *placement;

  g_return_if_fail (SL_IS_CONTEXT (context));
  g_return_if_fail ((place->status == NULL) != (place->lane == NULL));

  placement = g_new0 (Placement, 1);
  placement->place = *place;
  placement->place.status = g_strdup (place->status);
  placement->place.lane = g_strdup (place->lane);
  placement->place.outcome = g_strdup (place->outcome);
  placement->pks = g_memdup2 (pks, n_pks * sizeof (gint64));
  placement->n_pks = n_pks;
  placement->clock = g_object_ref (sl_context_get_clock (context));
  sl_deed_build_async (context, build_placement, placement, placement_free, cancellable, callback, user_data);
}
