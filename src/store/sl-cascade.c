/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cascade.h. */

#define G_LOG_DOMAIN "sl-cascade"

#include "config.h"

#include "sl-cascade.h"
#include "sl-references.h"
#include "sl-table.h"

/* All records whose @reference is @id. Read before anything is written: they are about to change. */
static GPtrArray *
read_referring (SlConnection      *connection,
                const SlReference *reference,
                const char        *id,
                GError           **error)
{
  const SlField *field = sl_kind_get_field (reference->kind, reference->field);
  g_autofree char *sql = g_strdup_printf ("%s WHERE a.%s = ?", sl_table_get_select (reference->kind), field->column);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_text (statement, 1, id);
  while (sl_statement_step (statement, &local))
    g_ptr_array_add (records, sl_table_read_row (statement, reference->kind));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&records);
}

static gboolean
clear_reference (SlJournal *journal,
                 SlRecord  *record,
                 guint      field,
                 GError   **error)
{
  g_autoptr (SlRecord) after = sl_record_dup (record);
  guint64 fields = SL_TABLE_BIT (field);

  sl_record_set_null (after, field);
  /* That something old left the Trash for good is no news of what referred to it. */
  if (journal->actor != SL_ACTOR_HOUSEKEEPING && sl_record_get_integer (record, SL_FIELD_UPDATED_AT, -1) != journal->time)
    {
      sl_record_set_integer (after, SL_FIELD_UPDATED_AT, journal->time);
      fields |= SL_TABLE_BIT (SL_FIELD_UPDATED_AT);
    }
  return sl_table_update (journal->connection, after, fields, error) &&
         sl_journal_add_update (journal, record, after, fields, error);
}

/**
 * sl_cascade_delete:
 * @record: as it stands in the store
 *
 * Deletes @record. Records that can't be without it (SL_FIELD_OWNER, or a required reference) go first; others lose
 * their reference.
 */
gboolean
sl_cascade_delete (SlJournal *journal,
                   SlRecord  *record,
                   GError   **error)
{
  g_autoptr (GArray) references = sl_references_to (sl_record_get_kind (record));

  for (guint i = 0; i < references->len; i++)
    {
      const SlReference *reference = &g_array_index (references, SlReference, i);
      const SlField *field = sl_kind_get_field (reference->kind, reference->field);
      g_autoptr (GPtrArray) referring = read_referring (journal->connection, reference, sl_record_get_id (record), error);

      if (referring == NULL)
        return FALSE;
      for (guint j = 0; j < referring->len; j++)
        {
          SlRecord *other = g_ptr_array_index (referring, j);
          gboolean ok = field->flags & (SL_FIELD_OWNER | SL_FIELD_REQUIRED)
                          ? sl_cascade_delete (journal, other, error)
                          : clear_reference (journal, other, reference->field, error);
          if (!ok)
            return FALSE;
        }
    }

  return sl_journal_add_delete (journal, record, error) &&
         sl_table_delete (journal->connection, sl_record_get_kind (record), sl_record_get_pk (record), error);
}
