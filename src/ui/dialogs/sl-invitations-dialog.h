/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a calendar file in one list: what is ticked becomes a round or changes one, all in one step of undo. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_INVITATIONS_DIALOG (sl_invitations_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlInvitationsDialog, sl_invitations_dialog, SL, INVITATIONS_DIALOG, AdwDialog)

/* @plans: (element-type SlInvitationPlan): of all the events; @gaps: (element-type utf8): sentences about what couldn't be
 * read. (transfer floating) */
AdwDialog *sl_invitations_dialog_new (SlViewState *state, GPtrArray *plans, GPtrArray *gaps);

G_END_DECLS
