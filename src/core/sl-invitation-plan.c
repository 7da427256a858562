/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-plan.h. */
#define G_LOG_DOMAIN "sl-invitation-plan"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-agenda.h"
#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-invitation-plan.h"
#include "sl-invitation-match.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-store-query.h"
#include "sl-text.h"
#include "sl-zone.h"

/* The person looks through a list; longer than this, they search for the application first. */
#define MAX_APPLICATIONS 200
#define MAX_NAME 100
/* Of one of many that fits several: so many can be the answer, and so many are worth naming. */
#define MAX_FITTING 50
#define MAX_NAMED 4

#define RESULT_CANCELLED "Cancelled"

void
sl_invitation_plan_free (SlInvitationPlan *self)
{
  g_clear_pointer (&self->invitation, sl_invitation_free);
  g_clear_object (&self->present);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_free (self);
}

/* The round that is there already */

#define NAMED \
  "SELECT s.calendar_uid, s.id FROM stages AS s JOIN applications AS a ON a.id = s.application_id" \
  " WHERE s.calendar_uid IS NOT NULL AND s.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY s.pk"

/* (transfer full) (nullable): the rounds by the names that calendars have for them; NULL with @error set */
static GHashTable *
read_rounds (SlConnection  *connection,
             GError       **error)
{
  g_autoptr (GHashTable) rounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SlStatement *statement = sl_connection_prepare (connection, NAMED, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    g_hash_table_replace (rounds, g_strdup (sl_statement_get_text (statement, 0)), g_strdup (sl_statement_get_text (statement, 1)));
  if (local == NULL)
    return g_steal_pointer (&rounds);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
find_present (SlConnection      *connection,
              SlInvitationPlan  *self,
              GHashTable        *rounds,
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
                                     " WHERE s.id IN (?1, ?2) AND s.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY s.pk DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, self->invitation->uid);
  sl_statement_bind_text (statement, 2, g_hash_table_lookup (rounds, self->invitation->uid));
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

/* A zone is how a moment is told: where the person is says nothing about when it is. */
static gboolean
is_when_said (SlRecord           *stage,
              const SlInvitation *invitation)
{
  int minute = MAX (sl_time_of_day_parse (sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY)), -1);
  g_autoptr (GTimeZone) zone = sl_zone_find (sl_record_get_text (stage, SL_STAGE_TIME_ZONE));
  SlDay day;

  if (!sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &day))
    return FALSE;
  if (minute >= 0 && invitation->minute >= 0 && zone != NULL && invitation->zone != NULL)
    return sl_day_to_time_at (day, minute, zone) == invitation->start;

  return day == invitation->day && minute == invitation->minute;
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

/* What is read once for all events of a file. */
typedef struct {
  SlConnection *connection;
  SlInvitationMatcher *matcher;
  GHashTable *rounds;       /* of read_rounds() */
  GHashTable *applications; /* pk to SlRecord: many events may be about the same ones */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->matcher, sl_invitation_matcher_free);
  g_clear_pointer (&reading->rounds, g_hash_table_unref);
  g_clear_pointer (&reading->applications, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
reading_begin (Reading  *reading,
               GError  **error)
{
  reading->applications = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  reading->matcher = sl_invitation_matcher_read (reading->connection, error);
  reading->rounds = reading->matcher != NULL ? read_rounds (reading->connection, error) : NULL;

  return reading->rounds != NULL;
}

/* (transfer none) (nullable): NULL with @error set */
static SlRecord *
read_application (Reading  *reading,
                  gint64    pk,
                  GError  **error)
{
  SlRecord *application = g_hash_table_lookup (reading->applications, &pk);

  if (application != NULL)
    return application;
  application = sl_store_read_record_by_pk (reading->connection, SL_KIND_APPLICATION, pk, error);
  if (application != NULL)
    g_hash_table_insert (reading->applications, g_memdup2 (&pk, sizeof pk), application);

  return application;
}

static gboolean
read_applications (Reading           *reading,
                   SlInvitationPlan  *self,
                   GError           **error)
{
  gboolean many = self->many;
  g_autoptr (GArray) candidates = sl_invitation_matcher_rank (reading->matcher, self->invitation, many);
  const SlInvitationMatch *first = candidates->len > 0 ? &g_array_index (candidates, SlInvitationMatch, 0) : NULL;
  guint n_most = many ? MAX_FITTING : MAX_APPLICATIONS;

  for (guint i = 0; i < MIN (candidates->len, n_most); i++)
    {
      const SlInvitationMatch *match = &g_array_index (candidates, SlInvitationMatch, i);
      SlRecord *application;

      if (many && match->sure != first->sure)
        break;
      application = read_application (reading, match->pk, error);
      if (application == NULL)
        return FALSE;
      g_ptr_array_add (self->applications, g_object_ref (application));
      self->n_likely += match->points > 0;
      self->n_fitting += match->sure && match->points == first->points;
    }

  return TRUE;
}

static SlInvitationPlan *
read_plan (Reading       *reading,
           SlInvitation  *invitation,
           gboolean       many,
           GError       **error)
{
  g_autoptr (SlInvitationPlan) self = g_new0 (SlInvitationPlan, 1);

  self->invitation = invitation;
  self->many = many;
  self->applications = g_ptr_array_new_with_free_func (g_object_unref);
  if (!find_present (reading->connection, self, reading->rounds, error) || !find_own (reading->connection, self, error))
    return NULL;
  if (self->present != NULL)
    return g_steal_pointer (&self);

  return read_applications (reading, self, error) ? g_steal_pointer (&self) : NULL;
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
  g_autoptr (SlInvitation) owned = invitation;
  g_auto (Reading) reading = { .connection = connection };

  return reading_begin (&reading, error) ? read_plan (&reading, g_steal_pointer (&owned), FALSE, error) : NULL;
}

/* Whether @invitation says what is to be believed of the event rather than @other, of the same name: a later version does, and
 * of an event that repeats what is said of all its dates. */
static gboolean
replaces (const SlInvitation *invitation,
          const SlInvitation *other)
{
  if (invitation->is_part != other->is_part)
    return other->is_part;

  return !invitation->is_part && invitation->sequence > other->sequence;
}

/* Each event once. */
static GPtrArray *
leave_last_versions (GPtrArray *invitations)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_free);

  for (guint i = 0; i < invitations->len; i++)
    {
      g_autoptr (SlInvitation) invitation = g_steal_pointer ((SlInvitation **) &invitations->pdata[i]);
      gpointer place = NULL;

      if (invitation->uid != NULL && g_hash_table_lookup_extended (places, invitation->uid, NULL, &place))
        {
          SlInvitation **other = (SlInvitation **) &kept->pdata[GPOINTER_TO_UINT (place)];

          (*other)->repeats |= invitation->is_part;
          if (!replaces (invitation, *other))
            continue;
          invitation->repeats |= (*other)->repeats;
          g_hash_table_replace (places, invitation->uid, place);
          g_clear_pointer (other, sl_invitation_free);
          *other = g_steal_pointer (&invitation);
          continue;
        }
      if (invitation->uid != NULL)
        g_hash_table_insert (places, invitation->uid, GUINT_TO_POINTER (kept->len));
      g_ptr_array_add (kept, g_steal_pointer (&invitation));
    }

  return kept;
}

/**
 * sl_invitation_plans_read:
 * @invitations: (transfer full) (element-type SlInvitation): the events of a file
 * @cancellable: (nullable): for a file of very many
 *
 * Of several events most are about something else: their plans have only applications that are named plainly, or, to be asked
 * about, those that somebody is from.
 *
 * Returns: (transfer full) (element-type SlInvitationPlan): what each event means, each once, or %NULL with @error set
 */
GPtrArray *
sl_invitation_plans_read (SlConnection  *connection,
                          GPtrArray     *invitations,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GPtrArray) owned = invitations;
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_plan_free);
  g_auto (Reading) reading = { .connection = connection };
  g_autoptr (GPtrArray) kept = leave_last_versions (invitations);
  gboolean many = kept->len > 1;

  if (!reading_begin (&reading, error))
    return NULL;
  if (many)
    sl_invitation_matcher_leave_own_hosts (reading.matcher, kept);
  for (guint i = 0; i < kept->len; i++)
    {
      SlInvitationPlan *plan = read_plan (&reading, g_steal_pointer ((SlInvitation **) &kept->pdata[i]), many, error);

      if (plan == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&plan, sl_invitation_plan_free);
          return NULL;
        }
      g_ptr_array_add (plans, plan);
    }

  return g_steal_pointer (&plans);
}

/* The round */

static void
set_time (SlRecord         *stage,
          SlInvitationPlan *self)
{
  const SlInvitation *invitation = self->invitation;
  char iso[SL_DAY_ISO_SIZE];
  g_autofree char *time = invitation->minute >= 0 ? g_strdup_printf ("%02d:%02d", invitation->minute / 60, invitation->minute % 60) : NULL;

  if (self->present == NULL || !is_when_said (self->present, invitation))
    {
      sl_record_set_text (stage, SL_STAGE_DATE, sl_day_format_iso (invitation->day, iso));
      sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, time);
      sl_record_set_text (stage, SL_STAGE_TIME_ZONE, invitation->minute >= 0 ? invitation->zone : NULL);
    }
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

  sl_record_set_integer (stage, SL_STAGE_CALENDAR_SEQUENCE, MAX (invitation->sequence, 0));
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
  sl_record_set_text (stage, SL_STAGE_TYPE, sl_invitation_guess_type (invitation->summary));
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

  if (stage == NULL)
    return FALSE;
  /* A later version that says the same is no news. */
  sl_record_set_value (stage, SL_STAGE_CALENDAR_SEQUENCE, sl_record_get_value (self->present, SL_STAGE_CALENDAR_SEQUENCE));
  return sl_record_equal (stage, self->present);
}

/* What comes of it */

/* Of an event that repeats, only one date is a round; what becomes of the others says nothing about it. A date that was moved
 * keeps the name that it had before. */
static gboolean
is_other_date (SlInvitationPlan *self)
{
  const SlInvitation *invitation = self->invitation;
  g_autoptr (GTimeZone) zone = sl_zone_find (sl_record_get_text (self->present, SL_STAGE_TIME_ZONE));
  SlDay part = zone != NULL && invitation->part_time != SL_TIME_NONE ? sl_day_from_time (invitation->part_time, zone) : invitation->part_day;
  SlDay day;

  return invitation->is_part &&
         (!sl_day_parse_iso (sl_record_get_text (self->present, SL_STAGE_DATE), &day) || (part != day && !is_when_said (self->present, invitation)));
}

/* Single dates of an event that repeats count their versions by themselves, and who calls off may not count at all. */
static gboolean
is_older (SlInvitationPlan *self)
{
  if (self->invitation->is_part || (self->invitation->cancelled && self->invitation->sequence <= 0))
    return FALSE;
  return self->invitation->sequence < sl_record_get_integer (self->present, SL_STAGE_CALENDAR_SEQUENCE, 0);
}

/* How many applications the question is between, where it is unclear. */
static guint
count_asked (SlInvitationPlan *self)
{
  if (self->n_fitting > 0)
    return self->n_fitting;

  return MIN (self->many ? self->n_likely : 1, self->applications->len);
}

/* Of many, whether one of the applications that the question is between was said. */
static gboolean
is_asked (SlInvitationPlan *self,
          const char       *application_id)
{
  for (guint i = 0; i < count_asked (self); i++)
    if (g_str_equal (application_id, sl_record_get_id (self->applications->pdata[i])))
      return TRUE;

  return FALSE;
}

/* Whether what the person said is about this event. Most of many are about something else, or name another application. */
static gboolean
is_answered (SlInvitationPlan *self,
             const char       *application_id)
{
  if (application_id == NULL || !self->many)
    return application_id != NULL;

  return self->present == NULL && self->n_fitting != 1 && is_asked (self, application_id);
}

/**
 * sl_invitation_plan_get_application:
 * @said: (nullable): the application that a person said
 *
 * Returns: (transfer none) (nullable): the one that the event is of, or becomes a round of
 */
SlRecord *
sl_invitation_plan_get_application (SlInvitationPlan *self,
                                    SlRecord         *said)
{
  if (said != NULL && self->present == NULL && is_answered (self, sl_record_get_id (said)))
    return said;

  return self->applications->len > 0 ? self->applications->pdata[0] : NULL;
}

/**
 * sl_invitation_plan_get_fate:
 * @application_id: (nullable): the application that a person said; %NULL: the one that is named
 *
 * Returns: what is to be done with the event
 */
SlInvitationFate
sl_invitation_plan_get_fate (SlInvitationPlan *self,
                             const char       *application_id)
{
  gboolean answered = is_answered (self, application_id);

  if (self->own)
    return SL_INVITATION_OWN;
  if (self->present != NULL && answered && !g_str_equal (application_id, sl_record_get_text (self->present, SL_STAGE_APPLICATION_ID)))
    return SL_INVITATION_ELSEWHERE;
  if (self->present != NULL && sl_invitation_plan_is_settled (self))
    return SL_INVITATION_SETTLED;
  if (self->present != NULL && is_older (self))
    return SL_INVITATION_OLDER;
  if (self->present != NULL)
    return is_other_date (self) ? SL_INVITATION_OTHER_DATE : SL_INVITATION_CHANGES;
  if (self->invitation->cancelled)
    return SL_INVITATION_CALLED_OFF;
  if (answered || self->n_fitting == 1)
    return SL_INVITATION_ADDS;

  return self->n_likely > 0 ? SL_INVITATION_UNCLEAR : SL_INVITATION_UNKNOWN;
}

/* (transfer full): "Torvmark, Baker" */
static char *
name_application (SlRecord *application)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));

  /* Translators: a company and a role */
  return g_strdup_printf (C_("company and role", "%s, %s"), company, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
}

static char *
name_fitting (SlInvitationPlan *self)
{
  guint n_asked = count_asked (self), n = MIN (n_asked, MAX_NAMED);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = name_application (self->applications->pdata[i]);

      g_string_append_printf (text, "%s%s (%.8s)", i > 0 ? "; " : "", name, sl_record_get_id (self->applications->pdata[i]));
    }
  g_string_append (text, n_asked > n ? "; …" : "");

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
is_before_applied (SlInvitationPlan *self,
                   SlRecord         *application)
{
  SlDay applied;

  return self->present == NULL && g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS), SL_STATUS_APPLIED) == 0 &&
         sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE), &applied) && self->invitation->day < applied;
}

static char *
describe_round (SlInvitationPlan *self,
                SlRecord         *application)
{
  g_autofree char *name = name_application (application);
  g_autofree char *day = sl_day_format_long (self->invitation->day);
  const char *summary = *self->invitation->summary != '\0' ? self->invitation->summary : _("Untitled");

  if (self->invitation->cancelled)
    /* Translators: an event of a calendar, the company and role it is about, its day */
    return g_strdup_printf (_("“%s” → %s (%s, called off)"), summary, name, day);
  if (is_before_applied (self, application))
    /* Translators: an event of a calendar, the company and role it is about, its day */
    return g_strdup_printf (_("“%s” → %s (%s, before you applied, so the status stays)"), summary, name, day);
  /* Translators: an event of a calendar, the company and role it is about, its day */
  return g_strdup_printf (_("“%s” → %s (%s)"), summary, name, day);
}

/**
 * sl_invitation_plan_describe:
 * @fate: of sl_invitation_plan_get_fate()
 * @application: (nullable): the application that a person said; %NULL: the one that is named
 *
 * Returns: (transfer full): what comes of the event, and of which application; why nothing does
 */
char *
sl_invitation_plan_describe (SlInvitationPlan *self,
                             SlInvitationFate  fate,
                             SlRecord         *application)
{
  const char *summary = *self->invitation->summary != '\0' ? self->invitation->summary : _("Untitled");
  g_autofree char *names = NULL;
  g_autofree char *day = NULL;

  application = sl_invitation_plan_get_application (self, application);
  switch (fate)
    {
    case SL_INVITATION_ADDS:
    case SL_INVITATION_CHANGES:
      return describe_round (self, application);
    case SL_INVITATION_SETTLED:
      return g_strdup_printf (_("“%s” is here already."), summary);
    case SL_INVITATION_OWN:
      return g_strdup_printf (_("“%s” is Shortlist’s own."), summary);
    case SL_INVITATION_CALLED_OFF:
      return g_strdup_printf (_("“%s” was called off, and there is no round of it here."), summary);
    case SL_INVITATION_ELSEWHERE:
      names = name_application (application);
      return g_strdup_printf (_("“%s” is a round of another application already: %s."), summary, names);
    case SL_INVITATION_OTHER_DATE:
      day = sl_day_format_long (self->invitation->part_day != SL_DAY_NONE ? self->invitation->part_day : self->invitation->day);
      /* Translators: an event of a calendar that repeats, and the day that it is about this time */
      return g_strdup_printf (_("“%s” is about another of its dates (%s). The round that is here stays as it is."), summary, day);
    case SL_INVITATION_OLDER:
      return g_strdup_printf (_("“%s” is an older version of what is here. The round stays as it is."), summary);
    case SL_INVITATION_UNCLEAR:
      names = name_fitting (self);
      return g_strdup_printf (_("“%s” may be about %s."), summary, names);
    case SL_INVITATION_UNKNOWN:
    default:
      return g_strdup_printf (_("“%s” names none of your open applications."), summary);
    }
}

/**
 * sl_deed_import_rounds:
 * @plans: (element-type SlInvitationPlan): of events that add or change a round
 * @stages: (element-type SlRecord): of each, what sl_invitation_plan_build_stage() gave
 *
 * Returns: (transfer full): puts all of them there in one step
 */
SlChangeset *
sl_deed_import_rounds (GPtrArray *plans,
                       GPtrArray *stages)
{
  SlChangeset *changeset = sl_deed_new (SL_DEED_IMPORT_ROUNDS, SL_KIND_STAGE);

  sl_deed_set_count (changeset, plans->len);
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *plan = plans->pdata[i];
      SlRecord *stage = stages->pdata[i];

      if (plan->present == NULL)
        sl_changeset_insert (changeset, stage);
      else
        for (guint field = SL_N_COMMON_FIELDS; field < SL_N_STAGE_FIELDS; field++)
          if (!sl_value_equal (sl_record_get_value (plan->present, field), sl_record_get_value (stage, field)))
            sl_changeset_update (changeset, SL_KIND_STAGE, sl_record_get_id (stage), field, sl_record_get_value (stage, field));
    }

  return changeset;
}
