/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 13 of the data file: rows that lists don't hold any more, and applications whose papers and tags nobody has read yet,
 * are found without going through all of them. Frozen once released, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-13"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_13[] =
  "ALTER TABLE sync_shadow ADD COLUMN papers_due INTEGER;"
  "UPDATE sync_shadow SET absent_since = 1 WHERE absent_since IS NULL AND (absences > 0 OR server_id GLOB 'gone:*');"
  "CREATE INDEX sync_shadow_missing ON sync_shadow (kind) WHERE absent_since IS NOT NULL;"
  "CREATE INDEX sync_shadow_papers_due ON sync_shadow (server_id) WHERE papers_due IS NOT NULL;";
