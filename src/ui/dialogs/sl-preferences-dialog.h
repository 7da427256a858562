/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person sets once: each row is one key of the settings. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PREFERENCES_DIALOG (sl_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlPreferencesDialog, sl_preferences_dialog, SL, PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *sl_preferences_dialog_new (SlViewState *state);

G_END_DECLS
