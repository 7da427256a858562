/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-state.h: which records are to be compared with what the server has. The journal says which changed; nothing
 * that writes records has to think of it. */

#define G_LOG_DOMAIN "sl-sync-dirty"

#include "config.h"

#include "sl-journal.h"
#include "sl-json.h"
#include "sl-references.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-tracker-wire.h"

/** sl_sync_run_for: runs @sql with @kind and @id, of a record or of a row, as its first two values */
gboolean
sl_sync_run_for (SlConnection *connection,
                 const char   *sql,
                 SlKind        kind,
                 const char   *id,
                 GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  return sl_statement_run (statement, error);
}

/** sl_sync_exists_for: @found: (out): whether @sql has a row, with @kind and @id as its first two values */
gboolean
sl_sync_exists_for (SlConnection *connection,
                    const char   *sql,
                    SlKind        kind,
                    const char   *id,
                    gboolean     *found,
                    GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  return sl_statement_find_row (statement, found, error);
}

/** sl_sync_mark: record @id is to be compared, if it is of a kind that servers have */
gboolean
sl_sync_mark (SlConnection *connection,
              SlKind        kind,
              const char   *id,
              GError      **error)
{
  return sl_tracker_get_place (kind) == NULL ||
         sl_sync_run_for (connection, "INSERT OR IGNORE INTO sync_dirty (kind, id) VALUES (?, ?)", kind, id, error);
}

/** sl_sync_unmark: nothing of record @id is to be sent */
gboolean
sl_sync_unmark (SlConnection *connection,
                SlKind        kind,
                const char   *id,
                GError      **error)
{
  return sl_sync_run_for (connection, "DELETE FROM sync_dirty WHERE kind = ? AND id = ?", kind, id, error);
}

/** sl_sync_mark_referring: all that refers to record @id can be sent now, or is to be sent anew, also what was refused */
gboolean
sl_sync_mark_referring (SlConnection *connection,
                        SlKind        kind,
                        const char   *id,
                        GError      **error)
{
  g_autoptr (GArray) references = sl_references_to (kind);

  for (guint i = 0; i < references->len; i++)
    {
      const SlReference *reference = &g_array_index (references, SlReference, i);
      const SlField *field = sl_kind_get_field (reference->kind, reference->field);
      g_autofree char *sql = NULL;

      if (!(field->flags & SL_FIELD_SYNCED) || sl_tracker_get_place (reference->kind) == NULL)
        continue;
      sql = g_strdup_printf ("INSERT OR IGNORE INTO sync_dirty (kind, id) SELECT ?1, id FROM %s WHERE %s = ?2",
                             sl_kind_get_info (reference->kind)->table, field->column);
      if (!sl_sync_run_for (connection, sql, reference->kind, id, error))
        return FALSE;
      g_clear_pointer (&sql, g_free);
      sql = g_strdup_printf ("DELETE FROM sync_flight WHERE state >= 2 AND kind = ?1 AND id IN (SELECT id FROM %s WHERE %s = ?2)",
                             sl_kind_get_info (reference->kind)->table, field->column);
      if (!sl_sync_run_for (connection, sql, reference->kind, id, error))
        return FALSE;
      g_clear_pointer (&sql, g_free);
      /* What failed before may have failed for what it referred to. */
      sql = g_strdup_printf ("UPDATE sync_flight SET tries = 0 WHERE tries > 0 AND kind = ?1 AND id IN (SELECT id FROM %s WHERE %s = ?2)",
                             sl_kind_get_info (reference->kind)->table, field->column);
      if (!sl_sync_run_for (connection, sql, reference->kind, id, error))
        return FALSE;
    }
  return TRUE;
}

/* What changed is to be tried again, even if the server refused it before. */
static gboolean
mark_changed (SlConnection *connection,
              SlKind        kind,
              gint64        pk,
              GError      **error)
{
  g_autofree char *id = sl_table_find_id (connection, kind, pk);

  if (id == NULL)
    id = sl_journal_find_deleted_id (connection, kind, pk);
  if (id == NULL)
    return TRUE;
  /* What belongs to an application comes out of the Trash with it, without a word in the journal. */
  return sl_sync_mark (connection, kind, id, error) &&
         (kind != SL_KIND_APPLICATION || sl_sync_mark_referring (connection, kind, id, error)) &&
         sl_sync_run_for (connection, "DELETE FROM sync_flight WHERE kind = ? AND id = ? AND state >= 2", kind, id, error);
}

/**
 * sl_sync_collect:
 *
 * Marks what changed here since the last call, whoever changed it but syncing itself, and signing out.
 */
gboolean
sl_sync_collect (SlConnection *connection,
                 GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT DISTINCT j.kind, j.pk FROM journal AS j CROSS JOIN txn AS t ON t.id = j.txn_id"
                                                  " WHERE j.entry > (SELECT journal_seen FROM sync_account) AND t.actor <> ?1"
                                                  " AND NOT (t.actor = ?2 AND t.deed = '" SL_SYNC_SIGN_OUT "')", error);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, SL_ACTOR_SYNC);
  sl_statement_bind_integer (statement, 2, SL_ACTOR_PERSON);
  while (sl_statement_step (statement, &local))
    {
      const gint64 row[] = { sl_statement_get_integer (statement, 0), sl_statement_get_integer (statement, 1) };

      g_array_append_vals (changed, row, 2);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < changed->len; i += 2)
    if (!mark_changed (connection, (SlKind) g_array_index (changed, gint64, i), g_array_index (changed, gint64, i + 1), error))
      return FALSE;
  statement = sl_connection_prepare (connection, "UPDATE sync_account SET journal_seen = coalesce ((SELECT max (entry) FROM journal), 0)", error);
  return statement != NULL && sl_statement_run (statement, error);
}

/** sl_sync_is_marked: @marked: (out): whether record @id is to be compared */
gboolean
sl_sync_is_marked (SlConnection *connection,
                   SlKind        kind,
                   const char   *id,
                   gboolean     *marked,
                   GError      **error)
{
  return sl_sync_exists_for (connection, "SELECT 1 FROM sync_dirty WHERE kind = ? AND id = ?", kind, id, marked, error);
}

/** sl_sync_read_marked: (transfer full) (element-type utf8): ids of the records of @kind to be compared, those that failed before last */
GPtrArray *
sl_sync_read_marked (SlConnection *connection,
                     SlKind        kind,
                     GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT d.id FROM sync_dirty AS d LEFT JOIN sync_flight AS f ON f.kind = d.kind AND f.id = d.id"
                                                  " WHERE d.kind = ? ORDER BY coalesce (f.tries, 0), d.id", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  return sl_sync_read_texts (statement, error);
}

/** sl_sync_has_conflict: @found: (out): whether the same lost there already, and nobody has settled it */
gboolean
sl_sync_has_conflict (SlConnection  *connection,
                      SlKind         kind,
                      const char    *id,
                      const char    *field,
                      const SlValue *lost,
                      gboolean      *found,
                      GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT 1 FROM sync_conflict WHERE " SL_SYNC_CONFLICT_IS_UNSETTLED
                                                  " AND kind = ? AND id = ? AND field = ? AND lost = ?", error);
  g_autoptr (JsonNode) node = sl_value_to_json (lost);
  g_autofree char *text = sl_json_to_text (node, FALSE);

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  sl_statement_bind_text (statement, 3, field);
  sl_statement_bind_text (statement, 4, text);
  return sl_statement_find_row (statement, found, error);
}

/** sl_sync_add_conflict: @lost: what a person had in @field of record @id, and doesn't stand there any more */
gboolean
sl_sync_add_conflict (SlConnection  *connection,
                      SlKind         kind,
                      const char    *id,
                      const char    *field,
                      const SlValue *lost,
                      gint64         at,
                      GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "INSERT INTO sync_conflict (kind, id, field, lost, at) VALUES (?, ?, ?, ?, ?)", error);
  g_autoptr (JsonNode) node = sl_value_to_json (lost);
  g_autofree char *text = sl_json_to_text (node, FALSE);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  sl_statement_bind_text (statement, 3, field);
  sl_statement_bind_text (statement, 4, text);
  sl_statement_bind_integer (statement, 5, at);
  return sl_statement_run (statement, error);
}
