/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of one query model and the rows behind them: one item per pk as long as somebody holds it, rows read in
 * pages when someone looks, the pages last read kept. For sl-query-model.c alone. */

#pragma once

#include "sl-query-model.h"

G_BEGIN_DECLS

/* Rows per read, and per page kept. */
#define SL_PAGE_SIZE 64

typedef struct _SlItemPages SlItemPages;

/* @pool: pk → item; the item takes itself out when it dies. */
SlItem *sl_item_new (gint64 pk, GHashTable *pool);
void sl_item_take_row (SlItem *self, SlRow *row);

/* @failed hears of reads that went wrong. */
typedef void (*SlItemPagesFailed) (const GError *error, gpointer data);
SlItemPages *sl_item_pages_new (SlContext *context, SlItemPagesFailed failed, gpointer data);
void sl_item_pages_free (SlItemPages *self);
/* The list that positions refer to: borrowed; to be set again whenever it changes. */
void sl_item_pages_set_list (SlItemPages *self, const gint64 *pks, guint n_pks);
/* (transfer full): the item at @position; its row is asked for when it isn't there. */
SlItem *sl_item_pages_get (SlItemPages *self, guint position);
/* Rows that were read along with an answer. (element-type SlRow) with NULLs for rows that are gone. */
void sl_item_pages_add_rows (SlItemPages *self, const gint64 *pks, GPtrArray *rows);
/* Reads the rows of all items that somebody holds again; "row" notifies where one differs. */
void sl_item_pages_refresh (SlItemPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlItemPages, sl_item_pages_free)

G_END_DECLS
