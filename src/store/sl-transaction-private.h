/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the store makes transactions. */

#pragma once

#include "sl-transaction.h"

G_BEGIN_DECLS

/**
 * SlTransactionState:
 * @SL_TRANSACTION_DONE: it counts
 * @SL_TRANSACTION_UNDONE: taken back; can be redone
 * @SL_TRANSACTION_DISCARDED: taken back, and something else was done since
 */
typedef enum {
  SL_TRANSACTION_DONE,
  SL_TRANSACTION_UNDONE,
  SL_TRANSACTION_DISCARDED,
} SlTransactionState;

SlTransaction *_sl_transaction_new         (gint64              id,
                                            gint64              time,
                                            SlActor             actor,
                                            const char         *deed,
                                            const char         *subject,
                                            guint               n_changes,
                                            SlTransactionState  state);
void           _sl_transaction_take_left_out (SlTransaction    *self,
                                              char             *words);
void           _sl_transaction_add_entry   (SlTransaction      *self,
                                            SlJournalEntry     *entry);

G_END_DECLS
