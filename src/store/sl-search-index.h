/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping the full-text index up with the rows. On a writable connection. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

gboolean sl_search_index_is_behind (SlConnection *connection);
gboolean sl_search_index_catch_up  (SlConnection *connection,
                                    guint         n_rows,
                                    GError      **error);
gboolean sl_search_index_rebuild   (SlConnection *connection,
                                    GError      **error);

G_END_DECLS
