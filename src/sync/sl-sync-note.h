/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes down how rounds ended, beside the data: what SlSyncClient tells whoever looks later. */

#pragma once

#include "sl-sync-account.h"
#include "sl-tracker-session.h"
#include "sl-tracker-sync.h"

G_BEGIN_DECLS

void     sl_sync_note     (SlStore *store, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean sl_sync_note_end (SlStore *store, SlSyncAccount *account, const SlSyncResult *result, const GError *failure,
                           SlTrackerSessionState state, GHashTable *refused, GPtrArray **refusals, GError **error);

G_END_DECLS
