/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-search.h. Every word counts and may be the beginning of a longer one, in any order and any of the searched
 * fields. Nothing typed is ever syntax: words are cut out by the index's own tokenizer and quoted. What the index can't find — text
 * in scripts without spaces, "C++", signs alone — is looked for in the text itself. */

#define G_LOG_DOMAIN "sl-search"

#include "config.h"

#include <string.h>

#include "sl-search.h"
#include "sl-text.h"
#include "sl-tokenizer.h"

/* A search of more words than this says no more. */
#define MAX_WORDS 24
#define MAX_WORD_BYTES 200

/* The tokenizer takes a whole run of these for one word. */
static gboolean
is_unspaced_script (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_like (SlSearch   *self,
          const char *word)
{
  g_autofree char *fold = sl_text_fold (word);
  GString *pattern = g_string_new ("%");

  for (const char *p = fold; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');

  if (self->likes == NULL)
    self->likes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->likes, g_string_free (pattern, FALSE));
}

static void
add_term (GString    *match,
          GString    *terms,
          const char *raw,
          const char *fold)
{
  gboolean same = g_str_equal (raw, fold);

  if (match->len > 0)
    {
      g_string_append (match, " AND ");
      g_string_append_c (terms, '\n');
    }
  g_string_append_printf (match, same ? "\"%s\" *" : "(\"%s\" * OR \"%s\" *)", raw, fold);
  g_string_append_printf (terms, same ? "%s" : "%s\t%s", raw, fold);
}

/* Folded fields hold "lodz" for "Łódź", the long texts are folded by the tokenizer alone, which leaves the Ł: both are
 * looked for. */
static guint
add_terms (GString    *match,
           GString    *terms,
           const char *word)
{
  g_autofree char *folded = sl_text_fold (word);
  g_autoptr (GPtrArray) raw = sl_tokenizer_split (word);
  g_autoptr (GPtrArray) fold = sl_tokenizer_split (folded);

  for (guint i = 0; i < raw->len; i++)
    add_term (match, terms, g_ptr_array_index (raw, i), g_ptr_array_index (fold->len == raw->len ? fold : raw, i));
  return raw->len;
}

static gboolean
needs_like (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '+' || *p == '#' || is_unspaced_script (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
has_unspaced_script (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (is_unspaced_script (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/**
 * sl_search_parse:
 * @self: to be filled; clear it in the end
 * @text: (nullable): what was typed; anything at all
 */
void
sl_search_parse (SlSearch   *self,
                 const char *text)
{
  *self = (SlSearch) SL_SEARCH_INIT;
  if (text == NULL || sl_text_is_blank (text))
    return;

  g_autofree char *clean = sl_text_sanitize (text, -1);
  g_autofree char *composed = g_utf8_normalize (clean, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_auto (GStrv) words = g_strsplit_set (composed != NULL ? composed : clean, " \t\r\n\f\v", -1);
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GString) parsed = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && n < MAX_WORDS; i++)
    {
      guint terms = 0;

      if (*words[i] == '\0' || strlen (words[i]) > MAX_WORD_BYTES)
        continue;
      if (!has_unspaced_script (words[i]))
        terms = add_terms (match, parsed, words[i]);
      if (needs_like (words[i]))
        add_like (self, words[i]);
      n += MAX (terms, 1);
    }

  if (match->len > 0)
    {
      self->match = g_strdup (match->str);
      self->terms = g_strdup (parsed->str);
    }
  else if (self->likes == NULL)
    {
      /* SQLite takes no patterns of any length. */
      g_autofree char *stripped = sl_text_strip (clean);
      g_autofree char *start = sl_text_truncate_utf8 (stripped, MAX_WORD_BYTES);
      add_like (self, start);
    }
}

void
sl_search_clear (SlSearch *self)
{
  g_clear_pointer (&self->match, g_free);
  g_clear_pointer (&self->terms, g_free);
  g_clear_pointer (&self->likes, g_ptr_array_unref);
}
