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

const char sl_schema_6[] =
  "ALTER TABLE applications ADD COLUMN quiet_until TEXT;"
  ROUNDS
  PAPERS
  REMINDERS
  DUE
  ANSWERS;
