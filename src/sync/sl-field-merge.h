/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of one field that two sides may have changed since they last agreed. Nothing but a function: no clock, no
 * store, no wire. */

#pragma once

#include "sl-field.h"

G_BEGIN_DECLS

/**
 * SlMergeOutcome:
 * @SL_MERGE_SETTLED: both sides hold the same
 * @SL_MERGE_MINE: what is here stands and is to be sent
 * @SL_MERGE_THEIRS: what came stands here too
 * @SL_MERGE_BOTH: a third value stands on both sides
 * @SL_MERGE_CLEARED: was emptied here and stays so, but the server can't empty it
 */
typedef enum {
  SL_MERGE_SETTLED,
  SL_MERGE_MINE,
  SL_MERGE_THEIRS,
  SL_MERGE_BOTH,
  SL_MERGE_CLEARED,
} SlMergeOutcome;

/**
 * SlMergeSide:
 * @value: (nullable): what the side holds; %NULL is the null value
 * @time: when it was changed there, microseconds since 1970 UTC on one clock for both sides
 * @automatic: followed from something else and wasn't chosen by a person
 */
typedef struct {
  const SlValue *value;
  gint64 time;
  gboolean automatic;
} SlMergeSide;

/**
 * SlFieldMerge:
 * @value: what both sides shall hold
 * @is_conflict: both changed it, and @lost is what doesn't stand any more as it was; to be kept for the person
 * @lost: that value, null where the side had emptied the field
 */
typedef struct {
  SlMergeOutcome outcome;
  SlValue value;
  gboolean is_conflict;
  SlValue lost;
} SlFieldMerge;

void sl_field_merge (const SlField     *field,
                     const SlValue     *base,
                     const SlMergeSide *mine,
                     const SlMergeSide *theirs,
                     const char        *heading,
                     SlFieldMerge      *merge);
void sl_field_merge_clear (SlFieldMerge *self);

gboolean sl_field_agrees (const SlField *field,
                          const SlValue *a,
                          const SlValue *b);
gboolean sl_field_can_be_emptied (const SlField *field);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlFieldMerge, sl_field_merge_clear)

G_END_DECLS
