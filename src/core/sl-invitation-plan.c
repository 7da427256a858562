/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-plan.h. */
#define G_LOG_DOMAIN "sl-invitation-plan"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-agenda.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-invitation-plan.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-text.h"

/* The person looks through a list; longer than this, they search for the application first. */
#define MAX_APPLICATIONS 200
#define MAX_NAME 100

#define RESULT_CANCELLED "Cancelled"

void
sl_invitation_plan_free (SlInvitationPlan *self)
{
  sl_invitation_free (self->invitation);
  g_clear_object (&self->present);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_free (self);
}

/* The round that is there already */

static gboolean
find_present (SlConnection      *connection,
              SlInvitationPlan  *self,
              GError           **error)
{
  SlRecord *application;
  SlStatement *statement;
  g_autofree char *id = NULL;
  g_autoptr (GError) local = NULL;

  if (self->invitation->uid == NULL)
    return TRUE;
  /* By its id, too: then the file is one that Shortlist wrote. */
  statement = sl_connection_prepare (connection,
                                     "SELECT s.id FROM stages AS s JOIN applications AS a ON a.id = s.application_id"
                                     " WHERE (s.calendar_uid = ?1 OR s.id = ?1) AND s.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY s.pk DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, self->invitation->uid);
  if (sl_statement_step (statement, &local))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id == NULL)
    return TRUE;
  self->present = sl_store_read_record (connection, SL_KIND_STAGE, id, error);
  application = self->present != NULL ? sl_store_read_record (connection, SL_KIND_APPLICATION, sl_record_get_text (self->present, SL_STAGE_APPLICATION_ID), error) : NULL;
  if (application == NULL)
    return FALSE;
  g_ptr_array_add (self->applications, application);
  self->n_likely = 1;

  return TRUE;
}

/* A calendar file of Shortlist's names each event by its record. */
static gboolean
is_own_round (SlInvitationPlan *self)
{
  return self->present != NULL && g_strcmp0 (sl_record_get_id (self->present), self->invitation->uid) == 0;
}

#define OWN \
  "SELECT EXISTS (SELECT 1 FROM stages WHERE id = ?1) OR EXISTS (SELECT 1 FROM reminders WHERE id = ?1)" \
  " OR EXISTS (SELECT 1 FROM outcomes WHERE id = ?1) OR EXISTS (SELECT 1 FROM saved_jobs WHERE id = ?1)" \
  " OR EXISTS (SELECT 1 FROM applications WHERE id = ?1)"

static gboolean
is_when_said (SlRecord           *stage,
              const SlInvitation *invitation)
{
  const char *zone = sl_record_get_text (stage, SL_STAGE_TIME_ZONE);
  SlDay day;

  return sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &day) && day == invitation->day &&
         MAX (sl_time_of_day_parse (sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY)), -1) == invitation->minute &&
         (zone == NULL || invitation->zone == NULL || g_str_equal (zone, invitation->zone));
}

/* As its file says it: an hour where nothing is said here. */
static gboolean
is_length_said (SlRecord           *stage,
                const SlInvitation *invitation)
{
  gint64 minutes = sl_record_get_integer (stage, SL_STAGE_DURATION_MINUTES, 0);

  return invitation->minutes <= 0 || invitation->minutes == (minutes > 0 ? MIN (minutes, SL_AGENDA_MAX_MINUTES) : SL_AGENDA_USUAL_MINUTES);
}

/* What is taken out of the text or the link of a file of Shortlist's is no place. */
static const char *
get_place (SlInvitationPlan *self)
{
  return is_own_round (self) ? self->invitation->location : self->invitation->place;
}

static gboolean
is_place_said (SlRecord           *stage,
               const SlInvitation *invitation)
{
  const char *place = sl_record_get_text (stage, SL_STAGE_PLACE);
  g_autofree char *clean = place != NULL ? g_strdelimit (sl_text_sanitize (place, -1), "\n\t", ' ') : NULL;
  g_autofree char *line = clean != NULL ? sl_text_strip (clean) : NULL;

  return invitation->location == NULL || g_strcmp0 (line, invitation->location) == 0;
}

/* Whether Shortlist's own file would say the same of the round. */
static gboolean
is_said (SlInvitationPlan *self,
         SlRecord         *application)
{
  gboolean cancelled = g_strcmp0 (sl_record_get_text (self->present, SL_STAGE_RESULT), RESULT_CANCELLED) == 0;

  /* Of a closed application, what was still to come is cancelled there, too. */
  if (self->invitation->cancelled)
    return cancelled || !sl_status_is_open (sl_record_get_text (application, SL_APPLICATION_STATUS));
  return !cancelled && is_when_said (self->present, self->invitation) && is_length_said (self->present, self->invitation) &&
         is_place_said (self->present, self->invitation);
}

/* An own round that was moved or called off in another program is news. */
static gboolean
find_own (SlConnection      *connection,
          SlInvitationPlan  *self,
          GError           **error)
{
  const SlInvitation *invitation = self->invitation;
  SlStatement *statement;
  g_autoptr (GError) local = NULL;

  if (invitation->uid == NULL || (self->present != NULL && (!is_own_round (self) || !is_said (self, self->applications->pdata[0]))))
    return TRUE;
  statement = sl_connection_prepare (connection, OWN, error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, invitation->uid);
  if (sl_statement_step (statement, &local))
    self->own = sl_statement_get_integer (statement, 0) != 0;
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Which application */

typedef struct {
  gint64 pk;
  int points;
  gint64 active; /* when it was changed last */
} Candidate;

/* What of the invitation may name a company. */
typedef struct {
  char *words; /* summary, names and description, " folded and spaced " */
  char **labels; /* "torvmark" of "mail.torvmark.example" */
  char **hosts;
} Clues;

static char *
get_label (const char *host)
{
  g_auto (GStrv) parts = g_strsplit (host, ".", -1);
  guint n = g_strv_length (parts);

  return n >= 2 ? g_ascii_strdown (parts[n - 2], -1) : NULL;
}

static Clues *
clues_new (const SlInvitation *invitation)
{
  Clues *clues = g_new0 (Clues, 1);
  g_autofree char *people = g_strjoinv (" ", invitation->people);
  g_autofree char *all = g_strjoin (" ", invitation->summary, people, invitation->description != NULL ? invitation->description : "", NULL);
  g_autofree char *key = sl_text_company_key (all);
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  clues->words = g_strdup_printf (" %s ", key);
  clues->hosts = g_strdupv (invitation->hosts);
  for (guint i = 0; invitation->hosts[i] != NULL; i++)
    {
      char *label = get_label (invitation->hosts[i]);

      if (label != NULL)
        g_strv_builder_take (labels, label);
    }
  clues->labels = g_strv_builder_end (labels);

  return clues;
}

static void
clues_free (Clues *clues)
{
  g_free (clues->words);
  g_strfreev (clues->labels);
  g_strfreev (clues->hosts);
  g_free (clues);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Clues, clues_free)

static gboolean
has_words (const Clues *clues,
           const char  *key)
{
  g_autofree char *spaced = g_strdup_printf (" %s ", key);

  return strlen (key) >= 3 && strstr (clues->words, spaced) != NULL;
}

/* "Torvmark Bakery" writes from torvmark.example, torvmark-bakery.example or torvmarkbakery.example. */
static gboolean
has_label (const Clues *clues,
           const char  *key)
{
  g_autofree char *first = g_strndup (key, strcspn (key, " "));
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);
  g_autofree char *dashed = g_strjoinv ("-", words);

  for (guint i = 0; clues->labels[i] != NULL; i++)
    {
      const char *label = clues->labels[i];

      if (g_str_equal (label, joined) || g_str_equal (label, dashed) || (strlen (first) >= 4 && g_str_equal (label, first)))
        return TRUE;
    }

  return FALSE;
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

static int
count_points (const Clues *clues,
              SlStatement *statement)
{
  const char *company = sl_statement_get_text (statement, 1), *role = sl_statement_get_text (statement, 2);
  const char *status = sl_statement_get_text (statement, 5);
  g_autofree char *key = company != NULL ? sl_text_company_key (company) : g_strdup ("");
  g_autofree char *role_key = role != NULL ? sl_text_company_key (role) : g_strdup ("");
  int points = 0;

  if (has_words (clues, key))
    points += 40;
  if (has_label (clues, key))
    points += 30;
  if (has_host (clues, sl_statement_get_text (statement, 4)))
    points += 40;
  if (has_host (clues, sl_statement_get_text (statement, 3)))
    points += 20;
  /* Several may be at the same company; a role alone is at many. */
  if (points > 0 && has_words (clues, role_key))
    points += 10;
  if (points > 0 && (g_strcmp0 (status, SL_STATUS_INTERVIEWING) == 0 || g_strcmp0 (status, SL_STATUS_APPLIED) == 0))
    points += 5;

  return points;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->points != second->points)
    return second->points - first->points;

  return (second->active > first->active) - (second->active < first->active);
}

/* The application of the round that is there, or open ones. */
#define CANDIDATES \
  "SELECT a.pk, a.company_name, a.role_title, a.url," \
  "  (SELECT group_concat (lower (c.email), ' ') FROM contacts AS c WHERE c.application_id = a.id AND c.deleted_at IS NULL AND c.email IS NOT NULL)," \
  "  a.status, a.updated_at" \
  " FROM applications AS a WHERE a.deleted_at IS NULL AND coalesce (a.status, '') NOT IN ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "')"

static GArray *
find_candidates (SlConnection      *connection,
                 const SlInvitation *invitation,
                 GError           **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (Clues) clues = clues_new (invitation);
  SlStatement *statement = sl_connection_prepare (connection, CANDIDATES, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      Candidate candidate = { sl_statement_get_integer (statement, 0), count_points (clues, statement), sl_statement_get_integer (statement, 6) };

      g_array_append_val (candidates, candidate);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_array_sort (candidates, compare_candidates);

  return g_steal_pointer (&candidates);
}

static gboolean
read_applications (SlConnection      *connection,
                   SlInvitationPlan  *self,
                   GError           **error)
{
  g_autoptr (GArray) candidates = find_candidates (connection, self->invitation, error);

  for (guint i = 0; candidates != NULL && i < MIN (candidates->len, MAX_APPLICATIONS); i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      SlRecord *application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, candidate->pk, error);

      if (application == NULL)
        return FALSE;
      g_ptr_array_add (self->applications, application);
      self->n_likely += candidate->points > 0;
    }

  return candidates != NULL;
}

/**
 * sl_invitation_plan_read:
 * @invitation: (transfer full): what was read
 *
 * Returns: (transfer full): what it means, or %NULL with @error set
 */
SlInvitationPlan *
sl_invitation_plan_read (SlConnection  *connection,
                         SlInvitation  *invitation,
                         GError       **error)
{
  g_autoptr (SlInvitationPlan) self = g_new0 (SlInvitationPlan, 1);

  self->invitation = invitation;
  self->applications = g_ptr_array_new_with_free_func (g_object_unref);
  if (!find_present (connection, self, error) || !find_own (connection, self, error))
    return NULL;
  if (self->present != NULL)
    return g_steal_pointer (&self);

  return read_applications (connection, self, error) ? g_steal_pointer (&self) : NULL;
}

/* The round */

/* The kind of round that a title speaks of, in the languages that such titles are mostly in. */
static const char *
guess_type (const char *summary)
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

static void
set_time (SlRecord         *stage,
          SlInvitationPlan *self)
{
  const SlInvitation *invitation = self->invitation;
  char iso[SL_DAY_ISO_SIZE];
  g_autofree char *time = invitation->minute >= 0 ? g_strdup_printf ("%02d:%02d", invitation->minute / 60, invitation->minute % 60) : NULL;

  sl_record_set_text (stage, SL_STAGE_DATE, sl_day_format_iso (invitation->day, iso));
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, time);
  sl_record_set_text (stage, SL_STAGE_TIME_ZONE, invitation->minute >= 0 ? invitation->zone : NULL);
  if (invitation->minutes > 0)
    sl_record_set_integer (stage, SL_STAGE_DURATION_MINUTES, invitation->minutes);
  if (get_place (self) != NULL)
    sl_record_set_text (stage, SL_STAGE_PLACE, get_place (self));
}

/**
 * sl_invitation_plan_build_stage:
 * @application_id: (nullable): the application of a new round
 *
 * Of a round that is there, only what the invitation is about changes: when and where, or that it is cancelled.
 *
 * Returns: (transfer full): the round as it would be
 */
SlRecord *
sl_invitation_plan_build_stage (SlInvitationPlan *self,
                                const char       *application_id)
{
  const SlInvitation *invitation = self->invitation;
  SlRecord *stage = self->present != NULL ? sl_record_dup (self->present) : sl_record_new (SL_KIND_STAGE);
  g_autofree char *people = g_strjoinv (", ", invitation->people);
  g_autofree char *name = sl_text_truncate_utf8 (*invitation->summary != '\0' ? invitation->summary : _("Interview"), MAX_NAME);

  if (self->present != NULL && invitation->cancelled)
    {
      sl_record_set_text (stage, SL_STAGE_RESULT, RESULT_CANCELLED);
      return stage;
    }
  set_time (stage, self);
  if (self->present != NULL)
    {
      /* Called off and then called on again. */
      if (g_strcmp0 (sl_record_get_text (stage, SL_STAGE_RESULT), RESULT_CANCELLED) == 0)
        sl_record_set_text (stage, SL_STAGE_RESULT, "Pending");
      return stage;
    }

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, application_id);
  sl_record_set_text (stage, SL_STAGE_NAME, name);
  sl_record_set_text (stage, SL_STAGE_TYPE, guess_type (invitation->summary));
  sl_record_set_text (stage, SL_STAGE_CALENDAR_UID, invitation->uid);
  sl_record_set_text (stage, SL_STAGE_INTERVIEWER_NAMES, *people != '\0' ? people : NULL);
  sl_record_set_text (stage, SL_STAGE_NOTES, invitation->description);
  if (invitation->cancelled)
    sl_record_set_text (stage, SL_STAGE_RESULT, RESULT_CANCELLED);

  return stage;
}

/** sl_invitation_plan_build_changeset: Returns: (transfer full): the step that puts @stage there */
SlChangeset *
sl_invitation_plan_build_changeset (SlInvitationPlan *self,
                                    SlRecord         *stage)
{
  return self->present != NULL ? sl_deed_edit_record (self->present, stage) : sl_deed_add (stage);
}

/** sl_invitation_plan_is_settled: Returns: whether the round is there and as the invitation says */
gboolean
sl_invitation_plan_is_settled (SlInvitationPlan *self)
{
  g_autoptr (SlRecord) stage = self->present != NULL ? sl_invitation_plan_build_stage (self, NULL) : NULL;

  return stage != NULL && sl_record_equal (stage, self->present);
}
