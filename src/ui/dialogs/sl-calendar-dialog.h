/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda for other calendar programs: a copy saved once, or a file that is kept up to date. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_CALENDAR_DIALOG (sl_calendar_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlCalendarDialog, sl_calendar_dialog, SL, CALENDAR_DIALOG, AdwDialog)

AdwDialog *sl_calendar_dialog_new (SlViewState *state);

G_END_DECLS
