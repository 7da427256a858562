/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lines of vCards mean for a contact. */
#define G_LOG_DOMAIN "sl-vcard-reader"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-date.h"
#include "sl-encoding.h"
#include "sl-error.h"
#include "sl-text.h"
#include "sl-vcard-private.h"
#include "sl-vcard.h"

/* A card being read. */
typedef struct {
  SlVcard *card;
  char *structured_name; /* from N, in case there is no FN */
  gboolean email_preferred;
  gboolean phone_preferred;
  GString *more; /* lines for the note: what else there is */
} Draft;

static void
draft_begin (Draft *self)
{
  *self = (Draft) { .card = g_new0 (SlVcard, 1), .more = g_string_new (NULL) };
}

static void
draft_clear (Draft *self)
{
  g_clear_pointer (&self->card, sl_vcard_free);
  g_clear_pointer (&self->structured_name, g_free);
  if (self->more != NULL)
    g_string_free (g_steal_pointer (&self->more), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* (transfer full) (nullable): NULL where nothing is left */
static char *
get_text (const char *value)
{
  g_autofree char *plain = _sl_vcard_unescape (value, strlen (value));
  g_autofree char *text = sl_text_strip (plain);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
get_part (const char *value,
          guint       part)
{
  g_auto (GStrv) parts = _sl_vcard_split (value, ';');

  return part < g_strv_length (parts) && !sl_text_is_blank (parts[part]) ? sl_text_strip (parts[part]) : NULL;
}

/* The order in which a name is read: prefix, given, middle, family, suffix. */
static char *
join_name (const char *value)
{
  static const guint order[] = { 3, 1, 2, 0, 4 };
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *part = get_part (value, order[i]);

      if (part != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  return name->len > 0 ? g_strdup (name->str) : NULL;
}

static void
add_more (Draft      *self,
          const char *label,
          const char *text)
{
  g_string_append_printf (self->more, "%s%s: %s", self->more->len > 0 ? "\n" : "", label, text);
}

/* The preferred one, or the first; the others go into the note. */
static void
take_one (Draft       *self,
          char       **place,
          gboolean    *preferred,
          SlVcardLine *line,
          const char  *scheme,
          const char  *label)
{
  g_autofree char *text = get_text (line->value);

  if (text == NULL)
    return;
  if (g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0)
    memmove (text, text + strlen (scheme), strlen (text + strlen (scheme)) + 1);
  if (g_strcmp0 (*place, text) == 0)
    return;
  if (*place == NULL || (line->preferred && !*preferred))
    {
      if (*place != NULL)
        add_more (self, label, *place);
      g_set_str (place, text);
      *preferred = line->preferred;
    }
  else
    add_more (self, label, text);
}

static void
take_address (Draft      *self,
              const char *value,
              const char *types)
{
  g_autofree char *url = get_text (value);
  g_autofree char *lower = NULL;
  gboolean linkedin;

  if (url == NULL)
    return;
  lower = g_ascii_strdown (url, -1);
  linkedin = strstr (lower, "linkedin.com/") != NULL;
  /* Some have just the name of the page there. */
  if (!linkedin && strstr (types, ",linkedin,") != NULL && strpbrk (url, "/: \n") == NULL)
    {
      g_autofree char *page = g_strconcat ("https://www.linkedin.com/in/", url, NULL);

      g_set_str (&url, page);
      linkedin = TRUE;
    }
  if (linkedin && strstr (lower, "://") == NULL && g_str_has_prefix (url, "https://") == FALSE)
    {
      g_autofree char *whole = g_strconcat ("https://", url, NULL);

      g_set_str (&url, whole);
    }

  if (linkedin && self->card->linkedin == NULL)
    self->card->linkedin = g_steal_pointer (&url);
  else if (g_strcmp0 (self->card->linkedin, url) != 0)
    add_more (self, _("Link"), url);
}

static void
take_first (char **place,
            char  *text)
{
  if (*place == NULL)
    *place = text;
  else
    g_free (text);
}

static void
take_category (Draft      *self,
               const char *value)
{
  g_auto (GStrv) words = _sl_vcard_split (value, ',');

  if (words[0] != NULL && !sl_text_is_blank (words[0]))
    take_first (&self->card->category, sl_text_strip (words[0]));
}

static void
take_day (Draft      *self,
          const char *value)
{
  g_autofree char *text = sl_text_strip (value);
  SlDay day;

  if (sl_day_parse_iso (text, &day))
    take_first (&self->card->last_contacted, g_steal_pointer (&text));
}

static void
take_line (Draft       *self,
           SlVcardLine *line)
{
  SlVcard *card = self->card;
  const char *name = line->name;

  if (g_str_equal (name, "FN"))
    take_first (&card->name, get_text (line->value));
  else if (g_str_equal (name, "N"))
    take_first (&self->structured_name, join_name (line->value));
  else if (g_str_equal (name, "EMAIL"))
    take_one (self, &card->email, &self->email_preferred, line, "mailto:", _("Email"));
  else if (g_str_equal (name, "TEL"))
    take_one (self, &card->phone, &self->phone_preferred, line, "tel:", _("Phone"));
  else if (g_str_equal (name, "ORG"))
    take_first (&card->organization, get_part (line->value, 0));
  else if (g_str_equal (name, "TITLE") || g_str_equal (name, "ROLE"))
    take_first (&card->title, get_text (line->value));
  else if (g_str_equal (name, "URL") || g_str_equal (name, "X-SOCIALPROFILE") || g_str_equal (name, "SOCIALPROFILE"))
    take_address (self, line->value, line->types);
  else if (g_str_equal (name, "NOTE"))
    take_first (&card->note, get_text (line->value));
  else if (g_str_equal (name, "CATEGORIES"))
    take_category (self, line->value);
  else if (g_str_equal (name, "UID"))
    take_first (&card->uid, get_text (line->value));
  else if (g_str_equal (name, "X-SHORTLIST-LAST-CONTACTED"))
    take_day (self, line->value);
}

static void
add_more_to_note (Draft *self)
{
  g_autofree char *note = g_steal_pointer (&self->card->note);

  if (self->more->len == 0)
    self->card->note = g_steal_pointer (&note);
  else if (note == NULL)
    self->card->note = g_strdup (self->more->str);
  else
    self->card->note = g_strconcat (note, "\n", self->more->str, NULL);
}

/* Adds the card if there is anything to call it by. */
static void
finish (Draft     *self,
        GPtrArray *cards,
        guint     *n_nameless)
{
  SlVcard *card = self->card;

  take_first (&card->name, g_steal_pointer (&self->structured_name));
  if (card->name == NULL)
    card->name = g_strdup (card->organization != NULL ? card->organization : card->email != NULL ? card->email : card->phone);
  add_more_to_note (self);
  if (card->name != NULL)
    g_ptr_array_add (cards, g_steal_pointer (&self->card));
  else
    ++*n_nameless;
  draft_clear (self);
}

static gboolean
is_word (SlVcardLine *line,
         const char  *name)
{
  g_autofree char *value = g_strstrip (g_strdup (line->value));

  return g_str_equal (line->name, name) && g_ascii_strcasecmp (value, "VCARD") == 0;
}

static void
read_cards (SlVcardLines *lines,
            GPtrArray    *cards,
            guint        *n_nameless)
{
  g_auto (Draft) draft = { 0 };
  guint depth = 0;
  SlVcardLine line = { 0 };

  for (; _sl_vcard_next_line (lines, &line); _sl_vcard_clear_line (&line))
    {
      /* In 2.1 a card may hold another one, of an assistant: that isn't the person. */
      if (is_word (&line, "BEGIN"))
        {
          if (depth++ == 0)
            draft_begin (&draft);
        }
      else if (is_word (&line, "END"))
        {
          if (depth > 0 && --depth == 0)
            finish (&draft, cards, n_nameless);
        }
      else if (depth == 1)
        take_line (&draft, &line);
    }
  /* A file that was cut off. */
  if (depth > 0)
    finish (&draft, cards, n_nameless);
}

static GBytes *
get_bytes (GBytes  *file,
           GError **error)
{
  gsize length;
  const guchar *data = g_bytes_get_data (file, &length);

  if (length >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return sl_encoding_to_utf8 (file, NULL, error);
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return g_bytes_new_from_bytes (file, 3, length - 3);
  return g_bytes_ref (file);
}

/**
 * sl_vcard_read:
 * @file: the contents of a file of vCards
 * @out_n_nameless: (out) (optional): how many cards were left out, as they held nothing to call the person by
 *
 * Returns: (transfer full) (element-type SlVcard): the cards; %NULL with %SL_ERROR_PARSE when the file holds none
 */
GPtrArray *
sl_vcard_read (GBytes  *file,
               guint   *out_n_nameless,
               GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_vcard_free);
  g_autoptr (GBytes) bytes = get_bytes (file, error);
  guint n_nameless = 0;
  SlVcardLines lines;
  gsize length;

  if (bytes == NULL)
    return NULL;
  lines.at = g_bytes_get_data (bytes, &length);
  lines.end = lines.at + length;
  read_cards (&lines, cards, &n_nameless);

  if (out_n_nameless != NULL)
    *out_n_nameless = n_nameless;
  if (cards->len > 0 || n_nameless > 0)
    return g_steal_pointer (&cards);
  g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE,
                       _("There are no vCards in this file. Export your contacts as vCard (.vcf) and import that file."));
  return NULL;
}

/** sl_vcard_free: (transfer full) (nullable) */
void
sl_vcard_free (SlVcard *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->organization);
  g_free (self->title);
  g_free (self->linkedin);
  g_free (self->category);
  g_free (self->last_contacted);
  g_free (self->note);
  g_free (self);
}
