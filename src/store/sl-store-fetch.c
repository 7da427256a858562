/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of rows for list and board, part of sl-store-query.h. */

#define G_LOG_DOMAIN "sl-store-fetch"

#include "config.h"

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-table.h"

typedef struct {
  SlConnection *connection;
  SlDay today;
  GHashTable *tags; /* pk → SlRecord: rows of a page share their tags */
} Fetch;

/* Runs a select of @kind for the application; appends what it gives to @records. */
static gboolean
read_related (Fetch      *self,
              SlKind      kind,
              const char *condition,
              const char *application_id,
              const char *second,
              SlRecord  **record,
              GError    **error)
{
  g_autofree char *sql = g_strconcat (sl_table_get_select (kind), condition, NULL);
  SlStatement *statement = sl_connection_prepare (self->connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_static (statement, 1, application_id, -1);
  if (second != NULL)
    sl_statement_bind_static (statement, 2, second, -1);
  if (sl_statement_step (statement, &local))
    *record = sl_table_read_row (statement, kind);
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GPtrArray *
read_tags (Fetch      *self,
           const char *application_id,
           GError    **error)
{
  static const char *sql;
  if (g_once_init_enter_pointer (&sql))
    g_once_init_leave_pointer (&sql, g_strconcat (sl_table_get_select (SL_KIND_TAG),
                                                  " JOIN tag_assignments AS ta ON ta.tag_id = a.id"
                                                  " WHERE ta.application_id = ? AND ta.deleted_at IS NULL"
                                                  " AND a.deleted_at IS NULL GROUP BY a.pk ORDER BY a.name_fold, a.pk", NULL));
  SlStatement *statement = sl_connection_prepare (self->connection, sql, error);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_static (statement, 1, application_id, -1);
  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      SlRecord *tag = g_hash_table_lookup (self->tags, &pk);

      if (tag == NULL)
        {
          gint64 *key = g_new (gint64, 1);
          *key = pk;
          tag = sl_table_read_row (statement, SL_KIND_TAG);
          g_hash_table_insert (self->tags, key, tag);
        }
      g_ptr_array_add (tags, g_object_ref (tag));
    }
  if (local == NULL)
    return g_steal_pointer (&tags);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* A lane that no event tells of is that of the status. */
static gboolean
read_lane_since (Fetch     *self,
                 SlRecord  *application,
                 gint64    *since,
                 GError   **error)
{
  const char *lane = sl_record_get_text (application, SL_APPLICATION_LANE);
  g_autoptr (SlRecord) event = NULL;

  *since = sl_record_get_integer (application, SL_APPLICATION_STATUS_SINCE, SL_TIME_NONE);
  if (lane == NULL)
    return TRUE;
  if (!read_related (self, SL_KIND_EVENT,
                     " WHERE a.application_id = ? AND a.deleted_at IS NULL AND a.event_type IS NOT 'note' AND a.to_stage = ?"
                     " ORDER BY a.occurred_at DESC, a.pk DESC LIMIT 1", sl_record_get_id (application), lane, &event, error))
    return FALSE;
  if (event != NULL)
    *since = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, *since);

  return TRUE;
}

static SlRow *
fetch_row (Fetch  *self,
           gint64  pk,
           GError **error)
{
  g_autoptr (SlRecord) application = sl_table_read_by_pk (self->connection, SL_KIND_APPLICATION, pk, error);
  g_autoptr (SlRecord) reminder = NULL;
  g_autoptr (SlRecord) stage = NULL;
  char today[SL_DAY_ISO_SIZE];
  gint64 lane_since;

  if (application == NULL)
    return NULL;

  const char *id = sl_record_get_id (application);
  g_autoptr (GPtrArray) tags = read_tags (self, id, error);
  if (tags == NULL ||
      !read_related (self, SL_KIND_REMINDER,
                     " WHERE a.application_id = ? AND a.deleted_at IS NULL AND a.is_completed IS NOT 1"
                     " ORDER BY a.remind_at, a.pk LIMIT 1", id, NULL, &reminder, error) ||
      !read_related (self, SL_KIND_STAGE,
                     " WHERE a.application_id = ? AND a.deleted_at IS NULL AND a.stage_date >= ?"
                     " ORDER BY a.stage_date, a.time_of_day, a.pk LIMIT 1", id, sl_day_format_iso (self->today, today), &stage, error) ||
      !read_lane_since (self, application, &lane_since, error))
    return NULL;
  return sl_row_new (application, tags, reminder, stage, lane_since);
}

static void
unref_nullable (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

/**
 * sl_store_fetch_rows:
 * @pks: row numbers of applications
 * @today: stages from this day on are next ones
 *
 * Returns: (transfer full) (element-type SlRow): one for each of @pks, in order; %NULL in the place of a row that is
 *   gone. %NULL with @error set
 */
GPtrArray *
sl_store_fetch_rows (SlConnection *connection,
                     const gint64 *pks,
                     guint         n_pks,
                     SlDay         today,
                     GError      **error)
{
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_pks, unref_nullable);
  Fetch self = { connection, today, tags };

  for (guint i = 0; i < n_pks; i++)
    {
      g_autoptr (GError) local = NULL;
      SlRow *row = fetch_row (&self, pks[i], &local);

      if (row == NULL && !g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}
