/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-inverse.h. */

#define G_LOG_DOMAIN "sl-inverse"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-apply.h"
#include "sl-error.h"
#include "sl-inverse.h"
#include "sl-references.h"
#include "sl-table.h"

typedef struct {
  SlJournal *journal;
  SlConnection *connection; /* borrowed */
  GHashTable *touched;      /* of gint64: records that later steps, which still stand, touched */
  GPtrArray *named;         /* records written whose names must stay unique */
} Inverse;

static gint64
touched_key (SlKind kind,
             gint64 pk)
{
  return pk * SL_N_KINDS + kind;
}

static gboolean
set_conflict (SlRecord *record,
              GError  **error)
{
  g_autofree char *name = sl_table_describe (record);
  g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT,
               _("“%s” was changed since, so this can’t be undone or redone. Nothing was changed."), name);
  return FALSE;
}

static gboolean
set_gone (GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_CONFLICT,
                       _("Something this change was about was deleted since, so this can’t be undone or redone. Nothing was changed."));
  return FALSE;
}

/* An insert's entry holds no values to compare with; whether its record is untouched is told by later entries. Undos and
 * what they took back cancel out and aren't counted. */
static gboolean
read_touched (Inverse *self,
              gint64   last_entry,
              GError **error)
{
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT j.kind, j.pk FROM journal AS j JOIN txn AS t ON t.id = j.txn_id"
                                                  " WHERE j.entry > ? AND t.state = 0 AND t.actor NOT IN (4, 5) AND t.id <> ?",
                                                  error);
  if (statement == NULL)
    return FALSE;

  sl_statement_bind_integer (statement, 1, last_entry);
  sl_statement_bind_integer (statement, 2, self->journal->id);
  while (sl_statement_step (statement, &local))
    {
      gint64 *key = g_new (gint64, 1);
      *key = touched_key ((SlKind) sl_statement_get_integer (statement, 0), sl_statement_get_integer (statement, 1));
      g_hash_table_add (self->touched, key);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static SlRecord *
read_present (Inverse            *self,
              const SlJournalRow *row,
              GError            **error)
{
  g_autoptr (GError) local = NULL;
  SlRecord *record = sl_table_read_by_pk (self->connection, row->kind, row->pk, &local);

  if (record != NULL)
    return record;
  if (g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
    set_gone (error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
remove_inserted (Inverse            *self,
                 const SlJournalRow *row,
                 GError            **error)
{
  g_autoptr (SlRecord) record = read_present (self, row, error);
  gint64 key = touched_key (row->kind, row->pk);

  if (record == NULL)
    return FALSE;
  if (g_hash_table_contains (self->touched, &key))
    return set_conflict (record, error);

  return sl_journal_add_delete (self->journal, record, error) &&
         sl_table_delete (self->connection, row->kind, row->pk, error);
}

typedef struct {
  SlRecord *present;
  SlRecord *after;
  guint64 fields;
  gint64 now;
} Restore;

static gboolean
restore_field (guint          field,
               const SlValue *before,
               const SlValue *after,
               gpointer       data,
               GError       **error)
{
  Restore *restore = data;
  gboolean same = sl_value_equal (sl_record_get_value (restore->present, field), after);

  if (!same && field != SL_FIELD_UPDATED_AT)
    return set_conflict (restore->present, error);

  /* Another field was changed since: then this is one more change, not a way back to an earlier time. */
  if (same)
    sl_record_set_value (restore->after, field, before);
  else
    sl_record_set_integer (restore->after, field, restore->now);
  restore->fields |= SL_TABLE_BIT (field);
  return TRUE;
}

static void
remember_named (Inverse  *self,
                SlRecord *record)
{
  if (sl_references_has_unique (sl_record_get_kind (record)))
    g_ptr_array_add (self->named, g_object_ref (record));
}

static gboolean
restore_updated (Inverse            *self,
                 const SlJournalRow *row,
                 GError            **error)
{
  g_autoptr (SlRecord) present = read_present (self, row, error);
  if (present == NULL)
    return FALSE;

  g_autoptr (SlRecord) after = sl_record_dup (present);
  Restore restore = { present, after, 0, self->journal->time };
  if (!sl_journal_foreach_field (row->kind, row->fields, restore_field, &restore, error))
    return FALSE;
  if (restore.fields == 0)
    return TRUE;

  remember_named (self, after);
  return sl_table_update (self->connection, after, restore.fields, error) &&
         sl_journal_add_update (self->journal, present, after, restore.fields, error);
}

static gboolean
take_before (guint          field,
             const SlValue *before,
             const SlValue *after,
             gpointer       data,
             GError       **error)
{
  sl_record_set_value (data, field, before);
  return TRUE;
}

static gboolean
insert_deleted (Inverse            *self,
                const SlJournalRow *row,
                GError            **error)
{
  g_autoptr (SlRecord) record = sl_record_new_blank (row->kind);
  g_autoptr (GError) local = NULL;

  if (!sl_journal_foreach_field (row->kind, row->fields, take_before, record, error))
    return FALSE;
  sl_record_set_pk (record, row->pk);

  /* Not fresh: its events may be there before it. */
  if (sl_table_insert (self->connection, record, row->pk, SL_TABLE_INSERT_DEFAULT, &local) == 0)
    {
      if (g_error_matches (local, SL_ERROR, SL_ERROR_EXISTS))
        return set_conflict (record, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  remember_named (self, record);
  return sl_journal_add_insert (self->journal, record, row->pk, error);
}

static gboolean
invert_entries (Inverse *self,
                gint64   first_entry,
                gint64   last_entry,
                GError **error)
{
  SlStatement *statement = sl_journal_read_entries (self->connection, first_entry, last_entry, TRUE, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;

  /* What is written meanwhile lies behind last_entry, out of this statement's sight. */
  while (sl_statement_step (statement, &local))
    {
      SlJournalRow row;
      gboolean ok = TRUE;

      sl_journal_get_row (statement, &row);
      if (row.op == SL_OP_INSERT)
        ok = remove_inserted (self, &row, error);
      else if (row.op == SL_OP_UPDATE)
        ok = restore_updated (self, &row, error);
      else
        ok = insert_deleted (self, &row, error);
      if (!ok)
        {
          sl_statement_reset (statement);
          return FALSE;
        }
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_named (Inverse *self,
             GError **error)
{
  for (guint i = 0; i < self->named->len; i++)
    {
      g_autoptr (GError) local = NULL;
      if (sl_apply_check_unique (self->connection, g_ptr_array_index (self->named, i), &local))
        continue;
      if (g_error_matches (local, SL_ERROR, SL_ERROR_EXISTS))
        g_set_error_literal (error, SL_ERROR, SL_ERROR_CONFLICT, local->message);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/**
 * sl_inverse_run:
 * @journal: the step that does it, begun
 * @first_entry: the first entry to invert
 * @last_entry: the last one
 *
 * Returns: %FALSE with @error set, %SL_ERROR_CONFLICT when a record isn't as the entries left it; then roll back
 */
gboolean
sl_inverse_run (SlJournal *journal,
                gint64     first_entry,
                gint64     last_entry,
                GError   **error)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (g_object_unref);
  Inverse self = { journal, journal->connection, touched, named };

  return read_touched (&self, last_entry, error) &&
         invert_entries (&self, first_entry, last_entry, error) &&
         check_named (&self, error);
}
