/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person in front of the model server, for tests. */
#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-json.h"
#include "sl-model-caller.h"

static gint64
now_cb (gpointer data)
{
  return ((SlModelCaller *) data)->now;
}

/**
 * sl_model_caller_init:
 * @self: (out): a caller, to be cleared
 * @profile: the server's generation
 *
 * Makes a server at a fixed time with one user, who is logged in.
 */
void
sl_model_caller_init (SlModelCaller  *self,
                      SlModelProfile  profile)
{
  memset (self, 0, sizeof *self);
  g_assert_true (sl_time_parse_iso8601 ("2026-03-16T08:00:00Z", NULL, &self->now));
  self->server = sl_model_server_new (profile, 7, now_cb, self);
  sl_model_caller_add (self, SL_MODEL_CALLER_EMAIL, "first");
  sl_model_caller_log_in (self, SL_MODEL_CALLER_EMAIL);
}

static void
forget_answer (SlModelCaller *self)
{
  g_clear_pointer (&self->answer, sl_model_answer_free);
  g_clear_pointer (&self->json, json_node_unref);
}

/**
 * sl_model_caller_clear:
 * @self: a caller
 */
void
sl_model_caller_clear (SlModelCaller *self)
{
  forget_answer (self);
  g_clear_pointer (&self->server, sl_model_server_free);
  g_clear_pointer (&self->token, g_free);
}

/**
 * sl_model_caller_add:
 * @self: a caller
 * @email: an address
 * @username: a name
 *
 * Adds a user with the password of all.
 */
void
sl_model_caller_add (SlModelCaller *self,
                     const char    *email,
                     const char    *username)
{
  sl_model_server_add_user (self->server, email, username, SL_MODEL_CALLER_PASSWORD);
}

/**
 * sl_model_caller_log_in:
 * @self: a caller
 * @email: a user's address
 *
 * From now on this user asks.
 */
void
sl_model_caller_log_in (SlModelCaller *self,
                        const char    *email)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"" SL_MODEL_CALLER_PASSWORD "\"}", email);

  g_clear_pointer (&self->token, g_free);
  sl_model_caller_expect (self, 200, "POST", "/auth/login", body);
  self->token = g_strdup (sl_model_caller_text (self, "access_token"));
}

/**
 * sl_model_caller_send:
 * @self: a caller
 * @method: a method
 * @path: the address below /api/v1
 * @body: (nullable): JSON
 *
 * Asks a millisecond after the last time.
 *
 * Returns: the answer's status
 */
guint
sl_model_caller_send (SlModelCaller *self,
                      const char    *method,
                      const char    *path,
                      const char    *body)
{
  g_autofree char *whole = g_strconcat ("/api/v1", path, NULL);
  g_autofree char *authorization = self->token != NULL ? g_strconcat ("Bearer ", self->token, NULL) : NULL;
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autofree char *text = NULL;

  forget_answer (self);
  self->now += 1000;
  self->answer = sl_model_server_handle (self->server, &(SlModelRequest) { method, whole, authorization, body != NULL ? "application/json" : NULL, bytes, self->provenance });
  if (g_strcmp0 (self->answer->content_type, "application/json") == 0)
    {
      text = g_strndup (g_bytes_get_data (self->answer->body, NULL), g_bytes_get_size (self->answer->body));
      self->json = sl_json_parse (text, -1, NULL);
      g_assert_nonnull (self->json);
    }

  return self->answer->status;
}

/**
 * sl_model_caller_make:
 * @self: a caller
 * @status: what the answer has to be
 * @path: the address below /api/v1
 * @body: JSON
 *
 * Makes a row by a POST.
 *
 * Returns: (transfer full): its id
 */
char *
sl_model_caller_make (SlModelCaller *self,
                      guint          status,
                      const char    *path,
                      const char    *body)
{
  sl_model_caller_expect (self, status, "POST", path, body);

  return g_strdup (sl_model_caller_text (self, "id"));
}

/**
 * sl_model_caller_text:
 * @self: a caller
 * @member: a member of the object that was answered
 *
 * Returns: (transfer none) (nullable): its text
 */
const char *
sl_model_caller_text (SlModelCaller *self,
                      const char    *member)
{
  g_assert_true (self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json));

  return sl_json_get_string (json_node_get_object (self->json), member, NULL);
}

/**
 * sl_model_caller_length:
 * @self: a caller
 *
 * Returns: how many elements the array has that was answered
 */
guint
sl_model_caller_length (SlModelCaller *self)
{
  g_assert_true (self->json != NULL && JSON_NODE_HOLDS_ARRAY (self->json));

  return json_array_get_length (json_node_get_array (self->json));
}

/**
 * sl_model_caller_text_at:
 * @self: a caller
 * @i: an element of the array that was answered
 * @member: a member of it
 *
 * Returns: (transfer none) (nullable): its text
 */
const char *
sl_model_caller_text_at (SlModelCaller *self,
                         guint          i,
                         const char    *member)
{
  g_assert_cmpuint (i, <, sl_model_caller_length (self));

  return sl_json_get_string (json_array_get_object_element (json_node_get_array (self->json), i), member, NULL);
}

/**
 * sl_model_caller_dump:
 * @self: a caller
 * @collection: a collection
 * @out_keep: (out) (transfer full): what holds the rows
 *
 * Returns: (transfer none): the first user's rows as they are stored
 */
JsonArray *
sl_model_caller_dump (SlModelCaller  *self,
                      const char     *collection,
                      JsonObject    **out_keep)
{
  g_autofree char *text = sl_model_server_dump (self->server, SL_MODEL_CALLER_EMAIL);

  *out_keep = sl_json_parse_object (text, NULL);
  g_assert_nonnull (*out_keep);

  return sl_json_get_array (*out_keep, collection);
}
