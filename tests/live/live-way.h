/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP, counted. */
#pragma once

#include "sl-transport.h"

G_BEGIN_DECLS

#define LIVE_TYPE_WAY (live_way_get_type ())
G_DECLARE_FINAL_TYPE (LiveWay, live_way, LIVE, WAY, GObject)

SlTransport *live_way_new (const char *address, guint *n_requests, guint *n_writes, GError **error);

G_END_DECLS
