/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the parts of the page “Community”, from what was read. */

#pragma once

#include <adwaita.h>

#include "sl-community.h"

G_BEGIN_DECLS

void sl_community_fill (GtkBox *box, SlCommunity *community, SlCommunityPlace place, const SlCommunityPage *page);

/* Of single places. */
void sl_community_fill_group    (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);
void sl_community_fill_person   (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);
void sl_community_fill_progress (GtkBox *box, SlCommunity *community, const SlCommunityPage *page);

G_END_DECLS
