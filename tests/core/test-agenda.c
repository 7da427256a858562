/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda by day, the calendar file, and the one that is kept up to date. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sl-agenda.h"
#include "sl-calendar-keeper.h"
#include "sl-core-test.h"
#include "sl-file.h"
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

  return g_test_run ();
}
