/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of one application, on its overview; hides itself while there are none. Owned by the page. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PEOPLE_SECTION (sl_people_section_get_type ())
G_DECLARE_FINAL_TYPE (SlPeopleSection, sl_people_section, SL, PEOPLE_SECTION, AdwBin)

void sl_people_section_set_application (SlPeopleSection *self, SlViewState *state, const char *application_id);
/* The form for someone new; for the page's Add menu. */
void sl_people_section_add (SlPeopleSection *self);

G_END_DECLS
