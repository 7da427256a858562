/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leads an import from step to step; what happens in each is in files of its own:
 *
 *   bytes ─ sl-import-load ─> SlImportTable + SlImportMapping ─ sl-import-plan-table ─> SlImportPlan ─> SlChangeset
 *                             SlImportJson ─────────────────── sl-import-json-plan ──┘
 */

#define G_LOG_DOMAIN "sl-import"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-import-content.h"
#include "sl-import-private.h"

enum {
  PROP_0,
  PROP_PROGRESS,
  N_PROPS,
};

enum {
  MAPPING_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlImport, sl_import, G_TYPE_OBJECT)

static void
sl_import_dispose (GObject *object)
{
  SlImport *self = SL_IMPORT (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->loaded, sl_import_loaded_unref);
  g_clear_pointer (&self->dates, sl_import_dates_free);

  G_OBJECT_CLASS (sl_import_parent_class)->dispose (object);
}

static void
sl_import_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  if (prop_id == PROP_PROGRESS)
    g_value_set_double (value, sl_import_get_progress (SL_IMPORT (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sl_import_class_init (SlImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_import_dispose;
  object_class->get_property = sl_import_get_property;

  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MAPPING_CHANGED] = g_signal_new ("mapping-changed", SL_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_import_init (SlImport *self)
{
}

/** sl_import_new: Returns: (transfer full): an import into @context's store, without a file */
SlImport *
sl_import_new (SlContext *context)
{
  SlImport *self;

  g_return_val_if_fail (SL_IS_CONTEXT (context), NULL);

  self = g_object_new (SL_TYPE_IMPORT, NULL);
  self->context = g_object_ref (context);
  return self;
}

/* Progress */

void
_sl_import_notify_progress (SlImport *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/** sl_import_get_progress: Returns: how far planning is, from 0 to 1 */
double
sl_import_get_progress (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), 0);

  return g_atomic_int_get (&self->percent) / 100.0;
}

/* Loading */

static void
settle_dates (SlImport *self)
{
  if (self->dates != NULL)
    sl_import_dates_settle (self->dates, self->loaded->mapping, self->answer, NULL);
}

static void
take_loaded (SlImport       *self,
             SlImportLoaded *loaded)
{
  g_clear_pointer (&self->loaded, sl_import_loaded_unref);
  g_clear_pointer (&self->dates, sl_import_dates_free);
  self->loaded = loaded;
  self->answer = SL_DATE_ORDER_UNKNOWN;
  if (loaded->table != NULL)
    self->dates = sl_import_dates_new (loaded->table);
  settle_dates (self);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

/**
 * sl_import_load_bytes:
 * @self: an import
 * @bytes: a file's contents
 * @name: (nullable): its name, for the journal
 * @error: return location for an error
 *
 * Loads a file and guesses the mapping. Blocks.
 *
 * Returns: whether something in it can be imported; if not, @error says what to do
 */
gboolean
sl_import_load_bytes (SlImport    *self,
                      GBytes      *bytes,
                      const char  *name,
                      GError     **error)
{
  SlImportLoaded *loaded;

  g_return_val_if_fail (SL_IS_IMPORT (self), FALSE);

  loaded = sl_import_loaded_new (bytes, SL_ENCODING_AUTO, 0, SL_IMPORT_HEADER_AUTO, NULL, error);
  if (loaded == NULL)
    return FALSE;
  g_set_str (&self->name, name);
  take_loaded (self, loaded);
  return TRUE;
}

/** sl_import_load_stream: as sl_import_load_bytes(), for what comes from a pipe */
gboolean
sl_import_load_stream (SlImport      *self,
                       GInputStream  *stream,
                       const char    *name,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GBytes) bytes = sl_import_read_stream (stream, cancellable, error);

  return bytes != NULL && sl_import_load_bytes (self, bytes, name, error);
}

/** sl_import_load_file: as sl_import_load_bytes() */
gboolean
sl_import_load_file (SlImport      *self,
                     GFile         *file,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = sl_import_read_file (file, cancellable, error);

  return bytes != NULL && sl_import_load_bytes (self, bytes, name, error);
}

/** sl_import_reload: reads what is loaded in another encoding, or parted by another sign. Blocks. */
gboolean
sl_import_reload (SlImport        *self,
                  SlEncoding       encoding,
                  char             delimiter,
                  SlImportHeader   header,
                  GError         **error)
{
  SlImportLoaded *loaded;

  g_return_val_if_fail (SL_IS_IMPORT (self) && self->loaded != NULL, FALSE);

  loaded = sl_import_loaded_new (self->loaded->bytes, encoding, delimiter, header, NULL, error);
  if (loaded == NULL)
    return FALSE;
  take_loaded (self, loaded);
  return TRUE;
}

typedef struct {
  GFile *file;   /* (nullable) */
  GBytes *bytes; /* (nullable) */
  SlEncoding encoding;
  char delimiter;
  SlImportHeader header;
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  LoadJob *job = task_data;
  GError *error = NULL;
  SlImportLoaded *loaded = NULL;

  if (job->bytes == NULL)
    job->bytes = sl_import_read_file (job->file, cancellable, &error);
  if (job->bytes != NULL)
    loaded = sl_import_loaded_new (job->bytes, job->encoding, job->delimiter, job->header, cancellable, &error);
  if (loaded != NULL)
    g_task_return_pointer (task, loaded, (GDestroyNotify) sl_import_loaded_unref);
  else
    g_task_return_error (task, error);
}

static void
start_loading (SlImport            *self,
               LoadJob             *job,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, start_loading);
  g_task_set_task_data (task, job, (GDestroyNotify) load_job_free);
  g_task_run_in_thread (task, load_in_thread);
}

/** sl_import_load_file_async: as sl_import_load_file(), without blocking */
void
sl_import_load_file_async (SlImport            *self,
                           GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  LoadJob *job;

  g_return_if_fail (SL_IS_IMPORT (self));

  job = g_new0 (LoadJob, 1);
  job->file = g_object_ref (file);
  start_loading (self, job, cancellable, callback, user_data);
}

/** sl_import_reload_async: as sl_import_reload(), without blocking */
void
sl_import_reload_async (SlImport            *self,
                        SlEncoding           encoding,
                        char                 delimiter,
                        SlImportHeader       header,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  LoadJob *job;

  g_return_if_fail (SL_IS_IMPORT (self) && self->loaded != NULL);

  job = g_new0 (LoadJob, 1);
  job->bytes = g_bytes_ref (self->loaded->bytes);
  job->encoding = encoding;
  job->delimiter = delimiter;
  job->header = header;
  start_loading (self, job, cancellable, callback, user_data);
}

/** sl_import_load_finish: Returns: whether the file is loaded */
gboolean
sl_import_load_finish (SlImport      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  SlImportLoaded *loaded;
  LoadJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return FALSE;
  job = g_task_get_task_data (G_TASK (result));
  if (job->file != NULL)
    {
      g_free (self->name);
      self->name = g_file_get_basename (job->file);
    }
  take_loaded (self, loaded);
  return TRUE;
}

/** sl_import_get_name: Returns: (nullable): the file's name */
const char *
sl_import_get_name (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), NULL);

  return self->name;
}

/** sl_import_get_format: Returns: what kind of file is loaded */
SlImportFormat
sl_import_get_format (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), SL_IMPORT_FORMAT_NONE);

  if (self->loaded == NULL)
    return SL_IMPORT_FORMAT_NONE;
  return self->loaded->table != NULL ? SL_IMPORT_FORMAT_TABLE : SL_IMPORT_FORMAT_EXPORT;
}

/** sl_import_get_table: Returns: (transfer none) (nullable): the spreadsheet */
SlImportTable *
sl_import_get_table (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), NULL);

  return self->loaded != NULL ? self->loaded->table : NULL;
}

/** sl_import_get_encoding: Returns: in which encoding the file was read */
SlEncoding
sl_import_get_encoding (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), SL_ENCODING_AUTO);

  return self->loaded != NULL ? self->loaded->encoding : SL_ENCODING_AUTO;
}

/** sl_import_get_n_replaced: Returns: how many characters the chosen encoding couldn't read */
guint
sl_import_get_n_replaced (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), 0);

  return self->loaded != NULL ? (guint) MIN (self->loaded->n_replaced, G_MAXUINT) : 0;
}

/* Mapping */

static SlImportMapping *
get_mapping (SlImport *self)
{
  return self->loaded != NULL ? self->loaded->mapping : NULL;
}

/** sl_import_get_target: Returns: where @column goes */
SlImportTarget
sl_import_get_target (SlImport *self,
                      guint     column)
{
  SlImportMapping *mapping;

  g_return_val_if_fail (SL_IS_IMPORT (self), SL_IMPORT_KEEP);

  mapping = get_mapping (self);
  return mapping != NULL && column < mapping->n_columns ? mapping->targets[column] : SL_IMPORT_KEEP;
}

/**
 * sl_import_set_target:
 * @self: an import
 * @column: a column
 * @target: where it shall go
 *
 * A column that had that place before is kept in the notes from here on.
 */
void
sl_import_set_target (SlImport       *self,
                      guint           column,
                      SlImportTarget  target)
{
  SlImportMapping *mapping;

  g_return_if_fail (SL_IS_IMPORT (self));

  mapping = get_mapping (self);
  g_return_if_fail (mapping != NULL && column < mapping->n_columns && target < SL_IMPORT_N_TARGETS);
  if (mapping->targets[column] == target)
    return;
  for (guint i = 0; i < mapping->n_columns && !sl_import_target_get_info (target)->many; i++)
    if (mapping->targets[i] == target)
      mapping->targets[i] = SL_IMPORT_KEEP;
  mapping->targets[column] = target;
  settle_dates (self);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

/** sl_import_get_currency: Returns: (nullable): the currency of amounts that name none */
const char *
sl_import_get_currency (SlImport *self)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), NULL);

  return get_mapping (self) != NULL ? get_mapping (self)->currency : NULL;
}

/** sl_import_set_currency: Returns: whether @currency is a currency's code or sign */
gboolean
sl_import_set_currency (SlImport    *self,
                        const char  *currency,
                        GError     **error)
{
  char code[4];

  g_return_val_if_fail (SL_IS_IMPORT (self) && get_mapping (self) != NULL, FALSE);

  if (!sl_import_read_currency (currency, code))
    {
      g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” isn’t a currency. Write three letters such as USD or EUR."), currency);
      return FALSE;
    }
  g_strlcpy (get_mapping (self)->currency, code, sizeof code);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
  return TRUE;
}

/** sl_import_needs_date_order: Returns: whether the person must say in which order @out_column writes dates */
gboolean
sl_import_needs_date_order (SlImport *self,
                            guint    *out_column)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), FALSE);

  return self->dates != NULL && !sl_import_dates_settle (self->dates, self->loaded->mapping, SL_DATE_ORDER_UNKNOWN, out_column) &&
         !sl_import_dates_settle (self->dates, self->loaded->mapping, self->answer, out_column);
}

/** sl_import_get_date_example: Returns: (transfer full) (nullable): a date of @column with two readings */
char *
sl_import_get_date_example (SlImport *self,
                            guint     column)
{
  g_return_val_if_fail (SL_IS_IMPORT (self), NULL);

  return self->dates != NULL ? sl_import_dates_get_example (self->dates, column) : NULL;
}

/** sl_import_set_date_order: says how dates are read that can be read in two ways; columns that show it are read so */
void
sl_import_set_date_order (SlImport    *self,
                          SlDateOrder  order)
{
  g_return_if_fail (SL_IS_IMPORT (self));

  if (self->answer == order)
    return;
  self->answer = order;
  settle_dates (self);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}
