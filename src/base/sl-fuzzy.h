/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzy matching for the quick finder: are the letters there in this order, and how well do they sit? */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What sl_fuzzy_score() gives when the needle's letters aren't in the haystack in their order. */
#define SL_FUZZY_NO_MATCH (-1)

int sl_fuzzy_score (const char *needle_folded,
                    const char *haystack_folded);

G_END_DECLS
