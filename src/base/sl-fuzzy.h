/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzy matching for the quick finder: do the letters hold together, and how well do they sit? */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What sl_fuzzy_score() gives when a word of the needle isn't in the haystack. */
#define SL_FUZZY_NO_MATCH (-1)

int sl_fuzzy_score (const char *needle_folded,
                    const char *haystack_folded);
gboolean sl_fuzzy_is_as_typed (const char *needle_folded,
                               const char *haystack_folded);

G_END_DECLS
