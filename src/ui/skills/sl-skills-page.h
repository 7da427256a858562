/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The skills that reflections name as gaps, beside the chosen one: how it went, where it was named, and the plans. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SKILLS_PAGE (sl_skills_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSkillsPage, sl_skills_page, SL, SKILLS_PAGE, AdwNavigationPage)

GtkWidget *sl_skills_page_new (SlViewState *state);

G_END_DECLS
