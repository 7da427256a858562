/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-plan.h. */
#define G_LOG_DOMAIN "sl-invitation-plan"

#include "config.h"

#include "sl-agenda.h"
#include "sl-error.h"
#include "sl-invitation-match.h"
#include "sl-invitation-plan-private.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-text.h"
#include "sl-zone.h"

/* The person looks through a list; longer than this, they search for the application first. */
#define MAX_APPLICATIONS 200
/* Of one of many that fits several: so many can be the answer. */
#define MAX_FITTING 50

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

/* What the person deleted, as long as it lies in the Trash: of what is deleted for good nothing is kept. */
#define GONE \
  "SELECT s.calendar_uid, s.id FROM stages AS s JOIN applications AS a ON a.id = s.application_id" \
  " WHERE s.calendar_uid IS NOT NULL AND (s.deleted_at IS NOT NULL OR a.deleted_at IS NOT NULL)"

/* @sql: NAMED or GONE. (transfer full) (nullable): rounds by the names that calendars have for them; NULL with @error set */
static GHashTable *
read_rounds (SlConnection  *connection,
             const char    *sql,
             GError       **error)
{
  g_autoptr (GHashTable) rounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
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

/** _sl_invitation_rounds_read: Returns: (transfer full): living rounds by the names that calendars have for them; %NULL with @error set */
GHashTable *
_sl_invitation_rounds_read (SlConnection  *connection,
                            GError       **error)
{
  return read_rounds (connection, NAMED, error);
}

/**
 * _sl_invitation_find_round:
 * @uid: (nullable): what the calendar calls the event
 * @rounds: of _sl_invitation_rounds_read()
 * @id: (out) (nullable): the living round that came of an earlier version of it; %NULL: there is none
 *
 * Returns: %FALSE with @error set
 */
gboolean
_sl_invitation_find_round (SlConnection        *connection,
                           const char          *uid,
                           GHashTable          *rounds,
                           char               **id,
                           GError             **error)
{
  SlStatement *statement;
  g_autoptr (GError) local = NULL;

  *id = NULL;
  if (uid == NULL)
    return TRUE;
  /* By its id, too: then the file is one that Shortlist wrote. */
  statement = sl_connection_prepare (connection,
                                     "SELECT s.id FROM stages AS s JOIN applications AS a ON a.id = s.application_id"
                                     " WHERE s.id IN (?1, ?2) AND s.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY s.pk DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, uid);
  sl_statement_bind_text (statement, 2, g_hash_table_lookup (rounds, uid));
  if (sl_statement_step (statement, &local))
    *id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
find_present (SlConnection      *connection,
              SlInvitationPlan  *self,
              GHashTable        *rounds,
              GError           **error)
{
  SlRecord *application;
  g_autofree char *id = NULL;

  if (!_sl_invitation_find_round (connection, self->invitation->uid, rounds, &id, error))
    return FALSE;
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
gboolean
_sl_invitation_plan_is_own_round (SlInvitationPlan *self)
{
  return self->present != NULL && g_strcmp0 (sl_record_get_id (self->present), self->invitation->uid) == 0;
}

#define OWN \
  "SELECT EXISTS (SELECT 1 FROM stages WHERE id = ?1) OR EXISTS (SELECT 1 FROM reminders WHERE id = ?1)" \
  " OR EXISTS (SELECT 1 FROM outcomes WHERE id = ?1) OR EXISTS (SELECT 1 FROM saved_jobs WHERE id = ?1)" \
  " OR EXISTS (SELECT 1 FROM applications WHERE id = ?1)"

/* A zone is how a moment is told: where the person is says nothing about when it is. */
gboolean
_sl_invitation_is_when_said (const SlInvitation *invitation,
                             SlRecord           *stage)
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
  gboolean cancelled = g_strcmp0 (sl_record_get_text (self->present, SL_STAGE_RESULT), SL_RESULT_CANCELLED) == 0;

  /* Of a closed application, what was still to come is cancelled there, too. */
  if (self->invitation->cancelled)
    return cancelled || !sl_status_is_open (sl_record_get_text (application, SL_APPLICATION_STATUS));
  return !cancelled && _sl_invitation_is_when_said (self->invitation, self->present) && is_length_said (self->present, self->invitation) &&
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

  if (invitation->uid == NULL || (self->present != NULL && (!_sl_invitation_plan_is_own_round (self) || !is_said (self, self->applications->pdata[0]))))
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
  GHashTable *rounds;       /* those that are here, by the names that calendars have for them */
  GHashTable *gone;         /* those that were deleted */
  GHashTable *applications; /* pk to SlRecord: many events may be about the same ones */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->matcher, sl_invitation_matcher_free);
  g_clear_pointer (&reading->rounds, g_hash_table_unref);
  g_clear_pointer (&reading->gone, g_hash_table_unref);
  g_clear_pointer (&reading->applications, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
reading_begin (Reading  *reading,
               GError  **error)
{
  reading->applications = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  reading->matcher = sl_invitation_matcher_read (reading->connection, error);
  reading->rounds = reading->matcher != NULL ? _sl_invitation_rounds_read (reading->connection, error) : NULL;
  reading->gone = reading->rounds != NULL ? read_rounds (reading->connection, GONE, error) : NULL;

  return reading->gone != NULL;
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
  const SlInvitationMatch *first = candidates->len > 0 ? &g_array_index (candidates, SlInvitationMatch, 0) : NULL; /* the likeliest */
  guint n_most = many ? MAX_FITTING : MAX_APPLICATIONS;

  for (guint i = 0; i < MIN (candidates->len, n_most); i++)
    {
      const SlInvitationMatch *match = &g_array_index (candidates, SlInvitationMatch, i);
      SlRecord *application;

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
  self->deleted = invitation->uid != NULL && g_hash_table_contains (reading->gone, invitation->uid);

  return read_applications (reading, self, error) ? g_steal_pointer (&self) : NULL;
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
 * Of several events most are about something else: their plans have only applications that are named plainly, or that may be
 * meant.
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
