/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that the person's last choice about syncing became (a discarded change, a swapped conflict), to be told with Undo. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

/* An SlReadFunc: (transfer full) (nullable): an SlTransaction made at *@data (gint64, microseconds since 1970 UTC) or later;
 * %NULL without @error: the choice changed no record. */
gpointer sl_sync_read_last_choice (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
