/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days as plain numbers, points in time as microseconds since 1970 UTC, and how both are written for
 * machines (ISO 8601) and for people (relative words, the locale's date). No state, no clock: see sl-clock.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SlDay:
 *
 * A calendar day of the Gregorian calendar as days since 1970-01-01; negative before. Has no time zone.
 * Valid days are years 1 to 9999; %SL_DAY_NONE stands for "no date".
 */
typedef gint32 SlDay;

#define SL_DAY_NONE G_MININT32

/* "2026-09-03" and the closing NUL. */
#define SL_DAY_ISO_SIZE 11
/* "2026-03-15T09:00:00.000000Z" and the closing NUL. */
#define SL_TIME_ISO_SIZE 28
/* "No time": no valid point in time has this value. */
#define SL_TIME_NONE G_MININT64

SlDay       sl_day_from_ymd         (int         year,
                                     int         month,
                                     int         day);
gboolean    sl_day_to_ymd           (SlDay       day,
                                     int        *out_year,
                                     int        *out_month,
                                     int        *out_day);
gboolean    sl_day_is_valid         (SlDay       day);
gboolean    sl_day_parse_iso        (const char *text,
                                     SlDay      *out_day);
char       *sl_day_format_iso       (SlDay       day,
                                     char        buf[SL_DAY_ISO_SIZE]);
int         sl_day_get_weekday      (SlDay       day);
SlDay       sl_day_get_week_start   (SlDay       day);
gboolean    sl_day_iso_week         (SlDay       day,
                                     int        *out_year,
                                     int        *out_week);
SlDay       sl_day_add_months       (SlDay       day,
                                     int         months);
SlDay       sl_day_from_time        (gint64      usec,
                                     GTimeZone  *tz);
gint64      sl_day_to_time          (SlDay       day,
                                     GTimeZone  *tz);
gint64      sl_day_to_time_at       (SlDay       day,
                                     int         minutes,
                                     GTimeZone  *tz);
int         sl_time_of_day_parse    (const char *text);

char       *sl_day_format_short     (SlDay       day);
char       *sl_day_format_long      (SlDay       day);
char       *sl_day_format_near      (SlDay       day,
                                     SlDay       today);
char       *sl_day_format_relative  (SlDay       day,
                                     SlDay       today);

gboolean    sl_time_parse_iso8601   (const char *text,
                                     GTimeZone  *naive_zone,
                                     gint64     *out_usec);
char       *sl_time_format_iso8601  (gint64      usec,
                                     char        buf[SL_TIME_ISO_SIZE]);
char       *sl_time_format_clock    (gint64      usec,
                                     GTimeZone  *tz);
char       *sl_time_format_relative (gint64      usec,
                                     gint64      now,
                                     GTimeZone  *tz);

G_END_DECLS
