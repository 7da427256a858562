/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a server over HTTP: secure, to that server alone, each request once. */
#pragma once

#include "sl-transport.h"

G_BEGIN_DECLS

#define SL_TYPE_HTTP_TRANSPORT (sl_http_transport_get_type ())
G_DECLARE_FINAL_TYPE (SlHttpTransport, sl_http_transport, SL, HTTP_TRANSPORT, GObject)

/* The longest body that is read. */
#define SL_HTTP_MAX_BODY (64 * 1024 * 1024)

SlTransport *sl_http_transport_new (const char *address,
                                    GError **error);

G_END_DECLS
