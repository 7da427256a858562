/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rings once at a time of the wall clock, also when the computer slept over it. Between that, nothing wakes up. */
#pragma once

#include "sl-clock.h"

G_BEGIN_DECLS

#define SL_TYPE_ALARM (sl_alarm_get_type ())
G_DECLARE_FINAL_TYPE (SlAlarm, sl_alarm, SL, ALARM, GObject)

/* Signal "rings" (SlAlarm *): the time has come, or the clock or its time zone was set, so that it has to be worked out
 * anew. The alarm is off then. */

SlAlarm *sl_alarm_new (SlClock *clock);
/* @time: in microseconds since 1970 UTC; %SL_TIME_NONE: never, though setting the clock still rings. */
void     sl_alarm_set (SlAlarm *self,
                       gint64   time);

G_END_DECLS
