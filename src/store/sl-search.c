/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-search.h. Every word counts and may be the beginning of a longer one, in any order and any of the searched
 * fields. Nothing typed is ever syntax: words are cut out letter by letter and quoted. What the index can't find — text
 * in scripts without spaces, "C++", signs alone — is looked for in the text itself. */

#define G_LOG_DOMAIN "sl-search"

#include "config.h"

#include <string.h>

#include "sl-search.h"
#include "sl-text.h"

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

/* Folded fields hold "lodz" for "Łódź", the long texts are folded by the tokenizer alone: look for both. */
static void
add_term (GString    *match,
          const char *term,
          gsize       length)
{
  g_autofree char *raw = g_strndup (term, length);
  g_autofree char *fold = sl_text_fold (raw);
  gboolean both = *fold != '\0' && strchr (fold, ' ') == NULL && g_ascii_strcasecmp (raw, fold) != 0;

  if (match->len > 0)
    g_string_append (match, " AND ");
  if (both)
    g_string_append_printf (match, "(\"%s\" * OR \"%s\" *)", raw, fold);
  else
    g_string_append_printf (match, "\"%s\" *", raw);
}

/* Cuts @word into runs of letters and digits, as the tokenizer does. */
static guint
add_terms (GString    *match,
           const char *word)
{
  const char *start = NULL;
  guint n = 0;

  for (const char *p = word;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean inside = c != 0 && (g_unichar_isalnum (c) || (start != NULL && g_unichar_ismark (c)));

      if (inside && start == NULL)
        start = p;
      else if (!inside && start != NULL)
        {
          add_term (match, start, p - start);
          n++;
          start = NULL;
        }
      if (c == 0)
        return n;
    }
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
  *self = (SlSearch) { NULL, NULL };
  if (text == NULL || sl_text_is_blank (text))
    return;

  g_autofree char *clean = sl_text_sanitize (text, -1);
  g_autofree char *composed = g_utf8_normalize (clean, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_auto (GStrv) words = g_strsplit_set (composed != NULL ? composed : clean, " \t\r\n\f\v", -1);
  g_autoptr (GString) match = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && n < MAX_WORDS; i++)
    {
      guint terms = 0;

      if (*words[i] == '\0' || strlen (words[i]) > MAX_WORD_BYTES)
        continue;
      if (!has_unspaced_script (words[i]))
        terms = add_terms (match, words[i]);
      if (needs_like (words[i]))
        add_like (self, words[i]);
      n += MAX (terms, 1);
    }

  if (match->len > 0)
    self->match = g_strdup (match->str);
  else if (self->likes == NULL)
    {
      g_autofree char *stripped = sl_text_strip (clean);
      add_like (self, stripped);
    }
}

gboolean
sl_search_is_empty (const SlSearch *self)
{
  return self->match == NULL && self->likes == NULL;
}

void
sl_search_clear (SlSearch *self)
{
  g_clear_pointer (&self->match, g_free);
  g_clear_pointer (&self->likes, g_ptr_array_unref);
}
