/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leads through an invitation file (.ics): reads it, and proposes a round: the form of the only event, or a list of many to
 * choose from. Lives until the last dialog is closed. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_INVITATION_OPENER (sl_invitation_opener_get_type ())
G_DECLARE_FINAL_TYPE (SlInvitationOpener, sl_invitation_opener, SL, INVITATION_OPENER, GObject)

/* Signal "closed" (SlInvitationOpener *): all is done. */

/* Whether @file looks like one by its name. */
gboolean sl_invitation_opener_wants (GFile *file);
/* (transfer none): keeps itself; @window: a widget of the window. */
SlInvitationOpener *sl_invitation_opener_open (GtkWidget *window, SlViewState *state, GFile *file);

G_END_DECLS
