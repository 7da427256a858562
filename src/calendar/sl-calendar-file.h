/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a calendar file (iCalendar, RFC 5545) that other programs read or subscribe to. Knows nothing of job searches. */

#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

/**
 * SlCalendarEvent:
 * @uid: stays the same as long as the event lives
 * @summary: its title
 * @description: (nullable): its text, lines and all
 * @location: (nullable): where
 * @url: (nullable): an address
 * @category: (nullable): one word
 * @day: for an event of a whole day, that day; else %SL_DAY_NONE
 * @start: when it begins, in microseconds since 1970 UTC; without meaning for a whole day
 * @minutes: how long it takes; 0: a moment
 * @zone: (nullable): name in the IANA database of the zone that its time is told in; %NULL: UTC
 * @busy: whether other appointments are in its way
 * @cancelled: it won't take place
 * @created: when it was made, in microseconds since 1970 UTC
 * @modified: when it was changed last
 * @alarms: (element-type int): minutes from its beginning (a whole day's is midnight) to each alarm; before: negative
 */
typedef struct {
  char *uid;
  char *summary;
  char *description;
  char *location;
  char *url;
  char *category;
  SlDay day;
  gint64 start;
  int minutes;
  char *zone;
  gboolean busy;
  gboolean cancelled;
  gint64 created;
  gint64 modified;
  GArray *alarms;
} SlCalendarEvent;

SlCalendarEvent *sl_calendar_event_new  (const char      *uid,
                                         const char      *summary);
void             sl_calendar_event_free (SlCalendarEvent *self);
void             sl_calendar_event_add_alarm (SlCalendarEvent *self,
                                              int              minutes);

GBytes          *sl_calendar_file_build (GPtrArray       *events,
                                         const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCalendarEvent, sl_calendar_event_free)

G_END_DECLS
