/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of days and the ISO 8601 forms. The words for people are in sl-date-words.c. */
#define G_LOG_DOMAIN "sl-date"

#include "config.h"

#include <string.h>

#include "sl-date.h"

#define USEC_PER_SECOND G_GINT64_CONSTANT (1000000)
#define USEC_PER_DAY (86400 * USEC_PER_SECOND)
#define MIN_DAY (-719162) /* 0001-01-01 */
#define MAX_DAY 2932896   /* 9999-12-31 */

static const guint8 month_lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
get_month_length (int year,
                  int month)
{
  return month_lengths[month - 1] + (month == 2 && is_leap_year (year) ? 1 : 0);
}

static gint64
divide_down (gint64 value,
             gint64 by)
{
  return value / by - (value % by < 0 ? 1 : 0);
}

/* Reads exactly @n digits; -1 when one of them is none (a NUL is none, so this never runs past the end). */
static int
read_digits (const char *text,
             int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (text[i] < '0' || text[i] > '9')
        return -1;
      value = value * 10 + (text[i] - '0');
    }

  return value;
}

static char *
write_digits (char *out,
              int   value,
              int   n)
{
  for (int i = n - 1; i >= 0; i--)
    {
      out[i] = (char) ('0' + value % 10);
      value /= 10;
    }

  return out + n;
}

/**
 * sl_day_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to the month's length
 *
 * Returns: the day, or %SL_DAY_NONE if there is no such date
 */
SlDay
sl_day_from_ymd (int year,
                 int month,
                 int day)
{
  int years, era, year_of_era, day_of_year, day_of_era;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > get_month_length (year, month))
    return SL_DAY_NONE;

  /* Years counted from March put the leap day at the end, and 400 of them always have 146097 days. */
  years = month <= 2 ? year - 1 : year;
  era = years / 400;
  year_of_era = years - era * 400;
  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

/**
 * sl_day_is_valid:
 * @day: a number
 *
 * Returns: %TRUE if @day is a day of the years 1 to 9999
 */
gboolean
sl_day_is_valid (SlDay day)
{
  return day >= MIN_DAY && day <= MAX_DAY;
}

/**
 * sl_day_to_ymd:
 * @day: a day
 * @out_year: (out) (optional): its year
 * @out_month: (out) (optional): its month, 1 to 12
 * @out_day: (out) (optional): its day of the month, from 1
 *
 * Returns: %FALSE, with all three 0, if @day isn't valid
 */
gboolean
sl_day_to_ymd (SlDay day,
               int  *out_year,
               int  *out_month,
               int  *out_day)
{
  int y = 0, m = 0, d = 0;
  gboolean valid = sl_day_is_valid (day);

  if (valid)
    {
      int shifted = day + 719468;
      int era = shifted / 146097;
      int day_of_era = shifted - era * 146097;
      int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
      int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
      int month_from_march = (5 * day_of_year + 2) / 153;

      d = day_of_year - (153 * month_from_march + 2) / 5 + 1;
      m = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
      y = year_of_era + era * 400 + (m <= 2 ? 1 : 0);
    }

  if (out_year != NULL)
    *out_year = y;
  if (out_month != NULL)
    *out_month = m;
  if (out_day != NULL)
    *out_day = d;

  return valid;
}

/* "2026-09-03" at the start of @text, whatever follows. */
static SlDay
read_iso_day (const char *text)
{
  int year, month, day;

  year = read_digits (text, 4);
  if (year < 0 || text[4] != '-')
    return SL_DAY_NONE;
  month = read_digits (text + 5, 2);
  if (month < 0 || text[7] != '-')
    return SL_DAY_NONE;
  day = read_digits (text + 8, 2);
  if (day < 0)
    return SL_DAY_NONE;

  return sl_day_from_ymd (year, month, day);
}

/**
 * sl_day_parse_iso:
 * @text: (nullable): "2026-09-03", and nothing before or after it
 * @out_day: (out): the day; %SL_DAY_NONE if the text is no date
 *
 * Returns: %TRUE if @text is a date in this form
 */
gboolean
sl_day_parse_iso (const char *text,
                  SlDay      *out_day)
{
  *out_day = text != NULL ? read_iso_day (text) : SL_DAY_NONE;
  if (*out_day != SL_DAY_NONE && text[SL_DAY_ISO_SIZE - 1] != '\0')
    *out_day = SL_DAY_NONE;

  return *out_day != SL_DAY_NONE;
}

/**
 * sl_day_format_iso:
 * @day: a day
 * @buf: (out): room for the text and its NUL
 *
 * Writes @day as "2026-09-03"; an invalid day gives an empty text.
 *
 * Returns: @buf
 */
char *
sl_day_format_iso (SlDay day,
                   char  buf[SL_DAY_ISO_SIZE])
{
  int y, m, d;
  char *out = buf;

  if (sl_day_to_ymd (day, &y, &m, &d))
    {
      out = write_digits (out, y, 4);
      *out++ = '-';
      out = write_digits (out, m, 2);
      *out++ = '-';
      out = write_digits (out, d, 2);
    }
  *out = '\0';

  return buf;
}

/**
 * sl_day_get_weekday:
 * @day: a day
 *
 * Returns: 1 for Monday to 7 for Sunday; 0 if @day isn't valid
 */
int
sl_day_get_weekday (SlDay day)
{
  if (!sl_day_is_valid (day))
    return 0;

  /* 1970-01-01 was a Thursday; MIN_DAY a Monday, so the distance is never negative. */
  return (day - MIN_DAY) % 7 + 1;
}

/**
 * sl_day_get_week_start:
 * @day: a day
 *
 * Returns: the Monday of its ISO week; %SL_DAY_NONE if @day isn't valid
 */
SlDay
sl_day_get_week_start (SlDay day)
{
  if (!sl_day_is_valid (day))
    return SL_DAY_NONE;

  return day - (sl_day_get_weekday (day) - 1);
}

/**
 * sl_day_iso_week:
 * @day: a day
 * @out_year: (out) (optional): the year the week belongs to, which differs from the day's around New Year
 * @out_week: (out) (optional): the week, 1 to 53
 *
 * Returns: %FALSE, with both 0, if @day isn't valid
 */
gboolean
sl_day_iso_week (SlDay day,
                 int  *out_year,
                 int  *out_week)
{
  int year = 0, week = 0;
  gboolean valid = sl_day_is_valid (day);

  if (valid)
    {
      /* A week belongs to the year of its Thursday. */
      SlDay thursday = day - (sl_day_get_weekday (day) - 1) + 3;

      sl_day_to_ymd (MIN (thursday, MAX_DAY), &year, NULL, NULL);
      week = (thursday - sl_day_from_ymd (year, 1, 1)) / 7 + 1;
    }

  if (out_year != NULL)
    *out_year = year;
  if (out_week != NULL)
    *out_week = week;

  return valid;
}

/**
 * sl_day_add_months:
 * @day: a day
 * @months: how many, negative for back
 *
 * Moves by whole months; a day that the target month lacks becomes its last (31 January + 1 = 28 February).
 *
 * Returns: the day; %SL_DAY_NONE if @day or the result isn't valid
 */
SlDay
sl_day_add_months (SlDay day,
                   int   months)
{
  int y, m, d;
  gint64 total;

  if (!sl_day_to_ymd (day, &y, &m, &d))
    return SL_DAY_NONE;

  total = (gint64) y * 12 + (m - 1) + months;
  if (total < 12 || total >= 10000 * 12)
    return SL_DAY_NONE;

  y = (int) (total / 12);
  m = (int) (total % 12) + 1;

  return sl_day_from_ymd (y, m, MIN (d, get_month_length (y, m)));
}

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
  gint64 seconds = divide_down (usec, USEC_PER_SECOND);
  gint64 day;

  if (tz != NULL)
    {
      int interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, seconds);

      if (interval >= 0)
        seconds += g_time_zone_get_offset (tz, interval);
    }

  day = divide_down (seconds, 86400);

  return day >= MIN_DAY && day <= MAX_DAY ? (SlDay) day : SL_DAY_NONE;
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
  hours = read_digits (++text, 2);
  if (hours < 0 || hours > 23)
    return FALSE;
  text += 2;

  if (*text != '\0')
    {
      if (*text == ':')
        text++;
      minutes = read_digits (text, 2);
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

  day = read_iso_day (text);
  if (day == SL_DAY_NONE || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
    return FALSE;

  hour = read_digits (text + 11, 2);
  if (hour < 0 || hour > 23 || text[13] != ':')
    return FALSE;
  minute = read_digits (text + 14, 2);
  if (minute < 0 || minute > 59)
    return FALSE;
  text += 16;

  if (*text == ':')
    {
      second = read_digits (text + 1, 2);
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
  gint64 day = divide_down (usec, USEC_PER_DAY);
  gint64 rest;
  int seconds, fraction;
  char *out;

  if (day < MIN_DAY || day > MAX_DAY)
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
  out = write_digits (out, seconds / 3600, 2);
  *out++ = ':';
  out = write_digits (out, seconds / 60 % 60, 2);
  *out++ = ':';
  out = write_digits (out, seconds % 60, 2);
  if (fraction != 0)
    {
      *out++ = '.';
      out = write_digits (out, fraction, 6);
    }
  *out++ = 'Z';
  *out = '\0';

  return buf;
}
