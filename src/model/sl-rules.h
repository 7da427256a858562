/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a change by itself: the seed's automatic moves and the history of statuses. Runs inside the
 * store's transaction, so that whatever front end made the change, the same follows. No I/O of its own: what stands
 * in the store is asked through SlRuleReader. */

#pragma once

#include "sl-changeset.h"
#include "sl-clock.h"

G_BEGIN_DECLS

/* Older than anybody's search: a mistyped year. */
#define SL_FIRST_APPLIED_YEAR 1950

/**
 * SlRuleReader:
 * @read: (transfer full) (nullable): the record as it stands, or %NULL
 * @newest_event: when the newest living status-changing event of the application happened, those with ids in
 *   @except (nullable) left out; %G_MININT64 when there is none. Gives the event as well where @event isn't %NULL
 * @apply_by: (transfer full): the ids of the application's open reminders to apply, which came with a saved job
 * @round_move: (nullable): (transfer full) (nullable): the event by which its first round moved the application of round
 *   @stage_id; and whether no round of it lives but that one and those in @gone
 */
typedef struct {
  SlRecord *(*read) (SlKind kind, const char *id, gpointer data, GError **error);
  gint64 (*newest_event) (const char *application_id, GHashTable *except, SlRecord **event, gpointer data, GError **error);
  char **(*apply_by) (const char *application_id, gpointer data, GError **error);
  SlRecord *(*round_move) (const char *stage_id, GHashTable *gone, gboolean *alone, gpointer data, GError **error);
  gpointer data;
} SlRuleReader;

gboolean sl_stage_precedes (SlRecord *stage, SlRecord *application);
gboolean sl_rules_follow (SlChangeset *changeset, const SlRuleReader *reader, SlClock *clock, GError **error);
gboolean sl_rules_check (SlChangeset *changeset, GError **error);
gboolean sl_rules_check_together (SlChangeset *changeset, const SlRuleReader *reader, GError **error);

G_END_DECLS
