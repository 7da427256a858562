/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in time: the day they fall on, and their ISO 8601 form. Declared in sl-date.h. */
#define G_LOG_DOMAIN "sl-time"

#include "config.h"

#include <string.h>

#include "sl-date-private.h"
#include "sl-date.h"

#define USEC_PER_SECOND G_GINT64_CONSTANT (1000000)
#define USEC_PER_DAY (86400 * USEC_PER_SECOND)

/**
 * sl_day_from_time:
 * @usec: microseconds since 1970-01-01 00:00 UTC
 * @tz: (nullable): a time zone; %NULL is UTC
 *
 * Returns: the calendar day it is (or was) in @tz at that moment; %SL_DAY_NONE outside of the years 1 to 9999
 */
SlDay
sl_day_from_time (gint64     usec,
                  GTimeZone *tz)
{
  gint64 seconds = _sl_divide_down (usec, USEC_PER_SECOND);
  gint64 day;

  if (tz != NULL)
    {
      int interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, seconds);

      if (interval >= 0)
        seconds += g_time_zone_get_offset (tz, interval);
    }

  day = _sl_divide_down (seconds, 86400);

  return day >= SL_DAY_MIN && day <= SL_DAY_MAX ? (SlDay) day : SL_DAY_NONE;
}

static gint64
local_to_universal (gint64     local_seconds,
                    GTimeZone *tz)
{
  gint64 adjusted = local_seconds;
  int interval;

  if (tz == NULL)
    return local_seconds;

  /* Moves a time that the spring change skips to the moment after the gap. */
  interval = g_time_zone_adjust_time (tz, G_TIME_TYPE_STANDARD, &adjusted);

  return adjusted - g_time_zone_get_offset (tz, interval);
}

/**
 * sl_day_to_time:
 * @day: a day
 * @tz: (nullable): a time zone; %NULL is UTC
 *
 * Returns: the first moment of @day in @tz, in microseconds since 1970 UTC; %SL_TIME_NONE if @day isn't valid
 */
gint64
sl_day_to_time (SlDay      day,
                GTimeZone *tz)
{
  if (!sl_day_is_valid (day))
    return SL_TIME_NONE;

  return local_to_universal ((gint64) day * 86400, tz) * USEC_PER_SECOND;
}

/**
 * sl_day_to_time_at:
 * @day: a day
 * @minutes: what the clock on the wall shows, in minutes since midnight
 * @tz: (nullable): a time zone; %NULL is UTC
 *
 * Returns: that moment in microseconds since 1970 UTC, the one after the gap where the clocks skip it; %SL_TIME_NONE if
 *   @day isn't valid
 */
gint64
sl_day_to_time_at (SlDay      day,
                   int        minutes,
                   GTimeZone *tz)
{
  if (!sl_day_is_valid (day))
    return SL_TIME_NONE;

  return local_to_universal ((gint64) day * 86400 + minutes * 60, tz) * USEC_PER_SECOND;
}

/**
 * sl_time_of_day_parse:
 * @text: (nullable): "14:00", on a clock of 24 hours
 *
 * Returns: minutes since midnight, or -1 if @text is anything else
 */
int
sl_time_of_day_parse (const char *text)
{
  int hours, minutes;

  if (text == NULL || strlen (text) != 5 || text[2] != ':')
    return -1;

  hours = _sl_digits_read (text, 2);
  minutes = _sl_digits_read (text + 3, 2);

  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 ? hours * 60 + minutes : -1;
}

/* ".123456" or ",5": at most microseconds count, further digits are dropped. */
static const char *
read_fraction (const char *text,
               gint64     *out_usec)
{
  gint64 usec = 0;
  gint64 unit = USEC_PER_SECOND / 10;

  *out_usec = 0;
  if (*text != '.' && *text != ',')
    return text;
  text++;
  if (!g_ascii_isdigit (*text))
    return NULL;

  for (; g_ascii_isdigit (*text); text++, unit /= 10)
    usec += unit * (*text - '0');
  *out_usec = usec;

  return text;
}

/* "Z", "+02:00", "+0200", "+02", or nothing (then @out_known is FALSE). The whole rest has to be it. */
static gboolean
read_offset (const char *text,
             gboolean   *out_known,
             gint64     *out_seconds)
{
  int sign, hours, minutes = 0;

  *out_known = *text != '\0';
  *out_seconds = 0;
  if (*text == '\0')
    return TRUE;
  if (*text == 'Z' || *text == 'z')
    return text[1] == '\0';
  if (*text != '+' && *text != '-')
    return FALSE;

  sign = *text == '-' ? -1 : 1;
  hours = _sl_digits_read (++text, 2);
  if (hours < 0 || hours > 23)
    return FALSE;
  text += 2;

  if (*text != '\0')
    {
      if (*text == ':')
        text++;
      minutes = _sl_digits_read (text, 2);
      if (minutes < 0 || minutes > 59 || text[2] != '\0')
        return FALSE;
    }

  *out_seconds = sign * (hours * 3600 + minutes * 60);

  return TRUE;
}

/**
 * sl_time_parse_iso8601:
 * @text: (nullable): "2026-03-15T09:00:00", with or without a fraction of a second, with "Z", an offset as "+02:00", or
 *   neither; seconds may be missing and a space may stand for the "T"
 * @naive_zone: (nullable): the zone that a text without one is in; %NULL is UTC
 * @out_usec: (out): microseconds since 1970 UTC; %SL_TIME_NONE if the text is no time
 *
 * A time that a change to summer time skips is taken as the moment after the gap.
 *
 * Returns: %TRUE if @text is a point in time in this form
 */
gboolean
sl_time_parse_iso8601 (const char *text,
                       GTimeZone  *naive_zone,
                       gint64     *out_usec)
{
  SlDay day;
  int hour, minute, second = 0;
  gint64 fraction = 0, offset, seconds;
  gboolean has_offset;

  *out_usec = SL_TIME_NONE;
  if (text == NULL)
    return FALSE;

  day = _sl_day_read_iso (text);
  if (day == SL_DAY_NONE || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
    return FALSE;

  hour = _sl_digits_read (text + 11, 2);
  if (hour < 0 || hour > 23 || text[13] != ':')
    return FALSE;
  minute = _sl_digits_read (text + 14, 2);
  if (minute < 0 || minute > 59)
    return FALSE;
  text += 16;

  if (*text == ':')
    {
      second = _sl_digits_read (text + 1, 2);
      if (second < 0 || second > 60)
        return FALSE;
      second = MIN (second, 59); /* a leap second */
      text = read_fraction (text + 3, &fraction);
      if (text == NULL)
        return FALSE;
    }

  if (!read_offset (text, &has_offset, &offset))
    return FALSE;

  seconds = (gint64) day * 86400 + hour * 3600 + minute * 60 + second;
  seconds = has_offset ? seconds - offset : local_to_universal (seconds, naive_zone);
  *out_usec = seconds * USEC_PER_SECOND + fraction;

  return TRUE;
}

/**
 * sl_time_format_iso8601:
 * @usec: microseconds since 1970 UTC
 * @buf: (out): room for the text and its NUL
 *
 * Writes "2026-03-15T09:00:00Z", with six digits of a second's fraction only where it isn't zero. A time outside of the
 * years 1 to 9999 gives an empty text.
 *
 * Returns: @buf
 */
char *
sl_time_format_iso8601 (gint64 usec,
                        char   buf[SL_TIME_ISO_SIZE])
{
  gint64 day = _sl_divide_down (usec, USEC_PER_DAY);
  gint64 rest;
  int seconds, fraction;
  char *out;

  if (day < SL_DAY_MIN || day > SL_DAY_MAX)
    {
      buf[0] = '\0';
      return buf;
    }

  rest = usec - day * USEC_PER_DAY;
  seconds = (int) (rest / USEC_PER_SECOND);
  fraction = (int) (rest % USEC_PER_SECOND);

  sl_day_format_iso ((SlDay) day, buf);
  out = buf + strlen (buf);
  *out++ = 'T';
  out = _sl_digits_write (out, seconds / 3600, 2);
  *out++ = ':';
  out = _sl_digits_write (out, seconds / 60 % 60, 2);
  *out++ = ':';
  out = _sl_digits_write (out, seconds % 60, 2);
  if (fraction != 0)
    {
      *out++ = '.';
      out = _sl_digits_write (out, fraction, 6);
    }
  *out++ = 'Z';
  *out = '\0';

  return buf;
}
