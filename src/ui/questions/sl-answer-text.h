/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's own answer to a question, written in place and saved after a pause in typing, each save one step of undo.
 * The record that holds it is made with the first words. Owned by the list it is put in. */

#pragma once

#include <adwaita.h>

#include "sl-questions.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_ANSWER_TEXT (sl_answer_text_get_type ())
G_DECLARE_FINAL_TYPE (SlAnswerText, sl_answer_text, SL, ANSWER_TEXT, AdwPreferencesRow)

void sl_answer_text_set_state (SlAnswerText *self, SlViewState *state);
void sl_answer_text_set_question (SlAnswerText *self, SlQuestion *question);

G_END_DECLS
