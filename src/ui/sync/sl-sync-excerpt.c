/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label counts its lines for each paragraph, and of two long texts the beginning may be the same: so it is the text that is cut,
 * before the first line that differs and after a few. */
#define G_LOG_DOMAIN "sl-sync-excerpt"

#include "config.h"

#include <string.h>

#include "sl-sync-excerpt.h"
#include "sl-text.h"

#define FEW_LINES 5
#define FEW_CHARS 300

/* Of a line that differs late: where it begins to, and so much before. */
#define LATE_CHARS 60
#define CONTEXT_CHARS 30

#define BEFORE "… "
#define AFTER " …"
#define AFTER_PART "…"

static const char *
find_end (const char *text)
{
  const char *end = text;

  for (guint lines = 0, chars = 0; *end != '\0' && chars < FEW_CHARS; end = g_utf8_next_char (end), chars++)
    if (*end == '\n' && ++lines == FEW_LINES)
      break;
  return end;
}

static gboolean
is_long (const char *text)
{
  return *find_end (text) != '\0';
}

/* As long as the same stands before. */
static gsize
count_same (const char *text, const char *other)
{
  gsize same = 0;

  while (text[same] != '\0' && text[same] == other[same])
    same++;
  while (same > 0 && (text[same] & 0xc0) == 0x80)
    same--;
  return same;
}

static gsize
find_line (const char *text, gsize at)
{
  while (at > 0 && text[at - 1] != '\n')
    at--;
  return at;
}

/* At a word, if there is one. */
static gsize
find_context (const char *text, gsize line, gsize same)
{
  const char *from = g_utf8_offset_to_pointer (text + same, -CONTEXT_CHARS);
  const char *blank = strchr (from, ' ');

  g_assert (from > text + line);
  return blank != NULL && blank < text + same ? (gsize) (blank + 1 - text) : (gsize) (from - text);
}

/* In both the same, as what stands before is. */
static gsize
find_begin (const char *text, const char *other)
{
  gsize same = count_same (text, other), line = find_line (text, same);

  if (g_utf8_strlen (text + line, (gssize) (same - line)) > LATE_CHARS)
    return find_context (text, line, same);
  /* Where one has nothing more, an ellipsis alone would stand there. */
  while (line > 0 && (sl_text_is_blank (text + line) || sl_text_is_blank (other + line)))
    line = find_line (text, line - 1);
  return line;
}

/**
 * sl_sync_excerpt:
 * @other: (nullable): what @text is shown beside, to be told apart from it
 *
 * Returns: (transfer full): of a text of a few lines, all; else a few lines, the first of which isn't the same in both
 */
char *
sl_sync_excerpt (const char *text, const char *other)
{
  gsize begin = other != NULL && (is_long (text) || is_long (other)) ? find_begin (text, other) : 0;
  const char *end = find_end (text + begin);
  g_autofree char *part = g_strndup (text + begin, (gsize) (end - text) - begin);

  return g_strconcat (begin > 0 ? BEFORE : "", part, *end == '\n' ? AFTER : *end != '\0' ? AFTER_PART : "", NULL);
}
