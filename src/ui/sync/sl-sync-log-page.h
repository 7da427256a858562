/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of SlSyncDialog. What happened while syncing, to be read and passed on. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_LOG_PAGE (sl_sync_log_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncLogPage, sl_sync_log_page, SL, SYNC_LOG_PAGE, AdwNavigationPage)

AdwNavigationPage *sl_sync_log_page_new (SlViewState *state);

G_END_DECLS
