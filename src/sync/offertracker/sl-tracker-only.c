/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers and looks back, of which the server has one an application: where one is in the Trash and another was added since,
 * the server's row is that one's from now on. */

#define G_LOG_DOMAIN "sl-tracker-only"

#include "config.h"

#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_is_single: whether the server has one an application, and whoever makes another writes over it */
gboolean
_sl_tracker_is_single (SlKind kind)
{
  return kind == SL_KIND_OUTCOME || kind == SL_KIND_REFLECTION;
}

/* (transfer full) (nullable): id of another record of the application of @record, by a condition on its table "a". */
static char *
find_other (SlConnection *connection,
            SlRecord     *record,
            const char   *condition)
{
  SlKind kind = sl_record_get_kind (record);
  g_autofree char *sql = NULL;
  SlStatement *statement;
  char *id = NULL;

  if (!_sl_tracker_is_single (kind))
    return NULL;
  sql = g_strdup_printf ("SELECT a.id FROM %s AS a LEFT JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = a.id"
                         " WHERE a.application_id = ?2 AND %s ORDER BY a.pk LIMIT 1", sl_kind_get_info (kind)->table, condition);
  statement = sl_connection_prepare (connection, sql, NULL);
  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, sl_record_get_text (record, sl_kind_get_owner_field (kind)));
  if (sl_statement_step (statement, NULL))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id;
}

/** _sl_tracker_find_successor: (transfer full) (nullable): what was added after @record went to the Trash */
char *
_sl_tracker_find_successor (SlConnection *connection,
                            SlRecord     *record)
{
  if (sl_record_is_null (record, SL_FIELD_DELETED_AT))
    return NULL;
  return find_other (connection, record, "a.deleted_at IS NULL AND s.id IS NULL");
}

/** _sl_tracker_find_predecessor: (transfer full) (nullable): what is in the Trash, and on the server in the place of @record */
char *
_sl_tracker_find_predecessor (SlConnection *connection,
                              SlRecord     *record)
{
  return find_other (connection, record, "a.deleted_at IS NOT NULL AND " SL_SHADOW_IS_THERE);
}

/** _sl_tracker_has_rival: whether the server's one row is another record here: both stood here when it was sent */
gboolean
_sl_tracker_has_rival (SlConnection *connection,
                       SlRecord     *record)
{
  g_autofree char *rival = find_other (connection, record, "a.deleted_at IS NULL AND s.absences = 0 AND " SL_SHADOW_IS_THERE);

  return rival != NULL && !g_str_equal (rival, sl_record_get_id (record));
}

/** _sl_tracker_hand_over: the row of @shadow is the record @successor from now on */
gboolean
_sl_tracker_hand_over (SlConnection *connection,
                       SlShadow     *shadow,
                       const char   *successor,
                       GError      **error)
{
  if (!sl_shadow_drop (connection, shadow->kind, shadow->id, error) || !sl_sync_unmark (connection, shadow->kind, shadow->id, error))
    return FALSE;
  g_set_str (&shadow->id, successor);
  return sl_shadow_save (connection, shadow, error) && sl_flight_drop (connection, shadow->kind, successor, error) &&
         sl_sync_mark (connection, shadow->kind, successor, error);
}
