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
 */
typedef struct {
  SlRecord *(*read) (SlKind kind, const char *id, gpointer data, GError **error);
  int (*count_children) (SlKind kind, const char *application_id, gpointer data, GError **error);
  gpointer data;
} SlRuleReader;

gboolean sl_rules_follow (SlChangeset *changeset, const SlRuleReader *reader, SlClock *clock, GError **error);
gboolean sl_rules_check (SlChangeset *changeset, GError **error);

G_END_DECLS
