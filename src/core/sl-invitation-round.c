/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The round that comes of an invitation, and the step that puts rounds there. */
#define G_LOG_DOMAIN "sl-invitation-round"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-deeds-edit.h"
#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-invitation-plan-private.h"
#include "sl-kinds.h"
#include "sl-text.h"

#define MAX_NAME 100

/* The round */

/* (nullable): the kind of round that a title speaks of, in the languages that such titles are mostly in */
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

/* What is taken out of the text or the link of a file of Shortlist's is no place. */
static const char *
get_place (SlInvitationPlan *self)
{
  return _sl_invitation_plan_is_own_round (self) ? self->invitation->location : self->invitation->place;
}

static void
set_time (SlRecord         *stage,
          SlInvitationPlan *self)
{
  const SlInvitation *invitation = self->invitation;
  char iso[SL_DAY_ISO_SIZE];
  g_autofree char *time = invitation->minute >= 0 ? g_strdup_printf ("%02d:%02d", invitation->minute / 60, invitation->minute % 60) : NULL;

  if (self->present == NULL || !_sl_invitation_is_when_said (invitation, self->present))
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
      sl_record_set_text (stage, SL_STAGE_RESULT, SL_RESULT_CANCELLED);
      return stage;
    }
  set_time (stage, self);
  if (self->present != NULL)
    {
      /* Called off and then called on again. */
      if (g_strcmp0 (sl_record_get_text (stage, SL_STAGE_RESULT), SL_RESULT_CANCELLED) == 0)
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
    sl_record_set_text (stage, SL_STAGE_RESULT, SL_RESULT_CANCELLED);

  return stage;
}

/** sl_invitation_plan_build_changeset: Returns: (transfer full): the step that puts @stage there */
SlChangeset *
sl_invitation_plan_build_changeset (SlInvitationPlan *self,
                                    SlRecord         *stage)
{
  return self->present != NULL ? sl_deed_edit_record (self->present, stage) : sl_deed_add (stage);
}

/* One invitation, as a person left it in the form, which may have been open for long. */
typedef struct {
  char *uid;         /* (nullable) */
  SlRecord *present; /* (nullable): the round as it was when the plan was read */
  SlRecord *stage;   /* what it shall be */
  SlClock *clock;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_free (taking->uid);
  g_clear_object (&taking->present);
  g_object_unref (taking->stage);
  g_object_unref (taking->clock);
  g_free (taking);
}

static Taking *
taking_new (SlInvitationPlan *plan,
            SlRecord         *stage,
            SlClock          *clock)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->uid = g_strdup (plan->invitation->uid);
  g_set_object (&taking->present, plan->present);
  taking->stage = sl_record_dup (stage);
  taking->clock = g_object_ref (clock);
  return taking;
}

static gpointer
build_taking (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Taking *taking = data;
  g_autoptr (GHashTable) rounds = _sl_invitation_rounds_read (connection, error);
  const char *present = taking->present != NULL ? sl_record_get_id (taking->present) : NULL;
  g_autofree char *id = NULL;

  if (rounds == NULL || !_sl_invitation_find_round (connection, taking->uid, rounds, &id, error))
    return NULL;
  if (g_strcmp0 (id, present) == 0)
    return present != NULL ? sl_deed_edit_since (connection, taking->present, taking->stage, taking->clock, error)
                           : sl_deed_add (taking->stage);

  g_set_error_literal (error, SL_ERROR, SL_ERROR_CONFLICT,
                       id != NULL ? _("The round of this invitation came here meanwhile. Open the invitation again to see what is new in it.")
                                  : _("The round of this invitation was deleted meanwhile. Open the invitation again to add it anew."));
  return NULL;
}

/** sl_deed_take_invitation: see sl-invitation-plan.h */
SlChangeset *
sl_deed_take_invitation (SlConnection      *connection,
                         SlInvitationPlan  *plan,
                         SlRecord          *stage,
                         SlClock           *clock,
                         GError           **error)
{
  Taking *taking = taking_new (plan, stage, clock);
  SlChangeset *changeset = build_taking (connection, taking, NULL, error);

  taking_free (taking);
  return changeset;
}

void
sl_deed_take_invitation_async (SlContext           *context,
                               SlInvitationPlan    *plan,
                               SlRecord            *stage,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  sl_deed_build_async (context, build_taking, taking_new (plan, stage, sl_context_get_clock (context)), taking_free, cancellable, callback, user_data);
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

/* Of the applications that a plan knows. (nullable) */
static SlRecord *
find_application (SlInvitationPlan *self,
                  const char       *id)
{
  for (guint i = 0; i < self->applications->len; i++)
    if (g_strcmp0 (sl_record_get_id (self->applications->pdata[i]), id) == 0)
      return self->applications->pdata[i];

  return NULL;
}

/**
 * sl_invitation_plans_find_moved:
 * @plans: (element-type SlInvitationPlan): of events that add or change a round
 * @stages: (element-type SlRecord): of each, the round
 *
 * Returns: (transfer full) (element-type SlRecord): the applications that go from Applied to Interviewing by them, each once
 */
GPtrArray *
sl_invitation_plans_find_moved (GPtrArray *plans,
                                GPtrArray *stages)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *moved = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plans->len; i++)
    {
      SlRecord *application = find_application (plans->pdata[i], sl_record_get_text (stages->pdata[i], SL_STAGE_APPLICATION_ID));

      if (application != NULL && sl_invitation_plan_moves (plans->pdata[i], application) &&
          g_hash_table_add (seen, (gpointer) sl_record_get_id (application)))
        g_ptr_array_add (moved, g_object_ref (application));
    }

  return moved;
}

static void
name_moved (SlChangeset *changeset,
            GPtrArray   *plans,
            GPtrArray   *stages)
{
  g_autoptr (GPtrArray) moved = sl_invitation_plans_find_moved (plans, stages);
  g_autoptr (GPtrArray) companies = g_ptr_array_new ();

  for (guint i = 0; i < moved->len; i++)
    if (sl_record_get_text (moved->pdata[i], SL_APPLICATION_COMPANY_NAME) != NULL)
      g_ptr_array_add (companies, (gpointer) sl_record_get_text (moved->pdata[i], SL_APPLICATION_COMPANY_NAME));
  sl_deed_set_moved (changeset, companies);
}

/* Of @plans and @stages, those whose round stands as it did when the plan was read: not there, or there. */
static gboolean
leave_news (SlConnection  *connection,
            GPtrArray     *plans,
            GPtrArray     *stages,
            GPtrArray     *left_plans,
            GPtrArray     *left_stages,
            GError       **error)
{
  g_autoptr (GHashTable) rounds = _sl_invitation_rounds_read (connection, error);

  for (guint i = 0; rounds != NULL && i < plans->len; i++)
    {
      const SlInvitationPlan *plan = plans->pdata[i];
      g_autofree char *id = NULL;

      if (!_sl_invitation_find_round (connection, plan->invitation->uid, rounds, &id, error))
        return FALSE;
      if (g_strcmp0 (id, plan->present != NULL ? sl_record_get_id (plan->present) : NULL) != 0)
        continue;
      g_ptr_array_add (left_plans, plans->pdata[i]);
      g_ptr_array_add (left_stages, stages->pdata[i]);
    }

  return rounds != NULL;
}

static void
add_round (SlChangeset      *changeset,
           SlInvitationPlan *plan,
           SlRecord         *stage)
{
  if (plan->present == NULL)
    sl_changeset_insert (changeset, stage);
  else
    for (guint field = SL_N_COMMON_FIELDS; field < SL_N_STAGE_FIELDS; field++)
      if (!sl_value_equal (sl_record_get_value (plan->present, field), sl_record_get_value (stage, field)))
        sl_changeset_update (changeset, SL_KIND_STAGE, sl_record_get_id (stage), field, sl_record_get_value (stage, field));
}

/**
 * sl_deed_import_rounds:
 * @connection: the writer's
 * @plans: (element-type SlInvitationPlan): of events that add or change a round
 * @stages: (element-type SlRecord): of each, what sl_invitation_plan_build_stage() gave
 *
 * The plans may have been read some time ago: a round that came here since doesn't come twice, and one that went stays away.
 *
 * Returns: (transfer full): puts all of them there in one step; %NULL with @error set
 */
SlChangeset *
sl_deed_import_rounds (SlConnection  *connection,
                       GPtrArray     *plans,
                       GPtrArray     *stages,
                       GError       **error)
{
  g_autoptr (GPtrArray) left_plans = g_ptr_array_new ();
  g_autoptr (GPtrArray) left_stages = g_ptr_array_new ();
  SlChangeset *changeset;

  if (!leave_news (connection, plans, stages, left_plans, left_stages, error))
    return NULL;
  changeset = sl_deed_new (SL_DEED_IMPORT_ROUNDS, SL_KIND_STAGE);
  sl_deed_set_count (changeset, left_plans->len);
  name_moved (changeset, left_plans, left_stages);
  for (guint i = 0; i < left_plans->len; i++)
    add_round (changeset, left_plans->pdata[i], left_stages->pdata[i]);

  return changeset;
}

typedef struct {
  GPtrArray *plans;
  GPtrArray *stages;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_ptr_array_unref (import->plans);
  g_ptr_array_unref (import->stages);
  g_free (import);
}

static gpointer
build_import (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Import *import = data;

  return sl_deed_import_rounds (connection, import->plans, import->stages, error);
}

void
sl_deed_import_rounds_async (SlContext           *context,
                             GPtrArray           *plans,
                             GPtrArray           *stages,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Import *import = g_new0 (Import, 1);

  import->plans = g_ptr_array_ref (plans);
  import->stages = g_ptr_array_ref (stages);
  sl_deed_build_async (context, build_import, import, import_free, cancellable, callback, user_data);
}
