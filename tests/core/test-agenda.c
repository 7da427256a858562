/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda by day, the calendar file, the one that is kept up to date, and what becomes of an invitation. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sl-agenda.h"
#include "sl-calendar-keeper.h"
#include "sl-core-test.h"
#include "sl-file.h"
#include "sl-invitation-match.h"
#include "sl-invitation-plan.h"
#include "sl-private.h"
#include "sl-test.h"

typedef struct {
  SlDueOptions *options;
  SlDay first;
  SlDay last;
  SlAgendaCalendarFlags flags;
} Wanted;

static gpointer
read_agenda (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Wanted *wanted = data;

  return sl_agenda_read (connection, wanted->options, wanted->first, wanted->last, error);
}

static gpointer
build_calendar (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Wanted *wanted = data;

  return sl_agenda_build_calendar (connection, wanted->options, wanted->first, wanted->flags, NULL, cancellable, error);
}

static GPtrArray *
read_days (SlContext  *context,
           const char *first,
           const char *last)
{
  g_autoptr (SlDueOptions) options = sl_due_options_new (sl_clock_get_time_zone (sl_context_get_clock (context)));
  g_autoptr (GError) error = NULL;
  Wanted wanted = { .options = options };
  GPtrArray *items;

  sl_day_parse_iso (first, &wanted.first);
  sl_day_parse_iso (last, &wanted.last);
  items = sl_store_read (sl_context_get_store (context), read_agenda, &wanted, &error);
  g_assert_no_error (error);

  return items;
}

/* Long lines put together again. */
static char *
build (SlContext             *context,
       SlAgendaCalendarFlags  flags)
{
  g_autoptr (SlDueOptions) options = sl_due_options_new (sl_clock_get_time_zone (sl_context_get_clock (context)));
  g_autoptr (GError) error = NULL;
  Wanted wanted = { .options = options, .first = sl_context_get_today (context), .flags = flags };
  g_autoptr (GBytes) bytes = sl_store_read (sl_context_get_store (context), build_calendar, &wanted, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

/* The event of the record @id. */
static char *
get_event (const char *calendar,
           const char *id)
{
  g_autofree char *uid = g_strdup_printf ("\r\nUID:%s\r\n", id);
  const char *begin = strstr (calendar, uid);

  return begin != NULL ? g_strndup (begin, (gsize) (strstr (begin, "END:VEVENT") - begin)) : NULL;
}

static void
test_days (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *late = sl_core_test_add_round (context, id, "Technical round", "2026-03-18", "23:30", "America/New_York");
  g_autofree char *early = sl_core_test_add_round (context, id, "Technical round", "2026-03-19", "09:00", NULL);
  g_autofree char *held = sl_core_test_add_round (context, id, "Technical round", "2026-03-02", "09:00", NULL);
  g_autofree char *there = NULL;
  g_autofree char *time = NULL;
  GPtrArray *items;
  SlAgendaItem *item;

  sl_core_test_edit (context, SL_KIND_STAGE, held, SL_STAGE_RESULT, "Passed");
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_FOLLOW_UP_DATE, "2026-03-19");

  /* Half past eleven at night there is the next morning here. */
  items = read_days (context, "2026-03-18", "2026-03-18");
  g_assert_cmpuint (items->len, ==, 0);
  g_ptr_array_unref (items);
  items = read_days (context, "2026-03-19", "2026-03-19");
  g_assert_cmpuint (items->len, ==, 3);
  item = items->pdata[0];
  g_assert_cmpstr (sl_agenda_item_get_kind_name (item), ==, "follow-up");
  item = items->pdata[1];
  g_assert_cmpstr (item->due->stage_id, ==, late);
  time = sl_agenda_item_format_time (item, sl_clock_get_time_zone (sl_context_get_clock (context)));
  there = sl_agenda_item_format_time_there (item);
  g_assert_cmpstr (time, ==, "04:30");
  g_assert_cmpstr (there, ==, "23:30 in New York");
  item = items->pdata[2];
  g_assert_cmpstr (item->due->stage_id, ==, early);
  g_ptr_array_unref (items);

  items = read_days (context, "2026-03-01", "2026-03-15");
  g_assert_cmpuint (items->len, ==, 1);
  item = items->pdata[0];
  g_assert_true (item->over);
  g_ptr_array_unref (items);
  sl_core_test_close (context);
}

static void
test_calendar (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-03-30", "14:00", "America/New_York");
  g_autofree char *day_round = sl_core_test_add_round (context, id, "Technical round", "2026-03-31", NULL, NULL);
  g_autofree char *calendar = NULL;
  g_autofree char *event = NULL;
  g_autofree char *follow_up = NULL;
  g_autofree char *day_event = NULL;
  g_autofree char *named = NULL;
  g_autofree char *other = NULL;

  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_FOLLOW_UP_DATE, "2026-04-01");
  calendar = build (context, SL_AGENDA_CALENDAR_ALARMS);
  event = get_event (calendar, round);
  g_assert_nonnull (strstr (event, "DTSTART;TZID=America/New_York:20260330T140000"));
  g_assert_nonnull (strstr (event, "SUMMARY:Technical round at Torvmark"));
  g_assert_nonnull (strstr (event, "TRIGGER:-P1D"));
  g_assert_nonnull (strstr (event, "TRIGGER:-PT1H"));
  day_event = get_event (calendar, day_round);
  g_assert_nonnull (strstr (day_event, "DTSTART;VALUE=DATE:20260331"));
  follow_up = get_event (calendar, id);
  g_assert_nonnull (strstr (follow_up, "DTSTART;VALUE=DATE:20260401"));
  g_assert_nonnull (strstr (follow_up, "TRIGGER:PT9H"));

  /* A name that has the company isn't told it again; one that only begins like it is. */
  g_free (calendar);
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_NAME, "Interview: Baker @ TORVMARK");
  sl_core_test_edit (context, SL_KIND_STAGE, day_round, SL_STAGE_NAME, "Torvmarken tour");
  calendar = build (context, SL_AGENDA_CALENDAR_ALARMS);
  named = get_event (calendar, round);
  g_assert_nonnull (strstr (named, "SUMMARY:Interview: Baker @ TORVMARK\r\n"));
  other = get_event (calendar, day_round);
  g_assert_nonnull (strstr (other, "SUMMARY:Torvmarken tour at Torvmark\r\n"));
  sl_core_test_close (context);
}

static int
get_sequence (const char *event)
{
  return atoi (strstr (event, "SEQUENCE:") + strlen ("SEQUENCE:"));
}

static void
test_calendar_changes (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-03-30", "14:00", NULL);
  g_autofree char *first = build (context, SL_AGENDA_CALENDAR_CANCELLED);
  g_autofree char *first_event = get_event (first, round);
  g_autofree char *second = NULL;
  g_autofree char *second_event = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *gone_event = NULL;
  g_autofree char *without = NULL;
  g_autofree char *none = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  sl_clock_advance (sl_context_get_clock (context), G_USEC_PER_SEC * 5);
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_TIME_OF_DAY, "15:00");
  second = build (context, SL_AGENDA_CALENDAR_CANCELLED);
  second_event = get_event (second, round);
  g_assert_cmpint (get_sequence (second_event), >, get_sequence (first_event));
  g_assert_nonnull (strstr (second_event, "T150000"));
  g_assert_nonnull (strstr (second_event, "STATUS:CONFIRMED"));

  transaction = sl_core_test_apply (context, sl_deed_trash (SL_KIND_STAGE, (const char *[]) { round, NULL }, sl_context_get_clock (context)));
  gone = build (context, SL_AGENDA_CALENDAR_CANCELLED);
  gone_event = get_event (gone, round);
  g_assert_nonnull (strstr (gone_event, "STATUS:CANCELLED"));
  without = build (context, SL_AGENDA_CALENDAR_PLAIN);
  none = get_event (without, round);
  g_assert_null (none);
  sl_core_test_close (context);
}

/* Rounds to come of an application that was turned down. */
static void
test_calendar_closed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *coming = sl_core_test_add_round (context, id, "Technical round", "2026-03-30", "14:00", NULL);
  g_autofree char *past = sl_core_test_add_round (context, id, "Technical round", "2026-03-02", "14:00", NULL);
  g_autofree char *calendar = NULL;
  g_autofree char *coming_event = NULL;
  g_autofree char *past_event = NULL;
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_set_status ((const char *[]) { id, NULL }, SL_STATUS_REJECTED, NULL));

  calendar = build (context, SL_AGENDA_CALENDAR_CANCELLED);
  coming_event = get_event (calendar, coming);
  past_event = get_event (calendar, past);
  g_assert_nonnull (strstr (coming_event, "STATUS:CANCELLED"));
  g_assert_nonnull (strstr (past_event, "STATUS:CONFIRMED"));
  sl_core_test_close (context);
}

/* The kept file */

static void
count_cb (SlCalendarKeeper *keeper,
          guint            *n)
{
  ++*n;
}

static char *
read_kept (SlContext *context)
{
  g_autofree char *path = g_build_filename (sl_context_get_data_dir (context), "calendar.ics", NULL);
  g_autoptr (GBytes) bytes = sl_file_read (path, 1000000, NULL);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static void
test_kept (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.shortlistapp.Shortlist");
  SlCalendarKeeper *keeper = sl_calendar_keeper_new (context, settings);
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = NULL;
  g_autofree char *none = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *at_the_end = NULL;
  guint n = 0;

  g_signal_connect (keeper, "written", G_CALLBACK (count_cb), &n);
  sl_calendar_keeper_start (keeper);
  none = read_kept (context);
  g_assert_null (none);

  g_settings_set_boolean (settings, "calendar-file", TRUE);
  round = sl_core_test_add_round (context, id, "Technical round", "2026-03-30", "14:00", NULL);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  kept = read_kept (context);
  g_assert_nonnull (strstr (kept, round));

  /* What waits is written at the end. */
  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_DATE, "2026-04-09");
  sl_calendar_keeper_stop (keeper);
  at_the_end = read_kept (context);
  g_assert_nonnull (strstr (at_the_end, "20260409T140000"));
  g_settings_reset (settings, "calendar-file");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (keeper);
  sl_core_test_close (context);
}

/* What is ahead is another thing after midnight, and elsewhere. */
static void
test_kept_clock (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autoptr (GSettings) settings = g_settings_new ("io.github.shortlistapp.Shortlist");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Tokyo");
  SlCalendarKeeper *keeper = sl_calendar_keeper_new (context, settings);
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-03-17", "14:00", NULL);
  g_autoptr (SlTransaction) closed = sl_core_test_apply (context, sl_deed_set_status ((const char *[]) { id, NULL }, SL_STATUS_REJECTED, NULL));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *elsewhere = NULL;
  guint n = 0;

  g_settings_set_boolean (settings, "calendar-file", TRUE);
  g_signal_connect (keeper, "written", G_CALLBACK (count_cb), &n);
  sl_calendar_keeper_start (keeper);
  while (n < 1)
    g_main_context_iteration (NULL, TRUE);
  before = read_kept (context);
  g_assert_nonnull (strstr (before, "STATUS:CANCELLED"));

  sl_clock_advance (clock, 2 * G_TIME_SPAN_DAY);
  while (n < 2)
    g_main_context_iteration (NULL, TRUE);
  after = read_kept (context);
  g_assert_null (strstr (after, "STATUS:CANCELLED"));

  sl_clock_set_time_zone (clock, zone);
  while (n < 3)
    g_main_context_iteration (NULL, TRUE);
  elsewhere = read_kept (context);
  g_assert_nonnull (strstr (elsewhere, "Asia/Tokyo"));

  sl_calendar_keeper_stop (keeper);
  g_settings_reset (settings, "calendar-file");
  g_assert_finalize_object (keeper);
  sl_core_test_close (context);
}

/* Waits for @data, a mutex. */
static gpointer
wait_to_read (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);

  return data;
}

/* The end is written while an earlier state still waits for its thread. */
static void
test_kept_order (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.shortlistapp.Shortlist");
  SlCalendarKeeper *keeper = sl_calendar_keeper_new (context, settings);
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-03-30", "14:00", NULL);
  g_autofree char *at_the_end = NULL;
  GMutex gate;
  guint n = 0;

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  sl_store_read_async (sl_context_get_store (context), SL_READ_BACKGROUND, wait_to_read, &gate, NULL, NULL, NULL, NULL, NULL);
  g_settings_set_boolean (settings, "calendar-alarms", TRUE);
  g_settings_set_boolean (settings, "calendar-file", TRUE);
  g_signal_connect (keeper, "written", G_CALLBACK (count_cb), &n);
  sl_calendar_keeper_start (keeper);
  g_settings_set_boolean (settings, "calendar-alarms", FALSE);
  sl_calendar_keeper_stop (keeper);
  g_mutex_unlock (&gate);
  while (n < 1)
    g_main_context_iteration (NULL, TRUE);

  at_the_end = read_kept (context);
  g_assert_nonnull (strstr (at_the_end, round));
  g_assert_null (strstr (at_the_end, "VALARM"));
  g_settings_reset (settings, "calendar-alarms");
  g_settings_reset (settings, "calendar-file");
  g_assert_finalize_object (keeper);
  sl_core_test_close (context);
  g_mutex_clear (&gate);
}

/* Invitations */

static gpointer
read_plans (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return sl_invitation_plans_read (connection, data, cancellable, error);
}

/* What all of the events mean. */
static GPtrArray *
plan_all (SlContext  *context,
          const char *events)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n", events);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);
  GPtrArray *plans = sl_store_read (sl_context_get_store (context), read_plans, read, &error);

  g_assert_no_error (error);

  return plans;
}

static SlInvitationPlan *
plan (SlContext  *context,
      const char *uid,
      const char *summary,
      const char *organizer,
      const char *start,
      const char *more)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\nORGANIZER;CN=HR Office:mailto:%s\r\nDTSTART:%s\r\n%sEND:VEVENT\r\n",
                                           uid, summary, organizer, start, more);
  g_autoptr (GPtrArray) plans = plan_all (context, text);

  g_assert_cmpuint (plans->len, ==, 1);

  return g_ptr_array_steal_index (plans, 0);
}

static void
test_invitation_finds_application (void)
{
  static const struct {
    const char *summary;
    const char *organizer;
    const char *company;
  } cases[] = {
    { "Interview with Torvmark Bakery", "somebody@gmail.com", "Torvmark Bakery" },
    { "Interview", "hr@velkholt.example", "Velkholt GmbH" },
    { "Interview", "hr@mail.north-harbour.example", "North Harbour" },
    { "Interview", "talent@agency.example", "Quiet Works" },
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark Bakery", "Baker", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Velkholt GmbH", "Joiner", "Applied");
  g_autofree char *c = sl_core_test_add (context, "North Harbour", "Clerk", "Applied");
  g_autofree char *d = sl_core_test_add (context, "Quiet Works", "Tailor", "Applied");
  g_autofree char *contact = NULL;
  SlRecord *person = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlInvitationPlan) none = NULL;

  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, d);
  sl_record_set_text (person, SL_CONTACT_NAME, "Recruiting team");
  sl_record_set_text (person, SL_CONTACT_EMAIL, "Talent@agency.example");
  contact = sl_core_test_add_record (context, person);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlInvitationPlan) read = plan (context, "u", cases[i].summary, cases[i].organizer, "20260402T100000Z", "");

      g_assert_cmpuint (read->n_likely, ==, 1);
      g_assert_cmpuint (read->applications->len, ==, 4);
      g_assert_cmpstr (sl_record_get_text (read->applications->pdata[0], SL_APPLICATION_COMPANY_NAME), ==, cases[i].company);
    }
  none = plan (context, "u", "Dentist", "praxis@zahnarzt.example", "20260402T100000Z", "");
  g_assert_cmpuint (none->n_likely, ==, 0);
  sl_core_test_close (context);
}

typedef struct {
  const char *summary;
  const char *organizer;
  const char *more;
  const char *company; /* NULL: none */
} Event;

/* Of several events, only those are taken for interviews that name a company plainly. */
static void
test_invitation_of_many (void)
{
  static const Event events[] = {
    { "Interview with Torvmark", "me@gmail.com", "", "Torvmark" },
    { "Torvmark: first call", "me@gmail.com", "", "Torvmark" },
    { "TORVMARK - Vorstellungsgespräch", "me@gmail.com", "", "Torvmark" },
    { "Tea @ Gap", "me@gmail.com", "", "Gap" },
    { "Gap | Store manager", "me@gmail.com", "", "Gap" },
    { "Velkholt Joinery visits", "me@gmail.com", "", "Velkholt Joinery GmbH" },
    { "Clerk at the harbour", "x@north-harbour.example", "", "North Harbour" },
    { "Kennenlernen", "me@gmail.com", "LOCATION:North Harbour\\, Pier 3\r\n", "North Harbour" },
    { "Second interview", "hr@gap.co.uk", "", "Gap" },
    { "Chat", "hr@gap.co.uk", "", NULL },
    { "Mind the gap", "me@gmail.com", "", NULL },
    { "Gap year plans", "me@gmail.com", "", NULL },
    { "interview about the gap", "me@gmail.com", "", NULL },
    { "Holiday plan", "me@gmail.com", "DESCRIPTION:we shop at Gap\r\n", NULL },
    { "Dentist", "me@gmail.com", "DESCRIPTION:then Torvmark\r\n", NULL },
    { "Torvmarken tour", "me@gmail.com", "", NULL },
    { "North of the harbour", "me@gmail.com", "", NULL },
    { "Clerk of the works", "me@gmail.com", "", NULL },
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Gap", "Store manager", "Applied");
  g_autofree char *c = sl_core_test_add (context, "Velkholt Joinery GmbH", "Joiner", "Saved");
  g_autofree char *d = sl_core_test_add (context, "North Harbour", "Clerk", "Applied");
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  GPtrArray *read;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u\r\nSUMMARY:%s\r\nORGANIZER:mailto:%s\r\nDTSTART:20260402T10%02u00Z\r\n%sEND:VEVENT\r\n", i,
                            events[i].summary, events[i].organizer, i, events[i].more);
  g_string_append (text, "END:VCALENDAR\r\n");
  bytes = g_bytes_new (text->str, text->len);
  read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);
  plans = sl_store_read (sl_context_get_store (context), read_plans, read, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (events));
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *one = plans->pdata[i];
      SlInvitationFate fate = sl_invitation_plan_get_fate (one, NULL);
      const char *company = fate == SL_INVITATION_ADDS ? sl_record_get_text (one->applications->pdata[0], SL_APPLICATION_COMPANY_NAME) : NULL;

      if (g_strcmp0 (company, events[i].company) != 0)
        g_error ("“%s” is taken to be about %s", events[i].summary, company);
    }
  sl_core_test_close (context);
}

#define AT(uid, summary, organizer, more) \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nSUMMARY:" summary "\r\nORGANIZER:mailto:" organizer "\r\nDTSTART:20260402T1000" uid "Z\r\n" more "END:VEVENT\r\n"

/* Of several events, an address alone is a question, and that of the person or of their calendar not even that. */
static void
test_invitation_addresses_of_many (void)
{
  static const char events[] = AT ("00", "Dentist", "c_abc@group.calendar.google.com", "") AT ("01", "Call", "d@google.com", "")
    AT ("02", "Swimming", "me@samsunduniversity.example", "") AT ("03", "Team meeting", "me@samsunduniversity.example", "")
    AT ("04", "Choir", "me@samsunduniversity.example", "ATTENDEE:mailto:hr@torvmark.example\r\n")
    AT ("05", "Torvmark visit", "me@samsunduniversity.example", "ATTENDEE:mailto:hr@torvmark.example\r\n")
    AT ("06", "Lunch", "me@samsunduniversity.example", "ATTENDEE:mailto:talent@agency.example\r\n")
    AT ("07", "Tailor", "me@samsunduniversity.example", "ATTENDEE:mailto:talent@agency.example\r\n")
    AT ("08", "Painting", "me@samsunduniversity.example", "") AT ("09", "Garden", "me@samsunduniversity.example", "");
  static const SlInvitationFate fates[] = {
    SL_INVITATION_UNKNOWN, SL_INVITATION_UNCLEAR, SL_INVITATION_UNKNOWN, SL_INVITATION_UNKNOWN, SL_INVITATION_UNCLEAR,
    SL_INVITATION_ADDS, SL_INVITATION_UNCLEAR, SL_INVITATION_ADDS, SL_INVITATION_UNKNOWN, SL_INVITATION_UNKNOWN,
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Google", "Clerk", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Samsund University", "Baker", "Applied");
  g_autofree char *c = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autofree char *d = sl_core_test_add (context, "Quiet Works", "Tailor", "Applied");
  g_autofree char *contact = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  SlRecord *person = sl_record_new (SL_KIND_CONTACT);

  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, d);
  sl_record_set_text (person, SL_CONTACT_NAME, "Recruiting team");
  sl_record_set_text (person, SL_CONTACT_EMAIL, "talent@agency.example");
  contact = sl_core_test_add_record (context, person);
  plans = plan_all (context, events);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (fates));
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *one = plans->pdata[i];

      if (sl_invitation_plan_get_fate (one, NULL) != fates[i])
        g_error ("“%s” comes to %d", one->invitation->summary, sl_invitation_plan_get_fate (one, NULL));
    }
  sl_core_test_close (context);
}

/* A service that one calls with isn't the company, one reason is a question, and so are two companies. */
static void
test_invitation_reasons (void)
{
  static const struct {
    const char *summary;
    const char *more;
    SlInvitationFate fate;
    const char *company; /* (nullable): that it adds a round of */
  } cases[] = {
    { "Interview", "LOCATION:Microsoft Teams Meeting\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview: Microsoft Teams-Besprechung", "", SL_INVITATION_UNKNOWN, NULL },
    { "Interview", "LOCATION:https://teams.microsoft.com/l/Microsoft\r\nX-GOOGLE-CONFERENCE:https://meet.google.com/a\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview", "DESCRIPTION:Join with Google Meet: https://meet.google.com/abc\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview", "LOCATION:Zoom\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview @ Zoom", "", SL_INVITATION_UNKNOWN, NULL },
    { "Zoom interview with Torvmark", "", SL_INVITATION_ADDS, "Torvmark" },
    { "Interview at Zoom", "LOCATION:Zoom\r\n", SL_INVITATION_ADDS, "Zoom" },
    { "Interview at Microsoft (Teams)", "", SL_INVITATION_ADDS, "Microsoft" },
    { "Microsoft interview", "LOCATION:Microsoft Teams\r\n", SL_INVITATION_ADDS, "Microsoft" },
    { "Next meeting of the choir", "", SL_INVITATION_UNCLEAR, NULL },
    { "Interview at Google\\, then at Torvmark Bakehouse", "", SL_INVITATION_UNCLEAR, NULL },
    { "Interview: Clerk", "DESCRIPTION:for Next\r\n", SL_INVITATION_ADDS, "Next" },
    { "Interview", "DESCRIPTION:for Next\r\n", SL_INVITATION_UNCLEAR, NULL },
    { "Swimming", "DESCRIPTION:then Torvmark\r\n", SL_INVITATION_UNKNOWN, NULL },
  };
  static const char *const companies[] = { "Microsoft", "Google", "Zoom", "Torvmark", "Torvmark Bakehouse" };
  SlContext *context = sl_core_test_open ();
  g_autofree char *next = sl_core_test_add (context, "Next", "Clerk", "Applied");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (SlInvitationPlan) only = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    g_free (sl_core_test_add (context, companies[i], "Designer", "Applied"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u\r\nSUMMARY:%s\r\nDTSTART:20260402T10%02u00Z\r\n%sEND:VEVENT\r\n", i, cases[i].summary, i, cases[i].more);
  plans = plan_all (context, text->str);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *one = plans->pdata[i];
      SlInvitationFate fate = sl_invitation_plan_get_fate (one, NULL);
      const char *company = fate == SL_INVITATION_ADDS ? sl_record_get_text (one->applications->pdata[0], SL_APPLICATION_COMPANY_NAME) : NULL;

      if (fate != cases[i].fate || g_strcmp0 (company, cases[i].company) != 0)
        g_error ("“%s” comes to %d, %s", cases[i].summary, fate, company);
    }

  only = plan (context, "u", "Interview", "me@gmail.com", "20260402T100000Z", "LOCATION:Microsoft Teams Meeting\r\n");
  g_assert_cmpuint (only->n_likely, ==, 0);
  sl_core_test_close (context);
}

static gpointer
read_n_compared (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (SlInvitationMatcher) matcher = sl_invitation_matcher_read (connection, error);
  GPtrArray *invitations = data;

  g_assert_nonnull (matcher);
  for (guint i = 0; i < invitations->len; i++)
    g_array_unref (sl_invitation_matcher_rank (matcher, invitations->pdata[i], TRUE));

  return GUINT_TO_POINTER (sl_invitation_matcher_get_n_compared (matcher));
}

/* A calendar of years beside a search of thousands: an event is only compared with what it can be about. */
static void
test_invitation_compares_few (void)
{
  static const char text[] = "BEGIN:VCALENDAR\r\n" AT ("00", "Dentist", "me@gmail.com", "") AT ("01", "Interview at Torvmark", "me@gmail.com", "")
    AT ("02", "Call", "hr@torvmark.example", "") AT ("03", "Swimming", "me@gmail.com", "") "END:VCALENDAR\r\n";
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *company = g_strdup_printf ("Mill%u", i);

      g_free (sl_core_test_add (context, company, "Miller", "Applied"));
    }
  g_assert_cmpuint (GPOINTER_TO_UINT (sl_store_read (sl_context_get_store (context), read_n_compared, read, &error)), ==, 2);
  g_assert_no_error (error);
  sl_core_test_close (context);
}

/* Two that fit as well as each other are a question. */
static void
test_invitation_unclear (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Torvmark", "Clerk", "Applied");
  g_autofree char *c = sl_core_test_add (context, "Torvmark Mill", "Miller", "Applied");
  g_autoptr (SlInvitationPlan) both = plan (context, "u", "Interview at Torvmark", "me@gmail.com", "20260402T100000Z", "");
  g_autoptr (SlInvitationPlan) by_role = plan (context, "u", "Interview at Torvmark: Clerk", "me@gmail.com", "20260402T100000Z", "");
  g_autoptr (SlInvitationPlan) longer = plan (context, "u", "Interview at Torvmark Mill", "me@gmail.com", "20260402T100000Z", "");

  g_assert_cmpint (sl_invitation_plan_get_fate (both, NULL), ==, SL_INVITATION_UNCLEAR);
  g_assert_cmpint (sl_invitation_plan_get_fate (both, b), ==, SL_INVITATION_ADDS);
  g_assert_cmpint (sl_invitation_plan_get_fate (by_role, NULL), ==, SL_INVITATION_ADDS);
  g_assert_cmpstr (sl_record_get_id (by_role->applications->pdata[0]), ==, b);
  g_assert_cmpint (sl_invitation_plan_get_fate (longer, NULL), ==, SL_INVITATION_ADDS);
  g_assert_cmpstr (sl_record_get_id (longer->applications->pdata[0]), ==, c);
  sl_core_test_close (context);
}

/* What a stranger wrote the other way doesn't turn the sentence round. */
static void
test_invitation_words (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) event = plan (context, "u", "مقابلة", "me@gmail.com", "20260402T100000Z", "");
  g_autofree char *words = sl_invitation_plan_describe (event, SL_INVITATION_UNKNOWN, NULL);

  g_autofree char *hidden = NULL;

  g_assert_nonnull (strstr (words, "\u2068مقابلة\u2069"));
  sl_private_set (SL_PRIVATE_NAMES);
  hidden = sl_invitation_plan_describe (event, SL_INVITATION_UNKNOWN, NULL);
  sl_private_set (0);
  g_assert_null (strstr (hidden, "مقابلة"));
  sl_core_test_close (context);
}

/* Of several versions in one file the last one counts; of an event that repeats, what is said of all of it. */
static void
test_invitation_versions (void)
{
#define VERSION(start, more) "BEGIN:VEVENT\r\nUID:u@x\r\nSUMMARY:Interview at Torvmark\r\nDTSTART:" start "\r\n" more "END:VEVENT\r\n"
  static const char text[] = "BEGIN:VCALENDAR\r\n" VERSION ("20260402T100000Z", "") VERSION ("20260401T120000Z", "SEQUENCE:2\r\n")
    VERSION ("20260409T100000Z", "SEQUENCE:3\r\nRECURRENCE-ID:20260409T100000Z\r\nSTATUS:CANCELLED\r\n") "END:VCALENDAR\r\n";
#undef VERSION
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  GPtrArray *read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);
  g_autoptr (GPtrArray) plans = sl_store_read (sl_context_get_store (context), read_plans, read, &error);
  SlInvitationPlan *only;

  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 1);
  only = plans->pdata[0];
  g_assert_cmpint (only->invitation->sequence, ==, 2);
  g_assert_false (only->invitation->cancelled);
  g_assert_true (only->invitation->repeats);
  sl_core_test_close (context);
}

/* What becomes of another date of an event that repeats says nothing about the one that is a round. */
static void
test_invitation_other_date (void)
{
  static const struct {
    const char *start;
    const char *more;
    SlInvitationFate fate;
  } cases[] = {
    { "20261215T090000Z", "RECURRENCE-ID:20261215T090000Z\r\nSTATUS:CANCELLED\r\n", SL_INVITATION_OTHER_DATE },
    { "20261216T090000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20261215T100000\r\n", SL_INVITATION_OTHER_DATE },
    { "20261216T090000Z", "RECURRENCE-ID;VALUE=DATE:20261215\r\n", SL_INVITATION_OTHER_DATE },
    { "20261201T120000Z", "RECURRENCE-ID:20261215T090000Z\r\n", SL_INVITATION_OTHER_DATE },
    { "20261201T090000Z", "RECURRENCE-ID:20261201T090000Z\r\nSTATUS:CANCELLED\r\n", SL_INVITATION_CHANGES },
    { "20261202T090000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000\r\n", SL_INVITATION_CHANGES },
    { "20261202T090000Z", "RECURRENCE-ID;VALUE=DATE:20261201\r\n", SL_INVITATION_CHANGES },
    { "20261201T090000Z", "RECURRENCE-ID:20261215T090000Z\r\n", SL_INVITATION_SETTLED },
    { "20261202T090000Z", "RRULE:FREQ=WEEKLY\r\n", SL_INVITATION_CHANGES },
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) first = plan (context, "s@x", "Interview at Torvmark", "hr@torvmark.example", "20261201T090000Z", "RRULE:FREQ=WEEKLY\r\n");
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (first, id);
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_invitation_plan_build_changeset (first, stage));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlInvitationPlan) one = plan (context, "s@x", "Interview at Torvmark", "hr@torvmark.example", cases[i].start, cases[i].more);

      g_assert_cmpint (sl_invitation_plan_get_fate (one, NULL), ==, cases[i].fate);
    }
  sl_core_test_close (context);
}

static void
test_invitation_and_its_updates (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) first = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260402T100000Z", "DURATION:PT45M\r\nLOCATION:Harbour Street 4\r\n");
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (first, id);
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_invitation_plan_build_changeset (first, stage));
  g_autoptr (SlInvitationPlan) same = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260402T100000Z", "DURATION:PT45M\r\nLOCATION:Harbour Street 4\r\n");
  g_autoptr (SlInvitationPlan) moved = plan (context, "u1@x", "Renamed", "hr@torvmark.example", "20260403T110000Z", "SEQUENCE:1\r\n");
  g_autoptr (SlRecord) moved_stage = NULL;
  g_autoptr (SlTransaction) changed = NULL;
  g_autoptr (SlInvitationPlan) off = NULL;
  g_autoptr (SlRecord) off_stage = NULL;
  g_autoptr (SlRecord) application = sl_core_test_read (context, SL_KIND_APPLICATION, id);

  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_NAME), ==, "Tech interview");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_TYPE), ==, "Technical");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY), ==, "12:00");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_TIME_ZONE), ==, "Europe/Berlin");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_PLACE), ==, "Harbour Street 4");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_INTERVIEWER_NAMES), ==, "HR Office");
  g_assert_cmpint (sl_record_get_integer (stage, SL_STAGE_DURATION_MINUTES, 0), ==, 45);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  g_assert_true (sl_invitation_plan_is_settled (same));
  g_assert_false (sl_invitation_plan_is_settled (moved));
  moved_stage = sl_invitation_plan_build_stage (moved, NULL);
  g_assert_cmpstr (sl_record_get_id (moved_stage), ==, sl_record_get_id (stage));
  g_assert_cmpstr (sl_record_get_text (moved_stage, SL_STAGE_DATE), ==, "2026-04-03");
  g_assert_cmpstr (sl_record_get_text (moved_stage, SL_STAGE_NAME), ==, "Tech interview");
  changed = sl_core_test_apply (context, sl_invitation_plan_build_changeset (moved, moved_stage));

  off = plan (context, "u1@x", "Renamed", "hr@torvmark.example", "20260403T110000Z", "STATUS:CANCELLED\r\n");
  off_stage = sl_invitation_plan_build_stage (off, NULL);
  g_assert_cmpstr (sl_record_get_text (off_stage, SL_STAGE_RESULT), ==, "Cancelled");
  g_assert_cmpstr (sl_record_get_text (off_stage, SL_STAGE_DATE), ==, "2026-04-03");
  sl_core_test_close (context);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* The form was open while somebody wrote into the same round: both notes are there. */
static void
test_invitation_merged (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) first = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260402T100000Z", "DESCRIPTION:Third floor.\r\n");
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (first, id);
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_invitation_plan_build_changeset (first, stage));
  g_autoptr (SlInvitationPlan) moved = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260403T110000Z", "SEQUENCE:1\r\n");
  g_autoptr (SlRecord) form = sl_invitation_plan_build_stage (moved, NULL);
  g_autoptr (SlRecord) saved = NULL;
  gboolean done = FALSE;

  sl_record_set_text (form, SL_STAGE_NOTES, "Mine.\nThird floor.");
  sl_core_test_edit (context, SL_KIND_STAGE, sl_record_get_id (stage), SL_STAGE_NOTES, "Third floor.\nTheirs.");
  sl_core_test_edit (context, SL_KIND_STAGE, sl_record_get_id (stage), SL_STAGE_PLACE, "Harbour Street 4");
  sl_deed_take_invitation_async (context, moved, form, NULL, taken_cb, &done);
  sl_core_test_wait_for (&done);
  saved = sl_core_test_read (context, SL_KIND_STAGE, sl_record_get_id (stage));
  g_assert_cmpstr (sl_record_get_text (saved, SL_STAGE_NOTES), ==, "Mine.\nThird floor.\nTheirs.");
  g_assert_cmpstr (sl_record_get_text (saved, SL_STAGE_PLACE), ==, "Harbour Street 4");
  g_assert_cmpstr (sl_record_get_text (saved, SL_STAGE_DATE), ==, "2026-04-03");
  sl_core_test_close (context);
}

/* What the file of Shortlist says of an own round is nothing new, whatever its place; what another program made of it is. */
static void
test_invitation_own_round (void)
{
  static const char link[] = "LOCATION:Room 3\\, then https://zoom.us/j/1\r\nURL:https://torvmark.example/jobs/1\r\n";
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-04-02", "12:00", NULL);
  g_autofree char *same_text = g_strconcat ("DURATION:PT1H\r\n", link, NULL);
  g_autofree char *long_text = g_strconcat ("DURATION:PT90M\r\n", link, NULL);
  g_autofree char *off_text = g_strconcat ("DURATION:PT1H\r\nSTATUS:CANCELLED\r\n", link, NULL);
  g_autoptr (SlRecord) longer_stage = NULL;
  g_autoptr (SlRecord) elsewhere_stage = NULL;
  g_autoptr (SlRecord) off_stage = NULL;
  g_autoptr (SlTransaction) called_off = NULL;

  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_PLACE, "Room 3, then https://zoom.us/j/1");
  g_autoptr (SlInvitationPlan) same = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", same_text);
  g_autoptr (SlInvitationPlan) longer = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", long_text);
  g_autoptr (SlInvitationPlan) elsewhere = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", "DURATION:PT1H\r\nLOCATION:Online\r\nURL:https://torvmark.example/jobs/1\r\n");
  g_autoptr (SlInvitationPlan) off = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", off_text);

  g_assert_true (same->own);
  g_assert_false (longer->own);
  longer_stage = sl_invitation_plan_build_stage (longer, NULL);
  g_assert_cmpint (sl_record_get_integer (longer_stage, SL_STAGE_DURATION_MINUTES, 0), ==, 90);
  g_assert_cmpstr (sl_record_get_text (longer_stage, SL_STAGE_PLACE), ==, "Room 3, then https://zoom.us/j/1");
  g_assert_false (elsewhere->own);
  elsewhere_stage = sl_invitation_plan_build_stage (elsewhere, NULL);
  /* The posting is no place. */
  g_assert_cmpstr (sl_record_get_text (elsewhere_stage, SL_STAGE_PLACE), ==, "Online");
  g_assert_false (off->own);
  off_stage = sl_invitation_plan_build_stage (off, NULL);
  g_assert_cmpstr (sl_record_get_text (off_stage, SL_STAGE_RESULT), ==, "Cancelled");

  called_off = sl_core_test_apply (context, sl_invitation_plan_build_changeset (off, off_stage));
  g_autoptr (SlInvitationPlan) off_again = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", off_text);
  g_autoptr (SlInvitationPlan) on_again = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", same_text);
  g_assert_true (off_again->own);
  g_assert_false (on_again->own);
  sl_core_test_close (context);
}

/* The file says of a closed application's round that it won't take place. */
static void
test_invitation_own_closed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-04-02", "12:00", NULL);
  g_autoptr (SlTransaction) closed = sl_core_test_apply (context, sl_deed_set_status ((const char *[]) { id, NULL }, SL_STATUS_REJECTED, NULL));
  g_autoptr (SlInvitationPlan) off = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", "STATUS:CANCELLED\r\n");

  g_assert_true (off->own);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/core/agenda/days", test_days);
  g_test_add_func ("/core/agenda/calendar", test_calendar);
  g_test_add_func ("/core/agenda/calendar-changes", test_calendar_changes);
  g_test_add_func ("/core/agenda/calendar-closed", test_calendar_closed);
  g_test_add_func ("/core/agenda/kept", test_kept);
  g_test_add_func ("/core/agenda/kept-clock", test_kept_clock);
  g_test_add_func ("/core/agenda/kept-order", test_kept_order);
  g_test_add_func ("/core/agenda/invitation-finds-application", test_invitation_finds_application);
  g_test_add_func ("/core/agenda/invitation-of-many", test_invitation_of_many);
  g_test_add_func ("/core/agenda/invitation-addresses-of-many", test_invitation_addresses_of_many);
  g_test_add_func ("/core/agenda/invitation-reasons", test_invitation_reasons);
  g_test_add_func ("/core/agenda/invitation-compares-few", test_invitation_compares_few);
  g_test_add_func ("/core/agenda/invitation-unclear", test_invitation_unclear);
  g_test_add_func ("/core/agenda/invitation-words", test_invitation_words);
  g_test_add_func ("/core/agenda/invitation-versions", test_invitation_versions);
  g_test_add_func ("/core/agenda/invitation-other-date", test_invitation_other_date);
  g_test_add_func ("/core/agenda/invitation-and-its-updates", test_invitation_and_its_updates);
  g_test_add_func ("/core/agenda/invitation-merged", test_invitation_merged);
  g_test_add_func ("/core/agenda/invitation-own-round", test_invitation_own_round);
  g_test_add_func ("/core/agenda/invitation-own-closed", test_invitation_own_closed);

  return g_test_run ();
}
