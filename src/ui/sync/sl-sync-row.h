/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of SlSyncListPage: the record, what is the matter with it, and what one can do about it. */

#pragma once

#include <adwaita.h>

#include "sl-sync-item.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_ROW (sl_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncRow, sl_sync_row, SL, SYNC_ROW, AdwBin)

/* Signal "chosen" (SlSyncRow *, guint: which of the text's buttons). */

void        sl_sync_row_set_item (SlSyncRow *self, SlSyncItem *item);
SlSyncItem *sl_sync_row_get_item (SlSyncRow *self);

G_END_DECLS
