/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of attached files, made on a thread: to be opened by another program, or saved where the person chose. */

#define G_LOG_DOMAIN "sl-papers-copies"

#include "config.h"

#include "sl-papers.h"

typedef struct {
  char *data_dir;
  char *hash;
  char *name;
  GFile *target; /* NULL: one to be opened */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_free (copy->data_dir);
  g_free (copy->hash);
  g_free (copy->name);
  g_clear_object (&copy->target);
  g_free (copy);
}

static void
make_copy (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Copy *copy = data;
  GError *error = NULL;

  if (copy->target != NULL)
    {
      if (sl_attachments_save_copy (copy->data_dir, copy->hash, copy->target, cancellable, &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
      return;
    }

  g_autofree char *path = sl_attachments_make_copy (copy->data_dir, copy->hash, copy->name, cancellable, &error);
  if (path != NULL)
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
start_copy (SlContext          *context,
            SlRecord           *record,
            GFile              *target,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (context, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  copy->data_dir = g_strdup (sl_context_get_data_dir (context));
  copy->hash = g_strdup (sl_papers_get_hash (record));
  copy->name = g_strdup (sl_papers_get_file_name (record));
  g_set_object (&copy->target, target);
  g_task_set_source_tag (task, start_copy);
  g_task_set_task_data (task, copy, copy_free);
  g_task_run_in_thread (task, make_copy);
}

/** sl_papers_make_copy_async: see sl_attachments_make_copy() */
void
sl_papers_make_copy_async (SlContext          *context,
                           SlRecord           *record,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (SL_IS_CONTEXT (context) && SL_IS_RECORD (record));

  start_copy (context, record, NULL, cancellable, callback, user_data);
}

/** sl_papers_make_copy_finish: (transfer full): the copy; %NULL with @error set */
GFile *
sl_papers_make_copy_finish (SlContext     *context,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** sl_papers_save_copy_async: see sl_attachments_save_copy() */
void
sl_papers_save_copy_async (SlContext          *context,
                           SlRecord           *record,
                           GFile              *target,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (SL_IS_CONTEXT (context) && SL_IS_RECORD (record) && G_IS_FILE (target));

  start_copy (context, record, target, cancellable, callback, user_data);
}

/** sl_papers_save_copy_finish: %FALSE with @error set */
gboolean
sl_papers_save_copy_finish (SlContext     *context,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
