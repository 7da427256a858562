/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 4 of the data file: what is only saved has no interview lane, whatever it went through before. Frozen, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-4"

#include "config.h"

#include "sl-schema.h"

/* As in version 2 but for the lane of what is saved. The triggers name the view and find the new one. */
const char sl_schema_4[] =
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
  "UPDATE applications SET lane = NULL WHERE status = 'Saved' AND lane IS NOT NULL;";
