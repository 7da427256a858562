/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an application opens: pushed over the views, or in a pane beside them when the window is wide. One at a time.
 * Owned by SlApplicationsPage. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_DETAIL_PLACE (sl_detail_place_get_type ())
G_DECLARE_FINAL_TYPE (SlDetailPlace, sl_detail_place, SL, DETAIL_PLACE, GObject)

/* Signal "left" (SlDetailPlace *): the views shall have the focus again. */
SlDetailPlace *sl_detail_place_new (SlViewState *state, AdwNavigationView *nav, AdwNavigationPage *root, AdwOverlaySplitView *pane);
void sl_detail_place_set_wide (SlDetailPlace *self, gboolean wide);
gboolean sl_detail_place_is_open (SlDetailPlace *self);
void sl_detail_place_open (SlDetailPlace *self, gint64 pk, gboolean edit);
void sl_detail_place_show_part (SlDetailPlace *self, const char *part);
gboolean sl_detail_place_close (SlDetailPlace *self);

G_END_DECLS
