/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-record-name.h. */

#define G_LOG_DOMAIN "sl-record-name"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-record-name.h"
#include "sl-table.h"
#include "sl-text.h"

/* The column of what a record of the kind is called; NULL when it has no name. */
static const char *
get_name_column (SlKind kind)
{
  static const char *const names[] = { "name", "title", "stage-name", "version-name", "label", "subject", "question" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint field = sl_kind_find_field (kind, names[i]);
      if (field != SL_FIELD_NONE)
        return sl_kind_get_field (kind, field)->column;
    }
  return NULL;
}

/** sl_record_name_append_columns: adds “name, company, role” of the records “r” of @kind */
void
sl_record_name_append_columns (GString *sql,
                               SlKind   kind)
{
  const char *name = get_name_column (kind);

  if (kind == SL_KIND_TAG_ASSIGNMENT)
    g_string_append (sql, "t.name");
  else
    g_string_append_printf (sql, name != NULL ? "r.%s" : "NULL", name);
  if (sl_kind_find_field (kind, "company-name") != SL_FIELD_NONE)
    g_string_append (sql, ", r.company_name, r.role_title");
  else if (sl_kind_find_field (kind, "application-id") != SL_FIELD_NONE)
    g_string_append (sql, ", o.company_name, o.role_title");
  else
    g_string_append (sql, ", NULL, NULL");
}

/** sl_record_name_append_joins: adds what the columns come from, to a FROM clause that ends with the records “r” */
void
sl_record_name_append_joins (GString *sql,
                             SlKind   kind)
{
  guint reference = sl_kind_find_field (kind, "application-id");

  if (reference != SL_FIELD_NONE)
    g_string_append_printf (sql, " LEFT JOIN applications AS o ON o.id = r.%s", sl_kind_get_field (kind, reference)->column);
  if (kind == SL_KIND_TAG_ASSIGNMENT)
    g_string_append_printf (sql, " LEFT JOIN tags AS t ON t.id = r.%s", sl_kind_get_field (kind, SL_TAG_ASSIGNMENT_TAG_ID)->column);
}

/**
 * sl_record_name_take:
 * @statement: at a row
 * @column: where the three begin
 *
 * Returns: (transfer full): the name
 */
SlRecordName *
sl_record_name_take (SlStatement *statement,
                     int          column,
                     SlKind       kind)
{
  SlRecordName *self = g_new0 (SlRecordName, 1);

  self->kind = kind;
  self->name = g_strdup (sl_statement_get_text (statement, column));
  self->company = g_strdup (sl_statement_get_text (statement, column + 1));
  self->role = g_strdup (sl_statement_get_text (statement, column + 2));
  return self;
}

/**
 * sl_record_name_read:
 *
 * Returns: (transfer full): what record @id is called, in the Trash or not; %NULL with @error set
 */
SlRecordName *
sl_record_name_read (SlConnection *connection,
                     SlKind        kind,
                     const char   *id,
                     GError      **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  SlStatement *statement;
  g_autoptr (SlRecordName) self = NULL;
  g_autoptr (GError) local = NULL;

  sl_record_name_append_columns (sql, kind);
  g_string_append_printf (sql, " FROM %s AS r", sl_kind_get_info (kind)->table);
  sl_record_name_append_joins (sql, kind);
  g_string_append (sql, " WHERE r.id = ?");
  statement = sl_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;

  sl_statement_bind_text (statement, 1, id);
  if (sl_statement_step (statement, &local))
    self = sl_record_name_take (statement, 0, kind);
  sl_statement_reset (statement);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self == NULL)
    {
      self = g_new0 (SlRecordName, 1);
      self->kind = kind;
    }
  return g_steal_pointer (&self);
}

SlRecordName *
sl_record_name_copy (const SlRecordName *self)
{
  SlRecordName *copy = g_new0 (SlRecordName, 1);

  copy->kind = self->kind;
  copy->name = g_strdup (self->name);
  copy->company = g_strdup (self->company);
  copy->role = g_strdup (self->role);
  return copy;
}

void
sl_record_name_free (SlRecordName *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->company);
  g_free (self->role);
  g_free (self);
}

/** sl_record_name_is_gone: whether the record isn't there any more */
gboolean
sl_record_name_is_gone (const SlRecordName *self)
{
  return self->name == NULL && self->company == NULL && self->role == NULL;
}

/**
 * sl_record_name_describe:
 *
 * Returns: (transfer full): “Second round (Torvmark)”, “Baker at Torvmark”; the word for the kind when there is nothing else. For
 *   files and logs: the screen shows sl_private_record_describe()
 */
char *
sl_record_name_describe (const SlRecordName *self)
{
  g_autofree char *name = sl_text_isolate (self->name != NULL ? self->name : "");
  g_autofree char *company = sl_text_isolate (self->company != NULL ? self->company : "");
  g_autofree char *role = sl_text_isolate (self->role != NULL ? self->role : "");

  if (*name != '\0' && *company != '\0')
    /* Translators: what a round, a paper or the like is called, and the company it belongs to: “Second round (Torvmark)” */
    return g_strdup_printf (C_("record and company", "%s (%s)"), name, company);
  if (*name != '\0')
    return g_steal_pointer (&name);
  if (*company != '\0' && *role != '\0')
    /* Translators: role and company: “Software Engineer at Acme” */
    return g_strdup_printf (C_("application", "%s at %s"), role, company);
  return *company != '\0' ? g_steal_pointer (&company) : g_strdup (_(sl_kind_get_info (self->kind)->label));
}
