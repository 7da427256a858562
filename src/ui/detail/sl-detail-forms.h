/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of what belongs to an application, as dialogs: a round, the offer, the look back. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

/* @stage, @outcome, @reflection: the one to be changed, or NULL for a new one. @parent: a widget of the window. */
void sl_detail_present_round (GtkWidget *parent, SlViewState *state, const char *application_id, SlRecord *stage);
/* @currency (nullable): what a new offer is paid in, most likely */
void sl_detail_present_offer (GtkWidget *parent, SlViewState *state, const char *application_id, const char *currency, SlRecord *outcome);
void sl_detail_present_reflection (GtkWidget *parent, SlViewState *state, const char *application_id, SlRecord *reflection);

G_END_DECLS
