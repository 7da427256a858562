/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 14 of the data file: who signed out and moved what the server has to the Trash has it again by signing in. Frozen
 * once released, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-14"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_14[] =
  /* When that was; what went there with it says the same time. 0: it isn't so. */
  "ALTER TABLE sync_account ADD COLUMN trashed_at INTEGER NOT NULL DEFAULT 0;";
