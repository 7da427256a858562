/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of two sides that know nothing of each other: which record here says the same as a row there. The records that aren't on
 * the server are read once a round, as looking for each row of thousands among thousands takes forever. */

#define G_LOG_DOMAIN "sl-tracker-alike"

#include "config.h"

#include "sl-error.h"
#include "sl-field-merge.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

static char *
build_key (SlRecord *record,
           guint64   fields)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < sl_record_get_info (record)->n_fields; i++)
    {
      const SlValue *value = sl_record_get_value (record, i);

      if (!(fields & BIT (i)))
        continue;
      if (value->type == SL_VALUE_INTEGER)
        g_string_append_printf (key, "%" G_GINT64_FORMAT, value->integer);
      else if (value->type == SL_VALUE_TEXT)
        g_string_append (key, value->text);
      g_string_append_c (key, '\x1f');
    }
  return g_string_free (key, FALSE);
}

/* Whether record @id is as it was when they were read, and nothing was tied to it since. */
static gboolean
is_still_alike (SlConnection *connection,
                SlKind        kind,
                const char   *id,
                const char   *key,
                guint64       fields,
                gboolean     *still,
                GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, &local);
  g_autoptr (SlShadow) shadow = record != NULL ? sl_shadow_find (connection, kind, id, &local) : NULL;
  g_autofree char *present = record != NULL ? build_key (record, fields) : NULL;

  /* Gone since. */
  if (g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
    {
      *still = FALSE;
      return TRUE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *still = g_strcmp0 (present, key) == 0 && sl_record_is_null (record, SL_FIELD_DELETED_AT) && (shadow == NULL || sl_shadow_is_gone (shadow));
  return TRUE;
}

static void
add_untied (GHashTable *untied,
            SlRecord   *record,
            guint64     fields)
{
  g_autofree char *key = build_key (record, fields);
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
  g_autofree char *sql = g_strdup_printf ("%s WHERE a.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM sync_shadow AS s"
                                          " WHERE s.kind = %d AND s.id = a.id AND " SL_SHADOW_IS_THERE ") ORDER BY a.pk", sl_table_get_select (kind), kind);
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

/* Rows of a list, and records here, that are known by the same. */
typedef struct {
  GPtrArray *rows;    /* of SlRecord: as the server has them */
  GPtrArray *names;   /* what the server calls them */
  GPtrArray *records; /* of SlRecord: those here */
} Group;

static Group *
group_new (void)
{
  Group *self = g_new0 (Group, 1);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static void
group_free (gpointer data)
{
  Group *self = data;

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static gboolean
is_compared (const SlKindInfo *info,
             guint             i,
             guint64           fields)
{
  return fields & BIT (i) && !(info->fields[i].flags & SL_FIELD_HIDDEN);
}

/* A day that a server fills in by itself where there is none, so that two that lack it on one side may be the same; who has two
 * days has two. 0: there is none. */
static guint
get_day (SlKind kind)
{
  if (kind == SL_KIND_APPLICATION)
    return SL_APPLICATION_APPLIED_DATE;
  return kind == SL_KIND_STAGE ? SL_STAGE_DATE : 0;
}

/* How much two say the same; all of it, and nothing else: G_MAXINT. What can't be the same: G_MININT. */
static int
weigh (SlRecord *row,
       SlRecord *record)
{
  SlKind kind = sl_record_get_kind (row);
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint64 fields = sl_tracker_get_fields (kind);
  gboolean same = TRUE;
  int weight = 0;

  for (guint i = 0; i < info->n_fields; i++)
    {
      const SlValue *there = sl_record_get_value (row, i), *here = sl_record_get_value (record, i);

      if (!is_compared (info, i, fields) || (sl_value_is_null (there) && sl_value_is_null (here)))
        continue;
      if (sl_field_agrees (&info->fields[i], there, here))
        {
          weight += 2;
          continue;
        }
      if (i == get_day (kind) && !sl_value_is_null (there) && !sl_value_is_null (here))
        return G_MININT;
      same = FALSE;
      weight -= sl_value_is_null (there) || sl_value_is_null (here) ? 1 : 2;
    }
  return same ? G_MAXINT : weight;
}

static void
pair (Group      *self,
      GHashTable *pairs,
      guint       row,
      guint       record)
{
  g_hash_table_insert (pairs, g_strdup (g_ptr_array_index (self->names, row)), g_strdup (sl_record_get_id (g_ptr_array_index (self->records, record))));
  g_ptr_array_remove_index (self->names, row);
  g_ptr_array_remove_index (self->rows, row);
  g_ptr_array_remove_index (self->records, record);
}

/* What says all the same comes first, whatever is beside it. */
static void
pair_same (Group      *self,
           GHashTable *pairs)
{
  for (guint r = 0; r < self->rows->len;)
    {
      guint c = 0;

      while (c < self->records->len && weigh (g_ptr_array_index (self->rows, r), g_ptr_array_index (self->records, c)) != G_MAXINT)
        c++;
      if (c < self->records->len)
        pair (self, pairs, r, c);
      else
        r++;
    }
}

/* Then those that say most the same. */
static void
pair_alike (Group      *self,
            GHashTable *pairs)
{
  while (self->rows->len > 0 && self->records->len > 0)
    {
      guint best_row = 0, best_record = 0;
      int best = G_MININT;

      for (guint r = 0; r < self->rows->len; r++)
        for (guint c = 0; c < self->records->len; c++)
          {
            int weight = weigh (g_ptr_array_index (self->rows, r), g_ptr_array_index (self->records, c));

            if (weight > best)
              {
                best = weight;
                best_row = r;
                best_record = c;
              }
          }
      if (best == G_MININT)
        return;
      pair (self, pairs, best_row, best_record);
    }
}

/* Of very many of one name it would take too long to find out which is which: those that aren't the same stay apart. */
#define MANY 10000

static void
pair_group (Group      *self,
            GHashTable *pairs)
{
  if (self->rows->len * self->records->len <= 100 * MANY)
    pair_same (self, pairs);
  if (self->rows->len * self->records->len <= MANY)
    pair_alike (self, pairs);
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
  _sl_tracker_read_row (self->sync, self->connection, scan->kind, json, NULL, &row);
  *record = g_steal_pointer (&row.record);
  return TRUE;
}

static gboolean
add_records (SlTrackerPull *self,
             SlKind         kind,
             GPtrArray     *ids,
             const char    *key,
             guint64        fields,
             Group         *group,
             GError       **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gboolean still;

      if (!is_still_alike (self->connection, kind, id, key, fields, &still, error))
        return FALSE;
      if (still)
        g_ptr_array_add (group->records, sl_table_read (self->connection, kind, id, error));
    }
  return TRUE;
}

/* (transfer full): key → Group, of all rows of the list of which there is a record here with the same key. */
static GHashTable *
read_groups (SlTrackerPull *self,
             SlTrackerScan *scan,
             GHashTable    *untied,
             guint64        fields,
             GError       **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, group_free);

  for (guint i = 0; i < scan->rows->len; i++)
    {
      SlTrackerListed *listed = g_ptr_array_index (scan->rows, i);
      g_autoptr (SlRecord) record = NULL;
      g_autofree char *key = NULL;
      GPtrArray *ids;
      Group *group;

      if (!read_unknown (self, scan, listed, &record, error))
        return NULL;
      key = record != NULL ? build_key (record, fields) : NULL;
      ids = key != NULL ? g_hash_table_lookup (untied, key) : NULL;
      if (ids == NULL)
        continue;
      group = g_hash_table_lookup (groups, key);
      if (group == NULL)
        {
          group = group_new ();
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
    pair_group (group, scan->alike);
  return TRUE;
}

/**
 * _sl_tracker_find_alike:
 * @server_id: of @row
 * @fields: what @row is known by, with its owner; 0: nothing
 * @id: (out) (transfer full) (nullable): in a first round, the record that it is, of those that aren't on the server; %NULL: none
 */
gboolean
_sl_tracker_find_alike (SlTrackerPull *self,
                        const char    *server_id,
                        SlTrackerRow  *row,
                        guint64        fields,
                        char         **id,
                        GError       **error)
{
  SlKind kind = sl_record_get_kind (row->record);
  guint owner = sl_kind_get_owner_field (kind);
  g_autofree char *key = NULL;
  const char *found;
  gboolean still;

  *id = NULL;
  if (!self->sync->first || fields == 0)
    return TRUE;
  fields |= owner != SL_FIELD_NONE ? BIT (owner) : 0;
  fields &= ~(get_day (kind) != 0 ? BIT (get_day (kind)) : 0);
  if (self->sync->alike[kind] == NULL)
    self->sync->alike[kind] = read_untied (self->connection, kind, fields, error);
  if (self->sync->alike[kind] == NULL ||
      (self->taking->alike == NULL && !find_pairs (self, self->taking, self->sync->alike[kind], fields, error)))
    return FALSE;
  found = g_hash_table_lookup (self->taking->alike, server_id);
  key = build_key (row->record, fields);
  if (found == NULL)
    return TRUE;
  if (!is_still_alike (self->connection, kind, found, key, fields, &still, error))
    return FALSE;
  *id = still ? g_strdup (found) : NULL;
  return TRUE;
}
