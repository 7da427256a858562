/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-store.h. This file holds the object: opening, closing, properties, signals. Writing is in sl-store-write.c,
 * reading in sl-store-read.c, noticing other programs in sl-store-foreign.c; all share sl-store-private.h. */

#define G_LOG_DOMAIN "sl-store"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "sl-backup.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-store-open.h"
#include "sl-store-private.h"

G_DEFINE_FINAL_TYPE (SlStore, sl_store, G_TYPE_OBJECT)

#define FILE_NAME "shortlist.db"

enum {
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_READ_ONLY,
  PROP_IS_OPEN,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_WRITTEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

gboolean
_sl_store_check_open (SlStore *self,
                      GError **error)
{
  if (self->is_open)
    return TRUE;

  g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED, _("Your data isn’t open."));
  return FALSE;
}

gboolean
_sl_store_check_writable (SlStore *self,
                          GError **error)
{
  if (!_sl_store_check_open (self, error))
    return FALSE;
  if (self->writer != NULL)
    return TRUE;

  if (self->notice == SL_STORE_NOTICE_READ_ONLY_NEWER)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_NEWER_SCHEMA,
                         _("Your data was written by a newer version of Shortlist and can only be read. Update Shortlist to change it."));
  else
    g_set_error_literal (error, SL_ERROR, SL_ERROR_READ_ONLY,
                         _("Your data can’t be changed, because its file or folder is read-only."));
  return FALSE;
}

/* @newest tells which of two states that come from different threads is the later one. */
void
_sl_store_set_undo_state (SlStore *self,
                          gint64   newest,
                          gboolean can_undo,
                          gboolean can_redo)
{
  if (newest < self->state_of)
    return;

  self->state_of = newest;
  if (self->can_undo != can_undo)
    {
      self->can_undo = can_undo;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
    }
  if (self->can_redo != can_redo)
    {
      self->can_redo = can_redo;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
    }
}

void
_sl_store_emit_changed (SlStore *self,
                        guint    kinds,
                        gboolean foreign)
{
  if (kinds != 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, kinds, foreign);
}

void
_sl_store_emit_written (SlStore *self)
{
  g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
}

/* From a worker: @func on the store's own main context. (g_main_context_invoke() might run it here.) */
void
_sl_store_invoke (SlStore    *self,
                  GSourceFunc func,
                  gpointer    data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, NULL);
  g_source_set_static_name (source, "SlStore result");
  g_source_attach (source, self->context);
}

static void
sl_store_dispose (GObject *object)
{
  SlStore *self = SL_STORE (object);

  sl_store_close (self);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sl_store_parent_class)->dispose (object);
}

static void
sl_store_finalize (GObject *object)
{
  SlStore *self = SL_STORE (object);

  g_free (self->data_dir);
  g_free (self->path);
  g_free (self->notice_path);
  g_free (self->notice_log);
  sl_backup_free (self->notice_backup);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->own);
  g_mutex_clear (&self->own_mutex);

  G_OBJECT_CLASS (sl_store_parent_class)->finalize (object);
}

static void
sl_store_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  SlStore *self = SL_STORE (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, sl_store_get_read_only (self));
      break;
    case PROP_IS_OPEN:
      g_value_set_boolean (value, self->is_open);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_store_class_init (SlStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sl_store_dispose;
  object_class->finalize = sl_store_finalize;
  object_class->get_property = sl_store_get_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SlStore::changed:
   * @self: the store
   * @kinds: bit 1 << SlKind of each kind of which rows changed
   * @foreign: another program wrote them
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);

  /**
   * SlStore::written:
   * @self: the store
   *
   * Something was written, here or by another program, perhaps beside the records alone. Where the file system can't tell,
   * it isn't told.
   */
  signals[SIGNAL_WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_store_init (SlStore *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->presence = -1;
  self->own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_mutex_init (&self->own_mutex);
}

/**
 * sl_store_new:
 * @data_dir: the folder of shortlist.db; made on opening
 * @clock: gives the time of every change
 *
 * Returns: (transfer full): a store, not open yet
 */
SlStore *
sl_store_new (const char *data_dir,
              SlClock    *clock)
{
  g_return_val_if_fail (data_dir != NULL, NULL);
  g_return_val_if_fail (SL_IS_CLOCK (clock), NULL);

  SlStore *self = g_object_new (SL_TYPE_STORE, NULL);
  self->data_dir = g_strdup (data_dir);
  self->path = g_build_filename (data_dir, FILE_NAME, NULL);
  self->clock = g_object_ref (clock);
  return self;
}

static void
adopt (SlStore  *self,
       SlOpened *opened)
{
  static const char *const names[] = { "sl-reader", "sl-background" };

  sl_record_ensure_types ();
  g_atomic_int_set (&self->closing, FALSE);
  if (opened->writer != NULL)
    {
      _sl_connection_set_hurry (opened->writer, &self->closing);
      self->writer = sl_worker_new ("sl-writer", g_steal_pointer (&opened->writer));
      /* An earlier run may have left some of an import out of the search index. */
      sl_worker_push (self->writer, _sl_store_catch_up, self);
      _sl_store_keep_house (self);
      self->day_handler = g_signal_connect_swapped (self->clock, "day-changed", G_CALLBACK (_sl_store_keep_house), self);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    self->readers[i] = sl_worker_new (names[i], g_steal_pointer (&opened->readers[i]));

  self->presence = opened->presence;
  opened->presence = -1;
  self->notice = opened->notice;
  g_set_str (&self->notice_path, opened->notice_path);
  g_set_str (&self->notice_log, opened->notice_log);
  self->notice_n_files = opened->notice_n_files;
  g_clear_pointer (&self->notice_backup, sl_backup_free);
  self->notice_backup = g_steal_pointer (&opened->notice_backup);
  self->is_open = TRUE;
  self->seen = self->state_of = opened->newest;
  _sl_store_set_undo_state (self, opened->newest, opened->can_undo, opened->can_redo);
  if (self->writer == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
  _sl_store_watch (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OPEN]);
}

/**
 * sl_store_open:
 *
 * Opens the data file: makes, migrates or restores it as needed. Look at sl_store_get_notice() then.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_store_open (SlStore *self,
               GError **error)
{
  g_return_val_if_fail (SL_IS_STORE (self), FALSE);
  g_return_val_if_fail (!self->is_open, FALSE);

  g_autoptr (SlOpened) opened = sl_opened_new (self->data_dir, self->path, sl_clock_get_now (self->clock), error);
  if (opened == NULL)
    return FALSE;
  adopt (self, opened);
  return TRUE;
}

static void
open_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  SlStore *self = source_object;
  GError *error = NULL;
  SlOpened *opened = sl_opened_new (self->data_dir, self->path, sl_clock_get_now (self->clock), &error);

  if (opened != NULL)
    g_task_return_pointer (task, opened, (GDestroyNotify) sl_opened_free);
  else
    g_task_return_error (task, error);
}

/** sl_store_open_async: as sl_store_open(), on another thread */
void
sl_store_open_async (SlStore            *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (SL_IS_STORE (self));
  g_return_if_fail (!self->is_open);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_store_open_async);
  g_task_run_in_thread (task, open_in_thread);
}

/** sl_store_open_finish: %FALSE with @error set when the data file could not be opened */
gboolean
sl_store_open_finish (SlStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_autoptr (SlOpened) opened = g_task_propagate_pointer (G_TASK (result), error);
  if (opened == NULL)
    return FALSE;
  adopt (self, opened);
  return TRUE;
}

/**
 * sl_store_close:
 *
 * Finishes what was handed over and closes the file. Results of those changes still come to their callbacks. When
 * another program hangs with its lock, it waits two seconds at most, and those changes fail with %SL_ERROR_BUSY.
 */
void
sl_store_close (SlStore *self)
{
  g_return_if_fail (SL_IS_STORE (self));

  if (!self->is_open)
    return;
  self->is_open = FALSE;
  g_atomic_int_set (&self->closing, TRUE);
  _sl_store_unwatch (self);
  g_clear_signal_handler (&self->day_handler, self->clock);
  /* The writer last: only as the last connection, and not as a reader's, does SQLite merge the log into the file, so
   * that a copy of the file alone is whole. */
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    g_clear_pointer (&self->readers[i], sl_worker_free);
  /* Joined before it is forgotten: its last job may still push another. */
  sl_worker_free (self->writer);
  self->writer = NULL;
  _sl_store_drop_house (self);
  g_clear_fd (&self->presence, NULL);
}

/** sl_store_get_path: (transfer none): the data file */
const char *
sl_store_get_path (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return self->path;
}

/** sl_store_get_clock: (transfer none) */
SlClock *
sl_store_get_clock (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return self->clock;
}

/** sl_store_get_is_open: whether it can be asked; from sl_store_open() on until sl_store_close(). Notified when it opens. */
gboolean
sl_store_get_is_open (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), FALSE);
  return self->is_open;
}

/** sl_store_get_read_only: whether the open data can't be changed; sl_store_get_notice() says why */
gboolean
sl_store_get_read_only (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), FALSE);
  return self->is_open && self->writer == NULL;
}

/** sl_store_get_notice: what a person must be told since it was opened */
SlStoreNotice
sl_store_get_notice (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), SL_STORE_NOTICE_NONE);
  return self->notice;
}

/** sl_store_get_notice_path: (transfer none) (nullable): where the damaged file lies now */
const char *
sl_store_get_notice_path (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return self->notice_path;
}

/** sl_store_get_notice_log: (transfer none) (nullable): where the log of a missing data file was kept */
const char *
sl_store_get_notice_log (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return self->notice_log;
}

/** sl_store_get_notice_n_files: how many attached files are kept that what is open since the data file was lost knows nothing of */
guint
sl_store_get_notice_n_files (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), 0);
  return self->notice_n_files;
}

/** sl_store_get_notice_backup: (transfer none) (nullable): the backup that was restored in place of the damaged file */
const SlBackup *
sl_store_get_notice_backup (SlStore *self)
{
  g_return_val_if_fail (SL_IS_STORE (self), NULL);
  return self->notice_backup;
}
