/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the question bank says of a question, in words. */

#pragma once

#include "sl-questions.h"

G_BEGIN_DECLS

/* All (transfer full), "" when there is nothing to say. */
char *sl_question_describe_asked (SlQuestion *question);
char *sl_question_describe_round (const SlAsked *asked, SlDay today);

G_END_DECLS
