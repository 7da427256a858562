/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations as the usual calendars write them. The people in them are named by what they do. */
#include "config.h"

#include <string.h>

#include "sl-invitation.h"
#include "sl-test.h"
#include "sl-zone.h"

#define GOOGLE \
  "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\n" \
  "BEGIN:VEVENT\r\nDTSTART:20260402T123000Z\r\nDTEND:20260402T131500Z\r\nDTSTAMP:20260316T080000Z\r\n" \
  "ORGANIZER;CN=Recruiting Team:mailto:jobs@torvmark.example\r\nUID:5v2k3@google.com\r\n" \
  "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN=Recruiting Team;X-NUM-GUESTS=0:mailto:jobs@torvmark.example\r\n" \
  "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Head Baker;X-NUM-GUESTS=0:mailto:\r\n head.baker@torvmark.example\r\n" \
  "ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;CN=applicant@gmail.com:mailto:applicant@gmail.com\r\n" \
  "ATTENDEE;CUTYPE=ROOM;CN=Meeting Room 2:mailto:room2@torvmark.example\r\n" \
  "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij\r\n" \
  "DESCRIPTION:<p>Hello&nbsp;there\\,</p>See you &amp; good luck<br>-::~:~::~:~:~:~:~:~::~:~::-\\nJoin\r\n" \
  "LOCATION:\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:Technical interview: Baker\r\nTRANSP:OPAQUE\r\n" \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Not this\r\nTRIGGER:-P0DT0H10M0S\r\nEND:VALARM\r\n" \
  "END:VEVENT\r\nEND:VCALENDAR\r\n"

#define OUTLOOK \
  "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\n" \
  "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\n" \
  "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n" \
  "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n" \
  "END:VTIMEZONE\r\n" \
  "BEGIN:VEVENT\r\nORGANIZER;CN=HR Office:mailto:hr@velkholt.example\r\n" \
  "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"applicant@posteo.de\":mailto:applicant@posteo.de\r\n" \
  "DESCRIPTION;LANGUAGE=de-DE:________________________________\\nMicrosoft Teams Besprechung\\nBeitreten: https://teams.microsoft.com/l/meetup-join/19%3ameeting\\n\r\n" \
  "UID:040000008200E00074C5B7101A82E00800000000\r\nSUMMARY;LANGUAGE=de-DE:Kennenlernen\r\n" \
  "DTSTART;TZID=W. Europe Standard Time:20260330T140000\r\nDTEND;TZID=W. Europe Standard Time:20260330T150000\r\n" \
  "LOCATION;LANGUAGE=de-DE:Microsoft Teams-Besprechung\r\nSEQUENCE:3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

#define EVENT(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Talk\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n"

static SlInvitation *
read_one (const char *text)
{
  g_autoptr (GTimeZone) own = sl_zone_find ("Europe/Berlin");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sl_invitation_read (bytes, own, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  return g_ptr_array_steal_index (read, 0);
}

static void
assert_time (const SlInvitation *invitation,
             const char         *day,
             int                 minute,
             const char         *zone,
             const char         *start)
{
  char iso[SL_DAY_ISO_SIZE];
  gint64 time;

  g_assert_true (sl_time_parse_iso8601 (start, NULL, &time));
  g_assert_cmpstr (sl_day_format_iso (invitation->day, iso), ==, day);
  g_assert_cmpint (invitation->minute, ==, minute);
  g_assert_cmpstr (invitation->zone, ==, zone);
  g_assert_cmpint (invitation->start, ==, time);
}

static void
test_google (void)
{
  g_autoptr (SlInvitation) invitation = read_one (GOOGLE);

  assert_time (invitation, "2026-04-02", 14 * 60 + 30, "Europe/Berlin", "2026-04-02T12:30:00Z");
  g_assert_cmpint (invitation->minutes, ==, 45);
  g_assert_cmpstr (invitation->uid, ==, "5v2k3@google.com");
  g_assert_cmpstr (invitation->summary, ==, "Technical interview: Baker");
  g_assert_cmpstr (invitation->place, ==, "https://meet.google.com/abc-defg-hij");
  g_assert_cmpstr (invitation->description, ==, "Hello there,\nSee you & good luck\nJoin");
  g_assert_cmpstr (invitation->organizer_email, ==, "jobs@torvmark.example");
  g_assert_cmpuint (g_strv_length (invitation->people), ==, 2);
  g_assert_cmpstr (invitation->people[1], ==, "Head Baker");
  g_assert_cmpuint (g_strv_length (invitation->hosts), ==, 1);
  g_assert_cmpstr (invitation->hosts[0], ==, "torvmark.example");
  g_assert_false (invitation->cancelled);
}

static void
test_outlook (void)
{
  g_autoptr (SlInvitation) invitation = read_one (OUTLOOK);

  assert_time (invitation, "2026-03-30", 14 * 60, "Europe/Berlin", "2026-03-30T12:00:00Z");
  g_assert_cmpint (invitation->minutes, ==, 60);
  g_assert_cmpint (invitation->sequence, ==, 3);
  g_assert_cmpstr (invitation->place, ==, "https://teams.microsoft.com/l/meetup-join/19%3ameeting");
  g_assert_cmpstr (invitation->organizer_name, ==, "HR Office");
  g_assert_null (strstr (invitation->description, "____"));
}

static void
test_cancel (void)
{
  g_autoptr (SlInvitation) by_method = read_one ("BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:u1\nDTSTART:20260402T123000Z\nEND:VEVENT\nEND:VCALENDAR\n");
  g_autoptr (SlInvitation) by_status = read_one (EVENT ("DTSTART:20260402T123000Z\r\nSTATUS:CANCELLED\r\n"));

  g_assert_true (by_method->cancelled);
  g_assert_cmpstr (by_method->summary, ==, "");
  g_assert_true (by_status->cancelled);
}

static void
test_zones (void)
{
  g_autoptr (SlInvitation) far = read_one (EVENT ("DTSTART;TZID=America/New_York:20260310T090000\r\nDURATION:PT1H30M\r\n"));
  g_autoptr (SlInvitation) floating = read_one (EVENT ("DTSTART:20261024T090000\r\n"));
  g_autoptr (SlInvitation) unknown = read_one (EVENT ("DTSTART;TZID=Middle Earth:20261026T090000\r\n"));
  g_autoptr (SlInvitation) day = read_one (EVENT ("DTSTART;VALUE=DATE:20260402\r\nDTEND;VALUE=DATE:20260404\r\n"));
  g_autoptr (SlInvitation) prefixed = read_one (EVENT ("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20260402T090000\r\n"));

  /* The clocks were changed there already, but not yet here. */
  assert_time (far, "2026-03-10", 9 * 60, "America/New_York", "2026-03-10T13:00:00Z");
  g_assert_cmpint (far->minutes, ==, 90);
  assert_time (floating, "2026-10-24", 9 * 60, NULL, "2026-10-24T07:00:00Z");
  assert_time (unknown, "2026-10-26", 9 * 60, NULL, "2026-10-26T08:00:00Z");
  g_assert_cmpstr (unknown->unknown_zone, ==, "Middle Earth");
  assert_time (day, "2026-04-02", -1, NULL, "2026-04-01T22:00:00Z");
  g_assert_cmpint (day->minutes, ==, 0);
  assert_time (prefixed, "2026-04-02", 9 * 60, "Asia/Tokyo", "2026-04-02T00:00:00Z");
}

/* Where the person's own zone is one of rules, the moment keeps a zone that has a name. */
static void
test_nameless_zone (void)
{
  static const char text[] = EVENT ("DTSTART:20260402T123000Z\r\n");
  g_autoptr (GTimeZone) own = g_time_zone_new_identifier ("EST5EDT,M3.2.0,M11.1.0");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GPtrArray) read = sl_invitation_read (bytes, own, NULL, NULL);

  g_assert_nonnull (read);
  assert_time (read->pdata[0], "2026-04-02", 12 * 60 + 30, "UTC", "2026-04-02T12:30:00Z");
}

/* A zone of a name that nobody knows, whose clock the file explains. */
static void
test_own_rules (void)
{
  g_autoptr (SlInvitation) invitation =
    read_one ("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n"
              "BEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\n"
              "BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
              "BEGIN:VEVENT\r\nUID:u\r\nDTSTART;TZID=Customized Time Zone:20260701T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

  assert_time (invitation, "2026-07-01", 16 * 60, "Europe/Berlin", "2026-07-01T14:00:00Z");
  g_assert_null (invitation->unknown_zone);
}

static void
test_several_in_order (void)
{
  static const char text[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:b\nDTSTART:20260403T100000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n"
                             "BEGIN:VEVENT\nUID:a\nDTSTART:20260402T100000Z\nEND:VEVENT\nEND:VCALENDAR\n"
                             "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:c\nDTSTART:20260404T100000Z\nEND:VEVENT\nEND:VCALENDAR\n";
  g_autoptr (GTimeZone) own = sl_zone_find ("Europe/Berlin");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GPtrArray) read = sl_invitation_read (bytes, own, NULL, NULL);

  g_assert_nonnull (read);
  g_assert_cmpuint (read->len, ==, 3);
  g_assert_cmpstr (((SlInvitation *) read->pdata[0])->uid, ==, "a");
  g_assert_true (((SlInvitation *) read->pdata[1])->repeats);
  g_assert_cmpstr (((SlInvitation *) read->pdata[2])->uid, ==, "c");
}

static void
test_places (void)
{
  static const struct {
    const char *lines;
    const char *place;
  } cases[] = {
    { EVENT ("DTSTART:20260402T100000Z\r\nLOCATION:Harbour Street 4\\, Kiel\r\nURL:https://torvmark.example/map\r\n"), "Harbour Street 4, Kiel" },
    { EVENT ("DTSTART:20260402T100000Z\r\nLOCATION:https://zoom.us/j/1234\r\n"), "https://zoom.us/j/1234" },
    { EVENT ("DTSTART:20260402T100000Z\r\nLOCATION:Zoom\r\nDESCRIPTION:Our page: https://torvmark.example Call: <https://eu.zoom.us/j/99>\r\n"), "https://eu.zoom.us/j/99" },
    { EVENT ("DTSTART:20260402T100000Z\r\nLOCATION:Online\r\n"), "Online" },
    { EVENT ("DTSTART:20260402T100000Z\r\nURL:https://torvmark.example/map\r\n"), "https://torvmark.example/map" },
    { EVENT ("DTSTART:20260402T100000Z\r\nURL:javascript:alert(1)\r\n"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlInvitation) invitation = read_one (cases[i].lines);

      g_assert_cmpstr (invitation->place, ==, cases[i].place);
    }
}

/* A host that anybody writes from, or that a calendar made up, is nobody's. */
static void
test_hosts (void)
{
  g_autoptr (SlInvitation) invitation = read_one (EVENT ("DTSTART:20260402T123000Z\r\nORGANIZER:mailto:c_abc@group.calendar.google.com\r\n"
                                                         "ATTENDEE:mailto:a@imip.me.com\r\nATTENDEE:mailto:b@fastmail.com\r\nATTENDEE:mailto:c@yahoo.de\r\n"
                                                         "ATTENDEE:mailto:d@notcalendar.google.com.example\r\n"));

  g_assert_cmpuint (g_strv_length (invitation->hosts), ==, 1);
  g_assert_cmpstr (invitation->hosts[0], ==, "notcalendar.google.com.example");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/calendar/invitation/google", test_google);
  g_test_add_func ("/calendar/invitation/outlook", test_outlook);
  g_test_add_func ("/calendar/invitation/cancel", test_cancel);
  g_test_add_func ("/calendar/invitation/zones", test_zones);
  g_test_add_func ("/calendar/invitation/nameless-zone", test_nameless_zone);
  g_test_add_func ("/calendar/invitation/own-rules", test_own_rules);
  g_test_add_func ("/calendar/invitation/several-in-order", test_several_in_order);
  g_test_add_func ("/calendar/invitation/places", test_places);
  g_test_add_func ("/calendar/invitation/hosts", test_hosts);

  return g_test_run ();
}
