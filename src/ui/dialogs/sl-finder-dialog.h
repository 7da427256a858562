/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+K: a few letters of company, role or place, Enter opens. "@app" and Tab keep to one status. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_FINDER_DIALOG (sl_finder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlFinderDialog, sl_finder_dialog, SL, FINDER_DIALOG, AdwDialog)

AdwDialog *sl_finder_dialog_new (SlViewState *state);

G_END_DECLS
