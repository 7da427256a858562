/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-purge.h. A step like any other, but of housekeeping: undo passes it by, and older steps
 * that were about nothing but what is gone. */

#define G_LOG_DOMAIN "sl-purge"

#include "config.h"

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-purge.h"
#include "sl-table.h"
#include "sl-transaction-private.h"

#define DEED "purge"
#define PATIENCE_USEC (SL_PURGE_DAYS * G_TIME_SPAN_DAY)
/* At least so long what a backup or a file puts there can be looked for, and the step taken back. */
#define GRACE_USEC (3 * G_TIME_SPAN_DAY)

/** sl_purge_get_spared_time: Returns: what was put into the Trash before this would soon go for good; as @now, in
 * microseconds since 1970 UTC */
gint64
sl_purge_get_spared_time (gint64 now)
{
  return now - PATIENCE_USEC + GRACE_USEC;
}

/**
 * sl_purge_spare:
 * @record: as a backup or a file has it, which may be old
 * @present: (nullable): the same record as it is now
 * @now: in microseconds since 1970 UTC
 *
 * Has @record go no sooner than it would have without the backup or the file: if its time in the Trash is nearly over, or
 * is over, the present one counts, and that of what is not in the Trash now begins anew.
 */
void
sl_purge_spare (SlRecord *record,
                SlRecord *present,
                gint64    now)
{
  gint64 said, before;

  if (sl_record_is_null (record, SL_FIELD_DELETED_AT))
    return;
  said = sl_record_get_integer (record, SL_FIELD_DELETED_AT, 0);
  before = present != NULL ? sl_record_get_integer (present, SL_FIELD_DELETED_AT, now) : now;
  if (said < sl_purge_get_spared_time (now) && said < before)
    sl_record_set_integer (record, SL_FIELD_DELETED_AT, before);
}

static gboolean
add_old (SlConnection *connection,
         SlChangeset  *changeset,
         SlKind        kind,
         gint64        before,
         GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE deleted_at IS NOT NULL AND deleted_at <= ?",
                                          sl_kind_get_info (kind)->table);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, before);
  while (sl_statement_step (statement, &local))
    sl_changeset_delete (changeset, kind, sl_statement_get_text (statement, 0));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* (transfer full) (nullable): the deletion of all that was put into the Trash by then. */
static SlChangeset *
find_old (SlConnection *connection,
          gint64        before,
          GError      **error)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, DEED);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (!add_old (connection, changeset, kind, before, error))
      return NULL;
  return g_steal_pointer (&changeset);
}

/* Of what is deleted for good the journal keeps no values. The ids stay: sync and the log find what is gone by them. */
#define REDACT \
  "WITH gone AS MATERIALIZED (SELECT kind, pk FROM journal WHERE entry BETWEEN ?1 AND ?2 AND op = 2)" \
  " UPDATE journal SET fields = CASE WHEN op = 2 THEN json_object ('id', json_array (json_extract (fields, '$.id[0]'), NULL)) END" \
  " WHERE fields IS NOT NULL AND ((kind, pk) IN gone OR application_pk IN (SELECT pk FROM gone WHERE kind = ?3))"

/* Steps that were about nothing else lose their subject, and undo and redo pass them by. */
#define DISCARD \
  "WITH gone AS MATERIALIZED (SELECT kind, pk FROM journal WHERE entry BETWEEN ?1 AND ?2 AND op = 2)," \
  " ever AS MATERIALIZED (SELECT j.kind, j.pk FROM journal AS j JOIN txn AS t ON t.id = j.txn_id" \
  "  WHERE j.op = 2 AND t.actor = ?4 AND t.deed = '" DEED "')" \
  " UPDATE txn SET subject = NULL, state = CASE WHEN actor <= 1 THEN 2 ELSE state END" \
  " WHERE id IN (SELECT txn_id FROM journal WHERE entry < ?1" \
  "  AND ((kind, pk) IN gone OR application_pk IN (SELECT pk FROM gone WHERE kind = ?3)))" \
  " AND NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.entry BETWEEN txn.first_entry AND txn.last_entry" \
  "  AND (j.kind, j.pk) NOT IN ever AND coalesce (j.application_pk, 0) NOT IN (SELECT pk FROM ever WHERE kind = ?3))"

/* Of what went to the Trash with signing out, nothing is remembered once it leaves that, nor of what can't be without it: its parts,
 * and the places of a tag. What the person deleted otherwise is, as the server has to hear of it. */
#define FORGET_LEFT \
  "WITH gone AS MATERIALIZED (SELECT kind, pk, application_pk, fields FROM journal WHERE entry BETWEEN ?1 AND ?2 AND op = 2)," \
  " went AS MATERIALIZED (SELECT kind, pk FROM gone WHERE json_extract (fields, '$.deleted_at[0]') = (SELECT nullif (trashed_at, 0) FROM sync_account))" \
  " DELETE FROM sync_shadow WHERE (kind, id) IN (SELECT kind, json_extract (fields, '$.id[0]') FROM gone" \
  "  WHERE (kind, pk) IN went OR application_pk IN (SELECT pk FROM went WHERE kind = ?3)" \
  "  OR (kind = ?5 AND json_extract (fields, '$.tag_id[0]') IN (SELECT json_extract (g.fields, '$.id[0]') FROM gone AS g" \
  "   WHERE g.kind = ?4 AND (g.kind, g.pk) IN went)))"

static SlStatement *
prepare_on_step (SlJournal  *journal,
                 const char *sql,
                 GError    **error)
{
  SlStatement *statement = sl_connection_prepare (journal->connection, sql, error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, journal->first_entry);
  sl_statement_bind_integer (statement, 2, journal->last_entry);
  sl_statement_bind_integer (statement, 3, SL_KIND_APPLICATION);
  return statement;
}

static gboolean
forget_left (SlJournal *journal,
             GError   **error)
{
  SlStatement *statement = prepare_on_step (journal, FORGET_LEFT, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 4, SL_KIND_TAG);
  sl_statement_bind_integer (statement, 5, SL_KIND_TAG_ASSIGNMENT);
  return sl_statement_run (statement, error);
}

static gboolean
redact (SlJournal *journal,
        GError   **error)
{
  SlStatement *statement = prepare_on_step (journal, REDACT, error);

  return statement != NULL && sl_statement_run (statement, error);
}

static gboolean
discard (SlJournal *journal,
         GError   **error)
{
  SlStatement *statement = prepare_on_step (journal, DISCARD, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 4, SL_ACTOR_HOUSEKEEPING);
  return sl_statement_run (statement, error);
}

static gboolean
forget (SlConnection *connection,
        SlJournal    *journal,
        GError      **error)
{
  return forget_left (journal, error) && redact (journal, error) && discard (journal, error);
}

/**
 * sl_purge_trash:
 * @context: its connection outside of a transaction
 *
 * Deletes for good what has been in the Trash for %SL_PURGE_DAYS days, with what belongs to it, and its values in the
 * journal.
 *
 * Returns: (transfer full) (nullable): the step; %NULL when there was nothing to delete, or with @error set
 */
SlTransaction *
sl_purge_trash (SlWriteContext *context,
                GError        **error)
{
  gint64 before = sl_clock_get_now (context->clock) - PATIENCE_USEC;
  g_autoptr (SlChangeset) seen = find_old (context->connection, before, error);
  g_autoptr (SlChangeset) old = NULL;

  /* Mostly there is nothing, and then nobody has to wait for the lock. */
  if (seen == NULL || sl_changeset_get_n_changes (seen) == 0 || !sl_connection_begin (context->connection, error))
    return NULL;

  /* Another program may have restored some of it meanwhile. */
  old = find_old (context->connection, before, error);
  if (old == NULL || sl_changeset_get_n_changes (old) == 0)
    {
      sl_connection_rollback (context->connection);
      return NULL;
    }
  return sl_apply_begun (context, old, forget, error);
}

/* Of what @only deletes, that which lies in the Trash. */
static SlChangeset *
find_named (SlConnection *connection,
            SlChangeset  *only,
            GError      **error)
{
  g_autoptr (SlChangeset) found = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, DEED);

  sl_changeset_set_subject (found, sl_changeset_get_subject (only));
  for (guint i = 0; i < sl_changeset_get_n_changes (only); i++)
    {
      const SlChange *change = sl_changeset_get_change (only, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (SlRecord) record = sl_table_read (connection, change->kind, change->id, &local);

      if (record == NULL && !g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (record != NULL && !sl_record_is_null (record, SL_FIELD_DELETED_AT))
        sl_changeset_delete (found, change->kind, change->id);
    }
  return g_steal_pointer (&found);
}

/**
 * sl_purge_now:
 * @context: its connection outside of a transaction
 * @only: (nullable): deletes the records that are to go; those of them that are not in the Trash stay. %NULL: all that
 *   lies in the Trash
 *
 * As sl_purge_trash(), because the person says so.
 *
 * Returns: (transfer full): the step, with id 0 when there was nothing to delete; %NULL with @error set
 */
SlTransaction *
sl_purge_now (SlWriteContext *context,
              SlChangeset    *only,
              GError        **error)
{
  g_autoptr (SlChangeset) found = NULL;

  context->kinds = 0;
  if (!sl_connection_begin (context->connection, error))
    return NULL;
  found = only != NULL ? find_named (context->connection, only, error) : find_old (context->connection, G_MAXINT64, error);
  if (found == NULL || sl_changeset_get_n_changes (found) == 0)
    {
      sl_connection_rollback (context->connection);
      return found != NULL ? _sl_transaction_new (0, sl_clock_get_now (context->clock), SL_ACTOR_HOUSEKEEPING, DEED,
                                                  sl_changeset_get_subject (found), 0, SL_TRANSACTION_DONE)
                           : NULL;
    }
  if (sl_changeset_get_subject (found) == NULL)
    sl_changeset_set_subject (found, "{\"by\":\"person\"}");
  return sl_apply_begun (context, found, forget, error);
}
