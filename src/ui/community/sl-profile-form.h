/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own profile in the community: what others may know of oneself. Saved only by its button. */

#pragma once

#include <adwaita.h>

#include "sl-community.h"

G_BEGIN_DECLS

#define SL_TYPE_PROFILE_FORM (sl_profile_form_get_type ())
G_DECLARE_FINAL_TYPE (SlProfileForm, sl_profile_form, SL, PROFILE_FORM, AdwBin)

GtkWidget *sl_profile_form_new    (SlCommunity *community, const SlCommunityPage *page);
void       sl_profile_form_update (SlProfileForm *self, const SlCommunityPage *page);

G_END_DECLS
