/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that a person can do something about while syncing: one that waits, or one in which something lost. A list has one
 * for each; what its row says is read only where somebody sees it. */

#pragma once

#include <gio/gio.h>

#include "sl-record.h"

G_BEGIN_DECLS

#define SL_SYNC_N_BUTTONS 2

/**
 * SlSyncText: what a row says
 * @icon: (nullable): name of a symbolic icon
 * @title: what the record is called
 * @problem: (nullable): why it needs the person, or what happened
 * @mine: (nullable): what the person wrote and doesn't stand any more
 * @mine_label: (nullable): another heading of it
 * @theirs: (nullable): what stands, if that is to be seen
 * @buttons: (nullable): what one can do about it, one beside the other
 * @tips: (nullable): the same in a sentence
 * @can_open: whether the record has a page
 */
typedef struct {
  const char *icon;
  char *title;
  char *subtitle;
  char *problem;
  char *mine;
  const char *mine_label;
  char *theirs;
  const char *buttons[SL_SYNC_N_BUTTONS];
  const char *tips[SL_SYNC_N_BUTTONS];
  gboolean can_open;
} SlSyncText;

void     sl_sync_text_free  (SlSyncText *self);
gboolean sl_sync_text_equal (const SlSyncText *self, const SlSyncText *other);

#define SL_TYPE_SYNC_ITEM (sl_sync_item_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncItem, sl_sync_item, SL, SYNC_ITEM, GObject)

/* Properties: "label" (string, what is read aloud of the row), "can-open" (boolean), "expanded" (boolean, writable: whether
 * long texts are shown as a whole). Signal "told" (SlSyncItem *): the text is another one. */

SlSyncItem       *sl_sync_item_new        (SlKind kind, const char *id, gint64 number);
SlKind            sl_sync_item_get_kind   (SlSyncItem *self);
const char       *sl_sync_item_get_id     (SlSyncItem *self);
gint64            sl_sync_item_get_number (SlSyncItem *self);
guint             sl_sync_item_hash       (gconstpointer item);
gboolean          sl_sync_item_equal      (gconstpointer a, gconstpointer b);

const SlSyncText *sl_sync_item_get_text   (SlSyncItem *self);
void              sl_sync_item_take_text  (SlSyncItem *self, SlSyncText *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSyncText, sl_sync_text_free)

G_END_DECLS
