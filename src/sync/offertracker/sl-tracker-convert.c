/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved jobs that were sent to become applications, and of which no answer came: the saved job says what it became. */

#define G_LOG_DOMAIN "sl-tracker-convert"

#include "config.h"

#include "sl-json.h"
#include "sl-tracker-sync-private.h"

static gpointer
read_flights (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  return sl_flight_read_all (connection, error);
}

static gboolean
read_one (SlTrackerSync *self,
          SlFlight      *flight,
          GHashTable    *converted,
          GError       **error)
{
  const char *server_id = sl_json_get_string (flight->body, SL_TRACKER_SAVED_JOB_MEMBER, NULL);
  g_autofree char *path = NULL;
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = NULL;

  if (server_id == NULL)
    return TRUE;
  path = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_SAVED_JOB)->item, server_id, NULL);
  answer = _sl_tracker_ask (self, "GET", path, NULL, &state);
  if (state != SL_REPLY_CAME)
    return _sl_tracker_fail (self, answer, state, error);
  if (answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_OBJECT (answer->body))
    g_hash_table_insert (converted, g_strdup (flight->id), json_object_ref (json_node_get_object (answer->body)));
  return TRUE;
}

/** _sl_tracker_read_converted: (transfer full): for #SlTrackerPull; %NULL with @error set */
GHashTable *
_sl_tracker_read_converted (SlTrackerSync *self,
                            GError       **error)
{
  g_autoptr (GHashTable) converted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  g_autoptr (GPtrArray) flights = self->port->read (self->port, read_flights, NULL, error);

  for (guint i = 0; flights != NULL && i < flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (flights, i);

      if (flight->deed == SL_FLIGHT_CONVERT && flight->state == SL_FLIGHT_UNKNOWN && flight->body != NULL &&
          !read_one (self, flight, converted, error))
        return NULL;
    }
  return flights != NULL ? g_steal_pointer (&converted) : NULL;
}

/** _sl_tracker_get_converted_to: (nullable): the server's id for what the saved job of @flight became, if that says so */
const char *
_sl_tracker_get_converted_to (SlTrackerPull *self,
                              SlFlight      *flight)
{
  JsonObject *job = self->converted != NULL ? g_hash_table_lookup (self->converted, flight->id) : NULL;

  return job != NULL ? sl_json_get_string (job, "converted_to_application_id", NULL) : NULL;
}

/** _sl_tracker_is_converted: whether application @row is what a server makes of the saved job of @flight as that is now */
gboolean
_sl_tracker_is_converted (SlTrackerPull *self,
                          SlFlight      *flight,
                          JsonObject    *row)
{
  JsonObject *job = self->converted != NULL ? g_hash_table_lookup (self->converted, flight->id) : NULL;

  return job != NULL && g_strcmp0 (sl_json_get_string (job, "company_name", NULL), sl_json_get_string (row, "company_name", NULL)) == 0 &&
         g_strcmp0 (sl_json_get_string (job, "role_title", NULL), sl_json_get_string (row, "role_title", NULL)) == 0;
}
