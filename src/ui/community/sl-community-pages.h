/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read of a place of the community, page after page. */

#pragma once

#include "sl-community.h"

G_BEGIN_DECLS

void                 sl_community_page_add       (SlCommunityPage *self, SlCommunityPage *next);
guint                sl_community_page_count     (const SlCommunityPage *self);
const SlTrackerPost *sl_community_page_find_post (const SlCommunityPage *self, const char *id);
gboolean             sl_community_page_has_member (const SlCommunityPage *self, SlCommunity *community);

G_END_DECLS
