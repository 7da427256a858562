/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server itself: clock, chance, tokens, conditions, and the way of a request through it. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-model-server-private.h"

#define DEFAULT_ADDRESS "http://127.0.0.1:8000"
#define DEFAULT_ROW_CAP 1000
#define DEFAULT_TOKEN_LIFE 3600

/* splitmix64: small, and the same everywhere. */
guint64
_sl_model_server_chance (SlModelServer *self)
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
  guint64 high = _sl_model_server_chance (data), low = _sl_model_server_chance (data);

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
  self->tokens = _sl_model_tokens_new ();
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
  call->answer->date = self->now (self->now_data);
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

static gboolean
authorize (SlModelCall *call)
{
  const char *text = call->request->authorization;

  if (text == NULL || g_ascii_strncasecmp (text, "Bearer ", strlen ("Bearer ")) != 0)
    {
      sl_model_call_refuse (call, "Not authenticated");
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
  return (guint32) (_sl_model_server_chance (call->server) % below);
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
