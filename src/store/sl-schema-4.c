/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 4 of the data file: what is only saved has no interview lane, whatever it went through before; a large
 * step may have its derived columns worked out at its end; and the Trash is found quickly, to be emptied. Frozen, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-4"

#include "config.h"

#include "sl-schema.h"

/* As in version 2. */
#define DERIVE(condition) \
  "UPDATE applications SET lane = d.lane, status_since = d.status_since FROM application_derived AS d" \
  " WHERE applications.pk = d.pk AND " condition \
  " AND (applications.lane IS NOT d.lane OR applications.status_since IS NOT d.status_since);"

/* What lies in the Trash, found without a look at all the rest. */
#define TRASH_INDEX(table) "CREATE INDEX " table "_trash ON " table " (deleted_at) WHERE deleted_at IS NOT NULL;"

#define QUEUE(condition) "INSERT OR IGNORE INTO derive_queue (pk) SELECT pk FROM applications WHERE " condition ";"

/* Derives at once, or remembers it for the end of the step. */
#define TRIGGER(name, event, condition, which) \
  "DROP TRIGGER " name ";" \
  "CREATE TRIGGER " name " " event " WHEN (" condition ") AND NOT EXISTS (SELECT 1 FROM derive_later)" \
  "  BEGIN " DERIVE ("applications." which) " END;" \
  "CREATE TRIGGER " name "_later " event " WHEN (" condition ") AND EXISTS (SELECT 1 FROM derive_later)" \
  "  BEGIN " QUEUE (which) " END;"

const char sl_schema_4[] =
  /* As in version 2 but for the lane of what is saved. */
  "DROP VIEW application_derived;"
  "CREATE VIEW application_derived AS SELECT a.pk AS pk, a.id AS id,"
  "  CASE WHEN a.status = 'Saved' THEN NULL ELSE coalesce("
  "    (SELECT e.to_stage FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL"
  "       AND e.event_type IS NOT 'note' AND e.to_stage IS NOT NULL ORDER BY e.occurred_at DESC, e.pk DESC LIMIT 1),"
  "    CASE a.status WHEN 'Applied' THEN 'applied' WHEN 'Interviewing' THEN 'recruiter_screen' WHEN 'Offer' THEN 'offer'"
  "      WHEN 'Accepted' THEN 'closed' WHEN 'Rejected' THEN 'closed' WHEN 'Withdrawn' THEN 'closed' END) END AS lane,"
  "  coalesce("
  "    (SELECT e.occurred_at FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL"
  "       AND e.to_status = a.status ORDER BY e.occurred_at DESC, e.pk DESC LIMIT 1),"
  "    CASE WHEN a.status <> 'Saved' AND a.applied_date IS NOT NULL THEN unixepoch (a.applied_date) * 1000000 END,"
  "    a.created_at) AS status_since"
  "  FROM applications AS a;"

  /* A row in derive_later, which a step puts there and takes away again, makes the triggers queue. */
  "CREATE TABLE derive_later (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;"
  "CREATE TABLE derive_queue (pk INTEGER PRIMARY KEY) STRICT;"
  TRIGGER ("applications_derive_update", "AFTER UPDATE OF status, applied_date, created_at ON applications",
           "OLD.status IS NOT NEW.status OR OLD.applied_date IS NOT NEW.applied_date OR OLD.created_at <> NEW.created_at",
           "pk = NEW.pk")
  TRIGGER ("events_derive_insert", "AFTER INSERT ON events", "NEW.to_stage IS NOT NULL OR NEW.to_status IS NOT NULL",
           "id = NEW.application_id")
  TRIGGER ("events_derive_delete", "AFTER DELETE ON events", "OLD.to_stage IS NOT NULL OR OLD.to_status IS NOT NULL",
           "id = OLD.application_id")
  TRIGGER ("events_derive_update", "AFTER UPDATE OF application_id, event_type, occurred_at, to_status, to_stage, deleted_at ON events",
           "TRUE", "id IN (OLD.application_id, NEW.application_id)")
  TRASH_INDEX ("resume_versions")
  TRASH_INDEX ("stages")
  TRASH_INDEX ("outcomes")
  TRASH_INDEX ("reflections")
  TRASH_INDEX ("contacts")
  TRASH_INDEX ("documents")
  TRASH_INDEX ("reminders")
  TRASH_INDEX ("tags")
  TRASH_INDEX ("tag_assignments")
  TRASH_INDEX ("saved_jobs")
  TRASH_INDEX ("events")
  TRASH_INDEX ("messages")
  TRASH_INDEX ("saved_filters")
  "UPDATE applications SET lane = NULL WHERE status = 'Saved' AND lane IS NOT NULL;";
