/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a calendar file up to date, for other programs to subscribe to, while the person's settings say so: written whole,
 * off the main thread, a moment after the last change. Owned by whoever keeps a context open for long. */

#pragma once

#include <gio/gio.h>

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_CALENDAR_KEEPER (sl_calendar_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SlCalendarKeeper, sl_calendar_keeper, SL, CALENDAR_KEEPER, GObject)

/* Settings: "calendar-file" (whether), "calendar-path" (where; empty: calendar.ics in the data folder), "calendar-alarms",
 * and those of the automatic reminders. Signals: "written" (SlCalendarKeeper *); "failed" (SlCalendarKeeper *, const GError *). */

SlCalendarKeeper *sl_calendar_keeper_new (SlContext *context, GSettings *settings);
/* From now on; the store must be open. */
void sl_calendar_keeper_start (SlCalendarKeeper *self);
/* Writes what waits to be written, and ends. Blocks for as long as that takes. */
void sl_calendar_keeper_stop (SlCalendarKeeper *self);
/* (transfer full): the file it writes, whether or not it does. */
char *sl_calendar_keeper_get_path (SlContext *context, GSettings *settings);

G_END_DECLS
