/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal tells of a field: see sl-tracker-own.c. */

#pragma once

#include "sl-connection.h"
#include "sl-field-merge.h"
#include "sl-record.h"

G_BEGIN_DECLS

void     _sl_tracker_find_own_change (SlConnection *connection, SlRecord *record, guint field, SlMergeSide *side);
gboolean _sl_tracker_is_own          (SlConnection *connection, SlRecord *record, guint field);

G_END_DECLS
