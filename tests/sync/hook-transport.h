/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A way to the model server on which a test stands: it sees each request before the server does, and may answer in its place. */
#pragma once

#include "client-fixture.h"

G_BEGIN_DECLS

/** HookFunc: (transfer full) (nullable): the reply; %NULL: the server is asked */
typedef SlReply *(*HookFunc) (const SlRequest *request, gpointer data);

#define TYPE_HOOK_TRANSPORT (hook_transport_get_type ())
G_DECLARE_FINAL_TYPE (HookTransport, hook_transport, HOOK, TRANSPORT, GObject)

/* (transfer full): @hook: (nullable) */
SlTransport *hook_transport_new (SlModelServer *server, HookFunc hook, gpointer data);
/* @client goes this way from now on. */
void         hook_transport_use (SlTransport *self, SlSyncClient *client);

/* (transfer full): the server says @status, and asks to wait @retry_after seconds; -1: it doesn't. */
SlReply     *hook_reply_new     (guint status, gint64 retry_after);

G_END_DECLS
