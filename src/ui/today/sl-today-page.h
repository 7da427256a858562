/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Today page, where the window starts: what waits, each with what can be done about it. Owned by SlWindow. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TODAY_PAGE (sl_today_page_get_type ())
G_DECLARE_FINAL_TYPE (SlTodayPage, sl_today_page, SL, TODAY_PAGE, AdwNavigationPage)

GtkWidget *sl_today_page_new (SlViewState *state);

G_END_DECLS
