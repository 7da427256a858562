/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of SlSyncDialog. Signing in to a server, or making an account there. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_SIGN_IN_PAGE (sl_sync_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncSignInPage, sl_sync_sign_in_page, SL, SYNC_SIGN_IN_PAGE, AdwNavigationPage)

AdwNavigationPage *sl_sync_sign_in_page_new (SlViewState *state);

G_END_DECLS
