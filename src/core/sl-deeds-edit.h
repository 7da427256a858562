/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person wrote into something that they read earlier. What stands there may be something else by now: a sync, a
 * command or another window came between. Nothing of that is written over unseen. */

#pragma once

#include "sl-deeds.h"

G_BEGIN_DECLS

/* Brings what the person made of @before, the record as they saw it, together with what stands there by now: what they
 * didn't touch stays as it is, and what was changed on both sides is merged as in a sync. One step. For an SlReadFunc on
 * the writer thread, which notes what lost. */
SlChangeset *sl_deed_edit_since (SlConnection *connection, SlRecord *before, SlRecord *after, SlClock *clock, GError **error);
/* The same on the writer thread, and applies it. Both records are copied. Finish with sl_store_apply_finish (store, result). */
void sl_deed_edit_since_async (SlContext *context, SlRecord *before, SlRecord *after, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
