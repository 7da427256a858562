/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of ours and the row of the server that it turns out to be. */

#define G_LOG_DOMAIN "sl-tracker-adopt"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/* What a server may fill in by itself when it makes a row: what new rows begin with, and the day. */
static gboolean
is_filled_in_when_made (SlKind      kind,
                        const char *column)
{
  guint i = sl_kind_find_field (kind, column);

  if (i == SL_FIELD_NONE || i < SL_N_COMMON_FIELDS || i == sl_kind_get_owner_field (kind))
    return TRUE;
  if (kind == SL_KIND_APPLICATION && i == SL_APPLICATION_APPLIED_DATE)
    return TRUE;
  if (kind == SL_KIND_STAGE && i == SL_STAGE_DATE)
    return TRUE;
  return sl_kind_get_field (kind, i)->initial != NULL;
}

/* What both sides agreed on when the row was made: what was sent, and what the server filled in by itself as long as nobody
 * changed the row since. Anything else in it another computer made it with. Of a row that isn't ours, nothing. */
static JsonObject *
build_first_base (SlKind      kind,
                  JsonObject *row,
                  SlFlight   *flight)
{
  g_autoptr (JsonObject) base = json_object_new ();
  gboolean untouched = _sl_tracker_get_time (row, "updated_at") == _sl_tracker_get_time (row, "created_at");
  g_autoptr (GList) members = json_object_get_members (row);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (flight != NULL && flight->body != NULL && json_object_has_member (flight->body, l->data))
        json_object_set_member (base, l->data, json_object_dup_member (flight->body, l->data));
      else if (g_str_equal (l->data, "id") || (flight != NULL && untouched && is_filled_in_when_made (kind, l->data)))
        json_object_set_member (base, l->data, json_object_dup_member (row, l->data));
    }
  return g_steal_pointer (&base);
}

/**
 * _sl_tracker_adopt:
 * @id: a record that the server hasn't, as far as is known
 * @row: the row that it turns out to be
 * @print: of its text, with what hangs on it; 0: unknown
 * @flight: (nullable): how it came to be there, if this record was sent
 */
gboolean
_sl_tracker_adopt (SlTrackerSync *self,
                   SlConnection  *connection,
                   SlChangeset   *changes,
                   SlKind         kind,
                   const char    *id,
                   JsonObject    *row,
                   gint64         print,
                   SlFlight      *flight,
                   GError       **error)
{
  g_autoptr (JsonObject) base = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (SlShadow) shadow = NULL;
  g_autoptr (SlShadow) before = sl_shadow_find (connection, kind, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* Somebody made it again, who wanted it: that is what stands. */
  if (before != NULL && flight == NULL && sl_shadow_is_deleted (before) && !_sl_tracker_come_back (self, connection, changes, before, error))
    return FALSE;
  /* The server lost it and has it again: what was agreed on then is where both sides come from. */
  base = before != NULL && flight == NULL ? json_object_ref (before->row) : build_first_base (kind, row, flight);
  if (before != NULL && flight == NULL)
    json_object_set_boolean_member (base, SL_TRACKER_AGAIN_MEMBER, TRUE);
  shadow = sl_shadow_new (kind, id, sl_json_get_string (row, "id", ""), base);
  shadow->print = print;
  /* What was made a moment ago by what was sent has none. */
  shadow->papers_due = kind == SL_KIND_APPLICATION && (flight == NULL || flight->state != SL_FLIGHT_SENT) ? SL_PAPERS_NEVER_READ : SL_PAPERS_READ;
  /* First, so that it is known under this id while it is merged. */
  return sl_shadow_save (connection, shadow, error) &&
         sl_flight_drop (connection, kind, id, error) &&
         sl_sync_mark (connection, kind, id, error) &&
         sl_sync_mark_referring (connection, kind, id, error) &&
         _sl_tracker_merge (self, connection, changes, shadow, row, flight, error);
}
