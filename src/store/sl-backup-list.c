/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which backups there are, what is in them, and which of them go. Part of sl-backup.h. */

#define G_LOG_DOMAIN "sl-backup-list"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sl-backup-files.h"
#include "sl-backup-private.h"
#include "sl-connection-private.h"
#include "sl-date.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-migrations.h"
#include "sl-schema.h"
#include "sl-sqlite-error.h"

/** sl_backup_build_folder: (transfer full): where the backups of the data file @path lie */
char *
sl_backup_build_folder (const char *path)
{
  g_autofree char *data_dir = g_path_get_dirname (path);
  return g_build_filename (data_dir, SL_BACKUPS_FOLDER, NULL);
}

/* "shortlist-20260316-120000" */
#define STAMP_LENGTH 25

typedef struct {
  char *path;
  gint64 written; /* nanoseconds; tells apart what has the same second in its name */
} Found;

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const Found *one = a;
  const Found *other = b;
  const char *one_name = strrchr (one->path, G_DIR_SEPARATOR) + 1;
  const char *other_name = strrchr (other->path, G_DIR_SEPARATOR) + 1;
  int by_second = strncmp (other_name, one_name, STAMP_LENGTH);

  if (by_second != 0)
    return by_second;
  if (one->written != other->written)
    return one->written > other->written ? -1 : 1;
  return strcmp (other_name, one_name);
}

static gint64
get_time_written (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec : 0;
}

/**
 * sl_backup_list:
 * @path: the data file
 *
 * Returns: (transfer full) (element-type utf8): the paths of its backups, newest first
 */
GPtrArray *
sl_backup_list (const char *path)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autofree char *folder = sl_backup_build_folder (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "shortlist-") && g_str_has_suffix (name, ".db"))
      {
        Found one = { g_build_filename (folder, name, NULL), 0 };

        one.written = get_time_written (one.path);
        g_array_append_val (found, one);
      }
  g_array_sort (found, compare_newest_first);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (backups, g_array_index (found, Found, i).path);
  return backups;
}

/* shortlist-20260316-080000-import.db, or …-import-2.db */
static char *
get_reason (const char *backup_path)
{
  g_autofree char *base = g_path_get_basename (backup_path);
  g_auto (GStrv) parts = g_strsplit_set (base, "-.", -1);

  return g_strdup (g_strv_length (parts) > 3 && g_str_equal (parts[0], "shortlist") ? parts[3] : "");
}

/* The time in the name, or else that of the file. */
static gint64
get_time (const char *backup_path)
{
  g_autofree char *base = g_path_get_basename (backup_path);
  int year, month, day, hour, minute, second;

  if (sscanf (base, "shortlist-%4d%2d%2d-%2d%2d%2d-", &year, &month, &day, &hour, &minute, &second) == 6)
    {
      g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, second);
      if (time != NULL)
        return g_date_time_to_unix_usec (time);
    }
  return get_time_written (backup_path) / 1000;
}

/* Called after a new one was made and found good: that one stays, whatever the clock says. */
void
sl_backup_thin (const char *path,
                const char *reason,
                guint       kept,
                const char *just_made)
{
  g_autoptr (GPtrArray) backups = kept > 0 ? sl_backup_list (path) : NULL;
  guint n = 1;

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const char *backup = g_ptr_array_index (backups, i);
      g_autofree char *other = get_reason (backup);

      if (!g_str_equal (backup, just_made) && g_str_equal (other, reason) && ++n > kept)
        g_unlink (backup);
    }
}

/** sl_backup_free: @self (nullable) */
void
sl_backup_free (SlBackup *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->reason);
  g_ptr_array_unref (self->lost);
  g_free (self);
}

/* A kind that its schema didn't have yet counts as none. */
static void
count_records (SlConnection *connection,
               SlBackup     *self)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const char *table = sl_kind_get_info (kind)->table;
      g_autofree char *living = g_strdup_printf ("SELECT count (*) FROM %s WHERE deleted_at IS NULL", table);
      g_autofree char *trashed = g_strdup_printf ("SELECT count (*) FROM %s WHERE deleted_at IS NOT NULL", table);

      self->living[kind] = sl_connection_get_integer (connection, living, 0);
      self->trashed += sl_connection_get_integer (connection, trashed, 0);
    }
}

static SlBackup *
build_named (const char *backup_path,
             goffset     size)
{
  SlBackup *self = g_new0 (SlBackup, 1);

  self->path = g_strdup (backup_path);
  self->reason = get_reason (backup_path);
  self->time = get_time (backup_path);
  self->size = size;
  self->lost = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * sl_backup_build_unreadable:
 *
 * Returns: (transfer full): what the name says of a backup that is damaged; its version is 0, and nothing is counted
 */
SlBackup *
sl_backup_build_unreadable (const char *backup_path)
{
  GStatBuf info;

  return build_named (backup_path, g_stat (backup_path, &info) == 0 ? info.st_size : 0);
}

/* One sentence, however deep one has to look for the damage. */
void
_sl_backup_set_damaged (GError    **error,
                        const char *backup_path)
{
  g_autofree char *name = g_filename_display_basename (backup_path);

  sl_sqlite_clear_suspect (backup_path);
  g_set_error (error, SL_ERROR, SL_ERROR_DAMAGED, _("“%s” is damaged, or isn’t a backup of Shortlist. Choose another one."), name);
}

/**
 * sl_backup_look:
 * @backup_path: one of sl_backup_list(), or a data file from elsewhere that no program writes to
 *
 * Reads what is in it; not whether all of it is sound.
 *
 * Returns: (transfer full): the answer; %NULL with @error set when it is no data file of Shortlist
 */
SlBackup *
sl_backup_look (const char *backup_path,
                GError    **error)
{
  g_autoptr (SlConnection) connection = NULL;
  g_autoptr (SlBackup) self = NULL;
  g_autoptr (GError) local = NULL;
  GStatBuf info;
  int version;

  if (g_stat (backup_path, &info) != 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("That backup isn’t there any more."));
      return NULL;
    }
  connection = _sl_connection_open_immutable (backup_path, &local);
  if (connection == NULL && !g_error_matches (local, SL_ERROR, SL_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  version = connection != NULL ? sl_migrations_get_version (connection) : 0;
  if (version < 1 || sl_connection_get_integer (connection, "PRAGMA application_id", 0) != SL_SCHEMA_APPLICATION_ID)
    {
      _sl_backup_set_damaged (error, backup_path);
      return NULL;
    }

  self = build_named (backup_path, info.st_size);
  self->version = version;
  self->newest = sl_connection_get_integer (connection, "SELECT max (id) FROM txn", 0);
  count_records (connection, self);
  g_ptr_array_unref (self->lost);
  self->lost = sl_backup_files_find_lost (backup_path, connection);
  return g_steal_pointer (&self);
}

static gint64
get_newest_step (const char *path)
{
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, NULL);

  return connection != NULL ? sl_connection_get_integer (connection, "SELECT max (id) FROM txn", 0) : 0;
}

/**
 * sl_backup_is_due:
 * @path: the data file
 * @zone: where the person’s day begins and ends
 *
 * Returns: whether none was made today, and something has changed since the newest one: many copies of the same would
 *   push out older ones that are not
 */
gboolean
sl_backup_is_due (const char *path,
                  gint64      now,
                  GTimeZone  *zone)
{
  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  gint64 newest = get_newest_step (path);

  if (newest == 0)
    return FALSE;
  for (guint i = 0; i < backups->len; i++)
    {
      const char *backup = g_ptr_array_index (backups, i);
      g_autofree char *reason = get_reason (backup);

      if (g_str_equal (reason, SL_BACKUP_DAILY) && sl_day_from_time (get_time (backup), zone) == sl_day_from_time (now, zone))
        return FALSE;
    }
  if (backups->len == 0)
    return TRUE;

  g_autoptr (SlBackup) last = sl_backup_look (g_ptr_array_index (backups, 0), NULL);
  return last == NULL || last->newest != newest;
}

/**
 * sl_backup_delete:
 * @path: the data file
 * @backup_path: one of its backups
 *
 * Deletes it, and the attached files that no other backup has.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_backup_delete (const char *path,
                  const char *backup_path,
                  GError    **error)
{
  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  int lock;

  if (!g_ptr_array_find_with_equal_func (backups, backup_path, g_str_equal, NULL))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("That backup isn’t there any more."));
      return FALSE;
    }

  lock = sl_backup_files_lock (path);
  if (g_unlink (backup_path) != 0)
    {
      g_set_error (error, SL_ERROR, errno == EROFS ? SL_ERROR_READ_ONLY : SL_ERROR_PERMISSION,
                   _("The backup couldn’t be deleted (%s)."), g_strerror (errno));
      g_clear_fd (&lock, NULL);
      return FALSE;
    }
  sl_backup_files_sweep (path);
  g_clear_fd (&lock, NULL);
  return TRUE;
}
