/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of one application: the résumé version it was sent with, and its documents. Files can be dropped in and
 * dragged out. Owned by the page. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PAPERS_SECTION (sl_papers_section_get_type ())
G_DECLARE_FINAL_TYPE (SlPapersSection, sl_papers_section, SL, PAPERS_SECTION, AdwBin)

void sl_papers_section_set_application (SlPapersSection *self, SlViewState *state, const char *application_id);

G_END_DECLS
