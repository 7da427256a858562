/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what to write and where; the writing (sl-export-json.c, sl-export-csv.c) runs on a reader thread. A file appears
 * whole or not at all. */

#define G_LOG_DOMAIN "sl-export"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-export-write.h"
#include "sl-file.h"

struct _SlExport {
  GObject parent_instance;

  SlContext *context;
  SlExportFormat format;
  SlQuery *query;
  GArray *pks;
  GArray *columns;
  char delimiter;
  gboolean with_files;
  SlExportCounts written;
};

G_DEFINE_FINAL_TYPE (SlExport, sl_export, G_TYPE_OBJECT)

static void
sl_export_finalize (GObject *object)
{
  SlExport *self = SL_EXPORT (object);

  g_clear_object (&self->context);
  g_clear_object (&self->query);
  g_clear_pointer (&self->pks, g_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);

  G_OBJECT_CLASS (sl_export_parent_class)->finalize (object);
}

static void
sl_export_class_init (SlExportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_export_finalize;
}

static void
sl_export_init (SlExport *self)
{
  self->delimiter = ',';
  self->with_files = TRUE;
  sl_export_set_columns (self, NULL, NULL);
}

/** sl_export_new: Returns: (transfer full): an export of @context's store */
SlExport *
sl_export_new (SlContext      *context,
               SlExportFormat  format)
{
  SlExport *self;

  g_return_val_if_fail (SL_IS_CONTEXT (context), NULL);

  self = g_object_new (SL_TYPE_EXPORT, NULL);
  self->context = g_object_ref (context);
  self->format = format;
  return self;
}

/** sl_export_set_query: @query (nullable): a table has what it finds, in its order */
void
sl_export_set_query (SlExport *self,
                     SlQuery  *query)
{
  g_return_if_fail (SL_IS_EXPORT (self));

  g_set_object (&self->query, query);
}

/** sl_export_set_pks: a table has these applications, in this order; goes before a query */
void
sl_export_set_pks (SlExport     *self,
                   const gint64 *pks,
                   guint         n_pks)
{
  g_return_if_fail (SL_IS_EXPORT (self));

  g_clear_pointer (&self->pks, g_array_unref);
  self->pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_pks);
  g_array_append_vals (self->pks, pks, n_pks);
}

/* "role_title" and "Role" are "role-title" too. */
static gboolean
find_column (const char *name,
             guint      *out_column)
{
  guint n, field = sl_kind_find_field (SL_KIND_APPLICATION, name);
  const SlExportColumn *columns = sl_export_get_columns (&n);

  for (*out_column = 0; *out_column < n; (*out_column)++)
    if (g_ascii_strcasecmp (columns[*out_column].name, name) == 0 || (field != SL_FIELD_NONE && columns[*out_column].field == field) ||
        g_utf8_collate (sl_export_column_get_label (&columns[*out_column]), name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sl_export_set_columns:
 * @self: an export
 * @names: (nullable): names of columns, or %NULL for the usual ones
 * @error: return location for an error
 *
 * Returns: whether all names are known; %SL_ERROR_NOT_FOUND names the first that isn't
 */
gboolean
sl_export_set_columns (SlExport           *self,
                       const char *const  *names,
                       GError            **error)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n, column;
  const SlExportColumn *columns = sl_export_get_columns (&n);

  g_return_val_if_fail (SL_IS_EXPORT (self), FALSE);

  for (column = 0; column < n && names == NULL; column++)
    if (columns[column].usual)
      g_array_append_val (chosen, column);
  for (; names != NULL && *names != NULL; names++)
    {
      if (!find_column (*names, &column))
        {
          g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no column “%s”."), *names);
          return FALSE;
        }
      g_array_append_val (chosen, column);
    }
  if (chosen->len == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("Choose at least one column."));
      return FALSE;
    }
  g_clear_pointer (&self->columns, g_array_unref);
  self->columns = g_steal_pointer (&chosen);
  return TRUE;
}

/** sl_export_set_delimiter: what parts a table's cells; a comma unless told */
void
sl_export_set_delimiter (SlExport *self,
                         char      delimiter)
{
  g_return_if_fail (SL_IS_EXPORT (self));

  self->delimiter = delimiter;
}

/** sl_export_set_with_files: whether JSON has the attached files, and not only their names; it has, unless told */
void
sl_export_set_with_files (SlExport *self,
                          gboolean  with_files)
{
  g_return_if_fail (SL_IS_EXPORT (self));

  self->with_files = with_files;
}

/** sl_export_suggest_name: Returns: (transfer full): a name for the file, with the day in it */
char *
sl_export_suggest_name (SlExport *self)
{
  char iso[SL_DAY_ISO_SIZE];

  g_return_val_if_fail (SL_IS_EXPORT (self), NULL);

  sl_day_format_iso (sl_context_get_today (self->context), iso);
  if (self->format == SL_EXPORT_FORMAT_JSON)
    return g_strdup_printf ("shortlist-%s.json", iso);
  /* Translators: name of an exported file; the day follows */
  return g_strdup_printf ("%s-%s.csv", C_("file name", "applications"), iso);
}

/** sl_export_get_n_written: Returns: how many applications, or records, the last export has */
guint
sl_export_get_n_written (SlExport *self)
{
  g_return_val_if_fail (SL_IS_EXPORT (self), 0);

  return self->written.n_records;
}

/** sl_export_get_n_files: Returns: how many attached files the last export has */
guint
sl_export_get_n_files (SlExport *self)
{
  g_return_val_if_fail (SL_IS_EXPORT (self), 0);

  return self->written.n_files;
}

/** sl_export_get_n_lost_files: Returns: how many attached files couldn't be exported, because they are missing or damaged */
guint
sl_export_get_n_lost_files (SlExport *self)
{
  g_return_val_if_fail (SL_IS_EXPORT (self), 0);

  return self->written.n_lost_files;
}

/** sl_export_describe_lost_files: Returns: (transfer full) (nullable): a sentence when attached files couldn't be exported */
char *
sl_export_describe_lost_files (SlExport *self)
{
  guint n;

  g_return_val_if_fail (SL_IS_EXPORT (self), NULL);

  n = self->written.n_lost_files;
  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%s attached file is missing or damaged in your data folder, and isn’t in the export.",
                                    "%s attached files are missing or damaged in your data folder, and aren’t in the export.", n), SL_COUNT (n));
}

/* The job, on a reader thread */

typedef struct {
  GFile *file;           /* (nullable) */
  GOutputStream *stream; /* (nullable) */
  SlExportFormat format;
  SlExportTable table;
  char *files_dir; /* (nullable) */
  gint64 now;
  GCancellable *waiting; /* (nullable): of the caller who waits; the others' comes with the read */
  SlExportCounts written;
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->file);
  g_clear_object (&job->stream);
  g_clear_object (&job->waiting);
  g_clear_object (&job->table.query);
  g_clear_pointer (&job->table.pks, g_array_unref);
  g_clear_pointer (&job->table.columns, g_array_unref);
  g_free (job->files_dir);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (SlExport      *self,
         GFile         *file,
         GOutputStream *stream)
{
  Job *job = g_new0 (Job, 1);

  g_set_object (&job->file, file);
  g_set_object (&job->stream, stream);
  job->format = self->format;
  g_set_object (&job->table.query, self->query);
  job->table.pks = self->pks != NULL ? g_array_ref (self->pks) : NULL;
  job->table.columns = g_array_ref (self->columns);
  job->table.delimiter = self->delimiter;
  job->table.today = sl_context_get_today (self->context);
  job->files_dir = self->with_files ? g_strdup (sl_context_get_data_dir (self->context)) : NULL;
  job->now = sl_clock_get_now (sl_context_get_clock (self->context));
  return job;
}

static gboolean
write_to (SlConnection   *connection,
          Job            *job,
          GOutputStream  *stream,
          GCancellable   *cancellable,
          GError        **error)
{
  if (job->format == SL_EXPORT_FORMAT_JSON)
    return sl_export_write_json (connection, stream, job->now, job->files_dir, &job->written, cancellable, error);
  return sl_export_write_csv (connection, stream, &job->table, &job->written.n_records, cancellable, error);
}

/* Returns @data, or NULL with @error. */
static gpointer
export_cb (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Job *job = data;
  g_autoptr (SlAtomicFile) file = NULL;

  if (job->waiting != NULL)
    cancellable = job->waiting;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (job->stream != NULL)
    return write_to (connection, job, job->stream, cancellable, error) ? job : NULL;
  file = sl_atomic_file_begin_file (job->file, error);
  if (file == NULL || !write_to (connection, job, sl_atomic_file_get_stream (file), cancellable, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error) || !sl_atomic_file_commit (file, error))
    return NULL;
  return job;
}

static gboolean
run (SlExport      *self,
     Job           *job,
     GCancellable  *cancellable,
     GError       **error)
{
  g_set_object (&job->waiting, cancellable);
  if (sl_store_read (sl_context_get_store (self->context), export_cb, job, error) == NULL)
    return FALSE;
  self->written = job->written;
  return TRUE;
}

/**
 * sl_export_to_stream:
 * @self: an export
 * @stream: where to write; stays open
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Writes into a pipe. Blocks.
 *
 * Returns: whether all was written
 */
gboolean
sl_export_to_stream (SlExport       *self,
                     GOutputStream  *stream,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr (Job) job = NULL;

  g_return_val_if_fail (SL_IS_EXPORT (self) && G_IS_OUTPUT_STREAM (stream), FALSE);

  job = job_new (self, NULL, stream);
  return run (self, job, cancellable, error);
}

/**
 * sl_export_to_file:
 * @self: an export
 * @file: the file to write
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Writes a file whole, or leaves what is there as it is. Blocks.
 *
 * Returns: whether the file was written
 */
gboolean
sl_export_to_file (SlExport      *self,
                   GFile         *file,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (Job) job = NULL;

  g_return_val_if_fail (SL_IS_EXPORT (self) && G_IS_FILE (file), FALSE);

  job = job_new (self, file, NULL);
  return run (self, job, cancellable, error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sl_store_read_finish (SL_STORE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** sl_export_to_file_async: as sl_export_to_file(), without blocking */
void
sl_export_to_file_async (SlExport            *self,
                         GFile               *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (SL_IS_EXPORT (self) && G_IS_FILE (file));

  job = job_new (self, file, NULL);
  g_task_set_source_tag (task, sl_export_to_file_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_BACKGROUND, export_cb, job, NULL, NULL, cancellable, exported_cb, g_object_ref (task));
}

/** sl_export_to_file_finish: Returns: whether the file was written */
gboolean
sl_export_to_file_finish (SlExport      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  job = g_task_get_task_data (G_TASK (result));
  self->written = job->written;
  return TRUE;
}
