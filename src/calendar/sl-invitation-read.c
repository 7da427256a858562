/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event of an invitation: its times, in a zone that the system knows wherever the file's can be made out. */

#define G_LOG_DOMAIN "sl-invitation-read"

#include "config.h"

#include <string.h>

#include "sl-invitation-private.h"
#include "sl-text.h"
#include "sl-zone.h"

#define FIRST_YEAR 1970
#define LAST_YEAR 2199
#define MAX_MINUTES (14 * 24 * 60)
#define MAX_SUMMARY 500
#define MAX_UID 255
#define MAX_LOCATION 500

/* A point in time as the file has it, made out. */
typedef struct {
  SlDay day;
  int minute; /* -1: the whole day */
  char *zone;
  gint64 time;
  char *unknown_zone;
} Moment;

static void
moment_clear (Moment *moment)
{
  g_free (moment->zone);
  g_free (moment->unknown_zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moment, moment_clear)

static const char *
get_zone_id (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
}

static icalcomponent *
find_vtimezone (icalcomponent *zones,
                const char    *id)
{
  for (icalcomponent *zone = icalcomponent_get_first_component (zones, ICAL_VTIMEZONE_COMPONENT); zone != NULL;
       zone = icalcomponent_get_next_component (zones, ICAL_VTIMEZONE_COMPONENT))
    {
      icalproperty *property = icalcomponent_get_first_property (zone, ICAL_TZID_PROPERTY);
      const char *name = property != NULL ? icalproperty_get_tzid (property) : NULL;

      if (g_strcmp0 (name, id) == 0)
        return zone;
    }

  return NULL;
}

static char *
guess_zone (icalcomponent *zones,
            const char    *id)
{
  char *name = sl_zone_guess_name (id);
  icalcomponent *vtimezone = name == NULL ? find_vtimezone (zones, id) : NULL;
  icalproperty *property = vtimezone != NULL ? icalcomponent_get_first_property (vtimezone, ICAL_X_PROPERTY) : NULL;

  for (; property != NULL && name == NULL; property = icalcomponent_get_next_property (vtimezone, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (property), "X-LIC-LOCATION") == 0)
      name = sl_zone_guess_name (icalproperty_get_x (property));

  return name;
}

/* In the person's own zone, as the file's has no name that the system knows. Where theirs has none either, as UTC: a time without
 * its zone would be another one as soon as they travel. */
static void
set_from_time (Moment    *moment,
               gint64     time,
               GTimeZone *own_zone)
{
  char *name = sl_zone_get_name (own_zone);
  struct icaltimetype there = sl_calendar_time (time, name != NULL ? own_zone : NULL);

  moment->time = time;
  moment->day = sl_day_from_ymd (there.year, there.month, there.day);
  moment->minute = there.hour * 60 + there.minute;
  moment->zone = name != NULL ? name : g_strdup ("UTC");
}

/* By the clock changes that the file spells out. */
static gboolean
set_from_vtimezone (Moment             *moment,
                    struct icaltimetype value,
                    icalcomponent      *zones,
                    const char         *id,
                    GTimeZone          *own_zone)
{
  icalcomponent *vtimezone = find_vtimezone (zones, id);
  icaltimezone *zone = vtimezone != NULL ? icalcomponent_get_timezone (zones, id) : NULL;

  if (zone == NULL || icalcomponent_count_components (vtimezone, ICAL_ANY_COMPONENT) == 0)
    return FALSE;

  set_from_time (moment, (gint64) icaltime_as_timet_with_zone (value, zone) * G_USEC_PER_SEC, own_zone);
  return TRUE;
}

static gboolean
read_moment (icalproperty  *property,
             icalcomponent *zones,
             GTimeZone     *own_zone,
             Moment        *moment)
{
  icalvalue *held = icalproperty_get_value (property);
  icalvalue_kind kind = held != NULL ? icalvalue_isa (held) : ICAL_NO_VALUE;
  struct icaltimetype value = kind == ICAL_DATE_VALUE ? icalvalue_get_date (held) : kind == ICAL_DATETIME_VALUE ? icalvalue_get_datetime (held) : icaltime_null_time ();
  const char *id = get_zone_id (property);
  g_autoptr (GTimeZone) zone = NULL;

  moment->day = sl_day_from_ymd (value.year, value.month, value.day);
  if (moment->day == SL_DAY_NONE || value.year < FIRST_YEAR || value.year > LAST_YEAR)
    return FALSE;
  if (value.is_date)
    {
      moment->minute = -1;
      moment->time = sl_day_to_time (moment->day, own_zone);
      return TRUE;
    }
  if (value.hour < 0 || value.hour > 23 || value.minute < 0 || value.minute > 59)
    return FALSE;

  moment->minute = value.hour * 60 + value.minute;
  if (icaltime_is_utc (value))
    {
      set_from_time (moment, sl_day_to_time_at (moment->day, moment->minute, NULL), own_zone);
      return TRUE;
    }
  if (id != NULL)
    {
      moment->zone = guess_zone (zones, id);
      if (moment->zone == NULL && set_from_vtimezone (moment, value, zones, id, own_zone))
        return TRUE;
      if (moment->zone == NULL)
        moment->unknown_zone = sl_text_truncate_utf8 (id, 60);
    }
  zone = sl_zone_find (moment->zone);
  moment->time = sl_day_to_time_at (moment->day, moment->minute, zone != NULL ? zone : own_zone);

  return TRUE;
}

static int
read_minutes (icalcomponent *event,
              icalcomponent *zones,
              GTimeZone     *own_zone,
              const Moment  *start)
{
  icalproperty *end = icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY);
  icalproperty *duration = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  g_auto (Moment) moment = { 0 };
  gint64 minutes = 0;

  if (start->minute < 0)
    return 0;
  if (end != NULL && read_moment (end, zones, own_zone, &moment) && moment.minute >= 0)
    minutes = (moment.time - start->time) / (60 * G_USEC_PER_SEC);
  else if (duration != NULL)
    minutes = icaldurationtype_as_int (icalproperty_get_duration (duration)) / 60;

  return minutes > 0 && minutes <= MAX_MINUTES ? (int) minutes : 0;
}

/* Which date of an event that repeats it is about. */
static void
read_part (icalcomponent *event,
           icalcomponent *zones,
           GTimeZone     *own_zone,
           SlInvitation  *self)
{
  icalproperty *date = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);
  g_auto (Moment) moment = { 0 };
  gboolean known = date != NULL && read_moment (date, zones, own_zone, &moment);

  self->is_part = date != NULL;
  self->part_day = known ? moment.day : SL_DAY_NONE;
  self->part_time = known && moment.minute >= 0 ? moment.time : SL_TIME_NONE;
}

/* (nullable) (transfer full): one line, not longer than makes sense. */
static char *
dup_line (const char *text,
          gsize       max)
{
  g_autofree char *line = text != NULL ? g_strdelimit (sl_text_sanitize (text, -1), "\n\t", ' ') : NULL;
  g_autofree char *stripped = line != NULL ? sl_text_strip (line) : NULL;

  return stripped != NULL && *stripped != '\0' ? sl_text_truncate_utf8 (stripped, max) : NULL;
}

char *
sl_invitation_read_summary (icalcomponent *event)
{
  char *summary = dup_line (icalcomponent_get_summary (event), MAX_SUMMARY);

  return summary != NULL ? summary : g_strdup ("");
}

/* Where the file says none, what it says of the event stands for it, so that the same file is known again. */
static char *
read_uid (icalcomponent *event)
{
  char *uid = dup_line (icalcomponent_get_uid (event), MAX_UID);
  g_autofree char *text = NULL;
  g_autofree char *sum = NULL;

  if (uid != NULL)
    return uid;
  text = icalcomponent_as_ical_string_r (event);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);

  return g_strconcat ("unnamed-", sum, NULL);
}

SlInvitation *
sl_invitation_read_event (icalcomponent *event,
                          icalcomponent *zones,
                          GTimeZone     *own_zone)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  g_auto (Moment) moment = { 0 };
  SlInvitation *self;

  if (start == NULL || !read_moment (start, zones, own_zone, &moment))
    return NULL;

  self = g_new0 (SlInvitation, 1);
  self->uid = read_uid (event);
  self->sequence = MAX (icalcomponent_get_sequence (event), 0);
  self->cancelled = icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED;
  self->repeats = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY) != NULL;
  read_part (event, zones, own_zone, self);
  self->summary = sl_invitation_read_summary (event);
  self->description = sl_invitation_clean_text (icalcomponent_get_description (event));
  self->location = dup_line (icalcomponent_get_location (event), MAX_LOCATION);
  self->place = sl_invitation_find_place (event, self->description);
  sl_invitation_find_people (event, self);
  self->minutes = read_minutes (event, zones, own_zone, &moment);
  self->day = moment.day;
  self->minute = moment.minute;
  self->start = moment.time;
  self->zone = g_steal_pointer (&moment.zone);
  self->unknown_zone = g_steal_pointer (&moment.unknown_zone);

  return self;
}
