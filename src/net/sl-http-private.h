/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the HTTP transport says when no reply came. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

char *_sl_http_explain (SoupMessage *message,
                        const GError *error);

G_END_DECLS
