/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "hook-transport"

#include "config.h"

#include "hook-transport.h"

struct _HookTransport {
  GObject parent_instance;

  SlModelServer *server; /* borrowed */
  HookFunc hook;
  gpointer data;
};

static void hook_transport_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HookTransport, hook_transport, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, hook_transport_iface_init))

static SlReply *
hook_transport_send (SlTransport     *transport,
                     const SlRequest *request,
                     GCancellable    *cancellable)
{
  HookTransport *self = HOOK_TRANSPORT (transport);
  SlReply *reply = self->hook != NULL ? self->hook (request, self->data) : NULL;

  return reply != NULL ? reply : sl_model_transport_ask (self->server, request, NULL);
}

static void
hook_transport_iface_init (SlTransportInterface *iface)
{
  iface->send = hook_transport_send;
}

static void
hook_transport_class_init (HookTransportClass *klass)
{
}

static void
hook_transport_init (HookTransport *self)
{
}

SlTransport *
hook_transport_new (SlModelServer *server,
                    HookFunc       hook,
                    gpointer       data)
{
  HookTransport *self = g_object_new (TYPE_HOOK_TRANSPORT, NULL);

  self->server = server;
  self->hook = hook;
  self->data = data;
  return SL_TRANSPORT (self);
}

static SlTransport *
way_cb (const char *address,
        gpointer    data,
        GError    **error)
{
  return g_object_ref (data);
}

void
hook_transport_use (SlTransport  *self,
                    SlSyncClient *client)
{
  sl_sync_client_set_way (client, way_cb, self);
}

SlReply *
hook_reply_new (guint  status,
                gint64 retry_after)
{
  SlReply *reply = sl_reply_new ();

  reply->state = SL_REPLY_CAME;
  reply->status = status;
  reply->body = g_bytes_new_static ("{\"detail\":\"busy\"}", 17);
  reply->retry_after = retry_after;
  return reply;
}
