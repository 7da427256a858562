/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a vCard file: folded lines are joined, parameters looked through, values decoded. Works on bytes, as a
 * fold may fall between the bytes of one character, and 2.1 gives each value an encoding of its own. */
#define G_LOG_DOMAIN "sl-vcard-line"

#include "config.h"

#include <string.h>

#include "sl-encoding.h"
#include "sl-text.h"
#include "sl-vcard-private.h"

/* The end of the line at @at, before its break. */
static const char *
find_break (const char *at,
            const char *end)
{
  while (at < end && *at != '\n' && *at != '\r')
    at++;
  return at;
}

static const char *
skip_break (const char *at,
            const char *end)
{
  if (at < end && *at == '\r')
    at++;
  if (at < end && *at == '\n')
    at++;
  return at;
}

/* The next line with those folded into it. */
static GString *
read_folded (SlVcardLines *lines)
{
  GString *text = g_string_new (NULL);

  for (;;)
    {
      const char *stop = find_break (lines->at, lines->end);

      g_string_append_len (text, lines->at, stop - lines->at);
      lines->at = skip_break (stop, lines->end);
      /* A blank line isn't the continuation of anything, though a card may hold one by mistake. */
      if (lines->at >= lines->end || (*lines->at != ' ' && *lines->at != '\t') || text->len == 0)
        return text;
      lines->at++;
    }
}

/* The colon before the value: none within quotes. NULL: no property. */
static const char *
find_colon (const char *text)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '"')
      quoted = !quoted;
    else if (*text == ':' && !quoted)
      return text;
  return NULL;
}

typedef struct {
  gboolean quoted_printable;
  gboolean base64;
  char *charset;
  GString *types;
  gboolean preferred;
} Parameters;

static void
parameters_clear (Parameters *self)
{
  g_clear_pointer (&self->charset, g_free);
  g_string_free (self->types, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parameters, parameters_clear)

static void
take_encoding (Parameters *self,
               const char *word)
{
  if (g_ascii_strcasecmp (word, "quoted-printable") == 0 || g_ascii_strcasecmp (word, "q") == 0)
    self->quoted_printable = TRUE;
  else if (g_ascii_strcasecmp (word, "base64") == 0 || g_ascii_strcasecmp (word, "b") == 0)
    self->base64 = TRUE;
}

static void
take_types (Parameters *self,
            const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ",", 64);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (g_strstrip (parts[i]), -1);

      if (g_str_equal (lower, "pref"))
        self->preferred = TRUE;
      g_string_append_printf (self->types, "%s%s,", self->types->len == 0 ? "," : "", lower);
    }
}

static void
take_parameter (Parameters *self,
                char       *text)
{
  char *value = strchr (text, '=');

  if (value == NULL)
    {
      /* In 2.1 "HOME" and "QUOTED-PRINTABLE" stand alone. */
      take_encoding (self, text);
      take_types (self, text);
      return;
    }

  *value++ = '\0';
  g_strdelimit (value, "\"", ' ');
  g_strstrip (value);
  if (g_ascii_strcasecmp (text, "ENCODING") == 0)
    take_encoding (self, value);
  else if (g_ascii_strcasecmp (text, "CHARSET") == 0)
    g_set_str (&self->charset, value);
  else if (g_ascii_strcasecmp (text, "TYPE") == 0)
    take_types (self, value);
  else if (g_ascii_strcasecmp (text, "PREF") == 0)
    self->preferred = TRUE;
}

/* @text: the name and what follows up to the colon. Returns the name (transfer full). */
static char *
read_head (const char *text,
           Parameters *parameters)
{
  g_autofree char *head = g_utf8_make_valid (text, -1);
  gboolean quoted = FALSE;
  char *start = head;
  char *name = NULL;

  for (char *at = head;; at++)
    {
      gboolean last = *at == '\0';

      if (*at == '"')
        quoted = !quoted;
      if (!last && (*at != ';' || quoted))
        continue;
      *at = '\0';
      if (name == NULL)
        name = start;
      else
        take_parameter (parameters, start);
      start = at + 1;
      if (last)
        break;
    }

  /* "item1.EMAIL": the group says only what belongs together. */
  char *dot = strrchr (name, '.');
  return g_ascii_strup (g_strstrip (dot != NULL ? dot + 1 : name), -1);
}

static int
read_hex (const char *text)
{
  int high = g_ascii_xdigit_value (text[0]);
  int low = high >= 0 ? g_ascii_xdigit_value (text[1]) : -1;

  return low >= 0 ? high * 16 + low : -1;
}

/* In place. */
static void
decode_quoted_printable (GString *text)
{
  gsize to = 0;

  for (gsize from = 0; from < text->len; from++)
    {
      int byte = text->str[from] == '=' && from + 2 < text->len ? read_hex (&text->str[from + 1]) : -1;

      text->str[to++] = byte >= 0 ? (char) byte : text->str[from];
      if (byte >= 0)
        from += 2;
    }
  g_string_truncate (text, to);
}

static char *
decode_text (GString    *bytes,
             const char *charset)
{
  g_autofree char *converted = NULL;
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GBytes) text = NULL;
  gsize length;

  if (charset != NULL && g_ascii_strcasecmp (charset, "utf-8") != 0)
    converted = g_convert (bytes->str, (gssize) bytes->len, "UTF-8", charset, NULL, &length, NULL);
  if (converted != NULL)
    return sl_text_sanitize (converted, (gssize) length);
  if (g_utf8_validate_len (bytes->str, bytes->len, NULL))
    return sl_text_sanitize (bytes->str, (gssize) bytes->len);

  raw = g_bytes_new (bytes->str, bytes->len);
  text = sl_encoding_decode (raw, SL_ENCODING_WINDOWS_1252, NULL, NULL);
  return text != NULL ? sl_text_sanitize (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text)) : g_strdup ("");
}

/* A line of quoted-printable that ends in "=" goes on in the next, which needs no blank for that. */
static void
read_soft_lines (SlVcardLines *lines,
                 GString      *text)
{
  while (text->len > 0 && text->str[text->len - 1] == '=' && lines->at < lines->end)
    {
      g_autoptr (GString) next = read_folded (lines);

      g_string_truncate (text, text->len - 1);
      g_string_append_len (text, next->str, (gssize) next->len);
    }
}

/**
 * _sl_vcard_next_line:
 * @line: (out): to be cleared
 *
 * Returns: %FALSE at the end of the file. What is no property is passed over.
 */
gboolean
_sl_vcard_next_line (SlVcardLines *lines,
                     SlVcardLine  *line)
{
  while (lines->at < lines->end)
    {
      g_autoptr (GString) text = read_folded (lines);
      const char *colon;

      /* A NUL would end the text for all that follows. */
      for (gsize i = 0; i < text->len; i++)
        if (text->str[i] == '\0')
          text->str[i] = ' ';
      colon = find_colon (text->str);
      if (colon == NULL)
        continue;

      g_auto (Parameters) parameters = { .types = g_string_new (NULL) };
      g_autofree char *head = g_strndup (text->str, (gsize) (colon - text->str));

      line->name = read_head (head, &parameters);
      g_string_erase (text, 0, colon + 1 - text->str);
      if (parameters.quoted_printable)
        {
          read_soft_lines (lines, text);
          decode_quoted_printable (text);
        }
      line->types = g_strdup (parameters.types->str);
      line->preferred = parameters.preferred;
      /* A photo or a key: nothing for us. */
      line->value = parameters.base64 ? g_strdup ("") : decode_text (text, parameters.charset);
      return TRUE;
    }
  return FALSE;
}

void
_sl_vcard_clear_line (SlVcardLine *line)
{
  g_clear_pointer (&line->name, g_free);
  g_clear_pointer (&line->types, g_free);
  g_clear_pointer (&line->value, g_free);
}

/** _sl_vcard_unescape: (transfer full): the text that @text stands for */
char *
_sl_vcard_unescape (const char *text,
                    gsize       length)
{
  GString *plain = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] != '\\' || i + 1 == length)
      g_string_append_c (plain, text[i]);
    else if (text[++i] == 'n' || text[i] == 'N')
      g_string_append_c (plain, '\n');
    else
      g_string_append_c (plain, text[i]);

  return g_string_free_and_steal (plain);
}

/** _sl_vcard_split: (transfer full): the parts of a value between separators that aren't escaped, each unescaped */
char **
_sl_vcard_split (const char *value,
                 char        separator)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value;

  for (const char *at = value;; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        {
          at++;
          continue;
        }
      if (*at != separator && *at != '\0')
        continue;
      g_strv_builder_take (parts, _sl_vcard_unescape (start, (gsize) (at - start)));
      if (*at == '\0')
        return g_strv_builder_end (parts);
      start = at + 1;
    }
}
