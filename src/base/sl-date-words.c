/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times as people say them: "today", "in 3 days", "Sep 3, 2026", "tomorrow 9:00". */
#define G_LOG_DOMAIN "sl-date-words"

#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "sl-date.h"

/* From this many days on "2 weeks ago" says as much as a person wants to know; past the second a date says more. */
#define WEEKS_FROM_DAYS 14
#define DATE_FROM_DAYS 56

static char *
format_day (SlDay       day,
            const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int y, m, d;

  if (!sl_day_to_ymd (day, &y, &m, &d))
    return g_strdup ("");

  date = g_date_time_new_utc (y, m, d, 0, 0, 0);

  return g_date_time_format (date, format);
}

/* Without a translation the words of the locale's language would stand in English order. Then the locale's own habit is
 * followed: day first where its short date has it so, and for other languages than English the short date itself. */
static const char *
pick_format (const char *translated,
             const char *untranslated,
             const char *day_first,
             const char *other_language)
{
  const char *locale = setlocale (LC_TIME, NULL);

  if (strcmp (translated, untranslated) != 0 || locale == NULL || g_str_equal (locale, "POSIX"))
    return translated;
  if (!g_str_has_prefix (locale, "en") && !g_str_has_prefix (locale, "C"))
    return other_language;

  return g_str_has_prefix (nl_langinfo (D_FMT), "%d") ? day_first : translated;
}

/**
 * sl_day_format_short:
 * @day: a day
 *
 * Returns: (transfer full): the date with a short month, as in "Sep 3, 2026"; empty for %SL_DAY_NONE
 */
char *
sl_day_format_short (SlDay day)
{
  /* Translators: a date with a short month name, "Sep 3, 2026". The codes are those of strftime:
   * %b short month name, %-d day of the month without a leading zero, %Y year. */
  const char *format = C_("date format", "%b %-d, %Y");

  return format_day (day, pick_format (format, "%b %-d, %Y", "%-d %b %Y", "%x"));
}

/**
 * sl_day_format_long:
 * @day: a day
 *
 * Returns: (transfer full): the date in full, as in "Thursday, September 3, 2026"; empty for %SL_DAY_NONE
 */
char *
sl_day_format_long (SlDay day)
{
  /* Translators: a date in full, "Thursday, September 3, 2026". The codes are those of strftime:
   * %A weekday, %B month name, %-d day of the month without a leading zero, %Y year. */
  const char *format = C_("date format", "%A, %B %-d, %Y");

  return format_day (day, pick_format (format, "%A, %B %-d, %Y", "%A, %-d %B %Y", "%A, %x"));
}

/**
 * sl_day_format_near:
 * @day: a day
 * @today: the day it is, from the clock
 *
 * Returns: (transfer full): as sl_day_format_long(), without the year when it is this one: "Thursday, September 3"
 */
char *
sl_day_format_near (SlDay day,
                    SlDay today)
{
  /* Translators: a date of this year, "Thursday, September 3". The codes are those of strftime:
   * %A weekday, %B month name, %-d day of the month without a leading zero. */
  const char *format = C_("date format", "%A, %B %-d");
  int year, this_year, m, d;

  if (!sl_day_to_ymd (day, &year, &m, &d) || !sl_day_to_ymd (today, &this_year, &m, &d) || year != this_year)
    return sl_day_format_long (day);

  return format_day (day, pick_format (format, "%A, %B %-d", "%A, %-d %B", "%A, %x"));
}

static char *
format_past (guint days)
{
  guint weeks = days / 7;

  if (days == 1)
    return g_strdup (C_("relative date", "yesterday"));
  if (days < WEEKS_FROM_DAYS)
    return g_strdup_printf (ngettext ("%u day ago", "%u days ago", days), days);

  return g_strdup_printf (ngettext ("%u week ago", "%u weeks ago", weeks), weeks);
}

static char *
format_future (guint days)
{
  guint weeks = days / 7;

  if (days == 1)
    return g_strdup (C_("relative date", "tomorrow"));
  if (days < WEEKS_FROM_DAYS)
    return g_strdup_printf (ngettext ("in %u day", "in %u days", days), days);

  return g_strdup_printf (ngettext ("in %u week", "in %u weeks", weeks), weeks);
}

/**
 * sl_day_format_relative:
 * @day: a day
 * @today: the day it is, from the clock
 *
 * Says @day as people do: "today", "yesterday", "in 3 days", "2 weeks ago", and from eight weeks on the date.
 *
 * Returns: (transfer full): the words, for the middle of a sentence; empty for %SL_DAY_NONE
 */
char *
sl_day_format_relative (SlDay day,
                        SlDay today)
{
  gint64 distance;

  if (!sl_day_is_valid (day))
    return g_strdup ("");
  if (!sl_day_is_valid (today))
    return sl_day_format_short (day);

  distance = (gint64) day - today;
  if (ABS (distance) >= DATE_FROM_DAYS)
    return sl_day_format_short (day);
  if (distance == 0)
    return g_strdup (C_("relative date", "today"));

  return distance < 0 ? format_past ((guint) -distance) : format_future ((guint) distance);
}

static GDateTime *
make_local (gint64     usec,
            GTimeZone *tz)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (usec);

  if (utc == NULL || tz == NULL)
    return g_steal_pointer (&utc);

  return g_date_time_to_timezone (utc, tz);
}

/* The locale's own habit: one that writes AM and PM has a text for AM. */
static gboolean
locale_uses_12_hours (void)
{
  const char *time_format = nl_langinfo (T_FMT);

  return g_strstr_len (time_format, -1, "%r") != NULL || g_strstr_len (time_format, -1, "%p") != NULL;
}

/**
 * sl_time_format_clock:
 * @usec: microseconds since 1970 UTC
 * @tz: (nullable): the zone to show it in; %NULL is UTC
 *
 * Returns: (transfer full): the time of day as the locale writes it, "14:00" or "2:00 PM"; empty if it isn't valid
 */
char *
sl_time_format_clock (gint64     usec,
                      GTimeZone *tz)
{
  g_autoptr (GDateTime) local = make_local (usec, tz);

  if (local == NULL)
    return g_strdup ("");

  if (locale_uses_12_hours ())
    /* Translators: a time of day with 12 hours, "2:00 PM": %-I hour, %M minute, %p AM or PM. */
    return g_date_time_format (local, C_("time format", "%-I:%M %p"));

  /* Translators: a time of day with 24 hours, "14:00": %H hour with two digits (%-H without), %M minute. */
  return g_date_time_format (local, C_("time format", "%H:%M"));
}

/**
 * sl_time_format_relative:
 * @usec: microseconds since 1970 UTC
 * @now: the time it is, from the clock
 * @tz: (nullable): the zone to show it in; %NULL is UTC
 *
 * Says an appointment as people do: "today 9:00", "tomorrow 9:00", "Thu 14:00" in the six days after, otherwise the
 * date and the time.
 *
 * Returns: (transfer full): the words; empty if @usec isn't valid
 */
char *
sl_time_format_relative (gint64     usec,
                         gint64     now,
                         GTimeZone *tz)
{
  SlDay day = sl_day_from_time (usec, tz);
  SlDay today = sl_day_from_time (now, tz);
  g_autofree char *when = NULL;
  g_autofree char *clock = NULL;

  if (day == SL_DAY_NONE)
    return g_strdup ("");

  if (today == SL_DAY_NONE)
    when = sl_day_format_short (day);
  else if (ABS (day - today) <= 1)
    when = sl_day_format_relative (day, today);
  else if (day > today && day - today < 7)
    when = format_day (day, "%a");
  else
    when = sl_day_format_short (day);

  clock = sl_time_format_clock (usec, tz);

  /* Translators: a day and a time of day: "tomorrow 14:00", "Sep 3, 2026 14:00". */
  return g_strdup_printf (C_("day and time", "%s %s"), when, clock);
}
