/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How syncing stands, in the sidebar's header. Not there while nobody is signed in. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_BUTTON (sl_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncButton, sl_sync_button, SL, SYNC_BUTTON, AdwBin)

GtkWidget *sl_sync_button_new (SlViewState *state);

G_END_DECLS
