/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a plan and making something of it share. */

#pragma once

#include "sl-invitation-plan.h"
#include "sl-record.h"

G_BEGIN_DECLS

#define SL_RESULT_CANCELLED "Cancelled"

/* Whether the calendar file that it came from is Shortlist's own. */
gboolean _sl_invitation_plan_is_own_round (SlInvitationPlan *self);
/* Whether @stage is at the moment that the invitation says. */
gboolean _sl_invitation_is_when_said (const SlInvitation *invitation, SlRecord *stage);

/* The living rounds that came of calendars. */
GHashTable *_sl_invitation_rounds_read (SlConnection *connection, GError **error);
gboolean _sl_invitation_find_round (SlConnection *connection, const char *uid, GHashTable *rounds, char **id, GError **error);

G_END_DECLS
