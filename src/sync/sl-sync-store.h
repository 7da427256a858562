/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's store, as syncing sees it from its own thread. */

#pragma once

#include "sl-store.h"
#include "sl-tracker-sync.h"

G_BEGIN_DECLS

SlSyncPort *sl_sync_store_new  (SlStore *store);
void        sl_sync_store_set_account (SlSyncPort *port, const char *id);
void        sl_sync_store_free (SlSyncPort *port);

G_END_DECLS
