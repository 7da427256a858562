/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time zones in calendar files: each with the changes of its clock in the years that matter, so that every program reads
 * the same times whatever it knows of the zone. The system's zones are asked, not libical's copy of them. */

#define G_LOG_DOMAIN "sl-calendar-zone"

#include "config.h"

#include "sl-calendar-private.h"
#include "sl-zone.h"

#define HOUR G_GINT64_CONSTANT (3600)
#define DAY (24 * HOUR)
/* Nobody has rounds before or after; a year that was mistyped doesn't make the file spell out all the clocks up to it. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

struct icaltimetype
sl_calendar_time (gint64     time,
                  GTimeZone *zone)
{
  struct icaltimetype result = icaltime_null_time ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) there = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDateTime *shown = there != NULL ? there : utc;

  if (shown == NULL)
    return result;

  result.year = g_date_time_get_year (shown);
  result.month = g_date_time_get_month (shown);
  result.day = g_date_time_get_day_of_month (shown);
  result.hour = g_date_time_get_hour (shown);
  result.minute = g_date_time_get_minute (shown);
  result.second = g_date_time_get_second (shown);
  if (zone == NULL)
    result.zone = icaltimezone_get_utc_timezone ();

  return result;
}

struct icaltimetype
sl_calendar_day (SlDay day)
{
  struct icaltimetype result = icaltime_null_date ();

  sl_day_to_ymd (day, &result.year, &result.month, &result.day);
  result.is_date = 1;

  return result;
}

/* The second since 1970 UTC at which the year @years after that of @time begins. */
static gint64
get_new_year (gint64 time,
              int    years)
{
  int year;

  sl_day_to_ymd (sl_day_from_time (time, NULL), &year, NULL, NULL);
  return sl_day_from_ymd (CLAMP (year + years, FIRST_YEAR, LAST_YEAR), 1, 1) * DAY;
}

static int
get_interval (GTimeZone *zone,
              gint64     second)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second);
}

/* The first second of the interval that @end lies in; at @start another one holds. */
static gint64
find_change (GTimeZone *zone,
             gint64     start,
             gint64     end)
{
  int before = get_interval (zone, start);

  while (end - start > 1)
    {
      gint64 middle = start + (end - start) / 2;

      if (get_interval (zone, middle) == before)
        start = middle;
      else
        end = middle;
    }

  return end;
}

/* The clock as it goes from @second (since 1970 UTC) on, after one that was @offset_before seconds ahead of UTC. */
static void
add_observance (icalcomponent *vtimezone,
                GTimeZone     *zone,
                gint64         second,
                int            offset_before)
{
  int interval = get_interval (zone, second);
  icalcomponent *part = icalcomponent_new (g_time_zone_is_dst (zone, interval) ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
  struct icaltimetype begin = sl_calendar_time ((second + offset_before) * G_USEC_PER_SEC, NULL);

  begin.zone = NULL; /* as the clock showed when it was changed */
  icalcomponent_add_property (part, icalproperty_new_dtstart (begin));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetfrom (offset_before));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetto (g_time_zone_get_offset (zone, interval)));
  icalcomponent_add_property (part, icalproperty_new_tzname (g_time_zone_get_abbreviation (zone, interval)));
  icalcomponent_add_component (vtimezone, part);
}

void
sl_calendar_add_zone (icalcomponent *calendar,
                      const char    *name,
                      gint64         from,
                      gint64         to)
{
  g_autoptr (GTimeZone) zone = sl_zone_find (name);
  gint64 second = get_new_year (from, -1);
  gint64 end = get_new_year (to, 2);
  icalcomponent *vtimezone;

  g_return_if_fail (zone != NULL);

  vtimezone = icalcomponent_new_vtimezone ();
  icalcomponent_add_property (vtimezone, icalproperty_new_tzid (name));
  add_observance (vtimezone, zone, second, g_time_zone_get_offset (zone, get_interval (zone, second)));
  for (; second < end; second += DAY)
    if (get_interval (zone, second) != get_interval (zone, second + DAY))
      add_observance (vtimezone, zone, find_change (zone, second, second + DAY),
                      g_time_zone_get_offset (zone, get_interval (zone, second)));
  icalcomponent_add_component (calendar, vtimezone);
}
