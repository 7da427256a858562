/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the HTTP transport says when no reply came, and what a core file may hold of it; and what its tests need. */
#pragma once

#include <libsoup/soup.h>

#include "sl-transport.h"

G_BEGIN_DECLS

char *_sl_http_explain (SoupMessage *message,
                        const GError *error);

void _sl_http_keep_out_of_core_files (void);

void _sl_http_transport_rest (SlTransport *transport);

G_END_DECLS
