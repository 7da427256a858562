/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person does in the community, as actions of the page: "community.follow" and "community.unfollow" (id of a person),
 * "community.join", "community.leave", "community.leave-for-good" and "community.delete-group" (id of a group),
 * "community.delete-post" (its id), "community.react" (id of a post and a word; "" takes it back). What can't be undone asks. */

#pragma once

#include "sl-community-view.h"

G_BEGIN_DECLS

void sl_community_deeds_install (GtkWidgetClass *view_class);

G_END_DECLS
