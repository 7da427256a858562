/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds an event to an application or changes one: what happened, when, where it leads, a note. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_EVENT_DIALOG (sl_event_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlEventDialog, sl_event_dialog, SL, EVENT_DIALOG, AdwDialog)

AdwDialog *sl_event_dialog_new (SlViewState *state, const char *application_id, SlRecord *event);

G_END_DECLS
