/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reminders of an application: the person's own and the automatic ones, to be done, put off, changed and deleted. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_REMINDERS_SECTION (sl_reminders_section_get_type ())
G_DECLARE_FINAL_TYPE (SlRemindersSection, sl_reminders_section, SL, REMINDERS_SECTION, AdwBin)

void sl_reminders_section_set_application (SlRemindersSection *self, SlViewState *state, const char *application_id);

G_END_DECLS
