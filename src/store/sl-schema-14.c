/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 14 of the data file: who signed out and moved what the server has to the Trash has it again by signing in. What became
 * of a record, and what nobody chose about yet, is found without going through all that ever was. Frozen once released, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-14"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_14[] =
  /* When that was; what went there with it says the same time. 0: it isn't so. */
  "ALTER TABLE sync_account ADD COLUMN trashed_at INTEGER NOT NULL DEFAULT 0;"
  /* Of a record that was deleted for good, journal_deleted knows. */
  "CREATE INDEX journal_record ON journal (kind, pk) WHERE op < 2;"
  "CREATE INDEX sync_conflict_settled ON sync_conflict (settled);";
