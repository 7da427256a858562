/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of two sides that know nothing of each other: which record here says the same as a row there. The records that aren't on
 * the server are read once a round, as looking for each row of thousands among thousands takes forever, and compared before the
 * list is taken over, as whoever wants to write would wait for that, too. */

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
  g_autofree char *present = record != NULL ? build_key (record, fields) : NULL;

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
}

/* Leaves those of which @is_paired says that they have no other. */
static void
keep_single (GPtrArray      *all,
             const gboolean *is_paired)
{
  for (guint i = all->len; i-- > 0;)
    if (is_paired[i])
      g_ptr_array_remove_index (all, i);
}

/* What two say that say all the same. A list may be written differently: it isn't in it. */
static char *
build_whole_key (SlRecord *record)
{
  const SlKindInfo *info = sl_record_get_info (record);
  guint64 fields = sl_tracker_get_fields (sl_record_get_kind (record));
  guint64 told = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (is_compared (info, i, fields) && info->fields[i].type != SL_TYPE_JSON)
      told |= BIT (i);
  return build_key (record, told);
}

/* (transfer full): key → GArray of the places of records, the oldest first. */
static GHashTable *
index_records (Group *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint c = 0; c < self->records->len; c++)
    {
      g_autofree char *key = build_whole_key (g_ptr_array_index (self->records, c));
      GArray *same = g_hash_table_lookup (places, key);

      if (same == NULL)
        {
          same = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (places, g_steal_pointer (&key), same);
        }
      g_array_append_val (same, c);
    }
  return places;
}

/* Lists that differ in all that is the same otherwise: so many are compared for one row. */
#define MAX_SAME 100

/* Of @same, the first that says the same as the row; it is taken out. */
static gboolean
take_same (Group  *self,
           guint   row,
           GArray *same,
           guint  *record)
{
  for (guint i = 0; same != NULL && i < same->len && i < MAX_SAME; i++)
    {
      *record = g_array_index (same, guint, i);
      if (weigh (g_ptr_array_index (self->rows, row), g_ptr_array_index (self->records, *record)) != G_MAXINT)
        continue;
      g_array_remove_index (same, i);
      return TRUE;
    }
  return FALSE;
}

/* What says all the same comes first, whatever is beside it. */
static void
pair_same (Group      *self,
           GHashTable *pairs)
{
  g_autoptr (GHashTable) places = index_records (self);
  g_autofree gboolean *rows_paired = g_new0 (gboolean, self->rows->len);
  g_autofree gboolean *records_paired = g_new0 (gboolean, self->records->len);

  for (guint r = 0; r < self->rows->len; r++)
    {
      g_autofree char *key = build_whole_key (g_ptr_array_index (self->rows, r));
      guint c;

      if (!take_same (self, r, g_hash_table_lookup (places, key), &c))
        continue;
      pair (self, pairs, r, c);
      rows_paired[r] = records_paired[c] = TRUE;
    }
  keep_single (self->rows, rows_paired);
  keep_single (self->names, rows_paired);
  keep_single (self->records, records_paired);
}

/* (transfer full): of each row, one after the other, how much each record says the same. */
static int *
weigh_all (Group *self)
{
  int *weights = g_new (int, self->rows->len * self->records->len);

  for (guint r = 0; r < self->rows->len; r++)
    for (guint c = 0; c < self->records->len; c++)
      weights[r * self->records->len + c] = weigh (g_ptr_array_index (self->rows, r), g_ptr_array_index (self->records, c));
  return weights;
}

/* Neither is another's any more. */
static void
strike (Group *self,
        int   *weights,
        guint  row,
        guint  record)
{
  for (guint c = 0; c < self->records->len; c++)
    weights[row * self->records->len + c] = G_MININT;
  for (guint r = 0; r < self->rows->len; r++)
    weights[r * self->records->len + record] = G_MININT;
}

/* Then those that say most the same. */
static void
pair_alike (Group      *self,
            GHashTable *pairs)
{
  guint n = self->rows->len * self->records->len;
  g_autofree int *weights = weigh_all (self);

  for (guint left = MIN (self->rows->len, self->records->len); left > 0; left--)
    {
      guint best = 0;

      for (guint i = 1; i < n; i++)
        if (weights[i] > weights[best])
          best = i;
      if (weights[best] == G_MININT)
        return;
      pair (self, pairs, best / self->records->len, best % self->records->len);
      strike (self, weights, best / self->records->len, best % self->records->len);
    }
}

/* Of very many of one name it would take too long to find out which is which: those that aren't the same stay apart. */
#define MANY 10000

static void
pair_group (Group      *self,
            GHashTable *pairs)
{
  pair_same (self, pairs);
  if (self->rows->len * (guint64) self->records->len <= MANY)
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
      g_autoptr (SlRecord) record = NULL;

      if (!read_if_alike (self->connection, kind, g_ptr_array_index (ids, i), key, fields, &record, error))
        return FALSE;
      if (record != NULL)
        g_ptr_array_add (group->records, g_steal_pointer (&record));
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

/* What a record of @kind is found by, of what makes two the same: with what it belongs to, and without its day, as see above. */
static guint64
get_key_fields (SlKind kind)
{
  guint64 fields = _sl_tracker_get_identity (kind);
  guint owner = sl_kind_get_owner_field (kind);

  if (fields == 0)
    return 0;
  fields |= owner != SL_FIELD_NONE ? BIT (owner) : 0;
  return fields & ~(get_day (kind) != 0 ? BIT (get_day (kind)) : 0);
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
  key = build_key (row->record, fields);
  if (!read_if_alike (self->connection, kind, found, key, fields, &record, error))
    return FALSE;
  *id = record != NULL ? g_strdup (found) : NULL;
  return TRUE;
}
