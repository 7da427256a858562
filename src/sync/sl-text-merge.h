/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that was changed on two sides: merged where that is safe, kept twice where it isn't. */

#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

char    *sl_text_merge     (const char *base,
                            const char *mine,
                            const char *theirs);
char    *sl_text_keep_both (const char *base,
                            const char *mine,
                            const char *theirs,
                            const char *heading);
char    *sl_text_merge_build_heading (SlDay day);
gboolean sl_text_has_lines (const char *whole,
                            const char *text);

G_END_DECLS
