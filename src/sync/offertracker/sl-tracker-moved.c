/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications that the server moves by itself, after a round or an offer of ours. */

#define G_LOG_DOMAIN "sl-tracker-moved"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_is_moved_to: whether the status is the one to which the server moved the application by itself, after a request of ours. */
gboolean
_sl_tracker_is_moved_to (JsonObject *before,
                         JsonObject *row)
{
  g_auto (GStrv) words = g_strsplit (sl_json_get_string (before, SL_TRACKER_MOVED_MEMBER, ""), " ", -1);

  return g_strv_contains ((const char *const *) words, sl_json_get_string (row, "status", "-"));
}

/* @may: (out): whether a round or an offer of ours may still come to the server, and move its application then. One that it failed at did so
 * before the application was looked at, or never. */
static gboolean
may_move_yet (SlTrackerSync *self,
              SlConnection  *connection,
              const char    *application,
              gboolean      *may,
              GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT 1 FROM sync_flight AS f LEFT JOIN stages AS s ON f.kind = ?1 AND s.id = f.id"
                                                  " LEFT JOIN outcomes AS o ON f.kind = ?2 AND o.id = f.id"
                                                  " WHERE f.state <= 1 AND f.deed = 0 AND f.settles_at > ?4 AND coalesce (s.application_id, o.application_id) = ?3 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, SL_KIND_STAGE);
  sl_statement_bind_integer (statement, 2, SL_KIND_OUTCOME);
  sl_statement_bind_text (statement, 3, application);
  sl_statement_bind_integer (statement, 4, _sl_tracker_get_now (self));
  return sl_statement_find_row (statement, may, error);
}

/** _sl_tracker_keep_moved: that is noted in @row, too, as long as it may still happen */
gboolean
_sl_tracker_keep_moved (SlTrackerSync *self,
                        SlConnection  *connection,
                        SlShadow      *shadow,
                        JsonObject    *row,
                        GError       **error)
{
  const char *words = sl_json_get_string (shadow->row, SL_TRACKER_MOVED_MEMBER, NULL);
  gboolean may;

  if (words == NULL || row == shadow->row)
    return TRUE;
  if (!may_move_yet (self, connection, shadow->id, &may, error))
    return FALSE;
  if (may)
    json_object_set_string_member (row, SL_TRACKER_MOVED_MEMBER, words);
  return TRUE;
}
