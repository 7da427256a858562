/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing half of sl-table.h. Beside the fields' own columns the store keeps: the folded copies of SL_FIELD_FOLDED,
 * and for an application the keys by which duplicates are found. */

#define G_LOG_DOMAIN "sl-table-write"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-schema.h"
#include "sl-search-records.h"
#include "sl-table-keys.h"
#include "sl-table.h"

/* Folded copies and keys bound to a statement must live until it has run. */
#define MAX_TEMPORARIES 8

typedef struct {
  char *texts[MAX_TEMPORARIES];
  guint n;
} Temporaries;

static void
temporaries_clear (Temporaries *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->texts[i]);
  self->n = 0;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Temporaries, temporaries_clear)

/* Binds and frees @text; the empty key of nothing is null. */
static void
bind_temporary (SlStatement *statement,
                int          place,
                char        *text,
                Temporaries *temporaries)
{
  g_assert (temporaries->n < MAX_TEMPORARIES);

  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  temporaries->texts[temporaries->n++] = text;
  sl_statement_bind_static (statement, place, text, -1);
}

static const char *
build_insert (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autoptr (GString) columns = g_string_new ("pk");
  g_autoptr (GString) places = g_string_new ("?");

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_string_append_printf (columns, ", %s", info->fields[i].column);
      g_string_append (places, ", ?");
      if (info->fields[i].flags & SL_FIELD_FOLDED)
        {
          g_string_append_printf (columns, ", %s_fold", info->fields[i].column);
          g_string_append (places, ", ?");
        }
    }
  if (kind == SL_KIND_APPLICATION)
    {
      g_string_append (columns, ", dup_key, url_key");
      g_string_append (places, ", ?, ?");
    }
  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", info->table, columns->str, places->str);
}

static void
bind_field (SlStatement *statement,
            int         *place,
            SlRecord    *record,
            guint        field,
            Temporaries *temporaries)
{
  const SlField *info = sl_kind_get_field (sl_record_get_kind (record), field);

  sl_statement_bind_value (statement, (*place)++, sl_record_get_value (record, field));
  if (info->flags & SL_FIELD_FOLDED)
    bind_temporary (statement, (*place)++, sl_table_build_fold (sl_record_get_text (record, field)), temporaries);
}

/* What holds for an application alone, without events, rounds, people and mail. */
static void
bind_derived (SlStatement *statement,
              int         *place,
              SlRecord    *record,
              guint        field)
{
  if (field == SL_APPLICATION_LANE)
    sl_statement_bind_text (statement, (*place)++, sl_status_get_lane (sl_record_get_text (record, SL_APPLICATION_STATUS)));
  else
    sl_statement_bind_integer (statement, (*place)++, sl_table_build_status_since (record));
}

static gboolean
has_history (SlConnection *connection,
             const char   *application_id)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT EXISTS (SELECT 1 FROM events WHERE application_id = ?1)"
                                                  " OR EXISTS (SELECT 1 FROM stages WHERE application_id = ?1)"
                                                  " OR EXISTS (SELECT 1 FROM contacts WHERE application_id = ?1)"
                                                  " OR EXISTS (SELECT 1 FROM messages WHERE application_id = ?1)",
                                                  NULL);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_static (statement, 1, application_id, -1);
  gboolean found = sl_statement_step (statement, NULL) && sl_statement_get_integer (statement, 0) != 0;
  sl_statement_reset (statement);
  return found;
}

static gboolean
run_with_pk (SlConnection *connection,
             const char   *sql,
             gint64        pk,
             GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, pk);
  return sl_statement_run (statement, error);
}

/* An application that comes back: its events may be there already, and the search index and the
 * charts' lines may have passed its place. */
static gboolean
catch_up_application (SlConnection *connection,
                      SlRecord     *record,
                      gint64        pk,
                      GError      **error)
{
  if (!run_with_pk (connection, "INSERT OR IGNORE INTO search_queue (pk) SELECT ?1 FROM search_state WHERE indexed_to >= ?1", pk, error) ||
      !run_with_pk (connection, "INSERT OR IGNORE INTO chart_queue (pk) SELECT ?1 FROM chart_state WHERE known_to >= ?1", pk, error))
    return FALSE;
  if (!has_history (connection, sl_record_get_id (record)))
    return TRUE;
  return run_with_pk (connection, SL_DERIVE ("applications.pk = ?1"), pk, error);
}

/**
 * sl_table_insert:
 * @record: complete, created-at and updated-at included
 * @pk: the pk to take, or 0 for a new one
 *
 * Returns: the row's pk, or 0 with @error set; %SL_ERROR_EXISTS when the id is taken
 */
gint64
sl_table_insert (SlConnection      *connection,
                 SlRecord          *record,
                 gint64             pk,
                 SlTableInsertFlags flags,
                 GError           **error)
{
  static const char *queries[SL_N_KINDS];
  SlKind kind = sl_record_get_kind (record);
  const SlKindInfo *info = sl_record_get_info (record);
  g_auto (Temporaries) temporaries = { 0 };
  int place = 1;

  if (g_once_init_enter_pointer (&queries[kind]))
    g_once_init_leave_pointer (&queries[kind], (char *) build_insert (kind));

  SlStatement *statement = sl_connection_prepare (connection, queries[kind], error);
  if (statement == NULL)
    return 0;

  if (pk != 0)
    sl_statement_bind_integer (statement, place, pk);
  place++;

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (info->fields[i].flags & SL_FIELD_DERIVED)
        bind_derived (statement, &place, record, i);
      else
        bind_field (statement, &place, record, i, &temporaries);
    }
  if (kind == SL_KIND_APPLICATION)
    {
      bind_temporary (statement, place++, sl_table_build_dup_key (record), &temporaries);
      bind_temporary (statement, place++, sl_table_build_url_key (record), &temporaries);
    }

  g_autoptr (GError) local = NULL;
  if (!sl_statement_run (statement, &local))
    {
      if (sqlite3_extended_errcode (_sl_connection_get_db (connection)) == SQLITE_CONSTRAINT_UNIQUE ||
          sqlite3_extended_errcode (_sl_connection_get_db (connection)) == SQLITE_CONSTRAINT_PRIMARYKEY)
        {
          g_autofree char *name = sl_table_describe (record);
          g_set_error (error, SL_ERROR, SL_ERROR_EXISTS, _("“%s” is already there."), name);
        }
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return 0;
    }

  gint64 new_pk = pk != 0 ? pk : sl_connection_get_last_pk (connection);
  if (kind == SL_KIND_APPLICATION && !(flags & SL_TABLE_INSERT_FRESH) && !catch_up_application (connection, record, new_pk, error))
    return 0;
  if (sl_search_records_has_words (record) && !sl_search_records_note (connection, kind, new_pk, error))
    return 0;
  return new_pk;
}

/**
 * sl_table_update:
 * @record: as it is to be, with its pk
 * @fields: bits (SL_TABLE_BIT) of the fields to write
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_table_update (SlConnection *connection,
                 SlRecord     *record,
                 guint64       fields,
                 GError      **error)
{
  SlKind kind = sl_record_get_kind (record);
  const SlKindInfo *info = sl_record_get_info (record);
  gboolean keys = kind == SL_KIND_APPLICATION &&
                  (fields & (SL_TABLE_BIT (SL_APPLICATION_COMPANY_NAME) | SL_TABLE_BIT (SL_APPLICATION_ROLE_TITLE) |
                             SL_TABLE_BIT (SL_APPLICATION_URL))) != 0;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_auto (Temporaries) temporaries = { 0 };
  int place = 1;

  g_string_append_printf (sql, "UPDATE %s SET ", info->table);
  for (guint i = 0; i < info->n_fields; i++)
    if (fields & SL_TABLE_BIT (i))
      {
        g_string_append_printf (sql, "%s = ?, ", info->fields[i].column);
        if (info->fields[i].flags & SL_FIELD_FOLDED)
          g_string_append_printf (sql, "%s_fold = ?, ", info->fields[i].column);
      }
  if (keys)
    g_string_append (sql, "dup_key = ?, url_key = ?, ");
  g_string_truncate (sql, sql->len - 2);
  g_string_append (sql, " WHERE pk = ?");

  SlStatement *statement = sl_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < info->n_fields; i++)
    if (fields & SL_TABLE_BIT (i))
      bind_field (statement, &place, record, i, &temporaries);
  if (keys)
    {
      bind_temporary (statement, place++, sl_table_build_dup_key (record), &temporaries);
      bind_temporary (statement, place++, sl_table_build_url_key (record), &temporaries);
    }
  sl_statement_bind_integer (statement, place, sl_record_get_pk (record));
  return sl_statement_run (statement, error) &&
         ((fields & sl_search_records_get_fields (kind)) == 0 || sl_search_records_note (connection, kind, sl_record_get_pk (record), error));
}

/** sl_table_delete: deletes the row; nothing may refer to it at the end of the transaction */
gboolean
sl_table_delete (SlConnection *connection,
                 SlKind        kind,
                 gint64        pk,
                 GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE pk = ?", sl_kind_get_info (kind)->table);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, pk);
  return sl_statement_run (statement, error) &&
         (sl_search_records_get_fields (kind) == 0 || sl_search_records_note (connection, kind, pk, error));
}
