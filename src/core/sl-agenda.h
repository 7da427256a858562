/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies on which day: interviews that come and those that were, reminders, deadlines and follow-ups; and all of it as a
 * calendar file. What is due, sl-due.h knows; this adds what was. */

#pragma once

#include "sl-due.h"
#include "sl-record.h"

G_BEGIN_DECLS

#define SL_TYPE_AGENDA_ITEM (sl_agenda_item_get_type ())
G_DECLARE_FINAL_TYPE (SlAgendaItem, sl_agenda_item, SL, AGENDA_ITEM, GObject)

/**
 * SlAgendaItem: something on a day. Read-only once made.
 * @due: what it is, and when
 * @stage: (nullable): for an interview, the round
 * @day: the day it lies on where the person is
 * @over: a round that was held, cancelled, or is of an application that is closed
 */
struct _SlAgendaItem {
  GObject parent_instance;

  SlDue *due;
  SlRecord *stage;
  SlDay day;
  gboolean over;
};

/* Items of the days @first to @last, in order. (element-type SlAgendaItem) */
GPtrArray *sl_agenda_read (SlConnection *connection, const SlDueOptions *options, SlDay first, SlDay last, GError **error);
/* What it says on the screen; of a reminder that was put off also when what it is about takes place. (transfer full) */
char *sl_agenda_item_get_title (SlAgendaItem *self, SlDay today, GTimeZone *zone);
/* "14:00", and for a round elsewhere the time there, too; NULL: the whole day. (nullable) (transfer full) */
char *sl_agenda_item_format_time (SlAgendaItem *self, GTimeZone *zone);
char *sl_agenda_item_format_time_there (SlAgendaItem *self);
/* "interview", "reminder", "deadline", "follow-up": for styles and JSON. */
const char *sl_agenda_item_get_kind_name (SlAgendaItem *self);
const char *sl_agenda_item_get_kind_label (SlAgendaItem *self);

/**
 * SlAgendaCalendarFlags:
 * @SL_AGENDA_CALENDAR_ALARMS: with alarms
 * @SL_AGENDA_CALENDAR_CANCELLED: also what was deleted or won't take place, marked so: for programs that have it already
 */
typedef enum {
  SL_AGENDA_CALENDAR_PLAIN = 0,
  SL_AGENDA_CALENDAR_ALARMS = 1 << 0,
  SL_AGENDA_CALENDAR_CANCELLED = 1 << 1,
} SlAgendaCalendarFlags;

/* Of a round in the calendar file: no longer than two weeks, and an hour where nothing is said. */
#define SL_AGENDA_MAX_MINUTES (14 * 24 * 60)
#define SL_AGENDA_USUAL_MINUTES 60

/* The whole agenda as a calendar file; for use inside an SlReadFunc. @n_events: (out) (optional) */
GBytes *sl_agenda_build_calendar (SlConnection *connection, const SlDueOptions *options, SlDay today, SlAgendaCalendarFlags flags, guint *n_events, GCancellable *cancellable, GError **error);

G_END_DECLS
