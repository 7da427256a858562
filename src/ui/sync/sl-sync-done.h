/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told after the person chose something about what waits or lost. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

void sl_sync_done_tell   (GtkWidget *inside, SlViewState *state, gint64 since);
void sl_sync_done_kept   (GtkWidget *inside, SlSyncKeeper *keeper, gint64 mark, guint n);
void sl_sync_done_failed (GtkWidget *inside, const GError *error, const char *deed);

G_END_DECLS
