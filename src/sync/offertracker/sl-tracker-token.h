/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read from a token without the server's key: when it ends. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sl_tracker_token_is_usable (const char *token);
void sl_tracker_token_read (const char *token, gint64 *begins, gint64 *ends);

G_END_DECLS
