/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All applications, living or in the Trash, in one of the sorts. */

#pragma once

#include "sl-connection.h"
#include "sl-query.h"

G_BEGIN_DECLS

gboolean  sl_order_is_indexed (SlSort         sort);
GArray   *sl_order_find       (SlConnection  *connection,
                               SlQuery       *query);
GArray   *sl_order_get        (SlConnection  *connection,
                               SlQuery       *query,
                               GError       **error);

gboolean  sl_order_read_keyed (SlConnection  *connection,
                               SlSort         sort,
                               gboolean       descending,
                               GArray        *pks,
                               GError       **error);

void      sl_order_reverse           (GArray        *pks,
                                      guint          from,
                                      guint          to);

gboolean  sl_order_is_timed          (SlSort         sort);
gboolean  sl_order_read_timed        (SlConnection  *connection,
                                      SlSort         sort,
                                      gboolean       descending,
                                      GArray        *pks,
                                      GError       **error);
gboolean  sl_order_read_first_timed  (SlConnection  *connection,
                                      gboolean       descending,
                                      guint          limit,
                                      GArray        *pks,
                                      GError       **error);

G_END_DECLS
