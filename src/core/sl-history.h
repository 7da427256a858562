/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that happened to an application, in words: its events, the rounds that are over, and what the journal knows
 * was changed. Read as a whole; who shows it may show a part. */

#pragma once

#include "sl-clock.h"
#include "sl-connection.h"
#include "sl-kinds.h"
#include "sl-record.h"

G_BEGIN_DECLS

/** SlHistoryKind: the kinds one can leave out. @SL_HISTORY_CHANGE: what was written down, rather than what happened. */
typedef enum {
  SL_HISTORY_STEP,
  SL_HISTORY_INTERVIEW,
  SL_HISTORY_NOTE,
  SL_HISTORY_CHANGE,
  SL_N_HISTORY_KINDS,
} SlHistoryKind;

/**
 * SlHistoryEntry: something that happened.
 * @at: when, microseconds since 1970 UTC; of several changes, the last
 * @since: when the first of several changes was made, else @at
 * @day: that as a day
 * @timed: whether the time of day is known
 * @title: what, in a few words
 * @details: (nullable): more about it, of several lines maybe
 * @told: SlPrivate bits of what the details tell
 * @link: (nullable): an address about it
 * @status: (nullable): the status it led to
 * @event: (nullable): the event that tells it; can be edited and deleted
 * @stage: (nullable): the round that it was
 */
typedef struct {
  SlHistoryKind kind;
  gint64 at;
  gint64 since;
  SlDay day;
  gboolean timed;
  char *title;
  char *details;
  guint told;
  char *link;
  char *status;
  SlRecord *event;
  SlRecord *stage;
} SlHistoryEntry;

/**
 * SlHistoryQuestion: which history is asked for.
 * @clock: for days, and for what is over
 */
typedef struct {
  char *application_id;
  SlClock *clock;
} SlHistoryQuestion;

SlHistoryQuestion *sl_history_question_new (const char *application_id, SlClock *clock);
void sl_history_question_free (gpointer question);

/* (element-type SlHistoryEntry): the newest first. An SlReadFunc: @data is an SlHistoryQuestion. */
gpointer sl_history_read (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

char *sl_history_entry_format_time (const SlHistoryEntry *self, GTimeZone *zone);
const char *sl_history_kind_label (SlHistoryKind kind);

gboolean sl_event_is_answer (SlRecord *event);

G_END_DECLS
