/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing with a server: signing in and out, the first sync, what waits, what lost, the log. Its pages are classes of their
 * own; they go from one to another by the action "sync.show" with the name of a page. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SYNC_DIALOG (sl_sync_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncDialog, sl_sync_dialog, SL, SYNC_DIALOG, AdwDialog)

AdwDialog *sl_sync_dialog_new  (SlViewState *state, const char *page);
void       sl_sync_dialog_await_sign_out (GtkWidget *inside);
void       sl_sync_dialog_show_toast (GtkWidget *inside, AdwToast *toast);
void       sl_sync_dialog_tell (GtkWidget *inside, const char *words, gint64 undo_id);

G_END_DECLS
