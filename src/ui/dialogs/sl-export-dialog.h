/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports applications as a table, or everything as JSON. Owned by the window that presents it. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_EXPORT_DIALOG (sl_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlExportDialog, sl_export_dialog, SL, EXPORT_DIALOG, AdwDialog)

/* @selection_only: starts with the selected applications chosen. */
AdwDialog *sl_export_dialog_new (SlViewState *state, gboolean selection_only);

G_END_DECLS
