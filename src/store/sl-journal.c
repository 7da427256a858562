/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-journal.h. An entry is small: it names its record by pk, an insert holds no values, and only a delete, whose
 * row is gone, holds all. */

#define G_LOG_DOMAIN "sl-journal"

#include "config.h"

#include "sl-journal.h"
#include "sl-kinds.h"
#include "sl-table.h"

/**
 * sl_journal_begin:
 * @self: the step to set up
 * @undoes: the step that this one takes back or brings again, or 0
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_journal_begin (SlJournal    *self,
                  SlConnection *connection,
                  SlActor       actor,
                  const char   *deed,
                  const char   *subject,
                  gint64        time,
                  gint64        undoes,
                  GError      **error)
{
  *self = (SlJournal) {
    .connection = connection,
    .time = time,
    .actor = actor,
    .deed = deed != NULL ? deed : "",
    .subject = subject,
    .application_pks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };

  SlStatement *statement = sl_connection_prepare (connection,
                                                  "INSERT INTO txn (time, actor, deed, subject, n_changes, kinds, undoes,"
                                                  " first_entry, last_entry) VALUES (?, ?, ?, ?, 0, 0, ?, 0, 0)", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, time);
  sl_statement_bind_integer (statement, 2, actor);
  sl_statement_bind_text (statement, 3, self->deed);
  sl_statement_bind_text (statement, 4, subject);
  if (undoes != 0)
    sl_statement_bind_integer (statement, 5, undoes);
  if (!sl_statement_run (statement, error))
    return FALSE;

  self->id = sl_connection_get_last_pk (connection);
  return TRUE;
}

/** sl_journal_end: writes the step's sums; the transaction is still to be committed */
gboolean
sl_journal_end (SlJournal *self,
                guint      n_changes,
                GError   **error)
{
  /* Events carry the derived columns of their application with them. */
  if (self->kinds & (1u << SL_KIND_EVENT))
    self->kinds |= 1u << SL_KIND_APPLICATION;

  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "UPDATE txn SET n_changes = ?, kinds = ?, first_entry = ?, last_entry = ?"
                                                  " WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, n_changes);
  sl_statement_bind_integer (statement, 2, self->kinds);
  sl_statement_bind_integer (statement, 3, self->first_entry);
  sl_statement_bind_integer (statement, 4, self->last_entry);
  sl_statement_bind_integer (statement, 5, self->id);
  return sl_statement_run (statement, error);
}

/** sl_journal_clear: frees what the step kept at hand */
void
sl_journal_clear (SlJournal *self)
{
  g_clear_pointer (&self->application_pks, g_hash_table_unref);
}

static void
remember_application (SlJournal  *self,
                      const char *id,
                      gint64      pk)
{
  gint64 *boxed = g_new (gint64, 1);
  *boxed = pk;
  g_hash_table_insert (self->application_pks, g_strdup (id), boxed);
}

static gint64
find_application (SlJournal  *self,
                  const char *id)
{
  gint64 *known = g_hash_table_lookup (self->application_pks, id);
  if (known != NULL)
    return *known;

  gint64 pk = sl_table_find_pk (self->connection, SL_KIND_APPLICATION, id);
  if (pk == 0)
    pk = sl_journal_find_deleted_pk (self->connection, SL_KIND_APPLICATION, id);
  if (pk != 0)
    remember_application (self, id, pk);
  return pk;
}

/* The pk of the application in whose timeline the record's entry belongs, or 0. */
static gint64
find_application_of (SlJournal *self,
                     SlRecord  *record,
                     gint64     pk)
{
  SlKind kind = sl_record_get_kind (record);

  if (kind == SL_KIND_APPLICATION)
    return pk;

  guint field = sl_kind_find_field (kind, "application-id");
  const char *id = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
  return id != NULL ? find_application (self, id) : 0;
}

static gboolean
add_entry (SlJournal  *self,
           SlOp        op,
           SlRecord   *record,
           gint64      pk,
           const char *fields,
           GError    **error)
{
  gint64 application_pk = find_application_of (self, record, pk);
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "INSERT INTO journal (txn_id, kind, op, pk, application_pk, fields)"
                                                  " VALUES (?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->id);
  sl_statement_bind_integer (statement, 2, sl_record_get_kind (record));
  sl_statement_bind_integer (statement, 3, op);
  sl_statement_bind_integer (statement, 4, pk);
  if (application_pk != 0)
    sl_statement_bind_integer (statement, 5, application_pk);
  sl_statement_bind_static (statement, 6, fields, -1);
  if (!sl_statement_run (statement, error))
    return FALSE;

  self->last_entry = sl_connection_get_last_pk (self->connection);
  if (self->first_entry == 0)
    self->first_entry = self->last_entry;
  self->kinds |= 1u << sl_record_get_kind (record);
  return TRUE;
}

/** sl_journal_add_insert: notes a new row; its values stand in the row itself */
gboolean
sl_journal_add_insert (SlJournal *self,
                       SlRecord  *record,
                       gint64     pk,
                       GError   **error)
{
  if (sl_record_get_kind (record) == SL_KIND_APPLICATION)
    remember_application (self, sl_record_get_id (record), pk);
  return add_entry (self, SL_OP_INSERT, record, pk, NULL, error);
}

/** sl_journal_add_update: @fields: bits (SL_TABLE_BIT) of what differs between @before and @after */
gboolean
sl_journal_add_update (SlJournal *self,
                       SlRecord  *before,
                       SlRecord  *after,
                       guint64    fields,
                       GError   **error)
{
  g_autofree char *text = sl_journal_build_fields (before, after, fields);
  return add_entry (self, SL_OP_UPDATE, after, sl_record_get_pk (before), text, error);
}

/** sl_journal_add_delete: keeps all values of @record that aren't null */
gboolean
sl_journal_add_delete (SlJournal *self,
                       SlRecord  *record,
                       GError   **error)
{
  const SlKindInfo *info = sl_record_get_info (record);
  guint64 fields = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (!(info->fields[i].flags & SL_FIELD_DERIVED) && !sl_record_is_null (record, i))
      fields |= SL_TABLE_BIT (i);

  g_autofree char *text = sl_journal_build_fields (record, NULL, fields);
  return add_entry (self, SL_OP_DELETE, record, sl_record_get_pk (record), text, error);
}

/**
 * sl_journal_read_entries:
 *
 * Returns: (transfer none): a statement over the entries of a step; on each row call sl_journal_get_row()
 */
SlStatement *
sl_journal_read_entries (SlConnection *connection,
                         gint64        first_entry,
                         gint64        last_entry,
                         gboolean      backwards,
                         GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  backwards ? "SELECT entry, kind, op, pk, application_pk, fields FROM journal"
                                                              " WHERE entry BETWEEN ? AND ? ORDER BY entry DESC"
                                                            : "SELECT entry, kind, op, pk, application_pk, fields FROM journal"
                                                              " WHERE entry BETWEEN ? AND ? ORDER BY entry", error);
  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, first_entry);
  sl_statement_bind_integer (statement, 2, last_entry);
  return statement;
}

/** sl_journal_get_row: the entry that @statement stands on; borrowed from it */
void
sl_journal_get_row (SlStatement  *statement,
                    SlJournalRow *row)
{
  row->entry = sl_statement_get_integer (statement, 0);
  row->kind = (SlKind) sl_statement_get_integer (statement, 1);
  row->op = (SlOp) sl_statement_get_integer (statement, 2);
  row->pk = sl_statement_get_integer (statement, 3);
  row->application_pk = sl_statement_get_integer (statement, 4);
  row->fields = sl_statement_get_text (statement, 5);
}

/** sl_journal_find_deleted_id: (transfer full) (nullable): the id that a record deleted for good had */
char *
sl_journal_find_deleted_id (SlConnection *connection,
                            SlKind        kind,
                            gint64        pk)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT json_extract (fields, '$.id[0]') FROM journal"
                                                  " WHERE op = 2 AND kind = ? AND pk = ? LIMIT 1", NULL);
  char *id = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_integer (statement, 2, pk);
  if (sl_statement_step (statement, NULL))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id;
}

/** sl_journal_find_deleted_application: (transfer full) (nullable): id of the application that record @id, deleted for good, belonged to */
char *
sl_journal_find_deleted_application (SlConnection *connection,
                                     SlKind        kind,
                                     const char   *id)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT a.id FROM journal AS j CROSS JOIN applications AS a ON a.pk = j.application_pk"
                                                  " WHERE j.op = 2 AND j.kind = ? AND json_extract (j.fields, '$.id[0]') = ? LIMIT 1", NULL);
  char *application = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  if (sl_statement_step (statement, NULL))
    application = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return application;
}

/** sl_journal_find_deleted_pk: the pk that a record deleted for good had, or 0 */
gint64
sl_journal_find_deleted_pk (SlConnection *connection,
                            SlKind        kind,
                            const char   *id)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT pk FROM journal WHERE op = 2 AND kind = ?"
                                                  " AND json_extract (fields, '$.id[0]') = ? LIMIT 1", NULL);
  gint64 pk = 0;

  if (statement == NULL)
    return 0;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  if (sl_statement_step (statement, NULL))
    pk = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return pk;
}
