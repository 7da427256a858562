/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading half of SlStore, on the reader threads, and backups. */

#define G_LOG_DOMAIN "sl-store-read"

#include "config.h"

#include "sl-backup.h"
#include "sl-store-private.h"

typedef struct {
  SlReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;

  /* filled in by the reader */
  gpointer result;
  GError *error;
} Read;

static void
read_free (Read *self)
{
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_clear_error (&self->error);
  g_free (self);
}

/* @func inside a read transaction: all it reads is of one moment. */
static gpointer
run_func (SlConnection *connection,
          SlReadFunc    func,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !sl_connection_begin_read (connection, error))
    return NULL;

  sl_connection_set_cancellable (connection, cancellable);
  result = func (connection, data, cancellable, error);
  sl_connection_set_cancellable (connection, NULL);
  sl_connection_rollback (connection);
  return result;
}

/* Back home. */
static gboolean
read_finish_cb (gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *self = g_task_get_task_data (task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->result), self->result_free);
  return G_SOURCE_REMOVE;
}

/* The task goes home with its answer: it holds the store, whose last reference must not be dropped here, as closing it
 * waits for this very thread. */
static void
read_run (SlConnection *connection,
          gpointer      data)
{
  GTask *task = data;
  Read *self = g_task_get_task_data (task);

  self->result = run_func (connection, self->func, self->data, g_task_get_cancellable (task), &self->error);
  _sl_store_invoke (g_task_get_source_object (task), read_finish_cb, task);
}

/**
 * sl_store_read_async:
 * @lane: which thread
 * @func: run there
 * @data: for @func
 * @data_free: (nullable): frees @data when all is done, on the caller's thread
 * @result_free: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): ends SQLite's work soon after it is cancelled
 */
void
sl_store_read_async (SlStore            *self,
                     SlReadLane          lane,
                     SlReadFunc          func,
                     gpointer            data,
                     GDestroyNotify      data_free,
                     GDestroyNotify      result_free,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  g_return_if_fail (func != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);
  GError *error = NULL;

  *read = (Read) { func, data, data_free, result_free, NULL, NULL };
  g_task_set_source_tag (task, sl_store_read_async);
  g_task_set_task_data (task, read, (GDestroyNotify) read_free);
  if (!_sl_store_check_open (self, &error))
    g_task_return_error (task, error);
  else
    sl_worker_push (self->readers[lane == SL_READ_BACKGROUND], read_run, g_steal_pointer (&task));
}

/** sl_store_read_finish: (transfer full): what the function returned; %NULL with @error set */
gpointer
sl_store_read_finish (SlStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  SlReadFunc func;
  gpointer data;
  gpointer result;
  GError *error;
} Waiting;

static void
waiting_run (SlConnection *connection,
             gpointer      data)
{
  Waiting *self = data;
  self->result = run_func (connection, self->func, self->data, NULL, &self->error);
}

/**
 * sl_store_read_on:
 * @lane: which thread
 *
 * As sl_store_read_async(), and waits. For programs without a window, and for threads of their own.
 */
gpointer
sl_store_read_on (SlStore   *self,
                  SlReadLane lane,
                  SlReadFunc func,
                  gpointer   data,
                  GError   **error)
{
  Waiting waiting = { func, data, NULL, NULL };

  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  if (!_sl_store_check_open (self, error))
    return NULL;
  sl_worker_run (self->readers[lane == SL_READ_BACKGROUND], waiting_run, &waiting);
  if (waiting.error != NULL)
    g_propagate_error (error, waiting.error);
  return waiting.result;
}

/** sl_store_read: as sl_store_read_on(), on the interactive thread */
gpointer
sl_store_read (SlStore   *self,
               SlReadFunc func,
               gpointer   data,
               GError   **error)
{
  return sl_store_read_on (self, SL_READ_INTERACTIVE, func, data, error);
}

/**
 * sl_store_backup:
 * @reason: a word for the file name: letters a to z
 *
 * Returns: (transfer full): the path of the backup, which was checked; %NULL with @error set
 */
char *
sl_store_backup (SlStore    *self,
                 const char *reason,
                 GError    **error)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  g_return_val_if_fail (reason != NULL, NULL);

  /* What was made by hand goes by hand. */
  return sl_backup_make (self->path, reason, g_str_equal (reason, SL_BACKUP_MANUAL) ? 0 : SL_BACKUP_KEPT, sl_clock_get_now (self->clock), error);
}

static void
backup_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  char *path = sl_store_backup (source_object, task_data, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/** sl_store_backup_async: as sl_store_backup(), on another thread */
void
sl_store_backup_async (SlStore            *self,
                       const char         *reason,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  g_return_if_fail (reason != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_store_backup_async);
  g_task_set_task_data (task, g_strdup (reason), g_free);
  g_task_run_in_thread (task, backup_in_thread);
}

/** sl_store_backup_finish: (transfer full): the path of the backup; %NULL with @error set */
char *
sl_store_backup_finish (SlStore      *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
