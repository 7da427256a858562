/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the page “Community”. Their buttons activate the actions of #SlCommunityView. */

#pragma once

#include <adwaita.h>

#include "sl-community.h"

G_BEGIN_DECLS

GtkWidget *sl_community_row_new_post   (SlCommunity *community, const SlTrackerPost *post, const char *reaction);
GtkWidget *sl_community_row_new_group  (const SlTrackerGroup *group, gboolean is_mine);
GtkWidget *sl_community_row_new_person (SlCommunity *community, const char *id, const SlTrackerPerson *person, const char *role);
GtkWidget *sl_community_list_new       (const char *label);
GtkWidget *sl_community_button_new     (const char *label, const char *action, const char *target);

G_END_DECLS
