/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text holds the words of a search, without the index: for rows that aren't in it yet, and for the first rows
 * of a search that nearly all rows match. Also there in SQL as sl_matches (terms, text…). */

#define G_LOG_DOMAIN "sl-matcher"

#include "config.h"

#include <string.h>

#include "sl-search.h"
#include "sl-text.h"
#include "sl-tokenizer.h"

#define MAX_TERMS 64

struct _SlMatcher {
  char **alternatives[MAX_TERMS];
  guint n_terms;
  guint64 missing; /* while matching: terms not met yet */
};

/** sl_matcher_new: @terms: as #SlSearch has them */
SlMatcher *
sl_matcher_new (const char *terms)
{
  SlMatcher *self = g_new0 (SlMatcher, 1);
  g_auto (GStrv) lines = g_strsplit (terms, "\n", -1);

  for (guint i = 0; lines[i] != NULL && self->n_terms < MAX_TERMS; i++)
    self->alternatives[self->n_terms++] = g_strsplit (lines[i], "\t", -1);
  return self;
}

void
sl_matcher_free (SlMatcher *self)
{
  for (guint i = 0; i < self->n_terms; i++)
    g_strfreev (self->alternatives[i]);
  g_free (self);
}

static gboolean
begins_with (char **alternatives,
             const char *token,
             gsize       length)
{
  for (; *alternatives != NULL; alternatives++)
    {
      gsize n = strlen (*alternatives);
      if (n <= length && memcmp (token, *alternatives, n) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
meet (const char *token,
      gsize       length,
      gpointer    data)
{
  SlMatcher *self = data;

  for (guint i = 0; i < self->n_terms; i++)
    if ((self->missing & (G_GUINT64_CONSTANT (1) << i)) && begins_with (self->alternatives[i], token, length))
      self->missing &= ~(G_GUINT64_CONSTANT (1) << i);
  return self->missing != 0;
}

/** sl_matcher_matches: whether each word of the search begins a word in one of @columns, whose texts may be %NULL */
gboolean
sl_matcher_matches (SlMatcher         *self,
                    const char *const *columns,
                    guint              n_columns)
{
  self->missing = self->n_terms == MAX_TERMS ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << self->n_terms) - 1;
  for (guint i = 0; i < n_columns && self->missing != 0; i++)
    sl_tokenizer_run (columns[i], -1, meet, self);
  return self->missing == 0;
}

static void
matches_cb (sqlite3_context *context,
            int              n_values,
            sqlite3_value  **values)
{
  SlMatcher *matcher = sqlite3_get_auxdata (context, 0);
  const char *columns[SL_SEARCH_N_COLUMNS] = { NULL, };

  if (matcher == NULL)
    {
      const char *terms = (const char *) sqlite3_value_text (values[0]);
      sqlite3_set_auxdata (context, 0, sl_matcher_new (terms != NULL ? terms : ""), (void (*) (void *)) sl_matcher_free);
      matcher = sqlite3_get_auxdata (context, 0);
      if (matcher == NULL)
        {
          sqlite3_result_error_nomem (context);
          return;
        }
    }

  for (int i = 1; i < n_values && i <= SL_SEARCH_N_COLUMNS; i++)
    columns[i - 1] = (const char *) sqlite3_value_text (values[i]);
  sqlite3_result_int (context, sl_matcher_matches (matcher, columns, SL_SEARCH_N_COLUMNS));
}

static void
fold_cb (sqlite3_context *context,
         int              n_values,
         sqlite3_value  **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, sl_text_fold (text), -1, g_free);
}

/** sl_matcher_register: makes the SQL functions sl_matches (terms, five texts) and sl_fold (text) */
void
sl_matcher_register (sqlite3 *db)
{
  sqlite3_create_function_v2 (db, "sl_matches", SL_SEARCH_N_COLUMNS + 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                              matches_cb, NULL, NULL, NULL);
  sqlite3_create_function_v2 (db, "sl_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fold_cb, NULL, NULL, NULL);
}
