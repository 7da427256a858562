/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import wizard: choose a file, match its columns, check what will happen, import. Owned by the window that presents
 * it; nothing is changed before its last button. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_IMPORT_DIALOG (sl_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlImportDialog, sl_import_dialog, SL, IMPORT_DIALOG, AdwDialog)

AdwDialog *sl_import_dialog_new (SlViewState *state);
void sl_import_dialog_open (SlImportDialog *self, GFile *file);

/* Lets @window take files that are dropped on it, and import them. */
void sl_import_accept_drops (GtkWidget *window, SlViewState *state);

G_END_DECLS
