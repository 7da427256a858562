/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applications that match a query, as a live GListModel. Holds pks only; rows are read in pages when someone looks
 * at them. Runs its query off the main thread, again whenever query or store changes, and tells only what differs.
 *
 *   SlQuery ──> pks (reader thread) ──> SlQueryModel: GListModel of SlItem ──> SlItem:row (page, reader thread)
 */

#pragma once

#include "sl-context.h"
#include "sl-query.h"
#include "sl-row.h"

G_BEGIN_DECLS

/* One place in the list. "row" (SlRow, nullable until read) notifies; "pk" never changes; "application" (SlRecord) is a
 * short cut to the row's. The same pk gives the same item as long as somebody holds it. */
#define SL_TYPE_ITEM (sl_item_get_type ())
G_DECLARE_FINAL_TYPE (SlItem, sl_item, SL, ITEM, GObject)

gint64 sl_item_get_pk (SlItem *self);
SlRow *sl_item_get_row (SlItem *self);
SlRecord *sl_item_get_application (SlItem *self);

#define SL_TYPE_QUERY_MODEL (sl_query_model_get_type ())
G_DECLARE_FINAL_TYPE (SlQueryModel, sl_query_model, SL, QUERY_MODEL, GObject)

/* Properties: "query" (SlQuery), "loading" (gboolean: a query runs for more than 0 ms), "loaded" (the first answer is
 * here), "error" (GError boxed, nullable), "n-items". */
SlQueryModel *sl_query_model_new (SlContext *context);
SlQuery *sl_query_model_get_query (SlQueryModel *self);
void sl_query_model_set_query (SlQueryModel *self, SlQuery *query);
void sl_query_model_set_first_size (SlQueryModel *self, guint n_rows);
gboolean sl_query_model_get_loading (SlQueryModel *self);
gboolean sl_query_model_get_loaded (SlQueryModel *self);
const GError *sl_query_model_get_error (SlQueryModel *self);
void sl_query_model_retry (SlQueryModel *self);
gint64 sl_query_model_get_pk (SlQueryModel *self, guint position);
/* G_MAXUINT when it is not in the list. */
guint sl_query_model_find_pk (SlQueryModel *self, gint64 pk);

G_END_DECLS
