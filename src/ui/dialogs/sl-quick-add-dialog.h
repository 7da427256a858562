/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds an application in five seconds: company, role, Enter. Warns, without blocking, when it looks like one that is
 * there already. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_QUICK_ADD_DIALOG (sl_quick_add_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlQuickAddDialog, sl_quick_add_dialog, SL, QUICK_ADD_DIALOG, AdwDialog)

AdwDialog *sl_quick_add_dialog_new (SlViewState *state);

G_END_DECLS
