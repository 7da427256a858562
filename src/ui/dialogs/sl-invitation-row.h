/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event of a calendar in the list to choose from: whether it is taken, when it is, and which application it goes to. */

#pragma once

#include <adwaita.h>

#include "sl-invitation-plan.h"

G_BEGIN_DECLS

/**
 * SlInvitationChoice:
 * @plan: (unowned): of the event
 * @fate: what becomes of it by itself
 * @ticked: whether it is taken
 * @application: which one of the plan's it goes to
 */
typedef struct {
  SlInvitationPlan *plan;
  SlInvitationFate fate;
  gboolean ticked;
  guint application;
} SlInvitationChoice;

#define SL_TYPE_INVITATION_ROW (sl_invitation_row_get_type ())
G_DECLARE_FINAL_TYPE (SlInvitationRow, sl_invitation_row, SL, INVITATION_ROW, AdwPreferencesRow)

/* Signal "changed" (SlInvitationRow *): the person changed the choice. */

/* @choice outlives the row, which writes to it. (transfer floating) */
GtkWidget *sl_invitation_row_new (SlInvitationChoice *choice);
/* Shows what was changed elsewhere. */
void sl_invitation_row_update (SlInvitationRow *self);

G_END_DECLS
