/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes vCards: CRLF, lines of at most 75 bytes, folded between characters. */
#define G_LOG_DOMAIN "sl-vcard-writer"

#include "config.h"

#include <string.h>

#include "sl-vcard.h"

#define MAX_LINE 75

static void
append_folded (GString    *out,
               const char *line)
{
  gsize room = MAX_LINE;

  for (const char *at = line; *at != '\0';)
    {
      gsize length = (gsize) (g_utf8_next_char (at) - at);

      if (length > room)
        {
          g_string_append (out, "\r\n ");
          room = MAX_LINE - 1;
        }
      g_string_append_len (out, at, (gssize) length);
      room -= length;
      at += length;
    }
  g_string_append (out, "\r\n");
}

static void
append_escaped (GString    *line,
                const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '\r':
        break;
      case '\n':
        g_string_append (line, "\\n");
        break;
      case '\\':
      case ',':
      case ';':
        g_string_append_c (line, '\\');
        G_GNUC_FALLTHROUGH;
      default:
        g_string_append_c (line, *text);
      }
}

/* @value (nullable) */
static void
append_text (GString    *out,
             const char *head,
             const char *value)
{
  g_autoptr (GString) line = g_string_new (head);

  if (value == NULL || *value == '\0')
    return;
  append_escaped (line, value);
  append_folded (out, line->str);
}

/* An address is no text: its commas mean themselves. */
static void
append_address (GString    *out,
                const char *head,
                const char *value)
{
  g_autofree char *clean = g_strdup (value);
  g_autofree char *line = NULL;

  if (clean == NULL)
    return;
  g_strdelimit (clean, "\r\n", ' ');
  line = g_strconcat (head, clean, NULL);
  append_folded (out, line);
}

/* 3.0 doesn't do without; a guess, as a name is one text here: the last word is the family's. */
static void
append_name (GString    *out,
             const char *name)
{
  g_autoptr (GString) line = g_string_new ("N:");
  const char *space = strrchr (name, ' ');
  const char *family = space != NULL ? space + 1 : name;
  g_autofree char *given = g_strndup (name, space != NULL ? (gsize) (space - name) : 0);
  g_autofree char *text = NULL;

  append_escaped (line, family);
  g_string_append_c (line, ';');
  append_escaped (line, given);
  text = g_strconcat (line->str, ";;;", NULL);
  append_folded (out, text);
}

/**
 * sl_vcard_write:
 * @out: the card is appended to it
 * @card: with a name
 */
void
sl_vcard_write (GString        *out,
                const SlVcard  *card,
                SlVcardVersion  version)
{
  gboolean new = version == SL_VCARD_4_0;

  g_return_if_fail (card->name != NULL);

  g_string_append (out, "BEGIN:VCARD\r\n");
  g_string_append (out, new ? "VERSION:4.0\r\n" : "VERSION:3.0\r\n");
  append_text (out, "FN:", card->name);
  append_name (out, card->name);
  append_text (out, "ORG:", card->organization);
  append_text (out, "TITLE:", card->title);
  append_text (out, new ? "EMAIL:" : "EMAIL;TYPE=INTERNET:", card->email);
  append_text (out, "TEL:", card->phone);
  append_address (out, "URL:", card->linkedin);
  append_text (out, "CATEGORIES:", card->category);
  append_text (out, "NOTE:", card->note);
  append_text (out, "X-SHORTLIST-LAST-CONTACTED:", card->last_contacted);
  append_text (out, "UID:", card->uid);
  g_string_append (out, "END:VCARD\r\n");
}
