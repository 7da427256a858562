/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was gone here for good and comes back from the server, as somebody changed it there: with what belonged to it, and
 * with what referred to it. */

#define G_LOG_DOMAIN "sl-tracker-again"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_forget_parts: what belonged to application @server_id, and is gone here with it, comes again as if it was new */
gboolean
_sl_tracker_forget_parts (SlConnection *connection,
                          const char   *server_id,
                          GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) parts = sl_tracker_get_place (kind) != NULL ? sl_shadow_read_all (connection, kind, server_id, error) : NULL;

      if (sl_tracker_get_place (kind) != NULL && parts == NULL)
        return FALSE;
      for (guint i = 0; parts != NULL && i < parts->len; i++)
        {
          SlShadow *part = g_ptr_array_index (parts, i);

          if (sl_table_find_pk (connection, kind, part->id) != 0)
            continue;
          if (!sl_shadow_drop (connection, kind, part->id, error) || !sl_sync_unmark (connection, kind, part->id, error) ||
              !sl_flight_drop (connection, kind, part->id, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Whether the field was emptied here because what it referred to went, and not by anybody who meant it. */
static gboolean
was_cut_off (SlConnection *connection,
             SlRecord     *record,
             guint         field)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT t.actor FROM journal AS j CROSS JOIN txn AS t ON t.id = j.txn_id"
                                                  " WHERE j.kind = ?1 AND j.pk = ?2 AND j.op = 1 AND json_extract (j.fields, '$.' || ?3) IS NOT NULL"
                                                  " ORDER BY j.entry DESC LIMIT 1", NULL);
  SlKind kind = sl_record_get_kind (record);
  gboolean found;

  if (statement == NULL || !sl_record_is_null (record, field))
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_integer (statement, 2, sl_record_get_pk (record));
  sl_statement_bind_text (statement, 3, sl_kind_get_field (kind, field)->column);
  found = sl_statement_step (statement, NULL) && sl_statement_get_integer (statement, 0) == SL_ACTOR_HOUSEKEEPING;
  sl_statement_reset (statement);
  return found;
}

/* (transfer full) (element-type utf8): ids of the records of @kind whose rows refer to @server_id in @field. */
static GPtrArray *
read_referring (SlConnection *connection,
                SlKind        kind,
                guint         field,
                const char   *server_id,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT id FROM sync_shadow WHERE kind = ?1 AND json_extract (row, '$.' || ?2) = ?3", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, sl_kind_get_field (kind, field)->column);
  sl_statement_bind_text (statement, 3, server_id);
  return sl_sync_read_texts (statement, error);
}

/* To the next look it is new that the row refers to something. */
static gboolean
forget_reference (SlConnection *connection,
                  SlKind        kind,
                  guint         field,
                  const char   *id,
                  GError      **error)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);
  g_autoptr (SlShadow) shadow = record != NULL && was_cut_off (connection, record, field) ? sl_shadow_find (connection, kind, id, error) : NULL;

  if (shadow == NULL)
    return error == NULL || *error == NULL;
  json_object_set_null_member (shadow->row, sl_kind_get_field (kind, field)->column);
  shadow->print = 0;
  return sl_shadow_save (connection, shadow, error);
}

/** _sl_tracker_refer_again: what referred to @server_id of @target, until that was gone here, takes that from the server again */
gboolean
_sl_tracker_refer_again (SlConnection *connection,
                         SlKind        target,
                         const char   *server_id,
                         GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    for (guint i = 0; sl_tracker_get_place (kind) != NULL && i < sl_kind_get_info (kind)->n_fields; i++)
      {
        const SlField *field = sl_kind_get_field (kind, i);
        g_autoptr (GPtrArray) ids = NULL;

        if (field->type != SL_TYPE_REFERENCE || field->target != target || i == sl_kind_get_owner_field (kind))
          continue;
        ids = read_referring (connection, kind, i, server_id, error);
        for (guint k = 0; ids != NULL && k < ids->len; k++)
          if (!forget_reference (connection, kind, i, g_ptr_array_index (ids, k), error))
            return FALSE;
        if (ids == NULL)
          return FALSE;
      }
  return TRUE;
}
