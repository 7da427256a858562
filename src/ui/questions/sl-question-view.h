/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question with the person's answer and the rounds in which it was asked. Part of the question bank. */

#pragma once

#include <adwaita.h>

#include "sl-questions.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_QUESTION_VIEW (sl_question_view_get_type ())
G_DECLARE_FINAL_TYPE (SlQuestionView, sl_question_view, SL, QUESTION_VIEW, AdwBin)

void sl_question_view_set_state (SlQuestionView *self, SlViewState *state);
void sl_question_view_set_question (SlQuestionView *self, SlQuestion *question);

G_END_DECLS
