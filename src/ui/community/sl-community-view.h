/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page “Community”: what others on the server share, groups, people, one's own progress and profile. Only for who is
 * signed in and has agreed to sync. Everything on it is asked when it is looked at. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_COMMUNITY_VIEW (sl_community_view_get_type ())
G_DECLARE_FINAL_TYPE (SlCommunityView, sl_community_view, SL, COMMUNITY_VIEW, AdwNavigationPage)

GtkWidget   *sl_community_view_new         (SlViewState *state);
SlViewState *sl_community_view_get_state   (SlCommunityView *self);
void         sl_community_view_leave_group (SlCommunityView *self, const char *id);

G_END_DECLS
