/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is next for an application: rounds that come, rounds that wait for a result, the answer to an offer, the
 * follow-up; and once it has ended, once, the offer to look back. Not there while nothing is. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_NEXT_SECTION (sl_next_section_get_type ())
G_DECLARE_FINAL_TYPE (SlNextSection, sl_next_section, SL, NEXT_SECTION, AdwBin)

void sl_next_section_set_application (SlNextSection *self, SlViewState *state, const char *application_id);

G_END_DECLS
