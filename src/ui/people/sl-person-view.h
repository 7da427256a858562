/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person: how to reach them, what is known, which application they belong to; edited in place. Owned by the People
 * page, which makes one for each person that is opened. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PERSON_VIEW (sl_person_view_get_type ())
G_DECLARE_FINAL_TYPE (SlPersonView, sl_person_view, SL, PERSON_VIEW, AdwBin)

/* Signal "gone" (SlPersonView *): the person was deleted. */

GtkWidget *sl_person_view_new (SlViewState *state, const char *contact_id);
const char *sl_person_view_get_id (SlPersonView *self);
/* (transfer none) (nullable): as it stands. */
SlRecord *sl_person_view_get_contact (SlPersonView *self);

G_END_DECLS
