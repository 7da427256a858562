/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last step of an import: a backup, then the attached files, then one changeset. Declared in sl-import.h. */

#define G_LOG_DOMAIN "sl-import-run"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-import-plan-private.h"
#include "sl-import-private.h"

typedef struct {
  SlImportPlan *plan;
  SlImportChoices choices;
  char *name;
} RunJob;

static void
run_job_free (RunJob *job)
{
  g_clear_object (&job->plan);
  g_free (job->name);
  g_free (job);
}

/**
 * sl_import_run:
 * @self: an import
 * @plan: what it does
 * @choices: what the person decided
 * @error: return location for an error
 *
 * Does what @plan says, in one step of undo. Blocks.
 *
 * Returns: (transfer full): the step
 */
SlTransaction *
sl_import_run (SlImport               *self,
               SlImportPlan           *plan,
               const SlImportChoices  *choices,
               GError                **error)
{
  SlStore *store;
  g_autoptr (SlChangeset) changeset = NULL;
  g_autofree char *backup = NULL;

  g_return_val_if_fail (SL_IS_IMPORT (self) && SL_IS_IMPORT_PLAN (plan), NULL);

  store = sl_context_get_store (self->context);
  if (!plan->store_is_empty)
    {
      backup = sl_store_backup (store, "import", error);
      if (backup == NULL)
        return NULL;
    }
  if (!_sl_import_plan_keep_files (plan, choices, sl_context_get_data_dir (self->context), error))
    return NULL;
  changeset = sl_import_plan_build_changeset (plan, choices, sl_import_get_name (self));
  return sl_store_apply (store, changeset, error);
}

static void
build_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  RunJob *job = task_data;
  GError *error = NULL;

  if (!_sl_import_plan_keep_files (job->plan, &job->choices, sl_context_get_data_dir (SL_IMPORT (source)->context), &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sl_import_plan_build_changeset (job->plan, &job->choices, job->name), g_object_unref);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  SlStore *store = sl_context_get_store (SL_IMPORT (source)->context);
  GError *error = NULL;
  g_autoptr (SlChangeset) changeset = g_task_propagate_pointer (G_TASK (result), &error);

  if (changeset == NULL)
    g_task_return_error (task, error);
  else
    sl_store_apply_async (store, changeset, NULL, sl_deed_forward_cb, g_object_ref (task));
}

static void
build (GTask *task)
{
  RunJob *job = g_task_get_task_data (task);
  g_autoptr (GTask) building = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), built_cb, g_object_ref (task));
  RunJob *copy = g_new0 (RunJob, 1);

  copy->plan = g_object_ref (job->plan);
  copy->choices = job->choices;
  copy->name = g_strdup (job->name);
  g_task_set_source_tag (building, build);
  g_task_set_task_data (building, copy, (GDestroyNotify) run_job_free);
  g_task_run_in_thread (building, build_in_thread);
}

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autofree char *path = sl_store_backup_finish (SL_STORE (source), result, &error);

  if (path == NULL)
    g_task_return_error (task, error);
  else
    build (task);
}

/** sl_import_run_async: as sl_import_run(), without blocking; can be cancelled until the writing begins */
void
sl_import_run_async (SlImport              *self,
                     SlImportPlan          *plan,
                     const SlImportChoices *choices,
                     GCancellable          *cancellable,
                     GAsyncReadyCallback    callback,
                     gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  RunJob *job;

  g_return_if_fail (SL_IS_IMPORT (self) && SL_IS_IMPORT_PLAN (plan));

  task = g_task_new (self, cancellable, callback, user_data);
  job = g_new0 (RunJob, 1);
  job->plan = g_object_ref (plan);
  job->choices = *choices;
  job->name = g_strdup (sl_import_get_name (self));
  g_task_set_source_tag (task, sl_import_run_async);
  g_task_set_task_data (task, job, (GDestroyNotify) run_job_free);
  if (plan->store_is_empty)
    build (task);
  else
    sl_store_backup_async (sl_context_get_store (self->context), "import", cancellable, backed_up_cb, g_object_ref (task));
}

/** sl_import_run_finish: Returns: (transfer full): the step of the journal */
SlTransaction *
sl_import_run_finish (SlImport      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
