/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-saved.h"
#include "sl-error.h"
#include "sl-store-query.h"

typedef struct {
  const char *id;
  SlClock *clock;
  char *application_id;
} Conversion;

static gpointer
build (SlConnection  *connection,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Conversion *conversion = data;

  return sl_deed_convert_saved_job (connection, conversion->id, conversion->clock, &conversion->application_id, error);
}

/* (transfer full): the changeset's transaction, or NULL with @error set. */
static SlTransaction *
convert (SlContext   *context,
         const char  *job_id,
         char       **application_id,
         GError     **error)
{
  Conversion conversion = { job_id, sl_context_get_clock (context), NULL };
  SlChangeset *changeset = sl_store_read (sl_context_get_store (context), build, &conversion, error);

  if (application_id != NULL)
    *application_id = conversion.application_id;
  else
    g_free (conversion.application_id);

  return changeset != NULL ? sl_core_test_apply (context, changeset) : NULL;
}

static SlRecord *
make_job (const char *deadline)
{
  SlRecord *job = sl_record_new (SL_KIND_SAVED_JOB);

  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Torvmark");
  sl_record_set_text (job, SL_SAVED_JOB_ROLE_TITLE, "Baker");
  sl_record_set_text (job, SL_SAVED_JOB_URL, "https://torvmark.example/7");
  sl_record_set_text (job, SL_SAVED_JOB_LOCATION, "Malmö");
  sl_record_set_text (job, SL_SAVED_JOB_JOB_TYPE, "Part-time");
  sl_record_set_text (job, SL_SAVED_JOB_WORK_MODE, "On-site");
  sl_record_set_integer (job, SL_SAVED_JOB_SALARY_MIN, 300000);
  sl_record_set_integer (job, SL_SAVED_JOB_SALARY_MAX, 350000);
  sl_record_set_text (job, SL_SAVED_JOB_SALARY_CURRENCY, "SEK");
  sl_record_set_text (job, SL_SAVED_JOB_PRIORITY, "High");
  sl_record_set_text (job, SL_SAVED_JOB_SOURCE, "A note in the window");
  sl_record_set_text (job, SL_SAVED_JOB_NOTES, "Early shifts.");
  sl_record_set_integer (job, SL_SAVED_JOB_EXCITEMENT_LEVEL, 4);
  sl_record_set_text (job, SL_SAVED_JOB_DEADLINE, deadline);

  return job;
}

static char *
add_job (SlContext  *context,
         const char *deadline)
{
  g_autoptr (SlRecord) job = make_job (deadline);

  g_object_unref (sl_core_test_apply (context, sl_deed_add (job)));

  return g_strdup (sl_record_get_id (job));
}

static GPtrArray *
get_reminders (SlContext  *context,
               const char *application_id)
{
  GPtrArray *reminders = sl_core_test_read_children (context, SL_KIND_REMINDER, application_id);

  return reminders;
}

static char *
format_day (SlContext *context,
            int        days)
{
  char iso[SL_DAY_ISO_SIZE];

  return g_strdup (sl_day_format_iso (sl_context_get_today (context) + days, iso));
}

static void
assert_text (SlRecord   *record,
             guint       field,
             const char *expected)
{
  g_assert_cmpstr (sl_record_get_text (record, field), ==, expected);
}

static void
test_carries_all (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *deadline = format_day (context, 10);
  g_autofree char *job_id = add_job (context, deadline);
  g_autofree char *application_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = convert (context, job_id, &application_id, &error);
  g_autofree char *words = transaction != NULL ? sl_deed_describe (transaction) : NULL;
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) job = NULL;
  g_autoptr (GPtrArray) reminders = NULL;
  gint64 morning;

  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "Turned the saved job at Torvmark into an application");
  application = sl_core_test_read (context, SL_KIND_APPLICATION, application_id);
  assert_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  assert_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  assert_text (application, SL_APPLICATION_STATUS, SL_STATUS_SAVED);
  assert_text (application, SL_APPLICATION_URL, "https://torvmark.example/7");
  assert_text (application, SL_APPLICATION_LOCATION, "Malmö");
  assert_text (application, SL_APPLICATION_JOB_TYPE, "Part-time");
  assert_text (application, SL_APPLICATION_WORK_MODE, "On-site");
  assert_text (application, SL_APPLICATION_SALARY_CURRENCY, "SEK");
  assert_text (application, SL_APPLICATION_PRIORITY, "High");
  assert_text (application, SL_APPLICATION_SOURCE, "A note in the window");
  assert_text (application, SL_APPLICATION_NOTES, "Early shifts.");
  g_assert_cmpint (sl_record_get_integer (application, SL_APPLICATION_SALARY_MIN, 0), ==, 300000);
  g_assert_cmpint (sl_record_get_integer (application, SL_APPLICATION_SALARY_MAX, 0), ==, 350000);
  g_assert_cmpint (sl_record_get_integer (application, SL_APPLICATION_EXCITEMENT, 0), ==, 4);

  job = sl_core_test_read (context, SL_KIND_SAVED_JOB, job_id);
  assert_text (job, SL_SAVED_JOB_STATUS, "Converted");
  assert_text (job, SL_SAVED_JOB_CONVERTED_TO, application_id);

  reminders = get_reminders (context, application_id);
  g_assert_cmpuint (reminders->len, ==, 1);
  assert_text (reminders->pdata[0], SL_REMINDER_TYPE, "Deadline");
  morning = sl_day_to_time (sl_context_get_today (context) + 9, sl_clock_get_time_zone (sl_context_get_clock (context))) + 9 * G_TIME_SPAN_HOUR;
  g_assert_cmpint (sl_record_get_integer (reminders->pdata[0], SL_REMINDER_REMIND_AT, 0), ==, morning);
  sl_core_test_close (context);
}

static void
test_one_step (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *job_id = add_job (context, NULL);
  g_autofree char *application_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = convert (context, job_id, &application_id, &error);
  g_autoptr (SlTransaction) undone = sl_store_undo (sl_context_get_store (context), &error);
  g_autoptr (SlRecord) job = NULL;
  g_autoptr (SlTransaction) again = NULL;

  g_assert_no_error (error);
  job = sl_core_test_read (context, SL_KIND_SAVED_JOB, job_id);
  assert_text (job, SL_SAVED_JOB_STATUS, "Active");
  assert_text (job, SL_SAVED_JOB_CONVERTED_TO, NULL);

  /* It is free again. */
  again = convert (context, job_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  sl_core_test_close (context);
}

/* Of a deadline that is near: today; one that has passed needs no reminder. */
static void
test_deadlines (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *today = format_day (context, 0);
  g_autofree char *yesterday = format_day (context, -1);
  const struct {
    const char *deadline;
    guint n;
  } cases[] = { { today, 1 }, { yesterday, 0 }, { NULL, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *job_id = add_job (context, cases[i].deadline);
      g_autofree char *application_id = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SlTransaction) transaction = convert (context, job_id, &application_id, &error);
      g_autoptr (GPtrArray) reminders = get_reminders (context, application_id);

      g_assert_no_error (error);
      g_assert_cmpuint (reminders->len, ==, cases[i].n);
    }
  sl_core_test_close (context);
}

static gboolean
is_reminded (SlContext  *context,
             const char *application_id)
{
  g_autoptr (GPtrArray) reminders = get_reminders (context, application_id);

  g_assert_cmpuint (reminders->len, ==, 1);
  return !sl_record_get_integer (reminders->pdata[0], SL_REMINDER_IS_COMPLETED, FALSE);
}

/* The reminder to apply is done once one has applied, or got further by any way, and open again when that is undone. */
static void
test_applied (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *deadline = format_day (context, 9);
  const char *const ways[] = { SL_STATUS_APPLIED, SL_STATUS_WITHDRAWN, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *job_id = add_job (context, deadline);
      g_autofree char *application_id = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SlTransaction) converted = convert (context, job_id, &application_id, &error);
      g_autoptr (SlTransaction) moved = NULL;
      g_autoptr (SlTransaction) undone = NULL;

      g_assert_no_error (error);
      if (ways[i] != NULL)
        {
          const char *ids[] = { application_id, NULL };

          moved = sl_core_test_apply (context, sl_deed_set_status (ids, ways[i], NULL));
        }
      else
        {
          g_autoptr (SlRecord) offer = sl_record_new (SL_KIND_OUTCOME);

          sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, application_id);
          moved = sl_core_test_apply (context, sl_deed_add (offer));
        }
      g_assert_false (is_reminded (context, application_id));
      undone = sl_store_undo (sl_context_get_store (context), &error);
      g_assert_no_error (error);
      g_assert_true (is_reminded (context, application_id));
    }
  sl_core_test_close (context);
}

/* Nine in the morning is nine on the wall also on the day on which the clocks are set. */
static void
test_daylight_saving (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *job_id = add_job (context, "2026-03-30");
  g_autofree char *application_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GPtrArray) reminders = NULL;
  gint64 expected;

  sl_clock_set_time_zone (sl_context_get_clock (context), zone);
  transaction = convert (context, job_id, &application_id, &error);
  g_assert_no_error (error);
  reminders = get_reminders (context, application_id);
  g_assert_cmpuint (reminders->len, ==, 1);
  g_assert_true (sl_time_parse_iso8601 ("2026-03-29T07:00:00Z", NULL, &expected));
  g_assert_cmpint (sl_record_get_integer (reminders->pdata[0], SL_REMINDER_REMIND_AT, 0), ==, expected);
  sl_core_test_close (context);
}

static gpointer
find_converted (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return sl_deed_find_converted (connection, data, error);
}

static void
test_twice (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *job_id = add_job (context, NULL);
  g_autofree char *application_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = convert (context, job_id, &application_id, &error);
  g_autoptr (SlRecord) first = NULL;
  const char *ids[] = { application_id, NULL };

  g_assert_null (convert (context, job_id, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Open that one"));
  g_clear_error (&error);

  first = sl_store_read (sl_context_get_store (context), find_converted, job_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_record_get_id (first), ==, application_id);

  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  g_assert_null (convert (context, job_id, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Trash"));
  sl_core_test_close (context);
}

static void
test_refusals (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlRecord) job = sl_record_new (SL_KIND_SAVED_JOB);
  g_autofree char *trashed_id = add_job (context, NULL);
  const char *trashed[] = { trashed_id, NULL };
  g_autoptr (GError) error = NULL;

  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Birch");
  g_object_unref (sl_core_test_apply (context, sl_deed_add (job)));
  g_assert_null (convert (context, sl_record_get_id (job), NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);

  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_SAVED_JOB, trashed, sl_context_get_clock (context))));
  g_assert_null (convert (context, trashed_id, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (convert (context, "nothing", NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  sl_core_test_close (context);
}

typedef struct {
  gboolean done;
  char *application_id;
  GError *error;
} Answer;

static void
converted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Answer *answer = user_data;
  g_autoptr (SlTransaction) transaction = sl_deed_convert_saved_job_finish (SL_STORE (source), result, &answer->application_id, &answer->error);

  answer->done = TRUE;
}

static void
test_async (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *job_id = add_job (context, NULL);
  Answer first = { 0 };
  Answer second = { 0 };
  g_autoptr (SlRecord) application = NULL;

  sl_deed_convert_saved_job_async (context, job_id, NULL, converted_cb, &first);
  sl_core_test_wait_for (&first.done);
  g_assert_no_error (first.error);
  application = sl_core_test_read (context, SL_KIND_APPLICATION, first.application_id);
  assert_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");

  sl_deed_convert_saved_job_async (context, job_id, NULL, converted_cb, &second);
  sl_core_test_wait_for (&second.done);
  g_assert_error (second.error, SL_ERROR, SL_ERROR_CONFLICT);
  g_assert_null (second.application_id);
  g_error_free (second.error);
  g_free (first.application_id);
  sl_core_test_close (context);
}

static gpointer
read_applications (SlConnection  *connection,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return sl_store_read_all (connection, SL_KIND_APPLICATION, FALSE, error);
}

/* A double click: asked for again before the first answer. */
static void
test_at_once (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *job_id = add_job (context, NULL);
  g_autoptr (SlRecord) job = NULL;
  g_autoptr (GPtrArray) applications = NULL;
  Answer first = { 0 };
  Answer second = { 0 };

  sl_deed_convert_saved_job_async (context, job_id, NULL, converted_cb, &first);
  sl_deed_convert_saved_job_async (context, job_id, NULL, converted_cb, &second);
  sl_core_test_wait_for (&first.done);
  sl_core_test_wait_for (&second.done);
  g_assert_no_error (first.error);
  g_assert_error (second.error, SL_ERROR, SL_ERROR_CONFLICT);
  g_assert_null (second.application_id);
  applications = sl_store_read (sl_context_get_store (context), read_applications, NULL, NULL);
  g_assert_cmpuint (applications->len, ==, 1);
  job = sl_core_test_read (context, SL_KIND_SAVED_JOB, job_id);
  assert_text (job, SL_SAVED_JOB_CONVERTED_TO, first.application_id);
  g_error_free (second.error);
  g_free (first.application_id);
  sl_core_test_close (context);
}

/* The window closes right after the click. */
static void
test_closed_at_once (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *dir = g_strdup (sl_context_get_data_dir (context));
  g_autofree char *job_id = add_job (context, NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (SlContext) again = NULL;
  g_autoptr (SlRecord) job = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  sl_deed_convert_saved_job_async (context, job_id, NULL, converted_cb, &answer);
  sl_context_close (context);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);
  g_free (answer.application_id);
  g_object_unref (context);

  again = sl_context_new (dir, clock);
  g_assert_true (sl_context_open (again, &error));
  g_assert_no_error (error);
  job = sl_core_test_read (again, SL_KIND_SAVED_JOB, job_id);
  assert_text (job, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_context_close (again);
}

static void
test_archive (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *job_id = add_job (context, NULL);
  const char *ids[] = { job_id, NULL };
  g_autoptr (SlTransaction) put_away = sl_core_test_apply (context, sl_deed_archive_saved_jobs (ids, TRUE));
  g_autofree char *words = sl_deed_describe (put_away);
  g_autofree char *undo_words = sl_deed_describe_undone (put_away);
  g_autoptr (SlRecord) archived = sl_core_test_read (context, SL_KIND_SAVED_JOB, job_id);
  g_autoptr (SlRecord) back = NULL;

  assert_text (archived, SL_SAVED_JOB_STATUS, "Archived");
  g_assert_cmpstr (words, ==, "Archived 1 saved job");
  g_assert_cmpstr (undo_words, ==, "Undo archiving 1 saved job");
  g_object_unref (sl_core_test_apply (context, sl_deed_archive_saved_jobs (ids, FALSE)));
  back = sl_core_test_read (context, SL_KIND_SAVED_JOB, job_id);
  assert_text (back, SL_SAVED_JOB_STATUS, "Active");
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/deeds-saved/carries-all", test_carries_all);
  g_test_add_func ("/core/deeds-saved/one-step", test_one_step);
  g_test_add_func ("/core/deeds-saved/deadlines", test_deadlines);
  g_test_add_func ("/core/deeds-saved/applied", test_applied);
  g_test_add_func ("/core/deeds-saved/daylight-saving", test_daylight_saving);
  g_test_add_func ("/core/deeds-saved/twice", test_twice);
  g_test_add_func ("/core/deeds-saved/refusals", test_refusals);
  g_test_add_func ("/core/deeds-saved/async", test_async);
  g_test_add_func ("/core/deeds-saved/at-once", test_at_once);
  g_test_add_func ("/core/deeds-saved/closed-at-once", test_closed_at_once);
  g_test_add_func ("/core/deeds-saved/archive", test_archive);

  return g_test_run ();
}
