/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared view-model of one window: the one query that list, board and charts show, its model and selection, and
 * the one way to change something with a toast after it. Owned by SlWindow; views hold a reference and never know
 * each other. Everything here is called on the main thread.
 *
 *   SlContext ──> SlViewState ── query ──> SlQueryModel ──> GtkMultiSelection ──> list
 *                                └──────> board columns, charts, chips (each from the same query)
 */

#pragma once

#include <gtk/gtk.h>

#include "sl-deeds.h"
#include "sl-query-model.h"
#include "sl-community.h"
#include "sl-sync-keeper.h"

G_BEGIN_DECLS

#define SL_TYPE_VIEW_STATE (sl_view_state_get_type ())
G_DECLARE_FINAL_TYPE (SlViewState, sl_view_state, SL, VIEW_STATE, GObject)

/* Properties: "context" (SlContext), "query" (SlQuery), "model" (SlQueryModel), "selection" (GtkMultiSelection),
 * "n-selected" (uint), "total" (int64: living applications, -1 until known), "trashed" (int64: applications in the
 * Trash), "in-trash" (int64: what the Trash lists, of all kinds), "tags" (GListModel of living tag SlRecords by name), "saved-filters" (GListModel of saved filter SlRecords
 * by position), "board-lanes" (boolean, remembered), "error" (GError, nullable: why nothing can be shown), "sync" (SlSyncKeeper, nullable: these data aren't for syncing), "today" (int: SlDay; notifies when the day changes).
 * Signals: "done" (SlViewState *, SlTransaction *): a change is durable and worth a toast;
 *          "failed" (SlViewState *, const GError *, const char *deed): it was not made;
 *          "saved" (SlViewState *, GFile *): a file was written where the person chose;
 *          "reveal" (SlViewState *, gint64 pk): this application is to get the focus;
 *          "finish-typing" (SlViewState *): what is being typed goes to the store at once. */

SlViewState *sl_view_state_new (SlContext *context, GSettings *settings);
/* Another query over the same data, for a page of its own: it is shown by the lanes of @parent's board, nothing of it is
 * remembered, and what it does @parent tells, too. Started already. */
SlViewState *sl_view_state_new_within (SlViewState *parent, SlQuery *query);
SlViewState *sl_view_state_get_parent (SlViewState *self);
void sl_view_state_start (SlViewState *self);

SlContext *sl_view_state_get_context (SlViewState *self);
SlStore *sl_view_state_get_store (SlViewState *self);
GSettings *sl_view_state_get_settings (SlViewState *self);
SlCommunity *sl_view_state_get_community (SlViewState *self);
SlSyncKeeper *sl_view_state_get_sync (SlViewState *self);
void sl_view_state_set_sync (SlViewState *self, SlSyncKeeper *sync);
SlQueryModel *sl_view_state_get_model (SlViewState *self);
GListModel *sl_view_state_get_tags (SlViewState *self);
GListModel *sl_view_state_get_saved_filters (SlViewState *self);
gint64 sl_view_state_get_total (SlViewState *self);
gint64 sl_view_state_get_trashed (SlViewState *self);
SlDay sl_view_state_get_today (SlViewState *self);
const GError *sl_view_state_get_error (SlViewState *self);
void sl_view_state_retry (SlViewState *self);
gboolean sl_view_state_get_board_lanes (SlViewState *self);
void sl_view_state_set_board_lanes (SlViewState *self, gboolean lanes);
/* How the cards of a column lie; by rank, which the person sets by hand, unless another sort is asked for. */
SlSort sl_view_state_get_board_sort (SlViewState *self, gboolean *descending);
void sl_view_state_set_board_sort (SlViewState *self, SlSort sort, gboolean descending);

/* The query. Immutable: change a copy, either here… */
SlQuery *sl_view_state_get_query (SlViewState *self);
void sl_view_state_set_query (SlViewState *self, SlQuery *query);
SlQuery *sl_view_state_dup_shown_query (SlViewState *self);
void sl_view_state_refresh_query (SlViewState *self);
/* …or in @change, which gets a copy to write to. */
typedef void (*SlQueryFunc) (SlQuery *query, gpointer data);
void sl_view_state_update_query (SlViewState *self, SlQueryFunc change, gpointer data);
void sl_view_state_narrow_query (SlViewState *self, SlQueryFunc change, gpointer data);
gboolean sl_view_state_widen_query (SlViewState *self);

/* The selection, shared by list and board; kept when the view changes. */
GtkMultiSelection *sl_view_state_get_selection (SlViewState *self);
guint sl_view_state_get_n_selected (SlViewState *self);
GArray *sl_view_state_get_selected_pks (SlViewState *self);
gboolean sl_view_state_is_selected (SlViewState *self, gint64 pk);
void sl_view_state_select (SlViewState *self, gint64 pk, gboolean alone);
void sl_view_state_unselect (SlViewState *self, gint64 pk);

/* Changes. All tell "done" or "failed" when the store has answered. */
void sl_view_state_apply (SlViewState *self, SlChangeset *changeset);
void sl_view_state_bulk (SlViewState *self, const gint64 *pks, guint n_pks, SlBulkFunc build, gpointer data, GDestroyNotify data_free);
void sl_view_state_place_on_board (SlViewState *self, const gint64 *pks, guint n_pks, const SlBoardPlace *place);
void sl_view_state_bulk_tag (SlViewState *self, const gint64 *pks, guint n_pks, const char *tag_id, gboolean assign);
void sl_view_state_undo (SlViewState *self);
void sl_view_state_redo (SlViewState *self);
void sl_view_state_undo_transaction (SlViewState *self, gint64 transaction_id);

/* The same with the answer for the caller, who tells "done" or not (an editor that saves while one types doesn't)
 * and shows a failure beside its field. Finish: (transfer full). */
void sl_view_state_apply_async (SlViewState *self, SlChangeset *changeset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void sl_view_state_edit_async (SlViewState *self, SlRecord *before, SlRecord *after, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_view_state_apply_finish (SlViewState *self, GAsyncResult *result, GError **error);
void sl_view_state_tell_done (SlViewState *self, SlTransaction *transaction);
void sl_view_state_watch_errors (SlViewState *self, gpointer source);
void sl_view_state_tell_failed (SlViewState *self, const GError *error, const char *deed);
void sl_view_state_tell_saved (SlViewState *self, GFile *file);
void sl_view_state_reveal (SlViewState *self, gint64 pk);
void sl_view_state_finish_typing (SlViewState *self);
void sl_view_state_set_resumed (SlViewState *self, gint64 pk);
gint64 sl_view_state_take_resumed (SlViewState *self);

/* How many of the query's applications have each word of @facet, that facet's own filter left out. Finish: hash of
 * word → GINT_TO_POINTER (count) (transfer full). */
void sl_view_state_count_facet_async (SlViewState *self, SlFacet facet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GHashTable *sl_view_state_count_facet_finish (SlViewState *self, GAsyncResult *result, GError **error);

G_END_DECLS
