/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters in a person's words, for chips, popover and what is offered as a name for a saved filter. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

/* The filters that the popover offers, in its order; SL_N_FACETS ends it. */
extern const SlFacet sl_filter_facets[];

const char *sl_filter_get_title (SlFacet facet);
char *sl_filter_describe_word (SlViewState *state, SlFacet facet, const char *word);
char *sl_filter_describe_chip (SlViewState *state, SlFacet facet, const char *word);
const char *sl_filter_get_word_color (SlViewState *state, SlFacet facet, const char *word);
char *sl_filter_describe_salary (SlQuery *query);
char *sl_filter_describe_dates (SlQuery *query);
char *sl_filter_describe_window (guint days);
char *sl_filter_suggest_name (SlViewState *state);
char *sl_filter_join_words (const char *const *words);

G_END_DECLS
