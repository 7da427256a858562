/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server itself: clock, chance, tokens, conditions, and the way of a request through it. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-model-call.h"

#define DEFAULT_ADDRESS "http://127.0.0.1:8000"
#define DEFAULT_ROW_CAP 1000
#define DEFAULT_TOKEN_LIFE 3600

typedef struct {
  char *user_id;
  gint64 expires; /* seconds since 1970 UTC */
} Token;

struct _SlModelServer {
  SlModelProfile profile;
  SlModelRows *rows;
  GHashTable *tokens; /* text → Token */
  char *address;
  guint conditions, row_cap, token_life;
  guint64 chance;
  SlModelNow now;
  gpointer now_data;
  gint64 last_stamp;
};

static void
token_free (gpointer data)
{
  Token *token = data;

  g_free (token->user_id);
  g_free (token);
}

/* splitmix64: small, and the same everywhere. */
static guint64
next_chance (SlModelServer *self)
{
  guint64 z = self->chance += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

static void
new_id_cb (gpointer data,
           char     id[37])
{
  guint64 high = next_chance (data), low = next_chance (data);

  g_snprintf (id, 37, "%08x-%04x-4%03x-%04x-%012" G_GINT64_MODIFIER "x",
              (guint) (high >> 32), (guint) (high >> 16) & 0xffff, (guint) high & 0xfff,
              (guint) (low >> 48 & 0x3fff) | 0x8000, low & G_GUINT64_CONSTANT (0xffffffffffff));
}

/* Two rows never get the same time, unless the clock was put back. */
static gint64
stamp_cb (gpointer data)
{
  SlModelServer *self = data;
  gint64 now = self->now (self->now_data);

  if (now <= self->last_stamp && self->last_stamp - now < G_USEC_PER_SEC)
    now = self->last_stamp + 1;
  self->last_stamp = now;

  return now;
}

/**
 * sl_model_server_new:
 * @profile: the generation
 * @seed: what its ids and tokens come from
 * @now: its clock
 * @now_data: for @now
 *
 * Returns: (transfer full): a server without users
 */
SlModelServer *
sl_model_server_new (SlModelProfile profile,
                     guint64        seed,
                     SlModelNow     now,
                     gpointer       now_data)
{
  SlModelServer *self = g_new0 (SlModelServer, 1);

  self->profile = profile;
  self->chance = seed;
  self->now = now;
  self->now_data = now_data;
  self->address = g_strdup (DEFAULT_ADDRESS);
  self->row_cap = DEFAULT_ROW_CAP;
  self->token_life = DEFAULT_TOKEN_LIFE;
  self->last_stamp = G_MININT64 / 2;
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, token_free);
  self->rows = sl_model_rows_new (stamp_cb, new_id_cb, self);
  sl_model_add_milestones (self->rows);

  return self;
}

/**
 * sl_model_server_free:
 * @self: a server
 */
void
sl_model_server_free (SlModelServer *self)
{
  sl_model_rows_free (self->rows);
  g_hash_table_unref (self->tokens);
  g_free (self->address);
  g_free (self);
}

/**
 * sl_model_answer_free:
 * @answer: an answer
 */
void
sl_model_answer_free (SlModelAnswer *answer)
{
  g_free (answer->location);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}

static void
call_init (SlModelCall          *call,
           SlModelServer        *self,
           const SlModelRequest *request)
{
  memset (call, 0, sizeof *call);
  call->server = self;
  call->rows = self->rows;
  call->profile = self->profile;
  call->conditions = self->conditions;
  call->request = request;
  call->answer = g_new0 (SlModelAnswer, 1);
}

static void
call_clear (SlModelCall *call)
{
  g_free (call->path);
  g_free (call->args[0]);
  g_free (call->args[1]);
  g_clear_pointer (&call->query, g_hash_table_unref);
  g_clear_pointer (&call->body, json_node_unref);
  if (call->errors != NULL)
    g_string_free (call->errors, TRUE);
  sl_model_draft_clear (&call->draft);
}

static void
refuse_token (SlModelCall *call,
              const char  *detail)
{
  sl_model_call_detail (call, 401, detail);
  call->answer->www_authenticate = "Bearer";
}

static gboolean
authorize (SlModelCall *call)
{
  const char *text = call->request->authorization;

  if (text == NULL || g_ascii_strncasecmp (text, "Bearer ", strlen ("Bearer ")) != 0)
    {
      refuse_token (call, "Not authenticated");
      return FALSE;
    }

  if (!sl_model_call_read_token (call, text + strlen ("Bearer ")))
    return FALSE;

  /* Without its session the database shows nobody anything; a private profile can't even be read. */
  call->lying = call->user->lying;
  if (call->lying && sl_model_row_number (call->user, "is_profile_public") == 0)
    {
      sl_model_call_detail (call, 500, "Failed to create user profile");
      return FALSE;
    }

  return TRUE;
}

static void
run_route (SlModelCall *call)
{
  SlModelOldBug bug = call->profile == SL_MODEL_PROFILE_OLD ? call->route->old : SL_MODEL_WORKS;

  sl_model_draft_init (&call->draft, call->route->kind != SL_MODEL_NO_KIND ? call->route->kind : SL_MODEL_USERS);
  if (!sl_model_check_parse (call))
    {
      sl_model_call_errors (call);
      return;
    }
  if (!call->route->open && !authorize (call))
    return;

  sl_model_check_query (call);
  sl_model_check_body (call);
  if (call->errors != NULL)
    {
      sl_model_call_errors (call);
      return;
    }

  if (bug == SL_MODEL_500_FIRST)
    {
      sl_model_call_fail (call);
      return;
    }
  call->route->handler (call);
  if (bug == SL_MODEL_COMMITS_THEN_500 && call->answer->status < 300)
    sl_model_call_fail (call);
}

/**
 * sl_model_server_handle:
 * @self: the server
 * @request: a request
 *
 * Does what a request asks and answers it.
 *
 * Returns: (transfer full): the answer
 */
SlModelAnswer *
sl_model_server_handle (SlModelServer        *self,
                        const SlModelRequest *request)
{
  SlModelCall call;

  call_init (&call, self, request);
  if (sl_model_route (&call))
    run_route (&call);
  call_clear (&call);

  return call.answer;
}

/**
 * sl_model_call_now:
 * @call: a request
 *
 * Returns: the database's time
 */
gint64
sl_model_call_now (SlModelCall *call)
{
  return stamp_cb (call->server);
}

/**
 * sl_model_call_today:
 * @call: a request
 * @day: (out): the server's day
 */
void
sl_model_call_today (SlModelCall *call,
                     char         day[11])
{
  sl_day_format_iso (sl_day_from_time (call->server->now (call->server->now_data), NULL), day);
}

/**
 * sl_model_call_row_cap:
 * @call: a request
 *
 * Returns: the rows that the database gives at most
 */
guint
sl_model_call_row_cap (SlModelCall *call)
{
  return call->server->row_cap;
}

/**
 * sl_model_call_random:
 * @call: a request
 * @below: more than 0
 *
 * Returns: a number below @below
 */
guint32
sl_model_call_random (SlModelCall *call,
                      guint32      below)
{
  return (guint32) (next_chance (call->server) % below);
}

/**
 * sl_model_call_address:
 * @call: a request
 *
 * Returns: (transfer none): the server's own idea of its address
 */
const char *
sl_model_call_address (SlModelCall *call)
{
  return call->server->address;
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
  g_snprintf (nonce, sizeof nonce, "%016" G_GINT64_MODIFIER "x", next_chance (self));
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
      refuse_token (call, explain_token (call, token, expired));
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
 * sl_model_server_set_profile:
 * @self: the server
 * @profile: the generation from now on
 */
void
sl_model_server_set_profile (SlModelServer  *self,
                             SlModelProfile  profile)
{
  self->profile = profile;
}

/**
 * sl_model_server_set_address:
 * @self: the server
 * @address: scheme, host and port, without a slash at the end, for redirects
 */
void
sl_model_server_set_address (SlModelServer *self,
                             const char    *address)
{
  g_set_str (&self->address, address);
}

/**
 * sl_model_server_set_condition:
 * @self: the server
 * @condition: one or several circumstances
 * @on: whether they are to be met from now on
 */
void
sl_model_server_set_condition (SlModelServer    *self,
                               SlModelCondition  condition,
                               gboolean          on)
{
  self->conditions = on ? self->conditions | condition : self->conditions & ~(guint) condition;
}

/**
 * sl_model_server_set_row_cap:
 * @self: the server
 * @rows: how many rows a list has at most, whatever its limit; 1000 at first
 */
void
sl_model_server_set_row_cap (SlModelServer *self,
                             guint          rows)
{
  self->row_cap = rows;
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

static SlModelRow *
find_user (SlModelServer *self,
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
  find_user (self, email)->lying = lying;
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
  const char *id = sl_model_row_id (find_user (self, email));
  GHashTableIter iter;
  gpointer token;

  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &token))
    if (strcmp (((Token *) token)->user_id, id) == 0)
      ((Token *) token)->expires = G_MININT64;
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
  const char *user_id = sl_model_row_id (find_user (self, email));
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
