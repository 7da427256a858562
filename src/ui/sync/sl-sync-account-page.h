/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of SlSyncDialog. Who is signed in and where, how syncing stands, and what goes by itself. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_ACCOUNT_PAGE (sl_sync_account_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncAccountPage, sl_sync_account_page, SL, SYNC_ACCOUNT_PAGE, AdwNavigationPage)

AdwNavigationPage *sl_sync_account_page_new (SlViewState *state);

G_END_DECLS
