/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-keeper.h: what else is asked of the server, beside the rounds. A session may be used by several threads; only
 * who it belongs to is found out one after the other. */

#define G_LOG_DOMAIN "sl-sync-keeper"

#include "config.h"

#include "sl-sync-keeper-private.h"

typedef struct {
  SlSyncAskFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  if (ask->data_free != NULL)
    ask->data_free (ask->data);
  g_free (ask);
}

/** _sl_sync_keeper_end_asks: those under way; from the main thread */
void
_sl_sync_keeper_end_asks (SlSyncKeeper *self)
{
  g_cancellable_cancel (self->asks);
  g_object_unref (self->asks);
  self->asks = g_cancellable_new ();
  _sl_sync_keeper_forget_transport (self);
}

/** _sl_sync_keeper_forget_transport: whoever asks next finds out anew who is signed in */
void
_sl_sync_keeper_forget_transport (SlSyncKeeper *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_object (&self->transport);
}

/* While it is one's turn. */
static SlTransport *
find_out (SlSyncKeeper *self,
          GCancellable *cancellable,
          GError      **error)
{
  SlTransport *transport = sl_sync_client_get_transport (self->client, cancellable, error);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_set_object (&self->transport, transport);
  return transport != NULL ? g_object_ref (transport) : NULL;
}

static SlTransport *
take_transport (SlSyncKeeper *self,
                GCancellable *cancellable,
                GError      **error)
{
  SlTransport *transport = NULL;

  if (!sl_turn_try (&self->turn))
    {
      g_mutex_lock (&self->lock);
      g_set_object (&transport, self->transport);
      g_mutex_unlock (&self->lock);
      if (transport != NULL)
        return transport;
      if (!sl_turn_take (&self->turn, cancellable))
        {
          g_cancellable_set_error_if_cancelled (cancellable, error);
          return NULL;
        }
    }
  transport = find_out (self, cancellable, error);
  sl_turn_give (&self->turn);
  return transport;
}

static void
ask_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  g_autoptr (SlTransport) transport = take_transport (source, cancellable, &error);
  gpointer result = transport != NULL ? ask->func (transport, ask->data, cancellable, &error) : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, ask->result_free);
}

static void
completed_cb (SlSyncKeeper *self)
{
  self->n_tasks--;
}

/**
 * sl_sync_keeper_ask_async:
 * @func: runs on another thread
 * @data: (transfer full): freed with @data_free on whichever thread is the last
 * @result_free: (nullable): for what @func returns and nobody takes
 */
void
sl_sync_keeper_ask_async (SlSyncKeeper       *self,
                          SlSyncAskFunc       func,
                          gpointer            data,
                          GDestroyNotify      data_free,
                          GDestroyNotify      result_free,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->asks, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  *ask = (Ask) { func, data, data_free, result_free };
  g_task_set_source_tag (task, sl_sync_keeper_ask_async);
  g_task_set_task_data (task, ask, ask_free);
  self->n_tasks++;
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (completed_cb), self, G_CONNECT_SWAPPED);
  g_task_run_in_thread (task, ask_in_thread);
}

/** sl_sync_keeper_ask_finish: (transfer full) (nullable): what the function returned; %NULL with @error set */
gpointer
sl_sync_keeper_ask_finish (SlSyncKeeper *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
