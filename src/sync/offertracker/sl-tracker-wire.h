/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as an OfferTracker server writes and reads them, and where it has them. The record tables say which fields are
 * synced and what they are called; here stands only where the server differs. */

#pragma once

#include "sl-record.h"
#include "sl-tracker-words.h"

G_BEGIN_DECLS

/**
 * SlTrackerPlace:
 * @list: where rows of the kind are read and made, "%s" for the application's id; %NULL: as parts of applications alone
 * @create: where they are made
 * @item: one of them: "%s" for its id, after the application's where it is nested
 * @nested: member of the application that holds them
 * @is_ordered: whether the list has an order that stays
 * @is_paged: whether it comes in pages; %FALSE: whole, whatever page is asked for
 */
typedef struct {
  const char *list;
  const char *create;
  const char *item;
  const char *nested;
  gboolean is_ordered;
  gboolean is_paged;
} SlTrackerPlace;

const SlTrackerPlace *sl_tracker_get_place (SlKind kind);
char *sl_tracker_build_path (const char *pattern, const char *first, const char *second);

/* Fields by bit 1 << field. */
guint64 sl_tracker_get_fields (SlKind kind);
guint64 sl_tracker_get_creatable (SlKind kind);
guint64 sl_tracker_get_changeable (SlKind kind);

SlRecord   *sl_tracker_read_row (SlTrackerGeneration generation, SlKind kind, JsonObject *row, const char *present_status, guint64 *unread);
JsonObject *sl_tracker_build_create (SlTrackerGeneration generation, SlRecord *record);
JsonObject *sl_tracker_build_change (SlTrackerGeneration generation, SlRecord *record, SlRecord *present, guint64 fields);

G_END_DECLS
