/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 5 of the data file: what the charts count of each application as one line. Frozen, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-5"

#include "config.h"

#include "sl-schema.h"

#define FIELD(column) "coalesce (" column ", '')"
#define NEXT " || char (31) || "
/* The living children of an application, each as a record that begins with @mark. */
#define CHILDREN(table, mark, condition, fields) \
  " || coalesce ((SELECT group_concat (char (30) || '" mark "' || " fields ", '' ORDER BY c.pk)" \
  "    FROM " table " AS c WHERE c.application_id = a.id AND c.deleted_at IS NULL" condition "), '')"

/* A line is out of date: remembered, if it was made at all. */
#define QUEUE(condition) \
  " BEGIN INSERT OR IGNORE INTO chart_queue (pk) SELECT a.pk FROM applications AS a WHERE " condition \
  "   AND a.pk <= (SELECT known_to FROM chart_state); END;"
#define QUEUE_CHILDREN(table, columns, new_condition, old_condition) \
  "CREATE TRIGGER " table "_chart_insert AFTER INSERT ON " table new_condition QUEUE ("a.id = NEW.application_id") \
  "CREATE TRIGGER " table "_chart_delete AFTER DELETE ON " table old_condition QUEUE ("a.id = OLD.application_id") \
  "CREATE TRIGGER " table "_chart_update AFTER UPDATE OF application_id, deleted_at, " columns " ON " table \
  QUEUE ("a.id IN (OLD.application_id, NEW.application_id)")

const char sl_schema_5[] =
  /* Four tables' rows take SQLite a quarter of a second for a hundred thousand applications, one line for each a tenth
   * of that. As with the search index, the lines may lag: those up to known_to are there for what lives, except those in
   * the queue; sl-chart-lines.c catches up. Fields end in the ASCII unit separator, records in the record separator,
   * which no text of ours holds. */
  "CREATE TABLE chart_lines (pk INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT;"
  "CREATE TABLE chart_state (one INTEGER PRIMARY KEY CHECK (one = 1), known_to INTEGER NOT NULL) STRICT;"
  "INSERT INTO chart_state VALUES (1, 0);"
  "CREATE TABLE chart_queue (pk INTEGER PRIMARY KEY) STRICT;"

  /* What a line is, said once. */
  "CREATE VIEW chart_lines_now AS SELECT a.pk AS pk, a.id AS id, a.deleted_at AS deleted_at, "
  FIELD ("a.created_at") NEXT FIELD ("a.salary_min") NEXT FIELD ("a.salary_max") NEXT FIELD ("a.salary_currency") NEXT
  FIELD ("a.applied_date") NEXT FIELD ("a.status") NEXT FIELD ("a.status_detail") NEXT FIELD ("a.applied_source") NEXT
  FIELD ("a.company_name_fold")
  CHILDREN ("events", "e", " AND c.to_status IS NOT NULL", FIELD ("c.occurred_at") NEXT "c.to_status" NEXT FIELD ("c.from_status"))
  CHILDREN ("stages", "s", "", FIELD ("c.stage_date") NEXT "c.created_at" NEXT FIELD ("c.result"))
  CHILDREN ("outcomes", "o", "", FIELD ("c.salary") NEXT FIELD ("c.salary_currency") NEXT FIELD ("c.status"))
  " AS line FROM applications AS a NOT INDEXED;"

  "CREATE TRIGGER applications_chart_update AFTER UPDATE OF created_at, deleted_at, company_name_fold, status, status_detail,"
  "  salary_min, salary_max, salary_currency, applied_source, applied_date ON applications" QUEUE ("a.pk = NEW.pk")
  "CREATE TRIGGER applications_chart_delete AFTER DELETE ON applications"
  "  BEGIN INSERT OR IGNORE INTO chart_queue (pk) SELECT OLD.pk FROM chart_state WHERE OLD.pk <= known_to; END;"
  QUEUE_CHILDREN ("events", "occurred_at, to_status, from_status", " WHEN NEW.to_status IS NOT NULL", " WHEN OLD.to_status IS NOT NULL")
  QUEUE_CHILDREN ("stages", "stage_date, created_at, result", "", "")
  QUEUE_CHILDREN ("outcomes", "salary, salary_currency, status", "", "");
