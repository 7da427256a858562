/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading records one by one and all of a kind, part of sl-store-query.h. */

#define G_LOG_DOMAIN "sl-store-records"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-table-keys.h"
#include "sl-table.h"

#define MIN_PREFIX 4

/**
 * sl_store_read_record:
 *
 * Returns: (transfer full): the record, in the Trash or not; %NULL with %SL_ERROR_NOT_FOUND
 */
SlRecord *
sl_store_read_record (SlConnection *connection,
                      SlKind        kind,
                      const char   *id,
                      GError      **error)
{
  g_return_val_if_fail (id != NULL, NULL);
  return sl_table_read (connection, kind, id, error);
}

/** sl_store_read_record_by_pk: as sl_store_read_record(), by row number */
SlRecord *
sl_store_read_record_by_pk (SlConnection *connection,
                            SlKind        kind,
                            gint64        pk,
                            GError      **error)
{
  return sl_table_read_by_pk (connection, kind, pk, error);
}

/** sl_store_find_pk: the row number of a record, in the Trash or not; -1 with %SL_ERROR_NOT_FOUND */
gint64
sl_store_find_pk (SlConnection *connection,
                  SlKind        kind,
                  const char   *id,
                  GError      **error)
{
  gint64 pk = sl_table_find_pk (connection, kind, id);

  if (pk > 0)
    return pk;
  g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("That record is no longer there."));
  return -1;
}

/* All rows of a prepared and bound select of @kind. */
static GPtrArray *
read_list (SlStatement *statement,
           SlKind       kind,
           GError     **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    g_ptr_array_add (records, sl_table_read_row (statement, kind));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&records);
}

/* What order children come in: of what happens at a time, by that time. */
static const char *
get_child_order (SlKind kind)
{
  switch ((int) kind)
    {
    case SL_KIND_EVENT:
      return "a.occurred_at, a.pk";
    case SL_KIND_STAGE:
      return "a.stage_date IS NULL, a.stage_date, a.time_of_day, a.pk";
    case SL_KIND_REMINDER:
      return "a.remind_at, a.pk";
    case SL_KIND_MESSAGE:
      return "a.received_at, a.pk";
    default:
      return "a.created_at, a.pk";
    }
}

/**
 * sl_store_read_children:
 * @kind: a kind with a field application-id
 *
 * Living records of @kind of that application, oldest first: events by occurred-at, stages by their date (undated last),
 * reminders and messages by their time. The application itself may be in the Trash.
 *
 * Returns: (transfer full) (element-type SlRecord): the records, or %NULL with @error set
 */
GPtrArray *
sl_store_read_children (SlConnection *connection,
                        SlKind        kind,
                        const char   *application_id,
                        GError      **error)
{
  g_return_val_if_fail (sl_kind_find_field (kind, "application-id") != SL_FIELD_NONE, NULL);

  g_autofree char *sql = g_strdup_printf ("%s WHERE a.application_id = ? AND a.deleted_at IS NULL ORDER BY %s",
                                          sl_table_get_select (kind), get_child_order (kind));
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  if (statement != NULL)
    sl_statement_bind_text (statement, 1, application_id);
  return read_list (statement, kind, error);
}

static char *
build_all_sql (SlKind   kind,
               gboolean with_trash)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint owner = sl_kind_get_owner_field (kind);
  GString *sql = g_string_new (sl_table_get_select (kind));

  if (!with_trash)
    {
      g_string_append (sql, " WHERE a.deleted_at IS NULL");
      /* What belongs to an application lies in the Trash with it. */
      if (owner != SL_FIELD_NONE)
        g_string_append_printf (sql, " AND NOT EXISTS (SELECT 1 FROM applications AS o"
                                     " WHERE o.id = a.%s AND o.deleted_at IS NOT NULL)", info->fields[owner].column);
      if (kind == SL_KIND_TAG_ASSIGNMENT)
        g_string_append (sql, " AND NOT EXISTS (SELECT 1 FROM tags AS t WHERE t.id = a.tag_id AND t.deleted_at IS NOT NULL)");
    }

  if (kind == SL_KIND_TAG)
    g_string_append (sql, " ORDER BY a.name_fold, a.pk");
  else
    g_string_append (sql, " ORDER BY a.pk");
  return g_string_free (sql, FALSE);
}

/**
 * sl_store_read_all:
 * @with_trash: also what is in the Trash, itself or with its application
 *
 * Returns: (transfer full) (element-type SlRecord): in the order of their making, tags by name; %NULL with @error set
 */
GPtrArray *
sl_store_read_all (SlConnection *connection,
                   SlKind        kind,
                   gboolean      with_trash,
                   GError      **error)
{
  g_autofree char *sql = build_all_sql (kind, with_trash);
  return read_list (sl_connection_prepare (connection, sql, error), kind, error);
}

/**
 * sl_store_foreach_record:
 *
 * As sl_store_read_all(), one at a time. @func must not call it again for the same kind on this connection.
 *
 * Returns: %FALSE with @error set, from SQLite or from @func
 */
gboolean
sl_store_foreach_record (SlConnection *connection,
                         SlKind        kind,
                         gboolean      with_trash,
                         SlRecordFunc  func,
                         gpointer      data,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofree char *sql = build_all_sql (kind, with_trash);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      g_autoptr (SlRecord) record = sl_table_read_row (statement, kind);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !func (record, data, error))
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

static char *
refuse_prefix (SlErrorCode code,
               const char *prefix,
               GError    **error)
{
  if (code == SL_ERROR_AMBIGUOUS)
    g_set_error (error, SL_ERROR, code, _("More than one record begins with “%s”. Type more of its id."), prefix);
  else
    g_set_error (error, SL_ERROR, code, _("There is no record with the id “%s”."), prefix);
  return NULL;
}

/**
 * sl_store_resolve_id:
 * @prefix: an id, or its first four characters or more
 *
 * Returns: (transfer full): the full id; %NULL with %SL_ERROR_NOT_FOUND, %SL_ERROR_AMBIGUOUS or %SL_ERROR_INVALID
 */
char *
sl_store_resolve_id (SlConnection *connection,
                     SlKind        kind,
                     const char   *prefix,
                     GError      **error)
{
  g_return_val_if_fail (prefix != NULL, NULL);

  if (strlen (prefix) < MIN_PREFIX)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” is too short for an id. Give at least %d characters."),
                   prefix, MIN_PREFIX);
      return NULL;
    }

  /* A range instead of LIKE: it uses the index. 0x7f comes after all that an id is made of. */
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",
                                          sl_kind_get_info (kind)->table);
  g_autofree char *lower = g_ascii_strdown (prefix, -1);
  g_autofree char *end = g_strconcat (lower, "\x7f", NULL);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;
  if (statement == NULL)
    return NULL;

  sl_statement_bind_static (statement, 1, lower, -1);
  sl_statement_bind_static (statement, 2, end, -1);
  if (!sl_statement_step (statement, &local))
    {
      if (local == NULL)
        return refuse_prefix (SL_ERROR_NOT_FOUND, prefix, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  g_autofree char *id = g_strdup (sl_statement_get_text (statement, 0));
  gboolean more = !g_str_equal (id, lower) && sl_statement_step (statement, NULL);
  sl_statement_reset (statement);
  if (more)
    return refuse_prefix (SL_ERROR_AMBIGUOUS, prefix, error);
  return g_steal_pointer (&id);
}

/**
 * sl_store_find_by_text:
 * @folded_field: a field with SL_FIELD_FOLDED
 * @text: what it holds, in any case and with or without accents
 *
 * Returns: (transfer full): the first living record; %NULL with %SL_ERROR_NOT_FOUND
 */
SlRecord *
sl_store_find_by_text (SlConnection *connection,
                       SlKind        kind,
                       guint         folded_field,
                       const char   *text,
                       GError      **error)
{
  const SlField *field = sl_kind_get_field (kind, folded_field);

  g_return_val_if_fail (field != NULL && (field->flags & SL_FIELD_FOLDED), NULL);

  g_autofree char *sql = g_strdup_printf ("%s WHERE a.%s_fold = ? AND a.deleted_at IS NULL ORDER BY a.pk LIMIT 1",
                                          sl_table_get_select (kind), field->column);
  g_autofree char *fold = sl_table_build_fold (text != NULL ? text : "");
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  sl_statement_bind_text (statement, 1, fold);

  g_autoptr (GPtrArray) records = read_list (statement, kind, error);
  if (records == NULL)
    return NULL;
  if (records->len == 0)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no “%s”."), text != NULL ? text : "");
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (records, 0));
}

/**
 * sl_store_find_duplicates:
 * @company: (nullable): the company
 * @role: (nullable): the role
 * @url: (nullable): the address of the posting
 * @limit: at most so many; 0: all
 *
 * Returns: (transfer full) (element-type SlRecord): living applications for the same role at the same company, or with
 *   the same address, newest first; %NULL with @error set
 */
GPtrArray *
sl_store_find_duplicates (SlConnection *connection,
                          const char   *company,
                          const char   *role,
                          const char   *url,
                          guint         limit,
                          GError      **error)
{
  g_autoptr (SlRecord) probe = sl_record_new_blank (SL_KIND_APPLICATION);
  sl_record_set_text (probe, SL_APPLICATION_URL, url);
  g_autofree char *dup_key = role != NULL && *role != '\0' ? sl_table_build_dup_key_of (company, role) : NULL;
  g_autofree char *url_key = sl_table_build_url_key (probe);

  /* "url_key IS NOT NULL" lets SQLite use the partial index. */
  static const char *sql;
  if (g_once_init_enter_pointer (&sql))
    g_once_init_leave_pointer (&sql, g_strconcat (sl_table_get_select (SL_KIND_APPLICATION),
                                                  " WHERE a.pk IN (SELECT pk FROM applications WHERE dup_key = ?1"
                                                  " UNION SELECT pk FROM applications WHERE url_key = ?2 AND url_key IS NOT NULL)"
                                                  " AND a.deleted_at IS NULL ORDER BY a.pk DESC LIMIT ?3", NULL));
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  if (statement != NULL)
    {
      sl_statement_bind_text (statement, 1, dup_key);
      sl_statement_bind_text (statement, 2, url_key != NULL && *url_key != '\0' ? url_key : NULL);
      sl_statement_bind_integer (statement, 3, limit > 0 ? (gint64) limit : -1);
    }
  return read_list (statement, SL_KIND_APPLICATION, error);
}
