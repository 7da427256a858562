/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the data in memory, to try out on it what a round would do: nothing of it comes back. Owned by whoever tries. */

#pragma once

#include "sl-tracker-sync.h"

G_BEGIN_DECLS

SlSyncPort   *sl_sync_copy_new  (SlStore *store, GError **error);
SlConnection *sl_sync_copy_get_connection (SlSyncPort *port);
void          sl_sync_copy_free (SlSyncPort *port);

G_END_DECLS
