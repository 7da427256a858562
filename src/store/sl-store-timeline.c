/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal as people read it, part of sl-store-query.h. */

#define G_LOG_DOMAIN "sl-store-timeline"

#include "config.h"

#include "sl-journal.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-table.h"

/* Of an import of thousands, the general log names the first ones; the transaction's n-changes says how many there were. */
#define MAX_ENTRIES 500

/* What was set aside without being taken back still stands. */
#define STATE "CASE WHEN state = 2 AND undone_by IS NULL THEN 0 ELSE state END"

static char *
find_id (SlConnection *connection,
         SlKind        kind,
         gint64        pk)
{
  char *id = sl_table_find_id (connection, kind, pk);
  return id != NULL ? id : sl_journal_find_deleted_id (connection, kind, pk);
}

static SlStatement *
prepare_entries (SlConnection *connection,
                 gint64        transaction_id,
                 gint64        application_pk,
                 GError      **error)
{
  SlStatement *statement = application_pk != 0
    ? sl_connection_prepare (connection, "SELECT entry, kind, op, pk, application_pk, fields FROM journal"
                                         " WHERE application_pk = ?1 AND entry BETWEEN (SELECT first_entry FROM txn WHERE id = ?2)"
                                         " AND (SELECT last_entry FROM txn WHERE id = ?2) ORDER BY entry LIMIT ?3", error)
    : sl_connection_prepare (connection, "SELECT entry, kind, op, pk, application_pk, fields FROM journal"
                                         " WHERE entry BETWEEN (SELECT first_entry FROM txn WHERE id = ?2)"
                                         " AND (SELECT last_entry FROM txn WHERE id = ?2) ORDER BY entry LIMIT ?3", error);
  if (statement == NULL)
    return NULL;
  if (application_pk != 0)
    sl_statement_bind_integer (statement, 1, application_pk);
  sl_statement_bind_integer (statement, 2, transaction_id);
  sl_statement_bind_integer (statement, 3, MAX_ENTRIES);
  return statement;
}

static gboolean
read_entries (SlConnection  *connection,
              SlTransaction *transaction,
              gint64         application_pk,
              GError       **error)
{
  SlStatement *statement = prepare_entries (connection, sl_transaction_get_id (transaction), application_pk, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      SlJournalRow row;
      SlJournalEntry *entry = g_new0 (SlJournalEntry, 1);

      sl_journal_get_row (statement, &row);
      entry->kind = row.kind;
      entry->op = row.op;
      entry->fields = g_strdup (row.fields != NULL ? row.fields : "{}");
      entry->id = find_id (connection, row.kind, row.pk);
      if (row.application_pk != 0)
        entry->application_id = find_id (connection, SL_KIND_APPLICATION, row.application_pk);
      _sl_transaction_add_entry (transaction, entry);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static SlStatement *
prepare_steps (SlConnection *connection,
               gint64        application_pk,
               guint         limit,
               GError      **error)
{
  SlStatement *statement = application_pk != 0
    ? sl_connection_prepare (connection, "SELECT id, time, actor, deed, subject, n_changes, " STATE " FROM txn WHERE id IN"
                                         " (SELECT txn_id FROM journal WHERE application_pk = ?1) ORDER BY id DESC LIMIT ?2", error)
    : sl_connection_prepare (connection, "SELECT id, time, actor, deed, subject, n_changes, " STATE " FROM txn"
                                         " ORDER BY id DESC LIMIT ?2", error);
  if (statement == NULL)
    return NULL;
  if (application_pk != 0)
    sl_statement_bind_integer (statement, 1, application_pk);
  sl_statement_bind_integer (statement, 2, limit > 0 ? (gint64) limit : -1);
  return statement;
}

/**
 * sl_store_read_transactions:
 * @application_id: (nullable): only what touched this application or what belongs to it, and of each step only those
 *   entries; also when it was deleted for good
 * @limit: at most so many; 0: all
 *
 * The steps of the journal with their entries, newest first. Of a step, at most the first 500 entries are read.
 *
 * Returns: (transfer full) (element-type SlTransaction): the steps, or %NULL with @error set
 */
GPtrArray *
sl_store_read_transactions (SlConnection *connection,
                            const char   *application_id,
                            guint         limit,
                            GError      **error)
{
  g_autoptr (GPtrArray) transactions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  gint64 application_pk = 0;

  if (application_id != NULL)
    {
      application_pk = sl_table_find_pk (connection, SL_KIND_APPLICATION, application_id);
      if (application_pk == 0)
        application_pk = sl_journal_find_deleted_pk (connection, SL_KIND_APPLICATION, application_id);
      if (application_pk == 0)
        return g_steal_pointer (&transactions);
    }

  SlStatement *statement = prepare_steps (connection, application_pk, limit, error);
  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    g_ptr_array_add (transactions,
                     _sl_transaction_new (sl_statement_get_integer (statement, 0),
                                          sl_statement_get_integer (statement, 1),
                                          (SlActor) sl_statement_get_integer (statement, 2),
                                          sl_statement_get_text (statement, 3),
                                          sl_statement_get_text (statement, 4),
                                          (guint) sl_statement_get_integer (statement, 5),
                                          (SlTransactionState) sl_statement_get_integer (statement, 6)));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  for (guint i = 0; i < transactions->len; i++)
    if (!read_entries (connection, g_ptr_array_index (transactions, i), application_pk, error))
      return NULL;
  return g_steal_pointer (&transactions);
}
