/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything for one interview, to have at hand: the round, the posting, the résumé that was sent, the people and what was
 * asked before. Records as they are; how they are printed is in print/. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlPack:
 * @stage: the round
 * @application: its application
 * @resume: (nullable): the résumé version that was used
 * @rounds: (element-type SlRecord): the application's other rounds, in order
 * @contacts: (element-type SlRecord): its people
 * @documents: (element-type SlRecord): what was sent along
 */
typedef struct {
  SlRecord *stage;
  SlRecord *application;
  SlRecord *resume;
  GPtrArray *rounds;
  GPtrArray *contacts;
  GPtrArray *documents;
} SlPack;

SlPack *sl_pack_read (SlConnection *connection, const char *stage_id, GError **error);
void sl_pack_free (SlPack *self);
/* When it begins, in microseconds since 1970 UTC; %SL_TIME_NONE: without a date or a time of day. */
gint64 sl_pack_get_time (SlPack *self, GTimeZone *own_zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPack, sl_pack_free)

G_END_DECLS
