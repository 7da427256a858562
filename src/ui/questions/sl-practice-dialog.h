/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practising: the questions one at a time in mixed order, the person's answer shown when asked for. Arrows go on and back,
 * Space shows the answer. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PRACTICE_DIALOG (sl_practice_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlPracticeDialog, sl_practice_dialog, SL, PRACTICE_DIALOG, AdwDialog)

/* @questions: a list of SlQuestions, not empty; as it is now. */
AdwDialog *sl_practice_dialog_new (SlViewState *state, GListModel *questions, guint32 seed);

G_END_DECLS
