/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of days and their ISO 8601 form. Points in time are in sl-time.c, the words for people in sl-date-words.c. */
#define G_LOG_DOMAIN "sl-date"

#include "config.h"

#include "sl-date-private.h"
#include "sl-date.h"

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
  return day >= SL_DAY_MIN && day <= SL_DAY_MAX;
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
SlDay
_sl_day_read_iso (const char *text)
{
  int year, month, day;

  year = _sl_digits_read (text, 4);
  if (year < 0 || text[4] != '-')
    return SL_DAY_NONE;
  month = _sl_digits_read (text + 5, 2);
  if (month < 0 || text[7] != '-')
    return SL_DAY_NONE;
  day = _sl_digits_read (text + 8, 2);
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
  *out_day = text != NULL ? _sl_day_read_iso (text) : SL_DAY_NONE;
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
      out = _sl_digits_write (out, y, 4);
      *out++ = '-';
      out = _sl_digits_write (out, m, 2);
      *out++ = '-';
      out = _sl_digits_write (out, d, 2);
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

  /* 1970-01-01 was a Thursday; SL_DAY_MIN a Monday, so the distance is never negative. */
  return (day - SL_DAY_MIN) % 7 + 1;
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

      sl_day_to_ymd (MIN (thursday, SL_DAY_MAX), &year, NULL, NULL);
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
