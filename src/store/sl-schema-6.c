/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 6 of the data file: what rounds, papers, reminders and questions need beside what a server knows. Frozen once
 * released, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-6"

#include "config.h"

#include "sl-schema.h"

#define FILES(table) \
  "ALTER TABLE " table " ADD COLUMN file_name TEXT;" \
  "ALTER TABLE " table " ADD COLUMN file_size INTEGER;"

/* Which attached files undo can still bring back is asked at every start. */
#define PAPERS \
  FILES ("documents") \
  FILES ("resume_versions") \
  "CREATE INDEX journal_papers ON journal (txn_id) WHERE kind IN (0, 6) AND fields IS NOT NULL;"

#define ROUNDS \
  "ALTER TABLE stages ADD COLUMN time_zone TEXT;" \
  "ALTER TABLE stages ADD COLUMN place TEXT;" \
  "ALTER TABLE stages ADD COLUMN calendar_uid TEXT;"

/* An automatic reminder isn't stored: a row with these stands for one that was done or put off. What was shown is
 * remembered by every program alike, so that none shows it again; that is no record of the search. */
#define REMINDERS \
  "ALTER TABLE reminders ADD COLUMN rule TEXT;" \
  "ALTER TABLE reminders ADD COLUMN origin_id TEXT;" \
  "ALTER TABLE reminders ADD COLUMN origin_at INTEGER;" \
  "CREATE INDEX reminders_by_origin ON reminders (origin_id) WHERE origin_id IS NOT NULL;" \
  "CREATE TABLE deliveries (key TEXT NOT NULL, at INTEGER NOT NULL, delivered_at INTEGER NOT NULL, PRIMARY KEY (key, at)) STRICT, WITHOUT ROWID;"

/* What is due is looked for by its day, whatever the number of applications. */
#define DUE \
  "CREATE INDEX reminders_by_time ON reminders (remind_at) WHERE deleted_at IS NULL AND coalesce (is_completed, 0) = 0;" \
  "CREATE INDEX stages_by_date ON stages (stage_date) WHERE stage_date IS NOT NULL;" \
  "CREATE INDEX outcomes_by_deadline ON outcomes (deadline) WHERE deadline IS NOT NULL;" \
  "CREATE INDEX saved_jobs_by_deadline ON saved_jobs (deadline) WHERE deadline IS NOT NULL;" \
  "CREATE INDEX applications_by_follow_up ON applications (follow_up_date) WHERE follow_up_date IS NOT NULL;"

#define ANSWERS \
  "CREATE TABLE answers (" \
  "  pk INTEGER PRIMARY KEY AUTOINCREMENT," \
  "  id TEXT NOT NULL UNIQUE," \
  "  created_at INTEGER NOT NULL," \
  "  updated_at INTEGER NOT NULL," \
  "  deleted_at INTEGER," \
  "  question TEXT," \
  "  question_fold TEXT," \
  "  notes TEXT" \
  ") STRICT;" \
  "CREATE INDEX answers_by_question ON answers (question_fold) WHERE deleted_at IS NULL;" \
  "CREATE INDEX answers_trash ON answers (deleted_at) WHERE deleted_at IS NOT NULL;"

/* The latest of what is known of an application: silence counts from there. The view of version 4 with that, and triggers
 * for the rounds, people and mail that belong to it. It takes the place of the time in a status in the list's sort, too.
 * What is quiet, and what was marked as no response but had something come after it, are ranges of an index each. */
#define BEFORE_ALL "-9000000000000000000"
#define TIME_OF_DAY "CASE WHEN s.time_of_day LIKE '__:__' THEN ' ' || s.time_of_day ELSE '' END"
#define ACTIVITY_VIEW \
  "DROP VIEW application_derived;" \
  "CREATE VIEW application_derived AS SELECT pk, id, lane, status_since, max (status_since," \
  "  coalesce ((SELECT max (e.occurred_at) FROM events AS e WHERE e.application_id = w.id AND e.deleted_at IS NULL), " BEFORE_ALL ")," \
  "  coalesce ((SELECT max (unixepoch (s.stage_date || " TIME_OF_DAY ")) * 1000000 FROM stages AS s" \
  "     WHERE s.application_id = w.id AND s.deleted_at IS NULL), " BEFORE_ALL ")," \
  "  coalesce ((SELECT max (unixepoch (c.last_contacted)) * 1000000 FROM contacts AS c" \
  "     WHERE c.application_id = w.id AND c.deleted_at IS NULL), " BEFORE_ALL ")," \
  "  coalesce ((SELECT max (m.received_at) FROM messages AS m WHERE m.application_id = w.id AND m.deleted_at IS NULL), " BEFORE_ALL ")" \
  "  ) AS last_activity_at FROM (SELECT a.pk AS pk, a.id AS id," \
  "  CASE WHEN a.status = 'Saved' THEN NULL ELSE coalesce(" \
  "    (SELECT e.to_stage FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL" \
  "       AND e.event_type IS NOT 'note' AND e.to_stage IS NOT NULL ORDER BY e.occurred_at DESC, e.pk DESC LIMIT 1)," \
  "    CASE a.status WHEN 'Applied' THEN 'applied' WHEN 'Interviewing' THEN 'recruiter_screen' WHEN 'Offer' THEN 'offer'" \
  "      WHEN 'Accepted' THEN 'closed' WHEN 'Rejected' THEN 'closed' WHEN 'Withdrawn' THEN 'closed' END) END AS lane," \
  "  coalesce(" \
  "    (SELECT e.occurred_at FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL" \
  "       AND e.to_status = a.status ORDER BY e.occurred_at DESC, e.pk DESC LIMIT 1)," \
  "    CASE WHEN a.status <> 'Saved' AND a.applied_date IS NOT NULL THEN unixepoch (a.applied_date) * 1000000 END," \
  "    a.created_at) AS status_since" \
  "  FROM applications AS a) AS w;"

#define QUEUE(condition) "INSERT OR IGNORE INTO derive_queue (pk) SELECT pk FROM applications WHERE " condition ";"

/* Derives at once, or remembers it for the end of the step, as in version 4. */
#define DERIVING(name, event, condition, which) \
  "CREATE TRIGGER " name " " event " WHEN (" condition ") AND NOT EXISTS (SELECT 1 FROM derive_later)" \
  "  BEGIN " SL_DERIVE ("applications." which) " END;" \
  "CREATE TRIGGER " name "_later " event " WHEN (" condition ") AND EXISTS (SELECT 1 FROM derive_later)" \
  "  BEGIN " QUEUE (which) " END;"
#define DERIVING_AGAIN(name, event, condition, which) \
  "DROP TRIGGER " name "; DROP TRIGGER " name "_later;" DERIVING (name, event, condition, which)
#define DERIVING_OF(table, columns, new_condition, old_condition) \
  DERIVING (table "_derive_insert", "AFTER INSERT ON " table, new_condition, "id = NEW.application_id") \
  DERIVING (table "_derive_delete", "AFTER DELETE ON " table, old_condition, "id = OLD.application_id") \
  DERIVING (table "_derive_update", "AFTER UPDATE OF application_id, deleted_at, " columns " ON " table, "TRUE", \
            "id IN (OLD.application_id, NEW.application_id)")

#define ACTIVITY \
  "ALTER TABLE applications ADD COLUMN last_activity_at INTEGER;" \
  ACTIVITY_VIEW \
  DERIVING_AGAIN ("applications_derive_update", "AFTER UPDATE OF status, applied_date, created_at ON applications", \
                  "OLD.status IS NOT NEW.status OR OLD.applied_date IS NOT NEW.applied_date OR OLD.created_at <> NEW.created_at", \
                  "pk = NEW.pk") \
  DERIVING_AGAIN ("events_derive_insert", "AFTER INSERT ON events", "NEW.occurred_at IS NOT NULL", "id = NEW.application_id") \
  DERIVING_AGAIN ("events_derive_delete", "AFTER DELETE ON events", "OLD.occurred_at IS NOT NULL", "id = OLD.application_id") \
  DERIVING_AGAIN ("events_derive_update", "AFTER UPDATE OF application_id, event_type, occurred_at, to_status, to_stage, deleted_at ON events", \
                  "TRUE", "id IN (OLD.application_id, NEW.application_id)") \
  DERIVING_OF ("stages", "stage_date, time_of_day", "NEW.stage_date IS NOT NULL", "OLD.stage_date IS NOT NULL") \
  DERIVING_OF ("contacts", "last_contacted", "NEW.last_contacted IS NOT NULL AND NEW.application_id IS NOT NULL", \
               "OLD.last_contacted IS NOT NULL AND OLD.application_id IS NOT NULL") \
  DERIVING_OF ("messages", "received_at", "NEW.application_id IS NOT NULL", "OLD.application_id IS NOT NULL") \
  SL_DERIVE ("TRUE") \
  "DROP INDEX applications_by_since;" \
  "CREATE INDEX applications_by_activity ON applications (deleted_at, last_activity_at);" \
  "CREATE INDEX applications_quiet ON applications (status, last_activity_at, lane, quiet_until)" \
  "  WHERE deleted_at IS NULL AND status IN ('Applied', 'Interviewing', 'Offer');" \
  "CREATE INDEX applications_answered_late ON applications (last_activity_at)" \
  "  WHERE deleted_at IS NULL AND status_detail = 'No response' AND last_activity_at > status_since;"

/* The words of all records but applications, which have an index of their own: a row is numbered pk * 32 + kind. Which
 * fields go in is said by the record tables; what was indexed is remembered, so that another choice is noticed. The queue
 * holds the rows that the index doesn't know as they are. */
#define SEARCH \
  "CREATE VIRTUAL TABLE record_fts USING fts5 (words," \
  "  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail=none);" \
  "CREATE TABLE record_queue (key INTEGER PRIMARY KEY) STRICT;" \
  "CREATE TABLE record_search (one INTEGER PRIMARY KEY CHECK (one = 1), fields TEXT NOT NULL) STRICT;" \
  "INSERT INTO record_search VALUES (1, '');"

const char sl_schema_6[] =
  "ALTER TABLE applications ADD COLUMN quiet_until TEXT;"
  ROUNDS
  PAPERS
  REMINDERS
  DUE
  ANSWERS
  ACTIVITY
  SEARCH;
