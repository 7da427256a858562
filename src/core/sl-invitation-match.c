/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-match.h. */
#define G_LOG_DOMAIN "sl-invitation-match"

#include "config.h"

#include <string.h>

#include "sl-invitation-match.h"
#include "sl-kinds.h"
#include "sl-text.h"

/* Shorter words are in every text. */
#define MIN_KEY 3
/* Of a name, and of the host that stands for all of it. */
#define MIN_FIRST 4
/* In fewer events most of the addresses may be those of one company. */
#define MIN_OWN 8

/* Words */

/* A word of a text, as it is compared. */
typedef struct {
  char *key;        /* folded */
  gboolean capital; /* it doesn't begin with a small letter */
  gunichar after;   /* the first sign behind it that is no blank; 0: none */
} Word;

static void
word_clear (Word *word)
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
  Word word = { NULL, !g_unichar_islower (g_utf8_get_char (start)), 0 };

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
  Word word = { g_strdup (c == '@' ? "at" : "and"), TRUE, 0 };

  g_array_append_val (words, word);
}

static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
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
      if (words->len > 0 && c != 0 && !g_unichar_isspace (c) && g_array_index (words, Word, words->len - 1).after == 0)
        g_array_index (words, Word, words->len - 1).after = c;
      if (c == '@' || c == '&')
        add_sign (words, c);
      if (c == 0)
        return words;
    }
}

/* Whether @name stands at @at of @text, written as large or larger. */
static gboolean
is_at (GArray   *text,
       guint     at,
       GArray   *name,
       gboolean  keep_case)
{
  if (name->len == 0 || at + name->len > text->len)
    return FALSE;
  for (guint i = 0; i < name->len; i++)
    {
      const Word *word = &g_array_index (text, Word, at + i), *wanted = &g_array_index (name, Word, i);

      if (!g_str_equal (word->key, wanted->key) || (keep_case && wanted->capital && !word->capital))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_name (GArray   *text,
          GArray   *name,
          gboolean  keep_case)
{
  for (guint i = 0; i < text->len; i++)
    if (is_at (text, i, name, keep_case))
      return TRUE;

  return FALSE;
}

/* What an invitation says */

/* What of the invitation may name a company. */
typedef struct {
  GArray *title;
  GArray *names; /* of people and the place */
  GArray *text;
  GHashTable *keys; /* borrowed: of all these words */
  char **hosts;     /* not the person's own */
  char **labels;    /* "torvmark" of "mail.torvmark.example" */
  gboolean interview; /* the title speaks of one */
} Clues;

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
note_keys (Clues  *clues,
           GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    g_hash_table_add (clues->keys, g_array_index (words, Word, i).key);
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

/* @own: hosts of the person */
static Clues *
clues_new (const SlInvitation *invitation,
           GHashTable         *own)
{
  Clues *clues = g_new0 (Clues, 1);
  g_autofree char *people = g_strjoinv (" / ", invitation->people);
  g_autofree char *names = g_strjoin (" / ", people, invitation->location != NULL ? invitation->location : "", NULL);

  clues->title = split_words (invitation->summary);
  clues->names = split_words (names);
  clues->text = split_words (invitation->description);
  clues->keys = g_hash_table_new (g_str_hash, g_str_equal);
  note_keys (clues, clues->title);
  note_keys (clues, clues->names);
  note_keys (clues, clues->text);
  clues->hosts = leave_out (invitation->hosts, own);
  clues->labels = get_labels (clues->hosts);
  for (guint i = 0; i < clues->title->len; i++)
    clues->interview |= is_interview_word (g_array_index (clues->title, Word, i).key);

  return clues;
}

static void
clues_free (Clues *clues)
{
  g_hash_table_unref (clues->keys);
  g_array_unref (clues->title);
  g_array_unref (clues->names);
  g_array_unref (clues->text);
  g_strfreev (clues->hosts);
  g_strfreev (clues->labels);
  g_free (clues);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Clues, clues_free)

/** sl_invitation_guess_type: Returns: (nullable): the kind of round that a title speaks of, in the languages that such titles are mostly in */
const char *
sl_invitation_guess_type (const char *summary)
{
  static const struct {
    const char *words; /* folded */
    const char *type;
  } signs[] = {
    { "system design|architektur", "System Design" },
    { "take home|takehome|hausaufgabe|arbeitsprobe", "Take-Home" },
    { "coding|live cod|programmier|pair programming|code review", "Coding Challenge" },
    { "technical|tech interview|fachgesprach|fachinterview|technisch", "Technical" },
    { "final|abschlussgesprach|endrunde", "Final Round" },
    { "panel|team interview|meet the team|teamgesprach", "Panel" },
    { "behavioral|behavioural|culture|cultural|values|kennenlernen", "Behavioral" },
    { "phone screen|telefoninterview|telefonat|phone interview|phone call", "Phone Screen" },
    { "recruiter|screening|intro call|introduction|erstgesprach|hr interview|talent", "Recruiter Call" },
    { "onsite|on site|vor ort|probearbeit|trial day|visit", "Onsite" },
  };
  g_autofree char *fold = sl_text_fold (summary);

  g_strdelimit (fold, "-_/", ' ');
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_auto (GStrv) words = g_strsplit (signs[i].words, "|", -1);

      for (guint j = 0; words[j] != NULL; j++)
        if (strstr (fold, words[j]) != NULL)
          return signs[i].type;
    }

  return NULL;
}

/* The applications */

/* An open application, made ready to be compared. */
typedef struct {
  gint64 pk;
  gint64 active; /* when it was changed last */
  GArray *name;  /* words of the company, without its legal form */
  GArray *role;
  char *joined; /* "torvmarkbakery" */
  char *dashed; /* "torvmark-bakery" */
  char *url;    /* (nullable) */
  char *emails; /* (nullable): of its contacts, with blanks around */
  gboolean waits;
  guint asked; /* the last one of the matcher's questions that it was looked at for */
} Opening;

struct _SlInvitationMatcher {
  GPtrArray *openings;
  GHashTable *by_sign; /* sign to a GPtrArray of openings: see note_signs() */
  GHashTable *own;     /* hosts of the person */
  guint n_asked;
  guint n_compared;
};

static void
opening_free (Opening *opening)
{
  g_array_unref (opening->name);
  g_array_unref (opening->role);
  g_free (opening->joined);
  g_free (opening->dashed);
  g_free (opening->url);
  g_free (opening->emails);
  g_free (opening);
}

/* "The ACME, Inc." is known as "ACME". */
static GArray *
split_company (const char *company)
{
  g_autofree char *key = sl_text_company_key (company);
  g_auto (GStrv) keys = g_strsplit (key, " ", -1);
  GArray *words = split_words (company);
  guint n = *key != '\0' ? g_strv_length (keys) : 0;

  if (words->len > n && n > 0 && !g_str_equal (g_array_index (words, Word, 0).key, keys[0]))
    g_array_remove_index (words, 0);
  if (words->len > n)
    g_array_set_size (words, n);

  return words;
}

static char *
join_words (GArray     *words,
            const char *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? between : "", g_array_index (words, Word, i).key);

  return g_string_free_and_steal (text);
}

static Opening *
opening_new (SlStatement *statement)
{
  Opening *opening = g_new0 (Opening, 1);
  const char *status = sl_statement_get_text (statement, 5), *emails = sl_statement_get_text (statement, 4);

  opening->pk = sl_statement_get_integer (statement, 0);
  opening->name = split_company (sl_statement_get_text (statement, 1));
  opening->role = split_words (sl_statement_get_text (statement, 2));
  opening->joined = join_words (opening->name, "");
  opening->dashed = join_words (opening->name, "-");
  opening->url = g_strdup (sl_statement_get_text (statement, 3));
  opening->emails = emails != NULL ? g_strdup_printf (" %s ", emails) : NULL;
  opening->waits = g_strcmp0 (status, SL_STATUS_INTERVIEWING) == 0 || g_strcmp0 (status, SL_STATUS_APPLIED) == 0;
  opening->active = sl_statement_get_integer (statement, 6);

  return opening;
}

static void
note_sign (SlInvitationMatcher *self,
           const char          *sign,
           Opening             *opening)
{
  GPtrArray *with_it = g_hash_table_lookup (self->by_sign, sign);

  if (with_it == NULL)
    {
      with_it = g_ptr_array_new ();
      g_hash_table_insert (self->by_sign, g_strdup (sign), with_it);
    }
  g_ptr_array_add (with_it, opening);
}

/* One of these is in every event that an opening can be near to: the first word of its name, a host's label, or "@" and the
 * host of a contact. */
static void
note_signs (SlInvitationMatcher *self,
            Opening             *opening)
{
  g_auto (GStrv) emails = g_strsplit (opening->emails != NULL ? opening->emails : "", " ", -1);

  if (opening->name->len > 0)
    note_sign (self, g_array_index (opening->name, Word, 0).key, opening);
  if (opening->name->len > 1)
    {
      note_sign (self, opening->joined, opening);
      note_sign (self, opening->dashed, opening);
    }
  for (guint i = 0; emails[i] != NULL; i++)
    if (strrchr (emails[i], '@') != NULL)
      note_sign (self, strrchr (emails[i], '@'), opening);
}

#define OPENINGS \
  "SELECT a.pk, a.company_name, a.role_title, a.url," \
  "  (SELECT group_concat (lower (c.email), ' ') FROM contacts AS c WHERE c.application_id = a.id AND c.deleted_at IS NULL AND c.email IS NOT NULL)," \
  "  a.status, a.updated_at" \
  " FROM applications AS a WHERE a.deleted_at IS NULL AND coalesce (a.status, '') NOT IN ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "')"

/**
 * sl_invitation_matcher_read:
 *
 * Returns: (transfer full): the open applications as they stand, or %NULL with @error set
 */
SlInvitationMatcher *
sl_invitation_matcher_read (SlConnection  *connection,
                            GError       **error)
{
  g_autoptr (SlInvitationMatcher) self = g_new0 (SlInvitationMatcher, 1);
  SlStatement *statement = sl_connection_prepare (connection, OPENINGS, error);
  g_autoptr (GError) local = NULL;

  self->openings = g_ptr_array_new_with_free_func ((GDestroyNotify) opening_free);
  self->by_sign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      g_ptr_array_add (self->openings, opening_new (statement));
      note_signs (self, self->openings->pdata[self->openings->len - 1]);
    }
  if (local == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

void
sl_invitation_matcher_free (SlInvitationMatcher *self)
{
  g_ptr_array_unref (self->openings);
  g_hash_table_unref (self->by_sign);
  g_hash_table_unref (self->own);
  g_free (self);
}

/**
 * sl_invitation_matcher_leave_own_hosts:
 * @invitations: (element-type SlInvitation): all events of a file
 *
 * Takes a host that most of many events with addresses share for the person's own: it says nothing about any of them.
 */
void
sl_invitation_matcher_leave_own_hosts (SlInvitationMatcher *self,
                                       GPtrArray           *invitations)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer host, count;
  guint n = 0;

  for (guint i = 0; i < invitations->len; i++)
    {
      const SlInvitation *invitation = invitations->pdata[i];

      n += invitation->hosts[0] != NULL;
      for (guint j = 0; invitation->hosts[j] != NULL; j++)
        g_hash_table_insert (counts, invitation->hosts[j], GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, invitation->hosts[j])) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &host, &count))
    if (n >= MIN_OWN && 2 * GPOINTER_TO_UINT (count) > n)
      g_hash_table_add (self->own, g_strdup (host));
}

/* The signs */

static gboolean
is_house (const Clues   *clues,
          const Opening *opening)
{
  for (guint i = 0; *opening->joined != '\0' && clues->labels[i] != NULL; i++)
    if (g_str_equal (clues->labels[i], opening->joined) || g_str_equal (clues->labels[i], opening->dashed))
      return TRUE;

  return FALSE;
}

/* "Torvmark Bakery" may write from torvmark.example. */
static gboolean
is_first_of_house (const Clues   *clues,
                   const Opening *opening)
{
  const char *first = opening->name->len > 0 ? g_array_index (opening->name, Word, 0).key : "";

  return strlen (first) >= MIN_FIRST && g_strv_contains ((const char *const *) clues->labels, first);
}

/* Whether one of the hosts is part of a text: an address of a posting, or of people at the company. */
static gboolean
has_host (const Clues *clues,
          const char  *text)
{
  for (guint i = 0; text != NULL && clues->hosts[i] != NULL; i++)
    if (strstr (text, clues->hosts[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_contact (const Clues   *clues,
            const Opening *opening)
{
  for (guint i = 0; opening->emails != NULL && clues->hosts[i] != NULL; i++)
    {
      g_autofree char *end = g_strdup_printf ("@%s ", clues->hosts[i]);

      if (strstr (opening->emails, end) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_from_there (const Clues   *clues,
               const Opening *opening)
{
  return is_house (clues, opening) || is_contact (clues, opening);
}

/* "Torvmark: first call", "Tea @ Torvmark": what stands there is a name, not a word of the language. One may have lunch with
 * anybody. */
static gboolean
is_named_at (GArray *title,
             guint   at,
             guint   length)
{
  static const char *const before[] = { "at", "bei", "chez", "presso", "bij", NULL };
  gunichar after = g_array_index (title, Word, at + length - 1).after;

  if (at == 0)
    return after != 0 && (strchr (":|/-", (int) MIN (after, 127)) != NULL || after == 0x2013 || after == 0x2014);

  return g_strv_contains (before, g_array_index (title, Word, at - 1).key);
}

static gboolean
is_in_title (const Clues   *clues,
             const Opening *opening,
             gboolean       certain)
{
  for (guint i = 0; i < clues->title->len; i++)
    if (is_at (clues->title, i, opening->name, TRUE) &&
        (certain || opening->name->len > 1 || clues->interview || is_named_at (clues->title, i, opening->name->len)))
      return TRUE;

  return FALSE;
}

static gboolean
has_role (GArray        *text,
          const Opening *opening)
{
  return opening->role->len > 0 && (opening->role->len > 1 || strlen (g_array_index (opening->role, Word, 0).key) >= MIN_KEY) &&
         has_name (text, opening->role, FALSE);
}

/* Of the one invitation that somebody opened, any text counts; and beside an address of the house. */
static gboolean
has_name_anywhere (const Clues   *clues,
                   const Opening *opening,
                   gboolean       keep_case)
{
  return strlen (opening->joined) >= MIN_KEY &&
         (has_name (clues->title, opening->name, keep_case) || has_name (clues->names, opening->name, keep_case) || has_name (clues->text, opening->name, keep_case));
}

/* Whether nobody needs to be asked which application is meant. A company's name may be a word that is in any text: where it
 * isn't written as a name, or nothing speaks of a talk, it takes more than the word. An address says who is there, not what
 * about: of many events, it takes more than that, too. */
static gboolean
is_plain (const Clues   *clues,
          const Opening *opening,
          gboolean       many)
{
  gboolean role_in_title = has_role (clues->title, opening);
  gboolean role = role_in_title || has_role (clues->text, opening);

  if (is_from_there (clues, opening) && (!many || clues->interview || role || has_name_anywhere (clues, opening, TRUE)))
    return TRUE;
  if (is_in_title (clues, opening, role || is_first_of_house (clues, opening) || has_host (clues, opening->url)))
    return TRUE;
  if (has_name (clues->names, opening->name, TRUE) && (opening->name->len > 1 || role || clues->interview))
    return TRUE;
  if (is_first_of_house (clues, opening) && (clues->interview || role))
    return TRUE;

  return role_in_title && clues->interview && has_name (clues->text, opening->name, TRUE);
}

static int
count_points (const Clues   *clues,
              const Opening *opening,
              gboolean       named)
{
  int points = 0;

  if (named)
    points += 40;
  if (is_house (clues, opening) || is_first_of_house (clues, opening))
    points += 30;
  if (has_host (clues, opening->emails))
    points += 40;
  if (has_host (clues, opening->url))
    points += 20;
  if (points == 0)
    return 0;
  /* Several may be at the same company; a role alone is at many. Of two names in one another, the longer one is meant. */
  if (has_role (clues->title, opening) || has_role (clues->text, opening))
    points += 10;
  if (opening->waits)
    points += 5;

  return points * 10 + (int) MIN (opening->name->len, 9);
}

static gboolean
is_all_of_title (const Clues   *clues,
                 const Opening *opening)
{
  return clues->title->len == opening->name->len && is_at (clues->title, 0, opening->name, TRUE);
}

static SlInvitationMatch
match (const Clues   *clues,
       const Opening *opening,
       gboolean       many)
{
  SlInvitationMatch found = { opening->pk, 0, FALSE, !many, opening->active };
  gboolean said = opening->name->len > 0 && g_hash_table_contains (clues->keys, g_array_index (opening->name, Word, 0).key);

  if (!said && clues->hosts[0] == NULL)
    return found;
  found.points = count_points (clues, opening, said && has_name_anywhere (clues, opening, FALSE));
  found.sure = is_plain (clues, opening, many) || (!many && said && has_name_anywhere (clues, opening, TRUE));
  found.near |= found.sure || is_from_there (clues, opening) || is_all_of_title (clues, opening);
  /* "HP" is too short to be looked for in a text. */
  if (found.sure && found.points == 0)
    found.points = 1;

  return found;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const SlInvitationMatch *first = a, *second = b;

  if (first->sure != second->sure)
    return second->sure - first->sure;
  if (first->points != second->points)
    return second->points - first->points;

  if (first->active != second->active)
    return (second->active > first->active) - (second->active < first->active);

  return (first->pk > second->pk) - (first->pk < second->pk);
}

/* Adds those with @sign that aren't among @candidates yet. */
static void
add_with_sign (SlInvitationMatcher *self,
               const char          *sign,
               GPtrArray           *candidates)
{
  GPtrArray *with_it = g_hash_table_lookup (self->by_sign, sign);

  for (guint i = 0; with_it != NULL && i < with_it->len; i++)
    {
      Opening *opening = with_it->pdata[i];

      if (opening->asked != self->n_asked)
        g_ptr_array_add (candidates, opening);
      opening->asked = self->n_asked;
    }
}

/* (transfer full): all that may be near, and few others: neither events nor openings are so few that each could be compared
 * with each. */
static GPtrArray *
find_candidates (SlInvitationMatcher *self,
                 const Clues         *clues)
{
  GPtrArray *candidates = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  self->n_asked++;
  g_hash_table_iter_init (&iter, clues->keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    add_with_sign (self, key, candidates);
  for (guint i = 0; clues->labels[i] != NULL; i++)
    add_with_sign (self, clues->labels[i], candidates);
  for (guint i = 0; clues->hosts[i] != NULL; i++)
    {
      g_autofree char *sign = g_strconcat ("@", clues->hosts[i], NULL);

      add_with_sign (self, sign, candidates);
    }

  return candidates;
}

/**
 * sl_invitation_matcher_rank:
 * @many: it is one of many events, most of which are about something else
 *
 * Returns: (transfer full) (element-type SlInvitationMatch): all open applications, the likeliest first; of one of many, those
 *   that are near
 */
GArray *
sl_invitation_matcher_rank (SlInvitationMatcher *self,
                            const SlInvitation  *invitation,
                            gboolean             many)
{
  g_autoptr (Clues) clues = clues_new (invitation, self->own);
  g_autoptr (GPtrArray) candidates = many ? find_candidates (self, clues) : g_ptr_array_ref (self->openings);
  GArray *matches = g_array_sized_new (FALSE, FALSE, sizeof (SlInvitationMatch), candidates->len);

  self->n_compared += candidates->len;
  for (guint i = 0; i < candidates->len; i++)
    {
      SlInvitationMatch found = match (clues, candidates->pdata[i], many);

      if (found.near)
        g_array_append_val (matches, found);
    }
  g_array_sort (matches, compare_matches);

  return matches;
}

/** sl_invitation_matcher_get_n_compared: Returns: how many openings were compared with an event so far, for tests */
guint
sl_invitation_matcher_get_n_compared (SlInvitationMatcher *self)
{
  return self->n_compared;
}
