/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change that waits, as its row tells it. */

#pragma once

#include <gio/gio.h>

#include "sl-connection.h"
#include "sl-field.h"
#include "sl-sync-outbox.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_OUTBOX_ITEM (sl_sync_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncOutboxItem, sl_sync_outbox_item, SL, SYNC_OUTBOX_ITEM, GObject)

const SlSyncWaiting *sl_sync_outbox_item_get_waiting (SlSyncOutboxItem *self);
gboolean             sl_sync_outbox_item_is_refused  (SlSyncOutboxItem *self);
gboolean             sl_sync_outbox_item_equal       (SlSyncOutboxItem *self, SlSyncOutboxItem *other);

/* (transfer full) */
char *sl_sync_outbox_item_get_title    (SlSyncOutboxItem *self);
char *sl_sync_outbox_item_get_subtitle (SlSyncOutboxItem *self);
char *sl_sync_outbox_item_get_problem  (SlSyncOutboxItem *self);
const char *sl_sync_outbox_item_get_discard_label (SlSyncOutboxItem *self);
const char *sl_sync_outbox_item_get_discard_words (SlSyncOutboxItem *self);

/* An SlReadFunc: (element-type SlSyncOutboxItem): all that wait, what the server doesn't take first. @data is ignored. */
gpointer sl_sync_outbox_items_read (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
