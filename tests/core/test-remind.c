/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-reminders.h"
#include "sl-error.h"
#include "sl-remind-time.h"
#include "sl-store-query.h"

static gint64
parse_time (const char *text)
{
  gint64 time = 0;

  g_assert_true (sl_time_parse_iso8601 (text, NULL, &time));

  return time;
}

static void
assert_time (gint64      time,
             const char *expected)
{
  char text[SL_TIME_ISO_SIZE];

  g_assert_cmpstr (sl_time_format_iso8601 (time, text), ==, expected);
}

static void
test_presets (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 thursday = parse_time ("2026-03-26T15:20:00Z");
  gint64 monday = parse_time ("2026-03-30T05:00:00Z");
  gint64 sunday = parse_time ("2026-03-29T21:30:00Z");

  assert_time (sl_remind_preset_get_time (SL_REMIND_IN_1_HOUR, thursday, zone), "2026-03-26T16:20:00Z");
  assert_time (sl_remind_preset_get_time (SL_REMIND_TOMORROW, thursday, zone), "2026-03-27T08:00:00Z");
  /* Clocks are set in between. */
  assert_time (sl_remind_preset_get_time (SL_REMIND_IN_3_DAYS, thursday, zone), "2026-03-29T07:00:00Z");
  assert_time (sl_remind_preset_get_time (SL_REMIND_NEXT_WEEK, thursday, zone), "2026-04-02T07:00:00Z");
  assert_time (sl_remind_preset_get_time (SL_REMIND_NEXT_MONDAY, thursday, zone), "2026-03-30T07:00:00Z");
  assert_time (sl_remind_preset_get_time (SL_REMIND_NEXT_MONDAY, sunday, zone), "2026-03-30T07:00:00Z");
  /* On a Monday, before nine too, the next one is a week away. */
  assert_time (sl_remind_preset_get_time (SL_REMIND_NEXT_MONDAY, monday, zone), "2026-04-06T07:00:00Z");

  for (SlRemindPreset preset = 0; preset < SL_N_REMIND_PRESETS; preset++)
    g_assert_cmpint (sl_remind_preset_from_name (sl_remind_preset_get_name (preset)), ==, preset);
  g_assert_cmpint (sl_remind_preset_from_name (NULL), ==, SL_N_REMIND_PRESETS);
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    gboolean delay;
    const char *expected;
  } cases[] = {
    { "2026-04-01 14:30", FALSE, "2026-04-01T12:30:00Z" },
    { "2026-04-01T14:30", FALSE, "2026-04-01T12:30:00Z" },
    { " 2026-04-01 ", FALSE, "2026-04-01T07:00:00Z" },
    { "9:15", FALSE, "2026-03-26T08:15:00Z" },
    { "today 18:00", FALSE, "2026-03-26T17:00:00Z" },
    { "Tomorrow 18:00", FALSE, "2026-03-27T17:00:00Z" },
    { "tomorrow", FALSE, "2026-03-27T08:00:00Z" },
    { "next-monday", FALSE, "2026-03-30T07:00:00Z" },
    { "next monday  8:30", FALSE, "2026-03-30T06:30:00Z" },
    { "in 3 days 18:00", FALSE, "2026-03-29T16:00:00Z" },
    { "14:00 tomorrow", FALSE, "2026-03-27T13:00:00Z" },
    { "tomorrow at 9", FALSE, "2026-03-27T08:00:00Z" },
    { "in 2 hours", FALSE, "2026-03-26T17:20:00Z" },
    { "Apr 1, 2026 14:30", FALSE, "2026-04-01T12:30:00Z" },
    { "2026-04-01T12:30:00Z", FALSE, "2026-04-01T12:30:00Z" },
    { "30m", TRUE, "2026-03-26T15:50:00Z" },
    { "2h", TRUE, "2026-03-26T17:20:00Z" },
    { "3d", TRUE, "2026-03-29T14:20:00Z" },
    { "1w", TRUE, "2026-04-02T14:20:00Z" },
  };
  static const char *const nonsense[] = { "", " ", "tomorrow 25:00", "2026-02-30", "soon", "14", "\xff", "T" };
  static const char *const no_delays[] = { "", "2", "h", "-2h", "0d", "2 h", "2hours", "99999999999999999999d", "9000000w", "\xff" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 now = parse_time ("2026-03-26T15:20:00Z");
  gint64 time;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true ((cases[i].delay ? sl_remind_delay_parse : sl_remind_time_parse) (cases[i].text, now, zone, &time, &error));
      assert_time (time, cases[i].expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sl_remind_time_parse (nonsense[i], now, zone, &time, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_delays); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sl_remind_delay_parse (no_delays[i], now, zone, &time, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
    }
}

static gpointer
read_due (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  SlClock *clock = data;
  g_autoptr (SlDueOptions) options = sl_due_options_new (sl_clock_get_time_zone (clock));

  return sl_due_read (connection, options, 0, G_MAXINT64, error);
}

static GPtrArray *
list_due (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = sl_store_read (sl_context_get_store (context), read_due, sl_context_get_clock (context), &error);

  g_assert_no_error (error);

  return found;
}

static void
undo (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_undo (sl_context_get_store (context), &error);

  g_assert_no_error (error);
}

/* Applied for: the one thing that is due is to follow up. */
static char *
add_applied (SlContext  *context,
             const char *company)
{
  return sl_core_test_add (context, company, "Baker", SL_STATUS_APPLIED);
}

static void
test_automatic (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark");
  g_autoptr (GPtrArray) before = list_due (context);
  gint64 later = parse_time ("2026-03-28T08:00:00Z");

  g_assert_cmpuint (before->len, ==, 1);
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_complete_due (g_ptr_array_index (before, 0), later)),
                "Marked “Follow up with Torvmark” as done", "Undo marking “Follow up with Torvmark” as done");
  {
    g_autoptr (GPtrArray) after = list_due (context);

    g_assert_cmpuint (after->len, ==, 0);
  }
  undo (context);

  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_snooze_due (g_ptr_array_index (before, 0), later)),
                "Put off “Follow up with Torvmark”", "Undo putting off “Follow up with Torvmark”");
  {
    g_autoptr (GPtrArray) after = list_due (context);
    SlDue *due = g_ptr_array_index (after, 0);

    g_assert_cmpuint (after->len, ==, 1);
    g_assert_nonnull (due->reminder_id);
    g_assert_cmpint (due->at, ==, later);
    g_assert_cmpint (due->kind, ==, SL_DUE_FOLLOW_UP);

    /* Put off once more and done, it stays one. */
    g_object_unref (sl_core_test_apply (context, sl_deed_snooze_due (due, later + G_TIME_SPAN_DAY)));
    g_object_unref (sl_core_test_apply (context, sl_deed_complete_due (due, later)));
  }
  {
    g_autoptr (GPtrArray) after = list_due (context);

    g_assert_cmpuint (after->len, ==, 0);
  }
  undo (context);
  undo (context);
  /* Answered, there is nothing left to follow up. */
  {
    const char *ids[] = { id, NULL };
    g_autoptr (GPtrArray) after = NULL;

    g_object_unref (sl_core_test_apply (context, sl_deed_set_status (ids, SL_STATUS_INTERVIEWING, NULL)));
    after = list_due (context);
    g_assert_cmpuint (after->len, ==, 0);
  }

  sl_core_test_close (context);
}

/* What was put off and then deleted doesn't come back by itself. */
static void
test_deleted (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark");
  g_autoptr (GPtrArray) before = list_due (context);
  g_autoptr (GPtrArray) put_off = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const char *ids[] = { NULL, NULL };

  g_object_unref (sl_core_test_apply (context, sl_deed_snooze_due (g_ptr_array_index (before, 0), parse_time ("2026-03-28T08:00:00Z"))));
  put_off = list_due (context);
  ids[0] = ((SlDue *) g_ptr_array_index (put_off, 0))->reminder_id;
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_REMINDER, ids, sl_context_get_clock (context))));
  after = list_due (context);
  g_assert_cmpuint (after->len, ==, 0);

  sl_core_test_close (context);
}

/* What stands for an automatic one goes with what that came from. */
static void
test_round_moved (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_INTERVIEWING);
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  const char *ids[] = { sl_record_get_id (stage), NULL };
  g_auto (SlValue) result = SL_VALUE_INIT;
  g_auto (SlValue) time = SL_VALUE_INIT;
  g_autoptr (GPtrArray) before = NULL;

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (stage, SL_STAGE_NAME, "Panel");
  sl_record_set_text (stage, SL_STAGE_DATE, "2026-03-18");
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, "14:00");
  g_object_unref (sl_core_test_apply (context, sl_deed_add (stage)));
  before = list_due (context);
  g_assert_cmpuint (before->len, ==, 2);
  /* Put off, the later one stands for both. */
  g_object_unref (sl_core_test_apply (context, sl_deed_snooze_due (g_ptr_array_index (before, 1), parse_time ("2026-03-18T12:30:00Z"))));
  {
    g_autoptr (GPtrArray) put_off = list_due (context);

    g_assert_cmpuint (put_off->len, ==, 1);
    g_assert_nonnull (((SlDue *) put_off->pdata[0])->reminder_id);
  }

  sl_value_set_text (&time, "15:00");
  g_object_unref (sl_core_test_apply (context, sl_deed_edit (SL_KIND_STAGE, ids, SL_STAGE_TIME_OF_DAY, &time)));
  {
    g_autoptr (GPtrArray) moved = list_due (context);

    g_assert_cmpuint (moved->len, ==, 2);
    g_assert_null (((SlDue *) moved->pdata[0])->reminder_id);
  }
  undo (context);
  sl_value_set_text (&result, "Cancelled");
  g_object_unref (sl_core_test_apply (context, sl_deed_edit (SL_KIND_STAGE, ids, SL_STAGE_RESULT, &result)));
  {
    g_autoptr (GPtrArray) cancelled = list_due (context);

    g_assert_cmpuint (cancelled->len, ==, 0);
  }

  sl_core_test_close (context);
}

static void
test_long_name (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *company = g_strnfill (255, 'o');
  g_autofree char *id = add_applied (context, company);
  g_autoptr (GPtrArray) before = list_due (context);

  g_object_unref (sl_core_test_apply (context, sl_deed_complete_due (g_ptr_array_index (before, 0), 0)));

  sl_core_test_close (context);
}

static void
test_reopen (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) again = NULL;

  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Buy stamps");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, parse_time ("2026-03-28T08:00:00Z"));
  g_object_unref (sl_core_test_apply (context, sl_deed_add (reminder)));
  open = list_due (context);
  g_object_unref (sl_core_test_apply (context, sl_deed_complete_due (g_ptr_array_index (open, 0), 7)));
  {
    g_autoptr (SlRecord) done = sl_core_test_read (context, SL_KIND_REMINDER, sl_record_get_id (reminder));

    g_assert_cmpint (sl_record_get_integer (done, SL_REMINDER_COMPLETED_AT, 0), ==, 7);
  }
  sl_core_test_assert_words (sl_core_test_apply (context, sl_deed_reopen_reminder (reminder)), "Reopened “Buy stamps”", "Undo reopening “Buy stamps”");
  again = list_due (context);
  g_assert_cmpuint (again->len, ==, 1);
  {
    g_autoptr (SlRecord) reopened = sl_core_test_read (context, SL_KIND_REMINDER, sl_record_get_id (reminder));

    g_assert_true (sl_record_is_null (reopened, SL_REMINDER_COMPLETED_AT));
  }

  sl_core_test_close (context);
}

typedef struct {
  gboolean done;
  SlTransaction *transaction;
  GError *error;
} Answer;

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Answer *answer = user_data;

  answer->transaction = sl_store_apply_finish (SL_STORE (source), result, &answer->error);
  answer->done = TRUE;
}

/* As a notification does it: by name alone. */
static void
test_settle (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_applied (context, "Torvmark");
  g_autoptr (GPtrArray) before = list_due (context);
  g_autofree char *key = sl_due_get_key (g_ptr_array_index (before, 0));
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (context));
  Answer first = { 0 };
  Answer second = { 0 };
  g_autoptr (GPtrArray) after = NULL;

  sl_deed_settle_due_async (context, sl_due_options_new (zone), key, SL_TIME_NONE, NULL, settled_cb, &first);
  sl_core_test_wait_for (&first.done);
  g_assert_no_error (first.error);
  after = list_due (context);
  g_assert_cmpuint (after->len, ==, 0);

  sl_deed_settle_due_async (context, sl_due_options_new (zone), key, parse_time ("2026-03-28T08:00:00Z"), NULL, settled_cb, &second);
  sl_core_test_wait_for (&second.done);
  g_assert_error (second.error, SL_ERROR, SL_ERROR_NOT_FOUND);

  g_clear_object (&first.transaction);
  g_clear_error (&second.error);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/remind/presets", test_presets);
  g_test_add_func ("/remind/parse", test_parse);
  g_test_add_func ("/remind/automatic", test_automatic);
  g_test_add_func ("/remind/deleted", test_deleted);
  g_test_add_func ("/remind/round-moved", test_round_moved);
  g_test_add_func ("/remind/long-name", test_long_name);
  g_test_add_func ("/remind/reopen", test_reopen);
  g_test_add_func ("/remind/settle", test_settle);

  return g_test_run ();
}
