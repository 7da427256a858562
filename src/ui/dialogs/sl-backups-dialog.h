/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backups: what there are, what is in one beside what is there now, and going back to it. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_BACKUPS_DIALOG (sl_backups_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlBackupsDialog, sl_backups_dialog, SL, BACKUPS_DIALOG, AdwDialog)

AdwDialog *sl_backups_dialog_new (SlViewState *state);

G_END_DECLS
