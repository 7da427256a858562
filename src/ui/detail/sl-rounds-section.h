/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview rounds of an application, from the first to the last: each opens its form, and its result is set in
 * place. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_ROUNDS_SECTION (sl_rounds_section_get_type ())
G_DECLARE_FINAL_TYPE (SlRoundsSection, sl_rounds_section, SL, ROUNDS_SECTION, AdwBin)

void sl_rounds_section_set_application (SlRoundsSection *self, SlViewState *state, const char *application_id);

/* A button that shows the result of @stage and changes it. (transfer floating) */
GtkWidget *sl_round_result_button_new (SlViewState *state, SlRecord *stage);

G_END_DECLS
