/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-worker.h. */

#define G_LOG_DOMAIN "sl-worker"

#include "config.h"

#include "sl-worker.h"

struct _SlWorker {
  GThread *thread;
  GAsyncQueue *jobs;
  SlConnection *connection;
};

typedef struct {
  SlWorkerFunc func; /* NULL: end */
  gpointer data;
  gboolean *done;    /* (nullable): somebody waits */
  GMutex *mutex;
  GCond *cond;
} Job;

static void
finish_waiting (Job *job)
{
  if (job->done == NULL)
    return;

  g_mutex_lock (job->mutex);
  *job->done = TRUE;
  g_cond_signal (job->cond);
  g_mutex_unlock (job->mutex);
}

static gpointer
work (gpointer data)
{
  SlWorker *self = data;

  while (TRUE)
    {
      g_autofree Job *job = g_async_queue_pop (self->jobs);
      if (job->func == NULL)
        return NULL;
      job->func (self->connection, job->data);
      finish_waiting (job);
    }
}

/**
 * sl_worker_new:
 * @name: of the thread, for debuggers
 * @connection: (transfer full): what the jobs are done on
 */
SlWorker *
sl_worker_new (const char   *name,
               SlConnection *connection)
{
  SlWorker *self = g_new0 (SlWorker, 1);

  self->connection = connection;
  self->jobs = g_async_queue_new_full (g_free);
  self->thread = g_thread_new (name, work, self);
  return self;
}

/** sl_worker_push: has @func done on the thread, after what was pushed before */
void
sl_worker_push (SlWorker    *self,
                SlWorkerFunc func,
                gpointer     data)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  g_async_queue_push (self->jobs, job);
}

/** sl_worker_run: as sl_worker_push(), and waits until it is done */
void
sl_worker_run (SlWorker    *self,
               SlWorkerFunc func,
               gpointer     data)
{
  GMutex mutex;
  GCond cond;
  gboolean done = FALSE;
  Job *job = g_new0 (Job, 1);

  g_mutex_init (&mutex);
  g_cond_init (&cond);
  *job = (Job) { func, data, &done, &mutex, &cond };
  g_async_queue_push (self->jobs, job);

  g_mutex_lock (&mutex);
  while (!done)
    g_cond_wait (&cond, &mutex);
  g_mutex_unlock (&mutex);
  g_mutex_clear (&mutex);
  g_cond_clear (&cond);
}

/** sl_worker_free: does what was pushed so far, ends the thread and closes the connection */
void
sl_worker_free (SlWorker *self)
{
  if (self == NULL)
    return;

  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  sl_connection_close (self->connection);
  g_free (self);
}
