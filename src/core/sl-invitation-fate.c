/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be done with an event of a calendar, and how it is told. */
#define G_LOG_DOMAIN "sl-invitation-fate"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-invitation-plan-private.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-text.h"
#include "sl-zone.h"

/* Of applications that an event fits, so many are worth naming. */
#define MAX_NAMED 4

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
         (!sl_day_parse_iso (sl_record_get_text (self->present, SL_STAGE_DATE), &day) || (part != day && !_sl_invitation_is_when_said (invitation, self->present)));
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

  return self->present == NULL && (self->n_fitting != 1 || self->deleted) && is_asked (self, application_id);
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
  if (self->deleted && !answered)
    return SL_INVITATION_DELETED;
  if (answered || self->n_fitting == 1)
    return SL_INVITATION_ADDS;

  return self->n_likely > 0 ? SL_INVITATION_UNCLEAR : SL_INVITATION_UNKNOWN;
}

/** sl_invitation_name_application: Returns: (transfer full): "Torvmark, Baker", to be put into a sentence */
char *
sl_invitation_name_application (SlRecord *application)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  g_autofree char *shown = sl_text_isolate (company);
  g_autofree char *role = sl_text_isolate (sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));

  /* Translators: a company and a role */
  return g_strdup_printf (C_("company and role", "%s, %s"), shown, role);
}

static char *
name_fitting (SlInvitationPlan *self)
{
  guint n_asked = count_asked (self), n = MIN (n_asked, MAX_NAMED);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = sl_invitation_name_application (self->applications->pdata[i]);

      g_string_append_printf (text, "%s%s (%.8s)", i > 0 ? "; " : "", name, sl_record_get_id (self->applications->pdata[i]));
    }
  g_string_append (text, n_asked > n ? "; …" : "");

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
has_status (SlRecord   *application,
            const char *status)
{
  return g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS), status) == 0;
}

static gboolean
is_before_applied (SlInvitationPlan *self,
                   SlRecord         *application)
{
  SlDay applied;

  return self->present == NULL && has_status (application, SL_STATUS_APPLIED) &&
         sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE), &applied) && self->invitation->day < applied;
}

/**
 * sl_invitation_plan_moves:
 * @application: the one that the event becomes a round of
 *
 * Returns: whether the round moves it from Applied to Interviewing, as the rules have it
 */
gboolean
sl_invitation_plan_moves (SlInvitationPlan *self,
                          SlRecord         *application)
{
  return self->present == NULL && has_status (application, SL_STATUS_APPLIED) && !is_before_applied (self, application);
}

/** sl_invitation_plan_dup_summary: Returns: (transfer full): what the event is called, as it may be shown, to be put into a sentence */
char *
sl_invitation_plan_dup_summary (SlInvitationPlan *self)
{
  g_autofree char *shown = *self->invitation->summary != '\0' ? sl_private_text (self->invitation->summary) : g_strdup (_("Untitled"));

  return sl_text_isolate (shown);
}

static char *
describe_round (SlInvitationPlan *self,
                SlRecord         *application)
{
  g_autofree char *summary = sl_invitation_plan_dup_summary (self);
  g_autofree char *name = sl_invitation_name_application (application);
  g_autofree char *day = sl_day_format_long (self->invitation->day);

  if (self->invitation->cancelled)
    /* Translators: an event of a calendar, the company and role it is about, its day */
    return g_strdup_printf (_("“%s” → %s (%s, called off)"), summary, name, day);
  if (is_before_applied (self, application))
    /* Translators: an event of a calendar, the company and role it is about, its day */
    return g_strdup_printf (_("“%s” → %s (%s, before you applied, so the status stays)"), summary, name, day);
  /* Translators: an event of a calendar, the company and role it is about, its day */
  return g_strdup_printf (_("“%s” → %s (%s)"), summary, name, day);
}

static char *
describe_other_date (SlInvitationPlan *self,
                     const char       *summary)
{
  SlDay said = self->invitation->part_day != SL_DAY_NONE ? self->invitation->part_day : self->invitation->day;
  g_autofree char *day = sl_day_format_long (said);

  /* Translators: an event of a calendar that repeats, and the day that it is about this time */
  return g_strdup_printf (_("“%s” is about another of its dates (%s). The round that is here stays as it is."), summary, day);
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
  g_autofree char *summary = sl_invitation_plan_dup_summary (self);
  g_autofree char *names = NULL;

  application = sl_invitation_plan_get_application (self, application);
  switch (fate)
    {
    case SL_INVITATION_ADDS:
    case SL_INVITATION_CHANGES:
      return describe_round (self, application);
    case SL_INVITATION_SETTLED:
      /* Translators: an event of a calendar */
      return g_strdup_printf (_("“%s” is here already."), summary);
    case SL_INVITATION_OWN:
      /* Translators: an event of a calendar that Shortlist wrote itself */
      return g_strdup_printf (_("“%s” is Shortlist’s own."), summary);
    case SL_INVITATION_CALLED_OFF:
      /* Translators: an event of a calendar */
      return g_strdup_printf (_("“%s” was called off, and there is no round of it here."), summary);
    case SL_INVITATION_DELETED:
      /* Translators: an event of a calendar that was imported before */
      return g_strdup_printf (_("“%s” was imported before, and you deleted the round."), summary);
    case SL_INVITATION_ELSEWHERE:
      names = sl_invitation_name_application (application);
      /* Translators: an event of a calendar, and the company and role that it is about */
      return g_strdup_printf (_("“%s” is a round of another application already: %s."), summary, names);
    case SL_INVITATION_OTHER_DATE:
      return describe_other_date (self, summary);
    case SL_INVITATION_OLDER:
      /* Translators: an event of a calendar */
      return g_strdup_printf (_("“%s” is an older version of what is here. The round stays as it is."), summary);
    case SL_INVITATION_UNCLEAR:
      names = name_fitting (self);
      /* Translators: an event of a calendar, and one or several applications, each with company, role and identifier */
      return g_strdup_printf (_("“%s” may be about %s."), summary, names);
    case SL_INVITATION_UNKNOWN:
    default:
      /* Translators: an event of a calendar */
      return g_strdup_printf (_("“%s” names none of your open applications."), summary);
    }
}
