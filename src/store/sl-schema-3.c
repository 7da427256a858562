/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 3 of the data file: saved filters, and the indexes that answer the list's sorts and filters. Frozen, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-3"

#include "config.h"

#include "sl-schema.h"

/* Every index begins with deleted_at: equal to null for what lives, so that rows come out in the order of the second
 * column. The last one holds all that filters and the rarer sorts look at: they read it instead of the whole table. */
const char sl_schema_3[] =
  "CREATE TABLE saved_filters ("
  "  pk INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  created_at INTEGER NOT NULL,"
  "  updated_at INTEGER NOT NULL,"
  "  deleted_at INTEGER,"
  "  name TEXT,"
  "  query TEXT,"
  "  position INTEGER"
  ") STRICT;"

  "CREATE INDEX applications_by_updated ON applications (deleted_at, updated_at);"
  "CREATE INDEX applications_by_created ON applications (deleted_at, created_at);"
  "CREATE INDEX applications_by_applied ON applications (deleted_at, applied_date);"
  "CREATE INDEX applications_by_since ON applications (deleted_at, status_since);"
  "CREATE INDEX applications_by_company ON applications (deleted_at, company_name_fold);"
  "CREATE INDEX applications_by_role ON applications (deleted_at, role_title_fold);"
  "CREATE INDEX applications_by_location ON applications (deleted_at, location_fold);"
  "CREATE INDEX applications_by_board ON applications (deleted_at, status, coalesce (board_rank, -(created_at + pk * 1000000)));"
  "CREATE INDEX applications_facets ON applications (deleted_at, created_at, status, lane, priority, applied_source,"
  "  work_mode, job_type, applied_date, follow_up_date, salary_min, salary_max);";
