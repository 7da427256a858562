/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding and cleaning of text. ASCII, which most of an import is, takes a path of its own without Unicode tables. The
 * keys for the duplicate warning are in sl-text-keys.c. */
#define G_LOG_DOMAIN "sl-text"

#include "config.h"

#include <string.h>

#include "sl-text.h"

#define REPLACEMENT_CHARACTER 0xfffd
#define BYTE_ORDER_MARK 0xfeff

static gboolean
is_ascii_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Characters that take no room: soft hyphen, zero-width ones, direction marks, byte order marks. */
static gboolean
is_invisible_char (gunichar c)
{
  return c == 0x00ad || c == 0x180e || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == BYTE_ORDER_MARK;
}

/* White space, no-break spaces included, and what can't be seen. */
static gboolean
is_blank_char (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0b || c == 0x85 || c == 0x00a0 || c == 0x2007 || c == 0x202f || is_invisible_char (c);
}

/* The char at @text, or %REPLACEMENT_CHARACTER for a byte that isn't UTF-8; *@next is set behind it. */
static gunichar
read_char (const char  *text,
           const char **next)
{
  gunichar c = g_utf8_get_char_validated (text, -1);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *next = text + 1;
      return REPLACEMENT_CHARACTER;
    }

  *next = g_utf8_next_char (text);
  return c;
}

/* What NFKD and case folding leave of letters that are no "letter plus accent", for those that people type without. */
static const char *
get_plain_letters (gunichar c)
{
  switch (c)
    {
    case 0x00f8: return "o";  /* ø */
    case 0x0142: return "l";  /* ł */
    case 0x0111: return "d";  /* đ */
    case 0x0131: return "i";  /* ı */
    case 0x00e6: return "ae"; /* æ */
    case 0x0153: return "oe"; /* œ */
    case 0x00f0: return "d";  /* ð */
    case 0x00fe: return "th"; /* þ */
    case 0x2018:
    case 0x2019: return "'";
    case 0x201c:
    case 0x201d: return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014: return "-";
    default: return NULL;
    }
}

static char *
fold_unicode (const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *decomposed = NULL;
  GString *out;
  gboolean pending = FALSE;

  if (!g_utf8_validate (text, -1, NULL))
    text = clean = g_utf8_make_valid (text, -1);

  /* Decomposing first, as some of it makes letters that still have a case. */
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (decomposed, -1);
  out = g_string_sized_new (strlen (folded) + 1);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *plain;

      if (g_unichar_ismark (c) || is_invisible_char (c))
        continue;
      if (is_blank_char (c))
        {
          pending = TRUE;
          continue;
        }

      if (pending && out->len > 0)
        g_string_append_c (out, ' ');
      pending = FALSE;

      plain = c < 0x80 ? NULL : get_plain_letters (c);
      if (plain != NULL)
        g_string_append (out, plain);
      else
        g_string_append_unichar (out, c);
    }

  return g_string_free_and_steal (out);
}

#define LATIN_FIRST 0x00c0
#define LATIN_LAST 0x017f

/* What each letter of western and central Europe folds to; all of them take at most three bytes. */
static char latin_folds[LATIN_LAST - LATIN_FIRST + 1][4];

static void
fill_latin_folds (void)
{
  static gsize filled;

  if (!g_once_init_enter (&filled))
    return;

  for (gunichar c = LATIN_FIRST; c <= LATIN_LAST; c++)
    {
      char letter[8] = "";
      g_autofree char *folded = NULL;

      g_unichar_to_utf8 (c, letter);
      folded = fold_unicode (letter);
      g_assert (strlen (folded) < sizeof latin_folds[0]);
      strcpy (latin_folds[c - LATIN_FIRST], folded);
    }
  g_once_init_leave (&filled, 1);
}

/* What the character at @text folds to where that is known without its neighbours; %NULL otherwise. */
static const char *
get_known_fold (const char  *text,
                const char **next)
{
  gunichar c = g_utf8_get_char_validated (text, -1);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    return NULL;

  *next = g_utf8_next_char (text);
  if (c == 0x00a0 || c == 0x202f)
    return " ";
  if (c >= LATIN_FIRST && c <= LATIN_LAST)
    return latin_folds[c - LATIN_FIRST];

  return get_plain_letters (c);
}

/* Folds @text into @out, which has room for twice as many bytes. Returns FALSE at the first character that takes the long way. */
static gboolean
fold_quickly (const char *text,
              char       *out)
{
  const char *start = out;
  gboolean pending = FALSE;

  while (*text != '\0')
    {
      const char *fold = NULL;

      if ((guint8) *text >= 0x80)
        {
          fold = get_known_fold (text, &text);
          if (fold == NULL)
            return FALSE;
        }

      if (fold != NULL ? *fold == ' ' : is_ascii_space (*text))
        {
          pending = TRUE;
          text += fold == NULL;
          continue;
        }
      if (pending && out != start)
        *out++ = ' ';
      pending = FALSE;

      if (fold == NULL)
        *out++ = g_ascii_tolower (*text++);
      else
        while (*fold != '\0')
          *out++ = *fold++;
    }
  *out = '\0';

  return TRUE;
}

/**
 * sl_text_fold:
 * @text: (nullable): any text
 *
 * Makes @text comparable for search: without case, accents and marks, compatibility forms made plain, typographic quotes
 * and dashes too, white space at the ends removed and inside made one space. Broken UTF-8 becomes U+FFFD. Folding twice
 * changes nothing more.
 *
 * Returns: (transfer full): the folded text; empty for %NULL
 */
char *
sl_text_fold (const char *text)
{
  char *folded;

  if (text == NULL)
    return g_strdup ("");

  fill_latin_folds ();
  /* No character folds to more bytes than twice its own. */
  folded = g_malloc (strlen (text) * 2 + 1);
  if (fold_quickly (text, folded))
    return folded;
  g_free (folded);

  return fold_unicode (text);
}

/**
 * sl_text_is_blank:
 * @text: (nullable): any text
 *
 * Returns: %TRUE if @text is %NULL, empty, or only made of white space (any of Unicode's, byte order marks included)
 */
gboolean
sl_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  while (*text != '\0')
    if ((guint8) *text < 0x80 ? !is_ascii_space (*text++) : !is_blank_char (read_char (text, &text)))
      return FALSE;

  return TRUE;
}

/**
 * sl_text_strip:
 * @text: (nullable): any text
 *
 * Takes white space off both ends, no-break spaces and byte order marks included.
 *
 * Returns: (transfer full): the rest; empty for %NULL
 */
char *
sl_text_strip (const char *text)
{
  const char *start, *end, *next;

  if (text == NULL)
    return g_strdup ("");

  for (start = text; *start != '\0'; start = next)
    if (!is_blank_char (read_char (start, &next)))
      break;

  /* Forward, as one cannot step back safely over broken UTF-8. */
  end = start;
  for (const char *p = start; *p != '\0'; p = next)
    if (!is_blank_char (read_char (p, &next)))
      end = next;

  return g_strndup (start, (gsize) (end - start));
}

static gboolean
is_unwanted_char (gunichar c)
{
  if (c == '\n' || c == '\t')
    return FALSE;

  /* Controls of both ASCII and Latin-1, byte order marks, Unicode's non-characters, and the marks that turn the writing
   * direction of what follows around, also of text that isn't theirs. */
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == BYTE_ORDER_MARK || (c >= 0xfdd0 && c <= 0xfdef) ||
         (c & 0xfffe) == 0xfffe || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * sl_text_sanitize:
 * @text: (nullable): bytes from outside
 * @length: how many, or -1 if they end with a NUL
 *
 * Makes text that can be stored and shown: valid UTF-8 (each broken byte becomes U+FFFD), no NUL and no control
 * characters but line feed and tab. "\r\n" and a lone "\r" become "\n".
 *
 * Returns: (transfer full): the clean text; empty for %NULL
 */
char *
sl_text_sanitize (const char *text,
                  gssize      length)
{
  GString *out;
  const char *end;

  if (text == NULL)
    return g_strdup ("");

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  out = g_string_sized_new ((gsize) (end - text) + 1);

  for (const char *p = text; p < end;)
    {
      const char *run = p;
      gunichar c;

      while (p < end && (guint8) *p >= 0x20 && (guint8) *p < 0x7f)
        p++;
      g_string_append_len (out, run, p - run);
      if (p == end)
        break;

      if (*p == '\0')
        {
          p++;
          continue;
        }

      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_unichar (out, REPLACEMENT_CHARACTER);
          p++;
        }
      else if (c == '\r')
        {
          g_string_append_c (out, '\n');
          p += p + 1 < end && p[1] == '\n' ? 2 : 1;
        }
      else
        {
          const char *next = g_utf8_next_char (p);

          if (!is_unwanted_char (c))
            g_string_append_len (out, p, next - p);
          p = next;
        }
    }

  return g_string_free_and_steal (out);
}

/**
 * sl_text_capitalize:
 * @text: (nullable): valid UTF-8: words from within a sentence
 *
 * Returns: (transfer full): the same for the beginning of one: "In 3 days", "Övermorgon"; empty for %NULL
 */
char *
sl_text_capitalize (const char *text)
{
  char first[7] = "";

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first);

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/**
 * sl_text_truncate_utf8:
 * @text: (nullable): any text
 * @max_chars: how many characters may stay
 *
 * Cuts @text after @max_chars characters, never inside of one. A mark that belongs to the last one is dropped with what
 * follows, a byte that isn't UTF-8 counts as one character.
 *
 * Returns: (transfer full): the text or its start; empty for %NULL
 */
char *
sl_text_truncate_utf8 (const char *text,
                       gsize       max_chars)
{
  const char *p = text;

  if (text == NULL)
    return g_strdup ("");

  for (gsize n = 0; n < max_chars && *p != '\0'; n++)
    read_char (p, &p);

  return g_strndup (text, (gsize) (p - text));
}

/**
 * sl_text_count_chars:
 * @text: (nullable): any text
 *
 * Returns: the number of characters, as field limits count them; a byte that isn't UTF-8 counts as one
 */
gsize
sl_text_count_chars (const char *text)
{
  gsize n = 0;

  if (text == NULL)
    return 0;

  while (*text != '\0')
    {
      if ((guint8) *text < 0x80)
        text++;
      else
        read_char (text, &text);
      n++;
    }

  return n;
}

/* Direction, as far as names need it */

static gboolean
is_rtl_script (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* By the first letter: -1 to the left, 1 to the right, 0 when there is none. */
static int
find_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        return is_rtl_script (g_unichar_get_script (c)) ? -1 : 1;
    }

  return 0;
}

/* Of the sentences that the program writes. */
static int
get_locale_direction (void)
{
  static const char *const languages[] = { "ar", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi", NULL };
  const char *name = g_get_language_names_with_category ("LC_MESSAGES")[0];
  g_autofree char *language = g_strndup (name, strcspn (name, "_.@"));

  return g_strv_contains (languages, language) ? -1 : 1;
}

/**
 * sl_text_isolate:
 * @text: (nullable): a name, valid UTF-8, to be put into a sentence of the program
 *
 * Keeps what is written in the other direction than the sentence from mixing with what stands beside it. A mark of the
 * sentence's own direction comes first: where the name begins the sentence, it must not turn all of it round.
 *
 * Returns: (transfer full): @text, as it is when it runs as the sentence does; "" for %NULL
 */
char *
sl_text_isolate (const char *text)
{
  int direction = text != NULL ? find_direction (text) : 0;
  int sentence = direction != 0 ? get_locale_direction () : 0;

  if (direction == sentence)
    return g_strdup (text != NULL ? text : "");

  /* Left-to-right mark or right-to-left mark; first strong isolate … pop directional isolate. */
  return g_strconcat (sentence > 0 ? "\u200e" : "\u200f", "\u2068", text, "\u2069", NULL);
}
