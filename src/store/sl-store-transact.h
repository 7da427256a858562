/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transactions of work that goes on in a thread of its own, such as syncing: tables beside the records are written together
 * with the records, or neither. */

#pragma once

#include "sl-apply.h"
#include "sl-store.h"

G_BEGIN_DECLS

/**
 * SlStoreTransactFunc:
 * @connection: in a write transaction
 * @changes: empty; what is added is applied in the same transaction
 *
 * Runs on the writer thread. Returns: %FALSE with @error set, and then nothing is written
 */
typedef gboolean (*SlStoreTransactFunc) (SlConnection *connection, SlChangeset *changes, gpointer data, GError **error);

gboolean sl_store_transact (SlStore            *self,
                            SlActor             actor,
                            const char         *deed,
                            SlStoreTransactFunc func,
                            gpointer            data,
                            GError            **error);

/* The same on a connection that is at hand. */
gboolean sl_transact       (SlWriteContext     *context,
                            SlActor             actor,
                            const char         *deed,
                            SlStoreTransactFunc func,
                            gpointer            data,
                            GError            **error);

G_END_DECLS
