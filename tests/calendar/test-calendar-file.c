/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files: what is written is read again the same, in its zone on both sides of a clock change; nothing else in it. */
#include "config.h"

#include <string.h>

#include "sl-calendar-file.h"
#include "sl-invitation.h"
#include "sl-test.h"
#include "sl-zone.h"

#define UID "4b1f8a52-5a8b-4bb0-9f0e-0123456789ab"

static gint64
at (const char *iso)
{
  gint64 time;

  g_assert_true (sl_time_parse_iso8601 (iso, NULL, &time));
  return time;
}

static SlCalendarEvent *
add (GPtrArray  *events,
     const char *start,
     const char *zone)
{
  SlCalendarEvent *event = sl_calendar_event_new (UID, "Technical round, Torvmark; 2nd");

  event->created = at ("2026-03-01T08:00:00Z");
  event->modified = at ("2026-03-01T08:00:42Z");
  event->minutes = 45;
  event->zone = g_strdup (zone);
  if (start != NULL)
    event->start = at (start);
  g_ptr_array_add (events, event);

  return event;
}

static GPtrArray *
new_events (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sl_calendar_event_free);
}

/* Without the folding of long lines. */
static char *
build (GPtrArray *events)
{
  g_autoptr (GBytes) bytes = sl_calendar_file_build (events, "Job search");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in:\n%s", part, text);
}

static guint
count (const char *text,
       const char *part)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  return g_strv_length (parts) - 1;
}

static void
test_round (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  SlCalendarEvent *event = add (events, "2026-04-02T14:30:00+02:00", "Europe/Berlin");
  g_autofree char *text = NULL;

  event->description = g_strdup ("First line\nSecond, with comma");
  event->location = g_strdup ("Harbour Street 4, Kiel");
  event->busy = TRUE;
  sl_calendar_event_add_alarm (event, -24 * 60);
  sl_calendar_event_add_alarm (event, -60);
  text = build (events);

  assert_has (text, "METHOD:PUBLISH\r\n");
  assert_has (text, "X-WR-CALNAME:Job search\r\n");
  assert_has (text, "UID:" UID "\r\n");
  assert_has (text, "DTSTART;TZID=Europe/Berlin:20260402T143000\r\n");
  assert_has (text, "DTEND;TZID=Europe/Berlin:20260402T151500\r\n");
  assert_has (text, "SEQUENCE:42\r\n");
  assert_has (text, "LAST-MODIFIED:20260301T080042Z\r\n");
  assert_has (text, "SUMMARY:Technical round\\, Torvmark\\; 2nd\r\n");
  assert_has (text, "DESCRIPTION:First line\\nSecond\\, with comma\r\n");
  assert_has (text, "STATUS:CONFIRMED\r\n");
  assert_has (text, "TRANSP:OPAQUE\r\n");
  assert_has (text, "TRIGGER:-P1D\r\n");
  assert_has (text, "TRIGGER:-PT1H\r\n");
  g_assert_cmpuint (count (text, "BEGIN:VTIMEZONE"), ==, 1);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_zone_is_spelled_out (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  g_autofree char *text = NULL;

  add (events, "2026-03-28T12:00:00Z", "Europe/Berlin");
  add (events, "2026-03-30T12:00:00Z", "Europe/Berlin");
  add (events, "2026-03-30T12:00:00Z", "America/New_York");
  add (events, "2026-03-30T12:00:00Z", NULL);
  text = build (events);

  assert_has (text, "DTSTART;TZID=Europe/Berlin:20260328T130000\r\n");
  assert_has (text, "DTSTART;TZID=Europe/Berlin:20260330T140000\r\n");
  assert_has (text, "DTSTART;TZID=America/New_York:20260330T080000\r\n");
  assert_has (text, "DTSTART:20260330T120000Z\r\n");
  assert_has (text, "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n");
  assert_has (text, "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n");
  assert_has (text, "BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n");
  g_assert_cmpuint (count (text, "BEGIN:VTIMEZONE"), ==, 2);
}

static void
test_day_and_cancelled (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  SlCalendarEvent *event = add (events, NULL, "Europe/Berlin");
  g_autofree char *text = NULL;

  sl_day_parse_iso ("2026-12-31", &event->day);
  event->cancelled = TRUE;
  sl_calendar_event_add_alarm (event, 9 * 60);
  text = build (events);

  assert_has (text, "DTSTART;VALUE=DATE:20261231\r\n");
  assert_has (text, "DTEND;VALUE=DATE:20270101\r\n");
  assert_has (text, "STATUS:CANCELLED\r\n");
  assert_has (text, "TRANSP:TRANSPARENT\r\n");
  g_assert_null (strstr (text, "VALARM"));
  g_assert_null (strstr (text, "VTIMEZONE"));
}

/* What other programs read, and this one, too. */
static void
test_round_trip (void)
{
  static const char *const starts[] = { "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "2026-07-01T22:30:00Z", "2031-01-01T00:00:00Z" };
  static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", NULL };
  g_autoptr (GTimeZone) own = sl_zone_find ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (zones); j++)
      {
        g_autoptr (GPtrArray) events = new_events ();
        SlCalendarEvent *event = add (events, starts[i], zones[j]);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GPtrArray) read = NULL;
        g_autoptr (GError) error = NULL;
        const SlInvitation *back;

        event->description = g_strdup ("Ünïcode, and a line that is long enough to be folded somewhere in the middle of a charäcter ✓ ✓ ✓");
        bytes = sl_calendar_file_build (events, "Job search");
        read = sl_invitation_read (bytes, own, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (read->len, ==, 1);
        back = read->pdata[0];
        g_assert_cmpstr (back->uid, ==, UID);
        g_assert_cmpstr (back->summary, ==, event->summary);
        g_assert_cmpstr (back->description, ==, event->description);
        g_assert_cmpint (back->start, ==, event->start);
        g_assert_cmpint (back->minutes, ==, 45);
        g_assert_cmpint (back->sequence, ==, 42);
        if (zones[j] != NULL && !g_str_equal (zones[j], "UTC"))
          g_assert_cmpstr (back->zone, ==, zones[j]);
      }
}

static void
test_same_bytes (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  add (events, "2026-04-02T14:30:00+02:00", "Europe/Berlin");
  first = sl_calendar_file_build (events, "Job search");
  second = sl_calendar_file_build (events, "Job search");
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_hostile_text (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  SlCalendarEvent *event = add (events, "2026-04-02T14:30:00Z", NULL);
  g_autofree char *text = NULL;

  event->description = g_strdup ("a\r\nEND:VEVENT\r\nBEGIN:VEVENT\x07\xff");
  text = build (events);
  g_assert_cmpuint (count (text, "\r\nBEGIN:VEVENT"), ==, 1);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\x07'));
}

/* A year that was mistyped costs neither time nor room. */
static void
test_far_away (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  g_autofree char *text = NULL;

  add (events, "2026-03-18T13:00:00Z", "Europe/Berlin");
  add (events, "9026-03-18T13:00:00Z", "Europe/Berlin");
  add (events, "0206-03-18T13:00:00Z", "Europe/Berlin");
  text = build (events);
  assert_has (text, "DTSTART;TZID=Europe/Berlin:90260318T");
  g_assert_cmpuint (strlen (text), <, 100000);
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) events = new_events ();
  g_autofree char *text = build (events);

  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/calendar/file/round", test_round);
  g_test_add_func ("/calendar/file/zone-is-spelled-out", test_zone_is_spelled_out);
  g_test_add_func ("/calendar/file/day-and-cancelled", test_day_and_cancelled);
  g_test_add_func ("/calendar/file/round-trip", test_round_trip);
  g_test_add_func ("/calendar/file/same-bytes", test_same_bytes);
  g_test_add_func ("/calendar/file/hostile-text", test_hostile_text);
  g_test_add_func ("/calendar/file/far-away", test_far_away);
  g_test_add_func ("/calendar/file/empty", test_empty);

  return g_test_run ();
}
