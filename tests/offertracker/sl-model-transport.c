/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-model-transport"

#include "config.h"

#include <string.h>

#include "sl-model-transport.h"
#include "sl-turn.h"

struct _SlModelTransport {
  GObject parent_instance;

  SlModelServer *server; /* borrowed */
  SlModelHook hook;      /* (nullable) */
  gpointer data;
  guint n_requests, n_writes;
  gboolean away;
  const char *refused; /* (nullable) */
  guint refusal;
  SlTurn gate; /* held while nothing goes through */
};

static void sl_model_transport_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlModelTransport, sl_model_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, sl_model_transport_iface_init))

/* The reply that the server gives at once, on a way without faults. (transfer full) */
SlReply *
sl_model_transport_ask (SlModelServer   *server,
                        const SlRequest *request,
                        const char      *provenance)
{
  SlReply *reply = sl_reply_new ();
  g_autofree char *authorization = request->token != NULL ? g_strconcat ("Bearer ", request->token, NULL) : NULL;
  SlModelRequest asked = {
    .method = request->method,
    .path = request->path,
    .authorization = authorization,
    .content_type = request->content_type,
    .body = request->body,
    .provenance = provenance,
  };
  g_autoptr (SlModelAnswer) answer = sl_model_server_handle (server, &asked);

  reply->state = SL_REPLY_CAME;
  reply->status = answer->status;
  reply->body = g_steal_pointer (&answer->body);
  reply->location = g_steal_pointer (&answer->location);
  reply->date = answer->date;
  return reply;
}

static SlReply *
sl_model_transport_send (SlTransport     *transport,
                         const SlRequest *request,
                         GCancellable    *cancellable)
{
  SlModelTransport *self = SL_MODEL_TRANSPORT (transport);
  SlReply *instead = self->hook != NULL ? self->hook (request, self->data) : NULL;
  gboolean open;

  if (instead != NULL)
    return instead;
  open = sl_turn_take (&self->gate, cancellable);

  if (open)
    sl_turn_give (&self->gate);
  if (!open || self->away)
    {
      SlReply *reply = sl_reply_new ();

      reply->state = SL_REPLY_NOT_SENT;
      reply->message = g_strdup ("No way there.");
      return reply;
    }
  self->n_requests++;
  if (self->refused != NULL && strstr (request->path, self->refused) != NULL)
    {
      SlReply *reply = sl_reply_new ();

      reply->state = SL_REPLY_CAME;
      reply->status = self->refusal;
      reply->body = g_bytes_new_static ("{\"detail\": \"No.\"}", 17);
      return reply;
    }
  if (!g_str_equal (request->method, "GET") && !g_str_has_prefix (request->path, "/auth/"))
    self->n_writes++;
  return sl_model_transport_ask (self->server, request, NULL);
}

static void
sl_model_transport_iface_init (SlTransportInterface *iface)
{
  iface->send = sl_model_transport_send;
}

static void
sl_model_transport_finalize (GObject *object)
{
  sl_turn_clear (&SL_MODEL_TRANSPORT (object)->gate);
  G_OBJECT_CLASS (sl_model_transport_parent_class)->finalize (object);
}

static void
sl_model_transport_class_init (SlModelTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_model_transport_finalize;
}

static void
sl_model_transport_init (SlModelTransport *self)
{
  sl_turn_init (&self->gate, 1);
}

SlTransport *
sl_model_transport_new (SlModelServer *server)
{
  SlModelTransport *self = g_object_new (SL_TYPE_MODEL_TRANSPORT, NULL);

  self->server = server;
  return SL_TRANSPORT (self);
}

void
sl_model_transport_set_hook (SlModelTransport *self,
                             SlModelHook       hook,
                             gpointer          data)
{
  self->hook = hook;
  self->data = data;
}

void
sl_model_transport_set_away (SlModelTransport *self,
                             gboolean          away)
{
  self->away = away;
}

/* @part: (nullable): borrowed */
void
sl_model_transport_refuse (SlModelTransport *self,
                           const char       *part,
                           guint             status)
{
  self->refused = part;
  self->refusal = status;
}

void
sl_model_transport_hold (SlModelTransport *self,
                         gboolean          hold)
{
  if (hold)
    sl_turn_take (&self->gate, NULL);
  else
    sl_turn_give (&self->gate);
}

void
sl_model_transport_count (SlModelTransport *self,
                          guint            *n_requests,
                          guint            *n_writes)
{
  *n_requests = self->n_requests;
  *n_writes = self->n_writes;
  self->n_requests = self->n_writes = 0;
}
