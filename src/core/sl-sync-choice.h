/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form or a page about syncing has to know of what the person entered or chose. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

/* The step that the last choice became (a discarded change, a swapped conflict, what went to the Trash with the account), to be told with Undo.
 * An SlReadFunc: (transfer full) (nullable): an SlTransaction made at *@data (gint64, microseconds since 1970 UTC) or later;
 * %NULL without @error: the choice changed no record. */
gpointer sl_sync_read_last_choice (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

/* (transfer full) (nullable): the address of a server as Shortlist keeps it; %NULL with @error: it is none. */
char *sl_sync_read_address (const char *text, GError **error);

G_END_DECLS
