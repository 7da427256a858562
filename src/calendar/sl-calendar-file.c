/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-calendar-file.h. The same events give the same bytes: nothing in the file tells when it was written. */

#define G_LOG_DOMAIN "sl-calendar-file"

#include "config.h"

#include <string.h>

#include "sl-calendar-file.h"
#include "sl-calendar-private.h"
#include "sl-text.h"
#include "sl-zone.h"

#define PRODUCT "-//Shortlist//Job search//EN"
/* How often subscribers should look again. */
#define REFRESH "PT1H"

SlCalendarEvent *
sl_calendar_event_new (const char *uid,
                       const char *summary)
{
  SlCalendarEvent *self = g_new0 (SlCalendarEvent, 1);

  self->uid = g_strdup (uid);
  self->summary = g_strdup (summary);
  self->day = SL_DAY_NONE;
  self->start = SL_TIME_NONE;
  self->alarms = g_array_new (FALSE, FALSE, sizeof (int));

  return self;
}

void
sl_calendar_event_free (SlCalendarEvent *self)
{
  g_free (self->uid);
  g_free (self->summary);
  g_free (self->description);
  g_free (self->location);
  g_free (self->url);
  g_free (self->category);
  g_free (self->zone);
  g_array_unref (self->alarms);
  g_free (self);
}

void
sl_calendar_event_add_alarm (SlCalendarEvent *self,
                             int              minutes)
{
  g_array_append_val (self->alarms, minutes);
}

/* Properties, which take over what they are given */

static void
add_text (icalcomponent     *component,
          icalproperty_kind  kind,
          const char        *text)
{
  g_autofree char *clean = text != NULL ? sl_text_sanitize (text, -1) : NULL;
  icalproperty *property;

  if (clean == NULL || *clean == '\0')
    return;
  property = icalproperty_new (kind);
  icalproperty_set_value (property, kind == ICAL_URL_PROPERTY ? icalvalue_new_uri (clean) : icalvalue_new_text (clean));
  icalcomponent_add_property (component, property);
}

static void
add_extension (icalcomponent *component,
               const char    *name,
               const char    *text)
{
  icalproperty *property = icalproperty_new_x (text);

  icalproperty_set_x_name (property, name);
  icalcomponent_add_property (component, property);
}

static void
add_alarm (icalcomponent         *component,
           const SlCalendarEvent *event,
           int                    minutes)
{
  icalcomponent *alarm = icalcomponent_new_valarm ();
  struct icaltriggertype trigger = { .time = icaltime_null_time (), .duration = icaldurationtype_from_int (minutes * 60) };

  icalcomponent_add_property (alarm, icalproperty_new_action (ICAL_ACTION_DISPLAY));
  icalcomponent_add_property (alarm, icalproperty_new_trigger (trigger));
  add_text (alarm, ICAL_DESCRIPTION_PROPERTY, event->summary);
  icalcomponent_add_component (component, alarm);
}

static void
add_time (icalcomponent *component,
          icalproperty  *property,
          const char    *zone)
{
  if (zone != NULL)
    icalproperty_add_parameter (property, icalparameter_new_tzid (zone));
  icalcomponent_add_property (component, property);
}

static void
add_times (icalcomponent         *component,
           const SlCalendarEvent *event,
           const char            *zone_name)
{
  g_autoptr (GTimeZone) zone = sl_zone_find (zone_name);

  if (event->day != SL_DAY_NONE)
    {
      icalcomponent_add_property (component, icalproperty_new_dtstart (sl_calendar_day (event->day)));
      icalcomponent_add_property (component, icalproperty_new_dtend (sl_calendar_day (event->day + 1)));
      return;
    }
  add_time (component, icalproperty_new_dtstart (sl_calendar_time (event->start, zone)), zone_name);
  if (event->minutes > 0)
    add_time (component, icalproperty_new_dtend (sl_calendar_time (event->start + (gint64) event->minutes * 60 * G_USEC_PER_SEC, zone)), zone_name);
}

/* "UTC" needs no zone of its own. (nullable) */
static const char *
get_zone_name (const SlCalendarEvent *event)
{
  return event->day == SL_DAY_NONE && event->zone != NULL && !g_str_equal (event->zone, "UTC") ? event->zone : NULL;
}

/* A number that grows with each change; kept nowhere, as it follows from the two times. */
static int
get_sequence (const SlCalendarEvent *event)
{
  return (int) CLAMP ((event->modified - event->created) / G_USEC_PER_SEC, 0, G_MAXINT32);
}

static icalcomponent *
build_event (const SlCalendarEvent *event)
{
  icalcomponent *component = icalcomponent_new_vevent ();

  add_text (component, ICAL_UID_PROPERTY, event->uid);
  icalcomponent_add_property (component, icalproperty_new_dtstamp (sl_calendar_time (event->modified, NULL)));
  icalcomponent_add_property (component, icalproperty_new_created (sl_calendar_time (event->created, NULL)));
  icalcomponent_add_property (component, icalproperty_new_lastmodified (sl_calendar_time (event->modified, NULL)));
  icalcomponent_add_property (component, icalproperty_new_sequence (get_sequence (event)));
  add_times (component, event, get_zone_name (event));
  add_text (component, ICAL_SUMMARY_PROPERTY, event->summary);
  add_text (component, ICAL_DESCRIPTION_PROPERTY, event->description);
  add_text (component, ICAL_LOCATION_PROPERTY, event->location);
  add_text (component, ICAL_URL_PROPERTY, event->url);
  add_text (component, ICAL_CATEGORIES_PROPERTY, event->category);
  icalcomponent_add_property (component, icalproperty_new_transp (event->busy && !event->cancelled ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_property (component, icalproperty_new_status (event->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  for (guint i = 0; !event->cancelled && i < event->alarms->len; i++)
    add_alarm (component, event, g_array_index (event->alarms, int, i));

  return component;
}

/* From when to when a zone is needed. */
typedef struct {
  gint64 from;
  gint64 to;
} Span;

static void
add_zones (icalcomponent *calendar,
           GPtrArray     *events)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GList) names = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      const SlCalendarEvent *event = g_ptr_array_index (events, i);
      const char *name = get_zone_name (event);
      Span *span = name != NULL ? g_hash_table_lookup (spans, name) : NULL;

      if (name == NULL)
        continue;
      if (span == NULL)
        {
          span = g_new (Span, 1);
          *span = (Span) { event->start, event->start };
          g_hash_table_insert (spans, (gpointer) name, span);
        }
      span->from = MIN (span->from, event->start);
      span->to = MAX (span->to, event->start);
    }

  names = g_list_sort (g_hash_table_get_keys (spans), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const Span *span = g_hash_table_lookup (spans, l->data);

      sl_calendar_add_zone (calendar, l->data, span->from, span->to);
    }
}

/**
 * sl_calendar_file_build:
 * @events: (element-type SlCalendarEvent): each with a day or a start, and with a zone that sl_zone_find() finds or none
 * @name: the calendar's name
 *
 * Returns: (transfer full): the file
 */
GBytes *
sl_calendar_file_build (GPtrArray  *events,
                        const char *name)
{
  icalcomponent *calendar = icalcomponent_new_vcalendar ();
  char *text;
  GBytes *bytes;

  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (calendar, icalproperty_new_calscale ("GREGORIAN"));
  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  add_extension (calendar, "X-WR-CALNAME", name);
  add_extension (calendar, "X-PUBLISHED-TTL", REFRESH);
  add_zones (calendar, events);
  for (guint i = 0; i < events->len; i++)
    icalcomponent_add_component (calendar, build_event (g_ptr_array_index (events, i)));

  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  icalmemory_free_buffer (text);
  icalcomponent_free (calendar);

  return bytes;
}
