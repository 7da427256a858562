/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-deeds-saved"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-deeds-private.h"
#include "sl-deeds-saved.h"
#include "sl-due.h"
#include "sl-error.h"
#include "sl-store-query.h"

/**
 * sl_deed_archive_saved_jobs:
 * @ids: (array zero-terminated=1): saved jobs
 * @archive: put them away; otherwise bring them back
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_archive_saved_jobs (const char *const *ids,
                            gboolean           archive)
{
  SlChangeset *changeset;

  g_return_val_if_fail (ids != NULL, NULL);

  changeset = sl_deed_new (archive ? SL_DEED_ARCHIVE : SL_DEED_UNARCHIVE, SL_KIND_SAVED_JOB);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_changeset_update_text (changeset, SL_KIND_SAVED_JOB, ids[i], SL_SAVED_JOB_STATUS,
                              archive ? SL_SAVED_JOB_ARCHIVED : SL_SAVED_JOB_ACTIVE);

  return changeset;
}

/** sl_deed_find_converted: see the header */
SlRecord *
sl_deed_find_converted (SlConnection  *connection,
                        const char    *saved_job_id,
                        GError       **error)
{
  g_autoptr (SlRecord) job = sl_store_read_record (connection, SL_KIND_SAVED_JOB, saved_job_id, error);
  g_autoptr (GError) failure = NULL;
  const char *id = job != NULL ? sl_record_get_text (job, SL_SAVED_JOB_CONVERTED_TO) : NULL;
  SlRecord *application;

  if (id == NULL)
    return NULL;

  application = sl_store_read_record (connection, SL_KIND_APPLICATION, id, &failure);
  if (failure != NULL && !g_error_matches (failure, SL_ERROR, SL_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));

  return application;
}

static gboolean
check_may_convert (SlConnection  *connection,
                   SlRecord      *job,
                   GError       **error)
{
  const char *company = sl_record_get_text (job, SL_SAVED_JOB_COMPANY_NAME);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SlRecord) application = sl_deed_find_converted (connection, sl_record_get_id (job), &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (application != NULL)
    {
      gboolean trashed = !sl_record_is_null (application, SL_FIELD_DELETED_AT);

      g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT,
                   trashed ? _("The job at %s was turned into an application before, which is in the Trash. Restore that one.")
                           : _("The job at %s was turned into an application before. Open that one."), company);
      return FALSE;
    }
  if (!sl_record_is_null (job, SL_FIELD_DELETED_AT))
    {
      g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("The saved job at %s is in the Trash. Restore it first."), company);
      return FALSE;
    }
  if (sl_record_is_null (job, SL_SAVED_JOB_ROLE_TITLE))
    {
      g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("An application needs a role. Enter one for the job at %s first."), company);
      return FALSE;
    }

  return TRUE;
}

/* Field by field; what has no place in an application stays with the saved job. */
static SlRecord *
make_application (SlRecord *job)
{
  static const guint places[][2] = {
    { SL_SAVED_JOB_COMPANY_NAME, SL_APPLICATION_COMPANY_NAME },
    { SL_SAVED_JOB_ROLE_TITLE, SL_APPLICATION_ROLE_TITLE },
    { SL_SAVED_JOB_URL, SL_APPLICATION_URL },
    { SL_SAVED_JOB_LOCATION, SL_APPLICATION_LOCATION },
    { SL_SAVED_JOB_JOB_TYPE, SL_APPLICATION_JOB_TYPE },
    { SL_SAVED_JOB_WORK_MODE, SL_APPLICATION_WORK_MODE },
    { SL_SAVED_JOB_SALARY_MIN, SL_APPLICATION_SALARY_MIN },
    { SL_SAVED_JOB_SALARY_MAX, SL_APPLICATION_SALARY_MAX },
    { SL_SAVED_JOB_SALARY_CURRENCY, SL_APPLICATION_SALARY_CURRENCY },
    { SL_SAVED_JOB_PRIORITY, SL_APPLICATION_PRIORITY },
    { SL_SAVED_JOB_SOURCE, SL_APPLICATION_SOURCE },
    { SL_SAVED_JOB_EXCITEMENT_LEVEL, SL_APPLICATION_EXCITEMENT },
    { SL_SAVED_JOB_NOTES, SL_APPLICATION_NOTES },
  };
  SlRecord *application = sl_record_new (SL_KIND_APPLICATION);
  const char *source;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    sl_record_set_value (application, places[i][1], sl_record_get_value (job, places[i][0]));

  /* A saved job's source is any text: in an application's words where it is one of them. */
  source = sl_record_get_text (job, SL_SAVED_JOB_SOURCE);
  if (source != NULL && sl_enum_match (&sl_source_words, source) != NULL)
    sl_record_set_text (application, SL_APPLICATION_SOURCE, sl_enum_match (&sl_source_words, source));

  return application;
}

/* (nullable): nothing is left to be reminded of. The automatic reminder is one of saved jobs that wait. */
static SlRecord *
make_reminder (SlRecord   *job,
               const char *application_id,
               SlClock    *clock)
{
  const char *text = sl_record_get_text (job, SL_SAVED_JOB_DEADLINE);
  SlDay today = sl_clock_get_today (clock);
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  SlRecord *reminder;
  SlDay deadline;

  if (text == NULL || !sl_day_parse_iso (text, &deadline) || deadline < today)
    return NULL;

  day = sl_day_format_long (deadline);
  title = g_strdup_printf (_("Apply to %s by %s"), sl_record_get_text (job, SL_SAVED_JOB_COMPANY_NAME), day);
  reminder = sl_record_new (SL_KIND_REMINDER);
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, application_id);
  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_text (reminder, SL_REMINDER_TYPE, "Deadline");
  /* By this it is known when the application leaves Saved: then it is done. */
  sl_record_set_text (reminder, SL_REMINDER_ORIGIN_ID, sl_record_get_id (job));
  /* The day before, or on the day itself when that has come. */
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT,
                         sl_day_to_time_at (MAX (deadline - 1, today), SL_DUE_MORNING, sl_clock_get_time_zone (clock)));

  return reminder;
}

/**
 * sl_deed_convert_saved_job:
 * @saved_job_id: what is to become an application
 * @clock: for the deadline's reminder
 * @application_id: (out) (optional) (transfer full): the new application's id
 * @error: %SL_ERROR_CONFLICT: it is one already; %SL_ERROR_INVALID: it has no role yet
 *
 * The application is saved, not yet applied for, as on a server. Runs on the thread of @connection: the
 * writer's where it is applied.
 *
 * Returns: (transfer full) (nullable): the changeset
 */
SlChangeset *
sl_deed_convert_saved_job (SlConnection  *connection,
                           const char    *saved_job_id,
                           SlClock       *clock,
                           char         **application_id,
                           GError       **error)
{
  g_autoptr (SlRecord) job = sl_store_read_record (connection, SL_KIND_SAVED_JOB, saved_job_id, error);
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) reminder = NULL;
  SlChangeset *changeset;

  if (job == NULL || !check_may_convert (connection, job, error))
    return NULL;

  application = make_application (job);
  reminder = make_reminder (job, sl_record_get_id (application), clock);
  changeset = sl_deed_new (SL_DEED_CONVERT, SL_KIND_SAVED_JOB);
  sl_deed_set_subject (changeset, SL_SUBJECT_COMPANY, sl_record_get_text (job, SL_SAVED_JOB_COMPANY_NAME));
  /* Words that came from elsewhere are carried as they are; nothing follows from an application that is only saved. */
  sl_changeset_set_follow_rules (changeset, FALSE);
  sl_changeset_insert (changeset, application);
  if (reminder != NULL)
    sl_changeset_insert (changeset, reminder);
  sl_changeset_update_text (changeset, SL_KIND_SAVED_JOB, saved_job_id, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_changeset_update_text (changeset, SL_KIND_SAVED_JOB, saved_job_id, SL_SAVED_JOB_CONVERTED_TO, sl_record_get_id (application));

  if (application_id != NULL)
    *application_id = g_strdup (sl_record_get_id (application));

  return changeset;
}

/* Applying it */

typedef struct {
  char *saved_job_id;
  SlClock *clock;
  char *application_id; /* (nullable): set on the writer thread; read once it is done */
} Conversion;

static void
conversion_free (gpointer data)
{
  Conversion *self = data;

  g_free (self->saved_job_id);
  g_object_unref (self->clock);
  g_free (self->application_id);
  g_free (self);
}

static gpointer
build_conversion (SlConnection  *connection,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Conversion *conversion = g_task_get_task_data (data);

  g_clear_pointer (&conversion->application_id, g_free);
  return sl_deed_convert_saved_job (connection, conversion->saved_job_id, conversion->clock, &conversion->application_id, error);
}

/**
 * sl_deed_convert_saved_job_async:
 *
 * As sl_deed_convert_saved_job(), and applies it as one step of undo. Looked up where it is written: asked for twice, the
 * second finds what the first has made, and who closes the store right after doesn't lose it.
 */
void
sl_deed_convert_saved_job_async (SlContext           *context,
                                 const char          *saved_job_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (sl_context_get_store (context), cancellable, callback, user_data);
  Conversion *conversion = g_new0 (Conversion, 1);

  g_task_set_source_tag (task, sl_deed_convert_saved_job_async);
  g_task_set_check_cancellable (task, FALSE);
  conversion->saved_job_id = g_strdup (saved_job_id);
  conversion->clock = g_object_ref (sl_context_get_clock (context));
  g_task_set_task_data (task, conversion, conversion_free);
  sl_deed_build_async (context, build_conversion, g_object_ref (task), g_object_unref, cancellable, sl_deed_forward_cb, task);
}

/**
 * sl_deed_convert_saved_job_finish:
 * @application_id: (out) (optional) (transfer full): the new application's id
 *
 * Returns: (transfer full): what was done; %NULL with @error set
 */
SlTransaction *
sl_deed_convert_saved_job_finish (SlStore       *store,
                                  GAsyncResult  *result,
                                  char         **application_id,
                                  GError       **error)
{
  SlTransaction *transaction = g_task_propagate_pointer (G_TASK (result), error);

  if (transaction != NULL && application_id != NULL)
    *application_id = g_strdup (((Conversion *) g_task_get_task_data (G_TASK (result)))->application_id);

  return transaction;
}
