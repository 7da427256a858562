/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader's connection keeps of its last queries, for as long as the data stays as it is: orders of rows and
 * sets of rows. They are put together into the answers of sl-store-pks.c. */

#pragma once

#include "sl-connection.h"
#include "sl-pk-set.h"
#include "sl-query.h"

G_BEGIN_DECLS

GArray        *sl_query_cache_find_order (SlConnection  *connection,
                                          const char    *key);
GArray        *sl_query_cache_keep_order (SlConnection  *connection,
                                          const char    *key,
                                          GArray        *order);
const SlPkSet *sl_query_cache_find_set   (SlConnection  *connection,
                                          const char    *key);
const SlPkSet *sl_query_cache_keep_set   (SlConnection  *connection,
                                          const char    *key,
                                          SlPkSet       *set);

G_END_DECLS
