/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this room share: libical, and what it needs on top. */

#pragma once

#include <libical/ical.h>

#include "sl-date.h"

G_BEGIN_DECLS

/* Adds the VTIMEZONE of @name for the years of @from to @to (microseconds since 1970 UTC), each change spelled out. */
void sl_calendar_add_zone (icalcomponent *calendar, const char *name, gint64 from, gint64 to);
/* The time in @zone (nullable: UTC) as its clock shows it. */
struct icaltimetype sl_calendar_time (gint64 time, GTimeZone *zone);
struct icaltimetype sl_calendar_day (SlDay day);

G_END_DECLS
