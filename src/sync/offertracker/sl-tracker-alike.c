/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of two sides that know nothing of each other: which record here says the same as a row there. The records that aren't on
 * the server are read once a round, as looking for each row of thousands among thousands takes forever. */

#define G_LOG_DOMAIN "sl-tracker-alike"

#include "config.h"

#include "sl-error.h"
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

/**
 * _sl_tracker_find_alike:
 * @fields: what @row is known by, with its owner; 0: nothing
 * @id: (out) (transfer full) (nullable): in a first round, a record that isn't on the server and has the same; %NULL: none
 */
gboolean
_sl_tracker_find_alike (SlTrackerPull *self,
                        SlTrackerRow  *row,
                        guint64        fields,
                        char         **id,
                        GError       **error)
{
  SlKind kind = sl_record_get_kind (row->record);
  guint owner = sl_kind_get_owner_field (kind);
  g_autofree char *key = NULL;
  GPtrArray *ids;

  *id = NULL;
  if (!self->sync->first || fields == 0)
    return TRUE;
  fields |= owner != SL_FIELD_NONE ? BIT (owner) : 0;
  if (self->sync->alike[kind] == NULL)
    self->sync->alike[kind] = read_untied (self->connection, kind, fields, error);
  if (self->sync->alike[kind] == NULL)
    return FALSE;
  key = build_key (row->record, fields);
  ids = g_hash_table_lookup (self->sync->alike[kind], key);
  while (ids != NULL && ids->len > 0)
    {
      g_autofree char *found = g_ptr_array_steal_index (ids, 0);
      gboolean still;

      if (!is_still_alike (self->connection, kind, found, key, fields, &still, error))
        return FALSE;
      if (!still)
        continue;
      *id = g_steal_pointer (&found);
      return TRUE;
    }
  return TRUE;
}
