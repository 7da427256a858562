/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person typed into the search field as something SQLite can look for. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SlSearch:
 * @match: (nullable): a full-text expression
 * @likes: (nullable) (element-type utf8): LIKE patterns that must be found as well, escaped with a backslash
 *
 * Both %NULL: nothing to look for.
 */
typedef struct {
  char *match;
  GPtrArray *likes;
} SlSearch;

void     sl_search_parse     (SlSearch   *self,
                              const char *text);
gboolean sl_search_is_empty  (const SlSearch *self);
void     sl_search_clear     (SlSearch   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlSearch, sl_search_clear)

G_END_DECLS
