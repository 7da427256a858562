/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-backups.h. */
#define G_LOG_DOMAIN "sl-backups"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "sl-backup-files.h"
#include "sl-backups.h"
#include "sl-count.h"
#include "sl-deeds-private.h"
#include "sl-store-build.h"
#include "sl-text.h"

typedef struct _Job Job;

/* One thing done with backups, perhaps on a thread. */
struct _Job {
  gpointer (*run) (Job *job, GError **error);
  GDestroyNotify result_free;
  SlContext *context;
  char *path; /* the data file */
  char *backup_path;
  guint kept;
  guint n_files; /* which came back */
  gint64 now;
  GTimeZone *zone;
  int hold; /* while what was brought back isn't referred to yet; -1 */
  SlRestoreSource *source; /* (nullable) */
};

static void
job_free (Job *job)
{
  g_clear_object (&job->context);
  g_free (job->path);
  g_free (job->backup_path);
  g_clear_pointer (&job->zone, g_time_zone_unref);
  g_clear_fd (&job->hold, NULL);
  g_clear_pointer (&job->source, sl_restore_source_free);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (SlContext     *context,
         const char    *backup_path,
         gpointer     (*run) (Job *job, GError **error),
         GDestroyNotify result_free)
{
  Job *job = g_new0 (Job, 1);

  job->hold = -1;
  job->run = run;
  job->result_free = result_free;
  job->context = g_object_ref (context);
  job->path = g_strdup (sl_store_get_path (sl_context_get_store (context)));
  job->backup_path = g_strdup (backup_path);
  job->now = sl_clock_get_now (sl_context_get_clock (context));
  job->zone = g_time_zone_ref (sl_clock_get_time_zone (sl_context_get_clock (context)));
  return job;
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gpointer result = job->run (job, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, job->result_free);
  else
    g_task_return_error (task, error);
}

/* @job (transfer full) */
static void
start (Job                *job,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (job->context, cancellable, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_in_thread);
}

static gpointer
run_list (Job     *job,
          GError **error)
{
  g_autoptr (GPtrArray) paths = sl_backup_list (job->path);
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_backup_free);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      SlBackup *backup = sl_backup_seems_good (path) ? sl_backup_look (path, NULL) : NULL;

      g_ptr_array_add (backups, backup != NULL ? backup : sl_backup_build_unreadable (path));
    }
  return backups;
}

/** sl_backups_list: (transfer full): see sl-backups.h */
GPtrArray *
sl_backups_list (SlContext *context)
{
  g_autoptr (Job) job = job_new (context, NULL, run_list, NULL);

  return run_list (job, NULL);
}

/** sl_backups_list_async: as sl_backups_list(), on a thread */
void
sl_backups_list_async (SlContext          *context,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  start (job_new (context, NULL, run_list, (GDestroyNotify) g_ptr_array_unref), cancellable, callback, user_data);
}

static gpointer
run_compare (Job     *job,
             GError **error)
{
  job->source = sl_restore_source_open (job->path, job->backup_path, error);
  return job->source != NULL ? sl_restore_compare (job->source, FALSE, job->now, error) : NULL;
}

/** sl_backups_compare: (transfer full): see sl-backups.h */
SlRestore *
sl_backups_compare (SlContext  *context,
                    const char *backup_path,
                    GError    **error)
{
  g_autoptr (Job) job = job_new (context, backup_path, run_compare, NULL);

  return run_compare (job, error);
}

/** sl_backups_compare_async: as sl_backups_compare(), on a thread */
void
sl_backups_compare_async (SlContext          *context,
                          const char         *backup_path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  start (job_new (context, backup_path, run_compare, (GDestroyNotify) sl_restore_free), cancellable, callback, user_data);
}

/* All of restoring but the step itself. */
static gpointer
run_prepare (Job     *job,
             GError **error)
{
  g_autofree char *safety = NULL;

  /* First whether the backup is worth it, so that no useless copy of now is made. */
  job->source = sl_restore_source_open (job->path, job->backup_path, error);
  if (job->source == NULL)
    return NULL;
  safety = sl_backup_make (job->path, SL_BACKUP_RESTORE, SL_BACKUP_KEPT, job->now, error);
  if (safety == NULL)
    {
      g_prefix_error (error, "%s ", _("Nothing was restored, because what is there now couldn’t be backed up first."));
      return NULL;
    }
  job->hold = sl_backup_files_hold (job->path);
  return sl_backup_files_bring_back (job->backup_path, job->path, &job->n_files, error) ? job : NULL;
}

/* On the writer thread: between the safety copy and this, others may have written. */
static gpointer
build_restoring (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  Job *job = data;
  g_autoptr (SlRestore) restore = sl_restore_compare (job->source, TRUE, job->now, error);
  char day[SL_DAY_ISO_SIZE];

  if (restore == NULL)
    return NULL;
  sl_deed_set_subject (restore->changeset, SL_SUBJECT_NAME,
                       sl_day_format_iso (sl_day_from_time (sl_restore_source_get_time (job->source), job->zone), day));
  return g_steal_pointer (&restore->changeset);
}

/**
 * sl_backups_restore:
 * @backup_path: a backup, or a data file from elsewhere
 * @n_files: (out) (optional): how many attached files came back
 *
 * Returns: (transfer full): the step; %NULL with @error set, and nothing was changed
 */
SlTransaction *
sl_backups_restore (SlContext  *context,
                    const char *backup_path,
                    guint      *n_files,
                    GError    **error)
{
  g_autoptr (Job) job = job_new (context, backup_path, run_prepare, NULL);

  if (run_prepare (job, error) == NULL)
    return NULL;
  if (n_files != NULL)
    *n_files = job->n_files;
  return sl_store_build (sl_context_get_store (context), build_restoring, job, error);
}

static gpointer
build_prepared (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  return build_restoring (connection, g_task_get_task_data (data), cancellable, error);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  g_object_set_data (G_OBJECT (task), "sl-n-files", GUINT_TO_POINTER (job->n_files));
  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  /* The files are held until the records that refer to them are written: as long as @result lives. */
  g_object_set_data_full (G_OBJECT (task), "sl-prepared", g_object_ref (result), g_object_unref);
  sl_deed_build_async (SL_CONTEXT (source), build_prepared, g_object_ref (result), g_object_unref, g_task_get_cancellable (task), sl_deed_forward_cb, task);
}

/** sl_backups_restore_async: as sl_backups_restore(), without waiting */
void
sl_backups_restore_async (SlContext          *context,
                          const char         *backup_path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_backups_restore_async);
  g_task_set_check_cancellable (task, FALSE);
  start (job_new (context, backup_path, run_prepare, NULL), cancellable, prepared_cb, task);
}

/** sl_backups_restore_finish: (transfer full): the step; see sl-backups.h */
SlTransaction *
sl_backups_restore_finish (SlContext    *context,
                           GAsyncResult *result,
                           guint        *n_files,
                           GError      **error)
{
  if (n_files != NULL)
    *n_files = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (result), "sl-n-files"));
  return sl_backups_finish (context, result, error);
}

static gpointer
run_delete (Job     *job,
            GError **error)
{
  return sl_backup_delete (job->path, job->backup_path, error) ? g_strdup (job->backup_path) : NULL;
}

/** sl_backups_delete: deletes one of the data’s own backups */
gboolean
sl_backups_delete (SlContext  *context,
                   const char *backup_path,
                   GError    **error)
{
  return sl_backup_delete (sl_store_get_path (sl_context_get_store (context)), backup_path, error);
}

/** sl_backups_delete_async: as sl_backups_delete(), on a thread */
void
sl_backups_delete_async (SlContext          *context,
                         const char         *backup_path,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  start (job_new (context, backup_path, run_delete, g_free), cancellable, callback, user_data);
}

static gpointer
run_daily (Job     *job,
           GError **error)
{
  if (!sl_backup_is_due (job->path, job->now, job->zone))
    return g_strdup ("");
  return sl_backup_make (job->path, SL_BACKUP_DAILY, job->kept, job->now, error);
}

/** sl_backups_make_daily_async: makes the day’s backup if it is due, and keeps @kept of them */
void
sl_backups_make_daily_async (SlContext          *context,
                             guint               kept,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Job *job = job_new (context, NULL, run_daily, g_free);

  job->kept = MAX (kept, 1);
  start (job, cancellable, callback, user_data);
}

/** sl_backups_finish: (transfer full): what the function was to find or do; %NULL with @error set */
gpointer
sl_backups_finish (SlContext    *context,
                   GAsyncResult *result,
                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** sl_backup_get_reason_label: (transfer none): @reason as people say it */
const char *
sl_backup_get_reason_label (const char *reason)
{
  static const struct {
    const char *reason;
    const char *label;
  } labels[] = {
    { SL_BACKUP_DAILY, NC_("backup", "Daily") },
    { SL_BACKUP_MIGRATION, NC_("backup", "Before an update of the data") },
    { SL_BACKUP_IMPORT, NC_("backup", "Before an import") },
    { SL_BACKUP_RESTORE, NC_("backup", "Before a restore") },
    { SL_BACKUP_SYNC, NC_("backup", "Before the first sync") },
    { SL_BACKUP_MANUAL, NC_("backup", "Made by you") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].reason, reason) == 0)
      return g_dpgettext2 (NULL, "backup", labels[i].label);
  return C_("backup", "Other");
}

/* So many papers are named. */
#define MAX_NAMED 5

/**
 * sl_backup_describe_lost:
 * @lost: (element-type utf8): the names of the papers whose file isn’t good in a backup
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL when nothing is lost
 */
char *
sl_backup_describe_lost (GPtrArray *lost)
{
  g_autofree char *list = NULL;
  guint n_more = lost->len > MAX_NAMED ? lost->len - MAX_NAMED : 0;

  for (guint i = 0; i < lost->len - n_more; i++)
    {
      g_autofree char *name = sl_text_isolate (g_ptr_array_index (lost, i));
      g_autofree char *quoted = g_strdup_printf (_("“%s”"), name);
      /* Translators: what stands between the items of a list; the first %s is what comes before, the second the next item */
      char *longer = list != NULL ? g_strdup_printf (C_("list", "%s, %s"), list, quoted) : g_strdup (quoted);

      g_free (list);
      list = longer;
    }
  if (list == NULL)
    return NULL;
  if (n_more > 0)
    return g_strdup_printf (ngettext ("The files of %s and %s more are missing or damaged in this backup.",
                                      "The files of %s and %s more are missing or damaged in this backup.", n_more), list, SL_COUNT (n_more));
  /* Translators: %s: the name of a paper, or several */
  return g_strdup_printf (ngettext ("The file of %s is missing or damaged in this backup.", "The files of %s are missing or damaged in this backup.",
                                    lost->len), list);
}

/** sl_backup_describe_files_back: (transfer full): what to say of @n files that a restore brought back */
char *
sl_backup_describe_files_back (guint n)
{
  return g_strdup_printf (ngettext ("%s attached file came back.", "%s attached files came back.", n), SL_COUNT (n));
}
