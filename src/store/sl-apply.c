/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-apply.h. */

#define G_LOG_DOMAIN "sl-apply"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-apply.h"
#include "sl-cascade.h"
#include "sl-chart-lines.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-references.h"
#include "sl-rules.h"
#include "sl-schema.h"
#include "sl-search-index.h"
#include "sl-table.h"
#include "sl-writes.h"

/* From so many changes on, derived columns are worked out at the end: an application with its rounds is several changes. */
#define MANY_CHANGES 200
/* From so many on, the writer gets a page cache that holds the indexes it fills. */
#define BULK_CHANGES 2000
#define BULK_CACHE_KIB (96 * 1024)
#define USUAL_CACHE_KIB (4 * 1024)

#define MAX_INDEXED_AT_ONCE 500

/* The state of one apply. */
typedef struct {
  SlWriteContext *context;
  SlConnection *connection; /* borrowed */
  SlJournal journal;
  gint64 now;
  SlApplyEndFunc end; /* (nullable) */
  gboolean exact; /* each value is to be there as it is said: of a backup, not of a deed */
  guint n_changes;
  gboolean events_written; /* from then on a new application's derived columns are left to the triggers */
  GHashTable *read;        /* (nullable): id → SlRecord: applications that the rules asked for */
} Apply;

static SlRecord *
rule_read (SlKind      kind,
           const char *id,
           gpointer    data,
           GError    **error)
{
  Apply *self = data;
  g_autoptr (GError) local = NULL;

  SlRecord *record = sl_table_read (self->connection, kind, id, &local);
  if (record == NULL && !g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  if (record != NULL && self->read != NULL && kind == SL_KIND_APPLICATION)
    g_hash_table_insert (self->read, g_strdup (id), g_object_ref (record));
  return record;
}

/* Whether what the rules have read still stands when it is written: only a deletion changes other records. */
static gboolean
may_keep_read (SlChangeset *changeset)
{
  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    if (sl_changeset_get_change (changeset, i)->op == SL_OP_DELETE)
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): the record as it stands, each once. */
static SlRecord *
read_before (Apply   *self,
             SlWrite *write,
             GError **error)
{
  g_autofree char *key = NULL;
  SlRecord *record = NULL;

  if (self->read != NULL && write->kind == SL_KIND_APPLICATION &&
      g_hash_table_steal_extended (self->read, write->id, (gpointer *) &key, (gpointer *) &record))
    return record;
  return sl_table_read (self->connection, write->kind, write->id, error);
}

static gint64
rule_newest_event (const char *application_id,
                   GHashTable *except,
                   SlRecord  **event,
                   gpointer    data,
                   GError    **error)
{
  Apply *self = data;
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT id, occurred_at FROM events WHERE application_id = ?"
                                                  " AND deleted_at IS NULL AND event_type IS NOT 'note'"
                                                  " AND (to_stage IS NOT NULL OR to_status IS NOT NULL)"
                                                  " ORDER BY occurred_at DESC, pk DESC", error);
  g_autofree char *id = NULL;
  g_autoptr (GError) local = NULL;
  gint64 newest = G_MININT64;

  if (statement == NULL)
    return newest;
  sl_statement_bind_text (statement, 1, application_id);
  while (id == NULL && sl_statement_step (statement, &local))
    if (except == NULL || !g_hash_table_contains (except, sl_statement_get_text (statement, 0)))
      {
        id = g_strdup (sl_statement_get_text (statement, 0));
        newest = sl_statement_get_integer (statement, 1);
      }
  sl_statement_reset (statement);

  if (local == NULL && event != NULL && id != NULL)
    *event = sl_table_read (self->connection, SL_KIND_EVENT, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return newest;
}

static char **
rule_apply_by (const char *application_id,
               gpointer    data,
               GError    **error)
{
  Apply *self = data;
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT r.id FROM reminders AS r CROSS JOIN saved_jobs AS j ON j.id = r.origin_id"
                                                  " WHERE r.application_id = ? AND r.rule IS NULL AND r.deleted_at IS NULL"
                                                  " AND coalesce (r.is_completed, 0) = 0", error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_text (statement, 1, application_id);
  while (sl_statement_step (statement, &local))
    g_strv_builder_add (ids, sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);

  if (local == NULL)
    return g_strv_builder_end (ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Shortlist wrote it in the same transaction as one of the rounds, at the same time, and nobody corrected it since. */
#define ROUND_MOVE \
  "SELECT e.id FROM stages AS s CROSS JOIN events AS e ON e.application_id = s.application_id WHERE s.id = ?1" \
  " AND e.event_type = 'status_update' AND e.from_status = '" SL_STATUS_APPLIED "' AND e.to_status = '" SL_STATUS_INTERVIEWING "'" \
  " AND e.label IS NULL AND e.note IS NULL AND e.reason IS NULL AND e.link IS NULL" \
  " AND e.actor = 'system' AND e.updated_at = e.created_at" \
  " AND e.deleted_at IS NULL AND e.created_at IN (SELECT t.created_at FROM stages AS t WHERE t.application_id = s.application_id)" \
  " ORDER BY e.pk DESC LIMIT 1"

#define OTHER_ROUNDS \
  "SELECT t.id FROM stages AS s CROSS JOIN stages AS t ON t.application_id = s.application_id" \
  " WHERE s.id = ?1 AND t.id != s.id AND t.deleted_at IS NULL"

static gboolean
has_other_round (Apply       *self,
                 const char  *stage_id,
                 GHashTable  *gone,
                 GError     **error)
{
  SlStatement *statement = sl_connection_prepare (self->connection, OTHER_ROUNDS, error);
  gboolean has = FALSE;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, stage_id);
  while (!has && sl_statement_step (statement, error))
    has = !g_hash_table_contains (gone, sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return has;
}

static SlRecord *
rule_round_move (const char  *stage_id,
                 GHashTable  *gone,
                 gboolean    *alone,
                 gpointer     data,
                 GError     **error)
{
  Apply *self = data;
  SlStatement *statement;
  g_autofree char *id = NULL;
  g_autoptr (GError) local = NULL;

  *alone = !has_other_round (self, stage_id, gone, &local);
  statement = local == NULL ? sl_connection_prepare (self->connection, ROUND_MOVE, &local) : NULL;
  if (statement == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  sl_statement_bind_text (statement, 1, stage_id);
  if (sl_statement_step (statement, &local))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return id != NULL ? sl_table_read (self->connection, SL_KIND_EVENT, id, error) : NULL;
}

static gboolean
follow_and_check (Apply       *self,
                  SlChangeset *changeset,
                  GError     **error)
{
  SlActor actor = sl_changeset_get_actor (changeset);
  SlRuleReader reader = { rule_read, rule_newest_event, rule_apply_by, rule_round_move, self };

  if (sl_changeset_get_follow_rules (changeset) &&
      !sl_rules_follow (changeset, &reader, self->context->clock, error))
    return FALSE;

  if (actor == SL_ACTOR_PERSON || actor == SL_ACTOR_IMPORT || actor == SL_ACTOR_MAIL)
    return sl_rules_check (changeset, error);
  return TRUE;
}

static gboolean
write_insert (Apply   *self,
              SlWrite *write,
              GError **error)
{
  SlRecord *record = write->record;

  if (write->kind == SL_KIND_TAG_ASSIGNMENT && sl_references_has_assignment (self->connection, record))
    return TRUE;

  if (sl_record_is_null (record, SL_FIELD_CREATED_AT))
    sl_record_set_integer (record, SL_FIELD_CREATED_AT, self->now);
  if (sl_record_is_null (record, SL_FIELD_UPDATED_AT))
    sl_record_set_integer (record, SL_FIELD_UPDATED_AT, self->now);

  gint64 pk = sl_table_insert (self->connection, record, 0,
                               self->events_written ? SL_TABLE_INSERT_DEFAULT : SL_TABLE_INSERT_FRESH, error);
  if (pk == 0 || !sl_journal_add_insert (&self->journal, record, pk, error))
    return FALSE;

  self->n_changes += write->own;
  return TRUE;
}

/* To lie elsewhere in its column, or to make room there, is no news of an application. */
static gboolean
is_mere_place (SlKind  kind,
               guint64 changed)
{
  return kind == SL_KIND_APPLICATION && changed == SL_TABLE_BIT (SL_APPLICATION_BOARD_RANK);
}

static gboolean
write_update (Apply   *self,
              SlWrite *write,
              GError **error)
{
  g_autoptr (SlRecord) before = read_before (self, write, error);
  if (before == NULL)
    return FALSE;

  g_autoptr (SlRecord) after = sl_record_dup (before);
  guint n_fields = sl_kind_get_info (write->kind)->n_fields;
  guint64 changed = 0;

  for (guint i = 0; i < n_fields; i++)
    {
      const SlValue *value = sl_record_get_value (write->record, i);
      if (!(write->fields & SL_TABLE_BIT (i)) || sl_value_equal (sl_record_get_value (before, i), value))
        continue;
      /* What is in the Trash already has lain there since then: to delete it again is no step. */
      if (i == SL_FIELD_DELETED_AT && !self->exact && !sl_value_is_null (value) && !sl_record_is_null (before, i))
        continue;
      sl_record_set_value (after, i, value);
      changed |= SL_TABLE_BIT (i);
    }
  if (changed == 0)
    return TRUE;

  if (!(write->fields & SL_TABLE_BIT (SL_FIELD_UPDATED_AT)) && !is_mere_place (write->kind, changed) &&
      sl_record_get_integer (before, SL_FIELD_UPDATED_AT, -1) != self->now)
    {
      sl_record_set_integer (after, SL_FIELD_UPDATED_AT, self->now);
      changed |= SL_TABLE_BIT (SL_FIELD_UPDATED_AT);
    }

  if (!sl_table_update (self->connection, after, changed, error) ||
      !sl_journal_add_update (&self->journal, before, after, changed, error))
    return FALSE;

  self->n_changes += write->own;
  return TRUE;
}

static gboolean
write_delete (Apply   *self,
              SlWrite *write,
              GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlRecord) record = sl_table_read (self->connection, write->kind, write->id, &local);

  if (record == NULL)
    {
      /* Gone already, with its owner earlier in this changeset or by somebody else's hand. */
      if (g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  self->n_changes += write->own;
  return sl_cascade_delete (&self->journal, record, error);
}

static gboolean
write_all (Apply     *self,
           GPtrArray *writes,
           GError   **error)
{
  for (guint i = 0; i < writes->len; i++)
    {
      SlWrite *write = g_ptr_array_index (writes, i);
      gboolean ok = TRUE;

      if (write->dropped)
        continue;
      if (write->op == SL_OP_INSERT)
        ok = write_insert (self, write, error);
      else if (write->op == SL_OP_UPDATE)
        ok = write_update (self, write, error);
      else
        ok = write_delete (self, write, error);
      if (!ok)
        return FALSE;

      self->events_written = self->events_written || write->kind == SL_KIND_EVENT;
    }
  return TRUE;
}

/* Looked at after all is written: two tags may swap their names in one changeset. A server has names that differ in nothing
 * but capitals; what came from there stands as it is there, and may be changed in all but that. */
static gboolean
check_all_unique (Apply     *self,
                  SlActor    actor,
                  GPtrArray *writes,
                  GError   **error)
{
  for (guint i = 0; i < writes->len && actor != SL_ACTOR_SYNC; i++)
    {
      SlWrite *write = g_ptr_array_index (writes, i);
      if (write->dropped || write->op == SL_OP_DELETE ||
          !sl_references_may_take_name (write->kind, write->op == SL_OP_INSERT ? G_MAXUINT64 : write->fields))
        continue;

      g_autoptr (SlRecord) record = sl_table_read (self->connection, write->kind, write->id, error);
      if (record == NULL || !sl_apply_check_unique (self->connection, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
discard_redo (Apply       *self,
              SlChangeset *changeset,
              GError     **error)
{
  SlActor actor = sl_changeset_get_actor (changeset);
  SlStatement *statement;

  if (actor != SL_ACTOR_PERSON && actor != SL_ACTOR_IMPORT)
    return TRUE;
  statement = sl_connection_prepare (self->connection, "UPDATE txn SET state = 2 WHERE actor <= 1 AND state = 1", error);
  return statement != NULL && sl_statement_run (statement, error);
}

static gboolean
end_without_step (Apply   *self,
                  GError **error)
{
  SlStatement *statement;

  if (!self->context->holds_more)
    {
      sl_connection_rollback (self->connection);
      return TRUE;
    }
  statement = sl_connection_prepare (self->connection, "DELETE FROM txn WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->journal.id);
  return sl_statement_run (statement, error) && sl_connection_commit (self->connection, error);
}

static SlTransaction *
apply_in_transaction (Apply       *self,
                      SlChangeset *changeset,
                      GError     **error)
{
  guint n_own = sl_changeset_get_n_changes (changeset) + sl_changeset_get_n_removed (changeset);
  if (may_keep_read (changeset))
    self->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (!follow_and_check (self, changeset, error))
    return NULL;
  /* What the rules left out doesn't make what they added the person's. */
  n_own -= sl_changeset_get_n_removed (changeset);

  const char *deed = sl_changeset_get_deed (changeset);
  const char *subject = sl_changeset_get_subject (changeset);
  SlActor actor = sl_changeset_get_actor (changeset);
  if (!sl_journal_begin (&self->journal, self->connection, actor, deed, subject, self->now, 0, error))
    return NULL;

  g_autoptr (GPtrArray) writes = sl_writes_gather (changeset, n_own);
  if (!write_all (self, writes, error))
    return NULL;

  /* Nothing was different: no step. */
  if (self->journal.first_entry == 0)
    {
      if (!end_without_step (self, error))
        return NULL;
      return _sl_transaction_new (0, self->now, actor, deed, subject, 0, SL_TRANSACTION_DONE);
    }

  if (!check_all_unique (self, actor, writes, error) || !discard_redo (self, changeset, error) ||
      (self->end != NULL && !self->end (self->connection, &self->journal, error)) || !sl_apply_complete (self->connection, &self->journal, error) || !sl_journal_end (&self->journal, self->n_changes, error) ||
      !sl_apply_commit (self->context, &self->journal, error))
    return NULL;

  return _sl_transaction_new (self->journal.id, self->now, actor, deed, subject, self->n_changes, SL_TRANSACTION_DONE);
}

/**
 * sl_apply_expect:
 * @connection: inside a write transaction
 * @n_changes: how many rows are about to be written
 *
 * Gives the writer the memory for a large step, and has its derived columns worked out at the end: row by row that
 * takes longer than all else. sl_apply_relax() when it is over.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_apply_expect (SlConnection *connection,
                 gint64        n_changes,
                 GError      **error)
{
  if (n_changes < MANY_CHANGES)
    return TRUE;

  if (n_changes >= BULK_CHANGES)
    _sl_connection_set_cache (connection, BULK_CACHE_KIB);
  return sl_connection_execute (connection, "INSERT INTO derive_later VALUES (1)", error);
}

/** sl_apply_relax: after the transaction: takes the memory back */
void
sl_apply_relax (SlConnection *connection)
{
  _sl_connection_set_cache (connection, USUAL_CACHE_KIB);
}

static gboolean
derive_queued (SlConnection *connection,
               GError      **error)
{
  if (sl_connection_get_integer (connection, "SELECT EXISTS (SELECT 1 FROM derive_later)", 0) == 0)
    return TRUE;

  return sl_connection_execute (connection,
                                SL_DERIVE ("applications.pk IN (SELECT pk FROM derive_queue)")
                                "DELETE FROM derive_queue; DELETE FROM derive_later", error);
}

/**
 * sl_apply_complete:
 *
 * The end of a step: derived columns that were left for it; and its rows go into the search index and among the charts'
 * lines, unless they are so many that this is done by and by.
 */
gboolean
sl_apply_complete (SlConnection *connection,
                   SlJournal    *journal,
                   GError      **error)
{
  if (!derive_queued (connection, error))
    return FALSE;
  if (journal->last_entry - journal->first_entry >= MAX_INDEXED_AT_ONCE)
    return TRUE;
  return sl_chart_lines_catch_up (connection, MAX_INDEXED_AT_ONCE, error) &&
         sl_search_index_catch_up (connection, MAX_INDEXED_AT_ONCE, error);
}

/**
 * sl_apply_commit:
 *
 * Commits the step; when it returns %TRUE it is on the disk. A reference to a record that isn't there fails here, with
 * a sentence that says which.
 */
gboolean
sl_apply_commit (SlWriteContext *context,
                 SlJournal      *journal,
                 GError        **error)
{
  g_autoptr (GError) local = NULL;

  if (context->own_func != NULL)
    context->own_func (journal->id, TRUE, context->own_data);
  if (sl_connection_commit (context->connection, &local))
    {
      context->kinds = journal->kinds;
      return TRUE;
    }

  if (sqlite3_extended_errcode (_sl_connection_get_db (context->connection)) == SQLITE_CONSTRAINT_FOREIGNKEY)
    sl_references_explain (context->connection, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  if (context->own_func != NULL)
    context->own_func (journal->id, FALSE, context->own_data);
  return FALSE;
}

/**
 * sl_apply_begun:
 * @context: its connection in a write transaction, which is over then; @context->kinds is set
 * @end: (nullable): what is to be done once the rows are written
 *
 * As sl_apply_changeset(), for who has to look first at what he is going to change.
 */
SlTransaction *
sl_apply_begun (SlWriteContext *context,
                SlChangeset    *changeset,
                SlApplyEndFunc  end,
                GError        **error)
{
  Apply self = {
    .context = context, .connection = context->connection, .now = sl_clock_get_now (context->clock), .end = end,
    .exact = !sl_changeset_get_follow_rules (changeset),
  };
  SlTransaction *transaction = NULL;
  guint n_expected = sl_changeset_get_n_changes (changeset);

  context->kinds = 0;
  /* A sync goes on beside other work, in parts, and is to be small in memory. */
  if (sl_changeset_get_actor (changeset) == SL_ACTOR_SYNC)
    n_expected = MIN (n_expected, BULK_CHANGES - 1);
  if (sl_apply_expect (self.connection, n_expected, error))
    transaction = apply_in_transaction (&self, changeset, error);
  if (transaction == NULL)
    sl_connection_rollback (self.connection);
  sl_journal_clear (&self.journal);
  g_clear_pointer (&self.read, g_hash_table_unref);
  sl_apply_relax (self.connection);
  return transaction;
}

/**
 * sl_apply_changeset:
 * @context: its connection outside of a transaction; @context->kinds is set
 *
 * Returns: (transfer full): the step, with id 0 when nothing had to be changed; %NULL with @error set, and nothing
 *   changed
 */
SlTransaction *
sl_apply_changeset (SlWriteContext *context,
                    SlChangeset    *changeset,
                    GError        **error)
{
  context->kinds = 0;
  if (sl_changeset_get_n_changes (changeset) == 0)
    return _sl_transaction_new (0, sl_clock_get_now (context->clock), sl_changeset_get_actor (changeset),
                                sl_changeset_get_deed (changeset), sl_changeset_get_subject (changeset), 0, SL_TRANSACTION_DONE);

  return sl_connection_begin (context->connection, error) ? sl_apply_begun (context, changeset, NULL, error) : NULL;
}
