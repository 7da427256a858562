/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a test may do: know the truth about an account, and change how the server stands to it. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-server-private.h"

/* Somebody who has to be there. */
SlModelRow *
_sl_model_server_find_user (SlModelServer *self,
                            const char    *email)
{
  SlModelRow *user = sl_model_rows_find_by (self->rows, SL_MODEL_USERS, "email", email, NULL, NULL);

  g_assert (user != NULL);

  return user;
}

/**
 * sl_model_server_set_lying:
 * @self: the server
 * @email: a user's address, in lower case
 * @lying: whether the database has lost this person's session
 *
 * Where it has, lists are empty and rows that are there aren't found while the profile, if it is public, answers as ever;
 * for a private profile all is 500. It lasts until the person logs in.
 */
void
sl_model_server_set_lying (SlModelServer *self,
                           const char    *email,
                           gboolean       lying)
{
  _sl_model_server_find_user (self, email)->lying = lying;
}

/**
 * sl_model_server_restart:
 * @self: the server
 *
 * Starts the server anew: rows and tokens are as they were, the session with the database is nobody's until somebody logs in.
 */
void
sl_model_server_restart (SlModelServer *self)
{
  GPtrArray *users = sl_model_rows_all (self->rows, SL_MODEL_USERS);

  for (guint i = 0; i < users->len; i++)
    ((SlModelRow *) users->pdata[i])->lying = TRUE;
}

/**
 * sl_model_server_add_user:
 * @self: the server
 * @email: an address
 * @username: a name
 * @password: a password
 *
 * Registers somebody, whatever the profile: the first published generation can't.
 */
void
sl_model_server_add_user (SlModelServer *self,
                          const char    *email,
                          const char    *username,
                          const char    *password)
{
  g_autoptr (GString) text = g_string_new ("{\"email\":");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SlModelAnswer) answer = NULL;
  SlModelProfile profile = self->profile;

  sl_model_write_string (text, email);
  g_string_append (text, ",\"username\":");
  sl_model_write_string (text, username);
  g_string_append (text, ",\"password\":");
  sl_model_write_string (text, password);
  g_string_append_c (text, '}');
  body = g_bytes_new (text->str, text->len);

  self->profile = SL_MODEL_PROFILE_DOC;
  answer = sl_model_server_handle (self, &(SlModelRequest) { "POST", "/api/v1/auth/register", NULL, "application/json", body, NULL });
  self->profile = profile;
  g_assert_cmpuint (answer->status, ==, 201);
}

/**
 * sl_model_server_count:
 * @self: the server
 * @collection: a collection's name as in sl_model_server_dump()
 * @provenance: what requests were marked with
 * @out_ever: (out) (optional): how many rows they ever made in it
 *
 * Returns: how many of these rows are there
 */
guint
sl_model_server_count (SlModelServer *self,
                       const char    *collection,
                       const char    *provenance,
                       guint         *out_ever)
{
  return sl_model_rows_count (self->rows, collection, provenance, out_ever);
}

static gboolean
is_of (SlModelRow *row,
       const char *user_id)
{
  static const char *const columns[] = { "user_id", "created_by", "follower_id" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (sl_model_kind_field (row->kind, columns[i]) >= 0)
      return g_strcmp0 (sl_model_row_text (row, columns[i]), user_id) == 0;

  return row->kind == SL_MODEL_USERS && strcmp (sl_model_row_id (row), user_id) == 0;
}

/**
 * sl_model_server_dump:
 * @self: the server
 * @email: a user's address, in lower case
 *
 * The truth about an account, whatever the server answers: an object with an array for each collection, its rows as
 * stored, each with a member "_provenance".
 *
 * Returns: (transfer full): JSON
 */
char *
sl_model_server_dump (SlModelServer *self,
                      const char    *email)
{
  const char *user_id = sl_model_row_id (_sl_model_server_find_user (self, email));
  GString *json = g_string_new ("{");

  for (SlModelKind kind = 0; kind < SL_MODEL_N_STORED; kind++)
    {
      GPtrArray *rows = sl_model_rows_all (self->rows, kind);
      gboolean first = TRUE;

      g_string_append_printf (json, "%s\"%s\":[", kind > 0 ? "," : "", sl_model_kind_info (kind)->name);
      for (guint i = 0; i < rows->len; i++)
        {
          SlModelRow *row = rows->pdata[i];

          if (!is_of (row, user_id))
            continue;
          if (!first)
            g_string_append_c (json, ',');
          first = FALSE;
          sl_model_write_columns (json, row, SL_MODEL_AS_STORED);
          g_string_append (json, ",\"_provenance\":");
          sl_model_write_string (json, row->provenance);
          g_string_append_c (json, '}');
        }
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');

  return g_string_free_and_steal (json);
}
