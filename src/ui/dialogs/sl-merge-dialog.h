/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two applications that are one, side by side: what is kept of each. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_MERGE_DIALOG (sl_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlMergeDialog, sl_merge_dialog, SL, MERGE_DIALOG, AdwDialog)

AdwDialog *sl_merge_dialog_new (SlViewState *state, const char *kept_id, const char *other_id);

G_END_DECLS
