/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogs in which a post or a group is written. Nothing is sent before the person presses the button that says so. */

#pragma once

#include <adwaita.h>

#include "sl-community.h"

G_BEGIN_DECLS

#define SL_TYPE_COMMUNITY_COMPOSER (sl_community_composer_get_type ())
G_DECLARE_FINAL_TYPE (SlCommunityComposer, sl_community_composer, SL, COMMUNITY_COMPOSER, AdwDialog)

AdwDialog *sl_community_composer_new_post   (SlCommunity *community, const SlTrackerPost *post, const char *group);
AdwDialog *sl_community_composer_new_group  (SlCommunity *community, const SlTrackerGroup *group);

G_END_DECLS
