/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "world-fixture.h"

#include <string.h>

#include "sl-date.h"
#include "sl-json.h"

static gint64
now_cb (gpointer data)
{
  return ((SlSimWorld *) data)->now;
}

void
world_init (SlSimWorld *self)
{
  world_init_as (self, SL_MODEL_PROFILE_DOC);
}

void
world_init_as (SlSimWorld    *self,
               SlModelProfile profile)
{
  memset (self, 0, sizeof *self);
  self->options.profile = profile;
  self->options.n_clients = 1;
  self->chance = g_rand_new_with_seed (1);
  sl_time_parse_iso8601 ("2026-03-16T08:00:00Z", NULL, &self->now);
  self->server = sl_model_server_new (profile, 1, now_cb, self);
  sl_model_server_add_user (self->server, "one@example.org", "one", "correct-horse");
  self->clients[0] = sl_sim_client_new (self, 0);
}

void
world_clear (SlSimWorld *self)
{
  sl_sim_client_free (self->clients[0]);
  sl_model_server_free (self->server);
  g_clear_pointer (&self->late, g_ptr_array_unref);
  g_rand_free (self->chance);
}

/* As the web page does it. */
void
world_ask (SlSimWorld *self,
           const char *method,
           const char *path,
           const char *body)
{
  g_autofree char *authorization = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  SlModelRequest request = { .method = method, .path = path, .content_type = "application/json", .body = bytes };
  g_autoptr (SlModelAnswer) answer = NULL;

  sl_sim_client_log_in (self->clients[0]);
  authorization = g_strconcat ("Bearer ", self->clients[0]->token, NULL);
  request.authorization = authorization;
  answer = sl_model_server_handle (self->server, &request);
  /* The first generation does it, and says that it failed. */
  if (self->options.profile != SL_MODEL_PROFILE_OLD)
    g_assert_cmpuint (answer->status, <, 300);
}

/* (transfer full) (nullable): the server's rows in @collection. */
JsonArray *
world_read (SlSimWorld *self,
            const char *collection)
{
  g_autofree char *text = sl_model_server_dump (self->server, "one@example.org");
  g_autoptr (JsonObject) all = sl_json_parse_object (text, NULL);
  JsonArray *rows = sl_json_get_array (all, collection);

  return rows != NULL ? json_array_ref (rows) : NULL;
}

/* (transfer full) (nullable): the server's row in @collection, of which there must not be two. */
JsonObject *
world_find (SlSimWorld *self,
            const char *collection)
{
  g_autoptr (JsonArray) rows = world_read (self, collection);
  guint n = rows != NULL ? json_array_get_length (rows) : 0;

  g_assert_cmpuint (n, <=, 1);
  return n > 0 ? json_object_ref (json_array_get_object_element (rows, 0)) : NULL;
}
