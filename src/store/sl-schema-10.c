/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 10 of the data file: files of résumés that go to the server. Frozen once released, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-10"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_10[] =
  /* uploads: whether the person wants the files there, where others may see them. */
  "ALTER TABLE sync_account ADD COLUMN uploads INTEGER NOT NULL DEFAULT 0;"
  /* What became of the file of a résumé, whose record has the id. state: an SlUploadState. */
  "CREATE TABLE sync_upload ("
  "  id TEXT PRIMARY KEY,"
  "  hash TEXT NOT NULL,"
  "  state INTEGER NOT NULL DEFAULT 0,"
  "  tries INTEGER NOT NULL DEFAULT 0,"
  "  message TEXT"
  ") STRICT, WITHOUT ROWID;";
