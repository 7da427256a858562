/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an invitation means for the job search: which application it belongs to, and the round that comes of it: a new one,
 * a changed one, or one that was cancelled. Proposes; the person decides. Plain data, used by one thread at a time. */

#pragma once

#include "sl-changeset.h"
#include "sl-connection.h"
#include "sl-context.h"
#include "sl-invitation.h"

G_BEGIN_DECLS

/**
 * SlInvitationPlan:
 * @invitation: (owned): what was read
 * @present: (nullable): the round that came of an earlier version of it
 * @many: it is one of several events of a file
 * @deleted: the round that came of an earlier version of it was deleted
 * @own: Shortlist wrote it itself, and there is nothing new in it: neither when and where, nor whether it takes place
 * @applications: (element-type SlRecord): open applications it may belong to, the likeliest first
 * @n_likely: how many of these have something in common with it
 * @n_fitting: how many it names so plainly that nobody needs to be asked; more than one: then it takes a question again
 */
typedef struct {
  SlInvitation *invitation;
  SlRecord *present;
  gboolean many;
  gboolean deleted;
  gboolean own;
  GPtrArray *applications;
  guint n_likely;
  guint n_fitting;
} SlInvitationPlan;

/**
 * SlInvitationFate: what is to be done with an event of a calendar.
 * @SL_INVITATION_ADDS: a new round
 * @SL_INVITATION_CHANGES: a round that is there: other times, or it is called off
 * @SL_INVITATION_SETTLED: nothing, the round is there as it says
 * @SL_INVITATION_OWN: nothing, Shortlist wrote it
 * @SL_INVITATION_CALLED_OFF: nothing, it was called off before it was seen here
 * @SL_INVITATION_DELETED: nothing, as the person deleted its round, unless they say an application
 * @SL_INVITATION_ELSEWHERE: nothing, as the round belongs to another application than the one that was said
 * @SL_INVITATION_OTHER_DATE: nothing, it is about another date of an event that repeats than the one that is a round
 * @SL_INVITATION_OLDER: nothing, a later version of it was taken before
 * @SL_INVITATION_UNCLEAR: a question: it may be about one of several applications, or about something else
 * @SL_INVITATION_UNKNOWN: nothing, it names no open application
 */
typedef enum {
  SL_INVITATION_ADDS,
  SL_INVITATION_CHANGES,
  SL_INVITATION_SETTLED,
  SL_INVITATION_OWN,
  SL_INVITATION_CALLED_OFF,
  SL_INVITATION_DELETED,
  SL_INVITATION_ELSEWHERE,
  SL_INVITATION_OTHER_DATE,
  SL_INVITATION_OLDER,
  SL_INVITATION_UNCLEAR,
  SL_INVITATION_UNKNOWN,
  SL_N_INVITATION_FATES,
} SlInvitationFate;

/* All events of a file (element-type SlInvitation; taken over), each event once. (element-type SlInvitationPlan) NULL with @error
 * set. For use inside an SlReadFunc. */
GPtrArray *sl_invitation_plans_read (SlConnection *connection, GPtrArray *invitations, GCancellable *cancellable, GError **error);
void sl_invitation_plan_free (SlInvitationPlan *self);

/* The round as it would be, for application @application_id (ignored where the round is there). (transfer full) */
SlRecord *sl_invitation_plan_build_stage (SlInvitationPlan *self, const char *application_id);
/* The step that makes it so. @stage: what sl_invitation_plan_build_stage() gave, and the person changed. (transfer full) */
SlChangeset *sl_invitation_plan_build_changeset (SlInvitationPlan *self, SlRecord *stage);
/* The same, unless the round came or went since the plan was read: then NULL with SL_ERROR_CONFLICT. What was changed in it is
 * merged, as sl_deed_edit_since() does. For the store's writer, by sl_store_build(). (transfer full) */
SlChangeset *sl_deed_take_invitation (SlConnection *connection, SlInvitationPlan *plan, SlRecord *stage, SlClock *clock, GError **error);
/* And applies it; finish with sl_store_apply_finish(). */
void sl_deed_take_invitation_async (SlContext *context, SlInvitationPlan *plan, SlRecord *stage, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Whether nothing would change. */
gboolean sl_invitation_plan_is_settled (SlInvitationPlan *self);
/* @application_id, @application: (nullable): the one that a person said; of many events, it only answers those that are unclear
 * and name it. */
SlInvitationFate sl_invitation_plan_get_fate (SlInvitationPlan *self, const char *application_id);
/* (nullable): the application that the event is of, or becomes a round of, given what the person said. */
SlRecord *sl_invitation_plan_get_application (SlInvitationPlan *self, SlRecord *said);
/* "“First talk” → Torvmark, Baker (December 1, 2026)", or why nothing comes of it. (transfer full) */
char *sl_invitation_plan_describe (SlInvitationPlan *self, SlInvitationFate fate, SlRecord *application);
/* Whether it moves the application from Applied to Interviewing. */
gboolean sl_invitation_plan_moves (SlInvitationPlan *self, SlRecord *application);
/* For sentences: what the event is called, and "Torvmark, Baker". (transfer full) */
char *sl_invitation_plan_dup_summary (SlInvitationPlan *self);
char *sl_invitation_name_application (SlRecord *application);
/* Several rounds in one step, but those that came or went since the plans were read; @stages: what sl_invitation_plan_build_stage()
 * gave for each of @plans. For the store's writer, by sl_store_build(). (transfer full) NULL with @error set */
SlChangeset *sl_deed_import_rounds (SlConnection *connection, GPtrArray *plans, GPtrArray *stages, GError **error);
/* And applies it; finish with sl_store_apply_finish(). Until then nobody changes the plans or frees them. */
void sl_deed_import_rounds_async (SlContext *context, GPtrArray *plans, GPtrArray *stages, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* The applications that they move from Applied to Interviewing. (transfer full) */
GPtrArray *sl_invitation_plans_find_moved (GPtrArray *plans, GPtrArray *stages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitationPlan, sl_invitation_plan_free)

G_END_DECLS
