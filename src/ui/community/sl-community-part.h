/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One part of the page “Community”: a place of the server, read whenever it comes into sight and when something was done. What
 * was there before stays until the answer is there.
 *
 * Actions: "community.more" and "community.reload", "community.edit-post" (its id), "community.edit-group". Those of what is
 * done on the server are #SlCommunityView's. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_COMMUNITY_PART (sl_community_part_get_type ())
/* Property "has-member" (boolean): it is about a group, and the person is in it. */
G_DECLARE_FINAL_TYPE (SlCommunityPart, sl_community_part, SL, COMMUNITY_PART, AdwBin)

GtkWidget *sl_community_part_new (SlViewState *state, SlCommunityPlace place, const char *what);

void        sl_community_part_read         (SlCommunityPart *self);
void        sl_community_part_forget       (SlCommunityPart *self);
void        sl_community_part_focus_search (SlCommunityPart *self);
const char *sl_community_part_get_what     (SlCommunityPart *self);

G_END_DECLS
