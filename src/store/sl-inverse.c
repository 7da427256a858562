/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-inverse.h. */

#define G_LOG_DOMAIN "sl-inverse"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-apply.h"
#include "sl-error.h"
#include "sl-inverse.h"
#include "sl-kinds.h"
#include "sl-references.h"
#include "sl-table.h"

typedef struct {
  SlJournal *journal;
  SlConnection *connection; /* borrowed */
  GHashTable *touched;      /* of gint64: records that later steps, which still stand, touched */
  GPtrArray *named;         /* records written whose names must stay unique */
  SlLeftOut *left_out;      /* (nullable): %NULL: all or nothing */
  GHashTable *kept;         /* of gint64: applications whose status stays: with it stay the events that tell of it */
} Inverse;

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
      *key = sl_left_out_key ((SlKind) sl_statement_get_integer (statement, 0), sl_statement_get_integer (statement, 1));
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

/* With nothing to be left out, this is the end; otherwise the record stays as it is, or its @field does. */
static gboolean
leave (Inverse            *self,
       const SlJournalRow *row,
       SlRecord           *record,
       guint               field,
       SlLeftOutReason     reason,
       GError            **error)
{
  if (self->left_out == NULL)
    return set_conflict (record, error);

  sl_left_out_add (self->left_out, self->connection, record, row->application_pk, field, reason);
  return TRUE;
}

/* Whether anything still refers to @record, which the end of the transaction would refuse. */
static gboolean
is_referred_to (Inverse  *self,
                SlRecord *record)
{
  g_autoptr (GArray) references = sl_references_to (sl_record_get_kind (record));
  gboolean found = FALSE;

  for (guint i = 0; i < references->len && !found; i++)
    {
      const SlReference *reference = &g_array_index (references, SlReference, i);
      g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE %s = ? LIMIT 1", sl_kind_get_info (reference->kind)->table,
                                              sl_kind_get_field (reference->kind, reference->field)->column);
      SlStatement *statement = sl_connection_prepare (self->connection, sql, NULL);

      if (statement == NULL)
        continue;
      sl_statement_bind_text (statement, 1, sl_record_get_id (record));
      found = sl_statement_step (statement, NULL);
      sl_statement_reset (statement);
    }
  return found;
}

/* Whether what @field of @record refers to is there. */
static gboolean
has_target (Inverse  *self,
            SlRecord *record,
            guint     field)
{
  const SlField *info = sl_kind_get_field (sl_record_get_kind (record), field);

  return info->type != SL_TYPE_REFERENCE || sl_record_is_null (record, field) ||
         sl_table_find_pk (self->connection, info->target, sl_record_get_text (record, field)) != 0;
}

static gboolean
remove_inserted (Inverse            *self,
                 const SlJournalRow *row,
                 GError            **error)
{
  g_autoptr (SlRecord) record = read_present (self, row, error);
  gint64 key = sl_left_out_key (row->kind, row->pk);

  if (record == NULL)
    return FALSE;
  if (g_hash_table_contains (self->touched, &key))
    return leave (self, row, record, SL_FIELD_NONE, SL_LEFT_OUT_CHANGED, error);
  if (self->left_out != NULL && is_referred_to (self, record))
    return leave (self, row, record, SL_FIELD_NONE, SL_LEFT_OUT_CHANGED, error);

  return sl_journal_add_delete (self->journal, record, error) &&
         sl_table_delete (self->connection, row->kind, row->pk, error);
}

typedef struct {
  Inverse *inverse;
  const SlJournalRow *row;
  SlRecord *present;
  SlRecord *after;
  guint64 fields;
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
    return leave (restore->inverse, restore->row, restore->present, field, SL_LEFT_OUT_CHANGED, error);

  /* Another field was changed since: then this is one more change, not a way back to an earlier time. */
  if (same)
    sl_record_set_value (restore->after, field, before);
  else
    sl_record_set_integer (restore->after, field, restore->inverse->journal->time);
  if (restore->inverse->left_out != NULL && !has_target (restore->inverse, restore->after, field))
    {
      sl_record_set_value (restore->after, field, sl_record_get_value (restore->present, field));
      return leave (restore->inverse, restore->row, restore->present, field, SL_LEFT_OUT_NEEDS, error);
    }
  restore->fields |= SL_TABLE_BIT (field);
  return TRUE;
}

static void
remember_named (Inverse  *self,
                SlRecord *record,
                guint64   fields)
{
  if (sl_references_may_take_name (sl_record_get_kind (record), fields))
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
  Restore restore = { self, row, present, after, 0 };
  if (!sl_journal_foreach_field (row->kind, row->fields, restore_field, &restore, error))
    return FALSE;
  if ((restore.fields & ~SL_TABLE_BIT (SL_FIELD_UPDATED_AT)) == 0 && (restore.fields == 0 || self->left_out != NULL))
    return TRUE;

  remember_named (self, after, restore.fields);
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
  /* Its application was deleted for good, and its values with it. */
  if (sl_record_is_null (record, SL_FIELD_CREATED_AT))
    return set_gone (error);
  sl_record_set_pk (record, row->pk);
  for (guint i = 0; self->left_out != NULL && i < sl_kind_get_info (row->kind)->n_fields; i++)
    if (!has_target (self, record, i))
      return leave (self, row, record, SL_FIELD_NONE, SL_LEFT_OUT_NEEDS, error);

  /* Not fresh: its events may be there before it. */
  if (sl_table_insert (self->connection, record, row->pk, SL_TABLE_INSERT_DEFAULT, &local) == 0)
    {
      if (g_error_matches (local, SL_ERROR, SL_ERROR_EXISTS))
        return leave (self, row, record, SL_FIELD_NONE, SL_LEFT_OUT_CHANGED, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  remember_named (self, record, G_MAXUINT64);
  return sl_journal_add_insert (self->journal, record, row->pk, error);
}

static gboolean
invert_entry (Inverse            *self,
              const SlJournalRow *row,
              GError            **error)
{
  if (row->op == SL_OP_INSERT)
    return remove_inserted (self, row, error);
  if (row->op == SL_OP_UPDATE)
    return restore_updated (self, row, error);
  return insert_deleted (self, row, error);
}

/* A record whose name was taken since: as it stands, or as it was. */
static gboolean
leave_named (Inverse            *self,
             const SlJournalRow *row,
             GError            **error)
{
  g_autoptr (SlRecord) record = sl_table_read_by_pk (self->connection, row->kind, row->pk, NULL);

  if (record == NULL)
    {
      record = sl_record_new_blank (row->kind);
      sl_record_set_pk (record, row->pk);
      if (!sl_journal_foreach_field (row->kind, row->fields, take_before, record, error))
        return FALSE;
    }
  return leave (self, row, record, SL_FIELD_NONE, SL_LEFT_OUT_NAME, error);
}

/* As invert_entry(), where what is in the way is left out. */
static gboolean
try_entry (Inverse            *self,
           const SlJournalRow *row,
           GError            **error)
{
  g_autoptr (GError) local = NULL;

  if (row->kind == SL_KIND_EVENT && g_hash_table_contains (self->kept, &row->application_pk))
    return TRUE;
  if (sl_left_out_is_excluded (self->left_out, row->kind, row->pk))
    return leave_named (self, row, error);
  if (invert_entry (self, row, &local))
    return TRUE;
  /* What was deleted for good since has nothing to be given back to. */
  if (g_error_matches (local, SL_ERROR, SL_ERROR_CONFLICT))
    {
      sl_left_out_add_gone (self->left_out, self->connection, row->kind, row->pk, row->application_pk);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
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

      sl_journal_get_row (statement, &row);
      if (!(self->left_out != NULL ? try_entry : invert_entry) (self, &row, error))
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
find_changed_status (guint          field,
                     const SlValue *before,
                     const SlValue *after,
                     gpointer       data,
                     GError       **error)
{
  Restore *restore = data;

  if (field == SL_APPLICATION_STATUS && !sl_value_equal (sl_record_get_value (restore->present, field), after))
    restore->fields = SL_TABLE_BIT (field);
  return TRUE;
}

/* The history of an application whose status stays must stay with it. Events come before their applications when a step
 * is read backwards, so this is found out first. */
static gboolean
read_kept (Inverse *self,
           gint64   first_entry,
           gint64   last_entry,
           GError **error)
{
  SlStatement *statement = sl_journal_read_entries (self->connection, first_entry, last_entry, FALSE, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      g_autoptr (SlRecord) present = NULL;
      Restore restore = { 0 };
      SlJournalRow row;

      sl_journal_get_row (statement, &row);
      if (row.op != SL_OP_UPDATE || row.kind != SL_KIND_APPLICATION)
        continue;
      present = sl_table_read_by_pk (self->connection, row.kind, row.pk, NULL);
      if (present == NULL)
        continue;
      restore.present = present;
      if (!sl_journal_foreach_field (row.kind, row.fields, find_changed_status, &restore, error))
        {
          sl_statement_reset (statement);
          return FALSE;
        }
      if (restore.fields != 0)
        g_hash_table_add (self->kept, g_memdup2 (&row.pk, sizeof row.pk));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A name that was taken since: its record is to be left alone when all is tried once more. */
static gboolean
check_named (Inverse *self,
             GError **error)
{
  for (guint i = 0; i < self->named->len; i++)
    {
      SlRecord *record = g_ptr_array_index (self->named, i);
      g_autoptr (GError) local = NULL;

      if (sl_apply_check_unique (self->connection, record, &local))
        continue;
      if (g_error_matches (local, SL_ERROR, SL_ERROR_EXISTS))
        {
          if (self->left_out != NULL)
            sl_left_out_exclude (self->left_out, record);
          g_set_error_literal (error, SL_ERROR, SL_ERROR_CONFLICT, local->message);
        }
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
 * @left_out: (nullable): gets what isn't as the entries left it, and therefore stays; %NULL: then nothing is done at all
 *
 * Returns: %FALSE with @error set, and then roll back. With %SL_ERROR_CONFLICT and @left_out a second try may succeed:
 *   it has more excluded then
 */
gboolean
sl_inverse_run (SlJournal *journal,
                gint64     first_entry,
                gint64     last_entry,
                SlLeftOut *left_out,
                GError   **error)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (g_object_unref);
  Inverse self = { journal, journal->connection, touched, named, left_out, kept };

  return read_touched (&self, last_entry, error) &&
         (left_out == NULL || read_kept (&self, first_entry, last_entry, error)) &&
         invert_entries (&self, first_entry, last_entry, error) &&
         check_named (&self, error);
}
