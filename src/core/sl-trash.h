/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies in the Trash, of every kind. What belongs to an application that lies there isn't listed: it comes back with
 * it, or goes with it. */

#pragma once

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_TRASH_ITEM (sl_trash_item_get_type ())
G_DECLARE_FINAL_TYPE (SlTrashItem, sl_trash_item, SL, TRASH_ITEM, GObject)

SlKind      sl_trash_item_get_kind       (SlTrashItem *self);
const char *sl_trash_item_get_id         (SlTrashItem *self);
const char *sl_trash_item_get_name       (SlTrashItem *self);
const char *sl_trash_item_get_company    (SlTrashItem *self);
const char *sl_trash_item_get_role       (SlTrashItem *self);
char       *sl_trash_item_describe       (SlTrashItem *self);
gint64      sl_trash_item_get_deleted_at (SlTrashItem *self);
SlDay       sl_trash_item_get_last_day   (SlTrashItem *self,
                                          GTimeZone   *zone);

/* An SlReadFunc: (element-type SlTrashItem), newest first. @data is ignored. */
gpointer     sl_trash_read    (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);
gint64       sl_trash_count   (SlConnection *connection, GError **error);

/* (element-type SlTrashItem) */
SlChangeset *sl_deed_restore_many (GPtrArray *items);
/* For sl_store_purge(). */
SlChangeset *sl_deed_purge        (GPtrArray *items);
/* An SlReadFunc: whether the last that the person did was to delete for good, which undo passes by. @data is ignored.
 * (transfer full): the SlTransaction, or NULL */
gpointer     sl_trash_read_last_purge (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
