/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the server as a record, with the references that are known here. */

#define G_LOG_DOMAIN "sl-tracker-row"

#include "config.h"

#include "sl-date.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

void
_sl_tracker_row_clear (SlTrackerRow *row)
{
  g_clear_object (&row->record);
}

/** _sl_tracker_read_row: as a record, with the references that are known here. @present_status (nullable): status of the application here */
gboolean
_sl_tracker_read_row (SlTrackerSync *self,
                      SlConnection  *connection,
                      SlKind         kind,
                      JsonObject    *json,
                      const char    *present_status,
                      SlTrackerRow  *row,
                      GError       **error)
{
  const SlKindInfo *info = sl_kind_get_info (kind);

  row->unknown = 0;
  row->record = sl_tracker_read_row (self->generation, kind, json, present_status, &row->unread);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *server_id = info->fields[i].type == SL_TYPE_REFERENCE ? sl_record_get_text (row->record, i) : NULL;
      g_autofree char *id = server_id != NULL ? sl_shadow_dup_id (connection, info->fields[i].target, server_id) : NULL;
      gboolean marked = FALSE;

      if (server_id == NULL)
        continue;
      if (id != NULL && !sl_sync_is_marked (connection, info->fields[i].target, id, &marked, error))
        return FALSE;
      /* Deleted here for good, and not there yet: nothing can refer to it. What only came with this list isn't marked. */
      if (marked && sl_table_find_pk (connection, info->fields[i].target, id) == 0)
        g_clear_pointer (&id, g_free);
      if (id == NULL)
        row->unknown |= BIT (i);
      sl_record_set_text (row->record, i, id);
    }
  return TRUE;
}

/** _sl_tracker_get_time: Returns: microseconds since 1970 UTC; 0: there is none */
gint64
_sl_tracker_get_time (JsonObject *row,
                      const char *member)
{
  const char *text = sl_json_get_string (row, member, NULL);
  gint64 time;

  return text != NULL && sl_time_parse_iso8601 (text, NULL, &time) ? time : 0;
}

/* Whether neither the record nor what it belongs to is in the Trash. */
gboolean
_sl_tracker_is_living (SlConnection *connection,
                       SlRecord     *record)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = sl_kind_get_owner_field (kind);
  const char *owner = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
  g_autoptr (SlRecord) other = NULL;

  if (!sl_record_is_null (record, SL_FIELD_DELETED_AT))
    return FALSE;
  if (owner == NULL)
    return TRUE;
  other = sl_table_read (connection, sl_kind_get_field (kind, field)->target, owner, NULL);
  return other != NULL && sl_record_is_null (other, SL_FIELD_DELETED_AT);
}
