/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "live-way.h"

#include "sl-http-transport.h"

struct _LiveWay {
  GObject parent_instance;

  SlTransport *http;
  guint *n_requests, *n_writes; /* borrowed */
};

static void live_way_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LiveWay, live_way, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, live_way_iface_init))

static SlReply *
live_way_send (SlTransport     *transport,
               const SlRequest *request,
               GCancellable    *cancellable)
{
  LiveWay *self = LIVE_WAY (transport);

  ++*self->n_requests;
  if (!g_str_equal (request->method, "GET") && !g_str_has_prefix (request->path, "/api/v1/auth/"))
    ++*self->n_writes;
  return sl_transport_send (self->http, request, cancellable);
}

static void
live_way_finalize (GObject *object)
{
  g_object_unref (LIVE_WAY (object)->http);
  G_OBJECT_CLASS (live_way_parent_class)->finalize (object);
}

static void
live_way_iface_init (SlTransportInterface *iface)
{
  iface->send = live_way_send;
}

static void
live_way_class_init (LiveWayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = live_way_finalize;
}

static void
live_way_init (LiveWay *self)
{
}

/** live_way_new: (transfer full) (nullable): @n_requests and @n_writes must outlive it */
SlTransport *
live_way_new (const char *address,
              guint      *n_requests,
              guint      *n_writes,
              GError    **error)
{
  SlTransport *http = sl_http_transport_new (address, error);
  LiveWay *self;

  if (http == NULL)
    return NULL;
  self = g_object_new (LIVE_TYPE_WAY, NULL);
  self->http = http;
  self->n_requests = n_requests;
  self->n_writes = n_writes;
  return SL_TRANSPORT (self);
}
