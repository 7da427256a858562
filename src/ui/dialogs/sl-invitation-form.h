/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one event of an invitation as a form: the round that comes of it, and the application that it belongs to. */

#pragma once

#include <adwaita.h>

#include "sl-invitation-plan.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

AdwDialog *sl_invitation_form_new (SlViewState *state, SlInvitationPlan *plan);

G_END_DECLS
