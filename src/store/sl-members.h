/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which applications match a query, as sets. */

#pragma once

#include "sl-connection.h"
#include "sl-pk-set.h"
#include "sl-query.h"
#include "sl-search.h"

G_BEGIN_DECLS

/**
 * SlMembers:
 * @filtered: (nullable): those that the filters let through; %NULL: there are none, all living (or trashed) ones are in
 * @found: (nullable): those that the full-text search found, living or not; %NULL: nothing is looked for there
 *
 * Both are borrowed from the connection's cache and right until the end of the transaction.
 */
typedef struct {
  const SlPkSet *filtered;
  const SlPkSet *found;
} SlMembers;

gboolean sl_members_get  (SlMembers     *self,
                          SlConnection  *connection,
                          SlQuery       *query,
                          SlDay          today,
                          GError       **error);
gboolean sl_members_get_filtered (SlMembers     *self,
                                  SlConnection  *connection,
                                  SlQuery       *query,
                                  SlDay          today,
                                  GError       **error);

const SlPkSet *sl_members_get_owners (SlConnection  *connection,
                                      const char    *match,
                                      GError       **error);

/* Of those that live (or lie in the Trash, as the query says). */
static inline gboolean
sl_members_contain (const SlMembers *self,
                    gint64           pk)
{
  return (self->filtered == NULL || sl_pk_set_contains (self->filtered, pk)) &&
         (self->found == NULL || sl_pk_set_contains (self->found, pk));
}

G_END_DECLS
