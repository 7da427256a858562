/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An application's tags as chips that come off, and a button that adds one or makes a new one. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TAG_STRIP (sl_tag_strip_get_type ())
G_DECLARE_FINAL_TYPE (SlTagStrip, sl_tag_strip, SL, TAG_STRIP, AdwBin)

void sl_tag_strip_set_application (SlTagStrip *self, SlViewState *state, const char *application_id);
void sl_tag_strip_pop_up (SlTagStrip *self);

G_END_DECLS
