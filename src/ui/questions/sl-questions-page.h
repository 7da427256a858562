/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question bank: the questions of all rounds beside the one that is chosen, with the person's answer. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_QUESTIONS_PAGE (sl_questions_page_get_type ())
G_DECLARE_FINAL_TYPE (SlQuestionsPage, sl_questions_page, SL, QUESTIONS_PAGE, AdwNavigationPage)

GtkWidget *sl_questions_page_new (SlViewState *state);

G_END_DECLS
