/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a reminder, for every page that offers to remind of something. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

void sl_reminder_form_present_new (GtkWidget *parent, SlViewState *state, const char *application_id, const char *title, gint64 at);
void sl_reminder_form_present (GtkWidget *parent, SlViewState *state, const char *reminder_id);

G_END_DECLS
