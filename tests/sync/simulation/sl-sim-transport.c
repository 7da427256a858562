/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from one computer to the server, with all that may happen to a request on it, and to the world meanwhile. */
#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-json.h"
#include "sl-model-transport.h"
#include "sl-sim.h"

#define SL_TYPE_SIM_TRANSPORT (sl_sim_transport_get_type ())
G_DECLARE_FINAL_TYPE (SlSimTransport, sl_sim_transport, SL, SIM_TRANSPORT, GObject)

struct _SlSimTransport {
  GObject parent_instance;

  SlSimClient *client; /* borrowed */
};

static void sl_sim_transport_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlSimTransport, sl_sim_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, sl_sim_transport_iface_init))

/* A request that the client gave up, and the server does later. */
typedef struct {
  gint64 due;
  int actor;
  guint number; /* of the ledger when it left */
  char *method, *path, *token, *content_type;
  GBytes *body;
} Late;

static void
late_free (gpointer data)
{
  Late *late = data;

  g_free (late->method);
  g_free (late->path);
  g_free (late->token);
  g_free (late->content_type);
  g_clear_pointer (&late->body, g_bytes_unref);
  g_free (late);
}

static void
postpone (SlSimClient     *client,
          const SlRequest *request)
{
  SlSimWorld *world = client->world;
  Late *late = g_new0 (Late, 1);

  late->actor = client->number;
  late->due = world->now + (gint64) (1 + sl_sim_below (world, 120)) * G_USEC_PER_SEC;
  late->number = world->ledger != NULL ? sl_sim_ledger_get_number (world->ledger) : 0;
  late->method = g_strdup (request->method);
  late->path = g_strdup (request->path);
  late->token = g_strdup (request->token);
  late->content_type = g_strdup (request->content_type);
  late->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  if (world->late == NULL)
    world->late = g_ptr_array_new_with_free_func (late_free);
  g_ptr_array_add (world->late, late);
}

/** sl_sim_get_due: when the server does the next of these; %G_MAXINT64: there is none */
gint64
sl_sim_get_due (SlSimWorld *self)
{
  gint64 due = G_MAXINT64;

  for (guint i = 0; self->late != NULL && i < self->late->len; i++)
    due = MIN (due, ((Late *) g_ptr_array_index (self->late, i))->due);
  return due;
}

/** sl_sim_do_late: lets the server do what is due of what it didn't do at once */
void
sl_sim_do_late (SlSimWorld *self,
                gboolean    all)
{
  for (guint i = 0; self->late != NULL && i < self->late->len;)
    {
      Late *late = g_ptr_array_index (self->late, i);
      SlRequest request = { late->method, late->path, late->token, late->content_type, late->body, 0 };
      g_autoptr (SlReply) reply = NULL;

      if (!all && late->due > self->now)
        {
          i++;
          continue;
        }
      reply = sl_model_transport_ask (self->server, &request, NULL);
      sl_sim_note (self, "late %s %s: %u", late->method, late->path, reply->status);
      if (g_str_equal (late->method, "PUT"))
        {
          sl_sim_look_note_late (self, &request, late->number, reply);
          sl_sim_look_note_write (self, late->actor, &request, reply);
        }
      g_ptr_array_remove_index (self->late, i);
    }
}

typedef enum {
  FINE,
  NOT_SENT,
  LOST_BEFORE,
  LOST_AFTER,
  FAILED_AFTER,
  LATE,
  GARBAGE,
  GATEWAY,
  BUSY,
  UNAUTHORIZED,
  N_FAULTS,
} Fault;

static void
replace_body (SlReply    *reply,
              guint       status,
              const char *text)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->status = status;
  reply->body = g_bytes_new_static (text, strlen (text));
}

static SlReply *
lose (SlReply     *reply,
      SlReplyState state)
{
  g_clear_pointer (&reply, sl_reply_free);
  reply = sl_reply_new ();
  reply->state = state;
  reply->message = g_strdup ("No answer came.");
  return reply;
}

static SlReply *
ask_server (SlSimClient     *client,
            const SlRequest *request)
{
  SlReply *reply = sl_model_transport_ask (client->world->server, request, NULL);

  if (g_str_equal (request->method, "PUT"))
    sl_sim_look_note_write (client->world, client->number, request, reply);
  return reply;
}

static SlReply *
meet (SlSimClient     *client,
      const SlRequest *request,
      Fault            fault)
{
  SlReply *reply;

  if (fault == NOT_SENT)
    return lose (NULL, SL_REPLY_NOT_SENT);
  if (fault == LATE)
    postpone (client, request);
  if (fault == LATE || fault == LOST_BEFORE)
    return lose (NULL, SL_REPLY_LOST);
  reply = fault == GATEWAY || fault == BUSY || fault == UNAUTHORIZED ? sl_reply_new () : ask_server (client, request);
  reply->state = SL_REPLY_CAME;
  switch (fault)
    {
    case LOST_AFTER:
      return lose (reply, SL_REPLY_LOST);
    case FAILED_AFTER:
      replace_body (reply, 500, "Internal Server Error");
      return reply;
    case GARBAGE:
      replace_body (reply, reply->status, "<html>Welcome to the hotel");
      return reply;
    case GATEWAY:
      replace_body (reply, 503, "<html>Service Unavailable</html>");
      return reply;
    case BUSY:
      replace_body (reply, 429, "{\"detail\":\"Too many requests\"}");
      reply->retry_after = 30;
      return reply;
    case UNAUTHORIZED:
      replace_body (reply, 401, "{\"detail\":\"Invalid or expired token: Name or service not known\"}");
      return reply;
    default:
      return reply;
    }
}

/* What is to go wrong with this request. */
static Fault
choose_fault (SlSimWorld      *world,
              const SlRequest *request)
{
  if (world->lose != NULL && g_str_has_suffix (request->path, world->lose) && !g_str_equal (request->method, "GET"))
    {
      world->lose = NULL;
      return world->lose_for_good ? LOST_BEFORE : LATE;
    }
  if (world->faults && sl_sim_chance (world, 0.08))
    return (Fault) (1 + sl_sim_below (world, N_FAULTS - 1));
  return FINE;
}

/* I6: the server never hears an id that only a computer here knows. */
static void
check_ids (SlSimClient *client,
           const char  *text,
           gsize        length)
{
  char id[SL_ID_LENGTH + 1] = "";

  for (gsize i = 0; client->world->own_ids != NULL && i + SL_ID_LENGTH <= length; i++)
    {
      if (text[i + 8] != '-' || text[i + 13] != '-')
        continue;
      memcpy (id, text + i, SL_ID_LENGTH);
      if (g_hash_table_contains (client->world->own_ids, id))
        sl_sim_violate (client->world, "I6: client %d tells the server of %s", client->number, id);
    }
}

static void
check_request (SlSimClient     *client,
               const SlRequest *request)
{
  gsize length = 0;
  const char *body = request->body != NULL ? g_bytes_get_data (request->body, &length) : NULL;
  g_autoptr (JsonObject) change = body != NULL && g_str_equal (request->method, "PUT") ? sl_json_parse_object_bytes (request->body, NULL) : NULL;

  check_ids (client, request->path, strlen (request->path));
  check_ids (client, body, length);
  /* I9 */
  if (g_str_equal (request->method, "PUT") && (change == NULL || json_object_get_size (change) == 0))
    sl_sim_violate (client->world, "I9: client %d changes nothing of %s", client->number, request->path);
}

static SlReply *
sl_sim_transport_send (SlTransport     *transport,
                       const SlRequest *asked,
                       GCancellable    *cancellable)
{
  SlSimClient *client = SL_SIM_TRANSPORT (transport)->client;
  SlSimWorld *world = client->world;
  SlRequest request = *asked;
  Fault fault;
  SlReply *reply;

  if (g_cancellable_is_cancelled (cancellable) || client->offline)
    return lose (NULL, SL_REPLY_NOT_SENT);
  world->n_requests++;
  sl_sim_pass (world, (gint64) (5 + sl_sim_below (world, 300)) * 1000);
  /* Who looks at a row and then writes it can't know what the web page does in between: the server offers no way. So that
   * changes while lists are read, and not in those milliseconds. */
  if (world->faults && sl_sim_chance (world, 0.10))
    sl_sim_something (world, strchr (request.path, '?') != NULL);
  check_request (client, &request);
  fault = choose_fault (world, &request);
  request.token = client->token;
  if (world->options.sabotage && g_str_equal (request.method, "POST"))
    sl_reply_free (meet (client, &request, FINE));
  reply = meet (client, &request, fault);
  /* As a session does it, once. */
  if (reply->state == SL_REPLY_CAME && reply->status == 401 && fault != UNAUTHORIZED)
    {
      sl_sim_client_log_in (client);
      request.token = client->token;
      sl_reply_free (reply);
      reply = ask_server (client, &request);
    }
  if (reply->state == SL_REPLY_CAME)
    reply->date = world->now;
  sl_sim_look_note (client, &request, reply);
  sl_sim_note (world, "client %d %s %s %s: %s%u%s", client->number, request.method, request.path,
               request.body != NULL ? (const char *) g_bytes_get_data (request.body, NULL) : "",
               reply->state == SL_REPLY_CAME ? "" : reply->state == SL_REPLY_LOST ? "lost " : "not sent ", reply->status,
               fault == FINE ? "" : " (fault)");
  if (world->faults && sl_sim_chance (world, 0.05))
    sl_sim_something (world, FALSE);
  return reply;
}

static void
sl_sim_transport_iface_init (SlTransportInterface *iface)
{
  iface->send = sl_sim_transport_send;
}

static void
sl_sim_transport_class_init (SlSimTransportClass *klass)
{
}

static void
sl_sim_transport_init (SlSimTransport *self)
{
}

SlTransport *
sl_sim_transport_new (SlSimClient *client)
{
  SlSimTransport *self = g_object_new (SL_TYPE_SIM_TRANSPORT, NULL);

  self->client = client;
  return SL_TRANSPORT (self);
}
