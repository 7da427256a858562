/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-reminders.h"
#include "sl-due.h"
#include "sl-error.h"
#include "sl-private.h"

typedef struct {
  SlDueOptions *options;
  gint64 from;
  gint64 to;
  gboolean occasions;
  const char *application_id;
  const char *key;
} Question;

static gpointer
ask_cb (SlConnection *connection,
        gpointer      data,
        GCancellable *cancellable,
        GError      **error)
{
  Question *question = data;

  if (question->key != NULL)
    return sl_due_find (connection, question->options, question->key, error);
  if (question->application_id != NULL)
    return sl_due_read_for_application (connection, question->options, question->application_id, error);
  if (question->occasions)
    return sl_due_read_occasions (connection, question->options, question->from, question->to, error);

  return sl_due_read (connection, question->options, question->from, question->to, error);
}

static gint64
parse_time (const char *text)
{
  gint64 time = 0;

  g_assert_true (sl_time_parse_iso8601 (text, NULL, &time));

  return time;
}

static SlDueOptions *
make_options (const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);

  g_assert_nonnull (zone);

  return sl_due_options_new (zone);
}

static char *
list (SlContext *context,
      Question  *question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sl_store_read (sl_context_get_store (context), ask_cb, question, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      SlDue *due = g_ptr_array_index (found, i);
      char at[SL_TIME_ISO_SIZE];

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? "; " : "", sl_time_format_iso8601 (due->at, at),
                              due->rule != NULL ? due->rule : "-", due->title);
    }

  return g_string_free (text, FALSE);
}

/* What is due from @from on for three weeks, for somebody in @zone. */
static void
assert_due (SlContext  *context,
            const char *zone,
            const char *from,
            const char *expected)
{
  g_autoptr (SlDueOptions) options = make_options (zone);
  gint64 start = parse_time (from);
  Question question = { options, start, start + 21 * G_TIME_SPAN_DAY };
  g_autofree char *text = list (context, &question);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_occasions (SlContext  *context,
                  const char *from,
                  const char *expected)
{
  g_autoptr (SlDueOptions) options = make_options ("Europe/Berlin");
  gint64 start = parse_time (from);
  Question question = { options, start, start + 21 * G_TIME_SPAN_DAY, TRUE };
  g_autofree char *text = list (context, &question);

  g_assert_cmpstr (text, ==, expected);
}

static SlDue *
find (SlContext  *context,
      const char *key,
      GError    **error)
{
  g_autoptr (SlDueOptions) options = make_options ("Europe/Berlin");
  Question question = { .options = options, .key = key };

  return sl_store_read (sl_context_get_store (context), ask_cb, &question, error);
}

/* An application that no follow-up is due for. */
static char *
add_talking (SlContext *context)
{
  return sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_INTERVIEWING);
}

static void
test_interview (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);
  g_autofree char *stage = sl_core_test_add_round (context, id, "Panel", "2026-03-18", "14:00", NULL);

  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z",
              "2026-03-17T13:00:00Z interview-day Panel at Torvmark; 2026-03-18T12:00:00Z interview-hour Panel at Torvmark");
  /* The first moment belongs to the time asked for, the one after the last doesn't. */
  assert_due (context, "Europe/Berlin", "2026-03-18T12:00:00Z", "2026-03-18T12:00:00Z interview-hour Panel at Torvmark");
  assert_due (context, "Europe/Berlin", "2026-02-25T12:00:00Z", "2026-03-17T13:00:00Z interview-day Panel at Torvmark");
  assert_due (context, "Europe/Berlin", "2026-03-18T12:00:00.000001Z", "");
  assert_occasions (context, "2026-03-16T00:00:00Z", "2026-03-18T13:00:00Z - Panel at Torvmark");

  sl_core_test_edit (context, SL_KIND_STAGE, stage, SL_STAGE_RESULT, "Cancelled");
  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z", "");
  sl_core_test_edit (context, SL_KIND_STAGE, stage, SL_STAGE_RESULT, "Pending");
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, SL_STATUS_REJECTED);
  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z", "");

  sl_core_test_close (context);
}

/* Without a time, the day before is told in the morning, and nothing an hour before. */
static void
test_interview_day (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);

  g_free (sl_core_test_add_round (context, id, "Panel", "2026-03-18", NULL, NULL));
  g_free (sl_core_test_add_round (context, id, "Panel", NULL, NULL, NULL));
  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z", "2026-03-17T08:00:00Z interview-day Panel at Torvmark");
  assert_occasions (context, "2026-03-16T00:00:00Z", "2026-03-17T23:00:00Z - Panel at Torvmark");

  sl_core_test_close (context);
}

/* Berlin sets its clocks on 2026-03-29 and 2026-10-25: a day before is the same time on the wall, an hour before is an hour. */
static void
test_daylight_saving (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);

  g_free (sl_core_test_add_round (context, id, "Panel", "2026-03-29", "14:00", NULL));
  assert_due (context, "Europe/Berlin", "2026-03-26T00:00:00Z",
              "2026-03-28T13:00:00Z interview-day Panel at Torvmark; 2026-03-29T11:00:00Z interview-hour Panel at Torvmark");
  g_free (sl_core_test_add_round (context, id, "Panel", "2026-10-25", "03:30", NULL));
  assert_due (context, "Europe/Berlin", "2026-10-22T00:00:00Z",
              "2026-10-24T01:30:00Z interview-day Panel at Torvmark; 2026-10-25T01:30:00Z interview-hour Panel at Torvmark");
  /* An hour that doesn't exist is the one after it. */
  g_free (sl_core_test_add_round (context, id, "Panel", "2027-03-28", "02:30", NULL));
  assert_due (context, "Europe/Berlin", "2027-03-25T00:00:00Z",
              "2027-03-27T01:30:00Z interview-day Panel at Torvmark; 2027-03-28T00:00:00Z interview-hour Panel at Torvmark");

  sl_core_test_close (context);
}

static void
test_zones (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);

  /* In the three weeks in which New York has set its clocks and Berlin hasn't. */
  g_free (sl_core_test_add_round (context, id, "Panel", "2026-03-18", "14:00", "America/New_York"));
  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z",
              "2026-03-17T18:00:00Z interview-day Panel at Torvmark; 2026-03-18T17:00:00Z interview-hour Panel at Torvmark");
  /* Wherever the person is, the interview stays. */
  assert_due (context, "Pacific/Auckland", "2026-03-16T00:00:00Z",
              "2026-03-17T18:00:00Z interview-day Panel at Torvmark; 2026-03-18T17:00:00Z interview-hour Panel at Torvmark");
  /* Days away by the calendar. */
  assert_due (context, "Pacific/Kiritimati", "2026-03-18T17:00:00Z", "2026-03-18T17:00:00Z interview-hour Panel at Torvmark");
  /* A zone that nobody knows is the person's; also a rule, or the path of a file, which GLib would read. */
  g_free (sl_core_test_add_round (context, id, "Panel", "2026-06-18", "14:00", "Middle/Earth"));
  assert_due (context, "Europe/Berlin", "2026-06-18T00:00:00Z", "2026-06-18T11:00:00Z interview-hour Panel at Torvmark");
  g_free (sl_core_test_add_round (context, id, "Panel", "2026-08-18", "14:00", "EST5EDT"));
  assert_due (context, "Europe/Berlin", "2026-08-18T00:00:00Z", "2026-08-18T11:00:00Z interview-hour Panel at Torvmark");
  g_free (sl_core_test_add_round (context, id, "Panel", "2026-09-18", "14:00", "/usr/share/zoneinfo/Asia/Tokyo"));
  assert_due (context, "Europe/Berlin", "2026-09-18T00:00:00Z", "2026-09-18T11:00:00Z interview-hour Panel at Torvmark");

  sl_core_test_close (context);
}

static void
test_deadlines (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_OFFER);
  SlRecord *offer = sl_record_new (SL_KIND_OUTCOME);
  SlRecord *job = sl_record_new (SL_KIND_SAVED_JOB);
  g_autofree char *job_id = NULL;

  sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, id);
  sl_record_set_text (offer, SL_OUTCOME_DEADLINE, "2026-03-30");
  g_free (sl_core_test_add_record (context, offer));
  /* Saving time begins between the two. */
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z",
              "2026-03-27T08:00:00Z deadline-3-days Answer the offer of Torvmark; 2026-03-29T07:00:00Z deadline-day Answer the offer of Torvmark");
  assert_due (context, "America/New_York", "2026-03-20T00:00:00Z",
              "2026-03-27T13:00:00Z deadline-3-days Answer the offer of Torvmark; 2026-03-29T13:00:00Z deadline-day Answer the offer of Torvmark");

  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Velkholt");
  sl_record_set_text (job, SL_SAVED_JOB_DEADLINE, "2026-05-11");
  job_id = sl_core_test_add_record (context, job);
  assert_due (context, "Europe/Berlin", "2026-05-01T00:00:00Z",
              "2026-05-08T07:00:00Z deadline-3-days Apply to Velkholt; 2026-05-10T07:00:00Z deadline-day Apply to Velkholt");
  assert_occasions (context, "2026-05-01T00:00:00Z", "2026-05-10T22:00:00Z - Apply to Velkholt");
  sl_core_test_edit (context, SL_KIND_SAVED_JOB, job_id, SL_SAVED_JOB_STATUS, "Archived");
  assert_due (context, "Europe/Berlin", "2026-05-01T00:00:00Z", "");
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, SL_STATUS_ACCEPTED);
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z", "");

  sl_core_test_close (context);
}

static void
test_follow_up (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { id, NULL };

  sl_clock_advance (sl_context_get_clock (context), 10 * G_TIME_SPAN_DAY);
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_APPLIED_DATE, "2026-03-25");
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z", "2026-04-01T07:00:00Z follow-up Follow up with Torvmark");

  /* A date of the person's own comes instead. */
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_FOLLOW_UP_DATE, "2026-03-28");
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z", "2026-03-28T08:00:00Z follow-up-date Follow up with Torvmark");
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_FOLLOW_UP_DATE, NULL);

  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_QUIET_UNTIL, "2026-04-02");
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z", "");
  sl_core_test_edit (context, SL_KIND_APPLICATION, id, SL_APPLICATION_QUIET_UNTIL, "2026-04-01");
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z", "2026-04-01T07:00:00Z follow-up Follow up with Torvmark");

  g_object_unref (sl_core_test_apply (context, sl_deed_move_to_lane (ids, SL_LANE_RECRUITER_SCREEN, NULL)));
  assert_due (context, "Europe/Berlin", "2026-03-20T00:00:00Z", "");

  sl_core_test_close (context);
}

static char *
add_reminder (SlContext  *context,
              const char *application_id,
              const char *title,
              const char *at)
{
  SlRecord *reminder = sl_record_new (SL_KIND_REMINDER);

  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, application_id);
  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, parse_time (at));

  return sl_core_test_add_record (context, reminder);
}

static void
test_reminders (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *application = add_talking (context);
  g_autofree char *alone = add_reminder (context, NULL, "Buy stamps", "2026-03-18T10:00:00Z");
  g_autofree char *owned = add_reminder (context, application, "Send the papers", "2026-03-18T09:00:00Z");
  const char *ids[] = { application, NULL };

  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z", "2026-03-18T09:00:00Z - Send the papers; 2026-03-18T10:00:00Z - Buy stamps");
  /* What belongs to something in the Trash is silent. */
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  assert_due (context, "Europe/Berlin", "2026-03-16T00:00:00Z", "2026-03-18T10:00:00Z - Buy stamps");

  sl_core_test_close (context);
}

static void
test_options (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);
  g_autoptr (SlDueOptions) options = make_options ("Europe/Berlin");
  Question question = { options, 0, G_MAXINT64 };
  g_autofree char *none = NULL;
  g_autofree char *day = NULL;

  g_free (sl_core_test_add_round (context, id, "Panel", "2026-03-18", "14:00", NULL));
  options->interview_hour = FALSE;
  day = list (context, &question);
  g_assert_cmpstr (day, ==, "2026-03-17T13:00:00Z interview-day Panel at Torvmark");
  options->interview_day = FALSE;
  none = list (context, &question);
  g_assert_cmpstr (none, ==, "");

  sl_core_test_close (context);
}

static void
test_find (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);
  g_autofree char *stage = sl_core_test_add_round (context, id, "Panel", "2026-03-18", "14:00", NULL);
  g_autofree char *reminder = add_reminder (context, id, "Send the papers", "2026-03-18T09:00:00Z");
  g_autofree char *key = g_strdup_printf ("interview-hour:%s:%" G_GINT64_FORMAT, stage, parse_time ("2026-03-18T14:00:00Z"));
  g_autofree char *reminder_key = g_strdup_printf ("reminder:%s", reminder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlDue) hour = find (context, key, &error);
  g_autoptr (SlDue) own = find (context, reminder_key, &error);
  const char *const nonsense[] = { "", ":", "::", "reminder", "reminder:", "interview-hour:x:y", "follow-up::0", "zzz:1:2" };

  g_assert_no_error (error);
  g_assert_cmpstr (hour->stage_id, ==, stage);
  g_assert_cmpstr (hour->rule, ==, SL_RULE_INTERVIEW_HOUR);
  g_assert_cmpint (hour->about, ==, parse_time ("2026-03-18T13:00:00Z"));
  g_assert_cmpstr (own->reminder_id, ==, reminder);

  /* Moved to another time it is another one. */
  sl_core_test_edit (context, SL_KIND_STAGE, stage, SL_STAGE_TIME_OF_DAY, "15:00");
  g_assert_null (find (context, key, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_clear_error (&error);
      g_assert_null (find (context, nonsense[i], &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
    }

  sl_core_test_close (context);
}

/* All of one application, whenever it is due. */
static void
test_for_application (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);
  g_autofree char *other = add_talking (context);
  g_autoptr (SlDueOptions) options = make_options ("Europe/Berlin");
  Question question = { .options = options, .application_id = id };
  g_autofree char *text = NULL;

  g_free (sl_core_test_add_round (context, id, "Panel", "2026-03-18", NULL, NULL));
  g_free (sl_core_test_add_round (context, other, "Panel", "2026-03-18", NULL, NULL));
  g_free (add_reminder (context, id, "Send the papers", "2020-03-18T09:00:00Z"));
  g_free (add_reminder (context, other, "Send the papers", "2020-03-18T09:00:00Z"));
  text = list (context, &question);
  g_assert_cmpstr (text, ==, "2020-03-18T09:00:00Z - Send the papers; 2026-03-17T08:00:00Z interview-day Panel at Torvmark");

  sl_core_test_close (context);
}

static void
test_words (void)
{
  g_autoptr (SlDue) due = g_object_new (SL_TYPE_DUE, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 now = parse_time ("2026-03-16T08:00:00Z");
  g_autofree char *interview = NULL;
  g_autofree char *deadline = NULL;
  g_autofree char *passed = NULL;
  g_autofree char *last_day = NULL;
  g_autofree char *follow_up = NULL;

  due->kind = SL_DUE_INTERVIEW;
  due->about = parse_time ("2026-03-17T13:00:00Z");
  interview = sl_due_describe_when (due, now, zone);
  g_assert_cmpstr (interview, ==, "tomorrow 14:00");
  due->kind = SL_DUE_DEADLINE;
  due->about_all_day = TRUE;
  deadline = sl_due_describe_when (due, now, zone);
  g_assert_cmpstr (deadline, ==, "runs out tomorrow");
  due->about = parse_time ("2026-03-13T23:00:00Z");
  passed = sl_due_describe_when (due, now, zone);
  g_assert_cmpstr (passed, ==, "ran out 2 days ago");
  due->about = parse_time ("2026-03-15T23:00:00Z");
  last_day = sl_due_describe_when (due, now, zone);
  g_assert_cmpstr (last_day, ==, "runs out today");
  due->kind = SL_DUE_FOLLOW_UP;
  due->rule = g_strdup (SL_RULE_FOLLOW_UP);
  due->about = parse_time ("2026-03-08T23:00:00Z");
  follow_up = sl_due_describe_when (due, now, zone);
  g_assert_cmpstr (follow_up, ==, "applied 7 days ago");
}

static void
assert_headline (SlContext  *context,
                 const char *key,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (SlDue) due = find (context, key, &error);
  g_autofree char *headline = NULL;

  g_assert_no_error (error);
  headline = sl_due_get_headline (due, parse_time ("2026-03-16T08:00:00Z"), zone);
  g_assert_cmpstr (headline, ==, expected);
}

/* The one stored reminder's. */
static char *
get_put_off_key (SlContext  *context,
                 const char *application_id)
{
  g_autoptr (SlDueOptions) options = make_options ("Europe/Berlin");
  Question question = { .options = options, .application_id = application_id };
  g_autoptr (GPtrArray) found = sl_store_read (sl_context_get_store (context), ask_cb, &question, NULL);

  for (guint i = 0; i < found->len; i++)
    if (((SlDue *) found->pdata[i])->reminder_id != NULL)
      return sl_due_get_key (found->pdata[i]);
  g_assert_not_reached ();
}

/* A reminder that comes before its time says when that is: also when it was put off. */
static void
test_headline (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_talking (context);
  g_autofree char *stage_id = sl_core_test_add_round (context, id, "Panel", "2026-03-17", "14:00", NULL);
  g_autofree char *day = g_strdup_printf ("interview-day:%s:%" G_GINT64_FORMAT, stage_id, parse_time ("2026-03-17T14:00:00Z"));
  SlRecord *offer = sl_record_new (SL_KIND_OUTCOME);
  g_autofree char *offer_id = NULL;
  g_autofree char *deadline = NULL;
  g_autofree char *own = NULL;
  g_autofree char *own_id = NULL;
  g_autofree char *put_off = NULL;
  g_autoptr (SlDue) due = NULL;
  g_autoptr (SlTransaction) snoozed = NULL;

  assert_headline (context, day, "Panel at Torvmark: tomorrow 14:00");

  sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, id);
  sl_record_set_text (offer, SL_OUTCOME_DEADLINE, "2026-03-19");
  offer_id = sl_core_test_add_record (context, offer);
  deadline = g_strdup_printf ("deadline-3-days:%s:%" G_GINT64_FORMAT, offer_id, parse_time ("2026-03-19T00:00:00Z"));
  assert_headline (context, deadline, "Answer the offer of Torvmark: runs out in 3 days");
  due = find (context, deadline, NULL);
  snoozed = sl_core_test_apply (context, sl_deed_snooze_due (due, parse_time ("2026-03-17T08:00:00Z")));
  put_off = get_put_off_key (context, id);
  assert_headline (context, put_off, "Answer the offer of Torvmark: runs out in 3 days");

  own_id = add_reminder (context, id, "Send the papers", "2026-03-18T09:00:00Z");
  own = g_strdup_printf ("reminder:%s", own_id);
  assert_headline (context, own, "Send the papers");

  sl_core_test_close (context);
}

/* Titles for the screen of all that is due, and of the occasions. */
static void
assert_no_names (SlContext *context,
                 gboolean   occasions)
{
  g_autoptr (SlDueOptions) options = make_options ("Europe/Berlin");
  Question question = { options, 0, G_MAXINT64 / 2, occasions };
  g_autoptr (GPtrArray) found = sl_store_read (sl_context_get_store (context), ask_cb, &question, NULL);

  g_assert_cmpuint (found->len, >, 0);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *title = sl_due_get_shown_title (found->pdata[i]);

      g_assert_null (strstr (title, "Torvmark"));
      g_assert_null (strstr (title, "Quillmark"));
      g_assert_true (strstr (title, "Company 1") != NULL || g_str_equal (title, "•••"));
    }
}

/* A company goes by a short name, too, and rounds are called by people. */
static void
test_private_title (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark GmbH", "Baker", SL_STATUS_INTERVIEWING);
  g_autofree char *stage_id = sl_core_test_add_round (context, id, "Torvmark talk with Quillmark", "2026-03-18", "14:00", NULL);
  g_autofree char *own = add_reminder (context, id, "Call Quillmark of Torvmark", "2026-03-18T09:00:00Z");
  g_autofree char *key = g_strdup_printf ("interview-day:%s:%" G_GINT64_FORMAT, stage_id, parse_time ("2026-03-18T14:00:00Z"));
  g_autoptr (SlDue) due = find (context, key, NULL);

  sl_core_test_edit (context, SL_KIND_STAGE, stage_id, SL_STAGE_TYPE, "Technical");
  sl_private_set (SL_PRIVATE_NAMES);
  assert_no_names (context, FALSE);
  assert_no_names (context, TRUE);
  /* Put off, it has the name as it was then. */
  g_object_unref (sl_core_test_apply (context, sl_deed_snooze_due (due, parse_time ("2026-03-17T20:00:00Z"))));
  assert_no_names (context, FALSE);
  sl_private_set (0);
  sl_core_test_close (context);
}

static void
add_automatic (GPtrArray  *due,
               const char *origin_id,
               gint64      at)
{
  SlDue *one = g_object_new (SL_TYPE_DUE, NULL);

  one->rule = g_strdup (SL_RULE_DEADLINE_DAY);
  one->origin_id = g_strdup (origin_id);
  one->at = at;
  g_ptr_array_add (due, one);
}

/* However many there are of one occasion. */
static void
test_leave_latest (void)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint64 at = 1; at <= 4; at++)
    add_automatic (due, "the first of the two occasions", at);
  add_automatic (due, "the other one", 5);
  add_automatic (due, "the first of the two occasions", 9);
  sl_due_leave_latest (due, 5);

  g_assert_cmpuint (due->len, ==, 3);
  g_assert_cmpint (((SlDue *) due->pdata[0])->at, ==, 4);
  g_assert_cmpint (((SlDue *) due->pdata[1])->at, ==, 5);
  g_assert_cmpint (((SlDue *) due->pdata[2])->at, ==, 9);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/due/interview", test_interview);
  g_test_add_func ("/due/interview-day", test_interview_day);
  g_test_add_func ("/due/daylight-saving", test_daylight_saving);
  g_test_add_func ("/due/zones", test_zones);
  g_test_add_func ("/due/deadlines", test_deadlines);
  g_test_add_func ("/due/follow-up", test_follow_up);
  g_test_add_func ("/due/reminders", test_reminders);
  g_test_add_func ("/due/options", test_options);
  g_test_add_func ("/due/find", test_find);
  g_test_add_func ("/due/for-application", test_for_application);
  g_test_add_func ("/due/words", test_words);
  g_test_add_func ("/due/headline", test_headline);
  g_test_add_func ("/due/private-title", test_private_title);
  g_test_add_func ("/due/leave-latest", test_leave_latest);

  return g_test_run ();
}
