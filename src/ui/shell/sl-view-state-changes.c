/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a window changes things: every way in ends in one transaction of the store and tells "done" or "failed". */

#define G_LOG_DOMAIN "sl-view-state"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-deeds-edit.h"
#include "sl-store-query.h"
#include "sl-view-state.h"

/* Finishes apply, bulk, undo and redo alike: the store answers all of them with a transaction. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlViewState) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (sl_view_state_get_store (self), result, &error);

  if (transaction != NULL)
    sl_view_state_tell_done (self, transaction);
  else
    sl_view_state_tell_failed (self, error, _("The change wasn’t made."));
}

/**
 * sl_view_state_apply:
 * @changeset: what to change
 */
void
sl_view_state_apply (SlViewState *self, SlChangeset *changeset)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));
  g_return_if_fail (SL_IS_CHANGESET (changeset));

  sl_store_apply_async (sl_view_state_get_store (self), changeset, NULL, answered_cb, g_object_ref (self));
}

/**
 * sl_view_state_bulk:
 * @pks: (array length=n_pks): applications
 * @build: makes the changeset from their ids
 * @data: for @build
 * @data_free: (nullable): frees @data when done
 */
void
sl_view_state_bulk (SlViewState *self, const gint64 *pks, guint n_pks, SlBulkFunc build, gpointer data, GDestroyNotify data_free)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  if (n_pks == 0)
    {
      if (data_free != NULL)
        data_free (data);
      return;
    }

  sl_deed_bulk_async (sl_view_state_get_context (self), pks, n_pks, build, data, data_free, NULL, answered_cb, g_object_ref (self));
}

/**
 * sl_view_state_bulk_tag:
 * @pks: (array length=n_pks): applications
 * @assign: whether they get the tag or lose it
 */
void
sl_view_state_bulk_tag (SlViewState *self, const gint64 *pks, guint n_pks, const char *tag_id, gboolean assign)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  if (n_pks > 0)
    sl_deed_bulk_tag_async (sl_view_state_get_context (self), pks, n_pks, tag_id, assign, NULL, answered_cb, g_object_ref (self));
}

/**
 * sl_view_state_place_on_board:
 * @pks: (array length=n_pks): applications, in the order they shall lie in
 * @place: where on the board
 */
void
sl_view_state_place_on_board (SlViewState *self, const gint64 *pks, guint n_pks, const SlBoardPlace *place)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  if (n_pks > 0)
    sl_deed_place_on_board_async (sl_view_state_get_context (self), pks, n_pks, place, NULL, answered_cb, g_object_ref (self));
}

/** sl_view_state_undo: takes back the newest step of the person's or of an import */
void
sl_view_state_undo (SlViewState *self)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  sl_store_undo_async (sl_view_state_get_store (self), NULL, answered_cb, g_object_ref (self));
}

/** sl_view_state_redo: makes the newest undone step again */
void
sl_view_state_redo (SlViewState *self)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  sl_store_redo_async (sl_view_state_get_store (self), NULL, answered_cb, g_object_ref (self));
}

/** sl_view_state_undo_transaction: takes back this one step, as a toast's button does */
void
sl_view_state_undo_transaction (SlViewState *self, gint64 transaction_id)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  sl_store_undo_transaction_async (sl_view_state_get_store (self), transaction_id, NULL, answered_cb, g_object_ref (self));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SlTransaction *transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    g_task_return_pointer (task, transaction, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sl_view_state_apply_async:
 * @changeset: what to change; neither "done" nor "failed" is told
 */
void
sl_view_state_apply_async (SlViewState *self, SlChangeset *changeset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SL_IS_VIEW_STATE (self));
  g_return_if_fail (SL_IS_CHANGESET (changeset));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_view_state_apply_async);
  sl_store_apply_async (sl_view_state_get_store (self), changeset, cancellable, applied_cb, task);
}

/**
 * sl_view_state_edit_async:
 * @before: a record as the person saw it
 * @after: what they made of it
 *
 * Writes what they made, together with what came meanwhile; finish with sl_view_state_apply_finish().
 */
void
sl_view_state_edit_async (SlViewState *self, SlRecord *before, SlRecord *after, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_view_state_edit_async);
  sl_deed_edit_since_async (sl_view_state_get_context (self), before, after, cancellable, applied_cb, task);
}

/**
 * sl_view_state_apply_finish:
 *
 * Returns: (transfer full): the durable transaction, or %NULL with @error
 */
SlTransaction *
sl_view_state_apply_finish (SlViewState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  SlQuery *query;
  SlFacet facet;
  SlDay today;
} FacetAsk;

static void
facet_ask_free (gpointer data)
{
  FacetAsk *ask = data;

  g_object_unref (ask->query);
  g_free (ask);
}

static gpointer
count_facet_func (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  FacetAsk *ask = data;

  return sl_store_query_facet_counts (connection, ask->query, ask->facet, ask->today, cancellable, error);
}

static void
facet_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GHashTable *counts = sl_store_read_finish (SL_STORE (source), result, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sl_view_state_count_facet_async:
 * @facet: the filter whose words are counted
 */
void
sl_view_state_count_facet_async (SlViewState *self, SlFacet facet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  FacetAsk *ask;
  GTask *task;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  ask = g_new0 (FacetAsk, 1);
  ask->query = g_object_ref (sl_view_state_get_query (self));
  ask->facet = facet;
  ask->today = sl_view_state_get_today (self);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_view_state_count_facet_async);
  sl_store_read_async (sl_view_state_get_store (self), SL_READ_BACKGROUND, count_facet_func, ask, facet_ask_free,
                       (GDestroyNotify) g_hash_table_unref, cancellable, facet_counted_cb, task);
}

/**
 * sl_view_state_count_facet_finish:
 *
 * Returns: (transfer full): word → GINT_TO_POINTER (count), or %NULL with @error
 */
GHashTable *
sl_view_state_count_facet_finish (SlViewState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
