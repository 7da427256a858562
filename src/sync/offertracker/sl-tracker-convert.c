/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved jobs that became applications, and what the server knows of that: the saved job says what it became. It is asked where no
 * answer came, and where another computer may have sent the same saved job. */

#define G_LOG_DOMAIN "sl-tracker-convert"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_build_converted: (transfer full): what an application that the server makes of saved job @row comes from: by this it is
 * known again, and this is what both sides agreed on */
JsonObject *
_sl_tracker_build_converted (JsonObject *row,
                             const char *server_id)
{
  static const struct {
    const char *from, *to;
  } members[] = {
    { "company_name", "company_name" }, { "role_title", "role_title" }, { "url", "url" }, { "location", "location" },
    { "job_type", "job_type" }, { "work_mode", "work_mode" }, { "salary_currency", "salary_currency" }, { "notes", "notes" },
    { "salary_range_min", "salary_min" }, { "salary_range_max", "salary_max" },
  };
  JsonObject *body = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_member (body, members[i].to, sl_json_has_value (row, members[i].from) ? json_object_dup_member (row, members[i].from)
                                                                                          : json_node_init_null (json_node_alloc ()));
  json_object_set_string_member (body, SL_TRACKER_SAVED_JOB_MEMBER, server_id);
  return body;
}

/* Applications of whose saved jobs a request is under way. */
static gboolean
add_sent (SlConnection *connection,
          GHashTable   *jobs,
          GError      **error)
{
  g_autoptr (GPtrArray) flights = sl_flight_read_all (connection, error);

  for (guint i = 0; flights != NULL && i < flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (flights, i);
      const char *server_id = flight->body != NULL ? sl_json_get_string (flight->body, SL_TRACKER_SAVED_JOB_MEMBER, NULL) : NULL;

      if (flight->deed == SL_FLIGHT_CONVERT && flight->state == SL_FLIGHT_UNKNOWN && server_id != NULL)
        g_hash_table_insert (jobs, g_strdup (flight->id), g_strdup (server_id));
    }
  return flights != NULL;
}

/* SQL: applications (their kind: ?1) that were saved jobs (theirs: %d), and that the server hasn't, as far as is known; "s" is the
 * shadow of the saved job. */
#define CONVERTED_HERE " FROM saved_jobs AS j CROSS JOIN sync_shadow AS s ON s.kind = %d AND s.id = j.id" \
                       " CROSS JOIN applications AS a ON a.id = j.converted_to_application_id" \
                       " WHERE j.converted_to_application_id IS NOT NULL AND j.deleted_at IS NULL AND a.deleted_at IS NULL" \
                       "   AND " SL_SHADOW_IS_THERE " AND " SL_SYNC_IS_NEW ("?1") \
                       "   AND NOT EXISTS (SELECT 1 FROM sync_flight AS f WHERE f.kind = ?1 AND f.id = a.id AND f.state < 2)"

static gboolean
add_new (SlConnection *connection,
         GHashTable   *jobs,
         GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT a.id, s.server_id" CONVERTED_HERE, SL_KIND_SAVED_JOB);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, SL_KIND_APPLICATION);
  while (sl_statement_step (statement, &local))
    g_hash_table_insert (jobs, g_strdup (sl_statement_get_text (statement, 0)), g_strdup (sl_statement_get_text (statement, 1)));
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* (transfer full): id of an application → the server's id of the saved job to ask. */
static gpointer
read_jobs (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GHashTable) jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return add_sent (connection, jobs, error) && add_new (connection, jobs, error) ? g_steal_pointer (&jobs) : NULL;
}

static gboolean
read_one (SlTrackerSync *self,
          const char    *id,
          const char    *server_id,
          GHashTable    *converted,
          GError       **error)
{
  g_autofree char *path = NULL;
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = NULL;

  path = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_SAVED_JOB)->item, server_id, NULL);
  answer = _sl_tracker_ask (self, "GET", path, NULL, &state);
  if (state != SL_REPLY_CAME)
    return _sl_tracker_fail (self, answer, state, error);
  if (answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_OBJECT (answer->body))
    g_hash_table_insert (converted, g_strdup (id), json_object_ref (json_node_get_object (answer->body)));
  return TRUE;
}

/** _sl_tracker_read_converted: (transfer full): for #SlTrackerPull; %NULL with @error set */
GHashTable *
_sl_tracker_read_converted (SlTrackerSync *self,
                            GError       **error)
{
  g_autoptr (GHashTable) converted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  g_autoptr (GHashTable) jobs = self->port->read (self->port, read_jobs, NULL, error);
  GHashTableIter iter;
  gpointer id, server_id;

  if (jobs == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, &id, &server_id))
    if (!read_one (self, id, server_id, converted, error))
      return NULL;
  return g_steal_pointer (&converted);
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

/* @new: (out): whether application @id is still one that the server hasn't, as far as is known. */
static gboolean
is_new (SlConnection *connection,
        const char   *id,
        gboolean     *new,
        GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1" CONVERTED_HERE " AND a.id = ?2", SL_KIND_SAVED_JOB);

  return sl_sync_exists_for (connection, sql, SL_KIND_APPLICATION, id, new, error);
}

/**
 * _sl_tracker_find_twin:
 * @row: an application that isn't known, and that another computer made of a saved job
 * @twin: (out) (transfer full) (nullable): as if it had been sent from here: the application that this computer made of the same
 *   saved job
 */
gboolean
_sl_tracker_find_twin (SlTrackerPull *self,
                       JsonObject    *row,
                       SlFlight     **twin,
                       GError       **error)
{
  GHashTableIter iter;
  gpointer id, job;

  *twin = NULL;
  if (self->converted == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, self->converted);
  while (*twin == NULL && g_hash_table_iter_next (&iter, &id, &job))
    {
      g_autoptr (JsonObject) body = NULL;
      gboolean new;

      if (g_strcmp0 (sl_json_get_string (job, "converted_to_application_id", NULL), sl_json_get_string (row, "id", "")) != 0)
        continue;
      if (!is_new (self->connection, id, &new, error))
        return FALSE;
      if (!new)
        continue;
      body = _sl_tracker_build_converted (job, sl_json_get_string (job, "id", ""));
      *twin = sl_flight_new (SL_KIND_APPLICATION, id, SL_FLIGHT_CONVERT, body, _sl_tracker_get_time (row, "created_at"));
      (*twin)->state = SL_FLIGHT_UNKNOWN;
    }
  return TRUE;
}

/** _sl_tracker_note_converted: @row: what stands now in the place of what is remembered in @before */
void
_sl_tracker_note_converted (SlTrackerSync *self,
                            SlShadow      *before,
                            JsonObject    *row)
{
  if (before->kind == SL_KIND_SAVED_JOB && g_strcmp0 (sl_json_get_string (row, "status", NULL), SL_SAVED_JOB_CONVERTED) == 0 &&
      g_strcmp0 (sl_json_get_string (before->row, "status", NULL), SL_SAVED_JOB_CONVERTED) != 0)
    g_hash_table_add (self->just_converted, g_strdup (before->id));
}

/** _sl_tracker_is_just_converted: whether the saved job that became application @id here became one there a moment ago: only the next
 * list of applications tells which */
gboolean
_sl_tracker_is_just_converted (SlTrackerSync *self,
                               SlConnection  *connection,
                               const char    *id)
{
  SlStatement *statement = NULL;
  gboolean found = FALSE;

  if (g_hash_table_size (self->just_converted) > 0)
    statement = sl_connection_prepare (connection, "SELECT id FROM saved_jobs WHERE converted_to_application_id = ?", NULL);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, id);
  while (!found && sl_statement_step (statement, NULL))
    found = g_hash_table_contains (self->just_converted, sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return found;
}
