/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tokenizer.h. This is SQLite's own tokenizer, taken out of an empty database: what is typed and what isn't in
 * the index yet are cut exactly as the index does it. A tokenizer belongs to one thread; each makes its own. */

#define G_LOG_DOMAIN "sl-tokenizer"

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "sl-tokenizer.h"

typedef struct {
  sqlite3 *db;
  fts5_tokenizer methods;
  Fts5Tokenizer *tokenizer;
} Tokenizer;

typedef struct {
  SlTokenFunc func;
  gpointer data;
} Run;

static void
tokenizer_free (gpointer data)
{
  Tokenizer *self = data;

  if (self->tokenizer != NULL)
    self->methods.xDelete (self->tokenizer);
  sqlite3_close (self->db);
  g_free (self);
}

static GPrivate own_tokenizer = G_PRIVATE_INIT (tokenizer_free);

static fts5_api *
find_api (sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  return api;
}

static Tokenizer *
get_tokenizer (void)
{
  static const char *arguments[] = { "remove_diacritics", "2" };
  Tokenizer *self = g_private_get (&own_tokenizer);
  gpointer user_data = NULL;

  if (self != NULL)
    return self;

  self = g_new0 (Tokenizer, 1);
  if (sqlite3_open (":memory:", &self->db) != SQLITE_OK)
    g_error ("SQLite can't be used: %s", sqlite3_errmsg (self->db));

  fts5_api *api = find_api (self->db);
  if (api == NULL || api->xFindTokenizer (api, "unicode61", &user_data, &self->methods) != SQLITE_OK ||
      self->methods.xCreate (user_data, arguments, G_N_ELEMENTS (arguments), &self->tokenizer) != SQLITE_OK)
    g_error ("SQLite was built without full-text search");

  g_private_set (&own_tokenizer, self);
  return self;
}

static int
token_cb (void       *context,
          int         flags,
          const char *token,
          int         length,
          int         start,
          int         end)
{
  Run *run = context;
  return run->func (token, length, run->data) ? SQLITE_OK : SQLITE_DONE;
}

/**
 * sl_tokenizer_run:
 * @text: (nullable): any text
 * @length: its bytes, or -1
 * @func: called for each word in order, until it says stop
 */
void
sl_tokenizer_run (const char *text,
                  gssize      length,
                  SlTokenFunc func,
                  gpointer    data)
{
  Tokenizer *self = get_tokenizer ();
  Run run = { func, data };

  if (text != NULL)
    self->methods.xTokenize (self->tokenizer, &run, FTS5_TOKENIZE_QUERY, text,
                             (int) (length < 0 ? strlen (text) : (gsize) length), token_cb);
}

static gboolean
collect (const char *token,
         gsize       length,
         gpointer    data)
{
  g_ptr_array_add (data, g_strndup (token, length));
  return TRUE;
}

/** sl_tokenizer_split: (transfer full) (element-type utf8): the words of @text */
GPtrArray *
sl_tokenizer_split (const char *text)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  sl_tokenizer_run (text, -1, collect, tokens);
  return tokens;
}
