/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-state.h: requests under way, refused, or with an unknown end. */

#define G_LOG_DOMAIN "sl-sync-flight"

#include "config.h"

#include "sl-json.h"
#include "sl-sync-state.h"

#define COLUMNS "SELECT kind, id, deed, state, body, sent_at, settles_at, tries, field, message FROM sync_flight"

/** sl_flight_new: @body: (nullable) (transfer none): what is about to be sent */
SlFlight *
sl_flight_new (SlKind       kind,
               const char  *id,
               SlFlightDeed deed,
               JsonObject  *body,
               gint64       sent_at)
{
  SlFlight *self = g_new0 (SlFlight, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->deed = deed;
  self->body = body != NULL ? json_object_ref (body) : NULL;
  self->sent_at = self->settles_at = sent_at;
  return self;
}

void
sl_flight_free (SlFlight *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

static SlFlight *
read_row (SlStatement *statement,
          GError     **error)
{
  const char *text = sl_statement_get_text (statement, 4);
  g_autoptr (JsonObject) body = text != NULL ? sl_json_parse_object (text, error) : NULL;
  SlFlight *self;

  if (text != NULL && body == NULL)
    return NULL;
  self = sl_flight_new ((SlKind) sl_statement_get_integer (statement, 0), sl_statement_get_text (statement, 1),
                        (SlFlightDeed) sl_statement_get_integer (statement, 2), body, sl_statement_get_integer (statement, 5));
  self->state = (SlFlightState) sl_statement_get_integer (statement, 3);
  self->settles_at = sl_statement_get_integer (statement, 6);
  self->tries = (guint) sl_statement_get_integer (statement, 7);
  self->field = g_strdup (sl_statement_get_text (statement, 8));
  self->message = g_strdup (sl_statement_get_text (statement, 9));
  return self;
}

/** sl_flight_find: (transfer full) (nullable): of record @id; %NULL also with @error set */
SlFlight *
sl_flight_find (SlConnection *connection,
                SlKind        kind,
                const char   *id,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, COLUMNS " WHERE kind = ? AND id = ?", error);
  SlFlight *self = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  if (sl_statement_step (statement, error))
    self = read_row (statement, error);
  sl_statement_reset (statement);
  return self;
}

/** sl_flight_read_all: (transfer full) (element-type SlFlight): the oldest first */
GPtrArray *
sl_flight_read_all (SlConnection *connection,
                    GError      **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_flight_free);
  SlStatement *statement = sl_connection_prepare (connection, COLUMNS " ORDER BY sent_at, kind, id", error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (local == NULL && sl_statement_step (statement, &local))
    {
      SlFlight *flight = read_row (statement, &local);

      if (flight != NULL)
        g_ptr_array_add (all, flight);
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_flight_save: remembers @self, in the place of what was sent of the record before */
gboolean
sl_flight_save (SlConnection *connection,
                SlFlight     *self,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "INSERT OR REPLACE INTO sync_flight (kind, id, deed, state, body, sent_at, settles_at, tries, field, message)"
                                                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  g_autofree char *body = self->body != NULL ? sl_json_object_to_text (self->body, FALSE) : NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->kind);
  sl_statement_bind_text (statement, 2, self->id);
  sl_statement_bind_integer (statement, 3, self->deed);
  sl_statement_bind_integer (statement, 4, self->state);
  sl_statement_bind_text (statement, 5, body);
  sl_statement_bind_integer (statement, 6, self->sent_at);
  sl_statement_bind_integer (statement, 7, self->settles_at);
  sl_statement_bind_integer (statement, 8, self->tries);
  sl_statement_bind_text (statement, 9, self->field);
  sl_statement_bind_text (statement, 10, self->message);
  return sl_statement_run (statement, error);
}

/** sl_flight_drop: nothing of record @id is under way any more */
gboolean
sl_flight_drop (SlConnection *connection,
                SlKind        kind,
                const char   *id,
                GError      **error)
{
  return sl_sync_run_for (connection, "DELETE FROM sync_flight WHERE kind = ? AND id = ?", kind, id, error);
}
