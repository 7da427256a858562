/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server didn't take in a round: for the log, and for whoever waits to hear of it. Functions of a connection. */

#pragma once

#include "sl-sync-outbox.h"

G_BEGIN_DECLS

/**
 * SlSyncRefusal:
 * @name: what people call the record
 * @words: a sentence with what it was and what the server says
 * @again: whether the log has told the same before
 */
typedef struct {
  SlSyncWaiting *waiting;
  char *name;
  char *words;
  gboolean again;
} SlSyncRefusal;

GHashTable *sl_sync_refusals_look (SlConnection *connection, GError **error);
GPtrArray  *sl_sync_refusals_note (SlConnection *connection, GHashTable *before, gint64 at, GError **error);

char       *sl_sync_waiting_explain (const SlSyncWaiting *self, const char *message);

G_END_DECLS
