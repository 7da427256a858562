/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample data in a throw-away folder. Made on a thread with a store of its own, so that the window stays awake. */

#define G_LOG_DOMAIN "sl-sample"

#include "config.h"

#include <glib/gstdio.h>

#include "sl-demo.h"
#include "sl-file.h"
#include "sl-sample.h"

typedef struct {
  guint32 seed;
  guint count;
} Wish;

static gboolean
fill_folder (const char *data_dir, const Wish *wish, GError **error)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autoptr (SlStore) store = sl_store_new (data_dir, clock);
  gboolean filled;

  if (!sl_store_open (store, error))
    return FALSE;

  filled = wish->count == 0 || sl_demo_fill (store, wish->seed, wish->count, error);
  sl_store_close (store);

  return filled;
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GMainContext) main_context = g_main_context_new ();
  g_autofree char *data_dir = NULL;
  GError *error = NULL;
  gboolean filled = FALSE;

  /* The store answers on the context of the thread that made it. */
  g_main_context_push_thread_default (main_context);
  data_dir = g_dir_make_tmp ("shortlist-sample-XXXXXX", &error);
  if (data_dir != NULL)
    filled = fill_folder (data_dir, task_data, &error);
  g_main_context_pop_thread_default (main_context);

  if (filled)
    {
      g_task_return_pointer (task, g_steal_pointer (&data_dir), g_free);
      return;
    }

  if (data_dir != NULL)
    sl_sample_remove (data_dir);
  g_task_return_error (task, error);
}

/**
 * sl_sample_make_async:
 * @seed: the same seed and count give the same search
 * @count: how many applications
 */
void
sl_sample_make_async (guint32 seed, guint count, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->seed = seed;
  wish->count = count;
  g_task_set_source_tag (task, sl_sample_make_async);
  g_task_set_task_data (task, wish, g_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * sl_sample_make_finish:
 *
 * Returns: (transfer full) (nullable): the data folder; the caller removes it with sl_sample_remove()
 */
char *
sl_sample_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_sample_remove:
 * @data_dir: a folder that sl_sample_make_finish() gave; its store is closed
 */
void
sl_sample_remove (const char *data_dir)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data_dir);
  g_autofree char *name = g_file_get_basename (folder);

  /* Nothing but our own temporary folders is ever removed. */
  g_return_if_fail (g_str_has_prefix (name, "shortlist-sample-"));

  sl_file_remove_tree (folder);
}
