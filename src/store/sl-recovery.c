/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-recovery.h. At every open the head of the file is looked at: is it a database, is it ours, are its tables
 * there. All of it is read only when something in it was found damaged in use: that takes long for a large file, and
 * SQLite's own log takes care of crashes. */

#define G_LOG_DOMAIN "sl-recovery"

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sl-attachments.h"
#include "sl-backup.h"
#include "sl-connection.h"
#include "sl-error.h"
#include "sl-field.h"
#include "sl-file.h"
#include "sl-recovery.h"
#include "sl-schema.h"
#include "sl-search-index.h"
#include "sl-sqlite-error.h"
#include "sl-store-open.h"

/* Beside the data file from before it is set aside until a backup is in its place: its text is where the damaged one goes.
 * So a recovery that was cut off, or found no room, goes on at the next start, which otherwise would begin anew. */
static char *
build_marker (const char *path)
{
  return g_strconcat (path, ".recovering", NULL);
}

static gboolean
is_recovering (const char *path)
{
  g_autofree char *marker = build_marker (path);
  return g_file_test (marker, G_FILE_TEST_EXISTS);
}

static void
end_recovering (const char *path)
{
  g_autofree char *marker = build_marker (path);
  g_unlink (marker);
}

static gboolean
has_backups (const char *path)
{
  g_autoptr (GPtrArray) backups = sl_backup_list (path);
  return backups->len > 0;
}

/* Nobody attaches something to nothing: whatever they belonged to is lost. */
static gboolean
has_attachments (const char *path)
{
  g_autofree char *data_dir = g_path_get_dirname (path);

  return sl_attachments_is_any (data_dir);
}

static gint64
get_size (const char *path)
{
  GStatBuf info;
  return g_stat (path, &info) == 0 ? (gint64) info.st_size : -1;
}

/** sl_recovery_is_missing: whether nothing is there, not even a link that leads nowhere */
gboolean
sl_recovery_is_missing (const char *path)
{
  GStatBuf info;
  return g_lstat (path, &info) != 0 && errno == ENOENT;
}

/* FALSE: what is there can't be looked at now, and so can't be said to be lost: it may be on a disk that isn't connected. */
static gboolean
is_in_reach (const char *path,
             GError    **error)
{
  g_autofree char *name = g_filename_display_name (path);
  GStatBuf info;
  int failure = g_stat (path, &info) != 0 ? errno : 0;

  if (failure == 0 || sl_recovery_is_missing (path))
    return TRUE;

  g_autofree char *target = g_file_read_link (path, NULL);
  g_autofree char *shown = target != NULL ? g_filename_display_name (target) : NULL;
  if (failure == ENOENT && shown != NULL)
    g_set_error (error, SL_ERROR, SL_ERROR_DISK,
                 /* Translators: both are paths. */
                 _("The data file %1$s is a link to %2$s, which isn’t there. Connect the disk that it is on, or put it back there, then try again."),
                 name, shown);
  else
    g_set_error (error, SL_ERROR, SL_ERROR_PERMISSION,
                 /* Translators: the first %s: a path, the second: what the system says. */
                 _("The data file %1$s can’t be looked at (%2$s). Check it and the permissions of its folder."), name, g_strerror (failure));
  return FALSE;
}

static gboolean
read_integer (SlConnection  *connection,
              const char    *sql,
              gint64        *value,
              GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  *value = sl_statement_step (statement, &local) ? sl_statement_get_integer (statement, 0) : 0;
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* One statement over every table: damaged roots and a shortened file show here. */
static gboolean
read_heads (SlConnection *connection,
            GError      **error)
{
  int version = (int) sl_connection_get_integer (connection, "PRAGMA user_version", 0);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      if ((version < 3 && kind == SL_KIND_SAVED_FILTER) || (version < 6 && kind == SL_KIND_ANSWER))
        continue;
      g_autofree char *sql = g_strdup_printf ("SELECT max (pk), min (pk), (SELECT id FROM %1$s ORDER BY id LIMIT 1) FROM %1$s",
                                              sl_kind_get_info (kind)->table);
      if (!sl_connection_execute (connection, sql, error))
        return FALSE;
    }
  return sl_connection_execute (connection, "SELECT max (id) FROM txn; SELECT max (entry) FROM journal", error);
}

/* The search index can be made anew from the rows: it is no reason to go back to a backup. */
static gboolean
repair_search_index (const char *path)
{
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, NULL);

  if (connection == NULL || !sl_connection_begin (connection, NULL))
    return FALSE;
  return sl_search_index_rebuild (connection, NULL) && sl_connection_commit (connection, NULL);
}

/* FALSE without @error: it isn't. With it: that couldn't be told. */
static gboolean
is_wholly_sound (SlConnection  *connection,
                 gboolean      *only_search,
                 GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "PRAGMA integrity_check (20)", error);
  g_autoptr (GError) local = NULL;
  gboolean sound = statement != NULL;
  guint n_rows = 0;

  *only_search = TRUE;
  while (statement != NULL && sl_statement_step (statement, &local))
    {
      const char *text = sl_statement_get_text (statement, 0);
      n_rows++;
      if (g_strcmp0 (text, "ok") == 0)
        continue;
      sound = FALSE;
      if (text == NULL || (g_strstr_len (text, -1, "application_fts") == NULL && g_strstr_len (text, -1, "record_fts") == NULL))
        *only_search = FALSE;
    }
  if (n_rows == 0 || local != NULL)
    *only_search = FALSE;
  if (local == NULL)
    return sound && n_rows > 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What failed while looking: damage, or something else that a later try may not meet. */
static SlRecoveryState
judge (GError     *local,
       const char *path,
       GError    **error)
{
  g_autoptr (GError) owned = local;

  if (g_error_matches (owned, SL_ERROR, SL_ERROR_DAMAGED))
    return SL_RECOVERY_DAMAGED;

  /* "No such table" in a file that says it has one. */
  if (g_error_matches (owned, SL_ERROR, SL_ERROR_FAILED) && get_size (path) > 0)
    return SL_RECOVERY_DAMAGED;

  g_propagate_error (error, g_steal_pointer (&owned));
  return SL_RECOVERY_FAILED;
}

static SlRecoveryState
inspect_all (const char *path,
             gboolean    repair,
             GError    **error)
{
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, error);
  g_autoptr (GError) local = NULL;
  gboolean only_search = FALSE;

  if (connection == NULL)
    return SL_RECOVERY_FAILED;
  if (!is_wholly_sound (connection, &only_search, &local) && !(only_search && (!repair || repair_search_index (path))))
    return local != NULL ? judge (g_steal_pointer (&local), path, error) : SL_RECOVERY_DAMAGED;

  if (repair)
    sl_sqlite_clear_suspect (path);
  return SL_RECOVERY_GOOD;
}

/* The very first start may have been cut off here. Later, an empty file is a lost one. */
static SlRecoveryState
judge_empty (const char *path)
{
  return has_backups (path) || has_attachments (path) ? SL_RECOVERY_DAMAGED : SL_RECOVERY_NEW;
}

/* A first start that was cut off before the write-ahead log was on leaves a rollback journal. Only a writer can take back
 * what that says. */
static gboolean
roll_back (const char *path,
           GError    **error)
{
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, error);

  return connection != NULL && sl_connection_execute (connection, "SELECT count (*) FROM sqlite_schema", error);
}

static SlConnection *
open_to_look (const char *path,
              gboolean    repair,
              GError    **error)
{
  g_autoptr (GError) local = NULL;

  for (gboolean again = FALSE;; again = TRUE)
    {
      g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, &local);
      if (connection != NULL &&
          sl_connection_execute (connection, "SELECT count (*) FROM sqlite_schema; PRAGMA user_version", &local))
        return g_steal_pointer (&connection);
      if (again || !repair || !g_error_matches (local, SL_ERROR, SL_ERROR_READ_ONLY))
        break;
      g_clear_error (&local);
      g_clear_pointer (&connection, sl_connection_close);
      if (!roll_back (path, &local))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static SlRecoveryState
inspect_heads (const char *path,
               gboolean    repair,
               GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlConnection) connection = open_to_look (path, repair, &local);
  if (connection == NULL)
    return judge (g_steal_pointer (&local), path, error);

  gint64 application, version, n_tables;
  if (!read_integer (connection, "PRAGMA application_id", &application, &local) ||
      !read_integer (connection, "PRAGMA user_version", &version, &local) ||
      !read_integer (connection, "SELECT count (*) FROM sqlite_schema", &n_tables, &local))
    return judge (g_steal_pointer (&local), path, error);
  if (application == 0 && version == 0 && n_tables == 0)
    return judge_empty (path);
  if (application != SL_SCHEMA_APPLICATION_ID)
    return SL_RECOVERY_DAMAGED;
  /* Of a newer version's tables we know nothing. */
  if (version <= SL_SCHEMA_VERSION && !read_heads (connection, &local))
    return judge (g_steal_pointer (&local), path, error);

  if (sl_sqlite_is_suspect (path))
    return inspect_all (path, repair, error);
  if (repair)
    end_recovering (path);
  return SL_RECOVERY_GOOD;
}

/**
 * sl_recovery_inspect:
 * @path: the data file
 * @repair: whether a search index that is damaged may be made anew, what was half written be taken back, and what was
 *   suspected be noted and forgotten; else it is only looked at
 *
 * A file that is missing beside backups, attached files or its log is lost, and as good as damaged.
 *
 * Returns: what is there; %SL_RECOVERY_FAILED with @error set when that can't be told (no permission, a link that leads
 *   nowhere…)
 */
SlRecoveryState
sl_recovery_inspect (const char *path,
                     gboolean    repair,
                     GError    **error)
{
  gboolean was_suspect = sl_sqlite_is_suspect (path);
  SlRecoveryState state;
  gint64 size;

  if (!is_in_reach (path, error))
    return SL_RECOVERY_FAILED;

  size = get_size (path);
  /* SQLite would throw away a log beside a file without a byte. */
  if (size <= 0 && sl_store_has_log (path))
    return SL_RECOVERY_DAMAGED;
  if (size < 0)
    return is_recovering (path) || has_backups (path) || has_attachments (path) ? SL_RECOVERY_DAMAGED : SL_RECOVERY_NEW;
  if (size == 0)
    return judge_empty (path);

  state = inspect_heads (path, repair, error);
  /* What shows in the head shows again. */
  if (!repair && !was_suspect && state == SL_RECOVERY_DAMAGED)
    sl_sqlite_clear_suspect (path);
  return state;
}

static void
set_aside_error (GError **error)
{
  g_set_error (error, SL_ERROR, SL_ERROR_FAILED, _("The damaged data file couldn’t be set aside (%s)."), g_strerror (errno));
}

static gboolean
move_one (const char *path,
          const char *target,
          const char *suffix,
          GError    **error)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (target, suffix, NULL);

  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  set_aside_error (error);
  return FALSE;
}

/* What SQLite makes anew, or an empty log: it would only lie about. */
static gboolean
remove_one (const char *path,
            const char *suffix,
            GError    **error)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);

  if (g_unlink (file) == 0 || errno == ENOENT)
    return TRUE;
  set_aside_error (error);
  return FALSE;
}

static gboolean
move_log (const char *path,
          const char *target,
          GError    **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return get_size (log) == 0 ? remove_one (path, "-wal", error) : move_one (path, target, "-wal", error);
}

static gboolean
is_taken (const char *target)
{
  g_autofree char *log = g_strconcat (target, "-wal", NULL);
  return g_file_test (target, G_FILE_TEST_EXISTS) || g_file_test (log, G_FILE_TEST_EXISTS);
}

static char *
choose_target (const char *path,
               gint64      now)
{
  const char *what = sl_recovery_is_missing (path) ? "missing" : "damaged";
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%d-%H%M%S");
  g_autofree char *target = NULL;

  for (guint i = 1; target == NULL || is_taken (target); i++)
    {
      g_free (target);
      target = i == 1 ? g_strdup_printf ("%s/shortlist-%s-%s.db", folder, what, stamp)
                      : g_strdup_printf ("%s/shortlist-%s-%s-%u.db", folder, what, stamp, i);
    }
  return g_steal_pointer (&target);
}

/* Where a recovery that was cut off has put the file, or a new place, which is noted. NULL: with @error set. */
static char *
begin_recovering (const char *path,
                  gint64      now,
                  GError    **error)
{
  g_autofree char *marker = build_marker (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *begun = NULL;
  g_autofree char *target = NULL;
  g_autofree char *name = NULL;

  if (get_size (path) < 0 && g_file_get_contents (marker, &begun, NULL, NULL))
    {
      g_autofree char *base = g_path_get_basename (begun);
      return g_build_filename (folder, base, NULL);
    }

  target = choose_target (path, now);
  name = g_path_get_basename (target);
  g_autoptr (GBytes) bytes = g_bytes_new (name, strlen (name));
  return sl_file_write_atomic (marker, bytes, error) ? g_steal_pointer (&target) : NULL;
}

/**
 * sl_recovery_set_aside:
 *
 * Moves the data file and its log out of the way, beside themselves. Until sl_recovery_restore() is done, every look at
 * the file says that it is damaged.
 *
 * Returns: (transfer full): where the file lies now, if it was there at all, and with “-wal” at the end its log; %NULL with
 *   @error set
 */
char *
sl_recovery_set_aside (const char *path,
                       gint64      now,
                       GError    **error)
{
  g_autofree char *target = begin_recovering (path, now, error);

  /* The file goes first: without its log it could pass for a sound one of some time ago. */
  if (target == NULL || !move_one (path, target, "", error) || !move_log (path, target, error) || !remove_one (path, "-shm", error))
    return NULL;
  sl_sqlite_clear_suspect (path);
  return g_steal_pointer (&target);
}

/**
 * sl_recovery_find_backup:
 * @path: the data file
 *
 * Reads the backups as a whole, from the newest on, whatever they were made for: the newest good one has lost least.
 *
 * Returns: (transfer full) (nullable): the one that would take the place of a damaged file
 */
SlBackup *
sl_recovery_find_backup (const char *path)
{
  g_autoptr (GPtrArray) backups = sl_backup_list (path);

  for (guint i = 0; i < backups->len; i++)
    {
      const char *backup = g_ptr_array_index (backups, i);
      SlBackup *found = sl_backup_is_good (backup) ? sl_backup_look (backup, NULL) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * sl_recovery_restore:
 * @path: where the data file was
 * @restored: (out) (nullable): the good backup that was found and lies there now
 */
gboolean
sl_recovery_restore (const char *path,
                     SlBackup  **restored,
                     GError    **error)
{
  g_autoptr (SlBackup) backup = sl_recovery_find_backup (path);

  *restored = NULL;
  if (backup != NULL && !sl_backup_restore (backup->path, path, error))
    return FALSE;
  *restored = g_steal_pointer (&backup);
  end_recovering (path);
  return TRUE;
}
