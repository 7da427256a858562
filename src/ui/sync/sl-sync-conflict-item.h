/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person wrote and doesn't stand any more, as its row tells it. */

#pragma once

#include <gio/gio.h>

#include "sl-sync-conflict.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_CONFLICT_ITEM (sl_sync_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncConflictItem, sl_sync_conflict_item, SL, SYNC_CONFLICT_ITEM, GObject)

/* Property: "expanded" (boolean): whether long texts are shown as a whole. */

gint64      sl_sync_conflict_item_get_number   (SlSyncConflictItem *self);
gboolean    sl_sync_conflict_item_is_long      (SlSyncConflictItem *self);
gboolean    sl_sync_conflict_item_equal        (SlSyncConflictItem *self, SlSyncConflictItem *other);

/* (transfer full) */
char       *sl_sync_conflict_item_get_title    (SlSyncConflictItem *self);
char       *sl_sync_conflict_item_get_subtitle (SlSyncConflictItem *self);
/* (transfer none) */
const char *sl_sync_conflict_item_get_lost     (SlSyncConflictItem *self);
const char *sl_sync_conflict_item_get_present  (SlSyncConflictItem *self);

/* An SlReadFunc: (element-type SlSyncConflictItem): the newest first. @data is ignored. */
gpointer sl_sync_conflict_items_read (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
