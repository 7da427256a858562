/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of SlSyncDialog. What the first sync would do, for the person to agree to. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_PREVIEW_PAGE (sl_sync_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncPreviewPage, sl_sync_preview_page, SL, SYNC_PREVIEW_PAGE, AdwNavigationPage)

AdwNavigationPage *sl_sync_preview_page_new (SlViewState *state);

G_END_DECLS
