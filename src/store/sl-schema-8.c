/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 8 of the data file: what syncing remembers, in the transactions that it is about. Frozen once released, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-8"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_8[] =
  /* The one account. journal_seen: up to which entry of the journal changes were noted in sync_dirty. */
  "CREATE TABLE sync_account ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  id TEXT NOT NULL,"
  "  address TEXT NOT NULL,"
  "  email TEXT NOT NULL,"
  "  user_id TEXT,"
  "  generation INTEGER NOT NULL DEFAULT 0,"
  "  journal_seen INTEGER NOT NULL DEFAULT 0,"
  "  n_rounds INTEGER NOT NULL DEFAULT 0,"
  "  last_success INTEGER"
  ") STRICT;"
  /* A row of the server as it was last taken or sent, in the server's words, beside the record that it is here.
   * parent: the server's id of the application that it belongs to. print: a checksum of the row with all that hangs on it;
   * 0: unknown. */
  "CREATE TABLE sync_shadow ("
  "  kind INTEGER NOT NULL,"
  "  id TEXT NOT NULL,"
  "  server_id TEXT NOT NULL,"
  "  parent TEXT,"
  "  row TEXT NOT NULL,"
  "  print INTEGER NOT NULL DEFAULT 0,"
  "  absent_since INTEGER,"
  "  absences INTEGER NOT NULL DEFAULT 0,"
  "  PRIMARY KEY (kind, id)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE UNIQUE INDEX sync_shadow_server ON sync_shadow (kind, server_id);"
  "CREATE INDEX sync_shadow_parent ON sync_shadow (parent, kind) WHERE parent IS NOT NULL;"
  /* Records to compare with their shadow: they changed here, or something stands in the way of sending them. */
  "CREATE TABLE sync_dirty (kind INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;"
  /* A request that is under way, whose end isn't known, or that the server refuses; at most one a record. */
  "CREATE TABLE sync_flight ("
  "  kind INTEGER NOT NULL,"
  "  id TEXT NOT NULL,"
  "  deed INTEGER NOT NULL,"
  "  state INTEGER NOT NULL,"
  "  body TEXT,"
  "  sent_at INTEGER NOT NULL,"
  "  settles_at INTEGER NOT NULL,"
  "  tries INTEGER NOT NULL DEFAULT 0,"
  "  field TEXT,"
  "  message TEXT,"
  "  PRIMARY KEY (kind, id)"
  ") STRICT, WITHOUT ROWID;"
  /* What a person wrote and doesn't stand any more. lost: JSON of the value. */
  "CREATE TABLE sync_conflict ("
  "  pk INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  kind INTEGER NOT NULL,"
  "  id TEXT NOT NULL,"
  "  field TEXT NOT NULL,"
  "  lost TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  settled INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX sync_conflict_record ON sync_conflict (kind, id);";
