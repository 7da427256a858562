/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which open application an invitation is about, by what it says and who writes it. Plain data, used by one thread at a
 * time: read once, asked for each event of a file. */

#pragma once

#include "sl-connection.h"
#include "sl-invitation.h"

G_BEGIN_DECLS

typedef struct _SlInvitationMatcher SlInvitationMatcher;

/**
 * SlInvitationMatch:
 * @pk: of the application
 * @points: how much it has in common with the invitation; 0: nothing
 * @sure: it is named so plainly that nobody needs to be asked, unless another one is, too
 * @near: it is sure, or there is something that is worth a question; one that isn't among many: always
 * @active: when the application was changed last
 * @name: (unowned) (element-type SlInvitationWord): its company
 */
typedef struct {
  gint64 pk;
  int points;
  gboolean sure;
  gboolean near;
  gint64 active;
  GArray *name;
} SlInvitationMatch;

/* For use inside an SlReadFunc. */
SlInvitationMatcher *sl_invitation_matcher_read (SlConnection *connection, GError **error);
void sl_invitation_matcher_free (SlInvitationMatcher *self);
/* Of a file of several @invitations (element-type SlInvitation): what they share says nothing. */
void sl_invitation_matcher_leave_own_hosts (SlInvitationMatcher *self, GPtrArray *invitations);
/* All open applications, the likeliest first; of one of @many, only those that are near. (transfer full) */
GArray *sl_invitation_matcher_rank (SlInvitationMatcher *self, const SlInvitation *invitation, gboolean many);
/* How many times an opening was compared with an event, for tests. */
guint sl_invitation_matcher_get_n_compared (SlInvitationMatcher *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitationMatcher, sl_invitation_matcher_free)

G_END_DECLS
