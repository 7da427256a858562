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
 * @active: when the application was changed last
 */
typedef struct {
  gint64 pk;
  int points;
  gboolean sure;
  gint64 active;
} SlInvitationMatch;

/* For use inside an SlReadFunc. */
SlInvitationMatcher *sl_invitation_matcher_read (SlConnection *connection, GError **error);
void sl_invitation_matcher_free (SlInvitationMatcher *self);
/* All open applications, the likeliest first; of one of @many, only those that it names plainly. (transfer full) */
GArray *sl_invitation_matcher_rank (SlInvitationMatcher *self, const SlInvitation *invitation, gboolean many);

/* A word of the rounds' types. (nullable) */
const char *sl_invitation_guess_type (const char *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitationMatcher, sl_invitation_matcher_free)

G_END_DECLS
