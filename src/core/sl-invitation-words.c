/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-words.h. */
#define G_LOG_DOMAIN "sl-invitation-words"

#include "config.h"

#include <string.h>

#include "sl-invitation-words.h"
#include "sl-text.h"

/* Words */

static void
word_clear (SlInvitationWord *word)
{
  g_free (word->key);
}

/* What sl_text_company_key() takes for a part of a word. */
static gboolean
is_word_sign (gunichar c)
{
  return g_unichar_isalnum (c) || c == '+' || c == '\'' || c == 0x2019 || g_unichar_ismark (c);
}

static void
add_word (GArray     *words,
          const char *start,
          const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));
  g_autofree char *key = sl_text_company_key (text);
  SlInvitationWord word = { NULL, !g_unichar_islower (g_utf8_get_char (start)), FALSE, 0 };

  if (*key == '\0')
    return;
  word.key = g_steal_pointer (&key);
  g_array_append_val (words, word);
}

/* "@" and "&" are words, too. */
static void
add_sign (GArray   *words,
          gunichar  c)
{
  SlInvitationWord word = { g_strdup (c == '@' ? "at" : "and"), TRUE, TRUE, 0 };

  g_array_append_val (words, word);
}

GArray *
sl_invitation_words_split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (SlInvitationWord));
  const char *start = NULL;

  g_array_set_clear_func (words, (GDestroyNotify) word_clear);
  for (const char *p = text != NULL ? text : "";; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && is_word_sign (c))
        {
          start = start != NULL ? start : p;
          continue;
        }
      if (start != NULL)
        add_word (words, start, p);
      start = NULL;
      if (words->len > 0 && c != 0 && !g_unichar_isspace (c) && g_array_index (words, SlInvitationWord, words->len - 1).after == 0)
        g_array_index (words, SlInvitationWord, words->len - 1).after = c;
      if (c == '@' || c == '&')
        add_sign (words, c);
      if (c == 0)
        return words;
    }
}

gboolean
sl_invitation_words_have_at (GArray   *words,
                             guint     at,
                             GArray   *name,
                             gboolean  as_name)
{
  if (name->len == 0 || at + name->len > words->len)
    return FALSE;
  for (guint i = 0; i < name->len; i++)
    {
      const SlInvitationWord *word = &g_array_index (words, SlInvitationWord, at + i), *wanted = &g_array_index (name, SlInvitationWord, i);

      if (!g_str_equal (word->key, wanted->key) || (as_name && wanted->capital && !word->capital))
        return FALSE;
    }

  return TRUE;
}

gboolean
sl_invitation_words_have (GArray   *words,
                          GArray   *name,
                          gboolean  as_name)
{
  for (guint i = 0; i < words->len; i++)
    if (sl_invitation_words_have_at (words, i, name, as_name))
      return TRUE;

  return FALSE;
}

/* "at" in the languages that such titles are mostly in. */
static gboolean
is_at_word (const char *key)
{
  static const char *const words[] = { "at", "bei", "chez", "presso", "bij", NULL };

  return g_strv_contains (words, key);
}

gboolean
sl_invitation_words_is_place_of_name (GArray *words,
                                      guint   at,
                                      guint   length)
{
  gunichar after = g_array_index (words, SlInvitationWord, at + length - 1).after;

  if (at == 0)
    return after != 0 && (strchr (":|/-", (int) MIN (after, 127)) != NULL || after == 0x2013 || after == 0x2014);

  return is_at_word (g_array_index (words, SlInvitationWord, at - 1).key);
}

/* Services that one calls with */

/* "Microsoft Teams", "Google Meet": of two words, the first of which is a company. (0: none) */
static guint
count_call_words (GArray *words,
                  guint   at)
{
  static const char *const pairs[][2] = { { "microsoft", "teams" }, { "ms", "teams" }, { "google", "meet" }, { "google", "hangouts" },
                                          { "google", "calendar" }, { "amazon", "chime" }, { "cisco", "webex" }, { "zoom", "meeting" } };
  static const char *const single[] = { "zoom", "skype", "webex", "whereby", "jitsi", "gotomeeting", "bluejeans", NULL };
  const SlInvitationWord *word = &g_array_index (words, SlInvitationWord, at), *next = word + 1;

  for (guint i = 0; at + 1 < words->len && word->after == 0 && i < G_N_ELEMENTS (pairs); i++)
    if (g_str_equal (word->key, pairs[i][0]) && g_str_equal (next->key, pairs[i][1]))
      return 2;

  return g_strv_contains (single, word->key) ? 1 : 0;
}

/* "Interview at Zoom" is with Zoom; "Zoom interview" and "Interview @ Zoom" are with anybody. */
static gboolean
is_named_by_word (GArray *words,
                  guint   at)
{
  const SlInvitationWord *before = at > 0 ? &g_array_index (words, SlInvitationWord, at - 1) : NULL;

  return before != NULL && !before->sign && is_at_word (before->key);
}

/* @title: whether a company of that name may be meant */
static void
leave_out_calls (GArray   *words,
                 gboolean  title)
{
  for (guint i = 0; i < words->len;)
    {
      guint n = count_call_words (words, i);

      if (n == 0 || (n == 1 && title && is_named_by_word (words, i)))
        i++;
      else
        g_array_remove_range (words, i, n);
    }
}

static gboolean
is_link_sign (gunichar c)
{
  return c != 0 && !g_unichar_isspace (c) && strchr ("<>\"", (int) MIN (c, 127)) == NULL;
}

/* (nullable text) (transfer full) */
static char *
leave_out_links (const char *text)
{
  GString *left = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0';)
    {
      if (g_ascii_strncasecmp (p, "https://", 8) != 0 && g_ascii_strncasecmp (p, "http://", 7) != 0)
        {
          g_string_append_unichar (left, g_utf8_get_char (p));
          p = g_utf8_next_char (p);
          continue;
        }
      while (is_link_sign (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
    }

  return g_string_free_and_steal (left);
}

static GArray *
split_said (const char *text,
            gboolean    title)
{
  g_autofree char *left = leave_out_links (text);
  GArray *words = sl_invitation_words_split (left);

  leave_out_calls (words, title);

  return words;
}

/* What it says */

/* In the languages that such titles are mostly in; folded. A call, a talk or an appointment may be with anybody. */
static gboolean
is_interview_word (const char *word)
{
  static const char *const words[] = {
    "interview", "interviews", "screening", "recruiter", "recruiting", "hiring", "onsite", "assessment", "application",
    "vorstellungsgesprach", "bewerbungsgesprach", "kennenlerngesprach", "erstgesprach", "zweitgesprach", "probetag", "probearbeiten",
    "bewerbung", "entretien", "entrevista", "colloquio", "sollicitatie", "sollicitatiegesprek", NULL
  };

  return g_strv_contains (words, word);
}

static char *
get_label (const char *host)
{
  static const char *const shared[] = { "co", "com", "org", "net", "ac", "gov", NULL };
  g_auto (GStrv) parts = g_strsplit (host, ".", -1);
  guint n = g_strv_length (parts), at = n >= 2 ? n - 2 : 0;

  /* "torvmark.co.uk" */
  if (at > 0 && g_strv_contains (shared, parts[at]))
    at--;

  return n >= 2 ? g_ascii_strdown (parts[at], -1) : NULL;
}

static char **
get_labels (char **hosts)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      char *label = get_label (hosts[i]);

      if (label != NULL)
        g_strv_builder_take (labels, label);
    }

  return g_strv_builder_end (labels);
}

static void
note_keys (SlInvitationClues *self,
           GArray            *words)
{
  for (guint i = 0; i < words->len; i++)
    g_hash_table_add (self->keys, g_array_index (words, SlInvitationWord, i).key);
}

/* (transfer full): those of @hosts that aren't among @own */
static char **
leave_out (char       **hosts,
           GHashTable  *own)
{
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();

  for (guint i = 0; hosts[i] != NULL; i++)
    if (!g_hash_table_contains (own, hosts[i]))
      g_strv_builder_add (left, hosts[i]);

  return g_strv_builder_end (left);
}

SlInvitationClues *
sl_invitation_clues_new (const SlInvitation *invitation,
                         GHashTable         *own)
{
  SlInvitationClues *self = g_new0 (SlInvitationClues, 1);
  g_autofree char *people = g_strjoinv (" / ", invitation->people);
  g_autofree char *names = g_strjoin (" / ", people, invitation->location != NULL ? invitation->location : "", NULL);

  self->title = split_said (invitation->summary, TRUE);
  self->names = split_said (names, FALSE);
  self->text = split_said (invitation->description, FALSE);
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  note_keys (self, self->title);
  note_keys (self, self->names);
  note_keys (self, self->text);
  self->hosts = leave_out (invitation->hosts, own);
  self->labels = get_labels (self->hosts);
  for (guint i = 0; i < self->title->len; i++)
    self->interview |= is_interview_word (g_array_index (self->title, SlInvitationWord, i).key);

  return self;
}

void
sl_invitation_clues_free (SlInvitationClues *self)
{
  g_hash_table_unref (self->keys);
  g_array_unref (self->title);
  g_array_unref (self->names);
  g_array_unref (self->text);
  g_strfreev (self->hosts);
  g_strfreev (self->labels);
  g_free (self);
}
