/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The services of one running Shortlist. Owns them and hands them out; knows nothing of what they do. */
#define G_LOG_DOMAIN "sl-context"

#include "config.h"

#include "sl-context.h"

struct _SlContext
{
  GObject parent_instance;

  char *data_dir;
  SlClock *clock;
  SlStore *store;
};

G_DEFINE_FINAL_TYPE (SlContext, sl_context, G_TYPE_OBJECT)

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sl_store_open_finish (SL_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sl_context_finalize (GObject *object)
{
  SlContext *self = SL_CONTEXT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self->data_dir);

  G_OBJECT_CLASS (sl_context_parent_class)->finalize (object);
}

static void
sl_context_class_init (SlContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_context_finalize;
}

static void
sl_context_init (SlContext *self)
{
}

/**
 * sl_context_new:
 * @data_dir: (nullable): folder of the data, or %NULL for the person's own
 * @clock: (nullable): the clock, or %NULL for the system's
 *
 * Makes the services; nothing is opened or read before sl_context_open().
 *
 * Returns: (transfer full): a new context
 */
SlContext *
sl_context_new (const char *data_dir,
                SlClock    *clock)
{
  SlContext *self = g_object_new (SL_TYPE_CONTEXT, NULL);

  self->data_dir = data_dir != NULL ? g_strdup (data_dir) : g_build_filename (g_get_user_data_dir (), "shortlist", NULL);
  self->clock = clock != NULL ? g_object_ref (clock) : sl_clock_new_system ();
  self->store = sl_store_new (self->data_dir, self->clock);

  return self;
}

/**
 * sl_context_open:
 *
 * Opens the store and blocks until it is ready; for the command line and tests.
 */
gboolean
sl_context_open (SlContext  *self,
                 GError    **error)
{
  g_return_val_if_fail (SL_IS_CONTEXT (self), FALSE);

  return sl_store_open (self->store, error);
}

/**
 * sl_context_open_async:
 *
 * Opens the store without blocking.
 */
void
sl_context_open_async (SlContext           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SL_IS_CONTEXT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_context_open_async);
  sl_store_open_async (self->store, cancellable, opened_cb, task);
}

/** sl_context_open_finish: %FALSE with @error set when the store could not be opened */
gboolean
sl_context_open_finish (SlContext     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sl_context_close:
 *
 * Waits for what was begun to be written and closes the store. Nothing may be asked of it afterwards.
 */
void
sl_context_close (SlContext *self)
{
  g_return_if_fail (SL_IS_CONTEXT (self));

  sl_store_close (self->store);
}

/**
 * sl_context_get_store:
 *
 * Returns: (transfer none): the store
 */
SlStore *
sl_context_get_store (SlContext *self)
{
  g_return_val_if_fail (SL_IS_CONTEXT (self), NULL);

  return self->store;
}

/**
 * sl_context_get_clock:
 *
 * Returns: (transfer none): the clock that everything goes by
 */
SlClock *
sl_context_get_clock (SlContext *self)
{
  g_return_val_if_fail (SL_IS_CONTEXT (self), NULL);

  return self->clock;
}

/** sl_context_get_today: the day that everything goes by, by the context’s clock */
SlDay
sl_context_get_today (SlContext *self)
{
  g_return_val_if_fail (SL_IS_CONTEXT (self), SL_DAY_NONE);

  return sl_clock_get_today (self->clock);
}

/**
 * sl_context_get_data_dir:
 *
 * Returns: (transfer none): the folder of the data
 */
const char *
sl_context_get_data_dir (SlContext *self)
{
  g_return_val_if_fail (SL_IS_CONTEXT (self), NULL);

  return self->data_dir;
}
