/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Trash says about what lies in it, and what is asked before that is deleted for good. Private mode is kept. */

#pragma once

#include "sl-trash-belongings.h"

G_BEGIN_DECLS

/* All (transfer full). @items: (element-type SlTrashItem), at least one */
char *sl_trash_words_title    (SlTrashItem *item);
char *sl_trash_words_subtitle (SlTrashItem *item);
char *sl_trash_words_question (GPtrArray *items);
char *sl_trash_words_fate     (GPtrArray *items, const SlTrashBelongings *belongings);

G_END_DECLS
