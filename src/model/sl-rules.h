/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a change by itself: the seed's automatic moves and the history of statuses. Runs inside the
 * store's transaction, so that whatever front end made the change, the same follows. No I/O of its own: what stands
 * in the store is asked through SlRuleReader. */

#pragma once

#include "sl-changeset.h"
#include "sl-clock.h"

G_BEGIN_DECLS

/**
 * SlRuleReader:
 * @read: (transfer full) (nullable): the record as it stands, or %NULL
 * @count_children: how many living records of @kind belong to the application @id
 * @newest_event: (nullable): when the newest living status-changing event of the application happened, the event
 *   @except_event_id (nullable) left out; %G_MININT64 when there is none. Without it the rules take the application's
 *   status-since for it, which is right but for events that are entered long after the fact
 */
typedef struct {
  SlRecord *(*read) (SlKind kind, const char *id, gpointer data, GError **error);
  int (*count_children) (SlKind kind, const char *application_id, gpointer data, GError **error);
  gpointer data;
  gint64 (*newest_event) (const char *application_id, const char *except_event_id, gpointer data, GError **error);
} SlRuleReader;

gboolean sl_rules_follow (SlChangeset *changeset, const SlRuleReader *reader, SlClock *clock, GError **error);
gboolean sl_rules_check (SlChangeset *changeset, GError **error);
gboolean sl_rules_check_together (SlChangeset *changeset, const SlRuleReader *reader, GError **error);

G_END_DECLS
