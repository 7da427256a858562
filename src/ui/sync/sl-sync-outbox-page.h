/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of SlSyncDialog. What the server is still to be told; what it doesn't take first, with its words. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_OUTBOX_PAGE (sl_sync_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncOutboxPage, sl_sync_outbox_page, SL, SYNC_OUTBOX_PAGE, AdwNavigationPage)

AdwNavigationPage *sl_sync_outbox_page_new (SlViewState *state);

G_END_DECLS
