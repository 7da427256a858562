/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open application, made ready to be compared with what events say. */

#pragma once

#include "sl-connection.h"
#include "sl-invitation-words.h"

G_BEGIN_DECLS

/**
 * SlInvitationOpening:
 * @pk: of the application
 * @active: when it was changed last
 * @name: (element-type SlInvitationWord): the company, without its legal form
 * @role: (element-type SlInvitationWord): the role
 * @joined: "torvmarkbakery"
 * @dashed: "torvmark-bakery"
 * @url: (nullable): of the posting
 * @emails: (nullable): of its contacts, with blanks around
 * @waits: it was sent, and isn't decided
 * @asked: the last one of the matcher's questions that it was looked at for
 */
typedef struct {
  gint64 pk;
  gint64 active;
  GArray *name;
  GArray *role;
  char *joined;
  char *dashed;
  char *url;
  char *emails;
  gboolean waits;
  guint asked;
} SlInvitationOpening;

/* Each row of this is one. (transfer none) (nullable) */
SlStatement *sl_invitation_openings_prepare (SlConnection *connection, GError **error);
SlInvitationOpening *sl_invitation_opening_new (SlStatement *statement);
void sl_invitation_opening_free (SlInvitationOpening *self);

G_END_DECLS
