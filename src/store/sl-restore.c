/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-restore.h. A backup of an older version is copied and brought to this one first. The source is what takes long
 * and doesn't depend on the data; comparing is a look at both, from one state of the data. */

#define G_LOG_DOMAIN "sl-restore"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "sl-backup-files.h"
#include "sl-backup-private.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-migrations.h"
#include "sl-purge.h"
#include "sl-restore.h"
#include "sl-schema.h"
#include "sl-table.h"

struct _SlRestoreSource {
  char *path;   /* the data file, absolute */
  char *backup_path;
  gint64 time;
  char *part;   /* (nullable): a copy that goes afterwards */
  int part_fd;
};

/* The two states side by side. */
typedef struct {
  SlConnection *live;   /* with the backup attached as "backup" */
  SlConnection *backup;
  SlRestore *restore;   /* borrowed */
  gint64 now;
} Compare;

static void
compare_clear (Compare *self)
{
  g_clear_pointer (&self->live, sl_connection_close);
  g_clear_pointer (&self->backup, sl_connection_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Compare, compare_clear)

static gboolean
check_backup (const char *backup_path,
              int        *version,
              gint64     *time,
              GError    **error)
{
  g_autoptr (SlBackup) backup = sl_backup_look (backup_path, error);

  if (backup == NULL)
    return FALSE;
  *version = backup->version;
  *time = backup->time;
  if (backup->version > SL_SCHEMA_VERSION)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NEWER_SCHEMA,
                           _("This backup was made by a newer version of Shortlist. Update Shortlist to restore it."));
      return FALSE;
    }
  if (sl_backup_is_good (backup_path))
    return TRUE;
  _sl_backup_set_damaged (error, backup_path);
  return FALSE;
}

/* A writable copy, brought to the present version. A file from elsewhere may lie in a folder that can't be written, so it
 * is made among the own backups. */
static gboolean
copy_and_migrate (SlRestoreSource *self,
                  GError         **error)
{
  g_autofree char *folder = sl_backup_build_folder (self->path);
  g_autoptr (SlConnection) from = _sl_connection_open_immutable (self->backup_path, error);
  g_autoptr (SlConnection) to = NULL;

  if (from == NULL || !sl_file_make_dir (folder, error))
    return FALSE;
  self->part = _sl_backup_begin_part (folder, &self->part_fd, error);
  if (self->part == NULL)
    return FALSE;
  to = sl_connection_open (self->part, SL_CONNECTION_READ_WRITE, error);
  return to != NULL && _sl_backup_copy (from, to, error) &&
         sl_connection_execute (to, "PRAGMA journal_mode = DELETE", error) &&
         sl_migrations_run (to, SL_SCHEMA_VERSION, NULL, NULL, error);
}

static gboolean
compare_open (Compare         *self,
              SlRestoreSource *source,
              GError         **error)
{
  const char *backup_path = source->part != NULL ? source->part : source->backup_path;

  self->backup = _sl_connection_open_immutable (backup_path, error);
  if (self->backup == NULL)
    return FALSE;
  self->live = sl_connection_open (source->path, SL_CONNECTION_READ_ONLY, error);
  return self->live != NULL && _sl_connection_attach_immutable (self->live, backup_path, error);
}

static gboolean
is_kept (const SlField *field)
{
  return (field->flags & SL_FIELD_DERIVED) == 0;
}

/* Calls @func for each id that @sql finds. */
static gboolean
foreach_id (Compare    *self,
            const char *sql,
            SlKind      kind,
            gboolean  (*func) (Compare *self, SlKind kind, const char *id, GError **error),
            GError    **error)
{
  SlStatement *statement = sl_connection_prepare (self->live, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    if (!func (self, kind, sl_statement_get_text (statement, 0), error))
      {
        sl_statement_reset (statement);
        return FALSE;
      }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
take_gone (Compare    *self,
           SlKind      kind,
           const char *id,
           GError    **error)
{
  self->restore->gone[kind]++;
  if (self->restore->changeset != NULL)
    sl_changeset_delete (self->restore->changeset, kind, id);
  return TRUE;
}

static gboolean
take_back (Compare    *self,
           SlKind      kind,
           const char *id,
           GError    **error)
{
  g_autoptr (SlRecord) record = NULL;

  self->restore->back[kind]++;
  if (self->restore->changeset == NULL)
    return TRUE;
  record = sl_table_read (self->backup, kind, id, error);
  if (record == NULL)
    return FALSE;
  sl_record_set_pk (record, 0);
  sl_purge_spare (record, NULL, self->now);
  sl_changeset_insert (self->restore->changeset, record);
  return TRUE;
}

static gboolean
take_changed (Compare    *self,
              SlKind      kind,
              const char *id,
              GError    **error)
{
  g_autoptr (SlRecord) now = NULL;
  g_autoptr (SlRecord) then = NULL;
  const SlKindInfo *info = sl_kind_get_info (kind);

  self->restore->changed[kind]++;
  if (self->restore->changeset == NULL)
    return TRUE;
  now = sl_table_read (self->live, kind, id, error);
  then = now != NULL ? sl_table_read (self->backup, kind, id, error) : NULL;
  if (then == NULL)
    return FALSE;
  sl_purge_spare (then, now, self->now);

  for (guint i = SL_FIELD_CREATED_AT; i < info->n_fields; i++)
    if (is_kept (&info->fields[i]) && !sl_value_equal (sl_record_get_value (now, i), sl_record_get_value (then, i)))
      sl_changeset_update (self->restore->changeset, kind, id, i, sl_record_get_value (then, i));
  return TRUE;
}

static gboolean
find_gone (Compare *self,
           SlKind   kind,
           GError **error)
{
  const char *table = sl_kind_get_info (kind)->table;
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM main.%s AS n WHERE NOT EXISTS (SELECT 1 FROM backup.%s AS b WHERE b.id = n.id)",
                                          table, table);
  return foreach_id (self, sql, kind, take_gone, error);
}

static gboolean
find_back (Compare *self,
           SlKind   kind,
           GError **error)
{
  const char *table = sl_kind_get_info (kind)->table;
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM backup.%s AS b WHERE NOT EXISTS (SELECT 1 FROM main.%s AS n WHERE n.id = b.id)"
                                          " ORDER BY b.pk", table, table);
  return foreach_id (self, sql, kind, take_back, error);
}

/* As sl_purge_spare() has it: a time in the Trash that isn't gone back to is no difference. */
#define DELETED_OTHERWISE \
  " OR (n.deleted_at IS NOT b.deleted_at AND (b.deleted_at < %" G_GINT64_FORMAT " AND b.deleted_at < n.deleted_at) IS NOT TRUE)"

static gboolean
find_changed (Compare *self,
              SlKind   kind,
              GError **error)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT n.id FROM main.%s AS n JOIN backup.%s AS b ON b.id = n.id WHERE FALSE", info->table, info->table);
  for (guint i = SL_FIELD_CREATED_AT; i < info->n_fields; i++)
    if (i == SL_FIELD_DELETED_AT)
      g_string_append_printf (sql, DELETED_OTHERWISE, sl_purge_get_spared_time (self->now));
    else if (is_kept (&info->fields[i]))
      g_string_append_printf (sql, " OR n.%s IS NOT b.%s", info->fields[i].column, info->fields[i].column);
  return foreach_id (self, sql->str, kind, take_changed, error);
}

static void
count_living (Compare *self,
              SlKind   kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE deleted_at IS NULL", sl_kind_get_info (kind)->table);

  self->restore->now[kind] = sl_connection_get_integer (self->live, sql, 0);
  self->restore->then[kind] = sl_connection_get_integer (self->backup, sql, 0);
}

/* Tags are taken off first, as an application doesn't get one twice; everything else goes last, when nothing that stays
 * refers to it any more, and children before their owners: so nothing goes along that is to stay. */
static gboolean
compare_all (Compare *self,
             GError **error)
{
  if (!find_gone (self, SL_KIND_TAG_ASSIGNMENT, error))
    return FALSE;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      count_living (self, kind);
      if (!find_back (self, kind, error) || !find_changed (self, kind, error))
        return FALSE;
    }
  for (SlKind kind = SL_N_KINDS - 1; (int) kind >= 0; kind--)
    if (kind != SL_KIND_TAG_ASSIGNMENT && !find_gone (self, kind, error))
      return FALSE;
  return TRUE;
}

/**
 * sl_restore_source_open:
 * @path: the data file
 * @backup_path: one of its backups, or a data file from elsewhere
 *
 * Reads the backup as a whole first, so that nothing is restored from a damaged one.
 *
 * Returns: (transfer full): what can be gone back to; %NULL with @error set
 */
SlRestoreSource *
sl_restore_source_open (const char *path,
                        const char *backup_path,
                        GError    **error)
{
  g_autoptr (SlRestoreSource) self = g_new0 (SlRestoreSource, 1);
  int version;

  self->part_fd = -1;
  self->path = g_canonicalize_filename (path, NULL);
  self->backup_path = g_strdup (backup_path);
  if (!check_backup (backup_path, &version, &self->time, error) ||
      (version < SL_SCHEMA_VERSION && !copy_and_migrate (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/** sl_restore_source_get_time: when the backup was made, in microseconds since 1970 UTC */
gint64
sl_restore_source_get_time (SlRestoreSource *self)
{
  return self->time;
}

/** sl_restore_source_free: @self (nullable) */
void
sl_restore_source_free (SlRestoreSource *self)
{
  if (self == NULL)
    return;

  if (self->part != NULL)
    _sl_backup_remove_part (self->part);
  g_clear_fd (&self->part_fd, NULL);
  g_free (self->part);
  g_free (self->path);
  g_free (self->backup_path);
  g_free (self);
}

/**
 * sl_restore_compare:
 * @with_changeset: whether to build the step too, and not only count. It holds for the data as it is now: who applies it
 *   compares on the writer thread
 * @now: in microseconds since 1970 UTC: what lay in the Trash for long then isn't purged the sooner for it
 *
 * Returns: (transfer full): the answer; %NULL with @error set
 */
SlRestore *
sl_restore_compare (SlRestoreSource *source,
                    gboolean         with_changeset,
                    gint64           now,
                    GError         **error)
{
  g_autoptr (SlRestore) restore = g_new0 (SlRestore, 1);
  g_auto (Compare) self = { .restore = restore, .now = now };

  if (!compare_open (&self, source, error))
    return NULL;
  restore->time = source->time;
  if (with_changeset)
    {
      restore->changeset = sl_changeset_new (SL_ACTOR_PERSON, SL_RESTORE_DEED);
      /* What is to stand there again stood there before: no rule, and words of a server, too. */
      sl_changeset_set_follow_rules (restore->changeset, FALSE);
    }
  if (!sl_connection_begin_read (self.live, error) || !compare_all (&self, error))
    return NULL;
  sl_connection_rollback (self.live);
  /* Each file is read, which nobody is to wait for who waits for the lock. */
  if (!with_changeset && !sl_backup_files_compare (source->backup_path, source->path, self.backup, &restore->n_files_back,
                                                   &restore->n_missing, &restore->lost, error))
    return NULL;
  return g_steal_pointer (&restore);
}

/** sl_restore_get_n_changes: how many records and attached files are not as they are in the backup */
guint
sl_restore_get_n_changes (SlRestore *self)
{
  guint n = self->n_files_back;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    n += self->back[kind] + self->gone[kind] + self->changed[kind];
  return n;
}

/** sl_restore_free: @self (nullable) */
void
sl_restore_free (SlRestore *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->changeset);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
  g_free (self);
}
