/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds on applications that nothing is heard of: asking, waiting a while longer, giving up; and what to do when an
 * answer comes after that. Giving up is sl_deed_set_status (…, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE). */

#pragma once

#include "sl-deeds.h"

G_BEGIN_DECLS

/* Arrays of ids are NULL-terminated. */

/* Notes that the person asked; silence counts anew from there. */
SlChangeset *sl_deed_follow_up (const char *const *ids, SlClock *clock);
/* Silence is nothing to look at for @days days. */
SlChangeset *sl_deed_snooze_quiet (const char *const *ids, int days, SlClock *clock);
/* For an SlReadFunc: an application marked as no response goes back to where it was. */
SlChangeset *sl_deed_reopen (SlConnection *connection, const char *id, SlClock *clock, GError **error);
/* The same on the writer thread, and applies it. Finish with sl_store_apply_finish(). */
void sl_deed_reopen_async (SlContext *context, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* What came after it was marked as no response changes nothing. */
SlChangeset *sl_deed_keep_closed (SlRecord *application, SlClock *clock);

G_END_DECLS
