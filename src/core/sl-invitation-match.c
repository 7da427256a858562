/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-match.h. An application is named plainly where there are two reasons to think of it, such as its company
 * in the title and the word "interview"; where there is one, the person is asked. */
#define G_LOG_DOMAIN "sl-invitation-match"

#include "config.h"

#include <string.h>

#include "sl-invitation-match.h"
#include "sl-invitation-opening.h"

/* Shorter words are in every text. */
#define MIN_KEY 3
/* Of a name, and of the host that stands for all of it. */
#define MIN_FIRST 4
/* In fewer events most of the addresses may be those of one company. */
#define MIN_OWN 8

struct _SlInvitationMatcher {
  GPtrArray *openings;
  GHashTable *by_sign; /* sign to a GPtrArray of openings: see note_signs() */
  GHashTable *own;     /* hosts of the person */
  guint n_asked;
  guint n_compared;
};

static void
note_sign (SlInvitationMatcher *self,
           const char          *sign,
           SlInvitationOpening *opening)
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
            SlInvitationOpening *opening)
{
  g_auto (GStrv) emails = g_strsplit (opening->emails != NULL ? opening->emails : "", " ", -1);

  if (opening->name->len > 0)
    note_sign (self, g_array_index (opening->name, SlInvitationWord, 0).key, opening);
  if (opening->name->len > 1)
    {
      note_sign (self, opening->joined, opening);
      note_sign (self, opening->dashed, opening);
    }
  for (guint i = 0; emails[i] != NULL; i++)
    if (strrchr (emails[i], '@') != NULL)
      note_sign (self, strrchr (emails[i], '@'), opening);
}

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
  SlStatement *statement = sl_invitation_openings_prepare (connection, error);
  g_autoptr (GError) local = NULL;

  self->openings = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_opening_free);
  self->by_sign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      g_ptr_array_add (self->openings, sl_invitation_opening_new (statement));
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

/* The reasons */

typedef enum {
  /* The company is named: in the title or among people and place as a name is written, in the text, or as a word anywhere. */
  REASON_TITLE = 1 << 0,
  REASON_NAMES = 1 << 1,
  REASON_TEXT = 1 << 2,
  REASON_WORD = 1 << 3,
  /* An address is of the company, of the first word of its name, of a contact, of where the posting is. */
  REASON_HOUSE = 1 << 4,
  REASON_BRANCH = 1 << 5,
  REASON_CONTACT = 1 << 6,
  REASON_POSTING = 1 << 7,
  /* The role is named. */
  REASON_ROLE = 1 << 8,
  /* The title speaks of an interview. */
  REASON_INTERVIEW = 1 << 9,
  /* The name is no ordinary word: by where it stands in the title, or as it has several. */
  REASON_STANDING = 1 << 10,
  REASON_LONG = 1 << 11,
} Reasons;

/* What counts as one reason. */
#define REASONS_NAME (REASON_TITLE | REASON_NAMES | REASON_TEXT)
#define REASONS_ADDRESS (REASON_HOUSE | REASON_BRANCH | REASON_CONTACT | REASON_POSTING)
/* Without one of these it is about something else; what is only in the text needs more. */
#define REASONS_NAMED (REASON_TITLE | REASON_NAMES | REASON_HOUSE | REASON_BRANCH | REASON_CONTACT)

static Reasons
find_address_reasons (const SlInvitationClues *clues,
                      const SlInvitationOpening *opening)
{
  const char *first = opening->name->len > 0 ? g_array_index (opening->name, SlInvitationWord, 0).key : "";
  Reasons reasons = 0;

  for (guint i = 0; clues->labels[i] != NULL; i++)
    if (*opening->joined != '\0' && (g_str_equal (clues->labels[i], opening->joined) || g_str_equal (clues->labels[i], opening->dashed)))
      reasons |= REASON_HOUSE;
    else if (strlen (first) >= MIN_FIRST && g_str_equal (clues->labels[i], first))
      reasons |= REASON_BRANCH;
  for (guint i = 0; clues->hosts[i] != NULL; i++)
    {
      g_autofree char *end = g_strdup_printf ("@%s ", clues->hosts[i]);

      if (opening->emails != NULL && strstr (opening->emails, end) != NULL)
        reasons |= REASON_CONTACT;
      if (opening->url != NULL && strstr (opening->url, clues->hosts[i]) != NULL)
        reasons |= REASON_POSTING;
    }

  return reasons;
}

static Reasons
find_name_reasons (const SlInvitationClues *clues,
                   const SlInvitationOpening *opening)
{
  gboolean is_short = strlen (opening->joined) < MIN_KEY;
  Reasons reasons = 0;

  for (guint i = 0; i < clues->title->len; i++)
    if (sl_invitation_words_have_at (clues->title, i, opening->name, TRUE))
      reasons |= REASON_TITLE | (sl_invitation_words_is_place_of_name (clues->title, i, opening->name->len) ? REASON_STANDING : 0);
  if (sl_invitation_words_have (clues->names, opening->name, TRUE))
    reasons |= REASON_NAMES;
  if (reasons != 0 && opening->name->len > 1)
    reasons |= REASON_LONG;
  if (!is_short && sl_invitation_words_have (clues->text, opening->name, TRUE))
    reasons |= REASON_TEXT;
  if (!is_short && (sl_invitation_words_have (clues->title, opening->name, FALSE) || sl_invitation_words_have (clues->names, opening->name, FALSE) ||
                    sl_invitation_words_have (clues->text, opening->name, FALSE)))
    reasons |= REASON_WORD;

  return reasons;
}

static gboolean
has_role (const SlInvitationClues *clues,
          const SlInvitationOpening *opening)
{
  if (opening->role->len == 0 || (opening->role->len == 1 && strlen (g_array_index (opening->role, SlInvitationWord, 0).key) < MIN_KEY))
    return FALSE;

  return sl_invitation_words_have (clues->title, opening->role, FALSE) || sl_invitation_words_have (clues->text, opening->role, FALSE);
}

static Reasons
find_reasons (const SlInvitationClues *clues,
              const SlInvitationOpening *opening)
{
  gboolean said = opening->name->len > 0 && g_hash_table_contains (clues->keys, g_array_index (opening->name, SlInvitationWord, 0).key);
  Reasons reasons = find_address_reasons (clues, opening) | (said ? find_name_reasons (clues, opening) : 0);

  if (reasons != 0 && has_role (clues, opening))
    reasons |= REASON_ROLE;
  if (reasons != 0 && clues->interview)
    reasons |= REASON_INTERVIEW;

  return reasons;
}

static guint
count_reasons (Reasons reasons)
{
  return ((reasons & REASONS_NAME) != 0) + ((reasons & REASONS_ADDRESS) != 0) + ((reasons & REASON_ROLE) != 0) +
         ((reasons & REASON_INTERVIEW) != 0) + ((reasons & REASON_STANDING) != 0) + ((reasons & REASON_LONG) != 0);
}

/* Several may be at the same company; a role alone is at many. */
static int
count_points (const SlInvitationOpening *opening,
              Reasons        reasons)
{
  int points = 0;

  if (reasons & (REASONS_NAME | REASON_WORD))
    points += 40;
  if (reasons & REASON_CONTACT)
    points += 40;
  if (reasons & (REASON_HOUSE | REASON_BRANCH))
    points += 30;
  if (reasons & REASON_POSTING)
    points += 20;
  if (points == 0)
    return 0;
  if (reasons & REASON_ROLE)
    points += 10;
  if (opening->waits)
    points += 5;

  /* Of two names in one another, the longer one is meant. */
  return points * 10 + (int) MIN (opening->name->len, 9);
}

/* @many: most events of a calendar are about something else. Of the one that somebody opened, any name is enough. */
static SlInvitationMatch
match (const SlInvitationClues *clues,
       SlInvitationOpening *opening,
       gboolean                 many)
{
  Reasons reasons = find_reasons (clues, opening);
  gboolean named = (reasons & REASONS_NAMED) != 0, in_text = (reasons & REASON_TEXT) != 0;
  guint n = count_reasons (reasons);
  SlInvitationMatch found = { opening->pk, count_points (opening, reasons), FALSE, !many, opening->active, opening->name };

  found.sure = (named && n >= 2) || (in_text && n >= 3) || (!many && (reasons & (REASONS_NAME | REASON_HOUSE | REASON_CONTACT)) != 0);
  found.near |= named || (in_text && n >= 2);

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
      SlInvitationOpening *opening = with_it->pdata[i];

      if (opening->asked != self->n_asked)
        g_ptr_array_add (candidates, opening);
      opening->asked = self->n_asked;
    }
}

/* (transfer full): all that may be near, and few others: neither events nor openings are so few that each could be compared
 * with each. */
static GPtrArray *
find_candidates (SlInvitationMatcher     *self,
                 const SlInvitationClues *clues)
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

/* Another company that is named as plainly is a question, however many points it has. */
static void
level_companies (GArray *matches)
{
  const SlInvitationMatch *first = matches->len > 0 ? &g_array_index (matches, SlInvitationMatch, 0) : NULL;

  for (guint i = 1; i < matches->len && first->sure; i++)
    {
      SlInvitationMatch *other = &g_array_index (matches, SlInvitationMatch, i);

      if (other->sure && !sl_invitation_words_have (first->name, other->name, FALSE) && !sl_invitation_words_have (other->name, first->name, FALSE))
        other->points = first->points;
    }
  g_array_sort (matches, compare_matches);
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
  g_autoptr (SlInvitationClues) clues = sl_invitation_clues_new (invitation, self->own);
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
  level_companies (matches);

  return matches;
}

/** sl_invitation_matcher_get_n_compared: Returns: how many openings were compared with an event so far, for tests */
guint
sl_invitation_matcher_get_n_compared (SlInvitationMatcher *self)
{
  return self->n_compared;
}
