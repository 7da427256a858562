/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 12 of the data file: rows of the server lie in the order in which they came, with small indexes beside them. In the
 * order of their ids, which are chance, each of thousands took a page of the file for itself. Frozen once released, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-12"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_12[] =
  "CREATE TABLE sync_shadow_by_time ("
  "  pk INTEGER PRIMARY KEY,"
  "  kind INTEGER NOT NULL,"
  "  id TEXT NOT NULL,"
  "  server_id TEXT NOT NULL,"
  "  parent TEXT,"
  "  row TEXT NOT NULL,"
  "  print INTEGER NOT NULL DEFAULT 0,"
  "  absent_since INTEGER,"
  "  absences INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (kind, id)"
  ") STRICT;"
  "INSERT INTO sync_shadow_by_time (kind, id, server_id, parent, row, print, absent_since, absences)"
  "  SELECT kind, id, server_id, parent, row, print, absent_since, absences FROM sync_shadow ORDER BY kind, id;"
  "DROP TABLE sync_shadow;"
  "ALTER TABLE sync_shadow_by_time RENAME TO sync_shadow;"
  "CREATE UNIQUE INDEX sync_shadow_server ON sync_shadow (kind, server_id);"
  "CREATE INDEX sync_shadow_parent ON sync_shadow (parent, kind) WHERE parent IS NOT NULL;";
