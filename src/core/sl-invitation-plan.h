/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an invitation means for the job search: which application it belongs to, and the round that comes of it: a new one,
 * a changed one, or one that was cancelled. Proposes; the person decides. Plain data, used by one thread at a time. */

#pragma once

#include "sl-changeset.h"
#include "sl-connection.h"
#include "sl-invitation.h"

G_BEGIN_DECLS

/**
 * SlInvitationPlan:
 * @invitation: (owned): what was read
 * @present: (nullable): the round that came of an earlier version of it
 * @own: Shortlist wrote it itself, and there is nothing new in it: neither when and where, nor whether it takes place
 * @applications: (element-type SlRecord): open applications it may belong to, the likeliest first
 * @n_likely: how many of these have something in common with it
 */
typedef struct {
  SlInvitation *invitation;
  SlRecord *present;
  gboolean own;
  GPtrArray *applications;
  guint n_likely;
} SlInvitationPlan;

/* Takes over @invitation. NULL with @error set. For use inside an SlReadFunc. */
SlInvitationPlan *sl_invitation_plan_read (SlConnection *connection, SlInvitation *invitation, GError **error);
void sl_invitation_plan_free (SlInvitationPlan *self);

/* The round as it would be, for application @application_id (ignored where the round is there). (transfer full) */
SlRecord *sl_invitation_plan_build_stage (SlInvitationPlan *self, const char *application_id);
/* The step that makes it so. @stage: what sl_invitation_plan_build_stage() gave, and the person changed. (transfer full) */
SlChangeset *sl_invitation_plan_build_changeset (SlInvitationPlan *self, SlRecord *stage);
/* Whether nothing would change. */
gboolean sl_invitation_plan_is_settled (SlInvitationPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitationPlan, sl_invitation_plan_free)

G_END_DECLS
