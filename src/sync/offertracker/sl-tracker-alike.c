/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of two sides that know nothing of each other: which record here says the same as a row there. The records that aren't on
 * the server are read once a round, as looking for each row of thousands among thousands takes forever, and compared before the
 * list is taken over, as whoever wants to write would wait for that, too. */

#define G_LOG_DOMAIN "sl-tracker-alike"

#include "config.h"

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/* @found: (out) (transfer full) (nullable): record @id, if it is as it was when they were read, and nothing was tied to it since. */
static gboolean
read_if_alike (SlConnection *connection,
               SlKind        kind,
               const char   *id,
               const char   *key,
               guint64       fields,
               SlRecord    **found,
               GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, &local);
  g_autoptr (SlShadow) shadow = record != NULL ? sl_shadow_find (connection, kind, id, &local) : NULL;
  g_autofree char *present = record != NULL ? _sl_tracker_build_key (record, fields) : NULL;

  *found = NULL;
  /* Gone since. */
  if (g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (present, key) == 0 && sl_record_is_null (record, SL_FIELD_DELETED_AT) && (shadow == NULL || sl_shadow_is_gone (shadow)))
    *found = g_steal_pointer (&record);
  return TRUE;
}

static void
add_untied (GHashTable *untied,
            SlRecord   *record,
            guint64     fields)
{
  g_autofree char *key = _sl_tracker_build_key (record, fields);
  GPtrArray *ids = g_hash_table_lookup (untied, key);

  if (ids == NULL)
    {
      ids = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (untied, g_steal_pointer (&key), ids);
    }
  g_ptr_array_add (ids, g_strdup (sl_record_get_id (record)));
}

/* (transfer full): key → GPtrArray of ids, the oldest first; NULL with @error set: nobody knows what there is. */
static GHashTable *
read_untied (SlConnection *connection,
             SlKind        kind,
             guint64       fields,
             GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("%s WHERE a.deleted_at IS NULL AND " SL_SYNC_IS_UNTIED ("%d") " ORDER BY a.pk", sl_table_get_select (kind), kind);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GHashTable) untied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      g_autoptr (SlRecord) record = sl_table_read_row (statement, kind);

      add_untied (untied, record, fields);
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return g_steal_pointer (&untied);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* @row (nullable): the record that @listed is, if it isn't known yet */
static gboolean
read_unknown (SlTrackerPull   *self,
              SlTrackerScan   *scan,
              SlTrackerListed *listed,
              SlRecord       **record,
              GError         **error)
{
  g_autofree char *known = sl_shadow_dup_id (self->connection, scan->kind, listed->id);
  g_autoptr (JsonObject) json = NULL;
  g_auto (SlTrackerRow) row = { 0 };

  *record = NULL;
  if (known != NULL)
    return TRUE;
  json = _sl_tracker_scan_read (scan, listed, error);
  if (json == NULL)
    return FALSE;
  if (!_sl_tracker_read_row (self->sync, self->connection, scan->kind, json, NULL, &row, error))
    return FALSE;
  *record = g_steal_pointer (&row.record);
  return TRUE;
}

static gboolean
add_records (SlTrackerPull  *self,
             SlKind          kind,
             GPtrArray      *ids,
             const char     *key,
             guint64         fields,
             SlTrackerGroup *group,
             GError        **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (SlRecord) record = NULL;

      if (!read_if_alike (self->connection, kind, g_ptr_array_index (ids, i), key, fields, &record, error))
        return FALSE;
      if (record != NULL)
        g_ptr_array_add (group->records, g_steal_pointer (&record));
    }
  return TRUE;
}

/* (transfer full): key → #SlTrackerGroup, of all rows of the list of which there is a record here with the same key. */
static GHashTable *
read_groups (SlTrackerPull *self,
             SlTrackerScan *scan,
             GHashTable    *untied,
             guint64        fields,
             GError       **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) _sl_tracker_group_free);

  for (guint i = 0; i < scan->rows->len; i++)
    {
      SlTrackerListed *listed = g_ptr_array_index (scan->rows, i);
      g_autoptr (SlRecord) record = NULL;
      g_autofree char *key = NULL;
      GPtrArray *ids;
      SlTrackerGroup *group;

      if (!read_unknown (self, scan, listed, &record, error))
        return NULL;
      key = record != NULL ? _sl_tracker_build_key (record, fields) : NULL;
      ids = key != NULL ? g_hash_table_lookup (untied, key) : NULL;
      if (ids == NULL)
        continue;
      group = g_hash_table_lookup (groups, key);
      if (group == NULL)
        {
          group = _sl_tracker_group_new ();
          g_hash_table_insert (groups, g_strdup (key), group);
          if (!add_records (self, scan->kind, ids, key, fields, group, error))
            return NULL;
        }
      g_ptr_array_add (group->rows, g_steal_pointer (&record));
      g_ptr_array_add (group->names, g_strdup (listed->id));
    }
  return g_steal_pointer (&groups);
}

/* Which row of the list is which record. All at once: to a row that comes first, one may look alike that is another's. */
static gboolean
find_pairs (SlTrackerPull *self,
            SlTrackerScan *scan,
            GHashTable    *untied,
            guint64        fields,
            GError       **error)
{
  g_autoptr (GHashTable) groups = NULL;
  GHashTableIter iter;
  gpointer group;

  scan->alike = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  groups = g_hash_table_size (untied) > 0 ? read_groups (self, scan, untied, fields, error) : NULL;
  if (groups == NULL)
    return g_hash_table_size (untied) == 0;
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    _sl_tracker_group_pair (group, scan->alike);
  return TRUE;
}

/* What a record of @kind is found by, of what makes two the same: with what it belongs to, and without its day, as see above. */
static guint64
get_key_fields (SlKind kind)
{
  guint64 fields = _sl_tracker_get_identity (kind);
  guint owner = sl_kind_get_owner_field (kind);

  if (fields == 0)
    return 0;
  fields |= owner != SL_FIELD_NONE ? BIT (owner) : 0;
  return fields & ~(_sl_tracker_get_day (kind) != 0 ? BIT (_sl_tracker_get_day (kind)) : 0);
}

static gboolean
need_untied (SlTrackerSync *self,
             SlConnection  *connection,
             SlKind         kind,
             GError       **error)
{
  if (self->alike[kind] == NULL && get_key_fields (kind) != 0)
    self->alike[kind] = read_untied (connection, kind, get_key_fields (kind), error);
  return self->alike[kind] != NULL || get_key_fields (kind) == 0;
}

static gpointer
read_pairs (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  SlTrackerPull *self = data;
  SlKind kind = self->scan->kind;

  self->connection = connection;
  if (!need_untied (self->sync, connection, kind, error) || (kind == SL_KIND_APPLICATION && !need_untied (self->sync, connection, SL_KIND_STAGE, error)))
    return NULL;
  return find_pairs (self, self->scan, self->sync->alike[kind], get_key_fields (kind), error) ? self : NULL;
}

/** _sl_tracker_read_alike: before a list is taken over: which of its rows is which record, as nobody who wants to write should wait for that */
gboolean
_sl_tracker_read_alike (SlTrackerPull *self,
                        GError       **error)
{
  if (!self->sync->first || get_key_fields (self->scan->kind) == 0)
    return TRUE;
  return self->sync->port->read (self->sync->port, read_pairs, self, error) != NULL;
}

/**
 * _sl_tracker_find_alike:
 * @server_id: of @row
 * @id: (out) (transfer full) (nullable): in a first round, the record that it is, of those that aren't on the server; %NULL: none
 */
gboolean
_sl_tracker_find_alike (SlTrackerPull *self,
                        const char    *server_id,
                        SlTrackerRow  *row,
                        char         **id,
                        GError       **error)
{
  SlKind kind = sl_record_get_kind (row->record);
  guint64 fields = get_key_fields (kind);
  g_autofree char *key = NULL;
  g_autoptr (SlRecord) record = NULL;
  const char *found;

  *id = NULL;
  if (!self->sync->first || fields == 0)
    return TRUE;
  /* Of what hangs on one application there are few. */
  if (!need_untied (self->sync, self->connection, kind, error) ||
      (self->taking->alike == NULL && !find_pairs (self, self->taking, self->sync->alike[kind], fields, error)))
    return FALSE;
  found = g_hash_table_lookup (self->taking->alike, server_id);
  if (found == NULL)
    return TRUE;
  key = _sl_tracker_build_key (row->record, fields);
  if (!read_if_alike (self->connection, kind, found, key, fields, &record, error))
    return FALSE;
  if (record != NULL && _sl_tracker_is_other_day (row->record, record))
    g_clear_object (&record);
  *id = record != NULL ? g_strdup (found) : NULL;
  return TRUE;
}
