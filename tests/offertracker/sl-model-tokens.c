/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens and the sessions behind them. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-server-private.h"

typedef struct {
  char *user_id;
  gint64 expires; /* seconds since 1970 UTC */
} Token;

static void
token_free (gpointer data)
{
  Token *token = data;

  g_free (token->user_id);
  g_free (token);
}

/* The table of tokens. */
GHashTable *
_sl_model_tokens_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, token_free);
}

/* 401 */
void
sl_model_call_refuse (SlModelCall *call,
                      const char  *detail)
{
  sl_model_call_detail (call, 401, detail);
  call->answer->www_authenticate = "Bearer";
}

static char *
encode_part (const char *json)
{
  char *text = g_base64_encode ((const guchar *) json, strlen (json));

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchrnul (text, '=') = '\0';

  return text;
}

/**
 * sl_model_call_issue_token:
 * @call: a request
 * @user: who logged in
 *
 * Returns: (transfer full): a token of the usual form, whose `exp` can be read; nothing signs it
 */
char *
sl_model_call_issue_token (SlModelCall *call,
                           SlModelRow  *user)
{
  SlModelServer *self = call->server;
  gint64 now = self->now (self->now_data) / G_USEC_PER_SEC;
  g_autofree char *claims = NULL, *head = NULL, *middle = NULL, *tail = NULL, *token = NULL;
  Token *entry = g_new0 (Token, 1);
  char nonce[17];

  entry->user_id = g_strdup (sl_model_row_id (user));
  entry->expires = now + self->token_life;
  claims = g_strdup_printf ("{\"sub\":\"%s\",\"iat\":%" G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT ",\"role\":\"authenticated\"}",
                            entry->user_id, now, entry->expires);
  g_snprintf (nonce, sizeof nonce, "%016" G_GINT64_MODIFIER "x", _sl_model_server_chance (self));
  head = encode_part ("{\"alg\":\"none\",\"typ\":\"JWT\"}");
  middle = encode_part (claims);
  tail = encode_part (nonce);
  token = g_strdup_printf ("%s.%s.%s", head, middle, tail);
  g_hash_table_insert (self->tokens, g_strdup (token), entry);

  return g_steal_pointer (&token);
}

static const char *
explain_token (SlModelCall *call,
               const char  *token,
               gboolean     expired)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);

  if (call->conditions & SL_MODEL_NO_AUTH)
    return "Invalid or expired token: [Errno -2] Name or service not known";
  if (call->profile == SL_MODEL_PROFILE_HEAD)
    return expired ? "Invalid or expired token: invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired"
                   : "Invalid or expired token: invalid JWT: unable to parse or verify signature, token is malformed";
  if (expired)
    return "Invalid or expired token: Signature has expired";

  return g_strv_length (parts) < 3 ? "Invalid or expired token: Invalid token: Not enough segments"
                                   : "Invalid or expired token: Invalid token: Signature verification failed";
}

/**
 * sl_model_call_read_token:
 * @call: a request
 * @token: the token it came with
 *
 * Finds who asks, or answers 401.
 *
 * Returns: %TRUE if the token is good
 */
gboolean
sl_model_call_read_token (SlModelCall *call,
                          const char  *token)
{
  SlModelServer *self = call->server;
  Token *entry = g_hash_table_lookup (self->tokens, token);
  gboolean expired = entry != NULL && entry->expires <= self->now (self->now_data) / G_USEC_PER_SEC;
  gboolean out_of_reach = (call->conditions & SL_MODEL_NO_AUTH) != 0 && call->profile == SL_MODEL_PROFILE_HEAD;

  if (entry == NULL || expired || out_of_reach)
    {
      sl_model_call_refuse (call, explain_token (call, token, expired));
      return FALSE;
    }

  call->user = sl_model_rows_find (self->rows, SL_MODEL_USERS, entry->user_id);

  return TRUE;
}

/**
 * sl_model_call_log_in:
 * @call: a request
 * @user: who logged in
 *
 * The process has one session with its database: it is that of who logged in last.
 */
void
sl_model_call_log_in (SlModelCall *call,
                      SlModelRow  *user)
{
  GPtrArray *users = sl_model_rows_all (call->rows, SL_MODEL_USERS);

  user->lying = FALSE;
  if ((call->conditions & SL_MODEL_SHARED_SESSION) == 0)
    return;

  for (guint i = 0; i < users->len; i++)
    ((SlModelRow *) users->pdata[i])->lying = users->pdata[i] != user;
}

/**
 * sl_model_server_set_token_life:
 * @self: the server
 * @seconds: how long tokens made from now on are good; an hour at first
 */
void
sl_model_server_set_token_life (SlModelServer *self,
                                guint          seconds)
{
  self->token_life = seconds;
}

/**
 * sl_model_server_expire_tokens:
 * @self: the server
 * @email: a user's address, in lower case
 *
 * Ends the life of all tokens of a user.
 */
void
sl_model_server_expire_tokens (SlModelServer *self,
                               const char    *email)
{
  const char *id = sl_model_row_id (_sl_model_server_find_user (self, email));
  GHashTableIter iter;
  gpointer token;

  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &token))
    if (strcmp (((Token *) token)->user_id, id) == 0)
      ((Token *) token)->expires = G_MININT64;
}
