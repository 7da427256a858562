/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-transport"

#include "config.h"

#include "sl-transport.h"

G_DEFINE_INTERFACE (SlTransport, sl_transport, G_TYPE_OBJECT)

static void
sl_transport_default_init (SlTransportInterface *iface)
{
}

/**
 * sl_transport_send:
 * @cancellable: (nullable): a request that was given up counts as lost, unless nothing of it had been sent
 *
 * Sends @request once and waits. What goes wrong stands in the reply, as each way of going wrong means something else.
 *
 * Returns: (transfer full): never %NULL
 */
SlReply *
sl_transport_send (SlTransport     *self,
                   const SlRequest *request,
                   GCancellable    *cancellable)
{
  g_return_val_if_fail (SL_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (request->path[0] == '/', NULL);

  return SL_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable);
}

SlReply *
sl_reply_new (void)
{
  SlReply *self = g_new0 (SlReply, 1);

  self->state = SL_REPLY_LOST;
  self->retry_after = -1;
  return self;
}

void
sl_reply_free (SlReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->location);
  g_free (self->message);
  g_free (self);
}
