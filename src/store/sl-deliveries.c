/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-deliveries.h. In the table, delivered_at is when it was shown; while it is only claimed, minus the time of that. */
#define G_LOG_DOMAIN "sl-deliveries"

#include "config.h"

#include "sl-deliveries.h"
#include "sl-store-private.h"

/* Longer than anybody looks back for what was missed. */
#define KEEP_USEC (90 * G_TIME_SPAN_DAY)

typedef struct {
  GTask *task;
  GPtrArray *deliveries;
  gboolean shown;

  /* filled in by the writer */
  GPtrArray *claimed;
  gint64 retry;
  GError *error;
} Job;

/** sl_delivery_new: Returns: (transfer full): a showing of @key for the occasion @at */
SlDelivery *
sl_delivery_new (const char *key,
                 gint64      at)
{
  SlDelivery *self = g_new0 (SlDelivery, 1);

  self->key = g_strdup (key);
  self->at = at;

  return self;
}

void
sl_delivery_free (SlDelivery *self)
{
  g_free (self->key);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->deliveries);
  g_clear_pointer (&job->claimed, g_ptr_array_unref);
  g_clear_error (&job->error);
  g_free (job);
}

/* 0: nobody has it. FALSE with @error set. */
static gboolean
read_state (SlConnection     *connection,
            const SlDelivery *delivery,
            gint64           *state,
            GError          **error)
{
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (connection, "SELECT delivered_at FROM deliveries WHERE key = ? AND at = ?", error);

  if (statement == NULL)
    return FALSE;

  sl_statement_bind_text (statement, 1, delivery->key);
  sl_statement_bind_integer (statement, 2, delivery->at);
  *state = sl_statement_step (statement, &local) ? sl_statement_get_integer (statement, 0) : 0;
  sl_statement_reset (statement);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

static gboolean
write_state (SlConnection     *connection,
             const SlDelivery *delivery,
             gint64            state,
             GError          **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "INSERT OR REPLACE INTO deliveries (key, at, delivered_at) VALUES (?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  sl_statement_bind_text (statement, 1, delivery->key);
  sl_statement_bind_integer (statement, 2, delivery->at);
  sl_statement_bind_integer (statement, 3, state);

  return sl_statement_run (statement, error);
}

static gboolean
claim_one (SlConnection     *connection,
           Job              *job,
           const SlDelivery *delivery,
           gint64            now)
{
  gint64 state;

  if (!read_state (connection, delivery, &state, &job->error))
    return FALSE;
  if (state > 0)
    return TRUE;
  /* A claim from the future is one from before the clock was set back. */
  if (state < 0 && now < -state + SL_CLAIM_USEC && now >= -state)
    {
      job->retry = job->retry == SL_TIME_NONE ? -state + SL_CLAIM_USEC : MIN (job->retry, -state + SL_CLAIM_USEC);
      return TRUE;
    }

  if (!write_state (connection, delivery, -now, &job->error))
    return FALSE;
  g_ptr_array_add (job->claimed, sl_delivery_new (delivery->key, delivery->at));

  return TRUE;
}

static gboolean
forget_old (SlConnection *connection,
            gint64        now,
            GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "DELETE FROM deliveries WHERE delivered_at > 0 AND delivered_at < ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, now - KEEP_USEC);

  return sl_statement_run (statement, error);
}

static gboolean
write_all (SlConnection *connection,
           Job          *job,
           gint64        now)
{
  for (guint i = 0; i < job->deliveries->len; i++)
    {
      const SlDelivery *delivery = g_ptr_array_index (job->deliveries, i);

      if (job->shown ? !write_state (connection, delivery, MAX (now, 1), &job->error) : !claim_one (connection, job, delivery, now))
        return FALSE;
    }

  return job->shown || forget_old (connection, now, &job->error);
}

static gboolean finish_cb (gpointer data);

/* On the writer thread, in one transaction: two programs never both claim. */
static void
run (SlConnection *connection,
     gpointer      data)
{
  Job *job = data;
  SlStore *store = g_task_get_source_object (job->task);

  if (sl_connection_begin (connection, &job->error) &&
      (!write_all (connection, job, sl_clock_get_now (store->clock)) || !sl_connection_commit (connection, &job->error)))
    sl_connection_rollback (connection);

  _sl_store_invoke (store, finish_cb, job);
}

static gboolean
finish_cb (gpointer data)
{
  Job *job = data;
  g_autoptr (GTask) task = g_steal_pointer (&job->task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
push (SlStore            *self,
      GPtrArray          *deliveries,
      gboolean            shown,
      GCancellable       *cancellable,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  job->deliveries = deliveries;
  job->shown = shown;
  job->claimed = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_delivery_free);
  job->retry = SL_TIME_NONE;
  g_task_set_source_tag (task, push);
  g_task_set_task_data (task, job, job_free);
  /* What was claimed was claimed: a late cancel must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  if (!_sl_store_check_writable (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->task = g_steal_pointer (&task);
  sl_worker_push (self->writer, run, job);
}

void
sl_store_claim_async (SlStore            *self,
                      GPtrArray          *deliveries,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));

  push (self, deliveries, FALSE, cancellable, callback, user_data);
}

GPtrArray *
sl_store_claim_finish (SlStore      *self,
                       GAsyncResult *result,
                       gint64       *retry,
                       GError      **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  *retry = job->retry;

  return g_steal_pointer (&job->claimed);
}

void
sl_store_note_delivered_async (SlStore            *self,
                               GPtrArray          *deliveries,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));

  push (self, deliveries, TRUE, cancellable, callback, user_data);
}
