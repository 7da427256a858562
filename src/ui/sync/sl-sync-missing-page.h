/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the sync dialog: all that isn't on the server any more, and of which the person is asked what shall become. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

AdwNavigationPage *sl_sync_missing_page_new (SlViewState *state);

G_END_DECLS
