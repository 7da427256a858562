/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 9 of the data file: what became of the last rounds of syncing, so that a window, the service and the command
 * line know of each other's. Frozen once released, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-9"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_9[] =
  /* signed_in: whether the person wants it synced; what is remembered of the server stays when they don't. agreed: to what
   * the first round does. last_try, n_failures, trouble, retry_after, message: how the last round ended; n_failures since the
   * last good one. n_asked: records that aren't on the server any more, too many to go to the Trash without a yes. */
  "ALTER TABLE sync_account ADD COLUMN signed_in INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE sync_account ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN last_try INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN n_failures INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN trouble INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN retry_after INTEGER NOT NULL DEFAULT -1;"
  "ALTER TABLE sync_account ADD COLUMN message TEXT;"
  "ALTER TABLE sync_account ADD COLUMN n_asked INTEGER NOT NULL DEFAULT 0;"
  /* What happened in the last rounds, in the person's language, without anything secret. */
  "CREATE TABLE sync_log (pk INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, words TEXT NOT NULL) STRICT;";
