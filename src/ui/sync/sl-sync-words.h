/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How syncing stands, in words and as an icon; the same for the button, the dialog and whoever reads them aloud. */

#pragma once

#include "sl-sync-keeper.h"

G_BEGIN_DECLS

/* What is text is (transfer full). */
char       *sl_sync_words_title        (SlSyncKeeper *keeper);
char       *sl_sync_words_sentence     (SlSyncKeeper *keeper);
char       *sl_sync_words_last_success (SlSyncKeeper *keeper);
char       *sl_sync_words_problem      (SlSyncKeeper *keeper);
char       *sl_sync_words_waiting      (guint n);
char       *sl_sync_words_conflicts    (guint n);
char       *sl_sync_words_asked        (guint n);
char       *sl_sync_words_asked_names  (const SlSyncStatus *status);
gboolean    sl_sync_words_has_more_asked (const SlSyncStatus *status);

const char *sl_sync_words_icon         (SlSyncKeeper *keeper);
gboolean    sl_sync_words_wants_person (SlSyncKeeper *keeper);

G_END_DECLS
