/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of which an application has one at most (its offer, the look back): what it says, row by row, with buttons to
 * edit and to delete it. Not there while there is no such record. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_FACTS_SECTION (sl_facts_section_get_type ())
G_DECLARE_FINAL_TYPE (SlFactsSection, sl_facts_section, SL, FACTS_SECTION, AdwBin)

/* Properties: "title" (string). */

void sl_facts_section_set_application (SlFactsSection *self, SlViewState *state, SlKind kind, const char *application_id);
/* Of a new one. */
void sl_facts_section_set_currency (SlFactsSection *self, const char *currency);
void sl_facts_section_edit (SlFactsSection *self);

G_END_DECLS
