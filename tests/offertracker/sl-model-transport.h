/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a model server in the same process, which, unless it is away, neither loses nor changes anything. */
#pragma once

#include "sl-model-server.h"
#include "sl-transport.h"

G_BEGIN_DECLS

#define SL_TYPE_MODEL_TRANSPORT (sl_model_transport_get_type ())
G_DECLARE_FINAL_TYPE (SlModelTransport, sl_model_transport, SL, MODEL_TRANSPORT, GObject)

SlTransport *sl_model_transport_new (SlModelServer *server);
SlReply     *sl_model_transport_ask (SlModelServer *server, const SlRequest *request, const char *provenance);

/* SlModelHook: sees each request before the server does. (transfer full) (nullable): its answer in place of the server's */
typedef SlReply *(*SlModelHook) (const SlRequest *request, gpointer data);
void         sl_model_transport_set_hook (SlModelTransport *self, SlModelHook hook, gpointer data);

/* Away: no request gets there. */
void         sl_model_transport_set_away (SlModelTransport *self, gboolean away);

/* Refused: what is asked of a path that has @part in it is answered with @status; %NULL: nothing is. */
void         sl_model_transport_refuse (SlModelTransport *self, const char *part, guint status);

/* Held: requests wait until they are let go, or cancelled. */
void         sl_model_transport_hold (SlModelTransport *self, gboolean hold);

/* How many requests were sent since the last count, and how many of these wrote. */
void         sl_model_transport_count (SlModelTransport *self, guint *n_requests, guint *n_writes);

G_END_DECLS
