/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-table.h: reading; writing is in sl-table-write.c. */

#define G_LOG_DOMAIN "sl-table"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-table.h"

static const char *
build_select (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  GString *sql = g_string_new ("SELECT a.pk");

  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", a.%s", info->fields[i].column);
  g_string_append_printf (sql, " FROM %s AS a", info->table);
  return g_string_free (sql, FALSE);
}

/**
 * sl_table_get_select:
 *
 * Returns: (transfer none): "SELECT a.pk, … FROM table AS a", the columns that sl_table_read_row() takes
 */
const char *
sl_table_get_select (SlKind kind)
{
  static const char *selects[SL_N_KINDS];

  if (g_once_init_enter_pointer (&selects[kind]))
    g_once_init_leave_pointer (&selects[kind], (char *) build_select (kind));
  return selects[kind];
}

/**
 * sl_table_read_row:
 * @statement: on a row of sl_table_get_select()
 *
 * Returns: (transfer full): the record
 */
SlRecord *
sl_table_read_row (SlStatement *statement,
                   SlKind       kind)
{
  SlRecord *record = sl_record_new_blank (kind);
  guint n_fields = sl_kind_get_info (kind)->n_fields;

  sl_record_set_pk (record, sl_statement_get_integer (statement, 0));
  for (guint i = 0; i < n_fields; i++)
    {
      g_auto (SlValue) value = SL_VALUE_INIT;
      sl_statement_get_value (statement, (int) i + 1, &value);
      sl_record_take_value (record, i, &value);
    }
  return record;
}

static SlRecord *
read_one (SlStatement *statement,
          SlKind       kind,
          GError     **error)
{
  g_autoptr (GError) local = NULL;

  if (!sl_statement_step (statement, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("That record is no longer there."));
      return NULL;
    }

  SlRecord *record = sl_table_read_row (statement, kind);
  sl_statement_reset (statement);
  return record;
}

/** sl_table_read: the record, or %NULL with %SL_ERROR_NOT_FOUND or another error */
SlRecord *
sl_table_read (SlConnection *connection,
               SlKind        kind,
               const char   *id,
               GError      **error)
{
  static const char *queries[SL_N_KINDS];

  if (g_once_init_enter_pointer (&queries[kind]))
    g_once_init_leave_pointer (&queries[kind], g_strconcat (sl_table_get_select (kind), " WHERE a.id = ?", NULL));

  SlStatement *statement = sl_connection_prepare (connection, queries[kind], error);
  if (statement == NULL)
    return NULL;
  sl_statement_bind_text (statement, 1, id);
  return read_one (statement, kind, error);
}

/** sl_table_read_by_pk: the record, or %NULL with %SL_ERROR_NOT_FOUND or another error */
SlRecord *
sl_table_read_by_pk (SlConnection *connection,
                     SlKind        kind,
                     gint64        pk,
                     GError      **error)
{
  static const char *queries[SL_N_KINDS];

  if (g_once_init_enter_pointer (&queries[kind]))
    g_once_init_leave_pointer (&queries[kind], g_strconcat (sl_table_get_select (kind), " WHERE a.pk = ?", NULL));

  SlStatement *statement = sl_connection_prepare (connection, queries[kind], error);
  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, pk);
  return read_one (statement, kind, error);
}

/** sl_table_find_pk: the pk of the row, or 0 */
gint64
sl_table_find_pk (SlConnection *connection,
                  SlKind        kind,
                  const char   *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pk FROM %s WHERE id = ?", sl_kind_get_info (kind)->table);
  SlStatement *statement = sl_connection_prepare (connection, sql, NULL);
  gint64 pk = 0;

  if (statement == NULL || id == NULL)
    return 0;
  sl_statement_bind_static (statement, 1, id, -1);
  if (sl_statement_step (statement, NULL))
    pk = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return pk;
}

/** sl_table_find_id: (transfer full) (nullable): the id of the row */
char *
sl_table_find_id (SlConnection *connection,
                  SlKind        kind,
                  gint64        pk)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE pk = ?", sl_kind_get_info (kind)->table);
  SlStatement *statement = sl_connection_prepare (connection, sql, NULL);
  char *id = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, pk);
  if (sl_statement_step (statement, NULL))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id;
}
