/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle step of an import: what is in the store is read on a reader thread, a spreadsheet's rows are then mapped on a
 * worker thread, so that charts don't wait for them. Declared in sl-import.h. */

#define G_LOG_DOMAIN "sl-import-planning"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-import-plan-private.h"
#include "sl-import-private.h"
#include "sl-text.h"

/* Progress */

static gboolean
notify_progress_cb (gpointer data)
{
  _sl_import_notify_progress (data);
  return G_SOURCE_REMOVE;
}

typedef struct {
  SlImport *self;
  GMainContext *context; /* (nullable): nobody waits in a main loop */
} Progress;

static void
progress_cb (double   fraction,
             gpointer data)
{
  Progress *progress = data;
  int percent = CLAMP ((int) (fraction * 100), 0, 100);

  if (g_atomic_int_get (&progress->self->percent) == percent)
    return;
  g_atomic_int_set (&progress->self->percent, percent);
  if (progress->context != NULL)
    g_main_context_invoke_full (progress->context, G_PRIORITY_DEFAULT, notify_progress_cb, g_object_ref (progress->self), g_object_unref);
}

/** What is read from the store: twins for a spreadsheet, the whole plan of an export. */
typedef struct {
  SlImport *self;          /* owned */
  SlImportLoaded *loaded;  /* owned */
  SlImportMapping *mapping; /* (nullable): as it was when planning began */
  SlImportTwins *twins;
  SlImportPlan *tags; /* carries the store's tags alone */
  Progress progress;
} PlanJob;

static void
plan_job_free (PlanJob *job)
{
  g_clear_pointer (&job->twins, sl_import_twins_free);
  g_clear_object (&job->tags);
  g_clear_pointer (&job->loaded, sl_import_loaded_unref);
  g_clear_pointer (&job->mapping, sl_import_mapping_free);
  g_clear_object (&job->self);
  g_clear_pointer (&job->progress.context, g_main_context_unref);
  g_free (job);
}

static PlanJob *
plan_job_new (SlImport *self,
              gboolean  wait_in_loop)
{
  PlanJob *job = g_new0 (PlanJob, 1);

  job->self = g_object_ref (self);
  job->loaded = sl_import_loaded_ref (self->loaded);
  if (self->loaded->mapping != NULL)
    job->mapping = sl_import_mapping_copy (self->loaded->mapping);
  job->progress.self = self;
  if (wait_in_loop)
    job->progress.context = g_main_context_ref_thread_default ();
  g_atomic_int_set (&self->percent, 0);
  return job;
}

/* On a reader thread. Returns the plan of an export, or an empty one that knows the tags. */
static gpointer
read_store_cb (SlConnection  *connection,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  PlanJob *job = data;
  g_autoptr (SlImportPlan) plan = NULL;

  if (job->loaded->json != NULL)
    return sl_import_json_plan (job->loaded->json, connection, sl_context_get_data_dir (job->self->context),
                                sl_clock_get_now (sl_context_get_clock (job->self->context)), progress_cb, &job->progress, cancellable, error);
  plan = _sl_import_plan_new ();
  job->twins = sl_import_twins_new ();
  if (!_sl_import_plan_learn_tags (plan, connection, error) || !sl_import_twins_read_store (job->twins, connection, cancellable, error))
    return NULL;
  plan->store_is_empty = sl_import_twins_get_n_stored (job->twins) == 0;
  return g_steal_pointer (&plan);
}

static SlImportPlan *
plan_table (PlanJob       *job,
            SlImportPlan  *tags,
            GCancellable  *cancellable,
            GError       **error)
{
  SlClock *clock = sl_context_get_clock (job->self->context);
  SlImportPlan *plan = _sl_import_plan_table (job->loaded->table, job->mapping, clock, job->twins, 0, progress_cb, &job->progress, cancellable, error);

  if (plan == NULL)
    return NULL;
  g_clear_pointer (&plan->tag_ids, g_hash_table_unref);
  plan->tag_ids = g_hash_table_ref (tags->tag_ids);
  plan->store_is_empty = tags->store_is_empty;
  if (job->loaded->left != NULL)
    _sl_import_plan_tell_left (plan, job->loaded->left);
  return plan;
}

static gboolean
check_ready (SlImport  *self,
             GError   **error)
{
  guint column;
  g_autofree char *example = NULL;
  g_autofree char *header = NULL;

  if (!sl_import_needs_date_order (self, &column))
    return TRUE;
  header = sl_text_isolate (sl_import_table_get_column (self->loaded->table, column)->header);
  example = sl_import_get_date_example (self, column);
  g_set_error (error, SL_ERROR, SL_ERROR_AMBIGUOUS, _("The dates of the column “%s”, such as %s, can be read day first or month first. Say which it is."),
               header, example != NULL ? example : "03/09/2026");
  return FALSE;
}

/**
 * sl_import_plan:
 * @self: an import with a file
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Works out what the import will do, without doing it. Blocks.
 *
 * Returns: (transfer full): the plan; %NULL with %SL_ERROR_AMBIGUOUS when the order of dates must be told first
 */
SlImportPlan *
sl_import_plan (SlImport      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  PlanJob *job;
  g_autoptr (SlImportPlan) read = NULL;
  SlImportPlan *plan = NULL;

  g_return_val_if_fail (SL_IS_IMPORT (self) && self->loaded != NULL, NULL);

  if (!check_ready (self, error))
    return NULL;
  job = plan_job_new (self, FALSE);
  read = sl_store_read (sl_context_get_store (self->context), read_store_cb, job, error);
  if (read != NULL)
    plan = job->loaded->json != NULL ? g_steal_pointer (&read) : plan_table (job, read, cancellable, error);
  plan_job_free (job);
  return plan;
}

static void
plan_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  PlanJob *job = task_data;
  GError *error = NULL;
  SlImportPlan *plan = plan_table (job, job->tags, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
store_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  PlanJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  SlImportPlan *read = sl_store_read_finish (SL_STORE (source), result, &error);

  if (read == NULL)
    g_task_return_error (task, error);
  else if (job->loaded->json != NULL)
    g_task_return_pointer (task, read, g_object_unref);
  else
    {
      job->tags = read;
      g_task_run_in_thread (task, plan_in_thread);
    }
}

/** sl_import_plan_async: as sl_import_plan(), without blocking; the mapping mustn't be changed meanwhile */
void
sl_import_plan_async (SlImport            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  PlanJob *job;

  g_return_if_fail (SL_IS_IMPORT (self) && self->loaded != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_import_plan_async);
  if (!check_ready (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job = plan_job_new (self, TRUE);
  g_task_set_task_data (task, job, (GDestroyNotify) plan_job_free);
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_BACKGROUND, read_store_cb, job, NULL, g_object_unref, cancellable, store_read_cb, g_object_ref (task));
}

/** sl_import_plan_finish: Returns: (transfer full): the plan */
SlImportPlan *
sl_import_plan_finish (SlImport      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** sl_import_preview: Returns: (transfer full) (nullable): the first @n rows as they will be; %NULL for an export */
SlImportPlan *
sl_import_preview (SlImport *self,
                   guint     n)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), NULL);

  if (sl_import_get_format (self) != SL_IMPORT_FORMAT_TABLE)
    return NULL;
  return _sl_import_plan_table (self->loaded->table, self->loaded->mapping, sl_context_get_clock (self->context), NULL, n, NULL, NULL, NULL, NULL);
}
