/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-references.h. */

#define G_LOG_DOMAIN "sl-references"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-apply.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-references.h"
#include "sl-table-keys.h"
#include "sl-table.h"

/** sl_references_to: (transfer full) (element-type SlReference): the fields of all kinds that refer to @target */
GArray *
sl_references_to (SlKind target)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (SlReference));

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].type == SL_TYPE_REFERENCE && info->fields[i].target == target)
          {
            SlReference reference = { kind, i };
            g_array_append_val (references, reference);
          }
    }
  return references;
}

static guint
find_unique_field (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_UNIQUE)
      return i;
  return SL_FIELD_NONE;
}

/** sl_references_may_take_name: whether a change of @fields (SL_TABLE_BIT) may give a record of @kind a name that another has */
gboolean
sl_references_may_take_name (SlKind  kind,
                             guint64 fields)
{
  guint field = find_unique_field (kind);

  return field != SL_FIELD_NONE && fields & (SL_TABLE_BIT (field) | SL_TABLE_BIT (SL_FIELD_DELETED_AT));
}

/**
 * sl_references_has_assignment:
 *
 * Returns: whether the application has the tag of @assignment already; a second time would say nothing new
 */
gboolean
sl_references_has_assignment (SlConnection *connection,
                              SlRecord     *assignment)
{
  if (!sl_record_is_null (assignment, SL_FIELD_DELETED_AT))
    return FALSE;

  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT 1 FROM tag_assignments WHERE application_id = ? AND +tag_id = ?"
                                                  " AND deleted_at IS NULL AND id <> ?", NULL);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_static (statement, 1, sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID), -1);
  sl_statement_bind_static (statement, 2, sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID), -1);
  sl_statement_bind_static (statement, 3, sl_record_get_id (assignment), -1);
  gboolean found = sl_statement_step (statement, NULL);
  sl_statement_reset (statement);
  return found;
}

/**
 * sl_apply_check_unique:
 * @record: as it stands in the store
 *
 * Returns: %FALSE with %SL_ERROR_EXISTS set when another living record has its unique name
 */
gboolean
sl_apply_check_unique (SlConnection *connection,
                       SlRecord     *record,
                       GError      **error)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = find_unique_field (kind);
  g_autoptr (GError) local = NULL;

  if (field == SL_FIELD_NONE || !sl_record_is_null (record, SL_FIELD_DELETED_AT) || sl_record_is_null (record, field))
    return TRUE;

  const char *column = sl_kind_get_field (kind, field)->column;
  g_autofree char *fold = sl_table_build_fold (sl_record_get_text (record, field));
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s_fold = ? AND deleted_at IS NULL AND pk <> ?",
                                          column, sl_kind_get_info (kind)->table, column);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_static (statement, 1, fold, -1);
  sl_statement_bind_integer (statement, 2, sl_record_get_pk (record));
  if (!sl_statement_step (statement, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  const char *name = sl_statement_get_text (statement, 0);
  if (kind == SL_KIND_TAG)
    g_set_error (error, SL_ERROR, SL_ERROR_EXISTS, _("There is already a tag called “%s”."), name);
  else
    g_set_error (error, SL_ERROR, SL_ERROR_EXISTS, _("“%s” is already there."), name);
  sl_statement_reset (statement);
  return FALSE;
}

/**
 * sl_references_explain:
 *
 * Called when a commit failed because something refers to what isn't there: finds the first such record and says so.
 */
void
sl_references_explain (SlConnection *connection,
                       GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check ()", NULL);
  g_autoptr (SlRecord) record = NULL;
  SlKind target = SL_KIND_NONE;

  if (statement != NULL && sl_statement_step (statement, NULL))
    {
      SlKind kind = sl_kind_from_name (sl_statement_get_text (statement, 0));
      target = sl_kind_from_name (sl_statement_get_text (statement, 2));
      if (kind != SL_KIND_NONE)
        record = sl_table_read_by_pk (connection, kind, sl_statement_get_integer (statement, 1), NULL);
      sl_statement_reset (statement);
    }

  if (record == NULL)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("Something that this belongs to is no longer there."));
      return;
    }

  g_autofree char *name = sl_table_describe (record);
  if (target == SL_KIND_APPLICATION)
    g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("The application that “%s” belongs to is no longer there."), name);
  else if (target == SL_KIND_TAG)
    g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("That tag is no longer there."));
  else
    g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("The résumé that “%s” was sent with is no longer there."), name);
}
