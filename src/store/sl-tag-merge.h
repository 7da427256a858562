/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tags that become one. */

#pragma once

#include "sl-changeset.h"
#include "sl-connection.h"

G_BEGIN_DECLS

gboolean sl_tag_merge (SlConnection *connection, SlChangeset *changeset, const char *from_id, const char *into_id, gint64 now, guint *n, GError **error);

G_END_DECLS
