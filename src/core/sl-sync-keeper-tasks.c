/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-keeper.h: what is done on another thread, one after the other. */

#define G_LOG_DOMAIN "sl-sync-keeper"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-secrets.h"
#include "sl-sync-keeper-private.h"

/* So often a second the person is told how far it is. */
#define TELL_MS 100

/* Steps */

static const char *
get_reading_words (SlKind kind)
{
  switch ((int) kind)
    {
    case SL_KIND_TAG:
      return _("Looking at your tags");
    case SL_KIND_RESUME_VERSION:
      return _("Looking at your résumés");
    case SL_KIND_APPLICATION:
      return _("Looking at your applications");
    case SL_KIND_SAVED_JOB:
      return _("Looking at your saved jobs");
    case SL_KIND_CONTACT:
      return _("Looking at your people");
    case SL_KIND_REMINDER:
      return _("Looking at your reminders");
    default:
      return _("Looking at papers and tags of applications");
    }
}

static char *
describe_step (const SlTrackerStep *step)
{
  g_autofree char *done = NULL;

  if (!step->is_sending)
    return g_strdup (get_reading_words (step->kind));
  done = g_strdup_printf ("%u", step->n_done + 1);
  /* Translators: the first %s is a number, as in "Sending change 3 of 12" */
  return g_strdup_printf (ngettext ("Sending change %s of %s", "Sending change %s of %s", step->n_total), done, SL_COUNT (step->n_total));
}

static void
tell_step_cb (gpointer data)
{
  SlSyncKeeper *self = data;
  SlTrackerStep step;

  g_mutex_lock (&self->lock);
  step = self->last_step;
  self->tell = 0;
  g_mutex_unlock (&self->lock);
  if (self->round == NULL)
    return;
  g_free (self->step);
  self->step = describe_step (&step);
  self->fraction = step.n_total > 0 ? (double) step.n_done / step.n_total : -1;
  _sl_sync_keeper_tell (self);
}

/* On the thread of the round. */
static void
step_cb (const SlTrackerStep *step,
         gpointer             data)
{
  SlSyncKeeper *self = data;

  g_mutex_lock (&self->lock);
  self->last_step = *step;
  if (self->tell == 0)
    self->tell = g_timeout_add_once (TELL_MS, tell_step_cb, self);
  g_mutex_unlock (&self->lock);
}

void
_sl_sync_keeper_take_steps (SlSyncKeeper *self)
{
  sl_sync_client_set_step (self->client, step_cb, self);
}

void
_sl_sync_keeper_forget_step (SlSyncKeeper *self)
{
  g_mutex_lock (&self->lock);
  g_clear_handle_id (&self->tell, g_source_remove);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->step, g_free);
}

/* Tasks */

typedef struct _Job Job;

typedef gpointer (*JobFunc) (SlSyncClient *client, Job *job, GCancellable *cancellable, GError **error);

struct _Job {
  JobFunc func;
  SlSyncRunFlags flags;
  SlTrackerMissing missing;
  gboolean to_trash;
  gboolean uploads;
  SlKind kind;
  char *id;
  gint64 conflict;
  GArray *conflicts; /* (nullable) */
  gint64 reopened;   /* the mark of those that are to be open again */
  gint64 settled;    /* out: the mark of those that were settled */
  guint settles_in; /* out */
  GPtrArray *refusals; /* (nullable): out */
  char *address, *email, *password, *username, *display_name;
  char **refused; /* (nullable) (out) */
  gboolean other;
  gboolean changes_account;
  gboolean is_of_store;
  gboolean is_followed; /* by a round */
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->refusals, g_ptr_array_unref);
  g_free (job->id);
  g_clear_pointer (&job->conflicts, g_array_unref);
  g_free (job->address);
  g_free (job->email);
  sl_secret_free (job->password);
  g_free (job->username);
  g_free (job->display_name);
  g_strfreev (job->refused);
  g_free (job);
}

/* What only looks at the store needn't wait for a round that runs. */
static gpointer
run_in_turn (SlSyncKeeper *self,
             Job          *job,
             GCancellable *cancellable,
             GError      **error)
{
  gpointer result;

  if (job->is_of_store)
    return job->func (self->client, job, cancellable, error);
  if (!sl_turn_take (&self->turn, cancellable))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  result = job->func (self->client, job, cancellable, error);
  if (job->changes_account)
    _sl_sync_keeper_forget_transport (self);
  sl_turn_give (&self->turn);
  return result;
}

static void
job_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  gpointer result = run_in_turn (source, data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, NULL);
}

static void
completed_cb (SlSyncKeeper *self,
              GParamSpec   *pspec,
              GTask        *task)
{
  Job *job = g_task_get_task_data (task);

  self->n_tasks--;
  if (job->is_followed && !g_task_had_error (task))
    sl_sync_keeper_sync (self, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  _sl_sync_keeper_refresh (self);
}

/* Takes @job. */
static void
start_job (SlSyncKeeper       *self,
           Job                *job,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, job_free);
  self->n_tasks++;
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (completed_cb), self, G_CONNECT_SWAPPED);
  g_task_run_in_thread (task, job_in_thread);
}

static Job *
job_new (JobFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  return job;
}

/** sl_sync_keeper_finish: %FALSE with @error set; of all but the preview */
gboolean
sl_sync_keeper_finish (SlSyncKeeper *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
run_job (SlSyncClient *client,
         Job          *job,
         GCancellable *cancellable,
         GError      **error)
{
  SlSyncResult result;
  gboolean done = sl_sync_client_run (client, job->flags, job->missing, &result, cancellable, error);
  GPtrArray *refusals = sl_sync_client_get_refusals (client);

  job->refusals = refusals != NULL ? g_ptr_array_ref (refusals) : NULL;
  job->settles_in = result.settles_in;
  return done ? job : NULL;
}

static gint64
get_certain_at (SlSyncKeeper *self,
                Job          *job)
{
  return job->settles_in > 0 ? sl_clock_get_now (sl_context_get_clock (self->context)) + job->settles_in * G_USEC_PER_SEC : 0;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  SlSyncKeeper *self = SL_SYNC_KEEPER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  /* One that was stopped knows no more than the one before. */
  if (sl_sync_keeper_finish (self, result, &error))
    self->certain_at = get_certain_at (self, job);
  _sl_sync_keeper_ended (self, error);
  if (job->refusals != NULL && job->refusals->len > 0)
    _sl_sync_keeper_tell_refusals (self, job->refusals);
}

static void
start_round (SlSyncKeeper *self,
             SlSyncWish    wish)
{
  Job *job = job_new (run_job);

  job->flags = wish.flags;
  job->missing = wish.missing;
  self->running = wish;
  self->is_wished = FALSE;
  self->tried_before = self->tried;
  self->round = g_cancellable_new ();
  start_job (self, job, self->round, ran_cb, NULL);
  _sl_sync_keeper_tell (self);
}

/** sl_sync_keeper_sync: a round; while one runs, one by hand comes after it */
void
sl_sync_keeper_sync (SlSyncKeeper    *self,
                     SlSyncRunFlags   flags,
                     SlTrackerMissing missing)
{
  const SlSyncWish wish = { flags, missing };

  if (!self->started)
    return;
  if (self->round == NULL)
    start_round (self, _sl_sync_keeper_add_wish (self, wish));
  else if (flags & SL_SYNC_RUN_BY_HAND)
    _sl_sync_keeper_wish (self, wish);
}

/** sl_sync_keeper_cancel: ends the round that runs, at its next request; nothing is lost by that */
void
sl_sync_keeper_cancel (SlSyncKeeper *self)
{
  self->is_wished = FALSE;
  if (self->round != NULL)
    g_cancellable_cancel (self->round);
}

static gpointer
sign_in_job (SlSyncClient *client,
             Job          *job,
             GCancellable *cancellable,
             GError      **error)
{
  const SlSyncSignIn entered = { job->address, job->email, job->password, job->username, job->display_name, &job->refused, job->other };

  return sl_sync_client_sign_in (client, &entered, cancellable, error) ? job : NULL;
}

/** sl_sync_keeper_sign_in_async: as sl_sync_client_sign_in(); ends a round that runs */
void
sl_sync_keeper_sign_in_async (SlSyncKeeper       *self,
                              const SlSyncSignIn *entered,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  Job *job = job_new (sign_in_job);

  job->address = g_strdup (entered->address);
  job->email = g_strdup (entered->email);
  job->password = g_strdup (entered->password);
  job->username = g_strdup (entered->username);
  job->display_name = g_strdup (entered->display_name);
  job->other = entered->other;
  job->changes_account = TRUE;
  sl_sync_keeper_cancel (self);
  _sl_sync_keeper_end_asks (self);
  start_job (self, job, cancellable, callback, user_data);
}

/**
 * sl_sync_keeper_finish_sign_in:
 * @refused: (out) (nullable) (transfer full): see #SlSyncSignIn
 *
 * As sl_sync_keeper_finish().
 */
gboolean
sl_sync_keeper_finish_sign_in (SlSyncKeeper *self,
                               GAsyncResult *result,
                               char       ***refused,
                               GError      **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *refused = g_strdupv (job->refused);
  return sl_sync_keeper_finish (self, result, error);
}

static gpointer
sign_out_job (SlSyncClient *client,
              Job          *job,
              GCancellable *cancellable,
              GError      **error)
{
  return sl_sync_client_sign_out (client, job->to_trash, cancellable, error) ? job : NULL;
}

/** sl_sync_keeper_sign_out_async: as sl_sync_client_sign_out(); ends a round that runs */
void
sl_sync_keeper_sign_out_async (SlSyncKeeper       *self,
                               gboolean            to_trash,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  Job *job = job_new (sign_out_job);

  sl_sync_keeper_cancel (self);
  _sl_sync_keeper_end_asks (self);
  job->to_trash = to_trash;
  job->changes_account = TRUE;
  start_job (self, job, NULL, callback, user_data);
}

static gpointer
retry_job (SlSyncClient *client,
           Job          *job,
           GCancellable *cancellable,
           GError      **error)
{
  return sl_sync_client_retry (client, job->kind, job->id, error) ? job : NULL;
}

static gpointer
discard_job (SlSyncClient *client,
             Job          *job,
             GCancellable *cancellable,
             GError      **error)
{
  return sl_sync_client_discard (client, job->kind, job->id, NULL, error) ? job : NULL;
}

static gpointer
swap_job (SlSyncClient *client,
          Job          *job,
          GCancellable *cancellable,
          GError      **error)
{
  return sl_sync_client_swap (client, job->conflict, error) ? job : NULL;
}

static gpointer
settle_job (SlSyncClient *client,
            Job          *job,
            GCancellable *cancellable,
            GError      **error)
{
  return sl_sync_client_settle (client, job->conflicts, &job->settled, error) ? job : NULL;
}

static gpointer
reopen_job (SlSyncClient *client,
            Job          *job,
            GCancellable *cancellable,
            GError      **error)
{
  return sl_sync_client_reopen (client, job->reopened, error) ? job : NULL;
}

/* Takes @job, which doesn't ask the server. */
static void
start_of_store (SlSyncKeeper       *self,
                Job                *job,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  job->is_of_store = TRUE;
  start_job (self, job, NULL, callback, user_data);
}

static Job *
job_new_of_record (JobFunc     func,
                   SlKind      kind,
                   const char *id)
{
  Job *job = job_new (func);

  job->kind = kind;
  job->id = g_strdup (id);
  return job;
}

/** sl_sync_keeper_retry_async: as sl_sync_client_retry(), and a round after it */
void
sl_sync_keeper_retry_async (SlSyncKeeper       *self,
                            SlKind              kind,
                            const char         *id,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Job *job = job_new_of_record (retry_job, kind, id);

  job->is_followed = TRUE;
  start_of_store (self, job, callback, user_data);
}

/** sl_sync_keeper_discard_async: as sl_sync_client_discard() */
void
sl_sync_keeper_discard_async (SlSyncKeeper       *self,
                              SlKind              kind,
                              const char         *id,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  start_of_store (self, job_new_of_record (discard_job, kind, id), callback, user_data);
}

/** sl_sync_keeper_swap_async: as sl_sync_client_swap() */
void
sl_sync_keeper_swap_async (SlSyncKeeper       *self,
                           gint64              conflict,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  Job *job = job_new (swap_job);

  job->conflict = conflict;
  start_of_store (self, job, callback, user_data);
}

/** sl_sync_keeper_settle_async: as sl_sync_client_settle(); @conflicts: (element-type gint64): isn't changed any more */
void
sl_sync_keeper_settle_async (SlSyncKeeper       *self,
                             GArray             *conflicts,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Job *job = job_new (settle_job);

  job->conflicts = g_array_ref (conflicts);
  start_of_store (self, job, callback, user_data);
}

/** sl_sync_keeper_reopen_async: as sl_sync_client_reopen() */
void
sl_sync_keeper_reopen_async (SlSyncKeeper       *self,
                             gint64              mark,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Job *job = job_new (reopen_job);

  job->reopened = mark;
  start_of_store (self, job, callback, user_data);
}

/**
 * sl_sync_keeper_finish_choice:
 * @mark: (out): for sl_sync_keeper_reopen_async(), where conflicts were settled; else 0
 *
 * As sl_sync_keeper_finish().
 */
gboolean
sl_sync_keeper_finish_choice (SlSyncKeeper *self,
                              GAsyncResult *result,
                              gint64       *mark,
                              GError      **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *mark = 0;
  if (!sl_sync_keeper_finish (self, result, error))
    return FALSE;
  *mark = job->settled;
  return TRUE;
}

static gpointer
uploads_job (SlSyncClient *client,
             Job          *job,
             GCancellable *cancellable,
             GError      **error)
{
  return sl_sync_client_set_uploads (client, job->uploads, error) ? job : NULL;
}

/** sl_sync_keeper_set_uploads_async: as sl_sync_client_set_uploads() */
void
sl_sync_keeper_set_uploads_async (SlSyncKeeper       *self,
                                  gboolean            uploads,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Job *job = job_new (uploads_job);

  job->uploads = uploads;
  start_of_store (self, job, callback, user_data);
}

static gpointer
preview_job (SlSyncClient *client,
             Job          *job,
             GCancellable *cancellable,
             GError      **error)
{
  return sl_sync_client_preview (client, cancellable, error);
}

/** sl_sync_keeper_preview_async: as sl_sync_client_preview() */
void
sl_sync_keeper_preview_async (SlSyncKeeper       *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  start_job (self, job_new (preview_job), cancellable, callback, user_data);
}

/** sl_sync_keeper_preview_finish: (transfer full) (nullable): %NULL with @error set */
SlSyncPreview *
sl_sync_keeper_preview_finish (SlSyncKeeper *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
