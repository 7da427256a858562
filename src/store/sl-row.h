/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An application as a list row or a board card shows it: the record with its tags and its next open reminder.
 * Read in one go for a page of rows; immutable. */

#pragma once

#include "sl-record.h"

G_BEGIN_DECLS

#define SL_TYPE_ROW (sl_row_get_type ())
G_DECLARE_FINAL_TYPE (SlRow, sl_row, SL, ROW, GObject)

/* Properties, read-only: "application" (SlRecord), "next-reminder" (SlRecord, nullable), "next-stage" (SlRecord, nullable:
 * the next stage with a date from today on). */
SlRow *sl_row_new (SlRecord *application, GPtrArray *tags, SlRecord *next_reminder, SlRecord *next_stage, gint64 lane_since);
SlRecord *sl_row_get_application (SlRow *self);
GPtrArray *sl_row_get_tags (SlRow *self); /* (element-type SlRecord) tag records, by name */
SlRecord *sl_row_get_next_reminder (SlRow *self);
SlRecord *sl_row_get_next_stage (SlRow *self);
gint64 sl_row_get_lane_since (SlRow *self);
gint64 sl_row_get_pk (SlRow *self);

G_END_DECLS
