/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deeds that are about more than a record: merging, what is due, deleting for good, backups. */
#define G_LOG_DOMAIN "kill-script-others"

#include "config.h"

#include <string.h>

#include "kill-promise.h"
#include "kill-script-private.h"
#include "sl-backups.h"
#include "sl-deeds-reminders.h"
#include "sl-error.h"
#include "sl-merge.h"
#include "sl-trash.h"

#define LEAST_BACKUPS 2
#define MOST_BACKUPS 4

static gpointer
read_now (KillScript *self,
          SlReadFunc  func,
          gpointer    data,
          GError    **error)
{
  return sl_store_read (sl_context_get_store (self->context), func, data, error);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    kill_task_done (data, transaction);
  else
    kill_task_failed (data, error);
}

/* Merging */

typedef struct {
  const char *kept;
  const char *other;
  SlClock *clock;
} Twins;

static gpointer
build_merge (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Twins *twins = data;
  g_autoptr (SlMergePair) pair = sl_merge_read (connection, twins->kept, twins->other, error);

  return pair != NULL ? sl_deed_merge (connection, pair, twins->clock, error) : NULL;
}

static void
merge (KillScript *self)
{
  Twins twins = { _kill_choose (self, self->pool->living), _kill_choose (self, self->pool->living), sl_context_get_clock (self->context) };
  g_autoptr (GError) error = NULL;
  SlChangeset *changeset = twins.kept != twins.other ? read_now (self, build_merge, &twins, &error) : NULL;

  if (changeset != NULL)
    {
      _kill_apply (self, changeset);
      return;
    }
  if (error == NULL)
    g_set_error_literal (&error, SL_ERROR, SL_ERROR_NOT_FOUND, "One can't be merged");
  kill_task_failed (_kill_begin_task (self), error);
}

/* What is due */

typedef struct {
  SlDueOptions *options;
  const char *application;
} Due;

static gpointer
read_due (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Due *due = data;
  return sl_due_read_for_application (connection, due->options, due->application, error);
}

/* As a page's buttons do it, or as a notification's. */
static void
settle_one (KillScript   *self,
            SlDue        *one,
            SlDueOptions *options)
{
  gint64 now = sl_clock_get_now (sl_context_get_clock (self->context));
  gint64 until = g_rand_boolean (self->rand) ? now + g_rand_int_range (self->rand, 1, 100) * G_TIME_SPAN_HOUR : SL_TIME_NONE;
  g_autofree char *key = sl_due_get_key (one);

  if (g_rand_int_range (self->rand, 0, 3) == 0)
    sl_deed_settle_due_async (self->context, sl_due_options_copy (options), key, until, NULL, applied_cb, _kill_begin_task (self));
  else
    _kill_apply (self, until != SL_TIME_NONE ? sl_deed_snooze_due (one, until) : sl_deed_complete_due (one, now));
}

static void
settle (KillScript *self)
{
  g_autoptr (SlDueOptions) options = sl_due_options_new (sl_clock_get_time_zone (sl_context_get_clock (self->context)));
  Due due = { options, _kill_choose (self, self->pool->living) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = read_now (self, read_due, &due, &error);

  if (all == NULL || all->len == 0)
    {
      if (error == NULL)
        g_set_error_literal (&error, SL_ERROR, SL_ERROR_NOT_FOUND, "Nothing is due");
      kill_task_failed (_kill_begin_task (self), error);
      return;
    }
  settle_one (self, all->pdata[g_rand_int_range (self->rand, 0, (gint32) all->len)], options);
}

/* The Trash */

/* Restores up to three things of any kind, or deletes them for good; now and then all. */
static void
sort_trash (KillScript *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = read_now (self, sl_trash_read, NULL, &error);
  g_autoptr (SlChangeset) only = NULL;
  int dice = g_rand_int_range (self->rand, 0, 8);

  if (items == NULL || items->len == 0)
    {
      if (error == NULL)
        g_set_error_literal (&error, SL_ERROR, SL_ERROR_NOT_FOUND, "The Trash is empty");
      kill_task_failed (_kill_begin_task (self), error);
      return;
    }

  if (items->len > 3)
    {
      guint from = (guint) g_rand_int_range (self->rand, 0, (gint32) items->len - 2);

      g_ptr_array_remove_range (items, 0, from);
      g_ptr_array_set_size (items, g_rand_int_range (self->rand, 1, 4));
    }
  if (dice < 3)
    {
      _kill_apply (self, sl_deed_restore_many (items));
      return;
    }
  only = dice < 7 ? sl_deed_purge (items) : NULL;
  sl_store_purge_async (sl_context_get_store (self->context), only, NULL, applied_cb, _kill_begin_task (self));
}

/* Backups */

static gpointer
read_newest (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  gint64 *newest = data;

  *newest = sl_connection_get_integer (connection, "SELECT max (id) FROM txn", 0);
  return newest;
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_backups_finish (SL_CONTEXT (source), result, &error);

  if (transaction != NULL)
    kill_task_done (data, transaction);
  else
    kill_task_failed (data, error);
}

static void
restore (KillScript *self,
         const char *path)
{
  KillTask *task = _kill_begin_task (self);
  g_autoptr (GError) error = NULL;

  task->backup = g_strdup (path);
  if (read_now (self, read_newest, &task->since, &error) == NULL)
    kill_task_failed (task, error);
  else
    sl_backups_restore_async (self->context, path, NULL, restored_cb, task);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  KillTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sl_store_backup_finish (SL_STORE (source), result, &error);

  if (path == NULL)
    {
      kill_task_failed (task, error);
      return;
    }
  kill_line_write_flag (KILL_LINE_BACKUP, path);
  _kill_task_end (task);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  KillTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sl_backups_finish (SL_CONTEXT (source), result, &error);

  if (path == NULL)
    {
      kill_task_failed (task, error);
      return;
    }
  kill_line_write_flag (KILL_LINE_REFUSED, "a backup was deleted");
  _kill_task_end (task);
}

/* Of those made by hand. The oldest goes long after anybody restores it. */
static void
handle_backups (KillScript *self)
{
  g_autoptr (GPtrArray) paths = sl_backup_list (sl_store_get_path (sl_context_get_store (self->context)));
  const char *oldest;

  for (guint i = paths->len; i > 0; i--)
    if (strstr (paths->pdata[i - 1], "-" SL_BACKUP_MANUAL) == NULL)
      g_ptr_array_remove_index (paths, i - 1);

  oldest = paths->len > 0 ? paths->pdata[paths->len - 1] : NULL;
  if (paths->len > MOST_BACKUPS)
    {
      kill_line_write_flag (KILL_LINE_DROPPED, oldest);
      sl_backups_delete_async (self->context, oldest, NULL, deleted_cb, _kill_begin_task (self));
    }
  else if (paths->len < LEAST_BACKUPS || g_rand_int_range (self->rand, 0, 3) == 0)
    sl_store_backup_async (sl_context_get_store (self->context), SL_BACKUP_MANUAL, NULL, made_cb, _kill_begin_task (self));
  else
    restore (self, paths->pdata[g_rand_int_range (self->rand, 0, LEAST_BACKUPS)]);
}

/** _kill_do_other: see kill-script-private.h */
void
_kill_do_other (KillScript *self)
{
  switch (g_rand_int_range (self->rand, 0, 8))
    {
    case 0:
    case 1:
      merge (self);
      break;
    case 2:
    case 3:
      settle (self);
      break;
    case 4:
    case 5:
    case 6:
      sort_trash (self);
      break;
    default:
      handle_backups (self);
    }
}
