/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the parts of the page “Community”, from what was read. */

#pragma once

#include <adwaita.h>

#include "sl-community.h"

G_BEGIN_DECLS

void sl_community_fill_feed     (GtkBox *box, SlCommunity *community, const SlCommunityPage *page, gboolean is_mine);
void sl_community_fill_groups   (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);
void sl_community_fill_group    (GtkBox *box, SlCommunity *community, const SlCommunityPage *page, gboolean is_member);
void sl_community_fill_people   (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);
void sl_community_fill_found    (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);
void sl_community_fill_progress (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);

G_END_DECLS
