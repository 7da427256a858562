/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person typed into the search field as something SQLite can look for. */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SlSearch:
 * @match: (nullable): a full-text expression
 * @terms: (nullable): the same for sl_search_matches(): a line for each word, alternatives with a tab between
 * @likes: (nullable) (element-type utf8): LIKE patterns that must be found as well, escaped with a backslash
 *
 * All %NULL: nothing to look for. @match and @terms go together.
 */
typedef struct {
  char *match;
  char *terms;
  GPtrArray *likes;
} SlSearch;

#define SL_SEARCH_INIT { NULL, NULL, NULL }

/* The searched columns of applications, for sl_search_matches() and the SQL function sl_matches (terms, columns…). */
#define SL_SEARCH_N_COLUMNS 5
#define SL_SEARCH_COLUMNS(a) \
  a ".company_name_fold, " a ".role_title_fold, " a ".location_fold, " a ".notes, " a ".description"

void     sl_search_parse             (SlSearch    *self,
                                      const char  *text);
void     sl_search_clear             (SlSearch    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlSearch, sl_search_clear)

typedef struct _SlMatcher SlMatcher;

SlMatcher *sl_matcher_new            (const char  *terms);
void       sl_matcher_free           (SlMatcher   *self);
gboolean   sl_matcher_matches        (SlMatcher   *self,
                                      const char *const *columns,
                                      guint        n_columns);
void       sl_matcher_register       (sqlite3     *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlMatcher, sl_matcher_free)

G_END_DECLS
