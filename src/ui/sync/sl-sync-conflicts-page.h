/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of SlSyncDialog. What the person wrote and doesn't stand any more, beside what stands. */

#pragma once

#include <adwaita.h>

#include "sl-sync-item.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_CONFLICTS_PAGE (sl_sync_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncConflictsPage, sl_sync_conflicts_page, SL, SYNC_CONFLICTS_PAGE, AdwNavigationPage)

AdwNavigationPage *sl_sync_conflicts_page_new  (SlViewState *state);
SlSyncText        *sl_sync_conflicts_page_tell (SlConnection *connection, SlSyncItem *item, GError **error);

G_END_DECLS
