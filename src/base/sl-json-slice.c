/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-json-slice.h. A text is looked through once, strictly (RFC 8259); what walks through it then needn't look again. */
#define G_LOG_DOMAIN "sl-json-slice"

#include "config.h"

#include "sl-json-slice.h"

#include <string.h>

/* Deeper is nothing that a server of ours says. */
#define MAX_DEPTH 256

/* Each of these takes the place where something begins, and returns where it ends; NULL: it isn't there. */

static const char *skip_value (const char *at, const char *end, guint depth);

static const char *
skip_space (const char *at,
            const char *end)
{
  while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;
  return at;
}

static gboolean
read_hex (const char *at,
          const char *end,
          guint      *unit)
{
  *unit = 0;
  if (end - at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      *unit = *unit << 4 | (guint) g_ascii_xdigit_value (at[i]);
    }
  return TRUE;
}

/* What stands behind "\u", a pair of them included where it takes one. */
static const char *
skip_unicode (const char *at,
              const char *end,
              gunichar   *character)
{
  guint high, low;

  if (!read_hex (at, end, &high) || high == 0 || (high >= 0xdc00 && high <= 0xdfff))
    return NULL;
  *character = high;
  if (high < 0xd800 || high > 0xdbff)
    return at + 4;
  if (end - at < 10 || at[4] != '\\' || at[5] != 'u' || !read_hex (at + 6, end, &low) || low < 0xdc00 || low > 0xdfff)
    return NULL;
  *character = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  return at + 10;
}

static const char *
skip_escape (const char *at,
             const char *end)
{
  gunichar character;

  if (at == end)
    return NULL;
  if (*at == 'u')
    return skip_unicode (at + 1, end, &character);
  return *at != '\0' && strchr ("\"\\/bfnrt", *at) != NULL ? at + 1 : NULL;
}

static const char *
skip_string (const char *at,
             const char *end)
{
  if (at == end || *at != '"')
    return NULL;
  at++;
  while (at < end && *at != '"')
    {
      if ((guchar) *at < 0x20)
        return NULL;
      at = *at == '\\' ? skip_escape (at + 1, end) : at + 1;
      if (at == NULL)
        return NULL;
    }
  return at < end ? at + 1 : NULL;
}

static const char *
skip_digits (const char *at,
             const char *end)
{
  const char *start = at;

  while (at < end && g_ascii_isdigit (*at))
    at++;
  return at > start ? at : NULL;
}

static const char *
skip_number (const char *at,
             const char *end)
{
  if (at < end && *at == '-')
    at++;
  at = at < end && *at == '0' ? at + 1 : skip_digits (at, end);
  if (at != NULL && at < end && *at == '.')
    at = skip_digits (at + 1, end);
  if (at != NULL && at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      at = skip_digits (at, end);
    }
  return at;
}

static const char *
skip_word (const char *at,
           const char *end,
           const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - at) >= length && memcmp (at, word, length) == 0 ? at + length : NULL;
}

static const char *
skip_name (const char *at,
           const char *end)
{
  at = skip_string (at, end);
  at = at != NULL ? skip_space (at, end) : NULL;
  return at != NULL && at < end && *at == ':' ? skip_space (at + 1, end) : NULL;
}

static const char *
skip_container (const char *at,
                const char *end,
                guint       depth)
{
  gboolean named = *at == '{';
  char close = named ? '}' : ']';

  if (depth == 0)
    return NULL;
  at = skip_space (at + 1, end);
  if (at < end && *at == close)
    return at + 1;
  for (;;)
    {
      at = named ? skip_name (at, end) : at;
      at = at != NULL ? skip_value (at, end, depth - 1) : NULL;
      at = at != NULL ? skip_space (at, end) : NULL;
      if (at == NULL || at == end)
        return NULL;
      if (*at == close)
        return at + 1;
      if (*at != ',')
        return NULL;
      at = skip_space (at + 1, end);
    }
}

static const char *
skip_value (const char *at,
            const char *end,
            guint       depth)
{
  if (at == end)
    return NULL;
  switch (*at)
    {
    case '{':
    case '[':
      return skip_container (at, end, depth);
    case '"':
      return skip_string (at, end);
    case 't':
      return skip_word (at, end, "true");
    case 'f':
      return skip_word (at, end, "false");
    case 'n':
      return skip_word (at, end, "null");
    default:
      return skip_number (at, end);
    }
}

/**
 * sl_json_slice_read:
 * @self: (out): the value that @text is
 * @text: UTF-8; must outlive what is found in it
 * @length: its bytes
 *
 * Returns: %FALSE: it isn't JSON, or has characters that no text can hold
 */
gboolean
sl_json_slice_read (SlJsonSlice *self,
                    const char  *text,
                    gsize        length)
{
  const char *end = text + length, *start = skip_space (text, end);
  const char *behind = skip_value (start, end, MAX_DEPTH);

  if (behind == NULL || skip_space (behind, end) != end)
    return FALSE;
  *self = (SlJsonSlice) { start, (gsize) (behind - start) };
  return TRUE;
}

/** sl_json_cursor_init: @container: a list or an object in a text that was read */
void
sl_json_cursor_init (SlJsonCursor      *self,
                     const SlJsonSlice *container)
{
  g_return_if_fail (*container->text == '[' || *container->text == '{');

  self->end = container->text + container->length - 1;
  self->at = skip_space (container->text + 1, self->end);
}

/**
 * sl_json_cursor_next:
 * @name: (out) (nullable): of an object's member, in its quotation marks; %NULL for lists
 * @value: (out): the value
 *
 * Returns: %FALSE: there is nothing more
 */
gboolean
sl_json_cursor_next (SlJsonCursor *self,
                     SlJsonSlice  *name,
                     SlJsonSlice  *value)
{
  const char *behind;

  if (self->at == self->end)
    return FALSE;
  if (name != NULL)
    {
      *name = (SlJsonSlice) { self->at, (gsize) (skip_string (self->at, self->end) - self->at) };
      self->at = skip_name (self->at, self->end);
    }
  behind = skip_value (self->at, self->end, MAX_DEPTH);
  *value = (SlJsonSlice) { self->at, (gsize) (behind - self->at) };
  self->at = skip_space (behind, self->end);
  if (self->at < self->end)
    self->at = skip_space (self->at + 1, self->end);
  return TRUE;
}

/** sl_json_slice_is: whether it is the string @word, which has nothing to escape, as it is written most often */
gboolean
sl_json_slice_is (const SlJsonSlice *self,
                  const char        *word)
{
  gsize length = strlen (word);

  return self->length == length + 2 && *self->text == '"' && memcmp (self->text + 1, word, length) == 0;
}

/** sl_json_slice_find_member: @value: (out): the last that is called @member; %FALSE: it is no object, or has none */
gboolean
sl_json_slice_find_member (const SlJsonSlice *self,
                           const char        *member,
                           SlJsonSlice       *value)
{
  SlJsonCursor cursor;
  SlJsonSlice name, found;
  gboolean there = FALSE;

  if (*self->text != '{')
    return FALSE;
  sl_json_cursor_init (&cursor, self);
  while (sl_json_cursor_next (&cursor, &name, &found))
    if (sl_json_slice_is (&name, member))
      {
        *value = found;
        there = TRUE;
      }
  return there;
}

static void
append_escape (GString     *string,
               const char **at,
               const char  *end)
{
  static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
  const char *letter = strchr (letters, **at);
  gunichar character;

  if (**at == 'u')
    {
      *at = skip_unicode (*at + 1, end, &character);
      g_string_append_unichar (string, character);
      return;
    }
  g_string_append_c (string, letter != NULL ? meanings[letter - letters] : **at);
  (*at)++;
}

/** sl_json_slice_dup_string: (transfer full) (nullable): the text that it stands for; %NULL: it is no string */
char *
sl_json_slice_dup_string (const SlJsonSlice *self)
{
  const char *at = self->text + 1, *end = self->text + self->length - 1;
  GString *string;

  if (*self->text != '"')
    return NULL;
  if (memchr (at, '\\', (gsize) (end - at)) == NULL)
    return g_strndup (at, (gsize) (end - at));
  string = g_string_sized_new (self->length);
  while (at < end)
    {
      const char *escape = memchr (at, '\\', (gsize) (end - at));

      g_string_append_len (string, at, (escape != NULL ? escape : end) - at);
      at = escape != NULL ? escape + 1 : end;
      if (escape != NULL)
        append_escape (string, &at, end);
    }
  return g_string_free (string, FALSE);
}
