/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 2 of the data file: the full-text index, and the derived columns of applications kept by triggers. Frozen,
 * as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-2"

#include "config.h"

#include "sl-schema.h"

/* A row's place in the index is out of date: remembered, if the index got that far at all. */
#define QUEUE(row) \
  "INSERT OR IGNORE INTO search_queue (pk) SELECT " row ".pk FROM search_state WHERE " row ".pk <= indexed_to;"

/* Writes only where something is different: most events change nothing here. */
#define DERIVE(condition) \
  "UPDATE applications SET lane = d.lane, status_since = d.status_since FROM application_derived AS d" \
  " WHERE applications.pk = d.pk AND " condition \
  " AND (applications.lane IS NOT d.lane OR applications.status_since IS NOT d.status_since);"

const char sl_schema_2[] =
  /* Company, role and place are searched as people type them, without accents and case (their folded copies); the
   * long texts with the tokenizer's folding. Only words are kept, not their places: a search is a set of words, and
   * the index stays small.
   *
   * Indexing takes longer than all else together, so the index may lag: rows up to indexed_to are in it, except those
   * in the queue; sl-search-index.c catches up, and a search looks at the text of the others itself. */
  "CREATE VIRTUAL TABLE application_fts USING fts5 (company_name, role_title, location, notes, description,"
  "  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail=none);"
  "CREATE TABLE search_state (one INTEGER PRIMARY KEY CHECK (one = 1), indexed_to INTEGER NOT NULL) STRICT;"
  "INSERT INTO search_state VALUES (1, 0);"
  "CREATE TABLE search_queue (pk INTEGER PRIMARY KEY) STRICT;"
  "CREATE VIEW search_pending AS SELECT pk FROM search_queue"
  "  UNION ALL SELECT pk FROM applications WHERE pk > (SELECT indexed_to FROM search_state);"

  "CREATE TRIGGER applications_text_delete AFTER DELETE ON applications BEGIN " QUEUE ("OLD") " END;"
  "CREATE TRIGGER applications_text_update AFTER UPDATE OF company_name_fold, role_title_fold, location_fold, notes,"
  "  description ON applications"
  "  WHEN OLD.company_name_fold IS NOT NEW.company_name_fold OR OLD.role_title_fold IS NOT NEW.role_title_fold"
  "    OR OLD.location_fold IS NOT NEW.location_fold OR OLD.notes IS NOT NEW.notes"
  "    OR OLD.description IS NOT NEW.description"
  "  BEGIN " QUEUE ("NEW") " END;"

  /* What the derived columns are, said once: the triggers and the check ask this view. The lane is that of the newest
   * event that names one; without one, that of the status. The time in a status counts from the newest event that
   * led to it; without one, from the day of applying, or from being added. */
  "CREATE VIEW application_derived AS SELECT a.pk AS pk, a.id AS id,"
  "  coalesce("
  "    (SELECT e.to_stage FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL"
  "       AND e.event_type IS NOT 'note' AND e.to_stage IS NOT NULL ORDER BY e.occurred_at DESC, e.pk DESC LIMIT 1),"
  "    CASE a.status WHEN 'Applied' THEN 'applied' WHEN 'Interviewing' THEN 'recruiter_screen' WHEN 'Offer' THEN 'offer'"
  "      WHEN 'Accepted' THEN 'closed' WHEN 'Rejected' THEN 'closed' WHEN 'Withdrawn' THEN 'closed' END) AS lane,"
  "  coalesce("
  "    (SELECT e.occurred_at FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL"
  "       AND e.to_status = a.status ORDER BY e.occurred_at DESC, e.pk DESC LIMIT 1),"
  "    CASE WHEN a.status <> 'Saved' AND a.applied_date IS NOT NULL THEN unixepoch (a.applied_date) * 1000000 END,"
  "    a.created_at) AS status_since"
  "  FROM applications AS a;"

  /* No trigger for new applications: the store gives them their values itself (sl-table.c), as with a trigger each
   * insert would need a savepoint, and an import would take twice as long. */
  "CREATE TRIGGER applications_derive_update AFTER UPDATE OF status, applied_date, created_at ON applications"
  "  WHEN OLD.status IS NOT NEW.status OR OLD.applied_date IS NOT NEW.applied_date OR OLD.created_at <> NEW.created_at"
  "  BEGIN " DERIVE ("applications.pk = NEW.pk") " END;"
  "CREATE TRIGGER events_derive_insert AFTER INSERT ON events WHEN NEW.to_stage IS NOT NULL OR NEW.to_status IS NOT NULL"
  "  BEGIN " DERIVE ("applications.id = NEW.application_id") " END;"
  "CREATE TRIGGER events_derive_delete AFTER DELETE ON events WHEN OLD.to_stage IS NOT NULL OR OLD.to_status IS NOT NULL"
  "  BEGIN " DERIVE ("applications.id = OLD.application_id") " END;"
  "CREATE TRIGGER events_derive_update AFTER UPDATE OF application_id, event_type, occurred_at, to_status, to_stage,"
  "  deleted_at ON events"
  "  BEGIN " DERIVE ("applications.id IN (OLD.application_id, NEW.application_id)") " END;"
  "UPDATE applications SET lane = d.lane, status_since = d.status_since FROM application_derived AS d"
  "  WHERE applications.pk = d.pk;";
